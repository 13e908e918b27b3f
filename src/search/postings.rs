//! The posting lists, as they are written into shards. Knows windows, not texts.
//!
//! A shard is a run of bits (see `bits`): how many starts of windows it holds, the keys of these, as a set of numbers below
//! how many starts there could be in a shard, and in their order the tree of each. A tree is
//! - how many pages have the window, less one, and the set of these among all pages;
//! - whether some have it in a better place; if so, for each better [`Kind`], the best first, how many do, and the set of
//!   these among the pages just told;
//! - if there are more pages than [`FEW`], how many characters follow the window somewhere, their codes as a set, and in
//!   their order the tree of each window that is longer by one, its pages told among those of the shorter;
//! - of a window of three characters or more, if more pages than [`MANY`] have it, how many classes the characters behind it
//!   have where no longer window is told, these as a set, and of each the pages, as a count less one and a set.
//!
//! What few pages have is not told by longer windows: a client sees in the texts of these few which of them are meant.
//!
//! The longer windows of a heavy one, which would make a shard large, are none in its tree: they are spread over parts,
//! files of their own. A part is written as a shard is, but its keys are the codes of the next character, which leave the
//! number of the part when they are divided by how many there are, and pages are told among all pages.

use super::bits::Bits;
use super::collected::{Collected, Kind, Posting, sorted};
use super::windows::{BUCKETS, CLASS_BITS, CODE_BITS, KEY_BITS, NONE, codes_of_start};

use rayon::prelude::*;

/// More files than this would be a burden.
const MOST_SHARDS: usize = 1 << 14;

/// Windows of so many pages have none that are longer.
pub(super) const FEW: usize = 8;

/// Of windows of more pages it is told what stands behind them.
pub(super) const MANY: usize = 24;

/// A window is heavy if the longer ones have so many postings; few of those in tests are.
const HEAVY: usize = if cfg!(test) { 64 } else { 8 * 1024 };

/// So many parts has a window that is just heavy.
const PARTS: usize = 2;

/// A heavy window has at least this share of all postings, so that a client can know all of them.
const LEAST_SHARE: usize = 1 << 12;

/// The lists as written.
pub(super) struct Lists {
    /// Shards, and behind them the parts of heavy windows.
    pub(super) files: Vec<Vec<u8>>,
    /// How many of the files are shards.
    pub(super) shards: usize,
    /// The codes of each heavy window, in the order of their parts, and how many these are.
    pub(super) heavy: Vec<(Vec<u16>, usize)>,
}

/// Writes what all threads have collected, about so many postings `in_shard`; pages were numbered from the front and are told
/// from the end.
pub(super) fn lists(all: &[Collected], pages: u32, in_shard: usize) -> Lists {
    let postings: usize = all.iter().map(|one| one.told).sum();
    let shards = postings.div_ceil(in_shard).next_power_of_two().min(MOST_SHARDS);
    let heavy = HEAVY.max(postings / LEAST_SHARE);
    let groups = shards.min(BUCKETS);
    let of_group = |group| of_buckets(all, group * BUCKETS / groups, BUCKETS / groups, shards / groups, pages, heavy);
    let written: Vec<_> = (0..groups).into_par_iter().map(of_group).collect();
    let mut lists = Lists { files: Vec::new(), shards, heavy: Vec::new() };
    let mut parts = Vec::new();
    for (shards, heavy) in written {
        lists.files.extend(shards);
        for window in heavy {
            lists.heavy.push((window.codes, window.parts.len()));
            parts.extend(window.parts);
        }
    }
    lists.files.extend(parts);
    lists
}

/// The postings of so many buckets from the `first` on in so many shards, and the heavy windows among them.
fn of_buckets(
    all: &[Collected],
    first: usize,
    buckets: usize,
    shards: usize,
    pages: u32,
    heavy: usize,
) -> (Vec<Vec<u8>>, Vec<Heavy>) {
    let mut postings: Vec<Posting> = (first..first + buckets).flat_map(|bucket| sorted(all, bucket, pages)).collect();
    let begin = (first as u32) << KEY_BITS;
    let limit = (buckets << KEY_BITS) as u32 / shards as u32;
    let mut trees = Trees { pages, least: heavy, heavy: Vec::new() };
    let mut rest = postings.as_mut_slice();
    let shard = |number| {
        let begin = begin + number * limit;
        let end = rest.partition_point(|posting| posting.start - begin < limit);
        let (own, after) = std::mem::take(&mut rest).split_at_mut(end);
        rest = after;
        trees.file(own, |posting| posting.start - begin, limit, 0)
    };
    let files = (0..shards as u32).map(shard).collect();
    (files, trees.heavy)
}

/// A heavy window: the codes of its characters, and the parts of the longer ones.
struct Heavy {
    codes: Vec<u16>,
    parts: Vec<Vec<u8>>,
}

/// What writes the trees of shards, and gathers the heavy windows of these.
struct Trees {
    /// How many pages there are.
    pages: u32,
    /// From how many postings of longer windows on a window is heavy.
    least: usize,
    heavy: Vec<Heavy>,
}

impl Trees {
    /// A shard or a part: the trees of postings in the order of their keys, which are below a limit, then of their pages.
    fn file(&mut self, postings: &mut [Posting], key: impl Fn(&Posting) -> u32, keys: u32, behind: usize) -> Vec<u8> {
        let mut bits = Bits::default();
        self.push(&mut bits, postings, key, keys, behind, self.pages);
        bits.into_bytes()
    }

    /// Appends how many trees there are, their keys and the trees; so many characters stand behind the start of each, and
    /// its pages are told among `limit`.
    fn push(
        &mut self,
        bits: &mut Bits,
        postings: &mut [Posting],
        key: impl Fn(&Posting) -> u32,
        keys: u32,
        behind: usize,
        limit: u32,
    ) {
        let trees = || postings.chunk_by(|one, next| key(one) == key(next)).map(|tree| key(&tree[0]));
        let count = trees().count();
        bits.push_count(count);
        bits.push_set(count, trees(), keys);
        for tree in postings.chunk_by_mut(|one, next| key(one) == key(next)) {
            self.push_tree(bits, tree, behind, limit);
        }
    }

    /// Appends the tree of a window of all these postings, ascending by page.
    fn push_tree(&mut self, bits: &mut Bits, postings: &mut [Posting], behind: usize, limit: u32) {
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
        // They stay in the order of their pages.
        postings.sort_by_key(|posting| posting.code(behind));
        let (own, longer) = postings.split_at_mut(postings.partition_point(|posting| posting.code(behind) == NONE));
        let among = pages.len() as u32;
        if longer.len() < self.least {
            self.push(bits, longer, |posting| posting.code(behind).into(), 1 << CODE_BITS, behind + 1, among);
        } else {
            bits.push_count(0);
            // The shorter window is heavy too, or there is none: these pages are told among all.
            longer.iter_mut().for_each(|posting| posting.page = pages[posting.page as usize].0);
            self.set_apart(longer, behind);
        }
        if behind > 0 && pages.len() > MANY {
            push_next(bits, own, among);
        }
    }

    /// Writes into parts what is longer than a window by a character that stands so far behind its start.
    fn set_apart(&mut self, longer: &mut [Posting], behind: usize) {
        let Some(Posting { start, behind: codes, .. }) = longer.first().copied() else { return };
        let count = (longer.len() * PARTS / self.least).next_power_of_two();
        let part_of = |posting: &Posting| usize::from(posting.code(behind)) % count;
        longer.sort_by_key(|posting| (part_of(posting), posting.code(behind)));
        let mut rest = longer;
        let part = |part| {
            let end = rest.partition_point(|posting| part_of(posting) == part);
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end);
            rest = after;
            self.file(own, |posting| posting.code(behind).into(), 1 << CODE_BITS, behind + 1)
        };
        let parts = (0..count).map(part).collect();
        let codes = codes_of_start(start).into_iter().chain(codes).take(2 + behind).collect();
        self.heavy.push(Heavy { codes, parts });
    }
}

/// Appends in which classes the characters are that stand behind a window, where there is no longer one, and the pages of each.
fn push_next(bits: &mut Bits, postings: &mut [Posting], limit: u32) {
    postings.sort_by_key(|posting| posting.next);
    let (_, postings) = postings.split_at(postings.partition_point(|posting| u16::from(posting.next) == NONE));
    let classes = || postings.chunk_by(|one, next| one.next == next.next);
    let count = classes().count();
    bits.push_count(count);
    bits.push_set(count, classes().map(|class| class[0].next.into()), 1 << CLASS_BITS);
    for class in classes() {
        let pages = || class.chunk_by(|one, next| one.page == next.page).map(|same| same[0].page);
        let count = pages().count();
        bits.push_count(count - 1);
        bits.push_set(count, pages(), limit);
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
