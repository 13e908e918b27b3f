//! The text of the basis says that points were taken off, that none or all were given, and the score says otherwise. Reads only what was done, not what a standard would do.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::shared::basis::scores_named;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject};
use crate::syntax::{marks, number};

pub(super) static RULE: Rule = Rule {
    name: "basis-loss-mismatch",
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
basis = "制度没有公开，扣2分。"
#       ^^^^^^^^^^^^^^^^^^^^^^^^ basis-loss-mismatch

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "没有开展，不得分。"
#       ^^^^^^^^^^^^^^^^^^^^ basis-loss-mismatch
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
basis = "制度没有公开，扣2分。"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "培训缺两场，每缺一场扣3分。"
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            let indicator = &judged.evaluation.indicators[row];
            let (Some(score), Some(weight), Some(basis)) = (&indicator.score, &indicator.weight, &indicator.basis)
            else {
                continue;
            };
            if indicator.weight_over > 1 || indicator.not_applicable.is_some() {
                continue;
            }
            let told = marks::strip(&basis.value);
            if scores_named(&told).iter().any(|named| *named != score.value) {
                continue;
            }
            let Some(judgement) = judgement(&told) else { continue };
            let Some(due) = judgement.score(weight.value).filter(|due| *due != score.value) else { continue };
            // More may have been taken off for what stands beside the basis.
            if score.value < due && indicator.is_explained() {
                continue;
            }
            let mut finding = found.finding(basis.span);
            finding.message = Message::new("basis-loss-mismatch")
                .with("of", indicator.name.value.as_str())
                .with("said", judgement.words)
                .with("weight", weight.value.to_string())
                .with("recomputed", due.to_string())
                .with("printed", score.value.to_string());
            finding.related.push((score.span, Message::new("label-score-table")));
            finding.related.push((weight.span, Message::new("quantity-weight")));
            finding.at = judged.at(place::BASIS, &indicator.path);
            finding.printed = Some(score.value.to_string());
            finding.recomputed = Some(due.to_string());
            found.report(finding);
        }
    }
}

/// What a basis says of the points, in its own words.
struct Judgement {
    words: String,
    given: Given,
}

enum Given {
    AllBut(Decimal),
    Nothing,
    All,
}

impl Judgement {
    fn score(&self, weight: Decimal) -> Option<Decimal> {
        match self.given {
            Given::AllBut(lost) => weight.checked_sub(lost).filter(|score| *score >= Decimal::ZERO),
            Given::Nothing => Some(Decimal::ZERO),
            Given::All => Some(weight),
        }
    }
}

/// The one thing that a text says of the points; `None` where it says several, or speaks of conditions.
fn judgement(basis: &str) -> Option<Judgement> {
    let conditions = [
        "每",
        "的扣",
        "的，扣",
        "的,扣",
        "的不得",
        "的，不得",
        "的得",
        "的，得",
        "否则",
        "酌情",
        "方可",
        "方能",
        "如",
        "若",
        "以上",
        "以下",
        "扣完",
        "评分规则",
        "评分标准",
        "评分办法",
        "评分细则",
        "计分标准",
        "计分办法",
        "扣分标准",
        "评价标准",
        "标准：",
        "标准:",
    ];
    if conditions.iter().any(|word| basis.contains(word)) || basis.matches(['扣', '满']).count() > 1 {
        return None;
    }
    let clauses = || basis.split(['，', '。', '；', ',', ';', '\n']).map(str::trim);
    let lost = clauses().filter_map(|clause| Some((clause, points_off(clause)?)));
    let nothing = clauses().filter(|clause| ["不得分", "不予得分", "不给分"].iter().any(|words| says(clause, words)));
    let all = clauses().filter(|clause| ["得满分", "给满分", "评满分"].iter().any(|words| says(clause, words)));
    let told: Vec<(&str, Given)> = lost
        .map(|(clause, points)| (clause, Given::AllBut(points)))
        .chain(nothing.map(|clause| (clause, Given::Nothing)))
        .chain(all.map(|clause| (clause, Given::All)))
        .collect();
    let [(words, given)] = <[_; 1]>::try_from(told).ok()?;
    Some(Judgement { words: words.to_owned(), given })
}

/// Whether a clause is nothing but these words, perhaps with what they are of or why before them.
fn says(clause: &str, words: &str) -> bool {
    clause.strip_suffix(words).is_some_and(|before| {
        ["", "故", "因此", "所以", "本项", "该项", "本指标", "该指标", "此项", "故本项", "故该项"].contains(&before)
    })
}

/// The points of a clause `扣2分`, `故扣 0.5 分`.
fn points_off(clause: &str) -> Option<Decimal> {
    let before_points = ["", "故", "因此", "所以", "本项", "该项", "本指标", "该指标", "此项", "共", "合计"];
    let (before, rest) = clause.split_once('扣')?;
    let rest = rest.strip_prefix("减").or_else(|| rest.strip_prefix("除")).unwrap_or(rest);
    let (points, after) = number::leading(rest.trim_start())?;
    (before_points.contains(&before) && after.trim_start() == "分").then_some(points)
}
