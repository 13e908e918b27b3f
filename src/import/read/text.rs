//! Plain text with its tables as tab-separated lines. A line of cells is a row; so is a run of lines with one cell each, each
//! behind a tab, up to an empty line.

use encoding_rs::GB18030;

use crate::import::document::{Block, Cell, Document, Paragraph, Table};
use crate::lang::Message;
use crate::limits;

/// Text in UTF-8 or else in GB18030; nothing where it is neither.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(),
    };
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    (!text.contains('\0')).then_some(text)
}

pub(super) fn read(text: &str) -> Result<Document, Message> {
    let (text, leftovers) = without_leftovers(text);
    let mut reader = Reader::default();
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    for (at, line) in lines.iter().enumerate() {
        if reader.may_go_on(line) && ends_table(&lines[at..]) {
            reader.end_of_table();
            let table = reader.tables.to_string();
            reader.notices.push(Message::new("import-behind-table").with("table", table).with("text", line.trim()));
        }
        reader.line(at + 1, line);
        if reader.cells > limits::IMPORT_CELLS {
            return Err(Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string()));
        }
    }
    reader.end_of_table();
    if leftovers > 0 {
        reader.notices.push(Message::new("import-leftovers").with("count", leftovers));
    }
    Ok(Document { blocks: reader.blocks, notices: reader.notices, ..Document::default() })
}

/// A text without the marks that a conversion from Word leaves behind, and how many there were.
fn without_leftovers(text: &str) -> (String, usize) {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut count = 0;
    while let Some(start) = ["[bookmark:", "[image:"].iter().filter_map(|mark| rest.find(mark)).min() {
        let Some(end) = rest[start..].find(']').filter(|end| !rest[start..start + end].contains('\n')) else { break };
        clean.push_str(&rest[..start]);
        rest = &rest[start + end + 1..];
        count += 1;
    }
    (clean + rest, count)
}

/// Whether lines behind the last cell of a table are text that goes on, and no part of the cell: no cell comes any more, and
/// they are indented, numbered or long.
fn ends_table(lines: &[&str]) -> bool {
    let behind: Vec<&&str> = lines.iter().take_while(|line| !line.is_empty()).collect();
    let next = lines.iter().skip(behind.len()).find(|line| !line.is_empty());
    let comes_cell =
        behind.iter().any(|line| line.starts_with('\t')) || next.is_some_and(|line| line.starts_with('\t'));
    let is_numbered = |line: &str| {
        let digits = line.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
        digits > 0 && line.chars().nth(digits) == Some('、')
            || line.starts_with(['（', '(']) && line.chars().count() > 12
    };
    let first = lines[0];
    let is_text = first.starts_with([' ', '\u{3000}']) || is_numbered(first.trim()) || behind.len() > 3;
    is_text && !comes_cell || behind.len() > 1 && first.starts_with([' ', '\u{3000}']) && is_numbered(first.trim())
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    tables: usize,
    cells: usize,
    notices: Vec<Message>,
    /// Whether an empty line stands before the next.
    is_after_gap: bool,
}

impl Reader {
    /// Whether a line may be one more of the last cell.
    fn may_go_on(&self, line: &str) -> bool {
        !line.contains('\t') && !line.trim().is_empty() && !self.row.is_empty() && !self.is_after_gap
    }

    fn line(&mut self, number: usize, line: &str) {
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
                let text = line.trim().to_owned();
                self.blocks.push(Block::Paragraph(Paragraph { heading: None, text }));
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
