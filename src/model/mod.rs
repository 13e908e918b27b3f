//! What the content means: settings, registry, rubrics and projects, every leaf with its place. Reads texts, judges nothing.

pub mod attachments;
pub mod claims;
mod columns;
pub mod direction;
pub mod evaluation;
pub mod funds;
pub mod government;
pub mod outline;
pub mod project;
pub mod registry;
pub mod rubric;
pub mod settings;
pub mod shared;
pub mod sums;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Finding, Severity};
use crate::source::{FileId, Sources, Span};
use crate::syntax;
use crate::syntax::asked::Key;
use claims::Texts;
use project::{Head, Project};
use registry::Registry;
use rubric::Rubric;
use settings::Settings;
use shared::Shared;

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// `site.toml`.
    pub settings: Settings,
    /// `agencies.toml`.
    pub registry: Registry,
    /// `rubrics/<id>.toml`, by id.
    pub rubrics: BTreeMap<String, Rubric>,
    /// The heads of the projects, by id.
    pub projects: Vec<Arc<Head>>,
    /// `pages/<name>.md`, by path.
    pub pages: Vec<Page>,
}

impl Content {
    /// All but the projects: what they share, and the pages of plain text.
    pub fn without_projects(sources: &Sources, shared: Shared) -> Content {
        let Shared { settings, registry, rubrics } = shared;
        let pages = sources
            .below(PAGES)
            .filter_map(|(file, source)| {
                let name = stem(&source.path, PAGES, ".md")?;
                let title = syntax::markdown::render(&sources.text(file)).title.unwrap_or_else(|| name.to_owned());
                Some(Page { name: name.to_owned(), title, file })
            })
            .collect();
        Content { settings, registry, rubrics, projects: Vec::new(), pages }
    }

    /// The project of a head, read anew: a whole project is many times as large, so none is held.
    pub fn project(&self, sources: &Sources, head: &Head) -> Project {
        self.read(sources, head.file, &head.id).0
    }

    /// Reads the project of an id, with what is found while it is read. Looks at no other project.
    pub fn read(&self, sources: &Sources, file: FileId, id: &str) -> (Project, Vec<Finding>) {
        let mut findings = Vec::new();
        let report = sources.find(&format!("{PROJECTS}{id}/report.md"));
        let mut project = syntax::toml(sources, file, &mut findings, |fields| {
            let texts = Texts::new(fields.all_texts());
            Project { texts, ..project::read(fields, id, file, report) }
        });
        project.claims = claims::of_project_file(&sources.text(file), &project.texts, file, &mut findings);
        if let Some(report) = report {
            project.claims.extend(claims::of_report(&sources.text(report), report, &mut findings));
        }
        let originals = project.originals.iter().map(|original| &original.file);
        project.head.named = attachments::named(sources, id, originals, report, &self.settings.attachments);
        if let Some(funds) = &mut project.funds {
            claims::give_rates(&project.claims, funds);
        }
        for evaluation in &mut project.evaluations {
            evaluation.rubric_maximum = self.rubrics.get(&evaluation.rubric.value).map(|rubric| rubric.maximum);
        }
        for finding in &mut findings {
            finding.project = Some(id.to_owned());
        }
        (project, findings)
    }

    /// The code of the region a project is in, where one is known: its own or its agency's.
    pub fn region_of<'a>(&'a self, project: &'a Head) -> Option<&'a str> {
        let own = project.region.as_ref();
        let region = own.or_else(|| self.registry.agency(&project.agency.value)?.region.as_ref())?;
        Some(&region.value)
    }

    /// The codes of the region a project is in and of all that it belongs to, the smallest first.
    pub fn regions_of<'a>(&'a self, project: &'a Head) -> Vec<&'a str> {
        let mut regions: Vec<&str> = Vec::new();
        let mut next = self.region_of(project);
        while let Some(code) = next.filter(|code| !regions.contains(code)) {
            regions.push(code);
            next = self.registry.region(code).and_then(|region| region.parent.as_ref()).map(|code| code.value.as_str());
        }
        regions
    }
}

/// A page of plain text.
#[derive(Clone, Debug)]
pub struct Page {
    /// File name without `.md`, also its address below `pages/`.
    pub name: String,
    /// Its first-level heading, or its name.
    pub title: String,
    /// Its file.
    pub file: FileId,
}

/// Reads all content. A mistake is a finding; what cannot be read is absent.
pub fn read(sources: &Sources) -> (Content, Vec<Finding>) {
    let (shared, mut findings) = shared::read(sources);
    let mut content = Content::without_projects(sources, shared);
    let files: Vec<(FileId, &str)> = projects(sources).collect();
    let read = files.par_iter().map(|(file, id)| {
        let (project, findings) = content.read(sources, *file, id);
        (Arc::new(project.head), findings)
    });
    let mut read: Vec<(Arc<Head>, Vec<Finding>)> = read.collect();
    read.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    for (head, of_project) in read {
        content.projects.push(head);
        findings.extend(of_project);
    }
    findings.extend(reports_alone(sources));
    (content, findings)
}

/// The project files, with the ids of their projects.
pub fn projects(sources: &Sources) -> impl Iterator<Item = (FileId, &str)> {
    let files = sources.below(PROJECTS);
    files.filter_map(|(file, source)| Some((file, stem(&source.path, PROJECTS, "/project.toml")?)))
}

/// Findings about reports without a project file.
pub fn reports_alone(sources: &Sources) -> impl Iterator<Item = Finding> {
    sources.below(PROJECTS).filter_map(|(file, source)| {
        let id = stem(&source.path, PROJECTS, "/report.md")?;
        let path = format!("{PROJECTS}{id}/project.toml");
        if sources.find(&path).is_some() {
            return None;
        }
        let mut finding = Finding::new("missing-file", Severity::Error, Span::start_of(file));
        finding.message = finding.message.with("path", path);
        Some(finding)
    })
}

/// The kinds of TOML files, each with the keys that its reader asks for.
pub fn kinds() -> [(&'static str, Vec<Key>); 4] {
    [
        ("site", syntax::keys_of(settings::read)),
        ("agencies", syntax::keys_of(registry::read)),
        ("rubric", syntax::keys_of(|fields| rubric::read(fields, ""))),
        (
            "project",
            syntax::keys_of(|fields| {
                let file = fields.span().file;
                project::read(fields, "", file, None)
            }),
        ),
    ]
}

/// Where projects lie.
pub const PROJECTS: &str = "content/projects/";

/// Where pages of plain text lie.
const PAGES: &str = "content/pages/";

/// Where the HTML that the publisher inserts in every page lies.
pub const INCLUDE: &str = "content/include/";

/// The project whose folder a file lies in.
pub fn project_of(path: &str) -> Option<&str> {
    let below = path.strip_prefix(PROJECTS)?;
    let (slash, _) = below.match_indices('/').nth(1)?;
    Some(&below[..slash])
}

fn stem<'a>(path: &'a str, folder: &str, ending: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_suffix(ending)
}
