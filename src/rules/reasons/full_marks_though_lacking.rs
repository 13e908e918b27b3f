//! Full marks, and a basis that says outright what is missing. Says nothing where the words may be a denial, a standard, or of what was put right.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "full-marks-though-lacking",
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
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ full-marks-though-lacking

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
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
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
        finding.message = Message::new("full-marks-though-lacking")
            .with("count", faults.len().to_string())
            .with("items", Arg::list(items));
        let others = others.iter().filter_map(|(row, _)| indicators[*row].basis.as_ref());
        finding.related.extend(others.map(|basis| (basis.span, Message::new("label-fault"))));
        let scores = faults.iter().filter_map(|(row, _)| indicators[*row].score.as_ref());
        finding.related.extend(scores.map(|score| (score.span, Message::new("label-given-full-marks"))));
        finding.at = judged.at(judged.table(), place::FAULT);
        found.report(finding);
    }
}

/// The clause of the basis that names a fault, of an item with full marks.
fn fault_of(judged: &RatedEvaluation<'_>, row: usize) -> Option<String> {
    let indicator = &judged.evaluation.indicators[row];
    let is_full = judged.evaluation.points_lost(row) == Some(Decimal::ZERO)
        && indicator.score.as_ref().is_some_and(|score| score.value > Decimal::ZERO)
        && indicator.not_applicable.is_none()
        && !indicator.is_explained();
    indicator.basis.as_ref().filter(|_| is_full).and_then(|basis| named_fault(&marks::strip(&basis.value)))
}

/// Words with which a clause ends that says how something is.
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
/// What those who carry a project out have and do themselves. What else has a fault may be why the project was needed,
/// somebody else's, or what was dealt with: `农村饮水设施不完善`, `退回不合理申请`.
const OWN: [&str; 71] = [
    "项目", "单位", "部门", "部分", "个别", "相关", "有关", "各项", "具体", "相应", "专门", "但", "的", "和", "及",
    "与", "制度", "办法", "规定", "方案", "计划", "机制", "体系", "流程", "程序", "手续", "合同", "台账", "资料",
    "档案", "附件", "凭证", "记录", "信息", "绩效", "指标", "目标", "任务", "预算", "资金", "经费", "财务", "会计",
    "内控", "业务", "工作", "工程", "进度", "质量", "职责", "分工", "管理", "实施", "执行", "编制", "设置", "设定",
    "拨付", "支付", "支出", "使用", "核算", "验收", "公开", "归档", "报送", "到位", "开展", "采购", "更新", "完成",
];
/// Words that deny a fault, suppose one, place it elsewhere or say that it does not count.
const TURNS: [&str; 63] = [
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
    "延期",
    "顺延",
    "调整",
    "变更",
    "批准",
    "同意",
    "沿用",
    "参照",
    "上级",
    "省",
    "正常",
    "属",
    "得0分",
    "不得分",
];

/// The first clause that names a fault of the project's own and ends its sentence, where nothing in the text may turn its
/// meaning: of `资金到位不及时，使用合规` the fault may have cost points elsewhere.
fn named_fault(basis: &str) -> Option<String> {
    let sentences = basis.split(['。', '；', ';', '\n']);
    let mut last_clauses = sentences.filter_map(|sentence| sentence.rsplit(['，', ',']).map(str::trim).find(is_judged));
    let clause = last_clauses.find(|clause| is_fault(clause))?;
    let said = LAST.iter().chain(&NOT_DONE).fold(basis.to_owned(), |said, fault| said.replace(fault, ""));
    (!TURNS.iter().any(|turn| said.contains(turn))).then(|| clause.to_owned())
}

/// Whether a clause is about the item, and does not only state its score.
fn is_judged(clause: &&str) -> bool {
    !(clause.ends_with('分') && clause.contains('得'))
}

fn is_fault(clause: &str) -> bool {
    let of_last = LAST.iter().filter_map(|fault| clause.strip_suffix(fault)).any(is_own);
    let of_not_done = || NOT_DONE.iter().filter_map(|fault| clause.split_once(fault));
    of_last || of_not_done().any(|(before, after)| (before.is_empty() || is_own(before)) && is_own(after))
}

/// Whether a text is made of nothing but the words of what is a project's own.
fn is_own(text: &str) -> bool {
    let rest = OWN.iter().fold(text.to_owned(), |rest, word| rest.replace(word, ""));
    !text.is_empty() && rest.trim().is_empty()
}
