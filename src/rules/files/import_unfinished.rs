//! Comments of `gongshi import` for what it could not place: each is to be dealt with before anything is published.

use crate::diag::Severity;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "import-unfinished",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "# import: 第 3 个表第 7 行第 4 列：“已验收”没有放进去\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ import-unfinished\n",
    }),
    good: Some(Example {
        path: "project.toml", text: "# 第 3 个表第 7 行的“已验收”写进了 actual。\n"
    }),
    ..Rule::PLAIN
};

/// What such a comment begins with.
const MARK: &str = "# import:";

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let file = subject.project.file;
    let text = &subject.sources.text(file);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let place = start..start + line.trim_end().len();
        start += line.len();
        if !line.starts_with(MARK) {
            continue;
        }
        if subject.project.texts.places().any(|text| text.contains(&place.start)) {
            continue;
        }
        let said = text[place.clone()][MARK.len()..].trim();
        let mut finding = found.finding(Span::new(file, place));
        finding.message = finding.message.with("text", said);
        found.report(finding);
    }
}
