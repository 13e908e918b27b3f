//! One table while its parts are recognised: finds cells by row and column, and remembers which were used, so that what was
//! not is known. Knows cells, not what they mean.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::import::document::{Cell, Place, Table};

pub(super) struct Sheet<'t> {
    pub(super) table: &'t Table,
    /// For tables with columns, which cell covers each column of each row.
    grid: Vec<Vec<Option<(usize, usize)>>>,
    used: RefCell<BTreeSet<(usize, usize)>>,
    /// How many columns there are, where they are known.
    pub(super) width: usize,
}

/// A range of columns below a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Columns {
    pub(super) fn of(cell: &Cell) -> Columns {
        Columns { from: cell.column, to: cell.column + cell.columns }
    }
}

impl<'t> Sheet<'t> {
    pub(super) fn new(table: &'t Table) -> Sheet<'t> {
        let mut grid: Vec<Vec<Option<(usize, usize)>>> = Vec::new();
        if table.has_columns {
            grid.resize(table.rows.len(), Vec::new());
            for (row, cells) in table.rows.iter().enumerate() {
                for (at, cell) in cells.iter().enumerate() {
                    let below = row..(row + cell.rows).min(table.rows.len());
                    for line in &mut grid[below] {
                        let end = cell.column + cell.columns;
                        if line.len() < end {
                            line.resize(end, None);
                        }
                        line[cell.column..end].fill(Some((row, at)));
                    }
                }
            }
        }
        let width = grid.iter().map(Vec::len).max().unwrap_or_default();
        Sheet { table, grid, used: RefCell::default(), width }
    }

    pub(super) fn rows(&self) -> usize {
        self.table.rows.len()
    }

    /// The cells that begin in a row and are not empty.
    pub(super) fn written(&self, row: usize) -> Vec<&'t Cell> {
        self.row(row).iter().filter(|cell| !cell.text.trim().is_empty()).collect()
    }

    /// The cells that begin in a row.
    pub(super) fn row(&self, row: usize) -> &'t [Cell] {
        self.table.rows.get(row).map_or(&[], Vec::as_slice)
    }

    /// The cell that stands in a row below a head. One that began in a row above, or below another head, is told apart by
    /// its place.
    pub(super) fn below(&self, row: usize, columns: Columns) -> Option<&'t Cell> {
        if !self.table.has_columns {
            return self.row(row).get(columns.from);
        }
        let line = self.grid.get(row)?;
        let covering = (columns.from..columns.to).filter_map(|column| *line.get(column)?);
        let cells = covering.map(|(row, at)| &self.table.rows[row][at]);
        // A cell that stands half below a head and half below the next belongs to neither.
        let is_within = |cell: &&Cell| cell.column >= columns.from && cell.column + cell.columns <= columns.to;
        let covers = |cell: &&Cell| cell.column == columns.from && cell.column + cell.columns >= columns.to;
        let mut cells: Vec<&Cell> = cells.filter(|cell| is_within(cell) || covers(cell)).collect();
        // Of several cells under one head, the one that says something.
        cells.sort_by_key(|cell| cell.text.trim().is_empty());
        cells.first().copied()
    }

    /// The cell that covers a place of a table with columns, however far it reaches.
    pub(super) fn covering(&self, row: usize, column: usize) -> Option<&'t Cell> {
        let (row, at) = (*self.grid.get(row)?.get(column)?)?;
        Some(&self.table.rows[row][at])
    }

    /// Whether a cell begins in a row of the table.
    pub(super) fn begins(&self, cell: &Cell, row: usize) -> bool {
        self.row(row).iter().any(|other| std::ptr::eq(other, cell))
    }

    /// Whether an empty row stands before a row.
    pub(super) fn is_apart(&self, row: usize) -> bool {
        let is_empty = |row: usize| self.written(row).is_empty();
        let Some(before) = row.checked_sub(1).filter(|_| self.table.turned.is_empty() && !is_empty(row)) else {
            return false;
        };
        let number = |row: usize| self.row(row).first().map(|cell| cell.row);
        let is_reached = |row: usize| {
            (0..self.width).any(|column| self.covering(row, column).is_some_and(|cell| !self.begins(cell, row)))
        };
        let is_far = number(before).zip(number(row)).is_some_and(|(before, row)| row > before + 1);
        (is_far || is_empty(before) && !is_reached(before)) && !is_reached(row) && self.table.has_columns
    }

    /// Whether a cell is a line of text over all columns.
    pub(super) fn is_line(&self, cell: &Cell) -> bool {
        self.table.has_columns && self.width > 1 && cell.columns >= self.width
    }

    pub(super) fn place(&self, cell: &Cell) -> Place {
        let (row, column) = match self.table.turned.get(cell.column) {
            Some(row) => (*row, cell.row),
            None => (cell.row, cell.column + 1),
        };
        Place { sheet: self.table.sheet.clone(), table: self.table.number, row, column }
    }

    /// Notes that a cell has found its place.
    pub(super) fn take(&self, cell: &Cell) {
        self.used.borrow_mut().insert((cell.row, cell.column));
    }

    pub(super) fn is_taken(&self, cell: &Cell) -> bool {
        self.used.borrow().contains(&(cell.row, cell.column))
    }

    /// Whether anything was recognised.
    pub(super) fn is_known(&self) -> bool {
        !self.used.borrow().is_empty()
    }

    /// The head of the column that a cell stands in, where that is known and no cell below it has found a place.
    pub(super) fn head_of(&self, cell: &Cell) -> Option<&'t Cell> {
        let column = Columns::of(cell);
        let mut cells = (0..self.rows()).filter_map(|row| self.covering(row, cell.column));
        let head = cells.find(|head| Columns::of(head) == column)?;
        let is_unknown =
            |below: &Cell| Columns::of(below) == column && !self.is_taken(below) || below.text.trim().is_empty();
        (self.is_taken(head) && cells.filter(|below| !std::ptr::eq(*below, head)).all(is_unknown)).then_some(head)
    }

    /// Cells that say something and have found no place.
    pub(super) fn left(&self) -> impl Iterator<Item = &'t Cell> + '_ {
        self.table.rows.iter().flatten().filter(|cell| !cell.text.trim().is_empty() && !self.is_taken(cell))
    }
}
