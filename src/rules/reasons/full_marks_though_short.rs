//! Full marks for a rate of the funds that is below 100 % whatever stated amount it is measured by. Measures by planned investment only where nothing is called budget, and then only notices.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::evaluation::Indicator;
use crate::model::funds::Basis;
use crate::rules::shared::fund_rates::{self, FundRate};
use crate::rules::shared::proportion::is_proportional;
use crate::rules::shared::rounding::division;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::syntax::number;
use crate::syntax::sections::Kind;

pub(super) static RULE: Rule = Rule {
    name: "full-marks-though-short",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02
spent = 150

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "资金到位率", weight = 30, score = 30 },
#                                                        ^^ full-marks-though-short
  { level = 2, name = "预算执行率", weight = 30, score = 30, target = "≥80%" },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02
spent = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "资金到位率", weight = 30, score = 30, basis = "到位率达到80%以上，得30分" },
  { level = 2, name = "预算执行率", weight = 30, score = 30 },
]
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            compare(subject, &judged, row, found);
        }
    }
}

fn compare(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize, found: &mut Found<'_>) {
    let indicator = &judged.evaluation.indicators[row];
    let Some(score) = indicator.score.as_ref().filter(|score| score.value > Decimal::ZERO) else { return };
    if judged.evaluation.points_lost(row) != Some(Decimal::ZERO)
        || indicator.not_applicable.is_some()
        || allows_less(indicator, score.value)
    {
        return;
    }
    let Some(rate) =
        fund_rates::called(subject.project.funds.as_ref(), &indicator.name.value).filter(|rate| rate.is_short_of_all())
    else {
        return;
    };
    let thresholds = || {
        let mut texts = texts_on_points(subject, indicator);
        texts.any(|text| sets_threshold(&text, &rate, score.value) || leaves_out(&text, &rate))
    };
    let is_rounded = || rate.wholes.iter().any(|(_, whole)| rounds_up_to(score.value, rate.part.value, whole.value));
    let is_excused = if rate.is_of_plan() { is_plan_cut(subject) } else { is_rounded() };
    if thresholds() || is_excused {
        return;
    }
    let mut finding = found.finding(score.span);
    let mut id = "full-marks-though-short";
    if rate.is_of_plan() {
        finding.severity = finding.severity.min(Severity::Notice);
        id = "full-marks-though-short-of-plan";
    }
    finding.message = Message::new(id)
        .with("of", indicator.name.value.as_str())
        .with("printed", score.value.to_string())
        .with("part", Arg::Word(rate.of.word()));
    finding.related.push((rate.part.span, Message::new(rate.of.word())));
    for (basis, whole) in &rate.wholes {
        let Some(percent) = number::percent(rate.part.value, whole.value) else { continue };
        let computation = division(rate.part.value, whole.value, number::round(percent, 2));
        let help = Message::new("computation-of-rate").with("to", Arg::Word(basis.word()));
        finding.help.push(help.with("of", Arg::Word(rate.of.word())).with("computation", computation));
        finding.related.push((whole.span, Message::new(basis.word())));
    }
    finding.at = judged.at(judged.table(), &indicator.path);
    finding.printed = Some(score.value.to_string());
    found.report(finding);
}

/// Whether full marks × rate come to full marks at the precision that is printed: 10 × 99.4 % = 9.94, in whole points 10.
fn rounds_up_to(full: Decimal, part: Decimal, whole: Decimal) -> bool {
    let earned = full.checked_mul(part).and_then(|product| product.checked_div(whole));
    earned.is_none_or(|earned| number::round(earned, full.scale()) >= full)
}

/// Whether the report says that less was to come in than was planned at first.
fn is_plan_cut(subject: &Subject<'_>) -> bool {
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    passages(subject).flat_map(|text| text.split(['。', '；', ';', '\n'])).any(|sentence| {
        has(sentence, &["计划", "投资", "预算", "资金", "指标"])
            && has(sentence, &["调减", "核减", "压减", "追减", "削减", "调整为", "调整后", "收回", "调剂"])
    })
}

/// Whether its target or standard names a rate below 100 % or gives points in proportion (another rule works those out), or
/// the report says why the points were given.
fn allows_less(indicator: &Indicator, weight: Decimal) -> bool {
    let attainment = indicator.attainment();
    let texts = [&attainment.target, &indicator.standard, &indicator.explanation].into_iter().flatten();
    let is_below = |value: Decimal| value < Decimal::ONE_HUNDRED;
    attainment.value.as_ref().is_some_and(|value| is_below(value.value))
        || indicator.standard.as_ref().is_some_and(|standard| is_proportional(&standard.value, weight))
        || indicator.is_explained()
        || texts.flat_map(|text| percentages(&text.value)).any(is_below)
}

/// Where the report may say what earns full marks: its narrative, with each cell of its tables behind the one before it, and the
/// basis of the item.
fn texts_on_points<'a>(subject: &'a Subject<'_>, indicator: &'a Indicator) -> impl Iterator<Item = Cow<'a, str>> {
    let sections = subject.narrative.into_iter().flat_map(|narrative| &narrative.sections);
    let cells = sections.flat_map(|section| section.blocks.windows(2)).filter_map(|blocks| match blocks {
        [name, said]
            if [name, said].iter().all(|block| block.kind == Kind::Cell) && name.text == indicator.name.value =>
        {
            Some(Cow::from(format!("{}{}", name.text, said.text)))
        }
        _ => None,
    });
    let texts = passages(subject).chain(indicator.basis.iter().map(|basis| basis.value.as_str()));
    texts.map(Cow::from).chain(cells)
}

/// The texts of the narrative.
fn passages<'a>(subject: &'a Subject<'_>) -> impl Iterator<Item = &'a str> {
    let sections = subject.narrative.into_iter().flat_map(|narrative| &narrative.sections);
    sections.flat_map(|section| &section.blocks).map(|block| block.text.as_str())
}

/// Words of what was left out of a rate.
const LEFT_OUT: [&str; 5] = ["剔除", "扣除", "扣减", "不含", "不计"];

/// Whether a sentence tells the rate without what was left out of it, as all: `剔除招标节约后，执行率为100%`.
fn leaves_out(text: &str, rate: &FundRate<'_>) -> bool {
    let name = if rate.of == Basis::Received { "到位" } else { "执行" };
    text.split(['。', '；', ';', '\n']).any(|sentence| {
        let all = sentence.match_indices("100%").chain(sentence.match_indices("100.00%"));
        let told = |at: usize| !sentence[..at].ends_with(['×', '*', '＊', 'x', 'X']);
        LEFT_OUT.iter().any(|word| sentence.contains(word))
            && sentence.contains(name)
            && all.into_iter().any(|(at, _)| told(at))
    })
}

/// Whether a sentence says from which rate below 100 % full marks are given: `执行率达到90%以上得满分`.
fn sets_threshold(text: &str, rate: &FundRate<'_>, full: Decimal) -> bool {
    let all = format!("得{}分", full.normalize());
    let name = if rate.of == Basis::Received { "到位" } else { "执行" };
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    text.split(['。', '；', ';', '\n']).any(|sentence| {
        has(sentence, &[name])
            && has(sentence, &["满分", "不扣分", "全分", &all])
            && has(sentence, &["达到", "以上", "≥", "不低于", "超过", "大于", "高于"])
            && percentages(sentence).into_iter().any(|percent| percent < Decimal::ONE_HUNDRED)
    })
}

/// The percentages that a text names: `达到90%（含）以上` → 90.
fn percentages(text: &str) -> Vec<Decimal> {
    let ends = text.match_indices(['%', '％']).map(|(at, _)| &text[..at]);
    let digits = |before: &str| {
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        number::parse(&before[start..])
    };
    ends.filter_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_wherever_they_stand() {
        let read = |text: &str| percentages(text).iter().map(Decimal::to_string).collect::<Vec<_>>();
        assert_eq!(read("达到90%（含）以上得满分，每低1.5％扣0.1分"), ["90", "1.5"]);
        assert_eq!(read("实际到位/计划到位×100%"), ["100"]);
        assert!(read("百分之%").is_empty());
    }
}
