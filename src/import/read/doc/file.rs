//! What the streams of a Word document hold: the text in its pieces, and what is said of each place of it, tables of places,
//! styles, fonts. Knows where things lie, not what they are for.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use super::super::compound::{Compound, size_at, u16_at};
use super::modifiers::{self, Characters, Paragraph};
use crate::lang::Message;
use crate::limits;

/// Tables that the head of the document names, each by which pair of place and length it is.
pub(super) mod part {
    pub(in super::super) const STYLES: usize = 1;
    pub(in super::super) const FOOTNOTE_MARKS: usize = 2;
    pub(in super::super) const FOOTNOTES: usize = 3;
    pub(in super::super) const COMMENTS: usize = 5;
    pub(in super::super) const SECTIONS: usize = 6;
    pub(in super::super) const CHARACTERS: usize = 12;
    pub(in super::super) const PARAGRAPHS: usize = 13;
    pub(in super::super) const FONTS: usize = 15;
    pub(in super::super) const PIECES: usize = 33;
    pub(in super::super) const SHAPES: usize = 40;
    pub(in super::super) const ENDNOTE_MARKS: usize = 46;
    pub(in super::super) const ENDNOTES: usize = 47;
    pub(in super::super) const DRAWINGS: usize = 50;
    pub(in super::super) const TEXT_BOXES: usize = 56;
    pub(in super::super) const LISTS: usize = 73;
    pub(in super::super) const LIST_USES: usize = 74;
}

/// The texts of a document in the order in which they lie behind one another.
pub(super) mod story {
    pub(in super::super) const MAIN: usize = 0;
    pub(in super::super) const FOOTNOTES: usize = 1;
    pub(in super::super) const HEADERS: usize = 2;
    pub(in super::super) const COMMENTS: usize = 4;
    pub(in super::super) const ENDNOTES: usize = 5;
    pub(in super::super) const TEXT_BOXES: usize = 6;
    pub(in super::super) const BOXES_OF_HEADERS: usize = 7;
    /// No longer written.
    pub(super) const MACROS: usize = 3;
    pub(super) const COUNT: usize = 8;
}

/// An open document.
pub(super) struct File {
    main: Vec<u8>,
    table: Vec<u8>,
    data: Vec<u8>,
    pieces: Vec<Piece>,
    characters: Vec<Run>,
    paragraphs: Vec<Run>,
    styles: BTreeMap<u16, Style>,
    pub(super) fonts: Vec<String>,
    /// How many bytes of lists were looked through.
    looked: Cell<usize>,
}

/// A piece of the text.
struct Piece {
    /// Which characters of the document it holds.
    characters: Range<usize>,
    /// Where their bytes begin.
    at: usize,
    is_wide: bool,
    changes: Changes,
}

/// What a piece says of all its characters and paragraphs beside what is said at their places.
enum Changes {
    Short(Option<[u8; 3]>),
    /// A list among the tables.
    List(Range<usize>),
}

/// Bytes of the text of which the same is said.
struct Run {
    bytes: Range<usize>,
    /// The list of what is said.
    list: Range<usize>,
    /// The style, of paragraphs.
    style: u16,
}

/// A character of the text.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    /// Which of the document.
    pub(super) number: usize,
    /// In the form of UTF-16.
    pub(super) unit: u16,
    at: usize,
    piece: usize,
}

/// What a style says.
#[derive(Default)]
struct Style {
    based_on: u16,
    outline: Option<u8>,
    list: Option<u16>,
    level: Option<u8>,
    hides: Option<bool>,
}

fn damaged() -> Message {
    Message::new("import-damaged")
}

fn too_much() -> Message {
    Message::new("import-too-deep")
}

impl File {
    /// Opens the document in a compound file.
    pub(super) fn open(mut compound: Compound<'_>) -> Result<File, Message> {
        let main = compound.stream("/WordDocument")?;
        let word = |at| u16_at(&main, at).ok_or_else(damaged);
        if word(0)? != 0xa5ec || word(2)? < 0xc1 {
            return Err(Message::new("import-is-old"));
        }
        let flags = word(10)?;
        if flags & 0x100 != 0 {
            return Err(Message::new("import-is-locked"));
        }
        let table = compound.stream(if flags & 0x200 == 0 { "/0Table" } else { "/1Table" })?;
        let data = if compound.has("/Data") { compound.stream("/Data")? } else { Vec::new() };
        let mut file = File {
            main,
            table,
            data,
            pieces: Vec::new(),
            characters: Vec::new(),
            paragraphs: Vec::new(),
            styles: BTreeMap::new(),
            fonts: Vec::new(),
            looked: Cell::new(0),
        };
        file.pieces = file.pieces()?;
        file.characters = file.runs(part::CHARACTERS, false)?;
        file.paragraphs = file.runs(part::PARAGRAPHS, true)?;
        file.styles = file.styles();
        file.fonts = file.fonts();
        Ok(file)
    }

    /// Where a part lies among the tables; empty where there is none.
    fn place(&self, part: usize) -> Range<usize> {
        let at = size_at(&self.main, 154 + 8 * part).unwrap_or_default();
        let length = size_at(&self.main, 158 + 8 * part).unwrap_or_default();
        // Older programs name fewer parts.
        let is_named = usize::from(u16_at(&self.main, 152).unwrap_or_default()) > part;
        let end = at.saturating_add(length).min(self.table.len());
        if is_named { at.min(end)..end } else { 0..0 }
    }

    /// The bytes of a part.
    pub(super) fn part(&self, part: usize) -> &[u8] {
        &self.table[self.place(part)]
    }

    /// The bytes of a part with all that lies behind it.
    pub(super) fn behind_part(&self, part: usize) -> &[u8] {
        let place = self.place(part);
        if place.is_empty() { &[] } else { &self.table[place.start..] }
    }

    /// The places of a part, with what is said of each: `size` bytes.
    pub(super) fn places(&self, part: usize, size: usize) -> impl Iterator<Item = (Range<usize>, &[u8])> {
        places(self.part(part), size)
    }

    /// The characters of one of the texts.
    pub(super) fn story(&self, story: usize) -> Range<usize> {
        let length = |story: usize| match story {
            story::MACROS => 0,
            _ => size_at(&self.main, 76 + 4 * story).unwrap_or_default(),
        };
        let start = (0..story).fold(0_usize, |start, before| start.saturating_add(length(before)));
        start..start.saturating_add(length(story))
    }

    /// Bytes of what is described outside the text: pictures, fields of forms, long lists.
    pub(super) fn data(&self, at: usize) -> &[u8] {
        self.data.get(at..).unwrap_or_default()
    }

    fn pieces(&self) -> Result<Vec<Piece>, Message> {
        let place = self.place(part::PIECES);
        let mut at = place.start;
        let mut lists = Vec::new();
        // Lists that pieces refer to stand before the pieces.
        while self.table.get(at) == Some(&1) && at < place.end {
            let length = usize::from(u16_at(&self.table, at + 1).ok_or_else(damaged)?);
            lists.push(at + 3..at + 3 + length);
            at += 3 + length;
        }
        if self.table.get(at) != Some(&2) {
            return Err(damaged());
        }
        let length = size_at(&self.table, at + 1).ok_or_else(damaged)?;
        let table = self.table.get(at + 5..(at + 5).saturating_add(length)).ok_or_else(damaged)?;
        let mut pieces = Vec::new();
        let mut end = 0;
        for (characters, said) in places(table, 8) {
            let stored = size_at(said, 2).ok_or_else(damaged)?;
            let is_wide = stored & 0x4000_0000 == 0;
            let at = if is_wide { stored & 0x3fff_ffff } else { (stored & 0x3fff_ffff) / 2 };
            let bytes = characters.len().saturating_mul(if is_wide { 2 } else { 1 });
            if characters.start != end || at.saturating_add(bytes) > self.main.len() {
                return Err(damaged());
            }
            end = characters.end;
            let change = u16_at(said, 6).ok_or_else(damaged)?;
            let changes = match change & 1 {
                0 => Changes::Short(modifiers::of_piece(change)),
                _ => Changes::List(lists.get(usize::from(change >> 1)).cloned().unwrap_or_default()),
            };
            pieces.push(Piece { characters, at, is_wide, changes });
            if pieces.len() > limits::IMPORT_NODES || end as u64 > limits::IMPORT_UNPACKED / 2 {
                return Err(too_much());
            }
        }
        let told = self.story(story::COUNT - 1).end;
        if end < told { Err(damaged()) } else { Ok(pieces) }
    }

    /// What is said of the bytes of the text: a table of pages, each with places and lists.
    fn runs(&self, part: usize, are_paragraphs: bool) -> Result<Vec<Run>, Message> {
        let mut runs = Vec::new();
        for (_, said) in self.places(part, 4) {
            let start = (size_at(said, 0).unwrap_or_default() & 0x3f_ffff) * 512;
            let page = self.main.get(start..start + 512).ok_or_else(damaged)?;
            let count = usize::from(page[511]);
            for at in 0..count {
                let edge = |at: usize| size_at(page, 4 * at).filter(|_| 4 * at + 4 <= 511).ok_or_else(damaged);
                let size = if are_paragraphs { 13 } else { 1 };
                let place = usize::from(*page.get(4 * (count + 1) + size * at).ok_or_else(damaged)?) * 2;
                let length = usize::from(page.get(place).copied().unwrap_or_default());
                let (from, to) = match (place, are_paragraphs, length) {
                    (0, ..) => (0, 0),
                    (_, false, _) => (place + 1, place + 1 + length),
                    (_, true, 0) => {
                        let length = page.get(place + 1).copied().map_or(0, usize::from);
                        (place + 2, place + 2 + 2 * length)
                    }
                    (_, true, _) => (place + 1, place + 2 * length),
                };
                let mut list = from..to.min(511).max(from);
                let mut style = 0;
                if are_paragraphs && !list.is_empty() {
                    style = u16_at(page, from).unwrap_or_default();
                    list.start = (from + 2).min(list.end);
                }
                let list = start + list.start..start + list.end;
                runs.push(Run { bytes: edge(at)?..edge(at + 1)?, list, style });
            }
            if runs.len() > limits::IMPORT_NODES {
                return Err(too_much());
            }
        }
        runs.sort_by_key(|run| run.bytes.start);
        Ok(runs)
    }

    fn fonts(&self) -> Vec<String> {
        let table = self.part(part::FONTS);
        let mut rest = table.get(4..).unwrap_or_default();
        let mut fonts = Vec::new();
        while let Some((length, behind)) = rest.split_first() {
            let font = behind.get(..usize::from(*length)).unwrap_or(behind);
            let name =
                font.get(39..).unwrap_or_default().chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            fonts.push(String::from_utf16_lossy(&name.take_while(|unit| *unit != 0).collect::<Vec<_>>()));
            rest = &behind[font.len()..];
        }
        fonts
    }

    fn styles(&self) -> BTreeMap<u16, Style> {
        let mut styles = BTreeMap::new();
        let table = self.part(part::STYLES);
        let head = u16_at(table, 0).map_or(0, usize::from);
        let base = u16_at(table, 4).map_or(10, usize::from);
        let mut at = 2 + head;
        for number in 0..u16::MAX {
            let Some(length) = u16_at(table, at).map(usize::from) else { break };
            let said = table.get(at + 2..at + 2 + length).unwrap_or_default();
            at += 2 + length;
            if let Some(style) = style(said, base) {
                styles.insert(number, style);
            }
        }
        styles
    }

    /// What a style, or the nearest that it is based on, says.
    fn of_style<T>(&self, style: u16, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut number = style;
        // Styles that are based on one another in a circle are left at some point.
        for _ in 0..20 {
            let style = self.styles.get(&number)?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            number = style.based_on;
        }
        None
    }

    fn hides(&self, style: u16) -> bool {
        self.of_style(style, |style| style.hides).unwrap_or_default()
    }

    /// Characters of the document one after the other.
    pub(super) fn signs(&self, characters: Range<usize>) -> impl Iterator<Item = Sign> {
        let first = self.pieces.partition_point(|piece| piece.characters.end <= characters.start);
        let pieces = self.pieces.iter().enumerate().skip(first);
        pieces.take_while(move |(_, piece)| piece.characters.start < characters.end).flat_map(move |(number, piece)| {
            let from = piece.characters.start.max(characters.start);
            (from..piece.characters.end.min(characters.end)).filter_map(move |character| {
                let within = character - piece.characters.start;
                let at = piece.at + if piece.is_wide { 2 * within } else { within };
                let unit = if piece.is_wide { u16_at(&self.main, at)? } else { narrow(*self.main.get(at)?) };
                Some(Sign { number: character, unit, at, piece: number })
            })
        })
    }

    /// What is said of the paragraph that ends with a character.
    pub(super) fn paragraph(&self, end: Sign) -> Result<Paragraph, Message> {
        let mut said = Paragraph::default();
        if let Some(run) = run_at(&self.paragraphs, end.at) {
            said.style = Some(run.style);
            said.take(self.looked(&self.main[run.list.clone()])?);
            if let Some(more) = said.more.take() {
                let length = u16_at(self.data(more), 0).map(usize::from).ok_or_else(damaged)?;
                let list = self.looked(self.data(more).get(2..2 + length).ok_or_else(damaged)?)?;
                // Newer programs say here how the row is made, from nothing, and beside it what older ones understand.
                let older = std::mem::take(&mut said.row);
                said.take(list);
                if said.row.cells.is_empty() {
                    said.row = older;
                }
            }
        }
        said.take(self.looked(self.changes(end.piece))?);
        let style = said.style.unwrap_or_default();
        said.outline = said.outline.or_else(|| self.of_style(style, |style| style.outline));
        if said.list.is_none() {
            said.list = self.of_style(style, |style| style.list);
            said.level = said.level.or_else(|| self.of_style(style, |style| style.level));
        }
        Ok(said)
    }

    /// What is said of a character in a paragraph of a style; the same as before where nothing can have changed.
    pub(super) fn characters(&self, sign: Sign, style: u16, before: &mut Told) -> Result<(), Message> {
        if before.style == Some((style, sign.piece)) && before.bytes.contains(&sign.at) {
            return Ok(());
        }
        let run = run_at(&self.characters, sign.at);
        let of_paragraph = self.hides(style);
        let mut said = Characters { is_hidden: of_paragraph, ..Characters::default() };
        if let Some(run) = run {
            said.take(self.looked(&self.main[run.list.clone()])?, of_paragraph, |style| self.hides(style));
        }
        said.take(self.looked(self.changes(sign.piece))?, of_paragraph, |style| self.hides(style));
        let bytes = run.map_or(sign.at..sign.at + 1, |run| run.bytes.clone());
        *before = Told { style: Some((style, sign.piece)), bytes, said };
        Ok(())
    }

    /// The list, counted: the same bytes may be named any number of times.
    fn looked<'l>(&self, list: &'l [u8]) -> Result<&'l [u8], Message> {
        self.looked.set(self.looked.get() + list.len());
        if self.looked.get() as u64 > 4 * limits::IMPORT_UNPACKED { Err(too_much()) } else { Ok(list) }
    }

    fn changes(&self, piece: usize) -> &[u8] {
        match &self.pieces[piece].changes {
            Changes::Short(short) => short.as_ref().map_or(&[], |short| short.as_slice()),
            Changes::List(list) => self.table.get(list.clone()).unwrap_or_default(),
        }
    }
}

/// What was last said of characters, and of which.
#[derive(Default)]
pub(super) struct Told {
    style: Option<(u16, usize)>,
    bytes: Range<usize>,
    pub(super) said: Characters,
}

fn run_at(runs: &[Run], at: usize) -> Option<&Run> {
    let behind = runs.partition_point(|run| run.bytes.start <= at);
    runs[..behind].last().filter(|run| run.bytes.contains(&at))
}

/// The places of a table: one more than there are things said, which stand behind all of them.
pub(super) fn places(table: &[u8], size: usize) -> impl Iterator<Item = (Range<usize>, &[u8])> {
    let count = table.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |at| {
        let (from, to) = (size_at(table, 4 * at)?, size_at(table, 4 * at + 4)?);
        let said = 4 * (count + 1) + size * at;
        Some((from..to.max(from), table.get(said..said + size)?))
    })
}

/// A character that is stored in one byte.
fn narrow(byte: u8) -> u16 {
    match byte {
        0x80..=0x9f => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.encode_utf16().next().unwrap_or(u16::from(byte))
        }
        _ => u16::from(byte),
    }
}

/// The parts of a style's description that count here.
fn style(said: &[u8], base: usize) -> Option<Style> {
    let kind = u16_at(said, 0)? & 0xfff;
    let (form, based_on) = (u16_at(said, 2)? & 0xf, u16_at(said, 2)? >> 4);
    let name = u16_at(said, base).map(usize::from)?;
    let mut at = base + 2 + 2 * name + 2;
    // Of paragraphs: what is said of them, then of their characters. Of characters only that.
    let mut next = || {
        let length = u16_at(said, at).map(usize::from)?;
        let list = said.get(at + 2..at + 2 + length)?;
        at += 2 + length + length % 2;
        Some(list)
    };
    let mut style = Style { based_on, ..Style::default() };
    if form == 1 {
        let mut paragraph = Paragraph::default();
        paragraph.take(next().and_then(|list| list.get(2..)).unwrap_or_default());
        // The names of headings are built in.
        let level = (1..=9).contains(&kind).then(|| kind as u8 - 1);
        style.outline = paragraph.outline.or(level);
        style.list = paragraph.list;
        style.level = paragraph.level;
    }
    if form <= 2 {
        let list = next().unwrap_or_default();
        let says = |of: bool| {
            let mut characters = Characters { is_hidden: of, ..Characters::default() };
            characters.take(list, of, |_| of);
            characters.is_hidden
        };
        style.hides = (says(true) == says(false)).then(|| says(true));
    }
    Some(style)
}
