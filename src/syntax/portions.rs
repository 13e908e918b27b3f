//! The amounts of a paragraph, and the percentages that it tells as shares of them: `回收486份，满意312份，占64.20%`. Compares
//! nothing.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figure::{self, Figure, Measure};
use super::{number, qualifier};

/// The amounts and shares of a paragraph, in their order.
#[derive(Debug)]
pub struct Portions {
    /// Its amounts.
    pub amounts: Vec<Amount>,
    /// Its shares.
    pub shares: Vec<Share>,
}

/// A printed figure with a unit that is none of shares.
#[derive(Debug)]
pub struct Amount {
    /// As printed.
    pub figure: Figure,
    /// What is counted, by its first character; of money 元.
    pub of: char,
    /// Where it stands, with its unit.
    pub place: Range<usize>,
}

/// `312份，占64.20%`; `22万元，占预算480万元的4.58%`.
#[derive(Debug)]
pub struct Share {
    /// Which of the amounts.
    pub part: usize,
    /// Which of them it is said to be of, if any.
    pub whole: Option<usize>,
    /// As printed, without its sign.
    pub percent: Decimal,
    /// Whether it is called one, and does not only stand in brackets, as rates do too.
    pub is_named: bool,
    /// Where it stands, with its sign.
    pub said: Range<usize>,
}

/// The amounts and shares of a text; `None` where no share stands in it, or so many that it is no paragraph.
pub fn portions(text: &str) -> Option<Portions> {
    let mut found = Portions { amounts: Vec::new(), shares: Vec::new() };
    if !text.contains(['%', '％']) {
        return None;
    }
    // Where the figures before end, of which each follows the other.
    let mut before: Vec<usize> = Vec::new();
    for place in number::places(text) {
        let Some((value, _)) = number::leading_separated(&text[place.clone()]) else { continue };
        let behind = &text[place.end..];
        if let Some(rest) = behind.strip_prefix(['%', '％']) {
            let last = found.amounts.len().wrapping_sub(1);
            let of = match before[..] {
                [.., end] if is_told_as_share(&text[end..place.start]) => Some((last, None)),
                [.., one, other] if is_of(&text[other..place.start]) => {
                    let whole = &found.amounts[last].place;
                    is_told_as_share(&text[one..whole.start]).then_some((last - 1, Some(last)))
                }
                _ => None,
            };
            let is_rough = qualifier::before(text[..place.start].trim_end()).or(qualifier::behind(rest)).is_some();
            if let Some((part, whole)) = of.filter(|_| !is_rough) {
                let said = place.start..text.len() - rest.len();
                let is_named = !text[..place.start].ends_with(['（', '(']);
                found.shares.push(Share { part, whole, percent: value, is_named, said });
            }
            before.clear();
            continue;
        }
        match amount(value, &place, text).filter(|_| found.amounts.len() < MOST) {
            Some(amount) => {
                found.amounts.push(amount);
                before.push(place.end);
            }
            None => before.clear(),
        }
    }
    (1..=MOST).contains(&found.shares.len()).then_some(found)
}

/// An amount of a text, whose number stands at a place.
fn amount(value: Decimal, place: &Range<usize>, text: &str) -> Option<Amount> {
    let behind = &text[place.end..];
    let unit = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
    if qualifier::before(text[..place.start].trim_end()).is_some() || figure::qualifier_behind(behind).is_some() {
        return None;
    }
    let measure = Measure::read(unit);
    let of = match &measure {
        Measure::Money(_) => Some('元'),
        _ => measure.counted()?.chars().next().filter(|of| !"年月日".contains(*of)),
    };
    let unit = match (figure::unit_at_start(behind), &measure) {
        (symbol, Measure::Money(_)) => symbol.len(),
        (symbol, _) => symbol.len() + behind[symbol.len()..].chars().next().map_or(0, char::len_utf8),
    };
    Some(Amount { of: of?, place: place.start..place.end + unit, figure: Figure::new(value, measure) })
}

/// Whether what stands between an amount and a percentage tells that one as a share: `份，占有效问卷的`, `万元（`.
fn is_told_as_share(between: &str) -> bool {
    let Some(end) = between.find(['，', ',', '（', '(']) else { return false };
    let (unit, behind) = between.split_at(end);
    let lead = behind.trim_start_matches(['，', ',', '（', '(']).trim_start();
    let is_unit = unit.chars().all(char::is_alphabetic) && unit.chars().count() <= LONGEST_UNIT;
    let is_lead = lead.chars().all(char::is_alphabetic) && lead.chars().count() <= LONGEST_LEAD;
    let is_share = ["占", "比例", "比重"].iter().any(|word| lead.starts_with(word));
    is_unit && is_lead && (is_share || lead.is_empty() && behind.starts_with(['（', '(']))
}

/// Whether what stands between an amount and a percentage tells that as one of it: `万元的`.
fn is_of(between: &str) -> bool {
    let unit = between.strip_suffix('的').filter(|unit| unit.chars().count() <= LONGEST_UNIT);
    unit.is_some_and(|unit| unit.chars().all(char::is_alphabetic))
}

/// A paragraph with more amounts or shares is a list.
const MOST: usize = 60;
/// A unit has no more characters, and neither have words that lead to a share.
const LONGEST_UNIT: usize = 4;
const LONGEST_LEAD: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let Some(Portions { amounts, shares }) = portions(text) else { return Vec::new() };
        let told = |share: &Share| {
            let [part, whole] = [Some(share.part), share.whole].map(|of| of.map(|of| &text[amounts[of].place.clone()]));
            format!("{} {}: {}", part.unwrap_or_default(), whole.unwrap_or_default(), &text[share.said.clone()])
        };
        shares.iter().map(told).collect()
    }

    #[test]
    fn shares_are_told_of_the_amount_before_them_or_of_the_one_that_they_name() {
        assert_eq!(
            written("回收486份，非常满意312份，占64.20%；满意117份（24.07%）。"),
            ["312份 : 64.20%", "117份 : 24.07%"]
        );
        assert_eq!(written("市级22万元，占预算480万元的4.58%"), ["22万元 480万元: 4.58%"]);
        for none in ["约22万元，占4.58%", "22万元，占4%左右", "2023年，占4.58%", "办结率99%", "22万元，比上年增长4.58%"]
        {
            assert!(written(none).is_empty(), "{none}: {:?}", written(none));
        }
    }
}
