//! Where a report tells or shows that points were lost. Reports nothing itself.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::evaluation::{Attainment, Indicator};
use crate::model::funds::Funds;
use crate::rules::Subject;
use crate::rules::shared::telling::any_tells_of;
use crate::rules::shared::{fund_rates, targets};
use crate::rules::subject::PassageOnLosses;
use crate::syntax::number;

/// Whether the narrative tells of the points that an item lost: a passage about lost points names it, perhaps without the word
/// 指标, or a sentence about them has words of its name, as reports shorten names.
pub(crate) fn is_told_of(subject: &Subject<'_>, item: &str) -> bool {
    let item = item.trim_end_matches("指标");
    passages_on_losses(subject).any(|(passage, told)| {
        let mut sentences = told.sentences.iter().map(|(sentence, _)| &passage[sentence.clone()]);
        passage.contains(item) || any_tells_of(&mut sentences, item)
    })
}

/// Whether a sentence of the narrative tells of a group by its name that it lost just so many points.
pub(crate) fn tells_loss_of(subject: &Subject<'_>, group: &str, points: Decimal) -> bool {
    let sentences = passages_on_losses(subject).flat_map(|(passage, told)| {
        let is_so_many = move |(_, told): &&(Range<usize>, Vec<Decimal>)| told.contains(&points);
        told.sentences.iter().filter(is_so_many).map(|(sentence, _)| &passage[sentence.clone()])
    });
    any_tells_of(sentences, group)
}

/// Whether the points that the narrative tells as taken off come to so many, whatever items they are told of.
pub(crate) fn tells_all_of(subject: &Subject<'_>, points: Decimal) -> bool {
    let sentences = passages_on_losses(subject).flat_map(|(_, told)| &told.sentences);
    number::sum(sentences.flat_map(|(_, points)| points).copied()) == Some(points)
}

/// Whether figures show why a row lost points: a rate below 100 %, its own or that of the funds that it is called by, a target
/// that was missed, or an actual that is told as less.
pub(crate) fn is_shown(funds: Option<&Funds>, indicator: &Indicator) -> bool {
    let attainment = indicator.attainment();
    indicator.rate.as_ref().is_some_and(|rate| rate.is_short())
        || targets::is_met(attainment) == Some(false)
        || targets::reached(attainment).is_none() && is_told_as_less(attainment)
        || !attainment.has_target() && is_below_all(attainment)
        || fund_rates::showing(funds, indicator).is_some()
}

/// Whether an actual without a target is a percentage below 100 %: `预算完成率 98.37%`.
fn is_below_all(attainment: &Attainment) -> bool {
    targets::actual_number(attainment)
        .is_some_and(|(actual, unit)| matches!(unit, "%" | "％") && actual.value < Decimal::ONE_HUNDRED)
}

/// Words of what is less than was to be.
const LESS: [&str; 20] = [
    "未", "没有", "不", "尚", "仅", "只", "部分", "个别", "基本", "一般", "较", "有所", "有待", "滞后", "延迟", "推迟",
    "逾期", "缺", "暂", "取消",
];

/// Whether an actual is told in words of less that its target has not, or both in numbers that only readers compare: in several,
/// or in one that more than a sign stands before, `放大≥3倍`.
fn is_told_as_less(attainment: &Attainment) -> bool {
    let (Some(target), Some(actual)) = (&attainment.target, &attainment.actual) else { return false };
    let (target, actual) = (target.value.as_str(), actual.value.as_str());
    let is_read = targets::target_number(attainment).is_some();
    let has_numbers = |text: &str| number::places(text).nth(usize::from(is_read)).is_some();
    LESS.iter().any(|word| actual.contains(word) && !target.contains(word))
        || target != actual && has_numbers(target) && has_numbers(actual)
}

/// The passages of the narrative that have sentences on lost points. They are looked for once, whatever figures are tried.
fn passages_on_losses<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = (&'a str, &'a PassageOnLosses)> {
    subject.narrative.into_iter().flat_map(|narrative| {
        let found = || {
            let told =
                |(number, passage)| PassageOnLosses { number, sentences: sentences_on_losses(passage).collect() };
            narrative.passages().enumerate().map(told).filter(|told| !told.sentences.is_empty()).collect()
        };
        let mut told = narrative.on_losses.get_or_init(found).iter().peekable();
        let told = move |(number, passage)| Some((passage, told.next_if(|told| told.number == number)?));
        narrative.passages().enumerate().filter_map(told)
    })
}

/// The sentences that tell that points were lost, and not only for what they would be: `每缺一项扣1分`, `未公开的扣2分`.
fn sentences_on_losses(passage: &str) -> impl Iterator<Item = (Range<usize>, Vec<Decimal>)> {
    let mut end = 0;
    let sentences = passage.split_inclusive(['。', '；', ';', '\n']).map(move |sentence| {
        end += sentence.len();
        (end - sentence.len()..end, sentence)
    });
    sentences.filter_map(|(place, sentence)| {
        let points: Vec<Decimal> = points_off(sentence).map(|(_, points)| points).collect();
        let tells = sentence.contains('扣') || sentence.contains("失分") || !points.is_empty();
        (tells && !is_standard(sentence)).then_some((place, points))
    })
}

/// The points that a sentence tells as taken off, each with what stands before: `扣2分`, `失分2分`, `减了2分`, `（-2分）`.
fn points_off(sentence: &str) -> impl Iterator<Item = (&str, Decimal)> {
    number::places(sentence).filter_map(|place| {
        let (points, rest) = number::leading(&sentence[place.start..])?;
        let rest = rest.strip_prefix('分')?;
        let before = sentence[..place.start].trim_end();
        let verb = before.trim_end_matches(['了', '除', '去', '掉', '分']);
        let signed = || before.strip_suffix(['-', '－', '−']).filter(|lead| !lead.ends_with(char::is_alphanumeric));
        let lead = verb.strip_suffix(['扣', '失', '减', '丢']).or_else(signed)?;
        (!rest.starts_with(['钟', '之'])).then_some((lead, points))
    })
}

fn is_standard(sentence: &str) -> bool {
    let conditions = ["的", "的，", "的,", "否则", "缺一项"];
    let each = [
        "每缺",
        "每少",
        "每低",
        "每有",
        "每发现",
        "每出现",
        "每项",
        "每个",
        "每次",
        "每超",
        "每逾",
        "每降",
        "酌情扣",
        "扣完为止",
    ];
    points_off(sentence).any(|(lead, _)| conditions.iter().any(|words| lead.ends_with(words)))
        || each.iter().any(|words| sentence.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_tells_of_no_loss() {
        for told in [
            "产出数量扣2分。",
            "该指标的扣分原因是会议没有开",
            "标准是每缺一项扣1分；本次缺两项，共扣2分",
            "组织管理失7分",
            "培训签到不全（-3分）",
            "产出减了 2 分",
        ] {
            assert!(sentences_on_losses(told).next().is_some(), "{told}");
        }
        for standard in ["产出数量：每少一场扣1分", "未公开的，扣2分；扣完为止", "制度健全，缺一项扣1分"]
        {
            assert_eq!(sentences_on_losses(standard).next(), None, "{standard}");
        }
        for other in ["85-90分为良", "用时减少5分钟", "得85分", "三分之二"] {
            assert_eq!(sentences_on_losses(other).next(), None, "{other}");
        }
    }
}
