//! Months that do not count up: `8月至12月共6个月`; or months times a monthly amount that is not the sum beside it. Reads only what one clause or sentence says plainly.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::diag::{Finding, Place, Severity, place};
use crate::lang::Message;
use crate::model::claims::Quantity;
use crate::model::funds::Unit;
use crate::model::outline;
use crate::rules::shared::months::{Calculated, Counted, Passage, calculated, counted, passages};
use crate::rules::shared::rounding::Rounded;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{FileId, Span};
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "months-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
服务期限6个月（8月—12月）。
^^^^^^^^^^^^^^^^^^^^^^^^^^ months-mismatch

服务费每月2万元，5个月共8万元。
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ months-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
服务期限5个月（8月—12月），考核8月底至12月底共4个月，质保期[6个月]{质保期}（8月—12月）。

服务费每月2万元，5个月共10万元。
",
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.text(file);
        let is_of_another = |place: &Range<usize>| {
            let mut claims = subject.project.claims.iter().filter(|claim| claim.said.span.file == file);
            claims.any(|claim| {
                place.contains(&claim.said.span.start()) && matches!(claim.quantity(), Some(Quantity::Named(_)))
            })
        };
        let passages = placed(subject, file, text);
        let places: Vec<Place> = passages.iter().map(|(place, _)| Place::of([place, place::MONTHS])).collect();
        let places: Vec<&str> = places.iter().map(Place::as_str).collect();
        for ((_, Passage { clause, sentence, .. }), at) in passages.into_iter().zip(outline::numbered(&places)) {
            let told = |place: &Range<usize>| (!is_of_another(place)).then(|| marks::strip(&text[place.clone()]));
            let miscounted = told(&clause)
                .and_then(|told| counted(&told).and_then(|counted| miscounted(&counted, file, clause, found)));
            let finding = miscounted.or_else(|| miscalculated(&told(&sentence)?, file, sentence, found));
            if let Some(mut finding) = finding {
                finding.at = Place::of([&at]);
                found.report(finding);
            }
        }
    }
}

/// The numbers of months that a file tells, each with what its place is called.
fn placed(subject: &Subject<'_>, file: FileId, text: &str) -> Vec<(String, Passage)> {
    let passages: Vec<Passage> = passages(text).collect();
    if passages.is_empty() {
        return Vec::new();
    }
    let at = |at: usize| match subject.narrative.filter(|narrative| narrative.file == file) {
        Some(narrative) => Some(narrative.places.at(at)),
        None => subject.project.texts.at(at..at),
    };
    passages.into_iter().filter_map(|passage| Some((at(passage.at)?, passage))).collect()
}

fn miscounted(counted: &Counted<'_>, file: FileId, clause: Range<usize>, found: &Found<'_>) -> Option<Finding> {
    let Counted { from, to, period, said, printed } = *counted;
    let months = to + 1 - from;
    (months != said).then(|| {
        let mut finding = found.finding(Span::new(file, clause));
        // From a day of the first month to the same day of the last it is one month less.
        if said + 1 == months {
            finding.severity = finding.severity.min(Severity::Notice);
        }
        finding.message = Message::new("months-mismatch")
            .with("period", period)
            .with("printed", printed)
            .with("recomputed", months.to_string());
        let computation = format!("{to} − {from} + 1 = {months}");
        finding.help.push(Message::new("computation").with("computation", computation));
        finding.printed = Some(printed.to_owned());
        finding.recomputed = Some(format!("{months}个月"));
        finding
    })
}

fn miscalculated(told: &str, file: FileId, sentence: Range<usize>, found: &Found<'_>) -> Option<Finding> {
    let Calculated { monthly, months, sum } = calculated(told)?;
    let in_yuan = |printed: Rounded, unit: Unit| {
        Some(Rounded { value: unit.in_yuan(printed.value)?, off: unit.in_yuan(printed.off)? })
    };
    // A monthly price in whole numbers is what was agreed; one with decimals may be a quotient.
    let (price, is_whole) = (monthly.0, monthly.0.scale() == 0);
    let price = if is_whole { Rounded::exact(price) } else { Rounded::to_last_place(price) };
    let product = in_yuan(price, monthly.1)?.times(Rounded::exact(Decimal::from(months)))?;
    let printed = in_yuan(Rounded::money(sum.0, sum.1.yuan()), sum.1)?;
    let difference = printed.value.checked_sub(product.value)?.abs();
    if difference <= product.off.checked_add(printed.off)? {
        return None;
    }
    let unit = sum.1;
    let recomputed = product.value.checked_div(unit.yuan())?.normalize();
    let mut finding = found.finding(Span::new(file, sentence));
    finding.message = Message::new("months-times-amount")
        .with("months", months.to_string())
        .with("monthly", format!("{}{}", monthly.0, monthly.1.symbol()))
        .with("printed", format!("{}{}", sum.0, unit.symbol()))
        .with("recomputed", format!("{recomputed}{}", unit.symbol()));
    let computation = format!("{}{} × {months} = {recomputed}{}", monthly.0, monthly.1.symbol(), unit.symbol());
    finding.help.push(Message::new("computation").with("computation", computation));
    finding.printed = Some(format!("{}{}", sum.0, unit.symbol()));
    finding.recomputed = Some(format!("{recomputed}{}", unit.symbol()));
    Some(finding)
}
