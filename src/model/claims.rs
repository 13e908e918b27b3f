//! Figures of the narrative that can be recomputed (文中的数字), as the author marked them.

use rust_decimal::Decimal;

use super::funds::{Basis, Unit, read_percent};
use crate::doc::fields::Fields;
use crate::doc::number;
use crate::source::{Located, Span};

/// A recomputable statement of the narrative.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where in the report it stands.
    pub place: Located<String>,
    /// What it speaks of.
    pub what: Located<String>,
    /// Unit of its numbers, for display.
    pub unit: Option<String>,
    /// What it says.
    pub says: Says,
}

/// The four things a claim can say.
#[derive(Clone, Debug)]
pub enum Says {
    /// The parts add up to the total.
    Sum {
        /// The parts, in order.
        parts: Vec<Located<Decimal>>,
        /// Their sum as printed.
        total: Located<Decimal>,
    },
    /// So much each, so many times, makes the total.
    Product {
        /// One share.
        each: Located<Decimal>,
        /// How many shares.
        times: Located<Decimal>,
        /// All shares as printed.
        total: Located<Decimal>,
    },
    /// A part is so many per cent of the whole.
    Share {
        /// The part.
        part: Located<Decimal>,
        /// The whole.
        whole: Located<Decimal>,
        /// The percentage as printed.
        rate: Located<String>,
        /// Its number.
        value: Decimal,
    },
    /// An amount of the funds, told again.
    Restated {
        /// Which amount.
        of: Located<Basis>,
        /// As printed, with its unit: `1065.25元`.
        amount: Located<String>,
        /// Its number.
        value: Decimal,
        /// Its unit.
        unit: Unit,
    },
}

/// Reads one `[[claims]]`.
pub fn read(fields: &mut Fields<'_, '_>) -> Option<Claim> {
    let (place, what) = (fields.text("place"), fields.text("what"));
    let unit = fields.text("unit").map(|unit| unit.value);
    let parts = fields.figures("parts");
    let (each, times) = (fields.figure("each"), fields.figure("times"));
    let total = fields.figure("total");
    let (part, whole, rate) = (fields.figure("part"), fields.figure("whole"), fields.text("rate"));
    let of = fields.one_of("of", &FUNDS);
    let amount = fields.text("amount");
    fields.finish(&["place", "what"]);
    let says = match (each, times, total, part, whole, rate, of, amount) {
        (None, None, Some(total), None, None, None, None, None) if !parts.is_empty() => Says::Sum { parts, total },
        (Some(each), Some(times), Some(total), None, None, None, None, None) if parts.is_empty() => {
            Says::Product { each, times, total }
        }
        (None, None, None, Some(part), Some(whole), Some(rate), None, None) if parts.is_empty() => {
            let value = read_percent(fields, &rate, "rate")?;
            Says::Share { part, whole, rate, value }
        }
        (None, None, None, None, None, None, Some(of), Some(amount)) if parts.is_empty() => {
            let stated = number::leading(&amount.value).and_then(|(value, rest)| Some((value, Unit::at_start(rest)?)));
            let Some((value, unit)) = stated else {
                fields.invalid(amount.span, "amount", "expected-amount-with-unit");
                return None;
            };
            Says::Restated { of, amount, value, unit }
        }
        _ => {
            let span: Span = fields.span();
            fields.invalid(span, "claims", "expected-one-kind-of-claim");
            return None;
        }
    };
    Some(Claim { place: place?, what: what?, unit, says })
}

const FUNDS: [(&str, Basis); 5] = [
    ("funds.planned", Basis::Planned),
    ("funds.budget", Basis::Budget),
    ("funds.adjusted", Basis::Adjusted),
    ("funds.received", Basis::Received),
    ("funds.spent", Basis::Spent),
];
