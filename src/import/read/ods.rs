//! Workbooks of LibreOffice and WPS (.ods): every cell holds the text that it shows. Hidden rows, columns and sheets are left
//! out. Knows the format, not what forms say.

use std::collections::BTreeMap;

use super::package::{Element, Node, Package};
use super::sheet::{self, Grid, Hidden};
use crate::import::document::Document;
use crate::lang::{Arg, Message};
use crate::limits;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Message> {
    let damaged = || Message::new("import-damaged");
    let root = Package::open(bytes)?.xml("content.xml")?.ok_or_else(damaged)?;
    let styles = root.child("automatic-styles").into_iter().flat_map(Element::elements);
    let displays: BTreeMap<&str, &str> = styles
        .filter_map(|style| Some((style.attribute("name")?, style.child("table-properties")?.attribute("display")?)))
        .collect();
    let sheets = root.at(&["body", "spreadsheet"]).ok_or_else(damaged)?;
    let (mut documents, mut hidden) = (Vec::new(), Vec::new());
    for table in sheets.elements().filter(|element| &*element.name == "table") {
        let name = table.attribute("name").unwrap_or_default();
        let display = table.attribute("style-name").and_then(|style| displays.get(style));
        if display == Some(&"false") {
            hidden.push(name.to_owned());
            continue;
        }
        documents.push(read_sheet(name, table)?);
    }
    documents.retain(|document| !document.blocks.is_empty());
    if let Some(first) = documents.first_mut().filter(|_| !hidden.is_empty()) {
        first.notices.push(Message::new("import-hidden-sheets").with("names", Arg::list(hidden)));
    }
    Ok(documents)
}

fn read_sheet(name: &str, table: &Element) -> Result<Document, Message> {
    let mut grid = Grid::default();
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
        for cell in line.elements().filter(|cell| cell.name.ends_with("table-cell")) {
            let text = shown(cell);
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
        grid.merge(from, to)?;
    }
    let notices = grid.hide(&hidden_rows, &hidden_columns);
    Ok(Document { name: name.to_owned(), blocks: sheet::blocks(name, &grid), notices })
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

/// The paragraphs of a cell, without its comment.
fn shown(cell: &Element) -> String {
    let paragraphs = cell.elements().filter(|element| &*element.name == "p");
    let lines = paragraphs.map(|paragraph| {
        let mut text = String::new();
        words(paragraph, &mut text);
        text
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn words(element: &Element, text: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) => match &*element.name {
                "s" | "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                "annotation" | "note" | "deletion" => {}
                _ => words(element, text),
            },
        }
    }
}
