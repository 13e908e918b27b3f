//! What search engines read of a page: JSON-LD in the words of schema.org. States what the publisher and the report state,
//! and nothing where they state nothing.

use serde_json::{Map, Value, json};

use crate::address;
use crate::model::project::Project;
use crate::site::compose::project::originals;
use crate::site::data;
use crate::site::plan::outputs::project_data;
use crate::site::plan::pages::INDEX;
use crate::site::render::root;
use crate::site::views::Link;
use crate::site::{Group, Page, Site};
use crate::source::value_of;

/// What a page, that of `project` where there is one, says of itself, ready to stand in a `script` element, which is data there and runs nothing. `trail` is the
/// way to the page from the home page, both included.
pub(in crate::site) fn page(
    site: &Site,
    page: &Page,
    project: Option<&Project>,
    description: &str,
    trail: &[Link],
) -> Option<String> {
    let addresses = Addresses { site, root: root(site, page) };
    let subject = match (project, page) {
        (Some(project), _) => report(&addresses, project, description, page),
        (None, Page::Data) => dataset(&addresses, page),
        _ => return None,
    };
    let graph = json!({ "@context": "https://schema.org", "@graph": [subject, way(&addresses, trail)] });
    // Nothing in it can end the element.
    Some(graph.to_string().replace('<', "\\u003c"))
}

/// Addresses as the page names them: absolute where the site knows its own, relative to the page where it does not.
struct Addresses<'a> {
    site: &'a Site,
    root: String,
}

impl Addresses<'_> {
    fn of(&self, path: &str) -> String {
        match &self.site.content.settings.base_url {
            Some(base) => format!("{base}{}", path.strip_suffix(INDEX).unwrap_or(path)),
            None => format!("{}{path}", self.root),
        }
    }
}

/// Puts an object of schema.org together from what is known.
fn thing(kind: &str, properties: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let known = properties.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let mut thing: Map<String, Value> = known.collect();
    thing.insert("@type".to_owned(), json!(kind));
    Value::Object(thing)
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

fn organization(name: &str) -> Value {
    thing("Organization", [("name", text(name))])
}

/// The evaluation of a project as it is published here.
fn report(addresses: &Addresses<'_>, project: &Project, description: &str, page: &Page) -> Value {
    let site = addresses.site;
    let name_of = |id: &str| site.name_of(&Group::Agency(id.to_owned()));
    let record = &project.disclosure;
    let rater = project.leading_evaluation().and_then(|evaluation| value_of(&evaluation.organisation));
    let publisher = record.publisher.as_ref().or(site.content.settings.publisher.as_ref());
    let revised = project.revisions.iter().map(|revision| revision.date.value).max();
    let identifier = record.document_number.as_ref().or(record.index_number.as_ref());
    let based_on: Vec<Value> = originals(site, project)
        .into_iter()
        .map(|original| {
            let address = json!(addresses.of(&original.link.href));
            let properties = [("contentUrl", Some(address)), ("sha256", text(&original.sha256))];
            thing("MediaObject", properties.into_iter().chain([("name", text(&original.link.text))]))
        })
        .collect();
    let data = [
        ("contentUrl", Some(json!(addresses.of(&address::of_path(&project_data(project)))))),
        ("encodingFormat", text("application/json")),
    ];
    thing(
        "Report",
        [
            ("name", text(&project.title.value)),
            ("description", text(description)),
            ("url", Some(json!(addresses.of(&site.address(page))))),
            ("inLanguage", text(site.lang().tag())),
            ("temporalCoverage", Some(json!(project.year.value.to_string()))),
            ("about", Some(organization(&name_of(&project.agency.value)))),
            ("author", rater.map(|name| organization(&name))),
            ("publisher", publisher.map(|name| organization(name))),
            ("datePublished", record.published.as_ref().map(|date| json!(date.value.to_string()))),
            ("dateModified", revised.map(|date| json!(date.to_string()))),
            ("identifier", identifier.and_then(|number| text(number))),
            ("license", licence(site)),
            ("isBasedOn", (!based_on.is_empty()).then_some(Value::Array(based_on))),
            ("encoding", Some(thing("MediaObject", data))),
        ],
    )
}

/// Everything that can be taken away.
fn dataset(addresses: &Addresses<'_>, page: &Page) -> Value {
    let site = addresses.site;
    let settings = &site.content.settings;
    let files = data::view(site).files.into_iter().map(|file| {
        let properties = [
            ("name", text(&file.link.text)),
            ("description", text(&file.description)),
            ("contentUrl", Some(json!(addresses.of(&file.link.href)))),
            ("encodingFormat", text(data::media_type(&file.link.text))),
        ];
        thing("DataDownload", properties)
    });
    thing(
        "Dataset",
        [
            ("name", text(&settings.title)),
            ("description", text(&settings.description)),
            ("url", Some(json!(addresses.of(&site.address(page))))),
            ("inLanguage", text(site.lang().tag())),
            ("temporalCoverage", data::years(site).map(|(first, last)| json!(format!("{first}/{last}")))),
            ("publisher", settings.publisher.as_ref().map(|name| organization(name))),
            ("license", licence(site)),
            ("distribution", Some(files.collect())),
        ],
    )
}

fn licence(site: &Site) -> Option<Value> {
    let licence = site.content.settings.licence.as_ref()?;
    Some(match &licence.url {
        Some(url) => json!(url),
        None => thing("CreativeWork", [("name", text(&licence.name))]),
    })
}

/// The way to the page.
fn way(addresses: &Addresses<'_>, trail: &[Link]) -> Value {
    let steps = (1..).zip(trail).map(|(position, link)| {
        let address = json!(addresses.of(&link.href));
        thing("ListItem", [("position", Some(json!(position))), ("name", text(&link.text)), ("item", Some(address))])
    });
    thing("BreadcrumbList", [("itemListElement", Some(steps.collect()))])
}
