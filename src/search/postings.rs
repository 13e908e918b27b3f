//! The posting lists: collected page by page on every thread, then sorted and written into shards. Knows windows, not texts.
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
use super::windows::{BEHIND, BUCKETS, CLASS_BITS, CODE_BITS, KEY_BITS, NONE, REST_BITS, Window, codes_of_start};
use std::hash::BuildHasher as _;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

/// Shards hold about so many postings, which take some two or three kilobytes.
const SHARD_POSTINGS: usize = 4 * 1024;

/// More files than this would be a burden.
const MOST_SHARDS: usize = 1 << 14;

/// Windows of so many pages have none that are longer.
pub(super) const FEW: usize = 8;

/// Of windows of more pages it is told what stands behind them.
pub(super) const MANY: usize = 24;

/// A window is heavy if the longer ones have so many postings; few of those in tests are.
const HEAVY: usize = if cfg!(test) { 64 } else { 2 * SHARD_POSTINGS };

/// So many parts has a window that is just heavy.
const PARTS: usize = 2;

/// A heavy window has at least this share of all postings, so that a client can know all of them.
const LEAST_SHARE: usize = 1 << 12;

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
    buckets: Vec<Bucket>,
    /// Windows of the page, each where its hash says, the last of those with one place. What was forgotten is told again,
    /// and made one of in the end.
    seen: Vec<Window>,
    /// How many windows were told.
    told: usize,
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

/// The lists as written.
pub(super) struct Lists {
    /// Shards, and behind them the parts of heavy windows.
    pub(super) files: Vec<Vec<u8>>,
    /// How many of the files are shards.
    pub(super) shards: usize,
    /// The codes of each heavy window, in the order of their parts, and how many these are.
    pub(super) heavy: Vec<(Vec<u16>, usize)>,
}

/// Writes what all threads have collected; pages were numbered from the front and are told from the end.
pub(super) fn lists(all: &[Collected], pages: u32) -> Lists {
    let postings: usize = all.iter().map(|one| one.told).sum();
    let shards = postings.div_ceil(SHARD_POSTINGS).next_power_of_two().min(MOST_SHARDS);
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

/// A window that a page has.
#[derive(Clone, Copy)]
struct Posting {
    start: u32,
    page: u32,
    behind: [u16; BEHIND],
    /// The class of the character behind these.
    next: u8,
    kind: u8,
}

impl Posting {
    /// The code of the character at a place behind the start.
    fn code(&self, place: usize) -> u16 {
        self.behind.get(place).copied().unwrap_or(NONE)
    }
}

/// The postings of a bucket by start, then by page.
fn sorted(all: &[Collected], bucket: usize, pages: u32) -> Vec<Posting> {
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
