//! Cells of a sheet by row and column → captions and tables. Knows no file format.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::import::document::{Block, Cell, Paragraph, Table};
use crate::lang::Message;
use crate::limits;

/// What the cells of a sheet say, by row from 1 and column from 0; far apart or not.
#[derive(Default)]
pub(super) struct Grid {
    rows: BTreeMap<usize, BTreeMap<usize, Filled>>,
    cells: usize,
}

/// Rows or columns that are hidden.
#[derive(Default)]
pub(super) struct Hidden {
    numbers: BTreeSet<usize>,
    told: usize,
}

impl Hidden {
    /// Adds what a file says is hidden; an error where it says more than sheets have.
    pub(super) fn add(&mut self, numbers: Range<usize>) -> Result<(), Message> {
        self.told = self.told.saturating_add(numbers.len());
        if self.told > limits::IMPORT_NODES {
            return Err(Message::new("import-too-deep"));
        }
        self.numbers.extend(numbers);
        Ok(())
    }
}

struct Filled {
    text: String,
    columns: usize,
    rows: usize,
}

impl Grid {
    /// Puts a text into a cell.
    pub(super) fn put(&mut self, row: usize, column: usize, text: String) -> Result<(), Message> {
        self.count(1, column + 1)?;
        self.rows.entry(row).or_default().insert(column, Filled { text, columns: 1, rows: 1 });
        Ok(())
    }

    fn count(&mut self, cells: usize, width: usize) -> Result<(), Message> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > limits::IMPORT_CELLS || width > limits::IMPORT_COLUMNS {
            return Err(Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string()));
        }
        Ok(())
    }

    /// Lets the first cell of a range cover it. A range without words says nothing.
    pub(super) fn merge(&mut self, from: (usize, usize), to: (usize, usize)) -> Result<(), Message> {
        if to.0 < from.0 || to.1 < from.1 {
            return Ok(());
        }
        let (rows, columns) = (to.0 - from.0 + 1, to.1 - from.1 + 1);
        let Some(cell) = self.rows.get_mut(&from.0).and_then(|row| row.get_mut(&from.1)) else { return Ok(()) };
        (cell.rows, cell.columns) = (rows, columns);
        // Words below a merged cell are not seen.
        for (row, cells) in self.rows.range_mut(from.0..=to.0) {
            cells.retain(|column, _| (*row, *column) == from || !(from.1..=to.1).contains(column));
        }
        self.count(columns.saturating_mul(rows.min(self.rows.range(from.0..=to.0).count())), to.1 + 1)
    }

    /// Takes hidden rows and columns out; a merged cell stays while a part of it is seen. What is to be said of them.
    pub(super) fn hide(&mut self, rows: &Hidden, columns: &Hidden) -> Vec<Message> {
        let (rows, columns) = (&rows.numbers, &columns.numbers);
        let mut shown: BTreeMap<usize, BTreeMap<usize, Filled>> = BTreeMap::new();
        let (mut lost_rows, mut lost_columns) = (BTreeSet::new(), BTreeSet::new());
        for (row, cells) in std::mem::take(&mut self.rows) {
            for (column, cell) in cells {
                let seen_row = (row..row + cell.rows).find(|row| !rows.contains(row));
                let seen_column = (column..column + cell.columns).find(|column| !columns.contains(column));
                let (Some(first_row), Some(first_column)) = (seen_row, seen_column) else {
                    match seen_row {
                        None => lost_rows.insert(row),
                        Some(_) => lost_columns.insert(column),
                    };
                    continue;
                };
                let covered = (column..column + cell.columns).filter(|column| !columns.contains(column)).count();
                let before = columns.range(..first_column).count();
                let cell = Filled { columns: covered, rows: cell.rows - (first_row - row), text: cell.text };
                shown.entry(first_row).or_default().insert(first_column - before, cell);
            }
        }
        self.rows = shown;
        let said = [("import-hidden-rows", lost_rows.len()), ("import-hidden-columns", lost_columns.len())];
        let said = said.into_iter().filter(|(_, count)| *count > 0);
        said.map(|(message, count)| Message::new(message).with("count", count)).collect()
    }
}

/// The captions and tables of a sheet. What stands alone in its row at the beginning, or behind an empty row, is a caption.
pub(super) fn blocks(name: &str, grid: &Grid) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<(usize, &BTreeMap<usize, Filled>)> = Vec::new();
    let mut tables = 0;
    let mut covered_to = 0;
    let mut before = 0;
    for (row, cells) in &grid.rows {
        let is_alone = cells.len() == 1 && cells.values().all(|cell| cell.rows == 1);
        let is_apart = lines.is_empty() || *row > before.max(covered_to) + 1;
        if is_alone && is_apart {
            blocks.extend(table(name, &mut tables, &mut lines));
            let text = cells.values().next().map_or(String::new(), |cell| cell.text.trim().to_owned());
            blocks.push(Block::Paragraph(Paragraph { heading: None, text }));
        } else {
            lines.push((*row, cells));
        }
        before = *row;
        covered_to = cells.values().map(|cell| row + cell.rows - 1).max().unwrap_or(0).max(covered_to);
    }
    blocks.extend(table(name, &mut tables, &mut lines));
    blocks
}

fn table(name: &str, tables: &mut usize, lines: &mut Vec<(usize, &BTreeMap<usize, Filled>)>) -> Option<Block> {
    let lines = std::mem::take(lines);
    if lines.is_empty() {
        return None;
    }
    *tables += 1;
    let numbers: Vec<usize> = lines.iter().map(|(row, _)| *row).collect();
    let rows = lines.iter().map(|(row, cells)| {
        let cells = cells.iter().map(|(column, cell)| {
            // Rows that say nothing are not here, and do not count.
            let rows = numbers.partition_point(|number| *number < row + cell.rows)
                - numbers.partition_point(|number| number < row);
            Cell { row: *row, column: *column, columns: cell.columns, rows, text: cell.text.clone() }
        });
        cells.collect()
    });
    let (rows, sheet) = (rows.collect(), name.to_owned());
    Some(Block::Table(Table { number: *tables, sheet, rows, has_columns: true, ..Table::default() }))
}
