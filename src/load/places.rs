//! Where files of the content may lie, and links of it may lead: in the site's own folders, in the content of a site around
//! it, and where the operator says. Decides and opens; never reads what a file says.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Layout, LoadError, is_bystander};
use crate::lang::Message;
use crate::limits;

/// The folders below the root that everything lies in.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Real paths of the folders that may be read.
pub(super) struct Places(Vec<PathBuf>);

impl Places {
    /// The places of a site that the operator adds no other to.
    pub(super) fn of(root: &Path) -> io::Result<Places> {
        let root = fs::canonicalize(root)?;
        // Several sites that share their content lie in the folder that holds it.
        let is_shared =
            |above: &&Path| ["agencies.toml", "rubrics"].iter().any(|name| above.join("content").join(name).exists());
        let around = root.ancestors().skip(1).find(is_shared);
        let sites = [Some(root.as_path()), around].into_iter().flatten();
        Ok(Places(sites.flat_map(|site| FOLDERS.map(|folder| site.join(folder))).collect()))
    }

    /// Adds places; one that is not there holds nothing.
    pub(super) fn allow(&mut self, folders: impl Iterator<Item = PathBuf>) {
        self.0.extend(folders.filter_map(|folder| fs::canonicalize(folder).ok()));
    }

    /// Whether a real path lies in one of the places, and not in what editors or version control keep there.
    fn hold(&self, real: &Path) -> bool {
        let is_kept = |below: &Path| below.iter().any(|part| is_bystander(Path::new(part)));
        self.0.iter().any(|place| real.strip_prefix(place).is_ok_and(|below| !is_kept(below)))
    }

    /// Opens a file; `None` when what was opened lies elsewhere. What is looked at is the open file, so that a link put in its
    /// place meanwhile leads to nothing.
    pub(super) fn open(&self, path: &Path) -> io::Result<Option<File>> {
        let file = open(path)?;
        let real = fs::canonicalize(path)?;
        let is_there = identity(&file.metadata()?) == identity(&real.symlink_metadata()?);
        Ok(Some(file).filter(|_| is_there && self.hold(&real)))
    }
}

/// Opens a file for reading; fails for what is no file, and so may have no end.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = open_at_once(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Opens without waiting for whoever writes to a pipe.
#[cfg(unix)]
fn open_at_once(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> impl PartialEq + use<> {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(metadata: &fs::Metadata) -> impl PartialEq + use<> {
    (metadata.len(), metadata.modified().ok())
}

/// What lies below the folders of a site.
#[derive(Default)]
pub(super) struct Walked {
    /// Files to read.
    pub(super) files: Vec<PathBuf>,
    /// What is not read, with the rule that says so and its message.
    pub(super) refused: Vec<(PathBuf, &'static str, Message)>,
    /// The folders, and where links lead.
    pub(super) layout: Layout,
    /// How deep the link lies that what is now looked at was reached by.
    link: Option<usize>,
    /// How much was reached by links.
    reached: usize,
}

/// Looks for the files of a site, in the order of their names.
pub(super) fn walk(root: &Path, places: &Places) -> Result<Walked, LoadError> {
    let mut walked = Walked::default();
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if folder.symlink_metadata().is_err() {
            continue;
        }
        let mut entries = WalkDir::new(&folder).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let (path, is_folder, verdict) = match entry {
                Ok(entry) => {
                    let verdict = judge(&entry, places, &mut walked);
                    (entry.path().to_owned(), entry.file_type().is_dir(), verdict)
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&folder).to_owned();
                    let verdict = judge_failure(&path, &error, places, &mut walked);
                    (path.clone(), false, verdict.ok_or(LoadError { path, error: error.into() })?)
                }
            };
            if is_folder && !matches!(verdict, Verdict::Take) {
                entries.skip_current_dir();
            }
            match verdict {
                Verdict::Take if is_folder => walked.layout.folders.push(path),
                Verdict::Take => walked.files.push(path),
                Verdict::Refuse(rule, message) => walked.refused.push((path, rule, message)),
                Verdict::Leave => {}
            }
        }
    }
    Ok(walked)
}

enum Verdict {
    Take,
    /// Passed over without a word.
    Leave,
    /// Not read, which a finding of this rule says.
    Refuse(&'static str, Message),
}

fn judge(entry: &DirEntry, places: &Places, walked: &mut Walked) -> Verdict {
    if entry.depth() > 0 && is_bystander(entry.path()) {
        return Verdict::Leave;
    }
    walked.link = walked.link.filter(|depth| entry.depth() > *depth);
    if entry.path_is_symlink() {
        match fs::canonicalize(entry.path()) {
            Ok(real) if places.hold(&real) => {
                walked.layout.linked.extend(links_between(entry.path()));
                walked.layout.linked.push(real);
            }
            _ => return refused_link("link-not-followed", entry.path()),
        }
        walked.link = walked.link.or(Some(entry.depth()));
    }
    walked.reached += usize::from(walked.link.is_some());
    if walked.link.is_some() && walked.reached > limits::LINKED {
        let message = || Message::new("too-many-linked").with("most", limits::LINKED);
        let is_first = walked.reached == limits::LINKED + 1;
        return if is_first { Verdict::Refuse("limit-exceeded", message()) } else { Verdict::Leave };
    }
    match entry.file_type() {
        kind if kind.is_dir() || kind.is_file() => Verdict::Take,
        _ => Verdict::Refuse("not-a-file", Message::new("not-a-file")),
    }
}

/// The links that a link leads to, one after the other; whichever of them changes, what is read may change.
fn links_between(link: &Path) -> impl Iterator<Item = PathBuf> {
    let next = |link: &PathBuf| {
        let target = link.parent()?.join(fs::read_link(link).ok()?);
        target.is_symlink().then_some(target)
    };
    std::iter::successors(next(&link.to_owned()), next).take(LONGEST_CHAIN)
}

/// As many links as Linux follows one after the other.
const LONGEST_CHAIN: usize = 40;

/// Judges what the system cannot look at; `None` where it fails.
fn judge_failure(path: &Path, error: &walkdir::Error, places: &Places, walked: &mut Walked) -> Option<Verdict> {
    // A lock of an editor is a link to nowhere.
    if error.depth() > 0 && is_bystander(path) {
        return Some(Verdict::Leave);
    }
    let target = fs::read_link(path).ok()?;
    if error.loop_ancestor().is_some() {
        return Some(refused_link("link-in-circle", path));
    }
    let target = path.parent()?.join(target);
    let existing = target.ancestors().find_map(|above| fs::canonicalize(above).ok())?;
    if !places.hold(&existing) {
        return Some(refused_link("link-not-followed", path));
    }
    walked.layout.linked.push(target);
    Some(refused_link("link-leads-nowhere", path))
}

fn refused_link(id: &'static str, path: &Path) -> Verdict {
    let target = fs::read_link(path).unwrap_or_default();
    Verdict::Refuse("link-not-followed", Message::new(id).with("target", target.display().to_string()))
}
