//! What was recognised of a project, in the words of `project.toml` and with the figures as printed. Decides nothing.

use std::collections::BTreeSet;

use super::document::{Block, Notice, Place};
use crate::lang::Message;

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// What is printed in a cell for a figure.
    Figure(String),
    /// A number or a word of the format itself: `2023`, `true`, `2020-04-14`.
    Plain(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Tables on one line.
    Entries(Vec<Entry>),
    /// One table on one line.
    Entry(Entry),
}

/// The keys of one table, in the order they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry(pub Vec<(&'static str, Value)>);

impl Entry {
    /// Puts a text there, unless it is empty.
    pub fn text(&mut self, key: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.0.push((key, Value::Text(text)));
        }
    }

    /// Puts a printed figure there, unless the cell is empty.
    pub fn figure(&mut self, key: &'static str, printed: impl Into<String>) {
        let printed = printed.into();
        if !printed.trim().is_empty() {
            self.0.push((key, Value::Figure(printed)));
        }
    }

    /// Puts a value there.
    pub fn value(&mut self, key: &'static str, value: Value) {
        self.0.push((key, value));
    }

    /// Puts a printed figure into a table of this one; whether it had none there.
    pub fn figure_in(&mut self, table: &'static str, key: &'static str, printed: impl Into<String>) -> bool {
        if !self.has(table) {
            self.value(table, Value::Entry(Entry::default()));
        }
        let table = self.0.iter_mut().find_map(|(known, value)| match value {
            Value::Entry(entry) if *known == table => Some(entry),
            _ => None,
        });
        let free = table.filter(|entry| !entry.has(key));
        free.map(|entry| entry.figure(key, printed)).is_some()
    }

    /// The text or figure of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == key).and_then(|(_, value)| match value {
            Value::Text(text) | Value::Figure(text) | Value::Plain(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether it has the key.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| *known == key)
    }
}

/// Something read in one of two ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// Where it stands in the document.
    pub place: Place,
    /// How it was read, and how else it could be.
    pub readings: Message,
}

/// Something that has no place in the draft yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it stands in the document.
    pub place: Place,
    /// What it says and what to do.
    pub what: Message,
    /// Lines that are ready to be copied.
    pub lines: Vec<String>,
}

/// A place where the report states weights, scores and grades once more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// What the place is called.
    pub place: String,
    /// Its rows.
    pub rows: Vec<Entry>,
}

/// A project, as far as it was recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Year.
    pub year: Option<u32>,
    /// Last part of its address.
    pub slug: String,
    /// Title, year, agency and what else stands at the top.
    pub head: Entry,
    /// Unit and totals of the funds.
    pub funds: Entry,
    /// Funds by source.
    pub sources: Vec<Entry>,
    /// Funds by item.
    pub items: Vec<Entry>,
    /// Overall goals.
    pub goals: Vec<Entry>,
    /// Targets without scores.
    pub targets: Vec<Entry>,
    /// Keys of the evaluation.
    pub evaluation: Entry,
    /// Evaluations by others, each with a column of its own in the score table.
    pub others: Vec<Entry>,
    /// Rows of the score table.
    pub indicators: Vec<Entry>,
    /// Further places.
    pub printed: Vec<Printed>,
    /// Who evaluated.
    pub evaluators: Vec<Entry>,
    /// List of problems.
    pub problems: Vec<Entry>,
    /// Full names in the document of persons whom the site does not show in full.
    pub full_names: BTreeSet<String>,
    /// What is not placed.
    pub unplaced: Vec<Unplaced>,
    /// What the draft names and the site does not have yet: agencies, a rubric.
    pub proposed: Vec<Unplaced>,
    /// What was unsure.
    pub unsure: Vec<Unsure>,
    /// What of the file was left out.
    pub notices: Vec<Notice>,
    /// The narrative.
    pub body: Vec<Block>,
    /// Before which pieces of the narrative tables stood that are told elsewhere.
    pub moved: BTreeSet<usize>,
}
