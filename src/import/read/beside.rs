//! What a file holds beside the words and cells that are read: counted while it is read, and told. Knows no file format.

use std::collections::BTreeSet;

use crate::import::document::{Block, Notice, one_line, plain};
use crate::lang::{Arg, Message};

/// What was counted.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) insertions: usize,
    pub(super) deletions: usize,
    pub(super) hidden: usize,
    pub(super) struck: usize,
    /// Rows and columns of a sheet with words that are hidden.
    pub(super) hidden_rows: Vec<String>,
    pub(super) hidden_columns: Vec<String>,
    pub(super) pictures: usize,
    pub(super) charts: usize,
    /// What other programs made and the file holds: each by the name of its kind.
    pub(super) objects: Vec<String>,
    /// Where each comment stands, or how it begins.
    pub(super) comments: Vec<String>,
    pub(super) unread_numbers: usize,
    pub(super) unread_fields: usize,
    pub(super) unread_columns: usize,
    /// Cells whose formula is there without what it comes to.
    pub(super) formulas: Vec<String>,
    pub(super) unread_formats: usize,
    /// Cells with words below a merged one.
    pub(super) covered: Vec<String>,
}

/// The most of a kind that are told one by one.
const TOLD: usize = 20;

/// The most characters by which a comment is told.
const BEGINNING: usize = 15;

/// The most characters of a line of a header or footer.
const LINE: usize = 60;

impl Beside {
    /// What is to be said of all this.
    pub(super) fn notices(self) -> Vec<Notice> {
        let counts = [
            ("import-insertions", self.insertions),
            ("import-deletions", self.deletions),
            ("import-hidden", self.hidden),
            ("import-struck", self.struck),
            ("import-pictures", self.pictures),
            ("import-charts", self.charts),
            ("import-unread-numbers", self.unread_numbers),
            ("import-unread-fields", self.unread_fields),
            ("import-unread-columns", self.unread_columns),
            ("import-unread-formats", self.unread_formats),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let mut notices: Vec<Notice> =
            counts.map(|(message, count)| Message::new(message).with("count", count).into()).collect();
        let mut kinds = self.objects.clone();
        kinds.sort();
        kinds.dedup();
        let lists = [
            ("import-hidden-rows", self.hidden_rows.len(), self.hidden_rows),
            ("import-hidden-columns", self.hidden_columns.len(), self.hidden_columns),
            ("import-objects", self.objects.len(), kinds),
            ("import-comments", self.comments.len(), self.comments),
            ("import-unread-formulas", self.formulas.len(), self.formulas),
            ("import-covered", self.covered.len(), self.covered),
        ];
        let lists = lists.into_iter().filter(|(_, count, _)| *count > 0);
        notices.extend(lists.map(|(message, count, mut places)| {
            if places.len() > TOLD {
                places.truncate(TOLD);
                places.push("…".to_owned());
            }
            Message::new(message).with("count", count).with("places", Arg::list(places)).into()
        }));
        notices
    }

    /// A comment that is known by its words.
    pub(super) fn comment(&mut self, words: &str) {
        self.comments.push(quoted(&one_line(words), BEGINNING));
    }
}

/// What is to be said of the words of headers and footers: nothing of numbers of pages, of what the document says too, and of what
/// was said before.
pub(super) fn margins(lines: impl IntoIterator<Item = String>, blocks: &[Block]) -> Option<Notice> {
    let mut seen = BTreeSet::new();
    // Only a hostile file has more.
    let different: Vec<String> = lines.into_iter().filter(|line| seen.insert(plain(line))).take(3 * TOLD).collect();
    // All the text once more, where it is needed only.
    if different.iter().all(|line| line.trim().is_empty()) {
        return None;
    }
    let mut told: Vec<String> = Vec::new();
    let mut said = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => said += &plain(&paragraph.text),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| said += &plain(&cell.text)),
        }
        said.push('\n');
    }
    for line in different {
        let word = plain(&line);
        let is_number = word.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric() || "第共总页".contains(c))
            || ["p", "page", "pageof"].contains(&word.to_ascii_lowercase().trim_matches(|c: char| !c.is_alphabetic()));
        let line = one_line(&line);
        if !is_number && !said.contains(&word) && told.len() < TOLD {
            told.push(line);
        }
    }
    (!told.is_empty()).then(|| {
        let words = told.into_iter().map(|line| quoted(&line, LINE));
        Message::new("import-margins").with("words", Arg::list(words)).into()
    })
}

/// The beginning of a line in quotation marks.
fn quoted(line: &str, most: usize) -> String {
    let beginning: String = line.chars().take(most).collect();
    let rest = if beginning.len() < line.len() { "…" } else { "" };
    format!("“{beginning}{rest}”")
}

/// The name of a cell: its row from 1 and column from 0 as sheets call it.
pub(super) fn reference(row: usize, column: usize) -> String {
    letters(column) + &row.to_string()
}

/// The name of a column from 0.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
