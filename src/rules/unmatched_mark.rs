//! A mark in the prose speaks of something that nothing else speaks of: a misspelt name, so that nothing is compared.

use super::spoken_of::{Told, suggest, told};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::marks;
use crate::lang::Message;
use crate::model::claims::{Places, Quantity};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unmatched-mark",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
受理办件[484件]{受理办件}，解决[432件]{解决}，解决率[89.26%]{解决÷受理}。
#               ^^^^^^^^ unmatched-mark
#                                                            ^^^^^^^^^^ unmatched-mark
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
受理办件[484件]{受理办件}，解决[432件]{解决}，解决率[89.26%]{解决÷受理办件}。
",
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    report_unfinished(subject, found);
    let claims = &subject.project.claims;
    for (number, claim) in claims.iter().enumerate() {
        for quantity in claim.of.value.quantities() {
            let (name, known) = match (quantity, told(subject, quantity)) {
                (Quantity::Named(name), _) => {
                    let others = claims.iter().enumerate().filter(|(other, _)| *other != number);
                    let mut spoken_of = others.clone().flat_map(|(_, other)| other.of.value.quantities());
                    let stated = claims.iter().any(|other| other.quantity() == Some(quantity));
                    if stated && spoken_of.any(|other| other == quantity) {
                        continue;
                    }
                    let names =
                        others.flat_map(|(_, other)| other.of.value.quantities()).filter_map(|other| match other {
                            Quantity::Named(name) => Some(name.clone()),
                            _ => None,
                        });
                    (name, names.collect())
                }
                (
                    Quantity::Funds(_, Some(name))
                    | Quantity::Score(Some(name))
                    | Quantity::Weight(Some(name))
                    | Quantity::Grade(Some(name))
                    | Quantity::Target(name)
                    | Quantity::Actual(name),
                    Told::NoSuchName(names),
                ) => (name, names),
                _ => continue,
            };
            let mut finding = found.finding(claim.of.span);
            finding.message = Message::new("unmatched-mark").with("name", name.as_str());
            suggest(&mut finding, name, &known);
            finding.at = format!("{}/{name}", claim.place);
            found.report(finding);
        }
    }
}

/// Braces that belong to no mark would be published as they stand.
fn report_unfinished(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(file) = subject.project.report else { return };
    let text = &subject.sources.get(file).text;
    let marks = marks::find(text);
    for (at, brace) in text.match_indices(['{', '｛']) {
        if marks.iter().any(|mark| mark.of.start == at + brace.len()) || text[..at].matches('`').count() % 2 == 1 {
            continue;
        }
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let end = text[at..line_end].find(['}', '｝']).map_or(line_end, |end| at + end);
        let mut finding = found.finding(Span::new(file, at..end));
        finding.message = Message::new("unfinished-mark").with("text", &text[at..end]);
        finding.at = format!("{}/{}", Places::of(text).at(at), &text[at..end]);
        found.report(finding);
    }
}
