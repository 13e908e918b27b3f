//! `schemas/*.json`: which keys the TOML files of a site may have, for editors (JSON Schema draft 7, which those of TOML
//! know). Made from what the readers of the files ask for; lists no key of its own.

use serde_json::{Map, Value, json};

use crate::lang::Lang;
use crate::model;
use crate::site::theme;
use crate::syntax;
use crate::syntax::asked::{Holds, Key, meaning};

/// The schema of each kind of file, with its path below `data/`.
pub(super) fn schemas(lang: Lang) -> Vec<(String, Value)> {
    let kinds = model::kinds().into_iter().chain([("theme", syntax::keys_of(theme::read))]);
    let schema = |(kind, keys): (&str, Vec<Key>)| {
        let mut schema = table(lang, &[kind], &keys);
        schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        (format!("schemas/{kind}.json"), schema)
    };
    kinds.map(schema).collect()
}

fn table(lang: Lang, path: &[&str], keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let path: Vec<&str> = path.iter().copied().chain([key.name]).collect();
            let mut schema = holding(lang, &path, &key.holds);
            schema["description"] = json!(meaning(lang, &path));
            (key.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn holding(lang: Lang, path: &[&str], holds: &Holds) -> Value {
    let text = || json!({ "type": "string" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let own_keys = |values: &[Value]| json!({ "type": "object", "additionalProperties": { "anyOf": values } });
    match holds {
        Holds::Text => text(),
        Holds::Texts => list(text()),
        Holds::TextOrTexts => json!({ "anyOf": [text(), list(text())] }),
        Holds::TextLists => list(list(text())),
        Holds::Figure => json!({ "type": ["number", "string"] }),
        Holds::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Holds::Flag => json!({ "type": "boolean" }),
        // Editors give dates of TOML to a schema as texts.
        Holds::Day => json!({ "type": "string", "format": "date" }),
        Holds::DayAndTime => json!({ "type": "string" }),
        Holds::OneOf(words) => json!({ "type": "string", "enum": words }),
        Holds::Table(keys) => table(lang, path, keys),
        Holds::Tables(keys) => list(table(lang, path, keys)),
        Holds::OwnKeys => own_keys(&[text(), list(text())]),
        Holds::OwnKeysAndGroups => own_keys(&[text(), list(text()), own_keys(&[text(), list(text())])]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::syntax::asked::names;

    /// The name in the catalogue of the meaning of each key of a table and of those below it.
    fn asked(path: &[&str], keys: &[Key], known: &BTreeSet<&str>, found: &mut BTreeSet<String>) {
        for key in keys {
            let path: Vec<&str> = path.iter().copied().chain([key.name]).collect();
            let name = names(&path).find(|name| known.contains(name.as_str()));
            found.insert(name.unwrap_or_else(|| panic!("{} has no meaning", path.join("."))));
            if let Holds::Table(keys) | Holds::Tables(keys) = &key.holds {
                asked(&path, keys, known, found);
            }
        }
    }

    #[test]
    fn every_key_of_a_file_has_a_meaning_and_every_meaning_a_key() {
        let catalogue = include_str!("../../lang/zh-CN.ftl");
        let known: BTreeSet<&str> = catalogue
            .lines()
            .filter(|line| line.starts_with("key-"))
            .filter_map(|line| line.split(' ').next())
            .collect();
        let mut found = BTreeSet::new();
        for (kind, keys) in model::kinds().into_iter().chain([("theme", syntax::keys_of(theme::read))]) {
            assert!(!keys.is_empty(), "{kind}");
            asked(&[kind], &keys, &known, &mut found);
        }
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, known);
    }
}
