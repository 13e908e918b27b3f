//! What can be taken away: tables as CSV and JSON, one zip, a data package, a project's `data.json`. Figures are strings,
//! digit for digit; printed and recomputed stand side by side.

use std::io::{self, Cursor, Write};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::views::{DataFile, DataTable, DataView, Link, Pair};
use super::{Group, Site, figures, project, tables};
use crate::doc::number;
use crate::lang::Lang;
use crate::model::evaluation::{Evaluation, NotApplicable, Scoring};
use crate::model::funds::{Basis, FundRow, Rate};
use crate::model::project::Project;
use crate::source::value_of;

/// A row of a table, a cell a column; `None` where the report says nothing.
type Row = Vec<Option<String>>;

const NAMES: [&str; 5] = ["projects", "indicators", "funds", "rates", "findings"];

const PROJECTS: &[&str] = &[
    "project",
    "year",
    "title",
    "agency",
    "agency_name",
    "agency_printed",
    "department",
    "department_name",
    "region",
    "region_name",
    "rater",
    "rubric",
    "scoring",
    "score_printed",
    "score_recomputed",
    "maximum",
    "grade_printed",
    "grade_recomputed",
    "unit",
    "planned",
    "budget",
    "adjusted",
    "received",
    "spent",
    "findings",
];
const INDICATORS: &[&str] = &[
    "project",
    "evaluation",
    "row",
    "level",
    "path",
    "name",
    "weight",
    "weight_over",
    "score",
    "score_recomputed",
    "not_applicable",
    "target",
    "actual",
    "direction",
    "value",
    "actual_value",
    "value_unit",
    "explanation",
    "standard",
    "basis",
    "deviation",
    "reason",
];
const FUNDS: &[&str] =
    &["project", "kind", "code", "name", "unit", "planned", "budget", "adjusted", "received", "spent"];
const RATES: &[&str] =
    &["project", "kind", "name", "place", "label", "numerator", "denominator", "rate_printed", "rate_recomputed"];
const FINDINGS: &[&str] =
    &["project", "rule", "severity", "place", "path", "line", "column", "message", "printed", "recomputed", "note"];

/// The rows of a table of the whole site, project by project.
fn rows<'a>(site: &'a Site, name: &str) -> Box<dyn Iterator<Item = Row> + 'a> {
    let projects = site.content.projects.iter();
    match name {
        "projects" => Box::new(projects.map(|project| project_row(site, project))),
        "indicators" => Box::new(projects.flat_map(indicator_rows)),
        "funds" => Box::new(projects.flat_map(fund_rows)),
        "rates" => Box::new(projects.flat_map(|project| rate_rows(site.lang(), project))),
        _ => Box::new(finding_rows(site)),
    }
}

/// Makes the files of `data/`, handing over each (path below the site's root, bytes) as it is made.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut publish = |name: &str, bytes: &[u8]| {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
        emit(&format!("data/{name}"), bytes)
    };
    for name in NAMES {
        publish(&format!("{name}.csv"), &csv(columns_of(name), rows(site, name))?)?;
        publish(&format!("{name}.json"), &records(columns_of(name), rows(site, name)))?;
    }
    publish("datapackage.json", &pretty(&package(site)))?;
    emit(&format!("data/{ARCHIVE}"), &archive.finish()?.into_inner())
}

/// `projects.csv` of a group: its rows of the table of all projects.
///
/// # Errors
/// When it cannot be written to memory.
pub fn group_csv(site: &Site, group: &Group) -> io::Result<Vec<u8>> {
    let projects = site.projects_of(group).iter().map(|index| &site.content.projects[*index]);
    csv(PROJECTS, projects.map(|project| project_row(site, project)))
}

/// The name of a group's table.
pub const GROUP_CSV: &str = "projects.csv";

const ARCHIVE: &str = "gongshi.zip";

/// With a byte order mark, so that spreadsheets read UTF-8; a text that a spreadsheet would run as a formula gets a `'`.
fn csv(columns: &[&str], rows: impl Iterator<Item = Row>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell.as_deref().unwrap_or_default())))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn inert(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && number::parse(cell).is_none();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// A JSON array with one record a line.
fn records(columns: &[&str], rows: impl Iterator<Item = Row>) -> Vec<u8> {
    let mut text = String::from("[");
    for (number, row) in rows.enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&record(columns, row).to_string());
    }
    text.push_str("\n]\n");
    text.into_bytes()
}

fn record(columns: &[&str], row: Row) -> Value {
    columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), json!(cell))).collect()
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A Frictionless tabular data package (specs.frictionlessdata.io). Every field is a string: the digits as printed.
fn package(site: &Site) -> Value {
    let lang = site.lang();
    let resources: Vec<Value> = NAMES
        .iter()
        .map(|name| {
            let fields: Vec<Value> = columns_of(name)
                .iter()
                .map(|column| json!({ "name": column, "type": "string", "description": lang.word(&column_word(column)) }))
                .collect();
            json!({
                "name": name,
                "title": lang.word(&format!("table-{name}")),
                "path": format!("{name}.csv"),
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": { "fields": fields, "missingValues": [""] },
            })
        })
        .collect();
    let settings = &site.content.settings;
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "gongshi",
        "title": settings.title,
        "description": settings.description,
        "resources": resources,
    });
    if let Some(licence) = &settings.licence {
        package["licenses"] = json!([{ "title": licence.name, "path": licence.url }]);
    }
    package
}

fn columns_of(name: &str) -> &'static [&'static str] {
    match name {
        "projects" => PROJECTS,
        "indicators" => INDICATORS,
        "funds" => FUNDS,
        "rates" => RATES,
        _ => FINDINGS,
    }
}

fn column_word(column: &str) -> String {
    format!("data-{}", column.replace('_', "-"))
}

/// The page that lists them.
pub(super) fn view(site: &Site) -> DataView {
    let lang = site.lang();
    let file = |name: String, description: String| DataFile {
        link: Link { href: format!("data/{name}"), text: name },
        description,
    };
    let mut files: Vec<DataFile> = NAMES
        .iter()
        .flat_map(|name| {
            ["csv", "json"].map(|ending| file(format!("{name}.{ending}"), lang.word(&format!("table-{name}"))))
        })
        .collect();
    files.push(file("datapackage.json".to_owned(), lang.word("data-package")));
    files.push(file(ARCHIVE.to_owned(), lang.word("data-archive")));
    let tables = NAMES
        .iter()
        .map(|name| DataTable {
            title: lang.word(&format!("table-{name}")),
            columns: columns_of(name)
                .iter()
                .map(|column| Pair { label: (*column).to_owned(), value: lang.word(&column_word(column)) })
                .collect(),
        })
        .collect();
    DataView { files, tables }
}

fn scoring_key(evaluation: Option<&Evaluation>) -> &'static str {
    match evaluation.map_or(Scoring::Unscored, Evaluation::scoring) {
        Scoring::Itemised => "itemised",
        Scoring::TotalOnly => "total-only",
        Scoring::Unscored => "unscored",
    }
}

fn project_row(site: &Site, project: &Project) -> Row {
    let evaluation = project.leading_evaluation();
    let located = |text: &Option<crate::source::Located<String>>| text.as_ref().map(|text| text.value.clone());
    let region = site.region_of(project).map(str::to_owned);
    let mut row = vec![
        Some(project.id.clone()),
        Some(project.year.value.to_string()),
        Some(project.title.value.clone()),
        Some(project.agency.value.clone()),
        Some(site.name_of(&Group::Agency(project.agency.value.clone()))),
        located(&project.agency_printed),
        located(&project.department),
        located(&project.department).map(|id| site.name_of(&Group::Department(id))),
        region.clone(),
        region.map(|code| site.name_of(&Group::Region(code))),
        evaluation.map(|evaluation| evaluation.rater.value.key().to_owned()),
        evaluation.map(|evaluation| evaluation.rubric.value.clone()),
        Some(scoring_key(evaluation).to_owned()),
        evaluation.and_then(|evaluation| evaluation.score.as_ref()).map(|score| score.value.to_string()),
        evaluation.and_then(Evaluation::recomputed_total).map(|total| total.to_string()),
        evaluation.map(|evaluation| figures::maximum(&site.content, evaluation).to_string()),
        evaluation.and_then(|evaluation| evaluation.grade.as_ref()).map(|grade| grade.value.clone()),
        evaluation.and_then(|evaluation| recomputed_grade(site, evaluation)),
        project.funds.as_ref().map(|funds| funds.unit.symbol().to_owned()),
    ];
    row.extend(Basis::ALL.map(|basis| {
        let amount = project.funds.as_ref()?.total.amount(basis)?;
        Some(amount.value.to_string())
    }));
    row.push(Some(site.findings_of(project).count().to_string()));
    row
}

/// The grade that the recomputed total earns, or the printed one where items are not published.
fn recomputed_grade(site: &Site, evaluation: &Evaluation) -> Option<String> {
    let rubric = site.content.rubrics.get(&evaluation.rubric.value)?;
    let total = evaluation.recomputed_total().or_else(|| evaluation.score.as_ref().map(|score| score.value))?;
    rubric.bands.iter().find(|band| band.contains(total)).map(|band| band.grade.value.clone())
}

fn indicator_rows(project: &Project) -> Vec<Row> {
    let figure = |figure: &Option<crate::source::Located<rust_decimal::Decimal>>| {
        figure.as_ref().map(|figure| figure.value.to_string())
    };
    let rows = |(number, evaluation): (usize, &Evaluation)| -> Vec<Row> {
        let of = |(row, indicator): (usize, &crate::model::evaluation::Indicator)| {
            vec![
                Some(project.id.clone()),
                Some((number + 1).to_string()),
                Some((row + 1).to_string()),
                Some(indicator.level.to_string()),
                Some(indicator.path.clone()),
                Some(indicator.name.value.clone()),
                figure(&indicator.weight),
                (indicator.weight_over > 1).then(|| indicator.weight_over.to_string()),
                figure(&indicator.score),
                evaluation.recomputed_score(row).map(|score| score.to_string()),
                indicator.not_applicable.map(|treatment| not_applicable_key(treatment).to_owned()),
                value_of(&indicator.attainment.target),
                value_of(&indicator.attainment.actual),
                indicator.attainment.direction.as_ref().map(|direction| direction.value.symbol().to_owned()),
                figure(&indicator.attainment.value),
                figure(&indicator.attainment.actual_value),
                indicator.attainment.unit.clone(),
                value_of(&indicator.explanation),
                value_of(&indicator.standard),
                value_of(&indicator.basis),
                value_of(&indicator.deviation),
                value_of(&indicator.reason),
            ]
        };
        evaluation.indicators.iter().enumerate().map(of).collect()
    };
    project.evaluations.iter().enumerate().flat_map(rows).collect()
}

fn not_applicable_key(treatment: NotApplicable) -> &'static str {
    match treatment {
        NotApplicable::NoWeight => "no-weight",
        NotApplicable::FullMarks => "full-marks",
        NotApplicable::Renormalised => "renormalised",
    }
}

/// The rows of a project's funds, each with its kind.
fn funds_of(project: &Project) -> Vec<(&'static str, &FundRow)> {
    let Some(funds) = &project.funds else { return Vec::new() };
    std::iter::once(("total", &funds.total))
        .chain(funds.sources.iter().map(|row| ("source", row)))
        .chain(funds.items.iter().map(|row| ("item", row)))
        .collect()
}

fn fund_rows(project: &Project) -> Vec<Row> {
    let unit = project.funds.as_ref().map(|funds| funds.unit.symbol().to_owned());
    funds_of(project)
        .into_iter()
        .map(|(kind, row)| {
            let name = row.name.as_ref().map(|name| name.value.clone());
            let mut cells = vec![Some(project.id.clone()), Some(kind.to_owned()), row.code.clone(), name, unit.clone()];
            cells.extend(Basis::ALL.map(|basis| row.amount(basis).map(|amount| amount.value.to_string())));
            cells
        })
        .collect()
}

fn rate_rows(lang: Lang, project: &Project) -> Vec<Row> {
    let cells = |kind: &'static str, row: &FundRow, rate: &Rate| {
        vec![
            Some(project.id.clone()),
            Some(kind.to_owned()),
            row.name.as_ref().map(|name| name.value.clone()),
            rate.place.as_ref().map(|place| place.value.clone()),
            rate.label.as_ref().map(|label| label.value.clone()),
            Some(rate.of.value.key().to_owned()),
            Some(rate.to.value.key().to_owned()),
            Some(rate.printed.value.clone()),
            figures::printed_rate(lang, row, rate, &[]).recomputed,
        ]
    };
    funds_of(project)
        .into_iter()
        .flat_map(|(kind, row)| row.rates.iter().map(move |rate| cells(kind, row, rate)))
        .collect()
}

fn finding_rows(site: &Site) -> impl Iterator<Item = Row> + '_ {
    site.findings.iter().map(|finding| {
        let position = site.sources.position(finding.span);
        vec![
            finding.project.clone(),
            Some(finding.rule.to_owned()),
            Some(finding.severity.name().to_owned()),
            Some(finding.at.clone()).filter(|at| !at.is_empty()),
            Some(site.sources.get(finding.span.file).path.clone()),
            Some(position.line.to_string()),
            Some(position.column.to_string()),
            Some(site.lang().say(&finding.message)),
            finding.printed.clone(),
            finding.recomputed.clone(),
            finding.note.clone(),
        ]
    })
}

/// A project's `data.json`.
pub fn project_json(site: &Site, project: &Project) -> Vec<u8> {
    let named = |group: Group, key: &str, id: &str| json!({ key: id, "name": site.name_of(&group) });
    let department = project.department.as_ref().map(|id| &id.value);
    let evaluations: Vec<Value> =
        project.evaluations.iter().map(|evaluation| evaluation_json(site, evaluation)).collect();
    let listed =
        |columns: &[&str], rows: Vec<Row>| -> Value { rows.into_iter().map(|row| record(columns, row)).collect() };
    let rate = project.funds.as_ref().and_then(|funds| {
        figures::execution_rate(site.lang(), &funds.total, figures::execution_basis(&funds.total)?, &[])
    });
    pretty(&json!({
        "id": project.id,
        "title": project.title.value,
        "year": project.year.value,
        "agency": named(Group::Agency(project.agency.value.clone()), "id", &project.agency.value),
        "agency_printed": project.agency_printed.as_ref().map(|name| &name.value),
        "department": department.map(|id| named(Group::Department(id.clone()), "id", id)),
        "region": site.region_of(project).map(|code| named(Group::Region(code.to_owned()), "code", code)),
        "evaluations": evaluations,
        "indicators": listed(INDICATORS, indicator_rows(project)),
        "funds": project.funds.as_ref().map(|funds| {
            let amount = |basis: Basis| funds.total.amount(basis).map(|amount| amount.value.to_string());
            json!({
                "unit": funds.unit.symbol(),
                "planned": amount(Basis::Planned),
                "budget": amount(Basis::Budget),
                "adjusted": amount(Basis::Adjusted),
                "received": amount(Basis::Received),
                "spent": amount(Basis::Spent),
            })
        }),
        "fund_rows": listed(FUNDS, fund_rows(project)),
        "rates": listed(RATES, rate_rows(site.lang(), project)),
        "rate": rate.map(|rate| json!({ "formula": rate.formula, "printed": rate.printed, "recomputed": rate.recomputed })),
        "findings": site.findings_of(project).map(|finding| {
            let view = project::finding(site, finding, String::new());
            json!({
                "rule": finding.rule,
                "severity": view.severity,
                "place": view.place,
                "message": view.message,
                "printed": view.printed,
                "recomputed": view.recomputed,
                "note": view.note,
            })
        }).collect::<Vec<_>>(),
    }))
}

fn evaluation_json(site: &Site, evaluation: &Evaluation) -> Value {
    let lang = site.lang();
    let rubric = site.content.rubrics.get(&evaluation.rubric.value);
    let printed: Vec<Value> = evaluation
        .printed
        .iter()
        .flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        .map(|(table, row)| {
            json!({
                "place": table.place.value,
                "of": row.of.value,
                "label": row.label.as_ref().map(|label| &label.value),
                "weight": row.weight.as_ref().map(|weight| weight.value.to_string()),
                "score": row.score.as_ref().map(|score| score.value.to_string()),
                "grade": row.grade.as_ref().map(|grade| &grade.value),
            })
        })
        .collect();
    let groups: Vec<Value> = tables::group_scores(evaluation)
        .into_iter()
        .map(|group| json!({ "name": group.name, "weight": group.weight, "score": group.score }))
        .collect();
    json!({
        "rater": evaluation.rater.value.key(),
        "rater_text": lang.word(evaluation.rater.value.word()),
        "rubric": { "id": evaluation.rubric.value, "name": rubric.map(|rubric| &rubric.name) },
        "scoring": scoring_key(Some(evaluation)),
        "score_printed": evaluation.score.as_ref().map(|score| score.value.to_string()),
        "score_recomputed": evaluation.recomputed_total().map(|total| total.to_string()),
        "maximum": figures::maximum(&site.content, evaluation).to_string(),
        "grade_printed": evaluation.grade.as_ref().map(|grade| &grade.value),
        "grade_recomputed": recomputed_grade(site, evaluation),
        "groups": groups,
        "printed": printed,
    })
}

/// What a feed entry or site map says of a project's age: the latest day that the project states, else the last of its year.
pub(super) fn last_day(project: &Project) -> String {
    let revised = project.revisions.iter().map(|revision| revision.date.value).max();
    let evaluated =
        || project.evaluations.iter().filter_map(|evaluation| evaluation.date.as_ref()).map(|date| date.value).max();
    let recorded = || value_of(&project.disclosure.published).or_else(|| value_of(&project.disclosure.issued));
    let day = revised.or_else(recorded).or_else(evaluated);
    day.map_or_else(|| format!("{}-12-31", project.year.value), |day| day.to_string())
}
