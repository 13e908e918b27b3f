//! Runs of digits made like the numbers of persons: mobiles, identity numbers, cards. Leaves what their surroundings say of them alone, but for the names that some need.

use std::ops::Range;

use super::Personal;
use super::surroundings::{ACCOUNT, IDENTITY, TELEPHONE, is_called, is_called_code, is_called_passport};

pub(super) fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ')
}

/// A run of digits, with separators between them.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) digits: Vec<u8>,
    pub(super) range: Range<usize>,
    pub(super) separated: bool,
}

pub(super) fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// Where the next digit begins at or after a byte.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| match bytes[at] {
        b'0'..=b'9' => true,
        // The first of the three bytes of a full-width character.
        0xEF => bytes[at + 1] == 0xBC && (0x90..=0x99).contains(&bytes[at + 2]),
        _ => false,
    };
    (from..bytes.len()).find(|at| is_digit(*at))
}

/// How many digits a run has, and where it ends.
fn extent(text: &str, start: usize) -> (usize, usize) {
    let (mut count, mut end, mut separated) = (0, start, false);
    for (at, c) in text[start..].char_indices() {
        match digit(c) {
            Some(_) => (count, end, separated) = (count + 1, start + at + c.len_utf8(), false),
            None if is_invisible(c) => {}
            None if !separated && is_separator(c) => separated = true,
            None => break,
        }
    }
    (count, end)
}

/// Runs long enough for a number of a person, each with the words that spaces divide it into.
fn runs(text: &str) -> Vec<(Run, Vec<Run>)> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = next_digit(text, from) {
        let (count, end) = extent(text, start);
        if count >= 11 {
            runs.push(run_at(text, start));
        }
        from = end;
    }
    runs
}

fn run_at(text: &str, start: usize) -> (Run, Vec<Run>) {
    let none = |at: usize| Run { digits: Vec::new(), range: at..at, separated: false };
    let (mut run, mut word, mut words) = (none(start), none(start), Vec::new());
    let mut separator = None;
    for (at, c) in text[start..].char_indices().map(|(at, c)| (start + at, c)) {
        match digit(c) {
            Some(value) => {
                if separator.is_some_and(char::is_whitespace) {
                    words.push(std::mem::replace(&mut word, none(at)));
                }
                for part in [&mut run, &mut word] {
                    part.separated |= separator.is_some() && !part.digits.is_empty();
                    part.digits.push(value);
                    part.range.end = at + c.len_utf8();
                }
                separator = None;
            }
            None if is_invisible(c) => {}
            None if separator.is_none() && is_separator(c) => separator = Some(c),
            None => break,
        }
    }
    words.push(word);
    (run, words)
}

/// A space that does not end the line, or a hyphen.
fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '　' | '-' | '－' | '\u{2010}'..='\u{2014}')
}

/// A character without width, which a word processor may leave inside a number.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A number made like one of a person.
pub(super) struct Number {
    pub(super) kind: Personal,
    pub(super) range: Range<usize>,
    pub(super) run: Run,
}

/// Numbers made like those of persons, wherever they stand: whole runs, or else single words of them.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = grouped_mobiles(text);
    for (run, words) in runs(text) {
        match number(text, run) {
            Some(number) => found.push(number),
            None => found.extend(words.into_iter().flat_map(|word| match number(text, word.clone()) {
                Some(number) => vec![number],
                None => listed_mobiles(text, &word),
            })),
        }
    }
    found
}

fn number(text: &str, run: Run) -> Option<Number> {
    let digits = match run.digits.as_slice() {
        [8, 6, rest @ ..] | [0, 0, 8, 6, rest @ ..] if rest.len() == 11 && rest[0] == 1 => rest,
        [0, rest @ ..] if is_mobile(rest) && is_called(text, run.range.start, &TELEPHONE) => rest,
        digits => digits,
    };
    let count = digits.len();
    if let Some(last) = text[run.range.end..].chars().next().filter(|c| count == 17 && is_x(*c)) {
        let range = run.range.start..run.range.end + last.len_utf8();
        let is_identity = is_identity(digits, b'X') || is_called(text, run.range.start, &IDENTITY);
        return is_identity.then_some(Number { kind: Personal::Identity, range, run });
    }
    let kind = match digits {
        _ if is_mobile(digits) => Personal::Mobile,
        _ if count == 18 && is_identity(&digits[..17], digits[17] + b'0') => Personal::Identity,
        _ if (count == 15 || count == 18) && is_called(text, run.range.start, &IDENTITY) => Personal::Identity,
        [6, 2, ..] if (16..=19).contains(&count) && passes_luhn(digits) => Personal::BankCard,
        [4, ..] | [5, 1..=5, ..] if count == 16 && passes_luhn(digits) => Personal::BankCard,
        _ if (16..=19).contains(&count) && is_account(text, &run) => Personal::BankCard,
        _ => return None,
    };
    Some(Number { kind, range: run.range.clone(), run })
}

/// Whether a number is called an account at a bank, and is no row of dates.
fn is_account(text: &str, run: &Run) -> bool {
    let is_dates = run.separated && run.digits.starts_with(&[2, 0]) && text[run.range.clone()].contains('-');
    !is_dates && is_called(text, run.range.start, &ACCOUNT) && !is_called(text, run.range.start, &["费", "系统"])
}

pub(super) fn is_mobile(digits: &[u8]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// Mobiles with the same mark between their groups that no other number has there: `139.1234.5678`, `139--1234--5678`.
fn grouped_mobiles(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_digit(text, from) {
        from = text[start..].find(|c| digit(c).is_none()).map_or(text.len(), |length| start + length);
        if !text[start..].starts_with(['1', '１']) || text[start..from].chars().count() != 3 {
            continue;
        }
        let (first, rest) = leading_digits(&text[start..]);
        let marks = rest.find(|c: char| !is_separator(c) && !matches!(c, '.' | '·' | '•' | '・' | '．' | '_'));
        let (mark, rest) = rest.split_at(marks.unwrap_or(0));
        let (second, rest) = leading_digits(rest);
        let Some(rest) = rest.strip_prefix(mark).filter(|_| (1..=3).contains(&mark.chars().count())) else { continue };
        let (third, rest) = leading_digits(rest);
        let digits = [first, second.clone(), third.clone()].concat();
        let goes_on = rest.strip_prefix(mark).is_some_and(|rest| !leading_digits(rest).0.is_empty());
        if second.len() == 4 && third.len() == 4 && is_mobile(&digits) && !goes_on {
            let range = start..text.len() - rest.len();
            let run = Run { digits, range: range.clone(), separated: true };
            found.push(Number { kind: Personal::Mobile, range, run });
            from = text.len() - rest.len();
        }
    }
    found
}

/// The digits that a text begins with, and what stands behind them.
fn leading_digits(text: &str) -> (Vec<u8>, &str) {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    (text[..end].chars().filter_map(digit).collect(), &text[end..])
}

/// Mobiles in a list of nothing but telephones with hyphens between: `27715001-13912345678`.
fn listed_mobiles(text: &str, word: &Run) -> Vec<Number> {
    let mut parts: Vec<Run> = Vec::new();
    let mut goes_on = false;
    for (at, c) in text[word.range.clone()].char_indices().map(|(at, c)| (word.range.start + at, c)) {
        let Some(value) = digit(c) else {
            goes_on &= is_invisible(c);
            continue;
        };
        if !goes_on {
            parts.push(Run { digits: Vec::new(), range: at..at, separated: false });
        }
        if let Some(part) = parts.last_mut() {
            part.digits.push(value);
            part.range.end = at + c.len_utf8();
        }
        goes_on = true;
    }
    let mut found = Vec::new();
    let mut parts = parts.as_slice();
    loop {
        parts = match parts {
            [] => return found,
            [mobile, rest @ ..] if is_mobile(&mobile.digits) => {
                found.push(Number { kind: Personal::Mobile, range: mobile.range.clone(), run: mobile.clone() });
                rest
            }
            [area, local, rest @ ..] if is_area(&area.digits) && is_local(&local.digits) => rest,
            [local, rest @ ..] if is_local(&local.digits) => rest,
            _ => return Vec::new(),
        }
    }
}

/// Mobiles that are called so and go on in the next line: `电话：1391234`, `5678`.
pub(super) fn broken_mobiles(text: &str) -> Vec<(Personal, Range<usize>)> {
    let is_part = |c: char| digit(c).is_some() || is_separator(c) || is_invisible(c);
    let broken = |(at, _): (usize, &str)| {
        let above = text[..at].trim_end_matches('\r');
        let start = above.trim_end_matches(is_part).len();
        let start = next_digit(above, start)?;
        let below = &text[at + 1..];
        let rest = below.trim_start_matches(is_part);
        let part = below[..below.len() - rest.len()].trim_end_matches(|c| digit(c).is_none());
        let end = at + 1 + part.len();
        let digits: Vec<u8> = [&above[start..], part].concat().chars().filter_map(digit).collect();
        let is_told = is_mobile(&digits) && !part.is_empty() && !rest.starts_with(['年', '月', '.', '、']);
        let is_called = || is_called(text, start, &TELEPHONE) && !is_called_code(text, start);
        (is_told && digits.len() > part.len() && is_called()).then_some((Personal::Mobile, start..end))
    };
    text.match_indices('\n').filter_map(broken).collect()
}

/// What is called a passport and looks like one: E12345678, EA1234567.
pub(super) fn passports(text: &str) -> Vec<(Personal, Range<usize>)> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words = text.split(|c: char| !is_word(c)).filter(|word| word.len() == 9);
    let looks_so = |word: &&str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        matches!(digits.len(), 7 | 8) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let places = words.filter(looks_so).map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
    let called = places.filter(|start| is_called_passport(text, *start));
    called.map(|start| (Personal::Passport, start..start + 9)).collect()
}

/// An area code: 010, 0898.
pub(super) fn is_area(digits: &[u8]) -> bool {
    matches!(digits, [0, 1..=9, _] | [0, 1..=9, _, _])
}

/// A number of a telephone within its area: seven or eight digits, and no date (20230112).
pub(super) fn is_local(digits: &[u8]) -> bool {
    matches!(digits.len(), 7 | 8) && matches!(digits, [2..=8, ..]) && !matches!(digits, [2, 0, _, _, 0 | 1, ..])
}

/// Identity numbers and accounts behind what they are called, whatever spaces and dots stand in them.
pub(super) fn called_numbers(text: &str) -> Vec<(Personal, Range<usize>)> {
    let called = [
        ("身份证", '证', Personal::Identity),
        ("公民身份", '份', Personal::Identity),
        ("银行", '行', Personal::BankCard),
    ];
    let mut found = Vec::new();
    for (name, last, kind) in called {
        let ends = text.match_indices(last).map(|(at, last)| at + last.len());
        for end in ends.filter(|end| text[..*end].ends_with(name)) {
            let behind = text[end..].trim_start_matches(|c| "件号码卡账帐户为是：:=|\" 　\t*".contains(c));
            let start = text.len() - behind.len();
            let (count, length) = spread_digits(behind);
            let rest = &behind[length..];
            let last = rest.chars().next().filter(|c| count == 17 && is_x(*c)).map_or(0, char::len_utf8);
            let fits = match kind {
                Personal::Identity => count == 15 || count == 18 || last > 0,
                _ => (16..=19).contains(&count),
            };
            if fits && !rest[last..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
                found.push((kind, start..start + length + last));
            }
        }
    }
    found
}

/// How many digits a text begins with and how long they are, with at most two spaces, dots or hyphens between two.
fn spread_digits(text: &str) -> (usize, usize) {
    let (mut count, mut end, mut marks) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        match digit(c) {
            Some(_) => (count, end, marks) = (count + 1, at + c.len_utf8(), 0),
            None if is_invisible(c) => {}
            None if count > 0 && marks < 2 && (is_separator(c) || matches!(c, '.' | '·')) => marks += 1,
            None => break,
        }
    }
    (count, end)
}

/// GB 11643: the check character is 1, 0, X, 9 … 2 by the weighted sum modulo 11; digits 7–14 are a date.
pub(super) fn is_identity(digits: &[u8], check: u8) -> bool {
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
