//! The bytes of a workbook that this program wrote → the text of `project.toml`, with the digits that the cells show. What
//! cannot be put anywhere is said, never dropped.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{ABOVE, Column, MARK, Sheet, YES, path, sheets, text};
use crate::import::document::Place;
use crate::import::draft::Unplaced;
use crate::import::read::{Shown, xlsx_cells};
use crate::lang::Message;
use crate::model;
use crate::syntax::asked::Holds;

/// What a workbook says.
pub struct Filled {
    /// Year and slug of the project.
    pub id: String,
    /// The text of its `project.toml`.
    pub toml: String,
    /// What has no place in it.
    pub unplaced: Vec<Unplaced>,
}

/// Reads a workbook; `None` for one that this program did not write.
///
/// # Errors
/// What the file is and what to do, when it cannot be read.
pub fn read(bytes: &[u8]) -> Option<Result<Filled, Message>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let tables = xlsx_cells(bytes).ok()?;
    let grids: Vec<Grid<'_>> = tables.iter().map(Grid::new).collect();
    let is_ours = grids.iter().any(|grid| grid.at(1, 0) == MARK);
    is_ours.then(|| filled(&grids))
}

/// The cells of a sheet by row, from 1, and column, from 0.
struct Grid<'t> {
    name: &'t str,
    rows: BTreeMap<usize, BTreeMap<usize, &'t str>>,
}

impl<'t> Grid<'t> {
    fn new((name, cells): &'t (String, Vec<Shown>)) -> Grid<'t> {
        let mut rows: BTreeMap<usize, BTreeMap<usize, &str>> = BTreeMap::new();
        for (row, column, text) in cells {
            rows.entry(*row).or_default().insert(*column, text);
        }
        Grid { name, rows }
    }

    fn at(&self, row: usize, column: usize) -> &'t str {
        self.rows.get(&row).and_then(|cells| cells.get(&column)).copied().unwrap_or_default()
    }

    fn unplaced(&self, row: usize, column: usize) -> Unplaced {
        let place = Place { sheet: self.name.to_owned(), table: 1, row, column: column + 1 };
        Unplaced { place, what: Message::new("import-unplaced").with("text", self.at(row, column)), lines: Vec::new() }
    }
}

/// The rows of a sheet by their numbers, each with the number of the row above that it belongs to.
type Rows = BTreeMap<usize, (usize, Map<String, Value>)>;

fn filled(grids: &[Grid<'_>]) -> Result<Filled, Message> {
    let kinds = model::kinds();
    let keys = kinds.iter().find(|(kind, _)| *kind == "project").map_or(&[][..], |(_, keys)| keys);
    let sheets = sheets(keys);
    let mut unplaced = Vec::new();
    let mut rows: Vec<Rows> = vec![BTreeMap::new(); sheets.len()];
    let (mut id, mut is_found) = (String::new(), false);
    for grid in grids {
        let Some(named) = grid.at(1, 0).strip_prefix(MARK) else {
            let cells = grid.rows.iter().flat_map(|(row, cells)| cells.keys().map(|column| (*row, *column)));
            unplaced.extend(cells.map(|(row, column)| grid.unplaced(row, column)));
            continue;
        };
        let Some(at) = (0..sheets.len()).find(|at| path(&sheets, *at).join(".") == named) else {
            return Err(Message::new("import-other-workbook"));
        };
        if at == 0 {
            (id, is_found) = (grid.at(1, 1).to_owned(), true);
            rows[0].insert(1, (0, single(grid, &sheets[0], &mut unplaced)));
        } else {
            rows[at] = list(grid, &sheets[at], &mut unplaced);
        }
    }
    if !is_found {
        return Err(Message::new("import-other-workbook"));
    }
    for at in (1..sheets.len()).rev() {
        let above = sheets[at].above;
        let mut lists: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
        for (number, (of, row)) in std::mem::take(&mut rows[at]) {
            // A row that names none belongs to the only one that there is.
            let only = rows[above].keys().next().copied().filter(|_| rows[above].len() == 1);
            match Some(of).filter(|of| rows[above].contains_key(of)).or(only.filter(|_| of == 0)) {
                Some(of) => lists.entry(of).or_default().push(Value::Object(row)),
                None => {
                    let what = Message::new("import-row-of-nothing").with("row", number.to_string());
                    let place = Place { sheet: path(&sheets, at).join("."), table: 1, row: number, column: 1 };
                    unplaced.push(Unplaced { place, what, lines: vec![Value::Object(row).to_string()] });
                }
            }
        }
        for (of, list) in lists {
            if let Some((_, row)) = rows[above].get_mut(&of) {
                set(row, &sheets[at].way, Value::Array(list));
            }
        }
    }
    let project = rows[0].remove(&1).map(|(_, row)| row).unwrap_or_default();
    Ok(Filled { id, toml: text::toml(keys, &project), unplaced })
}

fn single(grid: &Grid<'_>, sheet: &Sheet<'_>, unplaced: &mut Vec<Unplaced>) -> Map<String, Value> {
    let mut row = Map::new();
    for line in grid.rows.keys().copied().filter(|line| *line > 2) {
        let said = grid.at(line, 1);
        let column = sheet.columns.iter().find(|column| column.way.join(".") == grid.at(line, 3));
        match column {
            Some(column) => fill(&mut row, column, said),
            None if said.trim().is_empty() => {}
            None => unplaced.push(grid.unplaced(line, 1)),
        }
    }
    row
}

fn list(grid: &Grid<'_>, sheet: &Sheet<'_>, unplaced: &mut Vec<Unplaced>) -> Rows {
    let heads = grid.rows.get(&1).cloned().unwrap_or_default();
    let mut found = BTreeMap::new();
    for (line, cells) in grid.rows.range(3..) {
        let number = cells.get(&0).copied().unwrap_or_default();
        // Sums have names instead of numbers.
        if !number.is_empty() && number.parse::<usize>().is_err() {
            continue;
        }
        let (mut row, mut above) = (Map::new(), 0);
        for (column, said) in cells.iter().filter(|(column, _)| **column > 0) {
            let head = heads.get(column).copied().unwrap_or_default();
            match sheet.columns.iter().find(|known| known.way.join(".") == head) {
                Some(known) => fill(&mut row, known, said),
                None if head == ABOVE => above = said.trim().parse().unwrap_or_default(),
                None => unplaced.push(grid.unplaced(*line, *column)),
            }
        }
        if !row.is_empty() {
            let next = found.keys().next_back().map_or(1, |last| last + 1);
            found.insert(number.parse().unwrap_or(next), (above, row));
        }
    }
    found
}

/// Puts what a cell says under its key, unless it says nothing.
fn fill(row: &mut Map<String, Value>, column: &Column<'_>, said: &str) {
    if said.trim().is_empty() {
        return;
    }
    let value = match column.holds {
        Holds::Texts | Holds::TextOrTexts => Value::from(texts(said)),
        Holds::Flag if said.trim() == YES => Value::from(true),
        Holds::Text => Value::from(said),
        _ => Value::from(said.trim()),
    };
    set(row, &column.way, value);
}

/// The texts of a cell: as they were written there.
fn texts(said: &str) -> Vec<String> {
    let listed = said.starts_with("[\"").then(|| serde_json::from_str(said).ok()).flatten();
    listed.unwrap_or_else(|| said.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect())
}

fn set(row: &mut Map<String, Value>, way: &[&'static str], value: Value) {
    let Some((first, rest)) = way.split_first() else { return };
    match rest {
        [] => _ = row.insert((*first).to_owned(), value),
        rest => {
            let below = row.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new()));
            below.as_object_mut().into_iter().for_each(|below| set(below, rest, value.clone()));
        }
    }
}
