//! What must hold whatever anybody writes or asks for: one function a target, of any bytes. `cargo fuzz` and `tests/suite/fuzz.rs`
//! call the same functions. That they end is for the caller to see.

// Public for the targets, and read in by a test, where nothing can be reached from outside.
#![allow(unreachable_pub)]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use gongshi::diag::{Finding, human, machine};
use gongshi::import;
use gongshi::import::recognise::Given;
use gongshi::lang::Lang;
use gongshi::model::Content;
use gongshi::privacy::{Form, Found};
use gongshi::rules;
use gongshi::search::folding::{self, Folding};
use gongshi::site::Site;
use gongshi::source::{Source, Sources};
use gongshi::syntax::markdown;
use gongshi::{pipeline, privacy, serve};
use hyper::header::LOCATION;
use hyper::{Request, StatusCode};

/// What is done with bytes.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of its folder in `tests/fixtures/fuzz/`.
pub const TARGETS: [(&str, Target); 9] = [
    ("project", project),
    ("report", report),
    ("rubric", rubric),
    ("registry", registry),
    ("settings", settings),
    ("request", request),
    ("privacy", personal),
    ("folding", folded),
    ("import", imported),
];

const SETTINGS: &str = "content/site.toml";
const REGISTRY: &str = "content/agencies.toml";
const RUBRIC: &str = "content/rubrics/mof2020-selfeval.toml";
const PROJECT: &str = "content/projects/2023/self-form/project.toml";
const REPORT: &str = "content/projects/2023/self-form/report.md";

/// A site of one report without a mistake.
const SITE: [(&str, &str); 6] = [
    (SETTINGS, include_str!("../../tests/fixtures/sites/government/content/site.toml")),
    ("content/pages/about.md", include_str!("../../tests/fixtures/sites/government/content/pages/about.md")),
    (REGISTRY, include_str!("../../tests/fixtures/sites/consistent/content/agencies.toml")),
    (RUBRIC, include_str!("../../content/rubrics/mof2020-selfeval.toml")),
    (PROJECT, include_str!("../../tests/fixtures/sites/consistent/content/projects/2023/self-form/project.toml")),
    (REPORT, include_str!("../../tests/fixtures/sites/consistent/content/projects/2023/self-form/report.md")),
];

/// The data of a project.
pub fn project(bytes: &[u8]) {
    with(PROJECT, bytes);
}

/// The text of a report.
pub fn report(bytes: &[u8]) {
    with(REPORT, bytes);
}

/// A rubric that a project uses.
pub fn rubric(bytes: &[u8]) {
    with(RUBRIC, bytes);
}

/// The registry of agencies and regions.
pub fn registry(bytes: &[u8]) {
    with(REGISTRY, bytes);
}

/// The settings of a site.
pub fn settings(bytes: &[u8]) {
    with(SETTINGS, bytes);
}

/// A report to import: as text, as the body of a Word file, as the sheet of a workbook, or as a file by its first bytes. What is
/// made of it is TOML, and its text no HTML.
pub fn imported(bytes: &[u8]) {
    let mut files = vec![("a.txt", bytes.to_vec()), ("a.csv", bytes.to_vec()), ("a.docx", bytes.to_vec())];
    files.extend(compound(bytes).map(|file| ("a.xls", file)));
    if let Ok(text) = std::str::from_utf8(bytes) {
        files.push(("a.docx", package(&[("word/document.xml", &format!("<w><body>{text}</body></w>"))])));
        files.push((
            "a.ods",
            package(&[("content.xml", &format!("<d><body><spreadsheet>{text}</spreadsheet></body></d>"))]),
        ));
        let book = "<w><sheets><sheet name=\"a\" id=\"a\"/></sheets></w>";
        let sheet = "<r><r Id=\"a\" Target=\"sheet.xml\"/></r>";
        let parts =
            [("xl/book.xml", book), ("xl/_rels/book.xml.rels", sheet), ("xl/sheet.xml", &format!("<w>{text}</w>"))];
        files.push(("a.xlsx", package(&parts)));
    }
    for (name, bytes) in files {
        let Ok(documents) = import::read::read(name, &bytes) else { continue };
        for draft in import::recognise::recognise(&documents, name, &Content::default(), &Given::default()) {
            let (toml, _) = import::write::project(Lang::ZhCn, &draft, name, None, &[]);
            let sources = Sources::new([Source { path: PROJECT.to_owned(), text: toml.clone() }]);
            let (_, findings) = gongshi::model::read(&sources);
            assert!(findings.iter().all(|finding| finding.rule != "syntax-error"), "{toml}");
            let (report, _) = import::write::report(&draft, &[]);
            assert!(markdown::render(&report).raw_html.is_empty(), "{report}");
        }
    }
}

/// An old workbook whose records are these.
fn compound(workbook: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook").ok()?.write_all(workbook).ok()?;
    Some(file.into_inner().into_inner())
}

/// A zipped file of these parts, of which the first is the document.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let relations = format!("<r><r Type=\"/officeDocument\" Target=\"{}\"/></r>", files[0].0);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files.iter().chain(&[("_rels/.rels", relations.as_str())]) {
        writer
            .start_file(*name, options)
            .and_then(|()| Ok(writer.write_all(text.as_bytes())?))
            .expect("memory to write to");
    }
    writer.finish().expect("memory to write to").into_inner()
}

/// A request: a line with method and address, then a line for each header.
pub fn request(bytes: &[u8]) {
    static SHOWN: LazyLock<Arc<Site>> =
        LazyLock::new(|| Arc::new(planned(SITE.map(|(path, text)| (path, text.into())))));
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut words = lines.next().unwrap_or_default().split(|byte| *byte == b' ');
    let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = Request::builder().method(method).uri(address);
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        request = request.header(name, value.strip_prefix(b":").unwrap_or_default().trim_ascii());
    }
    // What is no request is refused before anybody is asked.
    let Ok(request) = request.body(()) else { return };
    let Some(response) = serve::answer(&SHOWN, Lang::ZhCn, &request) else { return };
    assert_ne!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{request:?}");
    if let Some(location) = response.headers().get(LOCATION) {
        let location = location.as_bytes();
        assert!(location.starts_with(b"/") && !location.starts_with(b"//"), "{request:?} leads elsewhere");
    }
}

/// A text with personal data, or the name of a file.
pub fn personal(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for form in [Form::Plain, Form::Toml, Form::Marked] {
        let found = privacy::look(text, form, &[]).personal;
        is_masked_in_place(text, &found);
        let masked = privacy::mask(text, &found);
        assert_eq!(privacy::find(&masked, form, &[]), [], "{masked:?} of {text:?}");
    }
    is_masked_in_place(text, &privacy::find_in_path(text));
}

fn is_masked_in_place(text: &str, found: &[Found]) {
    let mut end = 0;
    for Found { range, .. } in found {
        assert!(range.start >= end && !range.is_empty(), "{found:?} in {text:?} overlap");
        assert!(text.get(range.clone()).is_some(), "{range:?} is no part of {text:?}");
        end = range.end;
    }
    assert_eq!(privacy::mask(text, found).len(), text.len(), "{text:?} moves when it is masked");
}

/// A text as it is searched.
pub fn folded(bytes: &[u8]) {
    static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let line = folding::line(text);
    assert_eq!(folding::line(&line), line, "of {text:?}");
    let whole = FOLDING.fold(&line);
    assert_eq!(FOLDING.fold(&whole), whole, "{line:?} folded twice");
}

/// The site with one file another, in the language that its length says.
fn with(replaced: &str, bytes: &[u8]) {
    let Ok(new) = std::str::from_utf8(bytes) else { return };
    let files = SITE.map(|(path, text)| match path {
        _ if path == replaced => (path, new.to_owned()),
        SETTINGS if bytes.len() % 2 == 1 => (path, format!("language = \"en\"\n{text}")),
        _ => (path, text.to_owned()),
    });
    holds(&files);
}

/// Plans a site, looks at every finding and makes every file.
fn holds(files: &[(&str, String)]) {
    let site = planned(files.iter().cloned());
    for finding in site.findings().iter().chain(site.for_staff()).map(|held| held.finding()) {
        let finding = &finding;
        stands_in_its_file(&site, finding);
        for lang in [Lang::ZhCn, Lang::En] {
            human::finding(&site.sources, lang, finding, true);
            human::line(&site.sources, lang, finding);
            machine::github(&site.sources, lang, finding);
            let line = machine::json(&site.sources, lang, finding);
            assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{line}");
        }
    }
    let rules: Vec<&str> = rules::all().map(|rule| rule.name).collect();
    machine::sarif(&site.sources, site.lang(), &rules, site.findings().iter().map(|held| held.finding()));
    let files_made = made(&site);
    for (path, bytes) in &files_made {
        is_well_formed(path, bytes);
    }
    let again = planned(files.iter().cloned());
    assert_eq!(again.findings(), site.findings());
    assert!(made(&again) == files_made, "the same sources give other bytes");
}

fn planned<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> Site {
    let files = files.into_iter().map(|(path, text)| Source { path: path.to_owned(), text });
    pipeline::plan(Sources::new(files), Vec::new())
}

/// Every file of a site, whether or not it might be published.
fn made(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let made = Mutex::new(BTreeMap::new());
    let emit = |path: &str, bytes: &[u8]| {
        made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    let findings = pipeline::files(site, &emit).expect("nothing is written");
    for finding in &findings {
        assert_eq!(finding.rule, "personal-in-output", "{finding:?}");
    }
    made.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn stands_in_its_file(site: &Site, finding: &Finding) {
    let related = finding.related.iter().map(|(span, _)| span);
    for span in related.chain([&finding.span]) {
        let text = &site.sources.text(span.file);
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of its file: {finding:?}");
    }
    for also in &finding.also {
        stands_in_its_file(site, also);
    }
}

fn is_well_formed(path: &str, bytes: &[u8]) {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if !["html", "xml", "json", "jsonld", "csv"].contains(&ending) {
        return;
    }
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    match ending {
        "xml" => {
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        "json" | "jsonld" => {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        "html" => runs_nothing(path, text),
        _ => {}
    }
}

/// Nothing in a page is inline script or style, whatever is quoted in it.
fn runs_nothing(path: &str, html: &str) {
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        // What stands in quotes is the value of an attribute.
        let names: String = tag.split('"').step_by(2).collect();
        let element = names.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_data = tag.contains("type=\"application/ld+json\"");
        assert!(element != "script" || names.contains(" src=") || is_data, "{path}: <{tag}>");
        assert!(!["style", "iframe", "object", "embed"].contains(&element), "{path}: <{tag}>");
        let runs = names.split_whitespace().any(|name| name.starts_with("on") || name.starts_with("style="));
        assert!(!runs && !tag.contains("=\"javascript:"), "{path}: <{tag}>");
    }
}
