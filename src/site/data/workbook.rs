//! The tables as one workbook for spreadsheets (Office Open XML, ECMA-376): a sheet that explains, then a sheet a table.
//!
//! Written by hand: a number keeps the author's digits, by a format with as many decimals, and never goes through a
//! float of ours. There are no formulas, and nothing tells when the file was made.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use zip::ZipWriter;

use super::table::{Holds, Row, Rows, Table};
use crate::lang::{Lang, Message};
use crate::site::Site;

/// How many rows a sheet can have, its head included.
const MOST_ROWS: usize = 1_048_576;
/// How long a text in a cell can be, in UTF-16 units.
const LONGEST: usize = 32_767;
/// How many digits spreadsheets keep of a number.
const MOST_DIGITS: usize = 15;
/// How many decimals there is a format for; no figure that is read has more.
const MOST_DECIMALS: usize = 9;

/// Formats of cells, by their place in `styles.xml`: these, then numbers without decimals, with one, with two…
const PLAIN: usize = 0;
const HEAD: usize = 1;
const TEXT: usize = 2;
const NUMBER: usize = 3;

/// Writes the workbook of these tables with these rows.
///
/// # Errors
/// When it cannot be written, or a row not be read.
pub(super) fn workbook<W: Write + Seek>(
    site: &Site,
    out: W,
    title: String,
    tables: Vec<(&Table, Rows<'_>)>,
) -> io::Result<W> {
    let lang = site.lang();
    let mut archive = ZipWriter::new(out);
    let mut names = vec![lang.word("sheet-notes")];
    let notes = notes(site, tables.iter().map(|(table, _)| *table)).into_iter();
    begin(&mut archive, &sheet_path(1))?;
    write_sheet(&mut archive, &[24, 24, 100], vec![title], PLAIN, &mut notes.map(|note| Ok(plain(note))))?;
    for (table, rows) in tables {
        let mut rows = rows.peekable();
        let mut part = 1;
        while part == 1 || rows.peek().is_some() {
            names.push(sheet_name(lang, table, part));
            begin(&mut archive, &sheet_path(names.len()))?;
            let head = table.columns.iter().map(|column| column.title(lang)).collect();
            let widths: Vec<usize> = table.columns.iter().map(|column| width(&column.holds)).collect();
            let mut cells = rows.by_ref().take(MOST_ROWS - 1).map(|row| Ok(typed(table, row?)));
            write_sheet(&mut archive, &widths, head, TEXT, &mut cells)?;
            part += 1;
        }
    }
    for (path, text) in frame(&names) {
        begin(&mut archive, path)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?)
}

fn begin(archive: &mut ZipWriter<impl Write + Seek>, path: &str) -> io::Result<()> {
    Ok(archive.start_file(path, super::in_archive())?)
}

fn sheet_path(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// The name of a sheet; a table with more rows than a sheet can have goes on in another.
fn sheet_name(lang: Lang, table: &Table, part: usize) -> String {
    match part {
        1 => table.title(lang),
        part => format!("{} {part}", table.title(lang)),
    }
}

/// Characters across, for the eye.
fn width(holds: &Holds) -> usize {
    match holds {
        Holds::Text => 28,
        Holds::OneOf(_) | Holds::Figure => 14,
        Holds::Flag | Holds::Count => 8,
    }
}

/// A cell as it is written.
enum Cell {
    Text(String),
    /// Digits, and how many of them are decimals.
    Number(String, usize),
}

fn typed(table: &Table, row: Row) -> Vec<Option<Cell>> {
    let columns = table.columns.iter().map(|column| &column.holds);
    columns.zip(row).map(|(holds, cell)| cell.map(|text| typed_cell(holds, text))).collect()
}

/// A number that spreadsheets would not keep whole stays a text.
fn typed_cell(holds: &Holds, text: String) -> Cell {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_number = matches!(holds, Holds::Count | Holds::Figure);
    match is_number && digits <= MOST_DIGITS && decimals <= MOST_DECIMALS {
        true => Cell::Number(text, decimals),
        false => Cell::Text(text),
    }
}

fn plain(row: Vec<String>) -> Vec<Option<Cell>> {
    row.into_iter().map(|text| (!text.is_empty()).then_some(Cell::Text(text))).collect()
}

/// What the sheet that explains says below the title: what the file is, how figures stand in it, and what each column means.
fn notes<'a>(site: &Site, tables: impl Iterator<Item = &'a Table>) -> Vec<Vec<String>> {
    let lang = site.lang();
    let settings = &site.content.settings;
    let mut rows = vec![vec![settings.description.clone()]];
    rows.extend(settings.publisher.iter().map(|name| vec![say(lang, "site-publisher", "name", name)]));
    rows.extend(settings.licence.iter().map(|licence| {
        let url = licence.url.as_deref().unwrap_or_default();
        vec![format!("{} {url}", say(lang, "data-licence", "name", &licence.name)).trim_end().to_owned()]
    }));
    rows.extend(["sheet-figures", "sheet-empty", "sheet-limits"].map(|word| vec![lang.word(word)]));
    rows.push(Vec::new());
    rows.push(["sheet-table", "sheet-column", "data-column-meaning"].map(|word| lang.word(word)).to_vec());
    for table in tables {
        let columns = table.columns.iter();
        rows.extend(columns.map(|column| vec![table.title(lang), column.title(lang), column.meaning(lang)]));
    }
    rows
}

fn say(lang: Lang, id: &'static str, name: &'static str, value: &str) -> String {
    lang.say(&Message::new(id).with(name, value))
}

/// A sheet: its head, which stays in sight, and its rows, texts in the format `style`.
fn write_sheet(
    out: &mut impl Write,
    widths: &[usize],
    head: Vec<String>,
    style: usize,
    rows: &mut dyn Iterator<Item = io::Result<Vec<Option<Cell>>>>,
) -> io::Result<()> {
    write!(
        out,
        "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    )?;
    for (number, width) in (1..).zip(widths) {
        write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")?;
    }
    out.write_all(b"</cols><sheetData>")?;
    let rows = std::iter::once((HEAD, Ok(plain(head)))).chain(rows.map(|row| (style, row)));
    for (number, (style, row)) in (1..).zip(rows) {
        let text = row_xml(number, style, &row?);
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"</sheetData></worksheet>")
}

fn row_xml(number: usize, style: usize, row: &[Option<Cell>]) -> String {
    let mut xml = format!("<row r=\"{number}\">");
    for (column, cell) in row.iter().enumerate().filter_map(|(column, cell)| Some((letters(column), cell.as_ref()?))) {
        // Writing to a string cannot fail.
        let _ = match cell {
            Cell::Text(text) => {
                // Space at the ends is lost, unless it is asked to stay.
                let space = if text.trim() == text { "" } else { " xml:space=\"preserve\"" };
                write!(
                    xml,
                    "<c r=\"{column}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t{space}>{}</t></is></c>",
                    escaped(&cut(text))
                )
            }
            Cell::Number(digits, decimals) => {
                write!(xml, "<c r=\"{column}{number}\" s=\"{}\"><v>{digits}</v></c>", NUMBER + decimals)
            }
        };
    }
    xml + "</row>"
}

/// The letters of a column counted from 0: A, B, … Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// As much of a text as a cell can hold.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length < LONGEST
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Text as XML, without the characters that XML cannot have.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' | ' '.. if !matches!(c, '\u{fffe}' | '\u{ffff}') => xml.push(c),
            _ => {}
        }
    }
    xml
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The files around the sheets of these names.
fn frame(names: &[String]) -> [(&'static str, String); 5] {
    let each = |of: &dyn Fn(usize, &str) -> String| -> String {
        (1..).zip(names).map(|(number, name)| of(number, &escaped(name))).collect()
    };
    let overrides = each(&|number, _| {
        format!("<Override PartName=\"/{}\" ContentType=\"{SHEET}.worksheet+xml\"/>", sheet_path(number))
    });
    let sheets = each(&|number, name| format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    let relations = each(&|number, _| {
        let target = format!("worksheets/sheet{number}.xml");
        format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/>")
    });
    [
        (
            "[Content_Types].xml",
            format!(
                "{XML}<Types xmlns=\"{TYPES}\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEET}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEET}.styles+xml\"/>{overrides}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{XML}<Relationships xmlns=\"{RELATIONS}\">\
                 <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{XML}<Relationships xmlns=\"{RELATIONS}\">{relations}\
                 <Relationship Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", styles()),
    ]
}

/// Formats of cells: the default, `HEAD`, `TEXT`, and from `NUMBER` on one for each count of decimals.
fn styles() -> String {
    // Formats of one's own are numbered from 164; 49 is that of texts.
    let formats: String = (0..=MOST_DECIMALS)
        .map(|decimals| {
            let code = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + decimals)
        })
        .collect();
    let cell = |format: usize, font: usize, rest: &str| {
        format!("<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" {rest}</xf>")
    };
    let wrapped = "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/>";
    let top = "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/>";
    let head = format!("applyFont=\"1\" {wrapped}");
    let mut cells = vec![cell(0, 0, ">"), cell(49, 1, &head), cell(49, 0, wrapped)];
    cells.extend((0..=MOST_DECIMALS).map(|decimals| cell(164 + decimals, 0, top)));
    format!(
        "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{formats}</numFmts>\
         <fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/><sz val=\"11\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{}\">{}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        MOST_DECIMALS + 1,
        cells.len(),
        cells.concat()
    )
}
