//! The total of a printed table is not the sum of the rows above it.

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::rules::shared::rounding::addition;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "table-total-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [
  { of = "决策", score = 39 },
  { of = "产出", score = 54 },
  { of = "总分", score = 92 },
#                        ^^ table-total-mismatch
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [
  { of = "决策", score = 38 },
  { of = "产出", score = 54 },
  { of = "总分", score = 92 },
]
"#,
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

/// A total that differs from the items too is reported by `subtotal-mismatch`, which also shows the sum of the rows.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        for table in &evaluation.printed {
            let Some(row) = table.rows.iter().find(|row| row.of.value == TOTAL) else { continue };
            let Some(total) = &row.score else { continue };
            let Some(mut terms) = judged.rows_of(table).filter(|terms| !terms.is_empty()) else { continue };
            terms.extend(evaluation.adjustments.iter().map(|adjustment| adjustment.score.value));
            let Some(sum) = number::sum(terms.iter().copied()) else { continue };
            let place = table.place.value.as_str();
            if sum == total.value {
                found.holds(|| {
                    let message = Message::new("holds-table").with("place", named(place));
                    message.with("computation", addition(&terms, sum))
                });
                continue;
            }
            if evaluation.bounds(None).is_some_and(|bounds| !bounds.allow(total.value)) {
                continue;
            }
            found.report_at(total.span, |finding| {
                finding.message = Message::new("table-total-mismatch")
                    .with("place", named(place))
                    .with("printed", total.value.to_string())
                    .with("recomputed", sum.to_string());
                finding.help.push(Message::new("computation").with("computation", addition(&terms, sum)));
                finding.at = judged.at(&table.path, &row.path);
                finding.printed = Some(total.value.to_string());
                finding.recomputed = Some(sum.to_string());
            });
        }
    }
}
