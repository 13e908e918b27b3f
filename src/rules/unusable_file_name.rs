//! An attachment whose name not every server or disk can hold.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::filename::{LONGEST, Trouble};
use crate::lang::Message;
use crate::model::attachments::{Named, Refusal};

pub(super) static RULE: Rule = Rule {
    name: "unusable-file-name",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "[[sources]]\nfile = \"files/报告:终稿.pdf\"\n#      ^^^^^^^^^^^^^^^^^^^^^^ unusable-file-name\n",
    }),
    good: Some(Example { path: "project.toml", text: "[[problems]]\ncategory = \"报告:终稿\"\ntext = \"无\"\n" }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for named in subject.project.attachments_once() {
        let Some(message) = message(named) else { continue };
        let mut finding = found.finding(named.span);
        finding.message = message.with("path", named.path.as_str());
        found.report(finding);
    }
}

fn message(named: &Named) -> Option<Message> {
    Some(match named.refusal.as_ref()? {
        Refusal::Name(Trouble::Forbidden('\\')) => Message::new("file-name-with-backslash"),
        Refusal::Name(Trouble::Forbidden(c)) => {
            Message::new("file-name-forbidden").with("character", c.escape_default().to_string())
        }
        Refusal::Name(Trouble::NotInGbk(c)) => Message::new("file-name-not-in-gbk").with("character", c.to_string()),
        Refusal::Name(Trouble::End) => Message::new("file-name-ends"),
        Refusal::Name(Trouble::Device) => Message::new("file-name-of-device"),
        Refusal::Name(Trouble::Length) => Message::new("file-name-too-long").with("most", LONGEST),
        Refusal::Twin(other) => Message::new("file-name-twin").with("other", other.as_str()),
        _ => return None,
    })
}
