//! The figures of tables of the narrative, and how people slip when they write them down. Reports nothing itself.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::syntax::figure::{self, Figure};
use crate::syntax::number;
use crate::syntax::sections::Block;
use crate::syntax::tables::Row;

/// What a total row is called.
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "总合计"];

/// A figure has so many digits if it is to tell a slip from another figure.
const FEWEST_DIGITS: usize = 4;

/// What a cell prints, where it is a figure and no more: `约7.0`, `≤10` and `7.0万元左右` are none.
pub(crate) fn figure_of(cell: &Block) -> Option<Figure> {
    let parts = figure::read(&cell.text);
    let is_alone = parts.before.chars().all(|c| "-－−￥¥（( ".contains(c));
    parts.reading.figure().filter(|_| is_alone && parts.qualifier().is_none()).cloned()
}

/// Where the number of a cell stands in the text.
pub(crate) fn place_of(text: &str, cell: &Block) -> Range<usize> {
    let number = number::places(&text[cell.range.clone()]).next().unwrap_or(0..cell.range.len());
    cell.range.start + number.start..cell.range.start + number.end
}

/// The words of a cell without the blanks that set its characters apart: `合　计`.
pub(crate) fn words_of(cell: &Block) -> String {
    cell.text.replace([' ', '\u{3000}'], "")
}

/// Whether a row is called the total of others.
pub(crate) fn is_total(row: &Row<'_>) -> bool {
    row.iter().flatten().next().is_some_and(|cell| TOTALS.contains(&words_of(cell).as_str()))
}

/// Whether a figure is another one but for one wrong digit, or two neighbours that were exchanged.
pub(crate) fn is_slip(printed: Decimal, meant: Decimal) -> bool {
    let scale = printed.scale().max(meant.scale());
    let digits = |mut value: Decimal| {
        value.rescale(scale);
        value.mantissa().to_string().into_bytes()
    };
    let (printed, meant) = (digits(printed), digits(meant));
    if printed.len() != meant.len() || printed.len() < FEWEST_DIGITS {
        return false;
    }
    let differing: Vec<usize> = (0..printed.len()).filter(|at| printed[*at] != meant[*at]).collect();
    match differing[..] {
        [_] => true,
        [one, other] => other == one + 1 && printed[one] == meant[other] && printed[other] == meant[one],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_digit_or_two_exchanged() {
        let decimal = |text: &str| number::parse(text).expect(text);
        for (printed, meant) in
            [("118.47", "118.74"), ("22860.43", "22860.13"), ("91.04", "90.14"), ("-637.19", "-637.10")]
        {
            assert!(is_slip(decimal(printed), decimal(meant)), "{printed} {meant}");
        }
        for (printed, meant) in
            [("118.48", "117.74"), ("87", "88"), ("1000", "999"), ("1234", "4231"), ("12.5", "125.0")]
        {
            assert!(!is_slip(decimal(printed), decimal(meant)), "{printed} {meant}");
        }
    }
}
