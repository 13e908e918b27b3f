//! What the page says of figures that a report itself shows how it came to: equations and tables.

use super::*;

const EVALUATION: &str = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 95\nindicators = [{ level = 1, name = \"产出\", weight = 100, score = 95, reason = \"一项延期\" }]\n";

fn told(report: &str) -> Shown {
    shown(EVALUATION, Some(report))
}

const TABLE: &str = "## 一、资金\n\n| 项目 | 2021年 | 2022年 | 增减额 |\n|---|---|---|---|\n| 基本支出 | 15,020.33 | 15,986.12 | 965.79 |\n| 项目支出 | 7,511.20 | 6,874.01 | -637.19 |\n| 合计 | 22,531.53 | 22,860.13 | 328.60 |\n\n执行率=（22,860.13/23,118.40）×100%=98.88%。\n";

#[test]
fn what_holds_is_said_as_the_report_prints_it() {
    let shown = told(TABLE);
    assert_eq!(shown.rules(), NONE);
    shown.says(&[
        "一、资金：算式“（22,860.13/23,118.40）×100%=98.88%”成立",
        "一、资金的表格，“2022年”一列：15986.12+6874.01=22860.13",
        "一、资金的表格，有3行的“增减额”是2022年−2021年",
    ]);
}

#[test]
fn what_does_not_is_said_with_what_it_comes_to() {
    for (printed, wrong, rule, words) in [
        (
            "=98.88%",
            "=98.08%",
            "equation-mismatch",
            "一、资金的算式“（22,860.13/23,118.40）×100%=98.08%”不成立：等号左边得98.88%，右边印的是98.08%",
        ),
        (
            "| 22,860.13 |",
            "| 22,806.13 |",
            "column-sum-mismatch",
            "一、资金的表格，“2022年”一列的合计印22806.13，各行相加是22860.13",
        ),
        (
            "| -637.19 |",
            "| -673.19 |",
            "row-mismatch",
            "一、资金的表格，“项目支出”一行的“增减额”印-673.19，照其他各行的算法是-637.19",
        ),
    ] {
        let shown = told(&TABLE.replace(printed, wrong));
        assert!(shown.rules().contains(&rule), "{rule}: {:?}", shown.findings);
        shown.says(&[words]);
    }
}

#[test]
fn figures_told_roughly_or_as_bounds_are_said_to_agree_as_they_are_told() {
    let funds = "[funds]\nunit = \"万元\"\nbudget = 100\nspent = 91.7\nrates = [{ of = \"spent\", to = \"budget\", printed = \"约92%\" }]\n";
    let targets = "[[targets]]\nname = \"培训\"\ntarget = \"≥25人\"\nactual = \"30人以上\"\n[[targets]]\nname = \"满意度\"\ntarget = \"≥90%\"\nactual = \"约95%\"\n";
    let report = "## 一、效果\n\n培训[35人]{actual:培训}，满意度[95.3%]{actual:满意度}，回收486份，满意312份，占近65%；一般117份，占24.07%；不满意57份，占11.73%。\n";
    let shown = shown(&format!("{funds}{targets}{EVALUATION}"), Some(report));
    assert_eq!(shown.rules(), NONE);
    shown.says(&["一、效果：培训实际完成值35人，与表上的≥30人一致", "约92%", "无从比对", "有2处占比，按486份计算相符"]);
    shown.never_says(&["95.3%，与"]);
}

#[test]
fn what_cannot_be_worked_out_is_not_said_to_hold() {
    let report = "## 一、资金\n\n执行率=支出/预算×100%，得分=执行率×10。\n\n| 镇 | 人数 |\n|---|---|\n| 甲 | 12 |\n| 乙 | 9 |\n| 合计 | 20 |\n";
    let shown = told(report);
    assert_eq!(shown.rules(), NONE);
    shown.never_says(&["算式", "一、资金的表格"]);
}

#[test]
fn a_column_is_told_of_the_rows_that_it_was_worked_out_in_and_of_what_it_is_nearest_to() {
    let report = "## 一、评分\n\n| 指标 | 权重 | 专家一 | 专家二 | 平均 | 加权得分 |\n|---|---|---|---|---|---|\n| 必要性 | 20% | 92 | 88 | 90.00 | 18.00 |\n| 可行性 | 30% | 85 | 86.34 | 85.67 | 25.70 |\n| 经济性 | 25% | 80 | 80 | 80.00 | 20.00 |\n| 效益 | 25% | 88 | 88 | 88.00 | 22.00 |\n| 合计 | 100% | — | — | — | 85.70 |\n";
    let shown = told(report);
    assert_eq!(shown.rules(), NONE);
    shown.says(&["一、评分的表格，有4行的“权重”是加权得分÷平均"]);
    shown.never_says(&["÷专家一"]);
}

#[test]
fn a_change_is_said_to_follow_from_its_figures_or_what_they_come_to() {
    let report = "## 一、效果\n\n标准由720元提高到765元，增幅6.25%；满意度由85%提高到约92%，提高9个百分点。\n";
    let shown = told(report);
    assert_eq!(shown.rules(), NONE);
    shown.says(&["一、效果：“由720元提高到765元，增幅6.25%”，几个数对得上"]);
    shown.never_says(&["9个百分点”，几个"]);
    let shown = told(&report.replace("6.25%", "6.52%"));
    assert_eq!(shown.rules(), ["change-mismatch"]);
    shown.says(&["一、效果写“由720元提高到765元，增幅6.52%”，按其中别的数核算应为6.25%，写的是6.52%"]);
}

#[test]
fn a_gap_to_the_target_is_said_to_agree_or_how_large_it_is() {
    let rows = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 95\nindicators = [{ level = 1, name = \"满意度\", weight = 100, score = 95, target = \"≥95%\", actual = \"93.2%\", reason = \"低于目标值1.8个百分点\" }]\n";
    let report = "## 一、效果\n\n目标值为30场，完成27场，比目标少3场；计划约90户，完成86户，比计划少5户。\n";
    let agreeing = shown(rows, Some(report));
    assert_eq!(agreeing.rules(), NONE);
    agreeing.says(&[
        "扣分原因：目标95%、完成93.2%，与“低于目标值1.8个百分点”相符",
        "一、效果：目标30场、完成27场，与“比目标少3场”相符",
    ]);
    agreeing.never_says(&["与“比计划少5户”"]);
    let differing = shown(&rows.replace("1.8个", "2.8个"), Some(&report.replace("少3场", "少13场")));
    assert_eq!(differing.rules(), ["gap-mismatch", "gap-mismatch"]);
    differing.says(&[
        "扣分原因写“低于目标值2.8个百分点”；目标95%、完成93.2%，相差1.8个百分点",
        "一、效果写“比目标少13场”；目标30场、完成27场，相差3场",
    ]);
}
