//! Projects as workbooks and back: every value of a project file comes back as it was, whatever digits it has.

use std::path::{Path, PathBuf};

use gongshi::import::workbook;
use gongshi::lang::Lang;
use gongshi::syntax::tree::tree;
use serde_json::{Value, json};

use super::command::gongshi;
use crate::common::Site;

/// The values of a project after they went through a workbook, and how many cells had no place.
fn through(project: &Value) -> (Value, usize) {
    let bytes = workbook::write(Lang::ZhCn, "2023/x", project).unwrap();
    let filled = workbook::read(&bytes).unwrap().map_err(|message| Lang::En.say(&message)).unwrap();
    assert_eq!(filled.id, "2023/x");
    (tree(&filled.toml).unwrap_or_else(|| panic!("{}", filled.toml)), filled.unplaced.len())
}

fn project_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => project_files(&path, found),
            false if path.ends_with("project.toml") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn every_project_comes_back_from_its_workbook_as_it_was() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    project_files(&root.join("content/projects"), &mut paths);
    project_files(&root.join("tests/fixtures/sites/consistent/content"), &mut paths);
    project_files(&root.join("tests/fixtures/sites/languages/content"), &mut paths);
    assert!(paths.len() > 10, "{}", paths.len());
    for path in paths {
        let project = tree(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(through(&project), (project, 0), "{}", path.display());
    }
}

#[test]
fn no_digit_and_no_character_is_lost_on_the_way() {
    let amounts = [
        "397.80",
        "0.10",
        "-0.30",
        "0",
        "100",
        "215,457.6",
        "１６６０．９９",
        "12345678901234567.890",
        "0.000000001",
        "99999999999999.9",
        "—",
        "1.10",
    ];
    let sources: Vec<Value> = amounts.iter().map(|amount| json!({ "name": amount, "spent": amount })).collect();
    let project = json!({
        "title": "=1+1 “引号\" \\ 反斜杠\n第二行 [185万元]{funds.budget} <&>",
        "year": "2023",
        "agency": "a",
        "basis": ["甲\n乙", "[\"丙\"]"],
        "abridged": true,
        "period": { "from": "2023-01-01", "to": "2023-12-31" },
        "funds": { "unit": "万元", "sources": sources, "spent": "397.80" },
        "evaluations": [
            { "rater": "self", "rubric": "r", "indicators": [{ "level": "1", "name": "甲", "scores": { "self": "9.0", "third-party": "8.50" } }] },
            { "rater": "finance", "rubric": "r", "table_of": "self", "printed": [
                { "place": "一", "rows": [{ "of": "甲", "score": "9.00" }] },
                { "place": "二", "rows": [{ "of": "甲", "score": "8" }, { "of": "总分", "grade": "优" }] },
            ] },
        ],
        "disclosure": { "published": "2024-05-01 09:30:00", "issued": "2024-04-30" },
    });
    assert_eq!(through(&project), (project, 0));
}

#[test]
fn a_workbook_that_the_command_wrote_is_imported_as_the_project_that_it_is_of() {
    let site = Site::new("clean");
    let (code, said) = gongshi(&site, &["new", "2023/hotline", "--xlsx"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, again) = gongshi(&site, &["new", "2023/hotline", "--xlsx"]);
    assert!(again.contains("exists"), "{again}");
    let (code, said) = gongshi(&site, &["import", "2023-hotline.xlsx"]);
    assert_eq!(code, Some(0), "{said}");
    let there = tree(&site.read("content/projects/2023/hotline/project.toml"));
    assert_eq!(tree(&site.read("content/projects/2023/hotline~/project.toml")), there);
    let (code, said) = gongshi(
        &site,
        &["new", "2024/new", "--xlsx", "--agency", "demo-center", "--rubric", "simple", "--title", "甲"],
    );
    assert_eq!(code, Some(0), "{said}");
    gongshi(&site, &["import", "2024-new.xlsx"]);
    let project = tree(&site.read("content/projects/2024/new/project.toml")).unwrap();
    assert_eq!(project["title"], "甲");
    assert_eq!(project["evaluations"][0]["indicators"][0], json!({ "level": "1", "name": "决策", "weight": "40" }));
    let (code, checked) = gongshi(&site, &["check"]);
    assert_eq!(code, Some(0), "{checked}");
}
