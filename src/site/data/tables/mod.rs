//! Which tables can be taken away; each stands in a file with the others of its kind. Makes no rows itself.

mod cells;
mod funds;
mod projects;
mod said;
mod scores;
mod standards;
mod targets;

use super::table::Table;
pub(super) use cells::{digits, in_yuan, maximum, scoring_key};
pub(super) use funds::{FUNDS, RATES, fund_rows, rate_rows};
pub(super) use projects::{PROJECTS, project_row};
pub(super) use said::{CLAIMS, FINDINGS, claim_rows};
pub(super) use scores::{EVALUATIONS, INDICATORS, STATEMENTS, indicator_rows};
pub(super) use targets::{TARGETS, target_rows};

/// The tables, projects first: the others refer to it by their column `project`.
pub(super) const TABLES: &[Table] = &[
    PROJECTS,
    INDICATORS,
    EVALUATIONS,
    STATEMENTS,
    TARGETS,
    FUNDS,
    RATES,
    CLAIMS,
    FINDINGS,
    standards::RUBRICS,
    standards::GRADES,
    standards::RULES,
];
