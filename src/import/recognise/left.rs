//! What of tables found no place, told so that a person finds it. Places nothing.

use std::collections::BTreeMap;

use super::heads::{self, Head};
use super::lists;
use super::sheet::Sheet;
use crate::import::document::{Cell, Table, one_line};
use crate::import::draft::Unplaced;
use crate::lang::{Arg, Message};

/// The cells of a table that have found no place: those of a column that nobody knows are told together, and so are those of a row.
pub(super) fn cells(sheet: &Sheet<'_>) -> Vec<Unplaced> {
    let mut columns: BTreeMap<(usize, usize), (&Cell, Vec<&Cell>)> = BTreeMap::new();
    let mut unplaced = Vec::new();
    for cell in sheet.left() {
        match sheet.head_of(cell) {
            Some(head) => columns.entry((head.row, head.column)).or_insert((head, Vec::new())).1.push(cell),
            None => columns.insert((cell.row, cell.column), (cell, vec![cell])).map_or((), |_| ()),
        }
    }
    let mut rows: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    for (head, cells) in columns.into_values() {
        match &cells[..] {
            [cell] => rows.entry(cell.row).or_default().push(cell),
            _ => {
                let what = Message::new("import-unplaced-column")
                    .with("head", one_line(&head.text))
                    .with("count", cells.len());
                let lines = cells.iter().map(|cell| format!("{}: {}", cell.row, one_line(&cell.text))).collect();
                unplaced.push(Unplaced { place: sheet.place(head), what, lines });
            }
        }
    }
    unplaced.extend(rows.into_values().filter_map(|cells| {
        let texts: Vec<String> = cells.iter().map(|cell| one_line(&cell.text)).collect();
        let what = Message::new("import-unplaced").with("text", texts.join(" | "));
        Some(Unplaced { place: sheet.place(cells.first()?), what, lines: Vec::new() })
    }));
    unplaced.sort_by(|one, other| one.place.cmp(&other.place));
    unplaced
}

/// The parts of a table, set apart by empty rows, of which nothing has found a place: each a table of its own, taken from it.
pub(super) fn apart(sheet: &Sheet<'_>) -> Vec<Table> {
    let starts: Vec<usize> = (0..sheet.rows()).filter(|row| *row == 0 || sheet.is_apart(*row)).collect();
    let ends = starts.iter().skip(1).copied().chain([sheet.rows()]);
    let mut tables = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends).filter(|_| starts.len() > 1) {
        let rows = &sheet.table.rows[start..end];
        let is_table = (start..end).filter(|row| sheet.written(*row).len() > 1).count() > 1;
        if is_table && !rows.iter().flatten().any(|cell| sheet.is_taken(cell)) {
            rows.iter().flatten().for_each(|cell| sheet.take(cell));
            tables.push(Table { rows: rows.to_vec(), ..sheet.table.clone() });
        }
    }
    tables
}

/// A table of scores or ticks that nobody knows how to read, and that stays in the narrative.
pub(super) fn scores(sheet: &Sheet<'_>) -> Option<Unplaced> {
    let is_score = |cell: &&Cell| {
        let is_score = |head| {
            matches!(head, Head::Score | Head::ScoreOf(_) | Head::ScoreAgain | Head::WeightedScore | Head::MeanScore)
        };
        heads::head(&cell.text).is_some_and(is_score)
    };
    let is_of_scores = |row: &usize| {
        let written = sheet.written(*row);
        written.len() > 1 && (written.iter().any(is_score) || lists::are_grades(&written))
    };
    let heads = sheet.written((0..sheet.rows()).find(is_of_scores)?);
    let names = Arg::list(heads.iter().map(|cell| one_line(&cell.text)));
    let what = Message::new("import-unread-scores").with("heads", names);
    Some(Unplaced { place: sheet.place(heads.first()?), what, lines: Vec::new() })
}
