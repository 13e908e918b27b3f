//! Looks through the text of attachments for personal data, piece by piece and row by row. Knows no form of files but text.

use std::collections::BTreeSet;

use encoding_rs::GB18030;

use crate::limits;
use crate::privacy::{self, Form, Found, Personal};

/// Why the text of an attachment cannot be looked through.
pub(super) enum Unreadable {
    /// It is not what its ending says.
    Other,
    /// It is longer than is looked through, or locked.
    TooLong,
}

/// Of a text that is looked through at once, in bytes.
const PIECE: usize = 64 * 1024;
/// Longer than what is found, with what stands around it, in bytes.
const OVERLAP: usize = 1024;

/// What was found in the text of an attachment so far.
pub(super) struct Look<'a> {
    own: &'a [String],
    pub(super) found: BTreeSet<(Personal, String)>,
}

impl<'a> Look<'a> {
    /// Nothing so far; `own` are the domains of the publisher.
    pub(super) fn new(own: &'a [String]) -> Look<'a> {
        Look { own, found: BTreeSet::new() }
    }

    /// Looks through words, piece by piece, so that they take no more room than they are long.
    pub(super) fn through(&mut self, text: &str) {
        let mut start = 0;
        // More finds would not be told one by one.
        while start < text.len() && self.found.len() < limits::FINDINGS {
            let least = text.ceil_char_boundary(start + PIECE);
            let line = text[least..text.floor_char_boundary(least + PIECE)].find('\n').map(|end| least + end + 1);
            let end = line.unwrap_or(least);
            let piece = &text[start..end];
            self.take(piece, &privacy::find_in_made(piece, Form::Plain, self.own));
            // What a cut would divide is looked at once more.
            start = if line.is_some() || end == text.len() { end } else { text.floor_char_boundary(end - OVERLAP) };
        }
    }

    /// Looks through a row of a table below the heads of its columns, however far they stand from it.
    fn through_row(&mut self, heads: &str, row: &str) {
        if self.found.len() >= limits::FINDINGS {
            return;
        }
        if row.len() > PIECE {
            return self.through(row);
        }
        let text = [heads, row].concat();
        self.take(&text, &privacy::find(&text, Form::Plain, self.own));
    }

    fn take(&mut self, text: &str, found: &[Found]) {
        self.found.extend(found.iter().map(|one| (one.kind, privacy::masked(text, one))));
    }

    /// Looks through a file of text.
    pub(super) fn through_text(&mut self, ending: &str, bytes: &[u8]) -> Result<(), Unreadable> {
        if bytes.len() as u64 > limits::ATTACHMENT_TEXT {
            return Err(Unreadable::TooLong);
        }
        let text = decoded(bytes).ok_or(Unreadable::Other)?;
        if ending != "csv" {
            self.through(&text);
            return Ok(());
        }
        let mut table = Table::default();
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
        let mut rows = csv::ReaderBuilder::new();
        let rows = rows.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        for row in rows.into_records() {
            let row = row.map_err(|_| Unreadable::Other)?;
            table.add(&row.iter().map(str::to_owned).collect::<Vec<_>>(), self);
        }
        Ok(())
    }
}

/// A text in UTF-8 or GB 18030, without its mark of the order of bytes. Bytes that hold a NUL are none.
fn decoded(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
            Some(text.into_owned())
        }
    }
}

/// A table that is read row by row: what stands in a cell is told by the head of its column.
#[derive(Default)]
pub(super) struct Table {
    rows: usize,
    filled: usize,
    head: String,
    /// Whether what stands below the heads is personal data for what they say alone.
    is_suspect: bool,
}

/// In how many rows from the first the heads of the columns are looked for: titles and units stand above them.
const HEAD_ROWS: usize = 10;
/// How many columns have heads, and how many characters of each, from its end, are read.
const HEADS: usize = 64;
const HEAD: usize = 16;

impl Table {
    /// Takes the next row and looks through it, as it stands below its heads.
    pub(super) fn add(&mut self, row: &[String], look: &mut Look<'_>) {
        let line = as_line(row.iter().map(String::as_str));
        if self.is_suspect || privacy::is_suspect(&line, Form::Plain) {
            look.through_row(&self.head, &line);
        }
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_head = |cell: &String| cell.chars().filter(char::is_ascii_digit).count() < 7;
        if self.rows < HEAD_ROWS && filled > self.filled && row.iter().all(is_head) {
            let end = |cell: &'_ String| cell.char_indices().rev().nth(HEAD - 1).map_or(0, |(at, _)| at);
            let heads = as_line(row.iter().take(HEADS).map(|cell| &cell[end(cell)..]));
            self.head = heads + "|" + &"---|".repeat(row.len().min(HEADS)) + "\n";
            self.filled = filled;
            self.is_suspect = privacy::is_suspect(&self.head, Form::Plain);
        }
        self.rows += usize::from(filled > 0);
    }
}

fn as_line<'a>(row: impl Iterator<Item = &'a str>) -> String {
    let cells: String = row.map(|cell| cell.replace(['\r', '\n', '|'], " ") + "|").collect();
    format!("|{cells}\n")
}
