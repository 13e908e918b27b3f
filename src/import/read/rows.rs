//! Cells put down row by row → the rows of a table, merged cells with their spans. Knows no file format.

use std::collections::BTreeMap;

use crate::import::document::Cell;
use crate::lang::Message;
use crate::limits;

/// Rows put down so far.
#[derive(Default)]
pub(super) struct Rows {
    done: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// Whether the cell before in the row is part of one above.
    is_below: bool,
    /// Cells that may go on in the next row, by their column.
    open: BTreeMap<usize, (usize, usize)>,
}

/// How a cell is one with those beside or above it.
#[derive(Clone, Copy, Default)]
pub(super) struct Merged {
    /// It goes on with the cell before it.
    pub(super) across: bool,
    /// It is one of several below one another.
    pub(super) down: Option<Down>,
}

/// Where a cell stands among those merged below one another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Down {
    First,
    GoesOn,
}

impl Rows {
    /// Puts a cell into the row; what it says is not seen where it goes on with another.
    pub(super) fn cell(&mut self, column: usize, columns: usize, merged: Merged, text: String) {
        let row = self.done.len();
        let goes_on = merged.across && (self.is_below || !self.row.is_empty());
        let above = self.open.get(&column).copied().filter(|_| merged.down == Some(Down::GoesOn));
        match (self.row.last_mut(), above) {
            _ if goes_on && self.is_below => {}
            (Some(last), _) if goes_on => last.columns += columns,
            (_, Some((above, at))) => {
                self.done[above][at].rows = row + 1 - above;
                self.is_below = true;
            }
            _ => {
                self.row.push(Cell { row: row + 1, column, columns, rows: 1, text });
                self.is_below = false;
            }
        }
        match merged.down {
            None => _ = self.open.remove(&column),
            Some(Down::First) => _ = self.open.insert(column, (row, self.row.len().saturating_sub(1))),
            Some(Down::GoesOn) => {}
        }
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.done.push(std::mem::take(&mut self.row));
        self.is_below = false;
    }

    /// The rows that were ended.
    pub(super) fn done(self) -> Vec<Vec<Cell>> {
        self.done
    }
}

/// Counts a cell of a document; an error where they are too many or too far to the right.
pub(super) fn count(cells: &mut usize, column: usize, columns: usize) -> Result<(), Message> {
    *cells += columns;
    if *cells > limits::IMPORT_CELLS || column + columns > limits::IMPORT_COLUMNS {
        return Err(Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string()));
    }
    Ok(())
}
