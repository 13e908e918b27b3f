//! Steps of a ladder that go up and down. Only ladders whose steps are all numbers of one unit are judged.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::rules::shared::targets::{self, bare_number};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "ladder-order",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "按时办结"
ladder = ["99%", "95%", "97%", "90%"]
#                       ^^^^^ ladder-order
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "按时办结"
ladder = ["99%", "97%", "95%", "90%"]

[[targets]]
name = "投诉"
target = "群众没有投诉"
ladder = ["没有投诉", "6%", "2%", "5%"]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
        for aim in &list.all {
            let ladder = &aim.attainment.ladder;
            let Some(numbers) = numbers(ladder) else { continue };
            let Some(step) = out_of_order(&numbers) else { continue };
            let (before, stray) = (&ladder[step - 1], &ladder[step]);
            let steps: Vec<&str> = ladder.iter().map(|step| step.value.trim()).collect();
            let is_same = numbers[step] == numbers[step - 1];
            let mut finding = found.finding(stray.span);
            finding.message = Message::new(if is_same { "ladder-step-twice" } else { "ladder-order" })
                .with("of", aim.name)
                .with("steps", Arg::list(steps.iter().copied()))
                .with("before", before.value.trim())
                .with("printed", stray.value.trim());
            finding.related.push((before.span, Message::new("label-step-before")));
            finding.at = list.at(aim);
            finding.printed = Some(steps.join("、"));
            found.report(finding);
        }
    }
}

/// The steps as numbers; `None` where they are not all numbers of one unit.
fn numbers(ladder: &[Located<String>]) -> Option<Vec<Decimal>> {
    let steps: Option<Vec<(Decimal, &str)>> = ladder.iter().map(|step| bare_number(&step.value)).collect();
    let steps = steps?;
    let one_unit = steps.iter().all(|(_, unit)| *unit == steps[0].1);
    one_unit.then(|| steps.into_iter().map(|(value, _)| value).collect())
}

/// The first step that does not go the way in which the ladder as a whole goes, from its first step to its last.
fn out_of_order(numbers: &[Decimal]) -> Option<usize> {
    let way = numbers.last()?.cmp(numbers.first()?);
    (1..numbers.len()).find(|step| {
        let this = numbers[*step].cmp(&numbers[step - 1]);
        this.is_eq() || this != way
    })
}
