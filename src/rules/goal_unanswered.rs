//! Overall goals, or targets that stand apart from the score table, of which not one is answered by what was reached.

use super::aims::{self, Aim};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "goal-unanswered",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[goals]]
expected = "大厅运转正常。"
#          ^^^^^^^^^^^^^^^^ goal-unanswered

[[targets]]
name = "按时办结率"
#      ^^^^^^^^^^^^ goal-unanswered
target = "≥95%"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[goals]]
expected = "大厅运转正常。"
actual = "全年开放 250 天，没有停摆。"

[[targets]]
name = "按时办结率"
target = "≥95%"
actual = "97.2%"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
"#,
    }),
};

/// One finding for the goals and one for the targets. An actual may be told once for all goals.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let project = subject.project;
    if project.evaluations.is_empty() {
        return;
    }
    let expected: Vec<Span> = project.goals.iter().filter_map(|goal| Some(goal.expected.as_ref()?.span)).collect();
    if project.goals.iter().all(|goal| goal.actual.is_none()) {
        report("goal-unanswered", &expected, "预期目标/实际完成情况".to_owned(), found);
    }
    let list = aims::apart(subject);
    let targets: Vec<Span> = list.all.iter().map(|aim| aim.span).collect();
    let is_answered = |aim: &Aim<'_>| aim.tells_actual() || aims::told_in_prose(subject, aim).next().is_some();
    if !list.all.iter().any(is_answered) {
        report("targets-unanswered", &targets, list.at_actuals(), found);
    }
}

fn report(message: &'static str, places: &[Span], at: String, found: &mut Found<'_>) {
    let Some(first) = places.first() else { return };
    let mut finding = found.finding(*first);
    finding.message = Message::new(message).with("count", Arg::Count(places.len()));
    finding.at = at;
    found.report(finding);
}
