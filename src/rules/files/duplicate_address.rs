//! Two files or keys that would be published at one address. Addresses are compared without case: some servers do.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::Content;
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Sources, Span};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-address",
    severity: Severity::Error,
    check: Check::Site(check),
    bad: Some(Example {
        path: "agencies.toml",
        text: r#"[[agencies]]
id = "baisha-zwfwzx"
name = "白沙县政务服务中心"

[[agencies]]
id = "baisha-zwfwzx"
#    ^^^^^^^^^^^^^^^ duplicate-address
name = "白沙县政务服务局"
"#,
    }),
    good: Some(Example {
        path: "agencies.toml",
        text: r#"[[agencies]]
id = "baisha-zwfwzx"
name = "白沙县政务服务中心"

[[agencies]]
id = "baisha-zwfwj"
name = "白沙县政务服务局"
"#,
    }),
    ..Rule::PLAIN
};

fn check(sources: &Sources, content: &Content, found: &mut Found<'_>) {
    let projects = content.projects.iter().map(|project| ("projects", &project.id, Span::start_of(project.file)));
    let agencies = content.registry.agencies.iter().map(|agency| ("agencies", &agency.id.value, agency.id.span));
    let regions = content.registry.regions.iter().map(|region| ("regions", &region.code.value, region.code.span));
    let rubrics = content.rubrics.values().map(|rubric| ("rubrics", &rubric.id, rubric.span));
    let pages = content.pages.iter().map(|page| ("pages", &page.name, Span::start_of(page.file)));
    let mut taken: HashMap<(&str, String), Span> = HashMap::new();
    for (kind, name, span) in projects.chain(agencies).chain(regions).chain(rubrics).chain(pages) {
        let first = match taken.entry((kind, name.to_lowercase())) {
            Entry::Occupied(first) => *first.get(),
            Entry::Vacant(free) => {
                free.insert(span);
                continue;
            }
        };
        let mut finding = found.finding(span);
        finding.message = Message::new("duplicate-address")
            .with("address", format!("/{kind}/{}/", name.to_lowercase()))
            .with("first", sources.get(first.file).path.as_str())
            .with("second", sources.get(span.file).path.as_str());
        finding.related.push((first, Message::new("label-first-taken")));
        found.report(finding);
    }
}
