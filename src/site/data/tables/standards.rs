//! The tables of what projects are held to: rubrics, their grades, rules. They look at no project.

use crate::model::rubric::{Band, Rubric, Until};
use crate::rules::{self, Family, Rule};
use crate::site::compose::parts::figures;
use crate::site::data::table::{Of, Row, SEVERITY, Table, address, count, figure, flag, required, text};
use crate::site::{Page, Site};

/// Every rubric.
pub(in crate::site::data) const RUBRICS: Table = Table {
    name: "rubrics",
    columns: &[
        required(text("rubric")),
        required(text("name")),
        text("document"),
        text("description"),
        figure("maximum"),
        count("grades"),
        required(text("address")),
    ],
    key: &["rubric"],
    refers_to: &[],
    rows: Of::Site(|site| Box::new(site.content.rubrics.values().map(|rubric| rubric_row(site, rubric)))),
};

fn rubric_row(site: &Site, rubric: &Rubric) -> Row {
    vec![
        Some(rubric.id.clone()),
        Some(rubric.name.clone()),
        rubric.source.clone(),
        rubric.description.clone(),
        Some(rubric.maximum.to_string()),
        Some(rubric.bands.len().to_string()),
        Some(address(site, &Page::Rubric(rubric.id.clone()))),
    ]
}

/// The grades of every rubric, with the scores that earn them.
pub(in crate::site::data) const GRADES: Table = Table {
    name: "grades",
    columns: &[
        required(text("rubric")),
        count("grade_rank"),
        required(text("grade_name")),
        text("other_words"),
        figure("from"),
        figure("until"),
        flag("until_included"),
    ],
    key: &["rubric", "grade_rank"],
    refers_to: &["rubrics"],
    rows: Of::Site(|site| Box::new(site.content.rubrics.values().flat_map(grade_rows))),
};

fn grade_rows(rubric: &Rubric) -> impl Iterator<Item = Row> {
    let cells = |(place, band): (usize, &Band)| {
        let (until, is_included) = match &band.until {
            Some(Until::To(to)) => (Some(to.value), true),
            Some(Until::Below(below)) => (Some(below.value), false),
            None => (None, false),
        };
        vec![
            Some(rubric.id.clone()),
            Some(place.to_string()),
            Some(band.grade.value.clone()),
            (!band.aliases.is_empty()).then(|| band.aliases.join("; ")),
            band.from.as_ref().map(|from| from.value.to_string()),
            until.map(|until| until.to_string()),
            Some(is_included.to_string()),
        ]
    };
    (1..).zip(&rubric.bands).map(cells)
}

/// Every rule, with its own words.
pub(in crate::site::data) const RULES: Table = Table {
    name: "rules",
    columns: &[
        required(text("rule")),
        required(text("family")),
        SEVERITY,
        required(text("name")),
        required(text("what")),
        required(text("why")),
        required(text("fix")),
        required(text("address")),
    ],
    key: &["rule"],
    refers_to: &[],
    rows: Of::Site(|site| Box::new(rules::FAMILIES.iter().flat_map(|family| family_rows(site, family)))),
};

fn family_rows<'a>(site: &'a Site, family: &'a Family) -> impl Iterator<Item = Row> + 'a {
    family.rules.iter().map(|rule| rule_row(site, family, rule))
}

fn rule_row(site: &Site, family: &Family, rule: &Rule) -> Row {
    let said = |part: &str| Some(site.lang().attribute(rule.name, part));
    vec![
        Some(rule.name.to_owned()),
        Some(site.lang().word(family.name)),
        Some(figures::level(rule.severity).to_owned()),
        said("title"),
        said("what"),
        said("why"),
        said("fix"),
        Some(format!("{}#{}", address(site, &Page::Rules), rule.name)),
    ]
}
