//! In which orders a list of projects can be read. Compares scores by one rubric only; shows nothing.

use rust_decimal::Decimal;

use crate::model::evaluation::Evaluation;
use crate::model::funds::Basis;
use crate::model::project::Project;

/// An order in which the projects of a list stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By year, the newest first.
    #[default]
    Newest,
    /// By rubric, within one the highest score first; projects without a score last.
    Score,
    /// The largest budget first; projects without one last.
    Budget,
}

/// How many projects stand where only the newest are shown.
pub(in crate::site) const NEWEST: usize = 10;

impl Order {
    /// The folder of its pages below that of the list; the first order has none.
    pub fn folder(self) -> &'static str {
        match self {
            Order::Newest => "",
            Order::Score => "by-score/",
            Order::Budget => "by-budget/",
        }
    }
}

/// The rubric of a project's score and the share of full marks that it is; `None` without a score.
pub(in crate::site) fn comparable_score(project: &Project) -> Option<(&str, Decimal)> {
    let (rubric, evaluation) = scored_by(project)?;
    let score = score_of(evaluation)?;
    Some((rubric, score.checked_div(maximum(evaluation))?))
}

/// Full marks of an evaluation.
pub(in crate::site) fn maximum(evaluation: &Evaluation) -> Decimal {
    evaluation.full_marks().unwrap_or(Decimal::ONE_HUNDRED)
}

/// The rubric by which a project has a score, printed or recomputed.
pub(in crate::site) fn scored_by(project: &Project) -> Option<(&str, &Evaluation)> {
    let evaluation = project.leading_evaluation()?;
    score_of(evaluation)?;
    Some((&evaluation.rubric.value, evaluation))
}

/// The score that an evaluation is compared by, printed or recomputed.
pub(in crate::site) fn score_of(evaluation: &Evaluation) -> Option<Decimal> {
    evaluation.stated_total().map(|score| score.value).or_else(|| evaluation.unstated_total())
}

/// The budget that a project is sorted by, with its amount in yuan where it can be told: the initial one, else the
/// adjusted one, the planned investment, the funds received.
pub(in crate::site) fn budget(project: &Project) -> Option<(Basis, Option<Decimal>)> {
    let funds = project.funds.as_ref()?;
    [Basis::Budget, Basis::Adjusted, Basis::Planned, Basis::Received]
        .into_iter()
        .find_map(|basis| Some((basis, funds.unit.value.in_yuan(funds.total.amount(basis)?.value))))
}
