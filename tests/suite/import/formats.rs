//! Paragraphs and tables as programs write them: text, Word, Word 97, Excel. Knows nothing of what they say.

use gongshi::import::document::{Block, Table};

use super::word97::{Doc, P, p, row};

/// As a conversion to text writes it: a line for each cell behind a tab, rows apart by empty lines; a cell merged over rows
/// leaves empty ones, one merged over columns none.
pub(crate) fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => text += &format!("\n{}\n\n", paragraph.text),
            Block::Table(table) => {
                let covered = covered(table);
                for (at, row) in table.rows.iter().enumerate() {
                    let mut cells: Vec<(usize, &str)> =
                        row.iter().map(|cell| (cell.column, cell.text.as_str())).collect();
                    cells.extend(covered.iter().filter(|(row, _, _)| *row == at).map(|(_, column, _)| (*column, "")));
                    cells.sort_by_key(|(column, _)| *column);
                    cells.iter().for_each(|(_, cell)| text += &format!("\t{cell}\n"));
                    text.push('\n');
                }
            }
        }
    }
    text
}

/// Places that a cell of a row above covers: row, column, how many columns.
pub(crate) fn covered(table: &Table) -> Vec<(usize, usize, usize)> {
    let mut covered = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        for cell in row {
            covered.extend((at + 1..at + cell.rows).map(|row| (row, cell.column, cell.columns)));
        }
    }
    covered
}

/// As Word writes it, with cells merged by `gridSpan` and `vMerge`.
pub(crate) fn docx(blocks: &[Block]) -> Vec<u8> {
    let paragraph = |text: &str| {
        let lines: Vec<String> =
            text.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", xml(line))).collect();
        format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
    };
    let mut body = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(of) => body += &paragraph(&of.text),
            Block::Table(table) => {
                let covered = covered(table);
                body += "<w:tbl>";
                for (at, row) in table.rows.iter().enumerate() {
                    let mut cells: Vec<(usize, usize, &str, &str)> = row
                        .iter()
                        .map(|cell| {
                            let merge = if cell.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                            (cell.column, cell.columns, merge, cell.text.as_str())
                        })
                        .collect();
                    let below = covered.iter().filter(|(row, ..)| *row == at);
                    cells.extend(below.map(|(_, column, columns)| (*column, *columns, "<w:vMerge/>", "")));
                    cells.sort_by_key(|(column, ..)| *column);
                    body += "<w:tr>";
                    for (_, columns, merge, text) in cells {
                        let span = format!("<w:gridSpan w:val=\"{columns}\"/>");
                        body += &format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{}</w:tc>", paragraph(text));
                    }
                    body += "</w:tr>";
                }
                body += "</w:tbl>";
            }
        }
    }
    word(&body, &[])
}

/// Forms as Word 97 writes them, cells merged below one another by their flags, beside one another by their edges.
pub(crate) fn doc(blocks: &[Block]) -> Vec<u8> {
    let mut main = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => main.push(p(&paragraph.text.replace('\n', "\u{b}"))),
            Block::Table(table) => main.extend(doc_rows(table)),
        }
    }
    main.push(p(""));
    Doc { main, ..Doc::default() }.file()
}

fn doc_rows(table: &Table) -> Vec<P> {
    let covered = covered(table);
    let mut lines = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let mut cells: Vec<(usize, usize, u16, &str)> = cells
            .iter()
            .map(|cell| (cell.column, cell.columns, if cell.rows > 1 { 0x60 } else { 0 }, cell.text.as_str()))
            .collect();
        let below = covered.iter().filter(|(row, ..)| *row == at);
        cells.extend(below.map(|(_, column, columns)| (*column, *columns, 0x20, "")));
        cells.sort_by_key(|(column, ..)| *column);
        let edge = |column: usize| column as i16 * 500 - 108;
        let mut edges: Vec<i16> = cells.iter().map(|(column, ..)| edge(*column)).collect();
        edges.extend(cells.last().map(|(column, columns, ..)| edge(column + columns)));
        let flags: Vec<u16> = cells.iter().map(|(.., flags, _)| *flags).collect();
        for (.., text) in cells {
            let mut parts: Vec<P> = text.split('\n').map(|line| p(line).inside(1)).collect();
            let last = parts.pop().unwrap();
            lines.extend(parts);
            lines.push(P { said: Vec::new(), ..last }.cell(1));
        }
        lines.push(row(1, &edges, &flags));
    }
    lines
}

/// A package of Word with a body, and other parts.
pub(crate) fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let root = |name: &str, inside: &str| format!("<?xml version=\"1.0\"?><w:{name} {namespace}>{inside}</w:{name}>");
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut files = vec![
        ("_rels/.rels".to_owned(), relations.to_owned()),
        ("word/document.xml".to_owned(), root("document", &format!("<w:body>{body}</w:body>"))),
    ];
    files.extend(parts.iter().map(|(name, inside)| (format!("word/{name}.xml"), root(name, inside))));
    zipped(&files)
}

/// A zip file with these files.
pub(crate) fn zipped(files: &[(String, String)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// As Excel writes it: one sheet, numbers as they are stored with formats that show their decimals, merged cells.
pub(crate) fn xlsx(blocks: &[Block]) -> Vec<u8> {
    let mut rows = String::new();
    let mut merged = String::new();
    let mut row = 0;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                row += 2;
                rows += &format!("<row r=\"{row}\">{}</row>", cell(row, 0, &paragraph.text));
            }
            Block::Table(table) => {
                for (at, cells) in table.rows.iter().enumerate() {
                    let here = row + 1 + at;
                    let cells_of = cells.iter().map(|one| cell(here, one.column, &one.text));
                    rows += &format!("<row r=\"{here}\">{}</row>", cells_of.collect::<String>());
                    for one in cells.iter().filter(|one| one.rows * one.columns > 1) {
                        let (from, to) =
                            (reference(here, one.column), reference(here + one.rows - 1, one.column + one.columns - 1));
                        merged += &format!("<mergeCell ref=\"{from}:{to}\"/>");
                    }
                }
                row += table.rows.len();
            }
        }
    }
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>");
    excel(&[("表", "", &sheet)], "")
}

/// Styles 1 to 6 show so many decimals.
fn cell(row: usize, column: usize, text: &str) -> String {
    let at = reference(row, column);
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match text.parse::<f64>() {
        // As a computation leaves it, not as it is shown.
        Ok(value) => format!("<c r=\"{at}\" s=\"{}\"><v>{:.17}</v></c>", decimals + 1, value),
        Err(_) if text.is_empty() => format!("<c r=\"{at}\"/>"),
        Err(_) => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", xml(text)),
    }
}

fn reference(row: usize, column: usize) -> String {
    format!("{}{row}", char::from(b'A' + column as u8))
}

/// A workbook of sheets: name, attributes, XML.
pub(crate) fn excel(sheets: &[(&str, &str, &str)], strings: &str) -> Vec<u8> {
    let formats: String = (0..6)
        .map(|decimals| {
            format!(
                "<numFmt numFmtId=\"{}\" formatCode=\"0{}{}\"/>",
                170 + decimals,
                if decimals > 0 { "." } else { "" },
                "0".repeat(decimals)
            )
        })
        .collect();
    let styles: String = (0..6).map(|decimals| format!("<xf numFmtId=\"{}\"/>", 170 + decimals)).collect();
    let named: String = (1..)
        .zip(sheets)
        .map(|(at, (name, more, _))| format!("<sheet name=\"{name}\" r:id=\"r{at}\" {more}/>"))
        .collect();
    let related: String = (1..)
        .zip(sheets)
        .map(|(at, _)| format!("<Relationship Id=\"r{at}\" Target=\"worksheets/sheet{at}.xml\"/>"))
        .collect();
    let mut files = vec![
        (
            "_rels/.rels".to_owned(),
            "<Relationships><Relationship Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                .to_owned(),
        ),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns:r=\"r\"><sheets>{named}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{related}</Relationships>")),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet><numFmts>{formats}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{strings}</sst>")),
    ];
    files
        .extend((1..).zip(sheets).map(|(at, (_, _, xml))| (format!("xl/worksheets/sheet{at}.xml"), (*xml).to_owned())));
    zipped(&files)
}
