//! A cost that is to be reached or passed: 支出 ≥45万元 among the 成本指标. Only amounts of money, and none that is to be high.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::claims::Said;
use crate::model::direction::Direction;
use crate::rules::shared::targets::{self, Aim};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::figure::Measure;
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "direction-against-kind",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "成本指标"
name = "大厅运行经费支出"
target = "≥45万元"
#        ^^^^^^^^^^ direction-against-kind
direction = "≥"
value = 45
unit = "万元"
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "成本指标"
name = "大厅运行经费支出"
target = "≤45万元"
direction = "≤"
value = 45
unit = "万元"

[[targets]]
kind = "成本指标"
name = "节约经费"
target = "≥5万元"

[[targets]]
kind = "成本指标"
name = "成本节约率"
target = "≥5%"
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
        for aim in list.all.iter().filter(|aim| is_cost(aim) && is_amount(aim) && grows(aim)) {
            let attainment = aim.attainment;
            let printed = attainment.target.as_ref().map(|target| marks::strip(&target.value).into_owned());
            let written = || {
                let (direction, value) = (attainment.direction.as_ref()?, attainment.value.as_ref()?);
                let unit = attainment.unit.as_deref().unwrap_or_default();
                Some(format!("{}{}{unit}", direction.value.symbol(), value.value))
            };
            let Some(printed) = printed.or_else(written) else { continue };
            let place = attainment.target.as_ref().map(|target| target.span);
            let place = place.or(attainment.direction.as_ref().map(|direction| direction.span));
            let mut finding = found.finding(place.unwrap_or(aim.span));
            finding.message =
                Message::new("direction-against-kind").with("of", aim.name).with("printed", printed.as_str());
            finding.at = list.at(aim);
            finding.printed = Some(printed);
            found.report(finding);
        }
    }
}

/// Whether a target is filed under costs, or named as a cost or as spending to be kept low.
fn is_cost(aim: &Aim<'_>) -> bool {
    let is_to_be_high = SAVED_OR_PAID_OUT.iter().any(|word| aim.name.contains(word));
    let is_named = aim.name.contains("成本") || (aim.name.contains("支出") && aim.name.contains("控制"));
    !is_to_be_high && (is_named || aim.kinds.iter().any(|kind| kind.contains("成本")))
}

/// What is saved or earned, and what people are to get at least: more of it is better.
const SAVED_OR_PAID_OUT: [&str; 29] = [
    "节约", "节省", "节支", "降低", "减少", "减轻", "压减", "压缩", "下降", "补助", "补贴", "补偿", "标准", "待遇",
    "工资", "酬", "薪", "津贴", "福利", "奖", "救助", "发放", "收入", "收益", "产值", "投资", "投入", "资助", "保障",
];

fn is_amount(aim: &Aim<'_>) -> bool {
    let is_money = |measure: &Measure| matches!(measure, Measure::Money(_));
    let unit = aim.attainment.unit.as_deref().map(Measure::read);
    let text =
        aim.attainment.target.as_ref().and_then(|target| Said::read(&marks::strip(&target.value)).figure().cloned());
    unit.or(text.map(|figure| figure.measure)).is_some_and(|measure| is_money(&measure))
}

/// Whether a target is to be reached or passed.
fn grows(aim: &Aim<'_>) -> bool {
    let stated = aim.attainment.direction.as_ref().map(|direction| direction.value);
    let told = || targets::signed(&aim.attainment.target.as_ref()?.value).1;
    stated.or_else(told).is_some_and(|direction| matches!(direction, Direction::AtLeast | Direction::MoreThan))
}
