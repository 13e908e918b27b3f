//! Word documents (.docx) as a reader sees them: tracked changes taken, text that is hidden or struck out left out, numbers
//! counted. Comments, and words of headers and footers that the text does not say, are told. Knows the format, not what
//! reports say.

mod formula;
mod styles;

use std::collections::BTreeMap;

use super::beside::{self, Beside};
use super::drawing::{self, Drawn, branch};
use super::numbering::Numbering;
use super::package::{Element, Node, Package};
use super::rows::{self, Down, Merged, Rows};
use super::symbol::{self, Height};
use crate::import::document::{Block, Document, Paragraph, Table, have_words, lines};
use crate::lang::Message;
use crate::limits;
use styles::Styles;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Message> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let root = package.xml(&main)?.ok_or_else(|| Message::new("import-damaged"))?;
    let styles = package.xml(&format!("{folder}styles.xml"))?.map_or_else(Styles::default, |root| Styles::read(&root));
    let numbering =
        package.xml(&format!("{folder}numbering.xml"))?.map_or_else(Numbering::default, |root| Numbering::read(&root));
    let footnotes = package.xml(&format!("{folder}footnotes.xml"))?;
    let endnotes = package.xml(&format!("{folder}endnotes.xml"))?;
    let comments = package.xml(&format!("{folder}comments.xml"))?;
    let (mut diagrams, mut edges) = (BTreeMap::new(), Vec::new());
    for related in package.related(&main)? {
        match related.kind.as_str() {
            "diagramData" => {
                if let Some(data) = package.xml(&related.part)? {
                    diagrams.insert(related.id, drawing::diagram(&data));
                }
            }
            "header" | "footer" => edges.extend(package.xml(&related.part)?),
            _ => {}
        }
    }
    let mut reader = Reader { styles, numbering, diagrams, ..Reader::default() };
    let body = root.child("body").ok_or_else(|| Message::new("import-damaged"))?;
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks)?;
    reader.notes([("footnote", footnotes), ("endnote", endnotes)], &mut blocks)?;
    if !have_words(&blocks) && reader.beside.pictures > 0 {
        return Err(Message::new("import-is-scan"));
    }
    let mut beside = std::mem::take(&mut reader.beside);
    for comment in comments.iter().flat_map(Element::elements).filter(|element| &*element.name == "comment") {
        beside.comment(&reader.lines(comment)?.concat());
    }
    let mut margins = Vec::new();
    reader.is_in_margin = true;
    for edge in &edges {
        margins.extend(reader.lines(edge)?);
    }
    let mut notices = beside.notices();
    notices.extend(beside::margins(margins, &blocks));
    Ok(Document { name: String::new(), blocks, notices })
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    numbering: Numbering,
    /// The texts of diagrams, by what drawings call them.
    diagrams: BTreeMap<String, Vec<String>>,
    /// Whether a header or footer is read, in which fields show numbers of pages.
    is_in_margin: bool,
    /// Fields of the margin that are open.
    open_fields: usize,
    tables: usize,
    cells: usize,
    beside: Beside,
    /// Notes in the order of their numbers in the text: of which kind, and their name.
    notes: Vec<(&'static str, String)>,
    /// What a deleted end of a paragraph joins to the next.
    joined: String,
}

impl Reader {
    fn blocks(&mut self, parent: &Element, blocks: &mut Vec<Block>) -> Result<(), Message> {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, blocks)?,
                "tbl" => self.table(element, blocks)?,
                "del" | "moveFrom" => self.beside.deletions += 1,
                "ins" | "moveTo" | "customXml" | "smartTag" | "sdtContent" => self.blocks(element, blocks)?,
                "sdt" => {
                    if let Some(content) = filled_in(element) {
                        self.blocks(content, blocks)?;
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.blocks(branch, blocks)?;
                    }
                }
                // Files that Word takes in when it opens this one.
                "altChunk" | "subDoc" => self.beside.objects.push("Word".to_owned()),
                "oMath" | "oMathPara" => {
                    let text = formula::line(element);
                    blocks.push(Block::Paragraph(Paragraph { heading: None, text }));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), Message> {
        let properties = element.child("pPr");
        let mut text = std::mem::take(&mut self.joined);
        let mut drawn = Vec::new();
        let before = self.beside.hidden;
        let style = properties.and_then(|properties| properties.value(&["pStyle"]));
        self.words(element, style, &mut text, &mut drawn);
        // The end of the paragraph is deleted: the next goes on here.
        if properties.is_some_and(|properties| properties.at(&["rPr", "del"]).is_some()) {
            self.beside.deletions += 1;
            self.joined = text;
        } else {
            let is_hidden = text.is_empty() && self.beside.hidden > before;
            if let Some(number) = self.number(properties, style).filter(|_| !is_hidden && !element.children.is_empty())
            {
                text.insert_str(0, &number);
            }
            let outline = properties.and_then(|properties| properties.value(&["outlineLvl"])).map(str::to_owned);
            let outline = outline.or_else(|| self.styles.outline(style)).and_then(|level| level.parse::<u8>().ok());
            let heading = outline.filter(|level| *level < 9).map(|level| level + 1);
            blocks.push(Block::Paragraph(Paragraph { heading, text }));
        }
        for one in drawn {
            match one {
                Drawn::Box(inside) => self.blocks(inside, blocks)?,
                Drawn::Text(text) => blocks.push(Block::Paragraph(Paragraph { heading: None, text })),
                // Only a hostile file names a diagram twice.
                Drawn::Diagram(id) => {
                    let texts = self.diagrams.remove(id).unwrap_or_default();
                    blocks.extend(texts.into_iter().map(|text| Block::Paragraph(Paragraph { heading: None, text })));
                }
            }
        }
        Ok(())
    }

    /// The number that Word shows before a paragraph.
    fn number(&mut self, properties: Option<&Element>, style: Option<&str>) -> Option<String> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let id = own.and_then(|own| own.value(&["numId"])).map(str::to_owned);
        let (id, of_style) = match id {
            Some(id) => (id, None),
            None => self.styles.number(style).map(|(id, style)| (id, Some(style)))?,
        };
        if id == "0" {
            return None;
        }
        let level = own.and_then(|own| own.value(&["ilvl"])).and_then(|level| level.parse().ok());
        let of_list = |style: Option<&str>| self.numbering.level_of(&id, style?);
        let level = level.or_else(|| of_list(style)).or_else(|| of_list(of_style.as_deref()));
        let level = level.or_else(|| self.styles.level(of_style.as_deref()?));
        self.numbering.next(&id, level.unwrap_or(0))
    }

    /// The words of runs below an element.
    fn words<'d>(&mut self, parent: &'d Element, style: Option<&str>, text: &mut String, drawn: &mut Vec<Drawn<'d>>) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, style, text, drawn),
                "ins" | "moveTo" => {
                    self.beside.insertions += 1;
                    self.words(element, style, text, drawn);
                }
                "del" | "moveFrom" => self.beside.deletions += 1,
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.words(branch, style, text, drawn);
                    }
                }
                "sdt" => {
                    if let Some(content) = filled_in(element) {
                        self.words(content, style, text, drawn);
                    }
                }
                "fldSimple" if self.is_in_margin => {}
                "oMath" | "oMathPara" => text.push_str(&formula::line(element)),
                "rubyBase" | "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "ruby" => {
                    self.words(element, style, text, drawn)
                }
                _ => {}
            }
        }
    }

    fn run<'d>(&mut self, run: &'d Element, style: Option<&str>, text: &mut String, drawn: &mut Vec<Drawn<'d>>) {
        let properties = run.child("rPr");
        let (is_hidden, is_struck) = self.styles.unseen(properties, style);
        if is_hidden || is_struck {
            let count = if is_hidden { &mut self.beside.hidden } else { &mut self.beside.struck };
            *count += usize::from(run.child("t").is_some());
            return;
        }
        let height = match properties.and_then(|properties| properties.value(&["vertAlign"])) {
            Some("superscript") => Height::Above,
            Some("subscript") => Height::Below,
            _ => Height::OnLine,
        };
        for element in run.elements() {
            match &*element.name {
                "t" if self.open_fields > 0 => {}
                "t" => {
                    let words = element.children.iter().filter_map(|child| match child {
                        Node::Text(words) => Some(words.as_str()),
                        Node::Element(_) => None,
                    });
                    text.extend(words.flat_map(str::chars).map(|c| height.shown(c)));
                }
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "sym" => {
                    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    let font = element.attribute("font").unwrap_or_default();
                    text.push_str(&symbol::shown(font, code.unwrap_or_default()));
                }
                "fldChar" => {
                    match element.attribute("fldCharType").filter(|_| self.is_in_margin) {
                        Some("begin") => self.open_fields += 1,
                        Some("end") => self.open_fields = self.open_fields.saturating_sub(1),
                        _ => {}
                    }
                    if let Some(list) = element.at(&["ffData", "ddList"]) {
                        text.push_str(chosen(list).unwrap_or_default());
                    }
                    if let Some(check) = element.at(&["ffData", "checkBox"]) {
                        let is_checked = match check.child("checked") {
                            Some(_) => check.is_on(&["checked"]),
                            None => check.is_on(&["default"]),
                        };
                        text.push(if is_checked { '☑' } else { '□' });
                    }
                }
                "footnoteReference" | "endnoteReference" => {
                    if let Some(id) = element.attribute("id") {
                        let kind = if &*element.name == "endnoteReference" { "endnote" } else { "footnote" };
                        self.notes.push((kind, id.to_owned()));
                        text.push_str(&format!("〔注{}〕", self.notes.len()));
                    }
                }
                "instrText" => {
                    let order = element.children.iter().find_map(|child| match child {
                        Node::Text(order) => Some(order.as_str()),
                        Node::Element(_) => None,
                    });
                    // Circled characters and formulas are drawn, and stand nowhere as text.
                    let name = order.unwrap_or_default().split_whitespace().next().unwrap_or_default();
                    self.beside.unread_fields += usize::from(name.eq_ignore_ascii_case("EQ"));
                }
                "ruby" => self.words(element, style, text, drawn),
                "AlternateContent" | "drawing" | "pict" | "object" => {
                    drawing::look(element, &mut self.beside, drawn);
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), Message> {
        self.tables += 1;
        let number = self.tables;
        let mut rows = Rows::default();
        let mut nested = Vec::new();
        let mut lines = Vec::new();
        gather(element, "tr", &mut lines);
        for line in lines {
            let properties = line.child("trPr");
            let is_on = |name: &str| properties.is_some_and(|properties| properties.is_on(&[name]));
            if is_on("del") {
                self.beside.deletions += 1;
                continue;
            }
            if is_on("hidden") {
                self.beside.hidden += 1;
                continue;
            }
            let before = properties.and_then(|properties| properties.value(&["gridBefore"]));
            let mut column: usize =
                before.and_then(|before| before.parse().ok()).unwrap_or(0).min(limits::IMPORT_COLUMNS);
            let mut cells = Vec::new();
            gather(line, "tc", &mut cells);
            for cell in cells {
                let properties = cell.child("tcPr");
                let value = |name: &str| properties.and_then(|properties| properties.child(name));
                if value("cellDel").is_some() {
                    self.beside.deletions += 1;
                    continue;
                }
                let span = value("gridSpan").and_then(|span| span.attribute("val")).and_then(|span| span.parse().ok());
                let columns = span.unwrap_or(1_usize).clamp(1, limits::IMPORT_COLUMNS);
                rows::count(&mut self.cells, column, columns)?;
                let goes_on = |name: &str| {
                    value(name).map(|merge| merge.attribute("val").is_none_or(|value| value == "continue"))
                };
                let down = goes_on("vMerge").map(|goes_on| if goes_on { Down::GoesOn } else { Down::First });
                let merged = Merged { across: goes_on("hMerge") == Some(true), down };
                let text = self.cell(cell, &mut nested)?;
                rows.cell(column, columns, merged, text);
                column += columns;
            }
            rows.end_row();
        }
        blocks.push(Block::Table(Table { number, rows: rows.done(), has_columns: true, ..Table::default() }));
        blocks.append(&mut nested);
        Ok(())
    }

    /// The words of a cell; tables within it stand behind the table.
    fn cell(&mut self, cell: &Element, nested: &mut Vec<Block>) -> Result<String, Message> {
        let mut inside = Vec::new();
        self.blocks(cell, &mut inside)?;
        let mut lines = Vec::new();
        for block in inside {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.text),
                table @ Block::Table(_) => nested.push(table),
            }
        }
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    }

    /// The paragraphs of a note, and those of the cells of its tables.
    fn lines(&mut self, note: &Element) -> Result<Vec<String>, Message> {
        let mut inside = Vec::new();
        self.blocks(note, &mut inside)?;
        Ok(lines(inside))
    }

    fn notes(&mut self, parts: [(&'static str, Option<Element>); 2], blocks: &mut Vec<Block>) -> Result<(), Message> {
        let mut notes: BTreeMap<(&str, &str), &Element> = BTreeMap::new();
        for (kind, part) in &parts {
            let inside = part.iter().flat_map(Element::elements).filter(|note| &*note.name == *kind);
            notes.extend(inside.filter_map(|note| Some(((*kind, note.attribute("id")?), note))));
        }
        for (at, (kind, id)) in std::mem::take(&mut self.notes).iter().enumerate() {
            // Only a hostile file names a note twice.
            let Some(note) = notes.remove(&(*kind, id.as_str())) else { continue };
            let words = self.lines(note)?;
            let text = format!("〔注{}〕{}", at + 1, words.join(" "));
            blocks.push(Block::Paragraph(Paragraph { heading: None, text }));
        }
        Ok(())
    }
}

/// What was filled into a content control: not the words that ask for it.
fn filled_in(control: &Element) -> Option<&Element> {
    let asks = control.child("sdtPr").is_some_and(|properties| properties.is_on(&["showingPlcHdr"]));
    control.child("sdtContent").filter(|_| !asks)
}

/// What was chosen from the list of a form.
fn chosen(list: &Element) -> Option<&str> {
    let number = list.value(&["result"]).or_else(|| list.value(&["default"])).unwrap_or("0").parse().ok()?;
    list.elements().filter(|entry| &*entry.name == "listEntry").nth(number)?.attribute("val")
}

/// The rows of a table or cells of a row, also those in content controls.
fn gather<'d>(parent: &'d Element, name: &str, found: &mut Vec<&'d Element>) {
    for element in parent.elements() {
        match &*element.name {
            known if known == name => found.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => gather(element, name, found),
            _ => {}
        }
    }
}
