//! A first-level heading in a narrative: the page has one already, the project's title.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "first-level-heading",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example { path: "report.md", text: "# 一、项目概况\n^^^^^^^^^^^^^^ first-level-heading\n" }),
    good: Some(Example { path: "report.md", text: "## 一、项目概况\n" }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some((file, narrative)) = &subject.narrative else { return };
    let text = &subject.sources.get(*file).text;
    for range in &narrative.first_level {
        let end = range.start + text[range.clone()].trim_end().len();
        let finding = found.finding(Span::new(*file, range.start..end));
        found.report(finding);
    }
}
