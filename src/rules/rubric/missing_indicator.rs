//! A score table lacks an indicator that its rubric requires.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::rubric::Match;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "missing-indicator",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
^^^^^^^^^^^^^^^ missing-indicator
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策" },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策" },
  { level = 1, name = "产出" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let (evaluation, rubric) = (judged.evaluation, judged.rubric);
        if evaluation.indicators.is_empty() || evaluation.indicators_partial {
            continue;
        }
        let matches = evaluation.align(rubric);
        for (row, required) in rubric.indicators.iter().enumerate().filter(|(_, required)| required.required) {
            if matches.contains(&Match::Row(row)) {
                continue;
            }
            let name = required.name.value.as_str();
            let mut finding = found.finding(evaluation.span);
            finding.message = Message::new("missing-indicator").with("rubric", rubric.name.as_str()).with("name", name);
            finding.related.push((required.name.span, Message::new("label-rubric")));
            finding.at = judged.at(judged.table(), name);
            found.report(finding);
        }
    }
}
