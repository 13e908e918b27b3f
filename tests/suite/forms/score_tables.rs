//! Score tables, complete or not: what they come to.

use super::*;

#[test]
fn a_complete_table() {
    let shown = scored(
        "score = 92\ngrade = \"优\"",
        &[
            "level = 1, name = \"决策\", weight = 40, score = 36, reason = \"目标没有量化\"",
            "level = 1, name = \"产出\", weight = 60, score = 56, reason = \"少检修两处\"",
        ],
    );
    assert_eq!(shown.rules(), NONE);
    assert!(shown.headline.contains("92/100分"), "{}", shown.headline);
    assert!(shown.answer.contains("打分表列出的2项都扣了分，共扣8分。"), "{}", shown.answer);
    assert!(shown.lost.contains("共扣8分，在2项指标上："), "{}", shown.lost);
    shown.never_says(&["未列", "看不出", "一部分", "没有列出"]);
    assert_eq!(shown.data["evaluations"][0]["scoring"], "itemised");
}

const WITH_AN_EMPTY_ROW: [&str; 4] = [
    "level = 1, name = \"产出指标\", weight = 60",
    "level = 2, name = \"数量指标\", weight = 60, score = 54, reason = \"少检修六处\"",
    "level = 2, name = \"时效指标\"",
    "level = 1, name = \"效益指标\", weight = 40, score = 36, reason = \"受益户数不足\"",
];

#[test]
fn rows_that_are_printed_and_empty_add_nothing() {
    let right = scored("score = 90", &WITH_AN_EMPTY_ROW);
    assert_eq!(right.rules(), NONE);
    assert!(right.lost.contains("产出指标54/60效益指标36/40"), "{}", right.lost);
    assert!(right.answer.contains("打分表列出的2项都扣了分，共扣10分。"), "{}", right.answer);
    right.never_says(&["未列", "看不出"]);

    let wrong = scored("score = 97", &WITH_AN_EMPTY_ROW);
    assert_eq!(wrong.findings, [("subtotal-mismatch", "“评价结果”印“总分”97 分，各项得分之和为 90 分".to_owned())]);
    assert!(wrong.help.contains("核算：54 + 36 = 90"), "{}", wrong.help);
    wrong.never_says(&["没有发现差异", "没有发现不一致"]);

    // Without a total of its own the report comes to one, and losses need a reason.
    let unstated = WITH_AN_EMPTY_ROW.map(|row| row.split(", reason").next().unwrap());
    let unstated = scored("", &unstated);
    assert_eq!(unstated.rules(), ["loss-unexplained"]);
    assert!(unstated.headline.contains("90/100分核算"), "{}", unstated.headline);

    // An outermost row of its own, where the others have all full marks: an empty line for a bonus.
    let bonus = scored(
        "score = 96",
        &["level = 1, name = \"产出\", weight = 100, score = 95, reason = \"少一处\"", "level = 1, name = \"加分项\""],
    );
    assert_eq!(bonus.rules(), ["subtotal-mismatch"]);
    bonus.never_says(&["未列"]);
}

#[test]
fn rows_without_a_weight_that_may_still_have_points_are_left_open() {
    let rows = [
        "level = 1, name = \"产出指标\", weight = 60",
        "level = 2, name = \"数量指标\", weight = 50, score = 50",
        "level = 2, name = \"时效指标\"",
        "level = 1, name = \"效益指标\", weight = 40, score = 40",
    ];
    let shown = scored("score = 97", &rows);
    assert_eq!(shown.rules(), NONE);
    shown.says(&["只列部分分项", "另有1项没有列出得分，或者没有单独的分值，看不出有没有扣分。"]);
    shown.never_says(&["没有单列各项得分", "都得了满分"]);
    assert_eq!(shown.data["evaluations"][0]["score_recomputed"], Value::Null);
}

const LOST_ROWS: [&str; 2] = [
    "level = 1, name = \"预算执行率\", weight = 5, score = 4.5, reason = \"年底有余款\"",
    "level = 1, name = \"完成及时性\", weight = 5, score = 4, reason = \"一个标段延期\"",
];

#[test]
fn a_table_said_to_be_partly_published() {
    let shown = scored("indicators_partial = true", &LOST_ROWS);
    assert_eq!(shown.rules(), NONE);
    assert!(!shown.headline.contains("8.5") && !shown.headline.contains("/100"), "{}", shown.headline);
    assert!(shown.headline.contains("只列部分分项"), "{}", shown.headline);
    assert!(shown.answer.contains("这次评价没有单列总分。这里只有打分表的一部分"), "{}", shown.answer);
    assert!(shown.answer.contains("打分表列出的2项都扣了分，共扣1.5分。"), "{}", shown.answer);
    shown.never_says(&["8.5", "没有单列总分，各项"]);
    let data = &shown.data["evaluations"][0];
    assert_eq!(data["scoring"], "partial");
    assert_eq!(data["indicators_partial"], true);
    assert_eq!(data["score_recomputed"], Value::Null);

    let with_total = scored("score = 98.5\nindicators_partial = true", &LOST_ROWS);
    assert_eq!(with_total.rules(), NONE);
    assert!(with_total.headline.contains("98.5/100分只列部分分项"), "{}", with_total.headline);

    // What is published cannot come to more than what is printed for the whole.
    let below = scored("score = 8\nindicators_partial = true", &LOST_ROWS);
    assert_eq!(
        below.findings,
        [("subtotal-mismatch", "“评价结果”印“总分”8 分，已公布的得分加起来就有 8.5 分".to_owned())]
    );
    below.says(&["≥8.5"]);
}

#[test]
fn a_block_that_is_published_whole_is_compared_though_the_table_is_not() {
    let rows = |subtotal: &str| {
        let group = format!("level = 1, name = \"产出\", weight = 60, score = {subtotal}");
        let rows = [
            group.as_str(),
            "level = 2, name = \"数量\", weight = 30, score = 28, reason = \"少两场\"",
            "level = 2, name = \"质量\", weight = 30, score = 30",
        ];
        scored("score = 95\nindicators_partial = true", &rows)
    };
    assert_eq!(rows("58").rules(), NONE);
    assert_eq!(rows("57").rules(), ["subtotal-mismatch"]);
    // A block with rows left out can have more.
    let some = [
        "level = 1, name = \"产出\", weight = 60, score = 58",
        "level = 2, name = \"数量\", weight = 30, score = 28, reason = \"少两场\"",
    ];
    assert_eq!(scored("score = 95\nindicators_partial = true", &some).rules(), NONE);
    let too_heavy = ["level = 1, name = \"产出\", weight = 20", "level = 2, name = \"数量\", weight = 30, score = 30"];
    assert_eq!(scored("indicators_partial = true", &too_heavy).rules(), ["weight-sum"]);
}

#[test]
fn rows_that_cannot_reach_full_marks_make_no_total() {
    let shown = scored("", &LOST_ROWS);
    assert_eq!(
        shown.findings,
        [("weight-sum", "打分表各项的分值合计 10 分，评分标准“示例标准”的满分是 100 分".to_owned())]
    );
    assert!(shown.help.contains("核算：5 + 5 = 10"), "{}", shown.help);
    assert!(Lang::ZhCn.attribute("weight-sum", "fix").contains("indicators_partial = true"));
    shown.never_says(&["8.5/100", "印100", "印 100", "原文100"]);
    assert!(!shown.headline.contains("核算"), "{}", shown.headline);

    // Full marks that the report does print.
    let printed = scored("maximum = 100", &LOST_ROWS);
    assert_eq!(printed.findings, [("weight-sum", "“总分”的分值印 100 分，下级分值之和为 10 分".to_owned())]);
    // A printed total that rows which are not listed can account for is no contradiction.
    assert_eq!(scored("score = 98.5", &LOST_ROWS).rules(), ["weight-sum"]);
    assert_eq!(scored("score = 99", &LOST_ROWS).rules(), ["subtotal-mismatch", "weight-sum"]);
}

const BY_GROUP: [&str; 5] = [
    "level = 1, name = \"产出指标\", weight = 60",
    "level = 2, name = \"数量指标\", score = 30",
    "level = 2, name = \"质量指标\", score = 24, reason = \"一处返工\"",
    "level = 1, name = \"效益指标\", weight = 40",
    "level = 2, name = \"社会效益\", score = 40",
];

#[test]
fn weights_on_the_first_level_and_scores_on_the_second() {
    let shown = scored("score = 94", &BY_GROUP);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.answer.contains("按部分看，2个部分中有1个扣分，共扣6分。"), "{}", shown.answer);
    assert!(shown.lost.contains("共扣6分，在1个部分上："), "{}", shown.lost);
    assert!(shown.lost.contains("扣6分产出指标54/60质量指标·扣分原因：一处返工"), "{}", shown.lost);
    shown.never_says(&["没有单列各项得分", "看不出", "公布了1项", "没有写扣分的原因"]);
    assert_eq!(shown.data["evaluations"][0]["groups"][0]["score"], "54");

    let unexplained = BY_GROUP.map(|row| row.split(", reason").next().unwrap());
    let unexplained = scored("score = 94", &unexplained);
    assert_eq!(unexplained.findings, [("loss-unexplained", "各项一共扣了 6 分，没有逐项写明原因".to_owned())]);
}

#[test]
fn weights_on_items_and_scores_on_groups() {
    let rows = [
        "level = 1, name = \"产出指标\", score = 55, reason = \"少两场\"",
        "level = 2, name = \"数量指标\", weight = 30",
        "level = 2, name = \"质量指标\", weight = 30",
        "level = 1, name = \"效益指标\", score = 40",
        "level = 2, name = \"社会效益\", weight = 40",
    ];
    let shown = scored("score = 95", &rows);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.answer.contains("按部分看，2个部分中有1个扣分，共扣5分。"), "{}", shown.answer);
    assert!(shown.headline.contains("未列分项"), "{}", shown.headline);
    assert_eq!(scored("score = 96", &rows).rules(), ["subtotal-mismatch"]);
}

#[test]
fn scores_without_weights() {
    let rows = ["level = 1, name = \"产出\", score = 55", "level = 1, name = \"效益\", score = 40"];
    let shown = scored("score = 95", &rows);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.lost.contains("有得分的各项没有单列各自的分值，看不出扣分在哪里。"), "{}", shown.lost);
    shown.never_says(&["没有单列各项得分"]);
    // Nobody knows whether they are all there is.
    assert!(!scored("", &rows).headline.contains("95"));
}

#[test]
fn a_total_only() {
    let shown = scored("score = 92", &[]);
    assert_eq!(shown.rules(), ["total-without-items"]);
    assert!(shown.headline.contains("92/100分未列分项"), "{}", shown.headline);
    shown.says(&["这次评价在这里没有单列各项得分，本站看不出总分是怎么得来的。", "没有单列等次"]);
    let grade = scored("grade = \"优\"", &[]);
    grade.says(&["评价等次“优”，没有单列总分。"]);
    grade.never_says(&["只公布了总分", "没有评分"]);
}

#[test]
fn groups_only() {
    let rows = [
        "level = 1, name = \"产出\", weight = 60, score = 58, reason = \"少一场\"",
        "level = 2, name = \"数量\"",
        "level = 2, name = \"质量\"",
        "level = 1, name = \"效益\", weight = 40, score = 40",
        "level = 2, name = \"社会效益\"",
    ];
    for total in ["score = 98", ""] {
        let shown = scored(total, &rows);
        assert_eq!(shown.rules(), NONE);
        assert!(shown.headline.contains("98/100分"), "{}", shown.headline);
        assert!(shown.answer.contains("这次评价在这里只列了各部分的得分，没有单列各项得分。"), "{}", shown.answer);
        assert!(shown.answer.contains("按部分看，2个部分中有1个扣分，共扣2分。"), "{}", shown.answer);
        shown.never_says(&["没有评分", "未评分", "只有文字"]);
    }
    assert_eq!(scored("score = 97", &rows).rules(), ["subtotal-mismatch"]);
}

#[test]
fn a_headline_that_cannot_be() {
    let rows = [
        "level = 1, name = \"产出\", weight = 60, score = 57, reason = \"少一场\"",
        "level = 1, name = \"效益\", weight = 30, score = 28, reason = \"受益户数不足\"",
        "level = 1, name = \"满意度\", weight = 10",
    ];
    for possible in ["85", "90", "95"] {
        assert_eq!(scored(&format!("score = {possible}"), &rows).rules(), NONE, "{possible}");
    }
    let high = scored("score = 99", &rows);
    assert_eq!(high.findings, [("subtotal-mismatch", "“评价结果”印“总分”99 分，按打分表最多只能有 95 分".to_owned())]);
    assert!(high.help.contains("没有公布得分的按最多计（满意度 10）：57 + 28 + 10 = 95"), "{}", high.help);
    high.says(&["85–95"]);
    let low = scored("score = 84", &rows);
    assert_eq!(
        low.findings,
        [("subtotal-mismatch", "“评价结果”印“总分”84 分，已公布的得分加起来就有 85 分".to_owned())]
    );
    assert!(low.help.contains("已公布的得分：57 + 28 = 85"), "{}", low.help);
    // More than full marks is one finding, not two.
    assert_eq!(scored("score = 101", &rows).rules(), ["score-over-weight"]);
    low.says(&["满意度未列出/10", "另有1项没有列出得分，或者没有单独的分值，看不出有没有扣分。"]);
}

#[test]
fn a_subtotal_that_cannot_be() {
    let rows = |subtotal: &str| {
        let group = format!("level = 1, name = \"产出\", weight = 60, score = {subtotal}");
        let rows = [
            group.as_str(),
            "level = 2, name = \"数量\", weight = 30, score = 20, reason = \"少十场\"",
            "level = 2, name = \"质量\", weight = 30",
            "level = 1, name = \"效益\", weight = 40, score = 40",
        ];
        scored("", &rows).rules()
    };
    assert_eq!(rows("45"), NONE);
    assert_eq!(rows("51"), ["subtotal-mismatch"]);
    assert_eq!(rows("19"), ["subtotal-mismatch"]);
}

#[test]
fn weights_of_a_shared_table_are_checked_once_and_totals_told_by_rater() {
    let table = "indicators = [{ level = 1, name = \"产出\", weight = 60, scores = { self = 58, finance = 52 } }, { level = 1, name = \"效益\", weight = 40, scores = { self = 38, finance = 35 } }]\n";
    let own = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 96\n{table}\n");
    let other = "[[evaluations]]\nrater = \"finance\"\nrubric = \"demo\"\nscore = 87\ntable_of = \"self\"\n";
    let shown = shown(&(own + other), Some(REPORT));
    shown.says(&["“单位自评评价结果”所印“总分”得分：58+38=96", "“财政评价评价结果”所印“总分”得分：52+35=87"]);
    assert_eq!(shown.page.matches("“总分”的分值：60+40=100").count(), 1);
}

#[test]
fn bonus_lines() {
    let rows = ["level = 1, name = \"产出\", weight = 60, score = 60", "level = 1, name = \"效益\", weight = 40"];
    let with = |score: &str| {
        scored(&format!("score = {score}\nadjustments = [{{ name = \"附加分\", score = 3 }}]"), &rows).rules()
    };
    assert_eq!(with("103"), NONE);
    assert_eq!(with("63"), NONE);
    assert_eq!(with("62"), ["subtotal-mismatch"]);
    // A row of the table without a weight, beside rows with weights, takes nothing from what others may have.
    let inside = [
        "level = 1, name = \"产出\", weight = 60",
        "level = 2, name = \"数量\", weight = 40, score = 40",
        "level = 2, name = \"附加分\", score = 3",
        "level = 2, name = \"质量\"",
        "level = 1, name = \"效益\", weight = 40, score = 40",
    ];
    assert_eq!(scored("score = 100", &inside).rules(), NONE);
    // Such a row can lift the total above full marks, where the form does not cut it off there.
    let above = [
        "level = 1, name = \"产出\", weight = 100, score = 99, reason = \"少一处\"",
        "level = 1, name = \"附加分\", score = 3",
    ];
    for possible in ["102", "100"] {
        assert_eq!(scored(&format!("score = {possible}"), &above).rules(), NONE, "{possible}");
    }
    assert_eq!(scored("score = 101", &above).rules(), ["subtotal-mismatch"]);
}

#[test]
fn full_marks_with_an_empty_row() {
    let rows = [
        "level = 1, name = \"产出\", weight = 60",
        "level = 2, name = \"数量\", weight = 60, score = 60",
        "level = 2, name = \"成本\"",
        "level = 1, name = \"效益\", weight = 40, score = 40",
    ];
    let shown = scored("score = 100", &rows);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.answer.contains("打分表列出的2项都没有扣分。"), "{}", shown.answer);
    assert!(shown.lost.contains("报告列出的各项指标都没有扣分。"), "{}", shown.lost);
    shown.never_says(&["看不出", "没有单列各项得分", "未列"]);
}

#[test]
fn what_does_not_apply_and_what_is_merged_stays_as_it_was() {
    let scaled = [
        "level = 1, name = \"产出\", weight = 60, score = 50, reason = \"少十场\"",
        "level = 1, name = \"效益\", weight = 40, not_applicable = \"renormalised\"",
    ];
    let shown = scored("score = 83.33", &scaled);
    assert_eq!(shown.rules(), NONE);
    assert!(shown.lost.contains("效益不适用，其余折算/40"), "{}", shown.lost);
    let scaled_within = [
        "level = 1, name = \"产出\", weight = 60, score = 30",
        "level = 2, name = \"数量\", score = 30",
        "level = 2, name = \"质量\", not_applicable = \"renormalised\"",
        "level = 1, name = \"效益\", weight = 40, score = 40",
    ];
    assert_eq!(scored("score = 70", &scaled_within).rules(), NONE);
    let shown = scored("score = 100", &scaled_within);
    assert_eq!(shown.rules(), ["total-not-recomputed"]);
    shown.never_says(&["共扣30分"]);
    let merged = [
        "level = 1, name = \"决策\", weight = 40, weight_over = 2, score = 20",
        "level = 1, name = \"过程\"",
        "level = 1, name = \"产出\", weight = 60, score = 60",
    ];
    let shown = scored("score = 98", &merged);
    assert_eq!(shown.rules(), NONE);
    shown.never_says(&["扣20分"]);
    assert_eq!(scored("score = 79", &merged).rules(), ["subtotal-mismatch"]);
    // A score below zero is another finding; a sum with it is still a sum.
    let negative = [
        "level = 1, name = \"产出\", weight = 100, score = 95, reason = \"少一处\"",
        "level = 1, name = \"扣分项\", score = -2",
    ];
    assert_eq!(scored("score = 93", &negative).rules(), NONE);
}

#[test]
fn a_total_that_only_another_place_prints_is_the_reports_own() {
    let elsewhere =
        "[[evaluations.printed]]\nplace = \"汇总表\"\nrows = [{ of = \"总分\", score = 92, grade = \"优\" }]\n";
    let shown = scored(elsewhere, &[]);
    assert!(shown.headline.contains("92/100分"), "{}", shown.headline);
    assert!(!shown.headline.contains("核算"), "{}", shown.headline);
    shown.never_says(&["没有印总分", "没有单列总分", "没有单列等次", "没有评分", "未评等次"]);
    let with_full_marks = scored(&elsewhere.replace("score = 92", "weight = 100, score = 92"), &[]);
    with_full_marks.says(&["“汇总表”所印满分100分，与这次评价的满分一致"]);
    with_full_marks.never_says(&["与打分表一致"]);
    let groups = "score = 92\n[[evaluations.printed]]\nplace = \"汇总表\"\nrows = [{ of = \"产出\", score = 92 }]\n";
    let table = format!("indicators = [{{ level = 1, name = \"产出\", weight = 100 }}]\n{groups}");
    scored(&table, &[]).says(&["这次评价在这里只列了各部分的得分，没有单列各项得分。"]);
}

#[test]
fn a_total_cut_off_at_full_marks_is_shown_with_what_it_was_cut_off_from() {
    let rows = [r#"level = 1, name = "巡河", weight = 100, score = 98, reason = "漏巡一次""#];
    let shown = scored("score = 100\nadjustments = [{ name = \"表彰加分\", score = 4 }]", &rows);
    assert_eq!(shown.rules(), NONE);
    shown.says(&["所印“总分”得分：98+4=102，超过满分，按满分100分计"]);
}

#[test]
fn what_was_verified_of_several_tables_names_the_table() {
    let rated = |rater: &str, place: &str| {
        let row = r#"{ level = 1, name = "质量", weight = 60, score = 60 }, { level = 1, name = "效果", weight = 40, score = 40 }"#;
        format!(
            "[[evaluations]]\nrater = \"{rater}\"\nrubric = \"demo\"\nplace = \"{place}\"\nscore = 100\nindicators = [{row}]\n\n"
        )
    };
    let shown = shown(&(rated("department", "甲包评分表") + &rated("third-party", "乙包评分表")), Some(REPORT));
    shown.says(&["“部门评价甲包评分表”里“总分”的分值：60+40=100", "“第三方评价乙包评分表”里“总分”的分值：60+40=100"]);
    let rate = "[funds]\nunit = \"万元\"\nbudget = 100\nspent = 94\nrates = [{ of = \"spent\", to = \"budget\", printed = \"94%\" }]\n\n[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nindicators = [{ level = 1, name = \"资金执行\", weight = 100, score = 94, rate = { of = \"spent\", to = \"budget\", printed = \"94%\" } }]\n";
    self::shown(rate, Some(REPORT)).says(&["资金执行项目资金：实际支出占年初预算，原文94%"]);
}

#[test]
fn only_of_a_table_it_is_said_that_its_words_are_retold() {
    let graded = "abridged = true\n\n[[evaluations]]\nrater = \"finance\"\nrubric = \"demo\"\ngrade = \"良\"\n\n";
    let table = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 96\nindicators = [{ level = 1, name = \"产出\", weight = 100, score = 96, reason = \"少一处\" }]\n";
    shown(graded, Some(REPORT)).never_says(&["表中的文字为转述"]);
    shown(&format!("{graded}{table}"), Some(REPORT)).says(&["单位自评：得分表表中的文字为转述，数字与原报告一致。"]);
}

#[test]
fn evaluations_without_a_table_are_told_apart_by_their_forms() {
    let rated = |place: &str, grade: &str| {
        format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nplace = \"{place}\"\ngrade = \"{grade}\"\n\n")
    };
    shown(&(rated("7月监控表", "良") + &rated("年终自评表", "优")), Some(REPORT))
        .says(&["单位自评：7月监控表评价主体", "单位自评：年终自评表评价主体"]);
}

#[test]
fn what_does_not_apply_is_marked_once() {
    let rows = [
        "level = 1, name = \"产出\", weight = 60",
        "level = 2, name = \"数量\", weight = 60",
        "level = 3, name = \"场次\", weight = 60, score = 60",
        "level = 1, name = \"效益\", weight = 40",
        "level = 2, name = \"经济效益\", not_applicable = \"no-weight\", not_applicable_printed = \"不涉及\"",
        "level = 2, name = \"社会效益\", weight = 40, score = 40",
    ];
    let shown = scored("score = 100", &rows);
    let table = between(&shown.html, "<div id=\"table\">", "</table>");
    assert_eq!(text(table).matches("不适用，不占分值").count(), 1, "{}", text(table));
    assert!(text(table).contains("不涉及"), "{}", text(table));
}

#[test]
fn a_deduction_is_taken_off() {
    let rows = [r#"level = 1, name = "产出", weight = 100, score = 95"#];
    let shown = scored("score = 93.5\nadjustments = [{ name = \"扣分\", score = -1.5 }]", &rows);
    shown.says(&["得分：95−1.5=93.5"]);
    let also = "各项得分之外，另计加分、扣分：“扣分”−1.5。";
    assert!(shown.answer.contains(also) && shown.lost.contains(also), "{} {}", shown.answer, shown.lost);
    scored("score = 95\nadjustments = [{ name = \"扣分\", score = 0 }]", &rows).never_says(&["各项得分之外"]);
}

#[test]
fn a_total_that_rounding_explains_is_not_marked_as_another() {
    let rows = [
        r#"level = 1, name = "产出", weight = 60, score = 50.333"#,
        r#"level = 1, name = "效益", weight = 40, score = 39.333"#,
    ];
    let hundredth = scored("score = 89.67", &rows);
    assert_eq!(hundredth.rules(), ["loss-unexplained"]);
    hundredth.says(&["得分：50.333+39.333=89.666，四舍五入为89.67"]);
    let tenth = scored("score = 89.7", &rows);
    assert!(tenth.rules().contains(&"subtotal-mismatch"), "{:?}", tenth.rules());
    tenth.says(&["总分89.7见核验结果"]);
    tenth.never_says(&["与核算不符", "与核算不同"]);
}

#[test]
fn data_tells_of_a_part_without_a_score_why_there_is_none() {
    let shown = scored(
        "score = 95",
        &[
            r#"level = 1, name = "产出", weight = 100, score = 95, reason = "一处返工""#,
            r#"level = 1, name = "经济效益", not_applicable = "no-weight""#,
        ],
    );
    let groups = &shown.data["evaluations"][0]["groups"];
    assert_eq!(groups[1]["instead_of_score"], "不适用，不占分值", "{groups}");
    assert!(groups[0].get("instead_of_score").is_none(), "{groups}");
    assert_eq!(shown.data["checks_that_hold"], 1);
}

#[test]
fn a_total_that_is_full_marks_less_deductions_is_recomputed() {
    let lines = |last: &str| {
        let lines = "{ name = \"保洁不达标\", score = -4.5 }, { name = \"台账不全\", score = -5 }";
        format!("adjustments = [{lines}, {{ name = \"表现突出\", score = {last} }}]")
    };
    let counted = scored(&format!("score = 91.5\n{}", lines("1")), &[]);
    assert_eq!(counted.rules(), NONE);
    counted.says(&[
        "总分是满分100分加减得来的：“保洁不达标”−4.5、“台账不全”−5、“表现突出”+1。",
        "满分加减各项加分、扣分，就是总分：100−4.5−5+1=91.5",
    ]);
    counted.never_says(&["看不出", "各项得分之外", "无法重新核算"]);

    // There may be items that are not listed: nothing says that such a total is wrong.
    let other = scored(&format!("score = 91.5\n{}", lines("2")), &[]);
    assert_eq!(other.rules(), ["total-without-items"]);
    other.never_says(&["加减得来"]);
}

#[test]
fn a_total_of_scored_goals_is_their_sum() {
    let goals = |last: &str, weight: &str| {
        let goal = |name: &str, weight: &str, score: &str| {
            format!(
                "[[goals]]\nname = \"{name}\"\nexpected = \"建成\"\nactual = \"建成\"\nweight = {weight}\nscore = {score}\n\n"
            )
        };
        let rated = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 93\ngrade = \"优\"\n";
        shown(&(goal("产业", "60", "57") + &goal("道路", weight, last) + rated), Some(REPORT))
    };
    let right = goals("36", "40");
    assert_eq!(right.rules(), NONE);
    right.says(&["各个目标的得分相加就是总分：57+36=93"]);
    let wrong = goals("35", "40");
    assert_eq!(wrong.findings, [("subtotal-mismatch", "总分印 93 分，各个目标的得分之和为 92 分".to_owned())]);
    wrong.never_says(&["就是总分"]);
    // Beside goals that are not all of full marks something else was scored.
    assert_eq!(goals("15", "20").rules(), NONE);
}
