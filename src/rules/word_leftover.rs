//! Marks that a word processor leaves behind when a document is turned into text. One finding for all of a file.

use std::ops::Range;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;

pub(super) static RULE: Rule = Rule {
    name: "word-leftover",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "[bookmark: _GoBack]项目资金使用正常。\n^^^^^^^^^^^^^^^^^^^ word-leftover\n\n见[image: 1.png]。\n",
    }),
    good: Some(Example { path: "report.md", text: "项目资金使用正常。\n" }),
};

/// What a leftover begins with, and what it ends with (itself where that is nothing).
const MARKS: [(&str, &str); 8] = [
    ("[bookmark:", "]"),
    ("[image:", "]"),
    ("_GoBack", ""),
    ("_Toc", ""),
    ("_Hlk", ""),
    ("错误!未找到", "。"),
    ("错误！未找到", "。"),
    ("Error! Reference source not found.", ""),
];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.get(file).text;
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut end = 0;
        while let Some((start, length)) = next_mark(&text[end..]) {
            places.push(end + start..end + start + length);
            end += start + length;
        }
        found.report_alike(subject.sources, file, &places, "word-leftovers", "记号");
    }
}

/// Offset and length of the first leftover.
fn next_mark(text: &str) -> Option<(usize, usize)> {
    let starts = MARKS.iter().filter_map(|(begins, ends)| Some((text.find(begins)?, *begins, *ends)));
    let (start, begins, ends) = starts.min_by_key(|(start, ..)| *start)?;
    let after = &text[start + begins.len()..];
    let line = after.split('\n').next().unwrap_or_default();
    let rest = match ends {
        "" => line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len(),
        ends => line.find(ends).map_or(0, |at| at + ends.len()),
    };
    Some((start, begins.len() + rest))
}
