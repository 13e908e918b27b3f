//! By how much a text says that something is off its target is not what lies between them: `目标95%，完成93.2%，低于目标2.8个百分点`.
//!
//! Looks at gaps of which the sentence, the row, or the target of that very name tells both figures, and at no others.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::model::evaluation::Attainment;
use crate::rules::shared::cells::is_doubtful;
use crate::rules::shared::passages::each_passage;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_sum};
use crate::rules::shared::targets::{actual_number, target_number};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Span;
use crate::syntax::figure::Measure;
use crate::syntax::gap::{Gap, gaps};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "gap-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 四、绩效

年度目标为95%，实际完成93.2%，低于目标值2.8个百分点。
#                                       ^^^^^^^^^^^ gap-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 四、绩效

年度目标为95%，实际完成93.2%，低于目标值1.8个百分点；计划30场，完成27场，比计划少3场。
",
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    each_passage(subject, |passage| {
        for gap in gaps(passage.text).into_iter().take(limits::WORKED_OUT) {
            let worked: Vec<Worked> = sides(subject, &gap, passage.span(&gap.place))
                .into_iter()
                .filter_map(|sides| work_out(&gap, sides))
                .collect();
            let Some(first) = worked.first() else { continue };
            let (said, told) = (passage.called(&gap.place), &passage.text[gap.place.clone()]);
            if let Some(Worked { sides, .. }) = worked.iter().find(|worked| worked.agrees) {
                found.holds(|| {
                    let message = Message::new("holds-gap").with("place", named(&said)).with("gap", told);
                    message.with("target", sides.target()).with("actual", sides.actual())
                });
                continue;
            }
            let Worked { sides, apart, .. } = first;
            if may_be_of_others(&gap, sides) {
                continue;
            }
            let printed = &passage.text[gap.printed.clone()];
            let recomputed = format!("{apart}{}", if gap.unit == "%" { "个百分点" } else { gap.unit });
            found.report_at(passage.span(&gap.printed), |finding| {
                finding.message = Message::new("gap-mismatch")
                    .with("place", named(&said))
                    .with("gap", told)
                    .with("target", sides.target())
                    .with("actual", sides.actual())
                    .with("recomputed", recomputed.as_str());
                finding.at = Place::of([said.as_str(), told]);
                finding.printed = Some(printed.to_owned());
                finding.recomputed = Some(recomputed);
            });
        }
    });
}

/// A target and what was reached, in one unit.
#[derive(Clone)]
struct Sides {
    target: Decimal,
    actual: Decimal,
    unit: String,
}

impl Sides {
    fn target(&self) -> String {
        format!("{}{}", self.target, self.unit)
    }

    fn actual(&self) -> String {
        format!("{}{}", self.actual, self.unit)
    }
}

/// What a gap may lie between: both as its sentence tells them, the figure before it and the target of that name, or both as
/// the row tells them that it stands in. None where that is not certain.
fn sides(subject: &Subject<'_>, gap: &Gap<'_>, place: Span) -> Vec<Sides> {
    if OTHERS.iter().any(|word| gap.before.contains(word)) {
        return Vec::new();
    }
    let of_row = row(subject, place).and_then(|(name, attainment)| Some((name, both(attainment)?)));
    let Some(of) = &gap.of else {
        let is_own = |name: &str| match gap.lead {
            "" => gap.before.contains(name) || !gap.before.contains(MEASURES),
            lead => name.contains(lead),
        };
        return of_row.filter(|(name, _)| is_own(name)).map(|(_, sides)| sides).into_iter().collect();
    };
    let beside = |target| Sides { target, actual: of.value, unit: of.unit.to_owned() };
    if let Some(target) = of.target {
        return vec![beside(target)];
    }
    if let Some((_, sides)) = of_row.filter(|(_, sides)| sides.actual == of.value && sides.unit == of.unit) {
        return vec![sides];
    }
    let called = subject.project.targets.iter().filter(|target| target.name.value == of.name);
    let called = called.map(|target| &target.attainment);
    let rows = subject.project.evaluations.iter().flat_map(|evaluation| &evaluation.indicators);
    let rows = rows.filter(|row| row.name.value == of.name).map(|row| row.attainment());
    let targets = called.chain(rows).filter(|attainment| !is_doubtful(attainment)).filter_map(target_number);
    targets.filter(|(_, unit)| *unit == of.unit).map(|(target, _)| beside(target.value)).collect()
}

/// Words of a sentence that make its gap that of a part, or of several.
const OTHERS: [&str; 9] = ["其中", "分别", "个别", "部分", "平均", "各", "上年", "去年", "同期"];

/// What names of what is measured end with: a clause with one may be about another than that of the row.
const MEASURES: [char; 6] = ['率', '度', '值', '数', '量', '比'];

/// The row of a score table that a text stands in, and what it is called.
fn row<'a>(subject: &'a Subject<'_>, place: Span) -> Option<(&'a str, &'a Attainment)> {
    let rows = subject.project.evaluations.iter().flat_map(|evaluation| &evaluation.indicators);
    let mut rows = rows.filter(|row| {
        let texts = [&row.basis, &row.deviation, &row.reason];
        texts.into_iter().flatten().any(|text| text.span.holds(place))
    });
    rows.next().map(|row| (row.name.value.as_str(), row.attainment()))
}

/// The target of a row and what was reached, where both are exact numbers of one unit.
fn both(attainment: &Attainment) -> Option<Sides> {
    let ((target, unit), (actual, other)) = (target_number(attainment)?, actual_number(attainment)?);
    let is_told = unit == other && !is_doubtful(attainment);
    is_told.then(|| Sides { target: target.value, actual: actual.value, unit: unit.to_owned() })
}

/// A gap beside what lies between its sides.
struct Worked {
    sides: Sides,
    apart: Decimal,
    agrees: bool,
}

/// `None` where both do not measure the same.
fn work_out(gap: &Gap<'_>, sides: Sides) -> Option<Worked> {
    let measure = Measure::read(&sides.unit);
    let is_percent = measure == Measure::Percent;
    if Measure::read(gap.unit) != measure || !is_percent && gap.unit != sides.unit {
        return None;
    }
    let is_exact = |value: Decimal| value.is_integer() && !is_percent && measure.times() == Decimal::ONE;
    let rounded = |value| if is_exact(value) { Rounded::exact(value) } else { Rounded::to_last_place(value) };
    let difference = sides.actual.checked_sub(sides.target)?;
    let apart = difference.abs();
    let agreement = compare_sum(rounded(gap.by), &[rounded(sides.actual)], apart);
    let is_way = gap.is_less.is_none_or(|is_less| difference.is_zero() || is_less == difference.is_sign_negative());
    Some(Worked { agrees: agreement != Agreement::Contradiction && is_way, sides, apart: apart.normalize() })
}

/// Whether other figures of its sentence may be meant, or the gap is a share of the target.
fn may_be_of_others(gap: &Gap<'_>, Sides { target, actual, .. }: &Sides) -> bool {
    let told = number::places(gap.before).filter_map(|place| Some(number::leading(&gap.before[place])?.0));
    let figures: Vec<Decimal> = told.take(MOST_FIGURES).chain([*target, *actual]).collect();
    let is_apart = |one: &Decimal, other: &Decimal| one.checked_sub(*other).map(|apart| apart.abs()) == Some(gap.by);
    let is_between =
        figures.iter().any(|one| figures.iter().any(|other| (one, other) != (target, actual) && is_apart(one, other)));
    let share = number::percent(actual.saturating_sub(*target).abs(), *target);
    let is_share = share.is_some_and(|share| number::round(share, gap.by.scale()) == gap.by);
    let is_same = is_apart(target, actual);
    is_between && !is_same || is_share
}

/// Of a sentence with more figures only the first are tried.
const MOST_FIGURES: usize = 40;
