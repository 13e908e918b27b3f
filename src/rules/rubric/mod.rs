//! Rubrics in themselves, and whether a score table follows its rubric.

mod band_gap;
mod band_order;
mod missing_indicator;
mod rubric_weight;
mod rubric_weight_sum;
mod unknown_indicator;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &band_order::RULE,
    &band_gap::RULE,
    &rubric_weight_sum::RULE,
    &unknown_indicator::RULE,
    &missing_indicator::RULE,
    &rubric_weight::RULE,
];
