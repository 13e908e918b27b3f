//! A figure of the prose is not the one that it speaks of, or does not follow from those that it is made of.

use std::cell::LazyCell;

use crate::diag::place::named;
use crate::rules::shared::agreement::outcome;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::rules::shared::quantities;
use crate::rules::shared::rounding::Agreement;
use crate::rules::shared::statements;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};

pub(super) static RULE: Rule = Rule {
    name: "claim-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 三、组织实施

合同金额一年[1126140.7元]{一年合同金额}，三年[33784221.00元]{一年合同金额×3}。
#                                             ^^^^^^^^^^^^^ claim-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 三、组织实施

合同金额一年[11261407元]{一年合同金额}，三年[33784221.00元]{一年合同金额×3}。
",
    }),
    hangs_on: HangsOn::Figures,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let plain = statements::read(subject);
    let marked = subject.project.claims.len();
    let mut agreeing: Vec<(Message, Vec<&str>)> = Vec::new();
    let claims = || subject.project.claims.iter().chain(plain.iter().copied());
    let places = LazyCell::new(|| quantities::places(claims()));
    let mut differing = vec![false; marked];
    for (number, claim) in claims().enumerate() {
        if let Some(differs) = differs_as_before(subject, number, claim) {
            if differs {
                found.report_at(claim.said.span, |_| ());
            }
            continue;
        }
        let Some(outcome) = outcome(subject, claim) else { continue };
        if outcome.agreement == Agreement::Equal && found.is_of_trial() {
            continue;
        }
        let what = || quantities::spoken(&claim.of.value);
        let is_restated = claim.quantity().is_some();
        if outcome.agreement == Agreement::Equal {
            // A figure that is marked in the cell it speaks of repeats nothing.
            if outcome.origins.iter().any(|origin| origin.holds(claim.said.span)) {
                continue;
            }
            let id = match is_restated {
                true if outcome.is_printed => "holds-restated",
                true => "holds-recomputed",
                false => "holds-claim",
            };
            let message = Message::new(id)
                .with("what", what())
                .with("printed", claim.said.value.text.as_str())
                .with("computation", outcome.computation());
            match agreeing.iter_mut().find(|(same, _)| *same == message) {
                Some((_, places)) if places.contains(&claim.place.as_str()) => {}
                Some((_, places)) => places.push(&claim.place),
                None => agreeing.push((message, vec![&claim.place])),
            }
            continue;
        }
        if let Some(differs) = differing.get_mut(number) {
            *differs = true;
        }
        found.report_at(claim.said.span, |finding| {
            finding.message = Message::new(if outcome.is_printed { "claim-differs" } else { "claim-mismatch" })
                .with("place", named(&claim.place))
                .with("what", what())
                .with("printed", claim.said.value.text.as_str())
                .with("recomputed", outcome.recomputed());
            let help = match is_restated {
                true if outcome.is_printed => Some("stated-elsewhere"),
                true => None,
                false => Some("computation"),
            };
            finding.help.extend(help.map(|help| Message::new(help).with("computation", outcome.computation())));
            finding.recomputed = Some(outcome.recomputed());
            finding.help.extend(outcome.other_unit);
            if number >= marked {
                finding.severity = finding.severity.min(Severity::Warning);
                finding.help.push(Message::new("read-without-mark"));
            }
            if outcome.agreement == Agreement::Rounding {
                finding.severity = finding.severity.min(Severity::Notice);
                finding.help.push(Message::new("may-be-rounding"));
            }
            finding.related.extend(outcome.origins.into_iter().map(|span| (span, Message::new("label-spoken-of"))));
            finding.at = places[number].clone();
            finding.printed = Some(claim.said.value.text.clone());
        });
    }
    if subject.tried.is_none() {
        subject.differing.get_or_init(|| differing);
    }
    for (message, places) in agreeing {
        found.holds(|| message.with("places", Arg::list(places.into_iter().map(named))));
    }
}

/// Whether a marked figure differs, where no figure that is tried can change that; `None` where one can, or nothing is known.
fn differs_as_before(subject: &Subject<'_>, number: usize, claim: &Claim) -> Option<bool> {
    let tried = subject.tried?;
    let differs = *subject.differing.get()?.get(number)?;
    let mut tables = claim.of.value.quantities().filter_map(tables_of);
    (!tables.any(|of| of.meet(tried))).then_some(differs)
}

/// Which tables' figures a quantity is made of, if any are.
fn tables_of(quantity: &Quantity) -> Option<Tables> {
    match quantity {
        Quantity::Funds(..) => Some(Tables::Funds),
        Quantity::Score(_) | Quantity::Weight(_) | Quantity::Grade(_) => Some(Tables::Scores),
        // Of targets and actuals no figure is tried, and no statement is a table's.
        Quantity::Target(_) | Quantity::Actual(_) | Quantity::Named(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use crate::rules::tests::said_by;

    #[test]
    fn the_per_cent_sign_may_stand_behind_the_mark() {
        let rate_mismatch = rules::find("rate-mismatch").expect("a rule");
        let project = "[funds]\nunit = \"万元\"\nbudget = 100\nspent = 92\n";
        let said = |rule: &Rule, rate: &str| {
            said_by(rule, project, &format!("## 一、资金\n\n执行率[{rate}]{{funds.spent÷funds.budget}}%。\n"))
        };
        assert!(said(&RULE, "92").is_empty() && said(rate_mismatch, "92").is_empty());
        assert!(said(&RULE, "91").is_empty());
        assert_eq!(said(rate_mismatch, "91").len(), 1);
        assert!(said(rate_mismatch, "91")[0].contains("91%"));
    }

    #[test]
    fn what_is_printed_nowhere_is_not_said_to_be_in_a_table() {
        let scored = |told: &str| format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{told}\n");
        let said =
            |told: &str, report: &str| said_by(&RULE, &scored(told), &format!("## 五、结论\n\n{report}。\n")).concat();
        let items = "indicators = [{ level = 1, name = \"甲\", weight = 60, score = 55 }, { level = 1, name = \"乙\", weight = 40, score = 30 }]";
        assert!(said("score = 95", "等次[中]{grade}").contains("核算为 优"));
        assert!(said("score = 95\ngrade = \"优\"", "等次[中]{grade}").contains("表上是 优"));
        assert!(said(items, "得[86分]{score}").contains("核算为 85分"));
        assert!(said(&format!("score = 87\n{items}"), "得[86分]{score}").contains("表上是 87分"));
        assert!(said(&format!("score = 87\n{items}"), "得[85分]{score}").is_empty());
    }

    #[test]
    fn rates_of_growth_are_quotients_less_one() {
        let said = |growth: &str, of: &str| {
            let report =
                format!("## 一、效益\n\n今年[1186次]{{今年}}，去年[1102次]{{去年}}，变化[{growth}]{{{of}}}。\n");
            said_by(&RULE, "", &report)
        };
        assert!(said("7.62%", "今年÷去年-1").is_empty());
        assert!(said("-7.62%", "1-今年÷去年").is_empty());
        assert_eq!(said("7.72%", "今年÷去年-1").len(), 1);
    }

    #[test]
    fn shares_without_a_sign_may_be_rounded_to_different_places() {
        let told_twice = rules::find("told-twice").expect("a rule");
        let said = |one: &str, other: &str| {
            let report = format!("## 一、效益\n\n满意率[{one}]{{满意率}}，又说满意率[{other}]{{满意率}}。\n");
            said_by(told_twice, "", &report).len()
        };
        assert_eq!(said("0.965", "0.96"), 0, "both of 0.9648");
        assert_eq!(said("0.965", "0.95"), 1);
        assert_eq!(said("96.5", "96"), 1, "a count is exact");
    }
}
