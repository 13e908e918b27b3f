//! Points lost that no text of the report explains. Says nothing where a score or weight is not known, nor whether an explanation is good.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::shared::losses::{is_shown, is_told_of, tells_all_of, tells_loss_of};
use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::model::sums::Standing;
use crate::rules::shared::cells;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::syntax::number;

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
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

/// An item that lost points, or a group of which only the whole is known to have.
struct Loss {
    row: usize,
    points: Decimal,
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let Some(losses) = losses(&judged) else { continue };
        let explained_groups = groups_explained(subject, &judged, &losses);
        let (explained, unexplained): (Vec<Loss>, Vec<Loss>) = losses.into_iter().partition(|loss| {
            is_explained(subject, &judged, loss.row)
                || judged.evaluation.groups_of(loss.row).any(|group| explained_groups.contains(&group))
        });
        let [first, others @ ..] = unexplained.as_slice() else { continue };
        // Points lost although the target was met are another finding, each.
        if unexplained.iter().all(|loss| cells::met(&judged.evaluation.indicators[loss.row]).is_some()) {
            continue;
        }
        let sum = |losses: &[Loss]| number::sum(losses.iter().map(|loss| loss.points));
        let (Some(missing), Some(told)) = (sum(&unexplained), sum(&explained)) else { continue };
        let Some(all) = missing.checked_add(told) else { continue };
        if tells_all_of(subject, missing) || tells_all_of(subject, all) {
            continue;
        }
        let indicators = &judged.evaluation.indicators;
        let place = |row: usize| indicators[row].score.as_ref().map_or(indicators[row].name.span, |score| score.span);
        let items = unexplained.iter().map(|loss| format!("{} {}", indicators[loss.row].path, loss.points));
        let mut finding = found.finding(place(first.row));
        let id = if told.is_zero() { "nothing-explained" } else { "loss-unexplained" };
        finding.message = Message::new(id)
            .with("all", all.normalize().to_string())
            .with("told", told.normalize().to_string())
            .with("missing", missing.normalize().to_string());
        finding.help.push(Message::new("points-unexplained").with("items", Arg::list(items)));
        finding.related.extend(others.iter().map(|loss| (place(loss.row), Message::new("label-lost-points"))));
        finding.at = judged.at(judged.table(), place::UNEXPLAINED);
        found.report(finding);
    }
}

/// The items that lost points; `None` where it is not known of an item whether it did.
fn losses(judged: &RatedEvaluation<'_>) -> Option<Vec<Loss>> {
    let evaluation = judged.evaluation;
    if evaluation.incomplete || evaluation.indicators_partial {
        return None;
    }
    let applies = |standing: &Standing| evaluation.indicators[standing.row].not_applicable.is_none();
    let standings = evaluation.standings().into_iter().filter(applies);
    let losses = standings.map(|standing| Some(Loss { row: standing.row, points: standing.lost()? }));
    let losses: Option<Vec<Loss>> = losses.collect();
    Some(losses?.into_iter().filter(|loss| loss.points > Decimal::ZERO).collect())
}

/// The groups of which the table says why they lost points, or the narrative just how many.
fn groups_explained(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, losses: &[Loss]) -> BTreeSet<usize> {
    let mut lost: BTreeMap<usize, Vec<Decimal>> = BTreeMap::new();
    for loss in losses {
        judged.evaluation.groups_of(loss.row).for_each(|group| lost.entry(group).or_default().push(loss.points));
    }
    let is_explained = |(group, points): (usize, Vec<Decimal>)| {
        let indicator = &judged.evaluation.indicators[group];
        let is_told = || number::sum(points).is_some_and(|all| tells_loss_of(subject, &indicator.name.value, all));
        (indicator.is_reasoned() || is_told()).then_some(group)
    };
    lost.into_iter().filter_map(is_explained).collect()
}

/// Whether the table says why, of the row or one below it, its figures show it, or a passage of the narrative about lost points names the item.
fn is_explained(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize) -> bool {
    let mut below = judged.evaluation.children(Some(row));
    if below.any(|row| is_explained(subject, judged, row)) {
        return true;
    }
    let indicator = &judged.evaluation.indicators[row];
    indicator.is_reasoned()
        || is_shown(subject.project.funds.as_ref(), indicator)
        || is_told_of(subject, &indicator.name.value)
}
