//! A total that is neither what any rater gave nor the mean of what all of them gave.

use rust_decimal::Decimal;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::number;
use crate::lang::Message;

pub(super) static RULE: Rule = Rule {
    name: "raters-total",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 95
#       ^^ raters-total
evaluators = [
  { post = "局长", score = 93 },
  { post = "副局长", score = 92 },
  { post = "科长", score = 91 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
evaluators = [
  { post = "局长", score = 93 },
  { post = "副局长", score = 92 },
  { post = "科长", score = 91 },
]
"#,
    }),
};

/// Only where every rater's score is known and nothing is added to or taken from the total.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let Some(total) = evaluation.score.as_ref().filter(|_| evaluation.adjustments.is_empty()) else { continue };
        let scores = evaluation.evaluators.iter().map(|evaluator| evaluator.score.as_ref());
        let Some(located) = scores.collect::<Option<Vec<_>>>().filter(|scores| !scores.is_empty()) else { continue };
        let scores: Vec<Decimal> = located.iter().map(|score| score.value).collect();
        let Some(mean) = mean(&scores, total.value.scale()) else { continue };
        if scores.contains(&total.value)
            || mean == total.value
            || trimmed_mean(&scores, total.value.scale()) == Some(total.value)
        {
            continue;
        }
        let terms: Vec<String> = scores.iter().map(Decimal::to_string).collect();
        let computation = match terms.as_slice() {
            [one] => one.clone(),
            several => format!("({}) ÷ {} = {mean}", several.join(" + "), several.len()),
        };
        let mut finding = found.finding(total.span);
        finding.message =
            Message::new("raters-total").with("printed", total.value.to_string()).with("recomputed", mean.to_string());
        finding.help.push(Message::new("computation").with("computation", computation));
        finding.related.extend(located.iter().map(|score| (score.span, Message::new("label-rater-score"))));
        finding.at = judged.at("评价人员", "总分");
        finding.printed = Some(total.value.to_string());
        finding.recomputed = Some(mean.to_string());
        found.report(finding);
    }
}

fn mean(scores: &[Decimal], decimals: u32) -> Option<Decimal> {
    let sum = number::sum(scores.iter().copied())?;
    Some(number::round(sum.checked_div(Decimal::from(scores.len()))?, decimals))
}

/// The mean without the highest and the lowest, as juries often take it.
fn trimmed_mean(scores: &[Decimal], decimals: u32) -> Option<Decimal> {
    let mut sorted = scores.to_vec();
    sorted.sort();
    match sorted.as_slice() {
        [_, middle @ .., _] if !middle.is_empty() => mean(middle, decimals),
        _ => None,
    }
}
