//! What rules for government sites ask of a page: meta tags, the record of disclosure, the items of the footer. Shows
//! what the publisher and the report state, and nothing where they state nothing.

use crate::lang::Message;
use crate::model::government::Government;
use crate::model::project::Project;
use crate::site::compose::project::disclosure::published;
use crate::site::views::{FooterItem, MetaView};
use crate::site::{Group, Page, Site, render};

/// Where the numbers of ICP records are looked up.
const ICP_REGISTER: &str = "https://beian.miit.gov.cn/";
/// Where the records of the public security organs are looked up, by their digits.
const POLICE_REGISTER: &str = "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=";

/// The meta tags of a page whose title and description are given: of the site on every page, of the column on all that
/// show something, of the article on the page of a project or a text. None without `[government]`.
pub(in crate::site) fn meta(
    site: &Site,
    page: &Page,
    project: Option<&Project>,
    title: &str,
    description: &str,
) -> Vec<MetaView> {
    let settings = &site.content.settings;
    let Some(government) = &settings.government else { return Vec::new() };
    let mut tags = Tags(Vec::new());
    tags.add("SiteName", government.site_name.clone().or_else(|| Some(settings.title.clone())));
    tags.add("SiteDomain", government.domain.clone());
    tags.add("SiteIDCode", government.site_id_code.clone());
    if *page == Page::NotFound {
        return tags.0;
    }
    let column = &government.column;
    tags.add("ColumnName", column.name.clone().or_else(|| Some(settings.title.clone())));
    tags.add("ColumnDescription", column.description.clone().or_else(|| Some(settings.description.clone())));
    tags.add("ColumnKeywords", Some(column.keywords.join(",")));
    tags.add("ColumnType", column.kind.clone());
    match (project, page) {
        (Some(project), _) => article(site, project, description, &mut tags),
        (None, Page::Text(_)) => {
            tags.add("ArticleTitle", Some(title.to_owned()));
            tags.add("ContentSource", settings.publisher.clone());
        }
        _ => return tags.0,
    }
    tags.add("Image", render::share_image(site));
    tags.add("Url", render::address(site, page));
    tags.0
}

fn article(site: &Site, project: &Project, description: &str, tags: &mut Tags) {
    let name = |id: &str| site.name_of(&Group::Agency(id.to_owned()));
    let agency = name(&project.agency.value);
    let record = &project.disclosure;
    tags.add("ArticleTitle", Some(project.title.value.clone()));
    tags.add("PubDate", published(record));
    tags.add("ContentSource", Some(record.publisher.clone().unwrap_or_else(|| agency.clone())));
    let departments = project.departments.iter().map(|department| name(&department.id.value));
    let others = [project.kind.clone(), record.topic.clone()].into_iter().flatten();
    let keywords: Vec<String> = std::iter::once(agency).chain(departments).chain(others).collect();
    tags.add("Keywords", Some(keywords.join(",")));
    let rater = project.leading_evaluation().and_then(|evaluation| evaluation.organisation.clone());
    tags.add("Author", rater.map(|organisation| organisation.value));
    tags.add("Description", Some(description.to_owned()));
}

/// Meta tags so far.
struct Tags(Vec<MetaView>);

impl Tags {
    /// Adds a tag where its value is known.
    fn add(&mut self, name: &'static str, value: Option<String>) {
        self.0.extend(value.filter(|value| !value.is_empty()).map(|content| MetaView { name, content }));
    }
}

/// The items of the footer. None without `[government]`.
pub(in crate::site) fn footer(site: &Site) -> Vec<FooterItem> {
    let lang = site.lang();
    let Some(government) = &site.content.settings.government else { return Vec::new() };
    let labelled = |id: &'static str, value: &String| lang.say(&Message::new(id).with("text", value.as_str()));
    let Government { organizer, hotline, site_id_code, icp, police_record, .. } = government;
    let plain = |id: &'static str, value: &Option<String>| {
        value.as_ref().map(|value| FooterItem { text: labelled(id, value), href: None })
    };
    let linked = |id: &str, href: &Option<String>| {
        href.as_ref().map(|href| FooterItem { text: lang.word(id), href: Some(href.clone()) })
    };
    [
        plain("footer-organizer", organizer),
        plain("footer-hotline", hotline),
        plain("footer-site-id-code", site_id_code),
        icp.as_ref().map(|number| FooterItem { text: number.clone(), href: Some(ICP_REGISTER.to_owned()) }),
        police_record.as_ref().map(|number| FooterItem { text: number.clone(), href: police_address(number) }),
        linked("footer-identity", &government.identity_link),
        linked("footer-error-report", &government.error_report_link),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn police_address(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("{POLICE_REGISTER}{digits}"))
}
