//! A total that is neither what any rater gave nor the mean of what all of them gave.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
use crate::syntax::number;

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
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

/// Only where every rater's score is known and nothing is added to or taken from the total.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let Some(total) = evaluation.score.as_ref().filter(|_| evaluation.adjustments.is_empty()) else { continue };
        let scores = evaluation.evaluators.iter().map(|evaluator| evaluator.score.as_ref());
        let Some(located) = scores.collect::<Option<Vec<_>>>().filter(|scores| !scores.is_empty()) else { continue };
        let scores: Vec<Decimal> = located.iter().map(|score| score.value).collect();
        let decimals = total.value.scale();
        let Some(mean) = mean(&scores, decimals) else { continue };
        if mean == total.value {
            let id = if scores.len() > 1 { "holds-raters" } else { "holds-rater" };
            found.holds(|| Message::new(id).with("computation", written(&scores, mean)));
            continue;
        }
        if let Some(middle) = trimmed(&scores).filter(|middle| self::mean(middle, decimals) == Some(total.value)) {
            found.holds(|| Message::new("holds-raters-trimmed").with("computation", written(&middle, total.value)));
            continue;
        }
        if scores.contains(&total.value) {
            continue;
        }
        let may_be_weighted = is_between(&scores, total.value) && !says(subject, &PLAIN);
        if may_be_weighted && says(subject, &WEIGHTED) {
            continue;
        }
        found.report_at(total.span, |finding| {
            let id = if may_be_weighted { "raters-total-unexplained" } else { "raters-total" };
            finding.message =
                Message::new(id).with("printed", total.value.to_string()).with("recomputed", mean.to_string());
            finding.help.push(Message::new("computation").with("computation", written(&scores, mean)));
            if may_be_weighted {
                finding.severity = finding.severity.min(Severity::Notice);
            }
            finding.related.extend(located.iter().map(|score| (score.span, Message::new("label-rater-score"))));
            finding.at = judged.at(place::EVALUATORS, place::TOTAL);
            finding.printed = Some(total.value.to_string());
            finding.recomputed = Some(mean.to_string());
        });
    }
}

/// Whether a total may be a mean in which some scores weigh more than others.
fn is_between(scores: &[Decimal], total: Decimal) -> bool {
    scores.iter().any(|score| *score < total) && scores.iter().any(|score| *score > total)
}

/// How reports call a mean in which all weigh the same, and one in which they do not.
const PLAIN: [&str; 4] = ["平均分", "平均得分", "算术平均", "平均值"];
const WEIGHTED: [&str; 3] = ["加权", "权重", "占比"];

/// Whether the report has one of these words; 加权平均值 is no plain mean.
fn says(subject: &Subject<'_>, words: &[&str]) -> bool {
    let Some(narrative) = subject.narrative else { return false };
    let text = narrative.text.replace("加权平均", "加权");
    words.iter().any(|word| text.contains(word))
}

fn mean(scores: &[Decimal], decimals: u32) -> Option<Decimal> {
    let sum = number::sum(scores.iter().copied())?;
    Some(number::round(sum.checked_div(Decimal::from(scores.len()))?, decimals))
}

/// The scores without the highest and the lowest, as juries often take them; none where nothing would be left.
fn trimmed(scores: &[Decimal]) -> Option<Vec<Decimal>> {
    let mut sorted = scores.to_vec();
    sorted.sort();
    match sorted.as_slice() {
        [_, middle @ .., _] if !middle.is_empty() => Some(middle.to_vec()),
        _ => None,
    }
}

/// `(93 + 92 + 91) ÷ 3 = 92`; a single score as it stands.
fn written(scores: &[Decimal], mean: Decimal) -> String {
    let terms: Vec<String> = scores.iter().map(Decimal::to_string).collect();
    match terms.as_slice() {
        [one] => one.clone(),
        several => format!("({}) ÷ {} = {mean}", several.join(" + "), several.len()),
    }
}
