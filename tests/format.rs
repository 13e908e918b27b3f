//! Forms as bureaus print them, put into the format without bending: what the page, the data and the checks then say.
#![allow(clippy::unwrap_used)]

mod common;

use common::Site;
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
