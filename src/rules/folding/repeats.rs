//! Findings that say the same of the same: of an item and what it is part of, of a statement that is repeated, of what was
//! made up from the same figures. Tries no values but those that findings ask for.

use crate::rules::HangsOn;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::counterfactual::Trials;
use super::figures::{Quantity, Stated, difference, plain, subject_of};
use super::{fold_into, hangs_on, members};
use crate::diag::Finding;
use crate::lang::Message;
use crate::model::project::Project;
use crate::rules::Subject;
use crate::source::Span;

/// Rules about statements that several places may repeat word for word.
const REPEATABLE: [&str; 3] = ["rate-mismatch", "claim-mismatch", "grade-mismatch"];

/// Of statements about an item and about what it is part of that differ from the items by the same amount, one finding:
/// the innermost, and of those the first in the file; with it what would be gone if all of them were right.
pub(super) fn fold_same_difference(
    subject: &Subject<'_>,
    project: &mut Project,
    findings: Vec<Finding>,
    stated: &BTreeMap<Span, Stated>,
) -> Vec<Finding> {
    let mut groups = same_difference(project, &findings, stated);
    groups.retain(|group| group.len() > 1);
    let mut trials = Trials::of(subject, &findings);
    for group in &mut groups {
        let values: Vec<(Span, Decimal)> = group
            .iter()
            .filter(|index| stated.contains_key(&findings[**index].span))
            .filter_map(|index| Some((findings[*index].span, plain(findings[*index].recomputed.as_ref())?)))
            .collect();
        let others = trials.explained_by_values(project, &values, stated, |_, _| true).unwrap_or_default();
        group.extend(others.into_iter().filter(|index| !group.contains(index)).collect::<Vec<_>>());
    }
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let mut folded = Vec::new();
    for group in groups {
        let members: Vec<Finding> = group.iter().filter_map(|index| findings[*index].take()).collect();
        let Some(main) = members.first().cloned() else { continue };
        let repeated = members.iter().all(|other| other.printed == main.printed);
        let help = match difference(&main) {
            Some(difference) if !repeated => {
                Message::new("same-difference").with("difference", difference.abs().normalize().to_string())
            }
            _ => Message::new("repeated"),
        };
        folded.push(fold_into(main, members, help));
    }
    folded.extend(findings.into_iter().flatten());
    folded
}

/// Findings about one item and what it is part of that differ by the same amount, as indices, the innermost first. One
/// that several items could explain stands by itself.
fn same_difference(project: &Project, findings: &[Finding], stated: &BTreeMap<Span, Stated>) -> Vec<Vec<usize>> {
    let path = |quantity: Quantity, row: Option<usize>| -> Vec<usize> {
        match quantity {
            Quantity::Score(index) | Quantity::Weight(index) => {
                let rows = &project.evaluations[index].indicators;
                std::iter::successors(row, |row| rows[*row].parent).collect()
            }
            Quantity::Amount(_) => Vec::new(),
        }
    };
    let mut comparable: Vec<Difference> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| hangs_on(finding) == HangsOn::Items && members(finding).any(|one| one.at == finding.at))
        .filter_map(|(index, finding)| {
            let of = subject_of(finding, stated)?;
            let (quantity, path) = (of.quantity, path(of.quantity, of.row));
            Some(Difference { quantity, by: difference(finding)?, path, findings: vec![index] })
        })
        .collect();
    comparable.sort_by_key(|of| (std::cmp::Reverse(of.path.len()), findings[of.findings[0]].span));
    let mut groups: Vec<Difference> = Vec::new();
    for outer in comparable {
        let fits = |inner: &Difference| {
            (inner.quantity, inner.by) == (outer.quantity, outer.by) && inner.path.ends_with(&outer.path)
        };
        let same_row = groups.iter().position(|inner| fits(inner) && inner.path == outer.path);
        let within: Vec<usize> = (0..groups.len()).filter(|inner| fits(&groups[*inner])).collect();
        match (same_row, &within[..]) {
            (Some(group), _) | (None, &[group]) => groups[group].findings.extend(outer.findings),
            _ => groups.push(outer),
        }
    }
    groups.into_iter().map(|group| group.findings).collect()
}

/// By how much statements about a row differ from the items.
struct Difference {
    quantity: Quantity,
    by: Decimal,
    /// The row, then those that it is part of; empty for the total.
    path: Vec<usize>,
    /// Indices of the findings that say so.
    findings: Vec<usize>,
}

/// Of a statement that several places repeat, one finding; and one of statements that were made up from the same figures.
pub(super) fn fold_repetitions(findings: Vec<Finding>) -> Vec<Finding> {
    let beside = |finding: &Finding| finding.related.iter().map(|(span, _)| *span).collect::<BTreeSet<Span>>();
    let repeats = |one: &Finding, other: &Finding| {
        REPEATABLE.contains(&one.rule)
            && (one.rule, &one.printed, &one.recomputed) == (other.rule, &other.printed, &other.recomputed)
            && !one.related.is_empty()
            && beside(one) == beside(other)
    };
    let follows_from_same = |one: &Finding, other: &Finding| {
        (one.rule, other.rule) == ("claim-mismatch", "claim-mismatch")
            && one.severity == other.severity
            && beside(one).len() > 1
            && beside(one) == beside(other)
    };
    let findings = fold_alike(findings, "repeated", repeats);
    fold_alike(findings, "same-figures", follows_from_same)
}

/// One finding, the first in the file, for those that are alike.
fn fold_alike(findings: Vec<Finding>, help: &'static str, alike: impl Fn(&Finding, &Finding) -> bool) -> Vec<Finding> {
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        match groups.iter().position(|group| alike(&finding, &group[0])) {
            Some(group) => groups[group].push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            group.sort_by_key(|finding| finding.span);
            fold_into(group[0].clone(), group, Message::new(help))
        })
        .collect()
}
