//! Other places of a report that state weights, scores or grades again.

use rust_decimal::Decimal;

use crate::diag::place;
use crate::model::outline;
use crate::source::Located;
use crate::syntax::cell::Cells;
use crate::syntax::fields::Fields;

/// Another place of the report that states weights, scores or grades.
#[derive(Clone, Debug)]
pub struct PrintedTable {
    /// Where in the report: `得分汇总表`.
    pub place: Located<String>,
    /// The place, `#2` behind a second table of this place.
    pub path: String,
    /// What it states, row by row.
    pub rows: Vec<PrintedRow>,
}

/// One statement of such a place.
#[derive(Clone, Debug)]
pub struct PrintedRow {
    /// Path of the indicator, or [`TOTAL`].
    pub of: Located<String>,
    /// What it is of, `#2` behind a second row of the table about the same.
    pub path: String,
    /// What the place calls it, where that differs.
    pub label: Option<Located<String>>,
    /// Weight.
    pub weight: Option<Located<Decimal>>,
    /// Score.
    pub score: Option<Located<Decimal>>,
    /// Grade.
    pub grade: Option<Located<String>>,
    /// Weight and score where they print something else than plain digits.
    pub cells: Cells,
}

/// How a printed row names the total.
pub const TOTAL: &str = place::TOTAL;

impl PrintedRow {
    /// What its score's cell prints.
    pub fn shown_score(&self) -> Option<String> {
        self.cells.shown("score", self.score.as_ref())
    }
}

/// Reads all of an evaluation's.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Vec<PrintedTable> {
    let mut printed = fields.tables("printed", |table| {
        let place = table.text("place");
        let mut rows = table.tables("rows", read_row);
        table.finish(&["place", "rows"]);
        number(&mut rows, |row| row.of.value.clone(), |row, path| row.path = path);
        Some(PrintedTable { place: place?, path: String::new(), rows })
    });
    number(&mut printed, |table| table.place.value.clone(), |table, path| table.path = path);
    printed
}

fn read_row(fields: &mut Fields<'_, '_>) -> Option<PrintedRow> {
    let of = fields.text("of");
    let label = fields.text("label");
    let (weight, score, grade) = (fields.cell("weight"), fields.cell("score"), fields.text("grade"));
    fields.finish(&["of"]);
    Some(PrintedRow { of: of?, path: String::new(), label, weight, score, grade, cells: fields.cells() })
}

/// Sets the path of each of several that may have one name.
fn number<T>(all: &mut [T], name: impl Fn(&T) -> String, set: impl Fn(&mut T, String)) {
    let names: Vec<String> = all.iter().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let paths = outline::numbered(&names);
    all.iter_mut().zip(paths).for_each(|(one, path)| set(one, path));
}
