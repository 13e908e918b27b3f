//! `build`: what it writes, what it leaves as it is, and what stops it.

use std::fs;
use std::path::PathBuf;

use super::{PROJECT, run};
use crate::common::Site;
use snapbox::str;

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
fn a_build_lists_the_first_warnings_and_counts_the_rest() {
    let site = Site::new("clean");
    site.write("content/site.toml", &(site.read("content/site.toml") + "\n[rules]\ntold-twice = \"warning\"\n"));
    let two =
        |number: u32| format!("\n第{number}件：[{number}项]{{甲{number}}}，另处写作[1{number}项]{{甲{number}}}。\n");
    let project = "content/projects/2023/hotline";
    let report = site.read(&format!("{project}/report.md")) + &(1..=40).map(two).collect::<String>();
    site.write(&format!("{project}/report.md"), &report);
    site.write(&format!("{project}-2/report.md"), &report);
    site.write(&format!("{project}-2/files/scan.txt"), "附件\n");
    let text = site.read(&format!("{project}/project.toml"));
    site.write(&format!("{project}-2/project.toml"), &text.replacen("title = \"", "title = \"第二个", 1));
    let said = run(&site, "build").code(0).get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.matches("警告[told-twice]").count(), 50, "{said}");
    assert!(said.contains("\n还有 30 处存疑没有列出\n逐条细看：gongshi check\n"), "{said}");
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
