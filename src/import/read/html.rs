//! Web pages, as some systems write their reports and call them .xls: paragraphs and tables. Runs nothing and fetches nothing.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

use super::beside::Beside;
use super::numbering;
use super::symbol::Height;
use crate::import::document::{Block, Cell, Document, Paragraph, Table, one_line};
use crate::lang::Message;
use crate::limits;

/// Reads a page.
pub(super) fn read(text: &str) -> Result<Document, Message> {
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new(text) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
                let attribute = |name: &str| {
                    let value = tag.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()));
                    value.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                };
                reader.start(&name, &attribute, tag.self_closing)?;
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name).to_ascii_lowercase()),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words)),
            _ => {}
        }
        if reader.blocks.len() > limits::IMPORT_NODES / 2 {
            return Err(Message::new("import-too-deep"));
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Tables that are open, the innermost last.
    open: Vec<Open>,
    /// Text outside of tables, and the level of the heading that it is.
    text: String,
    heading: Option<u8>,
    /// Lists that are open, each with its next number and how it is shown.
    lists: Vec<Option<(u32, String)>>,
    /// The list of a form that is open: what was chosen, and the entry that is being read.
    choice: Option<Choice>,
    /// The element whose content is not shown, why, and how many of its name are open in it.
    unseen: Option<(String, Unseen, usize)>,
    height: Height,
    tables: usize,
    cells: usize,
    beside: Beside,
}

/// Why the content of an element is not read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unseen {
    Hidden,
    Struck,
    NoWords,
}

/// A list of a form: the entry that is chosen, which is the first where none says so.
#[derive(Default)]
struct Choice {
    chosen: String,
    entry: String,
    is_chosen: bool,
    has_chosen: bool,
}

/// A table that is being read.
#[derive(Default)]
struct Open {
    /// What stands in it and in none of its cells: shown above it.
    above: String,
    rows: Vec<Vec<Cell>>,
    /// Columns that cells of rows above cover, and for how many rows more.
    covered: BTreeMap<usize, usize>,
    column: usize,
    is_in_cell: bool,
}

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// What an attribute of an element says.
type Attribute<'t> = &'t dyn Fn(&str) -> Option<String>;

/// Elements without an end.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

impl Reader {
    fn start(&mut self, name: &str, attribute: Attribute<'_>, is_closed: bool) -> Result<(), Message> {
        let span = |name: &str| attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1_usize);
        let unseen = unseen(name, attribute);
        self.end_of_struck(name);
        if let Some((unseen, _, count)) = &mut self.unseen {
            *count += usize::from(unseen == name);
            return Ok(());
        }
        if let Some(why) = unseen.filter(|_| !is_closed && !VOID.contains(&name)) {
            self.beside.hidden += usize::from(why == Unseen::Hidden);
            self.beside.struck += usize::from(why == Unseen::Struck);
            if why == Unseen::Struck && ["td", "th"].contains(&name) {
                self.cell(span("colspan"), span("rowspan"))?;
            }
            self.unseen = Some((name.to_owned(), why, 1));
            return Ok(());
        }
        match name {
            "table" => {
                self.end_of_paragraph();
                self.open.push(Open::default());
            }
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.covered.retain(|_, rows| {
                        *rows -= 1;
                        *rows > 0
                    });
                    table.rows.push(Vec::new());
                    (table.column, table.is_in_cell) = (0, false);
                }
            }
            "td" | "th" => self.cell(span("colspan"), span("rowspan"))?,
            "img" => self.beside.pictures += 1,
            "canvas" => self.beside.charts += 1,
            "iframe" | "frame" | "object" | "embed" => self.beside.objects.push(name.to_owned()),
            "ol" => {
                let first = attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push(Some((first, attribute("type").unwrap_or_default())));
            }
            "ul" => self.lists.push(None),
            "li" => {
                self.line_break();
                if let Some(Some((next, kind))) = self.lists.last_mut() {
                    let number = format!("{}. ", numbered(*next, kind));
                    *next = next.saturating_add(1);
                    self.put(&number);
                }
            }
            "input" => self.field(attribute),
            "select" => self.choice = Some(Choice::default()),
            "option" => {
                if let Some(choice) = &mut self.choice {
                    choice.end_of_entry();
                    choice.is_chosen = attribute("selected").is_some();
                }
            }
            "br" => self.line_break(),
            _ if BLOCKS.contains(&name) => {
                self.line_break();
                let level = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
                // The first level is the title of the page.
                self.heading = level.map(|level| level - 1).filter(|level| *level > 0 && self.open.is_empty());
            }
            "sup" => self.height = Height::Above,
            "sub" => self.height = Height::Below,
            _ => {}
        }
        Ok(())
    }

    /// What is struck out ends with its cell at the latest, also where a page does not close it.
    fn end_of_struck(&mut self, name: &str) {
        let is_cell = |name: &str| ["td", "th", "tr", "table"].contains(&name);
        let is_within = |(open, why, _): &(String, Unseen, usize)| *why == Unseen::Struck && !is_cell(open);
        if is_cell(name) && self.unseen.as_ref().is_some_and(is_within) {
            self.unseen = None;
        }
    }

    fn cell(&mut self, columns: usize, rows: usize) -> Result<(), Message> {
        let too_many = || Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string());
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        while table.covered.contains_key(&table.column) {
            table.column += 1;
        }
        let (column, columns) = (table.column, columns.clamp(1, limits::IMPORT_COLUMNS));
        let rows = rows.clamp(1, limits::IMPORT_CELLS);
        self.cells += columns;
        if self.cells > limits::IMPORT_CELLS || column + columns > limits::IMPORT_COLUMNS {
            return Err(too_many());
        }
        if rows > 1 {
            // This row counts too: the next one takes it off.
            table.covered.extend((column..column + columns).map(|column| (column, rows)));
        }
        table.column += columns;
        table.is_in_cell = true;
        let number = table.rows.len();
        let row = table.rows.last_mut().ok_or_else(too_many)?;
        row.push(Cell { row: number, column, columns, rows, text: String::new() });
        Ok(())
    }

    fn end(&mut self, name: &str) {
        self.end_of_struck(name);
        if let Some((unseen, _, count)) = &mut self.unseen {
            *count -= usize::from(unseen == name);
            if *count == 0 {
                self.unseen = None;
            }
            return;
        }
        match name {
            "table" => self.end_of_table(),
            "td" | "th" => {
                if let Some(table) = self.open.last_mut() {
                    table.is_in_cell = false;
                    self.height = Height::OnLine;
                }
            }
            "ol" | "ul" => {
                self.line_break();
                self.lists.pop();
            }
            "select" => {
                if let Some(mut choice) = self.choice.take() {
                    choice.end_of_entry();
                    self.put(&choice.chosen);
                }
            }
            "li" => self.line_break(),
            _ if BLOCKS.contains(&name) => {
                self.line_break();
                self.heading = None;
            }
            "sup" | "sub" => self.height = Height::OnLine,
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.unseen.is_some() {
            return;
        }
        // White space is a gap, of whatever it is made.
        let seen = |c: char| if c.is_ascii_whitespace() { ' ' } else { self.height.shown(c) };
        let words: String = words.chars().map(seen).collect();
        match &mut self.choice {
            Some(choice) => choice.entry.push_str(&words),
            None => self.put(&words),
        }
    }

    /// Puts words down where they are shown: what is in a table and in none of its cells above it.
    fn put(&mut self, words: &str) {
        match self.open.last_mut() {
            None => self.text.push_str(words),
            Some(table) if table.is_in_cell => {
                if let Some(cell) = table.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.text.push_str(words);
                }
            }
            Some(table) => table.above.push_str(words),
        }
    }

    /// A field of a form, as it is filled in.
    fn field(&mut self, attribute: Attribute<'_>) {
        let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" if attribute("checked").is_some() => self.put("☑"),
            "checkbox" | "radio" => self.put("□"),
            "hidden" | "button" | "submit" | "reset" | "image" | "file" | "password" => {}
            _ => self.put(&attribute("value").unwrap_or_default()),
        }
    }

    fn line_break(&mut self) {
        match self.open.last_mut() {
            None => self.end_of_paragraph(),
            Some(table) if table.is_in_cell => {
                let cell = table.rows.last_mut().and_then(|row| row.last_mut());
                cell.into_iter().filter(|cell| !cell.text.is_empty()).for_each(|cell| cell.text.push('\n'));
            }
            Some(_) => {}
        }
    }

    fn end_of_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !one_line(&text).is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { heading: self.heading, text: text.trim().to_owned() }));
        }
    }

    fn end_of_table(&mut self) {
        let Some(mut table) = self.open.pop() else { return };
        table.rows.retain(|row| !row.is_empty());
        let above = one_line(&table.above);
        if !above.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { heading: None, text: above }));
        }
        let count = table.rows.len();
        for (at, row) in table.rows.iter_mut().enumerate() {
            for cell in row {
                cell.rows = cell.rows.min(count - at);
                cell.row = at + 1;
                cell.text = cell.text.trim().to_owned();
            }
        }
        if count > 0 {
            self.tables += 1;
            let table = Table { number: self.tables, rows: table.rows, has_columns: true, ..Table::default() };
            self.blocks.push(Block::Table(table));
        }
    }

    fn finish(mut self) -> Result<Document, Message> {
        while !self.open.is_empty() {
            self.end_of_table();
        }
        self.end_of_paragraph();
        Ok(Document { blocks: self.blocks, notices: self.beside.notices(), ..Document::default() })
    }
}

impl Choice {
    fn end_of_entry(&mut self) {
        let entry = one_line(&std::mem::take(&mut self.entry));
        if self.is_chosen || !self.has_chosen && self.chosen.is_empty() {
            self.chosen = entry;
        }
        self.has_chosen |= std::mem::take(&mut self.is_chosen);
    }
}

/// Why the content of an element is not read, where it is not.
fn unseen(name: &str, attribute: Attribute<'_>) -> Option<Unseen> {
    let style = attribute("style").map_or(String::new(), |style| style.replace(' ', "").to_ascii_lowercase());
    match () {
        () if attribute("hidden").is_some() || style.contains("display:none") => Some(Unseen::Hidden),
        () if ["s", "strike", "del"].contains(&name) || style.contains("line-through") => Some(Unseen::Struck),
        () if ["script", "style", "title", "template"].contains(&name) => Some(Unseen::NoWords),
        () => None,
    }
}

/// The number of an item of a list.
fn numbered(number: u32, kind: &str) -> String {
    let format = match kind {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };
    numbering::formatted(number, format)
}
