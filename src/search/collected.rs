//! What the pages of a site have, window by window: collected page by page on every thread, held packed, and handed on sorted.
//! Knows windows, not texts, and writes no files.

use super::windows::{BUCKETS, NUMBER_BITS, Seen, Window, windows};
use std::ops::Range;

/// In what sort of place a page has a window. The lowest is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The title.
    Title,
    /// A name of the agency, the departments in charge, the regions.
    Name,
    /// A heading, or what came out of the evaluation.
    Outcome,
    /// Anything else.
    Text,
}

impl Kind {
    /// All kinds, the best first.
    pub const ALL: [Kind; 4] = [Kind::Title, Kind::Name, Kind::Outcome, Kind::Text];
    /// How many kinds are better than the last.
    pub(super) const BETTER: u8 = 3;
}

/// A page that has a window, and in what sort of place: its number, and in the lowest bits the kind. Of the same page the
/// better kind is lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

/// Bits in which a kind is told.
const KIND_BITS: u32 = 2;

impl Posting {
    pub(super) fn new(page: u32, kind: u8) -> Self {
        Self(page << KIND_BITS | u32::from(kind))
    }

    pub(super) fn page(self) -> u32 {
        self.0 >> KIND_BITS
    }

    /// The number of the [`Kind`].
    pub(super) fn kind(self) -> u8 {
        self.0 as u8 & ((1 << KIND_BITS) - 1)
    }
}

/// What one thread has collected.
#[derive(Default)]
pub(super) struct Collected {
    seen: Seen,
    buckets: Vec<Bucket>,
    /// How many windows were told.
    pub(super) told: usize,
    room: Room<u128>,
}

impl Collected {
    /// Begins a page. What is remembered is forgotten now, not when a page ends, so that it is at hand.
    pub(super) fn begin(&mut self) {
        self.seen.clear();
    }

    /// Adds a folded line of the page; those of better kinds come first.
    pub(super) fn add(&mut self, folded: &[char], kind: Kind) {
        let Self { seen, buckets, told, .. } = self;
        buckets.resize_with(BUCKETS, Bucket::default);
        windows(folded, seen, |window| {
            *told += 1;
            buckets[window.bucket()].told.push(window.number() << KIND_BITS | kind as u64);
        });
    }

    /// Ends the page of a number. The last pages are best ended first: what is in order need not be sorted.
    pub(super) fn end(&mut self, page: u32) {
        for bucket in &mut self.buckets {
            let end = bucket.told.len() as u32;
            // A short page, as a name is, has windows in few buckets.
            if bucket.pages.last().map_or(0, |(_, end)| *end) < end {
                bucket.pages.push((page, end));
            }
            if bucket.told.len() >= PACKED {
                bucket.pack(&mut self.room);
            }
        }
    }

    /// Ends the last page.
    pub(super) fn close(&mut self) {
        self.buckets.iter_mut().for_each(|bucket| bucket.pack(&mut self.room));
    }
}

/// What all threads have packed of a bucket.
pub(super) type PackedBucket = Vec<Box<[u8]>>;

/// What all threads have packed of each bucket, of each the last pages first.
pub(super) fn by_bucket(all: Vec<Collected>) -> Vec<PackedBucket> {
    let mut packed = vec![PackedBucket::new(); BUCKETS];
    for one in all {
        packed.iter_mut().zip(one.buckets).for_each(|(all, bucket)| all.extend(bucket.packed.into_iter().rev()));
    }
    packed
}

/// So many windows of a bucket are packed together, with those of the page they end in: with these seldom more than 4,096, for
/// which there is room.
const PACKED: usize = if cfg!(test) { 16 } else { 3840 };

/// So much that was packed is packed together, as more pages have more windows in common; tests have
/// little of it.
const TOGETHER: usize = if cfg!(test) { 3 } else { 16 };

/// Windows of one bucket, page after page: the last ones as they were told, those before packed, since pages that are told one
/// after the other have many of them in common.
#[derive(Default)]
struct Bucket {
    packed: Vec<Box<[u8]>>,
    /// How many of these hold what was packed several times.
    together: usize,
    /// Each window as a number, and in the lowest bits its kind.
    told: Vec<u64>,
    /// The pages that these are of, each with the place where its windows end.
    pages: Vec<(u32, u32)>,
}

impl Bucket {
    /// Packs what was told.
    fn pack(&mut self, room: &mut Room<u128>) {
        let mut end = self.told.len();
        room.items.clear();
        for place in (0..self.pages.len()).rev() {
            let (page, _) = self.pages[place];
            let start = place.checked_sub(1).map_or(0, |before| self.pages[before].1 as usize);
            room.items.extend(self.told[start..end].iter().map(|told| {
                let posting = Posting::new(page, *told as u8 & ((1 << KIND_BITS) - 1));
                u128::from(told >> KIND_BITS) << u32::BITS | u128::from(posting.0)
            }));
            end = start;
        }
        self.told.clear();
        self.pages.clear();
        self.push_packed(room);
        if self.packed.len() - self.together == TOGETHER {
            room.items.clear();
            for packed in self.packed.drain(self.together..).rev() {
                unpack(&packed, |window, postings| {
                    room.items.extend(postings.map(|posting| u128::from(window) << u32::BITS | u128::from(posting)));
                });
            }
            self.push_packed(room);
            self.together += 1;
        }
    }

    /// Packs what the room holds in few bytes: the lowest posting; of each window how far it is from the one before, whether it
    /// is on one page alone, if not on how many, and of each posting how far that is from the one before. What was told twice of
    /// a page is told once, of the better kind.
    fn push_packed(&mut self, room: &mut Room<u128>) {
        // Each the number of a window and below it a posting.
        let window = |told: &u128| (told >> u32::BITS) as u64;
        room.sort(window, |told| *told);
        room.items.dedup_by_key(|told| *told >> KIND_BITS);
        let lowest = room.items.iter().map(|told| *told as u32).min().unwrap_or(0);
        let mut bytes = Vec::new();
        push(&mut bytes, u64::from(lowest));
        let mut before = 0;
        for same in room.items.chunk_by(|one, next| window(one) == window(next)) {
            push(&mut bytes, (window(&same[0]) - before) << 1 | u64::from(same.len() == 1));
            if same.len() > 1 {
                push(&mut bytes, same.len() as u64);
            }
            before = window(&same[0]);
            let mut posting_before = lowest;
            for told in same {
                let posting = *told as u32;
                push(&mut bytes, u64::from(posting - posting_before));
                posting_before = posting;
            }
        }
        // Copied, as a block that was made for more would be held whole.
        self.packed.push(bytes.as_slice().into());
    }
}

/// Gives each window of what was packed, with its postings.
fn unpack(mut bytes: &[u8], mut each: impl FnMut(u64, &mut dyn Iterator<Item = u32>)) {
    let lowest = take(&mut bytes) as u32;
    let mut window = 0;
    while !bytes.is_empty() {
        let told = take(&mut bytes);
        window += told >> 1;
        let count = if told & 1 == 1 { 1 } else { take(&mut bytes) };
        let mut posting = lowest;
        each(
            window,
            &mut (0..count).map(|_| {
                posting += take(&mut bytes) as u32;
                posting
            }),
        );
    }
}

/// A window with its postings, a range of those of [`Sorted`].
#[derive(Clone)]
pub(super) struct List {
    pub(super) window: Window,
    start: u32,
    end: u32,
}

impl List {
    /// Where its postings are.
    pub(super) fn postings(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Windows in their order, each once, and the postings of each, ascending.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) lists: Vec<List>,
    pub(super) postings: Vec<Posting>,
    /// Numbers of windows, and where the postings of each begin and end.
    room: Room<(u64, u32, u32)>,
    unpacked: Vec<Posting>,
}

impl Sorted {
    /// Takes what was packed of some buckets, of which the first has this number, instead of what it held.
    pub(super) fn take(&mut self, first: usize, buckets: Vec<PackedBucket>) {
        self.lists.clear();
        self.postings.clear();
        for (number, bucket) in (first..).zip(buckets) {
            self.room.items.clear();
            self.unpacked.clear();
            bucket.iter().for_each(|packed| self.unpack(packed));
            self.room.sort(|(window, _, _)| *window, |run| *run);
            for same in self.room.items.chunk_by(|(one, ..), (next, ..)| one == next) {
                let start = self.postings.len() as u32;
                for (_, start, end) in same {
                    self.postings.extend_from_slice(&self.unpacked[*start as usize..*end as usize]);
                }
                if same.len() > 1 {
                    self.postings[start as usize..].sort();
                }
                let window = Window::of_number(number, same[0].0);
                self.lists.push(List { window, start, end: self.postings.len() as u32 });
            }
        }
        self.lists.sort_unstable_by_key(|list| list.window);
    }

    /// Appends what was packed to what is to be sorted.
    fn unpack(&mut self, bytes: &[u8]) {
        unpack(bytes, |window, postings| {
            let start = self.unpacked.len() as u32;
            self.unpacked.extend(postings.map(Posting));
            self.room.items.push((window, start, self.unpacked.len() as u32));
        });
    }
}

/// What is sorted, and room for it.
struct Room<T> {
    items: Vec<T>,
    dealt: Vec<T>,
    /// Where each slot ends.
    ends: Vec<u32>,
}

impl<T> Default for Room<T> {
    fn default() -> Self {
        Self { items: Vec::new(), dealt: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Room<T> {
    /// Sorts by a key of which the number of a window is the first part. As these are spread evenly, all are dealt into slots by
    /// their first bits, and few are left to compare.
    fn sort<Key: Ord>(&mut self, number: impl Fn(&T) -> u64, key: impl Fn(&T) -> Key) {
        let bits = self.items.len().max(1).ilog2();
        let slot = |item: &T| (number(item) >> (NUMBER_BITS - bits)) as usize;
        self.ends.clear();
        self.ends.resize((1 << bits) + 1, 0);
        self.items.iter().for_each(|item| self.ends[slot(item) + 1] += 1);
        (0..1 << bits).for_each(|at| self.ends[at + 1] += self.ends[at]);
        self.dealt.clear();
        self.dealt.extend_from_slice(&self.items);
        for item in &self.items {
            let end = &mut self.ends[slot(item)];
            self.dealt[*end as usize] = *item;
            *end += 1;
        }
        let mut start = 0;
        for end in &self.ends[..1 << bits] {
            self.dealt[start..*end as usize].sort_unstable_by_key(&key);
            start = *end as usize;
        }
        std::mem::swap(&mut self.items, &mut self.dealt);
    }
}

/// Appends a number, seven bits a byte, the lowest first.
fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes such a number off the front.
fn take(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let Some((first, rest)) = bytes.split_first() else { break };
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if *first <= 0x7f {
            break;
        }
    }
    number
}
