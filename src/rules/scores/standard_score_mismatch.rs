//! The standard gives points to grade words, the basis says which word was reached, and the score is not its points.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "standard-score-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"

[[evaluations.indicators]]
level = 1
name = "决策"
weight = 40
score = 40
#       ^^ standard-score-mismatch
standard = "优40分、良30分、中20分、差0分"
basis = "立项程序达到目标良"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"

[[evaluations.indicators]]
level = 1
name = "决策"
weight = 40
score = 30
standard = "优40分、良30分、中20分、差0分"
basis = "立项程序达到目标良"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
"#,
    }),
    ..Rule::PLAIN
};

/// Words for grades, the longer before those that they begin with.
const GRADES: [&str; 11] = ["优秀", "优", "良好", "良", "中等", "中", "一般", "合格", "不合格", "较差", "差"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for indicator in &judged.evaluation.indicators {
            let (Some(score), Some(standard), Some(basis)) = (&indicator.score, &indicator.standard, &indicator.basis)
            else {
                continue;
            };
            let ladder = ladder(&standard.value);
            let Some((word, points)) = reached(&basis.value, &ladder).filter(|(_, points)| *points != score.value)
            else {
                continue;
            };
            let mut finding = found.finding(score.span);
            finding.message = Message::new("standard-score-mismatch")
                .with("of", indicator.name.value.as_str())
                .with("word", word)
                .with("recomputed", points.to_string())
                .with("printed", score.value.to_string());
            finding.related.push((standard.span, Message::new("column-standard")));
            finding.related.push((basis.span, Message::new("column-basis")));
            finding.at = judged.at(judged.table(), &indicator.path);
            finding.printed = Some(score.value.to_string());
            finding.recomputed = Some(points.to_string());
            found.report(finding);
        }
    }
}

/// The grade words of a standard with their points: `优4分、良2分`. None where it does not give points to at least two, or
/// gives different points to one.
fn ladder(standard: &str) -> Vec<(&'static str, Decimal)> {
    let mut ladder: Vec<(&str, Decimal)> = Vec::new();
    for part in standard.split(['、', '，', ',', '；', ';', '。', '：', ':', '（', '）']) {
        let Some((word, rest)) = grade_at_start(part.trim()) else { continue };
        let Some((points, "分")) = number::leading(rest) else { continue };
        if ladder.iter().any(|(known, _)| *known == word) {
            return Vec::new();
        }
        ladder.push((word, points));
    }
    if ladder.len() > 1 { ladder } else { Vec::new() }
}

fn grade_at_start(text: &str) -> Option<(&'static str, &str)> {
    GRADES.into_iter().find_map(|word| Some((word, text.strip_prefix(word)?)))
}

/// The one word of the ladder that a text says was reached: `达到绩效目标良`, `为“良”`.
fn reached(basis: &str, ladder: &[(&'static str, Decimal)]) -> Option<(&'static str, Decimal)> {
    // What was taken off after that stands beside it.
    if basis.contains('扣') {
        return None;
    }
    let is_quote = |c: char| "“”\"‘’「」".contains(c);
    let ends = |text: &str| text.trim_start_matches(is_quote).chars().next().is_none_or(|c| !c.is_alphanumeric());
    let mut words = Vec::new();
    for (at, lead) in ["目标", "为", "等级", "等次", "达到"].into_iter().flat_map(|lead| basis.match_indices(lead))
    {
        let rest = basis[at + lead.len()..].trim_start_matches(is_quote);
        let Some((word, after)) = grade_at_start(rest) else { continue };
        if ends(after) && !words.contains(&word) {
            words.push(word);
        }
    }
    match words.as_slice() {
        [only] => ladder.iter().find(|(word, _)| word == only).copied(),
        _ => None,
    }
}
