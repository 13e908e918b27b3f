//! How the lists of a Word document are numbered. Counts nothing itself.

use std::collections::BTreeMap;

use super::super::compound::{size_at, u16_at, u32_at};
use super::super::numbering::{Level, Number, Numbering};
use super::file::{File, part};

/// The numbering of a document's lists, each by its number among the uses of lists.
pub(super) fn numbering(file: &File) -> Numbering {
    let lists = lists(file.behind_part(part::LISTS), file.part(part::LISTS).len());
    Numbering::of(uses(file.part(part::LIST_USES), &lists).unwrap_or_default())
}

/// The levels of each list by its identity. They stand behind the table of lists.
fn lists(table: &[u8], length: usize) -> BTreeMap<u32, Vec<Level>> {
    let mut lists = BTreeMap::new();
    let mut levels = table.get(length..).unwrap_or_default();
    let count = u16_at(table, 0).map_or(0, usize::from);
    for list in table.get(2..length).unwrap_or_default().chunks_exact(28).take(count) {
        let is_simple = list[26] & 1 != 0;
        let mut read = Vec::new();
        for _ in 0..if is_simple { 1 } else { 9 } {
            let Some((level, length)) = level(levels) else { return lists };
            read.push(level);
            levels = &levels[length..];
        }
        lists.insert(u32_at(list, 0).unwrap_or_default(), read);
    }
    lists
}

/// The uses of lists: fixed records, then for each what is another than in the list.
fn uses(table: &[u8], lists: &BTreeMap<u32, Vec<Level>>) -> Option<BTreeMap<String, Number>> {
    let count = size_at(table, 0).unwrap_or_default();
    let records = table.get(4..4 + count.checked_mul(16)?)?;
    let mut rest = &table[4 + records.len()..];
    let mut uses = BTreeMap::new();
    for (at, record) in records.chunks_exact(16).enumerate() {
        let id = u32_at(record, 0)?;
        let mut number =
            Number { list: id.to_string(), levels: lists.get(&id).cloned().unwrap_or_default(), ..Number::default() };
        rest = rest.get(4..).unwrap_or_default();
        for _ in 0..record[12] {
            let (start, flags) = (u32_at(rest, 0)?, u32_at(rest, 4)?);
            let of = (flags & 0xf) as usize;
            rest = &rest[8..];
            if flags & 0x20 != 0 {
                let (level, length) = level(rest)?;
                rest = &rest[length..];
                if let Some(replaced) = number.levels.get_mut(of) {
                    *replaced = level;
                }
            } else if flags & 0x10 != 0 {
                number.starts.insert(of, start);
            }
        }
        uses.insert((at + 1).to_string(), number);
    }
    Some(uses)
}

/// A level at the beginning of the bytes, and how many it takes.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let flags = bytes.get(5)?;
    let lists = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let text = 28 + lists;
    let length = u16_at(bytes, text).map(usize::from)?;
    let units = bytes.get(text + 2..text + 2 + 2 * length)?.chunks_exact(2);
    let units: Vec<u16> = units.map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    // Numbers of levels stand in the text as characters that are none.
    let placed = |c: char| if c < '\u{9}' { format!("%{}", c as u32 + 1) } else { c.to_string() };
    let level = Level {
        start: u32_at(bytes, 0)?.min(0x7fff),
        format: format(bytes[4]).to_owned(),
        text: String::from_utf16_lossy(&units).chars().map(placed).collect(),
        style: None,
        restarts_after: (flags & 8 != 0).then(|| usize::from(bytes[26])),
        is_legal: flags & 4 != 0,
    };
    Some((level, text + 2 + 2 * length))
}

/// The name of a way to write numbers.
fn format(code: u8) -> &'static str {
    match code {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 | 19 => "decimalFullWidth",
        18 => "decimalEnclosedCircle",
        22 => "decimalZero",
        23 => "bullet",
        28 => "decimalEnclosedCircleChinese",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        33 => "taiwaneseCounting",
        35 => "taiwaneseCountingThousand",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}
