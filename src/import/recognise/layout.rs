//! Tables as pages lay them out → tables as they are meant: rows that are one cell over all columns are lines of text, a table
//! that goes on behind a page is one with its beginning. Knows rows and heads, not what they say.

use super::scores;
use super::sheet::Sheet;
use crate::import::document::{Block, Cell, Document, Paragraph, Table, plain};
use crate::lang::Message;

/// A document whose tables are as they are meant.
pub(super) fn plain_document(mut document: Document) -> Document {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    for block in std::mem::take(&mut document.blocks) {
        match block {
            Block::Table(table) if table.has_columns => {
                let (above, table, below) = without_lines(table);
                blocks.extend(above);
                if let Some(table) = table {
                    match continued(&mut blocks, &table) {
                        Some(message) => document.notices.push(message),
                        None => blocks.push(Block::Table(table)),
                    }
                }
                blocks.extend(below);
            }
            block => blocks.push(block),
        }
    }
    Document { blocks, ..document }
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

/// Puts a table behind the score table above, where that has no sum yet and this one begins with the same heads or with none.
/// Gives what is to be said of it.
fn continued(blocks: &mut Vec<Block>, table: &Table) -> Option<Message> {
    let is_between = |block: &&Block| match block {
        Block::Paragraph(paragraph) => {
            let text = plain(&paragraph.text);
            text.is_empty() || ["续表", "(续)", "(续表)", "续上表", "(续上表)"].contains(&text.as_str())
        }
        Block::Table(_) => false,
    };
    let between = blocks.iter().rev().take_while(is_between).count();
    let Some(Block::Table(before)) = blocks.iter_mut().rev().nth(between) else { return None };
    if before.sheet != table.sheet || !before.has_columns {
        return None;
    }
    let (own, other) = (Sheet::new(before), Sheet::new(table));
    let heads = (0..before.rows.len()).rev().find(|row| scores::columns(&own, *row).is_some())?;
    let texts = |row: &[Cell]| row.iter().map(|cell| plain(&cell.text)).collect::<Vec<_>>();
    let has_sum = before.rows[heads..].iter().any(|row| scores::is_sum(row));
    let begins_again = texts(&before.rows[heads]) == texts(table.rows.first()?);
    let has_heads = (0..table.rows.len()).any(|row| scores::columns(&other, row).is_some());
    let columns = scores::columns(&own, heads)?;
    let goes_on = !has_heads && scores::goes_on(&other, &columns);
    if own.width != other.width || has_sum || !(begins_again || goes_on) {
        return None;
    }
    let message = Message::new("import-continued")
        .with("table", table.number.to_string())
        .with("before", before.number.to_string());
    let last = before.rows.iter().flatten().map(|cell| cell.row).max().unwrap_or_default();
    before.rows.extend(table.rows.iter().cloned().map(|mut row| {
        row.iter_mut().for_each(|cell| cell.row += last);
        row
    }));
    blocks.truncate(blocks.len() - between);
    Some(message)
}
