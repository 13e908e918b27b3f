//! A paragraph that stands twice in one narrative, letter for letter.

use std::collections::BTreeMap;

use crate::diag::{Place, Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::sections::{Block, Kind};

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
    ..Rule::PLAIN
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
    let blocks = blocks.filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item));
    let paragraphs: Vec<(String, &Block)> = blocks
        .map(|block| (block.text.split_whitespace().collect(), block))
        .filter(|(letters, _): &(String, _)| letters.chars().count() >= LENGTH && !is_label(letters))
        .collect();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, (letters, _)) in paragraphs.iter().enumerate() {
        places.entry(letters).or_default().push(place);
    }
    for (second, (letters, block)) in paragraphs.iter().enumerate() {
        let same = &places[letters.as_str()];
        let follows_repetition = |same: &[usize]| {
            let before = second.checked_sub(1).map(|before| &places[paragraphs[before].0.as_str()]);
            let continued = same.iter().filter_map(|place| place.checked_sub(1)).collect::<Vec<_>>();
            before.is_some_and(|before| before.len() == same.len() && *before == continued)
        };
        if same.get(1) != Some(&second) || follows_repetition(same) {
            continue;
        }
        let beginning: String = letters.chars().take(BEGINNING).collect();
        let span = |place: usize| Span::new(narrative.file, paragraphs[place].1.range.clone());
        let mut finding = found.finding(Span::new(narrative.file, block.range.clone()));
        finding.message = Message::new("repeated-paragraph")
            .with("beginning", beginning.as_str())
            .with("count", same.len().to_string());
        finding.related.push((span(same[0]), Message::new("label-stated-first")));
        finding.related.extend(same[2..].iter().map(|other| (span(*other), Message::new("label-same-paragraph"))));
        finding.at = Place::of([place::NARRATIVE, &beginning]);
        found.report(finding);
    }
}

/// A line of labels under each of several problems: `责任单位：…；整改时限：…`.
fn is_label(letters: &str) -> bool {
    letters
        .split(['；', ';', '。', '，'])
        .filter(|part| !part.is_empty())
        .all(|part| part.split_once(['：', ':']).is_some_and(|(label, _)| label.chars().count() <= LABEL))
}

/// How long a label is at most.
const LABEL: usize = 8;
