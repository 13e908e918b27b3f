//! A result published later than the law allows after it was approved. For staff: the public site does not show it.

use crate::diag::{Place, Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "disclosure-late",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[disclosure]
approved = 2024-04-15
published = 2024-05-06
#           ^^^^^^^^^^ disclosure-late
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[disclosure]
approved = 2024-04-15
published = 2024-05-05
"#,
    }),
    is_for_staff: true,
    ..Rule::PLAIN
};

/// 预算法第十四条: within twenty days of approval.
const DAYS: i64 = 20;

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let disclosure = &subject.project.disclosure;
    let (Some(approved), Some(published)) = (&disclosure.approved, &disclosure.published) else { return };
    let days = published.value.days_since(approved.value);
    if days <= DAYS {
        return;
    }
    let mut finding = found.finding(published.span);
    finding.message = Message::new("disclosure-late")
        .with("approved", approved.value.to_string())
        .with("published", published.value.to_string())
        .with("days", days.to_string())
        .with("limit", DAYS.to_string());
    finding.related.push((approved.span, Message::new("label-approved")));
    finding.at = Place::of([place::DATES, place::TIME_LIMIT]);
    finding.printed = Some(published.value.to_string());
    found.report(finding);
}
