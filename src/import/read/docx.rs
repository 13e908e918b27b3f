//! Word documents (.docx) as a reader sees them: tracked changes taken, text that is hidden or struck out and comments left out,
//! numbers counted.
//! Knows the format, not what reports say.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::package::{Element, Node, Package};
use super::rows::{self, Down, Merged, Rows};
use super::symbol::{self, Height};
use crate::import::document::{Block, Document, Paragraph, Table};
use crate::lang::Message;
use crate::limits;

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
    let mut reader = Reader { styles, numbering, ..Reader::default() };
    let body = root.child("body").ok_or_else(|| Message::new("import-damaged"))?;
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks)?;
    reader.notes([("footnote", footnotes), ("endnote", endnotes)], &mut blocks)?;
    let has_words = blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Table(_) => true,
    });
    if !has_words && reader.pictures > 0 {
        return Err(Message::new("import-is-scan"));
    }
    let counts = [
        ("import-insertions", reader.insertions),
        ("import-deletions", reader.deletions),
        ("import-hidden", reader.hidden),
        ("import-struck", reader.struck),
        ("import-pictures", reader.pictures),
        ("import-unread-fields", reader.unread_fields),
    ];
    let notices = counts.into_iter().filter(|(_, count)| *count > 0);
    let notices = notices.map(|(message, count)| Message::new(message).with("count", count)).collect();
    Ok(Document { name: String::new(), blocks, notices })
}

#[derive(Default)]
struct Reader {
    styles: Styles,
    numbering: Numbering,
    tables: usize,
    cells: usize,
    insertions: usize,
    deletions: usize,
    hidden: usize,
    struck: usize,
    pictures: usize,
    unread_fields: usize,
    /// Notes in the order of their numbers in the text: of which kind, and their name.
    notes: Vec<(&'static str, String)>,
    /// What a deleted end of a paragraph joins to the next.
    joined: String,
}

/// What stands in a paragraph beside its words.
#[derive(Default)]
struct Aside<'d> {
    boxes: Vec<&'d Element>,
}

impl Reader {
    fn blocks(&mut self, parent: &Element, blocks: &mut Vec<Block>) -> Result<(), Message> {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, blocks)?,
                "tbl" => self.table(element, blocks)?,
                "del" | "moveFrom" => self.deletions += 1,
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
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Result<(), Message> {
        let properties = element.child("pPr");
        let mut text = std::mem::take(&mut self.joined);
        let mut aside = Aside::default();
        let before = self.hidden;
        self.words(element, &mut text, &mut aside);
        // The end of the paragraph is deleted: the next goes on here.
        if properties.is_some_and(|properties| properties.at(&["rPr", "del"]).is_some()) {
            self.deletions += 1;
            self.joined = text;
        } else {
            let style = properties.and_then(|properties| properties.value(&["pStyle"]));
            let is_hidden = text.is_empty() && self.hidden > before;
            if let Some(number) = self.number(properties, style).filter(|_| !is_hidden && !element.children.is_empty())
            {
                text.insert_str(0, &number);
            }
            let outline = properties.and_then(|properties| properties.value(&["outlineLvl"])).map(str::to_owned);
            let outline = outline.or_else(|| self.styles.outline(style)).and_then(|level| level.parse::<u8>().ok());
            let heading = outline.filter(|level| *level < 9).map(|level| level + 1);
            blocks.push(Block::Paragraph(Paragraph { heading, text }));
        }
        for text_box in aside.boxes {
            self.blocks(text_box, blocks)?;
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
    fn words<'d>(&mut self, parent: &'d Element, text: &mut String, aside: &mut Aside<'d>) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, text, aside),
                "ins" | "moveTo" => {
                    self.insertions += 1;
                    self.words(element, text, aside);
                }
                "del" | "moveFrom" => self.deletions += 1,
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.words(branch, text, aside);
                    }
                }
                "sdt" => {
                    if let Some(content) = filled_in(element) {
                        self.words(content, text, aside);
                    }
                }
                "rubyBase" | "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "oMath"
                | "oMathPara" | "ruby" => self.words(element, text, aside),
                _ => {}
            }
        }
    }

    fn run<'d>(&mut self, run: &'d Element, text: &mut String, aside: &mut Aside<'d>) {
        let mut height = Height::OnLine;
        if let Some(properties) = run.child("rPr") {
            let is_on = |name: &str| properties.is_on(&[name]);
            let is_hidden = is_on("vanish") || is_on("webHidden");
            if is_hidden || is_on("strike") || is_on("dstrike") {
                let count = if is_hidden { &mut self.hidden } else { &mut self.struck };
                *count += usize::from(run.child("t").is_some());
                return;
            }
            height = match properties.value(&["vertAlign"]) {
                Some("superscript") => Height::Above,
                Some("subscript") => Height::Below,
                _ => Height::OnLine,
            };
        }
        for element in run.elements() {
            match &*element.name {
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
                    self.unread_fields += usize::from(name.eq_ignore_ascii_case("EQ"));
                }
                "ruby" => self.words(element, text, aside),
                "AlternateContent" => {
                    if let Some(branch) = branch(element) {
                        self.drawing(branch, aside);
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(element, aside),
                _ => {}
            }
        }
    }

    /// Text boxes and pictures of a drawing.
    fn drawing<'d>(&mut self, element: &'d Element, aside: &mut Aside<'d>) {
        match &*element.name {
            "txbxContent" => aside.boxes.push(element),
            "pic" | "imagedata" => self.pictures += 1,
            "AlternateContent" => {
                if let Some(branch) = branch(element) {
                    self.drawing(branch, aside);
                }
            }
            _ => element.elements().for_each(|child| self.drawing(child, aside)),
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
                self.deletions += 1;
                continue;
            }
            if is_on("hidden") {
                self.hidden += 1;
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
                    self.deletions += 1;
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

    fn notes(&mut self, parts: [(&'static str, Option<Element>); 2], blocks: &mut Vec<Block>) -> Result<(), Message> {
        let mut notes: BTreeMap<(&str, &str), &Element> = BTreeMap::new();
        for (kind, part) in &parts {
            let inside = part.iter().flat_map(Element::elements).filter(|note| &*note.name == *kind);
            notes.extend(inside.filter_map(|note| Some(((*kind, note.attribute("id")?), note))));
        }
        for (at, (kind, id)) in std::mem::take(&mut self.notes).iter().enumerate() {
            // Only a hostile file names a note twice.
            let Some(note) = notes.remove(&(*kind, id.as_str())) else { continue };
            let mut inside = Vec::new();
            self.blocks(note, &mut inside)?;
            let words = inside.into_iter().filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph.text.trim().to_owned()),
                Block::Table(_) => None,
            });
            let text = format!("〔注{}〕{}", at + 1, words.collect::<Vec<_>>().join(" "));
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

/// The one branch of alternatives that is read: the first, or else the fallback.
fn branch(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
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

/// What styles of paragraphs say.
#[derive(Default)]
struct Styles(BTreeMap<String, Style>);

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    outline: Option<String>,
    is_default: bool,
}

impl Styles {
    fn read(root: &Element) -> Styles {
        let styles = root.elements().filter(|element| &*element.name == "style").filter_map(|style| {
            let own = |names: &[&str]| style.value(names).map(str::to_owned);
            let is_default = style.attribute("default") == Some("1") && style.attribute("type") == Some("paragraph");
            let read = Style {
                based_on: own(&["basedOn"]),
                number: own(&["pPr", "numPr", "numId"]),
                level: own(&["pPr", "numPr", "ilvl"]).and_then(|level| level.parse().ok()),
                outline: own(&["pPr", "outlineLvl"]),
                is_default,
            };
            Some((style.attribute("styleId")?.to_owned(), read))
        });
        Styles(styles.collect())
    }

    /// What the style, or the nearest that it is based on, says; and which style that is.
    fn inherited(&self, style: Option<&str>, says: fn(&Style) -> Option<&String>) -> Option<(String, String)> {
        let default = || self.0.iter().find(|(_, style)| style.is_default).map(|(id, _)| id.clone());
        let mut id = style.map(str::to_owned).or_else(default)?;
        // Styles that are based on one another in a circle are left at some point.
        for _ in 0..20 {
            let style = self.0.get(&id)?;
            if let Some(said) = says(style) {
                return Some((said.clone(), id));
            }
            id = style.based_on.clone()?;
        }
        None
    }

    fn number(&self, style: Option<&str>) -> Option<(String, String)> {
        self.inherited(style, |style| style.number.as_ref())
    }

    /// The level that a style itself says.
    fn level(&self, style: &str) -> Option<usize> {
        self.0.get(style)?.level
    }

    fn outline(&self, style: Option<&str>) -> Option<String> {
        self.inherited(style, |style| style.outline.as_ref()).map(|(outline, _)| outline)
    }
}
