//! What search knows of each project page: its text and the columns it is filtered and sorted by; and the names it suggests.

use std::collections::BTreeMap;

use super::rollup::grade_of_rank;
use super::{Group, Site, figures, order};
use crate::lang::Message;
use crate::search::{self, Amount, Field, Name};

/// Adds the project at `number`, whose page is `html`, to the index.
pub fn add(site: &Site, number: usize, html: &str, index: &search::Index) {
    let project = &site.content.projects[number];
    let lang = site.lang();
    let evaluation = project.leading_evaluation();
    let field = |key: String, label: String| Field { key, label, within: None };
    let group = |group: Group, key: &str| field(key.to_owned(), site.name_of(&group));
    let absent = || field(String::new(), String::new());
    let within = |whole: Option<Box<Field>>, code: &String| {
        Some(Box::new(Field { within: whole, ..group(Group::Region(code.clone()), code) }))
    };
    let region = site.regions_of(project).iter().rev().fold(None, within);
    let rank = figures::grade(&site.content, lang, evaluation).rank;
    let score = evaluation.and_then(|evaluation| {
        let stated = evaluation.stated_total().map(|score| (score.value, score.value.to_string()));
        stated.or_else(|| {
            evaluation.unstated_total().map(|score| {
                let text = Message::new("score-recomputed").with("score", score.to_string());
                (score, lang.say(&text))
            })
        })
    });
    index.add(
        number as u32,
        &search::Page {
            id: &project.id,
            title: &project.title.value,
            html,
            year: field(project.year.value.to_string(), project.year.value.to_string()),
            agency: group(Group::Agency(project.agency.value.clone()), &project.agency.value),
            departments: project
                .departments
                .iter()
                .map(|department| &department.id.value)
                .map(|id| group(Group::Department(id.clone()), id))
                .collect(),
            region: region.map_or_else(absent, |region| *region),
            grade: field(rank.clone(), grade_of_rank(site, &rank).text),
            rater: evaluation.map_or_else(absent, |evaluation| {
                let rater = evaluation.rater.value;
                field(rater.key().to_owned(), lang.word(rater.word()))
            }),
            score: score.map(|(value, text)| Amount { value, text }),
            budget: budget(site, number),
        },
    );
}

fn budget(site: &Site, number: usize) -> Option<Amount> {
    let project = &site.content.projects[number];
    let (basis, yuan) = order::budget(project)?;
    let funds = project.funds.as_ref()?;
    let amount = figures::money(site.lang(), funds.unit.value, funds.total.amount(basis)?.value);
    Some(Amount { value: yuan?, text: format!("{} {amount}", site.lang().word(basis.word())) })
}

/// Abbreviations for search: the site's own, and the short and former names of agencies.
pub fn aliases(site: &Site) -> BTreeMap<String, Vec<String>> {
    let mut aliases = site.content.settings.aliases.clone();
    for agency in &site.content.registry.agencies {
        for short in &agency.short_names {
            let names = std::iter::once(&agency.name).chain(agency.former_names.iter().map(|former| &former.name));
            let meanings = aliases.entry(short.clone()).or_default();
            for name in names {
                if !meanings.contains(name) {
                    meanings.push(name.clone());
                }
            }
        }
    }
    aliases
}

/// Agencies, departments, regions and years, by every name they have or had. Nobody looks for a grade or a rubric by name.
pub fn names(site: &Site) -> Vec<Name> {
    site.groups()
        .filter_map(|(group, projects)| {
            let (kind, agency) = match group {
                Group::Agency(id) => ("agency", site.content.registry.agency(id)),
                Group::Department(id) => ("department", site.content.registry.agency(id)),
                Group::Region(_) => ("region", None),
                Group::Year(_) => ("year", None),
                Group::Grade(_) | Group::Rubric(_) => return None,
            };
            let others = agency.into_iter().flat_map(|agency| {
                let former = agency.former_names.iter().map(|former| &former.name);
                former.chain(&agency.short_names).cloned()
            });
            Some(Name {
                kind,
                address: group.address(),
                name: site.name_of(group),
                count: projects.len(),
                others: others.collect(),
            })
        })
        .collect()
}
