//! Score tables with real merged cells, and the points of their groups. Knows no other place of a report.

use rust_decimal::Decimal;

use super::lost::{finding_numbers, lost_rows};

use crate::lang::{Lang, Message};
use crate::model::evaluation::{Evaluation, Indicator, NotApplicable, says_something};
use crate::site::compose::parts::figures::{Dispute, Disputes};
use crate::site::compose::parts::{charts, figures};
use crate::site::views::{CellView, ColumnView, GroupScore, TableView};
use crate::source::{Located, value_of};
use crate::syntax::number;

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
    let views = columns.iter().map(|column| ColumnView { text: heading(lang, *column, &columns), kind: column.kind() });
    Some(TableView { caption, columns: views.collect(), rows, foot })
}

/// Gives weights as much room after the point as the longest of them needs, and scores likewise.
fn align(mut cells: Vec<&mut CellView>) {
    for kind in ["weight", "score"] {
        let fraction_width =
            figures::fraction_width(cells.iter().filter(|cell| cell.kind == kind).map(|cell| cell.text.as_str()));
        cells.iter_mut().filter(|cell| cell.kind == kind).for_each(|cell| cell.fraction_width = fraction_width);
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

/// The head of a column, which names its level where several have such a column.
fn heading(lang: Lang, column: Column, columns: &[Column]) -> String {
    let is_alone = columns.iter().filter(|other| other.kind() == column.kind()).count() == 1;
    let id = match (column, column.level()) {
        (Column::Weight(_), Some(1..=4)) if !is_alone => "weight-of-level",
        (Column::Score(_), Some(1..=4)) if !is_alone => "score-of-level",
        _ => return column.head(lang),
    };
    lang.say(&Message::new(id).with("level", column.level().unwrap_or_default() as usize))
}

/// What is told of points lost where they are listed; a column where a row tells more.
const REASON: Column = Column::Text("column-reason", |_, indicator| value_of(&indicator.reason));

const TEXTS: [Column; 7] = [
    Column::Text("column-rate", |_, indicator| indicator.rate.as_ref().map(|rate| rate.printed.value.clone())),
    Column::Text("column-target", |lang, indicator| figures::target(lang, indicator.attainment())),
    Column::Text("column-actual", |_, indicator| figures::actual(indicator.attainment())),
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
    let listed: Vec<usize> = lost_rows(evaluation).map(|standing| standing.row).collect();
    let is_listed = |row: usize| {
        let is_below = |above: usize, row: usize| evaluation.groups_of(row).any(|group| group == above);
        listed.iter().any(|lost| *lost == row || is_below(*lost, row) || is_below(row, *lost))
    };
    let tells_more = |(row, indicator): (usize, &Indicator)| {
        indicator.reason.as_ref().is_some_and(says_something) && !is_listed(row)
    };
    columns.extend(rows.iter().enumerate().any(tells_more).then_some(REASON));
    columns
}

fn row(lang: Lang, evaluation: &Evaluation, columns: &[Column], leaf: usize, disputes: &Disputes) -> Vec<CellView> {
    let mut cells: Vec<CellView> = Vec::new();
    for column in columns {
        let Some(level) = column.level() else {
            if let Column::Text(_, read) = column {
                cells.push(CellView { text: text(lang, evaluation, leaf, *read), ..cell(lang, *column) });
            }
            continue;
        };
        let Some(owner) = owner(evaluation, leaf, level) else {
            let leaf = &evaluation.indicators[leaf];
            let is_marked = columns.iter().any(|column| matches!(column, Column::Score(level) if *level == leaf.level));
            fill(lang, &mut cells, *column, leaf, is_marked);
            continue;
        };
        let extent = match column {
            Column::Weight(_) => covering(evaluation, owner),
            _ => vec![owner],
        };
        let printed = extent.first().copied().unwrap_or(owner);
        if first_leaf_below(evaluation, printed) != leaf {
            continue;
        }
        let leaves: Vec<usize> = extent.iter().flat_map(|row| leaves_below(evaluation, *row)).collect();
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
                let own = indicator.weight.as_ref().filter(|_| indicator.weight_over == 1);
                let weight = own.map(|weight| weight.value);
                let filled = CellView {
                    text: indicator.shown_score().unwrap_or_default(),
                    ..marked(lang, *column, indicator.score.as_ref(), weight, disputes)
                };
                let of_row = || finding_numbers(indicator, disputes).into_iter().next();
                let filled = CellView { finding: filled.finding.or_else(of_row), ..filled };
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

/// What the cell of an item says, behind what its groups say where it is the first of theirs, each with the group's name.
fn text(lang: Lang, evaluation: &Evaluation, leaf: usize, read: fn(Lang, &Indicator) -> Option<String>) -> String {
    let groups = evaluation.groups_of(leaf).filter(|group| first_leaf_below(evaluation, *group) == leaf);
    let said = |group: usize| {
        let indicator = &evaluation.indicators[group];
        let message = Message::new("labelled").with("label", indicator.name.value.as_str());
        Some(lang.say(&message.with("value", read(lang, indicator)?)))
    };
    let mut said: Vec<String> = groups.filter_map(said).collect();
    said.reverse();
    said.extend(read(lang, &evaluation.indicators[leaf]));
    said.join(&lang.word("between-clauses"))
}

fn cell(lang: Lang, column: Column) -> CellView {
    CellView { kind: column.kind(), label: column.head(lang), rowspan: 1, colspan: 1, ..CellView::default() }
}

/// An empty place beside a row that ends at a higher level: one cell, as wide as it must be, that says why.
/// What does not apply is marked in its score's cell, where there is one (`is_marked`).
fn fill(lang: Lang, cells: &mut Vec<CellView>, column: Column, leaf: &Indicator, is_marked: bool) {
    match cells.last_mut().filter(|last| last.kind == "none") {
        Some(last) => last.colspan += 1,
        None => {
            let text = value_of(&leaf.not_applicable_printed).unwrap_or_default();
            let mark_text = not_applicable(lang, leaf).filter(|_| !is_marked);
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
    let dispute = disputes.get(figure.span);
    let (mark, mark_text) = match (dispute, lost) {
        (Some(Dispute::Recomputed), _) => (Some("differs"), Some(lang.word("mark-differs"))),
        (Some(Dispute::Questioned | Dispute::Remarked), _) => (Some("differs"), Some(lang.word("mark-questioned"))),
        (None, Some(lost)) => {
            let message = Message::new("mark-lost").with("points", lost.normalize().to_string());
            (Some("lost"), Some(lang.say(&message)))
        }
        (None, None) => (None, None),
    };
    let finding = dispute.and_then(|_| disputes.number(figure.span));
    CellView { mark, mark_text, finding, ..cell(lang, column) }
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
    let is_disputed = is_disputed(disputes, score, evaluation.recomputed_total());
    let is_remarked = disputes.get(score.span) == Some(Dispute::Remarked);
    let total = CellView {
        text: score.value.to_string(),
        kind: "score",
        label: lang.word("column-score"),
        rowspan: 1,
        colspan: width,
        mark: is_disputed.then_some("differs"),
        mark_text: (is_disputed && is_remarked).then(|| lang.word("mark-questioned")),
        finding: disputes.number(score.span).filter(|_| is_disputed),
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
pub(super) fn is_disputed(disputes: &Disputes, printed: &Located<Decimal>, recomputed: Option<Decimal>) -> bool {
    disputes.get(printed.span).is_some() && recomputed != Some(printed.value)
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
        .filter(|sibling| evaluation.indicators[*sibling].weight_over > 1)
        .map(|sibling| evaluation.covered(sibling))
        .find(|covered| covered.contains(&row))
        .unwrap_or_else(|| vec![row])
}

fn first_leaf_below(evaluation: &Evaluation, row: usize) -> usize {
    evaluation.children(Some(row)).next().map_or(row, |child| first_leaf_below(evaluation, child))
}

fn leaves_below(evaluation: &Evaluation, row: usize) -> Vec<usize> {
    if evaluation.is_leaf(row) {
        return vec![row];
    }
    evaluation.children(Some(row)).flat_map(|child| leaves_below(evaluation, child)).collect()
}

/// Points of each outermost group, recomputed; none of a table that has neither weights nor scores.
pub(in crate::site) fn group_scores(lang: Lang, evaluation: &Evaluation) -> Vec<GroupScore> {
    let mut groups: Vec<GroupScore> = evaluation
        .children(None)
        .filter(|row| !evaluation.adds_nothing(*row))
        .map(|row| {
            let indicator = &evaluation.indicators[row];
            let own = indicator.weight.as_ref().filter(|_| indicator.weight_over == 1).map(|weight| weight.value);
            let weight = own.or_else(|| evaluation.recomputed_weight(row));
            let printed = indicator.score.as_ref().map(|score| score.value);
            let score = evaluation.recomputed_score(row).or(printed);
            // Of a part of which an item does not apply, what does.
            let scaled = evaluation.scaled(Some(row)).filter(|_| score.is_none());
            let applied = scaled.and_then(|scaled| Some((number::sum(scaled.scores)?, scaled.applied)));
            let (score, weight) = applied.map_or((score, weight), |(score, weight)| (Some(score), Some(weight)));
            let bar = score.zip(weight).filter(|(_, weight)| *weight > Decimal::ZERO);
            GroupScore {
                name: indicator.name.value.clone(),
                weight: weight.map(|weight| weight.to_string()),
                score: score.map(|score| score.to_string()),
                instead: not_applicable(lang, indicator).unwrap_or_else(|| lang.word("not-listed")),
                bar: bar.map(|(score, weight)| charts::bar(score, weight)),
                fraction_width: 0,
            }
        })
        .collect();
    if groups.iter().all(|group| group.score.is_none() && group.weight.is_none()) {
        return Vec::new();
    }
    let fraction_width = figures::fraction_width(groups.iter().filter_map(|group| group.score.as_deref()));
    groups.iter_mut().for_each(|group| group.fraction_width = fraction_width);
    groups
}
