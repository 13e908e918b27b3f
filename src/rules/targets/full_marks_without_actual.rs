//! Full marks for an item of which nothing is said of what was reached, where that is said of others: in a table with actuals of an
//! item with a target, in one without where the overall 实际完成情况 states the actuals of most of its group.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::shared::quantities::actuals_told;
use crate::rules::shared::telling;
use crate::rules::{Check, Example, Found, RatedEvaluation, Rule, Subject};

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
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let targets_have_actuals = subject.project.targets.iter().any(|target| target.attainment.has_actual());
    for judged in subject.evaluations() {
        let indicators = &judged.evaluation.indicators;
        let (rows, message) = if indicators.iter().any(|indicator| indicator.attainment().has_actual()) {
            let leaves = judged.evaluation.leaves();
            let rows = leaves
                .filter(|row| indicators[*row].attainment().has_target() && is_unanswered(subject, &judged, *row))
                .collect();
            (rows, Message::new("full-marks-without-actual"))
        } else if targets_have_actuals {
            continue;
        } else {
            let told = telling::rows_of_goals(subject, &judged);
            let rows = left_out(subject, &judged, &told);
            (rows, Message::new("full-marks-left-out").with("told", told.len().to_string()))
        };
        let scores: Vec<_> = rows.iter().filter_map(|row| indicators[*row].score.as_ref()).collect();
        let [first, others @ ..] = scores.as_slice() else { continue };
        let names = rows.iter().map(|row| Arg::quoted(indicators[*row].name.value.as_str()));
        let mut finding = found.finding(first.span);
        finding.message = message.with("count", rows.len().to_string()).with("names", Arg::list(names));
        finding.related.extend(others.iter().map(|score| (score.span, Message::new("label-full-marks"))));
        finding.at = judged.at(judged.table(), place::WITHOUT_ACTUAL);
        found.report(finding);
    }
}

/// The items with full marks that the overall 实际完成情况 leaves out, of groups of which it states at least three actuals and those of
/// two thirds of the items, and of which no other text tells.
fn left_out(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, told: &[usize]) -> Vec<usize> {
    let indicators = &judged.evaluation.indicators;
    let leaves: Vec<usize> = judged.evaluation.leaves().collect();
    let is_mostly_told = |parent: Option<usize>| {
        let group = leaves.iter().filter(|row| indicators[**row].parent == parent).count();
        let told = told.iter().filter(|row| indicators[**row].parent == parent).count();
        told >= 3 && told * 3 >= group * 2
    };
    let texts = texts(subject);
    leaves
        .iter()
        .copied()
        .filter(|row| is_mostly_told(indicators[*row].parent) && is_unanswered(subject, judged, *row))
        .filter(|row| !indicators[*row].is_explained())
        .filter(|row| !texts.iter().any(|text| telling::tells_result_of(text, &indicators[*row].name.value)))
        .collect()
}

/// The texts that may tell how an item came out: the narrative and the overall 实际完成情况.
fn texts<'a>(subject: &'a Subject<'_>) -> Vec<&'a str> {
    let sections = subject.narrative.iter().flat_map(|narrative| &narrative.sections);
    let blocks = sections.flat_map(|section| &section.blocks).map(|block| block.text.as_str());
    let actuals = subject.project.goals.iter().filter_map(|goal| goal.actual.as_ref());
    blocks.chain(actuals.map(|actual| actual.value.as_str())).collect()
}

fn is_unanswered(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize) -> bool {
    let indicator = &judged.evaluation.indicators[row];
    let full_marks = judged.evaluation.points_lost(row) == Some(Decimal::ZERO)
        && indicator.score.as_ref().is_some_and(|score| score.value > Decimal::ZERO);
    full_marks
        && indicator.not_applicable.is_none()
        && !indicator.attainment().has_actual()
        && indicator.basis.is_none()
        && actuals_told(subject, judged, row).next().is_none()
}
