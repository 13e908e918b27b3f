//! Numbers, mailboxes and home addresses of private persons in texts: finds them, and masks them without moving anything else. Judges nothing.

use std::ops::Range;

/// What sort of personal data was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// A mobile telephone number: eleven digits, 13–19.
    Mobile,
    /// A resident identity number of eighteen characters with a valid date and check digit (GB 11643), or called one.
    Identity,
    /// A bank card number of sixteen to nineteen digits with a valid check digit (ISO/IEC 7812, Luhn), or an account called one.
    BankCard,
    /// A mailbox at a provider of private mail.
    Mailbox,
    /// What stands behind 家庭住址, 家住 or the like and goes down to a house.
    HomeAddress,
}

/// Every piece of personal data in a text, in order, none overlapping.
///
/// Full-width digits count as digits, and one space or hyphen may stand between two. Numbers of TOML (`spent = 139…`),
/// amounts (`139…元`), decimals, what is called a code (`合同编号：139…`), and parts of addresses and longer codes are none.
pub fn find(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found: Vec<(Personal, Range<usize>)> = numbers(text)
        .into_iter()
        .filter(|number| is_told(text, number))
        .map(|number| (number.kind, number.range))
        .collect();
    found.extend(called_numbers(text));
    found.extend(mailboxes(text));
    found.extend(home_addresses(text));
    found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
    found
}

/// Every piece of personal data in the name of a file or in those of its folders: parts of names are joined by `_`.
pub fn find_in_path(path: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for name in path.split('/') {
        let is_ending = |ending: &str| {
            ending.len() <= 5
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !["com", "cn", "net"].contains(&ending)
        };
        let stem = name.rsplit_once('.').filter(|(_, ending)| is_ending(ending)).map_or(name, |(stem, _)| stem);
        let words = if stem.contains(AT) { stem.to_owned() } else { stem.replace('_', " ") };
        found.extend(find(&words).into_iter().map(|(kind, range)| (kind, start + range.start..start + range.end)));
        start += name.len() + '/'.len_utf8();
    }
    found
}

/// Numbers in a text that look like those of persons but stand where other numbers do: amounts, parts of codes.
pub fn innocent(text: &str) -> impl Iterator<Item = &str> {
    numbers(text).into_iter().filter(|number| !is_told(text, number)).map(|number| &text[number.range])
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
        Personal::HomeAddress => (3, 0),
    };
    let name = text.split(AT).next().filter(|_| kind == Personal::Mailbox).map_or(count, str::len);
    let mut seen = 0;
    let mut masked = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_kept(kind, c) || seen >= name {
            masked.push(c);
            continue;
        }
        seen += 1;
        match c.len_utf8() {
            _ if seen <= first || seen > name - last => masked.push(c),
            3 => masked.push('＊'),
            bytes => masked.extend(std::iter::repeat_n('*', bytes)),
        }
    }
    masked
}

/// Whether a character is part of the number, name or address, and no separator.
fn is_kept(kind: Personal, c: char) -> bool {
    match kind {
        Personal::Mailbox => !AT.contains(&c),
        Personal::HomeAddress => !c.is_whitespace(),
        _ => digit(c).is_some() || is_x(c),
    }
}

fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ')
}

/// A run of digits, with separators between them.
#[derive(Clone)]
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
struct Number {
    kind: Personal,
    range: Range<usize>,
    run: Run,
}

/// Numbers made like those of persons, wherever they stand: whole runs, or else single words of them.
fn numbers(text: &str) -> Vec<Number> {
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

fn is_mobile(digits: &[u8]) -> bool {
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

/// An area code: 010, 0898.
fn is_area(digits: &[u8]) -> bool {
    matches!(digits, [0, 1..=9, _] | [0, 1..=9, _, _])
}

/// A number of a telephone within its area: seven or eight digits, and no date (20230112).
fn is_local(digits: &[u8]) -> bool {
    matches!(digits.len(), 7 | 8) && matches!(digits, [2..=8, ..]) && !matches!(digits, [2, 0, _, _, 0 | 1, ..])
}

/// Whether a number stands where one of a person would: not in a code or an address, and no amount.
fn is_told(text: &str, number: &Number) -> bool {
    let run = &number.run;
    let is_code = is_called_code(text, run.range.start) && !is_called(text, run.range.start, &PERSONAL);
    let is_counted =
        number.kind == Personal::Mobile && !is_called(text, run.range.start, &TELEPHONE) && is_counted(text, run);
    let is_joined = is_joined_before(text, run.range.start) || is_joined_after(&text[number.range.end..]);
    !is_joined && !is_code && !is_counted && !is_bare_number(text, run) && !is_amount(text, run)
}

/// Whether a number is the end of a longer code, of an address or of a decimal.
fn is_joined_before(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let Some(last) = before.chars().next_back() else { return false };
    let rest = &before[..before.len() - last.len_utf8()];
    let follows = |is: fn(char) -> bool| rest.chars().next_back().is_some_and(is);
    match last {
        '.' => follows(|c| c.is_ascii_alphanumeric()) && !is_telephone_word(rest),
        '/' => {
            !follows_telephone(rest)
                && (rest.is_empty() || follows(|c| c.is_ascii() && !c.is_whitespace()) || is_in_address(rest))
        }
        '_' => !follows_telephone(rest) && (follows(|c| c.is_ascii_alphanumeric()) || is_in_address(rest)),
        ']' => follows(|c| c.is_ascii_digit()),
        '%' | '#' | '&' | '?' | '〔' | '〕' => true,
        _ => last.is_ascii_alphanumeric() && !is_telephone_word(before),
    }
}

/// Whether what stands behind a number makes it the beginning of a longer code, of an address or of a decimal.
fn is_joined_after(after: &str) -> bool {
    let mut rest = after.chars();
    let Some(first) = rest.next() else { return false };
    let is_ascii_word = |c: char| c.is_ascii_alphanumeric();
    let telephone = || {
        let listed: Vec<u8> =
            rest.as_str().chars().take_while(|c| digit(*c).is_some() || *c == '-').filter_map(digit).collect();
        is_telephone(&listed)
    };
    match first {
        '.' => rest.clone().next().is_some_and(is_ascii_word),
        '/' => !telephone() && rest.clone().next().is_none_or(|c| c.is_ascii() && !c.is_whitespace()),
        '_' => !telephone() && rest.clone().next().is_some_and(is_ascii_word),
        '%' => true,
        _ => first.is_ascii_alphanumeric(),
    }
}

/// Whether a text ends with a telephone that no code goes on to: `0898-27715001` before `/139…`.
fn follows_telephone(before: &str) -> bool {
    let start = before.trim_end_matches(|c: char| digit(c).is_some() || c == '-').len();
    let listed: Vec<u8> = before[start..].chars().filter_map(digit).collect();
    is_telephone(&listed) && !is_called_code(before, start) && !is_joined_before(before, start)
}

fn is_telephone(digits: &[u8]) -> bool {
    let has_area = |length: usize| digits.len() > length && is_area(&digits[..length]) && is_local(&digits[length..]);
    is_mobile(digits) || is_local(digits) || has_area(3) || has_area(4)
}

/// Whether a text ends with an English word for a telephone.
fn is_telephone_word(before: &str) -> bool {
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let words = ["tel", "phone", "telephone", "mobile", "mob", "wechat", "weixin", "wx", "vx"];
    words.iter().any(|word| before[start..].eq_ignore_ascii_case(word))
        && !before[..start].ends_with(['/', '?', '&', '-'])
}

/// Whether a text ends within an address on the web.
fn is_in_address(before: &str) -> bool {
    let start = before.rfind(|c: char| c.is_whitespace() || "\"'<>()（）[]，。；：、".contains(c)).unwrap_or(0);
    before[start..].contains("//") || before[start..].contains("www.")
}

/// What identity numbers are called.
const IDENTITY: [&str; 4] = ["身份证", "公民身份", "身份号码", "身份证件"];
/// What telephones are called.
const TELEPHONE: [&str; 5] = ["电话", "手机", "联系方式", "联系号码", "联系"];
/// What accounts at banks are called.
const ACCOUNT: [&str; 8] = ["银行卡", "银行账", "银行帐", "账号", "帐号", "账户", "帐户", "卡号"];
/// What makes the name of a number that of a person, whatever else stands in it.
const PERSONAL: [&str; 12] =
    ["身份证", "公民身份", "身份号码", "电话", "手机", "联系", "银行", "账号", "帐号", "账户", "帐户", "卡号"];
/// What codes are called.
const CODE: [&str; 39] = [
    "编号",
    "编码",
    "代码",
    "条码",
    "条形码",
    "识别码",
    "识别号",
    "合同号",
    "项目号",
    "单号",
    "文号",
    "序号",
    "索引号",
    "流水号",
    "案号",
    "户号",
    "批号",
    "批次号",
    "卡片号",
    "序列号",
    "设备号",
    "型号",
    "发票号",
    "发票号码",
    "票据号",
    "票据号码",
    "票号",
    "备案号",
    "登记号",
    "档案号",
    "单元号",
    "凭证号",
    "许可证号",
    "证书号",
    "标段号",
    "资产号",
    "电表号",
    "水表号",
    "车架号",
];

/// Whether one of these words is in what a number is called.
fn is_called(text: &str, start: usize, words: &[&str]) -> bool {
    names(text, start).any(|name| words.iter().any(|word| name.contains(word)))
}

/// Whether what a number is called ends with the word for a code.
fn is_called_code(text: &str, start: usize) -> bool {
    names(text, start).any(|name| CODE.iter().any(|word| name.ends_with(word)))
}

/// What a number is called: the end of the words directly before it, or before and in brackets, and the header of its
/// column.
fn names(text: &str, start: usize) -> impl Iterator<Item = &str> {
    let line = &text[text[..start].rfind('\n').map_or(0, |newline| newline + 1)..start];
    let before = line.trim_end_matches(|c: char| c.is_whitespace() || "：:\"=|（([*为是".contains(c));
    let remark = before.strip_suffix(['）', ')']).and_then(|inner| inner.rsplit_once(['（', '(']));
    let end = |words: &'_ str| {
        let word = words.len() - words.trim_end_matches(char::is_alphabetic).len();
        words.char_indices().rev().nth(NAME - 1).map_or(0, |(at, _)| at).max(words.len() - word)
    };
    let words = remark.map_or([before, ""], |(before, remark)| [before, remark]).map(|words| &words[end(words)..]);
    words.into_iter().chain(header(text, start).map(|header| header.trim_matches([' ', '*'])))
}

/// How many characters of a name say what a number is.
const NAME: usize = 8;

/// The header of the column that a place in a Markdown table stands in.
fn header(text: &str, at: usize) -> Option<&str> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let row = &text[line..at];
    let mut above = text[..line].lines().rev().take_while(|line| line.starts_with('|'));
    (row.starts_with('|') && above.any(is_rule)).then_some(())?;
    above.next()?.split('|').nth(row.matches('|').count())
}

/// The line below the headers of a Markdown table.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.trim_end().chars().all(|c| "|-: ".contains(c))
}

/// Identity numbers and accounts behind what they are called, whatever spaces and dots stand in them.
fn called_numbers(text: &str) -> Vec<(Personal, Range<usize>)> {
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

/// A number of calls, pieces or people, with nothing of the same word behind it.
fn is_counted(text: &str, run: &Run) -> bool {
    let rest = text[run.range.end..].trim_start_matches(' ');
    let units = ["人次", "次", "件", "户", "人", "条", "笔", "项", "份", "家", "张", "度", "兆", "米"];
    let counted = units.iter().find_map(|unit| rest.strip_prefix(unit));
    counted.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
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
    let in_list = match before.strip_suffix('[') {
        Some(opened) => opened.trim_end().ends_with(['=', '[', ',']) || opened.trim_end().ends_with("\":"),
        None => before.strip_suffix(',').is_some_and(|listed| listed.ends_with(|c: char| c.is_ascii() && c != '\n')),
    };
    !run.separated && !in_quotes && (in_list || before.ends_with('='))
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

/// What stands between the name and the provider of a mailbox.
const AT: [char; 2] = ['@', '＠'];

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

fn mailboxes(text: &str) -> Vec<(Personal, Range<usize>)> {
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

/// What a home address is called. 地址 alone, or that of an office, is none.
const HOME: [&str; 12] = [
    "住址",
    "家庭地址",
    "居住地址",
    "户籍地址",
    "户籍所在地",
    "常住地址",
    "暂住地址",
    "户籍地",
    "居住地",
    "常住地",
    "暂住地",
    "户籍",
];
/// What ends the text behind such a name.
const ENDS: [char; 16] = ['\n', '\r', '。', '；', ';', '，', ',', '、', '|', '"', '<', '（', '(', '：', ':', '〔'];

/// Addresses behind 住址 and the like, and behind 家住 and the like.
fn home_addresses(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found = called_addresses(text);
    found.extend(text.match_indices('住').filter_map(|(at, verb)| lived_at(text, at, at + verb.len())));
    found.into_iter().map(|range| (Personal::HomeAddress, range)).collect()
}

/// Addresses behind 住址 and the like that name a region and go down to a house, a village or a group of villagers.
fn called_addresses(text: &str) -> Vec<Range<usize>> {
    let ends = ['址', '地', '籍'].into_iter().flat_map(|end| text.match_indices(end));
    let names = ends.filter_map(|(at, end)| {
        let upto = at + end.len();
        HOME.iter().find(|name| text[..upto].ends_with(*name)).map(|name| upto - name.len()..upto)
    });
    names
        .filter(|name| !is_of_office(text[..name.start].trim_end_matches('现')))
        .flat_map(|name| [address_behind(text, &name)].into_iter().flatten().chain(addresses_below(text, &name)))
        .collect()
}

/// The address behind what it is called: `住址（现）：…`, `家庭住址为…`.
fn address_behind(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let behind = &text[name.end..];
    let behind = ["（现）", "(现)"].iter().find_map(|remark| behind.strip_prefix(remark)).unwrap_or(behind);
    let said = behind.trim_start_matches([' ', '　', '\t', '：', ':', '|', '为', '是']);
    let start = text.len() - said.len();
    let between = &behind[..behind.len() - said.len()];
    let said = &said[..said.find(ENDS).unwrap_or(said.len())];
    let named = between.contains(['：', ':', '|']);
    let called = &text[name.clone()];
    let is_address = if called.ends_with('址') || called == "户籍所在地" {
        !between.is_empty()
    } else {
        !between.trim().is_empty()
    };
    is_address.then_some(())?;
    address(said, named && called != "户籍").map(|end| start..start + end)
}

/// The addresses in the column of a Markdown table that a name heads.
fn addresses_below(text: &str, name: &Range<usize>) -> Vec<Range<usize>> {
    let line = text[..name.start].rfind('\n').map_or(0, |newline| newline + 1);
    let column = text[line..name.start].matches('|').count();
    let mut rows = text[line..].split_inclusive('\n').scan(line, |start, row| {
        *start += row.len();
        Some((*start - row.len(), row))
    });
    let is_header =
        rows.next().is_some_and(|(_, row)| row.starts_with('|')) && rows.next().is_some_and(|(_, row)| is_rule(row));
    let below = rows.take_while(|(_, row)| is_header && row.starts_with('|'));
    below
        .filter_map(|(start, row)| {
            let before: usize = row.split('|').take(column).map(|cell| cell.len() + 1).sum();
            let said = row.split('|').nth(column)?;
            let start = start + before + said.len() - said.trim_start().len();
            address(said.trim_start(), true).map(|end| start..start + end)
        })
        .collect()
}

/// Where an address ends that names a region and goes down to a house; surely an address, also to a village.
fn address(said: &str, surely: bool) -> Option<usize> {
    let region = said.find(REGION)?;
    end_of_house(said, surely).filter(|end| *end > region)
}

/// The address that somebody lives at: `家住…路8号`, `现住…`; behind 住 alone only `住…小区3栋2单元502室`.
fn lived_at(text: &str, verb: usize, behind: usize) -> Option<Range<usize>> {
    let before = &text[..verb];
    let said = text[behind..].trim_start_matches(['在', '于', '：', ':', ' ']);
    let start = text.len() - said.len();
    let said = &said[..said.find(ENDS).unwrap_or(said.len())];
    let end = end_of_house(said, false)?;
    let address = &said[..end];
    let is_home = match before.chars().next_back() {
        _ if address.contains('的')
            || address.chars().count() > 40
            || address.starts_with(['址', '房', '院', '户', '宅', '建', '宿', '所']) =>
        {
            false
        }
        Some('居') if !text[behind..].starts_with(['在', '于']) => false,
        Some(of @ ('家' | '现' | '居')) => address.contains(REGION) && !is_of_office(before.strip_suffix(of)?),
        Some('入' | '常' | '抓' | '守' | '稳' | '寓') => false,
        _ => address.split_once("小区").is_some_and(|(_, house)| {
            house.contains(['栋', '幢', '座']) && (house.contains(['号', '室']) || house.contains("单元"))
        }),
    };
    is_home.then_some(start..start + end)
}

/// What an address of a home names.
const REGION: [char; 9] = ['省', '市', '县', '区', '镇', '乡', '路', '街', '村'];

/// Whether a text ends with what offices are called.
fn is_of_office(before: &str) -> bool {
    ["单位", "办公", "公司", "企业", "中心", "办公地址"].iter().any(|of| before.ends_with(of))
}

/// Where the last part of an address ends that names a house: 6号, 3栋, 2单元, 502室; or, where the text is surely an
/// address, a group of villagers or a village.
fn end_of_house(said: &str, surely: bool) -> Option<usize> {
    let counted = |at: usize| {
        let before = said[..at].chars().next_back();
        before
            .is_some_and(|c| digit(c).is_some() || c.is_ascii_alphabetic() || "一二三四五六七八九十百零〇".contains(c))
    };
    let in_region = |at: usize| surely && said[..at].contains(['省', '市', '县', '区', '镇', '乡']);
    let is_several = |at: usize| said[..at].ends_with(|c| digit(c).is_some() || "个各等两余多".contains(c));
    let houses = ["号", "栋", "幢", "单元", "室"].into_iter().flat_map(|part| said.match_indices(part));
    let ends = houses
        .filter(|(at, part)| counted(*at) && !said[at + part.len()..].starts_with('线'))
        .chain(said.match_indices('组').filter(|(at, _)| surely && counted(*at)))
        .chain(said.match_indices('村').filter(|(at, _)| in_region(*at) && !is_several(*at)));
    let end = ends.map(|(at, part)| at + part.len()).max()?;
    let rest = &said[end..];
    Some(end + rest.find(|c: char| digit(c).is_none() && c != '-').unwrap_or(rest.len()))
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
        let ends_in_x = (0..1000)
            .map(|number| format!("99000019900101{number:03}"))
            .find(|digits| check_digit(digits) == 'X')
            .expect("one of eleven");
        for (text, kind) in [
            ("联系电话：13800000000。", Personal::Mobile),
            ("phone = \"138-0000-0000\"", Personal::Mobile),
            ("电话１３８００００００００", Personal::Mobile),
            ("+86 138 0000 0000", Personal::Mobile),
            ("call 13800000000. Then", Personal::Mobile),
            (&format!("身份证{identity}"), Personal::Identity),
            (&format!("身份证{ends_in_x}Ｘ"), Personal::Identity),
            ("卡号 6200 0000 0000 0000 05", Personal::BankCard),
            ("１３８－００００－００００", Personal::Mobile),
            ("138–0000–0000", Personal::Mobile),
            ("138\u{2009}0000\u{2009}0000", Personal::Mobile),
            ("0898-27715001 13800000000", Personal::Mobile),
            ("９９００００　１９９００１０１　０００９", Personal::Identity),
            ("６２００－００００－００００－００００－０５", Personal::BankCard),
            ("邮箱abc@qq.com，", Personal::Mailbox),
            ("家庭住址：海口市龙华区金龙路8号", Personal::HomeAddress),
            ("| 现住址 | 白沙县牙叉镇儋州村 |", Personal::HomeAddress),
            ("户籍所在地: 某某省某某县某某乡某某村三组。", Personal::HomeAddress),
            ("居住地址 幸福小区3栋2单元502，和平路", Personal::HomeAddress),
            ("王某家住示例县和平路6号302室，", Personal::HomeAddress),
            ("群众李某，现住在示例镇和平街12号。", Personal::HomeAddress),
            ("补助对象住幸福小区3栋2单元502室", Personal::HomeAddress),
            ("李某居住在示例县和平路6号", Personal::HomeAddress),
            ("身份证号：990000199001010001", Personal::Identity),
            ("| 身份证号码 | 99000019900101000x |", Personal::Identity),
            ("联系电话：13800000000次日回复", Personal::Mobile),
            ("拨打13800000000人工接听", Personal::Mobile),
            ("联系电话：0898-27715001/13912345678", Personal::Mobile),
            ("139-1234-5678/0898-27715001", Personal::Mobile),
            ("电话[13912345678]。", Personal::Mobile),
            ("[13912345678](https://example.gov.cn/a.html)", Personal::Mobile),
            ("27715001-13912345678", Personal::Mobile),
            ("0898-27715001-13912345678", Personal::Mobile),
            ("13912345678_李某", Personal::Mobile),
            ("李某_13912345678", Personal::Mobile),
            ("李某/13912345678", Personal::Mobile),
            ("李某,13912345678", Personal::Mobile),
            ("008613912345678", Personal::Mobile),
            ("联系方式：0139-1234-5678", Personal::Mobile),
            ("tel13912345678", Personal::Mobile),
            ("Tel.13912345678", Personal::Mobile),
            ("139.1234.5678", Personal::Mobile),
            ("139·1234·5678", Personal::Mobile),
            ("139_1234_5678", Personal::Mobile),
            ("139--1234--5678", Personal::Mobile),
            ("139  1234  5678", Personal::Mobile),
            ("1391234\u{200b}5678", Personal::Mobile),
            ("手机编号：13912345678", Personal::Mobile),
            ("编号（联系电话）：13912345678", Personal::Mobile),
            ("| 编号 | 电话 |\n|---|---|\n| 1 | 13912345678 |", Personal::Mobile),
            ("身份证编号：990000199001010009", Personal::Identity),
            ("身份证号：990000900101001", Personal::Identity),
            ("身份证号码：990000  19900101  0009", Personal::Identity),
            ("身份证：990000.19900101.000X", Personal::Identity),
            ("| 姓名 | 身份证号 |\n|:--|---|\n| 李某 | 990000199001010001 |", Personal::Identity),
            ("银行账号：6200000000000000001", Personal::BankCard),
            ("开户行：某银行，账号 4600100000000001", Personal::BankCard),
            ("一卡通卡号：6200000000000000000", Personal::BankCard),
            ("zhang@vip.163.com", Personal::Mailbox),
            ("zhang＠tom.com", Personal::Mailbox),
            ("| 姓名 | 家庭住址 |\n| --- | --- |\n| 李某 | 白沙县牙叉镇牙港路12号 |", Personal::HomeAddress),
            ("家庭住址为白沙县牙叉镇牙港路12号", Personal::HomeAddress),
            ("家庭住址是牙叉镇牙港路12号", Personal::HomeAddress),
            ("现住址为：牙叉镇牙港路12号", Personal::HomeAddress),
            ("住址(现)：牙叉镇牙港路12号", Personal::HomeAddress),
            ("户籍地：白沙县打安镇田表村12号", Personal::HomeAddress),
            ("户籍：海南省白沙县打安镇田表村12号", Personal::HomeAddress),
            ("现居住地：牙叉镇牙港路12号", Personal::HomeAddress),
            ("常住地址：白沙县牙叉镇牙港路12号", Personal::HomeAddress),
            ("暂住地：牙叉镇牙港路12号", Personal::HomeAddress),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn figures_codes_and_addresses_are_left_alone() {
        let credit_code = format!("统一社会信用代码：{IDENTITY}{}", check_digit(IDENTITY));
        for text in [
            credit_code.as_str(),
            "010-62345678",
            "（0898）27715001",
            "400-138-0000",
            "索引号：000014349/2023-00138",
            "HN-2023-13800000000",
            "琼财〔2023〕13800000000号",
            "138 0000 0000 元",
            "12 150 2000 3000 5",
            "办公地址：海口市龙华区金龙路8号",
            "单位地址：白沙县牙叉镇金沙西路6号",
            "单位住址：白沙县牙叉镇金沙西路6号",
            "单位现住址：白沙县牙叉镇金沙西路6号",
            "联系地址：海口市龙华区金龙路8号302室",
            "地址：金沙西路6号政务服务中心大楼",
            "address = \"金沙西路6号政务服务中心大楼\"",
            "家庭住址：由村委会登记",
            "户籍所在地：海南省白沙县",
            "补贴对象的家庭住址、银行卡号不公开",
            "家庭住址 全县核实35户、12村",
            "户籍地址：见琼公通〔2023〕5号",
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
            "合同编号：13800000000",
            "| 工单号 | 13800000000 |",
            "全年来电13800000000次。",
            "领取人 990000199001010001",
            "家住农村的群众12户",
            "现住房2室1厅",
            "国家住建部令第6号、示例县居住区3号楼",
            "本中心现住示例县和平路6号",
            "35户入住幸福小区3栋2单元502室",
            "常住人口12万，位于示例县和平路6号",
            "居民住幸福小区3栋",
            "6200 0000 0000 0000 06",
            "政府采购项目编号：4690252023000015",
            "政府采购合同编号：469025 20230315 0015",
            "项目编码为4690252023000015",
            "资产卡片号6220230000000127",
            "| 项目代码 | 单位 |\n|---|---|\n| 4690252023000015 | 某局 |",
            "资产编码：13800230001",
            "发票号码：15012345678",
            "电费户号：18912345678",
            "卡片号 13800230001",
            "设备序列号：13912345678",
            "批次号13912345678",
            "票据号码（13800002023）",
            "编号（合同）：13800002023",
            "139.1234",
            "139.1234.56789",
            "139.1234.5678.9",
            "1.139.1234.5678",
            "索引号 27715001/13912345678",
            "20230112-13912345678",
            "HN-2023-13912345678",
            "https://example.gov.cn/文件/13912345678",
            "https://example.gov.cn/139_1234_5678.html",
            "累计访问15012345678人次。",
            "里程 13912345678 米",
            "办公地址现住址：金沙西路6号",
            "家住农村的学生3号楼",
            "公寓住白沙镇小区3栋2单元201室",
            "归集数据13812345678条，",
            "电费账号：4600100000000001",
            "户籍：海南省白沙县打安镇田表村",
            "户籍地：白沙县打安镇等5个村",
            "居住地为海口市12号线沿线",
            "专用账户 2023-05-06 2023-07-08 收支",
            "家庭住址为白沙县打安镇",
            "| 单位住址 |\n|---|\n| 牙叉镇牙港路12号 |",
            "帮扶对象居住地由镇政府核实12户",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn names_of_files_are_looked_through() {
        for (path, kind) in [
            ("files/13912345678.pdf", Personal::Mobile),
            ("files/990000199001010009.pdf", Personal::Identity),
            ("files/李某13912345678.pdf", Personal::Mobile),
            ("files/李某 13912345678.pdf", Personal::Mobile),
            ("files/扫描件_13912345678.pdf", Personal::Mobile),
            ("files/2023_13912345678_1.pdf", Personal::Mobile),
            ("files/13912345678-身份证.pdf", Personal::Mobile),
            ("files/李某13912345678/证明.pdf", Personal::Mobile),
            ("files/abc@qq.com.pdf", Personal::Mailbox),
            ("files/住址：牙叉镇牙港路12号.pdf", Personal::HomeAddress),
        ] {
            let found = find_in_path(path);
            assert_eq!(found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [kind], "{path}");
        }
        for path in [
            "files/2023-08.pdf",
            "files/IMG_20231205123456.jpg",
            "files/合同编号13912345678.pdf",
            "files/mmexport1699999999999.jpg",
        ] {
            assert_eq!(find_in_path(path), [], "{path}");
        }
    }

    #[test]
    fn masking_moves_nothing() {
        for (text, masked) in [
            ("电话13800001234。", "电话138****1234。"),
            ("１３８００００１２３４", "１３８＊＊＊＊１２３４"),
            ("a@qq.com、abc@qq.com", "a@qq.com、a**@qq.com"),
            ("住址：海口市龙华区8号 电话", "住址：海口市＊＊＊*＊ 电话"),
            ("住址：某某县𠮷·村", "住址：某某县******＊"),
        ] {
            let result = mask(text, &find(text));
            assert_eq!(result, masked);
            assert_eq!(result.len(), text.len());
        }
    }
}
