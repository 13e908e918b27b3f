//! Comma-separated values: a sheet without formats and merged cells.

use super::sheet::{self, Grid};
use crate::import::document::Document;
use crate::lang::Message;

pub(super) fn read(text: &str) -> Result<Document, Message> {
    let mut grid = Grid::default();
    let lines = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for line in lines.into_records() {
        let line = line.map_err(|_| Message::new("import-damaged"))?;
        let row = line.position().map_or(0, |position| position.line() as usize);
        for (column, text) in line.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            grid.put(row, column, text.to_owned())?;
        }
    }
    Ok(Document { blocks: sheet::blocks("", &grid), ..Document::default() })
}
