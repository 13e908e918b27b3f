//! The site: which pages there are, in which order projects stand, and who belongs to whom. Pure; formats nothing.

mod answer;
pub mod data;
mod entries;
pub mod excerpts;
mod figures;
pub mod government;
mod linked;
pub mod lists;
mod names;
pub mod order;
mod pictures;
pub mod project;
pub mod render;
pub mod rollup;
pub mod searchable;
pub mod tables;
pub mod theme;
pub mod views;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::address;
use crate::diag::Finding;
use crate::doc::markdown;
use crate::lang::Lang;
use crate::model::Content;
use crate::model::project::Project;
use crate::rules;
use crate::source::Sources;
use order::{NEWEST, Order, Ranks};
use theme::Theme;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// All texts.
    pub sources: Sources,
    /// What they mean; projects in the order of the site, newest first.
    pub content: Content,
    /// What was found, sorted by place.
    pub findings: Vec<Finding>,
    /// What was found and is for the clerks alone; no page and no file shows it.
    pub for_staff: Vec<Finding>,
    /// What renders them.
    pub theme: Theme,
    /// The search index's files, once they were asked for one by one.
    pub search: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// Index of each project, by id.
    index_of: BTreeMap<String, usize>,
    /// Indices of all findings, the severest first, within a level those of the newest projects.
    severest: Vec<usize>,
    /// Indices of a project's findings, by project id.
    findings_of: BTreeMap<String, Vec<usize>>,
    /// The places of projects in other orders than the site's own.
    ranks: Ranks,
    /// Indices of the same project in several years, newest first, by agency and series.
    series: BTreeMap<(String, String), Vec<usize>>,
    /// Headings of the glossary and their addresses below the root.
    glossary: BTreeMap<String, String>,
    /// Indices of projects, by group.
    groups: BTreeMap<Group, Vec<usize>>,
}

/// A group of projects that has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Carried out by an agency.
    Agency(String),
    /// Supervised by a department.
    Department(String),
    /// In a region or one that belongs to it.
    Region(String),
    /// Of a year; newest first.
    Year(Reverse<u32>),
    /// With the grade of a rank, where the page of all grades has no room for all of them.
    Grade(String),
    /// Evaluated by a rubric, where the rubric's page has no room for all of them.
    Rubric(String),
}

/// A page of a list of projects: in which order they stand, and its number from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPage {
    /// The order.
    pub order: Order,
    /// The number.
    pub number: usize,
}

impl ListPage {
    /// Where every list begins.
    pub const FIRST: ListPage = ListPage { order: Order::Newest, number: 0 };
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Home,
    /// `/projects/`. Long lists are cut into pages, `/projects/page-2/` and so on, and stand in several orders,
    /// `/projects/by-score/`.
    Projects(ListPage),
    /// `/projects/<year>/<slug>/`, by index.
    Project(usize),
    /// `/agencies/`: agencies, departments and regions.
    Agencies,
    /// `/agencies/<id>/`, `/departments/<id>/`, `/regions/<code>/`, `/years/<year>/`, `/grades/<rank>/`,
    /// `/rubrics/<id>/projects/`.
    Group(Group, ListPage),
    /// `/grades/`
    Grades,
    /// `/rubrics/<id>/`
    Rubric(String),
    /// `/rules/`
    Rules,
    /// `/quality/`, by number from 0.
    Quality(usize),
    /// `/search/`
    Search,
    /// `/compare/`
    Compare,
    /// `/data/`
    Data,
    /// `/pages/<name>/`, by index.
    Text(usize),
    /// `/sitemap/`
    Sitemap,
    /// `404.html`
    NotFound,
}

impl Site {
    /// Plans a site: orders projects, gathers groups and leaves out the findings that are for staff.
    pub fn plan(sources: Sources, mut content: Content, mut findings: Vec<Finding>, theme: Theme) -> Site {
        let for_staff = findings.extract_if(.., |finding| rules::is_for_staff(finding.rule)).collect();
        content.projects.sort_by(|a, b| b.year.value.cmp(&a.year.value).then_with(|| a.id.cmp(&b.id)));
        let mut findings_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, finding) in findings.iter().enumerate() {
            if let Some(project) = &finding.project {
                findings_of.entry(project.clone()).or_default().push(index);
            }
        }
        let index_of: BTreeMap<String, usize> =
            content.projects.iter().enumerate().map(|(index, project)| (project.id.clone(), index)).collect();
        let mut severest: Vec<usize> = (0..findings.len()).collect();
        severest.sort_by_key(|index| {
            let finding = &findings[*index];
            (Reverse(finding.severity), finding.project.as_ref().map_or(usize::MAX, |id| index_of[id]))
        });
        let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
        for (index, project) in content.projects.iter().enumerate() {
            let mut of = vec![Group::Agency(project.agency.value.clone()), Group::Year(Reverse(project.year.value))];
            of.extend(departments(project));
            of.extend(regions_of(&content, project).into_iter().map(Group::Region));
            let grade = figures::grade(&content, content.settings.language, project.leading_evaluation());
            of.push(Group::Grade(grade.rank));
            let rubrics: BTreeSet<&String> = project.evaluations.iter().map(|of| &of.rubric.value).collect();
            of.extend(rubrics.into_iter().cloned().map(Group::Rubric));
            for group in of {
                groups.entry(group).or_default().push(index);
            }
        }
        groups.retain(|group, projects| match group {
            Group::Grade(_) => projects.len() > NEWEST,
            Group::Rubric(id) => projects.len() > NEWEST && content.rubrics.contains_key(id),
            _ => true,
        });
        let mut series: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (index, project) in content.projects.iter().enumerate() {
            if let Some(key) = series_of(project) {
                series.entry(key).or_default().push(index);
            }
        }
        let glossary = glossary(&sources, &content);
        let ranks = Ranks::new(&content);
        let search = OnceLock::new();
        Site {
            sources,
            content,
            findings,
            for_staff,
            theme,
            search,
            index_of,
            severest,
            findings_of,
            ranks,
            series,
            glossary,
            groups,
        }
    }

    /// The language of its pages.
    pub fn lang(&self) -> Lang {
        self.content.settings.language
    }

    /// Every page, in a fixed order.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::Home];
        pages.extend(list_pages(self.content.projects.len(), Page::Projects));
        pages.extend((0..self.content.projects.len()).map(Page::Project));
        pages.push(Page::Agencies);
        for (group, projects) in &self.groups {
            pages.extend(list_pages(projects.len(), |page| Page::Group(group.clone(), page)));
        }
        pages.push(Page::Grades);
        pages.extend(self.content.rubrics.keys().cloned().map(Page::Rubric));
        pages.push(Page::Rules);
        pages.extend(paged(self.findings.len(), Page::Quality));
        pages.extend([Page::Search, Page::Compare, Page::Data]);
        pages.extend((0..self.content.pages.len()).map(Page::Text));
        pages.extend([Page::Sitemap, Page::NotFound]);
        pages
    }

    /// Where a page lies below the site's root: `projects/2019/x/index.html`.
    pub fn path(&self, page: &Page) -> String {
        match page {
            Page::Home => "index.html".to_owned(),
            Page::Projects(page) => listed("projects/index.html", *page),
            Page::Project(index) => format!("projects/{}/index.html", self.content.projects[*index].id),
            Page::Agencies => "agencies/index.html".to_owned(),
            Page::Group(group, page) => listed(&group.path(), *page),
            Page::Grades => "grades/index.html".to_owned(),
            Page::Rubric(id) => format!("rubrics/{id}/index.html"),
            Page::Rules => "rules/index.html".to_owned(),
            Page::Quality(number) => numbered("quality/index.html", *number),
            Page::Search => "search/index.html".to_owned(),
            Page::Compare => "compare/index.html".to_owned(),
            Page::Data => "data/index.html".to_owned(),
            Page::Text(index) => format!("pages/{}/index.html", self.content.pages[*index].name),
            Page::Sitemap => "sitemap/index.html".to_owned(),
            Page::NotFound => "404.html".to_owned(),
        }
    }

    /// The address of a page below the site's root.
    pub fn address(&self, page: &Page) -> String {
        address::of_path(&self.path(page))
    }

    /// The groups that have pages, with their projects: agencies, departments, regions, years
    /// newest first, then grades and rubrics with many projects.
    pub fn groups(&self) -> impl Iterator<Item = (&Group, &[usize])> {
        self.groups.iter().map(|(group, projects)| (group, projects.as_slice()))
    }

    /// Projects, which stand in the order of the site, in another.
    pub fn in_order(&self, projects: &[usize], order: Order) -> Vec<usize> {
        self.ranks.sorted(projects, order)
    }

    /// The projects of a group.
    pub fn projects_of(&self, group: &Group) -> &[usize] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// The findings about a project.
    pub fn findings_of(&self, project: &Project) -> impl Iterator<Item = &Finding> {
        self.findings_of.get(&project.id).into_iter().flatten().map(|index| &self.findings[*index])
    }

    /// All findings, the severest first.
    pub fn severest_findings(&self) -> Vec<&Finding> {
        self.severest.iter().map(|index| &self.findings[*index]).collect()
    }

    /// The same project in every year that the site has, newest first; empty where its file names no series.
    pub fn years_of(&self, project: &Project) -> &[usize] {
        series_of(project).and_then(|key| self.series.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Where the site's glossary explains a word, below the root.
    pub fn explained(&self, word: &str) -> Option<&str> {
        self.glossary.get(word).map(String::as_str)
    }

    /// The index of a project.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.index_of.get(id).copied()
    }

    /// What a group is called today.
    pub fn name_of(&self, group: &Group) -> String {
        match group {
            Group::Agency(id) | Group::Department(id) => {
                self.content.registry.agency(id).map_or(id.clone(), |agency| agency.name.clone())
            }
            Group::Region(code) => {
                self.content.registry.region(code).map_or(code.clone(), |region| region.name.clone())
            }
            Group::Year(Reverse(year)) => year.to_string(),
            Group::Grade(rank) => rollup::grade_of_rank(self, rank).text,
            Group::Rubric(id) => self.content.rubrics.get(id).map_or(id.clone(), |rubric| rubric.name.clone()),
        }
    }

    /// The code of the region a project is in, where one is known.
    pub fn region_of<'a>(&'a self, project: &'a Project) -> Option<&'a str> {
        region_of(&self.content, project)
    }

    /// The codes of the region a project is in and of all that it belongs to, the smallest first.
    pub fn regions_of(&self, project: &Project) -> Vec<String> {
        regions_of(&self.content, project)
    }
}

impl Group {
    /// Where the group's page lies below the site's root.
    pub fn path(&self) -> String {
        match self {
            Group::Agency(id) => format!("agencies/{id}/index.html"),
            Group::Department(id) => format!("departments/{id}/index.html"),
            Group::Region(code) => format!("regions/{code}/index.html"),
            Group::Year(Reverse(year)) => format!("years/{year}/index.html"),
            Group::Grade(rank) => format!("grades/{rank}/index.html"),
            Group::Rubric(id) => format!("rubrics/{id}/projects/index.html"),
        }
    }

    /// The address of the group's page below the site's root.
    pub fn address(&self) -> String {
        address::of_path(&self.path())
    }

    /// Where a file beside the group's page lies: `agencies/x/projects.csv`.
    pub fn beside(&self, name: &str) -> String {
        self.path().replace("index.html", name)
    }

    /// Whether the group has a feed of its own: agencies and years.
    pub fn has_feed(&self) -> bool {
        matches!(self, Group::Agency(_) | Group::Year(_))
    }
}

/// How many entries of a list stand on one page.
pub(crate) const PAGE_LENGTH: usize = 50;

/// The pages that a list of `length` entries takes; an empty list has one.
fn paged(length: usize, page: impl Fn(usize) -> Page) -> impl Iterator<Item = Page> {
    (0..length.div_ceil(PAGE_LENGTH).max(1)).map(page)
}

/// The pages that a list of projects takes in all its orders.
fn list_pages(length: usize, page: impl Fn(ListPage) -> Page) -> Vec<Page> {
    let orders = Order::of_list(length).iter();
    orders.flat_map(|order| paged(length, |number| page(ListPage { order: *order, number }))).collect()
}

fn listed(first: &str, page: ListPage) -> String {
    numbered(&first.replace("index.html", &format!("{}index.html", page.order.folder())), page.number)
}

fn numbered(first: &str, number: usize) -> String {
    match number {
        0 => first.to_owned(),
        number => first.replace("index.html", &format!("page-{}/index.html", number + 1)),
    }
}

/// The text page that explains words, each under a heading of its own.
const GLOSSARY: &str = "glossary";

fn glossary(sources: &Sources, content: &Content) -> BTreeMap<String, String> {
    let page = content.pages.iter().find(|page| page.name == GLOSSARY);
    let headings = page.map(|page| markdown::render(&sources.get(page.file).text).headings).unwrap_or_default();
    let address = |id: String| format!("pages/{GLOSSARY}/index.html#{id}");
    headings.into_iter().map(|heading| (heading.text, address(heading.id))).collect()
}

fn series_of(project: &Project) -> Option<(String, String)> {
    Some((project.agency.value.clone(), project.series.as_ref()?.value.clone()))
}

fn region_of<'a>(content: &'a Content, project: &'a Project) -> Option<&'a str> {
    let own = project.region.as_ref();
    let region = own.or_else(|| content.registry.agency(&project.agency.value)?.region.as_ref())?;
    Some(&region.value)
}

/// The departments that supervise a project.
fn departments(project: &Project) -> impl Iterator<Item = Group> {
    project.departments.iter().map(|department| Group::Department(department.id.value.clone()))
}

/// The project's region and all that it belongs to, the smallest first.
fn regions_of(content: &Content, project: &Project) -> Vec<String> {
    let mut regions: Vec<String> = Vec::new();
    let mut next = region_of(content, project);
    while let Some(code) = next {
        if regions.iter().any(|known| known == code) {
            break;
        }
        regions.push(code.to_owned());
        next = content.registry.region(code).and_then(|region| region.parent.as_ref()).map(|code| code.value.as_str());
    }
    regions
}
