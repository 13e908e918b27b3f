//! Narratives: prose in the manner of reports, whose marked figures are rounded from the exact ones once more.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::draw::{Draw, rounded};
use super::money::{Amounts, BASES, Money};
use super::project::{Counts, Evaluation, Project, Target, shown};
use super::scores::{self, Row, Scores};
use super::written::{numerals, share, wide};

const PHRASES: [&str; 12] = [
    "按年初计划组织实施",
    "由业务科室负责日常管理",
    "资金拨付经过集体研究",
    "群众反映总体较好",
    "部分工程因雨季推迟",
    "验收资料已经归档",
    "预算编制还不够细",
    "绩效目标设置偏低",
    "下一年将提前开展招标",
    "服务对象问卷发放三百份",
    "与上年相比有所改善",
    "超支部分由单位自筹",
];

/// The sections that the forms ask for: what the money was, what was done and what it was rated come in three of them.
const SECTIONS: [[&str; 6]; 2] = [
    [
        "一、项目概况",
        "二、项目资金使用及管理情况",
        "三、项目组织实施情况",
        "四、项目绩效情况",
        "五、综合评价结论",
        "六、主要经验及做法、存在问题和建议",
    ],
    [
        "一、基本情况",
        "二、绩效评价工作开展情况",
        "三、主要经验及做法、存在的问题",
        "四、绩效评价指标分析",
        "五、综合评价情况及评价结论",
        "六、有关建议",
    ],
];

/// The narrative of a project.
pub(crate) fn write(draw: &mut Draw, project: &Project) -> String {
    let mut text = format!("{}{}年度绩效评价报告。\n\n", project.title, project.year);
    let is_framework = project.evaluations.iter().any(Evaluation::is_framework);
    for (number, heading) in SECTIONS[usize::from(is_framework)].into_iter().enumerate() {
        let _ = write!(text, "## {heading}\n\n");
        for _ in 0..3 {
            for _ in 0..6 {
                let (one, other) = (draw.pick(&PHRASES), draw.pick(&PHRASES));
                let _ = write!(text, "{one}，{other}{}项，", draw.below(9_999));
            }
            text += "按期完成。\n\n";
        }
        let told = match number {
            1 => project.money.iter().flat_map(|money| of_money(draw, money)).collect(),
            3 => of_work(draw, &project.counts, &project.targets),
            4 => project.evaluations.iter().flat_map(|evaluation| of_scores(draw, evaluation)).collect(),
            _ => Vec::new(),
        };
        for (what, said, of) in told {
            let _ = write!(text, "{what}[{said}]{{{of}}}，");
        }
        text += "以上情况属实。\n\n";
    }
    text
}

/// What is told, as printed, and what it speaks of.
type Told = (&'static str, String, String);

/// An amount in a unit and at a precision of its own.
fn amount(draw: &mut Draw, exact: Decimal) -> String {
    let (unit, per, finest) =
        draw.pick(&[("元", 1_i64, 2), ("万元", 10_000, 6), ("万元", 10_000, 2), ("亿元", 100_000_000, 10)]);
    let printed = rounded(exact / Decimal::from(per), draw.between(0, finest) as u32);
    match draw.below(10) {
        0 => format!("{}{unit}", with_separators(&printed.to_string())),
        1 => format!("约{printed}{unit}"),
        2 if unit == "元" => format!("￥{printed}{unit}"),
        3 => wide(&format!("{}{unit}", with_separators(&printed.to_string()))),
        4 if unit == "元" || printed < Decimal::from(10_000) => {
            numerals(printed).map_or_else(|| format!("{printed}{unit}"), |printed| format!("{printed}{unit}"))
        }
        5 if unit == "万元" => format!("{printed}万"),
        6 => format!("**{printed}**{unit}"),
        _ => format!("{printed}{unit}"),
    }
}

fn with_separators(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + &fraction.map_or_else(String::new, |fraction| format!(".{fraction}"))
}

/// An amount below zero.
fn below_zero(draw: &mut Draw, exact: Decimal) -> String {
    let (unit, per) = draw.pick(&[("元", 1_i64), ("万元", 10_000)]);
    let printed = rounded(exact / Decimal::from(per), 2);
    match draw.below(5) {
        0 => format!("-{printed}{unit}"),
        1 => format!("—{printed}{unit}"),
        2 => format!("负{printed}{unit}"),
        3 => format!("（{printed}）{unit}"),
        _ => format!("减少{printed}{unit}"),
    }
}

fn of_money(draw: &mut Draw, money: &Money) -> Vec<Told> {
    let mut told = Vec::new();
    let stated = |row: &Amounts| (0..5).filter(|at| row.printed[*at].is_some()).collect::<Vec<usize>>();
    for basis in stated(&money.total) {
        if draw.chance(60) {
            told.push(("金额", amount(draw, money.total.exact[basis]), format!("funds.{}", BASES[basis])));
        }
    }
    for row in money.sources.iter().chain(&money.items).filter(|row| !row.name.starts_with('其')) {
        for basis in stated(row) {
            if draw.chance(20) {
                told.push(("其中", amount(draw, row.exact[basis]), format!("funds.{}:{}", BASES[basis], row.name)));
            }
        }
    }
    let total = &money.total;
    let bases = stated(total);
    let (one, other) = (draw.pick(&bases), draw.pick(&bases));
    let computation = |operator: char| format!("funds.{}{operator}funds.{}", BASES[one], BASES[other]);
    if total.printed[other].is_some_and(|printed| !printed.is_zero()) && draw.chance(50) {
        told.push(("比率", share(draw, total.exact[one] / total.exact[other]), computation('÷')));
    }
    if one < other && draw.chance(50) {
        told.push(("结余", amount(draw, total.exact[one] - total.exact[other]), computation('-')));
        let other_way = format!("funds.{}-funds.{}", BASES[other], BASES[one]);
        told.push(("比前者", below_zero(draw, total.exact[one] - total.exact[other]), other_way));
    }
    let spent: Vec<&Amounts> =
        money.items.iter().filter(|row| row.printed[4].is_some() && !row.name.starts_with(['其', '合'])).collect();
    if spent.len() > 1 && draw.chance(50) {
        let sum = spent.iter().map(|row| row.exact[4]).sum();
        let names: Vec<String> = spent.iter().map(|row| format!("funds.spent:{}", row.name)).collect();
        told.push(("几项合计", amount(draw, sum), names.join("+")));
    }
    told
}

fn of_work(draw: &mut Draw, counts: &Counts, targets: &[Target]) -> Vec<Told> {
    let Counts { received, handled, contract, years, price, copies } = *counts;
    let mut told = vec![
        ("受理", format!("{received}件"), "受理".to_owned()),
        ("办结", format!("{handled}件"), "办结".to_owned()),
        ("办结率", share(draw, Decimal::from(handled) / Decimal::from(received)), "办结÷受理".to_owned()),
        ("未办结", format!("{}件", received - handled), "受理-办结".to_owned()),
        ("合同一年", amount(draw, contract), "一年合同金额".to_owned()),
        ("合同总价", amount(draw, contract * Decimal::from(years)), format!("一年合同金额×{years}")),
        ("又说合同一年", amount(draw, contract), "一年合同金额".to_owned()),
    ];
    if draw.chance(50) {
        told.push(("单价", amount(draw, price), "单价".to_owned()));
        told.push(("份数", format!("{copies}份"), "份数".to_owned()));
        told.push(("印制费", amount(draw, price * Decimal::from(copies)), "单价×份数".to_owned()));
    }
    if draw.chance(50) {
        let rate = || "回访满意率".to_owned();
        told.push(("满意率", share(draw, Decimal::from(handled) / Decimal::from(received)), rate()));
        told.push(("又说满意率", share(draw, Decimal::from(handled) / Decimal::from(received)), rate()));
    }
    for target in targets {
        let Target { name, direction, value, actual, unit, .. } = target;
        told.push(("目标", format!("{direction}{value}{unit}"), format!("target:{name}")));
        told.push(("实际", format!("{actual}{unit}"), format!("actual:{name}")));
    }
    told
}

fn of_scores(draw: &mut Draw, evaluation: &Evaluation) -> Vec<Told> {
    let mut told = Vec::new();
    let Some(scores) = &evaluation.scores else { return told };
    let Scores { rows, total, maximum, .. } = scores;
    told.push(("满分", format!("{maximum}分"), "weight".to_owned()));
    if evaluation.states_total {
        told.push(("综合得分", points(draw, *total), "score".to_owned()));
        if let Some(words) = evaluation.grade() {
            told.push(("等次", format!("“{}”", words[evaluation.words]), "grade".to_owned()));
        }
    }
    let rows = rows.iter().flat_map(|row| row.walk(1)).map(|(_, row)| row);
    for row in rows.filter(|row| row.treatment.is_none() && !row.is_scaled()) {
        if draw.chance(8) {
            of_row(draw, evaluation, row, &mut told);
        }
    }
    told
}

fn of_row(draw: &mut Draw, evaluation: &Evaluation, row: &Row, told: &mut Vec<Told>) {
    let path = &row.path;
    if row.over == 1 {
        told.push(("分值", format!("{}分", shown(draw, row.weight)), format!("weight:{path}")));
    }
    if evaluation.itemised && !evaluation.is_partial && row.is_told() {
        told.push(("得", points(draw, row.score), format!("score:{path}")));
        if row.over == 1 {
            told.push(("扣", format!("{}分", row.weight - row.score), format!("weight:{path}-score:{path}")));
        }
        if let Some(words) = row.bands.as_ref().and_then(|bands| scores::grade(bands, row.score, row.weight)) {
            told.push(("等次", words[evaluation.words].to_owned(), format!("grade:{path}")));
        }
    }
}

/// A score, at times without its last decimals.
fn points(draw: &mut Draw, score: Decimal) -> String {
    match draw.below(12) {
        0 | 1 => format!("{}分", rounded(score, draw.below(2) as u32)),
        2 => numerals(score).map_or_else(|| format!("{score}分"), |score| format!("{score}分")),
        3 => format!("{}分", wide(&score.to_string())),
        _ => format!("{}分", shown(draw, score)),
    }
}
