//! What every rule must satisfy: its examples, and its cases in `tests/rules/`, are exact tests; its texts exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::*;
use crate::lang::Lang;
use crate::model;
use crate::source::Source;

/// The site that examples are written for.
const SITE: &[(&str, &str)] = &[
    ("content/site.toml", "title = \"示例\"\n"),
    (
        "content/agencies.toml",
        "[[agencies]]\nid = \"demo-center\"\nname = \"示例政务服务中心\"\nformer_names = [{ name = \"示例政府服务中心\" }, { name = \"示例行政服务中心\", to = 2015 }]\n",
    ),
    (
        "content/rubrics/demo.toml",
        r#"name = "示例评分标准"
bands = [
  { grade = "优", aliases = ["优秀"], from = 90, to = 100 },
  { grade = "良", from = 80, below = 90 },
  { grade = "中", from = 60, below = 80 },
  { grade = "差", from = 0, below = 60 },
]
indicators = [
  { level = 1, name = "决策", required = true },
  { level = 1, name = "产出", required = true },
]
"#,
    ),
    (
        "content/rubrics/fixed.toml",
        "name = \"定分标准\"\nindicators = [{ level = 1, name = \"决策\", weight = 40 }, { level = 1, name = \"产出\", weight = 60 }]\n",
    ),
    (
        "content/rubrics/usual.toml",
        "name = \"可调标准\"\nindicators = [{ level = 1, name = \"产出\", weight = 90, adjustable = true }, { level = 1, name = \"执行率\", weight = 10 }]\n",
    ),
    (
        "content/rubrics/outline.toml",
        "name = \"有提纲的标准\"\nsections = [[\"项目概况\", \"基本情况\"], [\"评价结论\"]]\n",
    ),
];
const REPORT: &str = "## 一、基本情况\n\n项目按计划完成。\n";
const PROJECT: &str = "content/projects/2023/demo/project.toml";
const REQUIRED: [(&str, &str); 3] = [("title", "\"示例项目\""), ("year", "2023"), ("agency", "\"demo-center\"")];

/// What a `project.toml` holds of which a `report.md` in an example tells.
const TOLD_OF: &str = r#"
[funds]
unit = "万元"
budget = 185
received = 166.02
spent = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
grade = "优"
indicators = [{ level = 1, name = "决策", weight = 40, score = 38 }, { level = 1, name = "产出", weight = 60, score = 54 }]
"#;

/// What is found, or what carets say is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    path: String,
    line: usize,
    column: usize,
    end_column: usize,
    rule: String,
    /// What the finding says in Chinese; empty where carets do not tell.
    said: String,
}

/// Texts of a small site, with carets under what is found: (path below `content/`, text).
type Texts = Vec<(String, String)>;

/// A text without its caret lines, and what they mark.
fn carets(path: &str, text: &str) -> (String, Vec<Mark>) {
    let mut plain: Vec<&str> = Vec::new();
    let mut marks = Vec::new();
    for line in text.lines() {
        let marker = line.trim_start_matches(['#', ' ']);
        match marker.split_once("^ ").filter(|_| marker.starts_with('^')) {
            None => plain.push(line),
            Some((more, told)) => {
                let above = plain.last().copied().unwrap_or_default();
                let (column, end_column) = columns(above, line.find('^').unwrap_or(0), more.len() + 1);
                let (rule, said) = told.split_once(": ").unwrap_or((told, ""));
                let [path, rule, said] = [path, rule, said].map(str::to_owned);
                marks.push(Mark { path, line: plain.len(), column, end_column, rule, said });
            }
        }
    }
    (plain.join("\n") + "\n", marks)
}

/// Columns, in characters, of what carets stand under. Carets are set as on a terminal, where Chinese characters are two wide.
fn columns(above: &str, first: usize, width: usize) -> (usize, usize) {
    let character_at = |wanted: usize| {
        let mut column = 0;
        above
            .chars()
            .take_while(|c| {
                let here = column;
                column += wide(*c);
                here < wanted
            })
            .count()
    };
    (character_at(first) + 1, character_at(first + width) + 1)
}

fn wide(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The text with a line of carets under each mark: what to write where all that is found is right.
fn with_carets(path: &str, plain: &str, marks: &[Mark]) -> String {
    let mut text = String::new();
    for (number, line) in plain.lines().enumerate() {
        text += line;
        text.push('\n');
        for mark in marks.iter().filter(|mark| mark.path == path && mark.line == number + 1) {
            let width = |from: usize, to: usize| line.chars().take(to - 1).skip(from - 1).map(wide).sum::<usize>();
            let before = " ".repeat(width(1, mark.column)).replacen(' ', "#", 1);
            let said = if mark.said.is_empty() { String::new() } else { format!(": {}", mark.said) };
            text += &format!("{before}{} {}{said}\n", "^".repeat(width(mark.column, mark.end_column)), mark.rule);
        }
    }
    text
}

/// All texts of the site of an example or a case, with the carets: what a project must have is added, and a project to a report.
fn site_with(texts: &Texts) -> Texts {
    let own = |name: &str| texts.iter().find(|(path, _)| path == name).map(|(_, text)| text.as_str());
    let required = |given: &str| -> String {
        let is_given = |key: &str| {
            let mut first = given.lines().take_while(|line| !line.starts_with('['));
            first.any(|line| line.starts_with(&format!("{key} ")))
        };
        REQUIRED.iter().filter(|(key, _)| !is_given(key)).map(|(key, value)| format!("{key} = {value}\n")).collect()
    };
    let project = own("project.toml").or(own("report.md").map(|_| TOLD_OF));
    let mut site: BTreeMap<String, String> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if let Some(project) = project {
        site.insert(PROJECT.into(), required(project) + project);
        site.insert(PROJECT.replace("project.toml", "report.md"), own("report.md").unwrap_or(REPORT).into());
    }
    let others = texts.iter().filter(|(path, _)| !["project.toml", "report.md"].contains(&path.as_str()));
    site.extend(others.map(|(path, text)| (format!("content/{path}"), text.clone())));
    site.into_iter().collect()
}

/// The site of these texts, and what their carets mark.
fn read(texts: &Texts) -> (Sources, Vec<Mark>) {
    let mut marks = Vec::new();
    let plain = site_with(texts).into_iter().map(|(path, text)| {
        let (text, marked) = carets(&path, &text);
        marks.extend(marked);
        Source { path, text }
    });
    let sources = Sources::new(plain);
    marks.sort();
    (sources, marks)
}

/// The site of an example.
pub(super) fn site_of(example: &Example) -> Sources {
    read(&texts_of(example)).0
}

fn texts_of(example: &Example) -> Texts {
    vec![(example.path.to_owned(), example.text.to_owned())]
}

/// Where what is found of these texts, as far as it counts, is not what their carets mark: the texts with the carets that
/// would be right.
fn differing(texts: &Texts, counts: impl Fn(&Finding, &[Mark]) -> bool) -> Option<String> {
    let (sources, marks) = read(texts);
    let (content, mut findings) = model::read(&sources);
    findings.extend(check(&sources, &content));
    let mut found: Vec<Mark> = findings
        .iter()
        .filter(|finding| finding.note.is_none() && counts(finding, &marks))
        .map(|finding| {
            let position = sources.position(finding.span);
            Mark {
                path: sources.get(finding.span.file).path.clone(),
                line: position.line,
                column: position.column,
                end_column: position.end_column,
                rule: finding.rule.to_owned(),
                said: Lang::ZhCn.say(&finding.message),
            }
        })
        .collect();
    found.sort();
    for (found, mark) in found.iter_mut().zip(&marks) {
        if mark.said.is_empty() {
            found.said.clear();
        }
    }
    let paths: BTreeSet<&str> = found.iter().chain(&marks).map(|mark| mark.path.as_str()).collect();
    let text = |path: &str| sources.text(sources.find(path).expect("a text given"));
    let told = paths.into_iter().map(|path| format!("--- {path}\n{}", with_carets(path, &text(path), &found)));
    (found != marks).then(|| told.collect())
}

/// The same of an example: its rule's findings count, and all others that are more than a notice.
fn differing_example(rule: &Rule, example: &Example) -> Option<String> {
    differing(&texts_of(example), |finding, _| finding.severity > Severity::Notice || finding.rule == rule.name)
}

/// Where another case begins in a file of cases, with what it shows.
const CASE: &str = "\n# === ";
/// Where another file of the same case begins, with its path below `content/`.
const FILE: &str = "\n# --- ";

/// The cases of a file, each with its name: what stands before the first is shared by all.
fn cases(path: &str, text: &str) -> Vec<(String, Texts)> {
    let mut parts = text.split(CASE);
    let shared = parts.next().unwrap_or_default();
    let says = shared.lines().next().filter(|line| line.len() > 2 && line.starts_with("# "));
    assert!(says.is_some(), "{path}: the first line is a comment that says what the cases show");
    let of = |name: &str, own: &str| {
        assert!(!name.trim().is_empty(), "{path}: a case says what it shows");
        let texts = joined(&[shared, own]);
        assert!(!texts.is_empty(), "{path}: {name} is empty");
        (format!("{path}: {name}"), texts)
    };
    let own: Vec<_> = parts.map(|part| part.split_at(part.find('\n').unwrap_or(part.len()))).collect();
    match own[..] {
        [] => vec![of("the case", "")],
        _ => own.into_iter().map(|(name, own)| of(name, own)).collect(),
    }
}

/// Files of a project, and those at the top of `content/`.
const NAMES: [&str; 4] = ["project.toml", "report.md", "site.toml", "agencies.toml"];

/// The files that parts of a case write, one after the other: `project.toml` first. One in which nothing stands is none.
fn joined(parts: &[&str]) -> Texts {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for part in parts {
        let (project, others) = part.split_once(FILE).unwrap_or((part, ""));
        let named = others.split(FILE).filter_map(|file| file.split_once('\n'));
        for (path, text) in [("project.toml", project)].into_iter().chain(named) {
            let is_read = path.contains('/') || NAMES.contains(&path.trim());
            assert!(is_read, "{path}: no file that is read is called so");
            let whole = texts.entry(path.trim().to_owned()).or_default();
            *whole += text;
            whole.push('\n');
        }
    }
    let says = |line: &str| !line.trim().is_empty() && !line.starts_with("# ");
    texts.into_iter().filter(|(_, text)| text.lines().any(says)).collect()
}

#[test]
fn bad_examples_report_exactly_what_their_carets_mark() {
    for rule in all() {
        if let Some(bad) = &rule.bad {
            let marks = carets(bad.path, bad.text).1;
            assert!(marks.iter().any(|mark| mark.rule == rule.name), "{}: no caret for itself", rule.name);
            assert_eq!(differing_example(rule, bad), None, "{}", rule.name);
        }
    }
}

#[test]
fn good_examples_report_nothing() {
    for rule in all() {
        if let Some(good) = &rule.good {
            assert_eq!(carets(good.path, good.text).1, [], "{}", rule.name);
            assert_eq!(differing_example(rule, good), None, "{}", rule.name);
        }
    }
}

/// The files of `tests/rules/`, as `tests/README.md` says. In a case count the findings of its rule, of rules that its carets
/// name, and of what cannot be read in it.
#[test]
fn cases_report_exactly_what_their_carets_mark() {
    let mut wrong = String::new();
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    for folder in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let rule = find(&name).unwrap_or_else(|| panic!("tests/rules/{name}: no rule is called so"));
        for file in entries(&folder) {
            let text = fs::read_to_string(&file).expect("a file of cases");
            for (case, texts) in cases(&file.display().to_string(), &text) {
                let found = differing(&texts, |finding, marks| {
                    let is_named = marks.iter().any(|mark| mark.rule == finding.rule);
                    let is_unread = matches!(find(finding.rule).map(|rule| rule.check), Some(Check::Reading));
                    is_named || finding.rule == rule.name || is_unread && finding.severity > Severity::Notice
                });
                wrong.extend(found.map(|found| format!("=== {case}\n{found}\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "found are what carets mark here:\n{wrong}");
}

#[test]
fn names_are_unique_and_explained_in_both_languages() {
    for (index, rule) in all().enumerate() {
        assert!(all().take(index).all(|other| other.name != rule.name), "{} twice", rule.name);
        for lang in [Lang::ZhCn, Lang::En] {
            for attribute in ["title", "what", "why", "fix"] {
                let text = lang.attribute(rule.name, attribute);
                assert!(!text.contains('⟨'), "{text}");
            }
        }
        assert_eq!(rule.bad.is_some(), rule.good.is_some(), "{}", rule.name);
        let about_names_of_files = ["unused-file", "unused-attachment"].contains(&rule.name);
        if !matches!(rule.check, Check::Reading) && !about_names_of_files {
            assert!(rule.bad.is_some(), "{} has no examples", rule.name);
        }
    }
}
