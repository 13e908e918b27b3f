//! Names of agencies, levels and people.

mod level_name_differs;
mod name_of_another_year;
mod name_varies;
mod rater_leads_project;
mod two_vocabularies;

use crate::rules::Rule;

pub(super) const RULES: &[&Rule] = &[
    &name_of_another_year::RULE,
    &name_varies::RULE,
    &two_vocabularies::RULE,
    &level_name_differs::RULE,
    &rater_leads_project::RULE,
];
