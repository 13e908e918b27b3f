//! The posting lists: collected page by page on every thread, then sorted and written into shards. Knows terms, not texts.
//!
//! A shard holds the terms whose hashes begin with its number, in the order of their keys, the [`KEPT_BITS`] that follow: of
//! some ten thousand terms a few share a key with another one and so its pages, which a client sees in the texts. Each is a
//! record: the distance from the key before, times four, plus its form; then
//! - form 0, one page that has the term in running text: the page;
//! - form 1, several such pages: the length in bytes of the list, and the list;
//! - form 2: the same, the list a bitmap;
//! - form 3, pages of which some have the term in a better place: twice the length of the rest, plus one if the list is a
//!   bitmap; for each better [`Kind`] of place, the best first, how many pages have the term there, and these pages; then
//!   the list of all.
//!
//! A list tells its pages by their distances. A bitmap has one bit a page, lowest bit first, without trailing zero bytes.
//! Numbers are varints: seven bits a byte, lowest first; the high bit says that more follow.

use super::terms::{BUCKET_BITS, BUCKETS, KEY_BITS, Term};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// Shards grow to about this many bytes.
const SHARD_BYTES: usize = 8 * 1024;

/// About so many bytes come to one posting.
const POSTING_BYTES: usize = 1;

/// More shards than this would leave keys too short.
const MOST_SHARDS: usize = 1 << (BUCKET_BITS + KEY_BITS - KEPT_BITS);

/// Bits of a hash that tell the terms of a shard apart.
pub(super) const KEPT_BITS: u32 = 22;

/// In what sort of place a page has a term. The lowest is the best.
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
    const BETTER: u32 = 3;
}

/// Bits in which a kind is told beside a key or a page.
const KIND_BITS: u32 = 2;

/// What one thread has collected.
#[derive(Default)]
pub(super) struct Collected {
    buckets: Vec<Bucket>,
    seen: FxHashSet<Term>,
}

/// The terms of one bucket: their keys with kinds, page after page, and how many come from each page.
#[derive(Default)]
struct Bucket {
    keys: Vec<u32>,
    pages: Vec<(u32, usize)>,
    told: usize,
}

impl Collected {
    /// Begins a page, whose terms are told next; those of better kinds first.
    pub(super) fn begin(&mut self) {
        self.buckets.resize_with(BUCKETS, Bucket::default);
        self.seen.clear();
    }

    pub(super) fn add(&mut self, term: Term, kind: Kind) {
        if self.seen.insert(term) {
            self.buckets[term.bucket()].keys.push(term.key() << KIND_BITS | kind as u32);
        }
    }

    /// Ends the page with its number.
    pub(super) fn end(&mut self, page: u32) {
        for bucket in &mut self.buckets {
            let count = bucket.keys.len() - bucket.told;
            if count > 0 {
                bucket.pages.push((page, count));
                bucket.told = bucket.keys.len();
            }
        }
    }
}

/// Writes the shards of what all threads have collected; pages were numbered from the front and are told from the end.
pub(super) fn shards(all: &[Collected], pages: u32) -> Vec<Vec<u8>> {
    let postings: usize = all.iter().flat_map(|one| &one.buckets).map(|bucket| bucket.keys.len()).sum();
    let count = (postings * POSTING_BYTES).div_ceil(SHARD_BYTES).next_power_of_two().min(MOST_SHARDS);
    let groups = count.min(BUCKETS);
    let buckets = BUCKETS / groups;
    let shards = (0..groups).into_par_iter().map(|group| of_buckets(all, group * buckets, buckets, pages, count));
    shards.collect::<Vec<_>>().concat()
}

/// The shards, of `count` in all, of so many buckets from the `first` on.
fn of_buckets(all: &[Collected], first: usize, buckets: usize, pages: u32, count: usize) -> Vec<Vec<u8>> {
    let below = BUCKET_BITS + KEY_BITS - count.ilog2();
    let mut shards = vec![Vec::new(); (count / BUCKETS).max(1)];
    let own = first * count / BUCKETS;
    let mut before = (own, 0);
    for bucket in first..first + buckets {
        let postings = sorted(all, bucket, pages);
        let place = |posting: Posting| {
            let hash = (bucket as u64) << KEY_BITS | u64::from(posting.key());
            let key = (hash & ((1 << below) - 1)) >> (below - KEPT_BITS);
            ((hash >> below) as usize, key as u32)
        };
        for list in postings.chunk_by(|one, next| place(*one) == place(*next)) {
            let (shard, key) = place(list[0]);
            let distance = if shard == before.0 { key - before.1 } else { key };
            before = (shard, key);
            push_record(&mut shards[shard - own], distance, list);
        }
    }
    shards
}

/// A key, a page and in what kind of place the page has the term.
#[derive(Clone, Copy)]
struct Posting(u64);

impl Posting {
    fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn page(self) -> u32 {
        self.0 as u32 >> KIND_BITS
    }

    fn kind(self) -> u32 {
        self.0 as u32 & ((1 << KIND_BITS) - 1)
    }
}

/// The postings of a bucket by key, then by page.
fn sorted(all: &[Collected], bucket: usize, pages: u32) -> Vec<Posting> {
    let buckets = all.iter().filter_map(|one| one.buckets.get(bucket));
    let mut told: Vec<(u32, &[u32])> = Vec::new();
    for Bucket { keys, pages: counts, .. } in buckets {
        let mut rest = keys.as_slice();
        for &(page, count) in counts {
            let (keys, after) = rest.split_at(count);
            told.push((pages - 1 - page, keys));
            rest = after;
        }
    }
    told.sort_unstable_by_key(|(page, _)| *page);
    let posting = |page: u32, key: u32| {
        let kind = key & ((1 << KIND_BITS) - 1);
        Posting(u64::from(key >> KIND_BITS) << 32 | u64::from(page << KIND_BITS | kind))
    };
    let postings = told.into_iter().flat_map(|(page, keys)| keys.iter().map(move |key| posting(page, *key)));
    by_key(postings.collect())
}

/// Sorts by key and leaves alone what has the same: in three passes, of ten bits each (radix sort).
fn by_key(mut postings: Vec<Posting>) -> Vec<Posting> {
    const DIGIT: u32 = KEY_BITS / 3;
    let mut sorted = postings.clone();
    for shift in [0, DIGIT, 2 * DIGIT] {
        let digit = |posting: &Posting| (posting.key() >> shift & ((1 << DIGIT) - 1)) as usize;
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

/// Appends the record of a term, whose key is so far from the one before: all its postings, ascending by page.
fn push_record(shard: &mut Vec<u8>, distance: u32, list: &[Posting]) {
    let mut list = list.to_vec();
    // Of terms that share a key.
    list.sort_unstable_by_key(|posting| (posting.page(), posting.kind()));
    list.dedup_by_key(|posting| posting.page());
    let is_better = list.iter().any(|posting| posting.kind() < Kind::BETTER);
    if let ([only], false) = (list.as_slice(), is_better) {
        push_varint(shard, distance << 2);
        push_varint(shard, only.page());
        return;
    }
    let mut body = Vec::new();
    if is_better {
        for kind in 0..Kind::BETTER {
            let of_kind = || list.iter().filter(|posting| posting.kind() == kind);
            push_varint(&mut body, of_kind().count() as u32);
            push_distances(&mut body, of_kind());
        }
    }
    let start = body.len();
    push_distances(&mut body, list.iter());
    let bytes = list.last().map_or(0, |posting| posting.page() as usize) / 8 + 1;
    let is_bitmap = body.len() - start > bytes;
    if is_bitmap {
        body.truncate(start);
        body.resize(start + bytes, 0);
        for posting in &list {
            body[start + posting.page() as usize / 8] |= 1 << (posting.page() % 8);
        }
    }
    let (form, length) = match (is_better, is_bitmap) {
        (false, false) => (1, body.len() as u32),
        (false, true) => (2, body.len() as u32),
        (true, _) => (3, (body.len() as u32) << 1 | u32::from(is_bitmap)),
    };
    push_varint(shard, distance << 2 | form);
    push_varint(shard, length);
    shard.extend(body);
}

fn push_distances<'a>(bytes: &mut Vec<u8>, list: impl Iterator<Item = &'a Posting>) {
    let mut before = 0;
    for posting in list {
        push_varint(bytes, posting.page() - before);
        before = posting.page();
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
