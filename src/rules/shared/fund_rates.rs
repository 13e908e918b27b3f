//! The rates of a project's funds: those that are printed, each with its place, and which one an item of a score table is about
//! (到位率, 执行率). Reports nothing itself.

use rust_decimal::Decimal;

use crate::diag::Place;
use crate::model::evaluation::Indicator;
use crate::model::funds::{Basis, FundRow, Funds, Rate, Unit};
use crate::model::outline;
use crate::rules::shared::proportion::comes_to;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_sum};
use crate::source::Located;
use crate::syntax::figure::Share;
use crate::syntax::number;

/// A printed rate of the funds.
pub(crate) struct PrintedRate<'a> {
    pub row: &'a FundRow,
    pub rate: &'a Rate,
    /// What findings about it are called: `五（二）/项目预算完成率`, `三（二）/县级资金/实际支出÷年初预算`.
    pub at: Place,
}

/// The printed rates: of the totals, then of the sources and items, each with a place of its own.
pub(crate) fn printed(funds: &Funds) -> Vec<PrintedRate<'_>> {
    let rates: Vec<(&FundRow, &Rate)> =
        funds.all().flat_map(|row| row.rates.iter().map(move |rate| (row, rate))).collect();
    let places: Vec<Place> = rates.iter().map(|(row, rate)| place_of(row, rate)).collect();
    let places: Vec<&str> = places.iter().map(Place::as_str).collect();
    let places = outline::numbered(&places).into_iter().map(|at| Place::of([&at]));
    rates.into_iter().zip(places).map(|((row, rate), at)| PrintedRate { row, rate, at }).collect()
}

/// Where a rate stands, of which row, and what the report calls it or how it is made.
fn place_of(row: &FundRow, rate: &Rate) -> Place {
    let made = || format!("{}÷{}", rate.of.value.place(), rate.to.value.place());
    let label = rate.label.as_ref().map_or_else(made, |label| label.value.clone());
    match (&rate.place, &row.name) {
        (Some(place), Some(_)) => Place::of([&place.value, &row.path, &label]),
        (Some(place), None) => Place::of([&place.value, &label]),
        (None, _) => Place::of([&row.path, &label]),
    }
}

/// An amount of the totals, and those that it can be measured by.
pub(crate) struct FundRate<'a> {
    pub of: Basis,
    pub part: &'a Located<Decimal>,
    /// At least one: budgets and, of what was spent, receipts; planned investment only where nothing is called budget.
    pub wholes: Vec<(Basis, &'a Located<Decimal>)>,
    /// Planned investment beside a budget: points may have been given by it, but nothing falls short for it.
    planned: Option<&'a Located<Decimal>>,
    unit: Unit,
}

/// The rate that an item of this name is about; `None` where it is about something else, or an amount is not stated.
pub(crate) fn called<'a>(funds: Option<&'a Funds>, name: &str) -> Option<FundRate<'a>> {
    let of = Basis::of_rate(name)?;
    let to: &[Basis] = match of {
        Basis::Received => &[Basis::Budget, Basis::Adjusted],
        _ => &[Basis::Adjusted, Basis::Budget, Basis::Received],
    };
    let funds = funds?;
    let part = funds.total.amount(of)?;
    let mut wholes: Vec<_> = to.iter().filter_map(|basis| Some((*basis, funds.total.amount(*basis)?))).collect();
    let mut planned = funds.total.amount(Basis::Planned);
    if wholes.is_empty() && of == Basis::Received {
        wholes.extend(planned.take().map(|planned| (Basis::Planned, planned)));
    }
    (!wholes.is_empty()).then_some(FundRate { of, part, wholes, planned, unit: funds.unit.value })
}

/// The rate of the funds that shows why an item of its name lost points: it is below 100 % whatever it is measured by, or the
/// points are the weight × the rate. Told by what was measured and by what.
pub(crate) fn showing(funds: Option<&Funds>, item: &Indicator) -> Option<(Basis, Basis)> {
    let rate = called(funds, &item.name.value)?;
    let earned = item.score.as_ref().zip(item.weight.as_ref()).and_then(|(score, weight)| {
        let is_earned = |whole: &Decimal| comes_to(score.value, weight.value, rate.part.value, *whole);
        let planned = rate.planned.map(|planned| (Basis::Planned, planned));
        rate.wholes.iter().copied().chain(planned).find(|(_, whole)| is_earned(&whole.value))
    });
    let short = || rate.wholes.first().copied().filter(|_| rate.is_short_of_all());
    earned.or_else(short).map(|(to, _)| (rate.of, to))
}

impl<'a> FundRate<'a> {
    /// Everything that points can have been given in proportion to.
    pub(crate) fn measures(&self) -> impl Iterator<Item = &'a Located<Decimal>> {
        self.wholes.iter().map(|(_, whole)| *whole).chain(self.planned)
    }

    /// Whether it is measured by planned investment, for want of a budget.
    pub(crate) fn is_of_plan(&self) -> bool {
        self.wholes.iter().all(|(basis, _)| *basis == Basis::Planned)
    }

    /// Whether the amount stays below each of the others, by more than rounding and by half a per cent or more.
    pub(crate) fn is_short_of_all(&self) -> bool {
        let money = |amount: Decimal| Rounded::money(amount, self.unit.yuan());
        self.wholes.iter().all(|(_, whole)| {
            let percent = number::percent(self.part.value, whole.value);
            percent.is_some_and(|percent| number::round(percent, 0) < Decimal::ONE_HUNDRED)
                && compare_sum(money(self.part.value), &[money(whole.value)], whole.value) == Agreement::Contradiction
        })
    }
}

/// A printed amount of the funds.
pub(crate) fn money(unit: Unit, amount: &Located<Decimal>) -> Rounded {
    Rounded::money(amount.value, unit.yuan())
}

/// Whether a rate is printed although both its amounts are nothing. A dash or 不适用 is no rate.
pub(crate) fn is_of_nothing(row: &FundRow, rate: &Rate) -> bool {
    let is_nothing = |basis| row.amount(basis).is_some_and(|amount| amount.value.is_zero());
    rate.share != Share::Nothing && is_nothing(rate.of.value) && is_nothing(rate.to.value)
}
