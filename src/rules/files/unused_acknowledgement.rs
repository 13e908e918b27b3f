//! An acknowledgement that explains nothing: the difference is gone, or never was.

use std::collections::BTreeSet;

use crate::diag::{Finding, Severity};
use crate::lang::{Arg, Message};
use crate::model::project::{Acknowledged, Project};
use crate::rules::{Check, Example, Found, Rule};
use crate::syntax::fields::did_you_mean;

pub(in crate::rules) static RULE: Rule = Rule {
    name: "unused-acknowledgement",
    severity: Severity::Error,
    check: Check::Reading,
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[acknowledged]]
rule = "rate-mismatch"
at = "资金/执行率"
#    ^^^^^^^^^^^^^ unused-acknowledgement
note = "分母不同"
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
spent = 166.02
rates = [{ label = "执行率", of = "spent", to = "budget", printed = "100%" }]

[[acknowledged]]
rule = "rate-mismatch"
at = "资金/执行率"
note = "原文以到位资金为分母"
"#,
    }),
    ..Rule::PLAIN
};

/// Gives each acknowledged finding its note, also those folded into another; returns the acknowledgements that met no finding,
/// each with what may help. One that does not say which of several figures it is about meets none of them.
pub(in crate::rules) fn settle<'a>(
    project: &'a Project,
    findings: &mut [Finding],
) -> Vec<(&'a Acknowledged, Option<Message>)> {
    let mut unmatched = Vec::new();
    for entry in project.acknowledged.iter().filter(|entry| crate::rules::find(&entry.rule.value).is_some()) {
        let is_meant = |finding: &Finding| {
            let is_same_figure =
                entry.printed.as_ref().is_none_or(|printed| finding.printed.as_ref() == Some(&printed.value));
            finding.rule == entry.rule.value
                && !finding.at.is_nowhere()
                && finding.at.as_str() == entry.at.value
                && is_same_figure
        };
        let all = || findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.also));
        let figures: BTreeSet<Option<&str>> =
            all().filter(|finding| is_meant(finding)).map(|finding| finding.printed.as_deref()).collect();
        match figures.len() {
            0 => {
                let places = all().filter(|finding| finding.rule == entry.rule.value);
                let nearest = did_you_mean(&entry.at.value, places.map(|finding| finding.at.as_str()));
                unmatched.push((entry, nearest));
            }
            1 => {
                let of_finding = |finding: &mut Finding| {
                    if is_meant(finding) {
                        finding.note = Some(entry.note.clone());
                    }
                };
                for finding in findings.iter_mut() {
                    of_finding(finding);
                    finding.also.iter_mut().for_each(of_finding);
                }
            }
            _ => {
                let figures = Arg::list(figures.into_iter().flatten().map(str::to_owned));
                unmatched.push((entry, Some(Message::new("acknowledged-which").with("figures", figures))));
            }
        }
    }
    unmatched
}

pub(in crate::rules) fn report(unmatched: &[(&Acknowledged, Option<Message>)], found: &mut Found<'_>) {
    for (entry, nearest) in unmatched {
        let mut finding = found.finding(entry.at.span);
        finding.message = Message::new("unused-acknowledgement")
            .with("rule", entry.rule.value.as_str())
            .with("at", entry.at.value.as_str());
        finding.help.extend(nearest.clone());
        found.report(finding);
    }
}
