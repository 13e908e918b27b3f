//! Rubrics and rules.

use serde::Serialize;

use super::{Link, LossesView, Pair, ProjectRow, ScoresView};

/// `rubric.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RubricView {
    /// Document it comes from.
    pub source: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Full marks.
    pub maximum: String,
    /// Grades of the total.
    pub bands: Vec<Pair>,
    /// Its indicators with their levels.
    pub indicators: Vec<RubricRow>,
    /// Bonuses and deductions, with the most points of each.
    pub adjustments: Vec<Pair>,
    /// The scores by it.
    pub scores: Option<ScoresView>,
    /// Where points were lost.
    pub losses: Option<LossesView>,
    /// How many projects were evaluated by it.
    pub n: usize,
    /// The newest of them.
    pub rows: Vec<ProjectRow>,
    /// All of them, where they are more.
    pub more: Option<Link>,
}

/// An indicator of a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct RubricRow {
    /// 1 for the outermost groups.
    pub level: u32,
    /// Name, with other names in brackets.
    pub name: String,
    /// Weight, where the rubric fixes it.
    pub weight: Option<String>,
    /// For `aligned`.
    pub fraction_width: usize,
    /// Grades of the group.
    pub bands: Vec<Pair>,
    /// What it is about, its standard, its unit.
    pub texts: Vec<Pair>,
}

/// `rules.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RulesView {
    /// The rules: those about reports, then those about how files are written.
    pub sections: Vec<RuleSection>,
}

/// Rules of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct RuleSection {
    /// Fragment of its address: `family-scores`.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// The rules.
    pub rules: Vec<RuleView>,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// Its name, also the fragment of its address.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// What it finds.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// Example that breaks it.
    pub bad: Option<String>,
    /// Example that keeps it.
    pub good: Option<String>,
    /// How often it speaks on this site.
    pub n: usize,
}
