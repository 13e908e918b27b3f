//! Values with commas, semicolons or tabs between them: a sheet without formats and merged cells.

use super::sheet::{self, Grid};
use crate::import::document::Document;
use crate::lang::Message;

/// What stands between values: what most lines have; a comma, where no other is in more.
fn delimiter(text: &str) -> u8 {
    let lines = |sign: u8| text.lines().filter(|line| line.bytes().any(|byte| byte == sign)).count();
    let [commas, semicolons, tabs] = [b',', b';', b'\t'].map(lines);
    match () {
        () if semicolons > commas && semicolons >= tabs => b';',
        () if tabs > commas => b'\t',
        () => b',',
    }
}

pub(super) fn read(text: &str) -> Result<Document, Message> {
    let mut grid = Grid::default();
    let mut reader = csv::ReaderBuilder::new();
    let lines = reader.has_headers(false).flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    for line in lines.into_records() {
        let line = line.map_err(|_| Message::new("import-damaged"))?;
        // A record is said to begin with the empty lines before it.
        let row = line.position().map_or(0, |position| {
            let before = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
            let empty = before.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n');
            position.line() as usize + empty.count()
        });
        for (column, text) in line.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            grid.put(row, column, text.to_owned())?;
        }
    }
    Ok(Document { blocks: sheet::blocks("", &grid, Vec::new()), ..Document::default() })
}
