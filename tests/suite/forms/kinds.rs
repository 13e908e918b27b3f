//! Other kinds of documents than evaluations of a year: targets, monitoring, forms with parts that do not apply.

use super::*;

const MONITORED: &str = "[funds]\nunit = \"万元\"\nadjusted = 1480\nspent = 687.3\nrates = [{ label = \"1—7月执行率\", of = \"spent\", to = \"adjusted\", printed = \"46.44%\" }]\n\n[[targets]]\nname = \"改造管网\"\ntarget = \"≥85公里\"\nactual = \"52公里\"\n";

#[test]
fn what_is_no_evaluation_is_not_called_one_nor_missed() {
    let shown = shown(MONITORED, Some(REPORT));
    assert_eq!(shown.rules(), NONE);
    shown.says(&["没有列出评价", "这里没有列出对这个项目的评价。", "《热线》（示例中心，2022年），示例，"]);
    shown.never_says(&["没有公布评价", "绩效评价结果"]);
    scored("score = 90", &[]).says(&["《热线》（示例中心，2022年）绩效评价结果，示例，"]);
    let english = in_english(MONITORED);
    assert!(english.contains("Noevaluationofthisprojectissetouthere."), "{english}");
    assert!(!english.contains("Evaluationof\"热线\""), "{english}");
}

#[test]
fn a_rate_goes_by_the_name_that_the_report_gives_it() {
    shown(MONITORED, Some(REPORT)).says(&["全年预算1480万元，1—7月执行率46.44%（以全年预算为分母）。"]);
    let plain = MONITORED.replace("label = \"1—7月执行率\", ", "");
    shown(&plain, Some(REPORT)).says(&["全年预算1480万元，执行率46.44%（以全年预算为分母）。"]);
    assert!(in_english(&plain).contains("adjustedbudget¥14.8million,executionrate46.44%"), "{}", in_english(&plain));
}

#[test]
fn a_part_of_which_an_item_does_not_apply_has_the_points_of_the_others() {
    let rows = [
        "level = 1, name = \"产出\", weight = 70, score = 66, reason = \"少一处\"",
        "level = 1, name = \"效益\", weight = 30",
        "level = 2, name = \"经济效益\", weight = 5, not_applicable = \"renormalised\", not_applicable_printed = \"不适用\"",
        "level = 2, name = \"社会效益\", weight = 25, score = 25",
    ];
    let shown = scored("score = 95.79", &rows);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.lost.contains("效益25/25"), "{}", shown.lost);
    shown.never_says(&["未列出"]);
}

#[test]
fn points_lost_for_a_rate_of_the_funds_have_the_rate_beside_them() {
    let lost = |funds: &str, row: &str| {
        let rows = format!(
            "indicators = [\n  {{ {row} }},\n  {{ level = 1, name = \"产出\", weight = 90, score = 88, reason = \"少一处\" }},\n]\n"
        );
        let evaluation = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{rows}");
        shown(&format!("[funds]\nunit = \"万元\"\n{funds}\n\n{evaluation}"), Some(REPORT))
    };
    let spent = "budget = 4260\nadjusted = 4260\nspent = 3960.82";
    let rate = lost(spent, r#"level = 1, name = "预算执行率", weight = 10, score = 9.3"#);
    assert_eq!(rate.rules(), NONE);
    assert!(rate.lost.contains("预算执行率9.3/10实际支出÷全年预算：92.98%"), "{}", rate.lost);
    rate.never_says(&["没有写扣分的原因或依据"]);
    let target = lost(spent, r#"level = 1, name = "预算执行率", weight = 10, score = 9.3, target = "100%""#);
    assert!(target.lost.contains("年度指标值：100%实际支出÷全年预算：92.98%"), "{}", target.lost);
    let told = lost(spent, r#"level = 1, name = "预算执行率", weight = 10, score = 9.3, actual = "92.98%""#);
    assert!(!told.lost.contains("实际支出÷全年预算"), "{}", told.lost);
    // What was spent in full shows no loss.
    let full = lost("budget = 4260\nspent = 4260", r#"level = 1, name = "预算执行率", weight = 10, score = 9.3"#);
    full.says(&["没有写扣分的原因或依据"]);
}

#[test]
fn a_table_that_says_who_rated_is_not_called_by_the_rater_too() {
    let rated = |rater: &str, place: &str, score: &str| {
        let rows = format!(
            "indicators = [{{ level = 1, name = \"产出\", weight = 100, score = {score}, reason = \"少一处\" }}]\n"
        );
        format!(
            "[[evaluations]]\nrater = \"{rater}\"\nrubric = \"demo\"\nplace = \"{place}\"\nscore = {score}\n{rows}\n[[evaluations.printed]]\nplace = \"{place}\"\nrows = [{{ of = \"总分\", score = {score} }}]\n\n"
        )
    };
    let both = [rated("self", "单位自评表", "95"), rated("finance", "得分表", "88")].concat();
    let both = shown(&both, Some(REPORT));
    both.says(&["“单位自评表”所印“总分”", "“财政评价得分表”所印“总分”"]);
    both.never_says(&["单位自评单位自评表"]);
}
