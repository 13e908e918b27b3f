//! What the narrative says, and whether it is whole.

mod change_mismatch;
mod claim_mismatch;
mod column_sum_mismatch;
mod empty_section;
mod equation_mismatch;
mod figure_not_compared;
mod figures_end_early;
mod opposite_statements;
mod placeholder;
mod repeated_paragraph;
mod required_section;
mod row_mismatch;
mod share_mismatch;
mod told_twice;
mod unit_jump;
mod unmatched_mark;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &opposite_statements::RULE,
    &claim_mismatch::RULE,
    &told_twice::RULE,
    &equation_mismatch::RULE,
    &change_mismatch::RULE,
    &column_sum_mismatch::RULE,
    &row_mismatch::RULE,
    &share_mismatch::RULE,
    &unit_jump::RULE,
    &unmatched_mark::RULE,
    &figure_not_compared::RULE,
    &empty_section::RULE,
    &required_section::RULE,
    &repeated_paragraph::RULE,
    &figures_end_early::RULE,
    &placeholder::RULE,
];
