//! Which keys stand in which tables of a file, and where one belongs that stands in the wrong table. Reads no values.
//!
//! The schemas for editors (`data/schemas/`), the comments of `gongshi new`, and the sheets of its workbooks list no
//! keys of their own. A reader asks its `Fields` for every key of a table, whether it is there or not, or else the key
//! would be reported as unknown. So a reader that reads an empty file tells all its keys, their types, words and which
//! must be there (`syntax::keys_of`). What a key means stands in both catalogues, under as much of the end of its path as
//! is needed: `key-weight`, `key-rubric-indicators-weight`.

use std::collections::BTreeMap;

use crate::diag::Finding;
use crate::lang::Message;

/// How a table is reached from the top of its file: key by key, each with whether it is a list of tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way(Vec<(&'static str, bool)>);

impl Way {
    pub(super) fn below(&self, key: &'static str, is_listed: bool) -> Way {
        Way(self.0.iter().copied().chain([(key, is_listed)]).collect())
    }

    /// The table and a key of it, with points between: `evaluations.indicators`.
    pub(super) fn to(&self, key: &str) -> String {
        self.0.iter().map(|(key, _)| *key).chain([key]).collect::<Vec<_>>().join(".")
    }

    /// As its table is headed: `[[evaluations]]`; nothing at the top.
    pub(super) fn header(&self) -> Option<String> {
        let ((last, is_listed), before) = self.0.split_last()?;
        let path = Way(before.to_vec()).to(last);
        Some(if *is_listed { format!("[[{path}]]") } else { format!("[{path}]") })
    }

    fn is_above(&self, other: &Way) -> bool {
        self.0.len() < other.0.len() && other.0.starts_with(&self.0)
    }
}

/// The keys of a file: those that its tables can have, and those that stand where they cannot or are missing, each with
/// the number of the finding that says so.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) known: BTreeMap<Way, Vec<&'static str>>,
    pub(super) strays: Vec<(Way, String, usize)>,
    pub(super) missing: Vec<(Way, &'static str, usize)>,
}

impl Keys {
    /// Says of a key that stands in the wrong table where it belongs: in one of those around it, or in the only other one
    /// that has such a key. That it is missing there is then said no more.
    pub(super) fn settle(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
        for (here, key, number) in &self.strays {
            let Some(stray) = &mut findings[*number] else { continue };
            let Some(home) = self.home(here, key) else { continue };
            stray.message = match (here.header(), home.header()) {
                (Some(here), Some(home)) => Message::new("misplaced-key").with("here", here).with("home", home),
                (Some(here), None) => Message::new("misplaced-key-from-top").with("here", here),
                (None, home) => Message::new("misplaced-key-at-top").with("home", home.unwrap_or_default()),
            }
            .with("key", key.as_str());
            stray.help.clear();
            let missed = self.missing.iter().filter(|(way, missing, _)| way == home && missing == key);
            missed.for_each(|(.., number)| findings[*number] = None);
        }
        findings.into_iter().flatten().collect()
    }

    fn home(&self, here: &Way, key: &str) -> Option<&Way> {
        let mut having = self.known.iter().filter(|(_, keys)| keys.contains(&key)).map(|(way, _)| way);
        let around = having.clone().filter(|way| way.is_above(here)).max_by_key(|way| way.0.len());
        let only = having.next().filter(|_| having.next().is_none());
        around.or(only)
    }
}
