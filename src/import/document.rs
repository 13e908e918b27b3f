//! What a file of any kind says: paragraphs, and tables as cells with their places. Knows neither file formats nor reports.

use crate::characters::{Unseen, unseen};
use crate::lang::{Lang, Message};

/// A document, or one sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Name of the sheet; empty for a document.
    pub name: String,
    /// In the order of the file.
    pub blocks: Vec<Block>,
    /// What of the file was left out.
    pub notices: Vec<Notice>,
}

/// What is to be said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Name of the sheet that it is said of, where the file has several.
    pub sheet: String,
    /// What is said.
    pub what: Message,
}

impl From<Message> for Notice {
    fn from(what: Message) -> Notice {
        Notice { sheet: String::new(), what }
    }
}

impl Notice {
    /// The words of it.
    pub fn said(&self, lang: Lang) -> String {
        let place = Message::new("import-of-sheet").with("sheet", self.sheet.as_str());
        let place = if self.sheet.is_empty() { String::new() } else { lang.say(&place) };
        place + &lang.say(&self.what)
    }
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Level of a heading as the file marks it, 1 the highest; nothing where it marks none.
    pub heading: Option<u8>,
    /// Its text as shown, its number with it.
    pub text: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Which table of the document or sheet, from 1.
    pub number: usize,
    /// Name of the sheet, where there is one.
    pub sheet: String,
    /// Rows of cells, each cell in the row it begins in.
    pub rows: Vec<Vec<Cell>>,
    /// Whether columns are known. In a text they are not: a merged cell stands as one, and the cells behind it move up.
    pub has_columns: bool,
    /// Where its rows are the columns of the file: the row of the file that each of its columns is.
    pub turned: Vec<usize>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Row of the file, from 1.
    pub row: usize,
    /// First column, from 0; where columns are not known, which cell of its row.
    pub column: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// Its text as shown.
    pub text: String,
}

/// Where something stands in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the sheet, where there is one.
    pub sheet: String,
    /// Which table, from 1; 0 for the text.
    pub table: usize,
    /// Row, from 1.
    pub row: usize,
    /// Column or cell of the row, from 1.
    pub column: usize,
}

impl Place {
    /// Words for it.
    pub fn message(&self) -> Message {
        match (self.table, self.sheet.is_empty()) {
            (0, _) => Message::new("import-in-text"),
            (_, true) => Message::new("import-in-table").with("table", self.table.to_string()),
            (_, false) => Message::new("import-in-sheet").with("sheet", self.sheet.as_str()),
        }
        .with("row", self.row.to_string())
        .with("column", self.column.to_string())
    }
}

/// Whether blocks have any words, or a table.
pub fn have_words(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Table(_) => true,
    })
}

/// The paragraphs of blocks, and those of the cells of their tables.
pub fn lines(blocks: Vec<Block>) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.trim().to_owned()),
            Block::Table(table) => lines.extend(table.rows.into_iter().flatten().map(|cell| cell.text)),
        }
    }
    lines
}

/// A text without spaces and line breaks, every character in its usual width.
pub fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

/// A text on one line, runs of spaces made one.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut parts = text.split(|c: char| c.is_whitespace()).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        line.extend(part.chars().filter(|c| !is_invisible(*c)));
        // Between Chinese characters a line break or a space says nothing.
        let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}' || "“”‘’…—·".contains(c));
        if let Some(next) = parts.peek()
            && !(is_wide(part.chars().last()) || is_wide(next.chars().next()))
        {
            line.push(' ');
        }
    }
    line
}

/// A text on one line, with one space for every gap.
pub fn with_gaps(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    matches!(unseen(c), Some(Unseen::Control | Unseen::Direction | Unseen::Invisible)) && !c.is_whitespace()
}
