//! Marks that a word processor leaves behind when a document is turned into text. One finding for all of a file.

use std::ops::Range;

use crate::diag::{Severity, place};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::occurrences;

pub(super) static RULE: Rule = Rule {
    name: "word-leftover",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "[bookmark: _GoBack]项目资金使用正常。\n^^^^^^^^^^^^^^^^^^^ word-leftover\n\n见[image: 1.png]。\n",
    }),
    good: Some(Example { path: "report.md", text: "项目资金使用正常。\n" }),
    ..Rule::PLAIN
};

/// What a leftover begins with, and what it ends with (itself where that is nothing).
const MARKS: [(&str, &str); 13] = [
    ("[bookmark:", "]"),
    ("[image:", "]"),
    ("_GoBack", ""),
    ("错误!未找到引用源", "。"),
    ("错误！未找到引用源", "。"),
    ("错误!未找到目录项", "。"),
    ("错误！未找到目录项", "。"),
    ("错误!未定义书签", "。"),
    ("错误！未定义书签", "。"),
    ("Error! Reference source not found.", ""),
    ("Error! Bookmark not defined.", ""),
    ("MERGEFIELD", ""),
    ("\\* MERGEFORMAT", ""),
];

/// Leftovers that are only known by what ends them on the same line.
const FIELDS: [(&str, &str); 4] =
    [("{ PAGE", "}"), ("HYPERLINK \"", "\""), ("SEQ ", "\\* ARABIC"), ("PAGEREF _", "\\h")];

/// Bookmarks, where digits stand behind them.
const BOOKMARKS: [&str; 3] = ["_Toc", "_Hlk", "_Ref"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.text(file);
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut end = 0;
        while let Some((start, length)) = next_mark(&text[end..]) {
            places.push(end + start..end + start + length);
            end += start + length;
        }
        found.report_alike(subject.sources, file, &places, "word-leftovers", place::MARKS_LEFT);
    }
}

/// Offset and length of the first leftover; of two at one place the longer.
fn next_mark(text: &str) -> Option<(usize, usize)> {
    let marks = MARKS.iter().filter_map(|(begins, ends)| {
        let start = occurrences::first(text, begins)?;
        let line = line_of(&text[start + begins.len()..]);
        let rest = match *ends {
            "" => digits(line),
            ends => line.find(ends).map_or(0, |at| at + ends.len()),
        };
        Some((start, begins.len() + rest))
    });
    let fields = FIELDS.iter().filter_map(|(begins, ends)| {
        occurrences::of(text, [*begins]).find_map(|(start, _)| {
            let line = line_of(&text[start + begins.len()..]);
            Some((start, begins.len() + line.find(ends)? + ends.len()))
        })
    });
    let bookmarks = BOOKMARKS.iter().filter_map(|begins| {
        occurrences::of(text, [*begins]).find_map(|(start, _)| {
            let count = digits(&text[start + begins.len()..]);
            (count > 0).then_some((start, begins.len() + count))
        })
    });
    marks.chain(fields).chain(bookmarks).min_by_key(|(start, length)| (*start, std::cmp::Reverse(*length)))
}

fn line_of(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}
