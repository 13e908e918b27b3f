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
use super::collected::{Collected, Kind, List, PackedBucket, Posting, Sorted, by_bucket};
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

/// Writes what all threads have collected of so many pages, about so many postings `in_shard`.
pub(super) fn lists(all: Vec<Collected>, pages: u32, in_shard: usize) -> Lists {
    let postings: usize = all.iter().map(|one| one.told).sum();
    let shards = postings.div_ceil(in_shard).next_power_of_two().min(MOST_SHARDS);
    let heavy = HEAVY.max(postings / LEAST_SHARE);
    let groups = shards.min(BUCKETS);
    let buckets = BUCKETS / groups;
    let mut packed = by_bucket(all).into_iter();
    let of_groups: Vec<Vec<PackedBucket>> = (0..groups).map(|_| packed.by_ref().take(buckets).collect()).collect();
    // What was packed of a group goes as its shards come.
    let of_group = |trees: &mut Trees, (group, own)| trees.shards(group * buckets, own, shards / groups);
    let written: Vec<_> =
        of_groups.into_par_iter().enumerate().map_init(|| Trees::new(pages, heavy), of_group).collect();
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

/// A heavy window: the codes of its characters, and the parts of the longer ones.
struct Heavy {
    codes: Vec<u16>,
    parts: Vec<Vec<u8>>,
}

/// Postings are put in the order of their pages by comparing them if they are fewer than the pages by such a factor.
const SPARSE: usize = 256;

/// Bits of a word of a set of pages.
const WORD: usize = u64::BITS as usize;

/// What writes the trees of shards, and gathers the heavy windows of these.
struct Trees {
    /// How many pages there are.
    pages: u32,
    /// From how many postings of longer windows on a window is heavy.
    least: usize,
    heavy: Vec<Heavy>,
    /// What is written. The postings of a tree that is begun are told among the pages of the shorter window.
    sorted: Sorted,
    /// The pages of postings that are being united, a bit each, the first in the lowest of the first word; else none.
    united: Vec<u64>,
    /// Of each of these the best kind; of all others the last.
    kinds: Vec<u8>,
    /// Of each page its place among those that were united.
    places: Vec<u32>,
    /// Room for what is united.
    spare: Vec<Posting>,
}

impl Trees {
    fn new(pages: u32, least: usize) -> Self {
        Self {
            pages,
            least,
            heavy: Vec::new(),
            sorted: Sorted::default(),
            united: vec![0; (pages as usize).div_ceil(WORD)],
            kinds: vec![Kind::BETTER; pages as usize],
            places: vec![0; pages as usize],
            spare: Vec::new(),
        }
    }

    /// The postings of some buckets, of which the first has this number, in so many shards, and the heavy windows among them.
    fn shards(&mut self, first: usize, buckets: Vec<PackedBucket>, shards: usize) -> (Vec<Vec<u8>>, Vec<Heavy>) {
        let begin = (first as u32) << KEY_BITS;
        let limit = (buckets.len() << KEY_BITS) as u32 / shards as u32;
        self.sorted.take(first, buckets);
        let mut lists = std::mem::take(&mut self.sorted.lists);
        let mut rest = lists.as_mut_slice();
        let shard = |number| {
            let begin = begin + number * limit;
            let end = rest.partition_point(|list| list.window.start() - begin < limit);
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end);
            rest = after;
            self.file(own, |list| list.window.start() - begin, limit, 0)
        };
        let files = (0..shards as u32).map(shard).collect();
        self.sorted.lists = lists;
        (files, std::mem::take(&mut self.heavy))
    }

    /// A shard or a part: the trees of lists in the order of their keys, which are below a limit.
    fn file(&mut self, lists: &mut [List], key: impl Fn(&List) -> u32, keys: u32, behind: usize) -> Vec<u8> {
        let mut bits = Bits::default();
        self.push(&mut bits, lists, key, keys, behind, self.pages);
        bits.into_bytes()
    }

    /// Appends how many trees there are, their keys and the trees; so many characters stand behind the start of each, and
    /// its pages are told among `limit`.
    fn push(
        &mut self,
        bits: &mut Bits,
        lists: &mut [List],
        key: impl Fn(&List) -> u32,
        keys: u32,
        behind: usize,
        limit: u32,
    ) {
        let trees = || lists.chunk_by(|one, next| key(one) == key(next)).map(|tree| key(&tree[0]));
        let count = trees().count();
        bits.push_count(count);
        bits.push_set(count, trees(), keys);
        for tree in lists.chunk_by_mut(|one, next| key(one) == key(next)) {
            self.push_tree(bits, tree, behind, limit);
        }
    }

    /// Appends the tree of a window that all these lists are of.
    fn push_tree(&mut self, bits: &mut Bits, lists: &mut [List], behind: usize, limit: u32) {
        let pages = self.united(lists, limit);
        bits.push_count(pages.len() - 1);
        bits.push_set(pages.len(), pages.iter().map(|posting| posting.page()), limit);
        push_kinds(bits, &pages);
        if pages.len() > FEW {
            self.push_longer(bits, lists, behind, &pages);
        }
        self.spare = pages;
    }

    /// Appends what is longer than a window of these pages.
    fn push_longer(&mut self, bits: &mut Bits, lists: &mut [List], behind: usize, pages: &[Posting]) {
        let (own, longer) = lists.split_at_mut(lists.partition_point(|list| list.window.code(behind) == NONE));
        let among = pages.len() as u32;
        for (posting, place) in pages.iter().zip(0..) {
            self.places[posting.page() as usize] = place;
        }
        self.tell_among(own);
        if longer.iter().map(|list| list.postings().len()).sum::<usize>() < self.least {
            self.tell_among(longer);
            self.push(bits, longer, |list| list.window.code(behind).into(), 1 << CODE_BITS, behind + 1, among);
        } else {
            bits.push_count(0);
            // The shorter window is heavy too, or there is none: these pages are told among all.
            self.set_apart(longer, behind);
        }
        if behind > 0 && pages.len() > MANY {
            self.push_next(bits, own, among);
        }
    }

    /// The pages of lists, each once, ascending.
    fn united(&mut self, lists: &[List], limit: u32) -> Vec<Posting> {
        let mut united = std::mem::take(&mut self.spare);
        united.clear();
        let count: usize = lists.iter().map(|list| list.postings().len()).sum();
        if lists.len() > 1 && count > limit as usize / SPARSE {
            for posting in lists.iter().flat_map(|list| &self.sorted.postings[list.postings()]) {
                let page = posting.page() as usize;
                self.united[page / WORD] |= 1 << (page % WORD);
                if posting.kind() < self.kinds[page] {
                    self.kinds[page] = posting.kind();
                }
            }
            for (word, number) in self.united[..(limit as usize).div_ceil(WORD)].iter_mut().zip(0..) {
                while *word != 0 {
                    let page = number * WORD + word.trailing_zeros() as usize;
                    *word &= *word - 1;
                    let kind = std::mem::replace(&mut self.kinds[page], Kind::BETTER);
                    united.push(Posting::new(page as u32, kind));
                }
            }
        } else {
            lists.iter().for_each(|list| united.extend_from_slice(&self.sorted.postings[list.postings()]));
            if lists.len() > 1 {
                united.sort_unstable();
                united.dedup_by_key(|posting| posting.page());
            }
        }
        united
    }

    /// Tells the pages of lists by their places among those that were united.
    fn tell_among(&mut self, lists: &[List]) {
        for list in lists {
            for posting in &mut self.sorted.postings[list.postings()] {
                *posting = Posting::new(self.places[posting.page() as usize], posting.kind());
            }
        }
    }

    /// Writes into parts what is longer than a window by a character that stands so far behind its start.
    fn set_apart(&mut self, longer: &mut [List], behind: usize) {
        let Some(window) = longer.first().map(|list| list.window) else { return };
        let postings: usize = longer.iter().map(|list| list.postings().len()).sum();
        let count = (postings * PARTS / self.least).next_power_of_two();
        let part_of = |list: &List| usize::from(list.window.code(behind)) % count;
        longer.sort_by_key(part_of);
        let mut rest = longer;
        let part = |part| {
            let end = rest.partition_point(|list| part_of(list) == part);
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end);
            rest = after;
            self.file(own, |list| list.window.code(behind).into(), 1 << CODE_BITS, behind + 1)
        };
        let parts = (0..count).map(part).collect();
        let behind_start = (0..behind).map(|place| window.code(place));
        let codes = codes_of_start(window.start()).into_iter().chain(behind_start).collect();
        self.heavy.push(Heavy { codes, parts });
    }

    /// Appends in which classes the characters are that stand behind a window, where there is no longer one, and the pages of
    /// each.
    fn push_next(&self, bits: &mut Bits, own: &[List], limit: u32) {
        let (_, classes) = own.split_at(own.partition_point(|list| list.window.next() == NONE));
        bits.push_count(classes.len());
        bits.push_set(classes.len(), classes.iter().map(|list| list.window.next().into()), 1 << CLASS_BITS);
        for list in classes {
            let pages = &self.sorted.postings[list.postings()];
            bits.push_count(pages.len() - 1);
            bits.push_set(pages.len(), pages.iter().map(|posting| posting.page()), limit);
        }
    }
}

/// Appends which of the pages have a window in better places.
fn push_kinds(bits: &mut Bits, pages: &[Posting]) {
    let is_better = pages.iter().any(|posting| posting.kind() < Kind::BETTER);
    bits.push_bit(is_better);
    for wanted in (0..Kind::BETTER).filter(|_| is_better) {
        let places = || pages.iter().zip(0..).filter(|(posting, _)| posting.kind() == wanted).map(|(_, place)| place);
        let count = places().count();
        bits.push_count(count);
        bits.push_set(count, places(), pages.len() as u32);
    }
}
