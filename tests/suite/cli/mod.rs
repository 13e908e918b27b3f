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
