//! The total row of a table of the narrative is not the sum of its rows. Looks at no score table, which has rules of its own.
//!
//! Not every last row adds up: it may be a mean, the rows may be parts of one another, and who is helped twice is counted once.
//! So a column is only accused where the table shows that its total is a sum: another column of it adds up, or the total has
//! the digits of the sum but for one slip; and where no choice of the rows makes it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::rules::shared::rounding::{Agreement, Rounded, addition, compare_sum};
use crate::rules::shared::tabled::{figure_of, is_slip, is_total, place_of, words_of};
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::figure::{Figure, Measure};
use crate::syntax::sections::Block;
use crate::syntax::tables::{Row, Table, tables};
use crate::syntax::{cell, number};

pub(super) static RULE: Rule = Rule {
    name: "column-sum-mismatch",
    severity: Severity::Warning,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 二、资金使用

| 支出内容 | 预算（万元） | 支出（万元） |
|---|---|---|
| 设备购置 | 80 | 78.00 |
| 人员培训 | 46 | 40.74 |
| 合计 | 126 | 118.47 |
#              ^^^^^^ column-sum-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 二、资金使用

| 支出内容 | 预算（万元） | 支出（万元） | 执行率 |
|---|---|---|---|
| 设备购置 | 80 | 78.00 | 97.50% |
| 人员培训 | 46 | 40.74 | 88.57% |
| 合计 | 126 | 118.74 | 94.24% |
",
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    for table in tables(&narrative.text, &narrative.sections).into_iter().take(limits::WORKED_OUT) {
        let sums = sums(&table);
        for (number, sum) in sums.iter().enumerate() {
            let place = narrative.places.at(sum.cell.range.start);
            let computation = addition(&sum.terms, sum.sum);
            if sum.sum == sum.total {
                found.holds(|| {
                    let message = Message::new("holds-column").with("place", named(&place)).with("column", sum.head);
                    message.with("computation", computation)
                });
                continue;
            }
            let others = || sums.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, other)| other);
            // Where several totals are more than their rows, not every row may be printed.
            let may_lack = || sum.is_of_more() && others().any(Sum::is_of_more);
            let is_sum = sum.is_of_amounts() && others().any(Sum::adds_up) && !may_lack() && !sum.has_empty
                || is_slip(sum.total, sum.sum) && !sum.may_be_made_up();
            if sum.adds_up() || !is_sum || sum.is_of_some() {
                continue;
            }
            let (printed, recomputed) = (sum.total.to_string(), sum.sum.to_string());
            found.report_at(Span::new(narrative.file, place_of(&narrative.text, sum.cell)), |finding| {
                finding.message = Message::new("column-sum-mismatch")
                    .with("place", named(&place))
                    .with("column", sum.head)
                    .with("printed", printed.as_str())
                    .with("recomputed", recomputed.as_str());
                finding.help.push(Message::new("computation").with("computation", computation));
                finding.at = Place::of([place.as_str(), sum.head]);
                finding.printed = Some(printed);
                finding.recomputed = Some(recomputed);
            });
        }
    }
}

/// What the total row says of a column, and what the column comes to.
struct Sum<'n> {
    /// What the column is called.
    head: &'n str,
    /// The cell of the total.
    cell: &'n Block,
    total: Decimal,
    terms: Vec<Decimal>,
    sum: Decimal,
    /// Whether a row has no figure in it.
    has_empty: bool,
}

/// What rows are called that are parts of others, or sums of some.
const PARTS: [&str; 6] = ["其中", "小计", "合计", "总计", "累计", "共计"];

/// The sums of a table that has one total row, as its first or last, and says of no other row that it is a part or a sum.
fn sums<'n>(table: &Table<'n>) -> Vec<Sum<'n>> {
    let is_part =
        |row: &Row<'n>| row.iter().flatten().any(|cell| PARTS.iter().any(|word| words_of(cell).contains(word)));
    let (total, rows) = match &table.rows[..] {
        [rows @ .., last] if is_total(last) => (last, rows),
        [first, rows @ ..] if is_total(first) => (first, rows),
        _ => return Vec::new(),
    };
    if rows.iter().any(is_part) {
        return Vec::new();
    }
    (0..total.len()).filter_map(|column| sum(table, column, total, rows)).collect()
}

/// A column of plain numbers, or of amounts in one unit.
fn sum<'n>(table: &Table<'n>, column: usize, total: &Row<'n>, rows: &[Row<'n>]) -> Option<Sum<'n>> {
    let (cell, head) = (total[column]?, table.head.get(column).copied().flatten());
    let head = head.map_or("", |head| head.text.as_str());
    let Figure { value, measure, .. } = figure_of(cell).filter(|figure| figure.measure != Measure::Percent)?;
    let mut terms = Vec::new();
    for cell in rows.iter().filter_map(|row| row.get(column).copied().flatten()) {
        match figure_of(cell) {
            Some(figure) if figure.measure == measure => terms.push(figure.value),
            None if cell::read(&cell.text) == cell::Cell::NoFigure => {}
            _ => return None,
        }
    }
    let sum = number::sum(terms.iter().copied())?;
    let has_empty = terms.len() < rows.len();
    (terms.len() > 1 && !sum.is_zero()).then_some(Sum { head, cell, total: value, terms, sum, has_empty })
}

impl Sum<'_> {
    /// Whether the rows come to the total, rounded or not. Points are exact; of others each may have been rounded.
    fn adds_up(&self) -> bool {
        if number::round(self.sum, self.total.scale()) == self.total {
            return true;
        }
        let rounded = if self.head.contains('分') { Rounded::exact } else { Rounded::to_last_place };
        let terms: Vec<Rounded> = self.terms.iter().map(|term| rounded(*term)).collect();
        compare_sum(rounded(self.total), &terms, self.sum) != Agreement::Contradiction
    }

    /// Whether the total is more than the rows come to.
    fn is_of_more(&self) -> bool {
        !self.adds_up() && self.total > self.sum
    }

    /// Whether what an empty cell does not tell may make up the difference.
    fn may_be_made_up(&self) -> bool {
        self.has_empty && (self.total > self.sum || self.terms.iter().any(Decimal::is_sign_negative))
    }

    /// Whether it tells money, points or decimals: people and things may be counted in several rows, and areas lie in several, so
    /// that they come to less.
    fn is_of_amounts(&self) -> bool {
        let has_unit = self.head.contains(['（', '(']) || self.cell.text.contains(char::is_alphabetic);
        self.head.contains(['元', '分'])
            || (self.total > self.sum || !has_unit) && self.terms.iter().any(|term| !term.fract().is_zero())
    }

    /// Whether some of the rows come to the total, so that the others may be parts of them; or all with one taken off; or it is no
    /// more than one of them, as a mean is.
    fn is_of_some(&self) -> bool {
        let is_taken_off = self.terms.iter().any(Decimal::is_sign_negative);
        let is_mean = !is_taken_off && self.terms.iter().any(|term| *term >= self.total);
        let is_less_one = |term: &Decimal| self.sum.checked_sub(*term + *term) == Some(self.total);
        if is_mean || self.terms.len() > MOST_TERMS || self.terms.iter().any(is_less_one) {
            return true;
        }
        let mut sums = BTreeSet::from([Decimal::ZERO]);
        for term in &self.terms {
            sums.extend(sums.iter().filter_map(|sum| sum.checked_add(*term)).collect::<Vec<_>>());
        }
        sums.contains(&self.total)
    }
}

/// Of more rows not every choice is tried.
const MOST_TERMS: usize = 14;
