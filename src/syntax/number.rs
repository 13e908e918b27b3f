//! Exact decimals from the author's own digits, and how numbers are written. No floating point.

use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

/// Reads a decimal exactly as written (`397.80` keeps its zero); `None` when it is no plain decimal, or has more than 17
/// digits before or 10 after the point (fen in 亿元). Within these bounds no sum, difference or percentage of figures can overflow.
pub fn parse(digits: &str) -> Option<Decimal> {
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let value = Decimal::from_str_exact(digits).ok()?;
    let bounded = value.scale() <= 10 && value.abs() < Decimal::from(100_000_000_000_000_000_u64);
    bounded.then_some(value)
}

/// The digits of an amount that stands alone, exactly. Where they would be as many as a telephone number has, a decimal stands
/// behind them, so that nobody takes 138.5 亿元 in yuan for one: `13850000000.0`.
pub fn bare(amount: Decimal) -> String {
    let digits = amount.normalize().to_string();
    if digits.contains('.') || digits.len() < SHORTEST_TELEPHONE { digits } else { digits + ".0" }
}

/// How many digits a telephone number has, the shortest number of a person.
const SHORTEST_TELEPHONE: usize = 11;

/// The number that a printed text begins with and what follows it: `94.56%元` → (94.56, `%元`). Full-width digits and
/// thousands separators are accepted.
pub fn leading(text: &str) -> Option<(Decimal, &str)> {
    leading_of(text, &['.', '．', ',', '-', '+'])
}

/// As [`leading`], of a text that tells one figure, in which a full-width comma sets thousands apart and no clause; without
/// a sign.
pub fn leading_separated(text: &str) -> Option<(Decimal, &str)> {
    let [space, no_break, narrow, thin] = SPACES;
    leading_of(text, &['.', '．', ',', '，', space, no_break, narrow, thin])
}

/// What sets thousands apart besides commas: `3 396 128.50`.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

fn leading_of<'t>(text: &'t str, others: &[char]) -> Option<(Decimal, &'t str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !(is_digit(c) || others.contains(&c))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(text[..end].trim_end_matches(SPACES).len());
    let digits: String = digits.chars().map(narrow).collect();
    are_thousands(digits.trim_end_matches(',')).then_some(())?;
    Some((parse(&digits.replace(',', ""))?, rest.trim_start()))
}

/// Where the numbers of a text stand: digits of any width, with points and what sets thousands apart between them.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_digit)?;
        let mut end = start;
        for (at, c) in text[start..].char_indices() {
            let is_between =
                matches!(c, '.' | '．' | ',' | '，') && text[start + at + c.len_utf8()..].starts_with(is_digit);
            if !is_digit(c) && !is_between {
                break;
            }
            end = start + at + c.len_utf8();
        }
        from = end;
        Some(start..end)
    })
}

/// Whether a character is a digit, of full width or not.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A character of a number that is not of full width.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        '＋' => '+',
        c if SPACES.contains(&c) => ',',
        c => c,
    }
}

/// Whether the commas of a number, if any, set its thousands apart.
pub(super) fn are_thousands(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().unwrap_or_default().len();
    let mut others = groups.peekable();
    let is_apart = others.peek().is_none() || (1..=3).contains(&first) && others.all(|group| group.len() == 3);
    is_apart && !fraction.contains(',')
}

/// The whole part of a printed number, and what follows it: `89.74%` → (`89`, `.74%`). A text that is no number has no
/// whole part.
pub fn whole(text: &str) -> (&str, &str) {
    let digits = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let is_of_whole = |c: char| is_digit(c) || matches!(c, ',' | '，') || SPACES.contains(&c);
    let end = digits.find(|c| !is_of_whole(c)).unwrap_or(digits.len());
    match digits[..end].trim_end_matches(SPACES).len() {
        0 => ("", text),
        end => text.split_at(text.len() - digits.len() + end),
    }
}

/// Rounds half up (away from zero), the way printed figures are rounded, to `decimals` places.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Adds up; `None` when the sum does not fit a decimal.
pub fn sum(values: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    values.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// `part` ÷ `whole` in per cent, unrounded, with no more digits than it takes; `None` when `whole` is zero or the result does
/// not fit.
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    Some(part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive() {
        for digits in ["397.80", "4599.877", "12345678901234567.890", "0", "-3.10"] {
            assert_eq!(parse(digits).expect(digits).to_string(), digits);
        }
        assert_eq!(parse("1e3"), None);
        assert_eq!(parse("1234567890123456789.1"), None);
        assert_eq!(parse("0.12345678912"), None);
    }

    #[test]
    fn no_amount_alone_has_as_many_digits_as_a_telephone_number() {
        for (amount, digits) in [
            ("1385000.50", "1385000.5"),
            ("9999999999", "9999999999"),
            ("13850000000.00", "13850000000.0"),
            ("13850000000.10", "13850000000.1"),
        ] {
            assert_eq!(bare(parse(amount).expect(amount)), digits);
        }
    }

    #[test]
    fn half_up_not_bankers() {
        let round_two = |text: &str| round(parse(text).expect(text), 2).to_string();
        assert_eq!(round_two("98.79499"), "98.79");
        assert_eq!(round_two("98.795"), "98.80");
        assert_eq!(round_two("2.125"), "2.13");
        assert_eq!(round_two("-2.125"), "-2.13");
    }

    #[test]
    fn whole_part_and_rest() {
        assert_eq!(whole("4599.877"), ("4599", ".877"));
        assert_eq!(whole("-3.10"), ("-3", ".10"));
        assert_eq!(whole("100%"), ("100", "%"));
        assert_eq!(whole("185"), ("185", ""));
        assert_eq!(whole("215,457.6"), ("215,457", ".6"));
        assert_eq!(whole("3 396 128.50"), ("3 396 128", ".50"));
        assert_eq!(whole("92 / 100"), ("92", " / 100"));
        assert_eq!(whole("１６６０．９９"), ("１６６０", "．９９"));
        assert_eq!(whole("未写"), ("", "未写"));
    }

    #[test]
    fn numbers_are_found_with_their_separators() {
        let found = |text: &str| -> Vec<String> { places(text).map(|place| text[place].to_owned()).collect() };
        assert_eq!(found("支出1,660.99万元，结余０．３０万元。"), ["1,660.99", "０．３０"]);
        assert_eq!(found("受理１，４８４件,办结3.件，2023.1.5"), ["１，４８４", "3", "2023.1.5"]);
        assert_eq!(found("约一半"), Vec::<String>::new());
    }

    #[test]
    fn leading_number_and_rest() {
        assert_eq!(leading("94.56%元"), Some((Decimal::new(9456, 2), "%元")));
        assert_eq!(leading("1,065.25 万元"), Some((Decimal::new(106525, 2), "万元")));
        assert_eq!(leading("约一半"), None);
        assert_eq!(leading("１２．５０分"), Some((Decimal::new(1250, 2), "分")));
        assert_eq!(leading("5,扣3"), Some((Decimal::from(5), "扣3")));
        assert_eq!(leading("3，100件"), Some((Decimal::from(3), "，100件")));
        assert_eq!(leading_separated("3，100件"), Some((Decimal::from(3100), "件")));
        assert_eq!(leading_separated("3 396 128.50 元"), Some((Decimal::new(339_612_850, 2), "元")));
        assert_eq!(leading_separated("5 人次"), Some((Decimal::from(5), "人次")));
        assert_eq!(leading_separated("12 34件"), None);
        assert_eq!(leading("3 100件"), Some((Decimal::from(3), "100件")));
        for not_apart in ["1,2", "1,2345", "1234,567", "1.000,000", ",123"] {
            assert_eq!(leading(not_apart), None, "{not_apart}");
        }
    }
}
