//! A file of `content/` that nothing reads: misnamed or misplaced, and so left out without a word.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::Content;
use crate::rules::{Check, Found, Rule};
use crate::source::{Sources, Span};
use crate::syntax::fields::did_you_mean;

pub(super) static RULE: Rule =
    Rule { name: "unused-file", severity: Severity::Error, check: Check::Site(check), ..Rule::PLAIN };

const INCLUDED: &[&str] = &["head.html", "header.html", "footer.html"];

fn check(sources: &Sources, _: &Content, found: &mut Found<'_>) {
    for (file, source) in sources.below("content/") {
        let parts: Vec<&str> = source.path.split('/').skip(1).collect();
        let (used, expected): (bool, &[&str]) = match parts.as_slice() {
            _ if parts.last() == Some(&"README.md") => (true, &[]),
            [name] => (["site.toml", "agencies.toml"].contains(name), &["site.toml", "agencies.toml"]),
            ["rubrics", name] => (name.ends_with(".toml"), &[]),
            ["include", name] => (INCLUDED.contains(name), INCLUDED),
            ["pages", name] => (name.ends_with(".md"), &[]),
            ["projects", _, _, name] => (["project.toml", "report.md"].contains(name), &["project.toml", "report.md"]),
            _ => (false, &[]),
        };
        if !used {
            let name = parts.last().copied().unwrap_or_default();
            let mut finding = found.finding(Span::start_of(file));
            finding.message = Message::new("unused-file").with("path", source.path.as_str());
            finding.help.extend(did_you_mean(name, expected.iter().copied()));
            found.report(finding);
        }
    }
}
