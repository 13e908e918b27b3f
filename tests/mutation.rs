//! How many wrong digits the rules catch: in consistent reports every printed figure and grade is changed, one at a time,
//! and `check` must say something about each, but for the few that are listed with the reason. The reports are of three
//! forms and use the rubrics of `content/`.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gongshi::pipeline;
use gongshi::source::{Source, Sources};

const SITE: &str = "tests/fixtures/sites/consistent";
const FORMS: [&str; 3] = ["block-form", "framework-form", "self-form"];
const NUMBERS: [&str; 8] = ["weight", "score", "planned", "budget", "adjusted", "received", "spent", "maximum"];
const TEXTS: [&str; 3] = ["printed", "grade", "basis"];

/// What no rule can notice: nothing else in the report depends on the digit at the precision that is printed.
const SURVIVORS: [&str; 3] = [
    // One fen of a million yuan does not move a rate printed to two decimals, nor 100 yuan of 41.40 one printed to none.
    "framework-form:8 1250000.00 → 1250000.01",
    "framework-form:9 1112500.00 → 1112500.01",
    "self-form:9 41.40 → 41.41",
];

/// A change of one figure: the range of bytes it replaces, and what with.
struct Mutation {
    start: usize,
    end: usize,
    with: String,
    line: usize,
}

fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str, path: String| {
        let text = fs::read_to_string(root.join(folder).join(&path)).expect("a file of the fixture or of the content");
        (format!("content/{path}"), text)
    };
    let rubrics = ["hainan-2011", "mof2020-eval", "mof2020-selfeval"].map(|id| format!("rubrics/{id}.toml"));
    let mut own = vec!["site.toml".to_owned(), "agencies.toml".to_owned()];
    own.extend(FORMS.map(|form| format!("projects/2023/{form}/project.toml")));
    own.push("projects/2023/block-form/report.md".to_owned());
    let rubrics = rubrics.into_iter().map(|path| read("content", path));
    let own = own.into_iter().map(|path| read(&format!("{SITE}/content"), path));
    rubrics.chain(own).collect()
}

fn findings(files: &BTreeMap<String, String>) -> usize {
    let files = files.iter().map(|(path, text)| Source { path: path.clone(), text: text.clone() });
    let found = pipeline::plan(Sources::new(files), Vec::new()).findings;
    // One of the forms grades whole numbers only, whatever its reports say.
    found.iter().filter(|finding| finding.rule != "band-gap").count()
}

/// Every figure and grade of a project file, each changed.
fn mutations(text: &str) -> Vec<Mutation> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(" = ") {
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        if text[line_start..at].trim_start().starts_with('#') {
            continue;
        }
        let key: String = text[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect::<String>()
            .chars()
            .rev()
            .collect();
        let value = at + 3;
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[value..];
        let wanted = match rest.chars().next() {
            Some('"') => TEXTS.contains(&key.as_str()),
            _ => NUMBERS.contains(&key.as_str()),
        };
        if !wanted {
            continue;
        }
        let end = match rest.chars().next() {
            Some('"') => rest[1..].find('"').map_or(rest.len(), |quote| quote + 1),
            Some('[') => rest.find(']').unwrap_or(rest.len()),
            _ => rest.find([',', ' ', '}', '\n']).unwrap_or(rest.len()),
        };
        if key == "grade" {
            let other = if rest.starts_with("\"优") { "\"中" } else { "\"差" };
            found.push(Mutation { start: value, end: value + end, with: other.to_owned(), line });
            continue;
        }
        for (start, digits) in figures(&rest[..end]) {
            let start = value + start;
            let end = start + digits.len();
            found.extend(changed(&digits).into_iter().map(|with| Mutation { start, end, with, line }));
        }
    }
    found
}

/// The figures in a value, with their offsets; of a basis only the score that it names.
fn figures(value: &str) -> Vec<(usize, String)> {
    let mut figures = Vec::new();
    let mut start = None;
    for (at, c) in value.char_indices().chain([(value.len(), ' ')]) {
        match (c.is_ascii_digit() || c == '.', start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                start = None;
                let named_score = value[..first].ends_with('得') || !value.contains('得');
                if named_score && value[first..at].contains(|c: char| c.is_ascii_digit()) {
                    figures.push((first, value[first..at].to_owned()));
                }
            }
            _ => {}
        }
    }
    figures
}

/// The first digit replaced by the next one, and the last: 185 → 285, 186. A 9 becomes an 8.
fn changed(digits: &str) -> Vec<String> {
    let at = |place: usize| {
        let other = match digits.as_bytes()[place] {
            b'9' => '8',
            digit => char::from(digit + 1),
        };
        let mut changed = digits.to_owned();
        changed.replace_range(place..=place, &other.to_string());
        changed
    };
    let mut changed = vec![at(0)];
    if digits.len() > 1 {
        changed.push(at(digits.len() - 1));
    }
    changed
}

#[test]
fn consistent_reports_have_no_findings() {
    assert_eq!(findings(&sources()), 0);
}

#[test]
fn a_changed_figure_is_noticed() {
    let original = sources();
    let (mut all, mut noticed, mut survivors) = (0, 0, Vec::new());
    for form in FORMS {
        let path = format!("content/projects/2023/{form}/project.toml");
        let text = &original[&path];
        for mutation in mutations(text) {
            let mut files = original.clone();
            let mut mutated = text.clone();
            mutated.replace_range(mutation.start..mutation.end, &mutation.with);
            files.insert(path.clone(), mutated);
            all += 1;
            match findings(&files) {
                0 => survivors.push(format!(
                    "{form}:{} {} → {}",
                    mutation.line,
                    &text[mutation.start..mutation.end],
                    mutation.with
                )),
                _ => noticed += 1,
            }
        }
    }
    println!("{noticed} of {all} changed figures noticed");
    assert!(all > 200, "only {all} figures were changed");
    assert_eq!(survivors, SURVIVORS);
}
