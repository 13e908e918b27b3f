//! What lies on a sheet of Excel 97–2003 and in none of its cells: shapes and the boxes of forms by what they say, pictures,
//! charts and objects counted. Knows no cells.

use std::collections::BTreeMap;

use super::super::beside::Beside;
use super::super::compound::{size_at, u16_at};
use super::super::sheet::Shape;
use super::{kind, text::Text};

/// The shapes of a sheet, as its records tell of them one after the other: where, what it is, what it says.
#[derive(Default)]
pub(super) struct Shapes {
    /// Row from 1 and column of the next shape.
    next: (usize, usize),
    /// What the shape is of which the text may follow.
    open: Option<Open>,
    shapes: Vec<Shape>,
    /// The boxes of forms, by their row.
    boxes: BTreeMap<usize, Vec<(usize, String)>>,
}

/// A shape whose text may follow.
enum Open {
    Text,
    /// A box of a form, with or without a tick.
    Box(&'static str),
}

/// Kinds of objects.
mod object {
    pub(super) const CHART: u16 = 5;
    pub(super) const PICTURE: u16 = 8;
    pub(super) const CHECK_BOX: u16 = 0x0b;
    pub(super) const RADIO: u16 = 0x0c;
    pub(super) const EDIT: u16 = 0x0d;
    pub(super) const LIST: u16 = 0x12;
    pub(super) const DROP_DOWN: u16 = 0x14;
    pub(super) const NOTE: u16 = 0x19;
}

impl Shapes {
    /// Takes a record of one of the three kinds.
    pub(super) fn record(&mut self, kind: u16, pieces: &[&[u8]], beside: &mut Beside) {
        match kind {
            kind::DRAWING => self.next = anchor(pieces[0]).unwrap_or(self.next),
            kind::OBJECT => self.open = opened(pieces[0], beside),
            _ => {
                let length = u16_at(pieces[0], 10).map_or(0, usize::from);
                // The text stands in the first record that continues this one.
                let text = pieces.get(1..).and_then(|pieces| Text::of(pieces, 0).plain(length)).unwrap_or_default();
                let (row, column) = self.next;
                match self.open.take() {
                    Some(Open::Text) if !text.trim().is_empty() => {
                        self.shapes.push(Shape { row, column, text: text.replace('\r', "\n") });
                    }
                    Some(Open::Box(tick)) => {
                        self.boxes.entry(row).or_default().push((column, format!("{tick}{}", text.trim())));
                    }
                    _ => {}
                }
            }
        }
    }

    /// All shapes, the boxes of a row in one line.
    pub(super) fn done(mut self) -> Vec<Shape> {
        for (row, mut boxes) in self.boxes {
            boxes.sort_by_key(|(column, _)| *column);
            let column = boxes.first().map_or(0, |(column, _)| *column);
            let text = boxes.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ");
            self.shapes.push(Shape { row, column, text });
        }
        self.shapes
    }
}

/// What an object is whose text may follow; others are counted.
fn opened(data: &[u8], beside: &mut Beside) -> Option<Open> {
    match u16_at(data, 4)? {
        object::CHART => beside.charts += 1,
        object::PICTURE if part(data, 0x09).is_some() => beside.objects.push("OLE".to_owned()),
        object::PICTURE => beside.pictures += 1,
        object::CHECK_BOX | object::RADIO => {
            let is_ticked = part(data, 0x12).and_then(|state| u16_at(state, 0)) == Some(1);
            return Some(Open::Box(if is_ticked { "☑" } else { "□" }));
        }
        object::EDIT | object::LIST | object::DROP_DOWN => beside.unread_fields += 1,
        object::NOTE => {}
        _ => return Some(Open::Text),
    }
    None
}

/// The part of an object with a number.
fn part(data: &[u8], number: u16) -> Option<&[u8]> {
    let mut rest = data;
    loop {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        if kind == number {
            return rest.get(4..4 + length);
        }
        rest = rest.get(4 + length..)?;
    }
}

/// The cell in which a shape begins, of the records of its drawing.
fn anchor(data: &[u8]) -> Option<(usize, usize)> {
    let mut at = 0;
    let mut found = None;
    while let (Some(head), Some(kind), Some(length)) = (u16_at(data, at), u16_at(data, at + 2), size_at(data, at + 4)) {
        if kind == 0xf010 {
            found = u16_at(data, at + 14).zip(u16_at(data, at + 10));
        }
        // Records that hold others are looked into.
        at = if head & 0xf == 0xf { at + 8 } else { at.saturating_add(8).saturating_add(length) };
    }
    found.map(|(row, column)| (usize::from(row) + 1, usize::from(column)))
}
