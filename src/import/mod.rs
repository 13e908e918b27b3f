//! Reports as Word, Excel or text → drafts of project folders, in three steps: `read` makes one neutral document of a file,
//! `recognise` tells what its tables are, `write` says it in the project's own files.
//! A `workbook` is a project that this program wrote for spreadsheets, and reads back. Pure: touches no disk, and never
//! guesses in silence.

pub mod document;
pub mod draft;
pub mod literal;
pub mod read;
pub mod recognise;
pub mod workbook;
pub mod write;
