//! One cause, one finding: a report whose three tables agree is changed in one or two figures, and `check` must say where,
//! once for each.

use gongshi::diag::Finding;
use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::{Source, Sources};

const RUBRIC: &str = r#"name = "示例标准"
bands = [
  { grade = "优", from = 90, to = 100 },
  { grade = "良", from = 80, below = 90 },
  { grade = "中", from = 0, below = 80 },
]
"#;

const REPORT: &str = r#"title = "热线"
year = 2023
agency = "demo-center"

[funds]
unit = "万元"
budget = 200
received = 190.50
spent = 186.25
rates = [
  { place = "三", of = "received", to = "budget", printed = "95.25%" },
  { place = "三", of = "spent", to = "received", printed = "97.77%" },
]
sources = [
  { name = "县级资金", budget = 150, received = 140.50, rates = [{ place = "三", of = "received", to = "budget", printed = "93.67%" }] },
  { name = "省级资金", budget = 50, received = 50.00 },
]

[[evaluations]]
rater = "self"
rubric = "demo"
score = 89
grade = "良"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "目标", weight = 20, score = 18, reason = "有缺项" },
  { level = 2, name = "程序", weight = 20, score = 17, reason = "有缺项" },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "数量", weight = 30, score = 26, reason = "有缺项" },
  { level = 2, name = "质量", weight = 30, score = 28, reason = "有缺项" },
]

[[evaluations.printed]]
place = "基本信息表"
rows = [
  { of = "决策/目标", weight = 20, score = 18 },
  { of = "决策/程序", weight = 20, score = 17 },
  { of = "产出/数量", weight = 30, score = 26 },
  { of = "产出/质量", weight = 30, score = 28 },
]

[[evaluations.printed]]
place = "得分汇总表"
rows = [
  { of = "决策", weight = 40, score = 35 },
  { of = "产出", weight = 60, score = 54 },
  { of = "总分", weight = 100, score = 89, grade = "良" },
]
"#;

/// The site with the report changed: each text, which must stand in it once, by another.
fn site(changes: &[(&str, &str)]) -> Site {
    let mut report = REPORT.to_owned();
    for (before, after) in changes {
        assert_eq!(report.matches(before).count(), 1, "{before}");
        report = report.replace(before, after);
    }
    let files = [
        ("content/site.toml", "title = \"示例\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
        ("content/rubrics/demo.toml", RUBRIC),
        ("content/projects/2023/demo/project.toml", &report),
    ];
    pipeline::plan(Sources::new(files.map(|(path, text)| Source { path: path.into(), text: text.into() })), Vec::new())
}

/// All that is found in a site.
fn found(site: &Site) -> Vec<Finding> {
    site.findings().iter().map(|held| held.finding()).collect()
}

/// Each finding as its rule, its place, and the line that it points at.
fn told(site: &Site) -> Vec<(&'static str, String, String)> {
    let line = |finding: &Finding| {
        let text = site.sources.text(finding.span.file);
        let line = text.lines().nth(site.sources.position(finding.span).line - 1);
        line.unwrap_or_default().trim().to_owned()
    };
    let found = found(site).into_iter();
    found.map(|finding| (finding.rule, finding.at.as_str().to_owned(), line(&finding))).collect()
}

/// What [`told`] gives for a finding.
fn line(rule: &'static str, at: &str, line: &str) -> (&'static str, String, String) {
    (rule, at.to_owned(), line.to_owned())
}

/// The places that are folded into the one finding of a site.
fn folded(found: &[Finding]) -> Vec<&str> {
    let [finding] = found else { panic!("{found:?}") };
    finding.also.iter().map(|also| also.at.as_str()).collect()
}

const GOAL: &str = r#"{ level = 2, name = "目标", weight = 20, score = 18, reason = "有缺项" }"#;
const GOAL_AS_19: &str = r#"{ level = 2, name = "目标", weight = 20, score = 19, reason = "有缺项" }"#;

#[test]
fn the_report_itself_agrees() {
    assert_eq!(told(&site(&[])), []);
}

#[test]
fn a_wrong_cell_is_one_finding_at_the_cell() {
    let site = site(&[(GOAL, GOAL_AS_19)]);
    assert_eq!(told(&site), [line("subtotal-mismatch", "评分表/决策/目标", &format!("{GOAL_AS_19},"))]);
    let [finding] = &found(&site)[..] else { panic!("one finding") };
    assert_eq!((finding.printed.as_deref(), finding.recomputed.as_deref()), (Some("19"), Some("18")));
    let sums = ["评价结果/总分", "得分汇总表/决策", "得分汇总表/总分", "基本信息表/决策/目标"];
    let grades = ["评价结果/总分", "得分汇总表/总分"];
    assert_eq!(folded(&found(&site)), [&sums[..], &grades].concat());
    let help: Vec<String> = finding.help.iter().map(|help| Lang::ZhCn.say(help)).collect();
    assert_eq!(
        help,
        ["这里如果是 18，以下各处也都相符：评价结果/总分、得分汇总表/决策、得分汇总表/总分、基本信息表/决策/目标"]
    );
    assert_eq!(finding.related.len(), 6);
}

#[test]
fn what_a_wrong_score_would_explain_is_not_said_to_agree() {
    let praised = r#"{ level = 2, name = "质量", weight = 30, score = 30, basis = "验收严格" }"#;
    let lost = praised.replace("score = 30", "score = 27");
    let site = site(&[
        (r#"{ level = 2, name = "质量", weight = 30, score = 28, reason = "有缺项" }"#, &lost),
        (r#"{ of = "产出/质量", weight = 30, score = 28 }"#, r#"{ of = "产出/质量", weight = 30, score = 30 }"#),
        (r#"{ of = "产出", weight = 60, score = 54 }"#, r#"{ of = "产出", weight = 60, score = 56 }"#),
        ("score = 89\ngrade = \"良\"", "score = 91\ngrade = \"优\""),
        (r#"weight = 100, score = 89, grade = "良""#, r#"weight = 100, score = 91, grade = "优""#),
    ]);
    let help: Vec<String> = found(&site)[0].help.iter().map(|help| Lang::ZhCn.say(help)).collect();
    assert_eq!(
        help,
        [
            "这里如果是 30，以下各处也都相符：评价结果/总分、得分汇总表/产出、得分汇总表/总分、基本信息表/产出/质量",
            "如果错的是得分或分值，由此而来的还有：评分表/评价依据没有说差在哪里",
        ]
    );
}

#[test]
fn wrong_cells_that_cancel_are_two_findings() {
    let site = site(&[
        (GOAL, GOAL_AS_19),
        (r#"name = "数量", weight = 30, score = 26"#, r#"name = "数量", weight = 30, score = 25"#),
    ]);
    let found = found(&site);
    let at: Vec<&str> = found.iter().map(|finding| finding.at.as_str()).collect();
    assert_eq!(at, ["基本信息表/决策/目标", "基本信息表/产出/数量"]);
}

#[test]
fn wrong_cells_that_cancel_within_a_group_are_two_findings() {
    let site = site(&[
        (GOAL, GOAL_AS_19),
        (r#"name = "程序", weight = 20, score = 17"#, r#"name = "程序", weight = 20, score = 16"#),
    ]);
    let found = found(&site);
    let at: Vec<&str> = found.iter().map(|finding| finding.at.as_str()).collect();
    assert_eq!(at, ["基本信息表/决策/目标", "基本信息表/决策/程序"]);
}

#[test]
fn an_item_that_another_table_carries_on_is_one_finding_there() {
    let site = site(&[
        (r#"{ of = "决策/目标", weight = 20, score = 18 }"#, r#"{ of = "决策/目标", weight = 20, score = 19 }"#),
        (r#"{ of = "决策", weight = 40, score = 35 }"#, r#"{ of = "决策", weight = 40, score = 36 }"#),
        (r#"{ of = "总分", weight = 100, score = 89"#, r#"{ of = "总分", weight = 100, score = 90"#),
    ]);
    assert_eq!(told(&site)[0].1, "基本信息表/决策/目标");
    // The grade beside the total is right for 89 and wrong for 90.
    assert_eq!(
        folded(&found(&site)),
        ["基本信息表/决策/目标", "得分汇总表/决策", "得分汇总表/总分", "得分汇总表/总分"]
    );
}

#[test]
fn a_wrong_subtotal_takes_its_table_total_along() {
    let site = site(&[(r#"{ of = "决策", weight = 40, score = 35 }"#, r#"{ of = "决策", weight = 40, score = 37 }"#)]);
    assert_eq!(told(&site)[0].1, "得分汇总表/决策");
    assert_eq!(folded(&found(&site)), ["得分汇总表/决策", "得分汇总表/总分"]);
}

#[test]
fn a_wrong_total_takes_its_grade_along() {
    let site = site(&[("score = 89\n", "score = 99\n")]);
    assert_eq!(told(&site), [line("subtotal-mismatch", "评价结果/总分", "score = 99")]);
    assert_eq!(folded(&found(&site)), ["评价结果/总分", "评价结果/总分"]);
}

#[test]
fn a_wrong_weight_is_one_finding_at_the_weight() {
    let site = site(&[(GOAL, r#"{ level = 2, name = "目标", weight = 15, score = 18, reason = "有缺项" }"#)]);
    assert_eq!(told(&site)[0].1, "评分表/决策/目标");
    assert_eq!((found(&site)[0].printed.as_deref(), found(&site)[0].recomputed.as_deref()), (Some("15"), Some("20")));
    assert_eq!(folded(&found(&site)), ["评分表/决策", "基本信息表/决策/目标", "评分表/决策/目标"]);
}

#[test]
fn a_wrong_amount_is_one_finding_at_the_amount() {
    let total = site(&[("received = 190.50", "received = 199.50")]);
    assert_eq!(told(&total), [line("funds-total", "各资金来源/实际到位", "received = 199.50")]);
    assert_eq!(folded(&found(&total)), ["各资金来源/实际到位", "三/实际到位÷年初预算", "三/实际支出÷实际到位"]);
    let part = site(&[("received = 140.50", "received = 149.50")]);
    assert_eq!(told(&part)[0].1, "县级资金/实际到位");
    assert_eq!(folded(&found(&part)), ["各资金来源/实际到位", "三/县级资金/实际到位÷年初预算"]);
}

#[test]
fn a_wrong_unit_is_one_finding_at_the_unit() {
    let told_in_prose = GOAL.replace("有缺项", "预算[200万元]{funds.budget}，支出[186.25万元]{funds.spent}");
    let agrees = site(&[(GOAL, &told_in_prose)]);
    assert_eq!(told(&agrees), []);
    let site = site(&[(GOAL, &told_in_prose), ("unit = \"万元\"", "unit = \"元\"")]);
    assert_eq!(told(&site), [line("claim-mismatch", "资金/金额单位", "unit = \"元\"")]);
    assert_eq!(folded(&found(&site)).len(), 2);
}

#[test]
fn a_wrong_rate_beside_a_wrong_amount_stays_one_of_two() {
    let site = site(&[("received = 190.50", "received = 199.50"), ("97.77%", "98.77%")]);
    let found = found(&site);
    let at: Vec<&str> = found.iter().map(|finding| finding.at.as_str()).collect();
    assert_eq!(at, ["各资金来源/实际到位", "三/实际支出÷实际到位"]);
}

/// The report with a wrong subtotal, which takes its table's total along, and acknowledgements.
fn acknowledged(entries: &[(&str, &str, &str)]) -> Site {
    let entries: Vec<String> = entries
        .iter()
        .map(|(rule, at, note)| format!("\n[[acknowledged]]\nrule = \"{rule}\"\nat = \"{at}\"\nnote = \"{note}\"\n"))
        .collect();
    let last = "{ of = \"总分\", weight = 100, score = 89, grade = \"良\" },\n]\n";
    let wrong = (r#"{ of = "决策", weight = 40, score = 35 }"#, r#"{ of = "决策", weight = 40, score = 37 }"#);
    site(&[wrong, (last, &(last.to_owned() + &entries.concat()))])
}

/// Each finding as its rule and its note.
fn notes(found: &[Finding]) -> Vec<(&str, Option<&str>)> {
    found.iter().map(|finding| (finding.rule, finding.note.as_deref())).collect()
}

#[test]
fn an_acknowledged_cause_explains_its_consequences() {
    let site = acknowledged(&[("subtotal-mismatch", "得分汇总表/决策", "印37。")]);
    assert_eq!(notes(&found(&site)), [("subtotal-mismatch", Some("印37。"))]);
}

#[test]
fn acknowledgements_of_folded_findings_still_meet_them_and_are_all_published() {
    let both =
        [("subtotal-mismatch", "得分汇总表/决策", "印37。"), ("table-total-mismatch", "得分汇总表/总分", "相加为91。")];
    assert_eq!(notes(&found(&acknowledged(&both))), [("subtotal-mismatch", Some("印37。 相加为91。"))]);
}

#[test]
fn an_acknowledged_consequence_does_not_explain_its_cause() {
    let site = acknowledged(&[("table-total-mismatch", "得分汇总表/总分", "相加为91。")]);
    assert_eq!(notes(&found(&site)), [("subtotal-mismatch", None), ("table-total-mismatch", Some("相加为91。"))]);
}

#[test]
fn every_folded_place_is_marked_on_the_page() {
    let site = site(&[(GOAL, GOAL_AS_19)]);
    let page = pipeline::file(&site, "projects/2023/demo/index.html").expect("the page").expect("rendered");
    let page = String::from_utf8(page).expect("text");
    // The cell and the total below it; in the list of statements the group, the item and the total in both places.
    assert_eq!(page.matches("与核算不符</a></small>").count(), 2);
    assert_eq!(page.matches("（与核算不同）").count(), 4);
}
