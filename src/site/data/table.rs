//! What a table that can be taken away is: its columns, what these hold, its rows. Knows none.

use std::io;

use crate::diag::Severity;
use crate::lang::{Lang, Message};
use crate::model::project::Project;
use crate::site::compose::parts::figures;
use crate::site::{Page, Site};

/// A table of the whole site.
#[derive(Debug)]
pub(super) struct Table {
    /// Name of its files.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Tables whose keys are among its columns: each row of its own belongs to one of theirs.
    pub refers_to: &'static [&'static str],
    /// What is in it.
    pub rows: Of,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether no cell of it is empty.
    pub required: bool,
    /// Whether only the tables of the whole site have it: whose a row is and which of them, as the file of one project says by
    /// its place, and where it stands in the files that pages are made from.
    pub of_tables: bool,
}

/// What the cells of a column hold.
#[derive(Debug)]
pub(super) enum Holds {
    /// A text, mostly as printed.
    Text,
    /// One of a few words.
    OneOf(fn() -> Vec<&'static str>),
    /// `true` or `false`.
    Flag,
    /// A whole number that counts or orders.
    Count,
    /// A decimal, digit for digit.
    Figure,
}

/// A row, a cell a column; `None` where the report says nothing.
pub(super) type Row = Vec<Option<String>>;
/// Rows as they are read or made.
pub(super) type Rows<'a> = Box<dyn Iterator<Item = io::Result<Row>> + 'a>;

/// What the rows of a table are made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// Of each project, in the order of the site; told with its index.
    Project(fn(&Site, usize, &Project) -> Vec<Row>),
    /// Of the site as a whole.
    Site(for<'a> fn(&'a Site) -> Box<dyn Iterator<Item = Row> + 'a>),
}

impl Table {
    /// What it is called.
    pub(super) fn title(&self, lang: Lang) -> String {
        lang.word(&format!("table-{}", self.name))
    }
}

impl Column {
    /// What it is called.
    pub(super) fn title(&self, lang: Lang) -> String {
        lang.word(&self.word())
    }

    /// What it is called and, where it holds one of a few words, what these mean.
    pub(super) fn meaning(&self, lang: Lang) -> String {
        match self.holds {
            Holds::OneOf(_) => {
                let what = lang.attribute(&self.word(), "what");
                lang.say(&Message::new("labelled").with("label", self.title(lang)).with("value", what))
            }
            _ => self.title(lang),
        }
    }

    /// Its message in the catalogues.
    fn word(&self) -> String {
        format!("data-{}", self.name.replace('_', "-"))
    }
}

pub(super) const fn text(name: &'static str) -> Column {
    column(name, Holds::Text)
}

pub(super) const fn one_of(name: &'static str, words: fn() -> Vec<&'static str>) -> Column {
    column(name, Holds::OneOf(words))
}

pub(super) const fn flag(name: &'static str) -> Column {
    required(column(name, Holds::Flag))
}

pub(super) const fn count(name: &'static str) -> Column {
    required(column(name, Holds::Count))
}

pub(super) const fn figure(name: &'static str) -> Column {
    column(name, Holds::Figure)
}

const fn column(name: &'static str, holds: Holds) -> Column {
    Column { name, holds, required: false, of_tables: false }
}

pub(super) const fn required(column: Column) -> Column {
    Column { required: true, ..column }
}

pub(super) const fn optional(column: Column) -> Column {
    Column { required: false, ..column }
}

pub(super) const fn of_tables(column: Column) -> Column {
    Column { of_tables: true, ..column }
}

/// A level of findings.
pub(super) const SEVERITY: Column = required(one_of("severity", || {
    [Severity::Error, Severity::Warning, Severity::Notice].map(figures::level).to_vec()
}));

/// The address of a page: on the web where the site knows its own, else from its root.
pub(super) fn address(site: &Site, page: &Page) -> String {
    let base = site.content.settings.base_url.as_deref().unwrap_or_default();
    format!("{base}{}", site.short_address(page))
}
