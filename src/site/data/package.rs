//! `datapackage.json`: what the tables hold, for programs (Frictionless tabular data package, specs.frictionlessdata.io).

use serde_json::{Value, json};

use super::table::{Column, Holds, Table};
use super::tables::TABLES;
use crate::lang::Lang;
use crate::manifest::Entry;
use crate::site::Site;

const NAME: &str = "gongshi";

/// The package of these resources.
pub(super) fn package(site: &Site, resources: Vec<Value>) -> Value {
    let settings = &site.content.settings;
    let other = other(site.lang());
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": NAME,
        "title": settings.title,
        "description": settings.description,
        "languages": [site.lang().tag(), other.tag()],
        "resources": resources,
    });
    if let Some(base) = &settings.base_url {
        package["id"] = json!(format!("{base}data/datapackage.json"));
        package["homepage"] = json!(format!("{base}data/"));
    }
    if let Some(licence) = &settings.licence {
        let mut named = json!({ "title": licence.name });
        match &licence.url {
            Some(url) => named["path"] = json!(url),
            // A licence must have a name or a path; the name is for programs.
            None => named["name"] = json!("other"),
        }
        package["licenses"] = json!([named]);
    }
    if let Some(publisher) = &settings.publisher {
        package["contributors"] = json!([{ "title": publisher, "role": "publisher" }]);
    }
    package
}

/// The resource of a table whose CSV is this file.
pub(super) fn resource(site: &Site, table: &Table, csv: &Entry) -> Value {
    let lang = site.lang();
    let mut schema = json!({
        "fields": table.columns.iter().map(|column| field(lang, column)).collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": table.key,
    });
    let keys: Vec<Value> =
        TABLES.iter().filter(|other| table.refers_to.contains(&other.name)).map(foreign_key).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({
        "name": table.name,
        "title": table.title(lang),
        in_other("title", lang): table.title(other(lang)),
        "path": csv.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": csv.bytes,
        "hash": format!("sha256:{}", csv.sha256),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

/// What another table needs to refer to this one: columns of the same names.
fn foreign_key(to: &Table) -> Value {
    json!({ "fields": to.key, "reference": { "resource": to.name, "fields": to.key } })
}

fn field(lang: Lang, column: &Column) -> Value {
    let mut constraints = json!({});
    if column.required {
        constraints["required"] = json!(true);
    }
    if let Holds::OneOf(words) = column.holds {
        constraints["enum"] = json!(words());
    }
    let kind = match column.holds {
        Holds::Text | Holds::OneOf(_) => "string",
        Holds::Flag => "boolean",
        Holds::Count => "integer",
        Holds::Figure => "number",
    };
    json!({
        "name": column.name,
        "type": kind,
        "title": column.title(lang),
        in_other("title", lang): column.title(other(lang)),
        "description": column.meaning(lang),
        in_other("description", lang): column.meaning(other(lang)),
        "constraints": constraints,
    })
}

/// The language that the site is not in.
fn other(lang: Lang) -> Lang {
    match lang {
        Lang::ZhCn => Lang::En,
        Lang::En => Lang::ZhCn,
    }
}

/// A property in the language that the site is not in: `title@en`.
fn in_other(property: &str, lang: Lang) -> String {
    format!("{property}@{}", other(lang).tag())
}
