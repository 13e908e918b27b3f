//! How the money of a project went: what was planned, received and spent, by sources and items, and what is left. Draws what the
//! report states; what it leaves blank stays blank.

use rust_decimal::Decimal;

use crate::lang::{Lang, Message};
use crate::model::funds::{Basis, FundRow, Funds, Unit};
use crate::site::compose::parts::charts::Piece;
use crate::site::compose::parts::{charts, figures};
use crate::site::views::{FlowPart, FlowStep, MoneyBar};
use crate::syntax::number;

/// How many parts of a bar can be told from one another.
const PARTS: usize = 6;

/// The steps that the money went, on one scale; none where the totals state fewer than two of them.
pub(in crate::site) fn flow(lang: Lang, funds: &Funds) -> Vec<FlowStep> {
    let total = |basis: Basis| funds.total.amount(basis).map(|amount| amount.value);
    let planned = [Basis::Adjusted, Basis::Budget, Basis::Planned].into_iter().find(|basis| total(*basis).is_some());
    let steps = [planned.unwrap_or(Basis::Budget), Basis::Received, Basis::Spent];
    let stated: Vec<Decimal> = steps.iter().filter_map(|basis| total(*basis)).collect();
    let Some(most) = stated.iter().copied().max().filter(|most| *most > Decimal::ZERO && stated.len() > 1) else {
        return Vec::new();
    };
    let states = |rows: &[FundRow], basis: Basis| rows.iter().any(|row| row.amount(basis).is_some());
    let mut flow: Vec<FlowStep> = steps
        .into_iter()
        .map(|basis| {
            let by_item = basis == Basis::Spent && states(&funds.items, basis);
            let rows = if by_item { &funds.items } else { &funds.sources };
            step(lang, funds, basis, rows, most)
        })
        .collect();
    flow.extend(left(lang, funds, most));
    flow
}

/// One total, with the rows that it is made of.
fn step(lang: Lang, funds: &Funds, basis: Basis, rows: &[FundRow], most: Decimal) -> FlowStep {
    let unit = funds.unit.value;
    let label = lang.word(basis.word());
    let Some(total) = funds.total.amount(basis).map(|amount| amount.value) else {
        return FlowStep { label, amount: None, bar: charts::pieces(&[Piece::blank(most)], most), parts: Vec::new() };
    };
    let rows: Vec<&FundRow> = rows.iter().filter(|row| row.whole.is_none()).collect();
    let known: Vec<(&FundRow, Decimal)> = rows
        .iter()
        .filter_map(|row| Some((*row, row.amount(basis)?.value)))
        .filter(|(_, amount)| *amount > Decimal::ZERO)
        .collect();
    let sum = number::sum(known.iter().map(|(_, amount)| *amount)).unwrap_or(Decimal::MAX);
    // Parts that come to more than their whole are no parts of it; those beyond telling apart stay together.
    let is_told = !known.is_empty() && known.len() <= PARTS && sum <= total;
    let rest = total.saturating_sub(sum);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut parts: Vec<FlowPart> = Vec::new();
    if is_told {
        for (number, (row, amount)) in known.iter().enumerate() {
            pieces.push(Piece::part(number, *amount));
            parts.push(FlowPart {
                swatch: Some(charts::pieces(&[Piece::part(number, most)], most)),
                name: row.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
                amount: figures::money(lang, unit, *amount),
            });
        }
        if rest > Decimal::ZERO {
            pieces.push(Piece::blank(rest));
            parts.push(FlowPart {
                swatch: Some(charts::pieces(&[Piece::blank(most)], most)),
                name: lang.word("money-not-told-apart"),
                amount: figures::money(lang, unit, rest),
            });
        }
    } else {
        pieces.push(Piece::part(0, total));
    }
    FlowStep { label, amount: Some(figures::money(lang, unit, total)), bar: charts::pieces(&pieces, most), parts }
}

/// What was received and not spent, else what was planned and not spent; nothing where the report does not state both, or more
/// was spent.
fn left(lang: Lang, funds: &Funds, most: Decimal) -> Option<FlowStep> {
    let total = |basis: Basis| Some((basis, funds.total.amount(basis)?.value));
    let (_, spent) = total(Basis::Spent)?;
    let (basis, whole) =
        [Basis::Received, Basis::Adjusted, Basis::Budget, Basis::Planned].into_iter().find_map(total)?;
    let left = whole.checked_sub(spent).filter(|left| *left >= Decimal::ZERO)?.normalize();
    let label = Message::new("money-left").with("basis", lang.word(basis.word()));
    Some(FlowStep {
        label: lang.say(&label),
        amount: Some(figures::money(lang, funds.unit.value, left)),
        bar: charts::pieces(&[Piece::gap(spent), Piece::left(left)], most),
        parts: Vec::new(),
    })
}

/// The totals as bars to one scale; none where expenditure or everything to compare it with is missing.
pub(in crate::site) fn bars(lang: Lang, funds: &Funds) -> Vec<MoneyBar> {
    let unit = funds.unit.value;
    let stated: Vec<(Basis, Decimal)> =
        Basis::ALL.into_iter().filter_map(|basis| Some((basis, funds.total.amount(basis)?.value))).collect();
    let most = stated.iter().map(|(_, amount)| *amount).max().filter(|most| *most > Decimal::ZERO);
    let (Some(spent), Some(most), true) = (funds.total.amount(Basis::Spent), most, stated.len() > 1) else {
        return Vec::new();
    };
    let bar = |(basis, amount): (Basis, Decimal)| {
        let exact = figures::printed_total(lang, funds, basis).unwrap_or_default();
        // What is printed in a readable unit stands as it is printed.
        let is_small = matches!(unit, Unit::Yuan | Unit::ThousandYuan);
        let is_long = |yuan: &Decimal| is_small || *yuan >= Decimal::from(100_000_000);
        let readable = unit.in_yuan(amount).filter(is_long).map(|yuan| figures::readable(lang, yuan));
        let readable = readable.filter(|readable| *readable != exact);
        let printed = || figures::as_printed(lang, unit, funds.total.shown(basis).unwrap_or_default());
        let share = || {
            let rate = figures::percent(lang, spent.value, amount);
            lang.say(&Message::new("picture-spent-share").with("rate", rate))
        };
        MoneyBar {
            label: lang.word(basis.word()),
            printed: if readable.is_some() { printed() } else { exact },
            readable,
            share: (basis != Basis::Spent && !amount.is_zero()).then(share),
            bar: charts::bar(amount, most),
        }
    };
    stated.into_iter().map(bar).collect()
}
