//! Of which files the site consists, and what makes each: the one table that a build walks over and the preview looks up.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::project::Head;
use crate::site::Site;
use crate::site::plan::pages::{Group, PAGE_LENGTH, Page};
use crate::site::plan::sitemaps;

/// What a file of the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A page.
    Page(Page),
    /// The data of the project of an index.
    Project(usize),
    /// A file of a group: its name.
    Group(Group, &'static str),
    /// The feed of the newest projects, of the site or of a group.
    Feed(Option<Group>),
    /// A part of the site map, or the whole: its name.
    Sitemap(String),
    /// A file of the theme.
    Static,
}

/// Files that are made together, since each holds something of the others. Which there are is known once they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// The tables of all projects.
    Data,
    /// The search index.
    Search,
}

impl Bundle {
    /// Every one.
    pub const ALL: [Bundle; 2] = [Bundle::Data, Bundle::Search];

    /// The folder of its files below the site's root.
    pub fn folder(self) -> &'static str {
        match self {
            Bundle::Data => "data/",
            Bundle::Search => "search/",
        }
    }
}

/// The name of a feed.
pub const FEED: &str = "feed.xml";

/// The names of the files of a group of so many projects. The rows of a list on one page are there for a spreadsheet and nothing
/// else: there are many such groups, and making a workbook costs more than the page of the list.
pub fn group_files(length: usize) -> &'static [&'static str] {
    match length {
        0..=PAGE_LENGTH => &["projects.csv"],
        _ => &["projects.csv", "projects.json", "projects.xlsx"],
    }
}

/// Where the data of a project lies below the site's root.
pub fn project_data(project: &Head) -> String {
    format!("projects/{}/data.json", project.id)
}

/// Every file of a site but those of bundles and the further pages of findings, by path below its root.
pub(in crate::site) fn plan(site: &Site) -> BTreeMap<String, Output> {
    let pages = site.pages().into_par_iter().map(|page| (site.path(&page), Output::Page(page)));
    let mut outputs: BTreeMap<String, Output> = pages.collect();
    for (index, project) in site.content.projects.iter().enumerate() {
        outputs.insert(project_data(project), Output::Project(index));
    }
    for (group, projects) in site.groups() {
        for name in group_files(projects.len()) {
            outputs.insert(group.beside(name), Output::Group(group.clone(), name));
        }
        if group.has_feed() {
            outputs.insert(group.beside(FEED), Output::Feed(Some(group.clone())));
        }
    }
    outputs.insert(FEED.to_owned(), Output::Feed(None));
    outputs.extend(sitemaps::files(site).into_iter().map(|(name, ..)| (name.clone(), Output::Sitemap(name))));
    outputs.extend(site.theme.statics().keys().map(|path| (path.clone(), Output::Static)));
    outputs
}
