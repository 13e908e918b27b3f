//! What is said of points that were lost: where, how many, and why.

use super::*;

#[test]
fn rows_whose_weights_are_merged_may_tell_of_lost_points_in_words() {
    let rows = |basis: &str| {
        [
            r#"level = 1, name = "决策", weight = 40, weight_over = 2, score = 18"#.to_owned() + basis,
            r#"level = 1, name = "过程", score = 20"#.to_owned(),
            r#"level = 1, name = "产出", weight = 60, score = 58, reason = "少一处""#.to_owned(),
        ]
    };
    let with = |basis: &str| {
        let rows = rows(basis);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        scored("score = 96", &rows)
    };
    let told = with(", basis = \"目标没有量化，扣2分\"");
    assert!(told.lost.contains("从分值上看不出有没有扣分；得分表里写了依据、原因的，以所写为准。"), "{}", told.lost);
    assert!(with("").lost.contains("看不出有没有扣分。"), "{}", with("").lost);
}

#[test]
fn what_is_said_of_lost_points_is_called_what_it_is() {
    let lost = |said: &str| {
        scored("score = 96", &[&format!("level = 1, name = \"产出\", weight = 100, score = 96{said}")]).lost
    };
    for (said, words) in [
        (", reason = \"少检修两处\"", "扣分原因：少检修两处"),
        (", deviation = \"少检修两处\", basis = \"检修记录\"", "偏差原因：少检修两处"),
        (", basis = \"检修记录\"", "评价依据：检修记录"),
        ("", "打分表没有写扣分的原因或依据。"),
    ] {
        let lost = lost(said);
        assert!(lost.contains(words), "{lost}");
    }
    // A row of which something was found says so, and where.
    assert!(lost("").contains("提示：") || lost("").contains("存疑："), "{}", lost(""));
}

#[test]
fn a_total_without_items_tells_that_points_were_lost_only_below_full_marks() {
    let rows = ["level = 1, name = \"产出\", weight = 60", "level = 1, name = \"效益\", weight = 40"];
    let full = scored("score = 100", &rows);
    assert!(full.lost.contains("满分；这里没有单列各项得分，看不出怎么得来。"), "{}", full.lost);
    full.never_says(&["看不出扣分在哪里"]);
    assert!(scored("score = 97", &rows).lost.contains("看不出扣分在哪里"));
}

#[test]
fn what_is_said_of_a_group_stands_beside_what_its_items_lost() {
    let rows = [
        "level = 1, name = \"过程\", weight = 30, reason = \"自筹不到位\"",
        "level = 2, name = \"资金管理\", weight = 18, score = 14.7",
        "level = 2, name = \"组织实施\", weight = 12, score = 10, reason = \"招标不规范\"",
        "level = 1, name = \"产出\", weight = 70, score = 70",
    ];
    let shown = scored("score = 94.7", &rows);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.lost.contains("过程›资金管理14.7/18过程·扣分原因：自筹不到位"), "{}", shown.lost);
    assert!(shown.lost.contains("过程›组织实施10/12扣分原因：招标不规范"), "{}", shown.lost);
    shown.never_says(&["没有写扣分的原因"]);
}

#[test]
fn whatever_a_row_says_stands_on_the_page() {
    let graded = scored(
        "grade = \"良\"",
        &[
            r#"level = 1, name = "政策制定", reason = "没有规定退出机制", explanation = "政策是否周全""#,
            r#"level = 2, name = "必要性", target = "必要", actual = "必要", explanation = "是否必要""#,
            r#"level = 2, name = "公平性", target = "公平", actual = "基本公平", explanation = "是否公平""#,
        ],
    );
    graded.says(&["说明的原因", "政策制定：没有规定退出机制", "政策制定：政策是否周全；是否必要"]);
    let full = scored(
        "score = 100",
        &[
            r#"level = 1, name = "产出", weight = 100, score = 100, target = "120个", actual = "119个", reason = "移交一个不计""#,
        ],
    );
    full.says(&["移交一个不计"]);
    let lost = scored(
        "score = 95",
        &[r#"level = 1, name = "产出", weight = 100, score = 95, deviation = "台风延误", reason = "少补植""#],
    );
    assert!(lost.lost.contains("偏差原因：台风延误扣分原因：少补植"), "{}", lost.lost);
    lost.never_says(&["说明的原因"]);
}

#[test]
fn a_dash_beside_a_reason_is_not_shown_instead_of_it() {
    let rows = [r#"level = 1, name = "过程", weight = 100, score = 97, deviation = "—", reason = "公示照片不全""#];
    let shown = scored("score = 97", &rows);
    assert!(shown.lost.contains("扣分原因：公示照片不全"), "{}", shown.lost);
    assert!(!shown.lost.contains("偏差原因"), "{}", shown.lost);
}

#[test]
fn figures_beside_a_score_show_why_points_were_lost() {
    let missed = scored(
        "score = 96.9",
        &[
            r#"level = 1, name = "预算执行率", weight = 10, score = 9.4, rate = { of = "spent", to = "budget", printed = "94%" }"#,
            r#"level = 1, name = "读者满意度", weight = 40, score = 38, target = "≥90%", actual = "89%""#,
            r#"level = 1, name = "开放天数", weight = 50, score = 49.50, direction = "≥", value = 300, actual_value = 297, unit = "天""#,
        ],
    );
    assert!(missed.lost.contains("共扣3.1分"), "{}", missed.lost);
    assert!(missed.lost.contains("实际支出÷年初预算：94%"), "{}", missed.lost);
    assert!(missed.lost.contains("年度指标值：≥90%实际完成值：89%"), "{}", missed.lost);
    assert!(missed.lost.contains("扣0.5分开放天数49.50/50年度指标值：≥300天实际完成值：297天"), "{}", missed.lost);
    missed.never_says(&["打分表没有写扣分的原因或依据"]);
    let met = scored(
        "score = 98",
        &[r#"level = 1, name = "读者满意度", weight = 100, score = 98, target = "≥90%", actual = "95%""#],
    );
    assert!(met.lost.contains("打分表没有写扣分的原因或依据"), "{}", met.lost);
}

#[test]
fn where_all_items_lost_points_that_is_what_is_said() {
    let row = |name: &str, weight: u32, score: u32| {
        format!("level = 1, name = \"{name}\", weight = {weight}, score = {score}, reason = \"少一处\"")
    };
    scored("score = 90", &[&row("产出", 60, 55), &row("效益", 40, 35)]).says(&["打分表列出的2项都扣了分，共扣10分。"]);
    scored("score = 95", &[&row("产出", 100, 95)]).says(&["打分表列出的1项扣了5分。"]);
    scored("", &[&row("产出", 60, 55), "level = 1, name = \"效益\", weight = 40"])
        .says(&["打分表列出的2项中，看得出是否扣分的有1项，扣了5分。"]);
    let groups = [
        row("产出", 60, 55).as_str(),
        "level = 2, name = \"数量\"",
        "level = 2, name = \"质量\"",
        row("效益", 40, 35).as_str(),
        "level = 2, name = \"社会效益\"",
        "level = 2, name = \"满意度\"",
    ]
    .map(str::to_owned);
    scored("score = 90", &groups.each_ref().map(String::as_str)).says(&["按部分看，2个部分都扣了分，共扣10分。"]);
}

#[test]
fn points_that_some_items_lost_are_not_all_that_were_lost() {
    let merged = scored(
        "score = 88.5",
        &[
            r#"level = 1, name = "决策", weight = 40, weight_over = 2, score = 18"#,
            r#"level = 1, name = "过程", score = 18.5"#,
            r#"level = 1, name = "产出", weight = 60, score = 52, reason = "延期""#,
        ],
    );
    assert!(merged.lost.contains("看得出的扣分共8分，在1项指标上"), "{}", merged.lost);
    merged.never_says(&["共扣8分，在"]);
}

#[test]
fn points_lost_before_scaling_are_said_to_be_so() {
    let rows = |score: &str| {
        let row = format!("level = 1, name = \"产出\", weight = 95, score = {score}, reason = \"少一处\"");
        [row, r#"level = 1, name = "生态效益", weight = 5, not_applicable = "renormalised""#.to_owned()]
    };
    let shown = |total: &str, score: &str| {
        let rows = rows(score);
        scored(&format!("score = {total}"), &rows.each_ref().map(String::as_str))
    };
    let some = shown("90.53", "86");
    assert_eq!(some.rules(), NONE);
    some.says(&["共扣9分", "有不适用的指标，其余各项折算成总分；扣的分是折算以前的。"]);
    assert!(some.lost.contains("扣的分是折算以前的"), "{}", some.lost);
    shown("100", "95").never_says(&["折算以前"]);
}

#[test]
fn a_table_of_lost_points_alone_may_tell_that_no_others_were_lost() {
    let listed = |total: &str| {
        let rows = [
            r#"level = 1, name = "预算编制", weight = 10, score = 8, reason = "没有细化""#,
            r#"level = 1, name = "资产管理", weight = 10, score = 3.5, reason = "没有盘点""#,
        ];
        scored(&format!("score = {total}\nindicators_partial = true"), &rows)
    };
    let all = listed("91.5");
    assert_eq!(all.rules(), NONE);
    all.says(&["没有列出的指标没有扣分。", "共扣8.5分，在2项指标上："]);
    all.never_says(&["看不出"]);
    let some = listed("89.5");
    assert_eq!(some.rules(), NONE);
    some.says(&["没有列出的指标得多少分看不出来", "看得出的扣分共8.5分"]);
    some.never_says(&["的指标没有扣分。"]);
}
