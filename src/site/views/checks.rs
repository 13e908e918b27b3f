//! What was found in a report, and in which words of it.

use serde::Serialize;

use super::Link;

/// What was checked.
#[derive(Clone, Debug, Serialize)]
pub struct ChecksView {
    /// What holds, each with its computation.
    pub holds: Vec<String>,
    /// What differs.
    pub findings: Vec<FindingView>,
}

/// A finding in a citizen's words.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// Fragment of its address: `finding-1`.
    pub id: String,
    /// Rule, with the page that explains it.
    pub rule: Link,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// Place in the report.
    pub place: String,
    /// Fragment of the cell of the score table that it is about, on the project's page.
    pub cell: Option<String>,
    /// What differs, in one sentence.
    pub message: String,
    /// The computation written out.
    pub help: Vec<String>,
    /// As printed.
    pub printed: Option<String>,
    /// As recomputed.
    pub recomputed: Option<String>,
    /// Where it stands among the words of its report, in a list of several projects.
    pub in_report: Option<Link>,
    /// The words of the report that it speaks of, its own place first; none in a list of several projects.
    pub excerpts: Vec<ExcerptView>,
    /// How many more places there are, in words.
    pub more_places: Option<String>,
    /// The agency's explanation.
    pub note: Option<String>,
}

/// A sentence of the report or a row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct ExcerptView {
    /// Where it stands: a heading, or a table and its row. May be empty.
    pub place: String,
    /// Fragment of that place on the project's page, where it has one.
    pub fragment: Option<String>,
    /// What it has to do with the finding; nothing at the finding's own place.
    pub label: Option<String>,
    /// Its words: one part for a sentence, one a cell for a row.
    pub parts: Vec<PartView>,
}

/// A sentence or a cell.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// What the cell is: 得分.
    pub name: Option<String>,
    /// Its words, in runs.
    pub runs: Vec<RunView>,
}

/// Words in a row, all or none of which are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunView {
    /// The words.
    pub text: String,
    /// Whether the finding is about these words.
    pub marked: bool,
}

/// A heading of the narrative.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 or more.
    pub level: u8,
    /// Fragment.
    pub id: String,
    /// Text.
    pub text: String,
}
