//! Dates that cannot follow each other: evaluated before the printed period was over or, without one, before the year began,
//! issued before it was evaluated; and a period that leaves the year out. Reads no clock.

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::outline;
use crate::model::project::Project;
use crate::rules::shared::timing::{is_beforehand, is_midway};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::fields::Date;

pub(super) static RULE: Rule = Rule {
    name: "dates-out-of-order",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"period = { from = 2025-01-01, to = 2025-12-31 }
#                 ^^^^^^^^^^ dates-out-of-order

[disclosure]
issued = 2024-04-14
published = 2024-04-01
#           ^^^^^^^^^^ dates-out-of-order

[[evaluations]]
rater = "self"
rubric = "demo"
date = 2022-11-30
#      ^^^^^^^^^^ dates-out-of-order
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"period = { from = 2021-01-01, to = 2023-12-31 }

[disclosure]
issued = 2024-04-14
published = 2024-05-01

[[evaluations]]
rater = "self"
rubric = "demo"
date = 2024-03-20
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let project = subject.project;
    for judged in subject.evaluations().filter(|judged| !is_beforehand(project, judged)) {
        let Some(date) = &judged.evaluation.date else { continue };
        let is_midway = is_midway(project, &judged);
        let Some((message, end)) = too_early(project, date.value, is_midway) else { continue };
        let mut finding = found.finding(date.span);
        finding.severity = finding.severity.min(Severity::Warning);
        finding.message = message.with("printed", date.value.to_string());
        finding.related.extend(end.map(|end| (end, Message::new("label-period-end"))));
        finding.at = judged.at(place::DATES, place::EVALUATED);
        finding.printed = Some(date.value.to_string());
        found.report(finding);
    }
    period_of_another_year(project, found);
    let first_evaluated = project
        .evaluations
        .iter()
        .filter_map(|evaluation| evaluation.date.as_ref())
        .min_by_key(|date| date.value)
        .map(|date| (date, "date-evaluated"));
    let disclosure = &project.disclosure;
    let issued = disclosure.issued.as_ref().map(|date| (date, "date-issued"));
    let published = disclosure.published.as_ref().map(|date| (date, "date-published"));
    let mut before = first_evaluated;
    for (date, at) in [(issued, place::ISSUED), (published, place::PUBLISHED)] {
        compare(date, before, at, found);
        before = date.or(before);
    }
    let revised = vec![place::REVISED; project.revisions.len()];
    for (revision, at) in project.revisions.iter().zip(outline::numbered(&revised)) {
        compare(Some((&revision.date, "date-revised")), before, &at, found);
    }
}

/// The period that is said to be evaluated holds no day of the project's year.
fn period_of_another_year(project: &Project, found: &mut Found<'_>) {
    let Some(period) = &project.period else { return };
    let (from, to) = (period.from.value, period.to.value);
    let years = u32::from(from.year)..=u32::from(to.year);
    if years.contains(&project.year.value) {
        return;
    }
    let mut finding = found.finding(period.from.span);
    finding.severity = finding.severity.min(Severity::Warning);
    finding.message = Message::new("period-of-another-year")
        .with("from", from.to_string())
        .with("to", to.to_string())
        .with("year", project.year.value.to_string());
    finding.related.push((period.to.span, Message::new("label-period-end")));
    finding.at = Place::of([place::DATES, place::PERIOD]);
    finding.printed = Some(from.to_string());
    found.report(finding);
}

/// What an evaluation's date comes before, with the place of the end that is printed. Without a printed end within the year,
/// an evaluation may be made in the last weeks of the year, and only one before the year is early for sure.
/// One in the course of the project waits for no end.
fn too_early(project: &Project, date: Date, is_midway: bool) -> Option<(Message, Option<Span>)> {
    let year = project.year.value;
    let end = project.period.as_ref().map(|period| &period.to);
    let end = end.filter(|end| !is_midway && u32::from(end.value.year) <= year);
    match end {
        Some(end) if date < end.value => {
            Some((Message::new("evaluated-before-the-end").with("end", end.value.to_string()), Some(end.span)))
        }
        None if u32::from(date.year) < year => {
            Some((Message::new("evaluated-before-the-year").with("year", year.to_string()), None))
        }
        _ => None,
    }
}

type Day<'a> = (&'a Located<Date>, &'static str);

fn compare(later: Option<Day<'_>>, earlier: Option<Day<'_>>, at: &str, found: &mut Found<'_>) {
    let (Some((later, later_word)), Some((earlier, earlier_word))) = (later, earlier) else { return };
    if later.value >= earlier.value {
        return;
    }
    let mut finding = found.finding(later.span);
    finding.message = Message::new("dates-out-of-order")
        .with("later", Arg::Word(later_word))
        .with("printed", later.value.to_string())
        .with("earlier", Arg::Word(earlier_word))
        .with("before", earlier.value.to_string());
    finding.related.push((earlier.span, Message::new(earlier_word)));
    finding.at = Place::of([place::DATES, at]);
    finding.printed = Some(later.value.to_string());
    found.report(finding);
}
