//! Workbooks of Excel 97–2003 (.xls, BIFF8), each sheet as a reader sees it: values as their formats show them, merged cells
//! with their spans, what shapes say, hidden rows, columns and sheets and what is struck out left out. Comments are told. Knows
//! the format, not what forms say.

mod shapes;
mod text;

use std::collections::BTreeMap;

use super::beside::{self, Beside};
use super::compound::{f64_at, u16_at, u32_at};
use super::formats::{Formats, built_in};
use super::sheet::{self, Grid, Hidden, Sheets};
use super::symbol::Height;
use crate::import::document::Document;
use crate::lang::Message;
use crate::limits;
use shapes::Shapes;
use text::{Rich, Text};

/// Kinds of records, by their numbers.
mod kind {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0a;
    pub(super) const HEADER: u16 = 0x14;
    pub(super) const FOOTER: u16 = 0x15;
    pub(super) const NOTE: u16 = 0x1c;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2f;
    pub(super) const FONT: u16 = 0x31;
    pub(super) const CONTINUE: u16 = 0x3c;
    pub(super) const OBJECT: u16 = 0x5d;
    pub(super) const COLUMNS: u16 = 0x7d;
    pub(super) const SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xbd;
    pub(super) const RICH_STRING: u16 = 0xd6;
    pub(super) const XF: u16 = 0xe0;
    pub(super) const MERGED: u16 = 0xe5;
    pub(super) const DRAWING: u16 = 0xec;
    pub(super) const STRINGS: u16 = 0xfc;
    pub(super) const LABEL_SST: u16 = 0xfd;
    pub(super) const SHAPE_TEXT: u16 = 0x1b6;
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
    let mut sheets = Sheets::beside(globals.hidden.clone());
    for (name, start) in &globals.sheets {
        read_sheet(name, workbook.get(*start..).unwrap_or_default(), &globals, &mut sheets)?;
    }
    for name in globals.charts {
        let chart = Beside { charts: 1, ..Beside::default() };
        sheets.put(name, &Grid::default(), Vec::new(), chart, []);
    }
    sheets.documents()
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
    /// Name and place of the first record of those that readers see.
    sheets: Vec<(String, usize)>,
    hidden: Vec<String>,
    /// Names of sheets that are a chart.
    charts: Vec<String>,
    strings: Vec<Rich>,
    formats: Formats,
    fonts: Vec<Font>,
    /// The font of each style of cells.
    styles: Vec<usize>,
}

/// What a font makes of its characters.
#[derive(Clone, Copy)]
struct Font {
    is_struck: bool,
    height: Height,
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
                kind::FONT => globals.fonts.push(Font::of(data)),
                kind::XF => {
                    styles.push(u16_at(data, 2).unwrap_or_default());
                    globals.styles.push(u16_at(data, 0).map_or(0, usize::from));
                }
                kind::SHEET => {
                    let start = u32_at(data, 0).unwrap_or_default() as usize;
                    match (data.get(4..6), Text::of(&pieces, 6).short()) {
                        (Some([state, 0]), Some(name)) if state & 3 == 0 => globals.sheets.push((name, start)),
                        (Some([_, 0]), Some(name)) => globals.hidden.push(name),
                        (Some([state, 2]), Some(name)) if state & 3 == 0 => globals.charts.push(name),
                        // Sheets of macros hold no cells.
                        _ => {}
                    }
                }
                kind::STRINGS => {
                    let mut text = Text::of(&pieces, 8);
                    while let Some(string) = text.rich().filter(|_| globals.strings.len() < limits::IMPORT_NODES) {
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

    /// What the font with a number makes of its characters. No font has the number four.
    fn font(&self, number: usize) -> Font {
        let at = if number > 4 { number - 1 } else { number };
        self.fonts.get(at).copied().unwrap_or(Font { is_struck: false, height: Height::OnLine })
    }

    /// What is seen of a text in a cell of a style, and whether more of it is struck out.
    fn seen(&self, text: &Rich, style: usize) -> (String, bool) {
        let mut font = self.font(self.styles.get(style).copied().unwrap_or_default());
        let mut runs = text.runs.iter().peekable();
        let (mut seen, mut is_struck) = (Vec::new(), false);
        for (at, unit) in text.units.iter().enumerate() {
            while let Some((_, number)) = runs.next_if(|(from, _)| *from <= at) {
                font = self.font(*number);
            }
            is_struck |= font.is_struck;
            if !font.is_struck {
                let small = char::from_u32(u32::from(*unit)).map(|c| font.height.shown(c));
                seen.push(small.and_then(|c| u16::try_from(u32::from(c)).ok()).unwrap_or(*unit));
            }
        }
        (String::from_utf16_lossy(&seen), is_struck)
    }
}

impl Font {
    fn of(data: &[u8]) -> Font {
        let height = match u16_at(data, 8) {
            Some(1) => Height::Above,
            Some(2) => Height::Below,
            _ => Height::OnLine,
        };
        Font { is_struck: u16_at(data, 2).is_some_and(|said| said & 8 != 0), height }
    }
}

fn read_sheet(name: &str, bytes: &[u8], globals: &Globals, sheets: &mut Sheets) -> Result<(), Message> {
    let mut grid = Grid::default();
    let (mut hidden_rows, mut hidden_columns) = (Hidden::default(), Hidden::default());
    let (mut merged, mut edges) = (Vec::new(), Vec::new());
    let (mut beside, mut shapes) = (Beside::default(), Shapes::default());
    // The formula whose text comes in a record of its own.
    let mut open = None;
    for (kind, pieces) in records(bytes) {
        let data = pieces[0];
        match kind {
            kind::HEADER | kind::FOOTER => {
                edges.extend(Text::of(&pieces, 0).long().map(|codes| sheet::margin(&codes)).into_iter().flatten());
                continue;
            }
            kind::DRAWING | kind::OBJECT | kind::SHAPE_TEXT => {
                shapes.record(kind, &pieces, &mut beside);
                continue;
            }
            _ => {}
        }
        let word = |at| u16_at(data, at).map(usize::from);
        let (Some(row), Some(column)) = (word(0), word(2)) else { continue };
        let cell = (row + 1, column);
        let mut put = |(row, column): (usize, usize), text: String| match text.trim().is_empty() {
            true => Ok(()),
            false => grid.put(row, column, text),
        };
        let is_struck = |style: Option<usize>| {
            globals.font(globals.styles.get(style.unwrap_or_default()).copied().unwrap_or_default()).is_struck
        };
        let mut number = |style: Option<usize>, value: Option<f64>| {
            if is_struck(style) {
                beside.struck += 1;
                return String::new();
            }
            let (shown, is_read) =
                globals.formats.shown_number(style.unwrap_or_default(), &value.unwrap_or_default().to_string());
            beside.unread_formats += usize::from(!is_read);
            shown
        };
        match kind {
            kind::LABEL_SST => {
                if let Some(string) = u32_at(data, 6).and_then(|at| globals.strings.get(at as usize)) {
                    let (seen, is_struck) = globals.seen(string, word(4).unwrap_or_default());
                    put(cell, seen)?;
                    beside.struck += usize::from(is_struck);
                }
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
                Some([0, .., 0xff, 0xff]) => open = Some(cell).filter(|_| !is_struck(word(4))),
                Some([1, _, value, .., 0xff, 0xff]) => put(cell, truth(*value))?,
                Some([2, _, value, .., 0xff, 0xff]) => put(cell, error(*value))?,
                Some([_, .., 0xff, 0xff]) => {}
                _ => put(cell, number(word(4), f64_at(data, 6)))?,
            },
            kind::STRING => {
                if let Some(cell) = open.take() {
                    put(cell, Text::of(&pieces, 0).long().unwrap_or_default())?;
                }
            }
            kind::BOOL_ERR => {
                if let Some([value, is_error]) = data.get(6..8) {
                    put(cell, if *is_error == 0 { truth(*value) } else { error(*value) })?;
                }
            }
            kind::NOTE => beside.comments.push(beside::reference(cell.0, cell.1)),
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
        beside.covered.extend(grid.merge(from, to)?);
    }
    grid.hide(&hidden_rows, &hidden_columns, &mut beside);
    sheets.put(name.to_owned(), &grid, shapes.done(), beside, edges);
    Ok(())
}

/// What a cell shows that could not be worked out.
fn error(code: u8) -> String {
    let shown = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    shown.to_owned()
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
