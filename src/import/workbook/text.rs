//! A project's values → the text of `project.toml`, guided by the keys that its reader asks for.

use serde_json::{Map, Value};

use crate::import::literal::{figure, quoted};
use crate::syntax::asked::{Holds, Key};

/// The most characters of a row of a list that stands on one line.
const LINE: usize = 110;

pub(super) fn toml(keys: &[Key], project: &Map<String, Value>) -> String {
    let mut text = String::new();
    table(&mut text, "", keys, project);
    text
}

/// The keys of a table, then the tables below it under their own heads.
fn table(text: &mut String, path: &str, keys: &[Key], row: &Map<String, Value>) {
    let values = keys.iter().filter_map(|key| Some((key, row.get(key.name)?)));
    let mut below = Vec::new();
    for (key, value) in values {
        match (&key.holds, value) {
            (Holds::Table(keys), Value::Object(inside)) => {
                let line = inline(keys, inside);
                let has_tables = keys.iter().any(|key| matches!(key.holds, Holds::Tables(_)));
                match !has_tables && line.chars().count() <= LINE {
                    true => *text += &format!("{} = {line}\n", key.name),
                    false => below.push((key, value)),
                }
            }
            (Holds::Tables(keys), Value::Array(rows)) => match short(keys, rows) {
                Some(lines) => *text += &format!("{} = [\n{lines}]\n", key.name),
                None => below.push((key, value)),
            },
            (holds, value) => *text += &format!("{} = {}\n", key.name, written(holds, value)),
        }
    }
    for (key, value) in below {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        match (&key.holds, value) {
            (Holds::Table(keys), Value::Object(inside)) => {
                *text += &format!("\n[{path}]\n");
                table(text, &path, keys, inside);
            }
            (Holds::Tables(keys), Value::Array(rows)) => {
                for row in rows.iter().filter_map(Value::as_object) {
                    *text += &format!("\n[[{path}]]\n");
                    table(text, &path, keys, row);
                }
            }
            _ => {}
        }
    }
}

/// The rows of a list, one on each line; `None` where they are too long for that, or have lists themselves.
fn short(keys: &[Key], rows: &[Value]) -> Option<String> {
    if keys.iter().any(|key| matches!(key.holds, Holds::Tables(_))) {
        return None;
    }
    let lines = rows.iter().filter_map(Value::as_object).map(|row| inline(keys, row));
    let lines: Option<Vec<String>> =
        lines.map(|line| (line.chars().count() <= LINE).then(|| format!("  {line},\n"))).collect();
    Some(lines?.concat())
}

fn inline(keys: &[Key], row: &Map<String, Value>) -> String {
    let values = keys.iter().filter_map(|key| Some((key, row.get(key.name)?)));
    let values = values.map(|(key, value)| format!("{} = {}", key.name, written(&key.holds, value)));
    format!("{{ {} }}", values.collect::<Vec<_>>().join(", "))
}

fn written(holds: &Holds, value: &Value) -> String {
    match (holds, value) {
        (_, Value::Bool(flag)) => flag.to_string(),
        (Holds::Table(keys), Value::Object(row)) => inline(keys, row),
        (Holds::Tables(keys), Value::Array(rows)) => {
            let rows = rows.iter().filter_map(Value::as_object).map(|row| inline(keys, row));
            format!("[{}]", rows.collect::<Vec<_>>().join(", "))
        }
        (Holds::TextOrTexts, Value::Array(texts)) if texts.len() == 1 => written(holds, &texts[0]),
        (_, Value::Array(texts)) => {
            let texts = texts.iter().filter_map(Value::as_str).map(quoted);
            format!("[{}]", texts.collect::<Vec<_>>().join(", "))
        }
        (Holds::Figure | Holds::Integer(..), Value::String(printed)) => figure(printed),
        (Holds::Day | Holds::DayAndTime, Value::String(day)) if is_day(day) => day.clone(),
        (_, value) => quoted(value.as_str().unwrap_or_default()),
    }
}

/// Whether a text is a day, with a time or without, as TOML writes one.
fn is_day(text: &str) -> bool {
    let (day, time) = text.split_once(' ').unwrap_or((text, "00:00:00"));
    let is_made_of = |text: &str, lengths: &[usize], between: char| {
        let parts: Vec<&str> = text.split(between).collect();
        parts.len() == lengths.len()
            && parts
                .iter()
                .zip(lengths)
                .all(|(part, length)| part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    is_made_of(day, &[4, 2, 2], '-') && is_made_of(time, &[2, 2, 2], ':')
}
