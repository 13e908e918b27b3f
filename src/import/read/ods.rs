//! Workbooks of LibreOffice and WPS (.ods): every cell holds the text that it shows, shapes what they say. Hidden rows, columns
//! and sheets and what is struck out are left out, comments told. Knows the format, not what forms say.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::{self, Beside};
use super::package::{Element, Node, Package};
use super::sheet::{Grid, Hidden, Shape, Sheets};
use super::symbol::Height;
use crate::import::document::Document;
use crate::lang::Message;
use crate::limits;

/// Reads the sheets of a workbook.
pub(super) fn read(mut package: Package<'_>) -> Result<Vec<Document>, Message> {
    let damaged = || Message::new("import-damaged");
    let root = package.xml("content.xml")?.ok_or_else(damaged)?;
    let masters = package.xml("styles.xml")?.unwrap_or_default();
    let styles = Styles::read([&masters, &root]);
    let text = || Message::new("import-is-text-document");
    let spreadsheet = root.at(&["body", "spreadsheet"]).ok_or_else(text)?;
    let tables = || spreadsheet.elements().filter(|element| &*element.name == "table");
    let is_hidden = |table: &&Element| table.attribute("style-name").is_some_and(|style| styles.hidden.contains(style));
    let name = |table: &Element| table.attribute("name").unwrap_or_default().to_owned();
    let mut sheets = Sheets::beside(tables().filter(is_hidden).map(name).collect());
    for table in tables().filter(|table| !is_hidden(table)) {
        read_sheet(name(table), table, &styles, &masters, &mut sheets)?;
    }
    sheets.documents()
}

/// What styles say, by their names.
#[derive(Default)]
struct Styles<'d> {
    /// Those of sheets that readers do not see.
    hidden: BTreeSet<&'d str>,
    struck: BTreeSet<&'d str>,
    heights: BTreeMap<&'d str, Height>,
}

impl<'d> Styles<'d> {
    fn read(roots: [&'d Element; 2]) -> Styles<'d> {
        let mut styles = Styles::default();
        let lists = roots.into_iter().flat_map(Element::elements);
        let lists = lists.filter(|list| matches!(&*list.name, "styles" | "automatic-styles"));
        for style in lists.flat_map(Element::elements) {
            let Some(name) = style.attribute("name") else { continue };
            let said = |properties: &str, what: &str| style.child(properties).and_then(|said| said.attribute(what));
            if said("table-properties", "display") == Some("false") {
                styles.hidden.insert(name);
            }
            let line = said("text-properties", "text-line-through-style")
                .or_else(|| said("text-properties", "text-line-through-type"));
            let inherits = style.attribute("parent-style-name").is_some_and(|parent| styles.struck.contains(parent));
            if line.map_or(inherits, |line| line != "none") {
                styles.struck.insert(name);
            }
            let height = match said("text-properties", "text-position") {
                Some(position) if position.starts_with(['-']) || position.starts_with("sub") => Height::Below,
                // In per cent of the height of the line.
                Some(position) if position.starts_with("super") || !position.starts_with("0%") => Height::Above,
                _ => continue,
            };
            styles.heights.insert(name, height);
        }
        styles
    }
}

fn read_sheet(
    name: String,
    table: &Element,
    styles: &Styles<'_>,
    masters: &Element,
    sheets: &mut Sheets,
) -> Result<(), Message> {
    let mut grid = Grid::default();
    let mut reader = Reader { styles, beside: Beside::default(), shapes: Vec::new() };
    for shape in table.elements().filter(|element| &*element.name == "shapes").flat_map(Element::elements) {
        reader.shape(shape, (1, 0));
    }
    let (mut hidden_rows, mut hidden_columns) = (Hidden::default(), Hidden::default());
    let mut merged = Vec::new();
    let (mut row, mut column_at) = (1, 0);
    let mut lines = Vec::new();
    gather(table, &mut lines);
    for line in lines {
        let count = repeated(line, "number-columns-repeated");
        if &*line.name == "table-column" {
            if is_hidden(line) {
                let most = limits::IMPORT_COLUMNS;
                hidden_columns.add(column_at.min(most)..(column_at + count).min(most))?;
            }
            column_at += count;
            continue;
        }
        let count = repeated(line, "number-rows-repeated");
        let mut column = 0;
        let style_of_row = line.attribute("default-cell-style-name");
        for cell in line.elements().filter(|cell| cell.name.ends_with("table-cell")) {
            let text = reader.cell(cell, style_of_row, (row, column));
            let times = repeated(cell, "number-columns-repeated");
            if !text.trim().is_empty() && &*cell.name == "table-cell" {
                for (row, column) in
                    (row..row + count).flat_map(|row| (column..column + times).map(move |column| (row, column)))
                {
                    grid.put(row, column, text.clone())?;
                }
                let (rows, columns) = (repeated(cell, "number-rows-spanned"), repeated(cell, "number-columns-spanned"));
                if rows * columns > 1 {
                    merged.push(((row, column), (row + rows - 1, column + columns - 1)));
                }
            }
            column += times;
        }
        if is_hidden(line) {
            hidden_rows.add(row..row + count.min(limits::IMPORT_CELLS))?;
        }
        row += count;
    }
    for (from, to) in merged {
        reader.beside.covered.extend(grid.merge(from, to)?);
    }
    grid.hide(&hidden_rows, &hidden_columns, &mut reader.beside);
    let pages = masters.child("master-styles").into_iter().flat_map(Element::elements).flat_map(Element::elements);
    let mut edges = Vec::new();
    pages.for_each(|edge| edge_lines(edge, &mut edges));
    sheets.put(name, &grid, reader.shapes, reader.beside, edges);
    Ok(())
}

/// The paragraphs of a header or footer, without the fields in them.
fn edge_lines(edge: &Element, found: &mut Vec<String>) {
    if edge.attribute("display") == Some("false") {
        return;
    }
    for element in edge.elements() {
        if &*element.name == "p" {
            let mut line = String::new();
            bare(element, &mut line);
            found.push(line);
        } else {
            edge_lines(element, found);
        }
    }
}

/// The words of a paragraph that stand there whatever page it is.
fn bare(element: &Element, line: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(words) => line.push_str(words),
            Node::Element(element) if matches!(&*element.name, "span" | "a") => bare(element, line),
            Node::Element(_) => {}
        }
    }
}

/// Rows and columns, also those in groups and headers.
fn gather<'d>(parent: &'d Element, found: &mut Vec<&'d Element>) {
    for element in parent.elements() {
        match &*element.name {
            "table-row" | "table-column" => found.push(element),
            "table-rows"
            | "table-header-rows"
            | "table-row-group"
            | "table-columns"
            | "table-header-columns"
            | "table-column-group" => gather(element, found),
            _ => {}
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attribute("visibility").is_some_and(|visibility| visibility != "visible")
}

/// A count in an attribute: one where there is none, and at most as many as sheets have rows.
fn repeated(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1_usize).clamp(1, 2_000_000)
}

/// Reads what cells and shapes say.
struct Reader<'s> {
    styles: &'s Styles<'s>,
    beside: Beside,
    shapes: Vec<Shape>,
}

impl Reader<'_> {
    /// The paragraphs of a cell. What hangs on it is put down as a shape, its comment is told.
    fn cell(&mut self, cell: &Element, style_of_row: Option<&str>, place: (usize, usize)) -> String {
        let mut lines = Vec::new();
        let style = cell.attribute("style-name").or(style_of_row);
        let is_struck = style.is_some_and(|style| self.styles.struck.contains(style));
        for element in cell.elements() {
            match &*element.name {
                "p" if is_struck => self.beside.struck += 1,
                "p" => {
                    let mut text = String::new();
                    self.words(element, Height::OnLine, &mut text);
                    lines.push(text);
                }
                "annotation" => self.beside.comments.push(beside::reference(place.0, place.1)),
                _ => self.shape(element, place),
            }
        }
        lines.join("\n")
    }

    /// What a shape says, and those within it.
    fn shape(&mut self, shape: &Element, (row, column): (usize, usize)) {
        match &*shape.name {
            "image" => self.beside.pictures += 1,
            "object" if shape.attribute("notify-on-update-of-ranges").is_some() => self.beside.charts += 1,
            "object" | "object-ole" => self.beside.objects.push("OLE".to_owned()),
            "control" => self.beside.unread_fields += 1,
            "p" => {
                let mut text = String::new();
                self.words(shape, Height::OnLine, &mut text);
                if !text.trim().is_empty() {
                    self.shapes.push(Shape { row, column, text });
                }
            }
            // Of a chart or an object there is a picture too.
            "frame" if shape.elements().any(|inside| inside.name.starts_with("object")) => {
                let object = shape.elements().find(|inside| inside.name.starts_with("object"));
                object.into_iter().for_each(|object| self.shape(object, (row, column)));
            }
            "annotation" => {}
            _ => shape.elements().for_each(|inside| self.shape(inside, (row, column))),
        }
    }

    fn words(&mut self, element: &Element, height: Height, text: &mut String) {
        for child in &element.children {
            match child {
                Node::Text(words) => text.extend(words.chars().map(|c| height.shown(c))),
                Node::Element(element) => match &*element.name {
                    "s" | "tab" => text.push(' '),
                    "line-break" => text.push('\n'),
                    "annotation" | "note" | "deletion" => {}
                    _ => {
                        let style = element.attribute("style-name").unwrap_or_default();
                        if self.styles.struck.contains(style) {
                            self.beside.struck += 1;
                            continue;
                        }
                        let height = self.styles.heights.get(style).copied().unwrap_or(height);
                        self.words(element, height, text);
                    }
                },
            }
        }
    }
}
