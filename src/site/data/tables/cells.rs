//! Columns and cells that several tables have. Knows no table.

use crate::model::evaluation::Rater;
use crate::model::funds::{Basis, FundRow, Unit};
use crate::model::sums::Scoring;
use crate::site::data::table::{Column, count, of_tables, one_of, optional, required, text};
use crate::source::Located;
use crate::syntax::number;
use rust_decimal::Decimal;

/// Whose a row is: that of one file or page by its place.
pub(in crate::site::data) const PROJECT: Column = of_tables(required(text("project")));
/// Which of the rows of a project one is.
pub(in crate::site::data) const NUMBER: Column = of_tables(count("number"));
pub(in crate::site::data) const UNIT: Column = one_of("unit", || Unit::ALL.map(Unit::symbol).to_vec());
pub(in crate::site::data) const RATER: Column = one_of("rater", || Rater::ALL.map(Rater::key).to_vec());
pub(in crate::site::data) const SCORING: Column =
    required(one_of("scoring", || vec!["itemised", "partial", "total-only", "unscored"]));
pub(in crate::site::data) const DIRECTION: Column = one_of("direction", || vec!["≥", "≤", "=", ">", "<", "定性"]);
pub(in crate::site::data) const GRADE_RANK: Column = optional(count("grade_rank"));
pub(in crate::site::data) const KIND: Column = required(one_of("kind", || vec!["total", "source", "item"]));

/// The amounts of a row as printed, then in yuan; none where there are no funds.
pub(in crate::site::data) fn amounts(unit: Unit, row: Option<&FundRow>) -> impl Iterator<Item = Option<String>> {
    let printed = Basis::ALL.map(|basis| Some(row?.amount(basis)?.value.to_string()));
    printed.into_iter().chain(Basis::ALL.map(|basis| in_yuan(unit, row?, basis)))
}

/// An amount in yuan, exact.
pub(in crate::site::data) fn in_yuan(unit: Unit, row: &FundRow, basis: Basis) -> Option<String> {
    unit.in_yuan(row.amount(basis)?.value).map(number::bare)
}

/// Full marks; none where nothing is scored.
pub(in crate::site::data) fn maximum(scoring: Scoring, maximum: Decimal) -> Option<String> {
    (scoring != Scoring::Unscored).then(|| maximum.to_string())
}

/// `itemised`, `partial`, `total-only` or `unscored`.
pub(in crate::site::data) fn scoring_key(scoring: Scoring) -> &'static str {
    match scoring {
        Scoring::Itemised => "itemised",
        Scoring::Partial => "partial",
        Scoring::TotalOnly => "total-only",
        Scoring::Unscored => "unscored",
    }
}

/// A printed figure, digit for digit.
pub(in crate::site::data) fn digits(figure: &Option<Located<Decimal>>) -> Option<String> {
    figure.as_ref().map(|figure| figure.value.to_string())
}
