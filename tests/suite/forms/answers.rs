//! What stands first: whether figures agree, what it cost, what came of it, who rated, and reports without a score table.

use super::*;

#[test]
fn a_figure_that_could_not_be_compared_is_no_fault_found() {
    let bare = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n";
    let project = format!("[funds]\nunit = \"万元\"\nbudget = 12\nspent = 9\n\n{bare}");
    let shown = shown(&project, Some("## 一、项目概况\n\n预算结余[25%]{funds.budget-funds.spent}。\n"));
    assert_eq!(shown.rules(), ["figure-not-compared"]);
    assert!(shown.answer.contains("核验结果有1处存疑。"), "{}", shown.answer);
    shown.says(&["数字对得上吗共1处存疑。", "“存疑”是看来有矛盾或者没能比对、要由读者判断的"]);
    shown.never_says(&["核验发现", "核对相符"]);
}

#[test]
fn a_total_of_several_raters_is_compared_with_what_each_gave() {
    let rated = |total: &str| {
        let evaluators =
            "[{ post = \"会计师\", score = 87 }, { post = \"工程师\", score = 86 }, { post = \"教授\", score = 86.2 }]";
        scored(&format!("score = {total}\nevaluators = {evaluators}"), &[])
    };
    let mean = rated("86.4");
    assert_eq!(mean.rules(), NONE);
    mean.says(&["评价人员打的分平均下来就是总分：(87+86+86.2)÷3=86.4"]);
    assert!(mean.answer.contains("这次评价公布了评价人员打的分，这里没有单列各项得分。"), "{}", mean.answer);
    mean.never_says(&["看不出分数是怎么得来的", "没有核对"]);
    let without_total = scored("grade = \"良\"\nevaluators = [{ post = \"教授\", score = 86.2 }]", &[]);
    without_total.never_says(&["只列等次", "看不出等次"]);
    rated("86.2").says(&["去掉最高、最低各一个，平均下来就是总分：86.2"]);
}

#[test]
fn nothing_is_spent_of_a_budget_of_nothing() {
    let funds = "[funds]\nunit = \"万元\"\nbudget = 0\nadjusted = 320\nspent = 300\n";
    let shown = shown(funds, Some(REPORT));
    shown.says(&["花了多少钱年初预算0万元全年预算320万元支出占93.75%实际支出300万元"]);
}

#[test]
fn of_a_project_that_was_cancelled_no_rate_is_told() {
    let cancelled = "[funds]\nunit = \"万元\"\nbudget = 260\nadjusted = 0\nspent = 0\n";
    let cancelled = shown(cancelled, Some(REPORT));
    cancelled.says(&["实际支出0万元，全年预算0万元。"]);
    cancelled.never_says(&["执行率"]);
}

#[test]
fn whose_project_was_rated_is_told_of_every_kind_of_evaluation() {
    // Beforehand nothing is spent yet, and a policy spends nothing.
    let rated =
        |rater: &str| shown(&format!("[[evaluations]]\nrater = \"{rater}\"\nrubric = \"demo\"\n"), Some(REPORT)).answer;
    assert!(rated("self").contains("这是单位自评：由实施单位示例中心自己评价。"), "{}", rated("self"));
    assert!(rated("third-party").contains("这是第三方评价，实施单位是示例中心。"), "{}", rated("third-party"));
}

#[test]
fn amounts_stand_in_the_unit_that_the_report_prints() {
    let bond = "[funds]\nunit = \"亿元\"\nplanned = 2.35\nreceived = 2.1\nspent = 1.98\n\n[[funds.sources]]\nname = \"专项债券\"\nspent = 1.75\n\n[[funds.sources]]\nname = \"预算资金\"\nspent = 0.23\n";
    let report = "## 一、资金\n\n支出[19800万元]{funds.spent}，到位率[89.36%]{funds.received÷funds.planned}，债券[1.75亿元]{funds.spent:专项债券}。\n";
    let large = shown(bond, Some(report));
    assert_eq!(large.rules(), NONE);
    large.says(&[
        "实际支出1.98亿元",
        "资金（单位：亿元",
        "1.75+0.23=1.98（亿元）",
        "19800万元，与表上的1.98亿元=19800万元一致",
    ]);
    assert_eq!(shown(bond, Some(&report.replace("19800", "18900"))).rules(), ["claim-mismatch"]);
    let spaced = "[funds]\nunit = \"元\"\nbudget = \"3 460 000\"\nspent = \"3 396 128.50\"\n";
    let spaced = shown(spaced, Some("## 一、资金\n\n支出[3 396 128.50元]{funds.spent}。\n"));
    assert_eq!(spaced.rules(), NONE);
    assert!(spaced.html.contains("3 396 128.50 元"), "{}", spaced.html);
    let small = "[funds]\nunit = \"千元\"\nbudget = 860\nspent = 848.5\n";
    let small = shown(small, Some("## 一、资金\n\n支出[84.85万元]{funds.spent}。\n"));
    assert_eq!(small.rules(), NONE);
    small.says(&["实际支出84.85万元原文848.5千元", "资金（单位：千元"]);
}

#[test]
fn what_is_said_to_be_printed_has_the_unit_and_digits_of_the_report_in_english_too() {
    let yuan = in_english("[funds]\nunit = \"元\"\nbudget = \"2,700,000\"\nspent = 2648371.25\n");
    assert!(yuan.contains("expenditure¥2.65millionprintedas2648371.25yuan"), "{yuan}");
    assert!(yuan.contains("initialbudget¥2.7million98.09%ofitspent"), "{yuan}");
    let fund = in_english("[funds]\nunit = \"亿元\"\nplanned = 10\nspent = 4.35\n");
    assert!(fund.contains("plannedinvestment¥1billion43.5%ofitspentprintedas10×100millionyuan"), "{fund}");
}

#[test]
fn a_figure_marked_in_the_cell_that_it_speaks_of_is_not_compared_with_itself() {
    let told = |report: &str| {
        let row = "indicators = [{ level = 1, name = \"巡查次数\", target = \"≥30次\", actual = \"[36次]{actual:巡查次数}\" }]\n";
        shown(&format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{row}"), Some(report))
    };
    let alone = told(REPORT);
    assert_eq!(alone.rules(), NONE);
    alone.never_says(&["与表上的36次一致", "没有发现不一致"]);
    told("## 一、产出\n\n巡查[36次]{actual:巡查次数}。\n")
        .says(&["一、产出：巡查次数实际完成值36次，与表上的36次一致"]);
    assert_eq!(told("## 一、产出\n\n巡查[63次]{actual:巡查次数}。\n").rules(), ["claim-mismatch"]);
}

#[test]
fn prices_are_compared_where_they_are_for_the_same() {
    let told = |report: &str| {
        let row = "indicators = [{ level = 1, name = \"物业单价\", target = \"≤2.5元/平方米·月\", actual = \"2.44元/平方米·月\" }]\n";
        let project = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{row}");
        shown(&project, Some(&format!("## 一、成本\n\n单价{report}，合理。\n")))
    };
    for same in [
        "[2.44元/平方米·月]{actual:物业单价}",
        "[2.44元]{actual:物业单价}/平方米·月",
        "[2.44]{actual:物业单价}元/平方米·月",
    ] {
        let same = told(same);
        assert_eq!(same.rules(), NONE);
        same.says(&["与表上的2.44元/平方米·月一致"]);
    }
    for other in ["[29.28元/平方米·年]{actual:物业单价}", "[29.28元]{actual:物业单价}/平方米·年"] {
        assert_eq!(told(other).rules(), ["figure-not-compared"]);
    }
    assert_eq!(told("[2.54元/平方米·月]{actual:物业单价}").rules(), ["claim-mismatch"]);
    assert_eq!(told("[2.54元]{actual:物业单价}").rules(), ["claim-mismatch"]);
    let scored_at = |actual: &str| {
        let row = format!(
            "level = 1, name = \"人均成本\", weight = 100, score = 100, target = \"≤1200元/人\", actual = \"{actual}\""
        );
        scored("score = 100", &[&row]).rules()
    };
    assert_eq!(scored_at("1188.68元/人"), NONE);
    assert_eq!(scored_at("1.5万元/年"), NONE);
    assert_eq!(scored_at("1288.68元/人"), ["full-marks-though-missed"]);
}

#[test]
fn parts_of_a_row_of_funds_are_said_to_have_been_compared() {
    let funds = "[funds]\nunit = \"万元\"\nspent = 160\n\n[[funds.items]]\nname = \"基本支出\"\nspent = 100\n\n[[funds.items]]\nname = \"人员经费\"\npart_of = \"基本支出\"\nspent = 60\n\n[[funds.items]]\nname = \"公用经费\"\npart_of = \"基本支出\"\nspent = 40\n\n[[funds.items]]\nname = \"项目支出\"\nspent = 60\n";
    shown(funds, Some(REPORT)).says(&["“基本支出”的实际支出等于各组成部分之和：60+40=100（万元）"]);
}

#[test]
fn the_totals_of_other_raters_stand_beside_the_one_shown_first() {
    let rated = |rater: &str, score: &str| {
        format!("[[evaluations]]\nrater = \"{rater}\"\nrubric = \"demo\"\nscore = {score}\n\n")
    };
    let three = [rated("self", "95"), rated("self", "96"), rated("department", "92.5"), rated("finance", "88")];
    shown(&three.concat(), Some(REPORT)).says(&["谁评的财政评价另有单位自评96/100分、部门评价92.5/100分。"]);
    let totals = [rated("self", "95"), rated("finance", "88")].concat();
    shown(&totals, Some(REPORT)).says(&["总分没有各项得分财政评价，评价结果/总分"]);
    let two = [rated("self", "95"), rated("finance", "88").replace("score = 88", "grade = \"良\"")];
    shown(&two.concat(), Some(REPORT)).says(&["谁评的财政评价另有单位自评95/100分。"]);
    let alike = [rated("self", "95"), rated("self", "90")];
    shown(&alike.concat(), Some(REPORT)).never_says(&["另有单位自评"]);
    let lot =
        |score: &str, place: &str| rated("third-party", score).replace("score", &format!("place = \"{place}\"\nscore"));
    let lots = [lot("88", "一标段评分表"), lot("92", "二标段评分表")];
    shown(&lots.concat(), Some(REPORT)).says(&["另有第三方评价（一标段评分表）88/100分。"]);
}

#[test]
fn a_grade_that_the_rubric_does_not_have_is_a_grade() {
    let other = scored("grade = \"较好\"", &[]);
    assert!(other.grades.contains("其他等次1个"), "{}", other.grades);
    assert!(other.grades.contains("较好") && !other.grades.contains("未评等次的项目"), "{}", other.grades);
    let none = scored("score = 90", &[]);
    assert!(none.grades.contains("未评等次1个") && !none.grades.contains("其他等次1个"), "{}", none.grades);
    let known = scored("score = 90\ngrade = \"优\"", &[]);
    assert!(known.grades.contains("优1个"), "{}", known.grades);
}

#[test]
fn a_grade_has_the_range_of_the_bands_that_it_was_given_by() {
    scored("score = 9.2\nmaximum = 10\ngrade = \"优\"", &[]).never_says(&["90分至100分"]);
    let own = scored("score = 118\nmaximum = 120\ngrade = \"优\"\nbands_printed = \"108分以上为优，其余为良\"", &[]);
    own.never_says(&["90分至100分"]);
    own.says(&["评分用的是“示例标准”；怎么分等次，以报告所印为准：“108分以上为优，其余为良”。"]);
    let own_words = scored("score = 88\ngrade = \"较好\"\nbands_printed = \"75分以上为较好\"", &[]);
    own_words.never_says(&["优≥90", "良<90"]);
    scored("score = 88\ngrade = \"良\"", &[]).says(&["优≥90"]);
    let same = scored("score = 92\ngrade = \"优\"\nbands_printed = \"90分以上为优\"", &[]);
    same.says(&["评分用的是“示例标准”：90分至100分为“优”。"]);
    same.never_says(&["以报告所印为准"]);
}

#[test]
fn what_tables_say_was_reached_came_of_the_project() {
    let shown = scored(
        "score = 100",
        &[
            r#"level = 1, name = "预算执行率", weight = 10, score = 10, actual = "100%""#,
            r#"level = 1, name = "检修里程", weight = 40, score = 40, target = "≥10公里", actual = "12公里""#,
            r#"level = 1, name = "单位成本", weight = 10, score = 10, actual = "3万元""#,
            r#"level = 1, name = "服务质量", weight = 30, score = 30, actual = "较好""#,
            r#"level = 1, name = "用户满意度", weight = 10, score = 10, actual_value = 95.5, unit = "%""#,
        ],
    );
    shown.says(&["办成了什么用户满意度95.5%检修里程12公里比上一年"]);
    scored("score = 100", &[r#"level = 1, name = "亮灯率", weight = 100, score = 100, actual = "99.2", unit = "%""#])
        .says(&["办成了什么亮灯率99.2%比上一年"]);
    scored("score = 100", &[]).says(&["办成了什么这里没有单列出来的结果。"]);
}

#[test]
fn what_is_only_expected_and_what_became_of_funds_is_no_outcome() {
    let cells = scored(
        "score = 100",
        &[
            r#"level = 1, name = "照度达标率", weight = 20, score = 20, target = "100%", actual = "预计100%""#,
            r#"level = 1, name = "覆盖倍数", weight = 20, score = 20, target = "≥1.2倍", actual = "预期1.31倍""#,
            r#"level = 1, name = "债券资金到位率", weight = 20, score = 20, actual = "80%""#,
            r#"level = 1, name = "年度预算完成率", weight = 20, score = 20, actual = "97%""#,
            r#"level = 1, name = "改造教室", weight = 20, score = 20, target = "≥400间", actual = "412间""#,
        ],
    );
    cells.says(&["办成了什么改造教室412间比上一年"]);
    let told = |report: &str| {
        let row = r#"{ level = 1, name = "覆盖倍数", weight = 100, score = 100, target = "≥1.2倍" }"#;
        let rated =
            format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 100\nindicators = [{row}]\n");
        shown(&rated, Some(&format!("## 一、效益\n\n{report}。\n")))
    };
    told("预计达到[1.31倍]{actual:覆盖倍数}").says(&["办成了什么这里没有单列出来的结果。"]);
    told("达到[1.31倍]{actual:覆盖倍数}").says(&["办成了什么覆盖倍数1.31倍"]);
}

#[test]
fn what_was_put_in_and_what_was_not_done_is_no_outcome() {
    let rows = [
        r#"level = 1, name = "过程管理", weight = 30"#,
        r#"level = 2, name = "在职人员控制率", weight = 30, score = 30, target = "≤100%", actual = "97.6%""#,
        r#"level = 1, name = "产出效率", weight = 70"#,
        r#"level = 2, name = "加装电梯", weight = 30, score = 0, target = "3台", actual = "未安装1台""#,
        r#"level = 2, name = "维修电梯", weight = 40, score = 40, target = "12台", actual = "12台""#,
    ];
    scored("score = 70", &rows).says(&["办成了什么维修电梯12台比上一年"]);
}

#[test]
fn an_outcome_of_a_class_of_indicators_is_told_with_what_it_is_of() {
    let rows = [
        r#"level = 1, name = "产出", weight = 60"#,
        r#"level = 2, name = "数量指标", weight = 60, score = 55, target = "≥12家", actual = "11家""#,
        r#"level = 1, name = "效益", weight = 40, score = 40"#,
    ];
    scored("score = 95", &rows).says(&["办成了什么产出›数量指标11家比上一年"]);
}

#[test]
fn figures_that_nothing_can_be_compared_with_are_not_said_to_agree() {
    let evaluation = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\ngrade = \"优\"\n";
    let nothing = shown(evaluation, Some(REPORT));
    assert_eq!(nothing.rules(), NONE);
    assert!(nothing.headline.starts_with("只列等次"), "{}", nothing.headline);
    assert!(nothing.answer.contains("这次评价在这里没有单列得分，本站看不出等次是怎么得来的。"), "{}", nothing.answer);
    nothing.never_says(&["未列分项", "分数是怎么得来的"]);
    let by_words =
        scored("grade = \"良\"", &["level = 1, name = \"产出\", target = \"60场\", actual = \"64场（优）\""]);
    by_words.says(&["单位自评：指标表"]);
    by_words.never_says(&["打分表"]);
    by_words.never_says(&["扣分在哪里", "得分表", "未列"]);
    nothing.says(&[
        "数字对得上吗数字没有核对",
        "核验结果这份报告的数字，本站没有核对：表上没有可以互相核算的，正文里的没有标注。",
    ]);
    nothing.never_says(&["未发现不一致", "没有发现不一致"]);
    let funds = "[funds]\nunit = \"万元\"\nbudget = 10\nspent = 9\nrates = [{ of = \"spent\", to = \"budget\", printed = \"90%\" }]\n";
    let some = shown(&format!("{funds}{evaluation}"), Some(REPORT));
    some.says(&["数字对得上吗未发现不一致", "核验结果没有发现不一致。"]);
    let with_doubt =
        shown(&format!("{funds}{evaluation}"), Some(&format!("{REPORT}\n结余[25%]{{funds.budget-funds.spent}}。\n")));
    assert_eq!(with_doubt.rules(), ["figure-not-compared"]);
    with_doubt.says(&["数字对得上吗未发现不一致；另有1处存疑。"]);
}

#[test]
fn a_doubt_about_figures_is_not_called_agreement() {
    let evaluation = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 92\n";
    let shown = shown(evaluation, Some("## 一、评价结论\n\n综合得分93分。\n"));
    assert!(shown.rules().contains(&"claim-mismatch"), "{:?}", shown.rules());
    shown.says(&["数字对得上吗共1处存疑"]);
    shown.never_says(&["未发现不一致"]);
}

#[test]
fn a_goal_without_an_actual_beside_it_may_be_told_of_in_prose() {
    let goals = "[[goals]]\nexpected = \"保障线路畅通\"\n\n";
    let shown = shown(&format!("{goals}{TARGETS}"), Some("## 目标完成情况\n\n线路全年畅通。\n"));
    shown.says(&["实际完成情况报告没有单列。", "绩效指标的目标值"]);
    shown.never_says(&["报告没有写。", "目标值与实际值"]);
}

const TARGETS: &str =
    "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n\n[[targets]]\nname = \"检修里程\"\ntarget = \"≥10公里\"\n";

#[test]
fn targets_only() {
    let with_actual = format!("{TARGETS}actual = \"12公里\"\n");
    let half = format!("{with_actual}\n[[targets]]\nname = \"巡查次数\"\ntarget = \"≥4次\"\n");
    for (project, words) in [
        (with_actual.as_str(), "报告列出1项绩效指标，写了目标值和完成情况，没有评分，也没有等次。"),
        (half.as_str(), "报告列出2项绩效指标的目标值，其中1项写了完成情况，没有评分，也没有等次。"),
        (TARGETS, "报告列出1项绩效指标的目标值，没有列出各项的完成情况，没有评分，也没有等次。"),
    ] {
        let shown = shown(project, Some(REPORT));
        assert!(shown.rules().iter().all(|rule| *rule == "goal-unanswered"), "{:?}", shown.findings);
        assert!(shown.answer.contains(words), "{}", shown.answer);
        assert!(shown.headline.contains("未评分"), "{}", shown.headline);
        shown.never_says(&["只有文字"]);
    }
    let table = scored("", &["level = 1, name = \"检修里程\", target = \"≥10公里\", actual = \"12公里\""]);
    assert_eq!(table.rules(), NONE);
    assert!(table.answer.contains("报告列出1项绩效指标，写了目标值和完成情况"), "{}", table.answer);
    table.says(&["单位自评：指标表"]);
    table.never_says(&["只有文字", "得分表", "打分表", "扣分在哪里", "看不出"]);
    assert_eq!(table.data["evaluations"][0]["scoring"], "unscored");
}

#[test]
fn prose_only_and_no_prose() {
    let bare = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n";
    let prose = shown(bare, Some(REPORT));
    // A text may hold tables of its own.
    prose.says(&["这次评价没有评分，也没有等次。"]);
    prose.never_says(&["没有报告正文", "只有文字"]);
    let table = shown(&format!("{TARGETS}actual = \"12公里\"\n"), None);
    assert_eq!(table.rules(), NONE);
    table.says(&["这里登载的是表格，没有报告正文。"]);
    table.never_says(&["只有文字", "文字叙述"]);
    let money = shown(&format!("[funds]\nunit = \"万元\"\nbudget = 10\nspent = 9\n{bare}"), None);
    money.says(&["这次评价没有评分，也没有等次。", "这里登载的是表格，没有报告正文。"]);
    money.never_says(&["只有文字"]);
}

#[test]
fn what_is_told_of_another_year_did_not_come_of_this_one() {
    let bare = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n";
    let told = |report: &str| shown(bare, Some(&format!("## 一、产出\n\n{report}\n")));
    let growth = "[15%]{今年救助÷上年救助-1}";
    let both = told(&format!("2021年救助[1200人次]{{上年救助}}，2022年救助[1380人次]{{今年救助}}，增长{growth}。"));
    assert_eq!(both.rules(), NONE);
    both.says(&["办成了什么今年救助1380人次比上一年", "原文15%：1380÷1200−1=15%"]);
    told(&format!("2021年，全县救助[1200人次]{{上年救助}}；全年救助[1380人次]{{今年救助}}，增长{growth}。"))
        .says(&["办成了什么今年救助1380人次比上一年"]);
    let on = format!(
        "2022年救助[1380人次]{{今年救助}}，2021年[1200人次]{{上年救助}}，今年增长{growth}，办结[1370人次]{{办结}}，共办结[1370人次]{{办结}}。"
    );
    told(&on).says(&["办成了什么今年救助1380人次办结1370人次比上一年"]);
    told("入园率由[78.2%]{基期率}提高到[88.3%]{入园率}，基期[78.2%]{基期率}，[88.3%]{入园率}。")
        .says(&["办成了什么入园率88.3%"]);
    told("比2021年增加180人次，救助[1380人次]{救助}，共[1380人次]{救助}。").says(&["办成了什么救助1380人次比上一年"]);
}

#[test]
fn outcomes_of_one_name_are_told_apart() {
    let row = |level: u32, name: &str, rest: &str| format!("level = {level}, name = \"{name}\"{rest}");
    let rows = [
        row(1, "图书馆", ""),
        row(2, "开放天数", ", weight = 50, score = 50, actual = \"320天\""),
        row(1, "文化馆", ""),
        row(2, "开放天数", ", weight = 50, score = 50, actual = \"310天\""),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    scored("score = 100", &rows).says(&["办成了什么图书馆›开放天数320天文化馆›开放天数310天比上一年"]);
}

#[test]
fn a_place_that_tells_a_figure_twice_is_named_once() {
    let bare = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n";
    let twice = shown(bare, Some("## 一、产出\n\n救助[1380人次]{救助}，合计[1380人次]{救助}。\n"));
    twice.says(&["一、产出：救助1380人次，几处所述一致"]);
}

#[test]
fn a_date_that_the_prose_repeats_agrees_with_its_cell() {
    let told = |date: &str| {
        let row = "indicators = [{ level = 1, name = \"完工时间\", target = \"10月底前\", actual = \"11月15日\" }]\n";
        let project = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{row}");
        shown(&project, Some(&format!("## 一、产出\n\n[{date}]{{actual:完工时间}}完工。\n")))
    };
    let same = told("11月15日");
    assert_eq!(same.rules(), NONE);
    same.says(&["完工时间实际完成值11月15日，与表上的11月15日一致"]);
    assert_eq!(told("2023年11月16日").rules(), ["figure-not-compared"]);
}

#[test]
fn what_rounding_explains_is_not_said_to_differ() {
    let bare = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n";
    let rate = |printed: &str| {
        let rates = format!("rates = [{{ of = \"spent\", to = \"budget\", printed = \"{printed}\" }}]");
        shown(&format!("[funds]\nunit = \"万元\"\nbudget = 88.6\nspent = 80\n{rates}\n{bare}"), Some(REPORT))
    };
    let near = rate("90.30%");
    assert_eq!(near.rules(), ["rate-mismatch"]);
    near.says(&["原文90.30%", "90.30%90.29%提示", "共1处提示"]);
    near.never_says(&["90.30%，不一致", "90.29%不一致"]);
    rate("80.29%").says(&["80.29%90.29%不一致", "原文80.29%，不一致"]);
    rate("90.29%").says(&["90.29%90.29%一致"]);
    let dash = rate("—");
    dash.says(&["—90.29%无从比对"]);
    dash.never_says(&["90.29%一致"]);
    rate("约九成").says(&["约九成90.29%存疑"]);
}

#[test]
fn what_one_evaluation_lacks_is_not_said_of_the_report() {
    let scores = "indicators = [{ level = 1, name = \"产出\", weight = 100, score = 95 }]\n";
    let own = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 95\n{scores}\n");
    let other = |rest: &str| format!("{own}[[evaluations]]\nrater = \"third-party\"\nrubric = \"demo\"\n{rest}\n");
    let graded = shown(&other("grade = \"良\""), Some(REPORT));
    assert!(graded.answer.contains("这次评价在这里没有单列得分"), "{}", graded.answer);
    let unscored = shown(&other(""), Some(REPORT));
    assert!(unscored.answer.contains("这次评价没有评分，也没有等次。"), "{}", unscored.answer);
    for shown in [graded, unscored] {
        shown.never_says(&["报告没有公布", "报告没有评分", "报告只有文字", "这份报告没有评分"]);
    }
}

#[test]
fn a_citation_calls_nobody_the_author() {
    let other =
        "[[evaluations]]\nrater = \"third-party\"\norganisation = \"某事务所\"\nrubric = \"demo\"\nscore = 90\n";
    shown(other, Some(REPORT)).says(&["《热线》（示例中心，2022年）绩效评价结果，示例，projects/2022/one/"]);
}

#[test]
fn what_is_worked_out_is_not_said_to_stand_in_a_table() {
    let graded = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 95\n";
    let earned = shown(graded, Some("## 五、结论\n\n等次为[优]{grade}。\n"));
    earned.says(&["评价等次优，与核算的优一致"]);
    earned.never_says(&["与表上的优一致"]);
    let rows = "indicators = [{ level = 1, name = \"甲\", weight = 60, score = 55 }, { level = 1, name = \"乙\", weight = 40, score = 30 }]";
    let other = shown(&format!("{}{rows}\n", graded.replace("95", "87")), Some("## 五、结论\n\n得[85分]{score}。\n"));
    other.says(&["总得分85分，与核算的85分一致"]);
    other.never_says(&["与表上的87分一致", "与表上的85分一致"]);
    let same = shown(graded, Some("## 五、结论\n\n得[95分]{score}。\n"));
    same.says(&["总得分95分，与表上的95分一致"]);
}
