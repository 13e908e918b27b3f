//! HTML written into Markdown: it is shown as text, which nobody meant.

use crate::diag::Severity;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "raw-html",
    severity: Severity::Error,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "## 一、概况\n\n支出 <b>45 万元</b>。\n     ^^^ raw-html\n               ^^^^ raw-html\n",
    }),
    good: Some(Example { path: "report.md", text: "## 一、概况\n\n支出 **45 万元**。\n" }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    for range in &narrative.markdown.raw_html {
        let finding = found.finding(Span::new(narrative.file, range.clone()));
        found.report(finding);
    }
}
