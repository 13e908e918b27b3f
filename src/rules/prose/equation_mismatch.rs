//! An equation that the report prints in full does not hold. Works out what is printed; compares it with no table.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::rules::shared::passages::each_passage;
use crate::rules::shared::rounding::Rounded;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::equation::{Operand, Operation, Side, Term, Unit, equations};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "equation-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 二、预算执行

预算执行率=（实际支出/预算数）×100%=（120.5万元/150万元）×100%=83.33%。
#                                                                ^^^^^^ equation-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 二、预算执行

预算执行率=（实际支出/预算数）×100%=（120.5万元/150万元）×100%=80.33%，得分=10-（100-80.33）×0.1=8.03分。
",
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    each_passage(subject, |passage| {
        for [left, right] in equations(passage.text).into_iter().take(limits::WORKED_OUT) {
            let Some(worked) = compare(&left.term, &right.term, false) else { continue };
            let whole = left.place.start..right.place.end;
            let (said, equation) = (passage.called(&whole), &passage.text[whole]);
            if worked.holds {
                found.holds(|| Message::new("holds-equation").with("place", named(&said)).with("equation", equation));
                continue;
            }
            let [left_said, printed] = [&left, &right].map(|side| &passage.text[side.place.clone()]);
            if holds_rounded(&left, &right) || is_converted(left_said, printed) {
                continue;
            }
            let recomputed = worked.written(&right.term, printed);
            found.report_at(passage.span(&right.place), |finding| {
                finding.message = Message::new("equation-mismatch")
                    .with("place", named(&said))
                    .with("equation", equation)
                    .with("printed", printed)
                    .with("recomputed", recomputed.as_str());
                finding.at = Place::of([said.as_str(), equation]);
                finding.printed = Some(printed.to_owned());
                finding.recomputed = Some(recomputed);
            });
        }
    });
}

/// Whether an equation holds if each of its decimals was rounded. Points are exact; other decimals without a unit may be.
fn holds_rounded(left: &Side, right: &Side) -> bool {
    let tells_points = |side: &Side| side.term.any(&|part| part.is_ok_and(|figure| figure.unit == Unit::Points));
    let may_be = decimals(&left.term) > 1 && ![left, right].into_iter().any(tells_points);
    may_be && compare(&left.term, &right.term, true).is_some_and(|worked| worked.holds)
}

/// Whether a result is told in a unit that the other side has not, as what was counted in one may be told in another: 20MW×1150h in
/// 千瓦时. Amounts of money and shares are converted.
fn is_converted(left: &str, result: &str) -> bool {
    let unit = unit_of(result).trim_start_matches(['百', '千', '万', '亿']);
    let is_known = unit.is_empty() || unit.starts_with(['元', '分', '%', '％', '﹪', '‰', '个']);
    let has_units = left.contains(|c: char| c.is_alphabetic() && !"xX百千万亿元".contains(c));
    !is_known && has_units && !left.contains(unit)
}

/// What stands behind the number of a result.
fn unit_of(printed: &str) -> &str {
    printed.trim_start_matches(|c: char| number::is_digit(c) || "-－−.．, ".contains(c))
}

/// What the left side of an equation comes to beside the right one, in the reading of the units that is nearest to that.
struct Worked {
    left: Decimal,
    holds: bool,
    reading: Reading,
}

/// How the units of an equation are read.
#[derive(Clone, Copy)]
enum Reading {
    /// 3万元 as 30000.
    InOnes,
    /// 3万元 as 3, as whoever multiplies 3 and 12 and writes the unit behind it.
    AsPrinted,
}

impl Worked {
    /// What the left side comes to, in the unit of the right one, to two decimals or as many as that prints.
    fn written(&self, right: &Term, printed: &str) -> String {
        let Some(figure) = right.figure() else { return number::round(self.left, 2).normalize().to_string() };
        let unit = unit_of(printed);
        let value = self.left.checked_div(times(figure.unit, self.reading)).unwrap_or(self.left);
        format!("{}{unit}", number::round(value, figure.value.scale().max(2)).normalize())
    }
}

/// Works out an equation; `None` where that cannot be done.
///
/// Reports leave signs and units out: a result may be told in per cent or as a share, and an amount in the unit of what it is
/// made of. It holds if it does in any such reading, each figure as exact as it is printed, the result rounded or cut off; where
/// decimals without a unit may have been rounded, they are off by as much.
fn compare(left: &Term, right: &Term, are_rounded: bool) -> Option<Worked> {
    // A quotient may be told in per cent without the sign: 1140/1520=75.
    let is_share = |part: Result<Operand, Operation>| match part {
        Ok(figure) => matches!(figure.unit, Unit::Share(_)),
        Err(operation) => operation == Operation::Over,
    };
    let hundred = Decimal::ONE_HUNDRED;
    let factors = match left.any(&is_share) || right.any(&is_share) {
        true => vec![Decimal::ONE, hundred, Decimal::ONE / hundred],
        false => vec![Decimal::ONE],
    };
    let mut nearest: Option<(Decimal, Worked)> = None;
    for reading in [Reading::InOnes, Reading::AsPrinted] {
        if matches!(reading, Reading::AsPrinted) && !is_in_one_unit(left, right) {
            break;
        }
        let (worked, printed) = (worked_out(left, reading, are_rounded)?, worked_out(right, reading, are_rounded)?);
        for factor in &factors {
            let left = Rounded { value: worked.value.checked_mul(*factor)?, off: worked.off.checked_mul(*factor)? };
            let holds = match right.figure() {
                Some(figure) => follows(left, figure, times(figure.unit, reading))?,
                None => is_near(left, printed) || goes_on(left, right, reading)?,
            };
            let apart = left.value.checked_sub(printed.value)?.abs();
            let apart = apart.checked_div(printed.value.abs()).unwrap_or(apart);
            if holds || nearest.as_ref().is_none_or(|(least, _)| apart < *least) {
                nearest = Some((apart, Worked { left: left.value, holds, reading }));
            }
            if holds {
                return nearest.map(|(_, worked)| worked);
            }
        }
    }
    nearest.map(|(_, worked)| worked)
}

/// Whether both sides tell what is counted in tens of thousands and the like alike, as far as they do: 1.2万元×86.5 is not 103.8元.
fn is_in_one_unit(left: &Term, right: &Term) -> bool {
    let many = |part: Result<Operand, Operation>| match part.map(|figure| figure.unit) {
        Ok(Unit::Many(many)) => Some(many),
        _ => None,
    };
    let has_none = |term: &Term| !term.any(&|part| many(part).is_some());
    let is_of = |term: &Term, one: Decimal| !term.any(&|part| many(part).is_some_and(|other| other != one));
    let is_alike = |part| many(part).is_some_and(|one| is_of(left, one) && is_of(right, one));
    has_none(left) || has_none(right) || left.any(&is_alike)
}

/// Whether a printed result follows from what was worked out, in a unit of so many: just that where it has as many decimals, else
/// that rounded half up, or cut off.
fn follows(left: Rounded, result: Operand, times: Decimal) -> Option<bool> {
    let last_place = Decimal::new(1, result.value.scale()).checked_mul(times)?;
    let printed = result.value.checked_mul(times)?;
    let in_unit = left.value.checked_div(times)?;
    if left.off.is_zero() && number::round(in_unit, result.value.scale()) == in_unit {
        return Some(left.value == printed);
    }
    let apart = left.value.abs().checked_sub(printed.abs())?;
    let is_same_side = left.value.is_sign_negative() == printed.is_sign_negative() || printed.is_zero();
    let (least, most) = (apart.saturating_sub(left.off), apart.saturating_add(left.off));
    Some(is_same_side && least < last_place && most >= -last_place / Decimal::TWO)
}

/// Whether a side only goes on from what was worked out, as people jot it down: 5×2=10+3=13.
fn goes_on(left: Rounded, right: &Term, reading: Reading) -> Option<bool> {
    match right {
        Term::Figure(first) => follows(left, *first, times(first.unit, reading)),
        Term::Pair(first, ..) => goes_on(left, first, reading),
    }
}

/// Whether two sides that are both to be worked out can be equal.
fn is_near(left: Rounded, right: Rounded) -> bool {
    let off = left.off.saturating_add(right.off).saturating_add(left.value.abs() * SMALLEST);
    left.value.saturating_sub(right.value).abs() <= off
}

/// As much of a quotient is less than what decimals tell.
const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

/// How many decimals without a unit a term has.
fn decimals(term: &Term) -> usize {
    match term {
        Term::Figure(Operand { value, unit: Unit::One }) => usize::from(value.scale() > 0),
        Term::Figure(_) => 0,
        Term::Pair(one, _, other) => decimals(one) + decimals(other),
    }
}

fn worked_out(term: &Term, reading: Reading, is_factor: bool) -> Option<Rounded> {
    let (one, operation, other) = match term {
        Term::Figure(operand) => return value(*operand, reading, is_factor),
        Term::Pair(one, operation, other) => (one, *operation, other),
    };
    let is_factor = is_factor || matches!(operation, Operation::Times | Operation::Over);
    let (one, other) = (worked_out(one, reading, is_factor)?, worked_out(other, reading, is_factor)?);
    match operation {
        Operation::Plus => one.plus(other),
        Operation::Minus => one.plus(Rounded { value: -other.value, ..other }),
        Operation::Times => one.times(other),
        Operation::Over => one.over(other),
    }
}

/// A printed figure with how far it can be off. Whole numbers are counts, and points are exact; other decimals
/// that are multiplied may be means.
fn value(Operand { value, unit }: Operand, reading: Reading, is_factor: bool) -> Option<Rounded> {
    let printed = match unit {
        Unit::Share(parts) if value == Decimal::from(parts) => Rounded::exact(value),
        Unit::Share(_) => Rounded::to_last_place(value),
        Unit::Many(many) => Rounded::money(value, many),
        Unit::One if is_factor && value.scale() > 0 => Rounded::to_last_place(value),
        Unit::One | Unit::Points => Rounded::exact(value),
    };
    printed.times(Rounded::exact(times(unit, reading)))
}

/// How much a figure of one is in a unit.
fn times(unit: Unit, reading: Reading) -> Decimal {
    match (unit, reading) {
        (Unit::Share(parts), _) => Decimal::ONE / Decimal::from(parts),
        (Unit::Many(many), Reading::InOnes) => many,
        (Unit::Many(_), Reading::AsPrinted) | (Unit::Points | Unit::One, _) => Decimal::ONE,
    }
}
