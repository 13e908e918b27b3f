//! `data.json` beside a project's page: what is printed and what is recomputed, side by side. Its form is told by `schema`.

use serde_json::{Value, json};

use super::schema;
use super::sheet::record;
use super::table::{Row, Table, address};
use super::tables::{self, CLAIMS, FUNDS, INDICATORS, RATES, TARGETS, digits, scoring_key};
use crate::diag::Held;
use crate::model::evaluation::Evaluation;
use crate::model::funds::Basis;
use crate::model::project::{Goal, Project};
use crate::site::compose::parts::figures::Disputes;
use crate::site::compose::parts::{entries, figures};
use crate::site::compose::project as page;
use crate::site::compose::project::tables::group_scores;
use crate::site::plan::order;
use crate::site::plan::outputs::project_data;
use crate::site::{Group, Page, Site};
use crate::source::value_of;
use crate::syntax::cell;

/// A project's `data.json`.
pub fn project_json(site: &Site, project: &Project) -> Vec<u8> {
    let named = |group: Group, key: &str, id: &str| json!({ key: id, "name": site.name_of(&group) });
    let mut departments = project.departments.iter().map(|department| &department.id.value);
    let department = |id: &String| named(Group::Department(id.clone()), "id", id);
    let evaluations: Vec<Value> =
        project.evaluations.iter().map(|evaluation| evaluation_json(site, evaluation)).collect();
    let listed = |table: Table, rows: Vec<Row>| -> Value {
        let told = |row: Row| record(table.columns.iter().zip(row).filter(|(column, _)| !column.of_tables));
        rows.into_iter().map(told).collect()
    };
    let rate = project.funds.as_ref().and_then(|funds| {
        figures::execution_rate(
            site.lang(),
            &funds.total,
            figures::execution_basis(&funds.total)?,
            &Disputes::default(),
        )
    });
    let above = "../".repeat(project_data(project).matches('/').count());
    let mut said = json!({
        "$schema": format!("{above}data/{}", schema::NAME),
        "id": project.id,
        "title": project.title.value,
        "address": site.index_of(&project.id).map(|index| address(site, &Page::Project(index))),
        "year": project.year.value,
        "agency": named(Group::Agency(project.agency.value.clone()), "id", &project.agency.value),
        "agency_printed": project.agency_printed.as_ref().map(|name| &name.value),
        "department": departments.next().map(department),
        "other_departments": departments.map(department).collect::<Vec<_>>(),
        "region": site.content.region_of(project).map(|code| named(Group::Region(code.to_owned()), "code", code)),
        "goals": project.goals.iter().map(goal_json).collect::<Vec<_>>(),
        "targets": listed(TARGETS, tables::target_rows(project)),
        "evaluations": evaluations,
        "leading": project.leading_evaluation().and_then(|leading| {
            project.evaluations.iter().position(|evaluation| std::ptr::eq(evaluation, leading))
        }),
        "indicators": listed(INDICATORS, tables::indicator_rows(project)),
        "funds": project.funds.as_ref().map(|funds| {
            let unit = funds.unit.value;
            let mut totals = json!({ "unit": unit.symbol() });
            for basis in Basis::ALL {
                totals[basis.key()] = json!(funds.total.amount(basis).map(|amount| amount.value.to_string()));
                totals[basis.key_in_yuan()] = json!(tables::in_yuan(unit, &funds.total, basis));
            }
            totals
        }),
        "fund_rows": listed(FUNDS, tables::fund_rows(project)),
        "rates": listed(RATES, tables::rate_rows(site.lang(), project)),
        "claims": listed(CLAIMS, tables::claim_rows(site, project)),
        "rate": rate.map(|rate| json!({ "formula": rate.formula, "printed": rate.printed, "recomputed": rate.recomputed })),
        "years": site.years_of(project).iter().map(|index| &site.content.projects[*index].id).collect::<Vec<_>>(),
        "sources": project.originals.iter().map(|original| {
            let published = page::attachment(site, project, original);
            json!({
                "file": published.map_or(&original.file.value, |(named, _)| &named.path),
                "address": published.map(|(named, _)| named.address()),
                "title": original.title,
                "sha256": published.map(|(_, attachment)| &attachment.sha256),
            })
        }).collect::<Vec<_>>(),
        "revisions": project.revisions.iter().map(|revision| json!({
            "date": revision.date.value.to_string(),
            "reason": revision.reason,
        })).collect::<Vec<_>>(),
        "checks_that_hold": site.n_holds_of(project),
        "findings": site.findings_of(project).map(Held::finding).map(|finding| json!({
            "rule": finding.rule,
            "severity": figures::level(finding.severity),
            "place": entries::place(site, &finding),
            "message": site.lang().say(&finding.message),
            "printed": finding.printed,
            "recomputed": finding.recomputed,
            "note": finding.note,
        })).collect::<Vec<_>>(),
    });
    leave_out_nulls(&mut said);
    super::compact(&said)
}

/// Of what the report does not say there is no key either.
fn leave_out_nulls(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(leave_out_nulls);
        }
        Value::Array(values) => values.iter_mut().for_each(leave_out_nulls),
        _ => {}
    }
}

fn goal_json(goal: &Goal) -> Value {
    json!({
        "name": value_of(&goal.name),
        "weight": digits(&goal.weight),
        "score": digits(&goal.score),
        "cells_printed": cell::line(&[&goal.cells]),
        "expected": value_of(&goal.expected),
        "actual": value_of(&goal.actual),
    })
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
                "cells_printed": cell::line(&[&row.cells]),
            })
        })
        .collect();
    let groups: Vec<Value> = group_scores(site.lang(), evaluation)
        .into_iter()
        .map(|group| {
            let instead = group.score.is_none().then_some(group.instead);
            json!({ "name": group.name, "weight": group.weight, "score": group.score, "instead_of_score": instead })
        })
        .collect();
    json!({
        "rater": evaluation.rater.value.key(),
        "rater_text": lang.word(evaluation.rater.value.word()),
        "rubric": { "id": evaluation.rubric.value, "name": rubric.map(|rubric| &rubric.name) },
        "scoring": scoring_key(evaluation.scoring()),
        "indicators_partial": evaluation.indicators_partial,
        "score_printed": evaluation.stated_total().map(|score| score.value.to_string()),
        "score_recomputed": figures::recomputed_total(evaluation).map(|total| total.to_string()),
        "maximum": tables::maximum(evaluation.scoring(), order::maximum(evaluation)),
        "cells_printed": cell::line(&[&evaluation.cells]),
        "grade_printed": evaluation.stated_grade().map(|grade| &grade.value),
        "grade_rank": figures::grade_place(&site.content, evaluation).map(|place| place.to_string()),
        "grade_recomputed": figures::recomputed_grade(&site.content, evaluation),
        "groups": groups,
        "printed": printed,
    })
}
