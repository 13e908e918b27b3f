//! Forms as bureaus print them, put into the format without bending: what the page, the data and the checks then say.

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};

const PROJECT: &str = "content/projects/2023/hotline/project.toml";

/// The clean site with the project's evaluation and whatever stands before it replaced by `form`.
fn site(form: &str) -> Site {
    let site = Site::new("clean");
    let head = "title = \"便民热线工作经费\"\nyear = 2023\nagency = \"demo-center\"\n";
    let originals = "\n[[sources]]\nfile = \"files/scan.txt\"\n";
    let rubric = "name = \"自选指标\"\nmaximum = 100\n";
    site.write("content/rubrics/own.toml", rubric);
    site.write(PROJECT, &format!("{head}{form}{originals}"));
    site
}

/// What `check` prints of the site.
fn checked(site: &Site) -> String {
    let output = Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("check").output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The project's page, built.
fn page(site: &Site) -> String {
    let output = Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").output().unwrap();
    assert!(site.at("public/index.html").exists(), "{}", String::from_utf8_lossy(&output.stderr));
    site.read("public/projects/2023/hotline/index.html")
}

/// The texts of the elements `tag` between two strings of a page, without markup and spaces around.
fn texts(page: &str, from: &str, to: &str, tags: &[&str]) -> Vec<String> {
    let part = page.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    let part = part.split_once(to).map_or(part, |(part, _)| part);
    let mut texts = Vec::new();
    for piece in part.split("</") {
        let start = tags.iter().filter_map(|tag| piece.rfind(&format!("<{tag}"))).max();
        if let Some(start) = start {
            let text: String =
                piece[start..].split('<').filter_map(|part| Some(part.split_once('>')?.1)).collect::<String>();
            texts.push(text.trim().to_owned());
        }
    }
    texts
}

const MARKED_CELLS: &str = r#"
[funds]
unit = "万元"
budget = "215,457.6"
received = "/"
spent = "１６６０．９９"

[[evaluations]]
rater = "self"
rubric = "own"
indicators = [
  { level = 1, name = "产出", weight = 60, score = 54, reason = "晚了一个月" },
  { level = 1, name = "效益", weight = 40, score = "—", value = 95, actual_value = "完成", unit = "%" },
]
"#;

#[test]
fn cells_without_a_figure_and_separated_figures_stand_on_the_page_as_printed() {
    let site = site(MARKED_CELLS);
    let page = page(&site);
    let funds = texts(&page, "<table class=\"funds", "</table>", &["td"]);
    assert_eq!(funds, ["215,457.6", "/", "１６６０．９９"]);
    let table = texts(&page, "<div id=\"table\">", "</table>", &["td"]);
    assert!(table.contains(&"—".to_owned()) && table.contains(&"完成".to_owned()), "{table:?}");
    assert!(!checked(&site).contains("错误["), "{}", checked(&site));
    let data = site.read("public/projects/2023/hotline/data.json");
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["funds"]["budget"], "215457.6");
    assert_eq!(data["funds"]["received"], serde_json::Value::Null);
    assert_eq!(data["fund_rows"][0]["cells_printed"], "budget=215,457.6; received=/; spent=１６６０．９９");
    assert_eq!(data["indicators"][1]["score"], serde_json::Value::Null);
    assert_eq!(data["indicators"][1]["cells_printed"], "score=—; actual_value=完成");
}

#[test]
fn a_cell_that_is_no_figure_and_no_mark_says_what_can_stand_there() {
    let said = checked(&site(&MARKED_CELLS.replace("\"215,457.6\"", "\"约两千\"")));
    assert!(said.contains("“budget”") && said.contains("加引号照抄"), "{said}");
    let said = checked(&site(&MARKED_CELLS.replace("215,457.6", "21,5457.6")));
    assert!(said.contains("“budget”") && said.contains("三位一分"), "{said}");
}

#[test]
fn separated_figures_are_compared_by_their_value() {
    let form = r#"
[funds]
unit = "元"
budget = "215,457.6"
[[funds.sources]]
name = "县级资金"
budget = "215,457.5"
"#;
    assert!(checked(&site(form)).contains("funds-total"));
    assert!(!checked(&site(&form.replace("457.5", "457.6"))).contains("funds-total"));
}

const FIGURES_IN_QUOTES: &str = r#"
[funds]
unit = "万元"
budget = "185"

[[evaluations]]
rater = "self"
rubric = "own"
score = "９５．０"
maximum = "1,00"
indicators = [
  { level = 1, name = "产出", weight = "60", score = "54.0", reason = "晚了一个月" },
  { level = 1, name = "效益", weight = 40, score = "39" },
]
adjustments = [{ name = "附加分", score = "＋2" }]
evaluators = [
  { surname = "吴", post = "局长", score = "９４" },
  { surname = "林", post = "科长", score = "—" },
]
[[evaluations.printed]]
place = "得分汇总表"
rows = [
  { of = "产出", weight = "60.0", score = "５４" },
  { of = "效益", weight = "/", score = "/" },
  { of = "总分", weight = 100, score = "95" },
]
"#;

#[test]
fn figures_in_quotes_are_read_wherever_a_figure_stands_and_shown_as_printed() {
    let form = FIGURES_IN_QUOTES.replace("1,00\"", "１００\"");
    let site = site(&form);
    let said = checked(&site);
    assert!(!said.contains("错误["), "{said}");
    let page = page(&site);
    let people = texts(&page, "<table class=\"stack evaluators", "</table>", &["td"]);
    assert!(people.contains(&"９４".to_owned()) && people.contains(&"—".to_owned()), "{people:?}");
    assert!(page.contains("<b>９５．０</b>") && page.contains("/ １００"), "{page}");
    assert!(page.contains("＋2"), "{page}");
    let elsewhere = texts(&page, "<table class=\"stack statements", "</table>", &["td"]);
    assert!(elsewhere.contains(&"５４".to_owned()) && elsewhere.contains(&"/".to_owned()), "{elsewhere:?}");
    let data = site.read("public/projects/2023/hotline/data.json");
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["funds"]["budget"], "185");
    assert_eq!(data["evaluations"][0]["score_printed"], "95.0");
    assert_eq!(data["evaluations"][0]["cells_printed"], "maximum=１００; score=９５．０");
    assert_eq!(data["evaluations"][0]["printed"][0]["cells_printed"], "score=５４");
    assert_eq!(data["evaluations"][0]["printed"][1]["score"], serde_json::Value::Null);
}

#[test]
fn figures_in_quotes_are_compared_by_their_values() {
    let form = FIGURES_IN_QUOTES.replace("1,00\"", "100\"");
    for (right, wrong, rule) in [
        ("９５．０", "９６．０", "subtotal-mismatch"),
        ("＋2", "＋3", "subtotal-mismatch"),
        ("\"５４\"", "\"５３\"", "item-score-mismatch"),
        ("\"60.0\"", "\"61.0\"", "weight-mismatch"),
    ] {
        let said = checked(&site(&form.replace(right, wrong)));
        assert!(said.contains(rule), "{wrong}: {said}");
    }
}

#[test]
fn a_figure_that_has_to_stand_there_is_asked_for_in_words() {
    let form = FIGURES_IN_QUOTES.replace("1,00\"", "100\"");
    let said = checked(&site(&form.replace("＋2", "—")));
    assert!(said.contains("“score”") && said.contains("这里要有一个数"), "{said}");
    let said = checked(&site(&form.replace("maximum = \"100\"", "maximum = \"/\"")));
    assert!(said.contains("“maximum”") && said.contains("这里要有一个数"), "{said}");
    let said = checked(&site(FIGURES_IN_QUOTES));
    assert!(said.contains("“maximum”") && said.contains("三位一分"), "{said}");
    let site = site(&form);
    site.write("content/rubrics/own.toml", "name = \"自选指标\"\nmaximum = \"１００\"\n");
    assert!(!checked(&site).contains("错误["), "{}", checked(&site));
    site.write("content/rubrics/own.toml", "name = \"自选指标\"\nmaximum = \"/\"\n");
    assert!(checked(&site).contains("这里要有一个数"), "{}", checked(&site));
}

#[test]
fn what_cannot_stand_in_a_cell_is_told_how_to_write() {
    let form = FIGURES_IN_QUOTES.replace("1,00\"", "100\"");
    let said = checked(&site(&form.replace("weight = \"60\"", "weight = \"60%\"")));
    assert!(said.contains("写成 weight = 60") && said.contains("按满分 100 分写"), "{said}");
    let said = checked(&site(&form.replace("reason = \"晚了一个月\"", "reason = \"\"")));
    assert!(said.contains("没有内容就把这个键删去"), "{said}");
}

const STANDARD_FORM: &str = r#"
[contact]
post = "项目负责人"
phone = "0898-00000001"

[[contacts]]
post = "财务负责人"
phone = "0898-00000002"

[funds]
unit = "万元"
adjusted = 200
spent = 184

[[goals]]
name = "目标一"
weight = 60
score = 55
expected = "办结全部工单"
actual = "办结全部工单"

[[goals]]
name = "目标二"
weight = 40
score = 40
expected = "扩建坐席"
actual = "扩建坐席"

[[evaluations]]
rater = "self"
rubric = "own"
score = 95.2
indicators = [
  { level = 1, name = "执行率", weight = 10, score = 9.2, rate = { of = "spent", to = "adjusted", printed = "92%" } },
  { level = 1, code = "A", name = "产出指标", label = "产出指标（50分）", weight = 50, score = 46, reason = "晚了一个月" },
  { level = 1, code = "B", name = "效益指标", weight = 40, score = 40 },
]
"#;

#[test]
fn the_standard_form_says_nothing_wrong_and_shows_all_of_it() {
    let site = site(STANDARD_FORM);
    let said = checked(&site);
    assert!(!said.contains("错误[") && !said.contains("警告["), "{said}");
    let page = page(&site);
    let heads = texts(&page, "<div id=\"table\">", "</tbody>", &["th"]);
    for name in ["执行率", "A 产出指标（50分）", "B 效益指标"] {
        assert!(heads.contains(&name.to_owned()), "{heads:?}");
    }
    let table = texts(&page, "<div id=\"table\">", "</table>", &["td"]);
    assert_eq!(table.iter().filter(|cell| *cell == "92%").count(), 1, "{table:?}");
    let goals = texts(&page, "<section id=\"targets\">", "</section>", &["h3", "dd"]);
    assert_eq!(goals[..4], ["目标一", "60", "55", "办结全部工单"]);
    assert_eq!(goals[5..8], ["目标二", "40", "40"]);
    let data: serde_json::Value = serde_json::from_str(&site.read("public/projects/2023/hotline/data.json")).unwrap();
    assert_eq!(data["goals"][0]["name"], "目标一");
    assert_eq!(data["goals"][1]["score"], "40");
    assert_eq!(data["goals"][1]["actual"], "扩建坐席");
    assert!(page.contains("0898-00000001") && page.contains("0898-00000002") && page.contains("财务负责人"));
}

#[test]
fn the_execution_row_is_compared_and_its_findings_name_it() {
    let wrong_rate = checked(&site(&STANDARD_FORM.replace("92%", "93%")));
    assert!(wrong_rate.contains("rate-mismatch") && wrong_rate.contains("/执行率"), "{wrong_rate}");
    let full = STANDARD_FORM.replace("score = 9.2,", "score = 10,").replace("95.2", "96");
    let by_steps = checked(&site(&full));
    assert!(!by_steps.contains("score-not-proportional"), "{by_steps}");
    let in_proportion = full.replace("rate = {", "standard = \"执行率×分值\", rate = {");
    let wrong_score = checked(&site(&in_proportion));
    assert!(wrong_score.contains("score-not-proportional") && wrong_score.contains("“执行率”"), "{wrong_score}");
    assert!(!checked(&site(&in_proportion.replace("score = 10,", "score = 9.2,"))).contains("score-not-proportional"));
}

#[test]
fn a_label_that_says_another_weight_and_a_goal_above_its_weight_are_found() {
    let said = checked(&site(&STANDARD_FORM.replace("（50分）", "（45分）")));
    assert!(said.contains("weight-mismatch") && said.contains("产出指标（45分）"), "{said}");
    let said = checked(&site(&STANDARD_FORM.replace("score = 55", "score = 65")));
    assert!(said.contains("score-over-weight") && said.contains("目标一"), "{said}");
}

#[test]
fn a_printed_name_may_carry_a_code_that_the_registry_knows() {
    let form = STANDARD_FORM.replacen('\n', "agency_printed = \"219001-示例县政务服务中心\"\n", 1);
    let site = site(&form);
    assert!(checked(&site).contains("unknown-reference"));
    let agencies = site.read("content/agencies.toml");
    site.write("content/agencies.toml", &agencies.replacen("\n\n", "\ncodes = [\"219001\"]\n\n", 1));
    assert!(!checked(&site).contains("unknown-reference"), "{}", checked(&site));
    assert!(page(&site).contains("219001-示例县政务服务中心"));
}

#[test]
fn a_rubric_says_what_its_indicators_mean_and_how_large_a_bonus_may_be() {
    let site = site(
        &STANDARD_FORM.replace("score = 95.2", "score = 98.2\nadjustments = [{ name = \"创新加分\", score = 3 }]"),
    );
    let rubric = r#"name = "自选指标"
adjustments = [{ name = "创新加分", maximum = 5 }]
indicators = [
  { level = 1, name = "执行率" },
  { level = 1, name = "产出指标", standard = "完成率×分值", explanation = "完成了多少", unit = "件" },
  { level = 1, name = "效益指标" },
]
"#;
    site.write("content/rubrics/own.toml", rubric);
    assert!(!checked(&site).contains("score-over-weight"), "{}", checked(&site));
    page(&site);
    let shown = site.read("public/rubrics/own/index.html");
    for text in ["评价标准：完成率×分值", "指标解释：完成了多少", "创新加分", "最多 5 分"] {
        assert!(shown.contains(text), "{text}");
    }
    site.write("content/rubrics/own.toml", &rubric.replace("maximum = 5", "maximum = 2"));
    assert!(checked(&site).contains("评分标准最多是 2 分"), "{}", checked(&site));
}

const TWO_DEPARTMENTS: &str = r#"department = ["demo-finance", "demo-bureau"]
department_printed = ["示例县财政局", "219001-示例县政务局"]
"#;

fn site_of_two_departments(form: &str) -> Site {
    let site = site(form);
    let agencies = site.read("content/agencies.toml");
    let bureau = "\n[[agencies]]\nid = \"demo-bureau\"\nname = \"示例县数据局\"\ncodes = [\"219001\"]\nformer_names = [{ name = \"示例县政务局\", to = 2023 }]\n";
    site.write("content/agencies.toml", &(agencies + bureau));
    site
}

#[test]
fn two_departments_stand_on_the_page_and_both_have_the_project() {
    let site = site_of_two_departments(&format!("{TWO_DEPARTMENTS}{STANDARD_FORM}"));
    let said = checked(&site);
    assert!(!said.contains("错误[") && !said.contains("警告["), "{said}");
    let page = page(&site);
    let pairs = texts(&page, "<section id=\"data\">", "</dl>", &["a"]);
    assert!(pairs.contains(&"示例县财政局".to_owned()) && pairs.contains(&"示例县数据局".to_owned()), "{pairs:?}");
    assert!(page.contains("219001-示例县政务局"));
    for department in ["demo-finance", "demo-bureau"] {
        let list = site.read(&format!("public/departments/{department}/index.html"));
        assert!(list.contains("便民热线工作经费"), "{department}");
        let rows = site.read(&format!("public/departments/{department}/projects.csv"));
        assert!(rows.contains("2023/hotline"), "{rows}");
    }
    let bureau = site.read("public/departments/demo-bureau/index.html");
    let names = texts(&bureau, "<section id=\"names\">", "</tbody>", &["th", "td"]);
    let former = names.iter().position(|cell| cell == "示例县政务局").unwrap();
    assert_eq!(names[former + 3], "1 份报告", "{names:?}");
    let data: serde_json::Value = serde_json::from_str(&site.read("public/projects/2023/hotline/data.json")).unwrap();
    assert_eq!(data["department"]["id"], "demo-finance");
    assert_eq!(data["other_departments"][0]["name"], "示例县数据局");
    let column: serde_json::Value =
        serde_json::from_str(&site.read("public/search/index/columns/department.json")).unwrap();
    assert_eq!(column["values"].as_array().unwrap().len(), 2);
    assert_eq!(column["pages"][0].as_array().unwrap().len(), 2);
    let projects = site.read("public/data/projects.csv");
    assert!(projects.contains(",demo-finance,示例县财政局,demo-bureau,示例县数据局,"), "{projects}");
}

#[test]
fn an_unknown_second_department_is_reported_at_its_place() {
    let form = |departments: &str| site_of_two_departments(&format!("{departments}{STANDARD_FORM}"));
    let said = checked(&form(&TWO_DEPARTMENTS.replace("demo-bureau", "demo-buro")));
    assert!(said.contains("unknown-reference") && said.contains("project.toml:4:31"), "{said}");
    let said = checked(&form(&TWO_DEPARTMENTS.replace("示例县政务局", "示例县商务局")));
    assert!(said.contains("unknown-reference") && said.contains("project.toml:5:33"), "{said}");
    let said = checked(&form(&TWO_DEPARTMENTS.replace(", \"219001-示例县政务局\"", "")));
    assert!(said.contains("同样的顺序") && said.contains("project.toml:5:23"), "{said}");
    let said = checked(&form(&TWO_DEPARTMENTS.replace("demo-bureau", "demo-finance")));
    assert!(said.contains("同一个主管部门只写一次") && said.contains("project.toml:4:31"), "{said}");
}

const TWO_COLUMNS: &str = r#"
[[evaluations]]
rater = "self"
rubric = "own"
score = 92
indicators = [
  { level = 1, name = "产出", weight = 60, reason = "晚了一个月" },
  { level = 2, name = "数量", weight = 30, scores = { self = 28, finance = 26 }, reason = "晚了一个月" },
  { level = 2, name = "质量", weight = 30, scores = { self = 27, finance = "—" }, reason = "返工一次" },
  { level = 1, name = "效益", weight = 40, scores = { self = 37, finance = 36 }, reason = "投诉两件" },
]

[[evaluations]]
rater = "finance"
rubric = "own"
table_of = "self"
score = 88
date = 2024-03-05
"#;

#[test]
fn two_raters_share_a_table_and_each_has_its_own_scores() {
    let form = TWO_COLUMNS.replace("\"—\"", "26");
    let site = site(&form);
    let said = checked(&site);
    assert!(!said.contains("错误[") && !said.contains("警告["), "{said}");
    let page = page(&site);
    let data: serde_json::Value = serde_json::from_str(&site.read("public/projects/2023/hotline/data.json")).unwrap();
    assert_eq!(data["evaluations"][0]["score_recomputed"], "92");
    assert_eq!(data["evaluations"][1]["score_recomputed"], "88");
    let scores: Vec<&str> =
        data["indicators"].as_array().unwrap().iter().filter_map(|row| row["score"].as_str()).collect();
    assert_eq!(scores, ["28", "27", "37", "26", "26", "36"]);
    for (evaluation, own, others) in [("1", ["26", "36"], ["28", "37"]), ("2", ["28", "37"], ["26", "36"])] {
        let cells = texts(&page, &format!("id=\"evaluation-{evaluation}\""), "</section>", &["td"]);
        assert!(own.iter().all(|score| cells.iter().any(|cell| cell.starts_with(score))), "{cells:?}");
        assert!(!others.iter().any(|score| cells.iter().any(|cell| cell.starts_with(score))), "{cells:?}");
    }
}

#[test]
fn a_wrong_score_is_found_in_its_column_and_a_wrong_weight_once() {
    let form = TWO_COLUMNS.replace("\"—\"", "26");
    let total = checked(&site(&form.replace("finance = 36", "finance = 35")));
    assert!(total.contains("subtotal-mismatch") && total.matches("错误[").count() == 1, "{total}");
    let over = checked(&site(&form.replace("finance = 36", "finance = 46").replace("score = 88", "score = 98")));
    assert!(over.contains("score-over-weight") && over.contains("project.toml:13:74"), "{over}");
    let weight = checked(&site(&form.replace("weight = 40", "weight = 45")));
    assert_eq!(weight.matches("错误[").count(), 1, "{weight}");
    let dash = checked(&site(TWO_COLUMNS));
    assert!(!dash.contains("错误["), "{dash}");
}

#[test]
fn a_column_that_no_evaluation_has_and_a_table_that_is_not_there_are_reported_at_their_places() {
    let (shared, _) = TWO_COLUMNS.split_once("\n[[evaluations]]\nrater = \"finance\"").unwrap();
    let said = checked(&site(shared));
    assert!(
        said.contains("“finance”") && said.contains("project.toml:11:74") && said.matches("错误[").count() == 1,
        "{said}"
    );
    let said = checked(&site(&TWO_COLUMNS.replace("table_of = \"self\"", "table_of = \"department\"")));
    assert!(said.contains("“table_of”") && said.contains("project.toml:19:12"), "{said}");
    let both = TWO_COLUMNS.replace("weight = 40, ", "weight = 40, score = 37, ");
    assert!(checked(&site(&both)).contains("不能都写"), "{}", checked(&site(&both)));
}

#[test]
fn a_target_with_a_tolerance_stands_as_printed_and_accuses_nobody() {
    for (target, actual) in [("10±2天", "11天"), ("±5%", "-3%"), ("95%±1%", "94.5%"), ("10±2天", "15天")] {
        let form = STANDARD_FORM.replace(
            "weight = 40, score = 40",
            &format!("weight = 40, score = 40, target = \"{target}\", actual = \"{actual}\""),
        );
        let site = site(&form);
        let said = checked(&site);
        assert!(!said.contains("错误[") && !said.contains("警告["), "{target}: {said}");
        let cells = texts(&page(&site), "<div id=\"table\">", "</table>", &["td"]);
        assert!(cells.contains(&target.to_owned()) && cells.contains(&actual.to_owned()), "{cells:?}");
    }
}

/// Funds with a total and sources, each a name, an amount and what else stands in the row.
fn sources(total: &str, rows: &[(&str, &str, &str)]) -> String {
    let row = |(name, spent, more): &(&str, &str, &str)| {
        format!("[[funds.sources]]\nname = \"{name}\"\nspent = {spent}\n{more}\n")
    };
    format!("[funds]\nunit = \"万元\"\nspent = {total}\n{}", rows.iter().map(row).collect::<String>())
}

#[test]
fn rows_of_funds_are_parts_of_the_total_unless_they_say_of_which_row() {
    let first = [("其中：当年财政拨款", "100", ""), ("上年结转资金", "40", ""), ("其他资金", "10", "")];
    let named = [
        ("省级资金", "100", "parts_partial = true"),
        ("其中：上半年", "40", "part_of = \"省级资金\""),
        ("县级资金", "50", ""),
    ];
    let whole = [
        ("一、人员经费", "100", ""),
        ("1.工资", "60", "part_of = \"一、人员经费\""),
        ("2.社保", "40", "part_of = \"一、人员经费\""),
        ("二、设备", "50", ""),
        ("合 计", "150", ""),
    ];
    for rows in [first.as_slice(), &named, &whole] {
        let said = checked(&site(&sources("150", rows)));
        assert!(!said.contains("funds-"), "{said}");
        let said = checked(&site(&sources("160", rows)));
        assert!(said.contains("错误[funds-total]") && said.contains("印 160 万元"), "{said}");
    }
    let page = page(&site(&sources("150", &named)));
    assert_eq!(page.matches("fund-part").count(), 1);
}

#[test]
fn parts_of_a_row_of_funds_are_compared_with_it_and_a_row_of_totals_with_the_total() {
    let parts = |wage: &str, more: &str, total: &str| {
        let rows = [
            ("人员经费", "100", more),
            ("工资", wage, "part_of = \"人员经费\""),
            ("社保", "40", "part_of = \"人员经费\""),
            ("合计", total, ""),
        ];
        checked(&site(&sources("100", &rows)))
    };
    assert!(!parts("60", "", "100").contains("funds-"));
    assert!(parts("50", "", "100").contains("“人员经费”的实际支出印 100 万元，它的各组成部分之和为 90 万元"));
    assert!(!parts("50", "parts_partial = true", "100").contains("funds-"));
    assert!(parts("70", "parts_partial = true", "100").contains("各组成部分之和为 110 万元"));
    assert!(parts("60", "", "101").contains("实际支出在表中的合计行印 101 万元，总额印 100 万元"));
}

#[test]
fn a_row_of_funds_may_be_more_than_the_parts_that_are_listed_of_it() {
    let said = |rows: &[(&str, &str, &str)]| {
        let row = |(name, amounts, of): &(&str, &str, &str)| {
            let of = if of.is_empty() { String::new() } else { format!("part_of = \"{of}\"\n") };
            format!("[[funds.items]]\nname = \"{name}\"\n{amounts}\n{of}")
        };
        let rows: String = rows.iter().map(row).collect();
        checked(&site(&format!("[funds]\nunit = \"万元\"\nbudget = 90\nspent = 80\n{rows}")))
    };
    let staff = ("人员经费", "budget = 90\nspent = 80", "");
    let part = |name, amounts| (name, amounts, "人员经费");
    let alone = [staff, part("离退休费", "budget = 9\nspent = 8")];
    let within = [staff, part("其中：离退休费", "budget = 9\nspent = 8"), part("抚恤金", "budget = 2\nspent = 1")];
    let blank = [staff, part("工资", "budget = 50\nspent = 48"), part("社保", "spent = 32")];
    for honest in [alone.as_slice(), &within, &blank] {
        let said = said(honest);
        assert!(!said.contains("funds-"), "{said}");
    }
    // Parts that are more than the row; those behind 其中 that come to it in one amount, and not in the other.
    let more = [staff, part("离退休费", "budget = 9\nspent = 81")];
    assert!(said(&more).contains("各组成部分之和为 81 万元"));
    let whole = [staff, part("其中：工资", "budget = 50\nspent = 48"), part("社保", "budget = 40\nspent = 23")];
    assert!(said(&whole).contains("它的各组成部分之和为 71 万元"));
    let other = [staff, part("工资", "budget = 50\nspent = 48"), part("社保", "budget = 39\nspent = 31")];
    assert_eq!(said(&other).matches("[funds-total]").count(), 2);
}

#[test]
fn rows_of_funds_that_may_be_parts_of_others_are_said_not_to_be_compared() {
    for rows in [
        [("省级资金", "100", ""), ("其中：上半年", "40", ""), ("县级资金", "50", "")],
        [("工资", "100", ""), ("小计", "100", ""), ("设备", "50", "")],
        [("一、人员经费", "150", ""), ("1.工资", "110", ""), ("2.社保", "40", "")],
    ] {
        let said = checked(&site(&sources("150", &rows)));
        assert!(said.contains("提示[funds-not-compared]") && !said.contains("[funds-total]"), "{said}");
    }
    let blank = "[funds]\nunit = \"万元\"\nbudget = 150\nspent = 150\n[[funds.sources]]\nname = \"省级资金\"\nbudget = 100\nspent = 100\n[[funds.sources]]\nname = \"县级资金\"\nbudget = 50\n";
    let said = checked(&site(blank));
    assert!(said.contains("“县级资金”没有印这一金额的确数") && !said.contains("[funds-total]"), "{said}");
}

#[test]
fn an_amount_that_is_only_near_stands_as_printed_and_is_not_added_up() {
    let near = sources("150", &[("省级资金", "100", ""), ("社会捐赠", "\"约50\"", "")]);
    let site = site(&near);
    let said = checked(&site);
    assert!(said.contains("“社会捐赠”没有印这一金额的确数") && !said.contains("[funds-total]"), "{said}");
    assert!(page(&site).contains("约50"));
    site.write(PROJECT, &site.read(PROJECT).replace("spent = 100", "spent = 160"));
    assert!(checked(&site).contains("错误[funds-total]"));
    site.write(PROJECT, &site.read(PROJECT).replace("约50", "约50万元"));
    assert!(checked(&site).contains("概数写 \"约500\""));
}

#[test]
fn a_row_of_funds_is_a_part_of_another_row_of_its_table() {
    for part_of in ["设备", "工资"] {
        let rows = [("人员经费", "60", ""), ("工资", "60", &*format!("part_of = \"{part_of}\""))];
        let said = checked(&site(&sources("60", &rows)));
        assert!(said.contains("“part_of”") && said.contains("本表中另一行的名称"), "{said}");
    }
}
