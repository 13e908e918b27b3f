//! The names in marks that nothing else speaks of, and figures that their mark says are told once. Reports nothing itself.

use super::quantities::{Told, told};
use super::{amounts, months, statements};
use crate::model::claims::{Claim, Quantity};
use crate::rules::Subject;
use crate::syntax::marks;

/// The names in the mark of a number that nothing else speaks of, each with those that may have been meant, unless it is a
/// free name.
pub(crate) fn unmatched<'a>(subject: &'a Subject<'_>, number: usize) -> Vec<(&'a str, Option<Vec<String>>)> {
    let claims = &subject.project.claims;
    let claim = &claims[number];
    let unmatched = |quantity: &'a Quantity| match (quantity, told(subject, quantity)) {
        (Quantity::Named(name), _) => {
            let others = claims.iter().enumerate().filter(|(other, _)| *other != number);
            let mut spoken_of = others.flat_map(|(_, other)| other.of.value.quantities());
            let stated = claims.iter().any(|other| other.quantity() == Some(quantity));
            if (stated && spoken_of.any(|other| other == quantity)) || is_told_once(subject, claim) {
                return None;
            }
            Some((name.as_str(), None))
        }
        (
            Quantity::Funds(_, Some(name))
            | Quantity::Score(Some(name))
            | Quantity::Weight(Some(name))
            | Quantity::Grade(Some(name))
            | Quantity::Target(name)
            | Quantity::Actual(name),
            Told::NoSuchName(names),
        ) => Some((name.as_str(), Some(names))),
        _ => None,
    };
    claim.of.value.quantities().filter_map(unmatched).collect()
}

/// Whether a mark with a free name says that a figure speaks of something else than it would be taken for without a mark.
pub(crate) fn is_told_once(subject: &Subject<'_>, claim: &Claim) -> bool {
    let (said, Some(Quantity::Named(_))) = (claim.said.span, claim.quantity()) else { return false };
    let text = &subject.sources.text(said.file);
    let Some(mark) = marks::find(text).into_iter().find(|mark| mark.said.start == said.start()) else { return false };
    let (bracket, figure) = (mark.said.start - 1, &text[mark.said.clone()]);
    let unmarked = [&text[..bracket], figure, &text[mark.of.end + 1..]].concat();
    let place = bracket..bracket + figure.len();
    let in_report = subject.project.report == Some(said.file);
    months::would_read(&unmarked, &place)
        || in_report
            && (statements::would_read(subject, &unmarked, &place) || amounts::would_read(subject, &unmarked, &place))
}
