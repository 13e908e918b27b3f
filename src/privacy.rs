//! Numbers and addresses of private persons in texts: finds them, and masks them without moving anything else. Judges nothing.

use std::ops::Range;

/// What sort of personal data was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// A mobile telephone number: eleven digits, 13–19.
    Mobile,
    /// A resident identity number of eighteen characters with a valid date and check digit (GB 11643).
    Identity,
    /// A bank card number of sixteen to nineteen digits with a valid check digit (ISO/IEC 7812, Luhn).
    BankCard,
    /// A mailbox at a provider of private mail.
    Mailbox,
}

/// Every piece of personal data in a text, in order, none overlapping.
///
/// Full-width digits count as digits, and one space or hyphen may stand between two. Numbers of TOML (`spent = 139…`),
/// amounts (`139…元`), decimals, and parts of addresses and longer codes are none.
pub fn find(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found: Vec<(Personal, Range<usize>)> = runs(text).into_iter().filter_map(|run| judge(text, &run)).collect();
    found.extend(mailboxes(text));
    found.sort_by_key(|(_, range)| range.start);
    found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
    found
}

/// The text with the middle of each find replaced by asterisks. Every byte stays where it was.
pub fn mask(text: &str, found: &[(Personal, Range<usize>)]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for (kind, range) in found {
        masked.push_str(&text[end..range.start]);
        masked.push_str(&masked_one(*kind, &text[range.clone()]));
        end = range.end;
    }
    masked.push_str(&text[end..]);
    masked
}

fn masked_one(kind: Personal, text: &str) -> String {
    let count = text.chars().filter(|c| is_kept(kind, *c)).count();
    let (first, last) = match kind {
        Personal::Mobile => (3, 4),
        Personal::Identity => (6, 0),
        Personal::BankCard => (4, 4),
        Personal::Mailbox => (1, 0),
    };
    let mut seen = 0;
    text.chars()
        .map(|c| {
            if !is_kept(kind, c)
                || (kind == Personal::Mailbox && text.split('@').next().is_some_and(|name| seen >= name.len()))
            {
                return c;
            }
            seen += 1;
            let shown = seen <= first || (kind != Personal::Mailbox && seen > count - last);
            match (shown, c.len_utf8()) {
                (true, _) => c,
                (false, 1) => '*',
                (false, _) => '＊',
            }
        })
        .collect()
}

/// Whether a character is part of the number or name, and no separator.
fn is_kept(kind: Personal, c: char) -> bool {
    match kind {
        Personal::Mailbox => c != '@',
        _ => digit(c).is_some() || matches!(c, 'x' | 'X'),
    }
}

/// A run of digits, with separators between them.
struct Run {
    digits: Vec<u8>,
    range: Range<usize>,
    separated: bool,
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut current: Option<Run> = None;
    let mut separator = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (digit(c), &mut current) {
            (Some(value), Some(run)) => {
                run.digits.push(value);
                run.range.end = end;
                run.separated |= separator;
                separator = false;
            }
            (Some(value), None) => current = Some(Run { digits: vec![value], range: at..end, separated: false }),
            (None, Some(_)) if !separator && matches!(c, ' ' | '-' | '－' | '\u{a0}' | '　') => separator = true,
            (None, _) => {
                runs.extend(current.take());
                separator = false;
            }
        }
    }
    runs.extend(current);
    runs
}

fn judge(text: &str, run: &Run) -> Option<(Personal, Range<usize>)> {
    let before = text[..run.range.start].chars().next_back();
    let after = text[run.range.end..].chars().next();
    let joined =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '%' | '#' | '=' | '&' | '?' | '〔' | '[');
    if before.is_some_and(|c| joined(c) && c != '=') || is_bare_number(text, run) || is_amount(text, run) {
        return None;
    }
    let digits = match run.digits.as_slice() {
        [8, 6, rest @ ..] if rest.len() == 11 && rest[0] == 1 => rest,
        digits => digits,
    };
    let identity_end = after.filter(|c| matches!(c, 'x' | 'X')).map(|c| run.range.end + c.len_utf8());
    if digits.len() == 17
        && let Some(end) = identity_end
    {
        let is_one = is_identity(digits, b'X');
        return is_one.then_some((Personal::Identity, run.range.start..end));
    }
    if after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '%'))
        && !ends_sentence(text, run)
    {
        return None;
    }
    let kind = match digits {
        [1, 3..=9, ..] if digits.len() == 11 => Personal::Mobile,
        _ if digits.len() == 18 && is_identity(&digits[..17], digits[17] + b'0') => Personal::Identity,
        [6, 2, ..] if (16..=19).contains(&digits.len()) && passes_luhn(digits) => Personal::BankCard,
        [4, ..] | [5, 1..=5, ..] if digits.len() == 16 && passes_luhn(digits) => Personal::BankCard,
        _ => return None,
    };
    Some((kind, run.range.clone()))
}

/// A full stop after the number that no digit follows.
fn ends_sentence(text: &str, run: &Run) -> bool {
    let mut rest = text[run.range.end..].chars();
    rest.next() == Some('.') && rest.next().is_none_or(char::is_whitespace)
}

/// A number of TOML or JSON, not in quotes.
fn is_bare_number(text: &str, run: &Run) -> bool {
    let before = text[..run.range.start].trim_end_matches([' ', '\t', '+']);
    let line = &text[text[..run.range.start].rfind('\n').map_or(0, |newline| newline + 1)..run.range.start];
    let in_quotes = line.matches('"').count() % 2 == 1;
    let after = &text[run.range.end..];
    let goes_on = after.trim_start_matches([' ', '\t']).starts_with(',') || after.trim_start().starts_with(']');
    let alone_on_line = line.trim().is_empty() && goes_on;
    let before = if alone_on_line { before.trim_end() } else { before };
    !run.separated && !in_quotes && before.ends_with(['=', '[', ','])
}

/// A number with a unit of money behind it.
fn is_amount(text: &str, run: &Run) -> bool {
    let rest = text[run.range.end..].trim_start_matches([' ', '"', ',']);
    ["元", "万元", "亿元", "万", "亿", "％"].iter().any(|unit| rest.starts_with(unit))
}

/// GB 11643: the check character is 1, 0, X, 9 … 2 by the weighted sum modulo 11; digits 7–14 are a date.
fn is_identity(digits: &[u8], check: u8) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let number = |range: Range<usize>| digits[range].iter().fold(0u32, |sum, digit| sum * 10 + u32::from(*digit));
    let (year, month, day) = (number(6..10), number(10..12), number(12..14));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let expected = b"10X98765432"[(sum % 11) as usize];
    (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) && expected == check
}

fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit) * 2) {
            (0, _) => u32::from(*digit),
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

const PRIVATE_MAIL: [&str; 16] = [
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
];

fn mailboxes(text: &str) -> Vec<(Personal, Range<usize>)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    text.match_indices('@')
        .filter_map(|(at, _)| {
            let name = text[..at].chars().rev().take_while(|c| part(*c)).count();
            let domain: String = text[at + 1..].chars().take_while(|c| part(*c)).collect();
            let domain = domain.trim_end_matches('.').to_ascii_lowercase();
            let private = name > 0 && PRIVATE_MAIL.contains(&domain.as_str());
            private.then(|| (Personal::Mailbox, at - name..at + 1 + domain.len()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An identity number with a valid check digit, of a place that does not exist.
    const IDENTITY: &str = "99000019900101000";

    fn kinds(text: &str) -> Vec<Personal> {
        find(text).into_iter().map(|(kind, _)| kind).collect()
    }

    fn check_digit(digits: &str) -> char {
        let digits: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
        "0123456789X".chars().find(|c| is_identity(&digits, *c as u8)).expect("one of eleven")
    }

    #[test]
    fn numbers_of_persons_are_found_however_they_are_written() {
        let identity = format!("{IDENTITY}{}", check_digit(IDENTITY));
        for (text, kind) in [
            ("联系电话：13800000000。", Personal::Mobile),
            ("phone = \"138-0000-0000\"", Personal::Mobile),
            ("电话１３８００００００００", Personal::Mobile),
            ("+86 138 0000 0000", Personal::Mobile),
            ("call 13800000000. Then", Personal::Mobile),
            (&format!("身份证{identity}"), Personal::Identity),
            ("卡号 6200 0000 0000 0000 05", Personal::BankCard),
            ("邮箱abc@qq.com，", Personal::Mailbox),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn figures_codes_and_addresses_are_left_alone() {
        for text in [
            "spent = 13800000000",
            "parts = [13800000000, 1]",
            "parts = [\n  13800000000,\n  13900000000\n]",
            "支出13800000000元",
            "13800000000.50",
            "1380000000.00万",
            "0898-27715001",
            "https://example.gov.cn/a/13800000000.html",
            "索引号 000014349/13800000000",
            "11511181008798440B",
            "138000000001",
            "办公邮箱 zwfw@haikou.gov.cn",
            "6200 0000 0000 0000 06",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn masking_moves_nothing() {
        for (text, masked) in [
            ("电话13800001234。", "电话138****1234。"),
            ("１３８００００１２３４", "１３８＊＊＊＊１２３４"),
            ("a@qq.com、abc@qq.com", "a@qq.com、a**@qq.com"),
        ] {
            let result = mask(text, &find(text));
            assert_eq!(result, masked);
            assert_eq!(result.len(), text.len());
        }
    }
}
