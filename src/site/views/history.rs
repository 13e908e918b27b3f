//! A project over the years.

use serde::Serialize;

use super::{Link, PictureView, ProjectRow};

/// `series.html`: the same project over the years.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// Its title in the newest year.
    pub title: String,
    /// The agency.
    pub agency: Link,
    /// Which years there are: 2020–2022 年，3 个年度.
    pub span: String,
    /// Other titles that it had.
    pub earlier: Vec<String>,
    /// All its years.
    pub history: HistoryView,
}

/// Years of a project.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The years, newest first.
    pub years: Vec<HistoryRow>,
    /// Whether the years were not all evaluated by one rubric.
    pub rubrics_differ: bool,
    /// Scores over the years, a picture for each scale that has more than one.
    pub scores: Vec<PictureView>,
    /// Outcomes that the reports of several years mark.
    pub outcomes: Vec<OutcomeYears>,
    /// Rules that found something in several years.
    pub repeated: Vec<RepeatedView>,
    /// The comparison of the newest years, below the root.
    pub comparison: String,
    /// The page of all years, elsewhere than on it.
    pub page: Option<Link>,
}

/// A year of a project.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// The project in that year.
    pub row: ProjectRow,
    /// Whether it is the page's own year.
    pub current: bool,
    /// The rubric of its evaluation.
    pub rubric: Option<Link>,
    /// How the score differs from that of the year before it, or why the two are not compared.
    pub score_change: Option<String>,
    /// How expenditure differs from that of the year before it.
    pub money_change: Option<String>,
}

/// An outcome over the years.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeYears {
    /// What: 办结率.
    pub label: String,
    /// The years, with what the report prints; nothing where it marks none.
    pub values: Vec<(String, Option<String>)>,
}

/// A rule that found something in several years.
#[derive(Clone, Debug, Serialize)]
pub struct RepeatedView {
    /// The rule.
    pub rule: Link,
    /// `error`, `warning`, `notice`: the severest of the years.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// The checks of those years.
    pub years: Vec<Link>,
}
