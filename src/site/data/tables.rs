//! The tables that can be taken away: their columns, what these hold, and their rows. Knows no file format.

use super::standards;
use super::table::{Column, Of, Row, SEVERITY, Table, address, count, figure, flag, one_of, optional, required, text};
use crate::diag::Finding;
use crate::lang::Lang;
use crate::model;
use crate::model::claims::Claim;
use crate::model::evaluation::{Evaluation, Indicator, NotApplicable, PrintedRow, PrintedTable, Rater};
use crate::model::funds::{Basis, FundRow, Rate, Unit};
use crate::model::project::{Project, Target};
use crate::model::sums::Scoring;
use crate::site::compose::parts::figures;
use crate::site::compose::parts::figures::Disputes;
use crate::site::plan::order;
use crate::site::{Group, Page, Site};
use crate::source::{FileId, Located, value_of};
use crate::syntax::cell;
use crate::syntax::number;
use rust_decimal::Decimal;

const PROJECT: Column = required(text("project"));
const UNIT: Column = one_of("unit", || Unit::ALL.map(Unit::symbol).to_vec());
const RATER: Column = one_of("rater", || Rater::ALL.map(Rater::key).to_vec());
const SCORING: Column = required(one_of("scoring", || vec!["itemised", "partial", "total-only", "unscored"]));
const DIRECTION: Column = one_of("direction", || vec!["≥", "≤", "=", ">", "<", "定性"]);
const GRADE_RANK: Column = optional(count("grade_rank"));
const KIND: Column = required(one_of("kind", || vec!["total", "source", "item"]));

/// The tables, projects first: the others refer to it by their column `project`.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "projects",
        columns: PROJECTS,
        key: &["project"],
        refers_to: &[],
        rows: Of::Project(|site, index, _| vec![project_row(site, index)]),
    },
    Table {
        name: "indicators",
        columns: INDICATORS,
        key: &["project", "evaluation", "row"],
        refers_to: &["projects", "evaluations"],
        rows: Of::Project(|_, _, project| indicator_rows(project)),
    },
    Table {
        name: "evaluations",
        columns: EVALUATIONS,
        key: &["project", "evaluation"],
        refers_to: &["projects"],
        rows: Of::Project(|site, _, project| evaluation_rows(site, project)),
    },
    Table {
        name: "statements",
        columns: STATEMENTS,
        key: &["project", "number"],
        refers_to: &["projects", "evaluations"],
        rows: Of::Project(|_, _, project| statement_rows(project)),
    },
    Table {
        name: "targets",
        columns: TARGETS,
        key: &["project", "number"],
        refers_to: &["projects"],
        rows: Of::Project(|_, _, project| target_rows(project)),
    },
    Table {
        name: "funds",
        columns: FUNDS,
        key: &["project", "number"],
        refers_to: &["projects"],
        rows: Of::Project(|_, _, project| fund_rows(project)),
    },
    Table {
        name: "rates",
        columns: RATES,
        key: &["project", "number"],
        refers_to: &["projects"],
        rows: Of::Project(|site, _, project| rate_rows(site.lang(), project)),
    },
    Table {
        name: "claims",
        columns: CLAIMS,
        key: &["project", "number"],
        refers_to: &["projects"],
        rows: Of::Project(|site, _, project| claim_rows(site, project)),
    },
    Table {
        name: "findings",
        columns: FINDINGS,
        key: &["number"],
        refers_to: &["projects", "rules"],
        rows: Of::Site(|site| {
            Box::new((1..).zip(site.findings()).map(|(number, held)| finding_row(site, number, &held.finding())))
        }),
    },
    standards::RUBRICS,
    standards::GRADES,
    standards::RULES,
];

/// Columns of [`project_row`].
pub(super) const PROJECTS: &[Column] = &[
    PROJECT,
    count("year"),
    required(text("title")),
    required(text("address")),
    required(text("agency")),
    required(text("agency_name")),
    text("agency_printed"),
    text("department"),
    text("department_name"),
    text("other_departments"),
    text("other_department_names"),
    text("region"),
    text("region_name"),
    RATER,
    text("rubric"),
    SCORING,
    figure("score_printed"),
    figure("score_recomputed"),
    figure("maximum"),
    text("grade_printed"),
    GRADE_RANK,
    text("grade_recomputed"),
    UNIT,
    figure("planned"),
    figure("budget"),
    figure("adjusted"),
    figure("received"),
    figure("spent"),
    figure("planned_yuan"),
    figure("budget_yuan"),
    figure("adjusted_yuan"),
    figure("received_yuan"),
    figure("spent_yuan"),
    count("findings"),
    count("differences"),
    count("doubts"),
    count("remarks"),
    count("explained"),
];

/// A project, with its leading evaluation and the totals of its funds.
pub(super) fn project_row(site: &Site, index: usize) -> Row {
    let (project, known) = (&site.content.projects[index], &site.rows[index]);
    let rating = known.rating.as_ref();
    let region = site.content.region_of(project).map(str::to_owned);
    let departments: Vec<String> = project.departments.iter().map(|department| department.id.value.clone()).collect();
    let name = |id: &String| site.name_of(&Group::Department(id.clone()));
    let mut row = vec![
        Some(project.id.clone()),
        Some(project.year.value.to_string()),
        Some(project.title.value.clone()),
        Some(address(site, &Page::Project(index))),
        Some(project.agency.value.clone()),
        Some(site.name_of(&Group::Agency(project.agency.value.clone()))),
        value_of(&project.agency_printed),
        departments.first().cloned(),
        departments.first().map(name),
        others(&departments, String::clone),
        others(&departments, name),
        region.clone(),
        region.map(|code| site.name_of(&Group::Region(code))),
        rating.map(|rating| rating.rater.key().to_owned()),
        rating.map(|rating| rating.rubric.clone()),
        Some(scoring_key(rating.map_or(Scoring::Unscored, |rating| rating.scoring)).to_owned()),
        rating.and_then(|rating| rating.stated).map(|total| total.to_string()),
        rating.and_then(|rating| rating.recomputed).map(|total| total.to_string()),
        rating.and_then(|rating| maximum(rating.scoring, rating.maximum)),
        rating.and_then(|rating| rating.grade.clone()),
        rating.and_then(|rating| rating.grade_place).map(|place| place.to_string()),
        rating.and_then(|rating| rating.grade_recomputed.clone()),
        known.funds.as_ref().map(|funds| funds.unit.value.symbol().to_owned()),
    ];
    let funds = known.funds.as_ref();
    let unit = funds.map_or(Unit::Yuan, |funds| funds.unit.value);
    row.extend(amounts(unit, funds.map(|funds| &funds.total)));
    let found = figures::found(site.lang(), site.findings_of(project));
    let counts = [found.differences, found.doubts, found.remarks];
    row.push(Some(counts.iter().sum::<usize>().to_string()));
    row.extend(counts.into_iter().chain([found.explained]).map(|n| Some(n.to_string())));
    row
}

/// The amounts of a row as printed, then in yuan; none where there are no funds.
fn amounts(unit: Unit, row: Option<&FundRow>) -> impl Iterator<Item = Option<String>> {
    let printed = Basis::ALL.map(|basis| Some(row?.amount(basis)?.value.to_string()));
    printed.into_iter().chain(Basis::ALL.map(|basis| in_yuan(unit, row?, basis)))
}

/// An amount in yuan, exact.
pub(super) fn in_yuan(unit: Unit, row: &FundRow, basis: Basis) -> Option<String> {
    unit.in_yuan(row.amount(basis)?.value).map(number::bare)
}

/// Full marks; none where nothing is scored.
pub(super) fn maximum(scoring: Scoring, maximum: Decimal) -> Option<String> {
    (scoring != Scoring::Unscored).then(|| maximum.to_string())
}

/// What is said of each department after the first, on one line.
fn others(departments: &[String], said: impl Fn(&String) -> String) -> Option<String> {
    let others: Vec<String> = departments.iter().skip(1).map(said).collect();
    (!others.is_empty()).then(|| others.join("; "))
}

/// `itemised`, `partial`, `total-only` or `unscored`.
pub(super) fn scoring_key(scoring: Scoring) -> &'static str {
    match scoring {
        Scoring::Itemised => "itemised",
        Scoring::Partial => "partial",
        Scoring::TotalOnly => "total-only",
        Scoring::Unscored => "unscored",
    }
}

/// A printed figure, digit for digit.
pub(super) fn digits(figure: &Option<Located<Decimal>>) -> Option<String> {
    figure.as_ref().map(|figure| figure.value.to_string())
}

/// Columns of [`indicator_rows`].
pub(super) const INDICATORS: &[Column] = &[
    PROJECT,
    count("evaluation"),
    count("row"),
    count("level"),
    flag("is_leaf"),
    required(text("path")),
    text("code"),
    required(text("name")),
    text("label"),
    figure("weight"),
    optional(count("weight_over")),
    figure("score"),
    figure("score_recomputed"),
    one_of("not_applicable", || vec!["no-weight", "full-marks", "renormalised"]),
    text("target"),
    text("actual"),
    DIRECTION,
    figure("value"),
    figure("actual_value"),
    text("value_unit"),
    text("rate_printed"),
    text("cells_printed"),
    text("explanation"),
    text("standard"),
    text("basis"),
    text("deviation"),
    text("reason"),
];

/// The rows of a project's score tables.
pub(super) fn indicator_rows(project: &Project) -> Vec<Row> {
    let rows = |(number, evaluation): (usize, &Evaluation)| -> Vec<Row> {
        let of = |(row, indicator): (usize, &Indicator)| {
            vec![
                Some(project.id.clone()),
                Some((number + 1).to_string()),
                Some((row + 1).to_string()),
                Some(indicator.level.to_string()),
                Some(evaluation.is_leaf(row).to_string()),
                Some(indicator.path.clone()),
                indicator.code.clone(),
                Some(indicator.name.value.clone()),
                value_of(&indicator.label),
                digits(&indicator.weight),
                (indicator.weight_over > 1).then(|| indicator.weight_over.to_string()),
                digits(&indicator.score),
                evaluation.recomputed_score(row).filter(|_| !evaluation.is_leaf(row)).map(|score| score.to_string()),
                indicator.not_applicable.map(|treatment| not_applicable_key(treatment).to_owned()),
                value_of(&indicator.attainment().target),
                value_of(&indicator.attainment().actual),
                indicator.attainment().direction.as_ref().map(|direction| direction.value.symbol().to_owned()),
                digits(&indicator.attainment().value),
                digits(&indicator.attainment().actual_value),
                indicator.attainment().unit.clone(),
                indicator.rate.as_ref().map(|rate| rate.printed.value.clone()),
                cell::line(&[&indicator.cells, &indicator.attainment().cells]),
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

/// Columns of [`evaluation_rows`].
pub(super) const EVALUATIONS: &[Column] = &[
    PROJECT,
    count("evaluation"),
    flag("leading"),
    required(RATER),
    text("organisation"),
    text("date"),
    required(text("rubric")),
    text("place"),
    SCORING,
    flag("indicators_partial"),
    figure("score_printed"),
    figure("score_recomputed"),
    figure("maximum"),
    text("grade_printed"),
    GRADE_RANK,
    text("grade_recomputed"),
    text("cells_printed"),
];

/// Every evaluation of a project.
fn evaluation_rows(site: &Site, project: &Project) -> Vec<Row> {
    let leads = |evaluation| project.leading_evaluation().is_some_and(|leading| std::ptr::eq(leading, evaluation));
    let cells = |(number, evaluation): (usize, &Evaluation)| {
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            Some(leads(evaluation).to_string()),
            Some(evaluation.rater.value.key().to_owned()),
            value_of(&evaluation.organisation),
            evaluation.date.as_ref().map(|date| date.value.to_string()),
            Some(evaluation.rubric.value.clone()),
            evaluation.place.clone(),
            Some(scoring_key(evaluation.scoring()).to_owned()),
            Some(evaluation.indicators_partial.to_string()),
            evaluation.stated_total().map(|total| total.value.to_string()),
            figures::recomputed_total(evaluation).map(|total| total.to_string()),
            maximum(evaluation.scoring(), order::maximum(evaluation)),
            evaluation.stated_grade().map(|grade| grade.value.clone()),
            figures::grade_place(&site.content, evaluation).map(|place| place.to_string()),
            figures::recomputed_grade(&site.content, evaluation),
            cell::line(&[&evaluation.cells]),
        ]
    };
    (1..).zip(&project.evaluations).map(cells).collect()
}

/// Columns of [`target_rows`].
pub(super) const TARGETS: &[Column] = &[
    PROJECT,
    count("number"),
    text("target_kind"),
    required(text("name")),
    text("target"),
    text("actual"),
    DIRECTION,
    figure("value"),
    figure("actual_value"),
    text("value_unit"),
    text("ladder"),
    text("cells_printed"),
];

/// The targets that a project states apart from its score tables.
pub(super) fn target_rows(project: &Project) -> Vec<Row> {
    let cells = |(number, target): (usize, &Target)| {
        let Target { kind, name, attainment } = target;
        let ladder: Vec<&str> = attainment.ladder.iter().map(|rung| rung.value.as_str()).collect();
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            value_of(kind),
            Some(name.value.clone()),
            value_of(&attainment.target),
            value_of(&attainment.actual),
            attainment.direction.as_ref().map(|direction| direction.value.symbol().to_owned()),
            digits(&attainment.value),
            digits(&attainment.actual_value),
            attainment.unit.clone(),
            (!ladder.is_empty()).then(|| ladder.join("; ")),
            cell::line(&[&attainment.cells]),
        ]
    };
    (1..).zip(&project.targets).map(cells).collect()
}

/// Columns of [`statement_rows`].
pub(super) const STATEMENTS: &[Column] = &[
    PROJECT,
    count("number"),
    count("evaluation"),
    required(text("place")),
    required(text("of")),
    text("label"),
    figure("weight"),
    figure("score"),
    text("grade"),
    text("cells_printed"),
];

/// What other places of the report than the score table state of its weights, scores and grades.
fn statement_rows(project: &Project) -> Vec<Row> {
    let evaluations = project.evaluations.iter().enumerate();
    let tables = evaluations
        .flat_map(|(evaluation, of)| of.printed.iter().map(move |table| (evaluation, table)))
        .flat_map(|(evaluation, table)| table.rows.iter().map(move |row| (evaluation, table, row)));
    let cells = |(number, (evaluation, table, row)): (usize, (usize, &PrintedTable, &PrintedRow))| {
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            Some((evaluation + 1).to_string()),
            Some(table.place.value.clone()),
            Some(row.of.value.clone()),
            value_of(&row.label),
            digits(&row.weight),
            digits(&row.score),
            value_of(&row.grade),
            cell::line(&[&row.cells]),
        ]
    };
    (1..).zip(tables).map(cells).collect()
}

/// Columns of [`fund_rows`].
pub(super) const FUNDS: &[Column] = &[
    PROJECT,
    count("number"),
    KIND,
    text("code"),
    text("name"),
    text("part_of"),
    required(UNIT),
    figure("planned"),
    figure("budget"),
    figure("adjusted"),
    figure("received"),
    figure("spent"),
    figure("planned_yuan"),
    figure("budget_yuan"),
    figure("adjusted_yuan"),
    figure("received_yuan"),
    figure("spent_yuan"),
    text("cells_printed"),
];

/// The rows of a project's funds, each with its number and kind.
fn funds_of(project: &Project) -> impl Iterator<Item = (usize, &'static str, &FundRow)> {
    let rows = project.funds.iter().flat_map(|funds| {
        std::iter::once(("total", &funds.total))
            .chain(funds.sources.iter().map(|row| ("source", row)))
            .chain(funds.items.iter().map(|row| ("item", row)))
    });
    (1..).zip(rows).map(|(number, (kind, row))| (number, kind, row))
}

/// The rows of a project's funds: totals, sources, items.
pub(super) fn fund_rows(project: &Project) -> Vec<Row> {
    let unit = project.funds.as_ref().map_or(Unit::Yuan, |funds| funds.unit.value);
    funds_of(project)
        .map(|(number, kind, row)| {
            let mut cells = vec![
                Some(project.id.clone()),
                Some(number.to_string()),
                Some(kind.to_owned()),
                row.code.clone(),
                value_of(&row.name),
                value_of(&row.part_of),
                Some(unit.symbol().to_owned()),
            ];
            cells.extend(amounts(unit, Some(row)));
            cells.push(cell::line(&[&row.cells]));
            cells
        })
        .collect()
}

/// Columns of [`rate_rows`].
pub(super) const RATES: &[Column] = &[
    PROJECT,
    count("number"),
    KIND,
    text("name"),
    text("place"),
    text("label"),
    required(one_of("numerator", || Basis::ALL.map(Basis::key).to_vec())),
    required(one_of("denominator", || Basis::ALL.map(Basis::key).to_vec())),
    required(text("rate_printed")),
    text("rate_recomputed"),
];

/// The rates that a project prints, recomputed from its funds.
pub(super) fn rate_rows(lang: Lang, project: &Project) -> Vec<Row> {
    let rates = funds_of(project).flat_map(|(_, kind, row)| row.rates.iter().map(move |rate| (kind, row, rate)));
    let cells = |(number, (kind, row, rate)): (usize, (&'static str, &FundRow, &Rate))| {
        vec![
            Some(project.id.clone()),
            Some(number.to_string()),
            Some(kind.to_owned()),
            value_of(&row.name),
            value_of(&rate.place),
            value_of(&rate.label),
            Some(rate.of.value.key().to_owned()),
            Some(rate.to.value.key().to_owned()),
            Some(rate.printed.value.clone()),
            figures::printed_rate(lang, row, rate, &Disputes::default()).recomputed,
        ]
    };
    (1..).zip(rates).map(cells).collect()
}

/// Columns of [`claim_rows`].
pub(super) const CLAIMS: &[Column] = &[
    PROJECT,
    count("number"),
    required(text("place")),
    required(text("printed")),
    required(text("speaks_of")),
    required(text("file")),
    count("line"),
    count("column"),
];

/// The figures of a project's prose that say what they speak of.
pub(super) fn claim_rows(site: &Site, project: &Project) -> Vec<Row> {
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

/// Columns of [`finding_row`].
pub(super) const FINDINGS: &[Column] = &[
    count("number"),
    text("project"),
    required(text("rule")),
    SEVERITY,
    text("place"),
    required(text("file")),
    count("line"),
    count("column"),
    required(text("message")),
    text("printed"),
    text("recomputed"),
    text("note"),
];

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
