//! What the checks found on the whole site.

use serde::Serialize;

use super::{FindingView, FoundView, Link, Pager};

/// `quality.html`: every finding of the site.
#[derive(Clone, Debug, Serialize)]
pub struct QualityView {
    /// Projects checked.
    pub n: usize,
    /// Of them with differences.
    pub with_differences: usize,
    /// What was found of projects.
    pub found: FoundView,
    /// What was found of other files, such as rubrics, in words.
    pub elsewhere: Option<String>,
    /// Kinds of difference by agency and year, on the first page.
    pub differences: Option<DifferencesView>,
    /// Rules that found something, the severest first, on the first page.
    pub by_rule: Vec<RuleCount>,
    /// Agencies with what was found of theirs, those with the most first, then all others in one; on the first page.
    pub by_agency: Vec<FoundRow>,
    /// Years with what was found of theirs, on the first page.
    pub by_year: Vec<FoundRow>,
    /// The findings of this page, of the whole list the severest first.
    pub levels: Vec<FoundLevel>,
    /// The pages of the list.
    pub pager: Pager,
}

/// A group, or several, with what was found of its projects.
#[derive(Clone, Debug, Serialize)]
pub struct FoundRow {
    /// Its page.
    pub link: Link,
    /// What was found.
    pub found: FoundView,
}

/// Findings of a level.
#[derive(Clone, Debug, Serialize)]
pub struct FoundLevel {
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// Project by project.
    pub parts: Vec<FoundPart>,
}

/// Findings of a project, or of files that belong to none.
#[derive(Clone, Debug, Serialize)]
pub struct FoundPart {
    /// The project.
    pub project: Option<FoundProject>,
    /// The findings.
    pub findings: Vec<FindingView>,
}

/// A project of which something was found.
#[derive(Clone, Debug, Serialize)]
pub struct FoundProject {
    /// Its page.
    pub link: Link,
    /// Its agency.
    pub agency: Link,
    /// Its year.
    pub year: String,
}

/// Where reports contradict themselves.
#[derive(Clone, Debug, Serialize)]
pub struct DifferencesView {
    /// How many differences there are.
    pub n: usize,
    /// How many of them are explained.
    pub explained: usize,
    /// Which share that is.
    pub share: String,
    /// The kinds, the most frequent first.
    pub kinds: Vec<DifferenceKind>,
    /// Years, the newest first; the last may stand for all earlier ones.
    pub years: Vec<String>,
    /// Agencies, those with the most first.
    pub rows: Vec<DifferenceRow>,
    /// How many more agencies there are.
    pub others: usize,
}

/// A kind of difference.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceKind {
    /// 得分与分值.
    pub kind: String,
    /// How many.
    pub n: usize,
    /// Those explained and those that are not as a bar, all kinds to one scale; SVG for drawing only.
    pub bar: String,
}

/// An agency.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceRow {
    /// Its page.
    pub link: Link,
    /// A cell a year; `None` where it has no difference.
    pub cells: Vec<Option<DifferenceCell>>,
    /// How many of its differences are explained, and which share that is.
    pub explained: String,
}

/// Differences of an agency in a year.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceCell {
    /// The year.
    pub year: String,
    /// How many, and where the projects stand.
    pub link: Link,
    /// How many of each kind.
    pub kinds: String,
    /// How many of them are not explained, where there are any.
    pub unexplained: Option<String>,
    /// Those explained and those that are not as a bar, all of a table to one scale; SVG for drawing only.
    pub bar: String,
}

/// How often a rule speaks.
#[derive(Clone, Debug, Serialize)]
pub struct RuleCount {
    /// Rule.
    pub rule: Link,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// The level as a number by which tables are sorted, the severest the highest.
    pub level: u8,
    /// How often, of projects.
    pub n: usize,
    /// How often of other files.
    pub elsewhere: usize,
}
