//! Whose project a report is of: its title, year, agency and department, as its labels, its words or its name say.

use super::people::person;
use super::{Words, proposed, unplaced, unsure};
use crate::import::document::{Document, plain};
use crate::import::draft::{Draft, Entry, Value};
use crate::import::literal::quoted;
use crate::import::recognise::{Given, Recognised, days, labels, narrative};
use crate::lang::{Arg, Message};
use crate::model::Content;
use crate::model::registry::Agency;
use crate::search;

pub(super) fn head(
    read: &mut Recognised,
    draft: &mut Draft,
    document: &Document,
    words: &Words<'_>,
    file: &str,
    content: &Content,
    given: &Given,
) {
    let labels = &read.labels;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let title = labels.title.clone().or_else(|| {
        let title = narrative::title(document)?;
        // 某中心2023年度示例项目: whose it is stands elsewhere.
        let own = words.agency.and_then(|agency| title.strip_prefix(agency.name.as_str()));
        let own =
            own.map(narrative::without_year_before).map(narrative::unquoted).filter(|own| own.chars().count() >= 3);
        let title = own.map_or(title.clone(), str::to_owned);
        unsure(draft, Message::new("import-title-of-report").with("title", title.as_str()));
        Some(title)
    });
    let title = title.unwrap_or_else(|| {
        unplaced(draft, Message::new("import-no-title"));
        if document.name.is_empty() { stem.to_owned() } else { document.name.clone() }
    });
    draft.head.text("title", title.clone());
    draft.year = year(labels, draft, words, given).or_else(|| year_of_names(draft, document, stem));
    draft.head.value("year", Value::Plain(draft.year.unwrap_or_default().to_string()));
    let agency = agency(labels.agency.as_deref(), draft, words, content, given);
    draft.slug = slug(&agency, &title);
    draft.head.value("agency", Value::Text(agency.0));
    if let Some(printed) = agency.1 {
        draft.head.text("agency_printed", printed);
    }
    if let Some(name) = &labels.department {
        match known(content, name) {
            Some(known) => {
                draft.head.text("department", known.id.value.clone());
                if known.name != *name && known.is_called(name) {
                    draft.head.text("department_printed", name.clone());
                }
            }
            None => {
                let id = propose_agency(draft, "import-no-department", name, content);
                draft.head.text("department", id);
            }
        }
    }
    draft.head.text("kind", labels.kind.clone().unwrap_or_default());
    draft.head.text("code", labels.code.clone().unwrap_or_default());
    if let Some((from, to)) = labels.period.as_deref().and_then(days::period) {
        let days = Entry(vec![("from", Value::Plain(from)), ("to", Value::Plain(to))]);
        draft.head.value("period", Value::Entry(days));
    }
    let mut contact = Entry::default();
    if let Some(leader) = labels.leader.as_deref().map(plain).filter(|name| !name.is_empty()) {
        contact.text("post", "项目负责人");
        person(&mut contact, &leader, content);
    }
    contact.text("phone", labels.phone.clone().unwrap_or_default());
    contact.text("address", labels.address.clone().unwrap_or_default());
    contact.text("postcode", labels.postcode.clone().unwrap_or_default());
    if !contact.0.is_empty() {
        draft.head.value("contact", Value::Entry(contact));
    }
}

fn year(labels: &labels::Labels, draft: &mut Draft, words: &Words<'_>, given: &Given) -> Option<u32> {
    let of_period = || labels.period.as_deref().and_then(days::period).and_then(|(from, _)| from[..4].parse().ok());
    if let Some(year) = given.year.or(labels.year).or_else(of_period) {
        return Some(year);
    }
    let (year, others) = words.years.split_first()?;
    if !others.is_empty() {
        let others = Arg::list(others.iter().map(u32::to_string));
        unsure(draft, Message::new("import-years").with("year", year.to_string()).with("others", others));
    }
    Some(*year)
}

/// The year that the title has, or the name of the sheet or of the file, where nothing in it is called one of a report.
fn year_of_names(draft: &mut Draft, document: &Document, stem: &str) -> Option<u32> {
    if let Some((title, year)) = narrative::year_of_title(document) {
        unsure(draft, Message::new("import-year-of-title").with("year", year.to_string()).with("title", title));
        return Some(year);
    }
    let (name, year) =
        [document.name.as_str(), stem].into_iter().find_map(|name| Some((name, narrative::year_in(name)?)))?;
    unsure(draft, Message::new("import-year-of-name").with("year", year.to_string()).with("name", name));
    Some(year)
}

fn known<'c>(content: &'c Content, name: &str) -> Option<&'c Agency> {
    let is = |agency: &&Agency| agency.is_called(name) || agency.short_names.iter().any(|short| short == name);
    let mut known = content.registry.agencies.iter().filter(is);
    known.next().filter(|_| known.next().is_none())
}

/// Key of the agency, empty where it is unknown, and its name as printed where that is another than today's.
fn agency(
    printed: Option<&str>,
    draft: &mut Draft,
    words: &Words<'_>,
    content: &Content,
    given: &Given,
) -> (String, Option<String>) {
    let as_printed =
        |agency: &Agency| printed.filter(|name| agency.name != **name && agency.is_called(name)).map(str::to_owned);
    if let Some(id) = &given.agency {
        let printed = content.registry.agency(id).and_then(as_printed);
        return (id.clone(), printed);
    }
    if let Some(name) = printed {
        if let Some(agency) = known(content, name) {
            return (agency.id.value.clone(), as_printed(agency));
        }
        return (propose_agency(draft, "import-no-agency", name, content), None);
    }
    match words.agency {
        Some(agency) => {
            unsure(draft, Message::new("import-agency-spoken-of").with("name", agency.name.as_str()));
            (agency.id.value.clone(), None)
        }
        None => {
            unplaced(draft, Message::new("import-no-agency-named"));
            (String::new(), None)
        }
    }
}

/// Proposes an entry of the registry for an agency that it does not have; gives its key.
fn propose_agency(draft: &mut Draft, message: &'static str, name: &str, content: &Content) -> String {
    let id = free(&initials(name, 24), |id| content.registry.agency(id).is_some());
    let entry = [format!("id = {}", quoted(&id)), format!("name = {}", quoted(name))];
    let lines = ["[[agencies]]".to_owned()].into_iter().chain(entry).chain(["# region = \"\"".to_owned()]);
    proposed(draft, Message::new(message).with("name", name).with("id", id.as_str()), lines.collect());
    id
}

/// A key that nothing else has: with a number behind it where something has it.
pub(super) fn free(key: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut free = key.to_owned();
    let mut number = 2;
    while is_taken(&free) {
        free = format!("{key}-{number}");
        number += 1;
    }
    free
}

/// The first letters of how a text is said, for addresses.
pub fn initials(text: &str, most: usize) -> String {
    search::initials(&plain(text)).chars().take(most).collect()
}

fn slug(agency: &(String, Option<String>), title: &str) -> String {
    let title = initials(title, 16);
    let parts: Vec<&str> = [agency.0.as_str(), title.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "project".to_owned() } else { parts.join("-") }
}
