//! The tables of a narrative as rows of cells with their places. Knows nothing of what they tell.

use super::sections::{Block, Kind, Section};

/// A table: its head, and the rows below it.
#[derive(Debug)]
pub struct Table<'n> {
    /// The first row.
    pub head: Row<'n>,
    /// All others, in order.
    pub rows: Vec<Row<'n>>,
}

/// The cells of a row by their columns; `None` where one is empty.
pub type Row<'n> = Vec<Option<&'n Block>>;

/// The tables of a text that was read into sections.
pub fn tables<'n>(text: &str, sections: &'n [Section]) -> Vec<Table<'n>> {
    let mut tables: Vec<(usize, Vec<Row<'n>>)> = Vec::new();
    for cell in sections.iter().flat_map(|section| &section.blocks).filter(|block| block.kind == Kind::Cell) {
        let line = text[..cell.range.start].rfind('\n').map_or(0, |end| end + 1);
        let column = column(&text[line..cell.range.start]);
        let end = text[line..].find('\n').map_or(text.len(), |end| line + end + 1);
        match tables.last_mut() {
            Some((behind, rows)) if *behind == end => put(rows, column, cell),
            // The line below the head only draws.
            Some((behind, rows)) if is_drawn(&text[*behind..line]) => {
                *behind = end;
                rows.push(Row::new());
                put(rows, column, cell);
            }
            _ => {
                let mut rows = vec![Row::new()];
                put(&mut rows, column, cell);
                tables.push((end, rows));
            }
        }
    }
    let table = |(_, rows): (usize, Vec<Row<'n>>)| {
        let mut rows = rows.into_iter();
        Some(Table { head: rows.next()?, rows: rows.collect() })
    };
    tables.into_iter().filter_map(table).collect()
}

fn put<'n>(rows: &mut [Row<'n>], column: usize, cell: &'n Block) {
    if let Some(row) = rows.last_mut() {
        row.resize(row.len().max(column + 1), None);
        row[column] = Some(cell);
    }
}

/// In which column a cell stands before which a line says this.
fn column(before: &str) -> usize {
    let borders = before.match_indices('|').filter(|(at, _)| !before[..*at].ends_with('\\')).count();
    borders - usize::from(before.trim_start().starts_with('|'))
}

fn is_drawn(line: &str) -> bool {
    line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r' | '\n'))
        && line.trim().is_empty() == line.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::sections;

    #[test]
    fn cells_stand_in_their_rows_and_columns() {
        let text = "甲\n\n| 项目 | 金额 | 备注 |\n|---|--:|---|\n| 乙 | | **丙\\|丁** |\n| 戊 | [3]{x} |\n\n己 | 庚\n--|--\n辛 | 壬\n";
        let (sections, _) = sections::read(text);
        let said = |row: &Row<'_>| -> Vec<String> {
            row.iter().map(|cell| cell.map_or_else(String::new, |cell| cell.text.clone())).collect()
        };
        let read: Vec<Vec<Vec<String>>> = tables(text, &sections)
            .iter()
            .map(|table| std::iter::once(&table.head).chain(&table.rows).map(said).collect())
            .collect();
        assert_eq!(
            read,
            [
                vec![vec!["项目", "金额", "备注"], vec!["乙", "", "丙|丁"], vec!["戊", "3"]],
                vec![vec!["己", "庚"], vec!["辛", "壬"]],
            ]
        );
    }
}
