//! What the tables of funds add up to: which rows come to the total, and whether a table leaves that open. Reports nothing itself.

use rust_decimal::Decimal;

use crate::diag::place;
use crate::model::funds::{Basis, FundRow, Funds};
use crate::rules::shared::rounding::{Agreement, Rounded, compare_sum, values};
use crate::source::Located;
use crate::syntax::number;

/// A table of funds: by source or by item.
pub(crate) struct Table<'a> {
    funds: &'a Funds,
    /// What its rows are called.
    pub kind: &'static str,
    pub rows: &'a [FundRow],
    /// Whether it lists only some of all.
    pub is_partial: bool,
}

/// The tables of funds; none where something of them could not be read.
pub(crate) fn tables(funds: &Funds) -> impl Iterator<Item = Table<'_>> {
    let tables =
        [(place::SOURCES, &funds.sources, funds.sources_partial), (place::ITEMS, &funds.items, funds.items_partial)];
    let tables = tables.map(|(kind, rows, is_partial)| Table { funds, kind, rows, is_partial });
    tables.into_iter().filter(|_| !funds.incomplete)
}

/// A printed amount beside the sum of others.
pub(crate) struct Sum<'a> {
    pub printed: &'a Located<Decimal>,
    pub terms: Vec<&'a Located<Decimal>>,
    pub value: Decimal,
    pub agreement: Agreement,
}

/// Why a sum that differs is no contradiction.
pub(crate) enum Unclear<'a> {
    /// The row looks like a part or a sum of other rows, and no row says what it is a part of.
    Structure(&'a Located<String>),
    /// The row states other amounts and not this one, which may be what is missing.
    Blank(&'a Located<String>),
}

impl<'a> Table<'a> {
    /// The rows that print the total of the table: called so, and without a row that is written as a part of them.
    pub(crate) fn totals(&self) -> impl Iterator<Item = &'a FundRow> {
        let rows = self.rows;
        (0..rows.len()).filter(|at| is_total(rows, *at)).map(|at| &rows[at])
    }

    /// The total of an amount: that of the funds, or else the one that the table prints.
    pub(crate) fn total(&self, basis: Basis) -> Option<&'a Located<Decimal>> {
        self.funds.total.amount(basis).or_else(|| self.totals().find_map(|row| row.amount(basis)))
    }

    /// The total beside the rows that come to it: none that is a part of another, and no total.
    pub(crate) fn sum(&self, basis: Basis) -> Option<Sum<'a>> {
        compare(self.funds, self.total(basis)?, self.summands().filter_map(|row| row.amount(basis)))
    }

    /// The amount of a row beside the rows that are parts of it.
    pub(crate) fn sum_of_parts(&self, whole: usize, basis: Basis) -> Option<Sum<'a>> {
        let parts = self.parts(whole).filter_map(|row| row.amount(basis));
        compare(self.funds, self.rows[whole].amount(basis)?, parts)
    }

    fn parts(&self, whole: usize) -> impl Iterator<Item = &'a FundRow> {
        self.rows.iter().filter(move |row| row.whole == Some(whole))
    }

    /// Whether a row may be more than its parts come to: it says so, one alone is listed, one leaves the amount open, or they
    /// stand behind 其中 and stay below it in every amount.
    pub(crate) fn may_lack_parts(&self, whole: usize, basis: Basis) -> bool {
        let is_within = || self.parts(whole).next().is_some_and(|first| bare_name(first).starts_with("其中"));
        let stays_below = |basis| self.sum_of_parts(whole, basis).is_none_or(|sum| sum.value < sum.printed.value);
        self.rows[whole].parts_partial
            || self.parts(whole).nth(1).is_none()
            || self.parts(whole).any(|part| is_blank(part, basis))
            || is_within() && Basis::ALL.into_iter().all(stays_below)
    }

    /// An amount of a row that prints the total, beside that of the funds.
    pub(crate) fn total_again(&self, row: &'a FundRow, basis: Basis) -> Option<Sum<'a>> {
        compare(self.funds, row.amount(basis)?, self.funds.total.amount(basis).into_iter())
    }

    /// Why the sum of [`Table::sum`] tells nothing, where it differs from the total.
    pub(crate) fn unclear(&self, sum: &Sum<'_>, basis: Basis) -> Option<Unclear<'a>> {
        if sum.agreement != Agreement::Contradiction {
            return None;
        }
        let blank = || self.summands().find(|row| is_blank(row, basis)).filter(|_| sum.value < sum.printed.value);
        let structure = self.unexplained().and_then(|row| row.name.as_ref()).map(Unclear::Structure);
        structure.or_else(|| Some(Unclear::Blank(blank()?.name.as_ref()?)))
    }

    fn summands(&self) -> impl Iterator<Item = &'a FundRow> {
        let rows = self.rows;
        (0..rows.len()).filter(|at| rows[*at].whole.is_none() && !is_total(rows, *at)).map(|at| &rows[at])
    }

    /// The first row that looks like a part of one above it, or like the sum of some, and is not said to be.
    fn unexplained(&self) -> Option<&'a FundRow> {
        let begins = |row: &FundRow, numerals: &str| {
            let name = bare_name(row);
            let mut characters = name.chars();
            characters.next().is_some_and(|c| numerals.contains(c))
                && characters.next().is_some_and(|c| "、.．".contains(c))
        };
        let has_groups = self.rows.iter().any(|row| begins(row, "一二三四五六七八九十"));
        let is_open = |(at, row): &(usize, &FundRow)| {
            let name = bare_name(row);
            let has_parts = self.rows.iter().any(|part| part.whole == Some(*at));
            let looks_so = name.starts_with("其中") && *at > 0
                || name == "小计" && !has_parts
                || has_groups && begins(row, "123456789");
            looks_so && row.whole.is_none()
        };
        self.rows.iter().enumerate().find(is_open).map(|(_, row)| row)
    }
}

/// Whether a row states other amounts and not this one, or only what this one is near.
fn is_blank(row: &FundRow, basis: Basis) -> bool {
    let states_others = || Basis::ALL.iter().any(|other| row.amount(*other).is_some());
    row.amount(basis).is_none() && (row.is_near(basis) || states_others())
}

fn bare_name(row: &FundRow) -> String {
    row.name.as_ref().map_or_else(String::new, |name| name.value.replace([' ', '　'], ""))
}

fn is_total(rows: &[FundRow], at: usize) -> bool {
    let is_called = ["合计", "总计", "总额", "资金总额"].contains(&bare_name(&rows[at]).as_str());
    is_called && rows[at].whole.is_none() && !rows.iter().any(|row| row.whole == Some(at))
}

/// `None` where there is nothing to add. A sum that was rounded to the places of the printed amount agrees.
fn compare<'a>(
    funds: &Funds,
    printed: &'a Located<Decimal>,
    terms: impl Iterator<Item = &'a Located<Decimal>>,
) -> Option<Sum<'a>> {
    let terms: Vec<&Located<Decimal>> = terms.collect();
    let value = number::sum(values(&terms)).filter(|_| !terms.is_empty())?;
    let money = |amount: Decimal| Rounded::money(amount, funds.unit.value.yuan());
    let rounded: Vec<Rounded> = values(&terms).into_iter().map(money).collect();
    let scale = printed.value.scale();
    let is_rounded = scale < value.scale() && number::round(value, scale) == printed.value;
    let agreement = if is_rounded { Agreement::Equal } else { compare_sum(money(printed.value), &rounded, value) };
    Some(Sum { printed, terms, value, agreement })
}
