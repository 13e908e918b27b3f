//! Bytes of a file → documents, by what the file is and not by what it is called. Knows forms of files, not of reports.

mod beside;
mod compound;
mod doc;
mod docx;
mod drawing;
mod formats;
mod html;
mod markdown;
mod numbering;
mod ods;
mod package;
mod rows;
mod separated;
mod sheet;
mod symbol;
mod text;
mod xls;
mod xlsx;

pub(in crate::import) use xlsx::{Shown, cells as xlsx_cells};

use super::document::Document;
use crate::lang::Message;
use crate::limits;

/// Reads a file; a workbook has a document for each sheet.
///
/// # Errors
/// What the file is and what to do, when it cannot be read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Document>, Message> {
    if bytes.is_empty() {
        return Err(Message::new("import-is-empty"));
    }
    if bytes.len() > limits::IMPORT_BYTES {
        return Err(too_large(limits::IMPORT_BYTES as u64));
    }
    if let Some(message) = of_another_kind(bytes) {
        return Err(Message::new(message));
    }
    if is_web_page(bytes) {
        return Ok(vec![html::read(&text::decode(bytes)?)?]);
    }
    if let Some(message) = unreadable(bytes) {
        return Err(Message::new(message));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(bytes);
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if bytes.starts_with(b"PK\x03\x04") {
        let mut package = package::Package::open(bytes)?;
        let names = package.names();
        let has = |start: &str| names.iter().any(|name| name.starts_with(start));
        return match () {
            () if package.is_locked() => Err(Message::new("import-is-locked")),
            () if has("word/") => Ok(vec![docx::read(bytes)?]),
            () if has("content.xml") => ods::read(package),
            () if has("xl/workbook.bin") => Err(Message::new("import-is-binary-workbook")),
            () if has("xl/") => xlsx::read(bytes),
            () if has("ppt/") => Err(Message::new("import-unknown-kind")),
            () => Err(Message::new("import-is-archive")),
        };
    }
    match ending.as_str() {
        "txt" | "tsv" => Ok(vec![text::read(&text::decode(bytes)?)?]),
        "md" => Ok(vec![text::read_markdown(&text::decode(bytes)?)?]),
        "csv" => Ok(vec![separated::read(&text::decode(bytes)?)?]),
        _ => Err(Message::new("import-unknown-kind")),
    }
}

fn too_large(most: u64) -> Message {
    Message::new("import-too-large").with("most", (most / 1_000_000).to_string())
}

/// Reads what the streams of a compound file say that it is.
fn compound(bytes: &[u8]) -> Result<Vec<Document>, Message> {
    let mut file = compound::Compound::open(bytes)?;
    match () {
        () if file.has("/WordDocument") => Ok(vec![doc::read(file)?]),
        () if file.has("/Workbook") => xls::read(&file.stream("/Workbook")?),
        // The name of the stream in Excel 5 and 95.
        () if file.has("/Book") => Err(Message::new("import-is-old")),
        () if file.has("/EncryptedPackage") => Err(Message::new("import-is-locked")),
        () => Err(Message::new("import-unknown-kind")),
    }
}

/// Whether a file is a page of the web, as systems write them and call them .xls.
fn is_web_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(500)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && ["<html", "<!doctype html", "<table", "<meta"].iter().any(|tag| start.contains(tag))
}

/// Files of text that are whole documents, and that Word and Excel read.
fn of_another_kind(bytes: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1_000)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let xml = ["schemas-microsoft-com:office:spreadsheet", "office/word/2003/wordml", "xmlpackage"];
    match () {
        () if start.starts_with("<?xml") && xml.iter().any(|kind| start.contains(kind)) => Some("import-is-office-xml"),
        () if start.starts_with("mime-version:")
            || start.starts_with("from:") && start.contains("multipart/related") =>
        {
            Some("import-is-web-archive")
        }
        () => None,
    }
}

/// Kinds of files that hold no text to read, by how they begin.
fn unreadable(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &'static str); 6] = [
        (b"%PDF", "import-is-pdf"),
        (b"OFD", "import-is-pdf"),
        (b"\x89PNG", "import-is-picture"),
        (b"\xff\xd8\xff", "import-is-picture"),
        (b"{\\rtf", "import-is-rtf"),
        (b"Rar!", "import-is-archive"),
    ];
    kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, message)| *message)
}
