//! A page of a site → its HTML: chooses the template, frames it, hands it its view. A pure function of the site.

mod foreign;
pub mod government;
mod json_ld;

use std::cmp::Reverse;

use serde::Serialize;

use crate::address;
use crate::lang::{Lang, Message};
use crate::model::INCLUDE;
use crate::model::project::Project;
use crate::site::compose::gathered::losses;
use crate::site::compose::lists::groups;
use crate::site::compose::pages::{home, quality, sitemap, standards};
use crate::site::compose::project::history;
use crate::site::compose::{lists, project};
use crate::site::plan::order::Order;
use crate::site::plan::outputs::FEED;
use crate::site::plan::pages::By;
use crate::site::plan::sitemaps::{self, SITEMAP};
use crate::site::theme::TemplateError;
use crate::site::views::{
    Chrome, EmptyView, FeedEntry, FeedView, IncludeView, Link, NavItem, ProjectView, SiteView, SitemapXmlView,
    TermsView, TextView,
};
use crate::site::{Group, ListPage, Page, Site, data};
use crate::syntax::fields::Date;
use crate::syntax::markdown;

/// The HTML of a page.
///
/// # Errors
/// When the template cannot be rendered.
pub fn page(site: &Site, page: &Page) -> Result<String, TemplateError> {
    match page {
        Page::Home => render(site, page, "home", &home::home(site)),
        Page::Projects(part) => render(site, page, "list", &lists::projects(site, *part)),
        Page::Project(index) => {
            let project = site.project(*index);
            project_page(site, *index, &project, &project_view(site, *index, &project))
        }
        Page::Agencies => render(site, page, "groups", &groups::agencies(site)),
        Page::Group(group, part) => render(site, page, "list", &lists::group(site, group, *part)),
        Page::Series(series) => render(site, page, "series", &history::series(site, series)),
        Page::Grades => render(site, page, "grades", &standards::grades(site)),
        Page::Rubric(id) => render(site, page, "rubric", &standards::rubric(site, id)),
        Page::Lost(id, by, number) => render(site, page, "lost", &losses::list(site, id, *by, *number)),
        Page::Rules => render(site, page, "rules", &standards::rules(site)),
        Page::Quality(number) => render(site, page, "quality", &quality::quality(site, *number)),
        Page::Search => render(site, page, "search", &EmptyView {}),
        Page::Compare => render(site, page, "compare", &EmptyView {}),
        Page::Data => render(site, page, "data", &data::view(site)),
        Page::Text(index) => {
            let text = &site.sources.text(site.content.pages[*index].file);
            render(site, page, "page", &TextView { html: markdown::render(text).html })
        }
        Page::Sitemap => render(site, page, "sitemap", &sitemap::sitemap(site, |page| title(site, page))),
        // It stands at any depth: without the path of the root no link of it would be right everywhere.
        Page::NotFound if site.content.settings.base_path.is_none() => {
            render(site, page, "404-unlinked", &EmptyView {})
        }
        Page::NotFound => render(site, page, "404", &EmptyView {}),
    }
}

/// What the page of a project shows.
pub fn project_view(site: &Site, index: usize, project: &Project) -> ProjectView {
    project::view(site, index, project)
}

/// The HTML of the page of a project, of which `view` is shown.
///
/// # Errors
/// When the template cannot be rendered.
pub fn project_page(site: &Site, index: usize, project: &Project, view: &ProjectView) -> Result<String, TemplateError> {
    render_about(site, &Page::Project(index), Some(project), "project", view)
}

/// A feed of the newest projects, of the whole site or of a group (Atom, RFC 4287). Every entry of a feed must have a day: a
/// project that states none is left out, for none is invented.
///
/// # Errors
/// When the template cannot be rendered.
pub fn feed(site: &Site, group: Option<&Group>) -> Result<String, TemplateError> {
    let base = site.content.settings.base_url.as_deref();
    let projects = group.map_or(site.everything(), |group| site.projects_of(group));
    let page = group.map_or(Page::Home, |group| Page::Group(group.clone(), ListPage::FIRST));
    let absolute = |href: &str| format!("{}{href}", base.map_or_else(|| root(site, &page), str::to_owned));
    let dated = projects.iter().filter_map(|index| Some((site.rows[*index].last_day?, *index)));
    let mut dated: Vec<(Date, usize)> = dated.collect();
    dated.sort_by_key(|(day, _)| Reverse(*day));
    let entries: Vec<FeedEntry> = dated
        .into_iter()
        .take(FEED_ENTRIES)
        .map(|(day, index)| {
            let project = &site.content.projects[index];
            let page = Page::Project(index);
            let Link { text, href } = link(site, &page);
            FeedEntry {
                id: address::of_path(&format!("projects/{}/", project.id)),
                link: Link { text, href: absolute(&href) },
                updated: day.to_string(),
                summary: description(site, &page),
            }
        })
        .collect();
    let site_id = || format!("urn:gongshi:{}:", address::of_path(&site.content.settings.title));
    let view = FeedView {
        site_id: base.map_or_else(site_id, str::to_owned),
        id: group.map_or_else(String::new, Group::short_address),
        title: match group {
            Some(_) => format!("{} - {}", title(site, &page), site.content.settings.title),
            None => site.content.settings.title.clone(),
        },
        itself: absolute(&(site.short_address(&page) + FEED)),
        page: absolute(&site.address(&page)),
        updated: entries.first().map_or_else(|| NEVER.to_owned(), |newest| newest.updated.clone()),
        entries,
    };
    site.theme.render(FEED, &chrome(site, &page, None, "feed"), &view)
}

const FEED_ENTRIES: usize = 50;

/// When a feed without entries last changed: Atom asks for a time, and nobody takes the beginning of all for one.
const NEVER: &str = "1970-01-01";

/// One of the site maps, by its name.
///
/// # Errors
/// When the template cannot be rendered.
pub fn sitemap(site: &Site, name: &str) -> Result<String, TemplateError> {
    let (_, pages, parts) = sitemaps::files(site).into_iter().find(|(known, ..)| known == name).unwrap_or_default();
    let view = SitemapXmlView { base: site.content.settings.base_url.clone(), pages, parts };
    site.theme.render(SITEMAP, &chrome(site, &Page::Home, None, "sitemap"), &view)
}

fn render(site: &Site, page: &Page, kind: &'static str, view: &impl Serialize) -> Result<String, TemplateError> {
    render_about(site, page, None, kind, view)
}

/// As [`render`]; of the page of a project with the project.
fn render_about(
    site: &Site,
    page: &Page,
    project: Option<&Project>,
    kind: &'static str,
    view: &impl Serialize,
) -> Result<String, TemplateError> {
    let html = site.theme.render(&format!("{kind}.html"), &chrome(site, page, project, kind), view)?;
    Ok(match site.lang() {
        Lang::ZhCn => html,
        Lang::En => foreign::marked(&html),
    })
}

fn chrome(site: &Site, page: &Page, project: Option<&Project>, kind: &'static str) -> Chrome {
    let (title, description) = (title(site, page), description(site, page));
    let breadcrumbs = breadcrumbs(site, page);
    let home = Link { text: site.lang().word("nav-home"), href: site.address(&Page::Home) };
    let way: Vec<Link> = [home].into_iter().chain(breadcrumbs.iter().cloned()).chain([link(site, page)]).collect();
    Chrome {
        root: root(site, page),
        kind,
        meta: government::meta(site, page, project, &title, &description),
        linked_data: json_ld::page(site, page, project, &description, &way),
        title,
        description,
        address: address(site, page),
        share_image: share_image(site),
        site: site_view(site),
        nav: nav(site, page),
        breadcrumbs,
        terms: terms(site),
        include: IncludeView {
            head: included(site, "head"),
            header: included(site, "header"),
            footer: included(site, "footer"),
        },
    }
}

/// The way to the site's root. The page for wrong addresses stands at any depth: it needs the path on the host.
pub(super) fn root(site: &Site, page: &Page) -> String {
    match (page, &site.content.settings.base_path) {
        (Page::NotFound, Some(path)) => path.clone(),
        _ => "../".repeat(site.path(page).matches('/').count()),
    }
}

/// The absolute address of a page, where that of the site is known.
pub(super) fn address(site: &Site, page: &Page) -> Option<String> {
    let base = site.content.settings.base_url.as_ref()?;
    Some(base.clone() + &site.short_address(page))
}

/// The absolute address of the picture for links that are passed on, where that of the site is known.
pub(super) fn share_image(site: &Site) -> Option<String> {
    let base = site.content.settings.base_url.as_ref()?;
    Some(format!("{base}{}", site.theme.share_image()?))
}

fn terms(site: &Site) -> TermsView {
    let explained = |word: &str| site.explained(&site.lang().word(word)).map(str::to_owned);
    TermsView {
        execution_rate: explained("execution-rate"),
        rubric: explained("rubric"),
        rater: explained("rater"),
        recomputed: explained("recomputed"),
    }
}

fn included(site: &Site, part: &str) -> Option<String> {
    let file = site.sources.find(&format!("{INCLUDE}{part}.html"))?;
    Some(site.sources.text(file).to_string())
}

/// The title of a page, without the site's.
pub(super) fn title(site: &Site, page: &Page) -> String {
    let lang = site.lang();
    let paged = |title: String, number: usize| match number {
        0 => title,
        number => lang.say(&Message::new("title-paged").with("title", title).with("page", (number + 1).to_string())),
    };
    let listed = |title: String, part: ListPage| {
        let ordered = |id: &'static str| lang.say(&Message::new(id).with("title", title.as_str()));
        let title = match part.order {
            Order::Newest => title,
            Order::Score => ordered("title-by-score"),
            Order::Budget => ordered("title-by-budget"),
        };
        paged(title, part.number)
    };
    match page {
        Page::Home => site.content.settings.title.clone(),
        Page::Projects(part) => listed(lang.word("title-projects"), *part),
        Page::Project(index) => site.content.projects[*index].title.value.clone(),
        Page::Agencies => lang.word("title-agencies"),
        Page::Group(group @ Group::Year(_), part) => {
            listed(lang.say(&Message::new("title-year").with("name", site.name_of(group))), *part)
        }
        Page::Group(group @ Group::Grade(_), part) => {
            listed(lang.say(&Message::new("grade-projects").with("grade", site.name_of(group))), *part)
        }
        Page::Group(group @ Group::Rubric(_), part) => {
            listed(lang.say(&Message::new("title-rubric-projects").with("name", site.name_of(group))), *part)
        }
        Page::Group(group, part) => listed(site.name_of(group), *part),
        Page::Series(series) => history::title(site, series),
        Page::Grades => lang.word("title-grades"),
        Page::Rubric(id) => site.content.rubrics.get(id).map_or_else(|| id.clone(), |rubric| rubric.name.clone()),
        Page::Lost(id, by, number) => {
            let rubric = title(site, &Page::Rubric(id.clone()));
            let id = match by {
                By::Year => "title-lost",
                By::Agency => "title-lost-by-agency",
            };
            paged(lang.say(&Message::new(id).with("name", rubric)), *number)
        }
        Page::Rules => lang.word("title-rules"),
        Page::Quality(number) => paged(lang.word("title-quality"), *number),
        Page::Search => lang.word("title-search"),
        Page::Compare => lang.word("title-compare"),
        Page::Data => lang.word("title-data"),
        Page::Text(index) => site.content.pages[*index].title.clone(),
        Page::Sitemap => lang.word("title-sitemap"),
        Page::NotFound => lang.word("title-not-found"),
    }
}

fn description(site: &Site, page: &Page) -> String {
    match page {
        Page::Project(index) => {
            let project = &site.content.projects[*index];
            let message = Message::new("describe-project")
                .with("agency", site.name_of(&Group::Agency(project.agency.value.clone())))
                .with("year", project.year.value.to_string())
                .with("title", project.title.value.as_str());
            site.lang().say(&message)
        }
        Page::Group(group, _) => {
            let name = title(site, &Page::Group(group.clone(), ListPage::FIRST));
            let message = Message::new("describe-group").with("name", name);
            site.lang().say(&message.with("n", site.projects_of(group).len()))
        }
        Page::Series(series) => {
            let message = Message::new("describe-series")
                .with("agency", site.name_of(&Group::Agency(series.agency.clone())))
                .with("title", title(site, page));
            site.lang().say(&message)
        }
        _ => site.content.settings.description.clone(),
    }
}

fn site_view(site: &Site) -> SiteView {
    let settings = &site.content.settings;
    SiteView {
        title: settings.title.clone(),
        description: settings.description.clone(),
        lang: settings.language.tag(),
        publisher: settings.publisher.clone(),
        contact: settings.contact.clone(),
        licence: settings.licence.as_ref().map(|licence| licence.name.clone()),
        licence_url: settings.licence.as_ref().and_then(|licence| licence.url.clone()),
        pages: (0..site.content.pages.len()).map(|index| link(site, &Page::Text(index))).collect(),
        footer: government::footer(site),
    }
}

fn link(site: &Site, page: &Page) -> Link {
    Link { text: title(site, page), href: site.address(page) }
}

const NAV: [(&str, Page); 6] = [
    ("nav-home", Page::Home),
    ("nav-projects", Page::Projects(ListPage::FIRST)),
    ("nav-agencies", Page::Agencies),
    ("nav-grades", Page::Grades),
    ("nav-quality", Page::Quality(0)),
    ("nav-data", Page::Data),
];

fn nav(site: &Site, current: &Page) -> Vec<NavItem> {
    NAV.iter()
        .map(|(word, page)| NavItem {
            link: Link { text: site.lang().word(word), href: site.address(page) },
            current: page == current,
        })
        .collect()
}

fn breadcrumbs(site: &Site, page: &Page) -> Vec<Link> {
    let above = match page {
        Page::Project(index) => {
            let year = Group::Year(Reverse(site.content.projects[*index].year.value));
            vec![Page::Projects(ListPage::FIRST), Page::Group(year, ListPage::FIRST)]
        }
        Page::Projects(part) if *part != ListPage::FIRST => vec![Page::Projects(ListPage::FIRST)],
        Page::Group(group, part) if *part != ListPage::FIRST => vec![Page::Group(group.clone(), ListPage::FIRST)],
        Page::Group(Group::Year(_), _) => vec![Page::Projects(ListPage::FIRST)],
        Page::Group(Group::Grade(_), _) => vec![Page::Grades],
        Page::Group(Group::Rubric(id), _) => vec![Page::Grades, Page::Rubric(id.clone())],
        Page::Group(..) => vec![Page::Agencies],
        Page::Series(series) => {
            vec![Page::Agencies, Page::Group(Group::Agency(series.agency.clone()), ListPage::FIRST)]
        }
        Page::Rubric(_) => vec![Page::Grades],
        Page::Lost(id, ..) => vec![Page::Grades, Page::Rubric(id.clone())],
        Page::Rules => vec![Page::Quality(0)],
        _ => Vec::new(),
    };
    above.iter().map(|page| link(site, page)).collect()
}
