//! One cause, one finding: what a single wrong figure explains is folded into one finding that keeps the others.
//! Judges no figure itself: it asks the rules what they would say if another value stood there.
//!
//! `counterfactual` finds a figure that is to blame, by trial: put another value in its place, and the rules no longer
//! say what it caused, and nothing new. So are found the wrong unit of a table of funds, and what is said of an item's
//! lost points when its score or weight is the one misprinted. `repeats` folds those that say the same.
//!
//! Statements that differ from the items by the same amount, of one item and of what it is part of, are one finding
//! too; differences on other branches, or by other amounts, never. The folded findings stay in `Finding::also`: their
//! places are marked on pages, and acknowledgements still meet them.

mod counterfactual;
mod figures;
mod repeats;

use std::collections::BTreeSet;

use super::{HangsOn, Subject, compares, find};
use crate::diag::{Finding, Place, Severity};
use crate::lang::{Arg, Message};
use crate::source::Span;

/// The findings of a project, those with one cause as one. Figures that were rounded have no cause to look for.
pub(super) fn fold(subject: &Subject<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let is_alone = findings.iter().filter(|finding| hangs_on(finding) != HangsOn::Itself).nth(1).is_none();
    if is_alone || !findings.iter().any(contradicts) {
        return repeats::fold_repetitions(findings);
    }
    let mut project = subject.project.clone();
    let stated = figures::of(&mut project);
    let findings = counterfactual::fold(subject, &mut project, findings, &stated);
    let findings = repeats::fold_same_difference(subject, &mut project, findings, &stated);
    repeats::fold_repetitions(findings)
}

/// Settles the folded findings once their acknowledgements are known: a cause that is acknowledged, or all of whose
/// findings are, carries every note; of another cause those that are acknowledged stand by themselves.
pub(super) fn unfold_acknowledged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut settled = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let explained: Vec<Finding> = finding.also.extract_if(.., |also| also.note.is_some()).collect();
        if finding.note.is_some() || (finding.also.is_empty() && !explained.is_empty()) {
            let mut notes: Vec<String> = finding.note.take().into_iter().collect();
            for note in explained.iter().filter_map(|also| also.note.clone()) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            finding.note = Some(notes.join(" "));
            finding.also.splice(..0, explained);
        } else {
            settled.extend(explained);
        }
        settled.push(finding);
    }
    settled
}

/// What the rule of a finding hangs on.
fn hangs_on(finding: &Finding) -> HangsOn {
    find(finding.rule).map_or(HangsOn::Itself, |rule| rule.hangs_on)
}

/// Whether a finding says that two figures cannot both be right.
fn contradicts(finding: &Finding) -> bool {
    compares(finding) && finding.severity > Severity::Notice
}

/// A finding that stands alone, or those that are folded into it.
fn members(finding: &Finding) -> impl Iterator<Item = &Finding> {
    let alone = finding.also.is_empty().then_some(finding);
    alone.into_iter().chain(&finding.also)
}

/// The finding that stands for all members: as severe as the worst, their places beside its own, and the names
/// of those that compare in `help`; what follows from a misprinted score or weight is named apart.
fn fold_into(mut main: Finding, members: Vec<Finding>, help: Message) -> Finding {
    if members.len() < 2 {
        return main;
    }
    let others = || members.iter().filter(|member| (member.rule, member.span) != (main.rule, main.span));
    let names = |is_compared: bool| -> Vec<&Place> {
        let named = others().filter(|member| compares(member) == is_compared).map(|member| &member.at);
        named.filter(|at| **at != main.at).fold(Vec::new(), |mut names, at| {
            if !names.contains(&at) {
                names.push(at);
            }
            names
        })
    };
    let helps: Vec<Message> = [(help, names(true)), (Message::new("follows-from-it"), names(false))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(help, names)| help.with("places", Arg::list(names.iter().map(|at| at.said()))))
        .collect();
    let places: Vec<(Span, Message)> = others().map(|member| (member.span, member.message.clone())).collect();
    main.help.extend(helps);
    let shown: BTreeSet<Span> = main.related.iter().map(|(span, _)| *span).chain(std::iter::once(main.span)).collect();
    main.related.extend(places.into_iter().filter(|(span, _)| !shown.contains(span)));
    main.severity = members.iter().map(|member| member.severity).max().unwrap_or(main.severity);
    main.also = members
        .into_iter()
        .flat_map(|mut member| match std::mem::take(&mut member.also) {
            alone if alone.is_empty() => vec![member],
            several => several,
        })
        .collect();
    // A site holds hundreds of thousands of these.
    main.also.shrink_to_fit();
    main
}
