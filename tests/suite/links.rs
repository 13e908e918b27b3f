//! Links in the content, and what is no file: nothing is read that lies elsewhere, whoever writes the content.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command as System;
use std::time::{Duration, Instant};

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

const HOTLINE: &str = "content/projects/2023/hotline";
const SECRET: &str = "不该公布的东西";

/// A site beside which a folder `outside` lies that nobody meant to publish.
fn site() -> Site {
    let site = Site::new("clean");
    for file in ["outside/secret", "outside/report.md", "outside/folder/scan.txt", ".git/config", "key"] {
        site.write(file, SECRET);
    }
    site
}

/// Puts a link in the place of whatever is there. Its target is relative to the site's folder.
fn link(site: &Site, path: &str, target: &str) {
    let at = site.at(path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    let _ = fs::remove_file(&at).or_else(|_| fs::remove_dir_all(&at));
    symlink(site.at(target), at).unwrap();
}

/// Exit status and all that was printed.
fn run(site: &Site, arguments: &str) -> (i32, String) {
    let start = Instant::now();
    let command = Command::new(cargo_bin!("gongshi")).current_dir(site.path()).args(arguments.split_whitespace());
    let output = command.args(["--lang", "en"]).output().unwrap();
    assert!(start.elapsed() < Duration::from_secs(60), "{arguments}");
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), printed)
}

/// Every file of a folder that holds the secret, by path.
fn with_secret(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| match path.is_dir() {
        true => with_secret(&path),
        false => {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            Vec::from_iter(text.contains(SECRET).then(|| path.display().to_string()))
        }
    });
    found.collect()
}

/// That a build is refused with this one finding, and that nothing of the secret comes out.
fn assert_refused(site: &Site, rule: &str, path: &str) {
    for command in ["check --format json", "build"] {
        let (status, printed) = run(site, command);
        assert_eq!(status, 1, "{path}: {printed}");
        assert!(printed.contains(rule) && printed.contains(path), "{path}: {printed}");
        assert!(!printed.contains(SECRET), "{path}: {printed}");
        assert_eq!(with_secret(&site.at("public")), Vec::<String>::new(), "{path}");
    }
    let (_, printed) = run(site, "check --format json");
    assert_eq!(printed.lines().count(), 1, "{path}: nothing follows from what is not read: {printed}");
}

#[test]
fn links_out_of_the_content_are_findings_and_are_not_read() {
    for (path, target) in [
        (&*format!("{HOTLINE}/files/scan.txt"), "/etc/passwd"),
        (&format!("{HOTLINE}/files/c.txt"), ".git/config"),
        (&format!("{HOTLINE}/files/c.txt"), "key"),
        (&format!("{HOTLINE}/files"), "outside/folder"),
        (&format!("{HOTLINE}/report.md"), "/proc/self/environ"),
        (&format!("{HOTLINE}/report.md"), "outside/report.md"),
        (&format!("{HOTLINE}/project.toml"), "outside/secret"),
        ("content/projects/2023/other", "outside/folder"),
        ("content/projects/2023", "outside"),
        ("content/pages/a.md", "outside/report.md"),
        ("content/include/header.html", "outside/secret"),
        ("content/include", "outside"),
        ("content/agencies.toml", "outside/secret"),
        ("content/rubrics/simple.toml", "outside/secret"),
        ("content/site.toml", "outside/secret"),
        ("themes/own/static/share.png", "outside/secret"),
        ("themes/own/templates/page.html", "outside/secret"),
        ("themes/own", "outside"),
        ("themes", "outside"),
        (&format!("{HOTLINE}/files/zero.txt"), "/dev/zero"),
        (&format!("{HOTLINE}/files/root"), "/"),
    ] {
        let site = site();
        link(&site, path, target);
        assert_refused(&site, "link-not-followed", path);
    }
}

#[test]
fn what_editors_and_version_control_keep_is_not_read_through_links_either() {
    let site = site();
    site.write("content/.git/config", SECRET);
    link(&site, &format!("{HOTLINE}/files/c.txt"), "content/.git/config");
    assert_refused(&site, "link-not-followed", &format!("{HOTLINE}/files/c.txt"));
}

#[test]
fn a_link_that_is_not_followed_is_told_with_where_it_leads() {
    let site = site();
    let at = site.at(&format!("{HOTLINE}/files/scan.txt"));
    fs::remove_file(&at).unwrap();
    symlink("/etc/passwd", at).unwrap();
    let check = Command::new(cargo_bin!("gongshi")).current_dir(site.path()).args(["check", "--lang", "zh-CN"]);
    check.assert().code(1).stdout_eq(str![[r#"
错误[link-not-followed]: 这是符号链接，指向 /etc/passwd，不在允许链接的文件夹里，没有读
 --> content/projects/2023/hotline/files/scan.txt:1:1
  |
1 |
  | ^
  |
  = 链接指向什么，就会公布什么，包括不该公布的文件。
  = 把文件本身放到链接的位置。确实要用那个文件夹的，由管理网站的人允许：写进 content/site.toml 的 allow_links，或者在命令行加 --allow-links。

核验了 1 个项目：错误 1，警告 0，提示 0，已说明 0

"#]]);
}

#[test]
fn what_is_no_file_is_a_finding_and_holds_nobody_up() {
    for path in [format!("{HOTLINE}/report.md"), format!("{HOTLINE}/files/a.txt"), "content/site.toml".to_owned()] {
        let pipe = site();
        let _ = fs::remove_file(pipe.at(&path));
        assert!(System::new("mkfifo").arg(pipe.at(&path)).status().unwrap().success());
        assert_refused(&pipe, "not-a-file", &path);
        let socket = site();
        let _ = fs::remove_file(socket.at(&path));
        let _listener = UnixListener::bind(socket.at(&path)).unwrap();
        assert_refused(&socket, "not-a-file", &path);
    }
    let site = site();
    assert!(System::new("mkfifo").arg(site.at("content/rubrics/pipe")).status().unwrap().success());
    link(&site, &format!("{HOTLINE}/files/a.txt"), "content/rubrics/pipe");
    let (status, printed) = run(&site, "check --format json");
    assert_eq!((status, printed.matches("not-a-file").count()), (1, 2), "{printed}");
}

#[test]
fn links_within_the_content_are_followed() {
    let site = site();
    site.write(
        "content/projects/2022/hotline/project.toml",
        &site.read(&format!("{HOTLINE}/project.toml")).replace("2023", "2022"),
    );
    site.write("content/projects/2022/hotline/files/scan.txt", "原件");
    link(&site, &format!("{HOTLINE}/files/scan.txt"), "content/projects/2022/hotline/files/scan.txt");
    let (status, printed) = run(&site, "build");
    assert_eq!(status, 0, "{printed}");
    assert_eq!(site.read("public/projects/2023/hotline/files/scan.txt"), "原件");
}

#[test]
fn the_operator_says_where_links_may_lead_and_authors_do_not() {
    let scan = format!("{HOTLINE}/files/scan.txt");
    let linked = || {
        let site = site();
        link(&site, &scan, "outside/folder/scan.txt");
        site
    };
    let site = linked();
    for refused in ["build", "build --allow-links content --allow-links nowhere"] {
        assert_eq!(run(&site, refused).0, 1, "{refused}");
    }
    let (status, printed) = run(&site, "build --allow-links /nowhere --allow-links outside/folder");
    assert_eq!(status, 0, "{printed}");
    assert_eq!(site.read("public/projects/2023/hotline/files/scan.txt"), SECRET);

    let site = linked();
    site.write("content/site.toml", &(site.read("content/site.toml") + "\nallow_links = [\"outside\"]\n"));
    let (status, printed) = run(&site, "build");
    assert_eq!(status, 0, "{printed}");

    let site = linked();
    let project = format!("{HOTLINE}/project.toml");
    site.write(&project, &format!("allow_links = [\"outside\"]\n{}", site.read(&project)));
    let (status, printed) = run(&site, "check --format json");
    assert_eq!(status, 1);
    assert!(printed.contains("unknown-key") && printed.contains("link-not-followed"), "{printed}");
}

#[test]
fn links_to_nothing_and_in_circles_are_findings() {
    for (path, target) in [
        (format!("{HOTLINE}/files/a.txt"), format!("{HOTLINE}/files/nowhere.txt")),
        (format!("{HOTLINE}/files/a.txt"), format!("{HOTLINE}/files/a.txt")),
        (format!("{HOTLINE}/files/up"), "content".to_owned()),
        ("content/projects/2023/again".to_owned(), "content/projects".to_owned()),
    ] {
        let site = site();
        link(&site, &path, &target);
        assert_refused(&site, "link-not-followed", &path);
    }
    let site = site();
    for (one, other) in [("a", "b"), ("b", "a")] {
        fs::create_dir_all(site.at(&format!("{HOTLINE}/files/{one}"))).unwrap();
        link(&site, &format!("{HOTLINE}/files/{one}/link"), &format!("{HOTLINE}/files/{other}"));
    }
    let (status, printed) = run(&site, "check --format json");
    assert_eq!((status, printed.matches("in which it lies itself").count()), (1, 2), "{printed}");
}

#[test]
fn links_that_multiply_what_there_is_end_at_a_limit() {
    let site = site();
    let folder = format!("{HOTLINE}/files");
    for number in 0..400 {
        fs::create_dir_all(site.at(&format!("{folder}/all/{number}"))).unwrap();
        link(&site, &format!("{folder}/{number}"), &format!("{folder}/all"));
    }
    let (status, printed) = run(&site, "check --format json");
    assert_eq!((status, printed.matches("limit-exceeded").count()), (1, 1), "{printed}");
    assert!(printed.contains("100000"), "{printed}");
}

/// Several sites share their content as content/README.md says, and so without a word on the command line.
#[test]
fn a_site_inside_another_shares_its_content_and_nothing_else_of_it() {
    let site = site();
    let shared = |name: &str| format!("content/{name}");
    site.write("sites/a/content/site.toml", "title = \"甲站\"\n");
    for name in ["agencies.toml", "rubrics", "projects/2023/hotline"] {
        link(&site, &format!("sites/a/content/{name}"), &shared(name));
    }
    let (status, printed) = run(&site, "build --root sites/a --out site");
    assert_eq!(status, 0, "{printed}");
    for path in ["projects/2023/hotline/index.html", "projects/2023/hotline/files/scan.txt"] {
        assert!(site.at("sites/a/site").join(path).is_file(), "{path}");
    }
    for target in ["key", ".git/config", "sites/b/content/projects/2022/b"] {
        site.write("sites/b/content/projects/2022/b/project.toml", SECRET);
        link(&site, "sites/a/content/projects/2022/b", target);
        let (status, printed) = run(&site, "check --root sites/a --format json");
        assert!(status == 1 && printed.contains("link-not-followed"), "{target}: {printed}");
    }
}
