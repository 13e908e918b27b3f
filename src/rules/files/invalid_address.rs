//! A folder, file or key that becomes an address and has characters that an address must not have.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::Content;
use crate::model::registry::is_address;
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Sources, Span};

pub(super) static RULE: Rule = Rule {
    name: "invalid-address",
    severity: Severity::Error,
    check: Check::Site(check),
    bad: Some(Example {
        path: "agencies.toml",
        text: "[[agencies]]\nid = \"白沙政务\"\n#    ^^^^^^^^^^ invalid-address\nname = \"白沙县政务服务中心\"\n",
    }),
    good: Some(Example {
        path: "agencies.toml",
        text: "[[agencies]]\nid = \"baisha-zwfwzx\"\nname = \"白沙县政务服务中心\"\n",
    }),
    ..Rule::PLAIN
};

fn check(_: &Sources, content: &Content, found: &mut Found<'_>) {
    let mut report = |name: &str, span: Span, valid: bool| {
        if !valid {
            let mut finding = found.finding(span);
            finding.message = Message::new("invalid-address").with("name", name);
            found.report(finding);
        }
    };
    for project in &content.projects {
        let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let valid = project.id.split_once('/').is_some_and(|(year, slug)| is_year(year) && is_address(slug));
        report(&project.id, Span::start_of(project.file), valid);
        if let Some(series) = &project.series {
            report(&series.value, series.span, is_address(&series.value));
        }
    }
    for agency in &content.registry.agencies {
        report(&agency.id.value, agency.id.span, is_address(&agency.id.value));
    }
    for rubric in content.rubrics.values() {
        report(&rubric.id, rubric.span, is_address(&rubric.id));
    }
    for page in &content.pages {
        report(&page.name, Span::start_of(page.file), is_address(&page.name));
    }
}
