//! A figure of the prose is not the one that it speaks of, or does not follow from those that it is made of.

use std::cell::LazyCell;

use crate::diag::place::named;
use crate::rules::shared::agreement::outcome;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::rules::shared::quantities;
use crate::rules::shared::rounding::Agreement;
use crate::rules::shared::statements;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};

pub(super) static RULE: Rule = Rule {
    name: "claim-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 三、组织实施

合同金额一年[1126140.7元]{一年合同金额}，三年[33784221.00元]{一年合同金额×3}。
#                                             ^^^^^^^^^^^^^ claim-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 三、组织实施

合同金额一年[11261407元]{一年合同金额}，三年[33784221.00元]{一年合同金额×3}。
",
    }),
    hangs_on: HangsOn::Figures,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let plain = statements::read(subject);
    let marked = subject.project.claims.len();
    let mut agreeing: Vec<(Message, Vec<&str>)> = Vec::new();
    let claims = || subject.project.claims.iter().chain(plain.iter().copied());
    let places = LazyCell::new(|| quantities::places(claims()));
    let mut differing = vec![false; marked];
    for (number, claim) in claims().enumerate() {
        if let Some(differs) = differs_as_before(subject, number, claim) {
            if differs {
                found.report_at(claim.said.span, |_| ());
            }
            continue;
        }
        let Some(outcome) = outcome(subject, claim) else { continue };
        if outcome.agreement == Agreement::Equal && found.is_of_trial() {
            continue;
        }
        let what = || quantities::spoken(&claim.of.value);
        let is_restated = claim.quantity().is_some();
        if outcome.agreement == Agreement::Equal {
            // A figure that is marked in the cell it speaks of repeats nothing.
            if outcome.origins.iter().any(|origin| origin.holds(claim.said.span)) {
                continue;
            }
            let id = match is_restated {
                true if outcome.is_printed => "holds-restated",
                true => "holds-recomputed",
                false => "holds-claim",
            };
            let message = Message::new(id)
                .with("what", what())
                .with("printed", claim.said.value.text.as_str())
                .with("computation", outcome.computation());
            match agreeing.iter_mut().find(|(same, _)| *same == message) {
                Some((_, places)) if places.contains(&claim.place.as_str()) => {}
                Some((_, places)) => places.push(&claim.place),
                None => agreeing.push((message, vec![&claim.place])),
            }
            continue;
        }
        if let Some(differs) = differing.get_mut(number) {
            *differs = true;
        }
        found.report_at(claim.said.span, |finding| {
            finding.message = Message::new(if outcome.is_printed { "claim-differs" } else { "claim-mismatch" })
                .with("place", named(&claim.place))
                .with("what", what())
                .with("printed", claim.said.value.text.as_str())
                .with("recomputed", outcome.recomputed());
            let help = match is_restated {
                true if outcome.is_printed => Some("stated-elsewhere"),
                true => None,
                false => Some("computation"),
            };
            finding.help.extend(help.map(|help| Message::new(help).with("computation", outcome.computation())));
            finding.recomputed = Some(outcome.recomputed());
            finding.help.extend(outcome.other_unit);
            if number >= marked {
                finding.severity = finding.severity.min(Severity::Warning);
                finding.help.push(Message::new("read-without-mark"));
            }
            if outcome.agreement == Agreement::Rounding {
                finding.severity = finding.severity.min(Severity::Notice);
                finding.help.push(Message::new("may-be-rounding"));
            }
            finding.related.extend(outcome.origins.into_iter().map(|span| (span, Message::new("label-spoken-of"))));
            finding.at = places[number].clone();
            finding.printed = Some(claim.said.value.text.clone());
        });
    }
    if subject.tried.is_none() {
        subject.differing.get_or_init(|| differing);
    }
    for (message, places) in agreeing {
        found.holds(|| message.with("places", Arg::list(places.into_iter().map(named))));
    }
}

/// Whether a marked figure differs, where no figure that is tried can change that; `None` where one can, or nothing is known.
fn differs_as_before(subject: &Subject<'_>, number: usize, claim: &Claim) -> Option<bool> {
    let tried = subject.tried?;
    let differs = *subject.differing.get()?.get(number)?;
    let mut tables = claim.of.value.quantities().filter_map(tables_of);
    (!tables.any(|of| of.meet(tried))).then_some(differs)
}

/// Which tables' figures a quantity is made of, if any are.
fn tables_of(quantity: &Quantity) -> Option<Tables> {
    match quantity {
        Quantity::Funds(..) => Some(Tables::Funds),
        Quantity::Score(_) | Quantity::Weight(_) | Quantity::Grade(_) => Some(Tables::Scores),
        // Of targets and actuals no figure is tried, and no statement is a table's.
        Quantity::Target(_) | Quantity::Actual(_) | Quantity::Named(_) => None,
    }
}
