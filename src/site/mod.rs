//! The site: which pages there are, in which order projects stand, and who belongs to whom. Pure; formats nothing.

pub mod compose;
pub mod data;
pub mod plan;
pub mod render;
pub mod theme;
pub mod views;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::diag::Finding;
use crate::doc::markdown;
use crate::lang::{Lang, Message};
use crate::model::Content;
use crate::model::project::Project;
use crate::rules;
use crate::source::Sources;
use compose::disagreements::Disagreements;
use compose::listing::Listing;
use compose::losses::Losses;
use compose::{disagreements, figures, losses, rollup};
use plan::order::{NEWEST, Ranks};
use plan::outputs::{self, Output};
pub use plan::pages::{Group, ListPage, Page, Series};
use plan::pages::{INDEX, PAGE_LENGTH};
use theme::Theme;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// All texts.
    pub sources: Sources,
    /// What they mean; projects in the order of the site, newest first.
    pub content: Content,
    /// What was found, sorted by place.
    pub findings: Vec<Arc<Finding>>,
    /// What was found and is for the clerks alone; no page and no file shows it.
    pub for_staff: Vec<Arc<Finding>>,
    /// What was recomputed and holds, by project.
    holds: BTreeMap<String, Arc<[Message]>>,
    /// What renders them.
    pub theme: Theme,
    /// The search index's files, once they were asked for one by one.
    pub search: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// The tables of all projects, likewise.
    pub data: OnceLock<BTreeMap<String, Vec<u8>>>,
    /// Index of each project, by id.
    index_of: BTreeMap<String, usize>,
    /// Indices of the findings that are about no project.
    elsewhere: Vec<usize>,
    /// Indices of all findings, the severest first, within a level those of the newest projects.
    severest: Vec<usize>,
    /// Indices of the findings of each project.
    findings_of: Vec<Vec<usize>>,
    /// The places of projects in other orders than the site's own.
    ranks: Ranks,
    /// Indices of the same project in several years, newest first.
    series: BTreeMap<Series, Vec<usize>>,
    /// Where points were lost, by rubric.
    losses: BTreeMap<String, Losses>,
    /// Differences by year and by agency.
    disagreements: Disagreements,
    /// Headings of the glossary and their addresses below the root.
    glossary: BTreeMap<String, String>,
    /// Indices of projects, by group.
    groups: BTreeMap<Group, Listing>,
    /// All projects.
    everything: Listing,
    /// What is made, by path below the site's root.
    outputs: BTreeMap<String, Output>,
}

impl Site {
    /// Plans a site: orders projects, gathers groups and leaves out the findings that are for staff.
    pub fn plan(
        sources: Sources,
        mut content: Content,
        mut findings: Vec<Arc<Finding>>,
        holds: BTreeMap<String, Arc<[Message]>>,
        theme: Theme,
    ) -> Site {
        let for_staff = findings
            .extract_if(.., |finding| rules::find(finding.rule).is_some_and(|rule| rule.is_for_staff))
            .collect();
        content.projects.sort_by(|a, b| b.year.value.cmp(&a.year.value).then_with(|| a.id.cmp(&b.id)));
        let index_of: BTreeMap<String, usize> =
            content.projects.iter().enumerate().map(|(index, project)| (project.id.clone(), index)).collect();
        let mut findings_of = vec![Vec::new(); content.projects.len()];
        let mut elsewhere = Vec::new();
        let mut severest = Vec::with_capacity(findings.len());
        for (number, finding) in findings.iter().enumerate() {
            let project = finding.project.as_ref().map(|id| index_of[id]);
            match project {
                Some(project) => findings_of[project].push(number),
                None => elsewhere.push(number),
            }
            severest.push((Reverse(finding.severity), project.unwrap_or(usize::MAX), number));
        }
        severest.sort_unstable();
        let severest = severest.into_iter().map(|(.., number)| number).collect();
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
        let mut series: BTreeMap<Series, Vec<usize>> = BTreeMap::new();
        for (index, project) in content.projects.iter().enumerate() {
            if let Some(of) = series_named_by(project) {
                series.entry(of).or_default().push(index);
            }
        }
        // Of one year alone there is no history.
        series.retain(|_, of| {
            of.iter().any(|index| content.projects[*index].year.value != content.projects[of[0]].year.value)
        });
        let groups = groups.into_iter().map(|(group, projects)| (group, Listing::of(projects))).collect();
        let everything = Listing::of((0..content.projects.len()).collect());
        let glossary = glossary(&sources, &content);
        let (losses, (disagreements, ranks)) = rayon::join(
            || losses::gather(&content),
            || (disagreements::gather(&content, &findings, &index_of), Ranks::new(&content)),
        );
        let mut site = Site {
            sources,
            content,
            findings,
            for_staff,
            holds,
            theme,
            search: OnceLock::new(),
            data: OnceLock::new(),
            index_of,
            severest,
            elsewhere,
            everything,
            findings_of,
            ranks,
            series,
            losses,
            disagreements,
            glossary,
            groups,
            outputs: BTreeMap::new(),
        };
        site.outputs = outputs::plan(&site);
        site
    }

    /// What is made of the site, by path below its root: all but the files of [`outputs::Bundle`]s.
    pub fn outputs(&self) -> &BTreeMap<String, Output> {
        &self.outputs
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

    /// The findings about a project.
    pub fn findings_of(&self, project: &Project) -> impl Iterator<Item = &Finding> {
        let own = self.index_of(&project.id).map_or(&[][..], |index| &self.findings_of[index]);
        own.iter().map(|number| self.findings[*number].as_ref())
    }

    /// What was found about what the page in a file shows: what it tells the public, and what only staff are told. Of a
    /// project that is all about it, of another page what stands in the file that it is made from, of the front page
    /// what belongs to no project.
    pub fn found_about(&self, file: &str) -> (Vec<&Finding>, Vec<&Finding>) {
        let page = match self.outputs.get(file) {
            Some(Output::Page(page)) => page,
            _ => return (Vec::new(), Vec::new()),
        };
        let source = match page {
            Page::Text(index) => Some(self.content.pages[*index].file),
            Page::Rubric(id) => self.sources.find(&format!("content/rubrics/{id}.toml")),
            Page::Agencies => self.sources.find("content/agencies.toml"),
            _ => None,
        };
        let is_about = |finding: &&Finding| match page {
            Page::Project(index) => finding.project.as_ref() == Some(&self.content.projects[*index].id),
            Page::Home => finding.project.is_none(),
            _ => source == Some(finding.span.file),
        };
        let shown: Vec<&Finding> = match page {
            Page::Project(index) => self.findings_of(&self.content.projects[*index]).collect(),
            _ => self.findings_elsewhere().filter(is_about).collect(),
        };
        (shown, self.for_staff.iter().map(AsRef::as_ref).filter(is_about).collect())
    }

    /// What of a project was recomputed and holds.
    pub fn holds_of(&self, project: &Project) -> &[Message] {
        self.holds.get(&project.id).map_or(&[], AsRef::as_ref)
    }

    /// All findings, the severest first.
    fn severest(&self) -> impl ExactSizeIterator<Item = &Finding> {
        self.severest.iter().map(|number| self.findings[*number].as_ref())
    }

    /// The findings that are about no project.
    fn findings_elsewhere(&self) -> impl Iterator<Item = &Finding> {
        self.elsewhere.iter().map(|number| self.findings[*number].as_ref())
    }

    /// The same project in every year that the site has, newest first; empty where it is known of one year only.
    pub fn years_of(&self, project: &Project) -> &[usize] {
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
    pub fn series_of(&self, project: &Project) -> Option<Series> {
        series_named_by(project).filter(|series| self.series.contains_key(series))
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

    /// The code of the region a project is in, where one is known.
    pub fn region_of<'a>(&'a self, project: &'a Project) -> Option<&'a str> {
        region_of(&self.content, project)
    }

    /// The codes of the region a project is in and of all that it belongs to, the smallest first.
    pub fn regions_of(&self, project: &Project) -> Vec<String> {
        regions_of(&self.content, project)
    }
}

/// The text page that explains words, each under a heading of its own.
const GLOSSARY: &str = "glossary";

fn glossary(sources: &Sources, content: &Content) -> BTreeMap<String, String> {
    let page = content.pages.iter().find(|page| page.name == GLOSSARY);
    let headings = page.map(|page| markdown::render(&sources.get(page.file).text).headings).unwrap_or_default();
    let address = |id: String| format!("pages/{GLOSSARY}/{INDEX}#{id}");
    headings.into_iter().map(|heading| (heading.text, address(heading.id))).collect()
}

fn series_named_by(project: &Project) -> Option<Series> {
    Some(Series { agency: project.agency.value.clone(), id: project.series.as_ref()?.value.clone() })
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
