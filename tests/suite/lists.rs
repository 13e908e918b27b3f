//! Lists of projects as the real program writes them: in which orders they can be read, and where links into them lead.

use std::collections::BTreeSet;

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};

/// Seventy projects of one agency: sixty in 2022, ten in 2023, by two rubrics in turn; every seventh has no score.
fn long_lists() -> Site {
    let site = Site::new("clean");
    for rubric in ["long", "short"] {
        site.write(
            &format!("content/rubrics/{rubric}.toml"),
            &format!("name = \"{rubric}-rubric\"\nbands = [{{ grade = \"优\", from = 0, to = 100 }}]\n"),
        );
    }
    for number in 0..70 {
        let year = if number < 60 { 2022 } else { 2023 };
        let rubric = if number % 2 == 0 { "long" } else { "short" };
        let score = if number % 7 == 0 { String::new() } else { format!("score = {}\n", 40 + number * 17 % 60) };
        let budget = 1000 + number * 37 % 100;
        site.write(
            &format!("content/projects/{year}/p{number:02}/project.toml"),
            &format!(
                "title = \"项目{number:02}\"\nyear = {year}\nagency = \"demo-finance\"\n\n[funds]\nunit = \"万元\"\nbudget = {budget}\n\n\
                 [[evaluations]]\nrater = \"self\"\nrubric = \"{rubric}\"\n{score}"
            ),
        );
    }
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    site
}

/// What stands between `open` and `close`, wherever both do.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| Some(rest.split_once(close)?.0)).collect()
}

/// Both pages of a list.
fn pages(site: &Site, list: &str) -> [String; 2] {
    ["", "page-2/"].map(|page| site.read(&format!("public/{list}{page}index.html")))
}

#[test]
fn every_order_of_a_long_list_holds_every_project_once() {
    let site = long_lists();
    for (list, n) in [
        ("agencies/demo-finance/", 70),
        ("agencies/demo-finance/by-budget/", 70),
        ("years/2022/", 60),
        ("years/2022/by-score/", 60),
        ("years/2022/by-budget/", 60),
    ] {
        let pages = pages(&site, list);
        let rows: Vec<&str> =
            pages.iter().flat_map(|page| between(page, "<th scope=\"row\" class=\"project-name\">", "</th>")).collect();
        let rows: Vec<&str> = rows.into_iter().filter(|row| row.contains("/projects/")).collect();
        assert_eq!(rows.len(), n, "{list}");
        assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), n, "{list}");
    }
}

#[test]
fn in_the_list_of_a_rubric_a_score_of_another_says_so() {
    let site = long_lists();
    let path = "content/projects/2022/p02/project.toml";
    let rated = "\n[[evaluations]]\nrater = \"finance\"\nrubric = \"short\"\nscore = 61\n";
    site.write(path, &(site.read(path) + rated));
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    let name = site.read("content/rubrics/short.toml");
    let name = name.split('"').nth(1).unwrap();
    for (list, count) in
        [("rubrics/long/projects", 1), ("rubrics/long/projects/by-score", 1), ("rubrics/short/projects", 0)]
    {
        let page = site.read(&format!("public/{list}/index.html"));
        assert_eq!(page.matches(&format!("按“{name}”</span>")).count(), count, "{list}");
    }
}

#[test]
fn all_projects_of_a_grade_and_of_a_rubric_can_be_read_without_a_script() {
    let site = long_lists();
    let rows = |page: &str| {
        let rows = between(page, "<th scope=\"row\" class=\"project-name\">", "</th>");
        rows.into_iter().filter(|row| row.contains("/projects/20")).count()
    };
    let grades = site.read("public/grades/index.html");
    assert!(grades.contains("<a class=\"more\" href=\"../grades/none/index.html\">查看全部 70 个项目</a>"));
    let all = ["", "page-2/"].map(|page| rows(&site.read(&format!("public/grades/none/{page}index.html"))));
    assert_eq!(all, [50, 20]);
    assert!(site.read("public/grades/none/index.html").contains("../../search/index.html?grade=none"));
    let rubric = site.read("public/rubrics/long/index.html");
    assert_eq!(rows(&rubric), 10);
    assert!(rubric.contains("href=\"../../rubrics/long/projects/index.html\">查看全部 35 个项目</a>"));
    let all = site.read("public/rubrics/long/projects/index.html");
    assert_eq!(rows(&all), 35);
    assert!(all.contains("按“long-rubric”评价的项目") && !all.contains("search/index.html?rubric"));
    assert!(site.at("public/rubrics/long/projects/projects.csv").exists());
    assert!(
        site.at("public/grades/none/projects.xlsx").exists()
            && !site.at("public/rubrics/long/projects/projects.xlsx").exists()
    );
    assert!(!site.at("public/rubrics/simple/projects").exists());
}

#[test]
fn scores_are_sorted_within_a_rubric_only() {
    let site = long_lists();
    let pages = pages(&site, "years/2022/by-score/");
    assert!(pages[0].contains("评分标准不同，得分不能互相比较"));
    let mut scores = Vec::new();
    let mut headings = Vec::new();
    for part in pages.iter().flat_map(|page| between(page, "<tbody>", "</tbody>")) {
        let heading = between(part, "colspan=\"8\">", "</th>")[0].trim_end_matches("</a>");
        let heading = heading.rsplit('>').next().unwrap();
        let printed: Vec<u32> = between(part, "<span class=\"score\"><b>", "</b>")
            .into_iter()
            .map(|score| score.parse().unwrap())
            .collect();
        if headings.last() != Some(&heading) {
            headings.push(heading);
            scores.push(Vec::new());
        }
        scores.last_mut().unwrap().extend(printed);
    }
    assert_eq!(headings, ["long-rubric", "short-rubric", "没有总分"]);
    assert_eq!(scores.iter().map(Vec::len).collect::<Vec<_>>(), [25, 26, 0]);
    for scores in scores {
        assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
    }
}

#[test]
fn budgets_are_sorted_from_the_largest() {
    let site = long_lists();
    let pages = pages(&site, "agencies/demo-finance/by-budget/");
    let printed: Vec<u32> = pages
        .iter()
        .flat_map(|page| between(page, "年初预算 <b>", " 万元</b>"))
        .map(|amount| amount.replace("<span class=\"thousands\">", "").replace("</span>", "").parse().unwrap())
        .collect();
    assert_eq!(printed.len(), 70);
    assert!(printed.is_sorted_by(|one, other| one >= other), "{printed:?}");
}

#[test]
fn a_year_of_an_agency_leads_to_where_its_projects_begin() {
    let site = long_lists();
    let page = site.read("public/agencies/demo-finance/index.html");
    let years = page.split("<section id=\"years\">").nth(1).unwrap();
    for year in ["2023", "2022"] {
        assert!(years.contains(&format!("agencies/demo-finance/index.html#year-{year}\">{year}</a>")), "{year}");
        assert!(page.contains(&format!("<tr id=\"year-{year}\">")), "{year}");
    }
    let all = site.read("public/projects/index.html");
    assert!(all.split("<section id=\"years\">").nth(1).unwrap().contains("../years/2022/index.html\">2022</a>"));
}

#[test]
fn a_list_stands_in_the_orders_that_it_is_asked_for_in() {
    let site = long_lists();
    for (list, orders) in [
        ("projects", vec!["by-budget"]),
        ("agencies/demo-finance", vec!["by-budget"]),
        ("years/2022", vec!["by-score", "by-budget"]),
        ("grades/none", vec![]),
        // Of the lists on one page, which scripts sort, but never by score.
        ("years/2023", vec![]),
        ("agencies/demo-center", vec![]),
        ("rubrics/long/projects", vec!["by-score"]),
    ] {
        let page = site.read(&format!("public/{list}/index.html"));
        for order in ["by-score", "by-budget"] {
            let is_made = site.at(&format!("public/{list}/{order}/index.html")).exists();
            assert_eq!(
                (is_made, page.contains(&format!("{list}/{order}/"))),
                (orders.contains(&order), is_made),
                "{list} {order}"
            );
        }
    }
}

#[test]
fn expenditure_of_a_year_is_compared_with_the_budget_in_force() {
    let site = Site::new("clean");
    let project = |slug: &str, year: u32, amounts: &str| {
        let head = format!("title = \"项目\"\nyear = {year}\nagency = \"demo-finance\"\n");
        let funds = format!("\n[funds]\nunit = \"万元\"\n{amounts}\n");
        site.write(&format!("content/projects/{year}/{slug}/project.toml"), &format!("{head}{funds}"));
    };
    project("adjusted", 2031, "budget = 100\nadjusted = 150\nspent = 120");
    project("unchanged", 2031, "budget = 50\nspent = 40");
    project("untold", 2031, "spent = 7");
    project("adjusted", 2032, "budget = 100\nadjusted = 80\nspent = 60");
    project("unchanged", 2033, "budget = 100\nspent = 60");
    let monitored =
        "[[evaluations]]\nrater = \"self\"\nrubric = \"simple\"\nplace = \"1-7月绩效监控情况表\"\nscore = 95";
    project("monitored", 2034, &format!("budget = 100\nspent = 40\n{monitored}"));
    project("unchanged", 2034, "budget = 100\nspent = 90");
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    let said = |year: u32| {
        let page = site.read(&format!("public/years/{year}/index.html"));
        let text: String = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        text.split_whitespace().collect::<String>()
    };
    let mixed = said(2031);
    let whole = "列明预算和实际支出的2个项目：预算200万元实际支出160万元另有1个没有同时列明这两项列明全年预算（调整后的）的用全年预算，其余的用年初预算。";
    assert!(mixed.contains("80%") && mixed.contains(whole), "{mixed}");
    assert!(said(2032).contains("列明全年预算和实际支出的1个项目：全年预算80万元"), "{}", said(2032));
    assert!(said(2033).contains("列明年初预算和实际支出的1个项目：年初预算100万元"), "{}", said(2033));
    assert!(!said(2033).contains("支出可能不是全年的"), "{}", said(2033));
    let early = "列明年初预算和实际支出的2个项目：年初预算200万元实际支出130万元其中1个是事前、事中或者监控时评价的，支出可能不是全年的";
    assert!(said(2034).contains(early), "{}", said(2034));
}
