//! Full marks for an item with a target and nothing said of what was reached, in a table that says so of others.

use rust_decimal::Decimal;

use super::spoken_of::actuals_told;
use super::{Check, Example, Found, Judged, Rule, Subject};
use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::evaluation::Attainment;

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
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "10场" },
  { level = 2, name = "办结率", weight = 30, score = 30, target = "98%以上" },
#                                                    ^^ full-marks-without-actual
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
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "10场" },
  { level = 2, name = "办结率", weight = 30, score = 30, target = "98%以上", actual = "99.2%" },
]
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let indicators = &judged.evaluation.indicators;
        if !indicators.iter().any(|indicator| has_actual(&indicator.attainment)) {
            continue;
        }
        let rows: Vec<usize> = judged.evaluation.leaves().filter(|row| is_unanswered(subject, &judged, *row)).collect();
        let scores: Vec<_> = rows.iter().filter_map(|row| indicators[*row].score.as_ref()).collect();
        let [first, others @ ..] = scores.as_slice() else { continue };
        let names = rows.iter().map(|row| Arg::quoted(indicators[*row].name.value.as_str()));
        let mut finding = found.finding(first.span);
        finding.message = Message::new("full-marks-without-actual")
            .with("count", rows.len().to_string())
            .with("names", Arg::list(names));
        finding.related.extend(others.iter().map(|score| (score.span, Message::new("label-full-marks"))));
        finding.at = judged.at(judged.table(), "满分却没有完成值");
        found.report(finding);
    }
}

fn has_actual(attainment: &Attainment) -> bool {
    attainment.actual.is_some() || attainment.actual_value.is_some()
}

fn is_unanswered(subject: &Subject<'_>, judged: &Judged<'_>, row: usize) -> bool {
    let indicator = &judged.evaluation.indicators[row];
    let attainment = &indicator.attainment;
    let has_target = attainment.target.is_some() || attainment.value.is_some();
    let full_marks = judged.evaluation.points_lost(row) == Some(Decimal::ZERO)
        && indicator.score.as_ref().is_some_and(|score| score.value > Decimal::ZERO);
    has_target
        && full_marks
        && indicator.not_applicable.is_none()
        && !has_actual(attainment)
        && indicator.basis.is_none()
        && actuals_told(subject, judged, row).next().is_none()
}
