//! A printed rate or a claim about an amount that the project does not state, so that it cannot be recomputed.

use super::spoken_of::{Told, told};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::{Arg, Lang, Message};
use crate::model::claims::Quantity;
use crate::model::funds::Basis;
use crate::source::Span;

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
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let funds = subject.project.funds.as_ref();
    let mut report = |basis: Basis, span: Span, at: String| {
        let mut finding = found.finding(span);
        finding.message = Message::new("amount-not-stated").with("basis", Arg::Word(basis.word()));
        finding.at = at;
        found.report(finding);
    };
    let rows =
        funds.into_iter().flat_map(|funds| std::iter::once(&funds.total).chain(&funds.sources).chain(&funds.items));
    for row in rows {
        for side in row.rates.iter().flat_map(|rate| [&rate.of, &rate.to]) {
            if row.amount(side.value).is_none() {
                let name = row.name.as_ref().map_or("资金", |name| name.value.as_str());
                report(side.value, side.span, format!("{name}/{}", Lang::ZhCn.word(side.value.word())));
            }
        }
    }
    for judged in subject.evaluations() {
        let rates =
            judged.evaluation.indicators.iter().filter_map(|indicator| Some((indicator, indicator.rate.as_ref()?)));
        for (indicator, rate) in rates {
            for side in [&rate.of, &rate.to] {
                if funds.is_none_or(|funds| funds.total.amount(side.value).is_none()) {
                    report(side.value, side.span, judged.at(judged.table(), &indicator.path));
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
                report(*basis, claim.of.span, format!("{}/{}", claim.place, Lang::ZhCn.word(basis.word())));
            }
        }
    }
}
