//! One score table that several raters filled, a column each: every evaluation gets the rows with its own scores. Judges no
//! score.

use super::evaluation::{Evaluation, Indicator, Rater};
use crate::syntax::fields::Fields;

/// Gives every evaluation its column: of its own table, or of the table that its `table_of` names.
pub(super) fn give(fields: &mut Fields<'_, '_>, evaluations: &mut [Evaluation]) {
    let owners: Vec<Option<usize>> = (0..evaluations.len()).map(|index| owner(fields, evaluations, index)).collect();
    report_unclaimed(fields, evaluations, &owners);
    for (index, owner) in owners.into_iter().enumerate() {
        evaluations[index].incomplete |= owner.is_none();
        if let Some(owner) = owner.filter(|owner| *owner != index) {
            let table = evaluations[owner].clone();
            let evaluation = &mut evaluations[index];
            evaluation.indicators = table.indicators;
            evaluation.outermost = table.outermost;
            evaluation.indicators_partial |= table.indicators_partial;
            evaluation.incomplete |= table.incomplete;
            evaluation.place = evaluation.place.take().or(table.place);
            if evaluation.maximum.is_none() {
                evaluation.maximum = table.maximum;
                evaluation
                    .cells
                    .0
                    .extend(table.cells.0.get_key_value("maximum").map(|(key, text)| (*key, text.clone())));
            }
            evaluation.indicators.iter_mut().for_each(|row| row.score = None);
            evaluation.indicators.iter_mut().for_each(|row| _ = row.cells.0.remove("score"));
        }
    }
    for evaluation in evaluations {
        let rater = evaluation.rater.value;
        evaluation.indicators.iter_mut().for_each(|row| take(row, rater));
    }
}

/// The evaluation whose table an evaluation has: itself, or the one that `table_of` names; none where that has no table.
fn owner(fields: &mut Fields<'_, '_>, evaluations: &[Evaluation], index: usize) -> Option<usize> {
    let evaluation = &evaluations[index];
    let Some(of) = &evaluation.table_of else { return Some(index) };
    if !evaluation.indicators.is_empty() {
        fields.invalid(of.span, "table_of", "expected-no-table-of-its-own");
        return Some(index);
    }
    let is_owner = |other: &Evaluation| other.rater.value == of.value && !other.indicators.is_empty();
    let owner = evaluations.iter().position(is_owner);
    if owner.is_none() {
        fields.invalid(of.span, "table_of", "expected-evaluation-with-table");
    }
    owner
}

/// Reports columns of raters for whom no evaluation has the table, at the first cell: they would be shown nowhere.
fn report_unclaimed(fields: &mut Fields<'_, '_>, evaluations: &[Evaluation], owners: &[Option<usize>]) {
    for (index, evaluation) in evaluations.iter().enumerate() {
        let raters: Vec<Rater> = (evaluations.iter().zip(owners))
            .filter(|(_, owner)| **owner == Some(index))
            .map(|(other, _)| other.rater.value)
            .collect();
        for rater in Rater::ALL.into_iter().filter(|rater| !raters.contains(rater)) {
            let mut columns = evaluation.indicators.iter().flat_map(|row| &row.columns);
            if let Some(first) = columns.find(|column| column.rater == rater) {
                fields.invalid(first.span, rater.key(), "expected-evaluation-of-column");
            }
        }
    }
}

fn take(row: &mut Indicator, rater: Rater) {
    if let Some(column) = row.columns.iter().find(|column| column.rater == rater) {
        row.score = column.score.clone();
        row.cells.0.extend(column.printed.clone().map(|printed| ("score", printed)));
    }
}
