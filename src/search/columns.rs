//! The columns by which results are filtered and sorted: one file per column, one entry per page.
//!
//! Every column is `{"values": […], "pages": […]}`: the distinct values once, and for each page number the place of its
//! value among them. A categorical value is `[key, label]`, in the order of keys. An amount is `[rank, text]`, from the least
//! to the greatest; equal amounts have equal ranks however they are written, and a page without one has `-1`.

use super::{Amount, Field, json};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Column<V> {
    values: Vec<V>,
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
        values: labels.iter().collect(),
        pages: fields
            .iter()
            .map(|field| places[field.key.as_str()])
            .collect(),
    })
}

/// The column of an amount, given its value on each page.
pub(super) fn amount(amounts: &[Option<&Amount>]) -> Vec<u8> {
    let entry = |amount: &'_ Amount| (amount.value, amount.text.clone());
    let distinct: BTreeSet<(Decimal, String)> = amounts
        .iter()
        .flatten()
        .map(|amount| entry(amount))
        .collect();
    let ranks = places(
        distinct
            .iter()
            .map(|(value, _)| value)
            .collect::<BTreeSet<_>>(),
    );
    let places = places(distinct.iter().cloned());
    json(&Column {
        values: distinct
            .iter()
            .map(|(value, text)| (ranks[value], text))
            .collect(),
        pages: amounts
            .iter()
            .map(|amount| amount.map_or(-1, |amount| places[&entry(amount)]))
            .collect(),
    })
}

/// Each of the sorted `values` with its place among them.
fn places<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeMap<T, i64> {
    values.into_iter().zip(0..).collect()
}
