//! What others put into the output folder: found, refused or carried over to the next site. Deletes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Refusal, modes};
use crate::manifest::{self, Manifest};

/// What of others' is kept: paths below the output folder, none within another.
#[derive(Debug, Default)]
pub(super) struct Others(Vec<Entry>);

/// A file, a link or a whole folder.
#[derive(Debug)]
struct Entry {
    path: PathBuf,
    is_folder: bool,
}

impl Entry {
    /// The path as it is said: parts joined by `/`, a folder's ending in one.
    fn name(&self) -> String {
        let parts: Vec<_> = self.path.iter().map(|part| part.to_string_lossy()).collect();
        format!("{}{}", parts.join("/"), if self.is_folder { "/" } else { "" })
    }
}

/// Finds what others put into `out`. Kept is what `keep` names, and what begins with a dot at the top.
///
/// # Errors
/// When there is anything else, or another file system is mounted below `out`.
pub(super) fn survey(out: &Path, before: &Manifest, keep: &[String]) -> Result<Others, Refusal> {
    if !out.exists() {
        return Ok(Others::default());
    }
    if is_mounted(out)? {
        return Err(Refusal::Mounted(out.to_owned()));
    }
    let ours = Ours::of(before);
    let mut found = Found { ours: &ours, keep, kept: Vec::new(), unknown: Vec::new() };
    found.look(out, Path::new(""), false)?;
    match found.unknown.is_empty() {
        true => Ok(Others(found.kept)),
        false => Err(Refusal::Unknown(found.unknown.iter().map(Entry::name).collect())),
    }
}

/// The files of a site, and the folders that they lie in.
struct Ours<'a> {
    files: BTreeSet<&'a Path>,
    folders: BTreeSet<&'a Path>,
}

impl<'a> Ours<'a> {
    fn of(site: &'a Manifest) -> Ours<'a> {
        let listed = site.files.iter().map(|file| Path::new(&file.path));
        let files: BTreeSet<&Path> = listed.chain([Path::new(manifest::NAME)]).collect();
        let folders = files.iter().flat_map(|file| file.ancestors().skip(1)).collect();
        Ours { files, folders }
    }
}

struct Found<'a> {
    ours: &'a Ours<'a>,
    keep: &'a [String],
    kept: Vec<Entry>,
    unknown: Vec<Entry>,
}

impl Found<'_> {
    /// Looks through a folder at `path` below the output folder; `is_kept` says that it is kept as a whole.
    fn look(&mut self, out: &Path, path: &Path, is_kept: bool) -> Result<(), Refusal> {
        for entry in fs::read_dir(out.join(path))? {
            let entry = entry?;
            let is_folder = entry.file_type()?.is_dir();
            let path = path.join(entry.file_name());
            if is_folder && is_mounted(&entry.path())? {
                return Err(Refusal::Mounted(entry.path()));
            }
            let is_ours = if is_folder { &self.ours.folders } else { &self.ours.files }.contains(path.as_path());
            if is_ours || is_kept {
                if is_folder {
                    self.look(out, &path, is_kept)?;
                }
            } else if self.is_kept(&path) {
                if is_folder {
                    self.look(out, &path, true)?;
                }
                self.kept.push(Entry { path, is_folder });
            } else if is_folder && self.keep.iter().any(|kept| Path::new(kept).starts_with(&path)) {
                self.look(out, &path, false)?;
            } else {
                self.unknown.push(Entry { path, is_folder });
            }
        }
        Ok(())
    }

    fn is_kept(&self, path: &Path) -> bool {
        let is_hidden = path.as_os_str().as_encoded_bytes().starts_with(b".");
        is_hidden && path.components().count() == 1 || self.keep.iter().any(|kept| Path::new(kept) == path)
    }
}

impl Others {
    /// The paths, folders ending in `/`.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Entry::name)
    }

    /// The first that is a file of the site, or a folder with one.
    pub(super) fn among(&self, site: &[manifest::Entry]) -> Option<String> {
        let is_ours = |entry: &&Entry| site.iter().any(|file| Path::new(&file.path).starts_with(&entry.path));
        self.0.iter().find(is_ours).map(Entry::name)
    }

    /// Puts all into the next site, as second names of the same files.
    pub(super) fn link(&self, out: &Path, new: &Path) -> io::Result<()> {
        for entry in &self.0 {
            if let Some(folder) = entry.path.parent() {
                modes::create_folder(&new.join(folder))?;
            }
            link(&out.join(&entry.path), &new.join(&entry.path))?;
        }
        Ok(())
    }
}

fn link(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = from.symlink_metadata()?;
    if !metadata.is_dir() {
        return fs::hard_link(from, to);
    }
    fs::create_dir(to)?;
    fs::set_permissions(to, metadata.permissions())?;
    keep_owner(&metadata, to);
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        link(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// A folder of another user stays his where the system lets us give it to him.
#[cfg(unix)]
fn keep_owner(metadata: &fs::Metadata, to: &Path) {
    use std::os::unix::fs::MetadataExt;
    let _ = std::os::unix::fs::chown(to, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::Metadata, _: &Path) {}

/// Moves to `out` what others put into the site that it replaced, now at `old`, and that is not there: what came while the
/// sites were exchanged. Returns what was moved.
pub(super) fn rescue(old: &Path, out: &Path, before: &Manifest) -> io::Result<Vec<String>> {
    let mut moved = Vec::new();
    if old.is_dir() {
        move_missing(old, out, Path::new(""), &Ours::of(before), &mut moved)?;
    }
    Ok(moved)
}

fn move_missing(old: &Path, out: &Path, path: &Path, ours: &Ours<'_>, moved: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(old.join(path))? {
        let entry = entry?;
        let path = path.join(entry.file_name());
        let is_folder = entry.file_type()?.is_dir();
        if is_folder && (ours.folders.contains(path.as_path()) || out.join(&path).is_dir()) {
            move_missing(old, out, &path, ours, moved)?;
        } else if !ours.files.contains(path.as_path()) && out.join(&path).symlink_metadata().is_err() {
            if let Some(folder) = path.parent() {
                modes::create_folder(&out.join(folder))?;
            }
            fs::rename(entry.path(), out.join(&path))?;
            moved.push(Entry { path, is_folder }.name());
        }
    }
    Ok(())
}

/// Whether another file system is mounted on a folder.
#[cfg(target_os = "linux")]
pub(super) fn is_mounted(folder: &Path) -> io::Result<bool> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let state = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT, StatxFlags::TYPE)?;
    Ok(state.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Whether another file system is mounted on a folder.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn is_mounted(folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|metadata| metadata.dev());
    Ok(folder.parent().is_some_and(|parent| device(parent).ok() != device(folder).ok()))
}

#[cfg(not(unix))]
pub(super) fn is_mounted(_: &Path) -> io::Result<bool> {
    Ok(false)
}
