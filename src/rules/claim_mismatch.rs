//! A figure of the narrative does not hold when recomputed.

use rust_decimal::Decimal;

use super::written_out::{Agreement, addition, compare_rate, compare_sum, division, values};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::number;
use crate::lang::Message;
use crate::model::claims::{Claim, Says};
use crate::model::funds::Unit;
use crate::model::project::Project;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "claim-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[claims]]
place = "三（一）"
what = "合同金额"
unit = "元"
each = 1126140.7
times = 3
total = 33784221.00
#       ^^^^^^^^^^^ claim-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[claims]]
place = "三（一）"
what = "合同金额"
unit = "元"
each = 11261407
times = 3
total = 33784221.00
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for claim in &subject.project.claims {
        let Some(outcome) = recompute(subject.project, claim) else { continue };
        let named = |id: &str| {
            Message::new(id)
                .with("place", claim.place.value.as_str())
                .with("what", claim.what.value.as_str())
                .with("printed", outcome.printed.as_str())
        };
        let restated = matches!(claim.says, Says::Restated { .. });
        if outcome.agreement == Agreement::Equal {
            let id = if restated { "holds-restated" } else { "holds-claim" };
            found.holds(named(id).with("computation", outcome.computation));
            continue;
        }
        let mut finding = found.finding(outcome.span);
        finding.message = named("claim-mismatch").with("recomputed", outcome.recomputed.as_str());
        let help = if restated { "funds-say" } else { "computation" };
        finding.help.push(Message::new(help).with("computation", outcome.computation));
        if outcome.agreement == Agreement::Rounding {
            finding.severity = Severity::Notice;
            finding.help.push(Message::new("may-be-rounding"));
        }
        finding.related.extend(outcome.origin.map(|span| (span, Message::new("label-funds"))));
        finding.at = format!("{}/{}", claim.place.value, claim.what.value);
        finding.printed = Some(outcome.printed);
        finding.recomputed = Some(outcome.recomputed);
        found.report(finding);
    }
}

/// A claim beside what it comes to.
struct Outcome {
    agreement: Agreement,
    printed: String,
    recomputed: String,
    computation: String,
    /// Where the claim's result was written.
    span: Span,
    /// Where the figure it repeats was written.
    origin: Option<Span>,
}

/// `None` where a claim cannot be recomputed: a zero denominator, an amount the project does not state.
fn recompute(project: &Project, claim: &Claim) -> Option<Outcome> {
    let unit = claim.unit.as_deref().unwrap_or_default();
    let money = [Unit::Yuan, Unit::TenThousandYuan].into_iter().find(|money| money.symbol() == unit);
    match &claim.says {
        Says::Sum { parts, total } => {
            let parts = values(&parts.iter().collect::<Vec<_>>());
            let sum = number::sum(parts.iter().copied())?;
            Some(Outcome {
                agreement: compare_sum(total.value, &parts, sum, Decimal::from(parts.len()), money),
                printed: format!("{}{unit}", total.value),
                recomputed: format!("{sum}{unit}"),
                computation: addition(&parts, sum),
                span: total.span,
                origin: None,
            })
        }
        Says::Product { each, times, total } => {
            let product = each.value.checked_mul(times.value)?;
            Some(Outcome {
                agreement: compare_sum(total.value, &[each.value], product, times.value, money),
                printed: format!("{}{unit}", total.value),
                recomputed: format!("{product}{unit}"),
                computation: format!("{} × {} = {product}", each.value, times.value),
                span: total.span,
                origin: None,
            })
        }
        Says::Share { part, whole, rate, value } => {
            let (agreement, recomputed) = compare_rate(*value, part.value, whole.value, money.is_some())?;
            Some(Outcome {
                agreement,
                printed: rate.value.clone(),
                recomputed: format!("{recomputed}%"),
                computation: division(part.value, whole.value, recomputed),
                span: rate.span,
                origin: None,
            })
        }
        Says::Restated { of, amount, value, unit } => {
            let funds = project.funds.as_ref()?;
            let stated = funds.total.amount(of.value)?;
            let said = format!("{}{}", stated.value, funds.unit.symbol());
            let yuan = funds.unit.in_yuan(stated.value)?;
            let exact = match unit {
                Unit::Yuan => yuan,
                Unit::TenThousandYuan => yuan.checked_div(Decimal::from(10_000))?,
            };
            let rounded = number::round(exact, value.scale().min(exact.scale()));
            let converted = format!("{}{}", exact.normalize(), unit.symbol());
            let same_unit = *unit == funds.unit;
            Some(Outcome {
                agreement: if rounded == *value { Agreement::Equal } else { Agreement::Contradiction },
                printed: amount.value.clone(),
                computation: if same_unit { said.clone() } else { format!("{said} = {converted}") },
                recomputed: if same_unit { said } else { converted },
                span: amount.span,
                origin: Some(stated.span),
            })
        }
    }
}
