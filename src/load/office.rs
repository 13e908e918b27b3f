//! The text of office documents, which are archives of XML (OOXML, ISO/IEC 29500; OpenDocument, ISO/IEC 26300), and of what
//! other archives hold. Reads words and tables, not looks; of what is packed, no more than a limit is unpacked.

use std::io::{Cursor, Read, Seek};

use encoding_rs::UTF_8;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::look::{Look, Table, Unreadable};
use crate::limits;
use crate::media::{self, Bytes};

/// Looks through the text of a file of an ending. Nothing is known of the text of other kinds, scans among them.
pub(super) fn look_through(file: impl Read + Seek, ending: &str, look: &mut Look<'_>) -> Result<(), Unreadable> {
    let mut left = limits::ATTACHMENT_TEXT;
    match media::kind(ending).map(|kind| kind.bytes) {
        Some(bytes) if bytes == media::ZIP => archive(file, ending, 0, &mut left, look),
        _ => Ok(()),
    }
}

/// How deep archives within archives are looked into.
const DEPTH: usize = 2;

fn archive(
    file: impl Read + Seek,
    ending: &str,
    depth: usize,
    left: &mut u64,
    look: &mut Look<'_>,
) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(file).map_err(|_| Unreadable::Other)?;
    let names = archive.file_names().map(|name| name.map(|name| name.into_owned()));
    let names: Vec<String> = names.collect::<Result<_, _>>().map_err(|_| Unreadable::Other)?;
    let mut names: Vec<(usize, String)> = names.into_iter().enumerate().collect();
    // The words of a workbook stand before the sheets that show them.
    names.sort_by_key(|(_, name)| name != SHARED);
    let mut shared = Vec::new();
    for (at, name) in names {
        let inner = media::ending(&name);
        let is_sheet = ending == "xlsx" && name.starts_with("xl/worksheets/") && inner == "xml";
        let is_words = is_sheet || name == SHARED || holds_words(ending, &name);
        let kind = media::kind(&inner).filter(|kind| !is_words && [media::ZIP, Bytes::Text].contains(&kind.bytes));
        if !is_words && (kind.is_none() || depth == DEPTH) {
            continue;
        }
        let bytes = unpacked(&mut archive, at, left)?;
        match kind.map(|kind| kind.bytes) {
            None if name == SHARED => shared = shared_words(&bytes)?,
            None if is_sheet => sheet(&bytes, &shared, left, look)?,
            None => words(&bytes, look)?,
            Some(like) => {
                let read = match like {
                    Bytes::Text => look.through_text(&inner, &bytes),
                    _ => self::archive(Cursor::new(bytes), &inner, depth + 1, left, look),
                };
                // Of what lies in an archive the ending alone is known; what is something else has no text.
                if let Err(Unreadable::TooLong) = read {
                    return Err(Unreadable::TooLong);
                }
            }
        }
    }
    Ok(())
}

const SHARED: &str = "xl/sharedStrings.xml";

/// Whether a part of a document of an ending holds words that are shown.
fn holds_words(ending: &str, part: &str) -> bool {
    let folders: &[&str] = match ending {
        "docx" => &["word/"],
        "pptx" => &["ppt/slides/", "ppt/notesSlides/", "ppt/comments/"],
        "xlsx" => &["xl/comments", "xl/threadedComments/", "xl/drawings/"],
        "odt" | "ods" | "odp" => &["content.xml", "styles.xml"],
        "ofd" => &["Doc_"],
        _ => &[],
    };
    part.ends_with(".xml") && folders.iter().any(|folder| part.starts_with(folder))
}

fn unpacked(archive: &mut ZipArchive<impl Read + Seek>, at: usize, left: &mut u64) -> Result<Vec<u8>, Unreadable> {
    let part = archive.by_index(at).map_err(|_| Unreadable::TooLong)?;
    let mut bytes = Vec::new();
    part.take(*left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::TooLong)?;
    *left = left.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooLong)?;
    Ok(bytes)
}

/// The words of XML in order, each with what it stands in.
fn each_event(xml: &[u8], mut take: impl FnMut(Event<'_>)) -> Result<(), Unreadable> {
    let (xml, ..) = UTF_8.decode(xml);
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|_| Unreadable::Other)? {
            Event::Eof => return Ok(()),
            event => take(event),
        }
    }
}

/// The words of an event, where it is one of words.
fn said(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            _ => quick_xml::escape::resolve_predefined_entity(&name.xml10_content()).map(str::to_owned),
        },
        _ => None,
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// Looks through the words and the tables of a part of a document.
fn words(xml: &[u8], look: &mut Look<'_>) -> Result<(), Unreadable> {
    let (mut prose, mut cell, mut row) = (String::new(), String::new(), Vec::new());
    let (mut table, mut cells, mut span) = (Table::default(), 0_usize, 1_usize);
    each_event(xml, |event| {
        let to = if cells > 0 { &mut cell } else { &mut prose };
        if let Some(said) = said(&event) {
            to.push_str(&said);
        }
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "br" | "cr" | "tab" | "line-break" | "s" | "TextCode" => to.push(' '),
                "noBreakHyphen" => to.push('-'),
                "gridSpan" => span = repeated(attribute(tag, "val")),
                "tbl" | "table" => {
                    // What stands in a cell around it is read before it.
                    prose.push_str(&std::mem::take(&mut cell));
                    table.add(&std::mem::take(&mut row), look);
                    table = Table::default();
                }
                "tc" | "table-cell" | "covered-table-cell" => {
                    cells += 1;
                    span = repeated(attribute(tag, "number-columns-repeated"));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "p" | "h" => to.push(if cells > 0 { ' ' } else { '\n' }),
                "tc" | "table-cell" | "covered-table-cell" => {
                    cells = cells.saturating_sub(1);
                    let said = std::mem::take(&mut cell);
                    match row.len() < MOST_COLUMNS {
                        true => row.extend(std::iter::once(said).chain(std::iter::repeat_n(String::new(), span - 1))),
                        false => prose.push_str(&said),
                    }
                    span = 1;
                }
                "tr" | "table-row" => table.add(&std::mem::take(&mut row), look),
                _ => {}
            },
            _ => {}
        }
    })?;
    table.add(&row, look);
    look.through(&prose);
    look.through(&cell);
    Ok(())
}

/// How many columns a cell takes.
fn repeated(written: Option<String>) -> usize {
    written.and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATED)
}

const MOST_REPEATED: usize = 64;
/// Of a sheet, the columns that are kept apart.
const MOST_COLUMNS: usize = 256;

/// The words that the cells of a workbook share, by number.
fn shared_words(xml: &[u8]) -> Result<Vec<String>, Unreadable> {
    let (mut shared, mut one, mut is_reading) = (Vec::new(), String::new(), false);
    each_event(xml, |event| match &event {
        Event::Start(tag) if tag.local_name().as_ref() == "t" => is_reading = true,
        Event::End(tag) if tag.local_name().as_ref() == "t" => is_reading = false,
        Event::End(tag) if tag.local_name().as_ref() == "si" => shared.push(std::mem::take(&mut one)),
        event if is_reading => one.extend(said(event)),
        _ => {}
    })?;
    Ok(shared)
}

/// Looks through a sheet of a workbook. What its cells share is counted as often as it is shown.
fn sheet(xml: &[u8], shared: &[String], left: &mut u64, look: &mut Look<'_>) -> Result<(), Unreadable> {
    let (mut table, mut row) = (Table::default(), Vec::<String>::new());
    let (mut value, mut is_reading, mut is_shared) = (String::new(), false, false);
    each_event(xml, |event| match &event {
        Event::Start(tag) => match tag.local_name().as_ref() {
            "c" => {
                is_shared = attribute(tag, "t").as_deref() == Some("s");
                let column = attribute(tag, "r").and_then(|place| column(&place)).unwrap_or(row.len());
                row.resize(column.clamp(row.len(), MOST_COLUMNS.max(row.len())), String::new());
            }
            "v" | "t" => is_reading = true,
            _ => {}
        },
        Event::End(tag) => match tag.local_name().as_ref() {
            "v" | "t" => is_reading = false,
            "c" => {
                let value = std::mem::take(&mut value);
                let of_shared = value.parse().ok().filter(|_| is_shared).and_then(|number: usize| shared.get(number));
                *left = left.saturating_sub(of_shared.map_or(0, |words| words.len() as u64));
                row.push(of_shared.filter(|_| *left > 0).cloned().unwrap_or_else(|| plain_number(value)));
            }
            "row" => table.add(&std::mem::take(&mut row), look),
            _ => {}
        },
        event if is_reading => value.extend(said(event)),
        _ => {}
    })?;
    if *left == 0 { Err(Unreadable::TooLong) } else { Ok(()) }
}

/// The column of a place, from 0: `C7` is 2.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.fold(0, |number: usize, letter| number.saturating_mul(26) + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

/// A number as a cell shows it: not `1.38E10`.
fn plain_number(value: String) -> String {
    match value.parse::<f64>() {
        Ok(number) if value.contains(['e', 'E']) && number.abs() < 1e18 => number.to_string(),
        _ => value,
    }
}
