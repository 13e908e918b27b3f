//! The same score in several places of a report, each beside the recomputed one. Says what differs, not why.

use rust_decimal::Decimal;

use super::lost::trail;
use super::tables::is_disputed;
use crate::lang::Lang;
use crate::model::evaluation::{Evaluation, PrintedRow, TOTAL};
use crate::model::rubric::Rubric;
use crate::site::compose::parts::figures::{Dispute, Disputes};
use crate::site::views::{StatementCell, StatementRow, StatementsView};
use crate::source::{Located, Span};

/// The total and groups that several places of the report state, each beside its recomputed score.
///
/// Single items are shown only where the places disagree about them.
pub(super) fn statements(
    lang: Lang,
    evaluation: &Evaluation,
    rubric: Option<&Rubric>,
    disputes: &Disputes,
) -> Option<StatementsView> {
    if evaluation.printed.is_empty() {
        return None;
    }
    let mut paths: Vec<&str> = evaluation
        .indicators
        .iter()
        .map(|indicator| indicator.path.as_str())
        .filter(|path| {
            let stated: Vec<&PrintedRow> = rows_about(evaluation, path).collect();
            let disputed = stated.iter().any(|row| {
                row.score.as_ref().is_some_and(|score| disputes.get(score.span).is_some())
                    || row.grade.as_ref().is_some_and(|grade| disputes.get(grade.span).is_some())
            });
            let outermost = !path.contains('/');
            let says = stated.iter().any(|row| row.shown_score().is_some() || row.grade.is_some());
            says && (outermost || disputed)
        })
        .collect();
    paths.push(TOTAL);
    let result = lang.word("place-result");
    let places = std::iter::once(result).chain(evaluation.printed.iter().map(|table| table.place.value.clone()));
    let rows = paths.into_iter().map(|path| statement(lang, evaluation, rubric, path, disputes)).collect();
    Some(StatementsView { places: places.collect(), rows })
}

fn rows_about<'a>(evaluation: &'a Evaluation, path: &str) -> impl Iterator<Item = &'a PrintedRow> {
    evaluation.printed.iter().flat_map(|table| &table.rows).filter(move |row| row.of.value == path)
}

fn statement(
    lang: Lang,
    evaluation: &Evaluation,
    rubric: Option<&Rubric>,
    path: &str,
    disputes: &Disputes,
) -> StatementRow {
    let group = evaluation.find(path);
    let recomputed = match group {
        Some(row) => evaluation.recomputed_score(row),
        None => evaluation.recomputed_total(),
    };
    let bands = rubric.map_or(&[][..], |rubric| evaluation.bands(rubric, group));
    let band = recomputed.and_then(|score| bands.iter().find(|band| band.contains(score)));
    let stated = |shown, score: Option<&Located<Decimal>>, grade: Option<&Located<String>>| {
        let score = score.filter(|score| is_disputed(disputes, score, recomputed)).map(|score| score.span);
        let grade_of = grade.map(|grade| grade.span).filter(|span| disputes.get(*span).is_some());
        let is_remarked = |span: &Span| disputes.get(*span) == Some(Dispute::Remarked);
        StatementCell {
            score: shown,
            grade: grade.map(|grade| grade.value.clone()),
            score_differs: score.is_some_and(|span| !is_remarked(&span)),
            grade_differs: grade_of.is_some_and(|span| !is_remarked(&span)),
            finding: score.into_iter().chain(grade_of).find_map(|span| disputes.number(span)),
        }
    };
    let result = match group {
        None => {
            let shown = evaluation.cells.shown("score", evaluation.score.as_ref());
            stated(shown, evaluation.score.as_ref(), evaluation.grade.as_ref())
        }
        Some(_) => StatementCell::default(),
    };
    let elsewhere = evaluation.printed.iter().map(|table| {
        let row = table.rows.iter().find(|row| row.of.value == path);
        row.map_or_else(StatementCell::default, |row| stated(row.shown_score(), row.score.as_ref(), row.grade.as_ref()))
    });
    StatementRow {
        name: group.map_or_else(|| lang.word("total"), |row| trail(evaluation, row)),
        recomputed: recomputed.map(|score| score.to_string()),
        recomputed_grade: band.map(|band| band.grade.value.clone()),
        cells: std::iter::once(result).chain(elsewhere).collect(),
    }
}
