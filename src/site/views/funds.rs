//! The money of a project.

use serde::Serialize;

use super::RateView;

/// Money of a project.
#[derive(Clone, Debug, Serialize)]
pub struct FundsView {
    /// 万元.
    pub unit: String,
    /// Names of the amounts stated anywhere.
    pub columns: Vec<String>,
    /// For `aligned`, of each column.
    pub fraction_widths: Vec<usize>,
    /// Whether a cell is empty because the report leaves it so.
    pub has_blank: bool,
    /// Totals, then sources, then items.
    pub sections: Vec<FundSection>,
    /// Every printed rate beside the recomputed one.
    pub rates: Vec<RateView>,
    /// How the money went, step by step; none where there is nothing to compare.
    pub flow: Vec<FlowStep>,
}

/// A step of the money: planned, received, spent, left.
#[derive(Clone, Debug, Serialize)]
pub struct FlowStep {
    /// What it is.
    pub label: String,
    /// How much; nothing where the report leaves it blank.
    pub amount: Option<String>,
    /// Its parts as a bar to one scale with the other steps, SVG for drawing only.
    pub bar: String,
    /// The parts, where the report tells them.
    pub parts: Vec<FlowPart>,
}

/// A part of a step.
#[derive(Clone, Debug, Serialize)]
pub struct FlowPart {
    /// What it is drawn as, SVG for drawing only.
    pub swatch: Option<String>,
    /// Source or item.
    pub name: String,
    /// How much.
    pub amount: String,
}

/// An amount as a bar.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyBar {
    /// What it is.
    pub label: String,
    /// The amount as printed, with its unit.
    pub printed: String,
    /// The amount rounded half up to two decimals of a readable unit, where that is written otherwise.
    pub readable: Option<String>,
    /// What share of it was spent.
    pub share: Option<String>,
    /// The bar, SVG for drawing only.
    pub bar: String,
}

/// Rows of money of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct FundSection {
    /// Heading: 按资金来源; none over the totals.
    pub heading: Option<String>,
    /// Its rows.
    pub rows: Vec<FundRowView>,
}

/// A row of money.
#[derive(Clone, Debug, Serialize)]
pub struct FundRowView {
    /// `total`, `source` or `item`.
    pub kind: &'static str,
    /// Name, with code.
    pub name: String,
    /// Whether it is a part of another row.
    pub is_part: bool,
    /// Amounts in the order of the columns; empty where the cell is empty.
    pub cells: Vec<String>,
}
