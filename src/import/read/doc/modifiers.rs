//! Lists of property modifiers (sprms) → what they say of characters, paragraphs and rows of tables. Knows nothing of places.

use super::super::compound::{i16_at, u16_at, u32_at};
use super::super::symbol::Height;

/// The modifiers of a list: which property, and what it is to be.
pub(super) fn modifiers(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let property = u16_at(rest, 0)?;
        let head = match (property, property >> 13) {
            (DEFINE_TABLE | DEFINE_TABLE_10, _) => 4,
            (_, 6) => 3,
            _ => 2,
        };
        let length = match (property, property >> 13) {
            (DEFINE_TABLE | DEFINE_TABLE_10, _) => usize::from(u16_at(rest, 2)?).checked_sub(1)?,
            (CHANGE_TABS, _) if rest.get(2) == Some(&255) => {
                let deleted = usize::from(*rest.get(3)?);
                2 + 4 * deleted + 3 * usize::from(*rest.get(4 + 4 * deleted)?)
            }
            (_, 6) => usize::from(*rest.get(2)?),
            (_, 0 | 1) => 1,
            (_, 3) => 4,
            (_, 7) => 3,
            _ => 2,
        };
        let value = rest.get(head..head + length)?;
        rest = &rest[head + length..];
        Some((property, value))
    })
}

/// Of a row, by the format.
const MOST_CELLS: usize = 64;
const CHANGE_TABS: u16 = 0xc615;
const DEFINE_TABLE: u16 = 0xd608;
const DEFINE_TABLE_10: u16 = 0xd606;

/// The modifier that a piece of text carries in two bytes.
pub(super) fn of_piece(short: u16) -> Option<[u8; 3]> {
    let property: u16 = match short >> 1 & 0x7f {
        0x0c => 0x260a,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x50 => 0x0811,
        0x5c => 0x083c,
        0x75 => 0x0855,
        0x78 => 0x2640,
        _ => return None,
    };
    let [low, high] = property.to_le_bytes();
    Some([low, high, (short >> 8) as u8])
}

/// What is said of characters.
#[derive(Clone, Default)]
pub(super) struct Characters {
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    pub(super) is_hidden: bool,
    pub(super) is_struck: bool,
    pub(super) height: Height,
    /// Whether a character is a sign for something else.
    pub(super) is_special: bool,
    /// Whether the sign for a picture is one for a field of a form.
    pub(super) is_data: bool,
    /// Where the picture or field is described.
    pub(super) data: usize,
    /// Font and code of a symbol.
    pub(super) symbol: Option<(u16, u16)>,
}

impl Characters {
    /// Takes over what a list says; `is_hidden` tells whether a style hides its words.
    pub(super) fn take(&mut self, list: &[u8], of_paragraph: bool, is_hidden: impl Fn(u16) -> bool) {
        let mut of_style = of_paragraph;
        for (property, value) in modifiers(list) {
            let toggled = |by_style: bool| match value.first() {
                Some(0x80) => by_style,
                Some(0x81) => !by_style,
                first => first == Some(&1),
            };
            match property {
                0x0800 => self.is_deleted = toggled(false),
                0x0801 => self.is_inserted = toggled(false),
                0x0806 => self.is_data = toggled(false),
                0x0811 => self.is_hidden |= toggled(false),
                0x0837 => self.is_struck = toggled(false),
                0x2a53 => self.is_struck |= toggled(false),
                0x083c => self.is_hidden = toggled(of_style),
                0x0855 => self.is_special = toggled(false),
                0x2a33 => (self.is_hidden, self.is_struck, self.height) = (of_style, false, Height::OnLine),
                0x2a48 => {
                    self.height = match value.first() {
                        Some(1) => Height::Above,
                        Some(2) => Height::Below,
                        _ => Height::OnLine,
                    }
                }
                0x4a30 => {
                    of_style = of_paragraph || u16_at(value, 0).is_some_and(&is_hidden);
                    self.is_hidden = of_style;
                }
                0x6a03 => self.data = u32_at(value, 0).unwrap_or_default() as usize,
                0x6a09 => self.symbol = u16_at(value, 0).zip(u16_at(value, 2)),
                _ => {}
            }
        }
    }
}

/// What is said of a paragraph.
#[derive(Clone, Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<u16>,
    pub(super) outline: Option<u8>,
    /// Which list it belongs to, from 1; to none by 0.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    /// In how many tables it stands.
    pub(super) depth: u32,
    pub(super) is_in_table: bool,
    /// Whether its end is that of a row, or of a cell within a cell.
    pub(super) ends_row: bool,
    pub(super) ends_inner_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) row: Row,
    /// Where more is said of it.
    pub(super) more: Option<usize>,
}

impl Paragraph {
    /// Takes over what a list says.
    pub(super) fn take(&mut self, list: &[u8]) {
        for (property, value) in modifiers(list) {
            let is_on = value.first() == Some(&1);
            match property {
                0x2416 => self.is_in_table = is_on,
                0x2417 => self.ends_row = is_on,
                0x244b => self.ends_inner_cell = is_on,
                0x244c => self.ends_inner_row = is_on,
                0x260a => self.level = value.first().copied(),
                0x2640 => self.outline = value.first().copied(),
                0x4600 => self.style = u16_at(value, 0),
                0x460b => self.list = u16_at(value, 0),
                0x6645 | 0x6646 | 0x646b => self.more = u32_at(value, 0).map(|at| at as usize),
                0x6649 => self.depth = u32_at(value, 0).unwrap_or_default(),
                0x664a => self.depth = self.depth.saturating_add_signed(u32_at(value, 0).unwrap_or_default() as i32),
                _ => self.row.take(property, value),
            }
        }
    }

    /// In how many tables it stands; older programs say only whether in one.
    pub(super) fn depth(&self) -> usize {
        if self.is_in_table { self.depth.max(1) as usize } else { 0 }
    }
}

/// What is said of the cells of a row.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    left: i32,
    pub(super) cells: Vec<Sides>,
    /// Where the row was moved to, and how much its words stand off.
    moved: Option<i32>,
    gap: i32,
}

/// A cell of a row: its width, and how it is merged.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) width: i32,
    pub(super) across: u16,
    pub(super) down: u16,
}

impl Row {
    fn take(&mut self, property: u16, value: &[u8]) {
        let number = |at| i16_at(value, at).map_or(0, i32::from);
        let byte = |at: usize| value.get(at).copied().map_or(0, usize::from);
        let first = byte(0).min(self.cells.len());
        let range = first..byte(1).clamp(first, self.cells.len());
        match property {
            DEFINE_TABLE => self.define(value),
            0x9601 => self.moved = Some(number(0)),
            0x9602 => self.gap = number(0),
            // Cells are put in, taken out, made wider, merged, and split again.
            0x7621 => {
                let most = MOST_CELLS.saturating_sub(self.cells.len());
                let new = std::iter::repeat_n(Sides { width: number(2), ..Sides::default() }, byte(1).min(most));
                self.cells.splice(first..first, new);
            }
            0x5622 => _ = self.cells.drain(range),
            0x7623 => self.cells[range].iter_mut().for_each(|cell| cell.width = number(2)),
            0x5624 | 0x5625 => {
                for (at, cell) in self.cells[range].iter_mut().enumerate() {
                    cell.across = if property == 0x5625 { 0 } else { 1 + u16::from(at > 0) };
                }
            }
            0xd62b => {
                if let Some(cell) = self.cells.get_mut(byte(0)) {
                    cell.down = byte(1) as u16;
                }
            }
            _ => {}
        }
    }

    fn define(&mut self, value: &[u8]) {
        let count = value.first().copied().map_or(0, usize::from);
        let edge = |at: usize| i16_at(value, 1 + 2 * at).map_or(0, i32::from);
        self.left = edge(0);
        let cells = (0..count).map(|at| {
            let flags = u16_at(value, 3 + 2 * count + 20 * at).unwrap_or_default();
            Sides { width: edge(at + 1) - edge(at), across: flags & 3, down: flags >> 5 & 3 }
        });
        self.cells = cells.collect();
    }

    /// Where the cells begin and the last one ends, from left to right.
    pub(super) fn edges(&self) -> Vec<i32> {
        let mut at = self.moved.map_or(self.left, |moved| moved - self.gap);
        let mut edges = vec![at];
        edges.extend(self.cells.iter().map(|cell| {
            at += cell.width;
            at
        }));
        edges
    }
}
