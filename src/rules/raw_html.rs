//! HTML written into Markdown: it is shown as text, which nobody meant.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "raw-html",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "## 一、概况\n\n支出 <b>45 万元</b>。\n     ^^^ raw-html\n               ^^^^ raw-html\n",
    }),
    good: Some(Example { path: "report.md", text: "## 一、概况\n\n支出 **45 万元**。\n" }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some((file, narrative)) = &subject.narrative else { return };
    for range in &narrative.raw_html {
        let finding = found.finding(Span::new(*file, range.clone()));
        found.report(finding);
    }
}
