//! Amounts by source or by item do not add up to the total.

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::model::funds::Basis;
use crate::rules::shared::fund_sums::{self, Sum};
use crate::rules::shared::rounding::{Agreement, addition, values};
use crate::rules::{Check, Example, Found, HangsOn, Rule, SHOWN, Subject, Tables};

pub(super) static RULE: Rule = Rule {
    name: "funds-total",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 170
#       ^^^ funds-total

[[funds.items]]
name = "人员经费"
spent = 120

[[funds.items]]
name = "专线租赁费"
spent = 46.02
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 166.02

[[funds.items]]
name = "人员经费"
spent = 120

[[funds.items]]
name = "专线租赁费"
spent = 46.02
"#,
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Funds,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    let unit = funds.unit.value.word();
    for table in fund_sums::tables(funds) {
        let about = |id: &'static str, basis: Basis| {
            Message::new(id)
                .with("basis", Arg::Word(basis.word()))
                .with("kind", named(table.kind))
                .with("unit", Arg::Word(unit))
        };
        for basis in Basis::ALL {
            if let Some(sum) = table.sum(basis).filter(|_| !table.is_partial) {
                if sum.agreement == Agreement::Equal {
                    if is_exact(&sum) {
                        found.holds(|| {
                            let computation = addition(&values(&sum.terms), sum.value);
                            about("holds-funds", basis).with("computation", computation)
                        });
                    }
                } else if table.unclear(&sum, basis).is_none() {
                    report(&sum, || about("funds-total", basis), [table.kind, basis.place()], found);
                }
            }
            for row in table.totals() {
                let Some(sum) = table.total_again(row, basis) else { continue };
                report(&sum, || about("funds-total-again", basis), [&row.path, basis.place()], found);
            }
            for (at, whole) in table.rows.iter().enumerate() {
                let Some(sum) = table.sum_of_parts(at, basis) else { continue };
                if sum.value < sum.printed.value && table.may_lack_parts(at, basis) {
                    continue;
                }
                let message = || about("funds-total-of-parts", basis).with("of", whole.path.as_str());
                if is_exact(&sum) && !whole.parts_partial {
                    found.holds(|| {
                        let computation = addition(&values(&sum.terms), sum.value);
                        let about = about("holds-funds-of-parts", basis).with("of", whole.path.as_str());
                        about.with("computation", computation)
                    });
                }
                report(&sum, message, [&whole.path, basis.place()], found);
            }
        }
    }
}

/// Whether an amount is the sum of several, digit for digit.
fn is_exact(sum: &Sum<'_>) -> bool {
    sum.terms.len() > 1 && sum.value == sum.printed.value
}

/// Reports an amount that is not the sum.
fn report(sum: &Sum<'_>, message: impl FnOnce() -> Message, at: [&str; 2], found: &mut Found<'_>) {
    if sum.agreement == Agreement::Equal {
        return;
    }
    found.report_at(sum.printed.span, |finding| {
        let printed = sum.printed.value.to_string();
        finding.message = message().with("printed", printed.as_str()).with("recomputed", sum.value.to_string());
        if sum.terms.len() > 1 {
            let computation = addition(&values(&sum.terms), sum.value);
            finding.help.push(Message::new("computation").with("computation", computation));
        }
        if sum.agreement == Agreement::Rounding {
            finding.severity = Severity::Notice;
            finding.help.push(Message::new("may-be-rounding"));
        }
        finding.related.extend(sum.terms.iter().take(SHOWN).map(|term| (term.span, Message::new("label-term"))));
        finding.at = Place::of(at);
        finding.printed = Some(printed);
        finding.recomputed = Some(sum.value.to_string());
    });
}
