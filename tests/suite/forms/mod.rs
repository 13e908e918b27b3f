//! Forms of reports: what the page says of each, and what is found.

mod answers;
mod kinds;
mod lost_points;
mod score_tables;
mod worked_out;

use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::{Source, Sources};
use serde_json::Value;

/// A project's page as text, its data, and what was found about it.
struct Shown {
    /// What stands first.
    answer: String,
    /// The score with what stands beside it.
    headline: String,
    /// Where points were lost.
    lost: String,
    page: String,
    html: String,
    /// The page of the projects by grade.
    grades: String,
    data: Value,
    /// Each finding but notices on rubrics: its rule and its words.
    findings: Vec<(&'static str, String)>,
    help: String,
}

const REPORT: &str = "## 一、项目概况\n\n项目按计划实施。\n";

/// A project with one self-evaluation. `evaluation` are its keys, `rows` those of its table.
fn scored(evaluation: &str, rows: &[&str]) -> Shown {
    let rows: Vec<String> = rows.iter().map(|row| format!("  {{ {row} }},\n")).collect();
    let table = if rows.is_empty() { String::new() } else { format!("indicators = [\n{}]\n", rows.concat()) };
    shown(&format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{evaluation}\n{table}"), Some(REPORT))
}

/// The site with that project alone.
fn planned(language: &str, project: &str, report: Option<&str>) -> Site {
    let rubric = "name = \"示例标准\"\ndescription = \"示例\"\nmaximum = 100\nbands = [{ grade = \"优\", from = 90, to = 100 }, { grade = \"良\", from = 0, below = 90 }]\n";
    let head = "title = \"热线\"\nyear = 2022\nagency = \"demo\"\n";
    let mut files = vec![
        ("content/site.toml", format!("title = \"示例\"\nlanguage = \"{language}\"\n")),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo\"\nname = \"示例中心\"\n".to_owned()),
        ("content/rubrics/demo.toml", rubric.to_owned()),
        ("content/projects/2022/one/project.toml", format!("{head}{project}")),
    ];
    files.extend(report.map(|report| ("content/projects/2022/one/report.md", report.to_owned())));
    let sources = files.into_iter().map(|(path, text)| Source { path: path.into(), text });
    pipeline::plan(Sources::new(sources), Vec::new())
}

fn made(site: &Site, path: &str) -> String {
    String::from_utf8(pipeline::file(site, path).unwrap().unwrap()).unwrap()
}

/// The project's page as text, of a site in English.
fn in_english(project: &str) -> String {
    text(&made(&planned("en", project, Some(REPORT)), "projects/2022/one/index.html"))
}

fn shown(project: &str, report: Option<&str>) -> Shown {
    let site = planned("zh-CN", project, report);
    let html = made(&site, "projects/2022/one/index.html");
    let about = site.findings().iter().filter(|finding| finding.project.is_some());
    let about: Vec<_> = about.map(|held| held.finding()).collect();
    let help = about.iter().flat_map(|finding| &finding.help).map(|help| Lang::ZhCn.say(help));
    Shown {
        answer: text(between(&html, "<details class=\"plain-answer\">", "</details>")),
        headline: text(between(&html, "<div class=\"answer-score\">", "</div>")),
        lost: text(between(&html, "<section id=\"lost\">", "</section>")),
        page: text(&html),
        html: html.clone(),
        grades: text(&made(&site, "grades/index.html")),
        data: serde_json::from_str(&made(&site, "projects/2022/one/data.json")).unwrap(),
        findings: about.iter().map(|finding| (finding.rule, Lang::ZhCn.say(&finding.message))).collect(),
        help: help.collect::<Vec<_>>().join("\n"),
    }
}

fn between<'a>(html: &'a str, open: &str, close: &str) -> &'a str {
    html.split_once(open).map_or("", |(_, rest)| rest.split_once(close).unwrap().0)
}

/// The words of HTML, without blanks.
fn text(html: &str) -> String {
    let words: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    words.split_whitespace().collect()
}

impl Shown {
    fn rules(&self) -> Vec<&'static str> {
        self.findings.iter().map(|(rule, _)| *rule).collect()
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        for words in words {
            assert!(self.page.contains(words), "{words}\n{}", self.page);
        }
    }

    #[track_caller]
    fn never_says(&self, words: &[&str]) {
        for words in words {
            assert!(!self.page.contains(words), "{words}\n{}", self.page);
        }
    }
}

const NONE: [&str; 0] = [];
