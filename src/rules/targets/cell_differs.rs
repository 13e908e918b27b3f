//! A target or an actual whose text and number are not the same: one was copied wrongly. Reads only texts that hold one number, and none that is only near.

use crate::rules::shared::targets;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::rules::shared::cells::{Cell, differing};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "cell-differs",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "培训场次"
target = "≥10场"
actual = "21场"
direction = "≥"
value = 10
actual_value = 12
#              ^^ cell-differs
unit = "场"
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "培训场次"
target = "≥10场"
actual = "12场"
direction = "≥"
value = 10
actual_value = 12
unit = "场"
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
        for aim in &list.all {
            for Cell { column, place, text, number } in differing(aim.attainment) {
                let printed = marks::strip(&text.value).into_owned();
                let filled = format!("{}{}", number.value, aim.attainment.unit.as_deref().unwrap_or_default());
                let mut finding = found.finding(number.span);
                finding.message = Message::new("cell-differs")
                    .with("of", aim.name)
                    .with("column", Arg::Word(column))
                    .with("printed", printed.as_str())
                    .with("recomputed", filled.as_str());
                finding.related.push((text.span, Message::new(column)));
                finding.at = list.at(aim).within(place);
                finding.printed = Some(printed);
                finding.recomputed = Some(filled);
                found.report(finding);
            }
        }
    }
}
