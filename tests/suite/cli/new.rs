//! `new`: a new project.

use std::fs;

use super::{PROJECT, command, run};
use crate::common::Site;
use snapbox::str;

#[test]
fn a_new_project_passes_the_check_when_its_ids_are_given() {
    let site = Site::new("clean");
    run(&site, "new 2024/hotline --agency demo-center --rubric simple")
        .code(0)
        .stdout_eq(str![[r#"
已新建 content/projects/2024/hotline：照报告填写 project.toml 和 report.md，再运行 gongshi check

"#]])
        .stderr_eq("");
    snapbox::assert_data_eq!(
        site.read("content/projects/2024/hotline/project.toml"),
        str![[r##"
#:schema ../../../../public/data/schemas/project.json
# 报告上怎么印就怎么写。[..]
title = "hotline"  # 项目名称，照报告上的写
year = 2024  # 项目年度，要与所在文件夹一致
agency = "demo-center"  # 实施单位，agencies.toml 里的编号
# agency_printed = ""  # [..]
...
# [funds]  # 资金
# unit = "万元"  # 金额的单位：元、千元、万元或亿元
# planned =   # 计划投资
# budget =   # 年初预算
# adjusted =   # 全年（调整后）预算
# received =   # 实际到位
# spent =   # 实际支出
# rates = [{ place = "", label = "执行率", of = "spent", to = "adjusted", printed = "" }]  # [..]

# [[funds.sources]]  # 按资金来源，一行一项
...
[[evaluations]]  # [..]
rater = "self"  # 谁评的：self 单位自评、department 部门评价、finance 财政评价、third-party 第三方
rubric = "simple"  # 评分标准，rubrics/ 下的文件名
...
# score =   # 总分，照印的写
# grade = ""  # 等次，照印的写
# bands_printed = ""  # 报告自己印的等次标准，照抄
# 打分表：每行按报告补上 weight（分值）和 score（得分）
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "立项依据" },
  { level = 1, name = "产出" },
]
...
"##]]
    );
    snapbox::assert_data_eq!(
        site.read("content/projects/2024/hotline/report.md"),
        str![[r#"
## 项目基本情况

## 评价结论

## 存在的问题和建议

"#]]
    );
    run(&site, "check").code(0).stdout_eq(str![[r#"
核验了 2 个项目：错误 0，警告 0，提示 0，已说明 0

"#]]);
    run(&site, "build").code(0);
}

#[test]
fn a_new_project_says_where_it_must_be_filled_in() {
    let site = Site::new("clean");
    run(&site, "new 2024/hotline --lang en").code(0).stdout_eq(str![[r#"
created content/projects/2024/hotline: fill in project.toml and report.md from the report, then run gongshi check

"#]]);
    snapbox::assert_data_eq!(
        site.read("content/projects/2024/hotline/project.toml"),
        str![[r##"
#:schema ../../../../public/data/schemas/project.json
# Write what the report prints. [..]
title = "hotline"  # name of the project as the report prints it
year = 2024  # year of the project, as its folder
agency = ""  # the agency's id in agencies.toml
...
# [[evaluations]]  # evaluations, one each: self first, then finance
# rater = "self"  # who rated: self, department, finance or third-party
# rubric = ""  # rubric, the name of a file in rubrics/
...
"##]]
    );
    run(&site, "check --lang en").code(1).stdout_eq(str![[r#"
error[invalid-value]: the value of "agency" cannot be right: it must not be empty; a key that may be left out is left out where there is nothing to say
 --> content/projects/2024/hotline/project.toml:5:10
  |
5 | agency = ""  # the agency's id in agencies.toml
  |          ^^
  |
  = It can be neither recomputed nor shown.
  = Correct it as the message says.

2 projects checked: 1 error, 0 warnings, 0 notices, 0 acknowledged

"#]]);
}

#[test]
fn what_a_new_project_leaves_open_can_be_filled_in_as_it_stands() {
    let site = Site::new("clean");
    run(&site, "new 2024/hotline --agency demo-center --rubric simple").code(0);
    let path = "content/projects/2024/hotline/project.toml";
    let mut filled = 0;
    let fill = |line: &str| {
        let Some(open) = line.strip_prefix("# ").filter(|open| open.starts_with('[') || open.contains(" = ")) else {
            return line.to_owned();
        };
        filled += 1;
        let value =
            if ["issued", "published", "date"].iter().any(|day| open.starts_with(day)) { "2025-03-01" } else { "100" };
        open.replace(" =   #", &format!(" = {value}  #")).replace("\"\"", "\"某\"")
    };
    let text: Vec<String> = site.read(path).lines().map(fill).collect();
    assert!(filled > 50, "{filled}");
    site.write(path, &text.join("\n"));
    let checked = run(&site, "check --format json");
    let checked = String::from_utf8_lossy(&checked.get_output().stdout).into_owned();
    for rule in ["syntax-error", "unknown-key", "wrong-type", "missing-key"] {
        assert!(!checked.contains(rule), "{checked}");
    }
}

#[test]
fn a_new_report_has_the_sections_that_its_rubric_asks_for() {
    let site = Site::new("clean");
    let rubric = site.read("content/rubrics/simple.toml");
    site.write("content/rubrics/simple.toml", &format!("sections = [[\"概况\", \"情况\"], [\"结论\"]]\n{rubric}"));
    run(&site, "new 2024/hotline --agency demo-center --rubric simple").code(0);
    assert_eq!(site.read("content/projects/2024/hotline/report.md"), "## 概况\n\n## 结论\n");
}

#[test]
fn a_new_project_keeps_what_was_typed_as_it_was_typed() {
    let site = Site::new("clean");
    let title = "热线\"直通\" \\ 联办\n第二行\u{7f}";
    let arguments = ["new", "2024/hotline", "--agency", "demo-center", "--title", title];
    command(&site).args(arguments).assert().code(0);
    run(&site, "check").code(1).stdout_eq("错误[control-character]: [..]U+007F[..]\n...\n");
    let text = site.read("content/projects/2024/hotline/project.toml");
    let read: toml::Table = text.parse().unwrap();
    assert_eq!(read["title"].as_str(), Some(title));
}

#[test]
fn a_new_project_replaces_nothing_and_needs_an_address() {
    let site = Site::new("clean");
    let before = site.read(PROJECT);
    run(&site, "new 2023/hotline --agency demo-center").code(2).stdout_eq("").stderr_eq(str![[r#"
content/projects/2023/hotline 已经存在，没有改动它

"#]]);
    assert_eq!(site.read(PROJECT), before);
    run(&site, "new").code(2).stdout_eq("").stderr_eq("要写明项目的网址：[..]\n");
    for id in
        ["hotline", "2023", "2023/Hotline", "2023/热线", "23/hotline", "2023/a/b", "2023/../x", "+202/x", "1000/x"]
    {
        run(&site, &format!("new {id}")).code(2).stdout_eq("").stderr_eq("“[..]”不能作项目的网址：[..]\n");
    }
    run(&site, "new 2024/x --agency demo-centre").code(2).stderr_eq(str![[r#"
没有“demo-centre”这个机构。是不是想写 demo-center？

"#]]);
    run(&site, "new 2024/x --rubric simpel").code(2).stderr_eq(str![[r#"
没有“simpel”这个评分标准。是不是想写 simple？

"#]]);
    assert_eq!(fs::read_dir(site.at("content/projects")).unwrap().count(), 1);
}

#[test]
fn new_projects_pass_the_check_with_every_rubric_of_the_example_site() {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let site = Site::new("clean");
    fs::remove_dir_all(site.at("content/projects")).unwrap();
    for entry in fs::read_dir(format!("{content}/rubrics")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        fs::copy(&path, site.at(&format!("content/rubrics/{id}.toml"))).unwrap();
        run(&site, &format!("new 2024/with-{id} --agency demo-center --rubric {id}")).code(0);
    }
    run(&site, "check --lang en").code(0).stdout_eq("...\n[..] projects checked: 0 errors, 0 warnings, [..]\n");
}
