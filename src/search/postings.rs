//! The posting lists: collected page by page on every thread, then sorted and written into shards. Knows windows, not texts.
//!
//! A shard is a run of bits (see `bits`): how many starts of windows it holds, the keys of these, as a set of numbers below
//! how many starts there could be in a shard, and in their order the tree of each. A tree is
//! - how many pages have the window, less one, and the set of these among all pages;
//! - whether some have it in a better place; if so, for each better [`Kind`], the best first, how many do, and the set of
//!   these among the pages just told;
//! - if there are more pages than [`FEW`], how many characters follow the window somewhere, their codes as a set, and in
//!   their order the tree of each window that is longer by one, its pages told among those of the shorter.
//!
//! What few pages have is not told by longer windows: a client sees in the texts of these few which of them are meant.

use super::bits::Bits;
use super::windows::{BEHIND, BUCKETS, CODE_BITS, KEY_BITS, NONE, Window};
use std::hash::BuildHasher as _;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

/// Shards hold about so many postings, which take some two or three kilobytes.
const SHARD_POSTINGS: usize = 4 * 1024;

/// More files than this would be a burden.
const MOST_SHARDS: usize = 1 << 14;

/// Windows of so many pages have none that are longer.
pub(super) const FEW: usize = 8;

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
    const BETTER: u8 = 3;
}

/// Bits in which a kind is told beside a window.
const KIND_BITS: u32 = 2;

/// So many windows of a page are remembered.
const SEEN: usize = 1 << 14;

/// What one thread has collected.
#[derive(Default)]
pub(super) struct Collected {
    /// Of each bucket its windows, page after page, in blocks that never grow: a list that does is moved, and half empty.
    buckets: Vec<Vec<Block>>,
    /// Windows of the page, each where its hash says, the last of those with one place. What was forgotten is told again,
    /// and made one of in the end.
    seen: Vec<Window>,
}

/// So many windows have room in a block.
const BLOCK: usize = 2048;

/// Windows of one bucket with kinds.
struct Block {
    windows: Vec<u64>,
    /// The pages that they are of, each with the place where its windows end.
    pages: Vec<(u32, u32)>,
}

impl Block {
    fn of(window: u64) -> Block {
        let mut windows = Vec::with_capacity(BLOCK);
        windows.push(window);
        Block { windows, pages: Vec::new() }
    }

    /// How many of the windows are of pages that have ended.
    fn told(&self) -> usize {
        self.pages.last().map_or(0, |(_, end)| *end as usize)
    }

    fn by_page(&self) -> impl Iterator<Item = (u32, &[u64])> {
        let starts = std::iter::once(0).chain(self.pages.iter().map(|(_, end)| *end));
        starts.zip(&self.pages).map(|(start, (page, end))| (*page, &self.windows[start as usize..*end as usize]))
    }
}

impl Collected {
    /// Begins a page, whose windows are told next; those of better kinds first.
    pub(super) fn begin(&mut self) {
        self.buckets.resize_with(BUCKETS, Vec::new);
        self.seen.clear();
        self.seen.resize(SEEN, Window::NOWHERE);
    }

    pub(super) fn add(&mut self, window: Window, kind: Kind) {
        let seen = &mut self.seen[FxBuildHasher.hash_one(window) as usize % SEEN];
        if *seen == window {
            return;
        }
        *seen = window;
        let blocks = &mut self.buckets[window.bucket()];
        let window = window.rest() << KIND_BITS | kind as u64;
        match blocks.last_mut() {
            Some(last) if last.windows.len() < BLOCK => last.windows.push(window),
            _ => blocks.push(Block::of(window)),
        }
    }

    /// Ends the page with its number.
    pub(super) fn end(&mut self, page: u32) {
        for blocks in &mut self.buckets {
            for block in blocks.iter_mut().rev().take_while(|block| block.told() < block.windows.len()) {
                block.pages.push((page, block.windows.len() as u32));
            }
        }
    }
}

/// Writes the shards of what all threads have collected; pages were numbered from the front and are told from the end.
pub(super) fn shards(all: &[Collected], pages: u32) -> Vec<Vec<u8>> {
    let blocks = all.iter().flat_map(|one| &one.buckets).flatten();
    let postings: usize = blocks.map(|block| block.windows.len()).sum();
    let count = postings.div_ceil(SHARD_POSTINGS).next_power_of_two().min(MOST_SHARDS);
    let groups = count.min(BUCKETS);
    let of_group = |group| of_buckets(all, group * BUCKETS / groups, BUCKETS / groups, pages, count / groups);
    (0..groups).into_par_iter().map(of_group).collect::<Vec<_>>().concat()
}

/// So many shards, of all windows in so many buckets from the `first` on.
fn of_buckets(all: &[Collected], first: usize, buckets: usize, pages: u32, count: usize) -> Vec<Vec<u8>> {
    let mut postings = Vec::new();
    for bucket in first..first + buckets {
        let above = ((bucket - first) as u32) << KEY_BITS;
        postings.extend(
            sorted(all, bucket, pages).into_iter().map(|posting| Posting { start: above | posting.start, ..posting }),
        );
    }
    let limit = (buckets << KEY_BITS) as u32 / count as u32;
    let mut rest = postings.as_mut_slice();
    let shard = |number| {
        let end = rest.partition_point(|posting| posting.start / limit <= number);
        let (own, after) = std::mem::take(&mut rest).split_at_mut(end);
        rest = after;
        own.iter_mut().for_each(|posting| posting.start %= limit);
        of_shard(own, limit, pages)
    };
    (0..count as u32).map(shard).collect()
}

/// One shard of postings by their starts, which are below `limit`, then by page.
fn of_shard(postings: &mut [Posting], limit: u32, pages: u32) -> Vec<u8> {
    let starts = || postings.chunk_by(|one, next| one.start == next.start).map(|tree| tree[0].start);
    let mut bits = Bits::default();
    let count = starts().count();
    bits.push_count(count);
    bits.push_set(count, starts(), limit);
    for tree in postings.chunk_by_mut(|one, next| one.start == next.start) {
        push_tree(&mut bits, tree, 0, pages);
    }
    bits.into_bytes()
}

/// A window that a page has.
#[derive(Clone, Copy)]
struct Posting {
    start: u32,
    page: u32,
    behind: [u16; BEHIND],
    kind: u8,
}

/// The postings of a bucket by start, then by page.
fn sorted(all: &[Collected], bucket: usize, pages: u32) -> Vec<Posting> {
    let blocks = all.iter().filter_map(|one| one.buckets.get(bucket)).flatten();
    let mut told: Vec<(u32, &[u64])> =
        blocks.flat_map(Block::by_page).map(|(page, windows)| (pages - 1 - page, windows)).collect();
    told.sort_unstable_by_key(|(page, _)| *page);
    let code = |window: u64, place: u32| (window >> (KIND_BITS + place * CODE_BITS)) as u16 & ((1 << CODE_BITS) - 1);
    let posting = |page: u32, window: u64| Posting {
        start: (window >> (KIND_BITS + 2 * CODE_BITS)) as u32,
        page,
        behind: [code(window, 1), code(window, 0)],
        kind: window as u8 & ((1 << KIND_BITS) - 1),
    };
    let postings =
        told.into_iter().flat_map(|(page, windows)| windows.iter().map(move |window| posting(page, *window)));
    by_start(postings.collect())
}

/// Sorts by start and leaves alone what has the same: in two passes, of eleven bits each (radix sort).
fn by_start(mut postings: Vec<Posting>) -> Vec<Posting> {
    const DIGIT: u32 = KEY_BITS / 2;
    let mut sorted = postings.clone();
    for shift in [0, DIGIT] {
        let digit = |posting: &Posting| (posting.start >> shift & ((1 << DIGIT) - 1)) as usize;
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

/// Appends the tree of a window of all these postings, ascending by page, whose pages are told among `limit`; so many
/// characters stand behind its start.
fn push_tree(bits: &mut Bits, postings: &mut [Posting], behind: usize, limit: u32) {
    let mut pages: Vec<(u32, u8)> = Vec::new();
    for posting in postings.iter_mut() {
        match pages.last_mut() {
            Some((page, kind)) if *page == posting.page => *kind = posting.kind.min(*kind),
            _ => pages.push((posting.page, posting.kind)),
        }
        posting.page = pages.len() as u32 - 1;
    }
    bits.push_count(pages.len() - 1);
    bits.push_set(pages.len(), pages.iter().map(|(page, _)| *page), limit);
    push_kinds(bits, &pages);
    if pages.len() <= FEW {
        return;
    }
    let code = |posting: &Posting| posting.behind.get(behind).copied().unwrap_or(NONE);
    // They stay in the order of their pages.
    postings.sort_by_key(code);
    let longer = postings.partition_point(|posting| code(posting) == NONE);
    let longer = &mut postings[longer..];
    let codes = || longer.chunk_by(|one, next| code(one) == code(next)).map(|tree| u32::from(code(&tree[0])));
    let count = codes().count();
    bits.push_count(count);
    bits.push_set(count, codes(), 1 << CODE_BITS);
    for tree in longer.chunk_by_mut(|one, next| code(one) == code(next)) {
        push_tree(bits, tree, behind + 1, pages.len() as u32);
    }
}

/// Appends which of the pages have a window in better places.
fn push_kinds(bits: &mut Bits, pages: &[(u32, u8)]) {
    let is_better = pages.iter().any(|(_, kind)| *kind < Kind::BETTER);
    bits.push_bit(is_better);
    for wanted in (0..Kind::BETTER).filter(|_| is_better) {
        let places = || pages.iter().zip(0..).filter(|((_, kind), _)| *kind == wanted).map(|(_, place)| place);
        let count = places().count();
        bits.push_count(count);
        bits.push_set(count, places(), pages.len() as u32);
    }
}
