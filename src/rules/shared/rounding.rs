//! Computations written out for messages, and how far rounding can explain a difference. Reports nothing itself.
//!
//! It decides what is a contradiction. Printed amounts may each have been rounded from finer ones: a difference within
//! that is a notice, not an error. Scores, weights and counts are exact, and so is money to the fen.

use rust_decimal::Decimal;

use crate::source::Located;
use crate::syntax::figure::Share;
use crate::syntax::number;

/// `3 + 2 + 5 = 10`, the terms with the author's digits; of a single term, which is the sum, that alone.
pub(crate) fn addition<'a>(terms: impl IntoIterator<Item = &'a Decimal>, sum: Decimal) -> String {
    let terms: Vec<String> = terms.into_iter().map(Decimal::to_string).collect();
    if terms.len() == 1 { sum.to_string() } else { format!("{} = {sum}", added(&terms)) }
}

/// `95 + 2 − 1.5`: what is negative is taken off.
pub(crate) fn added(terms: &[String]) -> String {
    terms.join(" + ").replace("+ -", "− ")
}

/// `166.02 ÷ 185 = 89.74%`.
pub(crate) fn division(part: Decimal, whole: Decimal, rounded: Decimal) -> String {
    format!("{part} ÷ {whole} = {rounded}%")
}

/// The values of located figures.
pub(crate) fn values(figures: &[&Located<Decimal>]) -> Vec<Decimal> {
    figures.iter().map(|figure| figure.value).collect()
}

/// How a printed figure compares with the recomputed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    /// Equal at the printed precision.
    Equal,
    /// Unequal, but the printed figures may each have been rounded from finer ones that agree.
    Rounding,
    /// Unequal whatever was rounded.
    Contradiction,
}

/// A figure, and how far the exact one can be from it, where it was rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rounded {
    pub value: Decimal,
    pub off: Decimal,
}

impl Rounded {
    /// A figure that nobody rounds: a score, a weight, a count.
    pub(crate) fn exact(value: Decimal) -> Rounded {
        Rounded { value, off: Decimal::ZERO }
    }

    /// A figure that may be off by half a unit of its last place: `186.3` stands for 186.25 to 186.35.
    pub(crate) fn to_last_place(value: Decimal) -> Rounded {
        Rounded { value, off: Decimal::new(5, value.scale() + 1) }
    }

    /// A share told as so many of so many parts. Tenths are told in whole and half ones (九成, 九成五); of other parts those are
    /// named that are nearest, so that 四分之一 stands for 21.9 % to 28.1 % and not for a fifth.
    pub(crate) fn in_parts(value: Decimal, parts: Decimal) -> Rounded {
        let half = Decimal::new(5, 1);
        match parts.is_zero() || parts == Decimal::TEN {
            true => Rounded::to_last_place(value),
            false => Rounded { value, off: half / parts },
        }
    }

    /// Printed money, in a unit of so many yuan. To the fen it is exact.
    pub(crate) fn money(value: Decimal, yuan: Decimal) -> Rounded {
        let is_coarse = Decimal::new(1, value.scale()).checked_mul(yuan).is_none_or(|last_place| last_place > FEN);
        if is_coarse { Rounded::to_last_place(value) } else { Rounded::exact(value) }
    }

    /// A product of two figures; `None` when it does not fit.
    pub(crate) fn times(self, other: Rounded) -> Option<Rounded> {
        let one_off = self.value.abs().checked_mul(other.off)?;
        let other_off = self.off.checked_mul(other.value.abs())?;
        let both_off = self.off.checked_mul(other.off)?;
        let off = one_off.checked_add(other_off)?.checked_add(both_off)?;
        Some(Rounded { value: self.value.checked_mul(other.value)?, off })
    }

    /// A sum of two figures; `None` when it does not fit.
    pub(crate) fn plus(self, other: Rounded) -> Option<Rounded> {
        Some(Rounded { value: self.value.checked_add(other.value)?, off: self.off.checked_add(other.off)? })
    }

    /// A quotient of two figures; `None` where the divisor can be nothing, or it does not fit.
    pub(crate) fn over(self, other: Rounded) -> Option<Rounded> {
        let least = other.value.abs().checked_sub(other.off).filter(|least| *least > Decimal::ZERO)?;
        let value = self.value.checked_div(other.value)?;
        let off = value.abs().checked_mul(other.off)?.checked_add(self.off)?.checked_div(least)?;
        Some(Rounded { value, off })
    }
}

/// One fen, in yuan.
const FEN: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Compares a printed total with the sum of printed parts.
pub(crate) fn compare_sum(printed: Rounded, parts: &[Rounded], sum: Decimal) -> Agreement {
    let off = parts.iter().map(|part| part.off).fold(printed.off, Decimal::saturating_add);
    let difference = printed.value.saturating_sub(sum).abs();
    if difference.is_zero() {
        Agreement::Equal
    } else if difference <= off {
        Agreement::Rounding
    } else {
        Agreement::Contradiction
    }
}

/// Compares a printed percentage with `part` ÷ `whole`, half up at the printed precision.
///
/// `None` where it cannot be computed (0 ÷ 0). The second value is the recomputed percentage to show, to two decimals or
/// as many as are printed.
pub(crate) fn compare_rate(printed: Decimal, part: Rounded, whole: Rounded) -> Option<(Agreement, Decimal)> {
    let recomputed = number::round(number::percent(part.value, whole.value)?, printed.scale().max(2));
    Some((compare_quotient(printed, part, whole, Decimal::ONE_HUNDRED)?, recomputed))
}

/// As [`compare_rate`]. A number without a sign agrees as a percentage or as a share; `None` where it cannot be read.
pub(crate) fn compare_share(printed: &Share, part: Rounded, whole: Rounded) -> Option<(Agreement, Decimal)> {
    match printed {
        Share::Percent(percent) => compare_rate(*percent, part, whole),
        Share::Bare(bare) => {
            let (as_percent, recomputed) = compare_rate(*bare, part, whole)?;
            Some((as_percent.min(compare_quotient(*bare, part, whole, Decimal::ONE)?), recomputed))
        }
        Share::Nothing | Share::Near | Share::Unreadable => None,
    }
}

/// As [`compare_rate`], of a share that is told as so many of so many parts.
pub(crate) fn compare_parts(
    told: Decimal,
    parts: Decimal,
    part: Rounded,
    whole: Rounded,
) -> Option<(Agreement, Decimal)> {
    let recomputed = number::round(number::percent(part.value, whole.value)?, 2);
    let told = Rounded::in_parts(told, parts);
    let share = |part: Decimal, whole: Decimal| part.checked_mul(parts)?.checked_div(whole);
    let (least, most) = (told.value - told.off, told.value + told.off);
    if (least..=most).contains(&share(part.value, whole.value)?) {
        return Some((Agreement::Equal, recomputed));
    }
    let possible_least = share(part.value - part.off, whole.value + whole.off);
    let possible_most = share(part.value + part.off, whole.value - whole.off);
    let is_possible =
        possible_least.is_some_and(|share| share <= most) && possible_most.is_some_and(|share| share >= least);
    Some((if is_possible { Agreement::Rounding } else { Agreement::Contradiction }, recomputed))
}

fn compare_quotient(printed: Decimal, part: Rounded, whole: Rounded, times: Decimal) -> Option<Agreement> {
    let decimals = printed.scale();
    let quotient = |part: Decimal, whole: Decimal| {
        let quotient = part.checked_mul(times)?.checked_div(whole)?;
        Some(number::round(quotient, decimals))
    };
    if quotient(part.value, whole.value)? == printed {
        return Some(Agreement::Equal);
    }
    let least = quotient(part.value - part.off, whole.value + whole.off);
    let most = quotient(part.value + part.off, whole.value - whole.off);
    let possible = least.is_some_and(|least| least <= printed) && most.is_some_and(|most| most >= printed);
    Some(if possible { Agreement::Rounding } else { Agreement::Contradiction })
}

#[cfg(test)]
mod tests {
    use super::*;

    const YUAN: Decimal = Decimal::ONE;
    const TEN_THOUSAND_YUAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

    fn decimal(text: &str) -> Decimal {
        number::parse(text).expect(text)
    }

    fn money(text: &str, yuan: Decimal) -> Rounded {
        Rounded::money(decimal(text), yuan)
    }

    #[test]
    fn nothing_is_added_to_a_single_term() {
        let written = |terms: &[&str], sum| {
            let terms: Vec<Decimal> = terms.iter().map(|term| decimal(term)).collect();
            addition(&terms, decimal(sum))
        };
        assert_eq!(written(&["7.0"], "7.0"), "7.0");
        assert_eq!(written(&["8", "3.5", "-1"], "10.5"), "8 + 3.5 − 1 = 10.5");
    }

    #[test]
    fn thirds_of_a_hundred_are_rounding_and_a_wrong_digit_is_not() {
        let compare = |total: &str, yuan| compare_sum(money(total, yuan), &[money("33.33", yuan); 3], decimal("99.99"));
        assert_eq!(compare("99.99", TEN_THOUSAND_YUAN), Agreement::Equal);
        assert_eq!(compare("100.00", TEN_THOUSAND_YUAN), Agreement::Rounding);
        assert_eq!(compare("100.00", YUAN), Agreement::Contradiction);
        assert_eq!(compare("100.99", TEN_THOUSAND_YUAN), Agreement::Contradiction);
        let thirds = [Rounded::exact(decimal("33.33")); 3];
        let total = Rounded::exact(decimal("100.00"));
        assert_eq!(compare_sum(total, &thirds, decimal("99.99")), Agreement::Contradiction);
    }

    #[test]
    fn a_total_and_its_parts_may_be_rounded_to_different_places() {
        let parts = ["120.204", "66.05"].map(|part| money(part, TEN_THOUSAND_YUAN));
        let compare = |total: &str| compare_sum(money(total, TEN_THOUSAND_YUAN), &parts, decimal("186.254"));
        assert_eq!(compare("186"), Agreement::Rounding);
        assert_eq!(compare("186.26"), Agreement::Rounding);
        assert_eq!(compare("187"), Agreement::Contradiction);
        assert_eq!(compare("186.27"), Agreement::Contradiction);
        let rate = |part: &str, whole: &str| {
            let [part, whole] = [part, whole].map(|amount| money(amount, TEN_THOUSAND_YUAN));
            compare_rate(decimal("89.74"), part, whole).map(|(agreement, _)| agreement)
        };
        assert_eq!(rate("166.02", "185"), Some(Agreement::Equal));
        assert_eq!(rate("166", "185.00"), Some(Agreement::Rounding));
        assert_eq!(rate("165", "185.00"), Some(Agreement::Contradiction));
    }

    #[test]
    fn a_rate_without_a_sign_is_a_percentage_or_a_share() {
        let agreement = |printed: &str| {
            let [part, whole] = ["86.04", "100"].map(|figure| Rounded::exact(decimal(figure)));
            compare_share(&Share::read(printed), part, whole).map(|(agreement, _)| agreement)
        };
        for equal in ["0.86", "86", "0.8604", "86.04", "0.9", "1", "860.4‰", "百分之八十六", "86.04﹪"] {
            assert_eq!(agreement(equal), Some(Agreement::Equal), "{equal}");
        }
        for wrong in ["0.85", "85", "87%", "8.6", "0.0860", "861‰", "百分之八十五"] {
            assert_eq!(agreement(wrong), Some(Agreement::Contradiction), "{wrong}");
        }
        for unread in ["—", "/", "约九成", "约86%", "86万元"] {
            assert_eq!(agreement(unread), None, "{unread}");
        }
    }

    #[test]
    fn rates_round_half_up_once_at_the_end() {
        let rate = |printed: &str, part: &str, whole: &str| {
            let [part, whole] = [part, whole].map(|figure| Rounded::exact(decimal(figure)));
            compare_rate(decimal(printed), part, whole)
        };
        assert_eq!(rate("98.79", "4544.448", "4599.877"), Some((Agreement::Equal, decimal("98.79"))));
        assert_eq!(rate("98.80", "4544.448", "4599.877"), Some((Agreement::Contradiction, decimal("98.79"))));
        assert_eq!(rate("0.00", "0", "0"), None);
    }
}
