//! The names of an agency: those it had, those that became part of it, what took over from it. Judges no name.

use crate::lang::Message;
use crate::model::project::Head;
use crate::model::registry::{Agency, FormerName};
use crate::site::views::{Fact, NameRow};
use crate::site::{Group, Site};

/// The history of the name of a group's agency, the newest name first; empty where it has had one name only.
pub(in crate::site) fn history(site: &Site, group: &Group) -> Vec<NameRow> {
    let (Group::Agency(id) | Group::Department(id)) = group else { return Vec::new() };
    let Some(agency) = site.content.registry.agency(id) else { return Vec::new() };
    let lang = site.lang();
    let row = |relation: &str, value: String, href: Option<String>, years: String, reports: usize| NameRow {
        name: Fact { label: lang.word(relation), value, href },
        years,
        reports,
    };
    let other = |relation: &str, id: &str| {
        let theirs = kind(group, id);
        let reports = site.projects_of(&theirs).len();
        row(relation, site.name_of(&theirs), (reports > 0).then(|| theirs.address()), String::new(), reports)
    };
    let successor = agency.successor.iter().map(|id| other("name-successor", &id.value));
    let mut former: Vec<&FormerName> = agency.former_names.iter().collect();
    former.sort_by_key(|former| std::cmp::Reverse((former.to.or(former.from), former.from)));
    let former = former.into_iter().map(|former| {
        row("name-former", former.name.clone(), None, years(site, former), printed(site, group, agency, former))
    });
    let registry = &site.content.registry;
    let predecessors = registry.agencies.iter().filter(|other| follows(agency, other));
    let predecessors = predecessors.map(|predecessor| other("name-predecessor", &predecessor.id.value));
    let mut rows: Vec<NameRow> = successor.collect();
    let under_earlier: usize = agency.former_names.iter().map(|former| printed(site, group, agency, former)).sum();
    let present = site.projects_of(group).len() - under_earlier;
    let last = if agency.successor.is_some() { "name-last" } else { "name-present" };
    rows.push(row(last, agency.name.clone(), None, String::new(), present));
    rows.extend(former);
    rows.extend(predecessors);
    if rows.len() > 1 { rows } else { Vec::new() }
}

/// What stands below an agency's name in a list of agencies: its former names, and what took over from it.
pub(in crate::site) fn note(site: &Site, id: &str) -> Option<String> {
    let agency = site.content.registry.agency(id)?;
    let lang = site.lang();
    let former: Vec<String> = agency
        .former_names
        .iter()
        .map(|former| match years(site, former) {
            years if years.is_empty() => former.name.clone(),
            years => format!("{}{}", former.name, lang.say(&Message::new("in-brackets").with("text", years))),
        })
        .collect();
    let former = (!former.is_empty())
        .then(|| lang.say(&Message::new("formerly").with("names", former.join(&lang.word("between-names")))));
    let successor = agency.successor.as_ref().map(|id| {
        let name = site.name_of(&Group::Agency(id.value.clone()));
        lang.say(&Message::new("taken-over-by").with("name", name))
    });
    let notes: Vec<String> = [former, successor].into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(&lang.word("between-parts")))
}

/// The name that a report prints of its agency, where that is not its present one.
pub(in crate::site) fn earlier_name(site: &Site, project: &Head) -> Option<String> {
    let printed = &project.agency_printed.as_ref()?.value;
    let agency = site.content.registry.agency(&project.agency.value)?;
    (agency.without_code(printed) != agency.name).then(|| printed.clone())
}

/// A group of the same kind of another agency.
fn kind(group: &Group, id: &str) -> Group {
    match group {
        Group::Department(_) => Group::Department(id.to_owned()),
        _ => Group::Agency(id.to_owned()),
    }
}

fn follows(agency: &Agency, other: &Agency) -> bool {
    other.successor.as_ref().is_some_and(|successor| successor.value == agency.id.value)
}

/// How many of a group's reports print a former name of its agency, with or without a code.
fn printed(site: &Site, group: &Group, agency: &Agency, former: &FormerName) -> usize {
    let name = |project: &'_ Head| match group {
        Group::Department(_) => {
            let mut departments = project.departments.iter();
            departments.find(|department| department.id.value == agency.id.value)?.printed.clone()
        }
        _ => project.agency_printed.clone(),
    };
    let projects = site.projects_of(group).iter().map(|index| &*site.content.projects[*index]);
    let names = projects.filter_map(name);
    names.filter(|name| agency.without_code(&name.value) == former.name).count()
}

/// The years in which a former name was used, as far as they are known.
fn years(site: &Site, former: &FormerName) -> String {
    let year = |year: Option<u32>| year.map_or_else(String::new, |year| year.to_string());
    let id = match (former.from, former.to) {
        (None, None) => return String::new(),
        (Some(from), Some(to)) if from == to => "years-in",
        (Some(_), None) => "years-from",
        (None, Some(_)) => "years-to",
        (Some(_), Some(_)) => "years-between",
    };
    site.lang().say(&Message::new(id).with("from", year(former.from)).with("to", year(former.to)))
}
