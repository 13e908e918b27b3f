//! Dates that cannot follow each other: evaluated before the year was over, issued before it was evaluated; and a period
//! that leaves the year out. Reads no clock.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::fields::Date;
use crate::lang::{Arg, Message};
use crate::model::project::Project;
use crate::source::Located;

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
date = 2023-11-30
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
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let project = subject.project;
    let year_over = last_day_evaluated(project);
    for judged in subject.evaluations() {
        let Some(date) = judged.evaluation.date.as_ref().filter(|date| date.value < year_over) else { continue };
        let mut finding = found.finding(date.span);
        finding.severity = finding.severity.min(Severity::Warning);
        finding.message = Message::new("evaluated-before-the-end")
            .with("printed", date.value.to_string())
            .with("end", year_over.to_string());
        if let Some(period) = project.period.as_ref().filter(|period| period.to.value == year_over) {
            finding.related.push((period.to.span, Message::new("label-period-end")));
        }
        finding.at = judged.at("日期", "评价日期");
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
    for (date, at) in [(issued, "成文日期"), (published, "发布日期")] {
        compare(date, before, at, found);
        before = date.or(before);
    }
    for revision in &project.revisions {
        compare(Some((&revision.date, "date-revised")), before, "修订日期", found);
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
    finding.at = "日期/评价期间".to_owned();
    finding.printed = Some(from.to_string());
    found.report(finding);
}

/// The last day that an evaluation of the year looks at: of a period of several years, the last of the project's year.
fn last_day_evaluated(project: &Project) -> Date {
    let year = u16::try_from(project.year.value).unwrap_or(u16::MAX);
    let year_end = Date { year, month: 12, day: 31 };
    project.period.as_ref().map_or(year_end, |period| period.to.value.min(year_end))
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
    finding.at = format!("日期/{at}");
    finding.printed = Some(later.value.to_string());
    found.report(finding);
}
