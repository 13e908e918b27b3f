//! Forms with what makes forms hard to read, each with the right `project.toml` beside it.

use std::path::Path;

use gongshi::import::write;
use snapbox::{Data, assert_data_eq};

use super::{content, drafts, project};

#[test]
fn every_trap_gives_the_file_that_stands_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "toml"));
    paths.sort();
    assert!(!paths.is_empty());
    let content = content();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let drafts = drafts(&name, &std::fs::read(&path).unwrap(), &content);
        let texts: Vec<String> = drafts.iter().map(|draft| project(&name, draft)).collect();
        assert_data_eq!(
            Data::text(texts.join("\n# ----\n\n")),
            Data::read_from(&path.with_extension("toml"), None).raw()
        );
    }
}

#[test]
fn what_stands_below_the_heading_of_a_project_goes_with_it() {
    let name = "projects-under-headings.html";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    let drafts = drafts(name, &std::fs::read(path).unwrap(), &content());
    let reports: Vec<String> = drafts.iter().map(|draft| write::report(draft, &[]).0).collect();
    assert_eq!(
        reports,
        [
            "海口市政务服务中心2023年度项目绩效自评报告\n\n## 一、示例窗口经费\n\n项目全年受理办件30万件，运行平稳。\n",
            "## 二、示例热线经费\n\n项目全年接听电话20万件，运行平稳。\n"
        ]
    );
}

#[test]
fn tables_of_a_sheet_that_nobody_knows_stay_tables_and_are_no_rows_of_others() {
    let name = "tables-apart.csv";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    let drafts = drafts(name, &std::fs::read(path).unwrap(), &content());
    assert_eq!(
        write::report(&drafts[0], &[]).0,
        "| 岗位 | 职责 |\n|---|---|\n| 受理 | 受理申请 |\n| 审批 | 审批申请 |\n\n| 存在的问题 | 整改措施 |\n|---|---|\n| 支付慢 | 加快支付 |\n"
    );
}

#[test]
fn who_scored_again_is_asked_where_the_head_stands_below_another_too() {
    let page = "<html><p>2023年度示例项目自评表</p><p>项目名称：示例项目</p><table>\
        <tr><td rowspan=2>一级指标</td><td rowspan=2>二级指标</td><td rowspan=2>分值</td><td colspan=2>得分</td></tr>\
        <tr><td>自评</td><td>复评</td></tr><tr><td>产出</td><td>数量</td><td>100</td><td>98</td><td>95</td></tr></table></html>";
    let drafts = drafts("a.html", page.as_bytes(), &content());
    let unsure: Vec<String> =
        drafts[0].unsure.iter().map(|unsure| gongshi::lang::Lang::En.say(&unsure.readings)).collect();
    assert!(unsure.iter().any(|line| line.starts_with("“复评” does not say who scored again")), "{unsure:?}");
}

#[test]
fn who_wrote_a_report_is_no_part_of_the_name_of_the_project() {
    for title in [
        "海口市民政局2023年度困难群众救助项目绩效评价报告",
        "海口市民政局关于2023年度困难群众救助项目绩效自评情况的报告",
        "2023年度困难群众救助项目绩效自评报告",
    ] {
        let text = format!("{title}\n\n一、概况\n\n项目运行平稳。\n\n支出100万元。\n\n成效明显。\n");
        let drafts = drafts("a.txt", text.as_bytes(), &content());
        assert_eq!(drafts[0].head.get("title"), Some("困难群众救助"), "{title}");
    }
}
