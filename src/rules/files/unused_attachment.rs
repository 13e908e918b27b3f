//! A file beside a project that nothing names, and that is therefore not published. Told to clerks alone.

use std::collections::BTreeSet;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::PROJECTS;
use crate::privacy;
use crate::rules::{Check, Found, Rule, SHOWN, Subject};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-attachment",
    severity: Severity::Notice,
    check: Check::Project(check),
    is_for_staff: true,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let project = subject.project;
    let folder = format!("{PROJECTS}{}/", project.id);
    let named: BTreeSet<&str> = project.named.values().map(|named| named.path.as_str()).collect();
    let beside = subject.sources.attachments.range(folder.clone()..).map(|(path, _)| path.as_str());
    let beside = beside.map_while(|path| path.strip_prefix(folder.as_str()));
    let unused: Vec<&str> = beside.filter(|path| !named.contains(path)).collect();
    if unused.is_empty() {
        return;
    }
    let shown = unused.iter().take(SHOWN).map(|path| privacy::mask(path, &privacy::find_in_path(path)));
    let mut finding = found.finding(Span::start_of(project.file));
    finding.message = Message::new("unused-attachment").with("count", unused.len()).with("paths", Arg::list(shown));
    found.report(finding);
}
