//! Full marks for a target of which nothing is said to have been reached, in a table that says so of others.

use rust_decimal::Decimal;

use super::aims::{self, Aim};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "full-marks-without-actual",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "12场" },
  { level = 2, name = "培训人数", weight = 30, score = 30, target = "500人" },
#                                                      ^^ full-marks-without-actual
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "12场" },
  { level = 2, name = "培训人数", weight = 30, score = 30, target = "500人", actual = "620人" },
]
"#,
    }),
};

/// One finding for each score table.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in aims::of(subject) {
        if !list.all.iter().any(Aim::tells_actual) {
            continue;
        }
        let untold = list.all.iter().filter_map(|aim| Some((aim.name, untold_full_marks(subject, aim)?)));
        let untold: Vec<(&str, Span)> = untold.collect();
        let [(_, first), others @ ..] = untold.as_slice() else { continue };
        let names: Vec<String> = untold.iter().map(|(name, _)| format!("“{name}”")).collect();
        let mut finding = found.finding(*first);
        finding.message = Message::new("full-marks-without-actual").with("names", Arg::list(names));
        finding.related.extend(others.iter().map(|(_, span)| (*span, Message::new("label-full-marks-too"))));
        finding.at = list.at_actuals();
        found.report(finding);
    }
}

/// Where the score of an item stands that has a target and full marks, and no text on what was reached.
fn untold_full_marks(subject: &Subject<'_>, aim: &Aim<'_>) -> Option<Span> {
    let indicator = aim.indicator.filter(|row| row.basis.is_none() && row.not_applicable.is_none())?;
    let (score, weight) = (indicator.score.as_ref()?, indicator.weight.as_ref()?.value);
    let has_target = aim.attainment.target.is_some() || aim.attainment.value.is_some();
    let is_full = score.value == weight && weight > Decimal::ZERO;
    let is_told = aim.tells_actual() || aims::told_in_prose(subject, aim).next().is_some();
    (has_target && is_full && !is_told).then_some(score.span)
}
