//! Where figures of reports do not agree: kinds of difference by agency and year, and how many of them are explained.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Held, Severity};
use crate::lang::Message;
use crate::model::Content;
use crate::rules::{self, FAMILIES};
use crate::site::compose::lists::year_fragment;
use crate::site::compose::parts::charts::Part;
use crate::site::compose::parts::entries::group_link;
use crate::site::compose::parts::{charts, figures};
use crate::site::views::{DifferenceCell, DifferenceKind, DifferenceRow, DifferencesView, Link};
use crate::site::{Group, ListPage, PAGE_LENGTH, Page, Site};

/// The differences within reports.
#[derive(Debug, Default)]
pub(in crate::site) struct Disagreements {
    /// Of each family of rules.
    kinds: Kinds,
    /// The years of which there are any, the newest first.
    years: BTreeSet<Reverse<u32>>,
    /// By agency, the one with the most first, then by year.
    agencies: Vec<(String, BTreeMap<Reverse<u32>, Kinds>)>,
}

/// A count for each family of rules.
type Kinds = [Count; FAMILIES.len()];

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    n: usize,
    /// Those that were published with an explanation.
    explained: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.n += other.n;
        self.explained += other.explained;
    }

    fn of<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Count {
        let mut all = Count::default();
        counts.into_iter().for_each(|count| all.add(*count));
        all
    }
}

/// Counts the differences within reports.
pub(in crate::site) fn gather(
    content: &Content,
    findings: &[Arc<Held>],
    index_of: &FxHashMap<String, usize>,
) -> Disagreements {
    let mut all = Disagreements::default();
    let mut agencies: BTreeMap<&String, BTreeMap<Reverse<u32>, Kinds>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
        let Some(index) = finding.project.as_ref().and_then(|id| index_of.get(&**id)) else { continue };
        let Some(family) = rules::family_of(finding.rule) else { continue };
        let project = &content.projects[*index];
        let year = Reverse(project.year.value);
        let one = Count { n: 1, explained: usize::from(finding.is_explained) };
        all.kinds[family].add(one);
        all.years.insert(year);
        agencies.entry(&project.agency.value).or_default().entry(year).or_default()[family].add(one);
    }
    all.agencies = agencies.into_iter().map(|(id, years)| (id.clone(), years)).collect();
    all.agencies.sort_by_key(|(_, years)| Reverse(Count::of(years.values().flatten()).n));
    all
}

/// How many agencies stand in the table, and how many years have a column of their own.
const MOST_AGENCIES: usize = 10;
const MOST_YEARS: usize = 5;

/// The kinds of difference, and a table of them by agency and year; `None` where there are none.
pub(in crate::site) fn view(site: &Site) -> Option<DifferencesView> {
    let Disagreements { kinds, years, agencies } = site.disagreements();
    let lang = site.lang();
    let newest: Vec<u32> = years.iter().take(MOST_YEARS).map(|Reverse(year)| *year).collect();
    let has_earlier = years.len() > newest.len();
    let shown = &agencies[..agencies.len().min(MOST_AGENCIES)];
    let columns: Vec<Vec<Column>> = shown.iter().map(|(_, years)| columns(years, &newest, has_earlier)).collect();
    let most = columns.iter().flatten().map(|column| Count::of(&column.kinds).n).max()?;
    let mut heads: Vec<String> = newest.iter().map(u32::to_string).collect();
    if let Some(oldest) = newest.last().filter(|_| has_earlier) {
        heads.push(lang.say(&Message::new("disagreements-earlier").with("year", oldest.to_string())));
    }
    let row = |((agency, _), columns): (&(String, _), Vec<Column>)| DifferenceRow {
        link: group_link(site, Group::Agency(agency.clone())),
        explained: explained_of(site, Count::of(columns.iter().flat_map(|column| &column.kinds))),
        cells: heads.iter().zip(&columns).map(|(head, column)| cell(site, agency, head, column, most)).collect(),
    };
    Some(DifferencesView {
        n: Count::of(kinds).n,
        share: share(site, Count::of(kinds)),
        explained: Count::of(kinds).explained,
        kinds: kinds_of_all(site, kinds),
        rows: shown.iter().zip(columns).map(row).collect(),
        others: agencies.len() - shown.len(),
        years: heads,
    })
}

/// What an agency has of a year, or of all earlier ones.
#[derive(Default)]
struct Column {
    /// The year, of several the newest.
    year: Option<u32>,
    kinds: Kinds,
}

fn columns(years: &BTreeMap<Reverse<u32>, Kinds>, newest: &[u32], has_earlier: bool) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    columns.resize_with(newest.len() + usize::from(has_earlier), Column::default);
    for (Reverse(year), kinds) in years {
        let place = newest.iter().position(|own| own == year).unwrap_or(newest.len());
        let column = &mut columns[place];
        column.year.get_or_insert(*year);
        column.kinds.iter_mut().zip(kinds).for_each(|(all, own)| all.add(*own));
    }
    columns
}

fn kinds_of_all(site: &Site, kinds: &Kinds) -> Vec<DifferenceKind> {
    let most = kinds.iter().map(|count| count.n).max().unwrap_or(0);
    let kind = |(family, count): (usize, &Count)| DifferenceKind {
        kind: site.lang().word(FAMILIES[family].name),
        n: count.n,
        bar: bar(*count, most),
    };
    let mut shown: Vec<_> = kinds.iter().enumerate().filter(|(_, count)| count.n > 0).collect();
    shown.sort_by_key(|(_, count)| Reverse(count.n));
    shown.into_iter().map(kind).collect()
}

fn cell(site: &Site, agency: &str, head: &str, column: &Column, most: usize) -> Option<DifferenceCell> {
    let lang = site.lang();
    let count = Count::of(&column.kinds);
    let kind = |(family, count): (usize, &Count)| {
        let kind = Message::new("disagreements-kind").with("kind", lang.word(FAMILIES[family].name));
        (count.n > 0).then(|| lang.say(&kind.with("n", count.n)))
    };
    let kinds: Vec<String> = column.kinds.iter().enumerate().filter_map(kind).collect();
    Some(DifferenceCell {
        year: head.to_owned(),
        link: Link {
            text: lang.say(&Message::new("disagreements-n").with("n", count.n)),
            href: projects_of(site, agency, column.year?),
        },
        kinds: kinds.join(&lang.word("list-separator")),
        unexplained: (count.explained < count.n)
            .then(|| lang.say(&Message::new("disagreements-n-unexplained").with("n", count.n - count.explained))),
        bar: bar(count, most),
    })
}

/// Where an agency's projects of a year begin in their list.
fn projects_of(site: &Site, agency: &str, year: u32) -> String {
    let group = Group::Agency(agency.to_owned());
    let newer = |index: &usize| site.content.projects[*index].year.value > year;
    let number = site.projects_of(&group).partition_point(newer) / PAGE_LENGTH;
    let page = site.address(&Page::Group(group, ListPage { number, ..ListPage::FIRST }));
    format!("{page}#{}", year_fragment(year))
}

fn bar(count: Count, most: usize) -> String {
    let part = |class: &str, n| Part { class: class.to_owned(), n };
    charts::stacked(&[part("unexplained", count.n - count.explained), part("explained", count.explained)], most)
}

fn share(site: &Site, count: Count) -> String {
    figures::percent(site.lang(), count.explained.into(), count.n.into())
}

fn explained_of(site: &Site, count: Count) -> String {
    let said = Message::new("disagreements-explained-of").with("n", count.n).with("explained", count.explained);
    site.lang().say(&said.with("share", share(site, count)))
}
