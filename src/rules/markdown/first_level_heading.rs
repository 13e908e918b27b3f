//! A first-level heading in a narrative: the page has one already, the project's title.

use crate::diag::Severity;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "first-level-heading",
    severity: Severity::Error,
    check: Check::Narrative(check),
    bad: Some(Example { path: "report.md", text: "# 一、项目概况\n^^^^^^^^^^^^^^ first-level-heading\n" }),
    good: Some(Example { path: "report.md", text: "## 一、项目概况\n\n项目按计划完成。\n" }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let text = &narrative.text;
    // The first of a page that is no project's is its title.
    let titles = usize::from(narrative.project.is_none());
    for range in narrative.markdown.first_level.iter().skip(titles) {
        let end = range.start + text[range.clone()].trim_end().len();
        let finding = found.finding(Span::new(narrative.file, range.start..end));
        found.report(finding);
    }
}
