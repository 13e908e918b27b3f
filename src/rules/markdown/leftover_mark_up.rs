//! Mark-up that reaches the page as it stands, since nothing answers it: `**` without its end, a footnote without a text.

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "leftover-mark-up",
    severity: Severity::Warning,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
**一、组织领导。成立专班[^3]。
^^ leftover-mark-up

见附件[^4]。
#     ^^ leftover-mark-up

##二、项目概况
^^ leftover-mark-up
",
    }),
    good: Some(Example {
        path: "report.md", text: "**一、组织领导。**成立专班[^3]。\n\n[^3]: 名单见附件。\n"
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let text = &narrative.text;
    for range in &narrative.markdown.leftover {
        let mark = &text[range.clone()];
        let mut finding = found.finding(Span::new(narrative.file, range.clone()));
        finding.message = finding.message.with("mark", mark);
        finding.help.push(Message::new(match mark {
            "[^" => "leftover-footnote",
            "](" => "leftover-link",
            "|" => "leftover-row",
            mark if mark.starts_with('#') => "leftover-heading",
            _ => "leftover-emphasis",
        }));
        found.report(finding);
    }
}
