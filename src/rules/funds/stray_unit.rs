//! A percentage with a unit of money after it: 94.56%元.

use crate::diag::Severity;
use crate::lang::Message;
use crate::rules::shared::fund_rates::{self, PrintedRate};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "stray-unit",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "元"
budget = 1000
spent = 945.60
rates = [{ of = "spent", to = "budget", printed = "94.56%元" }]
#                                                 ^^^^^^^^^^ stray-unit
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "元"
budget = 1000
spent = 945.60
rates = [{ of = "spent", to = "budget", printed = "94.56%" }]
"#,
    }),
    ..Rule::PLAIN
};

const UNITS: [&str; 3] = ["元", "万元", "亿元"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    for PrintedRate { rate, at, .. } in fund_rates::printed(funds) {
        let printed = rate.printed.value.as_str();
        let rest = number::leading(printed).map(|(_, rest)| rest);
        let Some(unit) = rest.and_then(|rest| rest.strip_prefix(['%', '％', '﹪'])).map(str::trim) else {
            continue;
        };
        if !UNITS.contains(&unit) {
            continue;
        }
        let mut finding = found.finding(rate.printed.span);
        finding.message = Message::new("stray-unit").with("printed", printed).with("unit", unit);
        finding.at = at;
        finding.printed = Some(printed.to_owned());
        found.report(finding);
    }
}
