//! What a project states, or comes to, for a quantity that the prose speaks of. Reports nothing itself.

use rust_decimal::Decimal;

use crate::diag::{Finding, Place, place};
use crate::lang::Arg;
use crate::model::claims::{Claim, Expression, Operand, Quantity, Term};
use crate::model::evaluation::{Attainment, Indicator};
use crate::model::funds::FundRow;
use crate::model::outline;
use crate::rules::shared::rounding::Rounded;
use crate::rules::{RatedEvaluation, Subject};
use crate::source::{Located, Span};
use crate::syntax::fields::did_you_mean;
use crate::syntax::figure::{self, Figure, Measure};
use crate::syntax::qualifier::Qualifier;

/// A figure that a quantity has.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub figure: Figure,
    /// Where it was written; of a sum, where its group was.
    pub span: Span,
    /// Whether it is printed, and not worked out of what is.
    pub is_printed: bool,
    /// How exactly it is told; `None` where it is told as it is, and of targets, which are.
    pub qualifier: Option<Qualifier>,
}

impl Known {
    fn worked_out(self) -> Known {
        Known { is_printed: false, ..self }
    }
}

/// What is known of a quantity.
pub(crate) enum Told {
    /// The project has nothing of that name; these names it has.
    NoSuchName(Vec<String>),
    /// Each figure that the project states or comes to for it; none where it states nothing.
    Figures(Vec<Known>),
}

impl Told {
    fn figures(self) -> Vec<Known> {
        match self {
            Told::NoSuchName(_) => Vec::new(),
            Told::Figures(figures) => figures,
        }
    }
}

/// What the project tells of a quantity. Of a named one: every statement of the prose. Grades have no figures.
pub(crate) fn told(subject: &Subject<'_>, quantity: &Quantity) -> Told {
    match quantity {
        Quantity::Funds(basis, row) => {
            let Some(funds) = &subject.project.funds else { return Told::Figures(Vec::new()) };
            let rows = funds.rows(row.as_deref());
            if rows.is_empty() {
                return Told::NoSuchName(funds.sources.iter().chain(&funds.items).filter_map(fund_name).collect());
            }
            let measure = Measure::read(funds.unit.value.symbol());
            let known = |amount: &Located<Decimal>| known(amount.value, measure.clone(), amount.span);
            Told::Figures(rows.into_iter().filter_map(|row| row.amount(*basis)).map(known).collect())
        }
        Quantity::Score(None) => of_evaluations(subject, |judged, figures| {
            let stated = judged.evaluation.score.as_ref();
            figures.extend(stated.map(|score| points(score.value, score.span)));
            let recomputed = judged.evaluation.recomputed_total();
            figures.extend(recomputed.map(|total| points(total, judged.evaluation.span).worked_out()));
        }),
        Quantity::Weight(None) => of_evaluations(subject, |judged, figures| {
            figures.extend(judged.maximum().map(|maximum| points(maximum, judged.evaluation.span)));
        }),
        Quantity::Score(Some(name)) => of_indicators(subject, name, |judged, row, figures| {
            let indicator = &judged.evaluation.indicators[row];
            let before = figures.len();
            let recomputed = judged.evaluation.recomputed_score(row);
            figures.extend(recomputed.map(|score| points(score, span_of(indicator)).worked_out()));
            figures.extend(indicator.score.as_ref().map(|score| points(score.value, score.span)));
            if figures.len() == before {
                let printed = judged.evaluation.printed.iter().flat_map(|table| &table.rows);
                let same = printed.filter(|printed| printed.of.value == indicator.path);
                figures.extend(same.filter_map(|row| row.score.as_ref()).map(|score| points(score.value, score.span)));
            }
        }),
        Quantity::Weight(Some(name)) => of_indicators(subject, name, |judged, row, figures| {
            let indicator = &judged.evaluation.indicators[row];
            match &indicator.weight {
                Some(weight) if indicator.weight_over == 1 => figures.push(points(weight.value, weight.span)),
                _ => {
                    let recomputed = judged.evaluation.recomputed_weight(row);
                    figures.extend(recomputed.map(|weight| points(weight, span_of(indicator)).worked_out()));
                }
            }
        }),
        Quantity::Grade(None) => Told::Figures(Vec::new()),
        Quantity::Grade(Some(name)) => of_indicators(subject, name, |_, _, _| {}),
        Quantity::Target(name) => of_attainments(subject, name, |attainment| {
            let known = attained(attainment.value.as_ref(), attainment.target.as_ref(), attainment)?;
            Some(Known { qualifier: None, ..known })
        }),
        Quantity::Actual(name) => of_attainments(subject, name, |attainment| {
            attained(attainment.actual_value.as_ref(), attainment.actual.as_ref(), attainment)
        }),
        Quantity::Named(_) => {
            let claims = subject.project.claims.iter().filter(|claim| claim.quantity() == Some(quantity));
            let figure = |claim: &Claim| {
                let (figure, span) = (claim.said.value.figure()?.clone(), claim.said.span);
                Some(Known { figure, span, is_printed: true, qualifier: claim.qualifier })
            };
            Told::Figures(claims.filter_map(figure).collect())
        }
    }
}

fn known(value: Decimal, measure: Measure, span: Span) -> Known {
    Known { figure: Figure::new(value, measure), span, is_printed: true, qualifier: None }
}

fn points(value: Decimal, span: Span) -> Known {
    known(value, Measure::Count("分".to_owned()), span)
}

fn span_of(indicator: &Indicator) -> Span {
    indicator.score.as_ref().map_or(indicator.name.span, |score| score.span)
}

fn fund_name(row: &FundRow) -> Option<String> {
    row.name.as_ref().map(|name| name.value.clone())
}

fn of_evaluations(subject: &Subject<'_>, mut read: impl FnMut(&RatedEvaluation<'_>, &mut Vec<Known>)) -> Told {
    let mut figures = Vec::new();
    for judged in subject.evaluations() {
        read(&judged, &mut figures);
    }
    Told::Figures(figures)
}

fn of_indicators(
    subject: &Subject<'_>,
    name: &str,
    mut read: impl FnMut(&RatedEvaluation<'_>, usize, &mut Vec<Known>),
) -> Told {
    let (mut figures, mut found, mut untold) = (Vec::new(), false, false);
    for judged in subject.evaluations() {
        if let Some(row) = indicator_called(&judged, name) {
            let before = figures.len();
            read(&judged, row, &mut figures);
            (found, untold) = (true, untold || figures.len() == before);
        }
    }
    // The prose may speak of an evaluation that does not tell the figure.
    match found {
        true if untold => Told::Figures(Vec::new()),
        true => Told::Figures(figures),
        false => Told::NoSuchName(paths(subject).collect()),
    }
}

fn paths(subject: &Subject<'_>) -> impl Iterator<Item = String> {
    subject.project.evaluations.iter().flat_map(|one| &one.indicators).map(|indicator| indicator.path.clone())
}

/// The texts of the cells that a quantity speaks of: 11月15日, 第4名.
pub(crate) fn cells<'a>(subject: &'a Subject<'_>, quantity: &Quantity) -> Vec<&'a Located<String>> {
    let of = |name: &str, cell: fn(&Attainment) -> Option<&Located<String>>| {
        attainments(subject, name).into_iter().filter_map(cell).collect()
    };
    match quantity {
        Quantity::Target(name) => of(name, |attainment| attainment.target.as_ref()),
        Quantity::Actual(name) => of(name, |attainment| attainment.actual.as_ref()),
        _ => Vec::new(),
    }
}

/// The targets and items that a name calls.
fn attainments<'a>(subject: &'a Subject<'_>, name: &str) -> Vec<&'a Attainment> {
    let targets = subject.project.targets.iter().filter(|target| target.name.value == name);
    let mut attainments: Vec<&Attainment> = targets.map(|target| &target.attainment).collect();
    for judged in subject.evaluations() {
        let indicators = &judged.evaluation.indicators;
        attainments.extend(indicator_called(&judged, name).map(|row| indicators[row].attainment()));
    }
    attainments
}

fn of_attainments(subject: &Subject<'_>, name: &str, read: impl Fn(&Attainment) -> Option<Known>) -> Told {
    let attainments = attainments(subject, name);
    let targets = || subject.project.targets.iter().map(|target| target.name.value.clone());
    match attainments.is_empty() {
        true => Told::NoSuchName(targets().chain(paths(subject)).collect()),
        false => Told::Figures(attainments.into_iter().filter_map(read).collect()),
    }
}

/// A target or an actual: its number in the unit of both, or the first number of its text.
fn attained(
    number: Option<&Located<Decimal>>,
    text: Option<&Located<String>>,
    attainment: &Attainment,
) -> Option<Known> {
    match number {
        Some(number) => {
            let measure = Measure::read(attainment.unit.as_deref().unwrap_or_default());
            Some(known(number.value, measure, number.span))
        }
        None => {
            let Located { value: text, span } = text?;
            let plain = figure::without_emphasis(text);
            let parts = figure::read(&plain);
            let figure = parts.reading.figure()?.clone();
            Some(Known { figure, span: *span, is_printed: true, qualifier: parts.qualifier() })
        }
    }
}

/// The row of an indicator by its path, or by the end of its path where only one ends so.
pub(crate) fn indicator_called(judged: &RatedEvaluation<'_>, name: &str) -> Option<usize> {
    let ends = |path: &str| path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    let rows: Vec<usize> =
        (0..judged.evaluation.indicators.len()).filter(|row| ends(&judged.evaluation.indicators[*row].path)).collect();
    let exact = judged.evaluation.find(name);
    exact.or(match rows[..] {
        [row] => Some(row),
        _ => None,
    })
}

/// What the texts of the report say was reached of the indicator in a row, in their order.
pub(crate) fn actuals_told<'a>(
    subject: &'a Subject<'_>,
    judged: &'a RatedEvaluation<'_>,
    row: usize,
) -> impl Iterator<Item = &'a Claim> {
    subject.project.claims.iter().filter(move |claim| match claim.quantity() {
        Some(Quantity::Actual(name)) => indicator_called(judged, name) == Some(row),
        _ => false,
    })
}

/// Adds the nearest name to a finding about a name that does not exist.
pub(crate) fn suggest(finding: &mut Finding, name: &str, known: &[String]) {
    let ends = known.iter().flat_map(|path| [path.as_str(), path.rsplit('/').next().unwrap_or(path)]);
    finding.help.extend(did_you_mean(name, ends));
}

/// An expression worked out.
pub(crate) struct Worked {
    /// Its terms, signed. How far a quotient can be off is not told.
    pub terms: Vec<Rounded>,
    /// Of a quotient of two quantities: both.
    pub quotient: Option<(Rounded, Rounded)>,
    /// The unit of the money in it, as how many yuan one is; `None` where no figure is money.
    pub money: Option<Decimal>,
    /// Whether it comes to money, and not to a share of some.
    pub is_money: bool,
    /// Whether a percentage is among its figures.
    pub has_percentage: bool,
    /// Its figures, each with what stands before it.
    operands: Vec<(&'static str, Decimal)>,
    /// Where its figures were written.
    pub spans: Vec<Span>,
}

impl Worked {
    /// `432 ÷ 484`.
    pub(crate) fn written(&self) -> String {
        self.operands.iter().map(|(operator, value)| format!("{operator}{value}")).collect()
    }
}

/// Works an expression out with one choice of figures for its quantities, counts in ones and money in a unit of so many yuan or, with
/// `None`, in that of its first amount.
///
/// `None` where a quantity has no figure, or a result does not fit.
pub(crate) fn work_out(
    expression: &Expression,
    unit: Option<Decimal>,
    choose: &impl Fn(&Quantity) -> Option<Known>,
) -> Option<Worked> {
    let mut worked = Worked {
        terms: Vec::new(),
        quotient: None,
        money: None,
        is_money: false,
        has_percentage: false,
        operands: Vec::new(),
        spans: Vec::new(),
    };
    for Term { negative, factors, divisors } in &expression.terms {
        let sign = match (negative, worked.operands.is_empty()) {
            (true, _) => " − ",
            (false, true) => "",
            (false, false) => " + ",
        };
        let mut value = Rounded::exact(Decimal::ONE);
        let operands =
            factors.iter().map(|factor| (factor, false)).chain(divisors.iter().map(|divisor| (divisor, true)));
        let mut figures = Vec::new();
        for (number, (operand, divides)) in operands.enumerate() {
            let figure = match operand {
                Operand::Number(number) => Rounded::exact(*number),
                Operand::Quantity(quantity) => {
                    let known = choose(quantity)?;
                    worked.spans.push(known.span);
                    // Where the computation is told as money, 万 without 元 is 万元.
                    let is_money = unit.is_some() && known.figure.measure.counted() == Some("");
                    let many = known.figure.measure.times();
                    let measure =
                        if is_money && many > Decimal::ONE { Measure::Money(many) } else { known.figure.measure };
                    match &measure {
                        Measure::Money(own) => {
                            worked.is_money = !divides;
                            let unit = *worked.money.get_or_insert(unit.unwrap_or(*own));
                            let printed = Rounded::money(known.figure.value, *own);
                            Rounded {
                                value: converted(printed.value, *own, unit)?,
                                off: converted(printed.off, *own, unit)?,
                            }
                        }
                        Measure::Percent => {
                            worked.has_percentage = true;
                            Rounded::exact(known.figure.value)
                        }
                        Measure::Parts(_) => return None,
                        count @ Measure::Count(_) if count.times() > Decimal::ONE => {
                            Rounded::to_last_place(known.figure.value).times(Rounded::exact(count.times()))?
                        }
                        Measure::Count(_) => Rounded::exact(known.figure.value),
                    }
                }
            };
            let operator = match (number, divides) {
                (0, _) => sign,
                (_, true) => " ÷ ",
                (_, false) => " × ",
            };
            worked.operands.push((operator, figure.value));
            figures.push(figure);
            value = match divides {
                true => Rounded::exact(value.value.checked_div(figure.value)?),
                false => value.times(figure)?,
            };
        }
        if let ([part, whole], [_]) = (&figures[..], &divisors[..]) {
            worked.quotient = Some((*part, *whole));
        }
        worked.terms.push(if *negative { Rounded { value: -value.value, ..value } } else { value });
    }
    if worked.terms.len() > 1 {
        worked.quotient = None;
    }
    Some(worked)
}

/// An amount in another unit, both told by how many yuan one is; digits stay where the units are the same.
pub(crate) fn converted(amount: Decimal, from: Decimal, to: Decimal) -> Option<Decimal> {
    match from == to {
        true => Some(amount),
        false => Some(amount.checked_mul(from)?.checked_div(to)?.normalize()),
    }
}

/// Every figure that a quantity has.
pub(crate) fn figures(subject: &Subject<'_>, quantity: &Quantity) -> Vec<Known> {
    told(subject, quantity).figures()
}

/// What places call an expression: `诉求解决÷诉求受理`.
pub(crate) fn words(expression: &Expression) -> String {
    let operand = |operand: &Operand| match operand {
        Operand::Number(number) => number.to_string(),
        Operand::Quantity(quantity) => called(quantity),
    };
    operands(expression).map(|(operator, of)| format!("{operator}{}", operand(of))).collect()
}

/// What a claim speaks of, as it is said to people.
pub(crate) fn spoken(expression: &Expression) -> Arg {
    let operand = |operand: &Operand| match operand {
        Operand::Number(number) => Arg::from(number.to_string()),
        Operand::Quantity(quantity) => match parts(quantity) {
            (Some(name), Some(what)) => {
                Arg::run([name.into(), Arg::Word("between-name-and-quantity"), place::named(what)])
            }
            (name, what) => name.map(Arg::from).or(what.map(place::named)).unwrap_or_else(|| "".into()),
        },
    };
    let run = operands(expression).enumerate().flat_map(|(number, (operator, of))| {
        // The first has a sign, if any.
        let before = if number == 0 { operator.into() } else { place::between(operator) };
        [before, operand(of)]
    });
    Arg::Run(run.collect())
}

/// What a computation is made of, in order, each with the operator before it.
fn operands(expression: &Expression) -> impl Iterator<Item = (&'static str, &Operand)> {
    expression.terms.iter().enumerate().flat_map(|(number, term)| {
        let before = match (number, term.negative) {
            (_, true) => "−",
            (0, false) => "",
            (_, false) => "+",
        };
        let factors = term.factors.iter().map(|operand| ("×", operand));
        let all = factors.chain(term.divisors.iter().map(|operand| ("÷", operand)));
        all.enumerate().map(move |(number, (operator, operand))| (if number > 0 { operator } else { before }, operand))
    })
}

/// What findings about claims are called: `三（二）/实际支出`, with `#2` for the second of a place that speaks of the same.
pub(crate) fn places<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<Place> {
    let places = claims.into_iter().map(|claim| Place::of([&claim.place, &words(&claim.of.value)]));
    let places: Vec<Place> = places.collect();
    let places: Vec<&str> = places.iter().map(Place::as_str).collect();
    outline::numbered(&places).into_iter().map(|place| Place::of([&place])).collect()
}

/// What places call a quantity: `实际支出`, `区级财政实际支出`.
pub(crate) fn called(quantity: &Quantity) -> String {
    let (name, what) = parts(quantity);
    format!("{}{}", name.unwrap_or_default(), what.unwrap_or_default())
}

/// The name in a quantity, and what is told of it.
fn parts(quantity: &Quantity) -> (Option<&str>, Option<&'static str>) {
    match quantity {
        Quantity::Funds(basis, row) => (row.as_deref(), Some(basis.place())),
        Quantity::Score(None) => (None, Some(place::TOTAL_SCORE)),
        Quantity::Score(name) => (name.as_deref(), Some(place::SCORE)),
        Quantity::Weight(name) => (name.as_deref(), Some(place::WEIGHT)),
        Quantity::Grade(name) => (name.as_deref(), Some(place::GRADE)),
        Quantity::Target(name) => (Some(name), Some(place::TARGET_OF_YEAR)),
        Quantity::Actual(name) => (Some(name), Some(place::ACTUAL_VALUES)),
        Quantity::Named(name) => (Some(name), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn quantities_are_said_in_the_language_of_the_reader() {
        let said = |lang: Lang, text: &str| lang.value(&spoken(&Expression::read(text).expect("an expression")));
        assert_eq!(said(Lang::ZhCn, "funds.spent:基本支出÷funds.budget"), "基本支出实际支出÷年初预算");
        assert_eq!(said(Lang::En, "funds.spent:基本支出"), "基本支出: expenditure");
        assert_eq!(said(Lang::ZhCn, "1-投诉÷上年投诉"), "1−投诉÷上年投诉");
        assert_eq!(said(Lang::En, "1-投诉×2÷上年投诉"), "1 − 投诉 × 2 ÷ 上年投诉");
        assert_eq!(said(Lang::En, "score"), "total score");
    }
}
