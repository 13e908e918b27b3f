//! How much of anything is read, checked and said, so that no file can stall everybody. All limits stand here; each is
//! many times what reports have, and what goes beyond one is a finding that names the file and the limit.

/// Of a text file of the content, in bytes.
pub const TEXT_BYTES: u64 = 2_000_000;
/// Of files and folders that are reached through links.
pub const LINKED: usize = 100_000;
/// Of the tables of one list in a project or a rubric: indicators, printed rows, sources, goals.
pub const ROWS: usize = 500;
/// Of the marks in one file.
pub const MARKS: usize = 1_000;
/// Of the values that are tried in the place of others, to see which figure is to blame for several findings; where more
/// could be, every finding stands for itself.
pub const TRIALS: usize = 300;
/// Of the equations of one text, and of the tables and paragraphs with shares of a report; later ones are taken as they are.
pub const WORKED_OUT: usize = 1_000;

/// Of the choices of three columns that are tried on the rows of all tables of a report, to see which columns follow from which;
/// later tables are taken as they are.
pub const CHOICES: usize = 2_000_000;

/// Of the findings of one rule about one file; the others are counted.
pub const FINDINGS: usize = 50;
/// Of a message on a terminal or in a log, in characters.
pub const MESSAGE: usize = 1_000;
/// Of a file to import, in bytes.
pub const IMPORT_BYTES: usize = 50_000_000;
/// Of the cells of tables in a file to import.
pub const IMPORT_CELLS: usize = 100_000;
/// Of the text of an attachment, once it is unpacked, in bytes.
pub const ATTACHMENT_TEXT: u64 = 20_000_000;
/// Of the columns of a table in a file to import.
pub const IMPORT_COLUMNS: usize = 500;
/// Of what a zipped file to import unpacks to, in bytes.
pub const IMPORT_UNPACKED: u64 = 30_000_000;
/// Of the elements and texts of one XML part, and of how deep they stand in one another.
pub const IMPORT_NODES: usize = 500_000;
/// See [`IMPORT_NODES`].
pub const IMPORT_DEPTH: usize = 250;
