//! Full marks for a numeric target that was missed, without a word of why. Judges no target that is told in words.

use rust_decimal::Decimal;

use super::score_not_proportional::is_proportional;
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::Message;

pub(super) static RULE: Rule = Rule {
    name: "full-marks-though-missed",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 60, direction = "≥", value = 10, actual_value = 3, unit = "场" },
#                                                  ^^ full-marks-though-missed
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
  { level = 1, name = "产出", weight = 60, score = 60, direction = "≥", value = 10, actual_value = 13, unit = "场" },
]
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            let indicator = &judged.evaluation.indicators[row];
            let attainment = &indicator.attainment;
            let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) else { continue };
            let (Some(target), Some(actual)) = (&attainment.value, &attainment.actual_value) else { continue };
            let has_full_marks = score.value == weight.value && weight.value > Decimal::ZERO;
            // Points in proportion are worked out by a rule of their own.
            let standard = indicator.standard.as_ref();
            let in_proportion = standard.is_some_and(|standard| is_proportional(&standard.value, weight.value));
            let is_plain = indicator.not_applicable.is_none() && indicator.weight_over == 1 && !in_proportion;
            if !has_full_marks || !is_plain || attainment.is_met() != Some(false) || indicator.is_reasoned() {
                continue;
            }
            let unit = attainment.unit.as_deref().unwrap_or_default();
            let symbol = attainment.direction.as_ref().map_or("", |direction| direction.value.symbol());
            let mut finding = found.finding(score.span);
            finding.message = Message::new("full-marks-though-missed")
                .with("of", indicator.name.value.as_str())
                .with("target", format!("{symbol}{}{unit}", target.value))
                .with("actual", format!("{}{unit}", actual.value))
                .with("printed", score.value.to_string());
            finding.related.push((target.span, Message::new("column-target")));
            finding.related.push((actual.span, Message::new("column-actual")));
            finding.at = judged.at(judged.table(), &indicator.path);
            finding.printed = Some(score.value.to_string());
            found.report(finding);
        }
    }
}
