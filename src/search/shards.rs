//! The posting lists on disk: how one list is written, and which file it is in.
//!
//! Terms are spread over the shards by a hash rather than cut in order. An edit then touches only the shards of the
//! terms it adds or removes; with sorted cuts a longer list moves every later cut. Nothing needs a table of cuts.
//!
//! A shard is a row of records: length of the term in bytes (one byte), the term in UTF-8, `length * 2 + is_bitmap`
//! as a varint, and that many bytes of list. A list is, per page in ascending order, the varint
//! `(distance to the page before) * 2 + in_title`. Where it is shorter the list is a bitmap: the number of pages with
//! the term in their title, these pages as varint distances, then one bit per page, lowest bit first, without trailing
//! zero bytes. A varint has seven bits a byte, lowest first; the high bit says that more follow.

use super::terms::Term;

/// Shards grow to at most this many bytes on average.
const SHARD_BYTES: usize = 16 * 1024;

/// A page that contains a term, and whether its title does. Ordered by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(page: u32, in_title: bool) -> Self {
        Self(page << 1 | u32::from(in_title))
    }

    pub(super) fn page(self) -> u32 {
        self.0 >> 1
    }

    pub(super) fn in_title(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Writes the shards; `lists` come in the order of their terms, each ascending by page.
pub(super) fn shards(lists: impl Iterator<Item = (Term, Vec<Posting>)>) -> Vec<Vec<u8>> {
    let records: Vec<(u32, Vec<u8>)> = lists
        .map(|(term, list)| {
            let term = term.to_string();
            (hash(term.as_bytes()), record(&term, &list))
        })
        .collect();
    let bytes: usize = records.iter().map(|(_, record)| record.len()).sum();
    let count = bytes.div_ceil(SHARD_BYTES).next_power_of_two();
    let mut shards = vec![Vec::new(); count];
    for (hash, record) in records {
        shards[hash as usize % count].extend(record);
    }
    shards
}

/// FNV-1a, 32 bits, its halves folded together so that the low bits depend on every byte.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 16)
}

fn record(term: &str, list: &[Posting]) -> Vec<u8> {
    let (distances, bitmap) = (distances(list), bitmap(list));
    let is_bitmap = bitmap.len() < distances.len();
    let list = if is_bitmap { bitmap } else { distances };
    let mut record = vec![term.len() as u8];
    record.extend(term.as_bytes());
    push_varint(&mut record, (list.len() as u32) << 1 | u32::from(is_bitmap));
    record.extend(list);
    record
}

fn distances(list: &[Posting]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(list.len() * 2);
    let mut previous = 0;
    for posting in list {
        let distance = posting.page() - previous;
        push_varint(&mut bytes, distance << 1 | u32::from(posting.in_title()));
        previous = posting.page();
    }
    bytes
}

fn bitmap(list: &[Posting]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let titled = list.iter().filter(|posting| posting.in_title());
    push_varint(&mut bytes, titled.clone().count() as u32);
    let mut previous = 0;
    for posting in titled {
        push_varint(&mut bytes, posting.page() - previous);
        previous = posting.page();
    }
    let start = bytes.len();
    let last = list.last().map_or(0, |posting| posting.page() as usize);
    bytes.resize(start + last / 8 + 1, 0);
    for posting in list {
        bytes[start + posting.page() as usize / 8] |= 1 << (posting.page() % 8);
    }
    bytes
}

fn push_varint(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
