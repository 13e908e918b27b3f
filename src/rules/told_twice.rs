//! One quantity of the prose is told with two values. Compares marked statements with each other, not with tables.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::claim_mismatch::says_the_same;
use super::spoken_of::{figures, words};
use super::written_out::Agreement;
use super::{Check, Example, Found, Rule, Subject, named};
use crate::diag::Severity;
use crate::doc::figure::{Figure, Measure, Reading};
use crate::lang::{Arg, Lang, Message};
use crate::model::claims::{Claim, Quantity};

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
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut by_quantity: BTreeMap<&Quantity, Vec<&Claim>> = BTreeMap::new();
    for claim in &subject.project.claims {
        let Some(quantity) = claim.quantity().filter(|_| !claim.is_about) else { continue };
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
        let what = words(&first.of.value, Lang::ZhCn);
        let differing: Vec<&&Claim> = claims.iter().filter(|claim| same(first, claim) == Some(false)).collect();
        let Some(other) = differing.first() else {
            if claims.len() > 1 && claims.iter().all(|claim| same(first, claim) == Some(true)) {
                let places = claims.iter().map(|claim| named(&claim.place));
                let message = Message::new("holds-told-twice").with("what", what);
                found.holds(message.with("places", Arg::list(places)).with("printed", first.said.value.text.as_str()));
            }
            continue;
        };
        let mut finding = found.finding(other.said.span);
        let id = if first.place == other.place { "told-twice-there" } else { "told-twice" };
        finding.message = Message::new(id)
            .with("what", what.as_str())
            .with("place", named(&other.place))
            .with("printed", other.said.value.text.as_str())
            .with("elsewhere", named(&first.place))
            .with("other", first.said.value.text.as_str());
        if other.said.value.figure().is_none() {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        let elsewhere = claims.iter().filter(|claim| claim.said.span != other.said.span);
        finding.related.extend(elsewhere.map(|claim| (claim.said.span, Message::new("label-told-here"))));
        finding.at = format!("{}/{what}", other.place);
        finding.printed = Some(other.said.value.text.clone());
        found.report(finding);
    }
}

/// The statement that the others are compared with: the first that can be read.
pub(super) fn first_told<'a>(claims: &[&'a Claim]) -> &'a Claim {
    claims.iter().find(|claim| claim.said.value.reading != Reading::Unreadable).unwrap_or(&claims[0])
}

/// Whether two statements agree, the coarser perhaps rounded from the finer; `None` where they cannot be compared.
pub(super) fn same(one: &Claim, other: &Claim) -> Option<bool> {
    match (&one.said.value.reading, &other.said.value.reading) {
        (Reading::Figure(a), Reading::Figure(b)) => match (says_the_same(a, b), says_the_same(b, a)) {
            (Some(ab), Some(ba)) => Some(ab.min(ba) != Agreement::Contradiction),
            // Without a unit on one side they may agree, and cannot contradict each other.
            (Some(Agreement::Equal), None) | (None, Some(Agreement::Equal)) => Some(true),
            _ => is_share_of(a, b).or_else(|| is_share_of(b, a)),
        },
        (Reading::Word, Reading::Word) => Some(one.said.value.word() == other.said.value.word()),
        _ => (one.said.value.text == other.said.value.text).then_some(true),
    }
}

/// Whether a number without a unit is a percentage, without its sign or as a share; it does not contradict one.
fn is_share_of(bare: &Figure, percentage: &Figure) -> Option<bool> {
    let is_one = bare.measure == Measure::Count(String::new()) && percentage.measure == Measure::Percent;
    let mut share = bare.value.checked_mul(Decimal::ONE_HUNDRED)?;
    share.rescale(bare.value.scale().saturating_sub(2));
    let agrees = |value: Decimal| {
        let told = Figure { value, measure: Measure::Percent };
        let agreements = [says_the_same(&told, percentage), says_the_same(percentage, &told)];
        agreements.into_iter().flatten().min() < Some(Agreement::Contradiction)
    };
    (is_one && [bare.value, share].into_iter().any(agrees)).then_some(true)
}
