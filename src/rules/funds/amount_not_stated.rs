//! A printed rate or a claim about an amount that the project does not state, so that it cannot be recomputed.

use std::collections::BTreeSet;

use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::model::claims::Quantity;
use crate::model::funds::{Basis, Funds};
use crate::rules::shared::quantities::{Told, called, told};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Span;
use crate::syntax::figure::Share;

pub(super) static RULE: Rule = Rule {
    name: "amount-not-stated",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 166.02
rates = [{ of = "spent", to = "budget", printed = "89.74%" }]
#                             ^^^^^^^^ amount-not-stated
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
spent = 166.02
rates = [{ of = "spent", to = "budget", printed = "89.74%" }]

[[funds.sources]]
name = "其他资金"
spent = "/"
rates = [{ of = "spent", to = "budget", printed = "/" }]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let funds = subject.project.funds.as_ref();
    let mut reported = BTreeSet::new();
    let mut report = |basis: Basis, span: Span, at: Place| {
        if !reported.insert(at.clone()) {
            return;
        }
        let mut finding = found.finding(span);
        finding.message = Message::new("amount-not-stated").with("basis", Arg::Word(basis.word()));
        finding.at = at;
        found.report(finding);
    };
    for row in funds.into_iter().flat_map(Funds::all) {
        // A rate that prints a dash tells none.
        let told = row.rates.iter().filter(|rate| rate.share != Share::Nothing);
        for side in told.flat_map(|rate| [&rate.of, &rate.to]) {
            if row.amount(side.value).is_none() {
                report(side.value, side.span, Place::of([&row.path, side.value.place()]));
            }
        }
    }
    for judged in subject.evaluations() {
        let rates =
            judged.evaluation.indicators.iter().filter_map(|indicator| Some((indicator, indicator.rate.as_ref()?)));
        for (indicator, rate) in rates {
            for side in [&rate.of, &rate.to] {
                if funds.is_none_or(|funds| funds.total.amount(side.value).is_none()) {
                    let at = judged.at(judged.table(), &indicator.path).within(side.value.place());
                    report(side.value, side.span, at);
                }
            }
        }
    }
    for claim in subject.project.claims.iter().filter(|claim| claim.fund_rate().is_none()) {
        for quantity in claim.of.value.quantities() {
            if let Quantity::Funds(basis, _) = quantity
                && let Told::Figures(figures) = told(subject, quantity)
                && figures.is_empty()
            {
                report(*basis, claim.of.span, Place::of([&claim.place, &called(quantity)]));
            }
        }
    }
}
