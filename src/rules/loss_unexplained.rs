//! Points lost that no text of the report explains. Says nothing where a score or weight is not known, nor whether an explanation is good.

use rust_decimal::Decimal;

use super::{Check, Example, Found, Judged, Rule, Subject, fund_rates};
use crate::diag::Severity;
use crate::doc::number;
use crate::doc::sections::Kind;
use crate::lang::{Arg, Message};

pub(super) static RULE: Rule = Rule {
    name: "loss-unexplained",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38, reason = "目标没有量化" },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 30, score = 27 },
#                                                      ^^ loss-unexplained
  { level = 2, name = "产出质量", weight = 30, score = 29.5 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38, reason = "目标没有量化" },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 30, score = 27, direction = "≥", value = 10, actual_value = 9, unit = "场" },
  { level = 2, name = "产出质量", weight = 30, score = 29.5, deviation = "一场培训考核不合格" },
]
"#,
    }),
};

/// An item that lost points.
struct Loss {
    row: usize,
    points: Decimal,
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let Some(losses) = losses(&judged) else { continue };
        let (unexplained, explained): (Vec<Loss>, Vec<Loss>) =
            losses.into_iter().partition(|loss| !is_explained(subject, &judged, loss.row));
        let [first, others @ ..] = unexplained.as_slice() else { continue };
        let sum = |losses: &[Loss]| number::sum(losses.iter().map(|loss| loss.points));
        let (Some(missing), Some(told)) = (sum(&unexplained), sum(&explained)) else { continue };
        let Some(all) = missing.checked_add(told) else { continue };
        let indicators = &judged.evaluation.indicators;
        let Some(score) = &indicators[first.row].score else { continue };
        let items = unexplained.iter().map(|loss| format!("{} {}", indicators[loss.row].path, loss.points));
        let mut finding = found.finding(score.span);
        let id = if told.is_zero() { "nothing-explained" } else { "loss-unexplained" };
        finding.message = Message::new(id)
            .with("all", all.normalize().to_string())
            .with("told", told.normalize().to_string())
            .with("missing", missing.normalize().to_string());
        finding.help.push(Message::new("points-unexplained").with("items", Arg::list(items)));
        let scores = others.iter().filter_map(|loss| indicators[loss.row].score.as_ref());
        finding.related.extend(scores.map(|score| (score.span, Message::new("label-lost-points"))));
        finding.at = judged.at(judged.table(), "扣分没有写原因");
        found.report(finding);
    }
}

/// The items that lost points; `None` where it is not known of an item whether it did.
fn losses(judged: &Judged<'_>) -> Option<Vec<Loss>> {
    let evaluation = judged.evaluation;
    if evaluation.incomplete {
        return None;
    }
    let mut losses = Vec::new();
    for row in evaluation.leaves().filter(|row| evaluation.indicators[*row].not_applicable.is_none()) {
        let points = evaluation.points_lost(row)?;
        if points > Decimal::ZERO {
            losses.push(Loss { row, points });
        }
    }
    Some(losses)
}

/// Whether the table says why, its figures show it, or a passage of the narrative about lost points names the item.
fn is_explained(subject: &Subject<'_>, judged: &Judged<'_>, row: usize) -> bool {
    let indicator = &judged.evaluation.indicators[row];
    indicator.is_reasoned()
        || indicator.attainment.is_met() == Some(false)
        || fund_rates::called(subject, &indicator.name.value).is_some_and(|rate| rate.is_short_of_all())
        || is_told_of(subject, &indicator.name.value)
}

/// Whether a passage of the narrative about lost points names an item, perhaps without the word 指标.
pub(super) fn is_told_of(subject: &Subject<'_>, item: &str) -> bool {
    let passages = subject.narrative.iter().flat_map(|narrative| &narrative.sections);
    let mut blocks = passages.flat_map(|section| &section.blocks).filter(|block| block.kind != Kind::Quote);
    blocks.any(|block| block.text.contains('扣') && block.text.contains(item.trim_end_matches("指标")))
}
