//! A table as CSV (RFC 4180) and as JSON records. Texts and digits as they are; counts and computes nothing.

use std::io;

use serde_json::{Value, json};

use super::table::{Column, Holds, Row};

/// With a byte order mark, so that spreadsheets read UTF-8, and lines that end as RFC 4180 wants.
///
/// # Errors
/// When it cannot be written to memory.
pub(super) fn csv(columns: &[Column], rows: impl Iterator<Item = Row>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(columns.iter().map(|column| column.name))?;
    for row in rows {
        let cells = columns.iter().zip(&row);
        writer.write_record(cells.map(|(column, cell)| inert(column, cell.as_deref().unwrap_or_default())))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// With what a text begins that a spreadsheet may run as a formula: OWASP's list, with the full-width forms.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet would run gets a `'` before it, and so does one that begins with `'`: whoever takes one `'`
/// off has the text as it was. Figures and counts are digits of ours and stay as they are, negative ones too.
fn inert(column: &Column, cell: &str) -> String {
    let is_text = matches!(column.holds, Holds::Text);
    match is_text && (cell.starts_with(FORMULA) || cell.starts_with('\'')) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// A JSON array with one record a line.
pub(super) fn json(columns: &[Column], rows: impl Iterator<Item = Row>) -> Vec<u8> {
    let mut text = String::from("[");
    for (number, row) in rows.enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&record(columns, row).to_string());
    }
    text.push_str("\n]\n");
    text.into_bytes()
}

/// A row as an object: every cell a text, but for what is true or false. An empty cell has no key.
pub(super) fn record(columns: &[Column], row: Row) -> Value {
    let value = |column: &Column, cell: String| match column.holds {
        Holds::Flag => json!(cell == "true"),
        _ => json!(cell),
    };
    let cells = columns.iter().zip(row);
    cells.filter_map(|(column, cell)| Some((column.name.to_owned(), value(column, cell?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_are_kept_from_being_formulas_and_one_quote_gives_them_back() {
        let column = |holds| Column { name: "x", holds, required: false };
        for harmless in ["", "12.50", "（=）", "1-2"] {
            assert_eq!(inert(&column(Holds::Text), harmless), harmless);
        }
        for text in ["=1+1", "+5%", "-3", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'x"] {
            assert_eq!(inert(&column(Holds::Text), text), format!("'{text}"));
        }
        assert_eq!(inert(&column(Holds::Figure), "-12.50"), "-12.50");
    }
}
