//! Cells of a sheet by row and column, and what lies on it → captions and tables; sheets → documents. Knows no file format.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::beside::{self, Beside};
use crate::import::document::{Block, Cell, Document, Notice, Paragraph, Table};
use crate::lang::{Arg, Message};
use crate::limits;

/// The sheets of a workbook that were read.
#[derive(Default)]
pub(super) struct Sheets {
    documents: Vec<Document>,
    /// What is to be said of sheets without words.
    notices: Vec<Notice>,
    /// Names of sheets that readers do not see.
    hidden: Vec<String>,
    has_pictures: bool,
    /// How many readers see.
    count: usize,
}

impl Sheets {
    /// None yet, and those that readers do not see.
    pub(super) fn beside(hidden: Vec<String>) -> Sheets {
        Sheets { hidden, ..Sheets::default() }
    }

    /// Puts down a sheet: its cells and what lies on it, what is beside all this, and what stands at the edges of its pages.
    pub(super) fn put(
        &mut self,
        name: String,
        grid: &Grid,
        shapes: Vec<Shape>,
        beside: Beside,
        edges: impl IntoIterator<Item = String>,
    ) {
        let blocks = blocks(&name, grid, shapes);
        self.count += 1;
        self.has_pictures |= beside.pictures > 0;
        let mut notices = beside.notices();
        notices.iter_mut().for_each(|notice| notice.sheet.clone_from(&name));
        if blocks.is_empty() {
            self.notices.append(&mut notices);
        } else {
            let edges = edges.into_iter().filter(|line| *line != name);
            let margins = beside::margins(edges, &blocks);
            notices.extend(margins.map(|notice| Notice { sheet: name.clone(), ..notice }));
            self.documents.push(Document { name, blocks, notices });
        }
    }

    /// A document for each sheet with words.
    pub(super) fn documents(mut self) -> Result<Vec<Document>, Message> {
        if !self.hidden.is_empty() {
            self.notices.push(Message::new("import-hidden-sheets").with("names", Arg::list(self.hidden)).into());
        }
        if self.count == 1 {
            let notices = self.documents.iter_mut().flat_map(|document| &mut document.notices);
            notices.chain(&mut self.notices).for_each(|notice| notice.sheet.clear());
        }
        match self.documents.first_mut() {
            Some(first) => first.notices.append(&mut self.notices),
            None if self.has_pictures => return Err(Message::new("import-is-scan")),
            None => {}
        }
        Ok(self.documents)
    }
}

/// What a shape on a sheet says, and the cell in which it begins.
pub(super) struct Shape {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) text: String,
}

/// The words of a header or footer as Excel writes them: without its codes, for which other words are shown.
pub(super) fn margin(codes: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut characters = codes.chars().peekable();
    while let Some(c) = characters.next() {
        let code = if c == '&' { characters.next() } else { None };
        match (c, code) {
            ('&', Some('L' | 'C' | 'R')) | ('\n', _) => lines.push(String::new()),
            ('&', Some('"')) => while characters.next().is_some_and(|c| c != '"') {},
            ('&', Some('K')) => {
                (0..6).for_each(|_| _ = characters.next_if(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-')))
            }
            ('&', Some(c)) if c.is_ascii_digit() => while characters.next_if(char::is_ascii_digit).is_some() {},
            ('&', Some('&')) | (_, None) => lines.last_mut().into_iter().for_each(|line| line.push(c)),
            _ => {}
        }
    }
    lines
}

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

    /// Lets the first cell of a range cover it, and names those with words that nobody sees then. A range without words says
    /// nothing.
    pub(super) fn merge(&mut self, from: (usize, usize), to: (usize, usize)) -> Result<Vec<String>, Message> {
        let mut covered = Vec::new();
        if to.0 < from.0 || to.1 < from.1 {
            return Ok(covered);
        }
        let (rows, columns) = (to.0 - from.0 + 1, to.1 - from.1 + 1);
        let Some(cell) = self.rows.get_mut(&from.0).and_then(|row| row.get_mut(&from.1)) else { return Ok(covered) };
        (cell.rows, cell.columns) = (rows, columns);
        // Words below a merged cell are not seen.
        for (row, cells) in self.rows.range_mut(from.0..=to.0) {
            cells.retain(|column, _| {
                let is_seen = (*row, *column) == from || !(from.1..=to.1).contains(column);
                covered.extend((!is_seen).then(|| beside::reference(*row, *column)));
                is_seen
            });
        }
        self.count(columns.saturating_mul(rows.min(self.rows.range(from.0..=to.0).count())), to.1 + 1)?;
        Ok(covered)
    }

    /// Takes hidden rows and columns out; a merged cell stays while a part of it is seen.
    pub(super) fn hide(&mut self, rows: &Hidden, columns: &Hidden, beside: &mut Beside) {
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
        beside.hidden_rows.extend(lost_rows.into_iter().map(|row| row.to_string()));
        beside.hidden_columns.extend(lost_columns.into_iter().map(beside::letters));
    }
}

/// The captions and tables of a sheet. What stands alone in its row at the beginning, or behind an empty row, is a caption.
/// What a shape says stands before the table or caption above which it lies, or behind the table on which it does.
pub(super) fn blocks(name: &str, grid: &Grid, mut shapes: Vec<Shape>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<(usize, &BTreeMap<usize, Filled>)> = Vec::new();
    let mut tables = 0;
    let mut covered_to = 0;
    let mut before = 0;
    let paragraph = |text: String| Block::Paragraph(Paragraph { heading: None, text });
    shapes.sort_by_key(|shape| (shape.row, shape.column));
    let mut shapes = shapes.into_iter().peekable();
    for (row, cells) in &grid.rows {
        let is_alone = cells.len() == 1 && cells.values().all(|cell| cell.rows == 1);
        let is_apart = lines.is_empty() || *row > before.max(covered_to) + 1;
        if is_alone && is_apart {
            blocks.extend(table(name, &mut tables, &mut lines));
        }
        while lines.is_empty()
            && let Some(shape) = shapes.next_if(|shape| shape.row <= *row)
        {
            blocks.push(paragraph(shape.text));
        }
        if is_alone && is_apart {
            blocks.push(paragraph(cells.values().next().map_or(String::new(), |cell| cell.text.trim().to_owned())));
        } else {
            lines.push((*row, cells));
        }
        before = *row;
        covered_to = cells.values().map(|cell| row + cell.rows - 1).max().unwrap_or(0).max(covered_to);
    }
    blocks.extend(table(name, &mut tables, &mut lines));
    blocks.extend(shapes.map(|shape| paragraph(shape.text)));
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
