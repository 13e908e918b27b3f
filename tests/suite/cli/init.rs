//! `init`: a new site.

use std::fs;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

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
fn a_new_site_may_lie_in_a_folder_of_its_own() {
    let root = snapbox::dir::DirRoot::mutable_temp().unwrap();
    let root = root.path().unwrap();
    let gongshi = |arguments: &[&str]| Command::new(cargo_bin!("gongshi")).current_dir(root).args(arguments).assert();
    gongshi(&["init", "site"]).code(0).stdout_eq(str![[r#"
已新建 site/content，可以直接生成网站。接下来先进入文件夹：cd site，再：
...
"#]]);
    gongshi(&["check", "--root", "site"]).code(0).stdout_eq("核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0\n");
}
