//! Points lost: on which rows, and what the report says of each. Judges no reason.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::lang::Lang;
use crate::model::evaluation::{Attainment, Evaluation, Indicator, says_something};
use crate::model::funds::Funds;
use crate::model::sums::Standing;
use crate::rules::{is_shown, showing};
use crate::site::compose::parts::figures::{self, Disputes};
use crate::site::views::{FoundLink, LostView, Pair};
use crate::source::{Located, value_of};

/// Items whose score is below their weight, in order; groups where only the whole has both.
///
/// `linked` makes a link of the number of a finding.
pub(super) fn lost(
    lang: Lang,
    funds: Option<&Funds>,
    evaluation: &Evaluation,
    disputes: &Disputes,
    linked: impl Fn(usize) -> FoundLink,
) -> Vec<LostView> {
    let standings = evaluation.standings().into_iter();
    standings
        .filter_map(|standing| {
            let found =
                finding_numbers(&evaluation.indicators[standing.row], disputes).into_iter().map(&linked).collect();
            Some(LostView { found, ..lost_at(lang, funds, evaluation, &standing)? })
        })
        .collect()
}

/// What a row lost and what is said of it; `None` where it lost nothing, or nobody can tell.
pub(super) fn lost_at(
    lang: Lang,
    funds: Option<&Funds>,
    evaluation: &Evaluation,
    standing: &Standing,
) -> Option<LostView> {
    let (weight, score) = standing.of?;
    let lost = standing.lost().filter(|lost| *lost > Decimal::ZERO)?;
    Some(LostView {
        path: trail(evaluation, standing.row),
        weight: weight.to_string(),
        score: score.to_string(),
        lost: lost.normalize().to_string(),
        said: said(lang, funds, evaluation, standing.row),
        found: Vec::new(),
    })
}

/// The rows that lost points.
pub(super) fn lost_rows(evaluation: &Evaluation) -> impl Iterator<Item = Standing> {
    evaluation.standings().into_iter().filter(|standing| standing.lost().is_some_and(|lost| lost > Decimal::ZERO))
}

/// The numbers of the findings that are about a row: about a figure or a text of it.
pub(super) fn finding_numbers(row: &Indicator, disputes: &Disputes) -> BTreeSet<usize> {
    let figures = [&row.weight, &row.score].into_iter().flatten().map(|figure| figure.span);
    let Attainment { target, actual, .. } = row.attainment();
    let texts = [&row.explanation, &row.standard, &row.basis, &row.deviation, &row.reason, target, actual];
    let rate = row.rate.iter().map(|rate| rate.printed.span);
    let places = figures.chain(texts.into_iter().flatten().map(|text| text.span)).chain(rate).chain([row.span]);
    places.filter_map(|place| disputes.number(place)).collect()
}

/// What is said of a row that lost points, and what that is: a reason, or only the basis of its score; else the figures that
/// show why. Of a group without words of its own, what its rows say, each with its name; of a row of which nothing is said,
/// what its group says.
fn said(lang: Lang, funds: Option<&Funds>, evaluation: &Evaluation, row: usize) -> Vec<Pair> {
    let said = said_below(lang, funds, evaluation, row);
    if !said.is_empty() {
        return said;
    }
    let of_group = |group: usize| {
        let said = own_words(lang, &evaluation.indicators[group]).into_iter();
        said.map(|said| named(lang, evaluation, group, said)).collect::<Vec<Pair>>()
    };
    evaluation.groups_of(row).map(of_group).find(|said| !said.is_empty()).unwrap_or_default()
}

fn said_below(lang: Lang, funds: Option<&Funds>, evaluation: &Evaluation, row: usize) -> Vec<Pair> {
    let indicator = &evaluation.indicators[row];
    let own = own_words(lang, indicator);
    if !own.is_empty() {
        return own;
    }
    if is_shown(funds, indicator) {
        return shown_why(lang, funds, indicator);
    }
    let below = evaluation.children(Some(row));
    below
        .flat_map(|below| {
            let said = said_below(lang, funds, evaluation, below).into_iter();
            said.map(move |pair| named(lang, evaluation, below, pair))
        })
        .collect()
}

/// What a row itself says of points lost: why, or else the basis of its score.
fn own_words(lang: Lang, indicator: &Indicator) -> Vec<Pair> {
    let causes = [("lost-deviation", &indicator.deviation), ("lost-reason", &indicator.reason)];
    let own = causes.into_iter().chain([("column-basis", &indicator.basis)]);
    let tells = |(_, text): &(&str, &Option<Located<String>>)| text.as_ref().is_some_and(says_something);
    let pair =
        |(word, text): (&str, &Option<Located<String>>)| Some(Pair { label: lang.word(word), value: value_of(text)? });
    let causes: Vec<Pair> = causes.into_iter().filter(tells).filter_map(pair).collect();
    if !causes.is_empty() {
        return causes;
    }
    let telling = own.clone().find(tells);
    telling.or_else(|| own.into_iter().find(|(_, text)| text.is_some())).and_then(pair).into_iter().collect()
}

/// What is said, with the name of the row that says it.
fn named(lang: Lang, evaluation: &Evaluation, row: usize, said: Pair) -> Pair {
    let name = &evaluation.indicators[row].name.value;
    Pair { label: format!("{name}{}{}", lang.word("between-places"), said.label), value: said.value }
}

/// The figures that show why a row lost points: its rate, the target with what was reached of it, or the rate of the funds that it
/// is called by.
fn shown_why(lang: Lang, funds: Option<&Funds>, indicator: &Indicator) -> Vec<Pair> {
    if let Some(rate) = &indicator.rate {
        let label = figures::formula(lang, rate.of.value, rate.to.value);
        return vec![Pair { label, value: rate.printed.value.clone() }];
    }
    let Attainment { target, value, actual, actual_value, unit, direction, .. } = indicator.attainment();
    let sign = direction.as_ref().map_or("", |direction| direction.value.symbol());
    let told = |sign: &str, text: &Option<Located<String>>, number: &Option<Located<Decimal>>| {
        let number = || Some(format!("{sign}{}{}", number.as_ref()?.value, unit.as_deref().unwrap_or_default()));
        value_of(text).or_else(number)
    };
    let pair = |word: &str, value: Option<String>| Some(Pair { label: lang.word(word), value: value? });
    let target = pair("column-target", told(sign, target, value));
    let actual = pair("column-actual", told("", actual, actual_value));
    target.into_iter().chain(actual).chain(rate_of_funds(lang, funds, indicator)).collect()
}

/// The rate of the funds that a row is called by, recomputed: no cell of the row tells it.
fn rate_of_funds(lang: Lang, funds: Option<&Funds>, indicator: &Indicator) -> Option<Pair> {
    if indicator.attainment().has_actual() {
        return None;
    }
    let (of, to) = showing(funds, indicator)?;
    let (part, whole) = (funds?.total.amount(of)?.value, funds?.total.amount(to)?.value);
    Some(Pair { label: figures::formula(lang, of, to), value: figures::percent(lang, part, whole) })
}

/// `项目管理 › 资金管理 › 资金使用`.
pub(super) fn trail(evaluation: &Evaluation, row: usize) -> String {
    let rows = std::iter::once(row).chain(evaluation.groups_of(row));
    let mut names: Vec<&str> = rows.map(|row| evaluation.indicators[row].name.value.as_str()).collect();
    names.reverse();
    names.join(" › ")
}
