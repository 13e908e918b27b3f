//! A link of a narrative or page that leads to nothing that is published, or to an address that no link may lead to.

use crate::address::{self, Target};
use crate::diag::Severity;
use crate::lang::Message;
use crate::model::PROJECTS;
use crate::model::attachments::Refusal;
use crate::model::project::Head;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::fields::did_you_mean;

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Error,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "见[附表](files/table.xlsx)。\n  ^^^^^^^^^^^^^^^^^^^^^^^^ broken-link\n",
    }),
    good: Some(Example { path: "report.md", text: "见[办法](https://example.gov.cn/a.html)。\n" }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    for (target, range) in &narrative.markdown.links {
        let mut finding = found.finding(Span::new(narrative.file, range.clone()));
        match (address::target(target), narrative.project) {
            (Target::Nowhere, _) => finding.message = Message::new("unsafe-link").with("target", target.as_str()),
            (Target::Site, Some(project)) if is_missing(project, target) => {
                let folder = format!("{PROJECTS}{}/", project.id);
                let files = narrative.sources.attachments.keys().filter_map(|path| path.strip_prefix(&folder));
                finding.message = Message::new("broken-link").with("target", target.as_str());
                let nearest = did_you_mean(target, files);
                finding.help.push(nearest.unwrap_or_else(|| Message::new("put-linked-into-files")));
            }
            (Target::Site, None) if leads_to_hidden_file(narrative, target) => {
                finding.message = Message::new("link-to-unpublished").with("target", target.as_str());
            }
            _ => continue,
        }
        found.report(finding);
    }
}

/// Of a file that is there and not published, another rule says why.
fn is_missing(project: &Head, target: &str) -> bool {
    project.named.get(target).is_some_and(|named| named.refusal == Some(Refusal::Missing))
}

/// Whether a link of a page leads to a file beside a project that the project does not publish. What else a page links to
/// is not known here.
fn leads_to_hidden_file(narrative: &Narrative<'_>, target: &str) -> bool {
    let page = narrative.sources.get(narrative.file).path.strip_prefix("content/").unwrap_or_default();
    let folder = page.strip_suffix(".md").unwrap_or(page);
    let path = target.split(['?', '#']).next().and_then(address::path_of);
    let path = path.and_then(|path| address::resolve(folder, &path)).unwrap_or_default();
    let Some((id, file)) = path.strip_prefix("projects/").and_then(|below| below.split_once("/files/")) else {
        return false;
    };
    let project = narrative.content.projects.iter().find(|project| project.id == id);
    !project.is_some_and(|project| {
        project.named.values().any(|named| named.refusal.is_none() && named.path.strip_prefix("files/") == Some(file))
    })
}
