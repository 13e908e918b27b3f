//! The year in a project file is not the year of its folder, and so of its address.

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "year-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example { path: "project.toml", text: "year = 2022\n#      ^^^^ year-mismatch\n" }),
    good: Some(Example { path: "project.toml", text: "year = 2023\n" }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let project = subject.project;
    let Some((folder, _)) = project.id.split_once('/') else { return };
    if folder != project.year.value.to_string() {
        let mut finding = found.finding(project.year.span);
        finding.message =
            Message::new("year-mismatch").with("printed", project.year.value.to_string()).with("folder", folder);
        found.report(finding);
    }
}
