//! The points of all groups told one after another: `决策17.5分，过程16.6分，产出24分，效益25.5分`. Reports nothing itself.
//!
//! Such points need no word that says what they are, where all of a list but one are those of the table.

use rust_decimal::Decimal;

use crate::model::evaluation::Evaluation;
use crate::rules::subject::{List, Points};
use crate::syntax::number;

/// One of a list: its row, where its name begins, and its points in words.
pub(crate) struct Told<'t> {
    pub(crate) row: usize,
    pub(crate) at: usize,
    pub(crate) said: &'t str,
    pub(crate) kind: Points,
}

/// A list tells of fewer groups only by chance.
const LEAST: usize = 3;

/// What may follow the name of a row and says no more than what it is; the longer before those that are part of them.
const CALLED: [&str; 6] = ["类指标", "指标", "类", "方面", "部分", "情况"];

/// What follows the name of a row, behind what only says that it is one: `决策类得13分`.
pub(super) fn behind_name(rest: &str) -> &str {
    CALLED.iter().find_map(|called| rest.strip_prefix(called)).unwrap_or(rest)
}

/// The lists of a text, each with its parts; `points` reads `17.5分` at the beginning of a text.
pub(crate) fn read<'t>(
    text: &'t str,
    evaluation: &Evaluation,
    points: impl Fn(&'t str) -> Option<&'t str>,
) -> Vec<(List, Vec<Told<'t>>)> {
    let groups: Vec<usize> = evaluation.children(None).collect();
    if groups.len() < LEAST {
        return Vec::new();
    }
    let name = |row: usize| evaluation.indicators[row].name.value.as_str();
    let told = |sentence: &'t str, kind: Points, row: usize| {
        let mut told = sentence.match_indices(name(row)).filter_map(|(at, name)| {
            let before = &sentence[..at];
            let begins = !before.ends_with(char::is_alphanumeric) || before.ends_with("其中");
            let rest = behind_name(&sentence[at + name.len()..]).trim_start_matches(['：', ':']);
            let rest = match kind {
                Points::Given => Some(["得分", "得"].iter().find_map(|given| rest.strip_prefix(given)).unwrap_or(rest)),
                Points::TakenOff => rest.strip_prefix("扣分").or_else(|| rest.strip_prefix('扣')),
            };
            let at = sentence.as_ptr() as usize - text.as_ptr() as usize + at;
            rest.filter(|_| begins).and_then(&points).map(|said| Told { row, at, said, kind })
        });
        told.next().filter(|_| told.next().is_none())
    };
    let list = |told: Vec<Told<'t>>| {
        let kind = told.first()?.kind;
        let points = told.iter().map(|told| Some((told.row, number::leading(told.said)?.0)));
        Some((List { kind, points: points.collect::<Option<_>>()? }, told))
    };
    let sentences = text.split(['。', '\n']).filter(|sentence| sentence.contains(name(groups[0])));
    let both = sentences.flat_map(|sentence| [Points::Given, Points::TakenOff].map(|kind| (sentence, kind)));
    let all = both.filter_map(|(sentence, kind)| groups.iter().map(|row| told(sentence, kind, *row)).collect());
    all.filter_map(list).collect()
}

/// Whether all points but one at most are those of the table, and cannot be full marks instead.
pub(crate) fn is_of_table(list: &List, evaluation: &Evaluation) -> bool {
    let score = |row: usize| {
        let printed = evaluation.indicators[row].score.as_ref().map(|score| score.value);
        printed.or_else(|| evaluation.recomputed_score(row))
    };
    let weight = |row: usize| {
        let printed = evaluation.indicators[row].weight.as_ref().map(|weight| weight.value);
        printed.or_else(|| evaluation.recomputed_weight(row))
    };
    let known: Option<Vec<(Decimal, Decimal, Decimal)>> =
        list.points.iter().map(|(row, told)| Some((*told, score(*row)?, weight(*row)?))).collect();
    known.is_some_and(|known| {
        let differing = known.iter().filter(|(told, score, weight)| match list.kind {
            Points::Given => told != score,
            Points::TakenOff => weight.checked_sub(*score) != Some(*told),
        });
        differing.count() <= 1 && known.iter().filter(|(_, score, weight)| score != weight).count() > 1
    })
}
