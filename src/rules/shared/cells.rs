//! Targets and actuals that are told twice, as text and as number: whether they differ, so that nothing follows from either. Reports nothing itself.

use super::targets::{self, Reached, bare_number};
use crate::diag::place;
use crate::model::evaluation::{Attainment, Indicator};
use crate::source::Located;
use crate::syntax::figure::{self, Measure};
use crate::syntax::{marks, number, qualifier};
use rust_decimal::Decimal;

/// Whether the text of a target or an actual is not the number beside it, so that nothing follows from either.
pub(crate) fn is_doubtful(attainment: &Attainment) -> bool {
    differing(attainment).next().is_some()
}

/// A target or an actual, told twice.
pub(crate) struct Cell<'a> {
    /// The word of its column in the catalogues.
    pub column: &'static str,
    /// What its place is called.
    pub place: &'static str,
    pub text: &'a Located<String>,
    pub number: &'a Located<Decimal>,
}

pub(crate) fn differing(attainment: &Attainment) -> impl Iterator<Item = Cell<'_>> {
    let unit = attainment.unit.as_deref().unwrap_or_default();
    let target = attainment.target.as_ref().zip(attainment.value.as_ref());
    let target = target.filter(|(text, number)| {
        let printed = marks::strip(&text.value);
        differs(targets::signed(&printed).2, number.value.abs(), unit)
    });
    // An actual that begins with a sign tells only within which bounds it is.
    let actual = attainment.actual.as_ref().zip(attainment.actual_value.as_ref());
    let actual = actual.filter(|(text, number)| differs(&marks::strip(&text.value), number.value.abs(), unit));
    let target = target.map(|(text, number)| Cell { column: "column-target", place: place::TARGETS, text, number });
    let actual =
        actual.map(|(text, number)| Cell { column: "column-actual", place: place::ACTUAL_VALUES, text, number });
    target.into_iter().chain(actual)
}

/// Whether the one number of a text is another than the one beside it, in whatever unit either is told.
fn differs(text: &str, number: Decimal, unit: &str) -> bool {
    let Some((told, rest)) = only_number(text) else { return false };
    let is_times = |factor: u32| told.checked_mul(factor.into()) == Some(number);
    match (Measure::read(rest), Measure::read(unit)) {
        (Measure::Money(one), Measure::Money(other)) => told.checked_mul(one) != number.checked_mul(other),
        (Measure::Percent, Measure::Percent) => told != number,
        (Measure::Count(_), Measure::Count(unit)) if !unit.is_empty() => {
            let in_ten_thousands = rest.strip_prefix('万').is_some_and(|rest| rest.starts_with(&unit));
            (rest.starts_with(&unit) && told != number) || (in_ten_thousands && !is_times(10_000))
        }
        // Without a unit, in whatever steps the number is told.
        (_, Measure::Count(unit)) if unit.is_empty() => {
            let is_share = number.checked_mul(Decimal::ONE_HUNDRED) == Some(told);
            bare_number(text).is_some() && !is_share && ![1, 10_000, 100_000_000].into_iter().any(is_times)
        }
        _ => false,
    }
}

/// The number of a text that has one and tells it exactly, and what follows it.
fn only_number(text: &str) -> Option<(Decimal, &str)> {
    if qualifier::stands_in(text) {
        return None;
    }
    let place = number::places(text).next()?;
    let (before, rest) = (&text[..place.start], &text[place.end..]);
    let value = figure::read(&text[place]).reading.figure()?.value;
    let is_alone = ![before, rest].iter().any(|beside| beside.contains(char::is_numeric));
    is_alone.then(|| (value, rest.trim_start()))
}

/// A target that an item's own numbers reach without doubt.
pub(crate) fn met(indicator: &Indicator) -> Option<Reached<'_>> {
    let attainment = indicator.attainment();
    targets::reached(attainment).filter(|reached| reached.is_met() == Some(true) && !is_doubtful(attainment))
}
