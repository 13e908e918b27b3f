//! Weights below a group do not add up to the group's, or all weights not to full marks.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::{Arg, Message};
use crate::model::evaluation::TOTAL;
use crate::rules::shared::rounding::addition;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject, Tables};
use crate::source::Span;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "weight-sum",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40 },
#                                      ^^ weight-sum
  { level = 2, name = "目标", weight = 20 },
  { level = 2, name = "程序", weight = 10 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "目标", weight = 20 },
  { level = 2, name = "程序", weight = 20 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        for (row, indicator) in evaluation.indicators.iter().enumerate() {
            let Some(weight) = &indicator.weight else { continue };
            let covered = evaluation.covered(row);
            // Of an item under a merged cell nobody knows the weight.
            if covered.len() > 1 && covered.iter().any(|group| evaluation.is_leaf(*group)) {
                continue;
            }
            let parts: Option<Vec<Vec<Decimal>>> =
                covered.iter().map(|group| evaluation.weight_parts(Some(*group))).collect();
            let Some(parts) = parts.map(|parts| parts.concat()).filter(|parts| !parts.is_empty()) else { continue };
            let names = || Arg::list(covered.iter().map(|group| evaluation.indicators[*group].name.value.as_str()));
            compare(&judged, found, names, &indicator.path, weight.value, weight.span, &parts);
        }
        compare_with_full_marks(&judged, found);
    }
}

/// Full marks are often those of the rubric, and not printed.
fn compare_with_full_marks(judged: &RatedEvaluation<'_>, found: &mut Found<'_>) {
    let evaluation = judged.evaluation;
    let Some(first) = evaluation.indicators.first().filter(|_| !evaluation.is_scaled(None)) else { return };
    let Some(parts) = evaluation.weight_parts(None).filter(|parts| !parts.is_empty()) else { return };
    let Some(maximum) = evaluation.full_marks() else { return };
    let span = evaluation.maximum.as_ref().map_or(first.span, |maximum| maximum.span);
    let Some(sum) = number::sum(parts.iter().copied()) else { return };
    if sum == maximum || evaluation.prints_full_marks() {
        compare(judged, found, || named(TOTAL), TOTAL, maximum, span, &parts);
        return;
    }
    if evaluation.indicators_partial && sum < maximum {
        return;
    }
    found.report_at(span, |finding| {
        finding.message = Message::new("weights-not-whole")
            .with("rubric", judged.rubric.name.as_str())
            .with("whole", maximum.to_string())
            .with("recomputed", sum.to_string());
        finding.help.push(Message::new("computation").with("computation", addition(&parts, sum)));
        finding.at = judged.at(judged.table(), TOTAL);
        finding.recomputed = Some(sum.to_string());
    });
}

fn compare(
    judged: &RatedEvaluation<'_>,
    found: &mut Found<'_>,
    name: impl FnOnce() -> Arg,
    path: &str,
    printed: Decimal,
    span: Span,
    parts: &[Decimal],
) {
    let Some(sum) = number::sum(parts.iter().copied()) else { return };
    let computation = || addition(parts, sum);
    if sum == printed {
        if parts.len() > 1 && judged.has_own_table() {
            found.holds(|| {
                let id = if judged.is_of_one_table { "holds-weights" } else { "holds-weights-of-table" };
                let message = Message::new(id).with("place", judged.named(judged.table()));
                message.with("of", name()).with("computation", computation())
            });
        }
        return;
    }
    if judged.evaluation.indicators_partial && sum < printed {
        return;
    }
    found.report_at(span, |finding| {
        finding.message = Message::new("weight-sum")
            .with("of", name())
            .with("printed", printed.to_string())
            .with("recomputed", sum.to_string());
        finding.help.push(Message::new("computation").with("computation", computation()));
        finding.at = judged.at(judged.table(), path);
        finding.printed = Some(printed.to_string());
        finding.recomputed = Some(sum.to_string());
    });
}
