//! A draft → the text of `project.toml`. Figures stay as printed; whatever a cell says, it stays a value and never becomes a
//! key. Personal data are masked.

mod report;
mod told;

pub use report::report;

use super::draft::{Draft, Entry, Unplaced, Value};
use super::literal::{figure, quoted};
use super::workbook::Filled;
use crate::lang::{Lang, Message};
use crate::privacy::{self, Form};

/// The beginning of a comment for what is not placed; `check` refuses a file that has one.
pub const MARK: &str = "# import: ";

/// The text of a draft's `project.toml`, and how many pieces of personal data were masked. `own` are the publisher's domains.
pub fn project(lang: Lang, draft: &Draft, file: &str, original: Option<&str>, own: &[String]) -> (String, usize) {
    let mut text = String::new();
    comment(&mut text, "# ", &lang.say(&Message::new("import-head").with("file", file)));
    for proposed in &draft.proposed {
        comment(&mut text, "# ", &said(lang, proposed));
        proposed.lines.iter().for_each(|line| comment(&mut text, "#   ", line));
    }
    not_placed(&mut text, lang, &draft.unplaced);
    keys(&mut text, &draft.head);
    if !draft.funds.0.is_empty() || !draft.sources.is_empty() || !draft.items.is_empty() {
        text += "\n[funds]\n";
        keys(&mut text, &draft.funds);
    }
    tables(&mut text, "funds.sources", &draft.sources);
    tables(&mut text, "funds.items", &draft.items);
    tables(&mut text, "goals", &draft.goals);
    tables(&mut text, "targets", &draft.targets);
    if !draft.evaluation.0.is_empty() {
        text += "\n[[evaluations]]\n";
        keys(&mut text, &draft.evaluation);
    }
    let is_short = |(key, _): &(&str, Value)| SHORT.contains(key);
    match draft.indicators.iter().flat_map(|row| &row.0).all(is_short) {
        _ if draft.indicators.is_empty() => {}
        true => list(&mut text, "indicators", &draft.indicators),
        false => tables(&mut text, "evaluations.indicators", &draft.indicators),
    }
    for printed in &draft.printed {
        text += "\n[[evaluations.printed]]\n";
        text += &format!("place = {}\n", quoted(&printed.place));
        list(&mut text, "rows", &printed.rows);
    }
    tables(&mut text, "evaluations.evaluators", &draft.evaluators);
    tables(&mut text, "evaluations", &draft.others);
    tables(&mut text, "problems", &draft.problems);
    if let Some(path) = original {
        text += &format!("\n[[sources]]\nfile = {}\ntitle = {}\n", quoted(path), quoted(file));
    }
    masked(&text, Form::Toml, own)
}

/// The text of the `project.toml` of a workbook that this program wrote, and how many pieces of personal data were masked.
pub fn filled(lang: Lang, filled: &Filled, file: &str, own: &[String]) -> (String, usize) {
    let mut text = String::new();
    comment(&mut text, "# ", &lang.say(&Message::new("import-head").with("file", file)));
    not_placed(&mut text, lang, &filled.unplaced);
    masked(&(text + &filled.toml), Form::Toml, own)
}

fn not_placed(text: &mut String, lang: Lang, all: &[Unplaced]) {
    for unplaced in all {
        comment(text, MARK, &said(lang, unplaced));
        unplaced.lines.iter().for_each(|line| comment(text, "#   ", line));
    }
}

const SHORT: [&str; 9] =
    ["level", "name", "label", "weight", "weight_over", "score", "scores", "not_applicable", "not_applicable_printed"];

/// A text with its personal data masked, and how many there were.
pub(super) fn masked(text: &str, form: Form, own: &[String]) -> (String, usize) {
    let found = privacy::find(text, form, own);
    (privacy::mask(text, &found), found.len())
}

/// What of something unplaced stands in the comment.
pub fn said(lang: Lang, unplaced: &Unplaced) -> String {
    let what = lang.say(&unplaced.what);
    match unplaced.place.table {
        0 => what,
        _ => lang.say(&unplaced.place.message()) + &what,
    }
}

/// A comment of one line, whatever its words are.
fn comment(text: &mut String, mark: &str, words: &str) {
    *text += mark;
    text.extend(words.chars().map(|c| if c.is_control() { ' ' } else { c }));
    text.push('\n');
}

fn keys(text: &mut String, entry: &Entry) {
    for (key, value) in &entry.0 {
        *text += &match value {
            Value::Entries(entries) => {
                let entries: Vec<String> = entries.iter().map(|entry| format!("  {},\n", inline(entry))).collect();
                format!("{key} = [\n{}]\n", entries.concat())
            }
            value => format!("{key} = {}\n", written(value)),
        };
    }
}

fn tables(text: &mut String, name: &str, entries: &[Entry]) {
    for entry in entries {
        *text += &format!("\n[[{name}]]\n");
        keys(text, entry);
    }
}

fn list(text: &mut String, key: &str, entries: &[Entry]) {
    *text += &format!("{key} = [\n");
    for entry in entries {
        *text += &format!("  {},\n", inline(entry));
    }
    *text += "]\n";
}

fn inline(entry: &Entry) -> String {
    let keys: Vec<String> = entry.0.iter().map(|(key, value)| format!("{key} = {}", written(value))).collect();
    format!("{{ {} }}", keys.join(", "))
}

fn written(value: &Value) -> String {
    match value {
        // Bracket and brace together would say what a figure speaks of.
        Value::Text(text) => quoted(&text.replace("]{", "] {")),
        Value::Figure(printed) => figure(printed),
        Value::Plain(word) => word.clone(),
        Value::Texts(texts) => format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
        Value::Entries(entries) => format!("[{}]", entries.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Entry(entry) => inline(entry),
    }
}
