//! An amount of money below zero, but of a row that takes something off: it says so, or the total is less by it.

use rust_decimal::Decimal;

use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::model::funds::{Basis, FundRow, Funds};
use crate::rules::shared::fund_sums;
use crate::rules::shared::rounding::Agreement;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "negative-amount",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
spent = -166.02
#       ^^^^^^^ negative-amount
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
spent = 166.02

[[funds.items]]
name = "设备购置"
spent = 171.02

[[funds.items]]
name = "收回以前年度支出"
spent = -5
"#,
    }),
    ..Rule::PLAIN
};

/// What a row is called that takes something off.
const TAKEN_OFF: [&str; 10] = ["收回", "冲减", "冲销", "冲回", "退回", "退库", "核减", "调减", "扣减", "减："];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    let takes_off =
        |row: &&FundRow| row.name.as_ref().is_some_and(|name| TAKEN_OFF.iter().any(|word| name.value.contains(word)));
    for row in funds.all().filter(|row| !takes_off(row)) {
        for basis in Basis::ALL {
            let Some(amount) = row.amount(basis).filter(|amount| amount.value < Decimal::ZERO) else {
                continue;
            };
            if is_taken_off(funds, amount, basis) {
                continue;
            }
            let name = row.name.as_ref();
            let mut finding = found.finding(amount.span);
            finding.message = Message::new("negative-amount")
                .with("row", name.map_or(Arg::Word("funds-all"), |name| Arg::from(name.value.as_str())))
                .with("basis", Arg::Word(basis.word()))
                .with("printed", amount.value.to_string())
                .with("unit", funds.unit.value.symbol());
            finding.at = Place::of([&row.path, basis.place()]);
            finding.printed = Some(amount.value.to_string());
            found.report(finding);
        }
    }
}

/// Whether the rows of its table come to the total with an amount, and so are less by it.
fn is_taken_off(funds: &Funds, amount: &Located<Decimal>, basis: Basis) -> bool {
    fund_sums::tables(funds).filter_map(|table| table.sum(basis)).any(|sum| {
        let is_term = sum.terms.iter().any(|term| term.span == amount.span);
        is_term && sum.terms.len() > 1 && sum.agreement == Agreement::Equal
    })
}
