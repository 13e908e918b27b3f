//! A site speaks one language: built from content without a Chinese character (but for the keywords of the format), its
//! English pages have none, and its Chinese pages no English word that the content and the catalogue do not have.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::Site;
use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

/// Every page and feed of the site in a language: path and text.
fn pages(language: &str) -> Vec<(String, String)> {
    let site = Site::new("languages");
    let settings = site.read("content/site.toml").replace("\"en\"", &format!("\"{language}\""));
    site.write("content/site.toml", &settings);
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    let mut pages = Vec::new();
    collect(&site.at("public"), "", &mut pages);
    assert!(pages.len() > 25, "only {} pages", pages.len());
    pages
}

fn collect(folder: &Path, prefix: &str, pages: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), pages);
        } else if path.ends_with(".html") || path.ends_with(".xml") || path.ends_with("datapackage.json") {
            pages.push((path, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// The text without what stands between `open` and `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        rest = after.split_once(close).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

/// JSON without properties in Chinese and without words of the format.
fn in_one_language(value: Value) -> Value {
    match value {
        Value::Object(properties) => properties
            .into_iter()
            .filter(|(name, _)| !name.ends_with("@zh-CN") && name != "enum")
            .map(|(name, value)| (name, in_one_language(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(in_one_language).collect(),
        value => value,
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[test]
fn english_pages_have_no_chinese_character() {
    for (path, text) in pages("en") {
        if path.ends_with(".html") {
            assert!(text.contains("<html lang=\"en\">"), "{path}");
        }
        // The rules page shows excerpts of Chinese reports, and its explanations quote words that such reports use.
        let text = match path.as_str() {
            "rules/index.html" => without(&without(&text, "<pre", "</pre>"), "<dl class=\"pairs\">", "</dl>"),
            // The description of the data is in both languages, and names words of the format.
            "data/datapackage.json" => in_one_language(serde_json::from_str(&text).unwrap()).to_string(),
            _ => text,
        };
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(is_chinese)).collect();
        assert!(lines.is_empty(), "{path}: {lines:#?}");
    }
}

/// The words of two or more Latin letters.
fn latin_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 1).map(str::to_owned).collect()
}

/// What a reader of a page meets: its text, and the attributes that are shown or read aloud.
fn shown(html: &str) -> String {
    let html = without(&without(html, "<pre", "</pre>"), "<code>", "</code>");
    let html = without(&html, "<script type=\"application/ld+json\">", "</script>");
    let mut shown = String::new();
    let mut rest = html.as_str();
    while let Some((text, after)) = rest.split_once('<') {
        shown.push_str(text);
        let (tag, following) = after.split_once('>').unwrap_or((after, ""));
        for name in ["title=\"", "aria-label=\"", "placeholder=\"", "alt=\"", "data-label=\"", "content=\""] {
            for value in tag.split(&format!(" {name}")).skip(1) {
                shown.push(' ');
                shown.push_str(value.split('"').next().unwrap());
            }
        }
        shown.push(' ');
        rest = following;
    }
    shown + rest
}

#[test]
fn chinese_pages_have_no_english_word_of_their_own() {
    let mut known = latin_words(include_str!("../../src/lang/zh-CN.ftl"));
    let site = Site::new("languages");
    for file in ["site.toml", "agencies.toml", "rubrics/simple.toml", "rubrics/other.toml", "pages/about.md"] {
        known.extend(latin_words(&site.read(&format!("content/{file}"))));
    }
    for project in ["2022/archive/project.toml", "2023/hotline/project.toml", "2023/library/project.toml"] {
        known.extend(latin_words(&site.read(&format!("content/projects/{project}"))));
    }
    known.extend(latin_words(&site.read("content/projects/2023/hotline/report.md")));
    // What the head of a page says to the browser, and names of downloads.
    known.extend(latin_words(
        "width device initial scale light dark; csv json jsonld xlsx zip py txt datapackage catalog gongshi SHA hotline library archive xmmc",
    ));
    for (path, text) in pages("zh-CN").iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(text.contains("<html lang=\"zh-CN\">"), "{path}");
        let text = without(text, "&", ";");
        let stray: Vec<String> = latin_words(&shown(&text)).difference(&known).cloned().collect();
        assert!(stray.is_empty(), "{path}: {stray:?}");
    }
}
