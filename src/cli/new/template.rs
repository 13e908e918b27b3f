//! The texts of a new project: what is known as keys, what most reports have as comments that say what belongs there. The
//! meanings of keys are those of the schemas; nothing here explains one.

use gongshi::import::literal::quoted;
use gongshi::lang::Lang;
use gongshi::model::funds::Basis;
use gongshi::model::rubric::{Rubric, RubricIndicator};
use gongshi::syntax::asked::meaning;
use serde_json::{Map, Value};

use super::{Given, SCHEMA};

/// The text of `project.toml`.
pub(super) fn project(lang: Lang, year: &str, slug: &str, given: &Given, rubric: Option<&Rubric>) -> String {
    let top = Table { lang, path: &[] };
    let title = quoted(given.title.as_deref().unwrap_or(slug));
    let mut text = SCHEMA.to_owned();
    text += &format!("# {}\n", lang.word("new-head"));
    text += &top.line("title", &title);
    text += &top.line("year", year);
    text += &top.line("agency", &quoted(given.agency.as_deref().unwrap_or_default()));
    for (key, form) in [
        ("agency_printed", "\"\""),
        ("department", "\"\""),
        ("kind", "\"\""),
        ("code", "\"\""),
        ("period", &format!("{{ from = {year}-01-01, to = {year}-12-31 }}")),
        ("basis", "[\"\"]"),
        ("contact", "{ post = \"项目负责人\", surname = \"\", phone = \"\" }"),
    ] {
        text += &top.open(key, form);
    }
    let funds = Table { lang, path: &["funds"] };
    text += &top.open_head("funds", "[funds]");
    text += &funds.open("unit", "\"万元\"");
    text += &amounts(&funds);
    text += &funds.open("rates", RATE);
    for key in ["sources", "items"] {
        let row = Table { lang, path: &["funds", key] };
        text += &funds.open_head(key, &format!("[[funds.{key}]]"));
        text += &row.open("name", "\"\"");
        text += &amounts(&row);
        text += &row.open("rates", RATE);
    }
    let goals = Table { lang, path: &["goals"] };
    text += &top.open_head("goals", "[[goals]]");
    text += &goals.open("expected", "\"\"");
    text += &goals.open("actual", "\"\"");
    text += &evaluation(lang, &top, rubric);
    let record = Table { lang, path: &["disclosure"] };
    text += &top.open_head("disclosure", "[disclosure]");
    for (key, form) in [
        ("index_number", "\"\""),
        ("document_number", "\"\""),
        ("issued", ""),
        ("published", ""),
        ("publisher", "\"\""),
    ] {
        text += &record.open(key, form);
    }
    let original = Table { lang, path: &["sources"] };
    text += &top.open_head("sources", "[[sources]]");
    text += &original.open("file", "\"files/\"");
    text += &original.open("title", "\"\"");
    text
}

/// A rate as most forms print it.
const RATE: &str = "[{ place = \"\", label = \"执行率\", of = \"spent\", to = \"adjusted\", printed = \"\" }]";

fn amounts(table: &Table<'_>) -> String {
    Basis::ALL.iter().map(|basis| table.open(basis.key(), "")).collect()
}

fn evaluation(lang: Lang, top: &Table<'_>, rubric: Option<&Rubric>) -> String {
    let table = Table { lang, path: &["evaluations"] };
    let mut text = String::new();
    match rubric {
        None => {
            text += &top.open_head("evaluations", "[[evaluations]]");
            text += &table.open("rater", "\"self\"");
            text += &table.open("rubric", "\"\"");
        }
        Some(rubric) => {
            text += &top.head("evaluations", "[[evaluations]]");
            text += &table.line("rater", "\"self\"");
            text += &table.line("rubric", &quoted(&rubric.id));
        }
    }
    for (key, form) in [
        ("place", "\"\""),
        ("organisation", "\"\""),
        ("date", ""),
        ("score", ""),
        ("grade", "\"\""),
        ("bands_printed", "\"\""),
    ] {
        text += &table.open(key, form);
    }
    let rows: &[RubricIndicator] = rubric.map_or(&[], |rubric| &rubric.indicators);
    if !rows.is_empty() {
        text += &format!("# {}\nindicators = [\n", lang.word("new-indicators"));
        for (at, row) in rows.iter().enumerate() {
            let weight = row.weight.as_ref().map_or(String::new(), |weight| format!(", weight = {}", weight.value));
            text += &format!("  {{ level = {}, name = {}{weight} }},\n", row.level, quoted(&row.name.value));
            if leaves_items_open(rows, at) {
                let level = row.level + 1;
                text += &format!(
                    "  # {{ level = {level}, name = \"\", weight = , score = , target = \"\", actual = \"\" }},\n"
                );
            }
        }
        text += "]\n";
    }
    let person = Table { lang, path: &["evaluations", "evaluators"] };
    text += &table.open_head("evaluators", "[[evaluations.evaluators]]");
    for key in ["surname", "post", "unit", "role"] {
        text += &person.open(key, "\"\"");
    }
    text
}

/// The text of `report.md`: the sections that the rubric asks for, or those of most reports.
pub(super) fn report(lang: Lang, rubric: Option<&Rubric>) -> String {
    let asked: Vec<&str> = rubric
        .iter()
        .flat_map(|rubric| &rubric.sections)
        .filter_map(|words| words.first())
        .map(|word| word.value.as_str())
        .collect();
    match asked.as_slice() {
        [] => lang.word("new-report") + "\n",
        asked => asked.iter().map(|heading| format!("## {heading}\n")).collect::<Vec<_>>().join("\n"),
    }
}

/// The values of a new project with empty rows where the rubric leaves the items to the report.
pub(super) fn with_room(mut project: Value, rubric: Option<&Rubric>) -> Value {
    let rows: &[RubricIndicator] = rubric.map_or(&[], |rubric| &rubric.indicators);
    if let Some(indicators) = project.pointer_mut("/evaluations/0/indicators").and_then(Value::as_array_mut) {
        let known = std::mem::take(indicators);
        for (at, row) in known.into_iter().enumerate() {
            indicators.push(row);
            if leaves_items_open(rows, at) {
                indicators.extend(std::iter::repeat_n(Value::Object(Map::new()), ROOM));
            }
        }
    }
    project
}

/// How many rows there is room for.
const ROOM: usize = 4;

/// Whether a row of a rubric is a group whose items each report names itself.
fn leaves_items_open(rows: &[RubricIndicator], at: usize) -> bool {
    rows.get(at).is_some_and(|row| row.open && rows.get(at + 1).is_none_or(|next| next.level <= row.level))
}

/// A table whose keys are written with their meanings behind them.
struct Table<'a> {
    lang: Lang,
    path: &'a [&'a str],
}

impl Table<'_> {
    fn meaning(&self, key: &str) -> String {
        let path: Vec<&str> = ["project"].iter().chain(self.path).copied().chain([key]).collect();
        meaning(self.lang, &path).unwrap_or_default()
    }

    /// A key with its value.
    fn line(&self, key: &str, value: &str) -> String {
        format!("{key} = {value}  # {}\n", self.meaning(key))
    }

    /// A key whose value is still to be filled in.
    fn open(&self, key: &str, form: &str) -> String {
        format!("# {}", self.line(key, form))
    }

    /// The head of a table that is one of this one's keys.
    fn head(&self, key: &str, head: &str) -> String {
        format!("\n{head}  # {}\n", self.meaning(key))
    }

    /// The head of a table that is still to be filled in.
    fn open_head(&self, key: &str, head: &str) -> String {
        format!("\n# {head}  # {}\n", self.meaning(key))
    }
}
