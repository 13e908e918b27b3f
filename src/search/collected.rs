//! What the pages of a site have, window by window: collected page by page on every thread, held packed, and handed on sorted.
//! Knows windows, not texts, and writes no files.

use super::windows::{BEHIND, BUCKETS, CLASS_BITS, CODE_BITS, KEY_BITS, NONE, REST_BITS, Window};
use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

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

/// Bits in which a kind is told beside a window.
const KIND_BITS: u32 = 2;

/// So many windows of a page are remembered.
const SEEN: usize = 1 << 14;

/// What one thread has collected.
#[derive(Default)]
pub(super) struct Collected {
    buckets: Vec<Bucket>,
    /// Windows of the page, each where its hash says, the last of those with one place. What was forgotten is told again,
    /// and made one of in the end.
    seen: Vec<Window>,
    /// How many windows were told.
    pub(super) told: usize,
}

/// So many windows of a bucket are packed together, with those of the page they end in.
const PACKED: usize = 4096;

/// Windows of one bucket with kinds, page after page: the last ones as they were told, those before packed, since pages that
/// are told one after the other have many of them in common.
#[derive(Default)]
struct Bucket {
    packed: Vec<Box<[u8]>>,
    windows: Vec<u64>,
    /// The pages that these are of, each with the place where its windows end.
    pages: Vec<(u32, u32)>,
}

impl Bucket {
    /// Ends a page, whose windows were told.
    fn end(&mut self, page: u32) {
        let told = self.pages.last().map_or(0, |(_, end)| *end as usize);
        if told == self.windows.len() {
            return;
        }
        self.pages.push((page, self.windows.len() as u32));
        if self.windows.len() >= PACKED {
            let packed = packed(self.by_page().collect());
            *self = Bucket { packed: std::mem::take(&mut self.packed), ..Bucket::default() };
            self.packed.push(packed);
        }
    }

    /// The windows that are not packed, each with its page.
    fn by_page(&self) -> impl Iterator<Item = (u64, u32)> {
        let starts = std::iter::once(0).chain(self.pages.iter().map(|(_, end)| *end));
        let of_page = |(start, (page, end)): (u32, &(u32, u32))| {
            let page = *page;
            self.windows[start as usize..*end as usize].iter().map(move |window| (*window, page))
        };
        starts.zip(&self.pages).flat_map(of_page)
    }
}

/// Windows with kinds and their pages in few bytes: of each window how far it is from the one before, how many pages have it,
/// and of each page how far that is from the one before, with the kind.
fn packed(mut told: Vec<(u64, u32)>) -> Box<[u8]> {
    let without_kind = |window: u64| window >> KIND_BITS;
    told.sort_unstable_by_key(|(window, page)| (without_kind(*window), *page));
    let mut bytes = Vec::new();
    let mut before = 0;
    for same in told.chunk_by(|(one, _), (next, _)| without_kind(*one) == without_kind(*next)) {
        let window = without_kind(same[0].0);
        push(&mut bytes, window - before);
        push(&mut bytes, same.len() as u64);
        before = window;
        let mut page_before = 0;
        for (window, page) in same {
            push(&mut bytes, u64::from(page - page_before) << KIND_BITS | window & ((1 << KIND_BITS) - 1));
            page_before = *page;
        }
    }
    bytes.into()
}

/// Hands on what was packed.
fn unpack(mut bytes: &[u8], mut tell: impl FnMut(u64, u32)) {
    let mut window = 0;
    while !bytes.is_empty() {
        window += take(&mut bytes);
        let mut page = 0;
        for _ in 0..take(&mut bytes) {
            let told = take(&mut bytes);
            page += (told >> KIND_BITS) as u32;
            tell(window << KIND_BITS | told & ((1 << KIND_BITS) - 1), page);
        }
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

impl Collected {
    /// Begins a page, whose windows are told next; those of better kinds first.
    pub(super) fn begin(&mut self) {
        self.buckets.resize_with(BUCKETS, Bucket::default);
        self.seen.clear();
        self.seen.resize(SEEN, Window::NOWHERE);
    }

    pub(super) fn add(&mut self, window: Window, kind: Kind) {
        let seen = &mut self.seen[FxBuildHasher.hash_one(window) as usize % SEEN];
        if *seen == window {
            return;
        }
        *seen = window;
        self.told += 1;
        self.buckets[window.bucket()].windows.push(window.rest() << KIND_BITS | kind as u64);
    }

    /// Ends the page with its number.
    pub(super) fn end(&mut self, page: u32) {
        self.buckets.iter_mut().for_each(|bucket| bucket.end(page));
    }
}

/// A window that a page has.
#[derive(Clone, Copy)]
pub(super) struct Posting {
    pub(super) start: u32,
    pub(super) page: u32,
    pub(super) behind: [u16; BEHIND],
    /// The class of the character behind these.
    pub(super) next: u8,
    pub(super) kind: u8,
}

impl Posting {
    /// The code of the character at a place behind the start.
    pub(super) fn code(&self, place: usize) -> u16 {
        self.behind.get(place).copied().unwrap_or(NONE)
    }
}

/// The postings of a bucket by start, then by page; pages were numbered from the front and are told from the end.
pub(super) fn sorted(all: &[Collected], bucket: usize, pages: u32) -> Vec<Posting> {
    let above = (bucket as u32) << KEY_BITS;
    let field = |window: u64, behind: u32, bits: u32| (window >> behind) as u16 & ((1 << bits) - 1);
    let posting = |window: u64, page: u32| Posting {
        start: above | (window >> (KIND_BITS + REST_BITS)) as u32,
        page: pages - 1 - page,
        behind: [1, 0].map(|place| field(window, KIND_BITS + CLASS_BITS + place * CODE_BITS, CODE_BITS)),
        next: field(window, KIND_BITS, CLASS_BITS) as u8,
        kind: window as u8 & ((1 << KIND_BITS) - 1),
    };
    let mut postings = Vec::new();
    for bucket in all.iter().filter_map(|one| one.buckets.get(bucket)) {
        for packed in &bucket.packed {
            unpack(packed, |window, page| postings.push(posting(window, page)));
        }
        postings.extend(bucket.by_page().map(|(window, page)| posting(window, page)));
    }
    by(by(postings, |posting| posting.page), |posting| posting.start)
}

/// Sorts by a number of twice eleven bits and leaves alone what has the same, in two passes (radix sort).
fn by(mut postings: Vec<Posting>, number: impl Fn(&Posting) -> u32) -> Vec<Posting> {
    const DIGIT: u32 = KEY_BITS / 2;
    let mut sorted = postings.clone();
    for shift in [0, DIGIT] {
        let digit = |posting: &Posting| (number(posting) >> shift & ((1 << DIGIT) - 1)) as usize;
        let mut places = [0_u32; (1 << DIGIT) + 1];
        postings.iter().for_each(|posting| places[digit(posting) + 1] += 1);
        (0..1 << DIGIT).for_each(|at| places[at + 1] += places[at]);
        for posting in &postings {
            let place = &mut places[digit(posting)];
            sorted[*place as usize] = *posting;
            *place += 1;
        }
        std::mem::swap(&mut postings, &mut sorted);
    }
    postings
}
