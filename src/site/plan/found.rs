//! What was found of each project and elsewhere: of a project once somebody asks for it, of all once somebody asks for all.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diag::{Finding, Held};
use crate::model::project::Head;
use crate::rules::{Lost, Told, Verdict, is_for_staff};
use crate::site::Site;
use crate::site::plan::outputs::Output;
use crate::site::plan::pages::{Page, further_of_findings};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Of no project, sorted by place, as everybody is told.
    elsewhere: Vec<Arc<Held>>,
    /// Of no project, for the clerks alone.
    elsewhere_for_staff: Vec<Arc<Held>>,
    /// What cannot be said of projects.
    lost: Lost,
    /// Of each project, in the order of the site.
    verdicts: Vec<Arc<Verdict>>,
    all: OnceLock<All>,
}

/// What is gathered of all findings.
#[derive(Debug)]
struct All {
    /// Sorted by place, as everybody is told.
    findings: Vec<Arc<Held>>,
    /// Their indices, the severest first, within a level those of the newest projects.
    severest: Vec<usize>,
    /// The pages that they take beyond the first, by path.
    pages: BTreeMap<String, Output>,
}

impl Found {
    /// `elsewhere` is of no project; `verdicts` are in the order of the site, and `lost` says what of theirs cannot be said.
    pub fn new(mut elsewhere: Vec<Arc<Held>>, verdicts: Vec<Arc<Verdict>>, lost: Lost) -> Found {
        elsewhere.sort_by_key(|finding| finding.order());
        let elsewhere_for_staff = elsewhere.extract_if(.., |finding| is_for_staff(finding.rule)).collect();
        Found { elsewhere, elsewhere_for_staff, lost, verdicts, all: OnceLock::new() }
    }
}

impl Site {
    /// All findings, sorted by place, but those for the clerks alone. Checks every project that nobody asked for yet.
    pub fn findings(&self) -> &[Arc<Held>] {
        &self.all_found().findings
    }

    /// The findings that are for the clerks alone; no page and no file shows them. Checks every project likewise.
    pub fn for_staff(&self) -> impl Iterator<Item = &Arc<Held>> {
        let of_projects = self.content.projects.iter().flat_map(|project| self.for_staff_of(project));
        self.found.elsewhere_for_staff.iter().chain(of_projects)
    }

    /// All that was found of a project, also for the clerks alone, and what was found in its folder of none, as files that
    /// cannot be read are; in no particular order. Checks it where nobody asked for it yet.
    pub fn found_in(&self, project: &Head) -> impl Iterator<Item = &Arc<Held>> {
        let folder = format!("content/projects/{}/", project.id);
        let elsewhere = self.found.elsewhere.iter().chain(&self.found.elsewhere_for_staff);
        let in_folder = elsewhere.filter(move |finding| self.sources.get(finding.span.file).path.starts_with(&folder));
        self.public_of(project).chain(self.for_staff_of(project)).chain(in_folder)
    }

    /// What was found of no project and in no project's folder, also for the clerks alone: in what projects share.
    pub fn found_in_what_is_shared(&self) -> impl Iterator<Item = &Arc<Held>> {
        let elsewhere = self.found.elsewhere.iter().chain(&self.found.elsewhere_for_staff);
        elsewhere.filter(|finding| !self.sources.get(finding.span.file).path.starts_with("content/projects/"))
    }

    /// Checks the projects that are `wanted` and that nobody asked for yet, side by side.
    pub fn check(&self, wanted: impl Fn(&Head) -> bool + Sync) {
        let projects = self.content.projects.par_iter();
        projects.filter(|project| wanted(project)).for_each(|project| {
            self.verdict(project);
        });
    }

    /// How many projects nobody has asked for yet.
    pub fn unchecked(&self) -> usize {
        self.found.verdicts.iter().filter(|verdict| verdict.told().is_none()).count()
    }

    /// How many projects nobody has asked for yet of those whose checks the page in a file tells of: all where it tells of the
    /// whole site. Few are left out: the years of a project, the newest that a page shows. Checks nothing.
    pub fn unchecked_for(&self, file: &str) -> usize {
        if file.starts_with(&self.folder(&Page::Quality(0))) {
            return self.unchecked();
        }
        match self.outputs.get(file) {
            Some(Output::Page(Page::Group(group, _))) => {
                let verdicts = self.projects_of(group).iter().map(|number| &self.found.verdicts[*number]);
                verdicts.filter(|verdict| verdict.told().is_none()).count()
            }
            Some(Output::Page(Page::Home | Page::Projects(_) | Page::Agencies | Page::Grades | Page::Rules)) => {
                self.unchecked()
            }
            _ => 0,
        }
    }

    /// The findings known by now that stop a build, sorted by place. Checks nothing.
    pub fn stopping(&self) -> Vec<&Held> {
        let of_projects = self.found.verdicts.iter().flat_map(|verdict| match verdict.told() {
            Some(told) => told.public.iter(),
            None => verdict.read().iter(),
        });
        let of_projects = of_projects.filter(|finding| self.found.lost.lets(&self.sources, finding));
        let all = self.found.elsewhere.iter().chain(of_projects);
        let mut stopping: Vec<&Held> = all.map(AsRef::as_ref).filter(|finding| finding.stops()).collect();
        stopping.sort_by_key(|finding| finding.order());
        stopping
    }

    /// What the rules say of a project.
    fn verdict(&self, project: &Head) -> Option<&Told> {
        let verdict = &self.found.verdicts[self.index_of(&project.id)?];
        Some(verdict.tell(&self.sources, &self.content, project))
    }

    /// The findings about a project.
    pub fn findings_of(&self, project: &Head) -> impl Iterator<Item = &Held> {
        self.public_of(project).map(AsRef::as_ref)
    }

    fn public_of(&self, project: &Head) -> impl Iterator<Item = &Arc<Held>> {
        let told = self.verdict(project).map_or(&[][..], |told| &told.public);
        told.iter().filter(|finding| self.found.lost.lets(&self.sources, finding))
    }

    fn for_staff_of(&self, project: &Head) -> impl Iterator<Item = &Arc<Held>> {
        let told = self.verdict(project).map_or(&[][..], |told| &told.for_staff);
        told.iter().filter(|finding| self.found.lost.lets(&self.sources, finding))
    }

    /// How much of a project was recomputed and holds.
    pub fn n_holds_of(&self, project: &Head) -> usize {
        self.verdict(project).map_or(0, |told| told.n_holds)
    }

    /// It in sentences.
    pub fn holds_of(&self, project: &Head) -> Vec<String> {
        self.verdict(project).map(|told| told.holds(self.lang())).unwrap_or_default()
    }

    /// The findings that are about no project.
    pub(in crate::site) fn findings_elsewhere(&self) -> impl Iterator<Item = &Held> {
        self.found.elsewhere.iter().map(AsRef::as_ref)
    }

    /// All findings, the severest first.
    pub(in crate::site) fn severest(&self) -> impl ExactSizeIterator<Item = &Held> {
        let All { findings, severest, .. } = self.all_found();
        severest.iter().map(|number| findings[*number].as_ref())
    }

    /// The pages of findings beyond the first, by path.
    pub(in crate::site) fn further_pages(&self) -> &BTreeMap<String, Output> {
        &self.all_found().pages
    }

    /// What was found about what the page in a file shows: what it tells the public, and what only staff are told. Of a
    /// project that is all about it, of another page what stands in the file that it is made from, of the front page
    /// what belongs to no project.
    pub fn found_about(&self, file: &str) -> (Vec<Finding>, Vec<Finding>) {
        let Some(Output::Page(page)) = self.output(file) else { return (Vec::new(), Vec::new()) };
        let source = match page {
            Page::Project(index) => {
                let project = &self.content.projects[*index];
                return (whole(self.findings_of(project)), whole(self.for_staff_of(project).map(AsRef::as_ref)));
            }
            Page::Text(index) => Some(self.content.pages[*index].file),
            Page::Rubric(id) => self.sources.find(&format!("content/rubrics/{id}.toml")),
            Page::Agencies => self.sources.find("content/agencies.toml"),
            _ => None,
        };
        let is_about = |finding: &&Held| *page == Page::Home || source == Some(finding.span.file);
        let for_staff = self.found.elsewhere_for_staff.iter().map(AsRef::as_ref);
        (whole(self.findings_elsewhere().filter(is_about)), whole(for_staff.filter(is_about)))
    }

    fn all_found(&self) -> &All {
        self.found.all.get_or_init(|| {
            let mut by_id: Vec<&Head> = self.content.projects.iter().map(AsRef::as_ref).collect();
            by_id.sort_unstable_by(|one, other| one.id.cmp(&other.id));
            let of_projects = by_id.into_iter().flat_map(|project| self.public_of(project));
            let mut findings: Vec<Arc<Held>> = self.found.elsewhere.iter().chain(of_projects).cloned().collect();
            findings.sort_by_key(|finding| finding.order());
            let place_of = |finding: &Held| finding.project.as_ref().and_then(|id| self.index_of(id));
            let mut severest: Vec<(Reverse<_>, usize, usize)> = (0..)
                .zip(&findings)
                .map(|(number, finding)| (Reverse(finding.severity), place_of(finding).unwrap_or(usize::MAX), number))
                .collect();
            severest.sort_unstable();
            let pages = further_of_findings(findings.len()).map(|page| (self.path(&page), Output::Page(page)));
            All {
                severest: severest.into_iter().map(|(.., number)| number).collect(),
                pages: pages.collect(),
                findings,
            }
        })
    }
}

/// All that findings say.
fn whole<'a>(findings: impl Iterator<Item = &'a Held>) -> Vec<Finding> {
    findings.map(Held::finding).collect()
}
