//! An attachment that is named and cannot be published: of a kind that runs or is not known, or with bytes of another kind.

use crate::diag::Severity;
use crate::lang::Message;
use crate::limits;
use crate::model::attachments::{Named, Refusal};
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "refused-attachment",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "[[sources]]\nfile = \"files/notice.html\"\n#      ^^^^^^^^^^^^^^^^^^^ refused-attachment\n",
    }),
    good: Some(Example { path: "project.toml", text: "[[problems]]\ncategory = \"公告\"\ntext = \"无\"\n" }),
    ..Rule::PLAIN
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
        Refusal::Runs(ending) => Message::new("attachment-runs").with("ending", *ending),
        Refusal::OnRequest(ending) => Message::new("attachment-on-request").with("ending", *ending),
        Refusal::Unknown(_) => Message::new("attachment-unknown"),
        Refusal::OtherBytes => Message::new("attachment-of-other-bytes"),
        Refusal::NotLookedThrough => {
            Message::new("attachment-not-looked-through").with("most", limits::ATTACHMENT_TEXT.to_string())
        }
        _ => return None,
    })
}
