//! An attachment whose name not every server or disk can hold.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::attachments::{Named, Refusal};
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "unusable-file-name",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "[[sources]]\nfile = \"files/报告:终稿.pdf\"\n#      ^^^^^^^^^^^^^^^^^^^^^^ unusable-file-name\n",
    }),
    good: Some(Example { path: "project.toml", text: "[[problems]]\ncategory = \"报告:终稿\"\ntext = \"无\"\n" }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for named in subject.project.attachments_once() {
        let Some(message) = message(named) else { continue };
        let mut finding = found.finding(named.span);
        finding.message = message;
        found.report(finding);
    }
}

fn message(named: &Named) -> Option<Message> {
    Some(match named.refusal.as_ref()? {
        Refusal::Name(trouble) => trouble.message(&named.path),
        Refusal::Twin(other) => {
            Message::new("file-name-twin").with("path", named.path.as_str()).with("other", other.as_str())
        }
        _ => return None,
    })
}
