//! Score tables with real merged cells, points lost, and the same score in several places of a report.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::lang::{Lang, Message};
use crate::model::evaluation::{Attainment, Evaluation, Indicator, NotApplicable, PrintedRow, TOTAL, says_something};
use crate::model::rubric::Rubric;
use crate::model::sums::Standing;
use crate::rules::is_shown;
use crate::site::compose::parts::figures::{Dispute, Disputes};
use crate::site::compose::parts::{charts, figures};
use crate::site::views::{
    CellView, ColumnView, FoundLink, GroupScore, LostView, Pair, StatementCell, StatementRow, StatementsView, TableView,
};
use crate::source::{Located, Span, value_of};

/// The score table as the form prints it: each group's name, weight and score merged over its items.
pub(in crate::site) fn score_table(
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

/// The rows that lost points.
fn lost_rows(evaluation: &Evaluation) -> impl Iterator<Item = Standing> {
    evaluation.standings().into_iter().filter(|standing| standing.lost().is_some_and(|lost| lost > Decimal::ZERO))
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
                let of_row = || numbers(indicator, disputes).into_iter().next();
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
fn is_disputed(disputes: &Disputes, printed: &Located<Decimal>, recomputed: Option<Decimal>) -> bool {
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

/// Items whose score is below their weight, in order; groups where only the whole has both.
///
/// `linked` makes a link of the number of a finding.
pub(in crate::site) fn lost(
    lang: Lang,
    evaluation: &Evaluation,
    disputes: &Disputes,
    linked: impl Fn(usize) -> FoundLink,
) -> Vec<LostView> {
    let standings = evaluation.standings().into_iter();
    standings
        .filter_map(|standing| {
            let found = numbers(&evaluation.indicators[standing.row], disputes).into_iter().map(&linked).collect();
            Some(LostView { found, ..lost_at(lang, evaluation, &standing)? })
        })
        .collect()
}

/// What a row lost and what is said of it; `None` where it lost nothing, or nobody can tell.
pub(in crate::site) fn lost_at(lang: Lang, evaluation: &Evaluation, standing: &Standing) -> Option<LostView> {
    let (weight, score) = standing.of?;
    let lost = standing.lost().filter(|lost| *lost > Decimal::ZERO)?;
    Some(LostView {
        path: trail(evaluation, standing.row),
        weight: weight.to_string(),
        score: score.to_string(),
        lost: lost.normalize().to_string(),
        said: said(lang, evaluation, standing.row),
        found: Vec::new(),
    })
}

/// The findings that are about a row: about a figure or a text of it.
fn numbers(row: &Indicator, disputes: &Disputes) -> BTreeSet<usize> {
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
fn said(lang: Lang, evaluation: &Evaluation, row: usize) -> Vec<Pair> {
    let said = said_below(lang, evaluation, row);
    if !said.is_empty() {
        return said;
    }
    let of_group = |group: usize| {
        let said = own_words(lang, &evaluation.indicators[group]).into_iter();
        said.map(|said| named(lang, evaluation, group, said)).collect::<Vec<Pair>>()
    };
    evaluation.groups_of(row).map(of_group).find(|said| !said.is_empty()).unwrap_or_default()
}

fn said_below(lang: Lang, evaluation: &Evaluation, row: usize) -> Vec<Pair> {
    let indicator = &evaluation.indicators[row];
    let own = own_words(lang, indicator);
    if !own.is_empty() {
        return own;
    }
    if is_shown(indicator) {
        return shown_why(lang, indicator);
    }
    let below = evaluation.children(Some(row));
    below
        .flat_map(|below| {
            let said = said_below(lang, evaluation, below).into_iter();
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

/// The figures of a row that show why it lost points: the rate, or the target with what was reached of it.
fn shown_why(lang: Lang, indicator: &Indicator) -> Vec<Pair> {
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
    target.into_iter().chain(pair("column-actual", told("", actual, actual_value))).collect()
}

/// `项目管理 › 资金管理 › 资金使用`.
fn trail(evaluation: &Evaluation, row: usize) -> String {
    let rows = std::iter::once(row).chain(evaluation.groups_of(row));
    let mut names: Vec<&str> = rows.map(|row| evaluation.indicators[row].name.value.as_str()).collect();
    names.reverse();
    names.join(" › ")
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

/// The total and groups that several places of the report state, each beside its recomputed score.
///
/// Single items are shown only where the places disagree about them.
pub(in crate::site) fn statements(
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
                row.score.as_ref().is_some_and(|score| disputes.get(score.span).is_some())
                    || row.grade.as_ref().is_some_and(|grade| disputes.get(grade.span).is_some())
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
    let stated = |shown, score: Option<&Located<Decimal>>, grade: Option<&Located<String>>| {
        let score = score.filter(|score| is_disputed(disputes, score, recomputed)).map(|score| score.span);
        let grade_of = grade.map(|grade| grade.span).filter(|span| disputes.get(*span).is_some());
        let is_remarked = |span: &Span| disputes.get(*span) == Some(Dispute::Remarked);
        StatementCell {
            score: shown,
            grade: grade.map(|grade| grade.value.clone()),
            score_differs: score.is_some_and(|span| !is_remarked(&span)),
            grade_differs: grade_of.is_some_and(|span| !is_remarked(&span)),
            finding: score.into_iter().chain(grade_of).find_map(|span| disputes.number(span)),
        }
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
