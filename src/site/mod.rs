//! The site: which pages there are, in which order projects stand, and who belongs to whom. Pure; formats nothing.

pub mod compose;
pub mod data;
pub mod plan;
pub mod render;
pub mod theme;
pub mod views;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::diag::Held;
use crate::lang::Lang;
use crate::model::Content;
use crate::model::funds::Basis;
use crate::model::project::{Head, Project};
use crate::packed::Packed;
use crate::rules::{Lost, Verdict};
use crate::source::Sources;
use crate::syntax::markdown;
use compose::gathered::disagreements::Disagreements;
use compose::gathered::losses::Losses;
use compose::gathered::{disagreements, losses};
use compose::lists::listing::Listing;
use compose::lists::rollup;
use compose::project::known;
use plan::found::Found;
use plan::order::NEWEST;
use plan::outputs::{self, Output};
pub use plan::pages::{Group, ListPage, Page, Series};
use plan::pages::{INDEX, PAGE_LENGTH};
use plan::ranks::Ranks;
use plan::row::Row;
use theme::Theme;
use views::ProjectRow;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// All texts.
    pub sources: Sources,
    /// What they mean; projects in the order of the site, newest first.
    pub content: Content,
    /// What renders them.
    pub theme: Theme,
    /// The search index's files, once they were asked for one by one.
    pub search: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// The tables of all projects, likewise.
    pub data: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// Index of each project, by id.
    index_of: FxHashMap<String, usize>,
    /// What was found of each project and elsewhere.
    found: Found,
    /// What lists and sums need of each project.
    rows: Vec<Arc<Row>>,
    /// What lists show of each project, once it was asked for: most stand in a dozen of them.
    listed: Vec<OnceLock<Packed<ProjectRow>>>,
    /// The places of projects in other orders than the site's own, once they were asked for.
    ranks: OnceLock<Ranks>,
    /// Indices of the same project in several years, newest first.
    series: BTreeMap<Series, Vec<usize>>,
    /// How often points were lost, by rubric.
    lost: BTreeMap<String, usize>,
    /// Where points were lost, by rubric, once it was asked for.
    losses: OnceLock<BTreeMap<String, Losses>>,
    /// Differences by year and by agency, likewise.
    disagreements: OnceLock<Disagreements>,
    /// Headings of the glossary and their addresses below the root.
    glossary: BTreeMap<String, String>,
    /// Indices of projects, by group.
    groups: BTreeMap<Group, Listing>,
    /// All projects.
    everything: Listing,
    /// What is made, by path below the site's root.
    outputs: BTreeMap<String, Output>,
}

/// What is kept of one project; the whole of it is not.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What others ask for.
    pub head: Arc<Head>,
    /// What lists and sums need of it.
    pub row: Arc<Row>,
    /// What is found of it.
    pub verdict: Arc<Verdict>,
}

impl Site {
    /// What other pages than its own need of a project.
    pub fn row(sources: &Sources, content: &Content, project: &Project) -> Row {
        known::row(sources, content, project)
    }

    /// Plans a site of its projects: orders them and gathers groups. `elsewhere` is what was found of none of them, `lost` says
    /// what cannot be said of them.
    pub fn plan(
        sources: Sources,
        mut content: Content,
        elsewhere: Vec<Arc<Held>>,
        lost: Lost,
        mut projects: Vec<Kept>,
        theme: Theme,
    ) -> Site {
        projects.sort_by(|Kept { head: a, .. }, Kept { head: b, .. }| {
            b.year.value.cmp(&a.year.value).then_with(|| a.id.cmp(&b.id))
        });
        content.projects = projects.iter().map(|project| Arc::clone(&project.head)).collect();
        let (rows, verdicts): (Vec<Arc<Row>>, Vec<Arc<Verdict>>) =
            projects.into_iter().map(|Kept { row, verdict, .. }| (row, verdict)).unzip();
        let found = Found::new(elsewhere, verdicts, lost);
        let index_of: FxHashMap<String, usize> =
            content.projects.iter().enumerate().map(|(index, project)| (project.id.clone(), index)).collect();
        let mut groups: FxHashMap<&Group, Vec<usize>> = FxHashMap::default();
        let mut series: BTreeMap<&Series, Vec<usize>> = BTreeMap::new();
        let regions: Vec<Vec<Group>> = content.projects.iter().map(|project| regions(&content, project)).collect();
        for (index, row) in rows.iter().enumerate() {
            row.groups.iter().chain(&regions[index]).for_each(|group| groups.entry(group).or_default().push(index));
            row.series.iter().for_each(|of| series.entry(of).or_default().push(index));
        }
        groups.retain(|group, projects| match group {
            Group::Grade(_) => projects.len() > NEWEST,
            Group::Rubric(id) => projects.len() > NEWEST && content.rubrics.contains_key(id),
            _ => true,
        });
        // Of one year alone there is no history.
        series.retain(|_, of| {
            of.iter().any(|index| content.projects[*index].year.value != content.projects[of[0]].year.value)
        });
        let groups = groups.into_iter().map(|(group, projects)| (group.clone(), Listing::of(projects))).collect();
        let series = series.into_iter().map(|(series, projects)| (series.clone(), projects)).collect();
        let everything = Listing::of((0..content.projects.len()).collect());
        let glossary = glossary(&sources, &content);
        let lost = losses::counts(&rows);
        let mut site = Site {
            sources,
            content,
            theme,
            search: OnceLock::new(),
            data: OnceLock::new(),
            index_of,
            found,
            everything,
            listed: vec![OnceLock::new(); rows.len()],
            rows,
            ranks: OnceLock::new(),
            series,
            lost,
            losses: OnceLock::new(),
            disagreements: OnceLock::new(),
            glossary,
            groups,
            outputs: BTreeMap::new(),
        };
        site.outputs = outputs::plan(&site);
        site
    }

    /// What is made of the site, with its path below the root: all but the files of [`outputs::Bundle`]s. Checks every project.
    pub fn outputs(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.outputs.iter().chain(self.further_pages()).map(|(path, output)| (path.as_str(), output))
    }

    /// What the file of a path is. Only where a page of findings is meant all projects are checked for that.
    pub fn output(&self, path: &str) -> Option<&Output> {
        let further = || path.starts_with(&self.folder(&Page::Quality(0))).then(|| self.further_pages().get(path))?;
        self.outputs.get(path).or_else(further)
    }

    /// The language of its pages.
    pub fn lang(&self) -> Lang {
        self.content.settings.language
    }

    /// The groups that have pages, with their projects: agencies, departments, regions, years
    /// newest first, then grades and rubrics with many projects.
    pub fn groups(&self) -> impl Iterator<Item = (&Group, &[usize])> {
        self.groups.iter().map(|(group, listing)| (group, listing.projects()))
    }

    /// All projects.
    pub fn everything(&self) -> &[usize] {
        self.everything.projects()
    }

    /// The projects of a group.
    pub fn projects_of(&self, group: &Group) -> &[usize] {
        self.groups.get(group).map_or(&[], Listing::projects)
    }

    /// The whole of a project, read anew.
    pub fn project(&self, index: usize) -> Project {
        self.content.project(&self.sources, &self.content.projects[index])
    }

    /// One of a project's totals in yuan.
    fn yuan(&self, index: usize, basis: Basis) -> Option<Decimal> {
        let funds = self.rows[index].funds.as_ref()?;
        funds.unit.value.in_yuan(funds.total.amount(basis)?.value)
    }

    /// The places of projects in other orders than the site's own.
    fn ranks(&self) -> &Ranks {
        self.ranks.get_or_init(|| Ranks::new(&self.rows))
    }

    /// Where points were lost, by rubric.
    fn losses(&self) -> &BTreeMap<String, Losses> {
        self.losses.get_or_init(|| losses::gather(&self.content, &self.rows))
    }

    /// Where figures do not agree.
    fn disagreements(&self) -> &Disagreements {
        self.disagreements.get_or_init(|| disagreements::gather(&self.content, self.findings(), &self.index_of))
    }

    /// The same project in every year that the site has, newest first; empty where it is known of one year only.
    pub fn years_of(&self, project: &Head) -> &[usize] {
        self.series_of(project).map_or(&[], |series| self.years_of_series(&series))
    }

    /// The series of several years, with their projects, newest first.
    pub fn series(&self) -> impl Iterator<Item = (&Series, &[usize])> {
        self.series.iter().map(|(series, projects)| (series, projects.as_slice()))
    }

    /// The projects of a series, newest first.
    pub fn years_of_series(&self, series: &Series) -> &[usize] {
        self.series.get(series).map_or(&[], Vec::as_slice)
    }

    /// The series of several years that a project belongs to.
    pub fn series_of(&self, project: &Head) -> Option<Series> {
        self.rows[self.index_of(&project.id)?].series.clone().filter(|series| self.series.contains_key(series))
    }

    /// The series of several years of an agency.
    pub fn series_of_agency<'a>(&'a self, agency: &'a str) -> impl Iterator<Item = &'a Series> {
        let first = Series { agency: agency.to_owned(), id: String::new() };
        self.series.range(first..).map(|(series, _)| series).take_while(move |series| series.agency == agency)
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
}

/// The region that a project is in, and all that this belongs to.
fn regions(content: &Content, project: &Head) -> Vec<Group> {
    content.regions_of(project).into_iter().map(|code| Group::Region(code.to_owned())).collect()
}

/// The text page that explains words, each under a heading of its own.
const GLOSSARY: &str = "glossary";

fn glossary(sources: &Sources, content: &Content) -> BTreeMap<String, String> {
    let page = content.pages.iter().find(|page| page.name == GLOSSARY);
    let headings = page.map(|page| markdown::render(&sources.text(page.file)).headings).unwrap_or_default();
    let address = |id: String| format!("pages/{GLOSSARY}/{INDEX}#{id}");
    headings.into_iter().map(|heading| (heading.text, address(heading.id))).collect()
}
