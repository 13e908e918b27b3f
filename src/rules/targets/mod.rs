//! Targets and what was reached.

mod actual_is_inequality;
mod cell_differs;
mod direction_against_kind;
mod full_marks_though_missed;
mod full_marks_without_actual;
mod gap_mismatch;
mod goal_unanswered;
mod ladder_order;
mod not_set_but_listed;
mod over_achievement;
mod scale_equals_actual;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &cell_differs::RULE,
    &direction_against_kind::RULE,
    &actual_is_inequality::RULE,
    &over_achievement::RULE,
    &ladder_order::RULE,
    &scale_equals_actual::RULE,
    &not_set_but_listed::RULE,
    &goal_unanswered::RULE,
    &full_marks_without_actual::RULE,
    &full_marks_though_missed::RULE,
    &gap_mismatch::RULE,
];
