//! Mailboxes at providers of private mail. An office's own are none.

use std::ops::Range;

use super::Personal;

/// What stands between the name and the provider of a mailbox.
pub(super) const AT: [char; 2] = ['@', '＠'];

const PRIVATE_MAIL: [&str; 29] = [
    "qq.com",
    "vip.qq.com",
    "foxmail.com",
    "163.com",
    "126.com",
    "yeah.net",
    "139.com",
    "189.cn",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "aliyun.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "me.com",
    "live.cn",
    "live.com",
    "msn.com",
    "yahoo.cn",
    "yahoo.com",
    "yahoo.com.cn",
    "vip.163.com",
    "vip.126.com",
    "188.com",
    "tom.com",
    "21cn.com",
    "wo.cn",
];

pub(super) fn mailboxes(text: &str) -> Vec<(Personal, Range<usize>)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.match_indices(AT)
        .filter_map(|(at, mark)| {
            let name = text[..at].chars().rev().take_while(|c| part(*c)).count();
            let domain: String = text[at + mark.len()..].chars().take_while(|c| part(*c)).collect();
            let domain = domain.trim_end_matches('.').to_ascii_lowercase();
            let private = name > 0 && PRIVATE_MAIL.contains(&domain.as_str());
            private.then(|| (Personal::Mailbox, at - name..at + mark.len() + domain.len()))
        })
        .collect()
}
