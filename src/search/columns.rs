//! The columns by which results are filtered and sorted: one file per column, one entry per page.
//!
//! A categorical column is `{"values": [[key, label], …], "pages": […]}`: the distinct values once, in the order of
//! keys, and for each page the place of its value among them, or a list of places where it has none or several. A value
//! that is part of another one has the place of that as its third entry: a page that has the part has the whole. A column
//! of amounts is `[…]`, the amount of each page as a number, or `null` for a page without one. A client reads it to sort
//! and to compare; what it shows is written elsewhere.

use super::{Field, json};
use crate::syntax::number;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Column<'a> {
    values: Vec<Value<'a>>,
    pages: Vec<Places>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Whole(&'a str, &'a str),
    Part(&'a str, &'a str, i64),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Places {
    One(i64),
    Several(Vec<i64>),
}

/// The column of a categorical field, given its values on each page.
///
/// Pages that disagree on a key's label, or on what it is part of, all get what sorts first.
pub(super) fn categorical(fields: &[Vec<Field>]) -> Vec<u8> {
    let mut known: BTreeMap<&str, (&str, Option<&str>)> = BTreeMap::new();
    let all = fields.iter().flatten();
    for field in all.flat_map(|field| std::iter::successors(Some(field), |field| field.within.as_deref())) {
        let told = (field.label.as_str(), field.within.as_ref().map(|whole| whole.key.as_str()));
        let entry = known.entry(&field.key).or_insert(told);
        *entry = (*entry).min(told);
    }
    let places: BTreeMap<&str, i64> = known.keys().copied().zip(0..).collect();
    let value = |(key, (label, whole)): (_, (_, Option<&str>))| match whole {
        None => Value::Whole(key, label),
        Some(whole) => Value::Part(key, label, places[whole]),
    };
    let place = |field: &Field| places[field.key.as_str()];
    let of_page = |fields: &Vec<Field>| match fields.as_slice() {
        [field] => Places::One(place(field)),
        several => Places::Several(several.iter().map(place).collect()),
    };
    json(&Column { values: known.into_iter().map(value).collect(), pages: fields.iter().map(of_page).collect() })
}

/// The column of an amount, given its value on each page: its own digits, as far as anybody compares them.
pub(super) fn amount(amounts: &[Option<Decimal>]) -> Vec<u8> {
    let digits = |amount: Decimal| number::bare(amount.round_dp(6));
    let digits: Vec<String> = amounts.iter().map(|amount| amount.map_or_else(|| "null".to_owned(), digits)).collect();
    format!("[{}]", digits.join(",")).into_bytes()
}
