//! A rate is printed of amounts that are both nothing: 0 ÷ 0 has no value. Leaves alone what the rate of other amounts is.

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::rules::shared::fund_rates::is_of_nothing;
use crate::rules::shared::fund_rates::{self, PrintedRate};
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "rate-of-nothing",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"

[[funds.sources]]
name = "专户"
budget = 0
spent = 0
rates = [{ of = "spent", to = "budget", printed = "0.00%" }]
#                                                 ^^^^^^^ rate-of-nothing
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"

[[funds.sources]]
name = "专户"
budget = 3
spent = 0
rates = [{ of = "spent", to = "budget", printed = "0.00%" }]

[[funds.sources]]
name = "专户"
budget = 0
spent = 0
rates = [{ of = "spent", to = "budget", printed = "—" }]

[[funds.sources]]
name = "其他资金"
budget = 0
spent = 0
rates = [{ of = "spent", to = "budget", printed = "不适用" }]
"#,
    }),
    ..Rule::PLAIN
};

/// One finding a project, listing the rates.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    let rates = fund_rates::printed(funds).into_iter();
    let empty: Vec<PrintedRate<'_>> = rates.filter(|printed| is_of_nothing(printed.row, printed.rate)).collect();
    let [PrintedRate { row, rate, at }, others @ ..] = empty.as_slice() else { return };
    let told = empty.iter().map(|PrintedRate { row, rate, .. }| {
        let name = row.name.as_ref().map_or(Arg::Word("funds-all"), |name| Arg::from(name.value.as_str()));
        Arg::noted(name, rate.printed.value.as_str())
    });
    let mut finding = found.finding(rate.printed.span);
    finding.message = Message::new("rate-of-nothing").with("rates", Arg::list(told));
    finding.related.extend(others.iter().map(|other| (other.rate.printed.span, Message::new("label-of-nothing"))));
    let amounts = [rate.of.value, rate.to.value].into_iter().filter_map(|basis| Some((basis, row.amount(basis)?)));
    finding.related.extend(amounts.map(|(basis, amount)| (amount.span, Message::new(basis.word()))));
    finding.at = at.clone();
    finding.printed = Some(rate.printed.value.clone());
    found.report(finding);
}
