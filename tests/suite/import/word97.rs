//! Word documents of 1997 to 2003, written here as little as the format asks for: streams, pieces of text, what is said of them.

use std::io::{Cursor, Write};

/// A paragraph: runs of words, each with what is said of it; how it ends; what is said of it and of its piece of the text.
#[derive(Clone, Default)]
pub(crate) struct P {
    pub(crate) runs: Vec<(String, Vec<u8>)>,
    pub(crate) end: Option<char>,
    pub(crate) end_said: Vec<u8>,
    pub(crate) said: Vec<u8>,
    pub(crate) piece: u16,
}

/// What a document is made of.
#[derive(Default)]
pub(crate) struct Doc {
    /// The main text, footnotes and text boxes.
    pub(crate) main: Vec<P>,
    pub(crate) footnotes: Vec<P>,
    pub(crate) boxes: Vec<P>,
    /// Parts of the table stream by their number in the head; what follows a part without belonging to it stands behind.
    pub(crate) parts: Vec<(usize, Vec<u8>, Vec<u8>)>,
    /// Lists that pieces name.
    pub(crate) lists: Vec<Vec<u8>>,
    pub(crate) data: Vec<u8>,
    pub(crate) flags: u16,
}

/// A modifier that says a number in so many bytes.
pub(crate) fn sprm(property: u16, value: &[u8]) -> Vec<u8> {
    [property.to_le_bytes().as_slice(), value].concat()
}

pub(crate) const DELETED: [u8; 3] = [0x00, 0x08, 1];
pub(crate) const INSERTED: [u8; 3] = [0x01, 0x08, 1];
pub(crate) const HIDDEN: [u8; 3] = [0x3c, 0x08, 1];
pub(crate) const SPECIAL: [u8; 3] = [0x55, 0x08, 1];

/// A paragraph of words.
pub(crate) fn p(words: &str) -> P {
    P { runs: vec![(words.to_owned(), Vec::new())], ..P::default() }
}

impl P {
    pub(crate) fn and(mut self, words: &str, said: &[u8]) -> P {
        self.runs.push((words.to_owned(), said.to_vec()));
        self
    }

    pub(crate) fn said(mut self, said: &[u8]) -> P {
        self.said.extend(said);
        self
    }

    pub(crate) fn end(mut self, end: char, said: &[u8]) -> P {
        (self.end, self.end_said) = (Some(end), said.to_vec());
        self
    }

    /// As one that stands in so many tables.
    pub(crate) fn inside(self, depth: u32) -> P {
        let said = [sprm(0x2416, &[1]), sprm(0x6649, &depth.to_le_bytes())].concat();
        self.said(&said)
    }

    /// As the last of a cell.
    pub(crate) fn cell(self, depth: u32) -> P {
        match depth {
            1 => self.inside(1).end('\u{7}', &[]),
            _ => self.inside(depth).said(&sprm(0x244b, &[1])),
        }
    }
}

/// The end of a row: edges of cells and their flags.
pub(crate) fn row(depth: u32, edges: &[i16], flags: &[u16]) -> P {
    let mut table = vec![flags.len() as u8];
    table.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        table.extend(flags.to_le_bytes());
        table.extend([0; 18]);
    }
    let mut define = 0xd608_u16.to_le_bytes().to_vec();
    define.extend((table.len() as u16 + 1).to_le_bytes());
    define.extend(table);
    let end = match depth {
        1 => p("").inside(1).said(&sprm(0x2417, &[1])).end('\u{7}', &[]),
        _ => p("").inside(depth).said(&sprm(0x244c, &[1])),
    };
    end.said(&define)
}

/// Places with what is said of each.
pub(crate) fn plc(places: &[u32], said: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes: Vec<u8> = places.iter().flat_map(|place| place.to_le_bytes()).collect();
    bytes.extend(said.iter().flatten());
    bytes
}

impl Doc {
    /// The file.
    pub(crate) fn file(mut self) -> Vec<u8> {
        const HEAD: usize = 1536;
        let mut main = vec![0; HEAD];
        let (mut characters, mut paragraphs, mut pieces, mut places) =
            (Vec::new(), Vec::new(), Vec::new(), vec![0_u32]);
        let stories = [std::mem::take(&mut self.main), std::mem::take(&mut self.footnotes), Vec::new(), Vec::new()];
        let stories = stories.into_iter().chain([Vec::new(), Vec::new(), std::mem::take(&mut self.boxes), Vec::new()]);
        for (story, paragraphs_of) in stories.enumerate() {
            let begin = *places.last().expect("a place");
            for paragraph in paragraphs_of {
                main.resize(main.len().next_multiple_of(2), 0);
                let start = main.len();
                let end = paragraph.end.unwrap_or('\r').to_string();
                let is_narrow = paragraph.runs.iter().all(|(words, _)| words.is_ascii());
                let runs = paragraph.runs.iter().map(|(words, said)| (words, said));
                let mut count = 0;
                for (words, said) in runs.chain([(&end, &paragraph.end_said)]) {
                    let from = main.len();
                    for unit in words.encode_utf16() {
                        main.extend(&unit.to_le_bytes()[..if is_narrow { 1 } else { 2 }]);
                        count += 1;
                    }
                    characters.push((from, main.len(), chpx(said)));
                }
                let said = match paragraph.said.len() {
                    ..300 => paragraph.said,
                    length => {
                        let at = self.data.len() as u32;
                        self.data.extend((length as u16).to_le_bytes());
                        self.data.extend(&paragraph.said);
                        sprm(0x6646, &at.to_le_bytes())
                    }
                };
                paragraphs.push((start, main.len(), papx(&said)));
                places.push(places.last().expect("a place") + count);
                let stored = if is_narrow { (start as u32 * 2) | 0x4000_0000 } else { start as u32 };
                pieces.push([&[0, 0], stored.to_le_bytes().as_slice(), &paragraph.piece.to_le_bytes()].concat());
            }
            let length = places.last().expect("a place") - begin;
            main[76 + 4 * story..80 + 4 * story].copy_from_slice(&length.to_le_bytes());
        }
        let mut table: Vec<u8> = self
            .lists
            .iter()
            .flat_map(|list| [[1].as_slice(), &(list.len() as u16).to_le_bytes(), list.as_slice()].concat())
            .collect();
        let text = plc(&places, &pieces);
        table.extend([&[2], (text.len() as u32).to_le_bytes().as_slice(), &text].concat());
        let mut parts = vec![(33, 0, table.len())];
        for (part, runs, size) in [(12, characters, 1), (13, paragraphs, 13)] {
            let (edges, pages) = pages(&mut main, &runs, size);
            let bytes = plc(&edges, &pages);
            parts.push((part, table.len(), bytes.len()));
            table.extend(bytes);
        }
        for (part, bytes, behind) in &self.parts {
            parts.push((*part, table.len(), bytes.len()));
            table.extend(bytes.iter().chain(behind));
        }
        for (at, value) in [(0, 0xa5ec), (2, 0xc1), (10, 0x200 | self.flags), (32, 14), (62, 22), (152, 0x5d)] {
            main[at..at + 2].copy_from_slice(&u16::to_le_bytes(value));
        }
        for (part, at, length) in parts {
            main[154 + 8 * part..158 + 8 * part].copy_from_slice(&(at as u32).to_le_bytes());
            main[158 + 8 * part..162 + 8 * part].copy_from_slice(&(length as u32).to_le_bytes());
        }
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .expect("memory to write to");
        for (name, bytes) in [("/WordDocument", main), ("/1Table", table), ("/Data", self.data)] {
            let mut stream = file.create_stream(name).expect("memory to write to");
            stream.write_all(&bytes).expect("memory to write to");
        }
        file.into_inner().into_inner()
    }
}

fn chpx(said: &[u8]) -> Vec<u8> {
    [&[said.len() as u8], said].concat()
}

fn papx(said: &[u8]) -> Vec<u8> {
    // The style stands before what is said; an even number of bytes is told behind a zero.
    match said.len() % 2 {
        0 => [&[0, (said.len() / 2 + 1) as u8, 0, 0], said].concat(),
        _ => [&[(said.len() / 2 + 2) as u8, 0, 0], said].concat(),
    }
}

/// Pages of what is said of bytes: where each begins, and its number.
fn pages(main: &mut Vec<u8>, runs: &[(usize, usize, Vec<u8>)], size: usize) -> (Vec<u32>, Vec<Vec<u8>>) {
    let (mut edges, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = runs;
    while !rest.is_empty() {
        main.resize(main.len().next_multiple_of(512), 0);
        let mut page = [0; 512];
        let (mut count, mut end) = (0, 511);
        while let Some((.., list)) = rest.get(count) {
            let begin = (end - list.len()) & !1;
            if begin < 4 * (count + 2) + size * (count + 1) {
                break;
            }
            page[begin..begin + list.len()].copy_from_slice(list);
            (count, end) = (count + 1, begin);
        }
        let mut at = 511;
        for (number, (from, to, list)) in rest[..count].iter().enumerate() {
            at = (at - list.len()) & !1;
            page[4 * number..4 * number + 4].copy_from_slice(&(*from as u32).to_le_bytes());
            page[4 * number + 4..4 * number + 8].copy_from_slice(&(*to as u32).to_le_bytes());
            page[4 * (count + 1) + size * number] = (at / 2) as u8;
        }
        page[511] = count as u8;
        edges.push(rest[0].0 as u32);
        numbers.push((main.len() as u32 / 512).to_le_bytes().to_vec());
        main.extend(page);
        rest = &rest[count..];
    }
    edges.push(runs.last().map_or(0, |(_, to, _)| *to as u32));
    (edges, numbers)
}
