//! What can be taken away: which files there are and what they are made from. Figures are the author's digits; printed and
//! recomputed stand side by side.
//!
//! `json_ld.rs` says in the words of schema.org what a page is, `data/catalog.rs` in those of DCAT what can be taken
//! away; both state only what the publisher and the report state. `site::data` makes what can be taken away;
//! `tables/` says which tables and columns there are, and every format is written from it. `example.py` is shown on the page of the data and published beside the tables; its comments are
//! words of the catalogue, and `tests/browser/notebook.test.mjs` runs it as published, with pandas and DuckDB.
//! `schema.rs` describes a project's `data.json` and the tables as JSON and allows nothing else, so that neither
//! changes without the other: `tests/browser/data.test.mjs` holds every form of report and every table to it with a
//! validator that is not ours (Ajv).

mod catalog;
mod package;
mod project;
mod schema;
mod schemas;
mod sheet;
mod table;
mod tables;
mod workbook;

use std::io::{self, BufReader, Cursor, Write};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::emit::{Emit, Grow};
use crate::lang::Lang;
use crate::manifest::Entry;
use crate::media;
use crate::site::views::{DataFile, DataTable, DataView, Link, Pair};
use crate::site::{Group, Site};
use sheet::{Csv, Json};
use table::{Of, Row, Rows, Table};
use tables::{PROJECTS, TABLES, project_row};

pub use project::project_json;

/// Makes the files of `data/`. The tables are written as they are made, project by project, and the package and the workbook
/// from them as they were written: at no time is one held.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &dyn Emit) -> io::Result<()> {
    let mut written = written(site, emit)?;
    // The package that `datapackage.json` describes. The same rows in another form would make it three times as large.
    let mut archive = ZipWriter::new(emit.grow(&format!("data/{ARCHIVE}"))?);
    for Written { table, csv, .. } in &mut written {
        archive.start_file(format!("{}.csv", table.name), in_archive())?;
        csv.rewind()?;
        io::copy(csv, &mut archive)?;
    }
    let sheets = written.iter_mut().map(|Written { table, json, .. }| {
        json.rewind()?;
        Ok((*table, Box::new(sheet::rows(table.columns, BufReader::new(json))) as Rows<'_>))
    });
    let sheets = sheets.collect::<io::Result<Vec<_>>>()?;
    let title = site.content.settings.title.clone();
    let workbook = workbook::workbook(site, emit.grow(&format!("data/{WORKBOOK}"))?, title, sheets)?.done()?;
    let mut tables = Vec::new();
    for Written { table, csv, json } in written {
        tables.push((table, [named(csv.done()?), named(json.done()?)]));
    }
    let resources = tables.iter().map(|(table, [csv, _])| package::resource(site, table, csv)).collect();
    let told = [
        ("datapackage.json", compact(&package::package(site, resources))),
        (schema::NAME, compact(&schema::schema(site))),
        (schema::TABLES_NAME, compact(&schema::tables(site))),
        (EXAMPLE, example(site.lang()).into_bytes()),
    ];
    for (name, bytes) in told {
        archive.start_file(name, in_archive())?;
        archive.write_all(&bytes)?;
        emit.put(&format!("data/{name}"), &bytes)?;
    }
    let archive = archive.finish()?.done()?;
    for (path, schema) in schemas::schemas(site.lang()) {
        emit.put(&format!("data/{path}"), &compact(&schema))?;
    }
    let whole = [named(workbook), named(archive)];
    emit.put(&format!("data/{}", catalog::NAME), &compact(&catalog::catalog(site, &tables, &whole)))
}

/// An entry by its name in `data/`.
fn named(entry: Entry) -> Entry {
    let name = entry.path.strip_prefix("data/").unwrap_or(&entry.path).to_owned();
    Entry { path: name, ..entry }
}

/// A table in both its forms, written so far, which can be read until they are done.
struct Written<'a> {
    table: &'static Table,
    csv: Box<dyn Grow + 'a>,
    json: Box<dyn Grow + 'a>,
}

/// So many bytes of a table are written at once.
const PIECE: usize = 1 << 16;

/// A table and what of it is still to be written.
struct Open<'a> {
    written: Written<'a>,
    csv: Csv,
    json: Json,
}

impl Open<'_> {
    fn add(&mut self, rows: Vec<Row>) -> io::Result<()> {
        let columns = self.written.table.columns;
        self.csv.add(columns, &rows)?;
        rows.into_iter().for_each(|row| self.json.add(columns, row));
        self.write(PIECE)
    }

    /// Writes what is longer than this.
    fn write(&mut self, longer: usize) -> io::Result<()> {
        let Written { csv, json, .. } = &mut self.written;
        for (file, piece) in [(csv, &mut self.csv.0), (json, &mut self.json.bytes)] {
            if piece.len() > longer {
                file.write_all(piece)?;
                piece.clear();
            }
        }
        Ok(())
    }
}

/// Writes all tables, each project read once.
fn written<'a>(site: &'a Site, emit: &'a dyn Emit) -> io::Result<Vec<Written<'a>>> {
    let open = |table: &'static Table| -> io::Result<Open<'a>> {
        let file = |ending: &str| emit.grow(&format!("data/{}.{ending}", table.name));
        let written = Written { table, csv: file("csv")?, json: file("json")? };
        Ok(Open { written, csv: Csv::begin(table.columns)?, json: Json::begin() })
    };
    let mut tables = TABLES.iter().map(open).collect::<io::Result<Vec<_>>>()?;
    for index in site.everything() {
        let project = site.project(*index);
        for table in &mut tables {
            if let Of::Project(rows) = table.written.table.rows {
                table.add(rows(site, *index, &project))?;
            }
        }
    }
    for table in &mut tables {
        if let Of::Site(rows) = table.written.table.rows {
            rows(site).try_for_each(|row| table.add(vec![row]))?;
        }
        table.json.end();
        table.write(0)?;
    }
    Ok(tables.into_iter().map(|table| table.written).collect())
}

/// A program that asks the tables something, with its comments in the words of the language. Its name ends so that servers
/// neither run nor refuse it.
const EXAMPLE: &str = "example.py.txt";

fn example(lang: Lang) -> String {
    let said = |line: &str| match line.strip_prefix("# ") {
        Some(word) => format!("# {}\n", lang.word(word)),
        None => format!("{line}\n"),
    };
    include_str!("example.py").lines().map(said).collect()
}

/// How a file is put into an archive: nothing in it tells when or by whom it was made.
fn in_archive() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// The usual level, 6, saves an eighth of the bytes and costs a twentieth of a whole build more.
const COMPRESSION: i64 = 3;

fn compact(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The media type of a file, by its name.
pub(super) fn media_type(name: &str) -> &'static str {
    match name.split_once('.') {
        Some((_, "jsonld")) => "application/ld+json",
        Some((_, "schema.json")) => "application/schema+json",
        _ => media::kind(&media::ending(name)).map_or("application/json", |kind| kind.media_type),
    }
}

/// The first and the last year that there are projects of.
pub(super) fn years(site: &Site) -> Option<(u32, u32)> {
    let years = site.content.projects.iter().map(|project| project.year.value);
    years.clone().min().zip(years.max())
}

const ARCHIVE: &str = "gongshi.zip";
const WORKBOOK: &str = "gongshi.xlsx";

/// A file of a group: its rows of the table of all projects, in the form that the name says.
///
/// # Errors
/// When it cannot be written to memory.
pub fn group_file(site: &Site, group: &Group, name: &str) -> io::Result<Vec<u8>> {
    let rows = site.projects_of(group).iter().map(|index| project_row(site, *index));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    if ending == Some("xlsx") {
        let title = format!("{} - {}", site.name_of(group), site.content.settings.title);
        let rows = Box::new(rows.map(Ok));
        return Ok(workbook::workbook(site, Cursor::default(), title, vec![(&PROJECTS, rows)])?.into_inner());
    }
    if ending == Some("json") {
        let mut json = Json::begin();
        rows.for_each(|row| json.add(PROJECTS.columns, row));
        json.end();
        return Ok(json.bytes);
    }
    let mut csv = Csv::begin(PROJECTS.columns)?;
    csv.add(PROJECTS.columns, &rows.collect::<Vec<_>>())?;
    Ok(csv.0)
}

/// The page that lists them.
pub(super) fn view(site: &Site) -> DataView {
    let lang = site.lang();
    let file = |name: String, description: String| DataFile {
        link: Link { href: format!("data/{name}"), text: name },
        description,
    };
    let mut files: Vec<DataFile> = TABLES
        .iter()
        .flat_map(|table| ["csv", "json"].map(|ending| file(format!("{}.{ending}", table.name), table.title(lang))))
        .collect();
    files.insert(0, file(WORKBOOK.to_owned(), lang.word("data-workbook")));
    files.push(file("datapackage.json".to_owned(), lang.word("data-package")));
    files.push(file(schema::NAME.to_owned(), lang.word("data-schema")));
    files.push(file(schema::TABLES_NAME.to_owned(), lang.word("json-tables")));
    files.push(file(EXAMPLE.to_owned(), lang.word("data-example")));
    files.push(file(ARCHIVE.to_owned(), lang.word("data-archive")));
    files.push(file(catalog::NAME.to_owned(), lang.word("data-catalog")));
    let tables = TABLES
        .iter()
        .map(|table| DataTable {
            title: table.title(lang),
            columns: table
                .columns
                .iter()
                .map(|column| Pair { label: column.name.to_owned(), value: column.meaning(lang) })
                .collect(),
        })
        .collect();
    DataView { files, tables, example: example(lang) }
}
