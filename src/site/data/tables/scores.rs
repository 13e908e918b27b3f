//! The tables of evaluations: their totals, their rows, and what other places state of them.

use super::cells::{DIRECTION, GRADE_RANK, NUMBER, PROJECT, RATER, SCORING, digits, maximum, scoring_key};
use crate::model::evaluation::{Evaluation, Indicator, NotApplicable, PrintedRow, PrintedTable};
use crate::model::project::Project;
use crate::site::Site;
use crate::site::compose::parts::figures;
use crate::site::data::table::{Of, Row, Table, count, figure, flag, one_of, optional, required, text};
use crate::site::plan::order;
use crate::source::value_of;
use crate::syntax::cell;

/// Every evaluation of every project.
pub(in crate::site::data) const EVALUATIONS: Table = Table {
    name: "evaluations",
    columns: &[
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
    ],
    key: &["project", "evaluation"],
    refers_to: &["projects"],
    rows: Of::Project(|site, _, project| evaluation_rows(site, project)),
};

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

/// The rows of the score tables.
pub(in crate::site::data) const INDICATORS: Table = Table {
    name: "indicators",
    columns: &[
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
    ],
    key: &["project", "evaluation", "row"],
    refers_to: &["projects", "evaluations"],
    rows: Of::Project(|_, _, project| indicator_rows(project)),
};

/// The rows of a project's score tables.
pub(in crate::site::data) fn indicator_rows(project: &Project) -> Vec<Row> {
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

/// What other places of a report than the score table state of its weights, scores and grades.
pub(in crate::site::data) const STATEMENTS: Table = Table {
    name: "statements",
    columns: &[
        PROJECT,
        NUMBER,
        count("evaluation"),
        required(text("place")),
        required(text("of")),
        text("label"),
        figure("weight"),
        figure("score"),
        text("grade"),
        text("cells_printed"),
    ],
    key: &["project", "number"],
    refers_to: &["projects", "evaluations"],
    rows: Of::Project(|_, _, project| statement_rows(project)),
};

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
