//! What a form prints in a cell that is for a figure and that TOML cannot write as a number: separators, full-width digits, a
//! mark that stands for no figure. Knows cells, not what they are of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{number, qualifier};
use crate::source::Located;

/// The cells of one row that print something else than the plain digits of a figure, each as printed, by the key of the cell.
#[derive(Clone, Debug, Default)]
pub struct Cells(pub BTreeMap<&'static str, Located<String>>);

impl Cells {
    /// The text of a cell: as printed, or the digits of its figure; `None` where nothing was written.
    pub fn shown(&self, key: &str, figure: Option<&Located<Decimal>>) -> Option<String> {
        let printed = self.0.get(key).map(|printed| printed.value.clone());
        printed.or_else(|| figure.map(|figure| figure.value.to_string()))
    }
}

/// Cells on one line, or nothing: `budget=215,457.6; spent=/`.
pub fn line(rows: &[&Cells]) -> Option<String> {
    let cells = rows.iter().flat_map(|cells| &cells.0);
    let cells: Vec<String> = cells.map(|(key, printed)| format!("{key}={}", printed.value)).collect();
    (!cells.is_empty()).then(|| cells.join("; "))
}

/// What a printed cell comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A figure.
    Figure(Decimal),
    /// A mark that says that there is none: `/`, `—`, `完成`.
    NoFigure,
    /// A figure that is only told to be near, or as a bound: `约500`, `500左右`, `不低于500`.
    Near,
    /// A figure whose separators do not stand before every third digit.
    Misgrouped,
    /// Something else.
    Other,
}

/// Marks of forms for a cell without a figure, beside strokes.
const NO_FIGURE: [&str; 6] = ["完成", "已完成", "未完成", "无", "不适用", "不涉及"];

/// Reads a printed cell.
pub fn read(text: &str) -> Cell {
    let text = text.trim();
    let is_stroke = |c: char| matches!(c, '/' | '／' | '\\' | '-' | '－' | '—' | '–' | '―' | '─');
    if NO_FIGURE.contains(&text) || (!text.is_empty() && text.chars().all(is_stroke)) {
        return Cell::NoFigure;
    }
    let figure = qualifier::at_start(text).map(|(words, _)| &text[words.len()..]);
    if let Some(figure) = figure.or_else(|| Some(&text[..text.len() - qualifier::at_end(text)?.0.len()])) {
        return if matches!(read(figure), Cell::Figure(_)) { Cell::Near } else { Cell::Other };
    }
    let plain: String = text.chars().map(number::narrow).collect();
    let Some(figure) = number::parse(&plain.replace(',', "")) else { return Cell::Other };
    match number::are_thousands(&plain) {
        true => Cell::Figure(figure),
        false => Cell::Misgrouped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_full_width_digits_keep_the_exact_value() {
        let figure = |text: &str| match read(text) {
            Cell::Figure(figure) => figure.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(figure("215,457.6"), "215457.6");
        assert_eq!(figure("１６６０．９９"), "1660.99");
        assert_eq!(figure("1，065.250"), "1065.250");
        assert_eq!(figure("-1,234,567"), "-1234567");
        assert_eq!(figure("397.80"), "397.80");
        assert_eq!(figure("3 396 128.50"), "3396128.50");
        assert_eq!(figure("3\u{202f}396"), "3396");
    }

    #[test]
    fn badly_grouped_numbers_are_not_taken_for_others() {
        for text in ["21,5457.6", "215,45.6", ",215", "1234,567", "1.234,5", "1,,234", "12 34", "3 96.5"] {
            assert_eq!(read(text), Cell::Misgrouped, "{text}");
        }
    }

    #[test]
    fn marks_are_no_figures_and_other_texts_no_marks() {
        for text in ["/", "—", "——", "-", "完成", " / "] {
            assert_eq!(read(text), Cell::NoFigure, "{text}");
        }
        for text in ["约500", "约 1,200.5", "近500", "不低于500", "500左右", "500余", "500以上"] {
            assert_eq!(read(text), Cell::Near, "{text}");
        }
        for text in ["", "基本完成", "9分", "1/2", "约9分", "约/", "1e3"] {
            assert_eq!(read(text), Cell::Other, "{text}");
        }
    }
}
