//! Where points were lost by a rubric.

use serde::Serialize;

use super::{Link, LostView, OrderLink, Pager};

/// The shares of points lost by a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct LossesView {
    /// By year, by agency.
    pub tables: Vec<LossTable>,
    /// Where all lost points are listed, where there are any.
    pub all: Option<String>,
}

/// What share of each block's points was lost, a row a year or an agency.
#[derive(Clone, Debug, Serialize)]
pub struct LossTable {
    /// 按年度, 按实施单位.
    pub title: String,
    /// What a row is.
    pub head: String,
    /// The outermost groups of the rubric.
    pub blocks: Vec<String>,
    /// Its rows.
    pub rows: Vec<LossRow>,
    /// How many more there are than stand in it.
    pub others: usize,
}

/// A year or an agency.
#[derive(Clone, Debug, Serialize)]
pub struct LossRow {
    /// Its page.
    pub link: Link,
    /// A cell a block.
    pub cells: Vec<LossCell>,
    /// Items that lost points.
    pub items: usize,
    /// Those of them of which the score table gives neither a reason nor a basis.
    pub unexplained: usize,
}

/// What of a block was lost.
#[derive(Clone, Debug, Serialize)]
pub struct LossCell {
    /// The block.
    pub block: String,
    /// The share, half up to one decimal; nothing where nobody can tell.
    pub text: Option<String>,
    /// The points of which it is the share.
    pub points: Option<String>,
    /// The share as a bar, the table's largest as long as the cell; SVG for drawing only.
    pub bar: Option<String>,
    /// Where the projects and their reasons stand, where points were lost.
    pub href: Option<String>,
}

/// `lost.html`: the projects that lost points by a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct LostListView {
    /// The rubric.
    pub rubric: Link,
    /// The orders of the list.
    pub orders: Vec<OrderLink>,
    /// The projects of this page.
    pub parts: Vec<LossPart>,
    /// The pages of the list.
    pub pager: Pager,
}

/// The projects of a year or an agency that lost points in a block.
#[derive(Clone, Debug, Serialize)]
pub struct LossPart {
    /// Fragment of its address.
    pub id: String,
    /// The block.
    pub block: String,
    /// The year or agency.
    pub group: Link,
    /// The projects.
    pub entries: Vec<LossEntry>,
}

/// A project that lost points in a block.
#[derive(Clone, Debug, Serialize)]
pub struct LossEntry {
    /// The project.
    pub project: Link,
    /// Its agency.
    pub agency: Link,
    /// Its year.
    pub year: String,
    /// How many points it lost.
    pub lost: String,
    /// Where it lost them.
    pub items: Vec<LostItem>,
    /// How many of the items have neither a reason nor a basis in the score table.
    pub unexplained: usize,
}

/// An item that lost points.
#[derive(Clone, Debug, Serialize)]
pub struct LostItem {
    /// The item.
    pub view: LostView,
    /// Whether the score table gives a reason or a basis.
    pub is_reasoned: bool,
}
