//! Which kinds of pages there are, and where each lies below the site's root. Makes none.

use std::cmp::Reverse;

use crate::address;
use crate::model::project::Head;
use crate::site::Site;
use crate::site::plan::grades::Rank;
use crate::site::plan::order::Order;

/// A group of projects that has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    Grade(Rank),
    /// Evaluated by a rubric, where the rubric's page has no room for all of them.
    Rubric(String),
}

/// The same project of an agency over the years. The same word at another agency is another project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series {
    /// The agency.
    pub agency: String,
    /// What its files call it.
    pub id: String,
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

/// By what lost points are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The year.
    Year,
    /// The agency.
    Agency,
}

impl By {
    /// Both.
    pub const ALL: [By; 2] = [By::Year, By::Agency];

    /// The folder of its lists below that of a rubric's lost points.
    pub(in crate::site) fn folder(self) -> &'static str {
        match self {
            By::Year => "",
            By::Agency => "by-agency/",
        }
    }

    pub(in crate::site) fn of(self, project: &Head) -> Group {
        match self {
            By::Year => Group::Year(Reverse(project.year.value)),
            By::Agency => Group::Agency(project.agency.value.clone()),
        }
    }
}

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Home,
    /// `/projects/`. Long lists are cut into pages, `/projects/page-2/` and so on, and stand in several orders,
    /// `/projects/by-budget/`.
    Projects(ListPage),
    /// `/projects/<year>/<slug>/`, by index.
    Project(usize),
    /// `/agencies/`: agencies, departments and regions.
    Agencies,
    /// `/agencies/<id>/`, `/departments/<id>/`, `/regions/<code>/`, `/years/<year>/`, `/grades/<rank>/`,
    /// `/rubrics/<id>/projects/`.
    Group(Group, ListPage),
    /// `/series/<agency>/<id>/`
    Series(Series),
    /// `/grades/`
    Grades,
    /// `/rubrics/<id>/`
    Rubric(String),
    /// `/rubrics/<id>/lost/`, `/rubrics/<id>/lost/by-agency/`, by number from 0: the projects that lost points by a rubric.
    Lost(String, By, usize),
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

/// The file of a page in its folder.
pub(in crate::site) const INDEX: &str = "index.html";

/// The page for wrong addresses, which has no folder.
const NOT_FOUND: &str = "404.html";

/// How many entries of a list stand on one page.
pub(crate) const PAGE_LENGTH: usize = 50;

/// How many rows that open stand on one page, as those of findings and of lost points do.
pub(crate) const ROWS_LENGTH: usize = 30;

impl Page {
    /// Whether a page stands in site maps: further pages of a list do not, nor does the one for wrong addresses.
    pub(in crate::site) fn is_listed(&self) -> bool {
        match self {
            Page::Projects(part) | Page::Group(_, part) => *part == ListPage::FIRST,
            Page::Quality(number) | Page::Lost(_, By::Year, number) => *number == 0,
            Page::Lost(..) => false,
            page => *page != Page::NotFound,
        }
    }
}

impl Site {
    /// Every page, in a fixed order, but those of findings beyond the first: how many there are is known once all projects are
    /// checked.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::Home];
        pages.extend(list_pages(None, self.content.projects.len(), Page::Projects));
        pages.extend((0..self.content.projects.len()).map(Page::Project));
        pages.push(Page::Agencies);
        for (group, projects) in self.groups() {
            pages.extend(list_pages(Some(group), projects.len(), |page| Page::Group(group.clone(), page)));
        }
        pages.extend(self.series().map(|(series, _)| Page::Series(series.clone())));
        pages.push(Page::Grades);
        pages.extend(self.content.rubrics.keys().cloned().map(Page::Rubric));
        for (id, n) in &self.lost {
            pages.extend(
                By::ALL.iter().flat_map(|by| paged(*n, ROWS_LENGTH, |number| Page::Lost(id.clone(), *by, number))),
            );
        }
        pages.push(Page::Rules);
        pages.extend([Page::Quality(0), Page::Search, Page::Compare, Page::Data]);
        pages.extend((0..self.content.pages.len()).map(Page::Text));
        pages.extend([Page::Sitemap, Page::NotFound]);
        pages
    }

    /// The folder of a page below the site's root: `projects/2019/x/`, nothing at the top.
    pub(in crate::site) fn folder(&self, page: &Page) -> String {
        match page {
            Page::Home | Page::NotFound => String::new(),
            Page::Projects(page) => listed("projects/", *page),
            Page::Project(index) => format!("projects/{}/", self.content.projects[*index].id),
            Page::Agencies => "agencies/".to_owned(),
            Page::Group(group, page) => listed(&group.folder(), *page),
            Page::Series(Series { agency, id }) => format!("series/{agency}/{id}/"),
            Page::Grades => "grades/".to_owned(),
            Page::Rubric(id) => format!("rubrics/{id}/"),
            Page::Lost(id, by, number) => numbered(&format!("rubrics/{id}/lost/{}", by.folder()), *number),
            Page::Rules => "rules/".to_owned(),
            Page::Quality(number) => numbered("quality/", *number),
            Page::Search => "search/".to_owned(),
            Page::Compare => "compare/".to_owned(),
            Page::Data => "data/".to_owned(),
            Page::Text(index) => format!("pages/{}/", self.content.pages[*index].name),
            Page::Sitemap => "sitemap/".to_owned(),
        }
    }

    /// Where a page lies below the site's root: `projects/2019/x/index.html`.
    pub fn path(&self, page: &Page) -> String {
        match page {
            Page::NotFound => NOT_FOUND.to_owned(),
            _ => self.folder(page) + INDEX,
        }
    }

    /// The address of a page below the site's root.
    pub fn address(&self, page: &Page) -> String {
        address::of_path(&self.path(page))
    }

    /// The address of a page below the site's root as it is told to others: that of its folder.
    pub(in crate::site) fn short_address(&self, page: &Page) -> String {
        match page {
            Page::NotFound => NOT_FOUND.to_owned(),
            _ => address::of_path(&self.folder(page)),
        }
    }
}

impl Group {
    /// The folder of the group's page below the site's root.
    fn folder(&self) -> String {
        match self {
            Group::Agency(id) => format!("agencies/{id}/"),
            Group::Department(id) => format!("departments/{id}/"),
            Group::Region(code) => format!("regions/{code}/"),
            Group::Year(Reverse(year)) => format!("years/{year}/"),
            Group::Grade(rank) => format!("grades/{}/", rank.key()),
            Group::Rubric(id) => format!("rubrics/{id}/projects/"),
        }
    }

    /// The address of the group's page below the site's root.
    pub fn address(&self) -> String {
        address::of_path(&self.beside(INDEX))
    }

    /// The address of the group's folder below the site's root.
    pub(in crate::site) fn short_address(&self) -> String {
        address::of_path(&self.folder())
    }

    /// Where a file beside the group's page lies: `agencies/x/projects.csv`.
    pub fn beside(&self, name: &str) -> String {
        self.folder() + name
    }

    /// Whether the group has a feed of its own: agencies and years.
    pub fn has_feed(&self) -> bool {
        matches!(self, Group::Agency(_) | Group::Year(_))
    }
}

/// The pages that a list of `length` entries takes, so many on each; an empty list has one.
fn paged(length: usize, on_each: usize, page: impl Fn(usize) -> Page) -> impl Iterator<Item = Page> {
    (0..length.div_ceil(on_each).max(1)).map(page)
}

/// The pages that so many findings take beyond the first.
pub(in crate::site) fn further_of_findings(length: usize) -> impl Iterator<Item = Page> {
    paged(length, ROWS_LENGTH, Page::Quality).skip(1)
}

/// The orders in which the list of a group, or of all projects, stands in pages of its own. A list on one page is sorted by its
/// script, and seen whole without one; but no script compares scores, so that the list of a rubric always stands in their order.
/// Of a year one asks for the highest score; elsewhere that order would only repeat the lists of the rubrics. A grade or a rubric
/// says nothing of money.
pub(in crate::site) fn orders(group: Option<&Group>, length: usize) -> &'static [Order] {
    match group {
        Some(Group::Rubric(_)) => &[Order::Newest, Order::Score],
        _ if length <= PAGE_LENGTH => &[Order::Newest],
        Some(Group::Grade(_)) => &[Order::Newest],
        Some(Group::Year(_)) => &[Order::Newest, Order::Score, Order::Budget],
        Some(Group::Agency(_) | Group::Department(_) | Group::Region(_)) | None => &[Order::Newest, Order::Budget],
    }
}

/// The pages that a list of projects takes in all its orders.
fn list_pages(group: Option<&Group>, length: usize, page: impl Fn(ListPage) -> Page) -> Vec<Page> {
    let orders = orders(group, length).iter();
    orders.flat_map(|order| paged(length, PAGE_LENGTH, |number| page(ListPage { order: *order, number }))).collect()
}

fn listed(first: &str, page: ListPage) -> String {
    numbered(&format!("{first}{}", page.order.folder()), page.number)
}

fn numbered(first: &str, number: usize) -> String {
    match number {
        0 => first.to_owned(),
        number => format!("{first}page-{}/", number + 1),
    }
}
