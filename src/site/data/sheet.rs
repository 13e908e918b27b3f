//! A table as CSV (RFC 4180) and as JSON records. Texts and digits as they are; counts and computes nothing.

use std::io::{self, BufRead};

use serde_json::{Map, Value, json};

use super::table::{Column, Holds, Row};

/// A table as CSV so far.
pub(super) struct Csv(pub Vec<u8>);

impl Csv {
    /// The head: with a byte order mark, so that spreadsheets read UTF-8.
    ///
    /// # Errors
    /// When it cannot be written to memory.
    pub(super) fn begin(columns: &[Column]) -> io::Result<Csv> {
        let mut csv = Csv(b"\xEF\xBB\xBF".to_vec());
        csv.writer().write_record(columns.iter().map(|column| column.name))?;
        Ok(csv)
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When they cannot be written to memory.
    pub(super) fn add<'r>(&mut self, columns: &[Column], rows: impl IntoIterator<Item = &'r Row>) -> io::Result<()> {
        let mut writer = self.writer();
        for row in rows {
            let cells = columns.iter().zip(row);
            writer.write_record(cells.map(|(column, cell)| inert(column, cell.as_deref().unwrap_or_default())))?;
        }
        writer.flush()
    }

    /// Its lines end as RFC 4180 wants.
    fn writer(&mut self) -> csv::Writer<&mut Vec<u8>> {
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut self.0)
    }
}

/// A table as a JSON array with one record a line, so far.
pub(super) struct Json {
    pub bytes: Vec<u8>,
    is_empty: bool,
}

impl Json {
    pub(super) fn begin() -> Json {
        Json { bytes: b"[".to_vec(), is_empty: true }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, columns: &[Column], row: Row) {
        self.bytes.extend_from_slice(if self.is_empty { b"\n" } else { b",\n" });
        self.bytes.extend_from_slice(record(columns.iter().zip(row)).to_string().as_bytes());
        self.is_empty = false;
    }

    pub(super) fn end(&mut self) {
        self.bytes.extend_from_slice(b"\n]\n");
    }
}

/// The rows of a table that was written as JSON, read back.
pub(super) fn rows(columns: &'static [Column], json: impl BufRead) -> impl Iterator<Item = io::Result<Row>> {
    let records = json.lines().filter(|line| line.as_ref().map_or(true, |line| line.starts_with('{')));
    records.map(|line| {
        let mut record: Map<String, Value> = serde_json::from_str(line?.trim_end_matches(','))?;
        let cell = |column: &Column| match record.remove(column.name)? {
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        };
        Ok(columns.iter().map(cell).collect())
    })
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

/// A row as an object: every cell a text, but for what is true or false. An empty cell has no key.
pub(super) fn record<'a>(cells: impl Iterator<Item = (&'a Column, Option<String>)>) -> Value {
    let value = |column: &Column, cell: String| match column.holds {
        Holds::Flag => json!(cell == "true"),
        _ => json!(cell),
    };
    cells.filter_map(|(column, cell)| Some((column.name.to_owned(), value(column, cell?)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_are_kept_from_being_formulas_and_one_quote_gives_them_back() {
        let column = |holds| Column { name: "x", holds, required: false, of_tables: false };
        for harmless in ["", "12.50", "（=）", "1-2"] {
            assert_eq!(inert(&column(Holds::Text), harmless), harmless);
        }
        for text in ["=1+1", "+5%", "-3", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'x"] {
            assert_eq!(inert(&column(Holds::Text), text), format!("'{text}"));
        }
        assert_eq!(inert(&column(Holds::Figure), "-12.50"), "-12.50");
    }
}
