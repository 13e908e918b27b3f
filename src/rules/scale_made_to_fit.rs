//! A scale whose best step, or a target, is the reported rate to the last decimal. Only rates with decimals: amounts and
//! lengths are often planned to the digit, and round rates are usual.

use rust_decimal::Decimal;

use super::aims::{self, Aim, bare_number, one_number, told_in_prose};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::Message;
use crate::model::claims::Measure;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "scale-made-to-fit",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "及时办结"
actual = "99.79%"
ladder = ["99.79%", "99%", "98%", "97%"]
#         ^^^^^^^^ scale-made-to-fit
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "及时办结"
actual = "99.79%"
ladder = ["99%", "98%", "97%", "96%"]

[[targets]]
name = "覆盖率"
target = "100%"
actual = "100%"

[[targets]]
name = "道路长度"
target = "3.6公里"
actual = "3.6公里"
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in aims::of(subject) {
        for aim in &list.all {
            let Some((actual, reported, scale)) =
                actuals(subject, aim).into_iter().find_map(|(actual, at)| Some((actual, at, fitted(aim, actual)?)))
            else {
                continue;
            };
            let id = if aim.attainment.ladder.is_empty() { "target-made-to-fit" } else { "scale-made-to-fit" };
            let mut finding = found.finding(scale);
            finding.message = Message::new(id).with("of", aim.name).with("printed", format!("{actual}%"));
            finding.related.push((reported, Message::new("label-actual")));
            finding.at = list.at(aim);
            finding.printed = Some(format!("{actual}%"));
            found.report(finding);
        }
    }
}

/// The rates that were reported for a target: in its own cell, or by a mark in the prose.
fn actuals(subject: &Subject<'_>, aim: &Aim<'_>) -> Vec<(Decimal, Span)> {
    let own = one_number(aim.attainment.actual_value.as_ref(), aim.attainment.actual.as_ref(), aim.attainment);
    let of_prose = told_in_prose(subject, aim).filter_map(|said| {
        let figure = said.value.figure.as_ref()?;
        Some((figure.value, figure.measure.clone(), said.span))
    });
    let rates = own.into_iter().chain(of_prose).filter(|(_, measure, _)| *measure == Measure::Percent);
    rates.map(|(value, _, span)| (value, span)).collect()
}

/// Where the best step of the ladder, or without a ladder the target, is written, when it is this very rate.
fn fitted(aim: &Aim<'_>, actual: Decimal) -> Option<Span> {
    let is_round = actual.fract().is_zero();
    let is_actual = |value: Decimal, measure: &Measure| *measure == Measure::Percent && value == actual && !is_round;
    match aim.attainment.ladder.first() {
        Some(best) => {
            let (value, unit) = bare_number(&best.value)?;
            is_actual(value, &Measure::read(unit)).then_some(best.span)
        }
        None => {
            let attainment = aim.attainment;
            let (value, measure, span) = one_number(attainment.value.as_ref(), attainment.target.as_ref(), attainment)?;
            is_actual(value, &measure).then_some(span)
        }
    }
}
