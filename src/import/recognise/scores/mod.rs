//! Score tables: 一级指标, 二级指标, 三级指标 with weights, scores, targets and texts. A cell that fits no row is left for others to say.

mod columns;
mod whole;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::heads::{self, Head};
use super::labels;
use super::sheet::{Columns, Sheet};
use super::{clean, figure, head_row, is_end_of_part};
use crate::import::document::{Cell, Place, one_line, plain};
use crate::import::draft::{Entry, Unsure};
use crate::lang::Message;
use crate::limits;
use crate::syntax::number;
use columns::{Value, fits, key, of_heads, pair, values, width};
pub(super) use columns::{columns, goes_on};

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
    /// How many levels its rows have, and how many columns say something; the fullest table is the one that others repeat.
    pub(super) richness: (usize, usize),
}

/// A row.
pub(super) struct Node {
    /// Where its name stands.
    pub(super) place: Place,
    pub(super) level: usize,
    pub(super) name: String,
    pub(super) entry: Entry,
    /// Rows of the table that it stands in.
    rows: std::ops::Range<usize>,
}

impl Scores {
    /// A table of groups alone, from the rows of a summary.
    pub(super) fn of_groups<'e>(rows: impl Iterator<Item = &'e (Place, Entry)>) -> Scores {
        let node = |(place, row): &(Place, Entry)| {
            let of_row = row.0.iter().filter(|(key, _)| ["weight", "score"].contains(key)).cloned();
            let name = row.get("of").unwrap_or_default().to_owned();
            Node { place: place.clone(), level: 1, name, entry: Entry(of_row.collect()), rows: 0..0 }
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

    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|other| self.nodes[*other].level < self.nodes[at].level)
    }

    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
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

/// Whether a row is the sum of a score table: by its name, or by that of a score with a weight before it. The number of the row
/// may stand before.
pub(super) fn is_sum(row: &[Cell]) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut written =
        row.iter().skip_while(|cell| is_number(cell.text.trim())).filter(|cell| !cell.text.trim().is_empty());
    let Some(first) = written.next() else { return false };
    let has_two = || written.filter(|cell| figure(&cell.text).is_some()).count() >= 2;
    heads::is_total(&first.text) || labels::is_score(&first.text) && has_two()
}

pub(super) fn read(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)]) -> Scores {
    let mut scores = Scores::default();
    sheet.row(start).iter().for_each(|cell| sheet.take(cell));
    let levels: Vec<(u8, Columns)> = columns
        .iter()
        .filter_map(|(head, columns)| if let Head::Level(level) = head { Some((*level, *columns)) } else { None })
        .collect();
    let values: Vec<Value> = values(sheet, start, columns, &levels);
    scores.richness = (levels.len(), columns.len());
    scores.raters = values.iter().filter_map(|value| Some((value.rater()?, None))).collect();
    scores.unsure.extend(of_heads(sheet, start, columns));
    let (mut totals, mut lines) = (Vec::new(), Vec::new());
    let mut row = start + 1;
    while row < sheet.rows() {
        // The heads of the table again, whatever else stands among them: 备注.
        if says_the_same(sheet, start, row) {
            sheet.row(row).iter().for_each(|cell| sheet.take(cell));
            row += 1;
            continue;
        }
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
        // What stands below the sum or an empty row without a figure is no indicator: who filled the form in.
        let is_behind =
            (!totals.is_empty() || sheet.is_apart(row)) && !values.iter().any(|value| value.tells(sheet, row));
        // More rows than a project may have are left for others to say.
        if is_end_of_part(sheet, row) || is_short || is_behind || scores.nodes.len() >= limits::ROWS {
            break;
        }
        if is_of_words(sheet, row, &values) {
            row += 1;
            continue;
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
    whole::drop_unused(&mut scores);
    whole::not_applicable(&mut scores);
    whole::weights_over_several(sheet, &mut scores);
    scores
}

/// Whether two rows say the same, cell by cell.
fn says_the_same(sheet: &Sheet<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (sheet.written(one), sheet.written(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| plain(&one.text) == plain(&other.text))
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
    // Where there are no groups nobody knows of which rows it is.
    if names.len() == 1 {
        return true;
    }
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
    // 加分项 may be a group of several: each is told by its own name.
    let group = names.first().copied().flatten().filter(|cell| heads::is_adjustment(&cell.text));
    let (name, group) = match (named.as_slice(), group) {
        ([name], None) if heads::is_adjustment(&name.text) => (*name, *name),
        ([.., name], Some(group)) => (*name, group),
        _ => return false,
    };
    let score = values.iter().find(|value| value.head == Head::Score).and_then(|value| sheet.below(row, value.columns));
    let points = score.and_then(|cell| Some((cell, figure(&cell.text)?, number::parse(&figure(&cell.text)?)?)));
    if let Some((cell, printed, points)) = points
        && (points <= Decimal::ZERO || ![name, group].iter().any(takes_off))
    {
        let mut entry = Entry::default();
        entry.text("name", one_line(&name.text));
        entry.figure("score", printed);
        scores.adjustments.push(entry);
        [name, group, cell].iter().for_each(|cell| sheet.take(cell));
    }
    true
}

/// Whether points under a name are taken off.
fn takes_off(name: &&Cell) -> bool {
    name.text.contains('扣') || name.text.trim().starts_with('减')
}

/// Whether a row is a name and words that stand over all figures, as those of an opinion on the whole do.
fn is_of_words(sheet: &Sheet<'_>, row: usize, values: &[Value]) -> bool {
    let [_, words] = sheet.written(row)[..] else { return false };
    let mut figures = values.iter().filter(|value| key(value.head).is_some_and(|(_, is_figure)| is_figure)).peekable();
    let covered = Columns::of(words);
    let covers = |value: &Value| covered.from <= value.columns.from && value.columns.to <= covered.to;
    sheet.table.has_columns
        && words.columns > 1
        && figures.peek().is_some()
        && figures.all(covers)
        && figure(&words.text).is_none()
        && !heads::is_not_applicable(&words.text)
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
        scores.nodes.push(Node { place: sheet.place(cell), level: level + 1, name, entry, rows: row..row + 1 });
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
    if let Some(both) = pair(value.head, &cell.text) {
        let of = scores.nodes.iter().rposition(|node| node.rows.start == row && node.rows.end == rows.end);
        let entry = of.map(|of| &mut scores.nodes[of].entry);
        if let Some(entry) = entry.filter(|entry| !entry.has("weight") && !entry.has("score")) {
            both.into_iter().for_each(|(key, printed)| entry.figure(key, printed));
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
        if value.head == Head::Dropped {
            below(value).into_iter().for_each(|cell| sheet.take(cell));
        }
        if let Some(cell) = below(value)
            && let Some(both) = pair(value.head, &cell.text)
            && !scores.total.has("weight")
            && !scores.total.has("score")
        {
            both.into_iter().for_each(|(key, printed)| scores.total.figure(key, printed));
            sheet.take(cell);
            continue;
        }
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
