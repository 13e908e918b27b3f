//! Document → drafts: which table is a score table, which a table of funds, told by their heads. What fits nothing is kept as
//! not placed, what could be read in two ways as unsure.

mod days;
mod funds;
mod heads;
mod labels;
mod layout;
mod left;
mod lists;
mod narrative;
mod scores;
mod settle;
mod sheet;
mod signatures;
mod ticks;

use std::collections::BTreeSet;

use super::document::{Block, Cell, Document, Notice, Place, Table, one_line, plain};
use super::draft::{Draft, Entry, Unplaced, Unsure};
use crate::lang::{Arg, Message};
use crate::model::Content;
use crate::syntax::cell;
use heads::Head;
use scores::Scores;
pub use settle::initials;
use sheet::{Columns, Sheet};

/// What the clerk said beside the file.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Year of the project.
    pub year: Option<u32>,
    /// Key of the agency.
    pub agency: Option<String>,
    /// Rubric.
    pub rubric: Option<String>,
}

/// The drafts of a file: one for each project that it tells of. None for one that tells of no project.
pub fn recognise(documents: &[Document], file: &str, content: &Content, given: &Given) -> Vec<Draft> {
    let (mut drafts, mut others) = (Vec::new(), Vec::new());
    for whole in narrative::joined(documents).into_iter().map(layout::plain_document) {
        let words = settle::Words::of(&whole, content);
        for part in narrative::projects(&whole) {
            let read = recognised(&part);
            match read.tells_of_a_project() {
                true => drafts.push(settle::settle(read, &part, &words, file, content, given)),
                false => others.extend(narrative::called(&part)),
            }
        }
    }
    if let Some(first) = drafts.first_mut().filter(|_| !others.is_empty()) {
        first.notices.push(Message::new("import-not-of-a-project").with("names", Arg::list(others)).into());
    }
    drafts
}

/// What was recognised of one project, before it is settled what repeats what.
#[derive(Default)]
struct Recognised {
    /// Name of the table that is being read.
    place: String,
    unit: Option<String>,
    /// The unit that was stated last for the table at hand, where another was before.
    other_unit: Option<String>,
    funds: Entry,
    rates: Vec<Entry>,
    rate_row: Option<Entry>,
    sources: Vec<Entry>,
    items: Vec<Entry>,
    goals: Vec<Entry>,
    targets: Vec<Entry>,
    tables: Vec<(String, Place, Scores)>,
    summaries: Vec<Summary>,
    /// Grades with the table that states them.
    grades: Vec<(String, Place, String)>,
    bands: Option<String>,
    evaluators: Vec<Person>,
    problems: Vec<Entry>,
    /// Kind of the problem read last: merged cells say it once.
    problem_kind: String,
    labels: labels::Labels,
    signatures: Vec<(String, String)>,
    signed: Option<String>,
    body: Vec<Block>,
    /// Before which pieces of the body tables stood that went elsewhere.
    moved: BTreeSet<usize>,
    /// Whether a title of a form was above one of its tables.
    has_form: bool,
    /// Whether a table of scores stands in the body that nobody knows how to read.
    has_unread_scores: bool,
    unplaced: Vec<Unplaced>,
    unsure: Vec<Unsure>,
    notices: Vec<Notice>,
}

/// A place that sums scores up: what it is called, and its rows with where they stand.
struct Summary {
    place: String,
    rows: Vec<(Place, Entry)>,
}

/// Somebody who evaluated.
struct Person {
    name: String,
    entry: Entry,
}

impl Recognised {
    /// Whether it is a form or a report, and no ledger or letter.
    fn tells_of_a_project(&self) -> bool {
        let has_report = self.body.iter().any(|block| match block {
            Block::Paragraph(paragraph) => {
                let text = plain(&paragraph.text);
                text.chars().count() <= CAPTION && ["绩效", "评价", "自评"].iter().any(|word| text.contains(word))
            }
            Block::Table(_) => false,
        });
        let sentences =
            self.body.iter().filter(|block| matches!(block, Block::Paragraph(text) if text.text.contains('。')));
        // A form of a project with scores in a table of another kind.
        let is_rated =
            self.body.iter().any(|block| match block {
                Block::Table(table) => table.rows.iter().flatten().any(|cell| {
                    matches!(heads::head(&cell.text), Some(Head::Score | Head::ScoreOf(_) | Head::ScoreAgain))
                }),
                Block::Paragraph(_) => false,
            });
        !self.tables.is_empty()
            || self.labels.title.is_some() && (is_rated || has_report || self.has_form)
            || self.has_totals()
            || !self.goals.is_empty()
            || has_report && (sentences.count() >= 3 || self.has_money() || !self.summaries.is_empty())
    }

    fn has_money(&self) -> bool {
        !self.sources.is_empty() || !self.items.is_empty()
    }

    /// Name of the table that is being read; where it has none, what it is.
    fn called(&self, what: &str) -> String {
        if self.place.is_empty() { what.to_owned() } else { self.place.clone() }
    }

    fn has_totals(&self) -> bool {
        self.funds.0.iter().any(|(key, _)| *key != "unit")
    }

    fn set_unit(&mut self, unit: &str, place: &Place) {
        match &self.unit {
            None => {
                self.unit = Some(unit.to_owned());
                self.funds.text("unit", unit);
            }
            Some(known) if known == unit => self.other_unit = None,
            Some(known) => {
                let readings = Message::new("import-two-units").with("unit", known.as_str()).with("other", unit);
                self.unsure.push(Unsure { place: place.clone(), readings });
                self.other_unit = Some(unit.to_owned());
            }
        }
    }
}

fn recognised(document: &Document) -> Recognised {
    let mut draft = Recognised { notices: document.notices.clone(), ..Recognised::default() };
    let mut caption = String::new();
    // Paragraphs of the body since the last long one or table: what stands above a table.
    let mut above = 0;
    let mut captions = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let text = one_line(&paragraph.text);
                if text.is_empty() {
                    continue;
                }
                if heads::is_unit(&text)
                    && let Some(unit) = heads::unit(&text)
                {
                    draft.set_unit(unit, &Place::default());
                    continue;
                }
                draft.place = caption.clone();
                if labels::read_line(&paragraph.text, &mut draft) {
                    continue;
                }
                let is_caption = text.chars().count() <= CAPTION && !text.ends_with(['。', '；', '：']);
                above = if is_caption { above + 1 } else { 0 };
                // What stands above a table may name its unit: 支出明细表（单位：元）.
                if let Some(unit) = heads::unit(&text).filter(|_| is_caption && text.contains("单位")) {
                    draft.set_unit(unit, &Place::default());
                }
                // The title of a report is no name of a table.
                let is_name = is_caption && !text.ends_with("报告") && !heads::is_in_brackets(&text);
                caption = match is_name {
                    _ if labels::is_line_of_fields(&paragraph.text) => caption,
                    true => text,
                    false => String::new(),
                };
                draft.body.push(block.clone());
            }
            Block::Table(table) => {
                let (table, joined) = layout::mended(table);
                let sheet = Sheet::new(&table);
                draft.place = if caption.is_empty() { named_sheet(&table) } else { caption.clone() };
                draft.unsure.extend(joined.into_iter().map(|row| {
                    let place = Place { table: table.number, row, column: 1, ..Place::default() };
                    Unsure { place, readings: Message::new("import-joined-rows") }
                }));
                let body = draft.body.len();
                read_table(&sheet, &mut draft);
                if sheet.is_known() {
                    let apart = left::apart(&sheet);
                    draft.unplaced.extend(left::cells(&sheet));
                    drop_captions(&mut draft.body, body, above, &mut captions);
                    draft.moved.insert(draft.body.len());
                    apart.into_iter().for_each(|table| keep(table, &mut draft));
                } else {
                    keep(table.clone(), &mut draft);
                }
                caption = String::new();
                above = 0;
                draft.other_unit = None;
            }
        }
    }
    draft.has_form = captions.iter().any(|caption| caption.contains("绩效"));
    if !captions.is_empty() {
        draft.notices.push(Message::new("import-captions").with("captions", Arg::list(captions)).into());
    }
    draft
}

/// Keeps a table that nobody knows how to read in the narrative.
fn keep(table: Table, draft: &mut Recognised) {
    let unread = left::scores(&Sheet::new(&table));
    draft.has_unread_scores |= unread.is_some();
    draft.unplaced.extend(unread);
    draft.body.push(Block::Table(table));
}

/// The name that somebody gave the sheet of a table.
fn named_sheet(table: &Table) -> String {
    let is_given = !["Sheet", "sheet", "工作表"].iter().any(|name| table.sheet.starts_with(name));
    if is_given { table.sheet.clone() } else { String::new() }
}

/// Takes what stands above a table, title and 附件1, from the narrative, where the table does not stand either; headings with
/// numbers stay.
fn drop_captions(body: &mut Vec<Block>, table: usize, above: usize, dropped: &mut Vec<String>) {
    let mut at = table;
    for _ in 0..above {
        let Some(Block::Paragraph(paragraph)) = at.checked_sub(1).and_then(|before| body.get(before)) else { return };
        let text = one_line(&paragraph.text);
        let is_numbered = heads::is_part_title(&text) || text.starts_with(['（', '(']);
        if is_numbered
            || !(text.contains('表') || text.starts_with("附件") || text.ends_with("信息") || text.contains("清单"))
        {
            return;
        }
        at -= 1;
        body.remove(at);
        dropped.push(text);
    }
}

/// The most characters of a paragraph that is the caption of the table below it.
const CAPTION: usize = 40;

fn read_table(sheet: &Sheet<'_>, draft: &mut Recognised) {
    let mut row = 0;
    while row < sheet.rows() {
        row = read_part(sheet, row, draft).max(row + 1);
    }
}

/// Reads the part of a table that begins in a row; gives the first row behind it.
fn read_part(sheet: &Sheet<'_>, row: usize, draft: &mut Recognised) -> usize {
    if let [title] = sheet.written(row).as_slice()
        && (heads::is_part_title(&title.text) || labels::is_part(&title.text))
    {
        sheet.take(title);
        draft.place = labels::without_number(&title.text);
        return row + 1;
    }
    // Heads in two rows stand complete in the second.
    let heads_at = |row: usize| scores::columns(sheet, row).map(|columns| (row, columns));
    let (first, second) = (heads_at(row), heads_at(row + 1));
    let fuller = match (first, second) {
        (Some(first), Some(second)) if sheet.table.has_columns && second.1.len() > first.1.len() => Some(second),
        (None, Some(second))
            if sheet.table.has_columns && !sheet.written(row).is_empty() && shares_heads(sheet, row) =>
        {
            Some(second)
        }
        (first, _) => first,
    };
    if let Some((at, columns)) = fuller {
        sheet.row(row).iter().for_each(|cell| sheet.take(cell));
        let scores = scores::read(sheet, at, &columns);
        let end = scores.end;
        let place = sheet.row(row).first().map(|cell| sheet.place(cell)).unwrap_or_default();
        draft.tables.push((draft.called("评分表"), place, scores));
        return end;
    }
    if let Some(columns) = funds::columns(sheet, row) {
        let called = draft.called("资金表");
        let place = std::mem::replace(&mut draft.place, called);
        let end = funds::read(sheet, row, &columns, draft);
        draft.place = place;
        return end;
    }
    if let Some(end) = funds::read_pairs(sheet, row, draft) {
        return end;
    }
    lists::read(sheet, row, draft).unwrap_or_else(|| labels::read_row(sheet, row, draft))
}

/// Whether cells of a row reach down into the next.
fn shares_heads(sheet: &Sheet<'_>, row: usize) -> bool {
    sheet.written(row).iter().any(|cell| cell.rows > 1 && heads::head(&cell.text).is_some())
}

/// The columns whose heads stand in a row, from left to right. In a table with columns heads that began above count.
fn head_row(sheet: &Sheet<'_>, row: usize) -> Vec<(Head, Columns)> {
    heads_by(sheet, row, heads::head)
}

/// Those by what words mean as heads in a table of a kind.
fn heads_by(sheet: &Sheet<'_>, row: usize, meaning: fn(&str) -> Option<Head>) -> Vec<(Head, Columns)> {
    let mut found: Vec<(Head, Columns)> = Vec::new();
    let mut column = 0;
    let width = match sheet.table.has_columns {
        true => sheet.width,
        false => sheet.row(row).len(),
    };
    while column < width {
        let here = Columns { from: column, to: column + 1 };
        match sheet.below(row, here) {
            Some(cell) => {
                let columns = Columns::of(cell);
                found.extend(head_of(sheet, row, cell, meaning).map(|head| (head, columns)));
                column = columns.to.max(column + 1);
            }
            None => column += 1,
        }
    }
    let has = |found: &[(Head, Columns)], head: Head| found.iter().any(|(known, _)| *known == head);
    // 评价指标 or 指标类型 beside 指标名称 are the groups that these names belong to.
    if has(&found, Head::Level(3)) && !has(&found, Head::Level(1)) && !has(&found, Head::Ladder) {
        let group = found.iter_mut().find(|(head, _)| matches!(head, Head::Summary | Head::TargetKind));
        group.into_iter().for_each(|(head, _)| *head = Head::Level(1));
    }
    // Scores of a hundred beside those that count are for a person to see.
    if has(&found, Head::WeightedScore) {
        found.retain(|(head, _)| *head != Head::Score);
        found.iter_mut().filter(|(head, _)| *head == Head::WeightedScore).for_each(|(head, _)| *head = Head::Score);
    }
    // Where nobody has one score of all, it is the mean of those of several.
    if !found.iter().any(|(head, _)| matches!(head, Head::Score | Head::ScoreOf(_))) {
        found.iter_mut().filter(|(head, _)| *head == Head::MeanScore).for_each(|(head, _)| *head = Head::Score);
    }
    // Who scored again, another than the one that is named.
    let again = if has(&found, Head::ScoreOf("finance")) { "department" } else { "finance" };
    let is_again = |head: &Head| *head == Head::ScoreAgain && !found.iter().any(|(head, _)| *head == Head::Score);
    if let Some(at) = found.iter().position(|(head, _)| is_again(head)) {
        found[at].0 = Head::ScoreOf(again);
    }
    // Scores by one rater alone are the scores.
    let is_of_rater = |(head, _): &&mut (Head, Columns)| matches!(head, Head::ScoreOf(_) | Head::Score);
    if let [(head, _)] = found.iter_mut().filter(is_of_rater).collect::<Vec<_>>().as_mut_slice() {
        *head = Head::Score;
    }
    found
}

/// What a cell means as a head: alone, or with the head above that covers it and others: 自评 below 得分.
fn head_of(sheet: &Sheet<'_>, row: usize, cell: &Cell, meaning: fn(&str) -> Option<Head>) -> Option<Head> {
    let above = row.checked_sub(1).filter(|_| sheet.begins(cell, row)).and_then(|row| sheet.covering(row, cell.column));
    let above = above.filter(|above| above.columns > cell.columns && above.columns < sheet.width);
    let over = above.and_then(|above| Some((above, heads::head(&above.text)?)));
    match over {
        Some((_, Head::Level(level))) if heads::is_of_names(&cell.text) => Some(Head::Level(level)),
        _ => meaning(&cell.text)
            .or_else(|| over.and_then(|(above, _)| heads::head(&format!("{}{}", cell.text, above.text)))),
    }
}

/// Whether another part of the form begins in a row.
fn is_end_of_part(sheet: &Sheet<'_>, row: usize) -> bool {
    let written = sheet.written(row);
    let Some(first) = written.first() else { return false };
    heads::is_part_title(&first.text)
        || heads::is_note(&first.text)
        || labels::is_label(&first.text)
        || labels::is_part(&first.text)
        || labels::is_field(&first.text) && !heads::is_unused(&first.text)
}

/// A name without the number of a form (指标1：) and without its weight; the name as printed and the weight, where it has one.
fn clean(text: &str) -> (String, String, String) {
    let line = one_line(text);
    let weighted = heads::weighted(&line);
    let name = weighted.as_ref().map_or(line.clone(), |(name, _)| name.clone());
    let numbered = name.strip_prefix("指标").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let unnumbered = numbered.and_then(|rest| rest.strip_prefix(['：', ':', '.', '、'])).map(str::trim);
    let name = unnumbered.filter(|rest| !rest.is_empty()).map_or(name.clone(), str::to_owned);
    let (label, weight) = weighted.map_or((String::new(), String::new()), |(_, weight)| (line, weight));
    (name, label, weight)
}

/// What a cell for a figure prints, where it is one or says that there is none; 分 behind it says nothing.
fn figure(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_suffix('分').map_or(text, str::trim_end);
    match cell::read(bare) {
        cell::Cell::Figure(_) => Some(bare.to_owned()),
        cell::Cell::NoFigure => Some(text.to_owned()),
        _ => None,
    }
}
