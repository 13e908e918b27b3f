//! The flow of data in a few lines: sources → content → findings → site → files. Touches no disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::{self, Finding, Severity};
use crate::lang::Message;
use crate::manifest::{self, Entry};
use crate::model::shared::{self, Change, Shared};
use crate::model::{self, Content, PROJECTS};
use crate::privacy::{self, Form};
use crate::rules::{self, Settled, Verdict};
use crate::search;
use crate::site::compose::searchable;
use crate::site::plan::outputs::{Bundle, Output};
use crate::site::plan::row::Row;
use crate::site::theme;
use crate::site::theme::TemplateError;
use crate::site::{Page, Site, data, render};
use crate::source::{FileId, SETTINGS, Sources, Span, project_folder};

/// Reads, checks and plans. `found` are findings from loading. The site's findings say whether it may be published.
pub fn plan(sources: Sources, found: Vec<Finding>) -> Site {
    plan_again(sources, found, None).0
}

/// What was worked out of each project, by id: a pure function of the project's own files, of what all share, and of which
/// files there are.
#[derive(Default)]
pub struct Worked {
    read: BTreeMap<String, model::Read>,
    settled: BTreeMap<String, Arc<Settled>>,
    rows: BTreeMap<String, Arc<Row>>,
}

impl Worked {
    /// What is still so of other sources; nothing where the change may concern every project.
    fn still_so(mut self, sources: &Sources, shared: &Shared, before: &Site) -> Worked {
        let changed = sources.changed_since(&before.sources);
        let Some(change) = changed.as_ref().and_then(|changed| Change::of(changed, &before.content, shared)) else {
            return Worked::default();
        };
        let again = before.content.projects.par_iter().map(|project| {
            let is_read = change.is_of(project);
            (is_read, is_read || change.concerns_checks_of(sources, project))
        });
        let again: Vec<(bool, bool)> = again.collect();
        for (project, (is_read, is_checked)) in before.content.projects.iter().zip(again) {
            if is_read {
                self.read.remove(&project.id);
            }
            if is_checked {
                self.settled.remove(&project.id);
            }
            if is_read || change.is_of_registry() {
                self.rows.remove(&project.id);
            }
        }
        self
    }
}

/// As [`plan`], after a change: works out anew only what may have changed since `before`.
pub fn plan_again(sources: Sources, found: Vec<Finding>, before: Option<(&Site, Worked)>) -> (Site, Worked) {
    let (shared, mut findings) = shared::read(&sources);
    let known = before.map(|(site, worked)| worked.still_so(&sources, &shared, site)).unwrap_or_default();
    let (content, of_projects, read) = model::read_again(&sources, shared, known.read);
    findings.extend(of_projects);
    let verdict = rules::check_again(&sources, &content, known.settled);
    let rows = Site::rows(&content, known.rows);
    let worked = Worked { read, settled: verdict.of_projects.clone(), rows };
    let site = site(sources, content, findings, verdict, &worked.rows, found);
    (site, worked)
}

/// The digest of all that a site is made of: what was read, and the program, of which `program` is the digest. What has the
/// same is the same site to the byte.
pub fn made_of(sources: &Sources, program: &str) -> String {
    manifest::digest_of(std::iter::once(program.into()).chain(sources.seen()))
}

/// Plans what was read and checked.
fn site(
    sources: Sources,
    content: Content,
    mut findings: Vec<Finding>,
    verdict: Verdict,
    rows: &BTreeMap<String, Arc<Row>>,
    found: Vec<Finding>,
) -> Site {
    rules::limit(&mut findings, 0);
    let theme = theme::load(&sources, content.settings.theme.as_ref(), content.settings.language, &mut findings);
    findings.extend(verdict.findings);
    rules::apply_levels(&content, &mut findings);
    let mut findings: Vec<Arc<Finding>> = findings.into_iter().map(Arc::new).collect();
    let mut holds = BTreeMap::new();
    for (id, settled) in verdict.of_projects {
        holds.insert(id, Arc::clone(&settled.holds));
        findings.extend(settled.findings.iter().cloned());
    }
    // Of a file that could not be loaded, or whose syntax is broken, nothing else can be said, nor that what it may hold is
    // nowhere.
    let broken: BTreeSet<FileId> = found.iter().map(|lost| lost.span.file).collect();
    let unread: BTreeSet<FileId> =
        findings.iter().filter(|one| one.rule == "syntax-error").map(|one| one.span.file).collect();
    let lost: BTreeSet<&str> = broken.union(&unread).filter_map(|file| named_from(&sources.get(*file).path)).collect();
    if !broken.is_empty() || !unread.is_empty() {
        findings.retain(|one| {
            let is_lost = |from: &&str| sources.get(one.span.file).path.starts_with(*from);
            let is_told =
                !broken.contains(&one.span.file) && (one.rule == "syntax-error" || !unread.contains(&one.span.file));
            is_told && !(SAY_THAT_NOTHING_IS_THERE.contains(&one.rule) && lost.iter().any(is_lost))
        });
    }
    findings.extend(found.into_iter().map(Arc::new));
    diag::sort(&mut findings);
    Site::plan(sources, content, findings, holds, rows, theme)
}

/// Rules whose findings say of something named that there is none.
const SAY_THAT_NOTHING_IS_THERE: [&str; 3] = ["broken-link", "missing-file", "unknown-reference"];

/// Where that may be named which a lost file or folder holds; `None` where nothing names it.
fn named_from(lost: &str) -> Option<&str> {
    let end_of_project = lost.match_indices('/').nth(3).filter(|_| lost.starts_with(model::PROJECTS));
    if let Some((end, _)) = end_of_project {
        return lost[end..].starts_with("/files").then_some(&lost[..end]);
    }
    let shared = ["content/agencies.toml", "content/rubrics", "content/projects"];
    shared.iter().any(|shared| lost.starts_with(shared) || shared.starts_with(lost)).then_some("content/")
}

/// Where the files of a site go as they are made: path below the output folder, bytes. Called from several threads.
pub type Emit<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Makes every file of a site, in parallel, and hands each over as it is made, so that none is kept.
///
/// Returns findings about templates that could not be rendered, and about personal data in what was made; the site must
/// then not be published.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &Emit<'_>) -> io::Result<Vec<Finding>> {
    let known = Known::of(site);
    let leaks = Mutex::new(BTreeMap::new());
    let looked_through = |path: &str, bytes: &[u8]| {
        let found = personal_data(path, bytes, &known, &site.sources.own_domains);
        if !found.is_empty() {
            leaks.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
        }
        emit(path, bytes)
    };
    let mut findings = make(site, &looked_through)?;
    let leaks = leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.extend(leaks.into_values().flatten().map(|message| made(site, message)));
    Ok(findings)
}

/// Texts that are published and may hold what a reader of them would take for personal data: what is made from texts.
const LOOKED_THROUGH: [&str; 8] = ["html", "json", "jsonld", "csv", "xml", "js", "css", "svg"];

/// What may be published though it is made like a number of a person: in a file of a project, what its own texts hold as
/// something else; in files of several, what any text does; everywhere recomputed figures and the rules' examples.
struct Known<'a> {
    of_projects: BTreeMap<&'a str, BTreeSet<&'a str>>,
    of_all: BTreeSet<&'a str>,
    everywhere: BTreeSet<String>,
}

impl<'a> Known<'a> {
    fn of(site: &'a Site) -> Known<'a> {
        let examples = rules::all().flat_map(|rule| [&rule.bad, &rule.good]).flatten();
        let shown = examples.flat_map(|example| privacy::find(example.text, Form::of(example.path), &[]));
        let figures = site.findings.iter().flat_map(|finding| [&finding.printed, &finding.recomputed]).flatten();
        let of_projects = site.sources.allowed_lookalikes();
        Known {
            of_all: of_projects.values().flatten().copied().collect(),
            of_projects,
            everywhere: shown.map(|one| one.read).chain(figures.cloned()).collect(),
        }
    }

    /// Whether something found in a file may stand there.
    fn excuses(&self, path: &str, one: &privacy::Found) -> bool {
        let read = one.read.as_str();
        let is_allowed = match project_folder(path) {
            "" => self.of_all.contains(read),
            folder => [folder, ""].iter().any(|of| self.of_projects.get(of).is_some_and(|known| known.contains(read))),
        };
        self.everywhere.contains(read) || (is_allowed && !one.is_called)
    }
}

/// What a file as made must not hold, in its text or in its name.
fn personal_data(path: &str, bytes: &[u8], known: &Known<'_>, own_domains: &[String]) -> Vec<Message> {
    let said = |of: &str, mut found: Vec<privacy::Found>| -> Vec<Message> {
        found.retain(|one| !known.excuses(path, one));
        if found.is_empty() {
            return Vec::new();
        }
        let masked = privacy::mask(of, &found);
        let shown = |one: privacy::Found| {
            let masked = masked[one.range].to_owned();
            Message::new("personal-in-output")
                .with("path", privacy::mask(path, &privacy::find_in_path(path)))
                .with("masked", masked)
        };
        found.into_iter().map(shown).collect()
    };
    let mut messages = said(path, privacy::find_in_path(path));
    let is_text = path.rsplit_once('.').is_some_and(|(_, ending)| LOOKED_THROUGH.contains(&ending));
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_text) {
        messages.extend(said(text, privacy::find_in_made(text, Form::of(path), own_domains)));
    }
    messages
}

fn make(site: &Site, emit: &Emit<'_>) -> io::Result<Vec<Finding>> {
    let index = search::Index::new(site.content.projects.len());
    // The tables are written one after the other, beside the pages.
    let tables = || data::files(site, &mut |path, bytes| emit(path, bytes));
    let (broken, written) = rayon::join(|| outputs(site, &index, emit), tables);
    let broken = broken?;
    written?;
    if broken.is_empty() {
        for (path, bytes) in search::finish(index, &site.content.settings.aliases, &searchable::names(site)) {
            emit(&(Bundle::Search.folder().to_owned() + &path), &bytes)?;
        }
    }
    Ok(broken)
}

/// Makes what [`Site::outputs`] lists, and adds the pages of projects to the search index; returns the findings about
/// templates.
fn outputs(site: &Site, index: &search::Index, emit: &Emit<'_>) -> io::Result<Vec<Finding>> {
    let broken = Mutex::new(Vec::new());
    site.outputs().par_iter().try_for_each(|(path, output)| {
        let made = match output {
            Output::Page(Page::Project(number)) => {
                // One view for the page and for what is searched of it.
                let view = render::project_view(site, *number);
                let (text, bytes) = index.add(*number as u32, searchable::page(site, *number, &view));
                emit(&(Bundle::Search.folder().to_owned() + &text), &bytes)?;
                render::project_page(site, *number, &view)
                    .map(|html| Cow::Owned(html.into_bytes()))
                    .map_err(Failed::Template)
            }
            output => bytes(site, path, output),
        };
        match made {
            Ok(bytes) => return emit(path, &bytes),
            Err(Failed::Template(error)) => {
                broken.lock().unwrap_or_else(PoisonError::into_inner).push(finding(site, error));
            }
            Err(Failed::Io(error)) => return Err(error),
        }
        Ok(())
    })?;
    let mut broken = broken.into_inner().unwrap_or_else(PoisonError::into_inner);
    diag::sort(&mut broken);
    broken.dedup();
    Ok(broken)
}

/// Why a file could not be made.
enum Failed {
    Template(TemplateError),
    Io(io::Error),
}

impl From<TemplateError> for Failed {
    fn from(error: TemplateError) -> Failed {
        Failed::Template(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Io(error)
    }
}

/// Makes one file.
fn bytes<'a>(site: &'a Site, path: &str, output: &Output) -> Result<Cow<'a, [u8]>, Failed> {
    let text = |text: String| Cow::Owned(text.into_bytes());
    Ok(match output {
        Output::Page(page) => text(render::page(site, page)?),
        Output::Project(index) => Cow::Owned(data::project_json(site, &site.content.projects[*index])),
        Output::Group(group, name) => Cow::Owned(data::group_file(site, group, name)?),
        Output::Feed(group) => text(render::feed(site, group.as_ref())?),
        Output::Sitemap(name) => text(render::sitemap(site, name)?),
        Output::Static => Cow::Borrowed(site.theme.statics().get(path).map_or(&[], AsRef::as_ref)),
    })
}

/// Makes the one file that is asked for; `None` when the site has no such file.
///
/// # Errors
/// The finding about a template that could not be rendered.
pub fn file(site: &Site, path: &str) -> Option<Result<Vec<u8>, Box<Finding>>> {
    if let Some(output) = site.outputs().get(path) {
        return match bytes(site, path, output) {
            Ok(bytes) => Some(Ok(bytes.into_owned())),
            Err(Failed::Template(error)) => Some(Err(Box::new(finding(site, error)))),
            Err(Failed::Io(_)) => None,
        };
    }
    if path == manifest::NAME {
        return manifest(site).ok().map(|text| Ok(text.into_bytes()));
    }
    let bundle = Bundle::ALL.into_iter().find(|bundle| path.starts_with(bundle.folder()))?;
    let files = match bundle {
        Bundle::Search => site.search.get_or_init(|| search_files(site)),
        Bundle::Data => site.data.get_or_init(|| data_files(site)),
    };
    files.get(path).cloned().map(Ok)
}

/// The tables of all projects.
fn data_files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let keep = &mut |path: &str, bytes: &[u8]| {
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    // What fails leaves out what it would have made.
    let _ = data::files(site, keep);
    files
}

/// The manifest of the site as it would be written.
fn manifest(site: &Site) -> io::Result<String> {
    let entries = Mutex::new(BTreeMap::new());
    let add = |entry: Entry| {
        entries.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.path.clone(), entry);
    };
    files(site, &|path, bytes| {
        add(Entry::of(path, bytes));
        Ok(())
    })?;
    for (path, source) in attachments(site) {
        let attachment = &site.sources.attachments[source];
        add(Entry { path: path.to_owned(), bytes: attachment.bytes, sha256: attachment.sha256.clone() });
    }
    Ok(manifest::text(&entries.into_inner().unwrap_or_else(PoisonError::into_inner), &site.content.settings.keep, None))
}

/// The search index of the whole site, with paths below the site's root.
fn search_files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let index = search::Index::new(site.content.projects.len());
    let texts: Vec<_> = (0..site.content.projects.len())
        .into_par_iter()
        .map(|number| {
            let view = render::project_view(site, number);
            index.add(number as u32, searchable::page(site, number, &view))
        })
        .collect();
    let files = search::finish(index, &site.content.settings.aliases, &searchable::names(site));
    let files = files.into_iter().chain(texts);
    files.map(|(path, bytes)| (Bundle::Search.folder().to_owned() + &path, bytes)).collect()
}

/// A built-in template has no place in the site's sources; its error is shown at `site.toml`, which chooses the theme.
fn finding(site: &Site, error: TemplateError) -> Finding {
    error.into_finding(chooses_theme(site))
}

/// A finding about a file as made, which has no place in the site's sources either.
fn made(site: &Site, message: Message) -> Finding {
    Finding { message, ..Finding::new("personal-in-output", Severity::Error, chooses_theme(site)) }
}

fn chooses_theme(site: &Site) -> Span {
    let settings = site.sources.find(SETTINGS);
    let any = || site.sources.below("").next().map(|(file, _)| file);
    match settings.or_else(any) {
        Some(file) => Span::start_of(file),
        None => unreachable!("a site without a single source has nothing to publish"),
    }
}

/// Files that are published as they are: path below the output folder, path below the root.
pub fn attachments(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let named = site.content.projects.iter().flat_map(|project| {
        let published = project.named.values().filter(|named| named.refusal.is_none());
        let paths: BTreeSet<&str> = published.map(|named| named.path.as_str()).collect();
        paths.into_iter().map(|path| format!("{PROJECTS}{}/{path}", project.id))
    });
    let of_projects = named.filter_map(|path| {
        let (source, _) = site.sources.attachments.get_key_value(&path)?;
        Some((source.strip_prefix("content/")?, source.as_str()))
    });
    let of_theme = site.theme.pictures().iter().map(|(address, source)| (address.as_str(), source.as_str()));
    // Whoever switches off the rule on personal data does not publish any by the name of a file.
    of_projects.chain(of_theme).filter(|(address, _)| privacy::find_in_path(address).is_empty())
}
