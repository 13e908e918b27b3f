//! By how much a text tells that a figure changed does not follow from the figures that it tells before: `由720元提高到765元，增幅6.5%`.
//! Reads only what is told in one breath; compares it with no table.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::rules::shared::passages::each_passage;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_rate, compare_sum, division};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::change::{By, Change, Figures, changes};
use crate::syntax::figure::Measure;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "change-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 四、绩效

补助标准由720元提高到765元，提高45元，增幅6.52%。
#                                         ^^^^^ change-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 四、绩效

补助标准由720元提高到765元，提高45元，增幅6.25%；满意度由2022年的85%提高到92%，提高7个百分点。
",
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    each_passage(subject, |passage| {
        for change in changes(passage.text).into_iter().take(limits::WORKED_OUT) {
            let Some(worked) = work_out(&change) else { continue };
            let (said, told) = (passage.called(&change.place), &passage.text[change.place.clone()]);
            if worked.is_possible() {
                found.holds(|| Message::new("holds-change").with("place", named(&said)).with("change", told));
                continue;
            }
            let printed = &passage.text[change.printed.clone()];
            found.report_at(passage.span(&change.printed), |finding| {
                finding.message = Message::new("change-mismatch")
                    .with("place", named(&said))
                    .with("change", told)
                    .with("printed", printed)
                    .with("recomputed", worked.recomputed.as_str());
                finding.help.push(Message::new("computation").with("computation", worked.computation));
                finding.at = Place::of([said.as_str(), told]);
                finding.printed = Some(printed.to_owned());
                finding.recomputed = Some(worked.recomputed);
            });
        }
    });
}

/// How a change agrees with its figures.
struct Worked {
    agreement: Agreement,
    recomputed: String,
    computation: String,
}

/// A figure of a change in its unit: what is counted one by one is exact; amounts, shares and round numbers may each have been
/// rounded.
fn rounded(value: Decimal, measure: &Measure) -> Rounded {
    let is_exact = value.scale() == 0 && *measure != Measure::Percent && measure.times() == Decimal::ONE;
    if is_exact { Rounded::exact(value) } else { Rounded::to_last_place(value) }
}

/// `None` where it cannot be told what it should be: points of what is no percentage, per cent of nothing, or of one of several
/// figures.
fn work_out(change: &Change) -> Option<Worked> {
    let measure = Measure::read(&change.unit);
    match &change.figures {
        Figures::FromTo(from, to) => work_out_between(*from, *to, change, &measure),
        Figures::Grown { to, more, others } => {
            let By::Percent(printed) = change.by else { return None };
            let apart = rounded(more.abs(), &measure);
            let less = Rounded { value: -more, ..rounded(*more, &measure) };
            let was = |to: Decimal| rounded(to, &measure).plus(less);
            let worked = share(printed, apart, was(*to)?)?;
            let of_another = |other: &Decimal| {
                let may_be = [was(*other), Some(rounded(*other, &measure))];
                let agrees = |was| share(printed, apart, was).is_some_and(|worked| worked.is_possible());
                may_be.into_iter().flatten().any(agrees)
            };
            (worked.is_possible() || !others.iter().any(of_another)).then_some(worked)
        }
    }
}

impl Worked {
    fn is_possible(&self) -> bool {
        self.agreement != Agreement::Contradiction
    }
}

fn work_out_between(from: Decimal, to: Decimal, change: &Change, measure: &Measure) -> Option<Worked> {
    let is_percent = *measure == Measure::Percent;
    let (least, most) = (from.min(to), from.max(to));
    let apart = rounded(most, measure).plus(Rounded { value: -least, ..rounded(least, measure) })?;
    let difference = |printed: Decimal, unit: &str| Worked {
        agreement: compare_sum(rounded(printed, measure), &[apart], apart.value),
        recomputed: format!("{}{unit}", apart.value),
        computation: format!("{most} − {least} = {}", apart.value),
    };
    match change.by {
        By::Many(printed) => Some(difference(printed, &change.unit)),
        By::Points(printed) => is_percent.then(|| difference(printed, "个百分点")),
        // Of percentages it may be their difference.
        By::Percent(printed) => Some(difference(printed, "%"))
            .filter(|worked| is_percent && worked.is_possible())
            .or_else(|| share(printed, apart, rounded(from, measure))),
    }
}

/// A change in per cent of what it was, rounded or cut off.
fn share(printed: Decimal, apart: Rounded, was: Rounded) -> Option<Worked> {
    let (agreement, recomputed) = compare_rate(printed, apart, was)?;
    let percent = number::percent(apart.value, was.value)?;
    let is_cut_off = percent.trunc_with_scale(printed.scale()) == printed;
    Some(Worked {
        agreement: if is_cut_off { Agreement::Equal } else { agreement },
        recomputed: format!("{recomputed}%"),
        computation: division(apart.value, was.value, recomputed),
    })
}
