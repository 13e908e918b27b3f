//! Bands of a rubric that cannot be meant: upside down, overlapping, not best first, one word for two grades.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::Content;
use crate::model::rubric::{Band, Until};
use crate::rules::{Check, Example, Found, Rule};
use crate::source::Sources;

pub(super) static RULE: Rule = Rule {
    name: "band-order",
    severity: Severity::Error,
    check: Check::Site(check),
    bad: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
bands = [
  { grade = "优", from = 90, to = 100 },
  { grade = "良", from = 80, to = 95 },
#           ^^^^ band-order
]
"#,
    }),
    good: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
bands = [
  { grade = "优", from = 90, to = 100 },
  { grade = "良", from = 80, below = 90 },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(_: &Sources, content: &Content, found: &mut Found<'_>) {
    for rubric in content.rubrics.values() {
        let groups = rubric.indicators.iter().map(|indicator| indicator.bands.as_slice());
        for bands in std::iter::once(rubric.bands.as_slice()).chain(groups) {
            for (index, band) in bands.iter().enumerate() {
                let better = index.checked_sub(1).map(|above| &bands[above]);
                let Some(problem) = problem(band, better, &bands[..index]) else { continue };
                let mut finding = found.finding(band.grade.span);
                finding.message = Message::new(problem).with("grade", band.grade.value.as_str());
                found.report(finding);
            }
        }
    }
}

/// What is wrong with a band, given the one before it and all before it.
fn problem(band: &Band, better: Option<&Band>, before: &[Band]) -> Option<&'static str> {
    let from = |band: &Band| band.from.as_ref().map(|from| from.value);
    let upper = |band: &Band| -> Option<(Decimal, bool)> {
        match band.until.as_ref()? {
            Until::To(to) => Some((to.value, true)),
            Until::Below(below) => Some((below.value, false)),
        }
    };
    if from(band).zip(upper(band)).is_some_and(|(from, (upper, included))| from > upper || (from == upper && !included))
    {
        return Some("band-upside-down");
    }
    let words = || std::iter::once(&band.grade.value).chain(&band.aliases);
    if before.iter().any(|other| words().any(|word| other.is_called(word))) {
        return Some("band-word-twice");
    }
    let floor = from(better?)?;
    match upper(band) {
        None => Some("band-order"),
        Some((upper, included)) => (upper > floor || (upper == floor && included)).then_some("band-order"),
    }
}
