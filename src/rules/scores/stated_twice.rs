//! A table of other statements that states one score twice: a row copied twice, or meant for another indicator.

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::value_of;

pub(super) static RULE: Rule = Rule {
    name: "stated-twice",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
[[evaluations.printed]]
place = "汇总表"
rows = [
  { of = "总分", score = 92 },
  { of = "总分", score = 92 },
#        ^^^^^^ stated-twice
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
[[evaluations.printed]]
place = "汇总表"
rows = [
  { of = "总分", score = 92 },
  { of = "总分", label = "小计", score = 92 },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for table in &judged.evaluation.printed {
            for (number, row) in table.rows.iter().enumerate().filter(|(_, row)| row.score.is_some()) {
                let first = table.rows[..number].iter().find(|other| {
                    other.score.is_some()
                        && other.of.value == row.of.value
                        && value_of(&other.label) == value_of(&row.label)
                });
                let Some(first) = first else { continue };
                let place = table.place.value.as_str();
                let mut finding = found.finding(row.of.span);
                finding.message = Message::new("stated-twice").with("place", place).with("of", row.of.value.as_str());
                finding.related.push((first.of.span, Message::new("label-stated-first")));
                finding.at = judged.at(&table.path, &row.path);
                found.report(finding);
            }
        }
    }
}
