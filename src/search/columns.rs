//! The columns by which results are filtered and sorted: one file per column, one entry per page.
//!
//! A categorical column is `{"values": [[key, label], …], "pages": […]}`: the distinct values once, in the order of
//! keys, and for each page the place of its value among them. A column of amounts is `[…]`, the rank of each page's
//! amount among the distinct ones from the least, or `-1` for a page without one. It says nothing of how amounts are
//! written, and a client reads it only to sort by it.

use super::{Amount, Field, json};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Column<'a> {
    values: Vec<(&'a str, &'a str)>,
    pages: Vec<i64>,
}

/// The column of a categorical field, given its value on each page.
///
/// Pages that disagree on the label of a key all get the one that sorts first.
pub(super) fn categorical(fields: &[&Field]) -> Vec<u8> {
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    for field in fields {
        let label = labels.entry(&field.key).or_insert(&field.label);
        *label = (*label).min(&field.label);
    }
    let places = places(labels.keys().copied());
    json(&Column {
        values: labels.into_iter().collect(),
        pages: fields.iter().map(|field| places[field.key.as_str()]).collect(),
    })
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
