//! Reads content and themes from a disk: the only reader. Judges nothing but whether a file may be read, and what bytes are.

mod attachments;
mod look;
mod office;
mod places;
mod stamp;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::diag::{Finding, Severity};
use crate::lang::Message;
use crate::limits;
use crate::manifest::Digest;
use crate::model;
use crate::source::{Attachment, Contents, SETTINGS, Source, Sources, Span, own_domains};
pub use places::FOLDERS;
use places::{Listed, Places};
use stamp::Stamp;

/// A failure of the machine: a file that cannot be read.
#[derive(Debug)]
pub struct LoadError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// What was read of a disk.
#[derive(Default)]
pub struct Loaded {
    /// Every file.
    pub sources: Sources,
    /// What is wrong with files that were not taken in.
    pub findings: Vec<Finding>,
    /// Where the files lie.
    pub layout: Layout,
    /// What tells of a file, by its path below the root, that it is still as it was read.
    stamps: BTreeMap<String, Stamp>,
    /// What tells which files there are without looking through all folders.
    listed: Listed,
}

/// The folders that files lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Every folder that was looked through.
    pub folders: Vec<PathBuf>,
    /// Where links lead that were followed, or would be if anything were there.
    pub linked: Vec<PathBuf>,
}

/// Reads every file of `content/` and `themes/` below `root`. Links are followed to places in these folders, in those of a
/// site around the root, and in folders that `links` or `site.toml` names.
///
/// Files under a project's `files/`, and pictures and fonts of themes, become attachments; any other file must be text.
///
/// # Errors
/// When `content/` or its `site.toml` is missing, or a file or folder cannot be read.
pub fn load(root: &Path, links: &[PathBuf]) -> Result<Loaded, LoadError> {
    load_again(root, links, &Loaded::default())
}

/// As [`load`]; files are not read again that are still as they were `before`.
///
/// # Errors
/// Those of [`load`].
pub fn load_again(root: &Path, links: &[PathBuf], before: &Loaded) -> Result<Loaded, LoadError> {
    let places = places_of(root, links)?;
    // Before looking at anything, so that what changes meanwhile is looked at again.
    let now = SystemTime::now();
    let (walked, listed) = places::walk_again(root, &places, &before.listed, now)?;
    let settings = root.join(SETTINGS);
    let is_there = |path: &PathBuf| settings.starts_with(path);
    if !walked.files.iter().any(is_there) && !walked.refused.iter().any(|(path, ..)| is_there(path)) {
        return Err(LoadError { path: settings, error: io::ErrorKind::NotFound.into() });
    }
    let own = settings_of(root, &places)?.map_or_else(Vec::new, |settings| own_domains(&settings.text));
    let nothing = BTreeMap::new();
    // Whose mailboxes are public decides what is masked in any file.
    let known = if own == before.sources.own_domains { &before.stamps } else { &nothing };
    let read = |path: &PathBuf| -> Result<(String, File, Stamp), LoadError> {
        let name = below(root, path);
        if let Some(stamp) = known.get(&name).filter(|stamp| is_still(path, stamp)) {
            return Ok((name, File::Same, stamp.clone()));
        }
        let (file, stamp) = read(path, &name, &places, &own)?;
        Ok((name, file, stamp))
    };
    let files: Vec<(String, File, Stamp)> = walked.files.par_iter().map(read).collect::<Result<_, _>>()?;
    let (mut texts, mut kept) = (Vec::new(), Vec::new());
    let mut attachments = BTreeMap::new();
    let mut stamps = Vec::new();
    let mut broken: Vec<_> =
        walked.refused.into_iter().map(|(path, rule, message)| (below(root, &path), rule, message)).collect();
    for (name, file, stamp) in files {
        match file {
            File::Text(text) => texts.push(Source { path: name.clone(), text }),
            File::Binary(attachment) => drop(attachments.insert(name.clone(), attachment)),
            File::Unread(rule, message) => {
                broken.push((name, rule, message));
                continue;
            }
            File::Same => match before.sources.attachments.get(&name) {
                Some(attachment) => drop(attachments.insert(name.clone(), attachment.clone())),
                None => kept.extend(before.sources.find(&name)),
            },
        }
        stamps.extend(stamp.is_settled(now).then_some((name, stamp)));
    }
    texts.extend(broken.iter().map(|(path, ..)| Source { path: path.clone(), text: String::new() }));
    let mut sources = Sources::again(texts, kept, &before.sources);
    sources.attachments = attachments;
    let findings = broken
        .into_iter()
        .filter_map(|(path, rule, message)| {
            let finding = Finding::new(rule, Severity::Error, Span::start_of(sources.find(&path)?));
            Some(Finding { message, ..finding })
        })
        .collect();
    Ok(Loaded { sources, findings, layout: walked.layout, stamps: stamps.into_iter().collect(), listed })
}

/// Whether a file is the one of a stamp, unchanged. What it is cannot have changed either, nor where it may lie: that the
/// walk looks at.
fn is_still(path: &Path, stamp: &Stamp) -> bool {
    fs::metadata(path).is_ok_and(|metadata| Stamp::of(&metadata) == *stamp)
}

/// Opens an attachment, if it still lies where [`load`] would read it.
///
/// # Errors
/// When it does not, or cannot be read.
pub fn open_attachment(root: &Path, links: &[PathBuf], path: &str) -> io::Result<fs::File> {
    let places = places_of(root, links).map_err(|failed| failed.error)?;
    places.open(&root.join(path))?.ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn places_of(root: &Path, links: &[PathBuf]) -> Result<Places, LoadError> {
    let failed = |error| LoadError { path: root.join("content"), error };
    let mut places = Places::of(root).map_err(failed)?;
    places.allow(links.iter().cloned());
    if let Some(settings) = settings_of(root, &places)? {
        let (content, _) = model::read(&Sources::new([settings]));
        places.allow(content.settings.allow_links.iter().map(|folder| root.join(folder)));
    }
    Ok(places)
}

/// The settings of the site, which say how the rest is read.
fn settings_of(root: &Path, places: &Places) -> Result<Option<Source>, LoadError> {
    let settings = root.join(SETTINGS);
    if !settings.is_file() {
        return Ok(None);
    }
    Ok(match read(&settings, SETTINGS, places, &[])?.0 {
        File::Text(text) => Some(Source { path: SETTINGS.to_owned(), text }),
        File::Binary(_) | File::Unread(..) | File::Same => None,
    })
}

/// Whether an editor, an office, a file manager or a version control keeps the file or folder for itself, by its name:
/// it is neither read nor published, and nothing below such a folder is.
#[must_use]
pub fn is_bystander(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini")
        || [".swp", ".tmp", ".bak", ".orig"].iter().any(|end| lower.ends_with(end))
}

enum File {
    Text(String),
    Binary(Attachment),
    /// A file that is not taken in, with the rule that says so and its message.
    Unread(&'static str, Message),
    /// A file that is as it was.
    Same,
}

/// Reads a file that is called `name` below the root; `own` are the domains of the publisher.
fn read(path: &Path, name: &str, places: &Places, own: &[String]) -> Result<(File, Stamp), LoadError> {
    let failed = |error| LoadError { path: path.to_owned(), error };
    let Some(mut file) = places.open(path).map_err(failed)? else {
        // A link was put in its place this moment.
        let message = Message::new("link-not-followed").with("target", "…");
        let metadata = path.symlink_metadata().map_err(failed)?;
        return Ok((File::Unread("link-not-followed", message), Stamp::of(&metadata)));
    };
    // Taken before reading, so that what changes meanwhile is read again.
    let metadata = file.metadata().map_err(failed)?;
    let stamp = Stamp::of(&metadata);
    let parts: Vec<&str> = name.split('/').collect();
    let is_attachment = parts[0] == "content" && parts.get(4).is_some_and(|part| *part == "files");
    if is_attachment {
        let attachment = attachments::read(file, name.to_owned(), own).map_err(failed)?;
        return Ok((File::Binary(attachment), stamp));
    }
    // A picture or font that a theme brings.
    let is_static = parts[0] == "themes" && parts.get(2).is_some_and(|part| *part == "static");
    let most = if is_static { u64::MAX } else { limits::TEXT_BYTES };
    // With room for the end to be noticed without growing: a text is kept for as long as the site.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most)).unwrap_or(0) + 32);
    file.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        let length = file.metadata().map_err(failed)?.len();
        let message =
            Message::new("too-large").with("bytes", length.to_string()).with("most", limits::TEXT_BYTES.to_string());
        return Ok((File::Unread("limit-exceeded", message), stamp));
    }
    let file = match String::from_utf8(bytes) {
        // A mark of the order of bytes says nothing in UTF-8, and is no part of the text.
        Ok(text) => File::Text(without_bom(text)),
        Err(error) if is_static => {
            let (bytes, sha256) = digest_of(error.as_bytes()).map_err(failed)?;
            let contents = Contents::Fitting(Vec::new());
            File::Binary(Attachment { path: name.to_owned(), bytes, sha256, contents })
        }
        Err(_) => File::Unread("not-utf8", Message::new("not-utf8")),
    };
    Ok((file, stamp))
}

/// A path below the root, with `/` between its parts.
fn below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn without_bom(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Opens a file for reading, without waiting for one.
///
/// # Errors
/// When it cannot be read, or is no file but something that may have no end.
pub fn open(path: &Path) -> io::Result<fs::File> {
    places::open(path)
}

/// Size and SHA-256 of a file, read in pieces.
///
/// # Errors
/// When it cannot be read.
pub fn digest(path: &Path) -> io::Result<(u64, Digest)> {
    digest_of(open(path)?)
}

fn digest_of(mut file: impl Read) -> io::Result<(u64, Digest)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        bytes += count as u64;
    }
    Ok((bytes, hasher.into()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_bystander;

    #[test]
    fn files_of_editors_are_bystanders_and_content_is_not() {
        for name in [
            ".#report.md",
            "report.md~",
            "#report.md#",
            ".git",
            ".svn",
            ".obsidian",
            ".vscode",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
            "~$报告.docx",
            ".report.md.swp",
            "report.swp",
            "a.tmp",
            "project.toml.bak",
            "a.orig",
        ] {
            assert!(is_bystander(Path::new(name)), "{name}");
        }
        for name in ["report.md", "project.toml", "files", "报告#1.pdf", "#", "bak", "附件~1.pdf", "2022"] {
            assert!(!is_bystander(Path::new(name)), "{name}");
        }
    }
}
