//! An indicator that the rubric does not have at that place, or a printed row about an indicator that the table does not have.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::model::rubric::Match;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::fields::did_you_mean;

pub(super) static RULE: Rule = Rule {
    name: "unknown-indicator",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策" },
  { level = 1, name = "产除" },
#                     ^^^^^^ unknown-indicator
  { level = 1, name = "产出" },
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
        let matches = evaluation.align(rubric);
        for (row, indicator) in evaluation.indicators.iter().enumerate() {
            if matches[row] != Match::Unknown {
                continue;
            }
            let parent = indicator.parent.and_then(|parent| match matches[parent] {
                Match::Row(row) => Some(row),
                Match::Free | Match::Unknown => None,
            });
            let siblings =
                rubric.indicators.iter().filter(|row| row.parent == parent).map(|row| row.name.value.as_str());
            let mut finding = found.finding(indicator.name.span);
            finding.message = Message::new("unknown-indicator")
                .with("rubric", rubric.name.as_str())
                .with("printed", indicator.name.value.as_str());
            finding.help.extend(did_you_mean(&indicator.name.value, siblings));
            finding.at = judged.at(judged.table(), &indicator.path);
            finding.printed = Some(indicator.name.value.clone());
            found.report(finding);
        }
        for row in evaluation.printed.iter().flat_map(|table| &table.rows) {
            if row.of.value == TOTAL || evaluation.find(&row.of.value).is_some() {
                continue;
            }
            let paths = evaluation.indicators.iter().map(|indicator| indicator.path.as_str()).chain([TOTAL]);
            let mut finding = found.finding(row.of.span);
            finding.message = Message::new("unknown-path").with("printed", row.of.value.as_str());
            finding.help.extend(did_you_mean(&row.of.value, paths));
            found.report(finding);
        }
    }
}
