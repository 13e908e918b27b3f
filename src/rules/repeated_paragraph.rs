//! A paragraph that stands twice in one narrative, letter for letter.

use super::{Check, Example, Found, Narrative, Rule};
use crate::diag::Severity;
use crate::doc::sections::{Block, Kind};
use crate::lang::Message;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "repeated-paragraph",
    severity: Severity::Notice,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "热线全年受理诉求两万六千件，办结率百分之百。

## 效益

热线全年受理诉求两万六千件，办结率百分之百。
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ repeated-paragraph
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "热线全年受理诉求两万六千件，办结率百分之百。

## 效益

群众回访满意度达到百分之九十八，比上年提高两个百分点。
",
    }),
};

/// Shorter ones (无。, 见附表。) repeat without meaning anything.
const LENGTH: usize = 20;
/// How much of a paragraph tells which one it is.
const BEGINNING: usize = 12;

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    if narrative.project.is_none() {
        return;
    }
    let blocks = narrative.sections.iter().flat_map(|section| &section.blocks);
    let mut paragraphs: Vec<(String, &Block)> = blocks
        .filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item))
        .map(|block| (block.text.split_whitespace().collect(), block))
        .filter(|(letters, _): &(String, _)| letters.chars().count() >= LENGTH)
        .collect();
    paragraphs.sort_by(|(a, _), (b, _)| a.cmp(b));
    for same in paragraphs.chunk_by(|(a, _), (b, _)| a == b) {
        let [(letters, first), (_, second), others @ ..] = same else { continue };
        let beginning: String = letters.chars().take(BEGINNING).collect();
        let span = |block: &Block| Span::new(narrative.file, block.range.clone());
        let mut finding = found.finding(span(second));
        finding.message = Message::new("repeated-paragraph")
            .with("beginning", beginning.as_str())
            .with("count", (others.len() + 2).to_string());
        finding.related.push((span(first), Message::new("label-stated-first")));
        finding.related.extend(others.iter().map(|(_, other)| (span(other), Message::new("label-same-paragraph"))));
        finding.at = format!("正文/{beginning}");
        found.report(finding);
    }
}
