//! Years, months and days.

mod dates_out_of_order;
mod disclosure_late;
mod evidence_of_another_year;
mod months_mismatch;
mod year_mismatch;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &year_mismatch::RULE,
    &dates_out_of_order::RULE,
    &disclosure_late::RULE,
    &evidence_of_another_year::RULE,
    &months_mismatch::RULE,
];
