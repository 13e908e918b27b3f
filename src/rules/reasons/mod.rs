//! Points lost and full marks: whether the report tells what they are for.

mod basis_names_no_fault;
mod full_marks_though_lacking;
mod full_marks_though_short;
mod loss_unexplained;
mod met_but_lost;
mod nothing_wrong_though_lost;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &nothing_wrong_though_lost::RULE,
    &met_but_lost::RULE,
    &loss_unexplained::RULE,
    &basis_names_no_fault::RULE,
    &full_marks_though_lacking::RULE,
    &full_marks_though_short::RULE,
];
