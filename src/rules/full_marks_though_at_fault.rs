//! Full marks, and a basis that says outright what is missing. Says nothing where the words may be a denial, a standard, or of what was put right.

use rust_decimal::Decimal;

use super::{Check, Example, Found, Judged, Rule, Subject};
use crate::diag::Severity;
use crate::doc::marks;
use crate::lang::{Arg, Message};

pub(super) static RULE: Rule = Rule {
    name: "full-marks-though-at-fault",
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
basis = "立项程序完整，绩效指标不明确。该指标得40分"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full-marks-though-at-fault

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 60
basis = "没有进度滞后、验收不及时的情况"
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
score = 36
basis = "立项程序完整，绩效指标不明确。该指标得36分"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 60
basis = "原先验收不及时，已整改"
"#,
    }),
};

/// One finding an evaluation, listing the items.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let indicators = &judged.evaluation.indicators;
        let faults: Vec<(usize, String)> =
            judged.evaluation.leaves().filter_map(|row| Some((row, fault_of(&judged, row)?))).collect();
        let [(first, _), others @ ..] = faults.as_slice() else { continue };
        let Some(basis) = &indicators[*first].basis else { continue };
        let mut finding = found.finding(basis.span);
        let items = faults.iter().map(|(row, fault)| Arg::noted(indicators[*row].name.value.as_str(), fault.as_str()));
        finding.message = Message::new("full-marks-though-at-fault")
            .with("count", faults.len().to_string())
            .with("items", Arg::list(items));
        let others = others.iter().filter_map(|(row, _)| indicators[*row].basis.as_ref());
        finding.related.extend(others.map(|basis| (basis.span, Message::new("label-fault"))));
        let scores = faults.iter().filter_map(|(row, _)| indicators[*row].score.as_ref());
        finding.related.extend(scores.map(|score| (score.span, Message::new("label-given-full-marks"))));
        finding.at = judged.at(judged.table(), "评价依据写有不足");
        found.report(finding);
    }
}

/// The clause of the basis that names a fault, of an item with full marks.
fn fault_of(judged: &Judged<'_>, row: usize) -> Option<String> {
    let indicator = &judged.evaluation.indicators[row];
    let is_full = judged.evaluation.points_lost(row) == Some(Decimal::ZERO)
        && indicator.score.as_ref().is_some_and(|score| score.value > Decimal::ZERO)
        && indicator.not_applicable.is_none()
        && !indicator.is_explained();
    indicator.basis.as_ref().filter(|_| is_full).and_then(|basis| named_fault(&marks::strip(&basis.value)))
}

/// Words with which a clause ends that says how something is: elsewhere they may tell what was dealt with, as
/// `退回不合理申请` does.
const LAST: [&str; 15] = [
    "不健全",
    "不完善",
    "不规范",
    "不及时",
    "不到位",
    "不明确",
    "不合规",
    "不合理",
    "不完整",
    "不齐全",
    "不充分",
    "未完成",
    "没有完成",
    "未达标",
    "滞后",
];
/// Words that say what was not done or is not there.
const NOT_DONE: [&str; 10] =
    ["未制定", "未建立", "未及时", "未按时", "未按规定", "未按要求", "未按计划", "没有制定", "没有建立", "缺少"];
/// Words that deny a fault, suppose one, place it elsewhere or say that it does not count.
const TURNS: [&str; 49] = [
    "没有",
    "无",
    "未发现",
    "未出现",
    "未发生",
    "未见",
    "未因",
    "不存在",
    "不因",
    "避免",
    "杜绝",
    "防止",
    "严禁",
    "禁止",
    "不得",
    "如",
    "若",
    "凡",
    "是否",
    "能否",
    "改变",
    "改善",
    "解决",
    "纠正",
    "整改",
    "改正",
    "补",
    "针对",
    "克服",
    "消除",
    "原",
    "此前",
    "往年",
    "上年",
    "以前",
    "过去",
    "曾",
    "已",
    "扣",
    "满分",
    "不影响",
    "不可抗力",
    "疫情",
    "客观",
    "零",
    "查处",
    "通报",
    "退回",
    "处理",
];

/// The first clause that names a fault, where nothing in the text may turn its meaning.
fn named_fault(basis: &str) -> Option<String> {
    let names_fault = |clause: &&str| {
        LAST.iter().any(|fault| clause.ends_with(fault)) || NOT_DONE.iter().any(|fault| clause.contains(fault))
    };
    let clause = basis.split(['，', '。', '；', ',', ';', '\n']).map(str::trim).find(names_fault)?;
    let said = LAST.iter().chain(&NOT_DONE).fold(basis.to_owned(), |said, fault| said.replace(fault, ""));
    let is_plain = !TURNS.iter().any(|turn| said.contains(turn)) && !clause.chars().any(|c| c.is_ascii_digit());
    is_plain.then(|| clause.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_of_a_fault_count() {
        for (basis, fault) in [
            ("制度不健全。该指标得4分", "制度不健全"),
            ("会议讨论通过，未制定实施方案", "未制定实施方案"),
            ("项目进度滞后；资金合规", "项目进度滞后"),
        ] {
            assert_eq!(named_fault(basis).as_deref(), Some(fault), "{basis}");
        }
        for basis in [
            "没有支出依据不合规、虚列支出，没有截留、挤占、挪用",
            "未发现资金使用不规范",
            "如未按时完成扣1分",
            "前期制度不健全，现已修订",
            "因疫情进度滞后，按满分计",
            "未完成0件",
            "依法劝返不合理诉求",
            "不合理诉求均有答复，无不及时情形",
            "是否存在未按规定使用的情况：否",
            "制度健全，执行到位",
        ] {
            assert_eq!(named_fault(basis), None, "{basis}");
        }
    }
}
