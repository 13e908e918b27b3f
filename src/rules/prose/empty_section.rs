//! A heading of a narrative with nothing below it.

use crate::diag::{Place, Severity, place};
use crate::lang::Message;
use crate::model::outline;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "empty-section",
    severity: Severity::Warning,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "## 一、项目概况\n\n项目按计划完成。\n\n## 二、存在的问题\n^^^^^^^^^^^^^^^^^ empty-section\n\n&nbsp;\n",
    }),
    good: Some(Example {
        path: "report.md", text: "## 一、项目概况\n\n### （一）立项\n\n项目按计划完成。\n"
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    if narrative.project.is_none() || !narrative.is_written() {
        return;
    }
    let sections = &narrative.sections;
    let text = &narrative.text;
    let headings: Vec<&str> = sections.iter().map(|section| section.heading.trim()).collect();
    let paths = outline::numbered(&headings);
    for (index, (section, path)) in sections.iter().zip(paths).enumerate() {
        let has_sections_below = sections.get(index + 1).is_some_and(|following| following.level > section.level);
        // A first-level heading is a title, and reported as one.
        if section.level < 2
            || !section.blocks.iter().all(|block| is_blank(&text[block.range.clone()]))
            || has_sections_below
        {
            continue;
        }
        let heading = section.heading.trim();
        let mut finding = found.finding(Span::new(narrative.file, section.range.clone()));
        finding.message = Message::new("empty-section").with("heading", heading);
        finding.at = Place::of([place::NARRATIVE, &path]);
        found.report(finding);
    }
}

/// Nothing but spaces, such as `&nbsp;`; a picture without words is something.
fn is_blank(written: &str) -> bool {
    written.replace("&nbsp;", "").trim().is_empty()
}
