//! Points were lost, and the basis tells only what was done well. Says nothing where any word of the basis may tell of a fault, or the loss is explained elsewhere.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::shared::fund_rates;
use crate::rules::shared::losses::is_told_of;
use crate::rules::shared::targets::is_met;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "basis-names-no-fault",
    severity: Severity::Notice,
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
basis = "分配符合《差旅费管理办法》，由会议讨论通过。该指标得38分"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ basis-names-no-fault

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "完成并严格执行"
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
basis = "分配符合《差旅费管理办法》，会议纪要不全。该指标得38分"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "完成54场"
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

/// One finding an evaluation, listing the items.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let rows: Vec<usize> = judged.evaluation.leaves().filter(|row| is_praised(subject, &judged, *row)).collect();
        let indicators = &judged.evaluation.indicators;
        let bases: Vec<_> = rows.iter().filter_map(|row| indicators[*row].basis.as_ref()).collect();
        let [first, others @ ..] = bases.as_slice() else { continue };
        let items = rows.iter().filter_map(|row| {
            let (score, weight) = (indicators[*row].score.as_ref()?, indicators[*row].weight.as_ref()?);
            Some(Arg::noted(indicators[*row].name.value.as_str(), format!("{}/{}", score.value, weight.value)))
        });
        let mut finding = found.finding(first.span);
        finding.message =
            Message::new("basis-names-no-fault").with("count", rows.len().to_string()).with("items", Arg::list(items));
        finding.related.extend(others.iter().map(|basis| (basis.span, Message::new("label-no-fault"))));
        let scores = rows.iter().filter_map(|row| indicators[*row].score.as_ref());
        finding.related.extend(scores.map(|score| (score.span, Message::new("label-lost-points"))));
        finding.at = judged.at(judged.table(), place::NO_FAULT);
        found.report(finding);
    }
}

/// Whether an item lost points while its basis, and all else that could explain it, names nothing that is wrong.
fn is_praised(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize) -> bool {
    let indicator = &judged.evaluation.indicators[row];
    judged.evaluation.points_lost(row).is_some_and(|points| points > Decimal::ZERO)
        && indicator.not_applicable.is_none()
        && !indicator.is_explained()
        && is_met(indicator.attainment()) != Some(false)
        && indicator.basis.as_ref().is_some_and(|basis| only_praises(&marks::strip(&basis.value)))
        && indicator.rate.as_ref().is_none_or(|rate| !rate.is_short())
        && fund_rates::called(subject.project.funds.as_ref(), &indicator.name.value).is_none()
        && !is_told_of(subject, &indicator.name.value)
}

/// Words that tell of what was done as it should be.
const OF_PRAISE: [&str; 21] = [
    "符合", "合规", "合理", "合法", "规范", "健全", "完整", "完善", "齐全", "明确", "充分", "通过", "严格", "执行",
    "依据", "按照", "根据", "达到", "完成", "有效", "到位",
];
/// Characters of the words that tell of a fault or a lower grade.
const OF_FAULTS: &str = "不未没无缺差低少欠慢滞偏较仅只尚待需扣超逾延迟晚失漏错误弱难短空违虚假良但虽";
/// Words that tell of a part, an exception, a grade or what was put right.
const OF_LESS: [&str; 19] = [
    "部分",
    "个别",
    "一般",
    "合格",
    "中等",
    "目标中",
    "为中",
    "问题",
    "改进",
    "改善",
    "整改",
    "补充",
    "补正",
    "其余",
    "剩余",
    "除外",
    "之外",
    "基本",
    "影响",
];

/// Whether every clause of a text tells of something done as it should be, and nothing in it may tell of a fault or be a
/// figure other than the score. Names of documents tell of neither.
fn only_praises(basis: &str) -> bool {
    let words = without_titles(basis);
    let of_score = words.rfind('得').filter(|at| words[*at..].trim_end_matches(['。', '；', ' ']).ends_with('分'));
    let words = words[..of_score.unwrap_or(words.len())].trim_end_matches("指标").trim_end_matches(['该', '本', '此']);
    let mut clauses = words.split(['，', '。', '；', ',', ';', '\n']).filter(|clause| !clause.trim().is_empty());
    !words.trim().is_empty()
        && clauses.all(|clause| OF_PRAISE.iter().any(|word| clause.contains(word)))
        && !OF_LESS.iter().any(|word| words.contains(word))
        && !words.chars().any(|c| OF_FAULTS.contains(c) || c.is_ascii_digit() || c == '%')
}

fn without_titles(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
