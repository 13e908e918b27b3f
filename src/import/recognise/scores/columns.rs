//! The columns of a score table: which there are, and what their cells are written under. Reads no rows.

use crate::import::document::{Cell, one_line};
use crate::import::draft::Unsure;
use crate::import::recognise::heads::{self, Head};
use crate::import::recognise::sheet::{Columns, Sheet};
use crate::import::recognise::{figure, head_of, head_row, heads_by, is_end_of_part};
use crate::lang::Message;
use crate::syntax::number;

/// The columns of a score table whose heads stand in a row.
pub(in crate::import::recognise) fn columns(sheet: &Sheet<'_>, row: usize) -> Option<Vec<(Head, Columns)>> {
    grouped(sheet, row).or_else(|| items(sheet, row).filter(|_| grouped(sheet, row + 1).is_none()))
}

/// Those of a table whose rows stand in groups: 一级指标, 二级指标.
fn grouped(sheet: &Sheet<'_>, row: usize) -> Option<Vec<(Head, Columns)>> {
    let columns = head_row(sheet, row);
    let has = |columns: &[(Head, Columns)], head: Head| columns.iter().any(|(known, _)| *known == head);
    let is_table = has(&columns, Head::Level(1))
        && (has(&columns, Head::Level(2)) || has(&columns, Head::Level(3)))
        && columns.iter().any(|(head, _)| !matches!(head, Head::Level(_)));
    if !is_table {
        return None;
    }
    // 绩效指标 before the levels is the label of the whole part.
    let first = columns.iter().position(|(head, _)| *head == Head::Level(1))?;
    let is_of_table = |(at, (head, _)): &(usize, (Head, Columns))| *at >= first || *head == Head::Dropped;
    Some(columns.into_iter().enumerate().filter(is_of_table).map(|(_, column)| column).collect())
}

/// Those of a table of rows without groups: 评价内容, 满分, 自评分; 指标, 目标, 完成. Names, weights and scores alone, below words
/// for groups, are a summary.
fn items(sheet: &Sheet<'_>, row: usize) -> Option<Vec<(Head, Columns)>> {
    let columns = heads_by(sheet, row, heads::head_of_items);
    let has = |of: fn(Head) -> bool| columns.iter().any(|(head, _)| of(*head));
    let is_name = |head: &Head| matches!(head, Head::Item | Head::Summary | Head::Level(1 | 3));
    let names: Vec<(Head, Columns)> = columns.iter().copied().filter(|(head, _)| is_name(head)).collect();
    // 考核项目 beside 考核内容 are groups and what belongs to them.
    let are_items = !names.is_empty() && names.iter().all(|(head, _)| *head == Head::Item);
    if !(are_items || names.len() == 1) {
        return None;
    }
    let has_score = has(|head| matches!(head, Head::Score | Head::ScoreOf(_) | Head::ScoreAndWeight { .. }));
    let has_more = has(|head| key(head).is_some_and(|(_, is_figure)| !is_figure));
    let is_rated = has_score && (are_items || has(|head| head == Head::Weight) && has_more);
    let has_targets = has(|head| head == Head::Target) && has(|head| head == Head::Actual);
    if has(|head| head == Head::Ladder) || !is_rated && !has_targets {
        return None;
    }
    let named = |(head, of): &(Head, Columns)| {
        let level = (1..).zip(&names).find(|(_, (_, name))| name == of).map(|(level, _)| Head::Level(level));
        (level.unwrap_or(*head), *of)
    };
    Some(columns.iter().map(named).collect())
}

/// Whether the rows of a table may be of one whose heads stand elsewhere: no heads and labels of their own, and figures below the
/// heads of figures.
pub(in crate::import::recognise) fn goes_on(sheet: &Sheet<'_>, columns: &[(Head, Columns)]) -> bool {
    let is_plain = |row: usize| head_row(sheet, row).is_empty() && !is_end_of_part(sheet, row);
    let figures = columns.iter().filter(|(head, _)| key(*head).is_some_and(|(_, is_figure)| is_figure));
    let cells: Vec<&str> = figures
        .flat_map(|(_, of)| (0..sheet.rows()).filter_map(|row| sheet.below(row, *of)))
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    (0..sheet.rows()).all(is_plain)
        && !cells.is_empty()
        && cells.iter().all(|text| figure(bare_share(text).unwrap_or(text)).is_some())
}

/// Whether a row has a cell for every head, and none too many that says something.
pub(super) fn fits(cells: &[Cell], width: usize) -> bool {
    cells.len() >= width && cells[width..].iter().all(|cell| cell.text.trim().is_empty())
}

pub(super) fn width(columns: &[(Head, Columns)]) -> usize {
    columns.iter().map(|(_, columns)| columns.to).max().unwrap_or_default()
}

/// A column of values, and the level whose rows they belong to where they have a column of their own.
pub(super) struct Value {
    pub(super) head: Head,
    pub(super) columns: Columns,
    pub(super) level: Option<usize>,
    /// Whether they are weights of a hundred, all with the sign of per cent.
    is_of_hundred: bool,
}

impl Value {
    /// Whether a figure begins in a row of the column.
    pub(super) fn tells(&self, sheet: &Sheet<'_>, row: usize) -> bool {
        let cell = sheet.below(row, self.columns).filter(|cell| sheet.begins(cell, row));
        cell.is_some_and(|cell| {
            let is_figure = key(self.head).is_some_and(|(_, is_figure)| is_figure);
            is_figure && self.printed(&cell.text).is_some() || pair(self.head, &cell.text).is_some()
        })
    }

    /// The figure that a cell of the column prints.
    pub(super) fn printed(&self, text: &str) -> Option<String> {
        figure(bare_share(text).filter(|_| self.is_of_hundred).unwrap_or(text))
    }

    /// Whose scores they are, where several raters have a column each.
    pub(super) fn rater(&self) -> Option<&'static str> {
        if let Head::ScoreOf(rater) = self.head { Some(rater) } else { None }
    }
}

pub(super) fn values(
    sheet: &Sheet<'_>,
    start: usize,
    columns: &[(Head, Columns)],
    levels: &[(u8, Columns)],
) -> Vec<Value> {
    let weights = columns.iter().filter(|(head, _)| *head == Head::Weight).count();
    let over_weights = scores_over_weights(sheet, start, columns).map(|(_, both)| both);
    let level_before = |at: usize| levels.iter().rposition(|(_, level)| level.from < columns[at].1.from);
    let value = |(at, (head, of)): (usize, &(Head, Columns))| {
        let level = match head {
            Head::Level(_) => return None,
            Head::Weight if weights > 1 => level_before(at),
            _ => None,
        };
        let is_of_hundred = *head == Head::Weight && weights_of_hundred(sheet, start, *of, columns).is_some();
        let head = over_weights.filter(|_| *head == Head::Score).unwrap_or(*head);
        Some(Value { head, columns: *of, level, is_of_hundred })
    };
    columns.iter().enumerate().filter_map(value).collect()
}

/// Score and weight of a cell that has both, each with its key.
pub(super) fn pair(head: Head, text: &str) -> Option<[(&'static str, String); 2]> {
    let Head::ScoreAndWeight { score_first } = head else { return None };
    let (first, second) = text.split_once(['/', '／'])?;
    let (score, weight) = if score_first { (first, second) } else { (second, first) };
    let score = figure(score).filter(|score| number::parse(score).is_some())?;
    let weight = figure(weight).filter(|weight| number::parse(weight).is_some())?;
    Some([("weight", weight), ("score", score)])
}

/// Scores that all stand over another figure, `18/20`, in a table without weights: the first of them, and which is the score,
/// as none is more than its weight.
fn scores_over_weights<'t>(sheet: &Sheet<'t>, start: usize, columns: &[(Head, Columns)]) -> Option<(&'t Cell, Head)> {
    let has_weights = columns.iter().any(|(head, _)| *head == Head::Weight);
    let (_, of) = columns.iter().find(|(head, _)| *head == Head::Score && !has_weights)?;
    let rows = (start + 1..sheet.rows()).take_while(|row| !is_end_of_part(sheet, *row));
    let cells: Vec<&Cell> =
        rows.filter_map(|row| sheet.below(row, *of)).filter(|cell| !cell.text.trim().is_empty()).collect();
    let fits = |score_first: bool| {
        cells.iter().all(|cell| {
            let both = pair(Head::ScoreAndWeight { score_first }, &cell.text);
            both.is_some_and(|[(_, weight), (_, score)]| number::parse(&score) <= number::parse(&weight))
        })
    };
    let score_first = [true, false].into_iter().find(|score_first| fits(*score_first))?;
    let is_sure = |cell: &&&Cell| {
        pair(Head::ScoreAndWeight { score_first }, &cell.text).is_some_and(|[one, other]| one.1 != other.1)
    };
    let shown = cells.iter().find(is_sure).or(cells.first())?;
    Some((*shown, Head::ScoreAndWeight { score_first }))
}

/// The key that a column's cells are written under, and whether they are figures.
pub(super) fn key(head: Head) -> Option<(&'static str, bool)> {
    Some(match head {
        Head::Weight => ("weight", true),
        Head::Score => ("score", true),
        Head::ScoreOf(_) => ("scores", true),
        Head::Explanation => ("explanation", false),
        Head::Standard => ("standard", false),
        Head::Basis => ("basis", false),
        Head::Target => ("target", false),
        Head::Actual | Head::GoalActual => ("actual", false),
        Head::Direction => ("direction", false),
        Head::Unit => ("unit", false),
        Head::Deviation => ("deviation", false),
        Head::Reason => ("reason", false),
        _ => return None,
    })
}

/// What of the columns can be read in another way.
pub(super) fn of_heads(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)]) -> Vec<Unsure> {
    let mut unsure = Vec::new();
    let means = |cell: &Cell, head: Head| head_of(sheet, start, cell, heads::head) == Some(head);
    let is_again = |cell: &&Cell| means(cell, Head::ScoreAgain);
    let of_somebody = columns.iter().filter(|(head, _)| matches!(head, Head::ScoreOf(_)));
    if let Some(cell) = of_somebody.filter_map(|(_, of)| sheet.below(start, *of)).find(is_again) {
        let readings = Message::new("import-score-again").with("name", one_line(&cell.text));
        unsure.push(Unsure { place: sheet.place(cell), readings });
    }
    let is_mean = |cell: &&Cell| means(cell, Head::MeanScore);
    let scores = columns.iter().filter(|(head, _)| *head == Head::Score);
    if let Some(cell) = scores.filter_map(|(_, of)| sheet.below(start, *of)).find(is_mean) {
        let readings = Message::new("import-mean-score").with("name", one_line(&cell.text));
        unsure.push(Unsure { place: sheet.place(cell), readings });
    }
    if let Some((cell, head)) = scores_over_weights(sheet, start, columns) {
        let score_first = head == Head::ScoreAndWeight { score_first: true };
        let message = if score_first { "import-score-over-weight" } else { "import-weight-over-score" };
        let readings = Message::new(message).with("printed", one_line(&cell.text));
        unsure.push(Unsure { place: sheet.place(cell), readings });
    }
    let share = columns
        .iter()
        .filter(|(head, _)| *head == Head::Weight)
        .find_map(|(_, of)| weights_of_hundred(sheet, start, *of, columns));
    if let Some(cell) = share {
        let readings = Message::new("import-weight-of-hundred").with("printed", one_line(&cell.text));
        unsure.push(Unsure { place: sheet.place(cell), readings });
    }
    unsure
}

/// The first of the weights that are all printed as so many per cent, which is so many points of a hundred. Where a score is
/// more, the scores are of a hundred each, and the weights no points.
fn weights_of_hundred<'t>(
    sheet: &Sheet<'t>,
    start: usize,
    of: Columns,
    columns: &[(Head, Columns)],
) -> Option<&'t Cell> {
    let rows = start + 1..sheet.rows();
    let share = |cell: &Cell| bare_share(&cell.text).and_then(number::parse);
    let shares: Vec<(usize, &Cell)> = rows
        .clone()
        .filter_map(|row| Some((row, sheet.below(row, of)?)))
        .filter(|(_, cell)| share(cell).is_some())
        .collect();
    let is_more = |(row, cell): &(usize, &Cell)| {
        let scores = columns.iter().filter(|(head, _)| matches!(head, Head::Score | Head::ScoreOf(_)));
        let mut scores = scores.filter_map(|(_, of)| number::parse(&figure(&sheet.below(*row, *of)?.text)?));
        scores.any(|score| share(cell).is_some_and(|weight| score > weight))
    };
    let is_point = |row: usize| sheet.below(row, of).is_some_and(|cell| number::parse(&cell.text).is_some());
    let (_, first) = shares.first()?;
    (shares.len() > 1 && !rows.into_iter().any(is_point) && !shares.iter().any(is_more)).then_some(*first)
}

fn bare_share(text: &str) -> Option<&str> {
    text.trim().strip_suffix(['%', '％'])
}
