//! A clerk's first morning with the program: a new site, a folder of files of all kinds, what is listed mended, checked, built.
//! Nothing that is done here is known but from what the commands said.

use std::collections::BTreeMap;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::dir::DirRoot;

use super::{content, formats, forms, hand_made};

fn gongshi(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(cargo_bin!("gongshi"))
        .current_dir(root)
        .args(["--lang", "zh-CN"])
        .args(arguments)
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

/// Twenty files as a year's folder has them: the five reports in three forms each, and what lies among them.
fn write_files(folder: &Path) {
    std::fs::create_dir(folder).unwrap();
    let content = content();
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes).unwrap();
    for (number, hand_made) in hand_made().into_iter().enumerate() {
        for kind in ["txt", if number == 0 { "doc" } else { "docx" }, "xlsx"] {
            let mut project = hand_made.clone();
            project.head.title.value = format!("{kind} {}", project.title.value);
            let blocks = forms::blocks(&project, &content);
            let bytes = match kind {
                "txt" => formats::text(&blocks).into_bytes(),
                "doc" => formats::doc(&blocks),
                "docx" => formats::docx(&blocks),
                _ => formats::xlsx(&blocks),
            };
            write(&format!("{number} 自评表.{kind}"), bytes);
        }
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    for name in ["old-workbook.xls", "web-page.xls", "two-raters.txt"] {
        write(name, std::fs::read(fixtures.join(name)).unwrap());
    }
    write("台账.csv", "序号,项目名称,自评得分\n1,甲,90\n2,乙,91\n".into());
    write("扫描件.pdf", b"%PDF-1.7".to_vec());
}

/// Does what the comments of a draft ask for: registers what is proposed, takes off what was not placed.
fn mend(root: &Path, project: &Path) {
    let text = std::fs::read_to_string(project).unwrap();
    let mut lines = text.lines().peekable();
    let mut mended = Vec::new();
    while let Some(line) = lines.next() {
        let mut proposed = String::new();
        while let Some(more) = lines.peek().and_then(|line| line.strip_prefix("#   ")) {
            proposed += &format!("{more}\n");
            lines.next();
        }
        if line.contains("agencies.toml 里没有") {
            let registry = root.join("content/agencies.toml");
            let known = std::fs::read_to_string(&registry).unwrap();
            let id = proposed.lines().find(|line| line.starts_with("id = ")).unwrap();
            if !known.contains(id) {
                std::fs::write(&registry, format!("{known}\n{proposed}")).unwrap();
            }
        } else if let Some(path) = line.split("存为 ").nth(1).and_then(|rest| rest.split('，').next()) {
            std::fs::write(root.join("content").join(path), proposed).unwrap();
        } else if !line.starts_with("# import: ") {
            mended.push(line);
        }
    }
    std::fs::write(project, mended.join("\n") + "\n").unwrap();
}

/// Adds the explanations that `check` proposes, by the files that they belong to.
fn explain(root: &Path, checked: &str) -> usize {
    let mut explanations: BTreeMap<String, String> = BTreeMap::new();
    let mut file = String::new();
    let mut lines = checked.lines();
    let mut stops = false;
    while let Some(line) = lines.next() {
        if line.starts_with("错误[") {
            stops = true;
        } else if line.starts_with("警告[") || line.starts_with("提示[") {
            stops = false;
        } else if let Some((_, place)) = line.split_once("--> ") {
            let path = place.split(".toml:").next().unwrap_or_default();
            file = format!("{path}.toml").replace("report.md", "project.toml");
        } else if stops && line.contains("[[acknowledged]]") {
            let keys = lines.by_ref().take_while(|line| !line.trim_start_matches([' ', '=', '|']).is_empty());
            let keys: Vec<&str> = keys.map(|line| line.trim_start_matches([' ', '=', '|'])).collect();
            let keys: Vec<&str> = keys.into_iter().filter(|line| line.contains(" = ")).collect();
            let note = |line: &str| line.replace("……", "原文如此，照录。");
            let entry: Vec<String> = keys.into_iter().map(note).collect();
            *explanations.entry(file.clone()).or_default() += &format!("\n[[acknowledged]]\n{}\n", entry.join("\n"));
        }
    }
    let count = explanations.len();
    for (file, text) in explanations {
        let known = std::fs::read_to_string(root.join(&file)).unwrap();
        std::fs::write(root.join(&file), known + &text).unwrap();
    }
    count
}

#[test]
fn a_clerk_has_a_checked_site_from_a_folder_of_mixed_files_and_what_the_commands_say() {
    let root = DirRoot::mutable_temp().unwrap();
    let root = root.path().unwrap();
    let (code, said) = gongshi(root, &["init"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("gongshi import"), "{said}");
    write_files(&root.join("2023年报告"));
    assert_eq!(std::fs::read_dir(root.join("2023年报告")).unwrap().count(), 20);
    let (code, said) = gongshi(root, &["import", "2023年报告"]);
    assert_eq!(code, Some(1), "two files hold no report: {said}");
    assert!(said.contains("写了 18 份初稿，读不了的有 2 个") && said.contains("gongshi check"), "{said}");
    let mut drafts = Vec::new();
    for line in said.lines().filter_map(|line| line.trim().strip_prefix("初稿在 ")) {
        drafts.push(root.join(line).join("project.toml"));
    }
    assert_eq!(drafts.len(), 18, "{said}");
    drafts.iter().for_each(|draft| mend(root, draft));
    let (code, checked) = gongshi(root, &["check"]);
    assert!(!checked.contains("import-unfinished"), "{checked}");
    if code == Some(1) {
        assert!(explain(root, &checked) > 0, "{checked}");
    }
    let (code, checked) = gongshi(root, &["check"]);
    assert_eq!(code, Some(0), "{checked}");
    let (code, built) = gongshi(root, &["build"]);
    assert_eq!(code, Some(0), "{built}");
    assert!(root.join("public/index.html").is_file());
}
