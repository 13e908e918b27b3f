//! What every rule must satisfy: its examples are exact tests, its texts exist, its name is its file's.

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

/// The example without its caret lines, and what they mark: (rule, line, first column, end column).
fn carets(text: &str) -> (String, Vec<(String, usize, usize, usize)>) {
    let mut plain: Vec<&str> = Vec::new();
    let mut marks = Vec::new();
    for line in text.lines() {
        let marker = line.trim_start_matches(['#', ' ']);
        match marker.split_once("^ ").filter(|_| marker.starts_with('^')) {
            None => plain.push(line),
            Some((more, rule)) => {
                let above = plain.last().copied().unwrap_or_default();
                let (start, end) = columns(above, line.find('^').unwrap_or(0), more.len() + 1);
                marks.push((rule.to_owned(), plain.len(), start, end));
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
                column += if c.is_ascii() { 1 } else { 2 };
                here < wanted
            })
            .count()
    };
    (character_at(first) + 1, character_at(first + width) + 1)
}

/// The site of an example, the path of its file there, and how many lines stand before those of its text.
pub(super) fn site_of(example: &Example) -> (Sources, String, usize) {
    let (text, _) = carets(example.text);
    let mut files: Vec<Source> =
        SITE.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }).collect();
    let (path, added) = match example.path {
        "project.toml" => {
            let missing: Vec<String> = REQUIRED
                .iter()
                .filter(|(key, _)| !text.lines().any(|line| line.starts_with(&format!("{key} "))))
                .map(|(key, value)| format!("{key} = {value}\n"))
                .collect();
            files.push(Source { path: PROJECT.into(), text: missing.concat() + &text });
            files.push(Source { path: PROJECT.replace("project.toml", "report.md"), text: REPORT.into() });
            (PROJECT.to_owned(), missing.len())
        }
        "report.md" => {
            let project = REQUIRED.map(|(key, value)| format!("{key} = {value}\n")).concat() + TOLD_OF;
            files.push(Source { path: PROJECT.into(), text: project });
            files.push(Source { path: PROJECT.replace("project.toml", "report.md"), text });
            (PROJECT.replace("project.toml", "report.md"), 0)
        }
        other => {
            files.push(Source { path: format!("content/{other}"), text });
            (format!("content/{other}"), 0)
        }
    };
    (Sources::new(files), path, added)
}

/// Findings in an example of a rule: its own, and all others that are more than a notice.
fn findings_of(rule: &Rule, example: &Example) -> Vec<(String, usize, usize, usize)> {
    let (sources, path, added) = site_of(example);
    let (content, mut findings) = model::read(&sources);
    findings.extend(check(&sources, &content));
    crate::diag::sort(&mut findings);
    findings
        .iter()
        .filter(|finding| (finding.severity > Severity::Notice || finding.rule == rule.name) && finding.note.is_none())
        .map(|finding| {
            assert_eq!(sources.get(finding.span.file).path, path, "{finding:?}");
            let position = sources.position(finding.span);
            (finding.rule.to_owned(), position.line - added, position.column, position.end_column)
        })
        .collect()
}

/// What a rule says, in Chinese, of a project of [`SITE`]: the rest of its `project.toml`, and its report.
pub(super) fn said_by(rule: &Rule, project: &str, report: &str) -> Vec<String> {
    let required = REQUIRED.map(|(key, value)| format!("{key} = {value}\n")).concat();
    let own = [(PROJECT.to_owned(), required + project), (PROJECT.replace("project.toml", "report.md"), report.into())];
    let files = SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).chain(own);
    let sources = Sources::new(files.map(|(path, text)| Source { path, text }));
    let (content, mut findings) = model::read(&sources);
    findings.extend(check(&sources, &content));
    let own = findings.iter().filter(|finding| finding.rule == rule.name);
    own.map(|finding| Lang::ZhCn.say(&finding.message)).collect()
}

#[test]
fn bad_examples_report_exactly_what_their_carets_mark() {
    for rule in all() {
        if let Some(bad) = &rule.bad {
            let (_, marks) = carets(bad.text);
            assert!(marks.iter().any(|(name, ..)| name == rule.name), "{}: no caret for itself", rule.name);
            assert_eq!(findings_of(rule, bad), marks, "{}", rule.name);
        }
    }
}

#[test]
fn good_examples_report_nothing() {
    for rule in all() {
        if let Some(good) = &rule.good {
            assert_eq!(findings_of(rule, good), [], "{}", rule.name);
        }
    }
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
