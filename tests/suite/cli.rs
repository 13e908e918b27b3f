//! The commands as they are typed: what they print, how they exit, what they leave on disk.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::common::Site;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

/// Runs `gongshi` in a site's folder.
fn run(site: &Site, arguments: &str) -> OutputAssert {
    command(site).args(arguments.split_whitespace()).assert()
}

fn command(site: &Site) -> Command {
    let command = Command::new(cargo_bin!("gongshi")).current_dir(site.path());
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG")
}

const PROJECT: &str = "content/projects/2023/hotline/project.toml";

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

#[test]
fn the_language_is_that_of_the_environment_unless_given() {
    let site = Site::new("clean");
    let check = |name: &str, locale: &str| command(&site).env(name, locale).args(["check"]).assert().code(0);
    for (name, locale) in [("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "en"), ("LC_ALL", "en_GB.UTF-8")] {
        check(name, locale).stdout_eq("1 project checked: [..]\n");
    }
    for (name, locale) in [("LANG", "zh_CN.UTF-8"), ("LANG", "C"), ("LC_ALL", "")] {
        check(name, locale).stdout_eq("核验了 1 个项目：[..]\n");
    }
    command(&site)
        .env("LANG", "en")
        .env("LC_ALL", "zh_CN")
        .args(["check"])
        .assert()
        .stdout_eq("核验了 1 个项目：[..]\n");
    command(&site).env("LANG", "en").args(["check", "--lang", "zh-CN"]).assert().stdout_eq("核验了 1 个项目：[..]\n");
}

#[test]
fn what_cannot_run_exits_with_2() {
    let site = Site::new("clean");
    for verb in ["check", "build", "serve", "new 2023/x"] {
        run(&site, &format!("{verb} --root nowhere")).code(2).stdout_eq("").stderr_eq(str![[r#"
找不到内容文件夹 nowhere/content；在网站的文件夹里运行，或者用 --root 指明；还没有网站的，用 gongshi init 新建一个

"#]]);
    }
    run(&site, "check --format xml").code(2).stdout_eq("");
    run(&site, "").code(2);
    run(&site, "verify").code(2).stdout_eq("").stderr_eq(str![[r#"
public 里没有 gongshi 写的 manifest.json，无从核对

"#]]);
    run(&site, "--help").code(0).stderr_eq("");
    run(&site, "--version").code(0).stdout_eq("gongshi [..]\n");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let site = Site::new("clean");
    let mut child = std::process::Command::new(cargo_bin!("gongshi"))
        .args(["explain"])
        .current_dir(site.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn a_build_writes_the_site_and_says_so() {
    let site = Site::new("clean");
    run(&site, "build")
        .code(0)
        .stdout_eq("网站已生成：共 [..] 个文件，新写 [..]，未变 0，删去 0；在 public，用时 [..] 秒\n");
    assert_eq!(site.read("public/projects/2023/hotline/files/scan.txt"), "附件\n");
    let manifest: serde_json::Value = serde_json::from_str(&site.read("public/manifest.json")).unwrap();
    let paths: Vec<&str> =
        manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths.is_sorted() && paths.contains(&"index.html"), "{paths:?}");
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 2, "content and public, nothing else");
}

#[test]
fn what_is_printed_reaches_the_page() {
    let site = Site::new("clean");
    let report = "content/projects/2023/hotline/report.md";
    let written = "\r\n    **（二）组织领导。**成立\r\n专班____年__月，得分=分值*完成率。\r\n2.按时\r\n---\r\n";
    site.write(report, &(site.read(report) + written));
    site.write("content/pages/notes.md", "# 说明\n\n*为必填项，*为核心项。\n");
    for path in [PROJECT, report, "content/site.toml", "content/agencies.toml", "content/rubrics/simple.toml"] {
        site.write(path, &format!("\u{feff}{}", site.read(path)));
    }
    run(&site, "build").code(0);
    let shown = "<p><strong>（二）组织领导。</strong>成立专班____年__月，得分=分值*完成率。<br />\n2.按时</p>\n<hr />";
    let page = site.read("public/projects/2023/hotline/index.html");
    assert!(page.contains(shown) && !page.contains('\u{feff}'), "{page}");
    assert!(site.read("public/pages/notes/index.html").contains("<p>*为必填项，*为核心项。</p>"));
    // Places are those of an editor, which shows no mark of the order of bytes.
    site.write(report, "\u{feff}甲**乙\n");
    site.write("content/pages/notes.md", "# 说明\n\n# 又一\n");
    let places = run(&site, "check --format github").code(1).get_output().stdout.clone();
    let places = String::from_utf8(places).unwrap();
    assert!(places.contains("report.md,line=1,col=2,endLine=1,endColumn=4"), "{places}");
    assert!(places.contains("notes.md,line=3"), "{places}");
}

#[test]
fn a_printed_department_needs_its_key() {
    let site = Site::new("clean");
    let path = "content/projects/2023/hotline/project.toml";
    let text = site.read(path).replacen("[[sources]]", "department_printed = \"示例局\"\n\n[[sources]]", 1);
    fs::write(site.at(path), text).unwrap();
    run(&site, "check").code(1).stdout_eq("错误[invalid-value]: “department_printed”的值不对：[..] department\n...\n");
}

#[test]
fn a_notice_does_not_mark_a_figure_that_holds() {
    let site = Site::new("clean");
    let path = "content/projects/2023/hotline/project.toml";
    let funds = "[funds]\nunit = \"元\"\nbudget = 1000\nspent = 945.60\n\
        rates = [{ of = \"spent\", to = \"budget\", printed = \"94.56%元\" }]\n\n[[sources]]";
    fs::write(site.at(path), site.read(path).replacen("[[sources]]", funds, 1)).unwrap();
    run(&site, "build").code(0);
    let page = site.read("public/projects/2023/hotline/index.html");
    assert!(page.contains("百分数后面多了单位") && page.contains("原文 94.56%元</small>"), "{page}");
}

#[test]
fn what_is_for_staff_is_told_by_check_and_never_published() {
    let site = Site::new("clean");
    let path = "content/projects/2023/hotline/project.toml";
    let record = "[disclosure]\napproved = 2024-03-11\npublished = 2024-05-31\n\n[[sources]]";
    fs::write(site.at(path), site.read(path).replacen("[[sources]]", record, 1)).unwrap();
    run(&site, "check")
        .code(0)
        .stdout_eq("提示[disclosure-late]: 2024-03-11 批复，2024-05-31 发布，相隔 81 天，超过 20 天\n...\n");
    run(&site, "build").code(0);
    let mut telling: Vec<PathBuf> = walkdir::WalkDir::new(site.at("public"))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .filter(|path| {
            let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
            ["2024-03-11", "disclosure-late", "公开超过时限"].iter().any(|word| text.contains(word))
        })
        .collect();
    // The list of rules says what it is; nothing says where it was found.
    let lists = ["data/rules.csv", "data/rules.json", "rules/index.html"].map(|path| site.at("public").join(path));
    telling.sort();
    assert_eq!(telling, lists);
    assert!(lists.iter().all(|path| !fs::read_to_string(path).unwrap().contains("2024-03-11")));
    assert!(site.read("public/projects/2023/hotline/index.html").contains("2024-05-31"));
}

#[test]
fn an_unchanged_site_is_left_as_it_is() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    let time = || fs::metadata(site.at("public/index.html")).unwrap().modified().unwrap();
    let (first, manifest) = (time(), site.read("public/manifest.json"));
    run(&site, "build")
        .code(0)
        .stdout_eq("网站已生成：共 [..] 个文件，新写 0，未变 [..]，删去 0；在 public，用时 [..] 秒\n");
    assert_eq!((time(), site.read("public/manifest.json")), (first, manifest));
}

#[test]
fn what_somebody_changed_in_the_site_is_put_right_though_nothing_else_changed() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    let home = site.read("public/index.html");
    site.write("public/index.html", &home.replace("<body", "<body id=\"x\""));
    fs::remove_file(site.at("public/feed.xml")).unwrap();
    run(&site, "build").code(0).stdout_eq("[..]新写 2，未变 [..]，删去 0[..]\n");
    assert_eq!(site.read("public/index.html"), home);
    run(&site, "verify").code(0);
}

#[test]
fn a_build_with_errors_writes_nothing() {
    let site = Site::new("problems");
    run(&site, "build").code(1).stdout_eq("").stderr_eq(str![[r#"
...
网站没有生成，什么也没有写：[..]

"#]]);
    assert!(!site.at("public").exists());
    let good = Site::new("clean");
    run(&good, "build").code(0);
    let before = good.read("public/manifest.json");
    good.write(PROJECT, "title = 1\n");
    run(&good, "build").code(1);
    assert_eq!(good.read("public/manifest.json"), before);
    run(&good, "verify").code(0);
}

#[test]
fn a_template_that_fails_on_a_page_stops_check_and_build() {
    let site = Site::new("clean");
    site.write("content/site.toml", "title = \"示例县绩效评价结果\"\ntheme = \"own\"\n");
    site.write("themes/own/theme.toml", "extends = \"default\"\n");
    site.write("themes/own/templates/home.html", "{{ nope }}\n");
    run(&site, "check --format github").code(1).stdout_eq(
        "::error file=themes/own/templates/home.html,line=1,col=4,endLine=1,endColumn=8,title=template-error::[..]\n",
    );
    run(&site, "build").code(1).stdout_eq("");
    assert_eq!(fs::read_dir(site.path()).unwrap().count(), 2, "content and themes, no output");
}

#[test]
fn the_output_folder_can_be_named_and_keeps_dot_files() {
    let site = Site::new("clean");
    site.write("out/site/.gitignore", "*\n");
    for _ in 0..2 {
        run(&site, "build --out out/site").code(0);
        assert_eq!(site.read("out/site/.gitignore"), "*\n");
    }
    run(&site, "verify --out out/site").code(0).stdout_eq("out/site 与清单一致：[..] 个文件\n");
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let site = Site::new("clean");
    site.write("public/thesis.txt", "mine");
    run(&site, "build").code(2).stdout_eq("").stderr_eq(str![[r#"
不能输出到 public：那里已有文件，而且不是 gongshi 生成的；用 --out 另指一个，或者先把那里清空

"#]]);
    assert_eq!(site.read("public/thesis.txt"), "mine");
    assert_eq!(fs::read_dir(site.at("public")).unwrap().count(), 1);
    for out in [".", "content", "content/public", ".."] {
        run(&site, &format!("build --out {out}")).code(2).stdout_eq("");
    }
    run(&site, "build --out content --lang en").code(2).stderr_eq(str![[r#"
cannot write to content: it is, holds or lies in the folder of the content; name another with --out

"#]]);
}

#[test]
fn verify_tells_what_was_tampered_with() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    run(&site, "verify").code(0).stdout_eq("public 与清单一致：[..] 个文件\n");
    fs::remove_file(site.at("public/projects/2023/hotline/files/scan.txt")).unwrap();
    site.write("public/index.html", "hacked");
    site.write("public/zz.html", "extra");
    site.write("public/.htaccess", "theirs");
    run(&site, "verify").code(1).stdout_eq(str![[r#"
已被改动：index.html
缺少：projects/2023/hotline/files/scan.txt
多出：zz.html
public 与清单不一致：清单上 [..] 个文件，3 处不同

"#]]);
    run(&site, "verify --lang en").code(1).stdout_eq(str![[r#"
changed: index.html
missing: projects/2023/hotline/files/scan.txt
extra: zz.html
public is not as its manifest says: [..] files listed, 3 differences

"#]]);
    fs::remove_file(site.at("public/zz.html")).unwrap();
    run(&site, "build").code(0);
    run(&site, "verify").code(0);
}

#[test]
fn what_others_put_into_the_site_is_kept_where_the_publisher_says_so_and_refused_elsewhere() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    site.write("public/CNAME", "www.example.gov.cn");
    site.write("public/uploads/2023/a.txt", "theirs");
    run(&site, "build").code(2).stderr_eq(str![[r#"
不能输出到 public：那里除了本站，还有 2 处别人放进去的：[..]。要保留，就写进 content/site.toml 的 keep，如 keep = ["CNAME", "uploads/"]；不要的，先移走

"#]]);
    site.write("content/site.toml", "title = \"示例\"\nkeep = [\"CNAME\", \"uploads/\"]\n");
    run(&site, "build").code(0).stdout_eq(str![[r#"
保留了别人放在那里的：CNAME、uploads/
网站已生成：共 [..]，删去 0；在 public，用时 [..] 秒

"#]]);
    assert_eq!(site.read("public/uploads/2023/a.txt"), "theirs");
    run(&site, "verify").code(0);
    site.write("content/site.toml", "title = \"示例\"\nkeep = [\"../CNAME\"]\n");
    run(&site, "build").code(1);
    assert_eq!(site.read("public/CNAME"), "www.example.gov.cn");
}

#[test]
fn rules_are_explained() {
    let site = Site::new("clean");
    run(&site, "explain weight-sum").code(0).stdout_eq(str![[r#"
weight-sum · 错误 · 分值相加不等

查什么
  下级指标的分值相加，不等于上级印的分值；或者全部分值相加，不等于满分（报告没有印满分的，看评分标准）。写明只公布了一部分的打分表（indicators_partial），只查加起来超过的。

为什么
  分值相加不等，得分就没有共同的尺度。

怎么办
  对照原表看是否抄错；只公布了一部分的打分表，写 indicators_partial = true；原文如此的，写一条说明。

不对的写法（project.toml）
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
    #                                      ^^ weight-sum
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 10 },
      { level = 1, name = "产出", weight = 60 },
    ]

对的写法（project.toml）
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 20 },
      { level = 1, name = "产出", weight = 60 },
    ]

"#]]);
    run(&site, "explain weight-sum --lang en").code(0).stdout_eq(str![[r#"
weight-sum · error · weights do not add up

What it looks at
  The weights below a group do not add up to its own, or all weights not to full marks (those of the rubric, where the report prints none). Of a score table said to be only partly published (indicators_partial), only sums above the whole count.

Why
  Without weights that add up, scores have no common scale.

What to do
  Compare with the report; if only a part of the score table is published, write indicators_partial = true; if the report really says so, acknowledge it.

Wrong (project.toml)
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
    #                                      ^^ weight-sum
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 10 },
      { level = 1, name = "产出", weight = 60 },
    ]

Right (project.toml)
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 20 },
      { level = 1, name = "产出", weight = 60 },
    ]

"#]]);
    run(&site, "explain weigth-sum").code(2).stdout_eq("").stderr_eq(str![[r#"
没有“weigth-sum”这条规则；gongshi explain 列出全部规则。是不是想写 weight-sum？

"#]]);
    let list = run(&site, "explain").code(0);
    let list = String::from_utf8(list.get_output().stdout.clone()).unwrap();
    let rules = list.lines().filter(|line| line.starts_with("  "));
    assert_eq!(rules.count(), gongshi::rules::all().count());
}

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
# unit = "万元"  # 金额的单位：元或万元
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
error[invalid-value]: the value of "agency" cannot be right: it must not be empty
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
fn a_new_site_builds_at_once_and_replaces_nothing() {
    let root = snapbox::dir::DirRoot::mutable_temp().unwrap();
    let root = root.path().unwrap();
    let gongshi = |verb: &str| Command::new(cargo_bin!("gongshi")).current_dir(root).arg(verb).assert();
    gongshi("init").code(0).stdout_eq(str![[r#"
已新建 content，可以直接生成网站。接下来：
  gongshi serve [..]
  gongshi import [..]
...
"#]]);
    gongshi("check").code(0).stdout_eq("核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0\n");
    gongshi("build").code(0);
    assert!(root.join("public/projects/2024/example/index.html").is_file());
    // The schema that the files name is there.
    let project = root.join("content/projects/2024/example");
    let text = fs::read_to_string(project.join("project.toml")).unwrap();
    let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap();
    assert!(project.join(schema).is_file(), "{schema}");
    fs::write(root.join("content/site.toml"), "title = \"甲\"\n").unwrap();
    gongshi("init").code(2).stderr_eq("content 已经存在，没有改动它\n");
    assert_eq!(fs::read_to_string(root.join("content/site.toml")).unwrap(), "title = \"甲\"\n");
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

#[test]
fn quiet_says_nothing_when_all_is_well_and_verbose_tells_the_stages() {
    let site = Site::new("clean");
    run(&site, "build --quiet").code(0).stdout_eq("").stderr_eq("");
    run(&site, "check -q").code(0).stdout_eq("").stderr_eq("");
    run(&site, "check --verbose").code(0).stderr_eq(str![[r#"
读取：[..] 秒
核验：[..] 秒

"#]]);
    let broken = Site::new("clean");
    broken.write("content/projects/2023/hotline/project.toml", "title = ");
    run(&broken, "check --quiet").code(1);
}
