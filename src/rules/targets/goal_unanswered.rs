//! Goals and targets of an evaluated project of which the report never says what was reached. Where a section tells of results, goals in
//! words count as answered; where the overall goals have an actual, unless it is about the items of the score table and nothing else.

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::model::project::Target;
use crate::rules::shared::telling;
use crate::rules::shared::timing::is_beforehand;
use crate::rules::{Check, Example, Found, Narrative, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::sections::{Block, Section};

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
    ..Rule::PLAIN
};

/// Parts of headings below which a report tells what was reached.
const RESULTS: [&str; 6] = ["完成情况", "实现情况", "产出情况", "效益情况", "效果情况", "绩效情况"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    // What is evaluated before it begins has reached nothing yet.
    if subject.evaluations().all(|judged| is_beforehand(subject.project, &judged)) {
        return;
    }
    of_other_words(subject, found);
    let mut unanswered = goals(subject);
    unanswered.extend(targets(subject));
    let [(_, first), others @ ..] = unanswered.as_slice() else { return };
    let names = unanswered.iter().map(|(name, _)| Arg::quoted(name.as_str()));
    let mut finding = found.finding(*first);
    finding.message =
        Message::new("goal-unanswered").with("count", unanswered.len().to_string()).with("names", Arg::list(names));
    finding.related.extend(others.iter().map(|(_, span)| (*span, Message::new("label-unanswered"))));
    finding.at = Place::of([place::GOALS, place::UNANSWERED]);
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
    results(narrative).next().is_some()
}

/// The texts below headings about what was reached.
fn results<'a>(narrative: &'a Narrative<'_>) -> impl Iterator<Item = &'a Block> {
    let is_of_results = |heading: &str| RESULTS.iter().any(|word| heading.contains(word));
    let mut of_results = None;
    let sections = narrative.sections.iter().filter(move |section| {
        // What stands under a heading belongs to it until one of its own level or above.
        if of_results.is_none_or(|level| section.level <= level) {
            of_results = is_of_results(&section.heading).then_some(section.level);
        }
        of_results.is_some()
    });
    sections.flat_map(|section| &section.blocks)
}

/// Reports the overall goals whose words return neither in an actual that is about the items of the score table and nothing else nor in a
/// section on results: half or more of at least three.
fn of_other_words(subject: &Subject<'_>, found: &mut Found<'_>) {
    let actuals: Vec<_> = subject.project.goals.iter().filter_map(|goal| goal.actual.as_ref()).collect();
    let [first, ..] = actuals[..] else { return };
    if !subject.evaluations().any(|judged| telling::rows_of_goals(subject, &judged).len() >= 3) {
        return;
    }
    let expected: Vec<_> = subject.project.goals.iter().filter_map(|goal| goal.expected.as_ref()).collect();
    let goals: Vec<(&str, Span)> =
        expected.iter().flat_map(|goal| numbered(&goal.value).into_iter().map(|words| (words, goal.span))).collect();
    let mut results = subject.narrative.into_iter().flat_map(results).map(|block| &block.text).collect::<Vec<_>>();
    results.extend(actuals.iter().map(|actual| &actual.value));
    let is_told = |goal: &str| results.iter().any(|text| telling::tells_of(text, goal));
    let untold: Vec<&(&str, Span)> = goals.iter().filter(|(goal, _)| !is_told(goal)).collect();
    if goals.len() < 3 || untold.len() * 2 < goals.len() {
        return;
    }
    let mut finding = found.finding(first.span);
    finding.message = Message::new("goals-without-their-words")
        .with("of", goals.len().to_string())
        .with("count", untold.len().to_string())
        .with("names", Arg::list(untold.iter().map(|(goal, _)| Arg::quoted(*goal))));
    let mut places: Vec<Span> = untold.iter().map(|(_, span)| *span).collect();
    places.dedup();
    finding.related.extend(places.into_iter().map(|span| (span, Message::new("label-goal"))));
    finding.at = Place::of([place::GOALS, place::ANSWERED_OTHERWISE]);
    found.report(finding);
}

/// The goals of a text that numbers them: （1）…；（2）…; otherwise the text.
fn numbered(text: &str) -> Vec<&str> {
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let number = |(at, bracket): (usize, &str)| {
        let inside = &text[at + bracket.len()..];
        let rest = inside.trim_start_matches(numerals);
        let end = rest.strip_prefix(['）', ')'])?;
        (rest.len() < inside.len()).then_some((at, text.len() - end.len()))
    };
    let numbers: Vec<(usize, usize)> = text.match_indices(['（', '(']).filter_map(number).collect();
    if numbers.is_empty() {
        return vec![text];
    }
    let ends = numbers.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let is_end = |c: char| c.is_whitespace() || "；;。".contains(c);
    numbers.iter().zip(ends).map(|((_, start), end)| text[*start..end].trim_matches(is_end)).collect()
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
            subject.project.claims.iter().filter(|claim| text.is_some_and(|text| text.span.holds(claim.said.span)));
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
            let attainment = row.attainment();
            row.name.value == *name && (attainment.actual.is_some() || attainment.actual_value.is_some())
        })
}

fn named(claim: &Claim) -> Option<&Quantity> {
    claim.quantity().filter(|quantity| matches!(quantity, Quantity::Named(_)))
}

fn stands_in_results(subject: &Subject<'_>, claim: &Claim) -> bool {
    subject.narrative.is_some_and(|narrative| {
        let said = claim.said.span;
        let holds = |section: &&Section| section.range.start <= said.start();
        let heading = narrative.sections.iter().rfind(holds).map_or("", |section| section.heading.as_str());
        said.file == narrative.file && RESULTS.iter().any(|word| heading.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_goals_are_taken_apart() {
        assert_eq!(numbered("目标：（1）甲；（2）乙（含丙）。\n(3)丁"), ["甲", "乙（含丙）", "丁"]);
        assert_eq!(numbered("甲（含乙）"), ["甲（含乙）"]);
    }
}
