//! The table of projects, a row each: what lists show of one. Reads no report.

use super::cells::{GRADE_RANK, PROJECT, RATER, SCORING, UNIT, amounts, maximum, scoring_key};
use crate::model::funds::Unit;
use crate::model::sums::Scoring;
use crate::site::compose::parts::figures;
use crate::site::data::table::{Of, Row, Table, address, count, figure, required, text};
use crate::site::{Group, Page, Site};
use crate::source::value_of;

/// Every project, with its leading evaluation and the totals of its funds.
pub(in crate::site::data) const PROJECTS: Table = Table {
    name: "projects",
    columns: &[
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
    ],
    key: &["project"],
    refers_to: &[],
    rows: Of::Project(|site, index, _| vec![project_row(site, index)]),
};

/// A project, with its leading evaluation and the totals of its funds.
pub(in crate::site::data) fn project_row(site: &Site, index: usize) -> Row {
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

/// What is said of each department after the first, on one line.
fn others(departments: &[String], said: impl Fn(&String) -> String) -> Option<String> {
    let others: Vec<String> = departments.iter().skip(1).map(said).collect();
    (!others.is_empty()).then(|| others.join("; "))
}
