//! The standard gives points to grade words, the basis names one of them, and the score is another's. Guesses no grade.

use rust_decimal::Decimal;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::{marks, number};
use crate::lang::{Arg, Message};

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

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 60
#       ^^ standard-score-mismatch
standard = "对照年初目标评价：优60分、良45分、中30分、差0分"
basis = "产出达到绩效目标良。"
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
score = 40

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 45
standard = "对照年初目标评价：优60分、良45分、中30分、差0分"
basis = "产出达到绩效目标良。"
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for indicator in &judged.evaluation.indicators {
            let (Some(score), Some(standard), Some(basis)) = (&indicator.score, &indicator.standard, &indicator.basis)
            else {
                continue;
            };
            let steps = points_of_words(&marks::strip(&standard.value));
            let Some((word, points)) =
                reached(&marks::strip(&basis.value), &steps).filter(|(_, it)| *it != score.value)
            else {
                continue;
            };
            let written = steps.iter().map(|(word, points)| format!("{word} {points}"));
            let mut finding = found.finding(score.span);
            finding.message = Message::new("standard-score-mismatch")
                .with("of", indicator.name.value.as_str())
                .with("word", word)
                .with("printed", score.value.to_string())
                .with("recomputed", points.to_string());
            finding.help.push(Message::new("standard-gives").with("points", Arg::list(written)));
            finding.related.push((standard.span, Message::new("column-standard")));
            finding.related.push((basis.span, Message::new("column-basis")));
            finding.at = judged.at("评价标准", &indicator.path);
            finding.printed = Some(score.value.to_string());
            finding.recomputed = Some(points.to_string());
            found.report(finding);
        }
    }
}

/// Words of grades; of two that begin alike the longer stands first.
const WORDS: [&str; 10] = ["优秀", "优", "良好", "良", "中", "一般", "合格", "不合格", "较差", "差"];

/// What each grade word earns: `优4分、良2分、中1分、差0分`. None where the standard says anything else between these.
fn points_of_words(standard: &str) -> Vec<(&'static str, Decimal)> {
    let separators = ['、', '，', '；', ',', ';', '。', ' ', '（', '）', '(', ')'];
    let (_, list) = standard.rsplit_once(['：', ':']).unwrap_or(("", standard));
    let steps: Option<Vec<_>> = list.split(separators).filter(|step| !step.is_empty()).map(step).collect();
    let steps = steps.unwrap_or_default();
    let is_twice = |index: usize| steps[..index].iter().any(|(word, _)| *word == steps[index].0);
    if steps.len() < 2 || (0..steps.len()).any(is_twice) { Vec::new() } else { steps }
}

fn step(text: &str) -> Option<(&'static str, Decimal)> {
    let word = WORDS.into_iter().find(|word| text.starts_with(word))?;
    let rest = text[word.len()..].trim_start_matches(['：', ':', '得', '为', '计']);
    number::leading(rest).filter(|(_, unit)| *unit == "分").map(|(points, _)| (word, points))
}

/// The one grade word that a basis says was reached, and its points: `达到绩效目标良。`, `评定为“良”`.
fn reached(basis: &str, steps: &[(&'static str, Decimal)]) -> Option<(&'static str, Decimal)> {
    let before = ["目标", "达到", "评为", "评定为", "等级为", "等次为", "结果为", "档次为"];
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| "，。；、,;）)”\" 等级档".contains(c));
    let mut named = steps.iter().filter(|(word, _)| {
        basis.match_indices(word).any(|(at, _)| {
            let stands_after = basis[..at].trim_end_matches(['“', '"', '：', ':', ' ']);
            before.iter().any(|word| stands_after.ends_with(word)) && ends(&basis[at + word.len()..])
        })
    });
    let (one, another) = (named.next()?, named.next());
    let is_denied = ["未达", "没有达", "不"].iter().any(|word| basis.contains(word));
    (another.is_none() && !is_denied).then_some(*one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_list_of_words_with_points_is_read() {
        let read = |standard: &str| -> Vec<String> {
            points_of_words(standard).iter().map(|(word, points)| format!("{word}{points}")).collect()
        };
        assert_eq!(read("对照目标评价：优4分、良2分、中1分、差0分"), ["优4", "良2", "中1", "差0"]);
        assert_eq!(read("优秀得5分；良好得3.5分；一般得2分"), ["优秀5", "良好3.5", "一般2"]);
        for other in ["目标明确（1分）、细化（1分）", "优3-4分、良1-2分", "优4分，每下降一档扣1分", "优4分、优3分"]
        {
            assert!(read(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn only_one_word_that_was_reached_counts() {
        let steps = points_of_words("优4分、良2分、中1分、差0分");
        let reached = |basis: &str| reached(basis, &steps).map(|(word, _)| word);
        assert_eq!(reached("产出时效达到绩效目标良。该指标得4分"), Some("良"));
        assert_eq!(reached("评定为“优”"), Some("优"));
        for other in ["达到目标", "优化流程", "未达到良", "达到目标优，服务达到良", "达到目标中的要求", "目标差异"]
        {
            assert_eq!(reached(other), None, "{other}");
        }
    }
}
