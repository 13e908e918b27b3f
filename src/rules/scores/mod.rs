//! Scores and weights: what they add up to, and what is said of them elsewhere.

mod basis_loss_mismatch;
mod basis_score_mismatch;
mod grade_mismatch;
mod item_score_mismatch;
mod points_miscounted;
mod raters_alike;
mod raters_total;
mod score_not_proportional;
mod score_over_weight;
mod standard_score_mismatch;
mod stated_twice;
mod subtotal_mismatch;
mod table_total_mismatch;
mod total_not_recomputed;
mod total_without_items;
mod weight_mismatch;
mod weight_sum;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &weight_sum::RULE,
    &weight_mismatch::RULE,
    &subtotal_mismatch::RULE,
    &table_total_mismatch::RULE,
    &total_without_items::RULE,
    &total_not_recomputed::RULE,
    &stated_twice::RULE,
    &item_score_mismatch::RULE,
    &basis_score_mismatch::RULE,
    &basis_loss_mismatch::RULE,
    &points_miscounted::RULE,
    &score_over_weight::RULE,
    &grade_mismatch::RULE,
    &raters_alike::RULE,
    &raters_total::RULE,
    &score_not_proportional::RULE,
    &standard_score_mismatch::RULE,
];
