//! Points lost although the target was met, or none at all although a text tells what was done, without a reason. Leaves alone what is explained, well or badly.

use crate::rules::shared::cells::met;
use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::model::claims::Claim;
use crate::rules::shared::losses::is_told_of;
use crate::rules::shared::proportion::is_divided;
use crate::rules::shared::quantities::actuals_told;
use crate::rules::shared::targets::is_met;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::syntax::figure::Measure;

pub(super) static RULE: Rule = Rule {
    name: "met-but-lost",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[goals]]
expected = "办好培训和热线。"
actual = "新建咨询台[1个]{actual:咨询台}。"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "培训场次", weight = 30, score = 25, direction = "≥", value = 10, actual_value = 12, unit = "场" },
#                                                      ^^ met-but-lost
  { level = 2, name = "办结率", weight = 20, score = 0, value = 100, actual_value = 100, unit = "%" },
#                                                    ^ met-but-lost
  { level = 2, name = "咨询台", weight = 10, score = 0 },
#                                                    ^ met-but-lost
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[goals]]
expected = "办好培训和热线。"
actual = "新建咨询台[0个]{actual:咨询台}。"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "培训场次", weight = 30, score = 25, direction = "≥", value = 10, actual_value = 8, unit = "场" },
  { level = 2, name = "办结率", weight = 20, score = 0, value = 100, actual_value = 100, unit = "%", deviation = "逾期办结的居多" },
  { level = 2, name = "咨询台", weight = 10, score = 0 },
]
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let lost: Vec<usize> = judged
            .evaluation
            .leaves()
            .filter(|row| judged.evaluation.points_lost(*row).is_some_and(|points| points > Decimal::ZERO))
            .filter(|row| !judged.evaluation.indicators[*row].is_reasoned())
            .filter(|row| !is_told_of(subject, &judged.evaluation.indicators[*row].name.value))
            .filter(|row| judged.evaluation.indicators[*row].not_applicable.is_none())
            .collect();
        for row in &lost {
            report_met(&judged, *row, found);
        }
        report_told(subject, &judged, &lost, found);
    }
}

/// An item whose actual reaches its target by its own numbers.
fn report_met(judged: &RatedEvaluation<'_>, row: usize, found: &mut Found<'_>) {
    let indicator = &judged.evaluation.indicators[row];
    let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) else { return };
    let standard = indicator.standard.as_ref();
    if standard.is_some_and(|standard| is_divided(&standard.value, weight.value)) {
        return;
    }
    let Some(reached) = met(indicator) else { return };
    let id = if score.value.is_zero() { "met-but-nothing" } else { "met-but-lost" };
    let mut finding = found.finding(score.span);
    finding.message = Message::new(id)
        .with("of", indicator.name.value.as_str())
        .with("target", reached.target_told())
        .with("actual", reached.actual_told())
        .with("weight", weight.value.to_string())
        .with("printed", score.value.to_string());
    finding.related.push((reached.target.span, Message::new("column-target")));
    finding.related.push((reached.actual.span, Message::new("column-actual")));
    finding.at = judged.at(judged.table(), &indicator.path);
    finding.printed = Some(score.value.to_string());
    found.report(finding);
}

/// The items without a point of which a text says that something was done.
fn report_told(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, lost: &[usize], found: &mut Found<'_>) {
    let indicators = &judged.evaluation.indicators;
    let told = lost.iter().filter_map(|row| {
        let score = indicators[*row].score.as_ref().filter(|score| score.value.is_zero())?;
        is_met(indicators[*row].attainment()).is_none().then_some(())?;
        let claim = actuals_told(subject, judged, *row).find(|claim| tells_a_deed(claim))?;
        Some((&indicators[*row].name.value, score.span, claim))
    });
    let told: Vec<_> = told.collect();
    let [(_, first, _), others @ ..] = told.as_slice() else { return };
    let items = told.iter().map(|(name, _, claim)| Arg::noted(name.as_str(), claim.said.value.text.as_str()));
    let mut finding = found.finding(*first);
    finding.message =
        Message::new("done-but-nothing").with("count", told.len().to_string()).with("items", Arg::list(items));
    finding.related.extend(others.iter().map(|(_, score, _)| (*score, Message::new("label-nothing-scored"))));
    finding.related.extend(told.iter().map(|(_, _, claim)| (claim.said.span, Message::new("label-told-done"))));
    finding.at = judged.at(judged.table(), place::DONE);
    found.report(finding);
}

/// A number of things done. A rate may be far below its target, and earn nothing.
fn tells_a_deed(claim: &Claim) -> bool {
    claim.said.value.figure().is_some_and(|figure| {
        matches!(&figure.measure, Measure::Count(unit) if !unit.is_empty()) && figure.value > Decimal::ZERO
    })
}
