//! The printed figures of a project that findings may speak of, each with its place. Folds nothing.

use crate::rules::{HangsOn, Tables};
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::hangs_on;
use crate::diag::{Finding, place};
use crate::model::evaluation::{Evaluation, TOTAL};
use crate::model::funds::{Basis, Unit};
use crate::model::project::Project;
use crate::source::{Located, Span};
use crate::syntax::number;

/// Figures that bear on each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quantity {
    /// Scores of one evaluation.
    Score(usize),
    /// Weights of one evaluation.
    Weight(usize),
    /// Amounts of one kind.
    Amount(Basis),
}

impl Quantity {
    /// The tables that it stands in.
    pub(super) fn tables(self) -> Tables {
        match self {
            Quantity::Score(_) | Quantity::Weight(_) => Tables::Scores,
            Quantity::Amount(_) => Tables::Funds,
        }
    }
}

/// A printed figure that may be the wrong one.
struct Figure<'a> {
    quantity: Quantity,
    /// Row of the score table; `None` for totals and amounts.
    row: Option<usize>,
    place: &'a str,
    of: &'a str,
    printed: &'a mut Located<Decimal>,
}

/// What a figure states.
pub(super) struct Stated {
    pub quantity: Quantity,
    /// Row of the score table; `None` for totals and amounts.
    pub row: Option<usize>,
    pub place: String,
    pub of: String,
    pub value: Decimal,
}

/// What every figure of a project states, by its place; a weight in a table of several raters is of the first of them.
pub(super) fn of(project: &mut Project) -> BTreeMap<Span, Stated> {
    let stated = figures(project).into_iter().rev().map(|Figure { quantity, row, place, of, printed }| {
        let (place, of, value) = (place.to_owned(), of.to_owned(), printed.value);
        (printed.span, Stated { quantity, row, place, of, value })
    });
    stated.collect()
}

/// Every figure of a project that others can be checked against.
fn figures(project: &mut Project) -> Vec<Figure<'_>> {
    let mut found = Vec::new();
    for (index, evaluation) in project.evaluations.iter_mut().enumerate() {
        let Evaluation { place, score, maximum, indicators, printed, .. } = evaluation;
        let (scores, weights) = (Quantity::Score(index), Quantity::Weight(index));
        let table = place.as_deref().unwrap_or(place::SCORE_TABLE);
        let mut figure = |quantity, row, place, of, printed| found.push(Figure { quantity, row, place, of, printed });
        score.iter_mut().for_each(|score| figure(scores, None, place::RESULT, TOTAL, score));
        maximum.iter_mut().for_each(|maximum| figure(weights, None, table, TOTAL, maximum));
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, indicator) in indicators.iter_mut().enumerate() {
            let path = indicator.path.as_str();
            rows.insert(path, row);
            indicator.score.iter_mut().for_each(|score| figure(scores, Some(row), table, path, score));
            indicator.weight.iter_mut().for_each(|weight| figure(weights, Some(row), table, path, weight));
        }
        for table in printed {
            for row in &mut table.rows {
                let of = row.of.value.as_str();
                let group = rows.get(of).copied();
                if group.is_some() || of == TOTAL {
                    let place = table.place.value.as_str();
                    row.score.iter_mut().for_each(|score| figure(scores, group, place, of, score));
                    row.weight.iter_mut().for_each(|weight| figure(weights, group, place, of, weight));
                }
            }
        }
    }
    if let Some(funds) = &mut project.funds {
        for row in std::iter::once(&mut funds.total).chain(&mut funds.sources).chain(&mut funds.items) {
            let place = row.name.as_ref().map_or(place::FUNDS, |name| name.value.as_str());
            for (basis, amount) in Basis::ALL.into_iter().zip(&mut row.amounts) {
                if let Some(printed) = amount {
                    found.push(Figure {
                        quantity: Quantity::Amount(basis),
                        row: None,
                        place,
                        of: basis.key(),
                        printed,
                    });
                }
            }
        }
    }
    found
}

/// Puts a value where a figure is printed. What the figure states is not asked: that is done for every value that is tried.
pub(super) fn set(project: &mut Project, span: Span, value: Decimal) {
    let put = |cell: &mut Option<Located<Decimal>>| {
        if let Some(printed) = cell.as_mut().filter(|printed| printed.span == span) {
            printed.value = value;
        }
    };
    for evaluation in &mut project.evaluations {
        [&mut evaluation.score, &mut evaluation.maximum].into_iter().for_each(put);
        evaluation.indicators.iter_mut().flat_map(|row| [&mut row.score, &mut row.weight]).for_each(put);
        let elsewhere = evaluation.printed.iter_mut().flat_map(|table| &mut table.rows);
        elsewhere.flat_map(|row| [&mut row.score, &mut row.weight]).for_each(put);
    }
    if let Some(funds) = &mut project.funds {
        let rows = std::iter::once(&mut funds.total).chain(&mut funds.sources).chain(&mut funds.items);
        rows.flat_map(|row| &mut row.amounts).for_each(put);
    }
}

/// A number without a unit, as findings give scores, weights and amounts.
pub(super) fn plain(text: Option<&String>) -> Option<Decimal> {
    text.and_then(|text| number::parse(text))
}

/// A number, or an amount in the unit of the funds; none of a percentage.
pub(super) fn value_of(project: &Project, text: &str) -> Option<Decimal> {
    let (value, rest) = number::leading(text)?;
    if rest.is_empty() {
        return Some(value);
    }
    let unit = Unit::ALL.into_iter().find(|unit| unit.symbol() == rest)?;
    let yuan = unit.in_yuan(value)?;
    yuan.checked_div(project.funds.as_ref()?.unit.value.yuan())
}

/// By how much a finding says that a figure is too high.
pub(super) fn difference(finding: &Finding) -> Option<Decimal> {
    plain(finding.printed.as_ref())?.checked_sub(plain(finding.recomputed.as_ref())?)
}

/// The figure that a finding speaks of: where it points, or of a text the one beside it.
pub(super) fn subject_of<'a>(finding: &Finding, stated: &'a BTreeMap<Span, Stated>) -> Option<&'a Stated> {
    let beside = || finding.related.iter().find_map(|(span, _)| stated.get(span));
    stated.get(&finding.span).or_else(|| beside().filter(|_| hangs_on(finding) == HangsOn::Items))
}
