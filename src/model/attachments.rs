//! The files beside a project that its texts name, and why some of them are not published. Only these ever are.

use std::collections::BTreeMap;

use crate::address::{self, Target};
use crate::filename::{self, Trouble};
use crate::media;
use crate::privacy::{self, Form};
use crate::source::{Attachment, Contents, FileId, Located, Sources, Span, project_folder};
use crate::syntax::markdown;

/// A file as a text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Where it is first written.
    pub span: Span,
    /// The path that is meant, below the project's folder.
    pub path: String,
    /// Of an address, what stands behind the path: `#page=3`.
    behind: String,
    /// Why it is not published, if it is not.
    pub refusal: Option<Refusal>,
}

impl Named {
    /// Its address, below the project's own.
    pub fn address(&self) -> String {
        address::of_path(&self.path) + &self.behind
    }
}

/// Why a file that a text names is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none in the project's `files/`.
    Missing,
    /// A file of this ending runs in browsers or on servers.
    Runs(&'static str),
    /// Files of this ending are published on request only.
    OnRequest(&'static str),
    /// Nothing is known of files of this ending.
    Unknown(String),
    /// Its bytes are not those of its ending.
    OtherBytes,
    /// Its text cannot be looked through: it is longer than that, or cannot be read.
    NotLookedThrough,
    /// Not every system can hold its name.
    Name(Trouble),
    /// Its name differs from that of this other file in case only.
    Twin(String),
    /// There is personal data in its name.
    PersonalName,
    /// There is personal data in its text.
    PersonalText,
}

/// The files that a project's `[[sources]]` and the links of its report name, by what is written there.
/// `on_request` are endings that the publisher allows beside the usual ones.
pub(super) fn named<'a>(
    sources: &Sources,
    id: &str,
    originals: impl Iterator<Item = &'a Located<String>>,
    report: Option<FileId>,
    on_request: &[&'static str],
) -> BTreeMap<String, Named> {
    let folder = format!("{}{id}/", super::PROJECTS);
    let beside = Beside { folder: &folder, sources };
    let mut written: Vec<(String, Span)> = originals.map(|file| (file.value.clone(), file.span)).collect();
    if let Some(report) = report {
        let links = markdown::links(&sources.text(report)).into_iter();
        let to_files = links.filter(|(target, _)| {
            address::target(target) == Target::Site && !target.is_empty() && !target.starts_with(['#', '?'])
        });
        written.extend(to_files.map(|(target, range)| (target, Span::new(report, range))));
    }
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    let mut by_case: BTreeMap<String, String> = BTreeMap::new();
    for (written, span) in written {
        if named.contains_key(&written) {
            continue;
        }
        let (path, behind, file) = beside.meant(&written);
        let mut refusal = refusal(&path, file, on_request);
        if refusal.is_none() {
            let twin = by_case.entry(path.to_lowercase()).or_insert_with(|| path.clone());
            refusal = (*twin != path).then(|| Refusal::Twin(twin.clone()));
        }
        named.insert(written, Named { span, path, behind, refusal });
    }
    named
}

/// What lies beside a project.
struct Beside<'a> {
    folder: &'a str,
    sources: &'a Sources,
}

impl<'a> Beside<'a> {
    /// The path that is meant, what stands behind it, and the file, where there is one. What is written is taken as a path
    /// where there is such a file, and else as an address.
    fn meant(&self, written: &str) -> (String, String, Option<&'a Attachment>) {
        let as_path = self.below(written);
        if let Some(file) = self.file(&as_path) {
            return (self.own_path(file), String::new(), Some(file));
        }
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let as_address = address::path_of(&written[..end]).map(|path| self.below(&path)).unwrap_or_default();
        match self.file(&as_address) {
            Some(file) => (self.own_path(file), written[end..].to_owned(), Some(file)),
            None => (as_path, String::new(), None),
        }
    }

    /// A path below the project's folder, without `.` and `..`; as it is written where it leads elsewhere.
    fn below(&self, path: &str) -> String {
        let resolved = address::resolve(self.folder, path);
        let below = resolved.as_deref().and_then(|path| path.strip_prefix(self.folder));
        below.map_or_else(|| path.to_owned(), str::to_owned)
    }

    /// The file of a path, in which what is personal may be masked, as it is in every text.
    fn file(&self, path: &str) -> Option<&'a Attachment> {
        if let Some(file) = self.sources.attachments.get(&format!("{}{path}", self.folder)) {
            return Some(file);
        }
        let of_folder = self.sources.attachments.range(self.folder.to_owned()..);
        let mut beside = of_folder.map(|(_, file)| file).take_while(|file| file.path.starts_with(self.folder));
        beside.find(|file| path.contains(['*', '＊']) && masked(&self.own_path(file)) == path)
    }

    fn own_path(&self, file: &Attachment) -> String {
        file.path.strip_prefix(self.folder).unwrap_or(&file.path).to_owned()
    }
}

/// A path as it stands in a text, where what is personal is masked.
fn masked(path: &str) -> String {
    privacy::mask(path, &privacy::find(path, Form::Toml, &[]))
}

fn refusal(path: &str, file: Option<&Attachment>, on_request: &[&'static str]) -> Option<Refusal> {
    if !path.starts_with("files/") {
        let trouble = Some(Trouble::Forbidden('\\')).filter(|_| path.contains('\\'));
        return Some(trouble.map_or(Refusal::Missing, Refusal::Name));
    }
    if let Some(ending) = media::runs(path) {
        return Some(Refusal::Runs(ending));
    }
    if let Some(trouble) = filename::trouble(path) {
        return Some(Refusal::Name(trouble));
    }
    let Some(file) = file else { return Some(Refusal::Missing) };
    let ending = media::ending(path);
    let Some(kind) = media::kind(&ending) else { return Some(Refusal::Unknown(ending)) };
    if !kind.is_usual && !on_request.contains(&kind.ending) {
        return Some(Refusal::OnRequest(kind.ending));
    }
    let address = format!("{}/{path}", project_folder(&file.path));
    match &file.contents {
        Contents::Other => Some(Refusal::OtherBytes),
        Contents::NotLookedThrough => Some(Refusal::NotLookedThrough),
        Contents::Fitting(personal) if !personal.is_empty() => Some(Refusal::PersonalText),
        Contents::Fitting(_) if !privacy::find_in_path(&address).is_empty() => Some(Refusal::PersonalName),
        Contents::Fitting(_) => None,
    }
}
