//! A printed rate is not its numerator divided by its named denominator.

use crate::rules::shared::fund_rates::money;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::funds::{Basis, Unit};
use crate::rules::shared::fund_rates::{self, PrintedRate};
use crate::rules::shared::rounding::{Agreement, compare_share, division};
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "rate-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
spent = 166.02
rates = [{ of = "spent", to = "budget", printed = "100%" }]
#                                                 ^^^^^^ rate-mismatch
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
    hangs_on: HangsOn::Figures,
    tables: Tables::Funds,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    for printed in fund_rates::printed(funds) {
        compare(funds.unit.value, printed, None, found);
    }
    for judged in subject.evaluations() {
        for indicator in &judged.evaluation.indicators {
            if let Some(rate) = &indicator.rate {
                let at = judged.at(judged.table(), &indicator.path);
                compare(funds.unit.value, PrintedRate { row: &funds.total, rate, at }, Some(&indicator.name), found);
            }
        }
    }
}

/// Compares a rate; `item` is that of the score table that it stands beside.
fn compare(unit: Unit, printed: PrintedRate<'_>, item: Option<&Located<String>>, found: &mut Found<'_>) {
    let PrintedRate { row, rate, at } = printed;
    let (Some(part), Some(whole)) = (row.amount(rate.of.value), row.amount(rate.to.value)) else { return };
    let money = |amount| money(unit, amount);
    let Some((agreement, recomputed)) = compare_share(&rate.share, money(part), money(whole)) else { return };
    let computation = division(part.value, whole.value, recomputed);
    let named = |id: &'static str| {
        Message::new(id)
            .with("row", row.name.as_ref().map_or(Arg::Word("funds-all"), |name| Arg::from(name.value.as_str())))
            .with("of", Arg::Word(rate.of.value.word()))
            .with("to", Arg::Word(rate.to.value.word()))
            .with("printed", rate.printed.value.as_str())
    };
    if agreement == Agreement::Equal {
        let place = rate.place.as_ref().or(item).map_or_else(String::new, |place| format!("{} ", place.value));
        found.holds(|| named("holds-rate").with("place", place).with("computation", computation));
        return;
    }
    found.report_at(rate.printed.span, |finding| {
        finding.message = named("rate-mismatch").with("recomputed", format!("{recomputed}%"));
        finding.help.push(Message::new("computation").with("computation", computation));
        if agreement == Agreement::Rounding {
            finding.severity = Severity::Notice;
            finding.help.push(Message::new("may-be-rounding"));
        }
        for other in Basis::ALL.into_iter().filter(|other| *other != rate.to.value && *other != rate.of.value) {
            if let Some(base) = row.amount(other)
                && let Some((Agreement::Equal, same)) = compare_share(&rate.share, money(part), money(base))
            {
                let help = Message::new("other-denominator").with("to", Arg::Word(other.word()));
                finding.help.push(help.with("computation", division(part.value, base.value, same)));
            }
        }
        finding.related.push((part.span, Message::new(rate.of.value.word())));
        finding.related.push((whole.span, Message::new(rate.to.value.word())));
        finding.at = at;
        finding.printed = Some(rate.printed.value.clone());
        finding.recomputed = Some(format!("{recomputed}%"));
    });
}
