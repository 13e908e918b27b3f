//! The flow of data in a few lines: sources → content → findings → site → files. Touches no disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::{Finding, Held, Severity};
use crate::emit::{Emit, Grow};
use crate::lang::Message;
use crate::manifest::{self, Digest, Entry};
use crate::model::project::Head;
use crate::model::shared::{self, Change, Shared};
use crate::model::{self, Content, PROJECTS};
use crate::privacy::{self, Form};
use crate::rules::{self, Lost, OfSite, Verdict};
use crate::search;
use crate::site::compose::searchable;
use crate::site::plan::outputs::{Bundle, Output, project_data};
use crate::site::theme;
use crate::site::theme::TemplateError;
use crate::site::{Kept, Page, Site, data, render};
use crate::source::{FileId, SETTINGS, Sources, Span, project_folder};

/// Reads, checks and plans. `found` are findings from loading. The site's findings say whether it may be published.
pub fn plan(sources: Sources, found: Vec<Finding>) -> Site {
    let (site, _) = plan_of(sources, found, None, Checks::AtOnce);
    site.check(|_| true);
    site
}

/// When projects are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Checks {
    /// As they are read: where all are to be checked, none need be read again for it.
    AtOnce,
    /// Once somebody asks.
    WhenAsked,
}

/// What was worked out of each project, by id: a pure function of the project's own files, of what all share, and of which
/// files lie in its folder.
#[derive(Default)]
pub struct Worked(BTreeMap<String, Kept>);

/// Findings as a site holds them.
fn held<'a>(found: impl IntoIterator<Item = &'a Finding>) -> Vec<Arc<Held>> {
    found.into_iter().map(|finding| Arc::new(Held::of(finding))).collect()
}

/// Reads and sums up a project.
fn work_out(sources: &Sources, content: &Content, (file, id): (FileId, &str), checks: Checks) -> Kept {
    let (project, mut found) = content.read(sources, file, id);
    rules::limit(&mut found, 0);
    rules::apply_levels(content, &mut found);
    let row = Arc::new(Site::row(sources, content, &project));
    let verdict = Verdict::new(held(&found), Vec::new());
    if checks == Checks::AtOnce {
        verdict.tell_of(sources, content, &project);
    }
    Kept { head: Arc::new(project.head), row, verdict: Arc::new(verdict) }
}

impl Worked {
    /// What is still so of other sources; nothing where the change may concern every project.
    fn still_so(mut self, sources: &Sources, shared: &Shared, before: &Site) -> Worked {
        let changed = sources.changed_since(&before.sources);
        let Some(change) = Change::of(&changed, &before.content, shared) else { return Worked::default() };
        let heads = &before.content.projects;
        let is_again = |head: &&Arc<Head>| change.is_of(head) || change.concerns_checks_of(sources, head);
        for head in heads.par_iter().filter(is_again).collect::<Vec<_>>() {
            self.0.remove(&head.id);
        }
        self
    }
}

/// As [`plan`], after a change: works out anew only what may have changed since `before`, and leaves the checks of projects to
/// who asks for them.
pub fn plan_again(sources: Sources, found: Vec<Finding>, before: Option<(&Site, Worked)>) -> (Site, Worked) {
    plan_of(sources, found, before, Checks::WhenAsked)
}

fn plan_of(sources: Sources, found: Vec<Finding>, before: Option<(&Site, Worked)>, checks: Checks) -> (Site, Worked) {
    let (shared, mut elsewhere) = shared::read(&sources);
    let Worked(mut known) = before.map(|(site, worked)| worked.still_so(&sources, &shared, site)).unwrap_or_default();
    let mut content = Content::without_projects(&sources, shared);
    let files: Vec<(FileId, &str)> = model::projects(&sources).filter(|(_, id)| !known.contains_key(*id)).collect();
    let worked = files.into_par_iter().map(|file| (file.1.to_owned(), work_out(&sources, &content, file, checks)));
    let worked: Vec<(String, Kept)> = worked.collect();
    known.extend(worked);
    content.projects = known.values().map(|known| Arc::clone(&known.head)).collect();
    let OfSite { findings: of_site, mut of_projects } = rules::check_site(&sources, &content);
    for (id, Kept { verdict, .. }) in &mut known {
        if let Some(other) = verdict.with(of_projects.remove(id).unwrap_or_default()) {
            *verdict = Arc::new(other);
        }
    }
    elsewhere.extend(model::reports_alone(&sources));
    rules::limit(&mut elsewhere, 0);
    let settings = &content.settings;
    let theme = theme::load(&sources, settings.theme.as_ref(), settings.language, &mut elsewhere);
    rules::apply_levels(&content, &mut elsewhere);
    let mut elsewhere = held(&elsewhere);
    let read = known.values().flat_map(|known| known.verdict.read()).map(AsRef::as_ref);
    let lost = Lost::of(&sources, &found, elsewhere.iter().map(AsRef::as_ref).chain(read));
    elsewhere.extend(held(of_site.iter().chain(of_projects.values().flatten())));
    elsewhere.retain(|finding| lost.lets(&sources, finding));
    elsewhere.extend(held(&found));
    let projects = known.values().cloned().collect();
    (Site::plan(sources, content, elsewhere, lost, projects, theme), Worked(known))
}

/// The digest of all that a site is made of: what was read, and the program, of which `program` is the digest. What has the
/// same is the same site to the byte.
pub fn made_of(sources: &Sources, program: Digest) -> Digest {
    manifest::digest_of(std::iter::once(program.to_string().into()).chain(sources.seen()))
}

/// Makes every file of a site, in parallel, and hands each over as it is made, so that none is kept.
///
/// Returns findings about templates that could not be rendered, and about personal data in what was made; the site must
/// then not be published.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &dyn Emit) -> io::Result<Vec<Finding>> {
    let looked_through =
        LookedThrough { emit, known: Known::of(site), own_domains: &site.sources.own_domains, leaks: Mutex::default() };
    let mut findings = make(site, &looked_through)?;
    let leaks = looked_through.leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.extend(leaks.into_values().flatten().map(|message| made(site, message)));
    Ok(findings)
}

/// Looks each file through on its way.
struct LookedThrough<'a> {
    emit: &'a dyn Emit,
    known: Known<'a>,
    own_domains: &'a [String],
    /// What files hold that must not be published, by path.
    leaks: Mutex<BTreeMap<String, Vec<Message>>>,
}

impl LookedThrough<'_> {
    fn look(&self, path: &str, bytes: &[u8]) {
        let found = personal_data(path, bytes, &self.known, self.own_domains);
        if !found.is_empty() {
            self.leaks.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_default().extend(found);
        }
    }
}

impl Emit for LookedThrough<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.look(path, bytes);
        self.emit.put(path, bytes)
    }

    fn grow<'a>(&'a self, path: &str) -> io::Result<Box<dyn Grow + 'a>> {
        Ok(Box::new(Growing { file: self.emit.grow(path)?, path: path.to_owned(), begun: Vec::new(), looks: self }))
    }
}

/// A file that grows, looked through line by line.
struct Growing<'a> {
    file: Box<dyn Grow + 'a>,
    path: String,
    /// What was written of a line that has no end yet.
    begun: Vec<u8>,
    looks: &'a LookedThrough<'a>,
}

impl Read for Growing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Write for Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        if is_looked_through(&self.path) {
            let (ended, begun) = bytes.split_at(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
            self.begun.extend(ended);
            if !ended.is_empty() {
                self.looks.look(&self.path, &self.begun);
                self.begun.clear();
            }
            self.begun.extend(begun);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Growing<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Grow for Growing<'_> {
    fn done(self: Box<Self>) -> io::Result<Entry> {
        self.looks.look(&self.path, &self.begun);
        self.file.done()
    }
}

/// Texts that are published and may hold what a reader of them would take for personal data: what is made from texts.
const LOOKED_THROUGH: [&str; 8] = ["html", "json", "jsonld", "csv", "xml", "js", "css", "svg"];

fn is_looked_through(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| LOOKED_THROUGH.contains(&ending))
}

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
        let figures = site.findings().iter().flat_map(|held| {
            let Finding { printed, recomputed, .. } = held.finding();
            [printed, recomputed].into_iter().flatten()
        });
        let of_projects = site.sources.allowed_lookalikes();
        Known {
            of_all: of_projects.values().flatten().copied().collect(),
            of_projects,
            everywhere: shown.map(|one| one.read).chain(figures).collect(),
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
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_looked_through(path)) {
        messages.extend(said(text, privacy::find_in_made(text, Form::of(path), own_domains)));
    }
    messages
}

fn make(site: &Site, emit: &dyn Emit) -> io::Result<Vec<Finding>> {
    let index = search::Index::new(site.content.projects.len());
    // The tables are written one after the other, beside the pages.
    let tables = || data::files(site, emit);
    let (broken, written) = rayon::join(|| outputs(site, &index, emit), tables);
    let broken = broken?;
    written?;
    if broken.is_empty() {
        for (path, bytes) in search::finish(index, &site.content.settings.aliases, &searchable::names(site)) {
            emit.put(&(Bundle::Search.folder().to_owned() + &path), &bytes)?;
        }
    }
    Ok(broken)
}

/// Makes what [`Site::outputs`] lists, and adds the pages of projects to the search index; returns the findings about
/// templates.
fn outputs(site: &Site, index: &search::Index, emit: &dyn Emit) -> io::Result<Vec<Finding>> {
    let broken = Mutex::new(Vec::new());
    site.outputs().collect::<Vec<_>>().into_par_iter().try_for_each(|(path, output)| {
        let made = match output {
            Output::Page(Page::Project(number)) => {
                // Read once for its page, for what is searched of this and for its data.
                let project = site.project(*number);
                let view = render::project_view(site, *number, &project);
                let (text, bytes) = index.add(*number as u32, searchable::page(site, &project, &view));
                emit.put(&(Bundle::Search.folder().to_owned() + &text), &bytes)?;
                emit.put(&project_data(&project), &data::project_json(site, &project))?;
                render::project_page(site, *number, &project, &view)
                    .map(|html| Cow::Owned(html.into_bytes()))
                    .map_err(Failed::Template)
            }
            Output::Project(_) => return Ok(()),
            output => bytes(site, path, output),
        };
        match made {
            Ok(bytes) => return emit.put(path, &bytes),
            Err(Failed::Template(error)) => {
                broken.lock().unwrap_or_else(PoisonError::into_inner).push(finding(site, error));
            }
            Err(Failed::Io(error)) => return Err(error),
        }
        Ok(())
    })?;
    let mut broken = broken.into_inner().unwrap_or_else(PoisonError::into_inner);
    broken.sort_by_key(Finding::order);
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
        Output::Project(index) => Cow::Owned(data::project_json(site, &site.project(*index))),
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
    if let Some(output) = site.output(path) {
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
    let files = Mutex::new(BTreeMap::new());
    let keep = |path: &str, bytes: &[u8]| {
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    // What fails leaves out what it would have made.
    let _ = data::files(site, &keep);
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The manifest of the site as it would be written.
fn manifest(site: &Site) -> io::Result<String> {
    let entries = Mutex::new(Vec::new());
    let add = |entry: Entry| entries.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    files(site, &|path: &str, bytes: &[u8]| {
        add(Entry::of(path, bytes));
        Ok(())
    })?;
    for (path, source) in attachments(site) {
        let attachment = &site.sources.attachments[source];
        add(Entry { path: path.to_owned(), bytes: attachment.bytes, sha256: attachment.sha256 });
    }
    let mut entries = entries.into_inner().unwrap_or_else(PoisonError::into_inner);
    entries.sort_unstable();
    Ok(manifest::text(&entries, &site.content.settings.keep, None))
}

/// The search index of the whole site, with paths below the site's root.
fn search_files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let index = search::Index::new(site.content.projects.len());
    let texts: Vec<_> = (0..site.content.projects.len())
        .into_par_iter()
        .map(|number| {
            let project = site.project(number);
            let view = render::project_view(site, number, &project);
            index.add(number as u32, searchable::page(site, &project, &view))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Paths in which something is found, of a file that is written piece by piece.
    fn leaks(path: &str, pieces: &[&str]) -> Vec<String> {
        let known = Known { of_projects: BTreeMap::new(), of_all: BTreeSet::new(), everywhere: BTreeSet::new() };
        let emit = |_: &str, _: &[u8]| Ok(());
        let looked_through = LookedThrough { emit: &emit, known, own_domains: &[], leaks: Mutex::default() };
        let mut file = looked_through.grow(path).expect("taken");
        pieces.iter().for_each(|piece| file.write_all(piece.as_bytes()).expect("taken"));
        file.done().expect("taken");
        looked_through.leaks.into_inner().expect("nobody panicked").into_keys().collect()
    }

    #[test]
    fn what_grows_is_looked_through_wherever_its_pieces_end() {
        let number = ["13", "912345678"].concat();
        for pieces in [
            vec![format!("甲,{number}\n乙,1\n")],
            vec!["甲,1391".to_owned(), format!("{}\n乙,1\n", &number[4..])],
            vec!["甲,1\n乙,139".to_owned(), "1234".to_owned(), "5678".to_owned()],
        ] {
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            assert_eq!(leaks("data/a.csv", &pieces), ["data/a.csv"], "{pieces:?}");
            assert!(leaks("data/a.zip", &pieces).is_empty());
        }
        assert!(leaks("data/a.csv", &["甲,139\n", "1234\n", "5678\n"]).is_empty());
    }
}
