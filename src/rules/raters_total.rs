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
            || (is_between(&scores, total.value) && !claims_plain_mean(subject))
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

/// Whether a total may be a mean in which some scores weigh more than others.
fn is_between(scores: &[Decimal], total: Decimal) -> bool {
    scores.iter().any(|score| *score < total) && scores.iter().any(|score| *score > total)
}

/// Whether the report says that the total is the mean, and not a weighted one.
fn claims_plain_mean(subject: &Subject<'_>) -> bool {
    let Some(narrative) = subject.narrative else { return false };
    let text = &subject.sources.get(narrative.file).text;
    ["平均分", "平均得分", "平均值", "算术平均"].iter().any(|words| text.contains(words))
        && !["加权", "权重", "占比"].iter().any(|words| text.contains(words))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn a_total_among_the_scores_may_be_a_weighted_mean() {
        let said = |total: &str, report: &str| {
            let evaluators =
                "[{ post = \"局长\", score = 96 }, { post = \"科长\", score = 90 }, { post = \"专家\", score = 91 }]";
            let project = format!(
                "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = {total}\nevaluators = {evaluators}\n"
            );
            said_by(&RULE, &project, report).len()
        };
        assert_eq!(said("93.6", ""), 0);
        assert_eq!(said("93.6", "## 一、评价\n\n总分取评价人员打分的加权平均值。\n"), 0);
        assert_eq!(said("93.6", "## 一、评价\n\n总分取评价人员打分的平均分。\n"), 1);
        assert_eq!(said("97", ""), 1);
        assert_eq!(said("92.3", "## 一、评价\n\n总分取评价人员打分的平均分。\n"), 0);
    }
}
