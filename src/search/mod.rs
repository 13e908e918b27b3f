//! Full-text search of the site: builds the index that `search.js` reads in the visitor's browser.
//!
//! The index answers two questions without a server: which pages *may* contain the words (posting lists of short runs
//! of characters, in shards of which a query needs a handful), and how to filter and sort them (columns). It holds no
//! text: what a page really says, the client reads from the page itself. So a page found by one or two characters is
//! certain, any longer word is verified, and no page that contains the words is ever missing.
//!
//! Everything here is a pure function of the pages and their numbers: no disk, no clock, and the same bytes whatever
//! the order in which threads add pages.
//!
//! The files, all below `search/`:
//! - `index/meta.json`: how many pages and shards there are, the pairs of `folding`, the aliases, and a version that
//!   the client appends to every other address, so that a cached file is never read with another index;
//! - `index/shards/0000.bin` …: posting lists, see `shards`;
//! - `index/columns/<name>.json`: see `columns`;
//! - `index/pages/0000.json` …: `[id, title, score, budget]` of 128 pages each, amounts as the visitor reads them;
//! - `index/names.json`: what is suggested by its name, `[kind, address, name, count of pages, [other names]]`.
//!
//! In these files pages are numbered from the end of the default order: the newest page has the highest number, so
//! that publishing one leaves the numbers of the pages before it, and every list without its terms, as they were.

mod columns;
pub mod folding;
mod shards;
mod terms;
#[cfg(test)]
mod tests;
mod text;

use folding::{Folding, line};
use rust_decimal::Decimal;
use serde::Serialize;
use shards::Posting;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use terms::{Term, terms};

/// One value of a categorical column.
#[derive(Debug, Clone)]
pub struct Field {
    /// What stands in the address of a filtered search, e.g. `haikou-zwfwzx`.
    pub key: String,
    /// What the visitor reads, e.g. `海口市政务服务中心`.
    pub label: String,
    /// What it is part of: a page of a city is found by the province too.
    pub within: Option<Box<Field>>,
}

/// One value of a numeric column.
#[derive(Debug, Clone)]
pub struct Amount {
    /// By which pages are sorted.
    pub value: Decimal,
    /// What the visitor reads, with its unit.
    pub text: String,
}

/// A project page, as the index sees it.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// `<year>/<slug>`; the page's address is `projects/<id>/`.
    pub id: &'a str,
    /// The name of the project, which the `<h1>` of the page also shows.
    pub title: &'a str,
    /// The whole rendered page, of which `<main data-search-body>` is indexed.
    pub html: &'a str,
    /// The budget year.
    pub year: Field,
    /// The agency that carried the project out.
    pub agency: Field,
    /// The departments in charge; there may be none, or several.
    pub departments: Vec<Field>,
    /// The region.
    pub region: Field,
    /// The grade, or that there is none.
    pub grade: Field,
    /// Who evaluated the project.
    pub rater: Field,
    /// The total score, if the report has one.
    pub score: Option<Amount>,
    /// The budget, if the report has one.
    pub budget: Option<Amount>,
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

impl Name {
    fn fields(&self) -> (&str, &str, &str, usize, &[String]) {
        (self.kind, &self.address, &self.name, self.count, &self.others)
    }
}

/// The pages added so far. Threads share one index.
pub struct Index {
    folding: Folding,
    contents: Mutex<Contents>,
}

#[derive(Default)]
struct Contents {
    entries: Vec<Entry>,
    postings: HashMap<Term, Vec<Posting>>,
}

/// What the columns need of a page.
struct Entry {
    number: u32,
    id: String,
    title: String,
    fields: [Vec<Field>; CATEGORICAL.len()],
    amounts: [Option<Amount>; AMOUNTS.len()],
}

/// The categorical columns, by their names in files and addresses.
const CATEGORICAL: [&str; 6] = ["year", "agency", "department", "region", "grade", "rater"];

/// The numeric columns.
const AMOUNTS: [&str; 2] = ["score", "budget"];

/// How many pages one file of `index/pages` describes.
const BLOCK: usize = 128;

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// An index of no pages.
    pub fn new() -> Self {
        Self { folding: Folding::new(), contents: Mutex::default() }
    }

    /// Adds the page that stands at `number`, counted from 0, in the default order of results.
    ///
    /// Pages may come in any order and from any thread; in the end every number below the count of pages has been
    /// used once.
    pub fn add(&self, number: u32, page: &Page<'_>) {
        let title = self.sorted_terms([line(page.title)]);
        let body = self.sorted_terms(text::lines(page.html));
        let one = std::slice::from_ref;
        let fields = [
            one(&page.year),
            one(&page.agency),
            &page.departments,
            one(&page.region),
            one(&page.grade),
            one(&page.rater),
        ];
        let entry = Entry {
            number,
            id: page.id.to_owned(),
            title: line(page.title),
            fields: fields.map(<[Field]>::to_vec),
            amounts: [page.score.clone(), page.budget.clone()],
        };

        let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
        contents.entries.push(entry);
        let mut post = |term, in_title| {
            let list = contents.postings.entry(term).or_default();
            list.push(Posting::new(number, in_title));
        };
        title.iter().for_each(|&term| post(term, true));
        body.into_iter().filter(|term| title.binary_search(term).is_err()).for_each(|term| post(term, false));
    }

    fn sorted_terms(&self, lines: impl IntoIterator<Item = String>) -> Vec<Term> {
        let mut found = Vec::new();
        for line in lines {
            found.extend(terms(&self.folding.fold(&line)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[derive(Serialize)]
struct Meta<'a> {
    version: String,
    pages: usize,
    shards: usize,
    block: usize,
    folding: String,
    aliases: &'a BTreeMap<String, Vec<String>>,
}

/// The files of the index, as paths below `search/` with their bytes, sorted by path.
///
/// A query word that contains a key of `aliases` also finds pages that have one of its values in that place. `names` are
/// suggested while the visitor types, as are the titles of pages.
///
/// # Panics
/// If the numbers of the pages are not 0, 1, 2, … once each.
pub fn finish(index: Index, aliases: &BTreeMap<String, Vec<String>>, names: &[Name]) -> Vec<(String, Vec<u8>)> {
    let Index { folding, contents } = index;
    let Contents { mut entries, postings } = contents.into_inner().unwrap_or_else(PoisonError::into_inner);
    entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.number));
    assert!(
        entries.iter().rev().zip(0..).all(|(entry, number)| entry.number == number),
        "the pages of an index are numbered from 0 without a gap"
    );
    let pairs = folding.pairs(|c| postings.contains_key(&Term::from(c)));
    let shards = shards::shards(from_the_end(postings, entries.len() as u32));

    let shard_count = shards.len();

    let mut files = columns(&entries);
    files.extend(numbered("pages", "json", blocks(&entries)));
    files.extend(numbered("shards", "bin", shards));
    files.push(("index/names.json".to_owned(), json(&names.iter().map(Name::fields).collect::<Vec<_>>())));
    let meta = Meta {
        version: version(&files),
        pages: entries.len(),
        shards: shard_count,
        block: BLOCK,
        folding: pairs,
        aliases,
    };
    files.push(("index/meta.json".to_owned(), json(&meta)));
    files.sort_unstable();
    files
}

/// The posting lists in the order of their terms, their pages numbered from the end of the default order, ascending.
fn from_the_end(postings: HashMap<Term, Vec<Posting>>, pages: u32) -> impl Iterator<Item = (Term, Vec<Posting>)> {
    let mut postings: Vec<_> = postings.into_iter().collect();
    postings.sort_unstable_by_key(|&(term, _)| term);
    postings.into_iter().map(move |(term, mut list)| {
        for posting in &mut list {
            *posting = Posting::new(pages - 1 - posting.page(), posting.in_title());
        }
        list.sort_unstable();
        (term, list)
    })
}

fn columns(entries: &[Entry]) -> Vec<(String, Vec<u8>)> {
    let categorical = CATEGORICAL.iter().enumerate().map(|(place, name)| {
        let fields: Vec<_> = entries.iter().map(|entry| entry.fields[place].as_slice()).collect();
        (name, columns::categorical(&fields))
    });
    let amounts = AMOUNTS.iter().enumerate().map(|(place, name)| {
        let amounts: Vec<_> = entries.iter().map(|entry| entry.amounts[place].as_ref()).collect();
        (name, columns::amount(&amounts))
    });
    categorical.chain(amounts).map(|(name, bytes)| (format!("index/columns/{name}.json"), bytes)).collect()
}

fn blocks(entries: &[Entry]) -> Vec<Vec<u8>> {
    let text = |amount: &'_ Option<Amount>| amount.as_ref().map(|amount| amount.text.clone());
    entries
        .chunks(BLOCK)
        .map(|block| {
            let pages = block.iter().map(|entry| {
                let [score, budget] = &entry.amounts;
                (&entry.id, &entry.title, text(score), text(budget))
            });
            json(&pages.collect::<Vec<_>>())
        })
        .collect()
}

fn numbered(folder: &str, extension: &str, files: Vec<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let path = |number| format!("index/{folder}/{number:04}.{extension}");
    files.into_iter().enumerate().map(|(number, bytes)| (path(number), bytes)).collect()
}

/// A number that another index hardly ever has.
fn version(files: &[(String, Vec<u8>)]) -> String {
    let hashes: Vec<u8> = files.iter().flat_map(|(_, bytes)| shards::hash(bytes).to_le_bytes()).collect();
    format!("{:08x}", shards::hash(&hashes))
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("text and numbers can be written as JSON")
}
