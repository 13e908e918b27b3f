//! What other pages than its own need of one project, worked out once of what it says and of what all projects share; `compose`
//! fills in what is shown. Looks at no other project, and not at the registry.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::Content;
use crate::model::evaluation::{Evaluation, Indicator, Rater};
use crate::model::funds::Funds;
use crate::model::project::{Head, Project};
use crate::model::rubric::{Match, Rubric};
use crate::model::sums::Scoring;
use crate::rules::is_shown;
use crate::site::plan::grades::Rank;
use crate::site::plan::order;
use crate::site::plan::pages::{By, Group, Series};
use crate::site::views::{GradeView, LostItem, ScoreView};
use crate::syntax::fields::Date;

/// A project as lists, orders and sums know it.
#[derive(Debug)]
pub struct Row {
    /// The groups that it belongs to, whatever the registry says: all but regions.
    pub(in crate::site) groups: Vec<Group>,
    /// The series that it belongs to.
    pub(in crate::site) series: Option<Series>,
    /// The rubric of its score, and the share of full marks that it is.
    pub(in crate::site) score: Option<(String, Decimal)>,
    /// The budget that it is sorted by, in yuan.
    pub(in crate::site) budget: Option<Decimal>,
    /// By the rubric of its leading evaluation: what it had and lost in each outermost group, by the group's place.
    pub(in crate::site) points: Vec<(usize, Points)>,
    /// The items that lost these points.
    pub(in crate::site) lost: Box<[LostIn]>,
    /// Who rated, of each of its evaluations.
    pub(in crate::site) raters: Box<[Rater]>,
    /// What its leading evaluation comes to.
    pub(in crate::site) rating: Option<Rating>,
    /// Its score as it is shown.
    pub(in crate::site) score_view: ScoreView,
    /// What it is counted under by its grade, and the grade as it is shown.
    pub(in crate::site) rank: Rank,
    pub(in crate::site) grade: GradeView,
    /// The score on the scale of its rubric's grades.
    pub(in crate::site) scale: Option<String>,
    /// The totals of its money.
    pub(in crate::site) funds: Option<Funds>,
    /// How many months its figures are of; none where it was evaluated before all was done.
    pub(in crate::site) months_covered: Option<u32>,
    /// What came of it, where it belongs to a series.
    pub(in crate::site) outcomes: Box<[Outcome]>,
    /// The day on which its report was published.
    pub(in crate::site) published: Option<Date>,
    /// The latest day on which it states that anything was done about it.
    pub(in crate::site) last_day: Option<Date>,
}

/// What an evaluation comes to.
#[derive(Debug)]
pub(in crate::site) struct Rating {
    pub(in crate::site) rater: Rater,
    pub(in crate::site) rubric: String,
    pub(in crate::site) scoring: Scoring,
    /// The total as the report states it, and as its items give it.
    pub(in crate::site) stated: Option<Decimal>,
    pub(in crate::site) recomputed: Option<Decimal>,
    /// The score that it is compared by, and full marks.
    pub(in crate::site) score: Option<Decimal>,
    pub(in crate::site) maximum: Decimal,
    /// The grade as the report states it, its place among those of the rubric, and the one that the recomputed total earns.
    pub(in crate::site) grade: Option<String>,
    pub(in crate::site) grade_place: Option<usize>,
    pub(in crate::site) grade_recomputed: Option<String>,
}

/// An item that lost points, with the place of its outermost group among those of the rubric.
#[derive(Debug)]
pub(in crate::site) struct LostIn {
    pub(in crate::site) block: usize,
    pub(in crate::site) item: LostItem,
}

/// What came of a project: of which kind, what it is called, and the figure as printed.
#[derive(Debug)]
pub(in crate::site) struct Outcome {
    pub(in crate::site) kind: usize,
    pub(in crate::site) label: String,
    pub(in crate::site) value: String,
}

/// Points of items whose weight and score are known.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::site) struct Points {
    pub(in crate::site) weight: Decimal,
    pub(in crate::site) lost: Decimal,
    /// Items that lost points, and those of them without a stated reason.
    pub(in crate::site) items: usize,
    pub(in crate::site) unexplained: usize,
}

impl Points {
    pub(in crate::site) fn add(&mut self, other: Points) {
        self.weight = self.weight.saturating_add(other.weight);
        self.lost = self.lost.saturating_add(other.lost);
        self.items += other.items;
        self.unexplained += other.unexplained;
    }
}

/// The groups that a project belongs to, whatever the registry says.
pub(in crate::site) fn groups(content: &Content, project: &Project) -> Vec<Group> {
    let mut groups: Vec<Group> = By::ALL.map(|by| by.of(project)).into();
    groups.extend(departments(project));
    groups.push(Group::Grade(Rank::of(content, project.leading_evaluation())));
    let rubrics: BTreeSet<&String> = project.rubrics.iter().map(|rubric| &rubric.value).collect();
    groups.extend(rubrics.into_iter().cloned().map(Group::Rubric));
    groups
}

/// The departments that supervise a project.
pub(in crate::site) fn departments(project: &Head) -> impl Iterator<Item = Group> {
    project.departments.iter().map(|department| Group::Department(department.id.value.clone()))
}

/// The series that a project belongs to.
pub(in crate::site) fn series(project: &Head) -> Option<Series> {
    Some(Series { agency: project.agency.value.clone(), id: project.series.as_ref()?.value.clone() })
}

/// What a project had and lost in each outermost group of its rubric.
pub(in crate::site) fn points(content: &Content, project: &Project) -> Vec<(usize, Points)> {
    let leading = project.leading_evaluation();
    let rubric = leading.and_then(|evaluation| content.rubrics.get(&evaluation.rubric.value));
    let Some((evaluation, rubric)) = rubric.and_then(|rubric| Some((compared(project, rubric)?, rubric))) else {
        return Vec::new();
    };
    let matches = evaluation.align(rubric);
    let blocks: Vec<usize> = rubric.outermost().collect();
    let mut points: Vec<Option<Points>> = vec![None; blocks.len()];
    for standing in evaluation.standings() {
        let Some((weight, lost)) = standing.of.map(|(weight, _)| weight).zip(standing.lost()) else { continue };
        let Match::Row(row) = matches[evaluation.outermost_above(standing.row)] else { continue };
        let Some(block) = blocks.iter().position(|block| *block == row) else { continue };
        let is_lost = lost > Decimal::ZERO;
        let unexplained = usize::from(is_lost && !is_reasoned(project.funds.as_ref(), evaluation, standing.row));
        let items = usize::from(is_lost);
        points[block].get_or_insert_default().add(Points { weight, lost, items, unexplained });
    }
    points.into_iter().enumerate().filter_map(|(block, points)| Some((block, points?))).collect()
}

/// The evaluation of a project by which it is compared with others by this rubric: with the rubric's own full marks.
pub(in crate::site) fn compared<'a>(project: &'a Project, rubric: &Rubric) -> Option<&'a Evaluation> {
    project.leading_evaluation().filter(|evaluation| order::maximum(evaluation) == rubric.maximum)
}

/// Whether the score table says or shows how a row came to its score, on it, on a row below it or on a group that it is of.
pub(in crate::site) fn is_reasoned(funds: Option<&Funds>, evaluation: &Evaluation, row: usize) -> bool {
    let mut groups = evaluation.groups_of(row).map(|group| &evaluation.indicators[group]);
    is_reasoned_below(funds, evaluation, row) || groups.any(Indicator::is_reasoned)
}

fn is_reasoned_below(funds: Option<&Funds>, evaluation: &Evaluation, row: usize) -> bool {
    let indicator = &evaluation.indicators[row];
    indicator.is_reasoned()
        || is_shown(funds, indicator)
        || evaluation.children(Some(row)).any(|below| is_reasoned_below(funds, evaluation, below))
}
