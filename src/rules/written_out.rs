//! Computations written out for messages, and how far rounding can explain a difference. Reports nothing itself.

use rust_decimal::Decimal;

use crate::doc::number;
use crate::model::funds::Unit;
use crate::source::Located;

/// `3 + 2 + 5 = 10`, the terms with the author's digits.
pub(super) fn addition<'a>(terms: impl IntoIterator<Item = &'a Decimal>, sum: Decimal) -> String {
    let terms: Vec<String> = terms.into_iter().map(Decimal::to_string).collect();
    format!("{} = {}", terms.join(" + "), sum)
}

/// `166.02 ÷ 185 = 89.74%`.
pub(super) fn division(part: Decimal, whole: Decimal, rounded: Decimal) -> String {
    format!("{part} ÷ {whole} = {rounded}%")
}

/// The values of located figures.
pub(super) fn values(figures: &[&Located<Decimal>]) -> Vec<Decimal> {
    figures.iter().map(|figure| figure.value).collect()
}

/// How a printed figure compares with the recomputed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Equal at the printed precision.
    Equal,
    /// Unequal, but the printed figures may each have been rounded from finer ones that agree.
    Rounding,
    /// Unequal whatever was rounded.
    Contradiction,
}

/// Compares a printed total with the sum of `count` printed parts (or one part taken `count` times).
///
/// Each part can be off by half a unit of its own last place, and so can the total.
/// Amounts of money to the fen cannot be rounded, nor can numbers that are not money (`unit` is `None`).
pub(super) fn compare_sum(
    printed: Decimal,
    parts: &[Decimal],
    recomputed: Decimal,
    count: Decimal,
    unit: Option<Unit>,
) -> Agreement {
    if printed == recomputed {
        return Agreement::Equal;
    }
    let fen = match unit {
        None => 0,
        Some(Unit::Yuan) => 2,
        Some(Unit::TenThousandYuan) => 6,
    };
    let off_by = |figure: &Decimal| if figure.scale() < fen { half_of_last_place(*figure) } else { Decimal::ZERO };
    let each_taken = count / Decimal::from(parts.len().max(1));
    let off_in_all = parts.iter().map(off_by).fold(Decimal::ZERO, Decimal::saturating_add);
    let slack = off_in_all.saturating_mul(each_taken).saturating_add(off_by(&printed));
    let difference = printed.saturating_sub(recomputed).abs();
    if difference <= slack { Agreement::Rounding } else { Agreement::Contradiction }
}

/// How far the exact amount can be from one that was rounded: `186.3` stands for 186.25 to 186.35.
fn half_of_last_place(rounded: Decimal) -> Decimal {
    Decimal::new(5, rounded.scale() + 1)
}

/// Compares a printed percentage with `part` ÷ `whole`, half up at the printed precision.
///
/// `None` where it cannot be computed (0 ÷ 0). The second value is the recomputed percentage to show, to two decimals or
/// as many as are printed.
/// `rounded` says whether part and whole may themselves have been rounded.
pub(super) fn compare_rate(
    printed: Decimal,
    part: Decimal,
    whole: Decimal,
    rounded: bool,
) -> Option<(Agreement, Decimal)> {
    let decimals = printed.scale();
    let unrounded = number::percent(part, whole)?;
    let recomputed = number::round(unrounded, decimals.max(2));
    if number::round(unrounded, decimals) == printed {
        return Some((Agreement::Equal, recomputed));
    }
    let (off_part, off_whole) = (half_of_last_place(part), half_of_last_place(whole));
    let least = number::percent(part - off_part, whole + off_whole);
    let most = number::percent(part + off_part, whole - off_whole);
    let possible = rounded
        && least.is_some_and(|least| number::round(least, decimals) <= printed)
        && most.is_some_and(|most| number::round(most, decimals) >= printed);
    Some((if possible { Agreement::Rounding } else { Agreement::Contradiction }, recomputed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        number::parse(text).expect(text)
    }

    #[test]
    fn thirds_of_a_hundred_are_rounding_and_a_wrong_digit_is_not() {
        let third = decimal("33.33");
        let compare =
            |total: &str, unit| compare_sum(decimal(total), &[third; 3], decimal("99.99"), Decimal::from(3), unit);
        assert_eq!(compare("99.99", Some(Unit::TenThousandYuan)), Agreement::Equal);
        assert_eq!(compare("100.00", Some(Unit::TenThousandYuan)), Agreement::Rounding);
        assert_eq!(compare("100.00", Some(Unit::Yuan)), Agreement::Contradiction);
        assert_eq!(compare("100.00", None), Agreement::Contradiction);
        assert_eq!(compare("100.99", Some(Unit::TenThousandYuan)), Agreement::Contradiction);
    }

    #[test]
    fn a_total_and_its_parts_may_be_rounded_to_different_places() {
        let parts = [decimal("120.204"), decimal("66.05")];
        let compare = |total: &str| {
            compare_sum(decimal(total), &parts, decimal("186.254"), Decimal::TWO, Some(Unit::TenThousandYuan))
        };
        assert_eq!(compare("186"), Agreement::Rounding);
        assert_eq!(compare("186.26"), Agreement::Rounding);
        assert_eq!(compare("187"), Agreement::Contradiction);
        assert_eq!(compare("186.27"), Agreement::Contradiction);
        let rate = |part: &str, whole: &str| {
            compare_rate(decimal("89.74"), decimal(part), decimal(whole), true).map(|(agreement, _)| agreement)
        };
        assert_eq!(rate("166.02", "185"), Some(Agreement::Equal));
        assert_eq!(rate("166", "185.00"), Some(Agreement::Rounding));
        assert_eq!(rate("165", "185.00"), Some(Agreement::Contradiction));
    }

    #[test]
    fn rates_round_half_up_once_at_the_end() {
        let rate = |printed: &str, part: &str, whole: &str| {
            compare_rate(decimal(printed), decimal(part), decimal(whole), false)
        };
        assert_eq!(rate("98.79", "4544.448", "4599.877"), Some((Agreement::Equal, decimal("98.79"))));
        assert_eq!(rate("98.80", "4544.448", "4599.877"), Some((Agreement::Contradiction, decimal("98.79"))));
        assert_eq!(rate("0.00", "0", "0"), None);
    }
}
