//! Amounts of the prose that have the digits of an amount of the funds. Reports nothing itself.

use crate::model::funds::{Funds, Unit};
use crate::rules::Subject;
use crate::source::Located;
use crate::syntax::{figure, marks, number};
use rust_decimal::Decimal;
use std::ops::Range;

/// Whether the figure at a place of a text would be reported, if that were the report.
pub(crate) fn would_read(subject: &Subject<'_>, text: &str, place: &Range<usize>) -> bool {
    let funds = subject.project.funds.as_ref();
    funds.is_some_and(|funds| jumps(funds, text).iter().any(|(start, end, _)| *start < place.end && place.start < *end))
}

/// Amounts with fewer significant digits than this may be alike by chance: 45 元 beside 45 万元.
const TELLING_DIGITS: u32 = 4;

/// The unmarked amounts of a text that have the digits of an amount of the funds and the other unit: first byte, end, and
/// the amount of the funds.
pub(crate) fn jumps<'a>(funds: &'a Funds, text: &str) -> Vec<(usize, usize, &'a Located<Decimal>)> {
    let rows = std::iter::once(&funds.total).chain(&funds.sources).chain(&funds.items);
    let amounts: Vec<&Located<Decimal>> = rows.flat_map(|row| row.amounts.iter().flatten()).collect();
    let marks = marks::find(text);
    let is_marked = |start, end| marks.iter().any(|mark| mark.said.start <= start && end <= mark.of.end);
    let told = amounts_of_money(text).into_iter().filter(|(start, end, value, unit)| {
        *unit != funds.unit.value && significant_digits(*value) >= TELLING_DIGITS && !is_marked(*start, *end)
    });
    told.filter_map(|(start, end, value, _)| {
        let same = amounts.iter().find(|amount| amount.value == value);
        same.map(|amount| (start, end, *amount))
    })
    .collect()
}

/// Amounts with 元 or 万元: first byte, end, number, unit.
fn amounts_of_money(text: &str) -> Vec<(usize, usize, Decimal, Unit)> {
    let amount = |place: Range<usize>| {
        let unit = Unit::at_start(&text[place.end..])?;
        let end = place.end + unit.symbol().len();
        let value = figure::read(&text[place.start..end]).reading.figure()?.value;
        Some((place.start, end, value, unit))
    };
    number::places(text).filter_map(amount).collect()
}

fn significant_digits(value: Decimal) -> u32 {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    u32::try_from(digits.trim_end_matches('0').len()).unwrap_or(u32::MAX)
}
