//! Runs of digits made like the numbers of persons: mobiles, identity numbers, cards. Leaves what their surroundings say of them alone, but for the names that some need.

use std::ops::Range;

use super::Personal;
use super::context::{ACCOUNT, IDENTITY, TELEPHONE, is_called, is_called_code, is_called_passport};
use super::digits::{Number, Run, digit, is_area, is_local, is_mobile};
use super::layout::Layout;

pub(super) fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X')
}

/// Where the next digit begins at or after a byte.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    text.as_bytes()[from..].iter().position(u8::is_ascii_digit).map(|at| from + at)
}

/// How many digits a run has, and where it ends.
fn extent(text: &str, start: usize) -> (usize, usize) {
    let (mut count, mut end, mut separated) = (0, start, false);
    for (at, c) in text[start..].char_indices() {
        match digit(c) {
            Some(_) => (count, end, separated) = (count + 1, start + at + c.len_utf8(), false),
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

/// Numbers made like those of persons, wherever they stand: whole runs, or else single words of them.
pub(super) fn numbers(text: &Layout) -> Vec<Number> {
    let mut found = split_mobiles(text);
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

fn number(text: &Layout, run: Run) -> Option<Number> {
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
        _ if (12..=22).contains(&count) && is_account(text, &run) => Personal::BankCard,
        _ => return None,
    };
    Some(Number { kind, range: run.range.clone(), run })
}

/// Whether a number is called an account at a bank, and is no row of dates.
fn is_account(text: &Layout, run: &Run) -> bool {
    let is_dates = run.separated && run.digits.starts_with(&[2, 0]) && text[run.range.clone()].contains('-');
    !is_dates && is_called(text, run.range.start, &ACCOUNT) && !is_called(text, run.range.start, &["费", "系统"])
}

/// A row of digits without anything between them.
type Group = Range<usize>;

/// The groups of digits that stand behind one another from `start` on, with short gaps between, until they have so many
/// digits together; and the gaps. `None` where they do not come to just so many.
fn groups(text: &str, start: usize, count: usize, is_gap: fn(char) -> bool) -> Option<(Vec<Group>, Vec<&str>)> {
    let (mut groups, mut gaps): (Vec<Group>, Vec<&str>) = (Vec::new(), Vec::new());
    let (mut at, mut seen) = (start, 0);
    loop {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        groups.push(at..at + digits);
        seen += digits;
        at += digits;
        if seen >= count {
            return (seen == count).then_some((groups, gaps));
        }
        let gap = text[at..].find(|c: char| !is_gap(c))?;
        if digits == 0 || gap == 0 || text[at..at + gap].chars().count() > LONGEST_GAP {
            return None;
        }
        // What was masked stands for digits that nobody reads.
        if text[at..at + gap].contains("***") {
            return None;
        }
        gaps.push(&text[at..at + gap]);
        at += gap;
    }
}

/// What is looked at before a number, in bytes.
const LONGEST_CLAUSE: usize = 1_000;

/// In characters: the border of a cell with spaces beside it.
pub(super) const LONGEST_GAP: usize = 4;

/// What may stand within a number of a person: what divides groups of digits, brackets, borders of cells, ends of lines.
fn is_gap(c: char) -> bool {
    is_separator(c) || ".·•・．_,，、;；/／|()（）[]【】:：~*+'’\t\r\n".contains(c)
}

/// Mobiles in groups with something between them that no other number has there: `139.1234.5678`, `139（1234）5678`. What
/// also divides the numbers of a list, the cells of a table or lines does so only where a telephone is spoken of.
fn split_mobiles(text: &Layout) -> Vec<Number> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_digit(text, from) {
        from = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
        if !text[start..].starts_with('1') || from - start > 10 {
            continue;
        }
        let Some((groups, gaps)) = groups(text, start, 11, is_gap) else { continue };
        let end = groups.last().map_or(start, |group| group.end);
        let digits: Vec<u8> = text[start..end].chars().filter_map(digit).collect();
        let goes_on = |gap: &str| {
            text[end..].strip_prefix(gap).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let comes_from = |gap: &str| {
            text[..start].strip_suffix(gap).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        };
        let is_longer = gaps.iter().any(|gap| goes_on(gap) || comes_from(gap));
        if is_mobile(&digits) && !is_longer && is_read_together(text, start, end, &groups, &gaps) {
            let range = start..end;
            let run = Run { digits, range: range.clone(), separated: true };
            found.push(Number { kind: Personal::Mobile, range, run });
            from = end;
        }
    }
    found
}

/// Whether a reader takes groups of digits for one number.
fn is_read_together(text: &Layout, start: usize, end: usize, groups: &[Group], gaps: &[&str]) -> bool {
    let is_usual = groups.iter().map(Group::len).eq([3, 4, 4]);
    let is_called = is_called(text, start, &TELEPHONE) && !is_called_code(text, start);
    let is_alike = match gaps {
        [first, second] => {
            first == second || ["（）", "()", "[]", "【】"].contains(&[*first, *second].concat().as_str())
        }
        _ => false,
    };
    if opens_in_brackets(text, start, end, groups, gaps) {
        return true;
    }
    let divides = |marks: &str| gaps.iter().any(|gap| gap.contains(|c: char| marks.contains(c)));
    if divides("|\t\r\n:：") {
        let is_next = !text[end..].starts_with(['年', '月', '.', '、']);
        return is_called && is_next && !gaps.iter().any(|gap| gap.matches('\n').count() > 1);
    }
    if is_called {
        return is_usual || groups.len() == 11 || is_alike || gaps.len() == 1 || !divides(",，、;；");
    }
    // Three amounts in a list: 150、2000、3000; with strokes, as telephones are written too, only what words set out one by one:
    // 分别为166/1234/2619.
    let clause = text.line_before(start, LONGEST_CLAUSE).rsplit(['，', '。', '；', ',']).next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let is_list = divides(",，、;；") && says(&["分别", "各", "依次", "为", "是"]);
    let is_list = is_list || divides("/／") && says(&["分别", "依次"]);
    let is_row = gaps.iter().all(|gap| *gap == ",") && (text[..start].ends_with(',') || text[end..].starts_with(','));
    let is_list = is_list || is_row;
    let all_spaces = gaps.iter().all(|gap| gap.chars().all(is_separator));
    is_usual && is_alike && !is_list && !all_spaces
        || all_spaces && is_usual && gaps.iter().any(|gap| gap.chars().count() > 1)
}

/// Whether the first three digits stand in brackets, as area codes do, and the rest is no date: `(139)12345678`.
fn opens_in_brackets(text: &Layout, start: usize, end: usize, groups: &[Group], gaps: &[&str]) -> bool {
    let Some((closing, others)) = gaps.split_first() else { return false };
    let rest: Vec<u8> = text[groups[0].end..end].chars().filter_map(digit).collect();
    let is_date = matches!(rest[..], [2, 0, _, _, 0 | 1, ..]);
    text[..start].ends_with(['(', '（'])
        && closing.starts_with([')', '）'])
        && closing.chars().skip(1).all(is_separator)
        && others.iter().all(|gap| gap.chars().all(is_separator))
        && (groups.iter().map(Group::len).eq([3, 8]) || groups.iter().map(Group::len).eq([3, 4, 4]))
        && !is_date
}

/// Identity numbers with something between their digits, or before the letter that may end them, or over two lines: by
/// their date and check digit no other number is made like them.
pub(super) fn split_identities(text: &Layout) -> Vec<(Personal, Range<usize>)> {
    let may_divide: fn(char) -> bool = |c| is_separator(c) || ".·•・．_/|*'’\r\n".contains(c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_digit(text, from) {
        from = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let digits_of = |end: usize| text[start..end].chars().filter_map(digit).collect::<Vec<u8>>();
        let whole = groups(text, start, 18, may_divide).and_then(|(groups, _)| {
            let end = groups.last()?.end;
            let digits = digits_of(end);
            is_identity(&digits[..17], digits[17] + b'0').then_some(end)
        });
        let with_letter = || {
            let end = groups(text, start, 17, may_divide)?.0.last()?.end;
            let rest = text[end..].trim_start_matches(may_divide);
            let gap = text.len() - rest.len() - end;
            let is_close = text[end..end + gap].chars().count() <= LONGEST_GAP && rest.starts_with(is_x);
            let is_end = !rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric());
            (is_close && is_end && is_identity(&digits_of(end), b'X')).then_some(end + gap + 1)
        };
        let end = whole.or_else(with_letter);
        let is_single = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
        let goes_on = |end: usize| text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if let Some(end) = end.filter(|end| is_single && !goes_on(*end) && !is_called_code(text, start)) {
            found.push((Personal::Identity, start..end));
            from = end;
        }
    }
    found
}

/// Mobiles in a list of nothing but telephones with hyphens between: `27715001-13912345678`.
fn listed_mobiles(text: &str, word: &Run) -> Vec<Number> {
    let mut parts: Vec<Run> = Vec::new();
    let mut goes_on = false;
    for (at, c) in text[word.range.clone()].char_indices().map(|(at, c)| (word.range.start + at, c)) {
        let Some(value) = digit(c) else {
            goes_on = false;
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

/// What is called a passport or a pass and looks like one: E12345678, EA1234567, C12345678, H1234567890.
pub(super) fn passports(text: &Layout) -> Vec<(Personal, Range<usize>)> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let words = text.split(|c: char| !is_word(c)).filter(|word| (9..=11).contains(&word.len()));
    let looks_so = |word: &&str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        (1..=2).contains(&(word.len() - digits.len()))
            && (7..=10).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let places = words.filter(looks_so).map(|word| start(word)..start(word) + word.len());
    let called = places.filter(|place| is_called_passport(text, place.start));
    called.map(|place| (Personal::Passport, place)).collect()
}

/// Identity numbers and accounts behind what they are called, whatever spaces and dots stand in them.
pub(super) fn called_numbers(text: &str) -> Vec<(Personal, Range<usize>)> {
    let called = [
        ("身份证", '证', Personal::Identity),
        ("公民身份", '份', Personal::Identity),
        ("社会保障", '障', Personal::Identity),
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
