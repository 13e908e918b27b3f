//! Lists of projects and of groups, their orders and pages.

use serde::Serialize;

use super::{Fact, GradeView, Link, Pair, PictureView, ProjectRow, RollUp};

/// A group in a list of groups.
#[derive(Clone, Debug, Serialize)]
pub struct GroupRow {
    /// Its page.
    pub link: Link,
    /// Other names, or the group it belongs to.
    pub note: Option<String>,
    /// Its figures.
    pub all: RollUp,
    /// Its projects by grade as a bar to one scale with the other groups, SVG for drawing only; in lists of years.
    pub bar: Option<String>,
}

/// A value of a filter of the search page.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The filter.
    pub filter: &'static str,
    /// Its value.
    pub value: String,
}

/// `list.html`: all projects, or those of an agency, department, region or year.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// What sort of group: `projects`, `agency`, `department`, `region`, `year`, `grade`, `rubric`.
    pub kind: &'static str,
    /// Facts about the group: its region.
    pub facts: Vec<Fact>,
    /// The names of an agency or department over the years, where it has had several.
    pub names: Vec<NameRow>,
    /// Related groups: departments of an agency, years.
    pub related: Vec<Link>,
    /// Figures, on the first page of the list.
    pub all: Option<RollUp>,
    /// Figures by year, newest first, on the first page of the list (not for a single year).
    pub by_year: Vec<GroupRow>,
    /// Scores over the years, a picture for each series and scale, on the first page of an agency's list.
    pub scores: Vec<PictureView>,
    /// The series of an agency, on the first page of its list.
    pub series: Vec<Link>,
    /// The projects of the whole list as a table in each form, where it is that of a group.
    pub downloads: Vec<Link>,
    /// Address of the list's own feed, where it has one.
    pub feed: Option<String>,
    /// The search page with this list chosen, where it can be searched and sorted there.
    pub search: Option<String>,
    /// What the search page is to choose to look through what these projects say, where the list is that of an agency, a
    /// department or a region with several.
    pub within: Option<Choice>,
    /// Which order it stands in: `newest`, `score`, `budget`.
    pub order: &'static str,
    /// The orders it can be read in; none where there is one.
    pub orders: Vec<OrderLink>,
    /// Whether the whole list stands on the page, in one piece, so that a script may put it in other orders there.
    pub sorts: bool,
    /// The projects of this page.
    pub parts: Vec<ListPart>,
    /// The pages of the list.
    pub pager: Pager,
}

/// An order of a list.
#[derive(Clone, Debug, Serialize)]
pub struct OrderLink {
    /// Its first page.
    pub link: Link,
    /// Whether the list stands in it.
    pub current: bool,
}

/// Projects of a list that belong together: of a year, or scored by one rubric.
#[derive(Clone, Debug, Serialize)]
pub struct ListPart {
    /// Fragment of its address: `year-2023`.
    pub id: Option<String>,
    /// What they have in common, where that must be said.
    pub heading: Option<Fact>,
    /// The projects.
    pub rows: Vec<ProjectRow>,
}

/// A name of an agency.
#[derive(Clone, Debug, Serialize)]
pub struct NameRow {
    /// What it is to the agency (曾用名, 接续机构), the name, and the page of another agency.
    pub name: Fact,
    /// The years in which it was used, as far as they are known: 2018–2020 年.
    pub years: String,
    /// How many reports of this site print it.
    pub reports: usize,
}

/// The pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// First entry on this page, from 1.
    pub from: usize,
    /// Last entry on this page.
    pub to: usize,
    /// Entries in all.
    pub total: usize,
    /// Links to the first, the last, and the nearby pages; empty when there is one page.
    pub links: Vec<PagerLink>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// Its number, from 1.
    pub link: Link,
    /// Whether it is the one shown.
    pub current: bool,
    /// Whether pages are left out before it.
    pub after_gap: bool,
}

/// `groups.html`: the lists of agencies (with departments and regions).
#[derive(Clone, Debug, Serialize)]
pub struct GroupsView {
    /// Each list with its heading.
    pub sections: Vec<GroupSection>,
}

/// One list of groups.
#[derive(Clone, Debug, Serialize)]
pub struct GroupSection {
    /// Fragment of its address: `agencies`.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// How many groups there are.
    pub n: usize,
    /// Those with the most projects, where there are many.
    pub largest: Vec<GroupRow>,
    /// The groups, by region where there are many.
    pub parts: Vec<GroupPart>,
    /// Groups that belong to one another as a tree, each after what it belongs to.
    pub tiles: Vec<Tile>,
}

/// Groups of one region.
#[derive(Clone, Debug, Serialize)]
pub struct GroupPart {
    /// The region; none over groups that are not told apart.
    pub heading: Option<String>,
    /// The groups.
    pub rows: Vec<GroupRow>,
}

/// A group in a tree.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// 0 for what belongs to nothing.
    pub depth: usize,
    /// The group.
    pub row: GroupRow,
}

/// `grades.html`: projects by grade.
#[derive(Clone, Debug, Serialize)]
pub struct GradesView {
    /// The whole site.
    pub all: RollUp,
    /// Each grade with its projects.
    pub sections: Vec<GradeSection>,
}

/// One grade.
#[derive(Clone, Debug, Serialize)]
pub struct GradeSection {
    /// The grade.
    pub grade: GradeView,
    /// Fragment of its address.
    pub id: String,
    /// What each rubric means by it.
    pub meanings: Vec<Pair>,
    /// How many projects have it.
    pub n: usize,
    /// The newest of them.
    pub rows: Vec<ProjectRow>,
    /// Where all of them are, when there are more.
    pub more: Option<Link>,
}
