//! Months that do not count up: `8月至12月共6个月`; or months times a monthly amount that is not the sum beside it. Reads only what one clause or sentence says plainly.

use std::ops::Range;

use rust_decimal::Decimal;

use super::written_out::Rounded;
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::{Finding, Severity};
use crate::doc::{marks, number};
use crate::lang::Message;
use crate::model::claims::{Places, Quantity, Texts};
use crate::model::funds::Unit;
use crate::model::outline;
use crate::source::{FileId, Span};

pub(super) static RULE: Rule = Rule {
    name: "months-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
服务期限6个月（8月—12月）。
^^^^^^^^^^^^^^^^^^^^^^^^^^ months-mismatch

服务费每月2万元，5个月共8万元。
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ months-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
服务期限5个月（8月—12月），考核8月底至12月底共4个月，质保期[6个月]{质保期}（8月—12月）。

服务费每月2万元，5个月共10万元。
",
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.get(file).text;
        let is_of_another = |place: &Range<usize>| {
            let mut claims = subject.project.claims.iter().filter(|claim| claim.said.span.file == file);
            claims.any(|claim| {
                place.contains(&claim.said.span.start) && matches!(claim.quantity(), Some(Quantity::Named(_)))
            })
        };
        let passages = placed(subject, file, text);
        let places: Vec<String> = passages.iter().map(|(place, _)| format!("{place}/月数")).collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        for ((_, Passage { clause, sentence, .. }), at) in passages.into_iter().zip(outline::numbered(&places)) {
            let told = |place: &Range<usize>| (!is_of_another(place)).then(|| marks::strip(&text[place.clone()]));
            let miscounted = told(&clause)
                .and_then(|told| counted(&told).and_then(|counted| miscounted(&counted, file, clause, found)));
            let finding = miscounted.or_else(|| miscalculated(&told(&sentence)?, file, sentence, found));
            if let Some(mut finding) = finding {
                finding.at = at;
                found.report(finding);
            }
        }
    }
}

/// A number of months, with the clause and the sentence that it stands in.
struct Passage {
    /// Where `个月` stands.
    at: usize,
    clause: Range<usize>,
    sentence: Range<usize>,
}

/// The numbers of months that a file tells, each with what its place is called.
fn placed(subject: &Subject<'_>, file: FileId, text: &str) -> Vec<(String, Passage)> {
    let passages: Vec<Passage> = passages(text).collect();
    if passages.is_empty() {
        return Vec::new();
    }
    if subject.project.report == Some(file) {
        let places = Places::of(text);
        return passages.into_iter().map(|passage| (places.at(passage.at), passage)).collect();
    }
    let texts = Texts::of(text);
    passages.into_iter().filter_map(|passage| Some((texts.at(passage.at..passage.at)?, passage))).collect()
}

/// Every number of months of a text, but for those of a list and those of which some are left out.
fn passages(text: &str) -> impl Iterator<Item = Passage> + '_ {
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
pub(super) fn would_read(text: &str, place: &Range<usize>) -> bool {
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
struct Counted<'t> {
    from: u32,
    to: u32,
    period: &'t str,
    said: u32,
    printed: &'t str,
}

fn miscounted(counted: &Counted<'_>, file: FileId, clause: Range<usize>, found: &Found<'_>) -> Option<Finding> {
    let Counted { from, to, period, said, printed } = *counted;
    let months = to + 1 - from;
    (months != said).then(|| {
        let mut finding = found.finding(Span::new(file, clause));
        // From a day of the first month to the same day of the last it is one month less.
        if said + 1 == months {
            finding.severity = finding.severity.min(Severity::Notice);
        }
        finding.message = Message::new("months-mismatch")
            .with("period", period)
            .with("printed", printed)
            .with("recomputed", months.to_string());
        let computation = format!("{to} − {from} + 1 = {months}");
        finding.help.push(Message::new("computation").with("computation", computation));
        finding.printed = Some(printed.to_owned());
        finding.recomputed = Some(format!("{months}个月"));
        finding
    })
}

/// The one span of months and the one number of months of a clause, where they stand side by side.
fn counted(clause: &str) -> Option<Counted<'_>> {
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
struct Calculated {
    monthly: (Decimal, Unit),
    months: u32,
    sum: (Decimal, Unit),
}

fn miscalculated(told: &str, file: FileId, sentence: Range<usize>, found: &Found<'_>) -> Option<Finding> {
    let Calculated { monthly, months, sum } = calculated(told)?;
    let in_yuan = |printed: Rounded, unit: Unit| {
        Some(Rounded { value: unit.in_yuan(printed.value)?, off: unit.in_yuan(printed.off)? })
    };
    // A monthly price in whole numbers is what was agreed; one with decimals may be a quotient.
    let (price, is_whole) = (monthly.0, monthly.0.scale() == 0);
    let price = if is_whole { Rounded::exact(price) } else { Rounded::to_last_place(price) };
    let product = in_yuan(price, monthly.1)?.times(Rounded::exact(Decimal::from(months)))?;
    let printed = in_yuan(Rounded::money(sum.0, sum.1.yuan()), sum.1)?;
    let difference = printed.value.checked_sub(product.value)?.abs();
    if difference <= product.off.checked_add(printed.off)? {
        return None;
    }
    let unit = sum.1;
    let recomputed = product.value.checked_div(unit.yuan())?.normalize();
    let mut finding = found.finding(Span::new(file, sentence));
    finding.message = Message::new("months-times-amount")
        .with("months", months.to_string())
        .with("monthly", format!("{}{}", monthly.0, monthly.1.symbol()))
        .with("printed", format!("{}{}", sum.0, unit.symbol()))
        .with("recomputed", format!("{recomputed}{}", unit.symbol()));
    let computation = format!("{}{} × {months} = {recomputed}{}", monthly.0, monthly.1.symbol(), unit.symbol());
    finding.help.push(Message::new("computation").with("computation", computation));
    finding.printed = Some(format!("{}{}", sum.0, unit.symbol()));
    finding.recomputed = Some(format!("{recomputed}{}", unit.symbol()));
    Some(finding)
}

/// What else may be in a sum, or make an amount only near.
const OTHERWISE: [&str; 27] = [
    "每人", "另", "加", "扣", "除", "外", "剩", "余", "约", "近", "超", "左右", "预付", "首付", "已付", "其中", "%",
    "季", "每次", "分别", "考核", "优惠", "下浮", "折", "减免", "据实", "按实",
];

/// The parts of a sentence with one monthly amount, one number of months and one sum, and nothing else to reckon with.
fn calculated(sentence: &str) -> Option<Calculated> {
    let has_others = OTHERWISE.iter().any(|word| sentence.contains(word)) || sentence.matches('元').count() != 2;
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

/// Whether a number of people or things is told that may multiply the amount.
fn counts_more(sentence: &str) -> bool {
    sentence.match_indices(['人', '名', '户', '台', '套', '辆', '间', '位', '个', '条', '次', '年']).any(
        |(at, word)| {
            let is_month = word == "个" && sentence[at + word.len()..].starts_with('月');
            let before = sentence[..at].chars().next_back();
            !is_month && before.is_some_and(|c| c.is_ascii_digit() || "一二两三四五六七八九十每".contains(c))
        },
    )
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
        ] {
            assert_eq!(told(silent), None, "{silent}");
        }
    }
}
