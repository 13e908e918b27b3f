//! The table of the targets that projects state apart from their score tables.

use super::cells::{DIRECTION, NUMBER, PROJECT, digits};
use crate::model::project::{Project, Target};
use crate::site::data::table::{Of, Row, Table, figure, required, text};
use crate::source::value_of;
use crate::syntax::cell;

/// Those targets.
pub(in crate::site::data) const TARGETS: Table = Table {
    name: "targets",
    columns: &[
        PROJECT,
        NUMBER,
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
    ],
    key: &["project", "number"],
    refers_to: &["projects"],
    rows: Of::Project(|_, _, project| target_rows(project)),
};

/// The targets that a project states apart from its score tables.
pub(in crate::site::data) fn target_rows(project: &Project) -> Vec<Row> {
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
