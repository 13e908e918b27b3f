//! What other places of a report repeat of its score table, by the rows that they repeat; what only they say goes to those rows.
//! Decides no more which table is the one.

use crate::import::document::plain;
use crate::import::draft::{Draft, Entry, Printed, Unplaced, Unsure, Value};
use crate::import::recognise::Recognised;
use crate::import::recognise::scores::Scores;
use crate::lang::Message;

/// What the whole is called.
pub(super) const TOTAL: &str = "总分";

/// Puts what summaries repeat of a score table where it is.
pub(super) fn summaries(
    scores: &Scores,
    paths: &[String],
    read: &mut Recognised,
    draft: &mut Draft,
    totals: &mut Vec<(String, String)>,
) {
    for mut summary in std::mem::take(&mut read.summaries) {
        summary.rows.retain_mut(|(at, row)| {
            let of = row.get("of").unwrap_or_default().to_owned();
            if of == TOTAL {
                totals.extend(row.get("score").map(|score| (summary.place.clone(), score.to_owned())));
                return true;
            }
            let named: Vec<usize> = (0..scores.nodes.len()).filter(|node| scores.nodes[*node].name == of).collect();
            match named.as_slice() {
                [first, ..] if named.len() == 1 || scores.nodes[*first].level == 1 => {
                    row.0.retain(|(key, _)| *key != "of");
                    row.0.insert(0, ("of", Value::Text(paths[*first].clone())));
                    true
                }
                _ => {
                    let what = Message::new("import-not-in-table").with("name", of).with("row", shown(row));
                    draft.unplaced.push(Unplaced { place: at.clone(), what, lines: Vec::new() });
                    false
                }
            }
        });
        let rows = summary.rows.into_iter().map(|(_, row)| row).collect();
        draft.printed.push(Printed { place: summary.place, rows });
    }
}

/// The words of a row, for showing it.
fn shown(row: &Entry) -> String {
    let said = |(key, value): &(&str, Value)| match value {
        Value::Text(text) | Value::Figure(text) | Value::Plain(text) if *key != "of" => Some(format!("{key} = {text}")),
        _ => None,
    };
    row.0.iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// The row of the total.
pub(super) fn total_row(scores: &Scores, place: &str, totals: &mut Vec<(String, String)>) -> Option<Entry> {
    if scores.total.0.iter().all(|(key, _)| *key == "label") {
        return None;
    }
    let mut row = Entry::default();
    row.text("of", TOTAL);
    row.0.extend(scores.total.0.iter().cloned());
    totals.extend(scores.total.get("score").map(|score| (place.to_owned(), score.to_owned())));
    Some(in_order(row))
}

/// Which row of the score table each of another is: by its path; by its place where all rows are alike; by its name alone where
/// the other has no groups.
pub(super) fn same_rows(main: &Scores, other: &Scores) -> Vec<Option<usize>> {
    let (paths, others) = (main.paths(), other.paths());
    let is_alike = main.nodes.len() == other.nodes.len()
        && main.nodes.iter().zip(&other.nodes).all(|(one, another)| one.level == another.level);
    let named = |name: &str| {
        let mut named = (0..main.nodes.len()).filter(|node| main.nodes[*node].name == name);
        named.next().filter(|_| other.richness.0 == 1 && named.next().is_none())
    };
    let same = |(node, path): (usize, &String)| {
        let by_path = paths.iter().position(|known| known == path);
        by_path.or(is_alike.then_some(node)).or_else(|| named(&other.nodes[node].name))
    };
    others.iter().enumerate().map(same).collect()
}

/// The rows of a table that repeats another, by the other's paths. What only they say of a row is said there.
pub(super) fn repeated(main: &mut Scores, other: &Scores, draft: &mut Draft) -> Vec<Entry> {
    let (paths, others, same) = (main.paths(), other.paths(), same_rows(main, other));
    let (mut rows, mut different) = (Vec::new(), Vec::new());
    for (node, said) in other.nodes.iter().enumerate() {
        let mut row = Entry::default();
        let Some(of) = same[node] else {
            if !said.entry.0.is_empty() {
                let name = others[node].as_str();
                let what = Message::new("import-not-in-table").with("name", name).with("row", shown(&said.entry));
                draft.unplaced.push(Unplaced { place: said.place.clone(), what, lines: Vec::new() });
            }
            continue;
        };
        if said.name != main.nodes[of].name {
            row.text("label", said.name.clone());
            let readings = Message::new("import-other-name")
                .with("name", said.name.as_str())
                .with("of", main.nodes[of].name.as_str());
            draft.unsure.push(Unsure { place: said.place.clone(), readings });
        }
        row.text("of", paths[of].clone());
        let differs = put(&said.entry, &mut main.nodes[of].entry);
        let row_of_file = said.place.row;
        different.extend(differs.into_iter().map(|it| (&said.place, format!("{row_of_file}: {}: {it}", paths[of]))));
        for key in ["weight", "score"] {
            if let Some(printed) = said.entry.get(key) {
                row.figure(key, printed);
            }
        }
        if row.has("weight") || row.has("score") {
            rows.push(in_order(row));
        }
    }
    for (node, printed) in &other.subtotals {
        rows.push(subtotal(same[*node].map_or_else(|| others[*node].clone(), |of| paths[of].clone()), printed));
    }
    if let Some((first, _)) = different.first() {
        let what = Message::new("import-said-otherwise").with("count", different.len());
        let lines = different.iter().map(|(_, line)| line.clone()).collect();
        draft.unplaced.push(Unplaced { place: (*first).clone(), what, lines });
    }
    rows
}

/// Puts what a row says beside weight and score where another says nothing of it; gives what is said otherwise there.
fn put(said: &Entry, row: &mut Entry) -> Vec<String> {
    let mut different = Vec::new();
    for (key, value) in said.0.iter().filter(|(key, _)| !REPEATED.contains(key)) {
        match (row.get(key), value) {
            (None, _) if !row.has(key) => row.value(key, value.clone()),
            (Some(known), Value::Text(text)) if plain(known) == plain(text) => {}
            (_, Value::Text(text) | Value::Figure(text) | Value::Plain(text)) => {
                different.push(format!("{key} = {text}"));
            }
            _ => different.push((*key).to_owned()),
        }
    }
    different
}

/// What rows of other places have of their own.
const REPEATED: [&str; 4] = ["label", "weight", "score", "weight_over"];

/// The row of a subtotal, with the path of what it is of.
pub(super) fn subtotal(of: String, printed: &Entry) -> Entry {
    let mut row = Entry::default();
    row.text("of", of);
    row.0.extend(printed.0.iter().cloned());
    in_order(row)
}

const ORDER: [&str; 22] = [
    "level",
    "of",
    "name",
    "label",
    "weight",
    "weight_over",
    "score",
    "scores",
    "grade",
    "not_applicable",
    "not_applicable_printed",
    "rate",
    "explanation",
    "standard",
    "basis",
    "target",
    "direction",
    "value",
    "unit",
    "actual",
    "deviation",
    "reason",
];

/// A row with its keys in the order that they are written in.
pub(super) fn in_order(mut entry: Entry) -> Entry {
    entry.0.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
    entry
}
