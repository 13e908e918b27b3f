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
use crate::lang::Message;
use crate::source::{FileId, Sources, Span};
use crate::syntax;
use crate::syntax::asked::Key;
use claims::Texts;
use project::Project;
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
    /// Projects, by id.
    pub projects: Vec<Arc<Project>>,
    /// `pages/<name>.md`, by path.
    pub pages: Vec<Page>,
}

impl Content {
    /// The code of the region a project is in, where one is known: its own or its agency's.
    pub fn region_of<'a>(&'a self, project: &'a Project) -> Option<&'a str> {
        let own = project.region.as_ref();
        let region = own.or_else(|| self.registry.agency(&project.agency.value)?.region.as_ref())?;
        Some(&region.value)
    }

    /// The codes of the region a project is in and of all that it belongs to, the smallest first.
    pub fn regions_of<'a>(&'a self, project: &'a Project) -> Vec<&'a str> {
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

/// A project as it was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The project.
    pub project: Arc<Project>,
    /// What was found while it was read.
    findings: Vec<Finding>,
}

/// Reads all content. A mistake is a finding; what cannot be read is absent.
pub fn read(sources: &Sources) -> (Content, Vec<Finding>) {
    let (shared, mut findings) = shared::read(sources);
    let (content, of_projects, _) = read_again(sources, shared, BTreeMap::new());
    findings.extend(of_projects);
    (content, findings)
}

/// As [`read`], of what is not shared, but for the projects that are `known`, by id, which are there as they were and of which
/// nothing that they are read from has changed. The third are all projects as they were read.
pub fn read_again(
    sources: &Sources,
    shared: Shared,
    known: BTreeMap<String, Read>,
) -> (Content, Vec<Finding>, BTreeMap<String, Read>) {
    let Shared { settings, registry, rubrics } = shared;
    let mut findings = Vec::new();
    let pages = sources
        .below(PAGES)
        .filter_map(|(file, source)| {
            let name = stem(&source.path, PAGES, ".md")?;
            let title = syntax::markdown::render(&source.text).title.unwrap_or_else(|| name.to_owned());
            Some(Page { name: name.to_owned(), title, file })
        })
        .collect();
    let files: Vec<(FileId, &str)> = sources
        .below(PROJECTS)
        .filter_map(|(file, source)| Some((file, stem(&source.path, PROJECTS, "/project.toml")?)))
        .collect();
    let others = files.par_iter().filter(|(_, id)| !known.contains_key(*id));
    let others: Vec<(String, Read)> = others
        .map(|(file, id)| ((*id).to_owned(), read_project(sources, *file, id, &rubrics, &settings.attachments)))
        .collect();
    let mut read = known;
    read.extend(others);
    findings.extend(read.values().flat_map(|read| read.findings.iter().cloned()));
    let projects = read.values().map(|read| Arc::clone(&read.project)).collect();
    for (file, source) in sources.below(PROJECTS) {
        if let Some(id) = stem(&source.path, PROJECTS, "/report.md")
            && sources.find(&format!("{PROJECTS}{id}/project.toml")).is_none()
        {
            let mut finding = Finding::new("missing-file", Severity::Error, Span::start_of(file));
            finding.message = Message::new("missing-file").with("path", format!("{PROJECTS}{id}/project.toml"));
            findings.push(finding);
        }
    }
    (Content { settings, registry, rubrics, projects, pages }, findings, read)
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

fn read_project(
    sources: &Sources,
    file: FileId,
    id: &str,
    rubrics: &BTreeMap<String, Rubric>,
    on_request: &[&'static str],
) -> Read {
    let mut findings = Vec::new();
    let report = sources.find(&format!("{PROJECTS}{id}/report.md"));
    let mut project = syntax::toml(sources, file, &mut findings, |fields| {
        let texts = Texts::new(fields.all_texts());
        Project { texts, ..project::read(fields, id, file, report) }
    });
    project.claims = claims::of_project_file(&sources.get(file).text, &project.texts, file, &mut findings);
    if let Some(report) = report {
        project.claims.extend(claims::of_report(&sources.get(report).text, report, &mut findings));
    }
    let originals = project.originals.iter().map(|original| &original.file);
    project.named = attachments::named(sources, id, originals, report, on_request);
    if let Some(funds) = &mut project.funds {
        claims::give_rates(&project.claims, funds);
    }
    for evaluation in &mut project.evaluations {
        evaluation.rubric_maximum = rubrics.get(&evaluation.rubric.value).map(|rubric| rubric.maximum);
    }
    for finding in &mut findings {
        finding.project = Some(id.to_owned());
    }
    Read { project: Arc::new(project), findings }
}

fn stem<'a>(path: &'a str, folder: &str, ending: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_suffix(ending)
}
