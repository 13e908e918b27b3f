//! Workbooks of Excel 97–2003 (.xls, BIFF8), each sheet as a reader sees it: values as their formats show them, merged cells
//! with their spans, hidden rows, columns and sheets left out. Knows the format, not what forms say.

use std::collections::BTreeMap;

use super::compound::{f64_at, u16_at, u32_at};
use super::sheet::{self, Grid, Hidden};
use super::xlsx::{Formats, built_in};
use crate::import::document::Document;
use crate::lang::{Arg, Message};
use crate::limits;

/// Kinds of records, by their numbers.
mod kind {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0a;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2f;
    pub(super) const CONTINUE: u16 = 0x3c;
    pub(super) const COLUMNS: u16 = 0x7d;
    pub(super) const SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xbd;
    pub(super) const RICH_STRING: u16 = 0xd6;
    pub(super) const XF: u16 = 0xe0;
    pub(super) const MERGED: u16 = 0xe5;
    pub(super) const STRINGS: u16 = 0xfc;
    pub(super) const LABEL_SST: u16 = 0xfd;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_ERR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const RK: u16 = 0x27e;
    pub(super) const FORMAT: u16 = 0x41e;
    pub(super) const BOF: u16 = 0x809;
}

/// Reads the sheets of a workbook from its stream.
pub(super) fn read(workbook: &[u8]) -> Result<Vec<Document>, Message> {
    let globals = Globals::read(workbook)?;
    let (mut documents, mut hidden) = (Vec::new(), Vec::new());
    for (name, start, is_visible) in &globals.sheets {
        match is_visible {
            true => documents.push(read_sheet(name, workbook.get(*start..).unwrap_or_default(), &globals)?),
            false => hidden.push(name.clone()),
        }
    }
    documents.retain(|document| !document.blocks.is_empty());
    if let Some(first) = documents.first_mut().filter(|_| !hidden.is_empty()) {
        first.notices.push(Message::new("import-hidden-sheets").with("names", Arg::list(hidden)));
    }
    Ok(documents)
}

/// A record with those that continue it: its kind, and its pieces.
type Record<'b> = (u16, Vec<&'b [u8]>);

/// The records of the part of a workbook that begins with the bytes, without those of parts within it.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    let mut depth = 0;
    let mut next = move || {
        let (kind, data) = record(rest)?;
        rest = &rest[4 + data.len()..];
        let mut pieces = vec![data];
        while let Some((kind::CONTINUE, more)) = record(rest) {
            pieces.push(more);
            rest = &rest[4 + more.len()..];
        }
        Some((kind, pieces))
    };
    std::iter::from_fn(move || {
        loop {
            let (kind, pieces) = next()?;
            match kind {
                kind::BOF => depth += 1,
                kind::EOF if depth <= 1 => return None,
                kind::EOF => depth -= 1,
                _ if depth == 1 => return Some((kind, pieces)),
                _ => {}
            }
        }
    })
}

fn record(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (kind, length) = (u16_at(bytes, 0)?, usize::from(u16_at(bytes, 2)?));
    Some((kind, bytes.get(4..4 + length)?))
}

/// What all sheets share.
#[derive(Default)]
struct Globals {
    /// Name, place of the first record, and whether readers see it.
    sheets: Vec<(String, usize, bool)>,
    strings: Vec<String>,
    formats: Formats,
}

impl Globals {
    fn read(workbook: &[u8]) -> Result<Globals, Message> {
        let mut globals = Globals::default();
        let mut own: BTreeMap<u16, String> = BTreeMap::new();
        let (mut styles, mut is_1904) = (Vec::new(), false);
        for (kind, pieces) in records(workbook) {
            let data = pieces[0];
            match kind {
                kind::FILE_PASS => return Err(Message::new("import-is-locked")),
                kind::DATE_MODE => is_1904 = u16_at(data, 0) == Some(1),
                kind::FORMAT => {
                    if let (Some(id), Some(code)) = (u16_at(data, 0), Text::of(&pieces, 2).long()) {
                        own.insert(id, code);
                    }
                }
                kind::XF => styles.push(u16_at(data, 2).unwrap_or_default()),
                kind::SHEET => {
                    let start = u32_at(data, 0).unwrap_or_default() as usize;
                    // Sheets of diagrams and macros hold no cells.
                    if let (Some([state, 0]), Some(name)) = (data.get(4..6), Text::of(&pieces, 6).short()) {
                        globals.sheets.push((name, start, state & 3 == 0));
                    }
                }
                kind::STRINGS => {
                    let mut text = Text::of(&pieces, 8);
                    while let Some(string) = text.long().filter(|_| globals.strings.len() < limits::IMPORT_NODES) {
                        globals.strings.push(string);
                    }
                }
                _ => {}
            }
        }
        let code = |id: &u16| own.get(id).cloned().unwrap_or_else(|| built_in(&id.to_string()).to_owned());
        globals.formats = Formats::of(styles.iter().map(code).collect(), is_1904);
        Ok(globals)
    }
}

/// Texts in the pieces of a record: where a piece ends within characters, the next says anew how wide they are.
struct Text<'p, 'b> {
    pieces: &'p [&'b [u8]],
    at: usize,
}

impl<'p, 'b> Text<'p, 'b> {
    fn of(pieces: &'p [&'b [u8]], at: usize) -> Text<'p, 'b> {
        Text { pieces, at }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.first()?.len() {
            self.at -= self.pieces[0].len();
            self.pieces = &self.pieces[1..];
        }
        self.at += 1;
        self.pieces[0].get(self.at - 1).copied()
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |number, place| Some(number | usize::from(self.byte()?) << (8 * place)))
    }

    /// A text with its length in two bytes.
    fn long(&mut self) -> Option<String> {
        let length = self.number(2)?;
        self.characters(length)
    }

    /// A text with its length in one byte.
    fn short(&mut self) -> Option<String> {
        let length = self.number(1)?;
        self.characters(length)
    }

    fn characters(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..length {
            if self.at == self.pieces.first()?.len() && self.pieces.len() > 1 {
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(self.number(if is_wide { 2 } else { 1 })? as u16);
        }
        // How it is said: fonts and phonetic signs.
        self.at = self.at.checked_add(runs.checked_mul(4)?)?.checked_add(extra)?;
        Some(String::from_utf16_lossy(&units))
    }
}

fn read_sheet(name: &str, bytes: &[u8], globals: &Globals) -> Result<Document, Message> {
    let mut grid = Grid::default();
    let (mut hidden_rows, mut hidden_columns) = (Hidden::default(), Hidden::default());
    let (mut merged, mut unread) = (Vec::new(), 0);
    // The formula whose text comes in a record of its own.
    let mut open = None;
    for (kind, pieces) in records(bytes) {
        let data = pieces[0];
        let word = |at| u16_at(data, at).map(usize::from);
        let (Some(row), Some(column)) = (word(0), word(2)) else { continue };
        let cell = (row + 1, column);
        let mut put = |(row, column): (usize, usize), text: String| match text.trim().is_empty() {
            true => Ok(()),
            false => grid.put(row, column, text),
        };
        let mut number = |style: Option<usize>, value: Option<f64>| {
            let (shown, is_read) =
                globals.formats.shown_number(style.unwrap_or_default(), &value.unwrap_or_default().to_string());
            unread += usize::from(!is_read);
            shown
        };
        match kind {
            kind::LABEL_SST => {
                let string = u32_at(data, 6).and_then(|at| globals.strings.get(at as usize));
                put(cell, string.cloned().unwrap_or_default())?;
            }
            kind::LABEL | kind::RICH_STRING => put(cell, Text::of(&pieces, 6).long().unwrap_or_default())?,
            kind::NUMBER => put(cell, number(word(4), f64_at(data, 6)))?,
            kind::RK => put(cell, number(word(4), u32_at(data, 6).map(rk)))?,
            kind::MUL_RK => {
                for (at, one) in
                    data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6).enumerate()
                {
                    let text = number(u16_at(one, 0).map(usize::from), u32_at(one, 2).map(rk));
                    put((cell.0, column + at), text)?;
                }
            }
            kind::FORMULA => match data.get(6..14) {
                Some([0, .., 0xff, 0xff]) => open = Some(cell),
                Some([1, _, value, .., 0xff, 0xff]) => put(cell, truth(*value))?,
                Some([_, .., 0xff, 0xff]) => {}
                _ => put(cell, number(word(4), f64_at(data, 6)))?,
            },
            kind::STRING => {
                if let Some(cell) = open.take() {
                    put(cell, Text::of(&pieces, 0).long().unwrap_or_default())?;
                }
            }
            kind::BOOL_ERR if data.get(7) == Some(&0) => put(cell, truth(data[6]))?,
            kind::MERGED => {
                for range in data[2..].chunks_exact(8) {
                    let at = |at| u16_at(range, at).map_or(0, usize::from);
                    merged.push(((at(0) + 1, at(4)), (at(2) + 1, at(6))));
                }
            }
            kind::ROW if word(12).is_some_and(|flags| flags & 0x20 != 0) => hidden_rows.add(row + 1..row + 2)?,
            kind::COLUMNS if word(8).is_some_and(|flags| flags & 1 != 0) => {
                hidden_columns.add(row..(column + 1).min(limits::IMPORT_COLUMNS))?;
            }
            _ => {}
        }
    }
    for (from, to) in merged {
        grid.merge(from, to)?;
    }
    let mut notices = grid.hide(&hidden_rows, &hidden_columns);
    if unread > 0 {
        notices.push(Message::new("import-unread-formats").with("count", unread));
    }
    Ok(Document { name: name.to_owned(), blocks: sheet::blocks(name, &grid), notices })
}

fn truth(value: u8) -> String {
    (if value == 0 { "FALSE" } else { "TRUE" }).to_owned()
}

/// A number in four bytes: a whole one or the beginning of a float, and whether it is in hundredths.
fn rk(stored: u32) -> f64 {
    let value = match stored & 2 {
        0 => f64::from_bits(u64::from(stored & !3) << 32),
        _ => f64::from(stored.cast_signed() >> 2),
    };
    if stored & 1 == 0 { value } else { value / 100.0 }
}
