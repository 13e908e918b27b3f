//! The commands as they are typed: what they print, how they exit, what they leave on disk. A file a verb; here what is of all.

mod build;
mod check;
mod explain;
mod init;
mod new;
mod verify;

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
fn a_command_line_that_cannot_be_read_is_told_in_the_language_of_the_person() {
    let site = Site::new("clean");
    let told = |arguments: &str, expected: &str| {
        run(&site, arguments).code(2).stdout_eq("").stderr_eq(format!("{expected}\n"));
    };
    told(
        "chek",
        "没有“chek”这个命令。是不是想写 check？\n用法：gongshi [OPTIONS] <COMMAND>；后面加 --help，看每一项怎么写",
    );
    told("check --rot x", "不认得“--rot”。是不是想写 --root？\n用法：gongshi check --root <DIR> [YEAR/SLUG]...；[..]");
    told("verify 2024/hotline", "不认得“2024/hotline”。\n用法：gongshi verify [OPTIONS]；[..]");
    told("import", "还要写明：<FILE|FOLDER>...\n用法：gongshi import <FILE|FOLDER>...；[..]");
    told("import x --year 12", "“12”不能作“--year <Y>”的值：12 is not in 1949..=2100\n加 --help，看每一项怎么写");
    told("check --format xml", "“xml”不能作“--format <FORMAT>”的值，可以写的有：human、json、sarif、github。\n[..]");
    told("check --format", "“--format <FORMAT>”后面要写明值\n[..]");
    told("check -q -v", "“--quiet”不能与“--verbose”一起写\n[..]");
    told("check --root . --root .", "“--root <DIR>”只能写一次\n[..]");
    command(&site).env("LANG", "en").arg("chek").assert().code(2).stderr_eq(str![[r#"
there is no command "chek". did you mean check?
usage: gongshi [OPTIONS] <COMMAND>; add --help to see what each is

"#]]);
}

#[test]
fn a_folder_that_is_no_site_or_no_folder_is_told_as_such() {
    let site = Site::new("clean");
    site.write("empty/note.txt", "");
    run(&site, "check --root empty").code(2).stderr_eq("找不到内容文件夹 empty/content；[..]\n");
    site.write("empty/content/agencies.toml", "");
    run(&site, "check --root empty")
        .code(2)
        .stderr_eq("找不到 empty/content/site.toml；网站的名称写在里面，至少一行：title = \"……\"\n");
    run(&site, "build --out empty/note.txt/public").code(2).stderr_eq("写不了 [..]：路径里有一段不是文件夹\n");
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
