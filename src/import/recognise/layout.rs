//! Tables as pages lay them out → tables as they are meant: rows that are one cell over all columns are lines of text, a table
//! that goes on behind a page is one with its beginning, one whose heads stand one below another is turned. Knows rows and
//! heads, not what they say.

use super::heads::{self, Head};
use super::labels;
use super::scores;
use super::sheet::{Columns, Sheet};
use crate::import::document::{Block, Cell, Document, Paragraph, Table, plain};
use crate::lang::Message;
use crate::rules::is_page_number;

/// A document whose tables are as they are meant.
pub(super) fn plain_document(mut document: Document) -> Document {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut open: Option<Open> = None;
    for block in std::mem::take(&mut document.blocks) {
        match block {
            Block::Table(table) if table.has_columns => {
                let (above, table, below) = without_lines(table);
                blocks.extend(above);
                if let Some(mut table) = table {
                    if let Some(rows) = turned(&table) {
                        let turned = Message::new("import-turned").with("table", table.number.to_string());
                        document.notices.push(turned.into());
                        table = rows;
                    }
                    let goes_on = open.as_mut().filter(|open| open.is_behind(&blocks) && open.goes_on_in(&table));
                    if let Some(open) = goes_on {
                        document.notices.push(open.put(table, &mut blocks).into());
                    } else {
                        open = Open::new(&table, blocks.len());
                        blocks.push(Block::Table(table));
                    }
                }
                blocks.extend(below);
            }
            block => blocks.push(block),
        }
    }
    Document { blocks, ..document }
}

/// A table of a text whose rows were broken by line breaks in their cells: two that together are as long as the heads above
/// them are one. Gives the rows that were put together too.
pub(super) fn mended(table: &Table) -> (Table, Vec<usize>) {
    if table.has_columns {
        return (table.clone(), Vec::new());
    }
    let mut joined = Vec::new();
    let is_heads = |cells: &[Cell]| cells.iter().filter(|cell| heads::head(&cell.text).is_some()).count() >= 2;
    let is_label = |cells: &[Cell]| {
        let first = cells.iter().find(|cell| !cell.text.trim().is_empty());
        first.is_some_and(|cell| {
            heads::is_part_title(&cell.text) || labels::is_label(&cell.text) || labels::is_part(&cell.text)
        })
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut width = 0;
    let mut at = 0;
    while at < table.rows.len() {
        let mut row = table.rows[at].clone();
        if is_heads(&row) {
            width = row.len();
            let second = table.rows.get(at + 1).map_or(0, Vec::len);
            // 优 良 中 差 in a second row below a head that covers them.
            if row.iter().any(|cell| heads::head(&cell.text) == Some(Head::Ladder)) && second > width {
                width = second;
            }
        } else if is_label(&row) {
            width = 0;
        } else if let Some(next) = table.rows.get(at + 1)
            && row.len() + next.len() == width
            && !is_heads(next)
            && !is_label(next)
        {
            row.extend(next.iter().cloned());
            joined.push(rows.len() + 1);
            at += 1;
        }
        rows.push(row);
        at += 1;
    }
    for (number, row) in rows.iter_mut().enumerate() {
        for (column, cell) in row.iter_mut().enumerate() {
            (cell.row, cell.column) = (number + 1, column);
        }
    }
    (Table { rows, ..table.clone() }, joined)
}

/// Takes the lines of text above and below the rows of a table out of it. A table of nothing else is none.
fn without_lines(mut table: Table) -> (Vec<Block>, Option<Table>, Vec<Block>) {
    let width = table.rows.iter().flatten().map(|cell| cell.column + cell.columns).max().unwrap_or_default();
    let is_line = |row: &Vec<Cell>| match row.iter().filter(|cell| !cell.text.trim().is_empty()).collect::<Vec<_>>()[..]
    {
        [] => row.iter().all(|cell| cell.rows == 1),
        [cell] => cell.columns >= width && cell.rows == 1,
        _ => false,
    };
    let first = table.rows.iter().position(|row| !is_line(row)).unwrap_or(table.rows.len());
    let end = table.rows.iter().rposition(|row| !is_line(row)).map_or(first, |last| last + 1);
    let below = lines(table.rows.drain(end..));
    let above = lines(table.rows.drain(..first));
    (above, (!table.rows.is_empty()).then_some(table), below)
}

fn lines(rows: impl Iterator<Item = Vec<Cell>>) -> Vec<Block> {
    let texts: Vec<Cell> = rows.flatten().collect();
    let lines = texts.iter().flat_map(|cell| cell.text.lines()).map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::Paragraph(Paragraph { heading: None, text: line.to_owned() })).collect()
}

/// A table of scores whose heads are its first column, and what they are of stands beside: its columns are the rows.
fn turned(table: &Table) -> Option<Table> {
    let first: Vec<Option<Head>> = table
        .rows
        .iter()
        .map(|row| row.first().filter(|cell| cell.column == 0).and_then(|cell| heads::head(&cell.text)))
        .collect();
    let has = |of: fn(Head) -> bool| first.iter().flatten().any(|head| of(*head));
    let is_named = has(|head| matches!(head, Head::Level(_) | Head::Item | Head::Summary));
    let is_rated = has(|head| matches!(head, Head::Score | Head::ScoreOf(_)));
    let others = table.rows.first().into_iter().flat_map(|row| &row[1..]);
    if first.contains(&None)
        || !is_named
        || !is_rated
        || others.filter(|cell| heads::head(&cell.text).is_some()).count() > 0
    {
        return None;
    }
    let width = table.rows.iter().flatten().map(|cell| cell.column + 1).max().unwrap_or_default();
    let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); width];
    for (at, row) in table.rows.iter().enumerate() {
        for cell in row {
            let turned =
                Cell { row: cell.column + 1, column: at, columns: cell.rows, rows: cell.columns, ..cell.clone() };
            rows[cell.column].push(turned);
        }
    }
    rows.retain(|row| !row.is_empty());
    let numbers = table.rows.iter().filter_map(|row| Some(row.first()?.row)).collect();
    Some(Table { rows, turned: numbers, ..table.clone() })
}

/// A score table that has no sum yet, so that it may go on behind the end of a page.
struct Open {
    /// Where it stands among the blocks.
    at: usize,
    number: usize,
    sheet: String,
    columns: Vec<(Head, Columns)>,
    heads: Vec<String>,
    width: usize,
    /// Number of its last row.
    last: usize,
    has_sum: bool,
}

impl Open {
    fn new(table: &Table, at: usize) -> Option<Open> {
        let own = Sheet::new(table);
        let (row, columns) = (0..table.rows.len()).rev().find_map(|row| Some((row, scores::columns(&own, row)?)))?;
        Some(Open {
            at,
            number: table.number,
            sheet: table.sheet.clone(),
            columns,
            heads: texts(&table.rows[row]),
            width: own.width,
            last: last_row(table),
            has_sum: table.rows[row..].iter().any(|row| scores::is_sum(row)),
        })
    }

    /// Whether what comes next stands right behind it, or behind the number of a page or words that say that it goes on.
    fn is_behind(&self, blocks: &[Block]) -> bool {
        let says_so = |block: &Block| match block {
            Block::Paragraph(paragraph) => {
                let text = plain(&paragraph.text);
                text.is_empty()
                    || is_page_number(paragraph.text.trim())
                    || ["续表", "(续)", "(续表)", "续上表", "(续上表)"].contains(&text.as_str())
            }
            Block::Table(_) => false,
        };
        blocks[self.at + 1..].iter().all(says_so)
    }

    /// Whether a table begins with the same heads, or with none and has figures where figures stand.
    fn goes_on_in(&self, table: &Table) -> bool {
        let other = Sheet::new(table);
        let begins_again = || table.rows.first().is_some_and(|first| texts(first) == self.heads);
        let has_heads = || (0..table.rows.len()).any(|row| scores::columns(&other, row).is_some());
        let is_like = self.sheet == table.sheet && self.width == other.width && !self.has_sum;
        is_like && (begins_again() || !has_heads() && scores::goes_on(&other, &self.columns))
    }

    /// Puts the rows of a table behind its own; gives what is to be said of it.
    fn put(&mut self, table: Table, blocks: &mut Vec<Block>) -> Message {
        let message = Message::new("import-continued")
            .with("table", table.number.to_string())
            .with("before", self.number.to_string());
        let last = self.last + last_row(&table);
        self.has_sum |= table.rows.iter().any(|row| scores::is_sum(row));
        blocks.truncate(self.at + 1);
        if let Some(Block::Table(before)) = blocks.last_mut() {
            before.rows.extend(table.rows.into_iter().map(|mut row| {
                row.iter_mut().for_each(|cell| cell.row += self.last);
                row
            }));
        }
        self.last = last;
        message
    }
}

fn texts(row: &[Cell]) -> Vec<String> {
    row.iter().map(|cell| plain(&cell.text)).collect()
}

fn last_row(table: &Table) -> usize {
    table.rows.iter().flatten().map(|cell| cell.row).max().unwrap_or_default()
}
