//! A project's values → the bytes of a workbook: drop-downs, sums that follow what is typed, heads that are protected, and
//! help beside each cell. Figures keep their digits: by a format with as many decimals, or as text where a spreadsheet would
//! lose some.

use rust_xlsxwriter::{
    Color, DataValidation, ExcelDateTime, Format, FormatAlign, Formula, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};
use serde_json::{Map, Value};

use super::{ABOVE, Column, MARK, Sheet, YES, path, sheets};
use crate::lang::{Lang, Message};
use crate::model;
use crate::model::funds::Basis;
use crate::syntax::asked::{Holds, meaning};

/// How many rows are there to be filled in beyond those that are.
const SPARE: usize = 60;
/// How many digits spreadsheets keep of a number.
const MOST_DIGITS: usize = 15;
/// The most characters of the help beside a cell, and of its title.
const HELP: usize = 250;
const TITLE: usize = 30;
/// Where heads and rows begin on the sheet of a list.
const HEADS: u32 = 1;

/// The workbook of the project `id` with these values.
///
/// # Errors
/// What cannot be written into a cell.
pub fn write(lang: Lang, id: &str, project: &Value) -> Result<Vec<u8>, String> {
    make(lang, id, project).map_err(|error| error.to_string())
}

fn make(lang: Lang, id: &str, project: &Value) -> Result<Vec<u8>, XlsxError> {
    let kinds = model::kinds();
    let keys = kinds.iter().find(|(kind, _)| *kind == "project").map_or(&[][..], |(_, keys)| keys);
    let sheets = sheets(keys);
    let nothing = Map::new();
    // The rows of every sheet, each with the number of the row above that has it.
    let mut rows: Vec<Vec<(usize, &Map<String, Value>)>> = vec![vec![(0, project.as_object().unwrap_or(&nothing))]];
    for sheet in &sheets[1..] {
        let lists = (1..).zip(&rows[sheet.above]).map(|(number, (_, row))| (number, find(row, &sheet.way)));
        let below = lists.flat_map(|(number, list)| {
            let items = list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
            items.map(move |item| (number, item))
        });
        let below = below.collect();
        rows.push(below);
    }
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let path = path(&sheets, at);
        let worksheet = workbook.add_worksheet();
        let words = Words { lang, path: &path };
        match at {
            0 => single(worksheet, &styles, &words, id, sheet, rows[0][0].1)?,
            _ => {
                let above = Words { lang, path: &self::path(&sheets, sheet.above) }.sheet(sheet.above);
                list(worksheet, &styles, &words, &[words.sheet(at), above], sheet, &rows[at])?;
            }
        }
        let unlocked = ProtectionOptions { format_columns: true, format_rows: true, sort: true, ..Default::default() };
        worksheet.protect_with_options(&unlocked);
    }
    workbook.save_to_buffer()
}

/// The value that keys lead to.
fn find<'v>(row: &'v Map<String, Value>, way: &[&str]) -> Option<&'v Value> {
    let (first, rest) = way.split_first()?;
    rest.iter().try_fold(row.get(*first)?, |value, key| value.get(*key))
}

/// How cells look and whether they can be typed in.
struct Styles {
    key: Format,
    head: Format,
    label: Format,
    sum: Format,
    open: Format,
}

impl Styles {
    fn new() -> Styles {
        let open = Format::new().set_unlocked().set_text_wrap().set_align(FormatAlign::Top);
        Styles {
            key: Format::new().set_font_color(Color::Gray).set_font_size(8),
            head: Format::new().set_bold().set_background_color(Color::RGB(0x00DD_EBF7)).set_text_wrap(),
            label: Format::new().set_font_color(Color::Gray).set_text_wrap().set_align(FormatAlign::Top),
            sum: Format::new().set_italic().set_background_color(Color::RGB(0x00F2_F2F2)),
            open,
        }
    }

    /// For what was typed: a text, so that no digit is lost.
    fn text(&self) -> Format {
        self.open.clone().set_num_format("@")
    }
}

/// The words beside the keys of a table.
struct Words<'a> {
    lang: Lang,
    path: &'a [&'static str],
}

impl Words<'_> {
    fn help(&self, way: &[&str]) -> String {
        let path: Vec<&str> =
            ["project"].into_iter().chain(self.path.iter().copied()).chain(way.iter().copied()).collect();
        let help = meaning(self.lang, &path).unwrap_or_default();
        // What is `true` in a file is a word in a cell.
        let flag = help.strip_prefix("true 表示").or_else(|| help.strip_prefix("true: "));
        flag.map(|flag| format!("{YES}：{flag}")).unwrap_or(help)
    }

    /// The first words of the help: what the cell is of.
    fn head(&self, way: &[&str]) -> String {
        let help = self.help(way);
        let help = help.strip_prefix(YES).map_or(help.as_str(), |flag| flag.trim_start_matches('：'));
        help.split(['，', '：', '；', ',', ':', ';']).next().unwrap_or_default().trim().to_owned()
    }

    /// The name of the sheet of a list, with its number, as several may be called alike.
    fn sheet(&self, number: usize) -> String {
        let name: String = self.head(&[]).chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(20).collect();
        format!("{number} {name}")
    }
}

/// The sheet of the project itself: a value a line.
fn single(
    worksheet: &mut Worksheet,
    styles: &Styles,
    words: &Words<'_>,
    id: &str,
    sheet: &Sheet<'_>,
    row: &Map<String, Value>,
) -> Result<(), XlsxError> {
    let lang = words.lang;
    worksheet.set_name(lang.word("workbook-project"))?;
    for (column, width) in [(0, 18), (1, 44), (2, 60), (3, 26)] {
        worksheet.set_column_width(column, width)?;
    }
    worksheet.write_string_with_format(0, 0, MARK, &styles.key)?;
    worksheet.write_string_with_format(0, 1, id, &styles.key)?;
    worksheet.write_string_with_format(1, 0, lang.say(&Message::new("workbook-help")), &styles.label)?;
    worksheet.merge_range(1, 0, 1, 3, &lang.say(&Message::new("workbook-help")), &styles.label)?;
    worksheet.set_row_height(1, 78)?;
    for (line, column) in (2..).zip(&sheet.columns) {
        worksheet.write_string_with_format(line, 0, words.head(&column.way), &styles.head)?;
        worksheet.write_string_with_format(line, 2, words.help(&column.way), &styles.label)?;
        worksheet.write_string_with_format(line, 3, column.way.join("."), &styles.key)?;
        worksheet.write_blank(line, 1, &blank(styles, column.holds))?;
        if let Some(value) = find(row, &column.way) {
            put(worksheet, styles, (line, 1), column.holds, value)?;
        }
        offer(worksheet, words, column, (line, 1, line))?;
    }
    worksheet.set_freeze_panes(2, 0)?;
    Ok(())
}

/// The sheet of a list: a row a line.
fn list(
    worksheet: &mut Worksheet,
    styles: &Styles,
    words: &Words<'_>,
    [name, above]: &[String; 2],
    sheet: &Sheet<'_>,
    rows: &[(usize, &Map<String, Value>)],
) -> Result<(), XlsxError> {
    let lang = words.lang;
    worksheet.set_name(name)?;
    worksheet.write_string_with_format(0, 0, format!("{MARK}{}", words.path.join(".")), &styles.key)?;
    worksheet.write_string_with_format(HEADS, 0, lang.word("workbook-number"), &styles.head)?;
    let first = 1 + u16::from(sheet.above != 0);
    if sheet.above != 0 {
        worksheet.write_string_with_format(0, 1, ABOVE, &styles.key)?;
        worksheet.write_string_with_format(
            HEADS,
            1,
            lang.say(&Message::new("workbook-above").with("sheet", above.as_str())),
            &styles.head,
        )?;
    }
    let levels = sheet.columns.iter().position(|column| column.way == ["level"]);
    let sums = sums(lang, sheet, levels.is_some());
    let begin = HEADS + 1 + sums.len() as u32;
    let end = begin + (rows.len() + SPARE) as u32 - 1;
    for line in begin..=end {
        worksheet.write_number_with_format(line, 0, f64::from(line - begin + 1), &styles.label)?;
        for column in 1..first {
            worksheet.write_blank(line, column, &styles.open)?;
        }
        for (at, column) in (first..).zip(&sheet.columns) {
            worksheet.write_blank(line, at, &blank(styles, column.holds))?;
        }
    }
    for (at, column) in (first..).zip(&sheet.columns) {
        worksheet.set_column_width(at, width(column.holds))?;
        worksheet.write_string_with_format(0, at, column.way.join("."), &styles.key)?;
        worksheet.write_string_with_format(HEADS, at, words.head(&column.way), &styles.head)?;
        offer(worksheet, words, column, (begin, at, end))?;
    }
    for (line, (name, level)) in (HEADS + 1..).zip(&sums) {
        worksheet.write_string_with_format(line, 0, name, &styles.sum)?;
        for (at, column) in (first..).zip(&sheet.columns) {
            if is_summed(column, levels.is_some()) {
                let range = |at: u16| {
                    let letters = rust_xlsxwriter::utility::column_number_to_name(at);
                    format!("{letters}{}:{letters}{}", begin + 1, end + 1)
                };
                let numbers = format!("IFERROR(VALUE({}),0)", range(at));
                let formula = match (level, levels) {
                    (Some(level), Some(of)) => {
                        format!("=SUM(IF(IFERROR(VALUE({}),0)={level},{numbers},0))", range(first + of as u16))
                    }
                    _ => format!("=SUM({numbers})"),
                };
                worksheet.write_array_formula_with_format(line, at, line, at, Formula::new(formula), &styles.sum)?;
            }
        }
    }
    for (line, (above, row)) in (begin..).zip(rows) {
        if sheet.above != 0 {
            worksheet.write_number_with_format(line, 1, *above as f64, &styles.open)?;
        }
        for (at, column) in (first..).zip(&sheet.columns) {
            if let Some(value) = find(row, &column.way) {
                put(worksheet, styles, (line, at), column.holds, value)?;
            }
        }
    }
    worksheet.set_freeze_panes(begin, first)?;
    Ok(())
}

/// The rows of sums of a sheet: what each is called, and of which level it is.
fn sums(lang: Lang, sheet: &Sheet<'_>, has_levels: bool) -> Vec<(String, Option<u32>)> {
    match has_levels {
        true => (1..=3)
            .map(|level| {
                (lang.say(&Message::new("workbook-sum-of-level").with("level", level.to_string())), Some(level))
            })
            .collect(),
        false if sheet.columns.iter().any(|column| is_summed(column, false)) => vec![(lang.word("workbook-sum"), None)],
        false => Vec::new(),
    }
}

/// Whether the figures of a column are added up: amounts of money, and weights and scores where levels tell which.
fn is_summed(column: &Column<'_>, has_levels: bool) -> bool {
    match column.way.as_slice() {
        ["weight" | "score"] => has_levels,
        [key] => !has_levels && Basis::ALL.iter().any(|basis| basis.key() == *key),
        _ => false,
    }
}

/// Characters across, for the eye.
fn width(holds: &Holds) -> f64 {
    match holds {
        Holds::Integer(..) | Holds::Flag => 8.0,
        Holds::Figure | Holds::OneOf(_) | Holds::Day | Holds::DayAndTime => 13.0,
        _ => 26.0,
    }
}

/// An empty cell, ready to be typed in.
fn blank(styles: &Styles, holds: &Holds) -> Format {
    match holds {
        Holds::Day | Holds::DayAndTime => styles.open.clone().set_num_format("yyyy-mm-dd"),
        _ => styles.text(),
    }
}

/// Offers help beside a cell, and the words that it can hold.
fn offer(
    worksheet: &mut Worksheet,
    words: &Words<'_>,
    column: &Column<'_>,
    (first, at, last): (u32, u16, u32),
) -> Result<(), XlsxError> {
    let offered: &[&str] = match column.holds {
        Holds::OneOf(offered) => offered,
        Holds::Flag => &[YES],
        _ => &[],
    };
    let mut validation = DataValidation::new();
    if !offered.is_empty() {
        validation = validation.allow_list_strings(offered)?;
    }
    let cut = |text: String, most: usize| text.chars().take(most).collect::<String>();
    let validation = validation
        .set_input_title(cut(words.head(&column.way), TITLE))?
        .set_input_message(cut(words.help(&column.way), HELP))?;
    worksheet.add_data_validation(first, at, last, at, &validation)?;
    Ok(())
}

/// Writes a value into a cell.
fn put(
    worksheet: &mut Worksheet,
    styles: &Styles,
    (line, at): (u32, u16),
    holds: &Holds,
    value: &Value,
) -> Result<(), XlsxError> {
    let text = match value {
        Value::Bool(flag) => (if *flag { YES } else { "" }).to_owned(),
        Value::Array(items) => lines(items),
        value => value.as_str().unwrap_or_default().to_owned(),
    };
    if text.is_empty() {
        return Ok(());
    }
    if matches!(holds, Holds::Day | Holds::DayAndTime)
        && let Some(day) = day(&text)
    {
        worksheet.write_datetime_with_format(line, at, &day, &blank(styles, holds))?;
    } else if matches!(holds, Holds::Figure | Holds::Integer(..))
        && let Some((number, format)) = number(&text)
    {
        worksheet.write_number_with_format(line, at, number, &styles.open.clone().set_num_format(format))?;
    } else {
        worksheet.write_string_with_format(line, at, text, &styles.text())?;
    }
    Ok(())
}

/// Several texts in a cell: a line each, or as a list of JSON where one has a line break itself.
fn lines(items: &[Value]) -> String {
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    match texts.iter().any(|text| text.contains(['\n', '\r']) || text.is_empty())
        || texts.first().is_some_and(|text| text.starts_with("[\""))
    {
        true => Value::from(texts).to_string(),
        false => texts.join("\n"),
    }
}

fn day(text: &str) -> Option<ExcelDateTime> {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// A number with the format that shows its own digits; `None` where a spreadsheet would not.
fn number(text: &str) -> Option<(f64, String)> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number: f64 = text.parse().ok().filter(|_| digits <= MOST_DIGITS)?;
    let format = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    (format!("{number:.decimals$}") == text).then_some((number, format))
}
