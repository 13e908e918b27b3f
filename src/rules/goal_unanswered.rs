//! Goals and targets of an evaluated project of which the report never says what was reached. Where a section tells of results, goals in words count as answered.

use super::{Check, Example, Found, Narrative, Rule, Subject};
use crate::diag::Severity;
use crate::doc::sections::Section;
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::model::project::Target;
use crate::source::{Located, Span};

pub(super) static RULE: Rule = Rule {
    name: "goal-unanswered",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "产出指标"
name = "邮件送达"
#      ^^^^^^^^^^ goal-unanswered
target = "及时送达"

[[targets]]
kind = "产出指标"
name = "接通率"
target = "≥98%"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "产出指标"
name = "邮件送达"
target = "及时送达"
actual = "全部及时送达"

[[targets]]
kind = "产出指标"
name = "接通率"
target = "≥98%"
actual = "99.1%"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
"#,
    }),
};

/// Parts of headings below which a report tells what was reached.
const RESULTS: [&str; 6] = ["完成情况", "实现情况", "产出情况", "效益情况", "效果情况", "绩效情况"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.project.evaluations.is_empty() {
        return;
    }
    let mut unanswered = goals(subject);
    unanswered.extend(targets(subject));
    let [(_, first), others @ ..] = unanswered.as_slice() else { return };
    let names = unanswered.iter().map(|(name, _)| Arg::quoted(name.as_str()));
    let mut finding = found.finding(*first);
    finding.message =
        Message::new("goal-unanswered").with("count", unanswered.len().to_string()).with("names", Arg::list(names));
    finding.related.extend(others.iter().map(|(_, span)| (*span, Message::new("label-unanswered"))));
    finding.at = "绩效目标/没有写完成情况".to_owned();
    found.report(finding);
}

/// The overall goals, where none has an actual and no section tells of results.
fn goals(subject: &Subject<'_>) -> Vec<(String, Span)> {
    let goals = &subject.project.goals;
    if goals.iter().any(|goal| goal.actual.is_some()) || subject.narrative.is_some_and(tells_results) {
        return Vec::new();
    }
    goals
        .iter()
        .filter_map(|goal| goal.expected.as_ref())
        .map(|expected| (beginning(expected), expected.span))
        .collect()
}

fn tells_results(narrative: &Narrative<'_>) -> bool {
    let is_of_results = |heading: &str| RESULTS.iter().any(|word| heading.contains(word));
    let mut of_results = None;
    narrative.sections.iter().any(|section| {
        // What stands under a heading belongs to it until one of its own level or above.
        if of_results.is_none_or(|level| section.level <= level) {
            of_results = is_of_results(&section.heading).then_some(section.level);
        }
        of_results.is_some() && !section.blocks.is_empty()
    })
}

/// A goal by its first words.
fn beginning(goal: &Located<String>) -> String {
    const SHOWN: usize = 20;
    let mut words: String = goal.value.chars().take(SHOWN).collect();
    if goal.value.chars().count() > SHOWN {
        words.push('…');
    }
    words
}

/// The targets without an actual, where none has one; those left out whose own figures a section on results tells again.
fn targets(subject: &Subject<'_>) -> Vec<(String, Span)> {
    let targets = &subject.project.targets;
    if targets.iter().any(|target| has_actual(subject, target)) {
        return Vec::new();
    }
    let again: Vec<&Quantity> =
        subject.project.claims.iter().filter(|claim| stands_in_results(subject, claim)).filter_map(named).collect();
    let unanswered = targets.iter().filter(|target| {
        let text = target.attainment.target.as_ref();
        let mut own =
            subject.project.claims.iter().filter(|claim| text.is_some_and(|text| is_within(claim, text.span)));
        !own.any(|claim| named(claim).is_some_and(|quantity| again.contains(&quantity)))
    });
    unanswered.map(|target| (target.name.value.clone(), target.name.span)).collect()
}

/// Whether its actual is written beside it, told by a mark, or written in a score table under the same name.
fn has_actual(subject: &Subject<'_>, target: &Target) -> bool {
    let name = &target.name.value;
    let is_told = |claim: &Claim| matches!(claim.quantity(), Some(Quantity::Actual(told)) if told == name);
    let mut rows = subject.project.evaluations.iter().flat_map(|evaluation| &evaluation.indicators);
    target.attainment.actual.is_some()
        || target.attainment.actual_value.is_some()
        || subject.project.claims.iter().any(is_told)
        || rows.any(|row| {
            let attainment = &row.attainment;
            row.name.value == *name && (attainment.actual.is_some() || attainment.actual_value.is_some())
        })
}

fn named(claim: &Claim) -> Option<&Quantity> {
    claim.quantity().filter(|quantity| matches!(quantity, Quantity::Named(_)))
}

fn is_within(claim: &Claim, text: Span) -> bool {
    let said = claim.said.span;
    said.file == text.file && (text.start..text.end).contains(&said.start)
}

fn stands_in_results(subject: &Subject<'_>, claim: &Claim) -> bool {
    subject.narrative.is_some_and(|narrative| {
        let said = claim.said.span;
        let holds = |section: &&Section| section.range.start <= said.start;
        let heading = narrative.sections.iter().rfind(holds).map_or("", |section| section.heading.as_str());
        said.file == narrative.file && RESULTS.iter().any(|word| heading.contains(word))
    })
}
