//! What can be taken away: which files there are and what they are made from. Figures are the author's digits; printed and
//! recomputed stand side by side.
//!
//! `json_ld.rs` says in the words of schema.org what a page is, `data/catalog.rs` in those of DCAT what can be taken
//! away; both state only what the publisher and the report state. `site::data` makes what can be taken away;
//! `tables.rs` says which tables and columns there are (`standards.rs` those of rubrics and rules), and every format is
//! written from it. `example.py` is shown on the page of the data and published beside the tables; its comments are
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
mod standards;
mod table;
mod tables;
mod workbook;

use std::io::{self, Cursor, Write};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::lang::Lang;
use crate::manifest::Entry;
use crate::media;
use crate::site::views::{DataFile, DataTable, DataView, Link, Pair};
use crate::site::{Group, Site};
use tables::{PROJECTS, TABLES, project_row};

pub use project::project_json;

/// Makes the files of `data/`, handing over each (path below the site's root, bytes) as it is made.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut publish = |name: &str, bytes: &[u8]| -> io::Result<Entry> {
        emit(&format!("data/{name}"), bytes)?;
        Ok(Entry::of(name, bytes))
    };
    // The package that `datapackage.json` describes. The same rows in another form would make it three times as large.
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut pack = |name: &str, bytes: &[u8]| -> io::Result<()> {
        archive.start_file(name, in_archive())?;
        archive.write_all(bytes)
    };
    let mut tables = Vec::new();
    let mut resources = Vec::new();
    for table in TABLES {
        let (name, rows) = (format!("{}.csv", table.name), sheet::csv(table.columns, table.rows(site))?);
        pack(&name, &rows)?;
        let csv = publish(&name, &rows)?;
        let json = publish(&format!("{}.json", table.name), &sheet::json(table.columns, table.rows(site)))?;
        resources.push(package::resource(site, table, &csv));
        tables.push((table, [csv, json]));
    }
    let sheets = TABLES.iter().map(|table| (table, table.rows(site))).collect();
    let workbook = publish(WORKBOOK, &workbook::workbook(site, site.content.settings.title.clone(), sheets)?)?;
    let told = [
        ("datapackage.json", compact(&package::package(site, resources))),
        (schema::NAME, compact(&schema::schema(site))),
        (schema::TABLES_NAME, compact(&schema::tables(site))),
        (EXAMPLE, example(site.lang()).into_bytes()),
    ];
    for (name, bytes) in told {
        pack(name, &bytes)?;
        publish(name, &bytes)?;
    }
    let archive = archive.finish()?.into_inner();
    emit(&format!("data/{ARCHIVE}"), &archive)?;
    for (path, schema) in schemas::schemas(site.lang()) {
        emit(&format!("data/{path}"), &compact(&schema))?;
    }
    let whole = [workbook, Entry::of(ARCHIVE, &archive)];
    emit(&format!("data/{}", catalog::NAME), &compact(&catalog::catalog(site, &tables, &whole)))
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
    let projects = site.projects_of(group).iter().map(|index| &site.content.projects[*index]);
    let rows = projects.map(|project| project_row(site, project));
    match name.rsplit_once('.') {
        Some((_, "json")) => Ok(sheet::json(PROJECTS, rows)),
        Some((_, "xlsx")) => {
            let title = format!("{} - {}", site.name_of(group), site.content.settings.title);
            workbook::workbook(site, title, vec![(&TABLES[0], Box::new(rows))])
        }
        _ => sheet::csv(PROJECTS, rows),
    }
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
