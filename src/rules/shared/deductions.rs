//! The clauses of a cell that take points off: so many, or so many for each of what is counted. Judges nothing.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::syntax::number;

/// Where clauses end.
pub(crate) const CLAUSE_ENDS: [char; 6] = ['，', '。', '；', ',', ';', '\n'];
/// Where sentences end.
const SENTENCE_ENDS: [char; 4] = ['。', '；', ';', '\n'];
/// What stands before points taken off that are all of those told before them.
const TOTALS: [&str; 3] = ["共", "共计", "合计"];
/// What else may stand before points taken off and names nothing that they were taken off for.
const PLAIN: [&str; 11] = ["", "故", "因此", "所以", "本项", "该项", "本指标", "该指标", "此项", "小计", "按规定"];

/// A clause of a cell.
pub(crate) struct Clause<'t> {
    /// Where it stands in the cell, without what ends it.
    pub(crate) place: Range<usize>,
    /// Whether a sentence ends with it.
    pub(crate) ends_sentence: bool,
    /// What it takes off, where it has a 扣.
    pub(crate) deduction: Option<Deduction<'t>>,
}

/// What a clause takes off.
#[derive(Clone, Copy)]
pub(crate) enum Deduction<'t> {
    /// So many points, at its end: `按规定扣1.2分`.
    Points {
        /// What they are told of.
        of: Of,
        /// How many.
        points: Decimal,
    },
    /// So many for each, which another clause may add up: `每天扣0.1分`; the unit and the points, where they stand like this.
    Each(Option<(&'t str, Decimal)>),
    /// Otherwise: `酌情扣分`.
    Unread,
}

/// What points taken off are told of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// What the clause names.
    Fault,
    /// Nothing that the clause names: `故扣1分`.
    Nothing,
    /// All that was told before: `共扣1分`.
    All,
}

/// The clauses of a cell in order.
pub(crate) fn clauses(cell: &str) -> impl Iterator<Item = Clause<'_>> {
    let mut end = 0;
    cell.split_inclusive(CLAUSE_ENDS).map(move |clause| {
        let words = clause.trim_end_matches(CLAUSE_ENDS).trim_end();
        let words_end = end + words.len();
        let words = words.trim_start();
        end += clause.len();
        Clause {
            place: words_end - words.len()..words_end,
            ends_sentence: clause.ends_with(SENTENCE_ENDS),
            deduction: words.contains('扣').then(|| deduction(words)),
        }
    })
}

fn deduction(words: &str) -> Deduction<'_> {
    if words.contains('每') {
        return Deduction::Each(price(words));
    }
    let Some((before, points)) = points_off(words) else { return Deduction::Unread };
    let of = match before {
        total if TOTALS.contains(&total) => Of::All,
        plain if PLAIN.contains(&plain) => Of::Nothing,
        _ => Of::Fault,
    };
    Deduction::Points { of, points }
}

/// The unit and the points of `每天扣0.1分`, with which the clause ends.
fn price(words: &str) -> Option<(&str, Decimal)> {
    let (_, each) = words.split_once('每').filter(|(_, each)| !each.contains('每'))?;
    let (unit, rest) = each.split_once('扣')?;
    let (points, after) = number::leading(rest)?;
    (after == "分").then_some((unit, points))
}

/// The points that a clause ends with, `故扣 0.5 分`, and what stands before.
fn points_off(clause: &str) -> Option<(&str, Decimal)> {
    let (before, rest) = clause.split_once('扣')?;
    let rest = rest.strip_prefix("减").or_else(|| rest.strip_prefix("除")).unwrap_or(rest);
    let (points, after) = number::leading(rest.trim_start())?;
    let is_said = !before.ends_with(['不', '未', '应', '可', '拟', '将', '原', '先', '再', '免', '少', '多', '各']);
    (is_said && after.trim_start() == "分").then_some((before, points))
}
