//! The data to take away, read back by other programs' rules: each table against its schema, the archive against the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use crate::common::Site;
use rust_decimal::Decimal;
use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use zip::ZipArchive;

/// Builds the site at `root` and gives the files of its `data/`, by name.
fn data_of(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let [data] = files_of(root, ["data"]);
    data
}

/// Builds the site at `root` and gives the files of each of these folders of it, by name.
fn files_of<const COUNT: usize>(root: &Path, folders: [&str; COUNT]) -> [BTreeMap<String, Vec<u8>>; COUNT] {
    let out = snapbox::dir::DirRoot::mutable_temp().unwrap();
    let public = out.path().unwrap().join("public");
    Command::new(cargo_bin!("gongshi")).current_dir(root).arg("build").arg("--out").arg(&public).assert().code(0);
    folders.map(|folder| {
        let files = fs::read_dir(public.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.is_file());
        files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())).collect()
    })
}

fn example() -> BTreeMap<String, Vec<u8>> {
    data_of(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The rows of a CSV as programs read them, the head first.
fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark, for spreadsheets");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The files in a zip archive, by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// What is wrong with a cell by its field's type and constraints.
fn complaint(field: &Value, cell: &str) -> Option<String> {
    let constraints = &field["constraints"];
    if cell.is_empty() {
        return constraints["required"].as_bool().unwrap_or(false).then(|| "empty".to_owned());
    }
    let fits = match field["type"].as_str().unwrap() {
        "integer" => cell.parse::<i64>().is_ok(),
        "number" => cell.parse::<Decimal>().is_ok(),
        "string" => true,
        other => panic!("no such type in these tables: {other}"),
    };
    let listed = constraints["enum"].is_null() || strings(&constraints["enum"]).contains(&cell);
    (!fits || !listed).then(|| format!("{cell:?} is no {}", field["type"]))
}

#[test]
fn every_table_fits_its_schema_and_refers_to_projects_that_are_there() {
    let files = example();
    let package: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let listed: BTreeSet<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
    let there = files.keys().map(String::as_str).filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(listed, there);
    let projects: BTreeSet<String> =
        read_csv(&files["projects.csv"]).into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(projects.len(), 5);
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        assert_eq!(resource["bytes"].as_u64(), Some(files[path].len() as u64), "{path}");
        let (rows, schema) = (read_csv(&files[path]), &resource["schema"]);
        let fields = schema["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(rows[0], names, "{path}");
        assert!(rows.len() > 5, "{path} has next to nothing in it");
        let place = |name: &str| names.iter().position(|other| *other == name).unwrap();
        let key: Vec<usize> = strings(&schema["primaryKey"]).into_iter().map(place).collect();
        let mut keys = BTreeSet::new();
        for row in &rows[1..] {
            for (field, cell) in fields.iter().zip(row) {
                assert_eq!(complaint(field, cell), None, "{path}: {}", field["name"]);
            }
            assert!(keys.insert(key.iter().map(|place| &row[*place]).collect::<Vec<_>>()), "{path} has {row:?} twice");
            let project = &row[place("project")];
            assert!(project.is_empty() || projects.contains(project), "{path}: {project}");
        }
        for field in fields {
            for property in ["title", "description", "title@en", "description@en"] {
                assert!(field[property].as_str().is_some_and(|text| !text.contains('⟨')), "{path}: {field}");
            }
        }
    }
}

#[test]
fn the_records_of_json_are_the_rows_of_csv() {
    let files = example();
    for (name, csv) in files.iter().filter_map(|(name, bytes)| Some((name.strip_suffix(".csv")?, bytes))) {
        let rows = read_csv(csv);
        let records: Vec<Value> = serde_json::from_slice(&files[&format!("{name}.json")]).unwrap();
        assert_eq!(records.len(), rows.len() - 1, "{name}");
        for (record, row) in records.iter().zip(&rows[1..]) {
            for (column, cell) in rows[0].iter().zip(row) {
                assert_eq!(record[column].as_str().unwrap_or_default(), cell, "{name}: {column}");
            }
        }
    }
}

#[test]
fn a_group_has_its_rows_of_the_table_of_projects_in_each_form() {
    let [data, group] = files_of(Path::new(env!("CARGO_MANIFEST_DIR")), ["data", "years/2023"]);
    let mut wanted = read_csv(&data["projects.csv"]);
    wanted.retain(|row| ["year", "2023"].contains(&row[1].as_str()));
    assert!(wanted.len() > 2);
    assert_eq!(read_csv(&group["projects.csv"]), wanted);
    let mut records: Vec<Value> = serde_json::from_slice(&data["projects.json"]).unwrap();
    records.retain(|record| record["year"] == "2023");
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&group["projects.json"]).unwrap(), records);
    let parts = unpacked(&group["projects.xlsx"]);
    let sheet = String::from_utf8(parts["xl/worksheets/sheet2.xml"].clone()).unwrap();
    assert_eq!(sheet.matches("<row ").count(), wanted.len());
    let ids = wanted[1..].iter().map(|row| &row[0]);
    assert!(ids.into_iter().all(|id| sheet.contains(&format!(">{id}</t>"))));
}

#[test]
fn a_text_that_a_spreadsheet_would_run_is_marked_and_a_figure_is_not() {
    let site = Site::new("clean");
    let project = "content/projects/2023/hotline/project.toml";
    let text = site.read(project).replace("title = \"便民热线工作经费\"", "title = \"=HYPERLINK(\\\"http://例\\\")\"");
    site.write(project, &text.replace("目标没有量化", "-2 分，目标没有量化"));
    let files = data_of(site.path());
    let (projects, indicators) = (read_csv(&files["projects.csv"]), read_csv(&files["indicators.csv"]));
    assert_eq!(projects[1][2], "'=HYPERLINK(\"http://例\")");
    assert_eq!(indicators[1].last().map(String::as_str), Some("'-2 分，目标没有量化"));
    let records: Vec<Value> = serde_json::from_slice(&files["projects.json"]).unwrap();
    assert_eq!(records[0]["title"], "=HYPERLINK(\"http://例\")");
}

#[test]
fn the_archive_is_the_folder() {
    let files = example();
    let packed = unpacked(&files["gongshi.zip"]);
    let mut wanted = files.clone();
    for name in ["gongshi.zip", "catalog.jsonld", "index.html"] {
        assert!(wanted.remove(name).is_some(), "{name}");
    }
    assert_eq!(packed.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    assert!(packed == wanted, "the archive has other bytes than the folder");
}

/// The cells of a sheet as a spreadsheet shows them: address → (format, content).
fn cells(sheet: &str) -> BTreeMap<&str, (&str, &str)> {
    let cells = sheet.split("<c r=\"").skip(1).map(|cell| {
        let (address, rest) = cell.split_once('"').unwrap();
        let (_, rest) = rest.split_once("s=\"").unwrap();
        let (format, rest) = rest.split_once('"').unwrap();
        let content = match rest.split_once("<v>") {
            Some((_, number)) => number.split_once("</v>").unwrap().0,
            None => rest.split_once("\"preserve\">").unwrap().1.split_once("</t>").unwrap().0,
        };
        (address, (format, content))
    });
    cells.collect()
}

#[test]
fn the_workbook_has_a_sheet_a_table_with_every_row_and_every_printed_digit() {
    let site = Site::new("clean");
    let project = "content/projects/2023/hotline/project.toml";
    let text =
        site.read(project).replace("score = 38, reason = \"目标没有量化\"", "score = 38.00, reason = \"=1+1 & <2>\"");
    site.write(project, &text);
    let files = data_of(site.path());
    let parts = unpacked(&files["gongshi.xlsx"]);
    let text = |path: &str| String::from_utf8(parts[path].clone()).unwrap();
    let tables: Vec<&String> = files.keys().filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(text("xl/workbook.xml").matches("<sheet name=").count(), tables.len() + 1);
    let package: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    for (number, resource) in (2..).zip(package["resources"].as_array().unwrap()) {
        let sheet = text(&format!("xl/worksheets/sheet{number}.xml"));
        let rows = read_csv(&files[resource["path"].as_str().unwrap()]);
        assert_eq!(sheet.matches("<row ").count(), rows.len(), "{}", resource["path"]);
        assert!(sheet.contains("state=\"frozen\"") && !sheet.contains("<f>"), "{}", resource["path"]);
    }
    let indicators = text("xl/worksheets/sheet3.xml");
    let shown = cells(&indicators);
    let at = |column: &str| {
        let columns = &read_csv(&files["indicators.csv"])[0];
        let place = columns.iter().position(|name| name == column).unwrap();
        shown[format!("{}2", char::from(b'A' + u8::try_from(place).unwrap())).as_str()]
    };
    let formats = text("xl/styles.xml");
    let two_decimals = formats.split("formatCode=\"0.00\"").next().unwrap().matches("<numFmt ").count() - 1;
    assert_eq!(at("score"), (format!("{}", 3 + two_decimals).as_str(), "38.00"));
    assert_eq!(at("reason"), ("2", "=1+1 &amp; &lt;2&gt;"));
}
