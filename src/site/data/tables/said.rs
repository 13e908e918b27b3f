//! The tables of what prose says of figures, and of what was found: each row with its file, line and column.

use super::cells::{NUMBER, PROJECT};
use crate::diag::Finding;
use crate::model;
use crate::model::claims::Claim;
use crate::model::project::Project;
use crate::site::Site;
use crate::site::compose::parts::figures;
use crate::site::data::table::{Column, Of, Row, SEVERITY, Table, count, of_tables, required, text};
use crate::source::FileId;

/// Where something stands in the files that pages are made from.
const FILE: Column = of_tables(required(text("file")));
const LINE: Column = of_tables(count("line"));
const COLUMN: Column = of_tables(count("column"));

/// The figures of the prose that say what they speak of.
pub(in crate::site::data) const CLAIMS: Table = Table {
    name: "claims",
    columns: &[
        PROJECT,
        NUMBER,
        required(text("place")),
        required(text("printed")),
        required(text("speaks_of")),
        FILE,
        LINE,
        COLUMN,
    ],
    key: &["project", "number"],
    refers_to: &["projects"],
    rows: Of::Project(|site, _, project| claim_rows(site, project)),
};

/// The figures of a project's prose that say what they speak of.
pub(in crate::site::data) fn claim_rows(site: &Site, project: &Project) -> Vec<Row> {
    let cells = |(number, claim): (usize, &Claim)| {
        let file = claim.of.span.file;
        let position = site.sources.position(claim.said.span);
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            Some(claim.place.clone()),
            Some(claim.said.value.text.clone()),
            Some(site.sources.text(file)[claim.of.span.range()].trim().to_owned()),
            Some(file_of(site, Some(&project.id), file)),
            Some(position.line.to_string()),
            Some(position.column.to_string()),
        ]
    };
    (1..).zip(&project.claims).map(cells).collect()
}

/// What a file is called in the folder of the project, or in that of the site where it lies elsewhere.
fn file_of(site: &Site, project: Option<&str>, file: FileId) -> String {
    let path = &site.sources.get(file).path;
    let own = project.and_then(|id| path.strip_prefix(model::PROJECTS)?.strip_prefix(id)?.strip_prefix('/'));
    own.unwrap_or(path).to_owned()
}

/// Everything that was found, on the whole site.
pub(in crate::site::data) const FINDINGS: Table = Table {
    name: "findings",
    columns: &[
        NUMBER,
        of_tables(text("project")),
        required(text("rule")),
        SEVERITY,
        text("place"),
        FILE,
        LINE,
        COLUMN,
        required(text("message")),
        text("printed"),
        text("recomputed"),
        text("note"),
    ],
    key: &["number"],
    refers_to: &["projects", "rules"],
    rows: Of::Site(|site| {
        Box::new((1..).zip(site.findings()).map(|(number, held)| finding_row(site, number, &held.finding())))
    }),
};

fn finding_row(site: &Site, number: usize, finding: &Finding) -> Row {
    let position = site.sources.position(finding.span);
    vec![
        Some(number.to_string()),
        finding.project.clone(),
        Some(finding.rule.to_owned()),
        Some(figures::level(finding.severity).to_owned()),
        (!finding.at.is_nowhere()).then(|| finding.at.as_str().to_owned()),
        Some(file_of(site, finding.project.as_deref(), finding.span.file)),
        Some(position.line.to_string()),
        Some(position.column.to_string()),
        Some(site.lang().say(&finding.message)),
        finding.printed.clone(),
        finding.recomputed.clone(),
        finding.note.clone(),
    ]
}
