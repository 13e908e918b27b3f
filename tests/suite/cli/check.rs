//! `check`: what is found, and in which forms it is told.

use std::fs;

use super::{PROJECT, run};
use crate::common::Site;
use snapbox::str;

#[cfg(unix)]
#[test]
fn files_of_editors_stop_no_check() {
    let site = Site::new("clean");
    let folder = site.path().join("content/projects/2023/hotline");
    std::os::unix::fs::symlink("clerk@desk.4711", folder.join(".#report.md")).unwrap();
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join(".git/index"), b"\xff\xfe").unwrap();
    for name in ["~$report.docx", "report.md~", "#report.md#", "Thumbs.db", "project.toml.bak"] {
        fs::write(folder.join(name), b"\xff\xfe").unwrap();
    }
    run(&site, "check").code(0).stdout_eq(str![[r#"
核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0

"#]]);
}

#[test]
fn a_clean_site_has_no_findings() {
    let site = Site::new("clean");
    run(&site, "check")
        .code(0)
        .stdout_eq(str![[r#"
核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0

"#]])
        .stderr_eq(str![]);
    run(&site, "check --lang en").code(0).stdout_eq(str![[r#"
1 project checked: 0 errors, 0 warnings, 0 notices, 0 acknowledged

"#]]);
    for format in ["json", "github"] {
        run(&site, &format!("check --format {format}")).code(0).stdout_eq("");
    }
}

#[test]
fn projects_may_be_checked_by_themselves() {
    let site = Site::new("clean");
    let folder = "content/projects/2023/hotline";
    for name in ["2023/hotline", folder, &format!("./{folder}/"), &format!("{folder}/project.toml")] {
        run(&site, &format!("check {name}")).code(0).stdout_eq("核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0\n");
    }
    // What may stop a build besides is not told, but that it is there.
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", &format!("titel = \"\"\n{settings}"));
    run(&site, "check 2023/hotline").code(0).stdout_eq(str![[r#"
核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0
各项目共用的文件（site.toml、agencies.toml、评分标准等）里还有错误 1，警告 0，提示 0，这里没有列出；运行 gongshi check 可以看到

"#]]);
    site.write("content/site.toml", &settings);
    run(&site, "check 2023/hotlime").code(2).stdout_eq("").stderr_eq(str![[r#"
没有“2023/hotlime”这个项目。是不是想写 2023/hotline？

"#]]);
    // What is wrong elsewhere is not told, nor does it count.
    let text = fs::read_to_string(site.path().join(PROJECT)).unwrap();
    site.write("content/projects/2022/hotline/project.toml", &text.replace("title = ", "titel = "));
    run(&site, "check").code(1);
    run(&site, "check 2023/hotline").code(0);
    let both = run(&site, "check 2022/hotline 2023/hotline 2022/hotline").code(1);
    let told = String::from_utf8_lossy(&both.get_output().stdout).into_owned();
    assert!(told.contains("错误[unknown-key]") && told.contains("\n核验了 2 个项目："), "{told}");
    // A file that cannot be read is told too.
    site.write(PROJECT, "title = ");
    run(&site, "check 2023/hotline").code(1).stdout_eq(str![[r#"
错误[syntax-error][..]
...
"#]]);
    site.write(PROJECT, &text);
    fs::write(site.path().join(folder).join("report.md"), b"\xff\xfe\xff").unwrap();
    let unread = run(&site, "check 2023/hotline").code(1);
    let told = String::from_utf8_lossy(&unread.get_output().stdout).into_owned();
    assert!(told.contains(&format!("{folder}/report.md")), "{told}");
}

#[test]
fn every_problem_of_a_file_is_shown_in_one_run_in_its_order() {
    run(&Site::new("problems"), "check")
        .code(1)
        .stdout_eq(str![[r#"
错误[unknown-key]: 没有“departement”这个键
 --> content/projects/2023/hotline/project.toml:4:1
  |
4 | departement = "demo-finance"
  | ^^^^^^^^^^^
  |
  = 是不是想写 department？
  = 写错的键如果悄悄忽略，数据就丢了。
  = 对照 content/README.md 改正拼写，移到它该在的表里，或者删去。

错误[wrong-type]: “budget”要写十进制数，如 1234.5（整数部分最多 17 位，小数最多 10 位），或者加引号照抄的数；这里写的是列表
 --> content/projects/2023/hotline/project.toml:8:10
  |
8 | budget = [185]
  |          ^^^^^
  |
  = 写成 budget = 185
  = 数字要按原样核算，文字要按原样显示，不能混用。
  = 数字、日期不加引号，文字加引号，日期写成 2020-04-14。

错误[missing-key]: 缺少“name”
  --> content/projects/2023/hotline/project.toml:10:1
   |
10 | [[targets]]
   | ^^^^^^^^^^^
   |
   = 没有它，这一项就无法公布。
   = 补上这个键。

错误[grade-mismatch]: “评价结果”印“总分”92 分、等次“良”，按等次标准应为“优”
  --> content/projects/2023/hotline/project.toml:17:9
   |
17 | grade = "良"
   |         ^^^^
   |
   = 等次是读者最先看的结论。
   = 对照原文和评分标准；原文如此的，写一条说明。
   = 要照原文公布，就在 project.toml 末尾写上：
     [[acknowledged]]
     rule = "grade-mismatch"
     at = "评价结果/总分"
     printed = "良"
     note = "……"

错误[weight-sum]: 打分表各项的分值合计 90 分，评分标准“示例评分标准”的满分是 100 分
  --> content/projects/2023/hotline/project.toml:19:3
   |
19 |   { level = 1, name = "决策", weight = 40, score = 38, reason = "目标没有量化" },
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = 核算：40 + 50 = 90
   = 分值相加不等，得分就没有共同的尺度。
   = 对照原表看是否抄错；只公布了一部分的打分表，写 indicators_partial = true；原文如此的，写一条说明。
   = 要照原文公布，就在 project.toml 末尾写上：
     [[acknowledged]]
     rule = "weight-sum"
     at = "评分表/总分"
     note = "……"

错误[score-over-weight]: “评分表”印“产出”54 分，超过分值 50 分
  --> content/projects/2023/hotline/project.toml:20:50
   |
20 |   { level = 1, name = "产出", weight = 50, score = 54 },
   |                                        -- 分值       ^^
   |
   = 满分是多少，得分最多就是多少。
   = 对照原文看是否抄错或错行；确有加分的，写进 adjustments。
   = 要照原文公布，就在 project.toml 末尾写上：
     [[acknowledged]]
     rule = "score-over-weight"
     at = "评分表/产出"
     printed = "54"
     note = "……"

核验了 1 个项目：错误 6，警告 0，提示 0，已说明 0

"#]])
        .stderr_eq(str![]);
}

#[test]
fn findings_are_told_in_english() {
    run(&Site::new("problems"), "check --lang en").code(1).stdout_eq(str![[r#"
error[unknown-key]: there is no key "departement" here
 --> content/projects/2023/hotline/project.toml:4:1
  |
4 | departement = "demo-finance"
  | ^^^^^^^^^^^
  |
  = did you mean department?
  = If a misspelt key were ignored, its data would be lost without a word.
  = Correct the spelling by content/README.md, move the key to the table that it belongs to, or remove it.

error[wrong-type]: "budget" must be a decimal number such as 1234.5 (at most 17 digits before and 10 after the point), or one in quotes as printed, and is a list
 --> content/projects/2023/hotline/project.toml:8:10
  |
8 | budget = [185]
  |          ^^^^^
  |
  = write budget = 185
  = Numbers are recomputed and texts are shown as they are; one cannot stand for the other.
  = Numbers and dates without quotes, texts with quotes, dates as 2020-04-14.

error[missing-key]: "name" is missing
  --> content/projects/2023/hotline/project.toml:10:1
   |
10 | [[targets]]
   | ^^^^^^^^^^^
   |
   = Without it the entry cannot be published.
   = Add the key.

error[grade-mismatch]: "Result" prints 92 points and the grade "良" for Total; the bands say "优"
  --> content/projects/2023/hotline/project.toml:17:9
   |
17 | grade = "良"
   |         ^^^^
   |
   = The grade is the conclusion that readers see first.
   = Compare with the report and the rubric; if it really says so, acknowledge it.
   = to publish it as printed, add at the end of project.toml:
     [[acknowledged]]
     rule = "grade-mismatch"
     at = "评价结果/总分"
     printed = "良"
     note = "..."

error[weight-sum]: all weights of the score table add up to 90; full marks of the rubric “示例评分标准” are 100
  --> content/projects/2023/hotline/project.toml:19:3
   |
19 |   { level = 1, name = "决策", weight = 40, score = 38, reason = "目标没有量化" },
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = recomputed: 40 + 50 = 90
   = Without weights that add up, scores have no common scale.
   = Compare with the report; if only a part of the score table is published, write indicators_partial = true; if the report really says so, acknowledge it.
   = to publish it as printed, add at the end of project.toml:
     [[acknowledged]]
     rule = "weight-sum"
     at = "评分表/总分"
     note = "..."

error[score-over-weight]: "score table" prints the score of 产出 as 54, above its weight 50
  --> content/projects/2023/hotline/project.toml:20:50
   |
20 |   { level = 1, name = "产出", weight = 50, score = 54 },
   |                                        -- Weight   ^^
   |
   = Nothing can earn more than full marks.
   = Look for a slipped row; if there is a bonus, write it as an adjustment.
   = to publish it as printed, add at the end of project.toml:
     [[acknowledged]]
     rule = "score-over-weight"
     at = "评分表/产出"
     printed = "54"
     note = "..."

1 project checked: 6 errors, 0 warnings, 0 notices, 0 acknowledged

"#]]);
}

#[test]
fn findings_as_json_are_one_object_a_line() {
    run(&Site::new("problems"), "check --format json").code(1).stdout_eq(str![[r#"
{"rule":"unknown-key","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":4,"column":1,"end_line":4,"end_column":12,"message":"没有“departement”这个键","printed":null,"recomputed":null,"acknowledged":null}
{"rule":"wrong-type","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":8,"column":10,"end_line":8,"end_column":15,"message":"“budget”要写十进制数，如 1234.5（整数部分最多 17 位，小数最多 10 位），或者加引号照抄的数；这里写的是列表","printed":null,"recomputed":null,"acknowledged":null}
{"rule":"missing-key","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":10,"column":1,"end_line":10,"end_column":12,"message":"缺少“name”","printed":null,"recomputed":null,"acknowledged":null}
{"rule":"grade-mismatch","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":17,"column":9,"end_line":17,"end_column":12,"message":"“评价结果”印“总分”92 分、等次“良”，按等次标准应为“优”","printed":"良","recomputed":"优","acknowledged":null}
{"rule":"weight-sum","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":19,"column":3,"end_line":19,"end_column":73,"message":"打分表各项的分值合计 90 分，评分标准“示例评分标准”的满分是 100 分","printed":null,"recomputed":"90","acknowledged":null}
{"rule":"score-over-weight","severity":"error","project":"2023/hotline","path":"content/projects/2023/hotline/project.toml","line":20,"column":50,"end_line":20,"end_column":52,"message":"“评分表”印“产出”54 分，超过分值 50 分","printed":"54","recomputed":null,"acknowledged":null}

"#]]);
}

#[test]
fn findings_as_github_commands() {
    run(&Site::new("problems"), "check --format github").code(1).stdout_eq(str![[r#"
::error file=content/projects/2023/hotline/project.toml,line=4,col=1,endLine=4,endColumn=12,title=unknown-key::没有“departement”这个键
::error file=content/projects/2023/hotline/project.toml,line=8,col=10,endLine=8,endColumn=15,title=wrong-type::“budget”要写十进制数，如 1234.5（整数部分最多 17 位，小数最多 10 位），或者加引号照抄的数；这里写的是列表
::error file=content/projects/2023/hotline/project.toml,line=10,col=1,endLine=10,endColumn=12,title=missing-key::缺少“name”
::error file=content/projects/2023/hotline/project.toml,line=17,col=9,endLine=17,endColumn=12,title=grade-mismatch::“评价结果”印“总分”92 分、等次“良”，按等次标准应为“优”
::error file=content/projects/2023/hotline/project.toml,line=19,col=3,endLine=19,endColumn=73,title=weight-sum::打分表各项的分值合计 90 分，评分标准“示例评分标准”的满分是 100 分
::error file=content/projects/2023/hotline/project.toml,line=20,col=50,endLine=20,endColumn=52,title=score-over-weight::“评分表”印“产出”54 分，超过分值 50 分

"#]]);
}

#[test]
fn findings_as_sarif_name_their_rule_and_place() {
    let output = run(&Site::new("problems"), "check --format sarif").code(1);
    let log: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 6);
    let rule = results[0]["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(results[0]["ruleId"], "unknown-key");
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], "unknown-key");
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&PROJECT.into(), &4.into()));
}

#[test]
fn what_leads_nowhere_is_shown_with_what_may_be_meant() {
    run(&Site::new("references"), "check").code(1).stdout_eq(str![[r#"
错误[duplicate-address]: 两处会公布到同一个网址 /agencies/demo-center/：content/agencies.toml 和 content/agencies.toml
 --> content/agencies.toml:6:6
  |
2 | id = "demo-center"
  |      ------------- 这个网址已经由这里占用
...
6 | id = "demo-center"
  |      ^^^^^^^^^^^^^
  |
  = 一个网址只能有一份内容，否则后一份会盖掉前一份。
  = 给其中一个改名；已经公布的那个不要动。

错误[unknown-reference]: 没有“demo-centre”这个机构
 --> content/projects/2023/training/project.toml:3:10
  |
3 | agency = "demo-centre"
  |          ^^^^^^^^^^^^^
  |
  = 是不是想写 demo-center？
  = 编号写错一个字母，指的就是另一个，或者什么也不是；原件不在，读者点开会是空的。
  = 改正拼写；确实是新的，就先登记；原件不在的，放进 files/。

错误[unused-acknowledgement]: 这条说明没有对上任何差异：rate-mismatch，资金/执行率
 --> content/projects/2023/training/project.toml:7:6
  |
7 | at = "资金/执行率"
  |      ^^^^^^^^^^^^^
  |
  = 差异已经改了，说明还在，读者会以为原文有错。
  = 差异改了就删去说明；还在的，照 check 打印的 rule 和 at 改正。

核验了 2 个项目：错误 3，警告 0，提示 0，已说明 0

"#]]);
}

#[test]
fn files_that_cannot_be_read_do_not_hide_each_other() {
    run(&Site::new("unreadable"), "check").code(1).stdout_eq(str![[r#"
错误[not-utf8]: 文件不是 UTF-8 编码
 --> content/projects/2023/archive/project.toml:1:1
  |
1 |
  | ^
  |
  = 编码不对，汉字会读成乱码。
  = 在编辑器里选“另存为”，编码选 UTF-8；图片、表格等附件要放进项目的 files/ 文件夹。

错误[syntax-error]: 引号没有成对：写成 title = "热线业务培训经费"
 --> content/projects/2023/training/project.toml:1:9
  |
1 | title = "热线业务培训经费
  |         ^
  |
  = 格式有错，后面的内容就可能读错。
  = 看插入符指的地方，补上缺的引号、括号或逗号，删去重复的键。

核验了 3 个项目：错误 2，警告 0，提示 0，已说明 0

"#]]);
}

#[test]
fn acknowledged_findings_are_shown_when_asked_for() {
    let site = Site::new("clean");
    let report = site.read(PROJECT).replace("grade = \"优\"", "grade = \"良\"");
    site.write(PROJECT, &report);
    run(&site, "build").code(1);
    let note = "[[acknowledged]]\nrule = \"grade-mismatch\"\nat = \"评价结果/总分\"\nnote = \"原文如此。\"\n";
    site.write(PROJECT, &(report + note));
    run(&site, "check").code(0).stdout_eq(str![[r#"
核验了 1 个项目：错误 0，警告 0，提示 0，已说明 1

"#]]);
    run(&site, "check --all").code(0).stdout_eq(str![[r#"
错误[grade-mismatch]: “评价结果”印“总分”92 分、等次“良”，按等次标准应为“优”
  --> content/projects/2023/hotline/project.toml:13:9
   |
13 | grade = "良"
   |         ^^^^
   |
   = 已说明：原文如此。

核验了 1 个项目：错误 0，警告 0，提示 0，已说明 1

"#]]);
    run(&site, "check --format github").code(0).stdout_eq(str![[r#"
::notice file=content/projects/2023/hotline/project.toml,line=13,col=9,endLine=13,endColumn=12,title=grade-mismatch::“评价结果”印“总分”92 分、等次“良”，按等次标准应为“优”

"#]]);
    run(&site, "build").code(0);
}
