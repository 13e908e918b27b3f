//! The front page.

use serde::Serialize;

use super::{GroupRow, Link, Pair, ProjectRow, RollUp};

/// The scores that projects got by one rubric, by who rated.
#[derive(Clone, Debug, Serialize)]
pub struct ScoresView {
    /// The rubric's id.
    pub id: String,
    /// The rubric.
    pub rubric: Link,
    /// What the pictures show.
    pub title: String,
    /// The points and the grades below the pictures, SVG for drawing only.
    pub axis: String,
    /// Who rated, with the scores that they gave: pictures and figures.
    pub raters: Vec<RaterRow>,
}

/// The scores that raters of one sort gave.
#[derive(Clone, Debug, Serialize)]
pub struct RaterRow {
    /// `self`.
    pub key: &'static str,
    /// 单位自评.
    pub rater: String,
    /// Every score as a dot, SVG with its words.
    pub dots: String,
    /// How many scores.
    pub n: usize,
    /// The lowest score.
    pub least: String,
    /// The middle score: as many are above it as below.
    pub median: String,
    /// The highest score.
    pub most: String,
}

/// `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The whole site.
    pub all: RollUp,
    /// Whether the newest are the last published; else they are those of the last years, as not all say when.
    pub by_publication: bool,
    /// Scores by the rubrics that most projects were scored by.
    pub scores: Vec<ScoresView>,
    /// Who rated by these rubrics, by key and word, where there is a choice.
    pub raters: Vec<Pair>,
    /// The newest projects.
    pub newest: Vec<ProjectRow>,
    /// The newest years, newest first.
    pub years: Vec<GroupRow>,
    /// How many years there are.
    pub n_years: usize,
    /// The agencies with the most projects.
    pub agencies: Vec<GroupRow>,
    /// How many agencies there are.
    pub n_agencies: usize,
    /// Rubrics, with where their pages show which points were lost.
    pub lost: Vec<Link>,
}
