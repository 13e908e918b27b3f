//! How a marked figure of the prose agrees with what it speaks of, and two of them with each other. Reports nothing itself.

use super::quantities::{self, Known, Worked, converted, figures, work_out};
use super::rounding::{Agreement, Rounded, compare_parts, compare_rate, compare_sum, division};
use crate::lang::Message;
use crate::model::claims::{Claim, Expression, Operand, Quantity};
use crate::model::direction::{Direction, is_within};
use crate::rules::Subject;
use crate::source::Span;
use crate::syntax::figure::{Figure, Measure, Reading};
use crate::syntax::qualifier::Qualifier;
use crate::syntax::{marks, number};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What comes of a claim; `None` where it is not compared here, or cannot be.
pub(crate) fn outcome(subject: &Subject<'_>, claim: &Claim) -> Option<Outcome> {
    match claim.quantity() {
        Some(Quantity::Named(_)) => None,
        _ if claim.is_about() => None,
        Some(Quantity::Grade(group)) => grade(subject, claim, group.as_deref()),
        Some(quantity) => restated(subject, claim, quantity).or_else(|| repeated(subject, claim, quantity)),
        // Rates of funds are compared with those of the tables.
        None if claim.fund_rate().is_some() => None,
        None => computed(subject, claim),
    }
}

/// A claim beside what it comes to.
pub(crate) struct Outcome {
    pub agreement: Agreement,
    comes_to: ComesTo,
    /// Whether it is compared with what is printed elsewhere, and not with what follows from that.
    pub is_printed: bool,
    /// Where the figures that it repeats or follows from were written.
    pub origins: Vec<Span>,
    /// What it would be in the other unit of money, where that is nearly right.
    pub other_unit: Option<Message>,
}

/// What a claim comes to, and from what. It is written out where anybody asks.
enum ComesTo {
    /// What is stated elsewhere, and the same in the unit of the claim, where it has one.
    Restated(Figure, Option<Figure>),
    /// A percentage, of a part and a whole.
    Rate(Decimal, [Decimal; 2]),
    Worked(Figure, Worked),
    /// A grade, the text of a cell, or a bound: `≥30人`.
    Words(String),
}

impl Outcome {
    pub(crate) fn recomputed(&self) -> String {
        match &self.comes_to {
            ComesTo::Restated(own, exact) => exact.as_ref().unwrap_or(own).to_string(),
            ComesTo::Rate(percent, _) => format!("{percent}%"),
            ComesTo::Worked(figure, _) => figure.to_string(),
            ComesTo::Words(words) => words.clone(),
        }
    }

    pub(crate) fn computation(&self) -> String {
        match &self.comes_to {
            ComesTo::Restated(own, _) => {
                let (own, recomputed) = (own.to_string(), self.recomputed());
                if recomputed == own { own } else { format!("{own} = {recomputed}") }
            }
            ComesTo::Rate(percent, [part, whole]) => division(*part, *whole, *percent),
            ComesTo::Worked(figure @ Figure { measure: Measure::Percent, .. }, worked) => {
                format!("{} = {figure}", worked.written())
            }
            ComesTo::Worked(figure, worked) => format!("{} = {}", worked.written(), figure.value),
            ComesTo::Words(words) => words.clone(),
        }
    }
}

/// `None` where the quantity has no figure to compare with, or one that measures something else.
fn restated(subject: &Subject<'_>, claim: &Claim, quantity: &Quantity) -> Option<Outcome> {
    let said = claim.said.value.figure()?;
    let known = figures(subject, quantity);
    // A target is itself within bounds, and told as it is.
    let is_within = |known: &Known| {
        !matches!(quantity, Quantity::Target(_))
            && in_unit_of(said, &known.figure).is_some_and(|exact| {
                claim.holds_within(exact.value) || is_within(known.qualifier, said.value, exact.value)
            })
    };
    let agreement = |known: &Known| {
        let agreement = says_the_same(said, &known.figure)?;
        Some(if is_within(known) { Agreement::Equal } else { agreement })
    };
    let compared = known
        .into_iter()
        .filter(|known| known.qualifier != Some(Qualifier::Near))
        .filter_map(|known| Some((agreement(&known)?, known)));
    // What it agrees with best, of those what is printed.
    let best = compared.min_by_key(|(agreement, known)| (*agreement, !known.is_printed));
    let (agreement, Known { figure: own, span, is_printed, qualifier }) = best?;
    let exact = in_unit_of(said, &own);
    Some(Outcome {
        agreement,
        other_unit: other_unit(said, exact.as_ref()),
        comes_to: match qualifier.and_then(Direction::of) {
            Some(bound) => ComesTo::Words(format!("{}{own}", bound.symbol())),
            None => ComesTo::Restated(own, exact),
        },
        is_printed,
        origins: vec![span],
    })
}

/// A text that no figure can be read in, where it is just what the cell prints that it speaks of: 11月15日.
fn repeated(subject: &Subject<'_>, claim: &Claim, quantity: &Quantity) -> Option<Outcome> {
    let said = &claim.said.value.text;
    let cell =
        quantities::cells(subject, quantity).into_iter().find(|cell| marks::strip(&cell.value) == said.as_str())?;
    Some(Outcome {
        agreement: Agreement::Equal,
        comes_to: ComesTo::Words(said.clone()),
        is_printed: true,
        origins: vec![cell.span],
        other_unit: None,
    })
}

/// How two figures for one thing agree, the printed one perhaps rounded; `None` where they measure different things.
pub(crate) fn says_the_same(said: &Figure, known: &Figure) -> Option<Agreement> {
    let exact = in_unit_of(said, known)?;
    if let (Some(one), Some(other)) = (said.measure.counted(), known.measure.counted())
        && !(one == other || one.is_empty() || other.is_empty())
    {
        return (said.value == exact.value).then_some(Agreement::Equal);
    }
    if said.per != known.per && !said.per.is_empty() && !known.per.is_empty() {
        return (said.value == exact.value).then_some(Agreement::Equal);
    }
    // 1700 beside 1700万 may have been meant for the same.
    if [said, known].iter().any(|figure| figure.measure == Measure::Count(String::new())) && said.value == known.value {
        return Some(Agreement::Equal);
    }
    let printed = as_printed(said.value, &exact.measure);
    let apart = exact.value - said.value;
    let follows = match exact.measure {
        Measure::Parts(_) => apart.abs() <= printed.off,
        _ => number::round(exact.value, said.value.scale().min(exact.value.scale())) == said.value,
    };
    let is_exact = exact.measure.counted().is_some() && exact.measure.times() == Decimal::ONE;
    if follows && (!is_exact || said.value == exact.value) {
        return Some(Agreement::Equal);
    }
    let known_off = as_printed(known.value, &known.measure).off;
    let known_off = converted(known_off, known.measure.times(), exact.measure.times())?;
    // What each stands for overlaps: both may have been rounded from one amount, or the known one from the printed one.
    let overlap = apart.abs() < printed.off + known_off || (printed.off.is_zero() && apart == known_off);
    Some(if follows || overlap { Agreement::Rounding } else { Agreement::Contradiction })
}

/// A printed figure with how far it can be off, in its own unit. Counts are exact unless they are told in 万 or 亿; below one and
/// without a unit is a share.
fn as_printed(value: Decimal, measure: &Measure) -> Rounded {
    match measure {
        Measure::Money(yuan) => Rounded::money(value, *yuan),
        Measure::Percent => Rounded::to_last_place(value),
        Measure::Parts(parts) => Rounded::in_parts(value, *parts),
        Measure::Count(_) if measure.times() > Decimal::ONE => Rounded::to_last_place(value),
        Measure::Count(unit) if unit.is_empty() && value.abs() < Decimal::ONE => Rounded::to_last_place(value),
        Measure::Count(_) => Rounded::exact(value),
    }
}

/// A known figure in the unit of the printed one. An amount printed without a unit has that of the known one; beside money,
/// 万 is 万元.
fn in_unit_of(said: &Figure, known: &Figure) -> Option<Figure> {
    let measure =
        match (&said.measure, &known.measure) {
            (Measure::Percent, Measure::Percent) => return Some(known.clone()),
            (Measure::Percent | Measure::Parts(_), Measure::Percent | Measure::Parts(_)) => said.measure.clone(),
            (Measure::Money(_), Measure::Money(_)) | (Measure::Count(_), Measure::Count(_)) => said.measure.clone(),
            (one @ Measure::Count(_), Measure::Money(_)) if one.counted() == Some("") => {
                if one.times() == Decimal::ONE { known.measure.clone() } else { Measure::Money(one.times()) }
            }
            (Measure::Money(_), other) if other.counted() == Some("") && other.times() > Decimal::ONE => {
                said.measure.clone()
            }
            _ => return None,
        };
    let value = converted(known.value, known.measure.times(), measure.times())?;
    Some(Figure { value, measure, per: known.per.clone() })
}

/// Says so where an amount would be right, or right but for a thousandth, in the other of 元 and 万元.
fn other_unit(said: &Figure, exact: Option<&Figure>) -> Option<Message> {
    let (Measure::Money(yuan), exact) = (&said.measure, exact?) else { return None };
    let ten_thousand = Decimal::from(10_000);
    let (factor, unit) = if *yuan == Decimal::ONE { (ten_thousand, "万元") } else { (Decimal::new(1, 4), "元") };
    let other = said.value.checked_mul(factor)?;
    let near = (other - exact.value).abs().checked_mul(Decimal::from(1_000))? <= exact.value.abs();
    (near && !exact.value.is_zero()).then(|| Message::new("other-unit").with("amount", format!("{}{unit}", said.value)))
}

/// A figure made of others: right if it follows from any of the figures that its quantities are given.
fn computed(subject: &Subject<'_>, claim: &Claim) -> Option<Outcome> {
    let known: BTreeMap<&Quantity, Vec<Known>> =
        claim.of.value.quantities().map(|quantity| (quantity, exact(subject, quantity))).collect();
    let choices: usize = known.values().map(Vec::len).product();
    let outcomes = (0..choices.min(MOST_CHOICES)).filter_map(|choice| {
        let mut rest = choice;
        let mut chosen = BTreeMap::new();
        for (quantity, figures) in &known {
            chosen.insert(*quantity, &figures[rest % figures.len()]);
            rest /= figures.len();
        }
        follow(claim, &|quantity| chosen.get(quantity).copied().cloned())
    });
    outcomes.min_by_key(|outcome| outcome.agreement)
}

/// The figures of a quantity that are told as they are.
fn exact(subject: &Subject<'_>, quantity: &Quantity) -> Vec<Known> {
    figures(subject, quantity).into_iter().filter(|known| known.qualifier.is_none()).collect()
}

/// Whether nothing tells a quantity that a claim speaks of as it is, so that nothing follows from it.
pub(crate) fn is_of_vague(subject: &Subject<'_>, claim: &Claim) -> bool {
    let is_told = |quantity| !figures(subject, quantity).is_empty();
    claim.of.value.quantities().any(|quantity| is_told(quantity) && exact(subject, quantity).is_empty())
}

/// A computation over quantities that have many figures each is tried with so many choices of them.
const MOST_CHOICES: usize = 256;

/// What a computation comes to with one choice of figures.
fn follow(claim: &Claim, choose: &impl Fn(&Quantity) -> Option<Known>) -> Option<Outcome> {
    let divides = claim.of.value.terms.iter().any(|term| !term.divisors.is_empty());
    let said = &in_percent(claim.said.value.figure()?, divides);
    let is_bare = said.measure.counted() == Some("");
    let unit = match &said.measure {
        Measure::Money(yuan) => Some(*yuan),
        many if is_bare && many.times() > Decimal::ONE => Some(many.times()),
        Measure::Percent | Measure::Parts(_) | Measure::Count(_) => None,
    };
    let worked = work_out(&with_whole_in_percent(&claim.of.value, said, choose), unit, choose)?;
    if !is_comparable(said, is_bare, divides, claim, &worked) {
        return None;
    }
    if let (true, Some((part, whole))) = (said.measure == Measure::Percent || is_bare, worked.quotient) {
        let (agreement, recomputed) = compare_rate(said.value, part, whole)?;
        let agreement = if claim.holds_within(recomputed) { Agreement::Equal } else { agreement };
        if said.measure == Measure::Percent || agreement == Agreement::Equal {
            let comes_to = ComesTo::Rate(recomputed, [part.value, whole.value]);
            return Some(Outcome { agreement, comes_to, is_printed: false, origins: worked.spans, other_unit: None });
        }
    }
    if let (Measure::Parts(parts), Some((part, whole))) = (&said.measure, worked.quotient) {
        let parts = *parts;
        let (agreement, recomputed) = compare_parts(said.value, parts, part, whole)?;
        let in_parts =
            number::percent(part.value, whole.value)?.checked_mul(parts)?.checked_div(Decimal::ONE_HUNDRED)?;
        let agreement = if claim.holds_within(in_parts) { Agreement::Equal } else { agreement };
        let comes_to = ComesTo::Rate(recomputed, [part.value, whole.value]);
        return Some(Outcome { agreement, comes_to, is_printed: false, origins: worked.spans, other_unit: None });
    }
    // What was counted in ones, in the unit of the printed figure.
    let ones = if worked.money.is_none() { said.measure.counted().map(|_| said.measure.times()) } else { None };
    let ones = ones.unwrap_or(Decimal::ONE);
    let scaled = |figure: &Rounded| {
        Some(Rounded {
            value: converted(figure.value, Decimal::ONE, ones)?,
            off: converted(figure.off, Decimal::ONE, ones)?,
        })
    };
    let terms = worked.terms.iter().map(scaled).collect::<Option<Vec<Rounded>>>()?;
    let sum = number::sum(terms.iter().map(|term| term.value))?;
    // A quotient is a share; told in per cent it is a hundred times as large, told in parts so many times.
    let times = match said.measure {
        Measure::Percent if divides => Decimal::ONE_HUNDRED,
        Measure::Parts(parts) => parts,
        _ => Decimal::ONE,
    };
    let sum = sum.checked_mul(times)?;
    let decimals = said.value.scale();
    let result = if divides { number::round(sum.normalize(), decimals.max(2)) } else { sum };
    let figure = match said.measure {
        Measure::Parts(_) => {
            let percent = sum.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(times)?;
            Figure::new(number::round(percent, 2).normalize(), Measure::Percent)
        }
        _ => Figure::new(result, said.measure.clone()),
    };
    let agree = |value: Decimal| {
        if number::round(sum, decimals.min(sum.scale())) == value {
            return Some(Agreement::Equal);
        }
        if matches!(said.measure, Measure::Parts(_)) {
            let is_near = sum.checked_sub(value)?.abs() <= as_printed(value, &said.measure).off;
            return Some(if is_near { Agreement::Equal } else { Agreement::Contradiction });
        }
        if divides {
            let is_near = sum.checked_sub(value)?.abs() <= Decimal::new(1, decimals);
            return Some(if worked.money.is_some() && is_near {
                Agreement::Rounding
            } else {
                Agreement::Contradiction
            });
        }
        Some(compare_sum(as_printed(value, &said.measure), &terms, sum))
    };
    // Words say which of two amounts is the greater, whichever was taken off the other.
    let is_difference = claim.of.value.terms.iter().any(|term| term.negative);
    let other_way = (claim.is_told_as_change && is_difference).then_some(-said.value);
    let agreement = std::iter::once(said.value).chain(other_way).filter_map(agree).min()?;
    let agreement = if claim.holds_within(sum) { Agreement::Equal } else { agreement };
    Some(Outcome {
        agreement,
        other_unit: other_unit(said, Some(&figure)),
        origins: worked.spans.clone(),
        comes_to: ComesTo::Worked(figure, worked),
        is_printed: false,
    })
}

/// A figure in percentage points, where it tells shares that were divided, as the percentage that it is.
fn in_percent(said: &Figure, divides: bool) -> Figure {
    let is_points = divides && matches!(said.measure.counted(), Some("个百分点" | "百分点"));
    let measure = if is_points { Measure::Percent } else { said.measure.clone() };
    Figure { measure, ..said.clone() }
}

/// An expression of percentages, told as one, with the whole that they are taken off as 100: 1 less 96 %.
fn with_whole_in_percent<'e>(
    of: &'e Expression,
    said: &Figure,
    choose: &impl Fn(&Quantity) -> Option<Known>,
) -> Cow<'e, Expression> {
    let is_percentage = |quantity| choose(quantity).is_some_and(|known| known.figure.measure == Measure::Percent);
    let is_sum = of.terms.iter().all(|term| term.factors.len() == 1 && term.divisors.is_empty());
    let is_whole = |factor: &Operand| matches!(factor, Operand::Number(number) if *number == Decimal::ONE);
    let has_whole = of.terms.iter().any(|term| term.factors.iter().any(is_whole));
    if said.measure != Measure::Percent || !is_sum || !has_whole || !of.quantities().all(is_percentage) {
        return Cow::Borrowed(of);
    }
    let mut of = of.clone();
    let factors = of.terms.iter_mut().flat_map(|term| &mut term.factors);
    factors.filter(|factor| is_whole(factor)).for_each(|factor| *factor = Operand::Number(Decimal::ONE_HUNDRED));
    Cow::Owned(of)
}

/// Whether a computation comes to what the printed figure measures, as far as units tell.
fn is_comparable(said: &Figure, is_bare: bool, divides: bool, claim: &Claim, worked: &Worked) -> bool {
    let is_percent = said.measure == Measure::Percent;
    let is_money = matches!(said.measure, Measure::Money(_));
    let multiplies = claim.of.value.terms.iter().any(|term| term.factors.len() + term.divisors.len() > 1);
    match worked.money {
        Some(_) if worked.is_money => is_money || is_bare,
        Some(_) => !is_money,
        None if is_percent => divides || worked.has_percentage,
        // A share of a number, told in per cent, is no factor as it stands.
        None => !(worked.has_percentage && multiplies),
    }
}

/// A grade's word beside the grades that evaluations print and their scores earn.
fn grade(subject: &Subject<'_>, claim: &Claim, group: Option<&str>) -> Option<Outcome> {
    let word = claim.said.value.word();
    // 优等, “良”等次.
    let bare = ["等次", "等级", "等", "级", "档"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let mut told: Vec<(String, Span, bool)> = Vec::new();
    let outcome = |agreement, grade, is_printed, origins| Outcome {
        agreement,
        comes_to: ComesTo::Words(grade),
        is_printed,
        origins,
        other_unit: None,
    };
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let row = match group {
            None => None,
            Some(name) => match quantities::indicator_called(&judged, name) {
                Some(row) => Some(row),
                None => continue,
            },
        };
        let stated = evaluation.score.as_ref().filter(|_| row.is_none());
        let score = match row {
            None => stated.map(|score| score.value).or_else(|| evaluation.recomputed_total()),
            Some(row) => evaluation.recomputed_score(row),
        };
        let whole = stated.map_or(evaluation.span, |score| score.span);
        let span = row.map_or(whole, |row| evaluation.indicators[row].name.span);
        let printed = evaluation.grade.as_ref().filter(|_| row.is_none());
        let earned = score.and_then(|score| evaluation.earned(judged.rubric, row, score));
        let is_printed = printed.is_some_and(|grade| [word, bare].contains(&grade.value.as_str()));
        if is_printed || earned.is_some_and(|band| band.is_called(word) || band.is_called(bare)) {
            return Some(outcome(Agreement::Equal, word.to_owned(), is_printed, Vec::new()));
        }
        told.extend(printed.map(|grade| (grade.value.clone(), grade.span, true)));
        told.extend(earned.map(|band| (band.grade.value.clone(), span, false)));
    }
    let (grade, span, is_printed) = told.into_iter().next()?;
    Some(outcome(Agreement::Contradiction, grade, is_printed, vec![span]))
}

/// The statement that the others are compared with: the first that can be read.
pub(crate) fn first_told<'a>(claims: &[&'a Claim]) -> &'a Claim {
    claims.iter().find(|claim| claim.said.value.reading != Reading::Unreadable).unwrap_or(&claims[0])
}

/// Whether two statements agree, the coarser perhaps rounded from the finer; `None` where they cannot be compared.
pub(crate) fn same(one: &Claim, other: &Claim) -> Option<bool> {
    match is_same(one, other) {
        Some(true) => Some(true),
        _ if are_compatible(one, other) => Some(true),
        differs => differs,
    }
}

fn is_same(one: &Claim, other: &Claim) -> Option<bool> {
    match (&one.said.value.reading, &other.said.value.reading) {
        (Reading::Figure(a), Reading::Figure(b)) => match (says_the_same(a, b), says_the_same(b, a)) {
            (Some(ab), Some(ba)) => Some(ab.min(ba) != Agreement::Contradiction),
            // Without a unit on one side they may agree, and cannot contradict each other.
            (Some(Agreement::Equal), None) | (None, Some(Agreement::Equal)) => Some(true),
            _ => is_share_of(a, b).or_else(|| is_share_of(b, a)),
        },
        (Reading::Word, Reading::Word) => Some(one.said.value.word() == other.said.value.word()),
        _ => (one.said.value.text == other.said.value.text).then_some(true),
    }
}

/// Whether statements of which at least one tells only a bound can both be true.
fn are_compatible(one: &Claim, other: &Claim) -> bool {
    let (Some(a), Some(b)) = (one.said.value.figure(), other.said.value.figure()) else { return false };
    let is_within = |of: &Claim, said: &Figure, known: &Figure| {
        in_unit_of(said, known).is_some_and(|exact| of.holds_within(exact.value))
    };
    // Of two bounds one may be the narrower.
    match (one.qualifier, other.qualifier) {
        (Some(_), Some(_)) => is_within(one, a, b) || is_within(other, b, a),
        (Some(_), None) => is_within(one, a, b),
        _ => is_within(other, b, a),
    }
}

/// Whether a number without a unit is a percentage, without its sign or as a share; it does not contradict one.
fn is_share_of(bare: &Figure, percentage: &Figure) -> Option<bool> {
    let is_one = bare.measure == Measure::Count(String::new()) && percentage.measure == Measure::Percent;
    let mut share = bare.value.checked_mul(Decimal::ONE_HUNDRED)?;
    share.rescale(bare.value.scale().saturating_sub(2));
    let agrees = |value: Decimal| {
        let told = Figure::new(value, Measure::Percent);
        let agreements = [says_the_same(&told, percentage), says_the_same(percentage, &told)];
        agreements.into_iter().flatten().min() < Some(Agreement::Contradiction)
    };
    (is_one && [bare.value, share].into_iter().any(agrees)).then_some(true)
}
