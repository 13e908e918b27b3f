//! The columns by which results are filtered and sorted: one file per column, one entry per page.
//!
//! A categorical column is `{"values": [[key, label], …], "pages": […]}`: the distinct values once, in the order of
//! keys, and for each page the place of its value among them, or a list of places where it has none or several. A value
//! that is part of another one has the place of that as its third entry: a page that has the part has the whole. A column
//! of amounts is `[…]`, the rank of each page's amount among the distinct ones from the least, or `-1` for a page without
//! one. It says nothing of how amounts are written, and a client reads it only to sort by it.

use super::{Amount, Field, json};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
pub(super) fn categorical(fields: &[&[Field]]) -> Vec<u8> {
    let mut known: BTreeMap<&str, (&str, Option<&str>)> = BTreeMap::new();
    let all = fields.iter().copied().flatten();
    for field in all.flat_map(|field| std::iter::successors(Some(field), |field| field.within.as_deref())) {
        let told = (field.label.as_str(), field.within.as_ref().map(|whole| whole.key.as_str()));
        let entry = known.entry(&field.key).or_insert(told);
        *entry = (*entry).min(told);
    }
    let places = places(known.keys().copied());
    let value = |(key, (label, whole)): (_, (_, Option<&str>))| match whole {
        None => Value::Whole(key, label),
        Some(whole) => Value::Part(key, label, places[whole]),
    };
    let place = |field: &Field| places[field.key.as_str()];
    let of_page = |fields: &&[Field]| match fields {
        [field] => Places::One(place(field)),
        several => Places::Several(several.iter().map(place).collect()),
    };
    json(&Column { values: known.into_iter().map(value).collect(), pages: fields.iter().map(of_page).collect() })
}

/// The column of an amount, given its value on each page.
pub(super) fn amount(amounts: &[Option<&Amount>]) -> Vec<u8> {
    let distinct: BTreeSet<Decimal> = amounts.iter().flatten().map(|amount| amount.value).collect();
    let ranks = places(distinct);
    let rank = |amount: &Amount| ranks[&amount.value];
    json(&amounts.iter().map(|amount| amount.map_or(-1, rank)).collect::<Vec<_>>())
}

/// Each of the sorted `values` with its place among them.
fn places<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeMap<T, i64> {
    values.into_iter().zip(0..).collect()
}
