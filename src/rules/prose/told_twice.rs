//! One quantity of the prose is told with two values. Compares marked statements with each other, not with tables.

use crate::diag::place::named;
use crate::rules::shared::agreement::{first_told, same};
use std::collections::BTreeMap;

use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::rules::shared::quantities::{figures, spoken, words};
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "told-twice",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 三、完成情况

创文考核达标率[100%]{创文考核达标率}。

## 四、效益情况

创文考核达标率[90%]{创文考核达标率}。
#              ^^^ told-twice
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 三、完成情况

创文考核达标率[90%]{创文考核达标率}。

## 四、效益情况

创文考核达标率[90%]{创文考核达标率}。
",
    }),
    hangs_on: HangsOn::Figures,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut by_quantity: BTreeMap<&Quantity, Vec<&Claim>> = BTreeMap::new();
    for claim in &subject.project.claims {
        let Some(quantity) = claim.quantity().filter(|_| !claim.is_about()) else { continue };
        let only_in_prose = match quantity {
            Quantity::Named(_) => true,
            Quantity::Target(_) | Quantity::Actual(_) => figures(subject, quantity).is_empty(),
            _ => false,
        };
        if only_in_prose {
            by_quantity.entry(quantity).or_default().push(claim);
        }
    }
    for claims in by_quantity.values() {
        let first = first_told(claims);
        let differing: Vec<&&Claim> = claims.iter().filter(|claim| same(first, claim) == Some(false)).collect();
        let Some(other) = differing.first() else {
            if claims.len() > 1 && claims.iter().all(|claim| same(first, claim) == Some(true)) {
                found.holds(|| {
                    let mut places: Vec<&str> = claims.iter().map(|claim| claim.place.as_str()).collect();
                    places.dedup();
                    let places = places.into_iter().map(named);
                    let message = Message::new("holds-told-twice").with("what", spoken(&first.of.value));
                    message.with("places", Arg::list(places)).with("printed", first.said.value.text.as_str())
                });
            }
            continue;
        };
        found.report_at(other.said.span, |finding| {
            let id = if first.place == other.place { "told-twice-there" } else { "told-twice" };
            finding.message = Message::new(id)
                .with("what", spoken(&first.of.value))
                .with("place", named(&other.place))
                .with("printed", other.said.value.text.as_str())
                .with("elsewhere", named(&first.place))
                .with("other", first.said.value.text.as_str());
            if other.said.value.figure().is_none() {
                finding.severity = finding.severity.min(Severity::Warning);
            }
            let elsewhere = claims.iter().filter(|claim| claim.said.span != other.said.span);
            finding.related.extend(elsewhere.map(|claim| (claim.said.span, Message::new("label-told-here"))));
            finding.at = Place::of([&other.place, &words(&first.of.value)]);
            finding.printed = Some(other.said.value.text.clone());
        });
    }
}
