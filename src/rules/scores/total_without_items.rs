//! A printed total of which the report publishes no parts, so that nobody can recompute it. Says nothing of whether it is right.

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::rules::shared::rounding::addition;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "total-without-items",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 100
#       ^^^ total-without-items
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 100
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 60 },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.project.goals.iter().any(|goal| goal.score.is_some()) {
        return;
    }
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        if let Some((terms, total)) = evaluation.counted_from_full_marks() {
            found.holds(|| Message::new("holds-counted-total").with("computation", addition(&terms, total)));
            continue;
        }
        let is_alone = !evaluation.incomplete && !evaluation.lists_parts();
        let Some(total) = evaluation.score.as_ref().filter(|_| is_alone) else { continue };
        let mut finding = found.finding(total.span);
        finding.message = Message::new("total-without-items").with("printed", total.value.to_string());
        finding.at = judged.at(place::RESULT, TOTAL);
        finding.printed = Some(total.value.to_string());
        found.report(finding);
    }
}
