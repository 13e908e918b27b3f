//! What stands around a number: whether it is a person's, or part of a code, an amount, an address on the web. Finds no numbers.

use std::ops::Range;

use super::Personal;
use super::digits::{Number, Run, digit, is_area, is_local, is_mobile};
use super::layout::Layout;

/// Whether a number stands where one of a person would: not in a code or an address, and no amount.
pub(super) fn is_told(text: &Layout, number: &Number) -> bool {
    let run = &number.run;
    if is_in_key(text, run.range.start) {
        return true;
    }
    let is_code = is_called_code(text, run.range.start) && !is_called_personal(text, run.range.start);
    let is_counted =
        number.kind == Personal::Mobile && !is_called(text, run.range.start, &TELEPHONE) && is_counted(text, run);
    let is_joined = !is_in_name_of_file(text, run.range.start)
        && (is_joined_before(text, text.near(run.range.start, LONGEST_LINE))
            || is_joined_after(&text[number.range.end..]));
    let is_other = is_joined || is_code || is_counted || is_document(text, run) || is_bare_number(text, run);
    let is_other = is_other || is_computed(text, run) && !is_called(text, run.range.start, &TELEPHONE);
    !is_other && !is_amount(text, run) && !is_quantity(text, run.range.start)
}

/// Whether what was taken for one number are terms of a sum or a product that comes to what stands behind it:
/// `0.5 + 166 + 1234 + 2619 = 4019.5`.
fn is_computed(text: &Layout, run: &Run) -> bool {
    let is_term = |c: char| c.is_ascii_digit() || "., +*".contains(c);
    let before = &text[text.near(run.range.start, LONGEST_LINE)];
    let start = run.range.start - (before.len() - before.trim_end_matches(is_term).len());
    let Some((terms, rest)) = text[start..].split_once('=') else { return false };
    let length = rest.trim_start().find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.trim_start().len());
    let result = rest.trim_start()[..length].trim_end_matches('.');
    let is_whole = start + terms.len() >= run.range.end && terms.chars().all(is_term);
    let scale = |number: &str| number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scaled = |number: &str, scale: usize| -> Option<u128> {
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        format!("{whole}{decimals:0<scale$}").parse().ok()
    };
    let of = |operator: char| -> Option<bool> {
        let terms: Vec<&str> = terms.split(operator).map(str::trim).collect();
        let finest = terms.iter().map(|term| scale(term)).max()?.max(scale(result));
        let each: Vec<u128> = terms.iter().map(|term| scaled(term, finest)).collect::<Option<_>>()?;
        let mut all = each.iter();
        let first = *all.next()?;
        let (value, power) = match operator {
            '+' => (all.try_fold(first, |sum, term| sum.checked_add(*term))?, 1),
            _ => (all.try_fold(first, |product, term| product.checked_mul(*term))?, each.len() as u32),
        };
        let unit = 10u128.checked_pow(finest as u32 * (power - 1))?;
        Some(value == scaled(result, finest)?.checked_mul(unit)?)
    };
    is_whole && ['+', '*'].into_iter().any(|operator| of(operator) == Some(true))
}

/// Whether a number stands in a key that becomes an address of the site, whatever letters are joined to it: `id = "li139…"`.
fn is_in_key(text: &Layout, start: usize) -> bool {
    let line = text.line_before(start, LONGEST_LINE);
    let entry = &line[line.rfind(['{', ',']).map_or(0, |before| before + 1)..];
    let Some((key, value)) = entry.split_once('=') else { return false };
    let is_slug = |c: char| c.is_ascii_alphanumeric() || c == '-';
    ["id", "agency", "department", "series", "rubric", "successor"].contains(&key.trim())
        && value.trim_start().strip_prefix('"').is_some_and(|slug| slug.chars().all(is_slug))
}

/// Whether a number stands in the name of a project's own file: `files/李某139….pdf`.
fn is_in_name_of_file(text: &Layout, start: usize) -> bool {
    let line = text.line_before(start, LONGEST_LINE);
    line[line.rfind(['"', '(', '<', ' ']).map_or(0, |before| before + 1)..].starts_with("files/")
}

/// Whether a number is the end of a longer code, of an address or of a decimal, by what stands before it.
fn is_joined_before(text: &Layout, within: Range<usize>) -> bool {
    let before = &text[within.clone()];
    let Some(last) = before.chars().next_back() else { return false };
    let rest = &before[..before.len() - last.len_utf8()];
    let behind_telephone = || follows_telephone(text, within.start..within.end - last.len_utf8());
    let follows = |is: fn(char) -> bool| rest.chars().next_back().is_some_and(is);
    match last {
        '.' => follows(|c| c.is_ascii_alphanumeric()) && !is_telephone_word(rest),
        '/' => {
            !behind_telephone()
                && (rest.is_empty() || follows(|c| c.is_ascii() && !c.is_whitespace()) || is_in_address(rest))
        }
        '_' => !behind_telephone() && (follows(|c| c.is_ascii_alphanumeric()) || is_in_address(rest)),
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

/// Whether a piece of a text ends with a telephone that no code goes on to: `0898-27715001` before `/139…`.
fn follows_telephone(text: &Layout, within: Range<usize>) -> bool {
    let before = &text[within.clone()];
    let length = before.trim_end_matches(|c: char| digit(c).is_some() || c == '-').len();
    let listed: Vec<u8> = before[length..].chars().filter_map(digit).collect();
    let start = within.start + length;
    is_telephone(&listed) && !is_called_code(text, start) && !is_joined_before(text, within.start..start)
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
pub(super) const IDENTITY: [&str; 6] = ["身份证", "公民身份", "身份号码", "身份证件", "社会保障号", "社保号"];
/// What telephones are called.
pub(super) const TELEPHONE: [&str; 5] = ["电话", "手机", "联系方式", "联系号码", "联系"];
/// What accounts at banks are called.
pub(super) const ACCOUNT: [&str; 8] = ["银行卡", "银行账", "银行帐", "账号", "帐号", "账户", "帐户", "卡号"];
/// What makes the name of a number that of a person, whatever else stands in it.
const PERSONAL: [&str; 12] =
    ["身份证", "公民身份", "身份号码", "电话", "手机", "联系", "银行", "账号", "帐号", "账户", "帐户", "卡号"];
/// What codes are called.
const CODE: [&str; 46] = [
    "ISBN",
    "ISSN",
    "SN",
    "备案",
    "索引",
    "文件号",
    "受理号",
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
pub(super) fn is_called(text: &Layout, start: usize, words: &[&str]) -> bool {
    names(text, start).any(|name| words.iter().any(|word| name.contains(word)))
}

/// Whether a number is called that of a person.
pub(super) fn is_called_personal(text: &Layout, start: usize) -> bool {
    is_called(text, start, &PERSONAL)
}

/// Whether what a number is called ends with the word for a code.
pub(super) fn is_called_code(text: &Layout, start: usize) -> bool {
    names(text, start).any(|name| CODE.iter().any(|word| name.ends_with(word)))
}

/// Whether what a number is called ends with the word for a passport or a pass.
pub(super) fn is_called_passport(text: &Layout, start: usize) -> bool {
    let documents = ["护照", "通行证", "台胞证", "回乡证", "居留证"];
    let is_one = |name: &str| {
        let name = name.trim_end_matches("码").trim_end_matches("号").trim_end_matches("证件");
        documents.iter().any(|document| name.ends_with(document))
    };
    names(text, start).any(is_one)
}

/// What a number is called: the end of the words directly before it, or before and in brackets, and the header of its
/// column.
fn names<'a>(text: &Layout<'a>, start: usize) -> impl Iterator<Item = &'a str> {
    let before = text.line_before(start, LONGEST_NAME);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "：:\"=|（([*为是".contains(c));
    let remark = before.strip_suffix(['）', ')']).and_then(|inner| inner.rsplit_once(['（', '(']));
    let end = |words: &'_ str| {
        let word = words.len() - words.trim_end_matches(char::is_alphabetic).len();
        words.char_indices().rev().nth(NAME - 1).map_or(0, |(at, _)| at).max(words.len() - word)
    };
    let words = remark.map_or([before, ""], |(before, remark)| [before, remark]).map(|words| &words[end(words)..]);
    words.into_iter().chain(text.head_of_column(start).map(|head| head.trim_matches([' ', '*'])))
}

/// How far before a number its name begins at most, in bytes.
const LONGEST_NAME: usize = 300;
/// How many characters of a name say what a number is.
const NAME: usize = 8;

/// A number of calls, pieces or people, with nothing of the same word behind it.
fn is_counted(text: &str, run: &Run) -> bool {
    let rest = text[run.range.end..].trim_start_matches(' ');
    let units =
        ["人次", "次", "件", "户", "人", "条", "笔", "项", "份", "家", "张", "度", "兆", "米", "千瓦时", "吨", "亩"];
    let counted = units.iter().find_map(|unit| rest.strip_prefix(unit));
    counted.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// The number of a document or a case: `第13912345678号`, `（2023）琼01民初13912345678号`.
fn is_document(text: &str, run: &Run) -> bool {
    let before = text[..run.range.start].chars().next_back();
    let follows = ['第', '字', '〕', '）', '初', '终', '执', '申', '保', '罚', '决', '函', '发', '号'];
    text[run.range.end..].starts_with('号') && before.is_some_and(|c| follows.contains(&c))
}

/// A quantity, by what it is called, or by the unit that its table states.
fn is_quantity(text: &Layout, start: usize) -> bool {
    !is_called_personal(text, start)
        && (names(text, start).any(|name| QUANTITY.iter().any(|word| name.contains(word)))
            || is_in_table_of_money(text, start))
}

/// Whether a place stands in a Markdown table that has `单位：元` directly above it.
fn is_in_table_of_money(text: &Layout, at: usize) -> bool {
    text.line_above_table(at).is_some_and(|line| {
        let unit = line.trim().trim_matches(['（', '）', '(', ')']).rsplit(['：', ':']).next().unwrap_or_default();
        line.contains("单位") && ["元", "万元", "亿元", "人民币元"].contains(&unit.trim())
    })
}

/// What is called a quantity.
const QUANTITY: [&str; 40] = [
    "（元）",
    "(元)",
    "（万元）",
    "(万元)",
    "金额",
    "总额",
    "预算",
    "支出",
    "收入",
    "资金",
    "投资",
    "经费",
    "余额",
    "决算",
    "面积",
    "样本",
    "用水量",
    "用电量",
    "用气量",
    "用户数",
    "户数",
    "人数",
    "件数",
    "次数",
    "数量",
    "总量",
    "流量",
    "访问量",
    "点击量",
    "浏览量",
    "阅读量",
    "下载量",
    "产量",
    "销量",
    "库存",
    "里程",
    "容量",
    "存储",
    "产值",
    "得票",
];

/// A number of TOML or JSON, not in quotes.
fn is_bare_number(text: &Layout, run: &Run) -> bool {
    let before = text[..run.range.start].trim_end_matches([' ', '\t', '+']);
    let line = text.line_before(run.range.start, LONGEST_LINE);
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

/// Of a line, what is looked at before a number, in bytes.
const LONGEST_LINE: usize = 2_000;

/// A number with a unit of money behind it.
fn is_amount(text: &str, run: &Run) -> bool {
    let rest = text[run.range.end..].trim_start_matches([' ', '"', ',']);
    let rest = rest.trim_start_matches(['（', '(']);
    ["元", "万元", "亿元", "万", "亿", "％", "人民币", "美元"].iter().any(|unit| rest.starts_with(unit))
}
