//! An evaluation: its score table, the points that were lost, the same score in several places, who rated.

use serde::Serialize;

use super::{FoundLink, GradeView, Link, Pair, ScoreView};

/// One evaluation.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluationView {
    /// Fragment of its address: `evaluation-1`.
    pub id: String,
    /// Who rated.
    pub rater: String,
    /// What the report calls the form, where there is no table with that caption.
    pub place: Option<String>,
    /// The organisation that rated.
    pub organisation: Option<String>,
    /// Day.
    pub date: Option<String>,
    /// Rubric.
    pub rubric: Link,
    /// Score.
    pub score: ScoreView,
    /// Grade.
    pub grade: GradeView,
    /// The report's own statement of its bands.
    pub bands_printed: Option<String>,
    /// The score table.
    pub table: Option<TableView>,
    /// Whether its rows have weights or scores.
    pub has_points: bool,
    /// Where points were lost.
    pub lost: Vec<LostView>,
    /// How many points were lost in all, or why nobody can tell.
    pub loss: String,
    /// Of what it cannot be told whether it lost points.
    pub loss_untold: Option<String>,
    /// That the points lost are those before others were scaled up for items that do not apply.
    pub scaled: Option<String>,
    /// What was added to the points of the items and taken off them, in a sentence.
    pub adjusted: Option<String>,
    /// Points gained per outermost group.
    pub groups: Vec<GroupScore>,
    /// Bonus and deduction lines.
    pub adjustments: Vec<Pair>,
    /// Who signed.
    pub evaluators: Vec<EvaluatorView>,
    /// The same scores in the several places of the report, beside the recomputed ones.
    pub statements: Option<StatementsView>,
}

/// A table with merged cells.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// Caption.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<ColumnView>,
    /// Rows of cells; a cell merged over several rows stands in the first.
    pub rows: Vec<Vec<CellView>>,
    /// The row of totals.
    pub foot: Vec<CellView>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Its head.
    pub text: String,
    /// `name`, `weight`, `score`, `text`: how its cells are set.
    pub kind: &'static str,
}

/// A cell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CellView {
    /// What it says; empty where the form is empty.
    pub text: String,
    /// For `aligned`; 0 where it is no number.
    pub fraction_width: usize,
    /// `name`, `weight`, `score`, `text`.
    pub kind: &'static str,
    /// Head of its column, for narrow screens.
    pub label: String,
    /// `row` or `rowgroup` for a head of its row(s).
    pub scope: Option<&'static str>,
    /// Whether it names an outermost group, which narrow screens show as a heading.
    pub outermost: bool,
    /// Rows it covers.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// `lost` for a score below its weight, `differs` for one that a finding is about.
    pub mark: Option<&'static str>,
    /// What the mark says in words: 扣 2 分.
    pub mark_text: Option<String>,
    /// The finding of the page that is about it, by number.
    pub finding: Option<usize>,
    /// Whether it is the first cell that this finding is about: where the finding leads back to.
    pub is_place: bool,
}

/// An item that lost points.
#[derive(Clone, Debug, Serialize)]
pub struct LostView {
    /// Its groups and name: 项目管理 › 资金管理 › 资金使用.
    pub path: String,
    /// Weight.
    pub weight: String,
    /// Score.
    pub score: String,
    /// Points lost.
    pub lost: String,
    /// What the report says about it, with what that is: 偏差原因, 扣分原因 or only 评价依据.
    pub said: Vec<Pair>,
    /// What was found of this row.
    pub found: Vec<FoundLink>,
}

/// Points of an outermost group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupScore {
    /// Name.
    pub name: String,
    /// Weight.
    pub weight: Option<String>,
    /// Score, recomputed from the items.
    pub score: Option<String>,
    /// What stands where there is no score: 未列出, or how a group that does not apply is treated.
    pub instead: String,
    /// Score as a bar of the weight's length, SVG for drawing only.
    pub bar: Option<String>,
    /// For `aligned`.
    pub fraction_width: usize,
}

/// A person who rated.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluatorView {
    /// Post, with the surname where the site shows it: 吴（局长）.
    pub name: String,
    /// Organisation.
    pub unit: Option<String>,
    /// Part in the evaluation.
    pub role: Option<String>,
    /// The score given.
    pub score: Option<String>,
    /// For `aligned`.
    pub fraction_width: usize,
}

/// One quantity in the several places of a report.
#[derive(Clone, Debug, Serialize)]
pub struct StatementsView {
    /// Names of the places.
    pub places: Vec<String>,
    /// A row for each group or total that is stated more than once.
    pub rows: Vec<StatementRow>,
}

/// One quantity.
#[derive(Clone, Debug, Serialize)]
pub struct StatementRow {
    /// Name of the group, or 总分.
    pub name: String,
    /// Recomputed from the items.
    pub recomputed: Option<String>,
    /// The grade that the recomputed score earns.
    pub recomputed_grade: Option<String>,
    /// What each place prints, in the order of the places.
    pub cells: Vec<StatementCell>,
}

/// What one place prints.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StatementCell {
    /// Score.
    pub score: Option<String>,
    /// Grade.
    pub grade: Option<String>,
    /// Whether the score differs from the recomputed one.
    pub score_differs: bool,
    /// Whether the grade is not the one of the score printed beside it.
    pub grade_differs: bool,
    /// The finding of the page that is about either, by number.
    pub finding: Option<usize>,
}
