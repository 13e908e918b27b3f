//! Mailboxes of persons: at every host that is neither a government's nor the publisher's own.

use std::ops::Range;

use super::Personal;

/// What stands between the name and the host of a mailbox.
pub(super) const AT: [char; 2] = ['@', '＠'];

/// Domains of governments; below them lie the hosts of offices.
const GOVERNMENT: [&str; 3] = ["gov.cn", "gov.hk", "gov.mo"];

/// The mailboxes of a text. `own` are the publisher's domains.
pub(super) fn mailboxes(text: &str, own: &[String]) -> Vec<(Personal, Range<usize>)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let is_public = |host: &str| {
        let domains = GOVERNMENT.iter().copied().chain(own.iter().map(String::as_str));
        domains
            .into_iter()
            .any(|domain| host.strip_suffix(domain).is_some_and(|sub| sub.is_empty() || sub.ends_with('.')))
    };
    text.match_indices(AT)
        .filter_map(|(at, mark)| {
            let name = text[..at].chars().rev().take_while(|c| part(*c)).count();
            let host: String = text[at + mark.len()..].chars().take_while(|c| part(*c)).collect();
            let host = host.trim_end_matches(['.', '-']).to_ascii_lowercase();
            let is_host = host.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && is_domain(rest));
            (name > 0 && is_host && !is_public(&host))
                .then(|| (Personal::Mailbox, at - name..at + mark.len() + host.len()))
        })
        .collect()
}

/// Whether a text can be the rest of a host's name: its last part is letters.
fn is_domain(rest: &str) -> bool {
    let last = rest.rsplit('.').next().unwrap_or_default();
    last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}
