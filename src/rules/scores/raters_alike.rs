//! Three or more raters who all give exactly the same score.

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "raters-alike",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
evaluators = [
  { post = "局长", score = 92 },
#                          ^^ raters-alike
  { post = "副局长", score = 92 },
  { post = "科长", score = 92 },
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
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let scores: Vec<_> =
            judged.evaluation.evaluators.iter().filter_map(|evaluator| evaluator.score.as_ref()).collect();
        let [first, others @ ..] = scores.as_slice() else { continue };
        if others.len() < 2 || others.iter().any(|other| other.value != first.value) {
            continue;
        }
        let mut finding = found.finding(first.span);
        finding.message = Message::new("raters-alike")
            .with("count", scores.len().to_string())
            .with("printed", first.value.to_string());
        finding.related.extend(others.iter().map(|other| (other.span, Message::new("label-same-score"))));
        finding.at = judged.at(place::EVALUATORS, place::SCORE);
        finding.printed = Some(first.value.to_string());
        found.report(finding);
    }
}
