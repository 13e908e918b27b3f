//! What can be taken away.

use serde::Serialize;

use super::{Link, Pair};

/// `data.html`: what can be taken away.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The files.
    pub files: Vec<DataFile>,
    /// The columns of each table.
    pub tables: Vec<DataTable>,
    /// A program that asks them something.
    pub example: String,
}

/// A file to take away.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Name and address below the root.
    pub link: Link,
    /// What it holds.
    pub description: String,
}

/// A table and its columns.
#[derive(Clone, Debug, Serialize)]
pub struct DataTable {
    /// Title.
    pub title: String,
    /// Name and meaning of each column.
    pub columns: Vec<Pair>,
}
