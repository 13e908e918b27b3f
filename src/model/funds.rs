//! Funds (资金) as a report states them: totals, sources, items, and printed rates with their denominators.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::outline;
use crate::diag::place;
use crate::source::{Located, Span};
use crate::syntax::cell::{self, Cell, Cells};
use crate::syntax::fields::Fields;
use crate::syntax::figure::Share;

/// One of the five amounts of money a report can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// 计划投资.
    Planned,
    /// 年初预算.
    Budget,
    /// 全年（调整后）预算.
    Adjusted,
    /// 实际到位.
    Received,
    /// 实际支出.
    Spent,
}

/// What items of score tables about what was received of the budget are called.
const RECEIPT: [&str; 5] = ["到位率", "资金到位率", "预算资金到位率", "项目资金到位率", "经费到位率"];
/// What those about what was spent of it are called.
const EXECUTION: [&str; 9] = [
    "执行率",
    "预算执行率",
    "资金执行率",
    "预算资金执行率",
    "项目预算执行率",
    "预算执行进度",
    "全年预算执行进度",
    "执行率指标",
    "预算执行率指标",
];

impl Basis {
    /// All five, in the order they are shown.
    pub const ALL: [Basis; 5] = [Basis::Planned, Basis::Budget, Basis::Adjusted, Basis::Received, Basis::Spent];

    /// The amount that an item of a score table is about whose name is that of a rate of the funds: 到位率, 执行率.
    pub fn of_rate(name: &str) -> Option<Basis> {
        match name.trim() {
            name if RECEIPT.contains(&name) => Some(Basis::Received),
            name if EXECUTION.contains(&name) => Some(Basis::Spent),
            _ => None,
        }
    }

    /// The key in a project file.
    pub fn key(self) -> &'static str {
        match self {
            Basis::Planned => "planned",
            Basis::Budget => "budget",
            Basis::Adjusted => "adjusted",
            Basis::Received => "received",
            Basis::Spent => "spent",
        }
    }

    /// The key of the same amount in yuan, in data.
    pub fn key_in_yuan(self) -> &'static str {
        match self {
            Basis::Planned => "planned_yuan",
            Basis::Budget => "budget_yuan",
            Basis::Adjusted => "adjusted_yuan",
            Basis::Received => "received_yuan",
            Basis::Spent => "spent_yuan",
        }
    }

    /// What places of findings call it.
    pub fn place(self) -> &'static str {
        match self {
            Basis::Planned => place::PLANNED,
            Basis::Budget => place::BUDGET,
            Basis::Adjusted => place::ADJUSTED,
            Basis::Received => place::RECEIVED,
            Basis::Spent => place::SPENT,
        }
    }

    /// Its word in the catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Planned => "basis-planned",
            Basis::Budget => "basis-budget",
            Basis::Adjusted => "basis-adjusted",
            Basis::Received => "basis-received",
            Basis::Spent => "basis-spent",
        }
    }
}

/// A currency unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元.
    Yuan,
    /// 千元, a thousand yuan.
    ThousandYuan,
    /// 万元, ten thousand yuan.
    TenThousandYuan,
    /// 亿元, a hundred million yuan.
    HundredMillionYuan,
}

impl Unit {
    /// All of them, from the largest.
    pub const ALL: [Unit; 4] = [Unit::HundredMillionYuan, Unit::TenThousandYuan, Unit::ThousandYuan, Unit::Yuan];

    /// As printed.
    pub fn symbol(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::ThousandYuan => "千元",
            Unit::TenThousandYuan => "万元",
            Unit::HundredMillionYuan => "亿元",
        }
    }

    /// How many yuan one of it is.
    pub fn yuan(self) -> Decimal {
        match self {
            Unit::Yuan => Decimal::ONE,
            Unit::ThousandYuan => Decimal::ONE_THOUSAND,
            Unit::TenThousandYuan => Decimal::from(10_000),
            Unit::HundredMillionYuan => Decimal::from(100_000_000),
        }
    }

    /// Its word in the catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Yuan => "unit-yuan",
            Unit::ThousandYuan => "unit-thousand-yuan",
            Unit::TenThousandYuan => "unit-ten-thousand-yuan",
            Unit::HundredMillionYuan => "unit-hundred-million-yuan",
        }
    }

    /// An amount of this unit in yuan; `None` when it does not fit.
    pub fn in_yuan(self, amount: Decimal) -> Option<Decimal> {
        amount.checked_mul(self.yuan())
    }

    /// The one that is most often meant where this one is written by mistake.
    pub fn mistaken_for(self) -> Unit {
        match self {
            Unit::TenThousandYuan => Unit::Yuan,
            Unit::Yuan | Unit::ThousandYuan | Unit::HundredMillionYuan => Unit::TenThousandYuan,
        }
    }

    /// The unit that a printed text starts with, after its number.
    pub fn at_start(text: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| text.starts_with(unit.symbol()))
    }

    pub(super) const WORDS: [(&'static str, Unit); 4] = [
        ("元", Unit::Yuan),
        ("千元", Unit::ThousandYuan),
        ("万元", Unit::TenThousandYuan),
        ("亿元", Unit::HundredMillionYuan),
    ];
}

/// Money of a project.
#[derive(Clone, Debug)]
pub struct Funds {
    /// The unit of every amount here.
    pub unit: Located<Unit>,
    /// The totals, as the report states them.
    pub total: FundRow,
    /// By source of the money.
    pub sources: Vec<FundRow>,
    /// By what it was spent on.
    pub items: Vec<FundRow>,
    /// Whether the sources are only some of all.
    pub sources_partial: bool,
    /// Whether the items are only some of all.
    pub items_partial: bool,
    /// Whether something of them could not be read, so that nothing can be said of their sums.
    pub incomplete: bool,
}

/// One row of a table of funds.
#[derive(Clone, Debug)]
pub struct FundRow {
    /// Code of an item; may repeat.
    pub code: Option<String>,
    /// Name of the source or item; `None` for the totals.
    pub name: Option<Located<String>>,
    /// The name of the row of the same table that this one is a part of (其中), `#2` behind that of a second one.
    pub part_of: Option<Located<String>>,
    /// The index of that row in its table.
    pub whole: Option<usize>,
    /// Whether the rows that are parts of this one are only some of its parts.
    pub parts_partial: bool,
    /// What findings call it: its name, `#2` behind that of a second row of this name; of the totals `资金`.
    pub path: String,
    /// The amounts, in the order of [`Basis::ALL`]; absent where the cell is empty.
    pub amounts: [Option<Located<Decimal>>; 5],
    /// Amounts that print something else than plain digits, by the keys of their bases.
    pub cells: Cells,
    /// Rates printed for this row, those of the project file first.
    pub rates: Vec<Rate>,
    /// Where the row was written.
    pub span: Span,
}

impl FundRow {
    /// One amount of the row.
    pub fn amount(&self, basis: Basis) -> Option<&Located<Decimal>> {
        self.amounts[basis as usize].as_ref()
    }

    /// What the cell of an amount prints; `None` where nothing was written.
    pub fn shown(&self, basis: Basis) -> Option<String> {
        self.cells.shown(basis.key(), self.amount(basis))
    }

    /// Whether the cell of an amount prints only what it is near.
    pub fn is_near(&self, basis: Basis) -> bool {
        self.cells.0.get(basis.key()).is_some_and(|printed| cell::read(&printed.value) == Cell::Near)
    }

    /// Whether this is the row with a name.
    pub fn is_called(&self, name: Option<&str>) -> bool {
        self.name.as_ref().map(|own| own.value.as_str()) == name
    }
}

/// A rate as printed.
#[derive(Clone, Debug)]
pub struct Rate {
    /// Where in the report it stands.
    pub place: Option<Located<String>>,
    /// What the report calls it.
    pub label: Option<Located<String>>,
    /// The numerator.
    pub of: Located<Basis>,
    /// The denominator.
    pub to: Located<Basis>,
    /// As printed: `89.74%`.
    pub printed: Located<String>,
    /// What it says.
    pub share: Share,
}

impl Rate {
    /// Whether it is told to be below 100 %.
    pub fn is_short(&self) -> bool {
        match self.share {
            Share::Percent(percent) => percent < Decimal::ONE_HUNDRED,
            Share::Bare(share) => share < Decimal::ONE_HUNDRED && share != Decimal::ONE,
            Share::Nothing | Share::Near | Share::Unreadable => false,
        }
    }
}

/// What findings call the totals.
const TOTALS: &str = "资金";

impl Funds {
    /// The totals, then the sources, then the items.
    pub fn all(&self) -> impl Iterator<Item = &FundRow> {
        std::iter::once(&self.total).chain(&self.sources).chain(&self.items)
    }

    /// The rows with a name, or the totals.
    pub fn rows(&self, name: Option<&str>) -> Vec<&FundRow> {
        match name {
            None => vec![&self.total],
            Some(_) => self.sources.iter().chain(&self.items).filter(|row| row.is_called(name)).collect(),
        }
    }
}

/// Reads the table `[funds]`.
pub fn read(fields: &mut Fields<'_, '_>) -> Option<Funds> {
    let before = fields.problems();
    let unit =
        fields.one_of_called("unit", &Unit::WORDS, &[("亿", "亿元"), ("万", "万元"), ("千", "千元"), ("元", "元")]);
    let [sources, items] = ["sources", "items"].map(|key| {
        let mut rows = fields.tables(key, read_row);
        take_wholes(fields, &mut rows);
        rows
    });
    let (sources_partial, items_partial) = (fields.flag("sources_partial"), fields.flag("items_partial"));
    let total = read_amounts(fields);
    fields.finish(&["unit"]);
    let mut funds = Funds {
        unit: unit?,
        total,
        sources,
        items,
        sources_partial,
        items_partial,
        incomplete: fields.problems() > before,
    };
    let names: Vec<&str> =
        funds.all().map(|row| row.name.as_ref().map_or(TOTALS, |name| name.value.as_str())).collect();
    let paths = outline::numbered(&names);
    let rows = std::iter::once(&mut funds.total).chain(&mut funds.sources).chain(&mut funds.items);
    rows.zip(paths).for_each(|(row, path)| row.path = path);
    Some(funds)
}

fn read_row(fields: &mut Fields<'_, '_>) -> Option<FundRow> {
    let code = fields.text("code").map(|code| code.value);
    let name = fields.text("name");
    let part_of = fields.text("part_of");
    let parts_partial = fields.flag("parts_partial");
    let amounts = read_amounts(fields);
    fields.finish(&["name"]);
    Some(FundRow { code, name: Some(name?), part_of, parts_partial, ..amounts })
}

/// Finds the rows that others are parts of.
fn take_wholes(fields: &mut Fields<'_, '_>, rows: &mut [FundRow]) {
    let names: Vec<&str> = rows.iter().filter_map(|row| Some(row.name.as_ref()?.value.as_str())).collect();
    let at: HashMap<String, usize> = outline::numbered(&names).into_iter().zip(0..).collect();
    for row in 0..rows.len() {
        let Some(part_of) = rows[row].part_of.clone() else { continue };
        let whole = at.get(&part_of.value).copied();
        let above = std::iter::successors(whole, |above| rows[*above].whole);
        // No row may be a part of itself, nor of its own parts. The rows before this one make no circle.
        match whole.filter(|_| above.into_iter().all(|above| above != row)) {
            Some(whole) => rows[row].whole = Some(whole),
            None => fields.invalid(part_of.span, "part_of", "expected-fund-row"),
        }
    }
}

fn read_amounts(fields: &mut Fields<'_, '_>) -> FundRow {
    let span = fields.span();
    let amounts = Basis::ALL.map(|basis| fields.amount(basis.key()));
    let rates = fields.tables("rates", read_rate);
    FundRow {
        code: None,
        name: None,
        part_of: None,
        whole: None,
        parts_partial: false,
        path: String::new(),
        amounts,
        cells: fields.cells(),
        rates,
        span,
    }
}

pub(super) fn read_rate(fields: &mut Fields<'_, '_>) -> Option<Rate> {
    let words = Basis::ALL.map(|basis| (basis.key(), basis));
    let place = fields.text("place");
    let label = fields.text("label");
    let of = fields.one_of("of", &words);
    let to = fields.one_of("to", &words);
    let printed = fields.text("printed");
    fields.finish(&["of", "to", "printed"]);
    let printed = printed?;
    Some(Rate { place, label, of: of?, to: to?, share: Share::read(&printed.value), printed })
}

/// The number of a percentage.
pub(super) fn read_percent(fields: &mut Fields<'_, '_>, printed: &Located<String>, key: &str) -> Option<Decimal> {
    let percent = match Share::read(&printed.value) {
        Share::Percent(percent) => Some(percent),
        Share::Bare(zero) if zero.is_zero() => Some(zero),
        _ => None,
    };
    if percent.is_none() {
        fields.invalid(printed.span, key, "expected-percentage");
    }
    percent
}
