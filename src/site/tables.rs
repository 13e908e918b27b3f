//! Score tables with real merged cells, points lost, and the same score in several places of a report.

use rust_decimal::Decimal;

use super::figures::{self, Dispute, Disputes};
use super::views::{
    CellView, ColumnView, GroupScore, LostView, StatementCell, StatementRow, StatementsView, TableView,
};
use crate::doc::number;
use crate::lang::{Lang, Message};
use crate::model::evaluation::{Evaluation, Indicator, NotApplicable, PrintedRow, TOTAL};
use crate::model::rubric::Rubric;
use crate::source::{Located, value_of};

/// The score table as the form prints it: each group's name, weight and score merged over its items.
pub(super) fn score_table(
    lang: Lang,
    evaluation: &Evaluation,
    caption: String,
    disputes: &Disputes,
) -> Option<TableView> {
    if evaluation.indicators.is_empty() {
        return None;
    }
    let columns = columns(lang, evaluation);
    let mut rows: Vec<Vec<CellView>> =
        evaluation.leaves().map(|leaf| row(lang, evaluation, &columns, leaf, disputes)).collect();
    let mut foot = foot(lang, evaluation, &columns, disputes);
    align(rows.iter_mut().flatten().chain(&mut foot).collect());
    let views = columns.iter().map(|column| ColumnView { text: column.head(lang), kind: column.kind() }).collect();
    Some(TableView { caption, columns: views, rows, foot })
}

/// Gives weights as much room after the point as the longest of them needs, and scores likewise.
fn align(mut cells: Vec<&mut CellView>) {
    for kind in ["weight", "score"] {
        let room = figures::room(cells.iter().filter(|cell| cell.kind == kind).map(|cell| cell.text.as_str()));
        cells.iter_mut().filter(|cell| cell.kind == kind).for_each(|cell| cell.room = room);
    }
}

/// A column of a score table.
#[derive(Clone, Copy)]
enum Column {
    Name(u32),
    Weight(u32),
    Score(u32),
    Text(&'static str, fn(Lang, &Indicator) -> Option<String>),
}

impl Column {
    fn kind(self) -> &'static str {
        match self {
            Column::Name(_) => "name",
            Column::Weight(_) => "weight",
            Column::Score(_) => "score",
            Column::Text(..) => "text",
        }
    }

    fn head(self, lang: Lang) -> String {
        match self {
            Column::Name(level @ 1..=4) => lang.word(["level-1", "level-2", "level-3", "level-4"][level as usize - 1]),
            Column::Name(level) => lang.say(&Message::new("level-n").with("level", level.to_string())),
            Column::Weight(_) => lang.word("column-weight"),
            Column::Score(_) => lang.word("column-score"),
            Column::Text(word, _) => lang.word(word),
        }
    }

    fn level(self) -> Option<u32> {
        match self {
            Column::Name(level) | Column::Weight(level) | Column::Score(level) => Some(level),
            Column::Text(..) => None,
        }
    }
}

const TEXTS: [Column; 7] = [
    Column::Text("column-rate", |_, indicator| indicator.rate.as_ref().map(|rate| rate.printed.value.clone())),
    Column::Text("column-target", |lang, indicator| figures::target(lang, &indicator.attainment)),
    Column::Text("column-actual", |_, indicator| figures::actual(&indicator.attainment)),
    Column::Text("column-explanation", |_, indicator| value_of(&indicator.explanation)),
    Column::Text("column-standard", |_, indicator| value_of(&indicator.standard)),
    Column::Text("column-basis", |_, indicator| value_of(&indicator.basis)),
    Column::Text("column-deviation", |_, indicator| value_of(&indicator.deviation)),
];

/// Name, and where any is printed weight and score, of each level; then the texts that any row has.
fn columns(lang: Lang, evaluation: &Evaluation) -> Vec<Column> {
    let rows = &evaluation.indicators;
    let mut levels: Vec<u32> = rows.iter().map(|row| row.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let mut columns = Vec::new();
    for level in levels {
        let at = || rows.iter().filter(|row| row.level == level);
        columns.push(Column::Name(level));
        if at().any(|row| row.shown_weight().is_some()) {
            columns.push(Column::Weight(level));
        }
        if at().any(|row| row.shown_score().is_some()) {
            columns.push(Column::Score(level));
        }
    }
    columns.extend(TEXTS.into_iter().filter(|column| match column {
        Column::Text(_, read) => rows.iter().any(|row| read(lang, row).is_some()),
        _ => false,
    }));
    columns
}

fn row(lang: Lang, evaluation: &Evaluation, columns: &[Column], leaf: usize, disputes: &Disputes) -> Vec<CellView> {
    let mut cells: Vec<CellView> = Vec::new();
    for column in columns {
        let Some(level) = column.level() else {
            if let Column::Text(_, read) = column {
                let text = read(lang, &evaluation.indicators[leaf]).unwrap_or_default();
                cells.push(CellView { text, ..cell(lang, *column) });
            }
            continue;
        };
        let Some(owner) = owner(evaluation, leaf, level) else {
            fill(lang, &mut cells, *column, &evaluation.indicators[leaf]);
            continue;
        };
        let extent = match column {
            Column::Weight(_) => covering(evaluation, owner),
            _ => vec![owner],
        };
        let leaves: Vec<usize> = extent.iter().flat_map(|row| leaves_below(evaluation, *row)).collect();
        if leaves.first() != Some(&leaf) {
            continue;
        }
        let printed = extent.first().copied().unwrap_or(owner);
        let indicator = &evaluation.indicators[printed];
        let is_leaf = leaves.len() == 1 && printed == leaf;
        let filled = match column {
            Column::Name(level) => CellView {
                text: indicator.shown_name(),
                outermost: *level == 1,
                scope: Some(if is_leaf { "row" } else { "rowgroup" }),
                ..cell(lang, *column)
            },
            Column::Weight(_) if extent.len() > 1 => {
                let others = extent.iter().skip(1).map(|row| evaluation.indicators[*row].name.value.as_str());
                let names = others.collect::<Vec<_>>().join(&lang.word("between-names"));
                CellView {
                    mark: Some("merged"),
                    mark_text: Some(lang.say(&Message::new("mark-merged").with("names", names))),
                    ..weight_cell(lang, *column, indicator, disputes)
                }
            }
            Column::Weight(_) => weight_cell(lang, *column, indicator, disputes),
            _ => {
                let weight = indicator.weight.as_ref().map(|weight| weight.value);
                let filled = CellView {
                    text: indicator.shown_score().unwrap_or_default(),
                    ..marked(lang, *column, indicator.score.as_ref(), weight, disputes)
                };
                match not_applicable(lang, indicator) {
                    Some(treatment) if filled.mark.is_none() => {
                        CellView { mark: Some("not-applicable"), mark_text: Some(treatment), ..filled }
                    }
                    _ => filled,
                }
            }
        };
        cells.push(CellView { rowspan: leaves.len(), ..filled });
    }
    cells
}

fn cell(lang: Lang, column: Column) -> CellView {
    CellView { kind: column.kind(), label: column.head(lang), rowspan: 1, colspan: 1, ..CellView::default() }
}

/// An empty place beside a row that ends at a higher level: one cell, as wide as it must be, that says why.
fn fill(lang: Lang, cells: &mut Vec<CellView>, column: Column, leaf: &Indicator) {
    match cells.last_mut().filter(|last| last.kind == "none") {
        Some(last) => last.colspan += 1,
        None => {
            let text = value_of(&leaf.not_applicable_printed).unwrap_or_default();
            let mark_text = not_applicable(lang, leaf);
            let mark = mark_text.as_ref().map(|_| "not-applicable");
            cells.push(CellView { text, mark, mark_text, kind: "none", ..cell(lang, column) });
        }
    }
}

/// How an indicator that does not apply is treated: 不适用，不占分值.
fn not_applicable(lang: Lang, indicator: &Indicator) -> Option<String> {
    Some(lang.word(match indicator.not_applicable? {
        NotApplicable::NoWeight => "not-applicable-no-weight",
        NotApplicable::FullMarks => "not-applicable-full-marks",
        NotApplicable::Renormalised => "not-applicable-renormalised",
    }))
}

fn weight_cell(lang: Lang, column: Column, indicator: &Indicator, disputes: &Disputes) -> CellView {
    let text = indicator.shown_weight().unwrap_or_default();
    CellView { text, ..marked(lang, column, indicator.weight.as_ref(), None, disputes) }
}

/// A cell with what is to be said of its figure, its text left to the caller.
fn marked(
    lang: Lang,
    column: Column,
    figure: Option<&Located<Decimal>>,
    weight: Option<Decimal>,
    disputes: &Disputes,
) -> CellView {
    let Some(figure) = figure else { return cell(lang, column) };
    let lost = weight.map(|weight| weight - figure.value).filter(|lost| *lost > Decimal::ZERO);
    let (mark, mark_text) = match (disputes.get(&figure.span), lost) {
        (Some(Dispute::Recomputed), _) => (Some("differs"), Some(lang.word("mark-differs"))),
        (Some(Dispute::Questioned), _) => (Some("differs"), Some(lang.word("mark-questioned"))),
        (None, Some(lost)) => {
            let message = Message::new("mark-lost").with("points", lost.to_string());
            (Some("lost"), Some(lang.say(&message)))
        }
        (None, None) => (None, None),
    };
    CellView { mark, mark_text, ..cell(lang, column) }
}

fn foot(lang: Lang, evaluation: &Evaluation, columns: &[Column], disputes: &Disputes) -> Vec<CellView> {
    let Some(score) = &evaluation.score else { return Vec::new() };
    let last_score = columns.iter().rposition(|column| matches!(column, Column::Score(_)));
    let before = last_score.unwrap_or_else(|| {
        columns.iter().rposition(|column| column.level().is_some()).map_or(columns.len(), |last| last + 1)
    });
    let head = CellView {
        text: lang.word("total"),
        kind: "name",
        scope: Some("row"),
        rowspan: 1,
        colspan: before.max(1),
        ..CellView::default()
    };
    let width = if last_score.is_some() { 1 } else { columns.len().saturating_sub(before).max(1) };
    let total = CellView {
        text: score.value.to_string(),
        kind: "score",
        label: lang.word("column-score"),
        rowspan: 1,
        colspan: width,
        mark: differs(disputes, score, evaluation.recomputed_total()).then_some("differs"),
        ..CellView::default()
    };
    let rest = columns.len().saturating_sub(before + width);
    let mut cells = vec![head, total];
    if rest > 0 {
        cells.push(CellView { kind: "none", rowspan: 1, colspan: rest, ..CellView::default() });
    }
    cells
}

/// Whether a printed score is not what it is recomputed as. One that is may still be in a finding: of what it is part of.
fn differs(disputes: &Disputes, printed: &Located<Decimal>, recomputed: Option<Decimal>) -> bool {
    disputes.contains_key(&printed.span) && recomputed != Some(printed.value)
}

/// The row of `level` that `leaf` is or belongs to.
fn owner(evaluation: &Evaluation, leaf: usize, level: u32) -> Option<usize> {
    std::iter::successors(Some(leaf), |row| evaluation.indicators[*row].parent)
        .find(|row| evaluation.indicators[*row].level == level)
}

/// The groups that share one merged weight cell with `row`, the one it is printed on first.
fn covering(evaluation: &Evaluation, row: usize) -> Vec<usize> {
    evaluation
        .children(evaluation.indicators[row].parent)
        .map(|sibling| evaluation.covered(sibling))
        .find(|covered| covered.len() > 1 && covered.contains(&row))
        .unwrap_or_else(|| vec![row])
}

fn leaves_below(evaluation: &Evaluation, row: usize) -> Vec<usize> {
    if evaluation.is_leaf(row) {
        return vec![row];
    }
    evaluation.children(Some(row)).flat_map(|child| leaves_below(evaluation, child)).collect()
}

/// Items whose score is below their weight, in order; groups where only the whole has both.
pub(super) fn lost(lang: Lang, evaluation: &Evaluation) -> Vec<LostView> {
    let standings = evaluation.standings().into_iter();
    standings
        .filter_map(|standing| {
            let (weight, score) = standing.of?;
            let lost = standing.lost().filter(|lost| *lost > Decimal::ZERO)?;
            Some(LostView {
                path: trail(evaluation, standing.row),
                weight: weight.to_string(),
                score: score.to_string(),
                lost: lost.to_string(),
                reason: reason(lang, evaluation, standing.row),
            })
        })
        .collect()
}

/// Why a row lost points; of a group without words of its own, what its rows say, each with its name.
fn reason(lang: Lang, evaluation: &Evaluation, row: usize) -> Option<String> {
    let indicator = &evaluation.indicators[row];
    let own = [&indicator.deviation, &indicator.reason, &indicator.basis].into_iter().find_map(value_of);
    own.or_else(|| {
        let below = evaluation.children(Some(row)).filter_map(|below| {
            let said = Message::new("labelled").with("label", evaluation.indicators[below].name.value.as_str());
            Some(lang.say(&said.with("value", reason(lang, evaluation, below)?)))
        });
        let below: Vec<String> = below.collect();
        (!below.is_empty()).then(|| below.join(&lang.word("between-clauses")))
    })
}

/// `项目管理 › 资金管理 › 资金使用`.
fn trail(evaluation: &Evaluation, row: usize) -> String {
    let mut names: Vec<&str> = std::iter::successors(Some(row), |row| evaluation.indicators[*row].parent)
        .map(|row| evaluation.indicators[row].name.value.as_str())
        .collect();
    names.reverse();
    names.join(" › ")
}

/// Points of each outermost group, recomputed.
pub(super) fn group_scores(evaluation: &Evaluation) -> Vec<GroupScore> {
    let mut groups: Vec<GroupScore> = evaluation
        .children(None)
        .filter(|row| !evaluation.adds_nothing(*row))
        .map(|row| {
            let indicator = &evaluation.indicators[row];
            let own = indicator.weight.as_ref().filter(|_| indicator.weight_over == 1).map(|weight| weight.value);
            let weight = own.or_else(|| evaluation.recomputed_weight(row));
            let printed = indicator.score.as_ref().map(|score| score.value);
            let score = evaluation.recomputed_score(row).or(printed);
            let bar = score.zip(weight).and_then(|(score, weight)| number::percent(score, weight));
            GroupScore {
                name: indicator.name.value.clone(),
                weight: weight.map(|weight| weight.to_string()),
                score: score.map(|score| score.to_string()),
                bar: bar.and_then(|bar| usize::try_from(bar.trunc()).ok()),
                room: 0,
            }
        })
        .collect();
    let room = figures::room(groups.iter().filter_map(|group| group.score.as_deref()));
    groups.iter_mut().for_each(|group| group.room = room);
    groups
}

/// The total and groups that several places of the report state, each beside its recomputed score.
///
/// Single items are shown only where the places disagree about them.
pub(super) fn statements(
    lang: Lang,
    evaluation: &Evaluation,
    rubric: Option<&Rubric>,
    disputes: &Disputes,
) -> Option<StatementsView> {
    if evaluation.printed.is_empty() {
        return None;
    }
    let mut paths: Vec<&str> = evaluation
        .indicators
        .iter()
        .map(|indicator| indicator.path.as_str())
        .filter(|path| {
            let stated: Vec<&PrintedRow> = rows_about(evaluation, path).collect();
            let disputed = stated.iter().any(|row| {
                row.score.as_ref().is_some_and(|score| disputes.contains_key(&score.span))
                    || row.grade.as_ref().is_some_and(|grade| disputes.contains_key(&grade.span))
            });
            let outermost = !path.contains('/');
            let says = stated.iter().any(|row| row.shown_score().is_some() || row.grade.is_some());
            says && (outermost || disputed)
        })
        .collect();
    paths.push(TOTAL);
    let result = lang.word("place-result");
    let places = std::iter::once(result).chain(evaluation.printed.iter().map(|table| table.place.value.clone()));
    let rows = paths.into_iter().map(|path| statement(lang, evaluation, rubric, path, disputes)).collect();
    Some(StatementsView { places: places.collect(), rows })
}

fn rows_about<'a>(evaluation: &'a Evaluation, path: &str) -> impl Iterator<Item = &'a PrintedRow> {
    evaluation.printed.iter().flat_map(|table| &table.rows).filter(move |row| row.of.value == path)
}

fn statement(
    lang: Lang,
    evaluation: &Evaluation,
    rubric: Option<&Rubric>,
    path: &str,
    disputes: &Disputes,
) -> StatementRow {
    let group = evaluation.find(path);
    let recomputed = match group {
        Some(row) => evaluation.recomputed_score(row),
        None => evaluation.recomputed_total(),
    };
    let bands = rubric.map_or(&[][..], |rubric| evaluation.bands(rubric, group));
    let band = recomputed.and_then(|score| bands.iter().find(|band| band.contains(score)));
    let stated = |shown, score: Option<&Located<Decimal>>, grade: Option<&Located<String>>| StatementCell {
        score: shown,
        grade: grade.map(|grade| grade.value.clone()),
        score_differs: score.is_some_and(|score| differs(disputes, score, recomputed)),
        grade_differs: grade.is_some_and(|grade| disputes.contains_key(&grade.span)),
    };
    let result = match group {
        None => {
            let shown = evaluation.cells.shown("score", evaluation.score.as_ref());
            stated(shown, evaluation.score.as_ref(), evaluation.grade.as_ref())
        }
        Some(_) => StatementCell::default(),
    };
    let elsewhere = evaluation.printed.iter().map(|table| {
        let row = table.rows.iter().find(|row| row.of.value == path);
        row.map_or_else(StatementCell::default, |row| stated(row.shown_score(), row.score.as_ref(), row.grade.as_ref()))
    });
    StatementRow {
        name: group.map_or_else(|| lang.word("total"), |row| trail(evaluation, row)),
        recomputed: recomputed.map(|score| score.to_string()),
        recomputed_grade: band.map(|band| band.grade.value.clone()),
        cells: std::iter::once(result).chain(elsewhere).collect(),
    }
}
