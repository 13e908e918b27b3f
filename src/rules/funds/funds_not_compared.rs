//! A table of funds that is not compared with its total, because it does not say which of its rows are parts of others, or leaves an amount open.

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::model::funds::Basis;
use crate::rules::shared::fund_sums::{self, Unclear};
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "funds-not-compared",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 150

[[funds.sources]]
name = "省级资金"
spent = 100

[[funds.sources]]
name = "其中：上半年"
#      ^^^^^^^^^^^^^^ funds-not-compared
spent = 40

[[funds.sources]]
name = "县级资金"
spent = 50
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 150

[[funds.sources]]
name = "省级资金"
spent = 100
parts_partial = true

[[funds.sources]]
name = "其中：上半年"
part_of = "省级资金"
spent = 40

[[funds.sources]]
name = "县级资金"
spent = 50
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    for table in fund_sums::tables(funds).filter(|table| !table.is_partial) {
        for basis in Basis::ALL {
            let Some(sum) = table.sum(basis) else { continue };
            let (id, row) = match table.unclear(&sum, basis) {
                Some(Unclear::Structure(row)) => ("funds-not-compared", row),
                Some(Unclear::Blank(row)) => ("funds-not-compared-blank", row),
                None => continue,
            };
            let mut finding = found.finding(row.span);
            finding.message = Message::new(id)
                .with("name", row.value.as_str())
                .with("basis", Arg::Word(basis.word()))
                .with("kind", named(table.kind))
                .with("printed", sum.printed.value.to_string())
                .with("recomputed", sum.value.to_string())
                .with("unit", Arg::Word(funds.unit.value.word()));
            finding.related.push((sum.printed.span, Message::new("label-total")));
            finding.at = Place::of([&row.value, basis.place()]);
            found.report(finding);
            if id == "funds-not-compared" {
                // Which rows are parts is open of every amount.
                break;
            }
        }
    }
}
