//! Bands of a rubric that leave scores without a grade: 90–100 and 80–89 say nothing of 89.5.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::{Arg, Message};
use crate::model::Content;
use crate::model::evaluation::TOTAL;
use crate::model::rubric::{Band, Until};
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Located, Sources};

pub(super) static RULE: Rule = Rule {
    name: "band-gap",
    severity: Severity::Notice,
    check: Check::Site(check),
    bad: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
bands = [
  { grade = "优", from = 90, to = 100 },
#                        ^^ band-gap
  { grade = "良", from = 80, to = 89 },
  { grade = "差", from = 0, below = 80 },
]
"#,
    }),
    good: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
bands = [
  { grade = "优", from = 90, to = 100 },
  { grade = "良", from = 80, below = 90 },
  { grade = "差", from = 0, below = 80 },
]
"#,
    }),
    ..Rule::PLAIN
};

/// One finding a rubric. Overlaps are reported by `band-order`.
fn check(_: &Sources, content: &Content, found: &mut Found<'_>) {
    for rubric in content.rubrics.values() {
        let total = (TOTAL, rubric.bands.as_slice(), Some(rubric.maximum));
        let groups = rubric.indicators.iter().map(|group| {
            (group.name.value.as_str(), group.bands.as_slice(), group.weight.as_ref().map(|weight| weight.value))
        });
        let mut told = Vec::new();
        let mut places = Vec::new();
        for (name, bands, maximum) in std::iter::once(total).chain(groups) {
            let gaps = gaps(bands, maximum);
            if gaps.is_empty() {
                continue;
            }
            let ranges = Arg::list(gaps.iter().map(|gap| format!("{}–{}", gap.after, gap.before)));
            told.push(Arg::run([named(name), Arg::from(" "), ranges]));
            places.extend(gaps.iter().map(|gap| gap.place.span));
        }
        let [first, others @ ..] = places.as_slice() else { continue };
        let mut finding = found.finding(*first);
        finding.message =
            Message::new("band-gap").with("rubric", rubric.name.as_str()).with("gaps", Arg::clauses(told));
        finding.related.extend(others.iter().map(|place| (*place, Message::new("label-band-gap"))));
        found.report(finding);
    }
}

/// Scores between two figures that no band has, and the figure that ends it.
struct Gap<'a> {
    after: Decimal,
    before: Decimal,
    place: &'a Located<Decimal>,
}

/// The gaps of bands that are listed best first, highest first; none where they are not.
fn gaps(bands: &[Band], maximum: Option<Decimal>) -> Vec<Gap<'_>> {
    let from = |band: &Band| band.from.as_ref().map(|from| from.value);
    if bands.windows(2).any(|pair| from(&pair[0]).is_none() || from(&pair[0]) <= from(&pair[1])) {
        return Vec::new();
    }
    let upper = |band: &Band| match &band.until {
        Some(Until::To(upper) | Until::Below(upper)) => Some(upper.value),
        None => None,
    };
    let mut gaps = Vec::new();
    if let (Some(Band { until: Some(Until::To(top)), .. }), Some(maximum)) = (bands.first(), maximum)
        && top.value < maximum
    {
        gaps.push(Gap { after: top.value, before: maximum, place: top });
    }
    for pair in bands.windows(2) {
        if let (Some(floor), Some(after)) = (&pair[0].from, upper(&pair[1]))
            && after < floor.value
        {
            gaps.push(Gap { after, before: floor.value, place: floor });
        }
    }
    if let Some(lowest) = bands.last().and_then(|band| band.from.as_ref())
        && lowest.value > Decimal::ZERO
    {
        gaps.push(Gap { after: Decimal::ZERO, before: lowest.value, place: lowest });
    }
    gaps
}
