//! A scale whose best step, or a target, is the reported rate to the last decimal. Only rates with decimals: amounts and
//! lengths are often planned to the digit, and round rates are usual.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::claims::Said;
use crate::rules::shared::targets::{self, Aim, bare_number, told_again, told_in_prose};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::figure::Measure;

pub(super) static RULE: Rule = Rule {
    name: "scale-equals-actual",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "及时办结"
actual = "99.79%"
ladder = ["99.79%", "99%", "98%", "97%"]
#         ^^^^^^^^ scale-equals-actual
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "办结率"
target = "及时办结"
actual = "99.79%"
ladder = ["99%", "98%", "97%", "96%"]

[[targets]]
name = "覆盖率"
target = "100%"
actual = "100%"

[[targets]]
name = "道路长度"
target = "3.6公里"
actual = "3.6公里"
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
        for aim in &list.all {
            let Some(Fit { rate, scale, reported, is_ladder }) = fit(subject, aim) else { continue };
            let printed = format!("{rate}%");
            let id = if is_ladder { "scale-equals-actual" } else { "target-equals-actual" };
            let mut finding = found.finding(scale);
            finding.message = Message::new(id).with("of", aim.name).with("printed", printed.as_str());
            finding.related.push((reported, Message::new("label-actual")));
            finding.at = list.at(aim);
            finding.printed = Some(printed);
            found.report(finding);
        }
    }
}

/// A rate that was set and reported to the same decimal.
struct Fit {
    rate: Decimal,
    /// Where it was set.
    scale: Span,
    /// Where it was reported.
    reported: Span,
    is_ladder: bool,
}

fn fit(subject: &Subject<'_>, aim: &Aim<'_>) -> Option<Fit> {
    let attainment = aim.attainment;
    let percent = |(number, unit): (Located<Decimal>, &str)| {
        (Measure::read(unit) == Measure::Percent).then_some((number.value, number.span))
    };
    let own = targets::actual_number(attainment).and_then(percent);
    let mut actuals: Vec<(Decimal, Span)> = told_in_prose(subject, aim).filter_map(rate).collect();
    actuals.extend(own);
    let again: Vec<_> = told_again(subject, aim).filter_map(|(own, told)| Some((rate(own)?, rate(told)?))).collect();
    actuals.extend(again.iter().map(|(_, told)| *told));
    actuals.retain(|(rate, _)| !rate.fract().is_zero());
    let of_ladder = best_step(aim).into_iter().map(|step| (step, true));
    let target = targets::target_number(attainment).and_then(percent);
    let of_target = target.into_iter().chain(again.iter().map(|(own, _)| *own)).map(|target| (target, false));
    let mut set = of_ladder.chain(of_target);
    set.find_map(|((rate, scale), is_ladder)| {
        let (_, reported) = *actuals.iter().find(|(actual, _)| *actual == rate)?;
        Some(Fit { rate, scale, reported, is_ladder })
    })
}

fn rate(said: &Located<Said>) -> Option<(Decimal, Span)> {
    let figure = said.value.figure().filter(|figure| figure.measure == Measure::Percent)?;
    Some((figure.value, said.span))
}

/// The first step of the ladder, where it is a rate.
fn best_step(aim: &Aim<'_>) -> Option<(Decimal, Span)> {
    let best = aim.attainment.ladder.first()?;
    let (value, unit) = bare_number(&best.value)?;
    (Measure::read(unit) == Measure::Percent).then_some((value, best.span))
}
