//! An acknowledgement that explains nothing: the difference is gone, or never was.

use super::{Check, Example, Found, Rule};
use crate::diag::{Finding, Severity};
use crate::doc::fields::did_you_mean;
use crate::lang::Message;
use crate::model::project::{Acknowledged, Project};

pub(super) static RULE: Rule = Rule {
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
};

/// Gives each acknowledged finding its note, also those folded into another; returns the acknowledgements that met no finding, each with the nearest place.
pub(super) fn settle<'a>(project: &'a Project, findings: &mut [Finding]) -> Vec<(&'a Acknowledged, Option<Message>)> {
    let mut unmatched = Vec::new();
    for entry in project.acknowledged.iter().filter(|entry| super::find(&entry.rule.value).is_some()) {
        let mut met = false;
        let mut explain = |finding: &mut Finding| {
            let same_figure =
                entry.printed.as_ref().is_none_or(|printed| finding.printed.as_ref() == Some(&printed.value));
            let same_place = finding.rule == entry.rule.value && !finding.at.is_empty() && finding.at == entry.at.value;
            if same_place && same_figure {
                finding.note = Some(entry.note.clone());
                met = true;
            }
        };
        for finding in findings.iter_mut() {
            explain(finding);
            finding.also.iter_mut().for_each(&mut explain);
        }
        if !met {
            let all = findings.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.also));
            let places = all.filter(|finding| finding.rule == entry.rule.value);
            let nearest = did_you_mean(&entry.at.value, places.map(|finding| finding.at.as_str()));
            unmatched.push((entry, nearest));
        }
    }
    unmatched
}

pub(super) fn report(unmatched: &[(&Acknowledged, Option<Message>)], found: &mut Found<'_>) {
    for (entry, nearest) in unmatched {
        let mut finding = found.finding(entry.at.span);
        finding.message = Message::new("unused-acknowledgement")
            .with("rule", entry.rule.value.as_str())
            .with("at", entry.at.value.as_str());
        finding.help.extend(nearest.clone());
        found.report(finding);
    }
}
