//! Full-text search of the site: builds the index that `search.js` reads in the visitor's browser.
//!
//! The index answers three questions without a server: which pages *may* contain the words (posting lists of short windows
//! of characters, in files of a few kilobytes of which a query needs a handful), how to filter and sort them (columns), and what a page
//! says (its text, in a file of its own that is many times smaller than the page). Words of up to three characters, or
//! four with a digit, are decided by the lists, unless so few pages may have them that reading these costs less; longer
//! ones are verified in the texts, from which excerpts are cut too. No page that contains the words is ever missing. Names and titles have a small index of their own, for suggestions.
//!
//! Everything here is a pure function of the pages and their numbers: no disk, no clock, and the same bytes whatever
//! the order in which threads add pages.
//!
//! The files, all below `search/`:
//! - `index/meta.json`: how many pages and shards there are, which windows are heavy, the aliases, which common characters
//!   are traditional, and a version that the client appends to every other address, so that what is cached is never read with
//!   another index;
//! - `index/folding.json`: the traditional characters, each with its simplified form behind it, for queries that may have one;
//! - `index/shards/0000.bin` …: posting lists, behind them the parts of heavy windows, see `postings`;
//! - `index/pages/0/0.json` …: the rows and the texts of the pages, in folders of 256, see `PageFile`;
//! - `index/columns/<name>.json`: see `columns`; `index/columns/id.json` has the ids of the pages;
//! - `index/names/shards/0000.bin` …, `index/names/0000.json` …: what can be found by its name, the likeliest first: its
//!   lists, and of 64 in a file the traditional characters with their simplified forms, and each `[kind, address, name,
//!   detail, [other names], initials]`; titles have no initials.
//!
//! In these files pages are numbered from the end of the default order: the newest page has the highest number, so
//! that publishing one leaves the numbers and the texts of the pages before it as they were.
//!
//! The text of a page is what its report says, taken from the page's view (`site::compose::searchable`): not the words
//! of the interface, not links to other projects, not the excerpts that findings repeat. Other names of an agency
//! belong to the texts of its projects.
//!
//! Every window of one, two and three characters of a text, of four where one is a digit, and of
//! many zeros behind a character, has a list of the pages that hold it, which also says whether it stands there in the title, in a name, or in a heading or an outcome, and, where
//! many do, roughly which character comes next. A query asks for its longest windows with the character behind each. Words of up to three characters, or four with a digit, are decided by the lists,
//! up to two terms in some thousands that share a key; longer ones are candidates, verified in the texts, of which each
//! page has a file a fraction of the page's size. Rows and excerpts come from that file too, so what is shown was
//! always verified, and a result costs one request. The client goes on until the page of results is full and shows what
//! it has as it comes. A count is exact where the lists decide or every candidate was read, else “about”. Results stand
//! by the place of the words (title, name, heading or outcome, text), the newest first; a page whose terms promised a
//! better place than its text has waits for its turn. Where no page has a word in one piece, its parts are searched
//! together, or a name or title that differs in one character, and a line says so. Names and titles have a small index
//! of their own, for this and for suggestions. Scores are sorted within one rubric. A region's column knows what the
//! region is part of, so that a province is chosen with all its cities. Both sides fold text alike;
//! `src/search/folding.rs` is the specification, and `tests/fixtures/search/` holds both to it;
//! `benches/README.md` says what was measured and what longer windows cost.
//!
//! The lists are collected on each thread by itself, page by page, packed from time to time, and sorted once in the end;
//! nothing is shared.
//!
//! In the browser `search.js` finds and shows nothing, `search-page.js` shows results, the first screen of them at once,
//! `search-root.js` asks for the root of the index before these two are there, `suggest.js` suggests names and titles
//! while one types, and `search-box.js`, the only one on every page, loads it when a box is first used. The search page
//! loads the rest when it is asked for: `search-filters.js` (with the columns), `no-result.js`, `search-csv.js`. A snippet is a link to its sentence: the id above it, which the text tells, and a text fragment
//! (`#section-3:~:text=…`).

mod aliases;
mod bits;
mod collected;
mod columns;
pub mod folding;
mod initials;
mod postings;
#[cfg(test)]
mod tests;
pub mod text;
mod windows;

use crate::packed::Packed;
use collected::Collected;
pub use collected::Kind;
use folding::{Folding, line};
pub use initials::initials;
use postings::{Lists, lists};
use rust_decimal::Decimal;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::Hasher as _;
use std::sync::{Mutex, PoisonError};
use text::Passage;

/// One value of a categorical column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Field {
    /// What stands in the address of a filtered search, e.g. `haikou-zwfwzx`.
    pub key: String,
    /// What the visitor reads, e.g. `海口市政务服务中心`.
    pub label: String,
    /// What it is part of: a page of a city is found by the province too.
    pub within: Option<Box<Field>>,
}

/// A project page, as the index sees it.
#[derive(Debug, Clone)]
pub struct Page {
    /// `<year>/<slug>`; the page's address is `projects/<id>/`.
    pub id: String,
    /// The name of the project.
    pub title: String,
    /// What the page says, in its order. Its title is not among it.
    pub passages: Vec<Passage>,
    /// The values of each of [`CATEGORICAL`]; a page may have none, or several.
    pub fields: [Vec<Field>; CATEGORICAL.len()],
    /// The values of each of [`AMOUNTS`], where the report has one.
    pub amounts: [Option<Decimal>; AMOUNTS.len()],
    /// What its row among results shows.
    pub row: Row,
}

/// What stands in the row of a page among results, as the visitor reads it.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The budget year.
    pub year: String,
    /// Names with the addresses of their pages: the agency, the departments in charge, the regions.
    pub names: Vec<(String, String)>,
    /// The score, full marks, and what stands beside or instead of a score.
    pub score: (Option<String>, String, Option<String>),
    /// The grade, and in which shape and colour it is shown.
    pub grade: (String, String),
    /// Who rated.
    pub rater: String,
    /// One amount, with what it is.
    pub amount: Option<(String, String)>,
    /// The rate of execution, with what it divides.
    pub rate: Option<(String, String)>,
    /// The rubric by which it was scored.
    pub rubric: Option<String>,
}

/// What the visitor may look for by its name: a group of pages that has a page of its own.
#[derive(Debug, Clone)]
pub struct Name {
    /// The column whose values are such groups, e.g. `agency`.
    pub kind: &'static str,
    /// The address of its page below the site's root.
    pub address: String,
    /// What it is called.
    pub name: String,
    /// How many pages are in it.
    pub count: usize,
    /// Other names under which visitors may know it.
    pub others: Vec<String>,
}

/// The categorical columns, by their names in files and addresses.
pub const CATEGORICAL: [&str; 7] = ["year", "agency", "department", "region", "grade", "rater", "rubric"];

/// The numeric columns: the share of full marks, the budget in yuan, the rate of execution in per cent.
pub const AMOUNTS: [&str; 3] = ["score", "budget", "rate"];

/// How many pages have their texts in one folder.
const FOLDER: u32 = 256;

/// Shards hold about so many postings, which take some two or three kilobytes. A first key loads two or three shards of names
/// and nine files of names, so those are smaller.
const SHARD: usize = 4 * 1024;
const NAME_SHARD: usize = 1024;

/// How many names are in one file.
const BLOCK: usize = 64;

/// Stands before a name where its beginning is looked up; no text contains it.
const BEGINNING: char = '\u{1}';

/// The pages added so far. Threads share one index.
pub struct Index {
    folding: Folding,
    pages: u32,
    collected: Vec<Mutex<(Collected, Vec<Entry>)>>,
}

/// What the columns and the names need of a page.
struct Entry {
    number: u32,
    id: String,
    title: String,
    /// Of each column by itself, as they are written one after the other.
    fields: [Packed<Vec<Field>>; CATEGORICAL.len()],
    amounts: [Option<Decimal>; AMOUNTS.len()],
    digest: u64,
}

impl Index {
    /// An index of so many pages, of which none has been added.
    pub fn new(pages: usize) -> Self {
        let collected = (0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect();
        Self { folding: Folding::new(), pages: pages as u32, collected }
    }

    /// Adds the page that stands at `number`, counted from 0, in the default order of results; gives the path below
    /// `search/` and the bytes of the file that holds its text.
    ///
    /// Pages may come in any order and from any thread; in the end every number below the count of pages has been
    /// used once.
    pub fn add(&self, number: u32, page: Page) -> (String, Vec<u8>) {
        let thread = rayon::current_thread_index().unwrap_or(0) % self.collected.len();
        let mut locked = self.collected[thread].lock().unwrap_or_else(PoisonError::into_inner);
        let (collected, entries) = &mut *locked;
        let mut folded = Vec::new();
        let mut has_rare = false;
        collected.begin();
        let titled = std::iter::once((Kind::Title, page.title.as_str()));
        for (kind, text) in titled.chain(Kind::ALL.into_iter().flat_map(|kind| of_kind(&page.passages, kind))) {
            folded.clear();
            has_rare |= self.folding.fold_into(text, &mut folded);
            collected.add(&folded, kind);
        }
        let from_the_end = self.pages - 1 - number;
        collected.end(from_the_end);
        let pairs = if has_rare { self.pairs_of(&page) } else { String::new() };
        let bytes = file(&page, pairs);
        let mut digest = FxHasher::default();
        digest.write(&bytes);
        let Page { id, title, fields, amounts, .. } = page;
        let fields = fields.each_ref().map(Packed::of);
        entries.push(Entry { number, id, title, fields, amounts, digest: digest.finish() });
        (path_of_text(from_the_end), bytes)
    }

    /// The path below `search/` and the bytes of the file that holds the text of a page.
    pub fn file(&self, number: u32, page: &Page) -> (String, Vec<u8>) {
        (path_of_text(self.pages - 1 - number), file(page, self.pairs_of(page)))
    }

    /// The traditional characters of a page, each with its simplified form behind it.
    fn pairs_of(&self, page: &Page) -> String {
        let texts = page.passages.iter().map(|passage| passage.text.as_str());
        self.folding.pairs_of(texts.chain([page.title.as_str()]))
    }
}

/// The bytes of the file that holds the text of a page, of which the traditional characters are known.
fn file(page: &Page, folding: String) -> Vec<u8> {
    let mut lines: Vec<(&str, Kind, Vec<&str>)> = Vec::new();
    for Passage { id, kind, text } in &page.passages {
        match lines.last_mut() {
            Some((last, of, texts)) if *last == id && of == kind => texts.push(text),
            _ => lines.push((id, *kind, vec![text])),
        }
    }
    let lines = lines.into_iter().map(|(id, kind, texts)| (id, kind as u8, texts.join("\n"))).collect();
    let texts: usize = page.passages.iter().map(|passage| passage.text.len()).sum();
    json_of_about(texts * 5 / 4 + 1024, &PageFile { id: &page.id, title: &page.title, row: &page.row, folding, lines })
}

/// The path of the file with the text of the page of a number from the end.
fn path_of_text(from_the_end: u32) -> String {
    format!("index/pages/{}/{from_the_end}.json", from_the_end / FOLDER)
}

fn of_kind(passages: &[Passage], wanted: Kind) -> impl Iterator<Item = (Kind, &str)> {
    passages.iter().filter(move |passage| passage.kind == wanted).map(|passage| (passage.kind, passage.text.as_str()))
}

/// The row of a page and its text.
#[derive(Serialize)]
struct PageFile<'a> {
    id: &'a str,
    title: &'a str,
    row: &'a Row,
    /// Traditional characters of the text, each with its simplified form behind it.
    folding: String,
    /// The lines in their order, those that stand below one fragment of the page's address and are of one kind in one text:
    /// the fragment, the number of the [`Kind`], the lines.
    lines: Vec<(&'a str, u8, String)>,
}

#[derive(Serialize)]
struct Meta<'a> {
    version: String,
    pages: usize,
    shards: Shards,
    folder: u32,
    names: usize,
    /// How many of the names are those of groups; titles follow.
    groups: usize,
    name_shards: Shards,
    block: usize,
    /// The traditional characters of GB 2312. Others of its Han characters are none, and all that are not in it may be.
    traditional: String,
    aliases: BTreeMap<&'a str, Vec<&'a str>>,
}

/// What a client knows of lists before it reads them.
#[derive(Serialize)]
struct Shards {
    count: usize,
    /// Of each heavy window, in the order of their parts, which follow the shards, the codes of its characters as characters,
    /// and in how many parts the longer ones are.
    heavy: Vec<(String, usize)>,
}

impl Shards {
    fn of(Lists { shards, heavy, .. }: &Lists) -> Self {
        let character = |code: &u16| char::from_u32(u32::from(*code));
        let told = |(codes, parts): &(Vec<u16>, usize)| (codes.iter().filter_map(character).collect(), *parts);
        Self { count: *shards, heavy: heavy.iter().map(told).collect() }
    }
}

/// The files of the index but the texts, as paths below `search/` with their bytes, sorted by path.
///
/// A query word that contains a key of `aliases` also finds pages that have one of its values in that place. `names` are
/// suggested while the visitor types, as are the titles of pages.
///
/// # Panics
/// If the numbers of the pages are not those below their count, once each.
pub fn finish(index: Index, aliases: &BTreeMap<String, Vec<String>>, names: &[Name]) -> Vec<(String, Vec<u8>)> {
    let Index { folding, pages, collected } = index;
    let (mut collected, entries): (Vec<Collected>, Vec<Vec<Entry>>) =
        collected.into_iter().map(|one| one.into_inner().unwrap_or_else(PoisonError::into_inner)).unzip();
    let mut entries: Vec<Entry> = entries.into_iter().flatten().collect();
    entries.sort_unstable_by_key(|entry| entry.number);
    assert!(
        entries.len() == pages as usize && entries.iter().zip(0..).all(|(entry, number)| entry.number == number),
        "the pages of an index are numbered from 0 without a gap"
    );
    collected.iter_mut().for_each(Collected::close);
    let lists = lists(collected, pages, SHARD);
    entries.reverse();
    let named = ranked(names, &entries);
    let name_lists = lists_of_names(&folding, &named);

    let mut files = columns(&entries);
    let [shards, name_shards] = [&lists, &name_lists].map(Shards::of);
    files.extend(numbered("shards", "bin", lists.files));
    files.extend(numbered("names/shards", "bin", name_lists.files));
    files.extend(numbered(
        "names",
        "json",
        named.chunks(BLOCK).map(|block| json(&(pairs_of(&folding, block), block))).collect(),
    ));
    files.push(("index/folding.json".to_owned(), json(&folding.pairs())));
    let meta = Meta {
        version: version(&files, &entries),
        pages: entries.len(),
        shards,
        folder: FOLDER,
        names: named.len(),
        groups: names.len(),
        name_shards,
        block: BLOCK,
        traditional: folding.in_common_set(),
        aliases: aliases::with_common(aliases),
    };
    files.push(("index/meta.json".to_owned(), json(&meta)));
    files.sort_unstable();
    files
}

/// What can be found by its name: what it is, its address, its name, how many pages it has or its year, its other names, the
/// initials of its name.
type Named<'a> = (&'a str, String, &'a str, String, &'a [String], String);

/// The groups from the largest, then the titles from the newest.
fn ranked<'a>(names: &'a [Name], entries: &'a [Entry]) -> Vec<Named<'a>> {
    let mut groups: Vec<&Name> = names.iter().collect();
    groups.sort_by_key(|name| std::cmp::Reverse(name.count));
    let groups = groups.into_iter().map(|name| {
        let [address, count] = [name.address.clone(), name.count.to_string()];
        (name.kind, address, name.name.as_str(), count, name.others.as_slice(), initials(&name.name))
    });
    let titles = entries.iter().map(|entry| {
        let year = entry.id.split('/').next().unwrap_or_default();
        ("title", entry.id.clone(), entry.title.as_str(), year.to_owned(), [].as_slice(), String::new())
    });
    groups.chain(titles).collect()
}

/// The traditional characters of names, each with its simplified form behind it.
fn pairs_of(folding: &Folding, named: &[Named<'_>]) -> String {
    let names = named
        .iter()
        .flat_map(|(_, _, name, _, others, _)| std::iter::once(*name).chain(others.iter().map(String::as_str)));
    folding.pairs_of(names)
}

/// The lists of names. They are numbered from the likeliest on, and each begins with [`BEGINNING`].
fn lists_of_names(folding: &Folding, named: &[Named<'_>]) -> Lists {
    let mut collected = Collected::default();
    let mut folded = Vec::new();
    for ((.., name, _, others, initials), number) in named.iter().zip(0..) {
        collected.begin();
        let spellings = others.iter().chain((!initials.is_empty()).then_some(initials)).map(String::as_str);
        for name in std::iter::once(*name).chain(spellings) {
            folded.clear();
            folded.push(BEGINNING);
            folding.fold_into(&line(name), &mut folded);
            collected.add(&folded, Kind::Text);
        }
        collected.end(number);
    }
    collected.close();
    lists(vec![collected], named.len() as u32, NAME_SHARD)
}

fn columns(entries: &[Entry]) -> Vec<(String, Vec<u8>)> {
    let categorical = CATEGORICAL.iter().enumerate().map(|(place, name)| {
        let fields: Vec<Vec<Field>> = entries.iter().map(|entry| entry.fields[place].unpack()).collect();
        (*name, columns::categorical(&fields))
    });
    let amounts = AMOUNTS.iter().enumerate().map(|(place, name)| {
        let amounts: Vec<_> = entries.iter().map(|entry| entry.amounts[place]).collect();
        (*name, columns::amount(&amounts))
    });
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let all = categorical.chain(amounts).chain([("id", json(&ids))]);
    all.map(|(name, bytes)| (format!("index/columns/{name}.json"), bytes)).collect()
}

fn numbered(folder: &str, extension: &str, files: Vec<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let path = |number| format!("index/{folder}/{number:04}.{extension}");
    files.into_iter().enumerate().map(|(number, bytes)| (path(number), bytes)).collect()
}

/// A number that another index hardly ever has.
fn version(files: &[(String, Vec<u8>)], entries: &[Entry]) -> String {
    let mut digest = FxHasher::default();
    files.iter().for_each(|(_, bytes)| digest.write(bytes));
    entries.iter().for_each(|entry| digest.write_u64(entry.digest));
    format!("{:016x}", digest.finish())
}

fn json(value: &impl Serialize) -> Vec<u8> {
    json_of_about(0, value)
}

/// JSON of about so many bytes.
fn json_of_about(length: usize, value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length);
    serde_json::to_writer(&mut bytes, value).expect("text and numbers can be written as JSON");
    bytes
}
