//! Numbers, mailboxes and home addresses of private persons in texts: finds them, and masks them without moving anything else. Judges nothing.

use std::ops::Range;

/// What sort of personal data was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    /// A mobile telephone number: eleven digits, 13–19.
    Mobile,
    /// A resident identity number of eighteen characters with a valid date and check digit (GB 11643), or called one.
    Identity,
    /// A bank card number of sixteen to nineteen digits with a valid check digit (ISO/IEC 7812, Luhn).
    BankCard,
    /// A mailbox at a provider of private mail.
    Mailbox,
    /// What stands behind 家庭住址, 家住 or the like and goes down to a house.
    HomeAddress,
}

/// Every piece of personal data in a text, in order, none overlapping.
///
/// Full-width digits count as digits, and one space or hyphen may stand between two. Numbers of TOML (`spent = 139…`),
/// amounts (`139…元`), decimals, and parts of addresses and longer codes are none.
pub fn find(text: &str) -> Vec<(Personal, Range<usize>)> {
    let mut found: Vec<(Personal, Range<usize>)> = numbers(text)
        .into_iter()
        .filter(|number| is_told(text, number))
        .map(|number| (number.kind, number.range))
        .collect();
    found.extend(mailboxes(text));
    found.extend(home_addresses(text));
    found.sort_by_key(|(_, range)| range.start);
    found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
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
    let name = text.split('@').next().filter(|_| kind == Personal::Mailbox).map_or(count, str::len);
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
        Personal::Mailbox => c != '@',
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

/// A number made like one of a person.
struct Number {
    kind: Personal,
    range: Range<usize>,
    run: Run,
}

/// Numbers made like those of persons, wherever they stand: whole runs, or else single words of them.
fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    for (run, words) in runs(text) {
        match number(text, run) {
            Some(number) => found.push(number),
            None if words.len() > 1 => found.extend(words.into_iter().filter_map(|word| number(text, word))),
            None => {}
        }
    }
    found
}

fn number(text: &str, run: Run) -> Option<Number> {
    let digits = match run.digits.as_slice() {
        [8, 6, rest @ ..] if rest.len() == 11 && rest[0] == 1 => rest,
        digits => digits,
    };
    if digits.len() == 17 {
        let last = text[run.range.end..].chars().next().filter(|c| is_x(*c))?;
        let range = run.range.start..run.range.end + last.len_utf8();
        let is_identity = is_identity(digits, b'X') || is_called(text, &run, &IDENTITY);
        return is_identity.then_some(Number { kind: Personal::Identity, range, run });
    }
    let kind = match digits {
        [1, 3..=9, ..] if digits.len() == 11 => Personal::Mobile,
        _ if digits.len() == 18 && is_identity(&digits[..17], digits[17] + b'0') => Personal::Identity,
        _ if digits.len() == 18 && is_called(text, &run, &IDENTITY) => Personal::Identity,
        [6, 2, ..] if (16..=19).contains(&digits.len()) && passes_luhn(digits) => Personal::BankCard,
        [4, ..] | [5, 1..=5, ..] if digits.len() == 16 && passes_luhn(digits) => Personal::BankCard,
        _ => return None,
    };
    Some(Number { kind, range: run.range.clone(), run })
}

/// Whether a number stands where one of a person would: not in a code or an address, and no amount.
fn is_told(text: &str, number: &Number) -> bool {
    let run = &number.run;
    let before = text[..run.range.start].chars().next_back();
    let after = text[number.range.end..].chars().next();
    let joined =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '%' | '#' | '&' | '?' | '〔' | '〕' | '[');
    let goes_on = after.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '%'));
    let in_code = before.is_some_and(joined) || (goes_on && !ends_sentence(text, run)) || is_credit_code(text, run);
    let no_telephone = number.kind == Personal::Mobile
        && !is_called(text, run, &TELEPHONE)
        && (is_called(text, run, &CODE) || is_counted(text, run));
    !in_code && !no_telephone && !is_bare_number(text, run) && !is_amount(text, run)
}

/// A number that the text calls a 统一社会信用代码 (GB 32100), which may consist of eighteen digits.
fn is_credit_code(text: &str, run: &Run) -> bool {
    is_called(text, run, &["信用代码"])
}

/// What identity numbers are called.
const IDENTITY: [&str; 5] = ["身份证", "身份证号", "身份证号码", "身份证件号码", "公民身份号码"];
/// What telephones are called.
const TELEPHONE: [&str; 6] = ["电话", "电话号码", "手机", "手机号", "手机号码", "联系方式"];
/// What codes of eleven digits are called.
const CODE: [&str; 8] = ["编号", "合同号", "单号", "文号", "序号", "索引号", "流水号", "案号"];

/// Whether one of these names stands directly before a number.
fn is_called(text: &str, run: &Run, names: &[&str]) -> bool {
    let before = text[..run.range.start].trim_end_matches([' ', '　', '：', ':', '"', '=', '|']);
    names.iter().any(|name| before.ends_with(name))
}

/// A number of calls, pieces or people, with nothing of the same word behind it.
fn is_counted(text: &str, run: &Run) -> bool {
    let mut rest = text[run.range.end..].chars();
    rest.next().is_some_and(|c| "次件户人".contains(c)) && !rest.next().is_some_and(char::is_alphabetic)
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

/// What a home address is called. 地址 alone, or that of an office, is none.
const HOME: [&str; 5] = ["住址", "家庭地址", "居住地址", "户籍地址", "户籍所在地"];
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
    let names = text.match_indices('址').chain(text.match_indices("户籍所在地")).filter_map(|(at, end)| {
        let upto = at + end.len();
        HOME.iter().find(|name| text[..upto].ends_with(*name)).map(|name| upto - name.len()..upto)
    });
    names
        .filter(|name| !is_of_office(text[..name.start].trim_end_matches('现')))
        .filter_map(|name| {
            let behind = &text[name.end..];
            let said = behind.trim_start_matches([' ', '　', '\t', '：', ':', '|']);
            let start = text.len() - said.len();
            let said = &said[..said.find(ENDS).unwrap_or(said.len())];
            let named = behind[..start - name.end].contains(['：', ':', '|']);
            (start > name.end).then_some(())?;
            let region = said.find(REGION)?;
            let end = end_of_house(said, named).filter(|end| *end > region)?;
            Some(start..start + end)
        })
        .collect()
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
        _ if address.chars().count() > 40 || address.starts_with(['址', '房', '院', '户', '宅', '建', '宿', '所']) => {
            false
        }
        Some('居') if !text[behind..].starts_with(['在', '于']) => false,
        Some(of @ ('家' | '现' | '居')) => address.contains(REGION) && !is_of_office(before.strip_suffix(of)?),
        Some('入' | '常' | '抓' | '守' | '稳') => false,
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
    ["单位", "办公", "公司", "企业", "中心"].iter().any(|of| before.ends_with(of))
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
    let houses = ["号", "栋", "幢", "单元", "室"].into_iter().flat_map(|part| said.match_indices(part));
    let ends = houses
        .filter(|(at, _)| counted(*at))
        .chain(said.match_indices('组').filter(|(at, _)| surely && counted(*at)))
        .chain(said.match_indices('村').filter(|(at, _)| in_region(*at)));
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
            ("住址：海口市龙华区8号 电话", "住址：海口市＊＊＊*＊ 电话"),
            ("住址：某某县𠮷·村", "住址：某某县******＊"),
        ] {
            let result = mask(text, &find(text));
            assert_eq!(result, masked);
            assert_eq!(result.len(), text.len());
        }
    }
}
