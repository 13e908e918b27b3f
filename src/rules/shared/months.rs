//! Numbers of months that a text tells beside what they are counted from or multiplied with. Reports nothing itself.

use crate::model::funds::Unit;
use crate::syntax::{marks, number, qualifier};
use rust_decimal::Decimal;
use std::ops::Range;

/// A number of months, with the clause and the sentence that it stands in.
pub(crate) struct Passage {
    /// Where `个月` stands.
    pub at: usize,
    pub clause: Range<usize>,
    pub sentence: Range<usize>,
}

/// Every number of months of a text, but for those of a list and those of which some are left out.
pub(crate) fn passages(text: &str) -> impl Iterator<Item = Passage> + '_ {
    let all = text.match_indices("个月").map(|(at, word)| {
        let place = at..at + word.len();
        Passage { at, clause: around(text, place.clone(), &CLAUSE_ENDS), sentence: around(text, place, &SENTENCE_ENDS) }
    });
    all.filter(|Passage { clause, sentence, .. }| {
        let is_listed = text[..clause.start].trim_end().ends_with('、') || text[clause.end..].starts_with('、');
        !is_listed && !LEFT_OUT.iter().any(|word| text[sentence.clone()].contains(word))
    })
}

/// Whether the figure at a place of a text would be counted or calculated with.
pub(crate) fn would_read(text: &str, place: &Range<usize>) -> bool {
    passages(text).any(|Passage { clause, sentence, .. }| {
        let counts = clause.contains(&place.start) && counted(&marks::strip(&text[clause])).is_some();
        counts || sentence.contains(&place.start) && calculated(&marks::strip(&text[sentence])).is_some()
    })
}

/// Words of months that are not counted.
const LEFT_OUT: [&str; 6] = ["除外", "停工", "寒暑假", "扣除", "不含", "免租"];

const SENTENCE_ENDS: [char; 5] = ['。', '；', '\n', '"', '|'];

const CLAUSE_ENDS: [char; 7] = ['。', '；', '\n', '"', '|', '，', '、'];

/// What stands around a place, up to where a clause or sentence ends.
fn around(text: &str, place: Range<usize>, ends: &[char]) -> Range<usize> {
    let before = &text[..place.start];
    let start = before.rfind(ends).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[place.end..].find(ends).map_or(text.len(), |at| place.end + at);
    let blank = text[start..end].len() - text[start..end].trim_start().len();
    start + blank..end
}

/// Months from one to another, and how many a text says they are, each also in its words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counted<'t> {
    pub from: u32,
    pub to: u32,
    pub period: &'t str,
    pub said: u32,
    pub printed: &'t str,
}

/// The one span of months and the one number of months of a clause, where they stand side by side.
pub(crate) fn counted(clause: &str) -> Option<Counted<'_>> {
    let mut numbers = clause.match_indices("个月");
    let (at, word) = numbers.next()?;
    if numbers.next().is_some() {
        return None;
    }
    let (count, said) = number_before(&clause[..at])?;
    let (span, from, to) = span_of_months(clause)?;
    let between = match span.start > at {
        true => &clause[at + word.len()..span.start],
        false => clause.get(span.end..count)?,
    };
    let links = [
        "",
        "（",
        "(",
        "（即",
        "：",
        "即",
        "为",
        "共",
        "共计",
        "合计",
        "计",
        "（共",
        "（共计",
        "(共",
        "为期",
        "期间共",
    ];
    let between = between.trim().trim_end_matches('年').trim_end_matches(|c: char| c.is_ascii_digit());
    let (period, printed) = (&clause[span], clause[count..at + word.len()].trim());
    links.contains(&between).then_some(Counted { from, to, period, said, printed })
}

/// `8月至12月`, `8—12月`: its place, first and last month of one year. Of several, or with days or ends of months: none.
fn span_of_months(clause: &str) -> Option<(Range<usize>, u32, u32)> {
    let is_between = |c: char| "至到-—－–~～".contains(c);
    let mut spans = clause.match_indices('月').filter_map(|(at, word)| {
        let (last_start, to) = month_before(&clause[..at])?;
        let before = clause[..last_start].trim_end_matches(is_between);
        (before.len() < last_start).then_some(())?;
        let (start, from) = month_before(before.trim_end_matches('份').trim_end_matches('月'))?;
        let end = at + word.len();
        let rest = clause[end..].strip_prefix('份').unwrap_or(&clause[end..]);
        let is_whole =
            !rest.starts_with(['底', '末', '初', '中', '上', '下']) && !rest.starts_with(|c: char| c.is_ascii_digit());
        (is_whole && from <= to).then_some((start..clause.len() - rest.len(), from, to))
    });
    let only = spans.next()?;
    spans.next().is_none().then_some(only)
}

/// A month in digits that a text ends with, and where it begins.
fn month_before(text: &str) -> Option<(usize, u32)> {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let month = text[start..].parse().ok().filter(|month| (1..=12).contains(month))?;
    (!text[..start].ends_with(['.', '第'])).then_some((start, month))
}

/// A number that a text ends with, in digits or Chinese, and where it begins.
fn number_before(text: &str) -> Option<(usize, u32)> {
    const NUMERALS: [(&str, u32); 13] = [
        ("十二", 12),
        ("十一", 11),
        ("十", 10),
        ("一", 1),
        ("二", 2),
        ("两", 2),
        ("三", 3),
        ("四", 4),
        ("五", 5),
        ("六", 6),
        ("七", 7),
        ("八", 8),
        ("九", 9),
    ];
    let text = text.trim_end();
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if start < text.len() {
        let is_whole = !text[..start].ends_with(['.', '-', '—', '－', '–', '~', '～', '至', '到', '第']);
        return Some((start, text[start..].parse().ok().filter(|_| is_whole)?));
    }
    let (numeral, value) = NUMERALS.into_iter().find(|(numeral, _)| text.ends_with(numeral))?;
    let start = text.len() - numeral.len();
    (!text[..start].ends_with(['第', '十', '百'])).then_some((start, value))
}

/// A monthly amount, a number of months and the sum of a sentence.
pub(crate) struct Calculated {
    pub monthly: (Decimal, Unit),
    pub months: u32,
    pub sum: (Decimal, Unit),
}

/// What else may be in a sum.
const OTHERWISE: [&str; 22] = [
    "每人", "另", "加", "扣", "除", "外", "剩", "预付", "首付", "已付", "其中", "%", "季", "每次", "分别", "考核",
    "优惠", "下浮", "折", "减免", "据实", "按实",
];

/// The parts of a sentence with one monthly amount, one number of months and one sum, and nothing else to reckon with.
pub(crate) fn calculated(sentence: &str) -> Option<Calculated> {
    let has_others = OTHERWISE.iter().any(|word| sentence.contains(word))
        || qualifier::stands_in(sentence)
        || sentence.matches('元').count() != 2;
    let mut numbers = sentence.match_indices("个月");
    let (at, _) = numbers.next()?;
    if has_others || numbers.next().is_some() || counts_more(sentence) {
        return None;
    }
    let (_, months) = number_before(&sentence[..at])?;
    // The sum of these months, not of a year or of what is left of them.
    let next = sentence[at + "个月".len()..].trim_start_matches(['，', ',', ' ']);
    if !["共", "合计", "总计", "计"].iter().any(|word| next.starts_with(word)) {
        return None;
    }
    let behind = |words: &[&str], skipped: &[&str]| {
        words.iter().flat_map(|word| sentence.match_indices(word)).find_map(|(at, word)| {
            let rest = sentence[at + word.len()..].trim_start();
            let rest = skipped.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            let (amount, rest) = number::leading(rest)?;
            Some((amount, Unit::at_start(rest)?))
        })
    };
    let monthly = behind(&["每月"], &["支付", "租金", "费用", "服务费", "补助", "标准", "按"])?;
    let sum = behind(&["共计", "合计", "总计", "共"], &["支付", "支出", "需", "发放", "计"])?;
    Some(Calculated { monthly, months, sum })
}

/// Whether anything but months and money is counted, in digits or words, or a price is for each of something: it may multiply
/// the amount. `32座`, `三台`, `每座每月250元`.
fn counts_more(sentence: &str) -> bool {
    let may_follow = |rest: &str, is_year: bool| {
        let is_word = rest.starts_with(char::is_alphabetic);
        let is_of_time = rest.starts_with('月') || rest.starts_with("个月") || is_year && rest.starts_with('年');
        !is_word || is_of_time || Unit::at_start(rest).is_some()
    };
    let mut digits = number::places(sentence).map(|place| (place.len() == 4, &sentence[place.end..]));
    let numerals = sentence.match_indices(|c| "一二两三四五六七八九十百".contains(c));
    let mut numerals = numerals.map(|(at, numeral)| &sentence[at + numeral.len()..]);
    let mut each = sentence.match_indices('每').map(|(at, each)| &sentence[at + each.len()..]);
    digits.any(|(is_year, rest)| !may_follow(rest, is_year))
        || numerals.any(|rest| !may_follow(rest, false) && !rest.starts_with(['一', '二']))
        || each.any(|rest| !rest.starts_with('月'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_months_side_by_side_with_their_number_are_counted() {
        let told = |clause: &str| counted(clause).map(|Counted { from, to, said, .. }| (from, to, said));
        assert_eq!(told("服务期限5个月（8月—12月）"), Some((8, 12, 5)));
        assert_eq!(told("2023年8月至12月共4个月"), Some((8, 12, 4)));
        assert_eq!(told("1-7月份共计七个月"), Some((1, 7, 7)));
        assert_eq!(told("租期6个月（2023年3月至8月）"), Some((3, 8, 6)));
        for silent in [
            "8月底至12月底共4个月",
            "8月4日至12月4日共4个月",
            "2022年8月至2023年3月共8个月",
            "11月至3月共5个月",
            "1-7月支付3个月",
            "5个月（8月—12月）和4个月（8月—11月）",
            "10个月",
        ] {
            assert_eq!(told(silent), None, "{silent}");
        }
    }

    #[test]
    fn only_plain_sums_of_months_are_calculated() {
        let told = |sentence: &str| calculated(sentence).map(|all| (all.monthly.0, all.months, all.sum.0));
        assert_eq!(told("每月2万元，5个月共8万元"), Some((Decimal::TWO, 5, Decimal::from(8))));
        for silent in [
            "2人每月2000元，5个月共20000元",
            "每月2万元，5个月共8万元，另付押金",
            "每月2万元，5个月共8万元，已拨3万元",
            "每月2万元，5个月后调整，全年共28万元，3个月免租",
            "每月约2万元，5个月共8万元",
            "养护费每月2万元，按考核得分支付，5个月共支付8万元",
            "服务费每月2万元，合同期24个月，本年度共支付24万元",
            "租金每月2万元，免租期1个月，全年共22万元",
            "按每座每月250元计，32座12个月共96000元",
            "每月250元，管护32座，12个月共96000元",
            "每月2万元，两处场地，5个月共20万元",
        ] {
            assert_eq!(told(silent), None, "{silent}");
        }
    }
}
