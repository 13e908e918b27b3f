//! Workbooks of Excel (.xlsx), each sheet as a reader sees it: values as their formats show them, merged cells with their
//! spans, what shapes say, hidden rows, columns and sheets and what is struck out left out. Comments are told. Knows the
//! format, not what forms say.

mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use super::beside::Beside;
use super::formats::{Formats, built_in};
use super::package::{Element, Node, Package};
use super::sheet::{self, Grid, Hidden, Shape, Sheets};
use super::symbol::Height;
use crate::import::document::Document;
use crate::lang::Message;
use crate::limits;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Message> {
    let mut workbook = Workbook::open(bytes)?;
    let mut sheets = Sheets::beside(std::mem::take(&mut workbook.hidden));
    for (name, path) in std::mem::take(&mut workbook.sheets) {
        let Some(root) = workbook.package.xml(&path)? else { continue };
        let beside = shapes::read(&mut workbook.package, &path, &root)?;
        read_sheet(name, &root, &workbook, beside, &mut sheets)?;
    }
    sheets.documents()
}

/// What a cell shows, with its row from 1 and its column from 0.
pub(in crate::import) type Shown = (usize, usize, String);

/// What the cells of each sheet show, by the names of the sheets.
pub(in crate::import) fn cells(bytes: &[u8]) -> Result<Vec<(String, Vec<Shown>)>, Message> {
    let mut workbook = Workbook::open(bytes)?;
    let mut sheets = Vec::new();
    for (name, path) in std::mem::take(&mut workbook.sheets) {
        let Some(root) = workbook.package.xml(&path)? else { continue };
        let shown: Vec<Shown> = workbook.cells(&root).map(|(row, column, text, _)| (row, column, text)).collect();
        if shown.len() > limits::IMPORT_CELLS {
            return Err(Message::new("import-too-many-cells").with("most", limits::IMPORT_CELLS.to_string()));
        }
        sheets.push((name, shown));
    }
    Ok(sheets)
}

/// A workbook of which one sheet is held at a time.
struct Workbook<'b> {
    package: Package<'b>,
    /// Names and parts of the visible sheets.
    sheets: Vec<(String, String)>,
    hidden: Vec<String>,
    strings: Vec<Rich>,
    formats: Formats,
    /// Styles whose cells are struck out.
    struck: BTreeSet<usize>,
}

impl<'b> Workbook<'b> {
    fn open(bytes: &'b [u8]) -> Result<Workbook<'b>, Message> {
        let mut package = Package::open(bytes)?;
        let damaged = || Message::new("import-damaged");
        let main = package.main_part()?;
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let root = package.xml(&main)?.ok_or_else(damaged)?;
        let related = package.related(&main)?;
        let strings = package.xml(&format!("{folder}sharedStrings.xml"))?.map_or_else(Vec::new, |root| strings(&root));
        let is_1904 = root.child("workbookPr").is_some_and(|properties| {
            properties.attribute("date1904").is_some_and(|value| value == "1" || value == "true")
        });
        let styles = package.xml(&format!("{folder}styles.xml"))?.unwrap_or_default();
        let formats = Formats::of(codes(&styles), is_1904);
        let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
        for sheet in root.child("sheets").into_iter().flat_map(Element::elements) {
            let name = sheet.attribute("name").unwrap_or_default();
            if sheet.attribute("state").is_some_and(|state| state != "visible") {
                hidden.push(name.to_owned());
                continue;
            }
            let part = related.iter().find(|related| Some(related.id.as_str()) == sheet.attribute("id"));
            sheets.extend(part.map(|related| (name.to_owned(), related.part.clone())));
        }
        Ok(Workbook { package, sheets, hidden, strings, formats, struck: struck(&styles) })
    }

    /// Whether a cell has words or a figure that is struck out.
    fn is_struck(&self, cell: &Element) -> bool {
        let value: String = cell.child("v").into_iter().flat_map(words).collect();
        let is_rich = match cell.attribute("t") {
            Some("s") => shared(&value, &self.strings).is_some_and(|rich| rich.is_struck),
            Some("inlineStr") => cell.child("is").map(rich).is_some_and(|rich| rich.is_struck),
            _ => false,
        };
        is_rich || self.struck.contains(&style(cell)) && (!value.trim().is_empty() || cell.child("is").is_some())
    }

    /// The cells of a sheet that say something: row, column, text, and whether its format could be read.
    fn cells<'w>(&'w self, root: &'w Element) -> impl Iterator<Item = (usize, usize, String, bool)> + use<'w, 'b> {
        let lines = numbered_rows(root);
        lines.flat_map(move |(row, line)| {
            let mut next = 0;
            line.elements().filter(|cell| &*cell.name == "c").filter_map(move |cell| {
                let column = cell.attribute("r").and_then(place).map_or(next, |(_, column)| column);
                next = column + 1;
                let (text, is_read) = self.shown(cell);
                (!text.trim().is_empty() || !is_read).then_some((row, column, text, is_read))
            })
        })
    }

    /// The text that a cell shows, and whether its format could be read.
    fn shown(&self, cell: &Element) -> (String, bool) {
        if self.struck.contains(&style(cell)) {
            return (String::new(), true);
        }
        let value: String = cell.child("v").into_iter().flat_map(words).collect();
        match cell.attribute("t").unwrap_or("n") {
            "s" => (shared(&value, &self.strings).map_or(String::new(), |rich| rich.text.clone()), true),
            "inlineStr" => (cell.child("is").map(rich).unwrap_or_default().text, true),
            "b" => ((if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(), true),
            "n" if !value.trim().is_empty() => self.formats.shown_number(style(cell), value.trim()),
            _ => (value, true),
        }
    }
}

/// The codes of the formats of styles.
fn codes(root: &Element) -> Vec<String> {
    let own: BTreeMap<&str, &str> = root
        .child("numFmts")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let code = |style: &Element| {
        let id = style.attribute("numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| built_in(id).to_owned(), |code| (*code).to_owned())
    };
    styles(root).map(code).collect()
}

/// The styles whose cells are struck out.
fn struck(root: &Element) -> BTreeSet<usize> {
    let fonts = root.child("fonts").into_iter().flat_map(Element::elements);
    let fonts: Vec<bool> = fonts.map(|font| font.is_on(&["strike"])).collect();
    let is_struck = |style: &Element| {
        let font = style.attribute("fontId").and_then(|font| font.parse::<usize>().ok());
        font.and_then(|font| fonts.get(font)).is_some_and(|is_struck| *is_struck)
    };
    styles(root).enumerate().filter(|(_, style)| is_struck(style)).map(|(at, _)| at).collect()
}

fn styles(root: &Element) -> impl Iterator<Item = &Element> {
    root.child("cellXfs").into_iter().flat_map(Element::elements)
}

/// The shared string that a value names.
fn shared<'s>(value: &str, strings: &'s [Rich]) -> Option<&'s Rich> {
    strings.get(value.trim().parse::<usize>().ok()?)
}

/// The style of a cell.
fn style(cell: &Element) -> usize {
    cell.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0)
}

/// The rows of a sheet, each with its number from 1.
fn numbered_rows(root: &Element) -> impl Iterator<Item = (usize, &Element)> {
    let mut row = 0;
    root.child("sheetData").into_iter().flat_map(Element::elements).map(move |line| {
        row = line.attribute("r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
        (row, line)
    })
}

/// Whether a cell has a formula, and the file does not say what it comes to.
fn is_unread_formula(cell: &Element) -> bool {
    let is_empty = cell.child("v").into_iter().flat_map(words).all(|value| value.trim().is_empty());
    cell.child("f").is_some() && is_empty && cell.attribute("t") != Some("str")
}

fn read_sheet(
    name: String,
    root: &Element,
    workbook: &Workbook<'_>,
    (shapes, mut beside): (Vec<Shape>, Beside),
    sheets: &mut Sheets,
) -> Result<(), Message> {
    let mut grid = Grid::default();
    let is_hidden =
        |element: &Element| element.attribute("hidden").is_some_and(|value| value == "1" || value == "true");
    let (mut hidden_rows, mut hidden_columns) = (Hidden::default(), Hidden::default());
    for columns in root.child("cols").into_iter().flat_map(Element::elements).filter(|columns| is_hidden(columns)) {
        let bound = |name: &str| columns.attribute(name).and_then(|at| at.parse::<usize>().ok());
        if let (Some(from), Some(to)) = (bound("min"), bound("max")) {
            hidden_columns.add(from.saturating_sub(1)..to.min(limits::IMPORT_COLUMNS))?;
        }
    }
    for (row, _) in numbered_rows(root).filter(|(_, line)| is_hidden(line)) {
        hidden_rows.add(row..row.saturating_add(1))?;
    }
    for (row, column, text, is_read) in workbook.cells(root) {
        beside.unread_formats += usize::from(!is_read);
        if is_picture(&text) {
            beside.pictures += 1;
        } else if !text.trim().is_empty() {
            grid.put(row, column, text)?;
        }
    }
    for merged in root.child("mergeCells").into_iter().flat_map(Element::elements) {
        let range = merged.attribute("ref").and_then(|range| range.split_once(':'));
        let ends = range.and_then(|(from, to)| Some((place(from)?, place(to)?)));
        if let Some((from, to)) = ends {
            beside.covered.extend(grid.merge(from, to)?);
        }
    }
    grid.hide(&hidden_rows, &hidden_columns, &mut beside);
    for cell in numbered_rows(root).flat_map(|(_, line)| line.elements()) {
        if is_unread_formula(cell) {
            beside.formulas.extend(cell.attribute("r").map(str::to_owned));
        }
        beside.struck += usize::from(workbook.is_struck(cell));
    }
    let edges = root.child("headerFooter").into_iter().flat_map(Element::elements).flat_map(words);
    sheets.put(name, &grid, shapes, beside, edges.flat_map(sheet::margin));
    Ok(())
}

/// What a cell of WPS holds that is a picture.
fn is_picture(text: &str) -> bool {
    let formula = text.trim_start_matches("=_xlfn.").trim_start_matches('=');
    formula.starts_with("DISPIMG(") && text.ends_with(')')
}

/// Row from 1 and column from 0 of a reference such as `B12`.
fn place(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(digits);
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column.checked_mul(26)?.checked_add(usize::from(value) + 1)
    })?;
    Some((digits.parse().ok()?, column.checked_sub(1)?))
}

/// A text that is seen, and whether more of it is struck out.
#[derive(Default)]
struct Rich {
    text: String,
    is_struck: bool,
}

/// The shared strings, without how they are said.
fn strings(root: &Element) -> Vec<Rich> {
    root.elements().filter(|item| &*item.name == "si").map(rich).collect()
}

/// The text of an item that may be in several runs.
fn rich(item: &Element) -> Rich {
    let mut rich = Rich::default();
    for element in item.elements() {
        match &*element.name {
            "t" => rich.text.extend(words(element)),
            "r" if element.is_on(&["rPr", "strike"]) => rich.is_struck = true,
            "r" => {
                let height = match element.value(&["rPr", "vertAlign"]) {
                    Some("superscript") => Height::Above,
                    Some("subscript") => Height::Below,
                    _ => Height::OnLine,
                };
                let seen = element.child("t").into_iter().flat_map(words).flat_map(str::chars);
                rich.text.extend(seen.map(|c| height.shown(c)));
            }
            _ => {}
        }
    }
    rich
}

fn words(element: &Element) -> impl Iterator<Item = &str> {
    element.children.iter().filter_map(|child| match child {
        Node::Text(words) => Some(words.as_str()),
        Node::Element(_) => None,
    })
}
