//! Actuals far beyond targets that set a least (≥, >), without a word of why. How far is too far is the site's to say: there is no national figure.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::direction::Direction;
use crate::model::evaluation::Attainment;
use crate::rules::shared::rounding::division;
use crate::rules::shared::targets;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Span;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "over-achievement",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "进驻事项"
direction = "≥"
value = 300
actual_value = 653
#              ^^^ over-achievement
unit = "项"
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "进驻单位"
direction = "≥"
value = 30
actual_value = 39
unit = "个"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 58, direction = "≥", value = 60, actual_value = 88, deviation = "年初指标值偏低" },
]
"#,
    }),
    ..Rule::PLAIN
};

/// One finding for each list of targets.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let limit = subject.content.settings.over_achievement();
    for list in targets::of(subject) {
        let unexplained = list.all.iter().filter(|aim| !aim.is_explained);
        let all = unexplained.filter_map(|aim| Some((aim.name, reached(aim.attainment)?)));
        let beyond: Vec<(&str, Reached)> = all.filter(|(_, reached)| reached.percent > limit).collect();
        let [(_, first), others @ ..] = beyond.as_slice() else { continue };
        let names = beyond.iter().map(|(name, _)| Arg::quoted(*name));
        let mut finding = found.finding(first.span);
        finding.message = Message::new("over-achievement")
            .with("names", Arg::list(names))
            .with("limit", format!("{}%", limit.normalize()));
        for (name, Reached { target, actual, percent, .. }) in &beyond {
            let computation = division(*actual, *target, number::round(*percent, 2));
            finding.help.push(Message::new("reached-of-target").with("of", *name).with("computation", computation));
        }
        finding.related.extend(others.iter().map(|(_, other)| (other.span, Message::new("label-over-achieved"))));
        finding.at = list.at_actuals();
        found.report(finding);
    }
}

/// How much of a target was reached.
struct Reached {
    target: Decimal,
    actual: Decimal,
    /// In per cent, unrounded.
    percent: Decimal,
    /// Where the actual was written.
    span: Span,
}

/// `None` for targets that do not set a least, or are not numbers above zero.
fn reached(attainment: &Attainment) -> Option<Reached> {
    let sets_a_least = |direction: Direction| matches!(direction, Direction::AtLeast | Direction::MoreThan);
    let reached = targets::reached(attainment).filter(|reached| reached.direction.is_some_and(sets_a_least))?;
    let (target, actual) = (reached.target.value, reached.actual);
    let percent = number::percent(actual.value, target).filter(|_| target > Decimal::ZERO)?;
    Some(Reached { target, actual: actual.value, percent, span: actual.span })
}
