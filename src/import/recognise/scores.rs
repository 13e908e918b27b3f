//! Score tables: 一级指标, 二级指标, 三级指标 with weights, scores, targets and texts. A cell that fits no row is left for others to say.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::heads::{self, Head};
use super::labels;
use super::sheet::{Columns, Sheet};
use super::{clean, figure, head_row, is_end_of_part};
use crate::import::document::{Cell, one_line, plain};
use crate::import::draft::{Entry, Unsure};
use crate::lang::Message;
use crate::limits;
use crate::syntax::number;

/// A score table as it is printed.
#[derive(Default)]
pub(super) struct Scores {
    pub(super) nodes: Vec<Node>,
    /// Weight and score of its last row.
    pub(super) total: Entry,
    /// The raters that have a column of scores each, with the total of the column.
    pub(super) raters: Vec<(&'static str, Option<String>)>,
    /// The subtotals as printed, each with the node it is of.
    pub(super) subtotals: Vec<(usize, Entry)>,
    /// Points beside the indicators, added or taken off.
    pub(super) adjustments: Vec<Entry>,
    pub(super) unsure: Vec<Unsure>,
    /// Names of rows of the template that nothing was written in.
    pub(super) unused: Vec<String>,
    /// The first row behind it.
    pub(super) end: usize,
    /// How many columns say something; the fullest table is the one that others repeat.
    pub(super) richness: usize,
}

/// A row.
pub(super) struct Node {
    pub(super) level: usize,
    pub(super) name: String,
    pub(super) entry: Entry,
    /// Rows of the table that it stands in.
    rows: std::ops::Range<usize>,
}

impl Scores {
    /// A table of groups alone, from the rows of a summary.
    pub(super) fn of_groups<'e>(rows: impl Iterator<Item = &'e Entry>) -> Scores {
        let node = |row: &Entry| {
            let of_row = row.0.iter().filter(|(key, _)| ["weight", "score"].contains(key)).cloned();
            let name = row.get("of").unwrap_or_default().to_owned();
            Node { level: 1, name, entry: Entry(of_row.collect()), rows: 0..0 }
        };
        Scores { nodes: rows.map(node).collect(), ..Scores::default() }
    }

    /// Paths of the nodes, with `#2` where an earlier one has the same.
    pub(super) fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::with_capacity(self.nodes.len());
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            while open.last().is_some_and(|last| self.nodes[*last].level >= node.level) {
                open.pop();
            }
            let path = match open.last() {
                Some(parent) => format!("{}/{}", paths[*parent], node.name),
                None => node.name.clone(),
            };
            let count = seen.entry(path.clone()).or_default();
            *count += 1;
            paths.push(if *count == 1 { path } else { format!("{path}#{count}") });
            open.push(at);
        }
        paths
    }

    fn parent(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|other| self.nodes[*other].level < self.nodes[at].level)
    }

    fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let level = self.nodes[at].level;
        let end =
            (at + 1..self.nodes.len()).find(|other| self.nodes[*other].level <= level).unwrap_or(self.nodes.len());
        (at + 1..end).filter(move |other| self.parent(*other) == Some(at))
    }

    /// What the weights below a node come to, where all are known.
    fn weight_below(&self, at: usize) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        let mut some = false;
        for child in self.children(at) {
            let own = self.nodes[child].entry.get("weight").map(number::parse);
            let weight = match own {
                Some(weight) => weight?,
                None if self.nodes[child].entry.has("not_applicable") => continue,
                None => self.weight_below(child)?,
            };
            sum = sum.checked_add(weight)?;
            some = true;
        }
        some.then_some(sum)
    }
}

/// The columns of a score table whose heads stand in a row.
pub(super) fn columns(sheet: &Sheet<'_>, row: usize) -> Option<Vec<(Head, Columns)>> {
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

/// Whether a row is the sum of a score table: by its name, or by that of a score with a weight before it.
pub(super) fn is_sum(row: &[Cell]) -> bool {
    let mut written = row.iter().filter(|cell| !cell.text.trim().is_empty());
    let Some(first) = written.next() else { return false };
    let has_two = || written.filter(|cell| figure(&cell.text).is_some()).count() >= 2;
    heads::is_total(&first.text) || labels::is_score(&first.text) && has_two()
}

/// Whether the rows of a table may be of one whose heads stand elsewhere: no heads and labels of their own, and figures below the
/// heads of figures.
pub(super) fn goes_on(sheet: &Sheet<'_>, columns: &[(Head, Columns)]) -> bool {
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

pub(super) fn read(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)]) -> Scores {
    let mut scores = Scores::default();
    sheet.row(start).iter().for_each(|cell| sheet.take(cell));
    let levels: Vec<(u8, Columns)> = columns
        .iter()
        .filter_map(|(head, columns)| if let Head::Level(level) = head { Some((*level, *columns)) } else { None })
        .collect();
    let values: Vec<Value> = values(sheet, start, columns, &levels);
    scores.richness = columns.len();
    scores.raters = values.iter().filter_map(|value| Some((value.rater()?, None))).collect();
    scores.unsure.extend(of_heads(sheet, start, columns));
    let (mut totals, mut lines) = (Vec::new(), Vec::new());
    let mut row = start + 1;
    while row < sheet.rows() {
        if head_row(sheet, row).len() >= 2 && sheet.written(row).iter().all(|cell| heads::head(&cell.text).is_some()) {
            // Heads once more, or in two rows.
            if self::columns(sheet, row).is_none_or(|again| again.len() != columns.len()) && row > start + 1 {
                break;
            }
            sheet.row(row).iter().for_each(|cell| sheet.take(cell));
            row += 1;
            continue;
        }
        let is_total = is_sum(sheet.row(row));
        let is_short = !sheet.table.has_columns && !fits(sheet.row(row), width(columns).max(sheet.row(start).len()));
        if is_total {
            totals.push(row);
            row += 1;
            continue;
        }
        // What stands below the sum without a figure is no indicator: who filled the form in.
        let is_behind = !totals.is_empty() && !values.iter().any(|value| value.tells(sheet, row));
        // More rows than a project may have are left for others to say.
        if is_end_of_part(sheet, row) || is_short || is_behind || scores.nodes.len() >= limits::ROWS {
            break;
        }
        let names: Vec<Option<&Cell>> = levels.iter().map(|(_, columns)| sheet.below(row, *columns)).collect();
        if read_subtotal(sheet, row, &names, &values, &mut scores)
            || read_adjustment(sheet, row, &names, &values, &mut scores)
        {
            row += 1;
            continue;
        }
        add_nodes(sheet, row, &names, &values, &mut scores);
        lines.push(row);
        row += 1;
    }
    scores.end = row;
    set_ends(&mut scores, &lines);
    for row in start + 1..scores.end {
        match totals.contains(&row) {
            true => read_total(sheet, row, columns, &values, &mut scores),
            false if lines.contains(&row) => values.iter().for_each(|value| attach(sheet, row, value, &mut scores)),
            false => {}
        }
    }
    drop_unused(&mut scores);
    not_applicable(&mut scores);
    weights_over_several(sheet, &mut scores);
    scores
}

/// Whether a row has a cell for every head, and none too many that says something.
fn fits(cells: &[Cell], width: usize) -> bool {
    cells.len() >= width && cells[width..].iter().all(|cell| cell.text.trim().is_empty())
}

fn width(columns: &[(Head, Columns)]) -> usize {
    columns.iter().map(|(_, columns)| columns.to).max().unwrap_or_default()
}

/// A column of values, and the level whose rows they belong to where they have a column of their own.
struct Value {
    head: Head,
    columns: Columns,
    level: Option<usize>,
    /// Whether they are weights of a hundred, all with the sign of per cent.
    is_of_hundred: bool,
}

impl Value {
    /// Whether a figure begins in a row of the column.
    fn tells(&self, sheet: &Sheet<'_>, row: usize) -> bool {
        let cell = sheet.below(row, self.columns).filter(|cell| sheet.begins(cell, row));
        key(self.head).is_some_and(|(_, is_figure)| is_figure)
            && cell.is_some_and(|cell| self.printed(&cell.text).is_some())
    }

    /// The figure that a cell of the column prints.
    fn printed(&self, text: &str) -> Option<String> {
        figure(bare_share(text).filter(|_| self.is_of_hundred).unwrap_or(text))
    }

    /// Whose scores they are, where several raters have a column each.
    fn rater(&self) -> Option<&'static str> {
        if let Head::ScoreOf(rater) = self.head { Some(rater) } else { None }
    }
}

fn values(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)], levels: &[(u8, Columns)]) -> Vec<Value> {
    let weights = columns.iter().filter(|(head, _)| *head == Head::Weight).count();
    let level_before = |at: usize| levels.iter().rposition(|(_, level)| level.from < columns[at].1.from);
    let value = |(at, (head, of)): (usize, &(Head, Columns))| {
        let level = match head {
            Head::Level(_) => return None,
            Head::Weight if weights > 1 => level_before(at),
            _ => None,
        };
        let is_of_hundred = *head == Head::Weight && weights_of_hundred(sheet, start, *of, columns).is_some();
        Some(Value { head: *head, columns: *of, level, is_of_hundred })
    };
    columns.iter().enumerate().filter_map(value).collect()
}

/// The key that a column's cells are written under, and whether they are figures.
fn key(head: Head) -> Option<(&'static str, bool)> {
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
fn of_heads(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)]) -> Vec<Unsure> {
    let mut unsure = Vec::new();
    let is_again = |cell: &&Cell| heads::head(&cell.text) == Some(Head::ScoreAgain);
    let of_somebody = columns.iter().filter(|(head, _)| matches!(head, Head::ScoreOf(_)));
    if let Some(cell) = of_somebody.filter_map(|(_, of)| sheet.below(start, *of)).find(is_again) {
        let readings = Message::new("import-score-again").with("name", one_line(&cell.text));
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

/// Reads a row of a subtotal: it is of the group that it stands in, or of the one above where it stands among groups.
fn read_subtotal(
    sheet: &Sheet<'_>,
    row: usize,
    names: &[Option<&Cell>],
    values: &[Value],
    scores: &mut Scores,
) -> bool {
    let begins = |cell: &Cell| !cell.text.trim().is_empty() && sheet.begins(cell, row);
    let first = names.iter().enumerate().find_map(|(level, cell)| Some((level, cell.filter(|cell| begins(cell))?)));
    let Some((level, name)) = first else { return false };
    let group = scores.nodes.iter().rposition(|node| node.level == level.max(1));
    let Some(group) = group.filter(|_| heads::is_subtotal(&name.text)) else { return false };
    sheet.take(name);
    let mut entry = Entry::default();
    entry.text("label", one_line(&name.text));
    for value in values {
        let Some((key @ ("weight" | "score"), _)) = key(value.head) else { continue };
        let cell = sheet.below(row, value.columns).filter(|cell| sheet.begins(cell, row) && !sheet.is_taken(cell));
        if let Some((cell, figure)) = cell.and_then(|cell| Some((cell, value.printed(&cell.text)?)))
            && !entry.has(key)
        {
            entry.figure(key, figure);
            sheet.take(cell);
        }
    }
    scores.subtotals.push((group, entry));
    true
}

/// Reads a row of points beside the indicators. Whether points that are taken off without a sign are none, nobody knows: such
/// a row is left.
fn read_adjustment(
    sheet: &Sheet<'_>,
    row: usize,
    names: &[Option<&Cell>],
    values: &[Value],
    scores: &mut Scores,
) -> bool {
    let begins = |cell: &&Cell| !cell.text.trim().is_empty() && sheet.begins(cell, row);
    let mut named = names.iter().flatten().copied().filter(begins).collect::<Vec<_>>();
    named.dedup_by(|one, other| std::ptr::eq(*one, *other));
    let [name] = named.as_slice() else { return false };
    if !heads::is_adjustment(&name.text) {
        return false;
    }
    let score = values.iter().find(|value| value.head == Head::Score).and_then(|value| sheet.below(row, value.columns));
    let points = score.and_then(|cell| Some((cell, figure(&cell.text)?, number::parse(&figure(&cell.text)?)?)));
    if let Some((cell, printed, points)) = points
        && (points <= Decimal::ZERO || !name.text.contains('扣'))
    {
        let mut entry = Entry::default();
        entry.text("name", one_line(&name.text));
        entry.figure("score", printed);
        scores.adjustments.push(entry);
        sheet.take(name);
        sheet.take(cell);
    }
    true
}

fn add_nodes(sheet: &Sheet<'_>, row: usize, names: &[Option<&Cell>], values: &[Value], scores: &mut Scores) {
    let mut is_new = false;
    for (level, cell) in names.iter().enumerate() {
        let Some(cell) = cell.filter(|cell| !cell.text.trim().is_empty()) else { continue };
        if !sheet.begins(cell, row) {
            continue;
        }
        sheet.take(cell);
        let (name, label, weight) = clean(&cell.text);
        let open = scores.nodes.iter().rev().take_while(|node| node.level > level).find(|node| node.level == level + 1);
        let is_last = level + 1 == names.len();
        if let Some(open) = open
            && open.name == name
            && !is_new
            && !is_last
        {
            // Printed once more beside each of its rows, unless it has a weight of its own again.
            let mine = values.iter().find(|value| value.head == Head::Weight && value.level == Some(level));
            let weight_at = |row| {
                mine.and_then(|value| sheet.below(row, value.columns)).filter(|cell| !cell.text.trim().is_empty())
            };
            let has_weight = open.rows.clone().chain(open.rows.start..row).any(|row| weight_at(row).is_some());
            let Some(again) = weight_at(row).filter(|cell| sheet.begins(cell, row) && has_weight) else { continue };
            let before = (open.rows.start..row).rev().find_map(weight_at);
            let is_same = before.is_some_and(|before| figure(&before.text) == figure(&again.text));
            let message = if is_same { "import-one-group" } else { "import-two-groups" };
            let readings = Message::new(message).with("name", name.as_str());
            if scores.unsure.iter().all(|unsure| unsure.readings != readings) {
                scores.unsure.push(Unsure { place: sheet.place(cell), readings });
            }
            if is_same {
                continue;
            }
        }
        is_new = true;
        let mut entry = Entry::default();
        entry.text("label", label);
        entry.figure("weight", weight);
        scores.nodes.push(Node { level: level + 1, name, entry, rows: row..row + 1 });
    }
}

/// Each node stands in the lines up to the next of its level or above.
fn set_ends(scores: &mut Scores, lines: &[usize]) {
    for at in 0..scores.nodes.len() {
        let (level, start) = (scores.nodes[at].level, scores.nodes[at].rows.start);
        let next = scores.nodes[at + 1..].iter().find(|node| node.level <= level);
        let next = next.map_or(scores.end, |node| node.rows.start);
        let last = lines[..lines.partition_point(|line| *line < next)].last();
        scores.nodes[at].rows.end = last.map_or(start, |last| *last).max(start) + 1;
    }
}

/// Puts the cells of a column that begin in a row where they belong.
fn attach(sheet: &Sheet<'_>, row: usize, value: &Value, scores: &mut Scores) {
    let Some(cell) = sheet.below(row, value.columns).filter(|cell| sheet.begins(cell, row)) else { return };
    if cell.text.trim().is_empty() || sheet.is_taken(cell) {
        return;
    }
    let rows = row..row + cell.rows;
    if value.head == Head::Dropped {
        return sheet.take(cell);
    }
    if value.head == Head::Subtotal {
        let group = scores.nodes.iter().position(|node| node.level == 1 && node.rows.contains(&row));
        if let (Some(group), Some(printed)) = (group, figure(&cell.text)) {
            let mut row = Entry::default();
            row.text("label", "小计");
            row.figure("score", printed);
            scores.subtotals.push((group, row));
            sheet.take(cell);
        }
        return;
    }
    let Some((key, is_figure)) = key(value.head) else { return };
    let of = match value.level {
        Some(level) => scores.nodes.iter().rposition(|node| node.level == level + 1 && node.rows.contains(&row)),
        None => {
            let exact = scores.nodes.iter().rposition(|node| node.rows == rows);
            exact.or_else(|| match cell.rows {
                1 => scores.nodes.iter().rposition(|node| node.rows.start == row),
                _ => scores.nodes.iter().position(|node| node.rows.start == row && node.rows.end < rows.end),
            })
        }
    };
    let Some(of) = of else { return };
    // What stands over several groups of one level is the first one's; over others than groups, nobody's.
    let level = scores.nodes[of].level;
    let over = scores.nodes[of..].iter().filter(|node| node.level == level && rows.contains(&node.rows.start)).count();
    let is_over = scores.nodes[of].rows.end < rows.end;
    let ends_with = scores.nodes.iter().any(|node| node.level == level && node.rows.end == rows.end);
    if is_over && (key != "weight" || !ends_with || over < 2) {
        return;
    }
    let entry = &mut scores.nodes[of].entry;
    if let Some(rater) = value.rater() {
        if figure(&cell.text).is_some_and(|printed| entry.figure_in(key, rater, printed)) {
            sheet.take(cell);
        }
        return;
    }
    if entry.has(key) {
        if !(key == "weight" && value.printed(&cell.text).as_deref() == entry.get("weight")) {
            return;
        }
        return sheet.take(cell);
    }
    match is_figure {
        true => {
            let Some(printed) = value.printed(&cell.text) else { return };
            entry.figure(key, printed);
        }
        false => entry.text(key, one_line(&cell.text)),
    }
    if is_over {
        entry.value("weight_over", crate::import::draft::Value::Plain(over.to_string()));
    }
    sheet.take(cell);
}

/// The last row. Where columns are not known, its name covers those of the names, so that the others end it alike.
fn read_total(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], values: &[Value], scores: &mut Scores) {
    let missing = match sheet.table.has_columns {
        true => 0,
        false => width(columns).saturating_sub(sheet.row(row).len()),
    };
    let below = |value: &Value| {
        let from = value.columns.from.checked_sub(missing)?;
        sheet.below(row, Columns { from, ..value.columns }).filter(|cell| sheet.begins(cell, row))
    };
    let is_figure = |value: &Value| below(value).is_some_and(|cell| value.printed(&cell.text).is_some());
    let weight = values.iter().rev().find(|value| value.head == Head::Weight);
    if missing > 0 && !weight.is_none_or(is_figure) {
        return;
    }
    let written = sheet.written(row);
    for cell in written.iter().filter(|cell| heads::is_total(&cell.text) || labels::is_score(&cell.text)) {
        sheet.take(cell);
        let label = one_line(&cell.text);
        if plain(&label) != "总分" && !scores.total.has("label") {
            scores.total.text("label", label);
        }
    }
    for value in values {
        let Some((key, true)) = key(value.head).or((value.head == Head::Subtotal).then_some(("score", true))) else {
            continue;
        };
        let Some(from) = value.columns.from.checked_sub(missing) else { continue };
        let Some(cell) = sheet.below(row, Columns { from, ..value.columns }).filter(|cell| sheet.begins(cell, row))
        else {
            continue;
        };
        let Some(printed) = value.printed(&cell.text) else { continue };
        if let Some(rater) = value.rater() {
            let total = scores.raters.iter_mut().find(|(of, total)| *of == rater && total.is_none());
            if let Some((_, total)) = total {
                *total = Some(printed);
                sheet.take(cell);
            }
            continue;
        }
        match scores.total.get(key) {
            None => scores.total.figure(key, printed),
            Some(known) if *known == printed => {}
            Some(_) => continue,
        }
        sheet.take(cell);
    }
}

/// Rows of the template that nothing was written in.
fn drop_unused(scores: &mut Scores) {
    let is_leaf = |at: usize| scores.children(at).next().is_none();
    let unused: Vec<usize> = (0..scores.nodes.len())
        .filter(|at| is_leaf(*at) && heads::is_unused(&scores.nodes[*at].name) && scores.nodes[*at].entry.0.is_empty())
        .collect();
    for at in unused.into_iter().rev() {
        let name = scores.nodes.remove(at).name;
        scores.unused.insert(0, name);
        scores.subtotals.iter_mut().filter(|(of, _)| *of > at).for_each(|(of, _)| *of -= 1);
    }
}

/// 不涉及 in the place of an item says so of its group; full marks for what was not set are said by the basis.
fn not_applicable(scores: &mut Scores) {
    let plain_value = |word: &str| crate::import::draft::Value::Text(word.to_owned());
    for at in (0..scores.nodes.len()).rev() {
        let node = &scores.nodes[at];
        let siblings = scores.parent(at).map_or(0, |parent| scores.children(parent).count());
        let is_empty = !["weight", "score", "scores"].iter().any(|key| node.entry.has(key));
        if heads::is_not_applicable(&node.name) && is_empty && siblings == 1 {
            let printed = scores.nodes.remove(at).name;
            let group = &mut scores.nodes[at - 1].entry;
            group.value("not_applicable", plain_value("no-weight"));
            group.text("not_applicable_printed", printed);
            scores.subtotals.iter_mut().filter(|(of, _)| *of > at).for_each(|(of, _)| *of -= 1);
            continue;
        }
        let node = &mut scores.nodes[at];
        let Some(basis) = node.entry.get("basis").map(str::to_owned) else { continue };
        let is_full = node.entry.has("weight") && node.entry.get("weight") == node.entry.get("score");
        let is_not_set = ["未设置", "未设定", "不涉及"].iter().any(|word| basis.contains(word));
        if is_full && is_not_set && basis.contains("按满分") {
            node.entry.value("not_applicable", plain_value("full-marks"));
            node.entry.text("not_applicable_printed", basis);
        }
    }
}

/// Where columns are not known, a weight over several groups looks like one of the first alone: their sums tell.
fn weights_over_several(sheet: &Sheet<'_>, scores: &mut Scores) {
    if sheet.table.has_columns {
        return;
    }
    for at in 0..scores.nodes.len() {
        let level = scores.nodes[at].level;
        let Some(weight) = scores.nodes[at].entry.get("weight").and_then(number::parse) else { continue };
        let Some(mut sum) = scores.weight_below(at).filter(|sum| *sum != weight) else { continue };
        let siblings: Vec<usize> = (at + 1..scores.nodes.len())
            .take_while(|other| scores.nodes[*other].level >= level)
            .filter(|other| scores.nodes[*other].level == level)
            .take_while(|other| !scores.nodes[*other].entry.has("weight"))
            .collect();
        for (count, other) in siblings.iter().enumerate() {
            let Some(more) = scores.weight_below(*other).and_then(|more| sum.checked_add(more)) else { break };
            sum = more;
            if sum == weight {
                let over = count + 2;
                let readings = Message::new("import-weight-over")
                    .with("weight", weight.to_string())
                    .with("first", scores.nodes[at].name.as_str())
                    .with("last", scores.nodes[*other].name.as_str());
                let first = sheet.row(scores.nodes[at].rows.start).first();
                let place = first.map(|cell| sheet.place(cell)).unwrap_or_default();
                scores.unsure.push(Unsure { place, readings });
                let value = crate::import::draft::Value::Plain(over.to_string());
                scores.nodes[at].entry.value("weight_over", value);
                break;
            }
        }
    }
}
