//! Money: totals, rates, units.

mod amount_not_stated;
mod funds_not_compared;
mod funds_total;
mod negative_amount;
mod rate_mismatch;
mod rate_of_nothing;
mod spent_above_received;
mod stray_unit;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &funds_total::RULE,
    &funds_not_compared::RULE,
    &negative_amount::RULE,
    &spent_above_received::RULE,
    &rate_mismatch::RULE,
    &rate_of_nothing::RULE,
    &stray_unit::RULE,
    &amount_not_stated::RULE,
];
