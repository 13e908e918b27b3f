//! The data to take away, read back by other programs' rules: each table against its schema, the archive against the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use crate::common::Site;
use gongshi::rules;
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
        "boolean" => ["true", "false"].contains(&cell),
        "string" => true,
        other => panic!("no such type in these tables: {other}"),
    };
    let listed = constraints["enum"].is_null() || strings(&constraints["enum"]).contains(&cell);
    (!fits || !listed).then(|| format!("{cell:?} is no {}", field["type"]))
}

/// The cells of some columns, row by row, of tables with a head.
fn columns(rows: &[Vec<String>], names: &[&str]) -> Vec<Vec<String>> {
    let place = |name: &&str| rows[0].iter().position(|other| other == name).unwrap_or_else(|| panic!("no {name}"));
    let places: Vec<usize> = names.iter().map(place).collect();
    rows[1..].iter().map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect()
}

#[test]
fn every_table_fits_its_schema_and_refers_to_rows_that_are_there() {
    let files = example();
    let package: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let listed: BTreeSet<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
    let there = files.keys().map(String::as_str).filter(|name| name.ends_with(".csv")).collect();
    assert_eq!(listed, there);
    let rows_of = |name: &str| read_csv(&files[&format!("{name}.csv")]);
    assert_eq!(rows_of("projects").len(), 5 + 1);
    let mut references = 0;
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        assert_eq!(resource["bytes"].as_u64(), Some(files[path].len() as u64), "{path}");
        let (rows, schema) = (read_csv(&files[path]), &resource["schema"]);
        let fields = schema["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(rows[0], names, "{path}");
        assert!(rows.len() > 4, "{path} has next to nothing in it");
        for row in &rows[1..] {
            for (field, cell) in fields.iter().zip(row) {
                assert_eq!(complaint(field, cell), None, "{path}: {}", field["name"]);
            }
        }
        let keys = columns(&rows, &strings(&schema["primaryKey"]));
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{path} has a row twice");
        for reference in schema["foreignKeys"].as_array().into_iter().flatten() {
            let to = &reference["reference"];
            let there = columns(&rows_of(to["resource"].as_str().unwrap()), &strings(&to["fields"]));
            let referring = columns(&rows, &strings(&reference["fields"]));
            let mut referring = referring.iter().filter(|cells| cells.iter().all(|cell| !cell.is_empty()));
            assert!(referring.all(|cells| there.contains(cells)), "{path}: {reference}");
            references += 1;
        }
        for field in fields {
            for property in ["title", "description", "title@en", "description@en"] {
                assert!(field[property].as_str().is_some_and(|text| !text.contains('⟨')), "{path}: {field}");
            }
        }
    }
    assert_eq!(references, 12);
}

#[test]
fn amounts_stand_in_yuan_too_and_exactly() {
    let [data, project] = files_of(Path::new(env!("CARGO_MANIFEST_DIR")), ["data", "projects/2019/haikou-zwfwzx-zhsw"]);
    let mut compared = 0;
    for table in ["projects.csv", "funds.csv"] {
        let rows = read_csv(&data[table]);
        for basis in ["planned", "budget", "adjusted", "received", "spent"] {
            for row in columns(&rows, &["unit", basis, &format!("{basis}_yuan")]) {
                let [unit, printed, yuan] = row.as_slice() else { panic!("{row:?}") };
                assert_eq!(printed.is_empty(), yuan.is_empty(), "{table}: {row:?}");
                if let Ok(printed) = printed.parse::<Decimal>() {
                    let size = Decimal::from(if unit == "万元" { 10_000 } else { 1 });
                    assert_eq!(yuan.parse::<Decimal>().unwrap(), printed * size, "{table}: {row:?}");
                    compared += usize::from(unit == "万元");
                }
            }
        }
    }
    assert!(compared > 10);
    let project: Value = serde_json::from_slice(&project["data.json"]).unwrap();
    let (spent, yuan) = (project["funds"]["spent"].as_str().unwrap(), project["funds"]["spent_yuan"].as_str().unwrap());
    assert_eq!((spent, yuan, project["funds"]["unit"].as_str()), ("4544.448", "45444480", Some("万元")));
}

#[test]
fn full_marks_stand_only_where_something_is_scored() {
    let files = example();
    for table in ["projects.csv", "evaluations.csv"] {
        let rows = columns(&read_csv(&files[table]), &["scoring", "maximum"]);
        assert!(rows.iter().all(|row| (row[0] == "unscored") == row[1].is_empty()), "{table}: {rows:?}");
        assert!(rows.iter().any(|row| row[0] == "unscored"), "{table}");
    }
}

#[test]
fn the_items_of_a_score_table_add_up_to_its_recomputed_total() {
    let files = example();
    let items = columns(&read_csv(&files["indicators.csv"]), &["project", "evaluation", "is_leaf", "score", "path"]);
    for group in &items {
        let below = format!("{}/", group[4]);
        let has_some = items.iter().any(|item| item[..2] == group[..2] && item[4].starts_with(&below));
        assert_eq!(group[2] == "true", !has_some, "{group:?}");
    }
    let mut whole = 0;
    for row in columns(&read_csv(&files["evaluations.csv"]), &["project", "evaluation", "scoring", "score_recomputed"])
    {
        if row[2] != "itemised" || row[3].is_empty() {
            continue;
        }
        let own = items.iter().filter(|item| item[..2] == row[..2] && item[2] == "true");
        let sum: Decimal = own.filter_map(|item| item[3].parse::<Decimal>().ok()).sum();
        assert_eq!(sum, row[3].parse::<Decimal>().unwrap(), "{row:?}");
        whole += 1;
    }
    assert!(whole > 0);
}

#[test]
fn findings_are_counted_by_level_and_by_whether_they_are_explained() {
    let files = example();
    let findings = columns(&read_csv(&files["findings.csv"]), &["project", "severity", "note"]);
    let names = ["project", "findings", "differences", "doubts", "remarks", "explained"];
    for row in columns(&read_csv(&files["projects.csv"]), &names) {
        let own: Vec<&Vec<String>> = findings.iter().filter(|finding| finding[0] == row[0]).collect();
        let of = |level: &str| own.iter().filter(|finding| finding[1] == level).count().to_string();
        let explained = own.iter().filter(|finding| !finding[2].is_empty()).count().to_string();
        let wanted = [own.len().to_string(), of("difference"), of("doubt"), of("remark"), explained];
        assert_eq!(row[1..], wanted, "{}", row[0]);
    }
    assert!(findings.iter().any(|finding| !finding[2].is_empty()));
}

/// Words that say or hint that somebody did wrong on purpose; of English ones how they begin.
const ACCUSING: [&str; 66] = [
    "accus",
    "at fault",
    "blame",
    "bogus",
    "cheat",
    "collu",
    "conceal",
    "cook",
    "corrupt",
    "crim",
    "culprit",
    "deceiv",
    "dishonest",
    "embezzl",
    "fake",
    "falsif",
    "forge",
    "fraud",
    "fudg",
    "guilt",
    "illegal",
    "liar",
    "lying",
    "made to fit",
    "manipulat",
    "misappropriat",
    "mislead",
    "pad",
    "rigg",
    "scandal",
    "suspicio",
    "tamper",
    "unlawful",
    "violat",
    "不法",
    "伪造",
    "作假",
    "作弊",
    "凑数",
    "弄虚",
    "捏造",
    "掩盖",
    "挪用",
    "欺骗",
    "欺瞒",
    "注水",
    "渎职",
    "瞒报",
    "篡改",
    "粉饰",
    "编造",
    "腐败",
    "舞弊",
    "虚假",
    "虚报",
    "虚构",
    "蒙混",
    "谎",
    "贪",
    "违法",
    "违纪",
    "违规",
    "造假",
    "隐瞒",
    "骗取",
    "可疑",
];

/// The accusing words of a text, whatever stands between words.
fn accusing(text: &str) -> Vec<&'static str> {
    let spaced = |c: char| if c.is_ascii_alphabetic() || !c.is_ascii() { c.to_ascii_lowercase() } else { ' ' };
    let words: Vec<String> =
        text.chars().map(spaced).collect::<String>().split_whitespace().map(str::to_owned).collect();
    let text = format!(" {}", words.join(" "));
    let stands = |word: &&str| match word.is_ascii() {
        true => text.contains(&format!(" {word}")),
        false => text.contains(*word),
    };
    ACCUSING.into_iter().filter(stands).collect()
}

/// A message without what it quotes of a report.
fn without_quotes(message: &str) -> String {
    message.split('“').map(|part| part.split_once('”').map_or(part, |(_, after)| after)).collect()
}

#[test]
fn no_name_and_no_word_of_the_data_accuses() {
    assert_eq!(accusing("scale-made-to-fit"), ["made to fit"]);
    assert_eq!(accusing("The score is fudged."), ["fudg"]);
    assert_eq!(accusing("full_marks_at_fault"), ["at fault"]);
    assert_eq!(accusing("得分造假"), ["造假"]);
    assert!(accusing("default, 满分却没有完成值").is_empty());
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for root in [here.to_owned(), here.join("tests/fixtures/sites/languages")] {
        let [data, pages] = files_of(&root, ["data", "rules"]);
        let spoken = ["rules.csv", "datapackage.json", "tables.schema.json", "project.schema.json"];
        let mut texts: Vec<String> =
            spoken.iter().map(|name| String::from_utf8_lossy(&data[*name]).into_owned()).collect();
        texts.push(String::from_utf8_lossy(&pages["index.html"]).into_owned());
        texts.extend(data.keys().cloned());
        let found = columns(&read_csv(&data["findings.csv"]), &["rule", "severity", "message"]);
        texts.extend(found.iter().map(|row| format!("{} {} {}", row[0], row[1], without_quotes(&row[2]))));
        assert!(texts.len() > 20);
        for text in texts {
            assert_eq!(accusing(&text), [""; 0], "{}", text.chars().take(200).collect::<String>());
        }
    }
}

/// The messages of a catalogue, whole, without its comments.
fn messages(catalogue: &str) -> String {
    catalogue.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_message_of_the_catalogues_accuses_and_no_id() {
    assert_eq!(accusing(&messages("# a fake\nname = 有人\n    作弊\n")), ["作弊"]);
    for catalogue in [include_str!("../../src/lang/zh-CN.ftl"), include_str!("../../src/lang/en.ftl")] {
        let messages = messages(catalogue);
        assert!(messages.len() > 100_000);
        assert_eq!(accusing(&messages), [""; 0]);
    }
    for family in rules::FAMILIES {
        let ids = [family.name].into_iter().chain(family.rules.iter().map(|rule| rule.name));
        ids.for_each(|id| assert_eq!(accusing(id), [""; 0], "{id}"));
    }
}

#[test]
fn a_grade_has_its_rank_and_a_target_apart_from_the_score_table_its_row() {
    let files = example();
    let grades = columns(&read_csv(&files["grades.csv"]), &["rubric", "grade_rank", "grade_name", "other_words"]);
    let mut ranked = 0;
    for row in columns(&read_csv(&files["evaluations.csv"]), &["rubric", "grade_rank", "grade_printed"]) {
        if row[1].is_empty() {
            continue;
        }
        let grade = grades.iter().find(|grade| grade[..2] == row[..2]).unwrap();
        assert!(grade[2] == row[2] || grade[3].split("; ").any(|word| word == row[2]), "{row:?} is no {grade:?}");
        ranked += 1;
    }
    assert!(ranked > 1);
    let targets = columns(&read_csv(&files["targets.csv"]), &["project", "name", "target"]);
    let handled = targets.iter().find(|row| row[1] == "办件量").unwrap();
    assert_eq!(handled[0], "2019/haikou-zwfwzx-zhsw");
    assert_eq!(handled[2], "12345热线年应答量1792025次，办结率99.79%");
}

#[test]
fn an_address_is_that_of_the_page_and_whole_once_the_site_knows_its_own() {
    let site = Site::new("clean");
    let addresses = || columns(&read_csv(&data_of(site.path())["projects.csv"]), &["address"]);
    assert_eq!(addresses(), [["projects/2023/hotline/"]]);
    site.write(
        "content/site.toml",
        &format!("base_url = \"https://a.example/b/\"\n{}", site.read("content/site.toml")),
    );
    assert_eq!(addresses(), [["https://a.example/b/projects/2023/hotline/"]]);
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
                let value = match &record[column] {
                    Value::Bool(flag) => flag.to_string(),
                    text => text.as_str().unwrap_or_default().to_owned(),
                };
                assert_eq!(value, *cell, "{name}: {column}");
            }
        }
    }
}

#[test]
fn a_group_has_its_rows_of_the_table_of_projects_in_each_form() {
    let site = Site::new("clean");
    for number in 0..51 {
        let project = "content/projects/2023/hotline";
        let text = site.read(&format!("{project}/project.toml"));
        let title = format!("title = \"便民热线工作经费{number}\"");
        let text = text.replace("title = \"便民热线工作经费\"", &title);
        site.write(&format!("{project}-{number}/project.toml"), &text);
        for file in ["report.md", "files/scan.txt"] {
            site.write(&format!("{project}-{number}/{file}"), &site.read(&format!("{project}/{file}")));
        }
    }
    let [data, group] = files_of(site.path(), ["data", "years/2023"]);
    let [short] = files_of(Path::new(env!("CARGO_MANIFEST_DIR")), ["years/2023"]);
    assert_eq!(short.keys().filter(|name| name.starts_with("projects.")).collect::<Vec<_>>(), ["projects.csv"]);
    let mut wanted = read_csv(&data["projects.csv"]);
    wanted.retain(|row| ["year", "2023"].contains(&row[1].as_str()));
    assert!(wanted.len() > 51);
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
fn the_archive_is_the_package_that_its_description_describes() {
    let files = example();
    let packed = unpacked(&files["gongshi.zip"]);
    let description: Value = serde_json::from_slice(&packed["datapackage.json"]).unwrap();
    let tables = description["resources"].as_array().unwrap().iter().map(|table| table["path"].as_str().unwrap());
    let told = ["datapackage.json", "project.schema.json", "tables.schema.json", "example.py.txt"];
    let wanted: BTreeSet<&str> = tables.chain(told).collect();
    assert!(wanted.len() > 10);
    assert_eq!(packed.keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
    assert!(packed.iter().all(|(name, bytes)| files[name] == *bytes), "the archive has other bytes than the folder");
    let mut archive = ZipArchive::new(Cursor::new(&files["gongshi.zip"])).unwrap();
    let table = archive.by_name("projects.csv").unwrap();
    assert!(table.compressed_size() < table.size());
}

/// The cells of a sheet as a spreadsheet shows them: address → (format, content).
fn cells(sheet: &str) -> BTreeMap<&str, (&str, &str)> {
    let cells = sheet.split("<c r=\"").skip(1).map(|cell| {
        let (address, rest) = cell.split_once('"').unwrap();
        let (_, rest) = rest.split_once("s=\"").unwrap();
        let (format, rest) = rest.split_once('"').unwrap();
        let content = match rest.split_once("<v>") {
            Some((_, number)) => number.split_once("</v>").unwrap().0,
            None => rest.split_once("<t").unwrap().1.split_once("</t>").unwrap().0.split_once('>').unwrap().1,
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
        let place = u8::try_from(columns.iter().position(|name| name == column).unwrap()).unwrap();
        let before = if place < 26 { "" } else { "A" };
        shown[format!("{before}{}2", char::from(b'A' + place % 26)).as_str()]
    };
    let formats = text("xl/styles.xml");
    let two_decimals = formats.split("formatCode=\"0.00\"").next().unwrap().matches("<numFmt ").count() - 1;
    assert_eq!(at("score"), (format!("{}", 3 + two_decimals).as_str(), "38.00"));
    assert_eq!(at("reason"), ("2", "=1+1 &amp; &lt;2&gt;"));
}
