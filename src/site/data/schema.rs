//! `project.schema.json` and `tables.schema.json`: what a project's `data.json` and the tables as JSON hold, for programs
//! (JSON Schema 2020-12, json-schema.org). Allows nothing that it does not describe.

use serde_json::{Map, Value, json};

use super::table::{Holds, Table};
use super::tables::{CLAIMS, EVALUATIONS, FINDINGS, FUNDS, INDICATORS, PROJECTS, RATES, STATEMENTS, TABLES, TARGETS};
use crate::lang::Lang;
use crate::model::funds::Basis;
use crate::site::Site;

/// The name of the file.
pub(super) const NAME: &str = "project.schema.json";

/// The schema in the language of the site.
pub(super) fn schema(site: &Site) -> Value {
    let lang = site.lang();
    let said = |word: &str, schema: Value| always(described(lang.word(word), schema));
    let maybe = |word: &str, schema: Value| optional(described(lang.word(word), schema));
    let text = |word: &str| said(word, json!({ "type": "string" }));
    let of_project = |name: &str| cell(lang, &PROJECTS, name);
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
        ("department", maybe("json-department", named("id", "department"))),
        ("other_departments", said("json-other-departments", list(named("id", "department")))),
        ("region", maybe("json-region", named("code", "region"))),
        ("goals", said("json-goals", list(goal(lang)))),
        ("targets", said("table-targets", list(row(lang, &TARGETS)))),
        ("evaluations", said("json-evaluations", list(evaluation(lang)))),
        ("leading", maybe("json-leading", json!({ "type": "integer", "minimum": 0 }))),
        ("indicators", said("table-indicators", list(row(lang, &INDICATORS)))),
        (
            "funds",
            maybe("json-funds", object([("unit", always(value(lang, &FUNDS, "unit")))].into_iter().chain(amounts))),
        ),
        ("fund_rows", said("table-funds", list(row(lang, &FUNDS)))),
        ("rates", said("table-rates", list(row(lang, &RATES)))),
        ("claims", said("table-claims", list(row(lang, &CLAIMS)))),
        (
            "rate",
            maybe(
                "json-rate",
                object([
                    ("formula", text("json-formula")),
                    ("printed", maybe("data-rate-printed", json!({ "type": "string" }))),
                    ("recomputed", cell(lang, &RATES, "rate_recomputed")),
                ]),
            ),
        ),
        ("years", said("json-years", list(value(lang, &PROJECTS, "project")))),
        (
            "sources",
            said(
                "json-sources",
                list(object([
                    ("file", text("json-source-file")),
                    ("address", maybe("json-source-address", json!({ "type": "string" }))),
                    ("title", maybe("json-source-title", json!({ "type": "string" }))),
                    ("sha256", maybe("json-sha256", json!({ "type": "string" }))),
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
        ("checks_that_hold", said("json-checks-that-hold", json!({ "type": "integer", "minimum": 0 }))),
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
    let table = |table: &Table| (table.name.to_owned(), described(table.title(lang), list(record(lang, table))));
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
    let text = |word: &str| optional(described(lang.word(word), json!({ "type": "string" })));
    object([
        ("name", text("json-goal-name")),
        ("weight", cell(lang, &INDICATORS, "weight")),
        ("score", cell(lang, &INDICATORS, "score")),
        ("cells_printed", cell(lang, &INDICATORS, "cells_printed")),
        ("expected", text("overall-goal")),
        ("actual", text("goal-actual")),
    ])
}

fn evaluation(lang: Lang) -> Value {
    let of_project = |name: &str| cell(lang, &PROJECTS, name);
    let said = |word: &str, schema: Value| always(described(lang.word(word), schema));
    let text = json!({ "type": "string" });
    let rubric = object([
        ("id", always(value(lang, &PROJECTS, "rubric"))),
        ("name", optional(described(lang.word("json-name"), text.clone()))),
    ]);
    let group = object([
        ("name", cell(lang, &INDICATORS, "name")),
        ("weight", cell(lang, &INDICATORS, "weight")),
        ("score", optional(described(lang.word("json-group-score"), json!({ "$ref": "#/$defs/figure" })))),
        ("instead_of_score", optional(described(lang.word("json-instead-of-score"), text.clone()))),
    ]);
    let printed = ["place", "of", "label", "weight", "score", "grade", "cells_printed"];
    object([
        ("rater", always(value(lang, &PROJECTS, "rater"))),
        ("rater_text", said("json-rater-text", text)),
        ("rubric", said("rubric", rubric)),
        ("scoring", of_project("scoring")),
        ("indicators_partial", cell(lang, &EVALUATIONS, "indicators_partial")),
        ("score_printed", of_project("score_printed")),
        ("score_recomputed", of_project("score_recomputed")),
        ("maximum", of_project("maximum")),
        ("cells_printed", cell(lang, &STATEMENTS, "cells_printed")),
        ("grade_printed", of_project("grade_printed")),
        ("grade_rank", of_project("grade_rank")),
        ("grade_recomputed", of_project("grade_recomputed")),
        ("groups", said("json-groups", list(group))),
        ("printed", said("table-statements", list(object(printed.map(|name| (name, cell(lang, &STATEMENTS, name))))))),
    ])
}

fn finding(lang: Lang) -> Value {
    let cells = ["rule", "severity", "message", "printed", "recomputed", "note"];
    let cells = cells.map(|name| (name, cell(lang, &FINDINGS, name)));
    object(cells.into_iter().chain([("place", always(value(lang, &FINDINGS, "place")))]))
}

/// A row of a table as `sheet::record` writes it.
fn record(lang: Lang, table: &Table) -> Value {
    object(table.columns.iter().map(|column| (column.name, cell(lang, table, column.name))))
}

/// The same in the file of its project.
fn row(lang: Lang, table: &Table) -> Value {
    let told = table.columns.iter().filter(|column| !column.of_tables);
    object(told.map(|column| (column.name, cell(lang, table, column.name))))
}

/// What the column of this name holds.
fn cell(lang: Lang, table: &Table, name: &str) -> Held {
    let always = table.columns.iter().any(|column| column.name == name && column.required);
    Held { schema: value(lang, table, name), always }
}

/// What the column of this name holds where there is something; of none, that which nothing fits.
fn value(lang: Lang, table: &Table, name: &str) -> Value {
    let Some(column) = table.columns.iter().find(|column| column.name == name) else { return json!(false) };
    let held = match column.holds {
        Holds::Text => json!({ "type": "string" }),
        Holds::OneOf(words) => json!({ "enum": words() }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Count => json!({ "$ref": "#/$defs/count" }),
        Holds::Figure => json!({ "$ref": "#/$defs/figure" }),
    };
    described(column.meaning(lang), held)
}

fn described(what: String, mut schema: Value) -> Value {
    schema["description"] = json!(what);
    schema
}

/// What a key holds, and whether it is always there.
struct Held {
    schema: Value,
    always: bool,
}

fn always(schema: Value) -> Held {
    Held { schema, always: true }
}

/// What is not there where the report says nothing.
fn optional(schema: Value) -> Held {
    Held { schema, always: false }
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// An object with these properties and no others.
fn object(properties: impl IntoIterator<Item = (&'static str, Held)>) -> Value {
    let mut required = Vec::new();
    let mut schemas = Map::new();
    for (name, held) in properties {
        required.extend(held.always.then_some(name));
        schemas.insert(name.to_owned(), held.schema);
    }
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": schemas })
}
