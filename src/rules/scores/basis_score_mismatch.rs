//! The text of the basis names a score that is not the one in the score column.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::shared::basis::scores_named;
use crate::rules::shared::proportion::comes_to;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
use crate::syntax::{marks, number};

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
    hangs_on: HangsOn::Items,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let mut agreeing = 0;
        for indicator in &judged.evaluation.indicators {
            let (Some(score), Some(basis)) = (&indicator.score, &indicator.basis) else { continue };
            let told = marks::strip(&basis.value);
            let [named] = scores_named(&told)[..] else { continue };
            let weight = indicator.weight.as_ref().map(|weight| weight.value);
            if tells_of_parts(&told, named, weight) || weight.is_some_and(|full| is_rate_of(named, full, score.value)) {
                continue;
            }
            if named == score.value {
                agreeing += 1;
                continue;
            }
            found.report_at(basis.span, |finding| {
                finding.message = Message::new("basis-score-mismatch")
                    .with("of", indicator.name.value.as_str())
                    .with("printed", named.to_string())
                    .with("recomputed", score.value.to_string());
                finding.related.push((score.span, Message::new("label-score-table")));
                finding.at = judged.at(place::BASIS, &indicator.path);
                finding.printed = Some(named.to_string());
                finding.recomputed = Some(score.value.to_string());
            });
        }
        if agreeing > 0 {
            found.holds(|| Message::new("holds-basis-scores").with("count", agreeing));
        }
    }
}

/// Whether what is named is a hundred times the share of all points that the score is: 89 of 100 asked, 8.9 of 10 given.
fn is_rate_of(named: Decimal, full: Decimal, score: Decimal) -> bool {
    named > full && comes_to(score, full, named, Decimal::ONE_HUNDRED)
}

/// Whether a text tells of points besides the score that it names, so that this may be of a part, or on another scale:
/// `（1）…，得20分；（2）…20分`, `得80分（百分制）`.
fn tells_of_parts(text: &str, named: Decimal, weight: Option<Decimal>) -> bool {
    let points = text.match_indices('分').filter_map(|(at, _)| {
        let before = text[..at].trim_end();
        let lead = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let value = number::parse(&before[lead.len()..])?;
        (Some(value) != weight && !lead.trim_end().ends_with(['扣', '减'])).then_some(value)
    });
    let others: Vec<Decimal> = points.collect();
    ["得满分", "不得分", "未得分", "百分制", "5分制", "折", "换算"].iter().any(|words| text.contains(words))
        || others.len() > 1
        || others.iter().any(|points| *points != named)
        || tells_of_other_losses(text, named, weight)
}

/// Whether sentences beside the one that names a score tell of points taken off, and these are not what all points lack of it:
/// `到位率100%，得5分；变更未履行手续，扣2分`.
fn tells_of_other_losses(text: &str, named: Decimal, weight: Option<Decimal>) -> bool {
    let beside = text.split(['。', '；', ';', '\n']).filter(|sentence| scores_named(sentence).is_empty());
    let lost = beside.flat_map(|sentence| {
        let told = sentence.match_indices('扣').map(|(at, word)| sentence[at + word.len()..].trim_start());
        told.filter_map(|rest| {
            number::leading(rest).filter(|(_, unit)| unit.starts_with('分')).map(|(points, _)| points)
        })
    });
    let lost: Vec<Decimal> = lost.collect();
    let all = || number::sum(lost.iter().copied());
    !lost.is_empty() && weight.zip(all()).is_none_or(|(weight, lost)| weight.checked_sub(lost) != Some(named))
}
