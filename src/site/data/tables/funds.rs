//! The tables of funds: their rows as printed and in yuan, and the rates that are printed of them.

use super::cells::{KIND, NUMBER, PROJECT, UNIT, amounts};
use crate::lang::Lang;
use crate::model::funds::{Basis, FundRow, Rate, Unit};
use crate::model::project::Project;
use crate::site::compose::parts::figures;
use crate::site::compose::parts::figures::Disputes;
use crate::site::data::table::{Of, Row, Table, figure, one_of, required, text};
use crate::source::value_of;
use crate::syntax::cell;

/// The rows of funds: totals, sources, items.
pub(in crate::site::data) const FUNDS: Table = Table {
    name: "funds",
    columns: &[
        PROJECT,
        NUMBER,
        KIND,
        text("code"),
        text("name"),
        text("part_of"),
        required(UNIT),
        figure("planned"),
        figure("budget"),
        figure("adjusted"),
        figure("received"),
        figure("spent"),
        figure("planned_yuan"),
        figure("budget_yuan"),
        figure("adjusted_yuan"),
        figure("received_yuan"),
        figure("spent_yuan"),
        text("cells_printed"),
    ],
    key: &["project", "number"],
    refers_to: &["projects"],
    rows: Of::Project(|_, _, project| fund_rows(project)),
};

/// The rows of a project's funds, each with its number and kind.
fn funds_of(project: &Project) -> impl Iterator<Item = (usize, &'static str, &FundRow)> {
    let rows = project.funds.iter().flat_map(|funds| {
        std::iter::once(("total", &funds.total))
            .chain(funds.sources.iter().map(|row| ("source", row)))
            .chain(funds.items.iter().map(|row| ("item", row)))
    });
    (1..).zip(rows).map(|(number, (kind, row))| (number, kind, row))
}

/// The rows of a project's funds: totals, sources, items.
pub(in crate::site::data) fn fund_rows(project: &Project) -> Vec<Row> {
    let unit = project.funds.as_ref().map_or(Unit::Yuan, |funds| funds.unit.value);
    funds_of(project)
        .map(|(number, kind, row)| {
            let mut cells = vec![
                Some(project.id.clone()),
                Some(number.to_string()),
                Some(kind.to_owned()),
                row.code.clone(),
                value_of(&row.name),
                value_of(&row.part_of),
                Some(unit.symbol().to_owned()),
            ];
            cells.extend(amounts(unit, Some(row)));
            cells.push(cell::line(&[&row.cells]));
            cells
        })
        .collect()
}

/// The rates that are printed, recomputed from the funds.
pub(in crate::site::data) const RATES: Table = Table {
    name: "rates",
    columns: &[
        PROJECT,
        NUMBER,
        KIND,
        text("name"),
        text("place"),
        text("label"),
        required(one_of("numerator", || Basis::ALL.map(Basis::key).to_vec())),
        required(one_of("denominator", || Basis::ALL.map(Basis::key).to_vec())),
        required(text("rate_printed")),
        text("rate_recomputed"),
    ],
    key: &["project", "number"],
    refers_to: &["projects"],
    rows: Of::Project(|site, _, project| rate_rows(site.lang(), project)),
};

/// The rates that a project prints, recomputed from its funds.
pub(in crate::site::data) fn rate_rows(lang: Lang, project: &Project) -> Vec<Row> {
    let rates = funds_of(project).flat_map(|(_, kind, row)| row.rates.iter().map(move |rate| (kind, row, rate)));
    let cells = |(number, (kind, row, rate)): (usize, (&'static str, &FundRow, &Rate))| {
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            Some(kind.to_owned()),
            value_of(&row.name),
            value_of(&rate.place),
            value_of(&rate.label),
            Some(rate.of.value.key().to_owned()),
            Some(rate.to.value.key().to_owned()),
            Some(rate.printed.value.clone()),
            figures::printed_rate(lang, row, rate, &Disputes::default()).recomputed,
        ]
    };
    (1..).zip(rates).map(cells).collect()
}
