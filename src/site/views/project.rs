//! The page of a project: what it says first, and what does not belong to one evaluation.

use serde::Serialize;

use super::{
    ChecksView, EvaluationView, Fact, FundsView, HeadingView, HistoryView, Link, MoneyBar, Pair, ProjectRow, ScaleView,
};

/// `project.html`: everything about one project.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectView {
    /// The card: who rated whom, score, grade, money, rate.
    pub row: ProjectRow,
    /// The first screen: what most readers come for.
    pub headline: HeadlineView,
    /// The answer in plain sentences.
    pub answer: Vec<String>,
    /// Facts: year, period, agency (and as printed), department, kind, code, address, documents it rests on.
    pub facts: Vec<Fact>,
    /// Whether the narrative is a retelling.
    pub abridged: bool,
    /// Evaluations, the leading one first.
    pub evaluations: Vec<EvaluationView>,
    /// Money.
    pub funds: Option<FundsView>,
    /// Overall goals.
    pub goals: Vec<GoalView>,
    /// Targets stated apart from the score table.
    pub targets: Option<TargetsView>,
    /// Checks.
    pub checks: ChecksView,
    /// The same project over the years, where the site has several.
    pub history: Option<HistoryView>,
    /// Headings of the narrative.
    pub headings: Vec<HeadingView>,
    /// The narrative, HTML.
    pub narrative: Option<String>,
    /// List of problems.
    pub problems: Vec<ProblemView>,
    /// Disclosure record, two entries a row.
    pub record: Vec<Vec<Pair>>,
    /// Original documents.
    pub originals: Vec<OriginalView>,
    /// Changes since publication, the last first: date and reason.
    pub revisions: Vec<Pair>,
    /// Other projects of the same agency, the newest.
    pub others: Vec<ProjectRow>,
    /// How to cite this page.
    pub citation: String,
    /// `data.json` beside the page, below the root.
    pub data: String,
}

/// The first screen of a project's page. What it cannot tell it says, or leaves out.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineView {
    /// Who rated, and who led that: sentences.
    pub who: Vec<String>,
    /// The grades on the scale of points, with the score on it.
    pub scale: Option<ScaleView>,
    /// The totals of the money as bars; none where there is nothing to compare.
    pub bars: Vec<MoneyBar>,
    /// Outcomes that the report marks, three at most.
    pub outcomes: Vec<OutcomeView>,
    /// How score and expenditure differ from those of the year before, or why nobody can tell: sentences.
    pub change: Vec<String>,
    /// Whether figures of the report do not agree, or may not.
    pub is_at_odds: bool,
    /// The severest contradiction or doubt, one between figures before others.
    pub worst: Option<WorstView>,
}

/// An outcome that a report marks.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeView {
    /// What: 办结率.
    pub label: String,
    /// As printed.
    pub value: String,
    /// The finding of the page that is about it, by number.
    pub finding: Option<usize>,
}

/// The severest finding.
#[derive(Clone, Debug, Serialize)]
pub struct WorstView {
    /// In one sentence.
    pub text: String,
    /// Fragment of its address.
    pub id: String,
}

/// An overall goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalView {
    /// What it is called, where there are several.
    pub name: Option<String>,
    /// Its own weight.
    pub weight: Option<String>,
    /// Its own score.
    pub score: Option<String>,
    /// Expected.
    pub expected: Option<String>,
    /// Actual.
    pub actual: Option<String>,
}

/// Targets stated apart from the score table.
#[derive(Clone, Debug, Serialize)]
pub struct TargetsView {
    /// Whether any has an actual.
    pub has_actual: bool,
    /// Heads of the ladder's columns, where any target has one: 优, 良, 中, 差.
    pub ladder: Vec<String>,
    /// The targets.
    pub rows: Vec<TargetRow>,
}

/// One target.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRow {
    /// Kind.
    pub kind: Option<String>,
    /// Name.
    pub name: String,
    /// Target.
    pub target: String,
    /// Actual.
    pub actual: String,
    /// What would earn each grade.
    pub ladder: Vec<String>,
}

/// An entry of the list of problems.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemView {
    /// Category.
    pub category: String,
    /// Unit responsible.
    pub unit: Option<String>,
    /// Description.
    pub text: String,
}

/// An original document.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalView {
    /// Title and address below the root.
    pub link: Link,
    /// Size: 1024 字节.
    pub size: String,
    /// SHA-256.
    pub sha256: String,
}
