//! Workbooks of Excel (.xlsx), each sheet as a reader sees it: values as their formats show them, merged cells with their
//! spans, hidden rows, columns and sheets and what is struck out left out. Knows the format, not what forms say.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};
use ssfmt::{DateSystem, FormatOptions, NumberFormat};

use super::package::{Element, Node, Package};
use super::sheet::{self, Grid, Hidden};
use super::symbol::Height;
use crate::import::document::Document;
use crate::lang::{Arg, Message};
use crate::limits;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Message> {
    let mut workbook = Workbook::open(bytes)?;
    let mut documents = Vec::new();
    for (name, path) in std::mem::take(&mut workbook.sheets) {
        let Some(root) = workbook.package.xml(&path)? else { continue };
        documents.push(read_sheet(&name, &root, &workbook)?);
    }
    documents.retain(|document| !document.blocks.is_empty());
    if let Some(first) = documents.first_mut().filter(|_| !workbook.hidden.is_empty()) {
        first.notices.push(Message::new("import-hidden-sheets").with("names", Arg::list(workbook.hidden)));
    }
    Ok(documents)
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
}

impl<'b> Workbook<'b> {
    fn open(bytes: &'b [u8]) -> Result<Workbook<'b>, Message> {
        let mut package = Package::open(bytes)?;
        let damaged = || Message::new("import-damaged");
        let main = package.main_part()?;
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let name = main.rsplit('/').next().unwrap_or_default();
        let root = package.xml(&main)?.ok_or_else(damaged)?;
        let relations = package.xml(&format!("{folder}_rels/{name}.rels"))?.ok_or_else(damaged)?;
        let strings = package.xml(&format!("{folder}sharedStrings.xml"))?.map_or_else(Vec::new, |root| strings(&root));
        let is_1904 = root.child("workbookPr").is_some_and(|properties| {
            properties.attribute("date1904").is_some_and(|value| value == "1" || value == "true")
        });
        let formats =
            package.xml(&format!("{folder}styles.xml"))?.map_or_else(Formats::default, |root| Formats::read(&root));
        let formats = Formats { is_1904, ..formats };
        let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
        for sheet in root.child("sheets").into_iter().flat_map(Element::elements) {
            let name = sheet.attribute("name").unwrap_or_default();
            if sheet.attribute("state").is_some_and(|state| state != "visible") {
                hidden.push(name.to_owned());
                continue;
            }
            let target = sheet.attribute("id").and_then(|id| {
                let of = relations.elements().find(|relation| relation.attribute("Id") == Some(id))?;
                of.attribute("Target").map(str::to_owned)
            });
            let Some(target) = target else { continue };
            let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
            sheets.push((name.to_owned(), path));
        }
        Ok(Workbook { package, sheets, hidden, strings, formats })
    }

    /// Whether a cell has words or a figure that is struck out.
    fn is_struck(&self, cell: &Element) -> bool {
        let value: String = cell.child("v").into_iter().flat_map(words).collect();
        let is_rich = match cell.attribute("t") {
            Some("s") => shared(&value, &self.strings).is_some_and(|rich| rich.is_struck),
            Some("inlineStr") => cell.child("is").map(rich).is_some_and(|rich| rich.is_struck),
            _ => false,
        };
        is_rich
            || self.formats.struck.contains(&style(cell)) && (!value.trim().is_empty() || cell.child("is").is_some())
    }

    /// The cells of a sheet that say something: row, column, text, and whether its format could be read.
    fn cells<'w>(&'w self, root: &'w Element) -> impl Iterator<Item = (usize, usize, String, bool)> + use<'w, 'b> {
        let lines = numbered_rows(root);
        lines.flat_map(move |(row, line)| {
            let mut next = 0;
            line.elements().filter(|cell| &*cell.name == "c").filter_map(move |cell| {
                let column = cell.attribute("r").and_then(place).map_or(next, |(_, column)| column);
                next = column + 1;
                let (text, is_read) = self.formats.shown(cell, &self.strings);
                (!text.trim().is_empty() || !is_read).then_some((row, column, text, is_read))
            })
        })
    }
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

/// The most formulas of a sheet that are told by their cells.
const FORMULAS: usize = 20;

/// Whether a cell has a formula, and the file does not say what it comes to.
fn is_unread_formula(cell: &Element) -> bool {
    let is_empty = cell.child("v").into_iter().flat_map(words).all(|value| value.trim().is_empty());
    cell.child("f").is_some() && is_empty && cell.attribute("t") != Some("str")
}

fn read_sheet(name: &str, root: &Element, workbook: &Workbook<'_>) -> Result<Document, Message> {
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
    let mut unread = 0;
    for (row, column, text, is_read) in workbook.cells(root) {
        unread += usize::from(!is_read);
        if !text.trim().is_empty() {
            grid.put(row, column, text)?;
        }
    }
    for merged in root.child("mergeCells").into_iter().flat_map(Element::elements) {
        let range = merged.attribute("ref").and_then(|range| range.split_once(':'));
        let ends = range.and_then(|(from, to)| Some((place(from)?, place(to)?)));
        if let Some((from, to)) = ends {
            grid.merge(from, to)?;
        }
    }
    let mut notices = grid.hide(&hidden_rows, &hidden_columns);
    let formulas: Vec<&Element> =
        numbered_rows(root).flat_map(|(_, line)| line.elements()).filter(|cell| is_unread_formula(cell)).collect();
    if !formulas.is_empty() {
        let cells = Arg::list(formulas.iter().take(FORMULAS).filter_map(|cell| cell.attribute("r")));
        notices.push(Message::new("import-unread-formulas").with("count", formulas.len()).with("cells", cells));
    }
    if unread > 0 {
        notices.push(Message::new("import-unread-formats").with("count", unread));
    }
    let struck =
        numbered_rows(root).flat_map(|(_, line)| line.elements()).filter(|cell| workbook.is_struck(cell)).count();
    if struck > 0 {
        notices.push(Message::new("import-struck").with("count", struck));
    }
    let blocks = sheet::blocks(name, &grid);
    Ok(Document { name: name.to_owned(), blocks, notices })
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

/// How numbers are shown.
#[derive(Default)]
pub(super) struct Formats {
    /// Code of the format of each style of cells.
    codes: Vec<String>,
    /// Styles whose cells are struck out.
    struck: BTreeSet<usize>,
    is_1904: bool,
}

impl Formats {
    fn read(root: &Element) -> Formats {
        let own: BTreeMap<&str, &str> = root
            .child("numFmts")
            .into_iter()
            .flat_map(Element::elements)
            .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
            .collect();
        let fonts = root.child("fonts").into_iter().flat_map(Element::elements);
        let fonts: Vec<bool> = fonts.map(|font| font.is_on(&["strike"])).collect();
        let styles = || root.child("cellXfs").into_iter().flat_map(Element::elements);
        let is_struck = |style: &Element| {
            let font = style.attribute("fontId").and_then(|font| font.parse::<usize>().ok());
            font.and_then(|font| fonts.get(font)).is_some_and(|is_struck| *is_struck)
        };
        let struck = styles().enumerate().filter(|(_, style)| is_struck(style)).map(|(at, _)| at).collect();
        let code = |style: &Element| {
            let id = style.attribute("numFmtId").unwrap_or("0");
            own.get(id).map_or_else(|| built_in(id).to_owned(), |code| (*code).to_owned())
        };
        Formats { codes: styles().map(code).collect(), struck, is_1904: false }
    }

    /// The formats with these codes, by the styles of cells.
    pub(super) fn of(codes: Vec<String>, is_1904: bool) -> Formats {
        Formats { codes, is_1904, ..Formats::default() }
    }

    /// A stored number as cells of a style show it, and whether its format could be read.
    pub(super) fn shown_number(&self, style: usize, stored: &str) -> (String, bool) {
        let code = self.codes.get(style).map_or("General", String::as_str);
        self.number(stored, code).map_or_else(|| (stored.to_owned(), false), |shown| (shown, true))
    }

    /// The text that a cell shows, and whether its format could be read.
    fn shown(&self, cell: &Element, strings: &[Rich]) -> (String, bool) {
        if self.struck.contains(&style(cell)) {
            return (String::new(), true);
        }
        let value: String = cell.child("v").into_iter().flat_map(words).collect();
        match cell.attribute("t").unwrap_or("n") {
            "s" => (shared(&value, strings).map_or(String::new(), |rich| rich.text.clone()), true),
            "inlineStr" => (cell.child("is").map(rich).unwrap_or_default().text, true),
            "b" => ((if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(), true),
            "n" if !value.trim().is_empty() => self.shown_number(style(cell), value.trim()),
            _ => (value, true),
        }
    }

    /// A stored number as a format shows it. Numbers are rounded half up on fifteen digits, as Excel does, and not on their
    /// binary values.
    fn number(&self, stored: &str, code: &str) -> Option<String> {
        let value: f64 = stored.parse().ok()?;
        let format = NumberFormat::parse(code).ok()?;
        let mut value = value;
        if !format.is_date_format()
            && let Some(decimals) = decimals(code, value)
            && let Some(exact) = fifteen_digits(value)
        {
            let rounded = exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
            value = rounded.to_string().parse().ok()?;
        }
        let date_system = if self.is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        let shown = format.format(value, &FormatOptions { date_system, ..FormatOptions::default() });
        let shown = shown.trim().to_owned();
        // Numbers in Chinese words are not made; what is shown as nothing is meant so only by an empty section.
        let is_lost = shown.is_empty() && !code.contains(";;") || code.contains("DBNum");
        (!is_lost).then_some(shown)
    }
}

/// A number to fifteen digits, which is what Excel keeps.
fn fifteen_digits(value: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{value:.14e}")).ok()
}

/// How many decimals the section of a format for a number shows; two more of per cent. `None` where that is not fixed.
fn decimals(code: &str, value: f64) -> Option<u32> {
    let sections: Vec<&str> = code.split(';').collect();
    let section = match (sections.len(), value) {
        (2.., value) if value < 0.0 => sections[1],
        (3.., 0.0) => sections[2],
        _ => sections[0],
    };
    let mut bare = String::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            c => bare.push(c),
        }
    }
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    if !bare.contains(is_digit) || bare.contains(['/', 'E', 'e']) {
        return None;
    }
    let behind = bare.split_once('.').map_or("", |(_, behind)| behind);
    let digits = behind.chars().take_while(|c| is_digit(*c)).count() as u32;
    // A comma behind the digits divides by a thousand.
    let last = bare.rfind(is_digit)?;
    let scaled = bare[last + 1..].chars().take_while(|c| *c == ',').count() as u32 * 3;
    let percent = bare.matches('%').count() as u32 * 2;
    digits.checked_add(percent)?.checked_sub(scaled)
}

/// Codes of the formats that have only a number in a file, as Excel shows them in China.
pub(super) fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" | "37" | "38" => "#,##0",
        "4" | "39" | "40" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "11" => "0.00E+00",
        "12" => "# ?/?",
        "13" => "# ??/??",
        "14" | "30" => "yyyy/m/d",
        "15" => "d-mmm-yy",
        "16" => "d-mmm",
        "17" => "mmm-yy",
        "18" => "h:mm AM/PM",
        "19" => "h:mm:ss AM/PM",
        "20" => "h:mm",
        "21" => "h:mm:ss",
        "22" => "yyyy/m/d h:mm",
        "27" | "36" | "50" | "52" | "57" => "yyyy\"年\"m\"月\"",
        "28" | "29" | "51" | "53" | "54" | "58" => "m\"月\"d\"日\"",
        "31" => "yyyy\"年\"m\"月\"d\"日\"",
        "45" => "mm:ss",
        "46" => "[h]:mm:ss",
        "47" => "mm:ss.0",
        "49" => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        let shown = |stored: &str, code: &str| Formats::default().number(stored, code);
        for (stored, code, expected) in [
            ("7.289", "0.00", "7.29"),
            ("8.618304", "0.00", "8.62"),
            ("251.88999999999999", "General", "251.89"),
            ("1.005", "0.00", "1.01"),
            ("2.675", "0.00", "2.68"),
            ("0.91965", "0.00%", "91.97%"),
            ("0.94560000000000002", "0.00%", "94.56%"),
            ("1234567.8949", "#,##0.00", "1,234,567.89"),
            ("1234567.895", "#,##0.00", "1,234,567.90"),
            ("397.8", "0.00", "397.80"),
            ("99.95", "0.0_ ", "100.0"),
            ("-3.1", "0.00_);[Red]\\(0.00\\)", "(3.10)"),
            ("0", "#,##0.00;-#,##0.00;\"—\"", "—"),
            ("12", "0\"分\"", "12分"),
            ("45292", "yyyy\"年\"m\"月\"d\"日\"", "2024年1月1日"),
            ("100", "@", "100"),
            ("1850000", "0.00,", "1850.00"),
        ] {
            assert_eq!(shown(stored, code).as_deref(), Some(expected), "{stored} under {code}");
        }
        assert_eq!(shown("12", "[DBNum1][$-804]General"), None);
    }
}
