//! What lists, sums, histories and tables know of a project, worked out while it is read: they never look at the whole of it.
//! Looks at no other project.

use crate::model::Content;
use crate::model::evaluation::Evaluation;
use crate::model::funds::{Basis, Funds};
use crate::model::project::Project;
use crate::model::rubric::Match;
use crate::model::sums::Standing;
use crate::rules::months_covered;
use crate::site::compose::parts::figures;
use crate::site::compose::parts::figures::Disputes;
use crate::site::compose::project::{lost, outcomes, scale};
use crate::site::plan::grades::Rank;
use crate::site::plan::order;
use crate::site::plan::row::{LostIn, Outcome, Rating, Row, compared, groups, is_reasoned, points, series};
use crate::site::views::LostItem;
use crate::source::Sources;

/// The row of a project.
pub(in crate::site) fn row(sources: &Sources, content: &Content, project: &Project) -> Row {
    let lang = content.settings.language;
    let leading = project.leading_evaluation();
    let rated = leading.and_then(|evaluation| Some((evaluation, content.rubrics.get(&evaluation.rubric.value)?)));
    let months_covered = rated.map_or(Some(12), |(evaluation, rubric)| months_covered(project, evaluation, rubric));
    Row {
        groups: groups(content, project),
        series: series(project),
        score: order::comparable_score(project).map(|(rubric, share)| (rubric.to_owned(), share)),
        budget: order::budget(project).and_then(|(_, yuan)| yuan),
        points: points(content, project),
        published: project.disclosure.published.as_ref().map(|date| date.value),
        last_day: project.last_day(),
        score_view: figures::score(lang, leading),
        rank: Rank::of(content, leading),
        grade: figures::grade(content, lang, leading),
        scale: leading.and_then(|evaluation| scale::of(content, evaluation)).map(|scale| scale.svg),
        raters: project.evaluations.iter().map(|evaluation| evaluation.rater.value).collect(),
        rating: leading.map(|evaluation| rating(content, evaluation)),
        lost: lost(content, project),
        funds: project.funds.as_ref().map(totals),
        months_covered,
        // What was reached in part of a year is not set beside what others came to.
        outcomes: match project.series.as_ref().and(months_covered) {
            Some(_) => outcomes(sources, project),
            None => Box::default(),
        },
    }
}

fn rating(content: &Content, evaluation: &Evaluation) -> Rating {
    Rating {
        rater: evaluation.rater.value,
        rubric: evaluation.rubric.value.clone(),
        scoring: evaluation.scoring(),
        stated: evaluation.stated_total().map(|total| total.value),
        recomputed: figures::recomputed_total(evaluation),
        score: order::score_of(evaluation),
        maximum: order::maximum(evaluation),
        grade: evaluation.stated_grade().map(|grade| grade.value.clone()),
        grade_place: figures::grade_place(content, evaluation),
        grade_recomputed: figures::recomputed_grade(content, evaluation),
    }
}

/// The totals of funds, with the rate that lists show.
fn totals(funds: &Funds) -> Funds {
    let mut total = funds.total.clone();
    let basis = figures::execution_basis(&total);
    total.rates.retain(|rate| rate.of.value == Basis::Spent && Some(rate.to.value) == basis);
    total.rates.truncate(1);
    total.rates.shrink_to_fit();
    let &Funds { sources_partial, items_partial, incomplete, .. } = funds;
    let (sources, items) = (Vec::new(), Vec::new());
    Funds { unit: funds.unit.clone(), total, sources, items, sources_partial, items_partial, incomplete }
}

/// The items that lost points, by the rubric by which the project is compared with others.
fn lost(content: &Content, project: &Project) -> Box<[LostIn]> {
    let leading = project.leading_evaluation();
    let rubric = leading.and_then(|evaluation| content.rubrics.get(&evaluation.rubric.value));
    let Some((rubric, evaluation)) = rubric.and_then(|rubric| Some((rubric, compared(project, rubric)?))) else {
        return Box::default();
    };
    let matches = evaluation.align(rubric);
    let blocks: Vec<usize> = rubric.outermost().collect();
    let item = |standing: &Standing| {
        let view = lost::lost_at(content.settings.language, project.funds.as_ref(), evaluation, standing)?;
        let Match::Row(row) = matches[evaluation.outermost_above(standing.row)] else { return None };
        let block = blocks.iter().position(|block| *block == row)?;
        Some(LostIn {
            block,
            item: LostItem { is_reasoned: is_reasoned(project.funds.as_ref(), evaluation, standing.row), view },
        })
    };
    evaluation.standings().iter().filter_map(item).collect()
}

/// What came of the project, to be followed over the years.
fn outcomes(sources: &Sources, project: &Project) -> Box<[Outcome]> {
    let told = outcomes::of(sources, project, &Disputes::default()).into_iter();
    told.map(|(kind, outcome)| Outcome { kind, label: outcome.label, value: outcome.value }).collect()
}
