//! A link of a narrative or page that leads to nothing that is published, or to an unsafe address.

use super::{Check, Example, Found, Narrative, Rule};
use crate::diag::Severity;
use crate::doc::markdown;
use crate::lang::Message;
use crate::model::PROJECTS;
use crate::model::project::Project;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Error,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "见[附表](files/table.xlsx)。\n  ^^^^^^^^^^^^^^^^^^^^^^^^ broken-link\n",
    }),
    good: Some(Example { path: "report.md", text: "见[办法](https://example.gov.cn/a.html)。\n" }),
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    for (target, range) in &narrative.markdown.links {
        let path = target.split(['#', '?']).next().unwrap_or_default();
        let leads_somewhere = match (markdown::is_relative(target), narrative.project) {
            (true, Some(project)) => path.is_empty() || is_published(narrative, project, path),
            // A page links to other pages of the site, which are not known here.
            (true, None) => true,
            (false, _) => markdown::is_safe(target),
        };
        if !leads_somewhere {
            let mut finding = found.finding(Span::new(narrative.file, range.clone()));
            finding.message = Message::new("broken-link").with("target", target.as_str());
            found.report(finding);
        }
    }
}

fn is_published(narrative: &Narrative<'_>, project: &Project, path: &str) -> bool {
    narrative.sources.attachments.contains_key(&format!("{PROJECTS}{}/{path}", project.id))
}
