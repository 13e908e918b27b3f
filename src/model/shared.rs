//! What all projects share, and which projects a change of it concerns. Reads no project.

use std::collections::{BTreeMap, BTreeSet};

use super::project::Head;
use super::registry::{Agency, Registry};
use super::rubric::Rubric;
use super::settings::Settings;
use super::{Content, INCLUDE, PAGES, project_of, registry, rubric, settings, stem};
use crate::diag::Finding;
use crate::source::{SETTINGS, Sources};
use crate::syntax;

/// What all projects share.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// `site.toml`.
    pub settings: Settings,
    /// `agencies.toml`.
    pub registry: Registry,
    /// `rubrics/<id>.toml`, by id.
    pub rubrics: BTreeMap<String, Rubric>,
}

const REGISTRY: &str = "content/agencies.toml";
const RUBRICS: &str = "content/rubrics/";

/// Reads what all projects share. A mistake is a finding; what cannot be read is absent.
pub fn read(sources: &Sources) -> (Shared, Vec<Finding>) {
    let mut findings = Vec::new();
    let settings = match sources.find(SETTINGS) {
        Some(file) => syntax::toml(sources, file, &mut findings, settings::read),
        None => Settings::default(),
    };
    let registry = match sources.find(REGISTRY) {
        Some(file) => syntax::toml(sources, file, &mut findings, registry::read),
        None => Registry::default(),
    };
    let mut rubrics = BTreeMap::new();
    for (file, source) in sources.below(RUBRICS) {
        let Some(id) = stem(&source.path, RUBRICS, ".toml") else { continue };
        let rubric = syntax::toml(sources, file, &mut findings, |fields| rubric::read(fields, id));
        rubrics.extend(rubric.map(|rubric| (id.to_owned(), rubric)));
    }
    (Shared { settings, registry, rubrics }, findings)
}

/// What changed, as far as it concerns projects.
#[derive(Debug, Default)]
pub struct Change<'a> {
    /// Folders of projects in which a file changed.
    own: BTreeSet<&'a str>,
    /// Rubrics that changed; findings may point into them.
    rubrics: BTreeSet<&'a str>,
    /// Agencies of which the registry says something else, or where they stand in it.
    agencies: BTreeSet<&'a str>,
    /// What they are and were called: a report that writes one of these may have a word read as a name, or no longer.
    names: BTreeSet<&'a str>,
    /// Whether the registry changed, and with it which project belongs to which region.
    is_of_registry: bool,
}

impl<'a> Change<'a> {
    /// The change of these files, paths below the root, which may have come or gone: a project looks at those in its own folder
    /// alone. `None` where it may concern every project.
    pub fn of(changed: &[&'a str], before: &'a Content, now: &'a Shared) -> Option<Change<'a>> {
        let mut change = Change::default();
        for path in changed.iter().copied() {
            if let Some(id) = project_of(path) {
                change.own.insert(id);
            } else if let Some(id) = stem(path, RUBRICS, ".toml") {
                change.rubrics.insert(id);
            } else if path == REGISTRY {
                change.is_of_registry = true;
                change.compare(&before.registry, &now.registry);
            } else if path == SETTINGS {
                (before.settings.of_projects() == now.settings.of_projects()).then_some(())?;
            } else if !["themes/", PAGES, INCLUDE].iter().any(|folder| path.starts_with(folder)) {
                return None;
            }
        }
        Some(change)
    }

    fn compare(&mut self, before: &'a Registry, now: &'a Registry) {
        let (before, now) = (by_id(before), by_id(now));
        for id in before.keys().chain(now.keys()) {
            let [then, now] = [&before, &now].map(|all| all.get(id).map_or(&[][..], Vec::as_slice));
            if !then.iter().map(|agency| agency.known_by()).eq(now.iter().map(|agency| agency.known_by())) {
                self.agencies.insert(id);
                self.names.extend(then.iter().chain(now).flat_map(|agency| agency.names()));
            }
        }
    }

    /// Whether the project is to be read again.
    pub fn is_of(&self, project: &Head) -> bool {
        let rubrics = || project.rubrics.iter().map(|rubric| rubric.value.as_str());
        // What lies too deep is a project too, of which a rule says that it has no address.
        let folder = project.id.match_indices('/').nth(1).map_or(project.id.as_str(), |(end, _)| &project.id[..end]);
        self.own.contains(folder) || !self.rubrics.is_empty() && rubrics().any(|rubric| self.rubrics.contains(rubric))
    }

    /// Whether the rules may say something else of a project that need not be read again. A rule on projects asks the
    /// registry for their agencies and departments, and whether words of the report are the name of another.
    pub fn concerns_checks_of(&self, sources: &Sources, project: &Head) -> bool {
        if self.agencies.is_empty() {
            return false;
        }
        let departments = project.departments.iter().map(|department| department.id.value.as_str());
        let mut parties = std::iter::once(project.agency.value.as_str()).chain(departments);
        let report = project.report.map(|report| sources.text(report)).unwrap_or_default();
        parties.any(|party| self.agencies.contains(party)) || self.names.iter().any(|name| report.contains(name))
    }

    /// Whether projects may belong to other regions.
    pub fn is_of_registry(&self) -> bool {
        self.is_of_registry
    }
}

/// The agencies of each id: more than one by a mistake.
fn by_id(registry: &Registry) -> BTreeMap<&str, Vec<&Agency>> {
    let mut by_id: BTreeMap<&str, Vec<&Agency>> = BTreeMap::new();
    for agency in &registry.agencies {
        by_id.entry(&agency.id.value).or_default().push(agency);
    }
    by_id
}
