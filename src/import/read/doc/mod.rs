//! Word documents of 1997 to 2003 (.doc) as a reader sees them, which is what the reader of `.docx` gives: tracked changes taken,
//! words that are hidden or struck out left out, fields by what they show, numbers counted; comments told, and words of headers
//! and footers that the text does not say. Knows the format, not what reports say.

mod file;
mod form;
mod lists;
mod modifiers;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::beside::{self, Beside};
use super::compound::{Compound, i16_at, u32_at};
use super::numbering::Numbering;
use super::rows::{self, Down, Merged, Rows};
use super::symbol;
use crate::import::document::{Block, Document, Paragraph, Table, have_words, lines};
use crate::lang::Message;
use crate::limits;
use file::{File, Sign, Told, part, story};
use modifiers::{Characters, Row};

/// Reads a document.
pub(super) fn read(compound: Compound<'_>) -> Result<Document, Message> {
    let file = File::open(compound)?;
    let mut reader = Reader::of(&file);
    let mut blocks = Vec::new();
    reader.story(file.story(story::MAIN), &mut blocks)?;
    for characters in std::mem::take(&mut reader.boxes).into_values().flatten() {
        reader.story(characters, &mut blocks)?;
    }
    reader.footnotes(&mut blocks)?;
    reader.beside.pictures += form::pictures(file.part(part::DRAWINGS));
    if !have_words(&blocks) && reader.beside.pictures > 0 {
        return Err(Message::new("import-is-scan"));
    }
    let mut beside = std::mem::take(&mut reader.beside);
    let start = file.story(story::COMMENTS).start;
    for (text, _) in file.places(part::COMMENTS, 0) {
        let words = reader.lines_of(start + text.start..start + text.end)?.concat();
        if !words.trim().is_empty() {
            beside.comment(&words);
        }
    }
    reader.is_in_margin = true;
    let mut margins = Vec::new();
    for story in [story::HEADERS, story::BOXES_OF_HEADERS] {
        margins.extend(reader.lines_of(file.story(story))?);
    }
    let mut notices = beside.notices();
    notices.extend(beside::margins(margins, &blocks));
    Ok(Document { name: String::new(), blocks, notices })
}

/// A paragraph: its characters, and what its end says.
struct Line {
    characters: Range<usize>,
    style: u16,
    outline: Option<u8>,
    list: u16,
    level: u8,
    /// In how many tables it stands.
    depth: usize,
    end: End,
    is_joined: bool,
}

/// What ends with a paragraph.
enum End {
    Paragraph,
    Cell,
    Row { row: Row, is_deleted: bool },
}

/// A field that is not at its end.
#[derive(Default)]
struct Field {
    /// How what it is to do begins.
    order: String,
    is_result: bool,
    has_shown: bool,
}

struct Reader<'f> {
    file: &'f File,
    numbering: Numbering,
    sections: BTreeSet<usize>,
    /// The characters of text boxes that were not read yet, by the one that they hang on; at the end those that hang on none.
    boxes: BTreeMap<usize, Vec<Range<usize>>>,
    /// The characters that notes hang on, and those of the notes.
    notes: Vec<(usize, Range<usize>)>,
    /// Notes in the order of their numbers in the text.
    numbered: Vec<Range<usize>>,
    /// Fields that are open, and of how many what they are to do goes on.
    fields: Vec<Field>,
    orders: usize,
    /// How many characters were read.
    read: usize,
    tables: usize,
    cells: usize,
    beside: Beside,
    /// Whether headers and footers are read, in which fields show numbers of pages.
    is_in_margin: bool,
    /// What a deleted end of a paragraph joins to the next.
    joined: String,
}

impl<'f> Reader<'f> {
    fn of(file: &'f File) -> Reader<'f> {
        let mut notes = Vec::new();
        for (marks, size, texts, story) in [
            (part::FOOTNOTE_MARKS, 2, part::FOOTNOTES, story::FOOTNOTES),
            (part::ENDNOTE_MARKS, 2, part::ENDNOTES, story::ENDNOTES),
        ] {
            let start = file.story(story).start;
            let texts = file.places(texts, 0).map(|(text, _)| start + text.start..start + text.end);
            notes.extend(file.places(marks, size).map(|(mark, _)| mark.start).zip(texts));
        }
        notes.sort_by_key(|(mark, _)| *mark);
        let start = file.story(story::TEXT_BOXES).start;
        let shapes = file.places(part::SHAPES, 26);
        let anchors: BTreeMap<Option<u32>, usize> = shapes.map(|(at, shape)| (u32_at(shape, 0), at.start)).collect();
        let mut texts: Vec<_> = file.places(part::TEXT_BOXES, 22).collect();
        // The last one is none.
        texts.pop();
        let mut boxes: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (text, said) in texts.into_iter().filter(|(_, said)| i16_at(said, 8) == Some(0)) {
            let anchor = anchors.get(&u32_at(said, 14)).copied().unwrap_or(usize::MAX);
            boxes.entry(anchor).or_default().push(start + text.start..start + text.end);
        }
        Reader {
            file,
            numbering: lists::numbering(file),
            sections: file.places(part::SECTIONS, 12).map(|(section, _)| section.end.saturating_sub(1)).collect(),
            boxes,
            notes,
            numbered: Vec::new(),
            fields: Vec::new(),
            orders: 0,
            read: 0,
            tables: 0,
            cells: 0,
            beside: Beside::default(),
            is_in_margin: false,
            joined: String::new(),
        }
    }

    /// Reads one of the texts, or a part of one.
    fn story(&mut self, characters: Range<usize>, blocks: &mut Vec<Block>) -> Result<(), Message> {
        // The same characters may be named any number of times.
        self.read = self.read.saturating_add(characters.len());
        if self.read as u64 > limits::IMPORT_UNPACKED {
            return Err(Message::new("import-too-deep"));
        }
        let lines = self.lines(characters)?;
        let outside = (std::mem::take(&mut self.fields), std::mem::take(&mut self.orders));
        self.blocks(&lines, 0, blocks)?;
        let is_open = !self.fields.is_empty();
        (self.fields, self.orders) = outside;
        // What stands behind the order of a field that never ends would be lost.
        if is_open { Err(damaged()) } else { Ok(()) }
    }

    fn lines(&self, characters: Range<usize>) -> Result<Vec<Line>, Message> {
        let mut lines = Vec::new();
        let mut told = Told::default();
        let mut start = characters.start;
        let mut open = None;
        for sign in self.file.signs(characters) {
            let is_end = match sign.unit {
                0x07 | 0x0d => true,
                0x0c => self.sections.contains(&sign.number),
                _ => false,
            };
            open = Some(sign).filter(|_| !is_end);
            if is_end {
                lines.push(self.line(start..sign.number + 1, sign, &mut told)?);
                start = sign.number + 1;
            }
            if lines.len() > limits::IMPORT_NODES {
                return Err(Message::new("import-too-deep"));
            }
        }
        if let Some(sign) = open {
            lines.push(self.line(start..sign.number + 1, sign, &mut told)?);
        }
        Ok(lines)
    }

    fn line(&self, characters: Range<usize>, end: Sign, told: &mut Told) -> Result<Line, Message> {
        let said = self.file.paragraph(end)?;
        let style = said.style.unwrap_or_default();
        self.file.characters(end, style, told)?;
        let is_deleted = told.said.is_deleted;
        let depth = said.depth();
        if depth > limits::IMPORT_DEPTH {
            return Err(Message::new("import-too-deep"));
        }
        let ends_row = (end.unit == 0x07 && said.ends_row) || (end.unit == 0x0d && said.ends_inner_row);
        let ends_cell = end.unit == 0x07 || (end.unit == 0x0d && said.ends_inner_cell);
        let end = match depth > 0 {
            true if ends_row => End::Row { row: said.row, is_deleted },
            true if ends_cell => End::Cell,
            _ => End::Paragraph,
        };
        Ok(Line {
            characters,
            style,
            outline: said.outline,
            list: said.list.unwrap_or_default(),
            level: said.level.unwrap_or_default(),
            depth,
            is_joined: is_deleted && matches!(end, End::Paragraph),
            end,
        })
    }

    /// The blocks of lines that stand in so many tables.
    fn blocks(&mut self, mut lines: &[Line], depth: usize, blocks: &mut Vec<Block>) -> Result<(), Message> {
        while let Some((line, rest)) = lines.split_first() {
            if line.depth <= depth {
                self.paragraph(line, blocks)?;
                lines = rest;
            } else {
                let end = lines.iter().position(|line| line.depth <= depth).unwrap_or(lines.len());
                self.table(&lines[..end], depth + 1, blocks)?;
                lines = &lines[end..];
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, line: &Line, blocks: &mut Vec<Block>) -> Result<(), Message> {
        let before = self.beside.hidden;
        let mut text = std::mem::take(&mut self.joined) + &self.words(line)?;
        // The end of the paragraph is deleted: the next goes on here.
        if line.is_joined {
            self.beside.deletions += 1;
            self.joined = text;
        } else {
            let is_hidden = text.is_empty() && self.beside.hidden > before;
            if let Some(number) = self.number(line).filter(|_| !is_hidden) {
                text.insert_str(0, &number);
            }
            let heading = line.outline.filter(|level| *level < 9).map(|level| level + 1);
            blocks.push(Block::Paragraph(Paragraph { heading, text }));
        }
        let here: Vec<usize> = self.boxes.range(line.characters.clone()).map(|(anchor, _)| *anchor).collect();
        for characters in here.into_iter().flat_map(|anchor| self.boxes.remove(&anchor)).flatten().collect::<Vec<_>>() {
            self.story(characters, blocks)?;
        }
        Ok(())
    }

    /// The number that Word shows before a paragraph.
    fn number(&mut self, line: &Line) -> Option<String> {
        // Below zero the list is the same, and the paragraph is indented on its own.
        let list = line.list.cast_signed().unsigned_abs();
        // Not in a list, also where it once was in one.
        if matches!(line.list, 0 | 0xf801) {
            return None;
        }
        let number = self.numbering.next(&list.to_string(), usize::from(line.level));
        self.beside.unread_numbers += usize::from(number.is_none());
        number
    }

    fn words(&mut self, line: &Line) -> Result<String, Message> {
        let mut units: Vec<u16> = Vec::new();
        let mut told = Told::default();
        let (mut was_inserted, mut was_deleted, mut was_hidden, mut was_struck) = (false, false, false, false);
        for sign in self.file.signs(line.characters.clone()) {
            self.file.characters(sign, line.style, &mut told)?;
            let said = &told.said;
            let is_end = sign.number + 1 == line.characters.end && matches!(sign.unit, 0x07 | 0x0c | 0x0d);
            if is_end || self.is_of_field(sign.unit, said)? {
                continue;
            }
            let is_order = self.is_order(sign.unit, said);
            let is_struck = said.is_struck && !(is_order || said.is_deleted || said.is_hidden);
            let is_seen = !(is_order || said.is_deleted || said.is_hidden || is_struck);
            self.beside.deletions += usize::from(said.is_deleted && !was_deleted);
            self.beside.hidden += usize::from(said.is_hidden && !said.is_deleted && !is_order && !was_hidden);
            self.beside.insertions += usize::from(said.is_inserted && is_seen && !was_inserted);
            self.beside.struck += usize::from(is_struck && !was_struck);
            (was_deleted, was_hidden, was_struck) = (said.is_deleted, said.is_hidden, is_struck);
            was_inserted = said.is_inserted && is_seen;
            let before = units.len();
            if is_seen {
                self.show(sign, said, &mut units);
            }
            if let Some(field) = self.fields.last_mut() {
                field.has_shown |= units.len() > before;
                if is_order && field.order.len() < 40 {
                    field.order.extend(char::from_u32(u32::from(sign.unit)));
                }
            }
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// Follows the marks of fields: where one begins, what it shows begins, and it ends.
    fn is_of_field(&mut self, unit: u16, said: &Characters) -> Result<bool, Message> {
        match unit {
            0x13 if self.fields.len() == limits::IMPORT_DEPTH => return Err(Message::new("import-too-deep")),
            0x13 => {
                self.fields.push(Field::default());
                self.orders += 1;
            }
            0x14 => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
                    field.is_result = true;
                    self.orders -= 1;
                }
            }
            0x15 => {
                if let Some(field) = self.fields.pop() {
                    self.beside.objects.extend(field.embedded().filter(|_| !said.is_deleted).map(str::to_owned));
                    self.orders -= usize::from(!field.is_result);
                    self.beside.unread_fields += usize::from(field.is_lost() && !said.is_deleted);
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether a character says what a field is to do. The box of a form stands there too, and is seen.
    fn is_order(&self, unit: u16, said: &Characters) -> bool {
        let is_box = unit == 0x01 && said.is_data && self.fields.last().is_some_and(|field| !field.is_result);
        self.orders > usize::from(is_box) || self.is_in_margin && !self.fields.is_empty()
    }

    /// Puts down what a character shows.
    fn show(&mut self, sign: Sign, said: &Characters, units: &mut Vec<u16>) {
        if let Ok(at) = self.notes.binary_search_by_key(&sign.number, |(mark, _)| *mark) {
            self.numbered.push(self.notes[at].1.clone());
            units.extend(format!("〔注{}〕", self.numbered.len()).encode_utf16());
        }
        match (sign.unit, said.symbol) {
            (0x28, Some((font, code))) => {
                let font = self.file.fonts.get(usize::from(font)).map_or("", String::as_str);
                units.extend(symbol::shown(font, u32::from(code)).encode_utf16());
            }
            (0x01, _) if said.is_data => {
                units.extend(form::shown(self.file.data(said.data)).unwrap_or_default().encode_utf16());
            }
            // How an object looks that is told as such.
            (0x01, _) if self.fields.last().is_some_and(|field| field.embedded().is_some()) => {}
            (0x01, _) if said.is_special => self.beside.pictures += 1,
            (0x0b | 0x0c | 0x0e, _) => units.push(0x0a),
            (0x1e, _) => units.push(u16::from(b'-')),
            (0x09 | 0x20.., _) => {
                let small = char::from_u32(u32::from(sign.unit)).map(|c| said.height.shown(c));
                units.push(small.and_then(|c| u16::try_from(u32::from(c)).ok()).unwrap_or(sign.unit));
            }
            // Signs for other things, and hyphens where a line may end.
            _ => {}
        }
    }

    fn table(&mut self, lines: &[Line], depth: usize, blocks: &mut Vec<Block>) -> Result<(), Message> {
        let mut cells: Vec<&[Line]> = Vec::new();
        let mut drawn: Vec<(&Row, Vec<&[Line]>)> = Vec::new();
        let mut start = 0;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.depth == depth) {
            match &line.end {
                End::Paragraph => continue,
                End::Cell => cells.push(&lines[start..=at]),
                End::Row { .. } if start != at => return Err(damaged()),
                End::Row { is_deleted: true, .. } => {
                    self.beside.deletions += 1;
                    cells.clear();
                }
                End::Row { row, .. } => drawn.push((row, std::mem::take(&mut cells))),
            }
            start = at + 1;
        }
        if !cells.is_empty() {
            return Err(damaged());
        }
        if !drawn.is_empty() {
            self.drawn(&drawn, depth, blocks)?;
        }
        // They say that they stand in a table, and there is none around them.
        lines[start..].iter().try_for_each(|line| self.paragraph(line, blocks))
    }

    fn drawn(&mut self, drawn: &[(&Row, Vec<&[Line]>)], depth: usize, blocks: &mut Vec<Block>) -> Result<(), Message> {
        self.tables += 1;
        let number = self.tables;
        let columns = columns(drawn);
        self.beside.unread_columns += usize::from(columns.is_none());
        let mut rows = Rows::default();
        let mut nested = Vec::new();
        for (row, cells) in drawn {
            let edges = columns.as_ref().map(|columns| columns.of(row));
            for (at, cell) in cells.iter().enumerate() {
                let (column, width) = edges.as_ref().map_or((at, 1), |edges| (edges[at], edges[at + 1] - edges[at]));
                rows::count(&mut self.cells, column, width)?;
                let merged = columns.as_ref().map_or(Merged::default(), |_| merged(row, at));
                let text = self.cell(cell, depth, &mut nested)?;
                rows.cell(column, width, merged, text);
            }
            rows.end_row();
        }
        let table = Table { number, rows: rows.done(), has_columns: columns.is_some(), ..Table::default() };
        blocks.push(Block::Table(table));
        blocks.append(&mut nested);
        Ok(())
    }

    /// The words of a cell; tables within it stand behind the table.
    fn cell(&mut self, cell: &[Line], depth: usize, nested: &mut Vec<Block>) -> Result<String, Message> {
        let mut inside = Vec::new();
        self.blocks(cell, depth, &mut inside)?;
        let mut lines = Vec::new();
        for block in inside {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text),
                table @ Block::Table(_) => nested.push(table),
            }
        }
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    }

    /// The paragraphs of a text, and those of the cells of its tables.
    fn lines_of(&mut self, characters: Range<usize>) -> Result<Vec<String>, Message> {
        let mut inside = Vec::new();
        self.story(characters, &mut inside)?;
        Ok(lines(inside))
    }

    fn footnotes(&mut self, blocks: &mut Vec<Block>) -> Result<(), Message> {
        for (at, characters) in std::mem::take(&mut self.numbered).into_iter().enumerate() {
            let words = self.lines_of(characters)?;
            let text = format!("〔注{}〕{}", at + 1, words.join(" "));
            blocks.push(Block::Paragraph(Paragraph { heading: None, text }));
        }
        Ok(())
    }
}

impl Field {
    /// The kind of the object of another program that it shows.
    fn embedded(&self) -> Option<&str> {
        let mut words = self.order.split_whitespace();
        words.next().filter(|name| name.eq_ignore_ascii_case("EMBED")).map(|_| words.next().unwrap_or("OLE"))
    }

    /// Whether it shows something that stands nowhere in the text.
    fn is_lost(&self) -> bool {
        let name = self.order.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let shows = ["EQ", "SYMBOL", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "MACROBUTTON", "GOTOBUTTON"];
        !self.has_shown && shows.contains(&name.as_str())
    }
}

fn damaged() -> Message {
    Message::new("import-damaged")
}

/// How a cell goes on with those around it. Which of two signs is that of the first of cells merged beside one another,
/// descriptions of the format do not agree on: it is the one that comes first.
fn merged(row: &Row, at: usize) -> Merged {
    let across = |at: usize| row.cells[at].across;
    let is_merged = |at: &usize| across(*at) != 0;
    let first = (0..at).rev().take_while(is_merged).last();
    let down = match row.cells[at].down {
        1 => Some(Down::GoesOn),
        2 | 3 => Some(Down::First),
        _ => None,
    };
    Merged { across: is_merged(&at) && first.is_some_and(|first| across(first) != across(at)), down }
}

/// Where the columns of a table begin, from left to right.
struct Columns(Vec<i32>);

/// Edges that are this near stand below one another for a reader, in twentieths of a point.
const NEAR: i32 = 30;

/// The columns of a table; nothing where its rows do not say where their cells stand.
fn columns(rows: &[(&Row, Vec<&[Line]>)]) -> Option<Columns> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|(row, _)| row.edges()).collect();
    edges.sort_unstable();
    edges.dedup();
    let are_known = |columns: &Columns| {
        rows.iter().all(|(row, cells)| {
            row.cells.len() == cells.len() && columns.of(row).windows(2).all(|edges| edges[0] < edges[1])
        })
    };
    let mut near = edges.clone();
    let mut first = i32::MIN;
    near.retain(|edge| {
        let is_new = i64::from(*edge) - i64::from(first) > i64::from(NEAR);
        first = if is_new { *edge } else { first };
        is_new
    });
    [Columns(near), Columns(edges)].into_iter().find(are_known)
}

impl Columns {
    /// In which column each cell of a row begins, and the one behind the last.
    fn of(&self, row: &Row) -> Vec<usize> {
        row.edges().iter().map(|edge| self.0.partition_point(|column| column <= edge).saturating_sub(1)).collect()
    }
}
