//! The text of the basis names a score that is not the one in the score column.

use rust_decimal::Decimal;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::number;
use crate::lang::Message;

pub(super) static RULE: Rule = Rule {
    name: "basis-score-mismatch",
    severity: Severity::Error,
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
score = 38
basis = "立项程序完整，该指标得40分。"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ basis-score-mismatch

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
score = 38
basis = "立项程序完整，该指标得38分。"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let mut agreeing = 0;
        for indicator in &judged.evaluation.indicators {
            let (Some(score), Some(basis)) = (&indicator.score, &indicator.basis) else { continue };
            let [named] = scores_named(&basis.value)[..] else { continue };
            if named == score.value {
                agreeing += 1;
                continue;
            }
            let mut finding = found.finding(basis.span);
            finding.message = Message::new("basis-score-mismatch")
                .with("of", indicator.name.value.as_str())
                .with("printed", named.to_string())
                .with("recomputed", score.value.to_string());
            finding.related.push((score.span, Message::new("label-score-table")));
            finding.at = judged.at("评价依据", &indicator.path);
            finding.printed = Some(named.to_string());
            finding.recomputed = Some(score.value.to_string());
            found.report(finding);
        }
        if agreeing > 0 {
            found.holds(Message::new("holds-basis-scores").with("count", agreeing));
        }
    }
}

/// The scores that a text says were given: `该指标得4分`, `，得 3.5 分`. Not what could be earned (`可得`, `每项得`).
pub(super) fn scores_named(text: &str) -> Vec<Decimal> {
    text.match_indices('得')
        .filter(|(at, _)| {
            let before = text[..*at].trim_end();
            before.is_empty() || before.ends_with("指标") || before.ends_with(['，', '。', '；', ',', ';'])
        })
        .filter_map(|(at, word)| number::leading(&text[at + word.len()..]))
        .filter(|(_, rest)| rest.starts_with('分'))
        .map(|(score, _)| score)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scores_that_were_given_are_read() {
        let named = |text: &str| scores_named(text).iter().map(Decimal::to_string).collect::<Vec<_>>();
        assert_eq!(named("目标明确，该指标得4分"), ["4"]);
        assert_eq!(named("机构健全，得 1.5 分。"), ["1.5"]);
        for none in ["每个子项目得1分", "完成率超过90%可得3分", "取得成效", "（1分）", "按满分6分"]
        {
            assert!(named(none).is_empty(), "{none}");
        }
    }
}
