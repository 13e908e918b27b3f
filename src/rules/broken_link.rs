//! A link of the narrative, or an original document, that leads to nothing that is published.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::markdown;
use crate::lang::Message;
use crate::model::PROJECTS;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "见[附表](files/table.xlsx)。\n  ^^^^^^^^^^^^^^^^^^^^^^^^ broken-link\n",
    }),
    good: Some(Example { path: "report.md", text: "见[办法](https://example.gov.cn/a.html)。\n" }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let folder = format!("{PROJECTS}{}", subject.project.id);
    let exists = |target: &str| subject.sources.attachments.contains_key(&format!("{folder}/{target}"));
    if let Some((file, narrative)) = &subject.narrative {
        for (target, range) in &narrative.links {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            let leads_somewhere = match markdown::is_relative(target) {
                true => path.is_empty() || exists(path),
                false => markdown::is_safe(target),
            };
            if !leads_somewhere {
                let mut finding = found.finding(Span::new(*file, range.clone()));
                finding.message = Message::new("broken-link").with("target", target.as_str());
                found.report(finding);
            }
        }
    }
    for original in &subject.project.originals {
        if !exists(&original.file.value) {
            let mut finding = found.finding(original.file.span);
            finding.message = Message::new("broken-link").with("target", original.file.value.as_str());
            found.report(finding);
        }
    }
}
