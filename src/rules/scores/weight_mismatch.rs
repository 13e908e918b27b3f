//! Another place of the report prints a weight that is not the score table's.

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject, Tables};
use crate::source::{Located, Span};
use crate::syntax::number;
use rust_decimal::Decimal;

pub(super) static RULE: Rule = Rule {
    name: "weight-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "决策", weight = 45 }]
#                               ^^ weight-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "决策", weight = 40 }]
"#,
    }),
    hangs_on: HangsOn::Items,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        for indicator in &evaluation.indicators {
            let label = indicator.label.as_ref().unwrap_or(&indicator.name);
            let Some(weight) = indicator.weight.as_ref().filter(|_| indicator.weight_over == 1) else { continue };
            let Some(said) = weight_in(&label.value).filter(|said| *said != weight.value) else { continue };
            found.report_at(label.span, |finding| {
                finding.message = Message::new("label-weight-mismatch")
                    .with("label", label.value.as_str())
                    .with("printed", said.to_string())
                    .with("weight", weight.value.to_string());
                finding.related.push((weight.span, Message::new("column-weight")));
                finding.at = judged.at(judged.table(), &indicator.path);
                finding.printed = Some(said.to_string());
                finding.recomputed = Some(weight.value.to_string());
            });
        }
        for table in &evaluation.printed {
            let mut agreeing = 0;
            for row in &table.rows {
                let Some(weight) = &row.weight else { continue };
                let Some((expected, place)) = expected(&judged, &row.of.value) else { continue };
                // Without a score table full marks are those of the evaluation.
                let is_of_table = !evaluation.indicators.is_empty();
                if expected == weight.value {
                    if is_of_table {
                        agreeing += 1;
                        continue;
                    }
                    found.holds(|| {
                        let message = Message::new("holds-full-marks").with("place", judged.named(&table.place.value));
                        message.with("printed", weight.value.to_string())
                    });
                    continue;
                }
                found.report_at(weight.span, |finding| {
                    let id = if is_of_table { "weight-mismatch" } else { "full-marks-mismatch" };
                    finding.message = Message::new(id)
                        .with("place", named(table.place.value.as_str()))
                        .with("of", named(row.of.value.as_str()))
                        .with("printed", weight.value.to_string())
                        .with("recomputed", expected.to_string());
                    finding.related.extend(place.map(|span| (span, Message::new("label-score-table"))));
                    finding.at = judged.at(&table.path, &row.path);
                    finding.printed = Some(weight.value.to_string());
                    finding.recomputed = Some(expected.to_string());
                });
            }
            if agreeing > 0 {
                found.holds(|| {
                    Message::new("holds-same-weights")
                        .with("place", named(table.place.value.as_str()))
                        .with("count", agreeing)
                });
            }
        }
    }
}

/// The weight in brackets at the end of a name: `产出指标（50分）`.
fn weight_in(name: &str) -> Option<Decimal> {
    let (_, inside) = name.trim_end().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    number::parse(inside.trim().strip_suffix('分')?.trim_end())
}

/// The weight that a path has by the score table, and where that is printed.
fn expected(judged: &RatedEvaluation<'_>, of: &str) -> Option<(Decimal, Option<Span>)> {
    let evaluation = judged.evaluation;
    if of == TOTAL {
        return judged.maximum().map(|maximum| (maximum, None));
    }
    let row = evaluation.find(of)?;
    let indicator = &evaluation.indicators[row];
    match &indicator.weight {
        Some(Located { value, span }) if indicator.weight_over == 1 => Some((*value, Some(*span))),
        _ => evaluation.recomputed_weight(row).map(|sum| (sum, None)),
    }
}
