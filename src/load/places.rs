//! Where files of the content may lie, and links of it may lead: in the site's own folders, in the content of a site around
//! it, and where the operator says. Decides and opens; never reads what a file says.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::stamp::Stamp;
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

/// Which files a site had, and what tells that it has them still: the stamps of its folders, none for a folder that
/// something came to or went from a moment before it was looked through.
#[derive(Default)]
pub(super) struct Listed {
    files: Vec<PathBuf>,
    folders: Vec<(PathBuf, Option<Stamp>)>,
}

/// When so many folders are others, all are looked through.
const MANY: usize = 16;

/// As [`walk`], looking only through the folders that are not what they were `before`; the second is what the next walk may
/// take over. It began at `start`.
pub(super) fn walk_again(
    root: &Path,
    places: &Places,
    before: &Listed,
    start: SystemTime,
) -> Result<(Walked, Listed), LoadError> {
    let now: Vec<Option<Stamp>> = before.folders.par_iter().map(|(folder, _)| stamp_of(folder)).collect();
    let is_same = |((_, then), now): &(&(PathBuf, Option<Stamp>), &Option<Stamp>)| then.is_some() && then == *now;
    let pairs = || before.folders.iter().zip(&now);
    let others: Vec<&Path> = pairs().filter(|pair| !is_same(pair)).map(|((folder, _), _)| folder.as_path()).collect();
    let tops = FOLDERS.iter().filter(|top| root.join(top).symlink_metadata().is_ok()).count();
    let known_tops = before.folders.iter().filter(|(folder, _)| folder.parent() == Some(root)).count();
    if before.files.is_empty() || tops != known_tops || others.len() > MANY {
        let walked = walk(root, places)?;
        let listed = listed(&walked, &[], start);
        return Ok((walked, listed));
    }
    let is_kept = |path: &Path| !others.iter().any(|other| path.starts_with(other));
    let kept: Vec<(PathBuf, Option<Stamp>)> =
        before.folders.iter().filter(|(folder, _)| is_kept(folder)).cloned().collect();
    let mut walked =
        Walked { files: before.files.iter().filter(|file| is_kept(file)).cloned().collect(), ..Walked::default() };
    let outermost = others.iter().filter(|one| !others.iter().any(|other| one != &other && one.starts_with(other)));
    outermost.into_iter().try_for_each(|folder| walk_below(folder, places, &mut walked))?;
    // A link counts for the whole site.
    if hangs_on_more_than_folders(&walked) {
        walked = walk(root, places)?;
        return Ok((walked, Listed::default()));
    }
    let listed = listed(&walked, &kept, start);
    walked.layout.folders = listed.folders.iter().map(|(folder, _)| folder.clone()).collect();
    Ok((walked, listed))
}

/// What the next walk may take over of one that began at `start`, besides the folders that were `kept`.
fn listed(walked: &Walked, kept: &[(PathBuf, Option<Stamp>)], start: SystemTime) -> Listed {
    if hangs_on_more_than_folders(walked) {
        return Listed::default();
    }
    let stamped = |folder: &PathBuf| (folder.clone(), stamp_of(folder).filter(|stamp| stamp.is_settled(start)));
    let mut folders: Vec<(PathBuf, Option<Stamp>)> = walked.layout.folders.par_iter().map(stamped).collect();
    folders.extend_from_slice(kept);
    folders.sort_by(|(one, _), (other, _)| one.cmp(other));
    Listed { files: walked.files.clone(), folders }
}

/// Whether links were followed or anything was refused, of which the folders alone do not tell.
fn hangs_on_more_than_folders(walked: &Walked) -> bool {
    !walked.layout.linked.is_empty() || !walked.refused.is_empty()
}

/// The stamp of a folder, where the system tells by it of all that comes to it and goes from it.
fn stamp_of(folder: &Path) -> Option<Stamp> {
    let metadata = folder.symlink_metadata().ok().filter(|metadata| cfg!(unix) && metadata.is_dir())?;
    Some(Stamp::of(&metadata))
}

/// Looks for the files of a site.
pub(super) fn walk(root: &Path, places: &Places) -> Result<Walked, LoadError> {
    let mut walked = Walked::default();
    for folder in FOLDERS {
        walk_below(&root.join(folder), places, &mut walked)?;
    }
    Ok(walked)
}

/// Looks for files in a folder and all below it, if it is there, in the order of their names.
fn walk_below(folder: &Path, places: &Places, walked: &mut Walked) -> Result<(), LoadError> {
    if folder.symlink_metadata().is_err() {
        return Ok(());
    }
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let (path, is_folder, verdict) = match entry {
            Ok(entry) => {
                let verdict = judge(&entry, places, walked);
                (entry.path().to_owned(), entry.file_type().is_dir(), verdict)
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let verdict = judge_failure(&path, &error, places, walked);
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
    Ok(())
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
