//! Plain text with its tables as tab-separated lines. A line of cells is a row; so is a run of lines with one cell each, each
//! behind a tab, up to an empty line.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::beside::Beside;
use super::markdown;
use crate::import::document::{Block, Cell, Document, Notice, Paragraph, Table};
use crate::lang::Message;
use crate::limits;

/// Text in UTF-8 or else in GB18030; in UTF-16, which Excel calls Unicode, where a mark at the beginning says so.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Message> {
    if bytes.len() as u64 > limits::IMPORT_UNPACKED {
        return Err(super::too_large(limits::IMPORT_UNPACKED));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match (bytes, std::str::from_utf8(bytes)) {
        (_, Ok(text)) => Some(Cow::Borrowed(text)),
        ([0xff, 0xfe, rest @ ..], _) => UTF_16LE.decode_without_bom_handling_and_without_replacement(rest),
        ([0xfe, 0xff, rest @ ..], _) => UTF_16BE.decode_without_bom_handling_and_without_replacement(rest),
        _ => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    };
    text.filter(|text| !text.contains('\0')).ok_or_else(|| Message::new("import-not-text"))
}

/// Markdown as text: its tables and headings are read as such, what is mark-up in its lines is left out.
pub(super) fn read_markdown(text: &str) -> Result<Document, Message> {
    let mut beside = Beside::default();
    let mut document = read(&markdown::plain(text, &mut beside))?;
    document.notices.extend(beside.notices());
    Ok(document)
}

pub(super) fn read(text: &str) -> Result<Document, Message> {
    let (text, leftovers) = without_leftovers(text);
    let mut reader = Reader::default();
    let lines: Vec<&str> =
        text.lines().take(limits::IMPORT_NODES + 1).map(|line| line.trim_end_matches('\r')).collect();
    if lines.len() > limits::IMPORT_NODES {
        return Err(Message::new("import-too-deep"));
    }
    let ahead = ahead(&lines);
    for (at, line) in lines.iter().enumerate() {
        if reader.may_go_on(line) && ends_table(line, ahead[at]) {
            reader.end_of_table();
            let table = reader.tables.to_string();
            reader
                .notices
                .push(Message::new("import-behind-table").with("table", table).with("text", line.trim()).into());
        }
        reader.line(at + 1, line);
        if reader.cells > limits::IMPORT_CELLS {
            return Err(Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string()));
        }
    }
    reader.end_of_table();
    if leftovers > 0 {
        reader.notices.push(Message::new("import-leftovers").with("count", leftovers).into());
    }
    Ok(Document { blocks: reader.blocks, notices: reader.notices, ..Document::default() })
}

/// A text without the marks that a conversion from Word leaves behind, and how many there were.
fn without_leftovers(text: &str) -> (Cow<'_, str>, usize) {
    let mut clean = String::new();
    let (mut kept, mut from) = (0, 0);
    let mut count = 0;
    while let Some(start) = text[from..].find('[').map(|at| from + at) {
        from = start + 1;
        if !["[bookmark:", "[image:"].iter().any(|mark| text[start..].starts_with(mark)) {
            continue;
        }
        let Some(end) = text[start..].find([']', '\n']).filter(|end| text[start + end..].starts_with(']')) else {
            break;
        };
        clean.push_str(&text[kept..start]);
        (kept, from) = (start + end + 1, start + end + 1);
        count += 1;
    }
    if count == 0 {
        return (Cow::Borrowed(text), 0);
    }
    clean.push_str(&text[kept..]);
    (Cow::Owned(clean), count)
}

/// What comes from a line on: how many lines to the next empty one, and whether there is a cell among them or right behind it.
#[derive(Clone, Copy)]
struct Ahead {
    lines: usize,
    comes_cell: bool,
}

fn ahead(lines: &[&str]) -> Vec<Ahead> {
    let mut ahead = vec![Ahead { lines: 0, comes_cell: false }; lines.len()];
    let mut next = Ahead { lines: 0, comes_cell: false };
    let mut behind = "";
    for (at, line) in lines.iter().enumerate().rev() {
        next = match line.is_empty() {
            false => Ahead { lines: next.lines + 1, comes_cell: next.comes_cell || line.starts_with('\t') },
            // Of several empty lines each has the same line behind.
            true if behind.is_empty() => next,
            true => Ahead { lines: 0, comes_cell: behind.starts_with('\t') },
        };
        (behind, ahead[at]) = (line, next);
    }
    ahead
}

/// Whether lines behind the last cell of a table are text that goes on, and no part of the cell: no cell comes any more, and
/// they are indented, numbered or long.
fn ends_table(first: &str, Ahead { lines, comes_cell }: Ahead) -> bool {
    let is_numbered = |line: &str| {
        let digits = line.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
        digits > 0 && line.chars().nth(digits) == Some('、')
            || line.starts_with(['（', '(']) && line.chars().count() > 12
    };
    let is_text = first.starts_with([' ', '\u{3000}']) || is_numbered(first.trim()) || lines > 3;
    is_text && !comes_cell || lines > 1 && first.starts_with([' ', '\u{3000}']) && is_numbered(first.trim())
}

/// The cells of a line of a table as Markdown has them: `| 产出 | 50 |`.
fn piped(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|').filter(|inside| !inside.ends_with('\\'))?;
    let mut cells = vec![String::new()];
    let mut characters = inside.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, cells.last_mut()) {
            ('|', _) => cells.push(String::new()),
            ('\\', Some(cell)) if characters.next_if_eq(&'|').is_some() => cell.push('|'),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

/// The level of a heading as Markdown marks it, and the words of a line; the first level is the title of the page.
fn headed(line: &str) -> (Option<u8>, &str) {
    let words = line.trim_start_matches('#');
    let level = (1..=6_u8).find(|level| line.len() - words.len() == usize::from(*level) && words.starts_with(' '));
    (level.and_then(|level| level.checked_sub(1)).filter(|level| *level > 0), level.map_or(line, |_| words.trim()))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    tables: usize,
    cells: usize,
    notices: Vec<Notice>,
    /// Whether an empty line stands before the next.
    is_after_gap: bool,
}

impl Reader {
    /// Whether a line may be one more of the last cell.
    fn may_go_on(&self, line: &str) -> bool {
        !line.contains('\t') && !line.trim().is_empty() && !self.row.is_empty() && !self.is_after_gap
    }

    fn line(&mut self, number: usize, line: &str) {
        if let Some(cells) = piped(line) {
            self.end_of_row();
            let is_rule = cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| ":-".contains(c)));
            cells.iter().filter(|_| !is_rule).for_each(|cell| self.cell(number, cell));
            self.end_of_row();
            self.is_after_gap = false;
            return;
        }
        match line.strip_prefix('\t') {
            Some(rest) if !rest.contains('\t') => {
                if self.is_after_gap {
                    self.end_of_row();
                }
                self.cell(number, rest);
            }
            None if line.trim().is_empty() => {}
            None if self.may_go_on(line) => {
                // A line break within the cell.
                if let Some(cell) = self.row.last_mut() {
                    cell.text.push('\n');
                    cell.text.push_str(line);
                }
            }
            None if !line.contains('\t') => {
                self.end_of_table();
                let (heading, text) = headed(line.trim());
                self.blocks.push(Block::Paragraph(Paragraph { heading, text: text.to_owned() }));
            }
            _ => {
                self.end_of_row();
                line.split('\t').for_each(|cell| self.cell(number, cell));
                self.end_of_row();
            }
        }
        self.is_after_gap = line.is_empty();
    }

    fn cell(&mut self, row: usize, text: &str) {
        self.cells += 1;
        let row = self.row.first().map_or(row, |first| first.row);
        let column = self.row.len();
        self.row.push(Cell { row, column, columns: 1, rows: 1, text: text.to_owned() });
    }

    fn end_of_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            let number = self.rows.len() + 1;
            row.iter_mut().for_each(|cell| cell.row = number);
            self.rows.push(row);
        }
    }

    fn end_of_table(&mut self) {
        self.end_of_row();
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            self.tables += 1;
            self.blocks.push(Block::Table(Table { number: self.tables, rows, ..Table::default() }));
        }
    }
}
