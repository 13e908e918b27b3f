//! Reports as Word, Excel or text → drafts of project folders, in three steps: `read` makes one neutral document of a file,
//! `recognise` tells what its tables are, `write` says it in the project's own files.
//! A `workbook` is a project that this program wrote for spreadsheets, and reads back. Pure: touches no disk, and never
//! guesses in silence.
//!
//! Every cell of a table in which anything was recognised is either taken (`Sheet::take`), by what reads it into the
//! draft, or left. What is left becomes a comment `# import: …` with its place in the original, which the rule
//! `import-unfinished` refuses; so nothing is lost in silence. What could be read in two ways is kept in
//! `Draft::unsure` with both readings, and the command prints it. Tables that nothing recognises, and all paragraphs,
//! become `report.md`. Figures of the prose are marked where a label that has one meaning stands right before the
//! figure of the table (`write/told.rs`). Figures are kept as printed and never computed; sums only decide which of two
//! readings a merged cell has, where columns are not known.

pub mod document;
pub mod draft;
pub mod literal;
pub mod read;
pub mod recognise;
pub mod workbook;
pub mod write;
