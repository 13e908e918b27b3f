//! Words of a narrative or page that its page does not show, since their form makes them something else.

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "lost-text",
    severity: Severity::Error,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
| 指标 | 得分 |
|---|---|
| 产出 | 54 | 按时完成 |
#             ^^^^^^^^ lost-text

[注]: 数据截至年底
#^^^^^^^^^^^^^^^^^ lost-text
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "| 指标 | 得分 | 说明 |\n|---|---|---|\n| 产出 | 54 | 按时完成 |\n\n〔注〕：数据截至年底\n",
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let text = &narrative.text;
    for range in &narrative.markdown.lost {
        let mut finding = found.finding(Span::new(narrative.file, range.clone()));
        finding.message = finding.message.with("text", &text[range.clone()]);
        found.report(finding);
    }
    for range in &narrative.markdown.outside_pictures {
        let mut finding = found.finding(Span::new(narrative.file, range.clone()));
        finding.message = Message::new("outside-picture");
        found.report(finding);
    }
}
