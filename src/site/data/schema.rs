//! `project.schema.json` and `tables.schema.json`: what a project's `data.json` and the tables as JSON hold, for programs
//! (JSON Schema 2020-12, json-schema.org). Allows nothing that it does not describe.

use serde_json::{Map, Value, json};

use super::tables::{
    CLAIMS, Column, EVALUATIONS, FINDINGS, FUNDS, Holds, INDICATORS, PROJECTS, RATES, STATEMENTS, TABLES, TARGETS,
    Table,
};
use crate::lang::Lang;
use crate::model::funds::Basis;
use crate::site::Site;

/// The name of the file.
pub(super) const NAME: &str = "project.schema.json";

/// The schema in the language of the site.
pub(super) fn schema(site: &Site) -> Value {
    let lang = site.lang();
    let said = |word: &str, schema: Value| described(lang.word(word), schema);
    let text = |word: &str| said(word, json!({ "type": "string" }));
    let of_project = |name: &str| cell(lang, PROJECTS, name);
    let named = |key: &'static str, column: &str| object([(key, of_project(column)), ("name", text("json-name"))]);
    let amounts = Basis::ALL.into_iter().flat_map(|basis| [basis.key(), basis.key_in_yuan()]);
    let amounts = amounts.map(|key| (key, of_project(key)));
    let mut schema = object([
        ("$schema", said("json-schema", json!({ "type": "string" }))),
        ("id", of_project("project")),
        ("title", of_project("title")),
        ("address", of_project("address")),
        ("year", said("data-year", json!({ "type": "integer" }))),
        ("agency", said("json-agency", named("id", "agency"))),
        ("agency_printed", of_project("agency_printed")),
        ("department", said("json-department", or_null(named("id", "department")))),
        ("other_departments", said("json-other-departments", list(named("id", "department")))),
        ("region", said("json-region", or_null(named("code", "region")))),
        ("goals", said("json-goals", list(goal(lang)))),
        ("targets", said("table-targets", list(record(lang, TARGETS)))),
        ("evaluations", said("json-evaluations", list(evaluation(lang)))),
        ("leading", said("json-leading", or_null(json!({ "type": "integer", "minimum": 0 })))),
        ("indicators", said("table-indicators", list(record(lang, INDICATORS)))),
        (
            "funds",
            said("json-funds", or_null(object([("unit", required(lang, FUNDS, "unit"))].into_iter().chain(amounts)))),
        ),
        ("fund_rows", said("table-funds", list(record(lang, FUNDS)))),
        ("rates", said("table-rates", list(record(lang, RATES)))),
        ("claims", said("table-claims", list(record(lang, CLAIMS)))),
        (
            "rate",
            said(
                "json-rate",
                or_null(object([
                    ("formula", text("json-formula")),
                    ("printed", said("data-rate-printed", or_null(json!({ "type": "string" })))),
                    ("recomputed", cell(lang, RATES, "rate_recomputed")),
                ])),
            ),
        ),
        ("years", said("json-years", list(of_project("project")))),
        (
            "sources",
            said(
                "json-sources",
                list(object([
                    ("file", text("json-source-file")),
                    ("address", described(lang.word("json-source-address"), or_null(json!({ "type": "string" })))),
                    ("title", described(lang.word("json-source-title"), or_null(json!({ "type": "string" })))),
                    ("sha256", described(lang.word("json-sha256"), or_null(json!({ "type": "string" })))),
                ])),
            ),
        ),
        (
            "revisions",
            said(
                "json-revisions",
                list(object([("date", text("json-revision-date")), ("reason", text("json-revision-reason"))])),
            ),
        ),
        ("findings", said("table-findings", list(finding(lang)))),
    ]);
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(lang.word("json-what"));
    schema["description"] = json!(lang.word("json-how"));
    schema["$defs"] = json!(digits(lang));
    identified(site, NAME, schema)
}

/// The name of the file that says what the tables hold as JSON.
pub(super) const TABLES_NAME: &str = "tables.schema.json";

/// The schema of every table as `sheet::json` writes it, each under its name.
pub(super) fn tables(site: &Site) -> Value {
    let lang = site.lang();
    let table =
        |table: &Table| (table.name.to_owned(), described(table.title(lang), list(record(lang, table.columns))));
    let all: Map<String, Value> = TABLES.iter().map(table).chain(digits(lang)).collect();
    let schema = json!({
        "$schema": DRAFT,
        "title": lang.word("json-tables"),
        "description": lang.word("json-how"),
        "$defs": all,
        "anyOf": TABLES.iter().map(|table| json!({ "$ref": format!("#/$defs/{}", table.name) })).collect::<Vec<_>>(),
    });
    identified(site, TABLES_NAME, schema)
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Numbers as texts: as numbers of JSON they would lose digits.
fn digits(lang: Lang) -> Map<String, Value> {
    let said = |word: &str, pattern: &str| described(lang.word(word), json!({ "type": "string", "pattern": pattern }));
    [("figure", said("json-figure", r"^-?[0-9]+(\.[0-9]+)?$")), ("count", said("json-count", "^[0-9]+$"))]
        .map(|(name, schema)| (name.to_owned(), schema))
        .into_iter()
        .collect()
}

/// A schema with its own address, once the site knows that.
fn identified(site: &Site, name: &str, mut schema: Value) -> Value {
    if let Some(base) = &site.content.settings.base_url {
        schema["$id"] = json!(format!("{base}data/{name}"));
    }
    schema
}

fn goal(lang: Lang) -> Value {
    let text = |word: &str| described(lang.word(word), or_null(json!({ "type": "string" })));
    object([
        ("name", text("json-goal-name")),
        ("weight", cell(lang, INDICATORS, "weight")),
        ("score", cell(lang, INDICATORS, "score")),
        ("cells_printed", cell(lang, INDICATORS, "cells_printed")),
        ("expected", text("overall-goal")),
        ("actual", text("goal-actual")),
    ])
}

fn evaluation(lang: Lang) -> Value {
    let of_project = |name: &str| cell(lang, PROJECTS, name);
    let text = |word: &str| described(lang.word(word), json!({ "type": "string" }));
    let rubric = object([
        ("id", required(lang, PROJECTS, "rubric")),
        ("name", described(lang.word("json-name"), or_null(json!({ "type": "string" })))),
    ]);
    let group = object([
        ("name", cell(lang, INDICATORS, "name")),
        ("weight", cell(lang, INDICATORS, "weight")),
        ("score", described(lang.word("json-group-score"), or_null(json!({ "$ref": "#/$defs/figure" })))),
    ]);
    let printed = ["place", "of", "label", "weight", "score", "grade", "cells_printed"];
    object([
        ("rater", required(lang, PROJECTS, "rater")),
        ("rater_text", text("json-rater-text")),
        ("rubric", described(lang.word("rubric"), rubric)),
        ("scoring", of_project("scoring")),
        ("indicators_partial", cell(lang, EVALUATIONS, "indicators_partial")),
        ("score_printed", of_project("score_printed")),
        ("score_recomputed", of_project("score_recomputed")),
        ("maximum", of_project("maximum")),
        ("cells_printed", cell(lang, STATEMENTS, "cells_printed")),
        ("grade_printed", of_project("grade_printed")),
        ("grade_rank", of_project("grade_rank")),
        ("grade_recomputed", of_project("grade_recomputed")),
        ("groups", described(lang.word("json-groups"), list(group))),
        (
            "printed",
            described(
                lang.word("table-statements"),
                list(object(printed.map(|name| (name, cell(lang, STATEMENTS, name))))),
            ),
        ),
    ])
}

fn finding(lang: Lang) -> Value {
    let cells = ["rule", "severity", "message", "printed", "recomputed", "note"];
    let cells = cells.map(|name| (name, cell(lang, FINDINGS, name)));
    object(cells.into_iter().chain([("place", required(lang, FINDINGS, "place"))]))
}

/// A row of a table as `sheet::record` writes it.
fn record(lang: Lang, columns: &[Column]) -> Value {
    object(columns.iter().map(|column| (column.name, value(lang, column, column.required))))
}

/// What the column of this name holds.
fn cell(lang: Lang, columns: &[Column], name: &str) -> Value {
    find(columns, name, |column| value(lang, column, column.required))
}

/// What the column of this name holds, where there is always something.
fn required(lang: Lang, columns: &[Column], name: &str) -> Value {
    find(columns, name, |column| value(lang, column, true))
}

/// The schema `of` the column of this name; of none, that which nothing fits.
fn find(columns: &[Column], name: &str, of: impl Fn(&Column) -> Value) -> Value {
    columns.iter().find(|column| column.name == name).map_or(json!(false), of)
}

fn value(lang: Lang, column: &Column, required: bool) -> Value {
    let held = match column.holds {
        Holds::Text => json!({ "type": "string" }),
        Holds::OneOf(words) => json!({ "enum": words() }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Count => json!({ "$ref": "#/$defs/count" }),
        Holds::Figure => json!({ "$ref": "#/$defs/figure" }),
    };
    described(column.meaning(lang), if required { held } else { or_null(held) })
}

fn described(what: String, mut schema: Value) -> Value {
    schema["description"] = json!(what);
    schema
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// An object with exactly these properties.
fn object(properties: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let properties: Map<String, Value> =
        properties.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let names: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": names, "additionalProperties": false, "properties": properties })
}
