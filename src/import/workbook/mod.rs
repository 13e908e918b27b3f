//! A project as a workbook, for whoever has no editor: a sheet for the project and one for each list of tables. Sheets and
//! columns are those that the reader of the file asks for; the keys stand on every sheet, so that nothing is told by words.

mod read;
mod text;
mod write;

pub use read::{Filled, read};
pub use write::write;

use crate::syntax::asked::{Holds, Key};

/// The beginning of the first cell of every sheet; behind it stands which list the sheet is of.
const MARK: &str = "gongshi:";

/// The key of the column that says which row of the sheet above a row belongs to.
const ABOVE: &str = "^";

/// What a flag says that is set.
const YES: &str = "是";

/// A sheet: the project itself, or all rows of one list of tables.
struct Sheet<'k> {
    /// The sheet whose rows have the list.
    above: usize,
    /// How the list is reached from such a row.
    way: Vec<&'static str>,
    columns: Vec<Column<'k>>,
}

/// A value of a row: one of its keys, or one of a table in it.
struct Column<'k> {
    way: Vec<&'static str>,
    holds: &'k Holds,
}

/// The sheets of a file with these keys; those above stand before those below.
fn sheets(keys: &[Key]) -> Vec<Sheet<'_>> {
    let mut sheets = vec![Sheet { above: 0, way: Vec::new(), columns: Vec::new() }];
    add(&mut sheets, 0, &[], keys);
    sheets
}

fn add<'k>(sheets: &mut Vec<Sheet<'k>>, at: usize, before: &[&'static str], keys: &'k [Key]) {
    for key in keys {
        let way: Vec<&'static str> = before.iter().copied().chain([key.name]).collect();
        match &key.holds {
            Holds::Table(below) => add(sheets, at, &way, below),
            Holds::Tables(below) => {
                sheets.push(Sheet { above: at, way, columns: Vec::new() });
                add(sheets, sheets.len() - 1, &[], below);
            }
            holds => sheets[at].columns.push(Column { way, holds }),
        }
    }
}

/// The whole path of a sheet from the top of the file: `evaluations.printed.rows`.
fn path(sheets: &[Sheet<'_>], at: usize) -> Vec<&'static str> {
    let mut path = if at == 0 { Vec::new() } else { path(sheets, sheets[at].above) };
    path.extend(&sheets[at].way);
    path
}
