//! The only writer of the output folder, which is only ever a whole site: made beside it, then swapped in by rename.
//! Knows files, not pages; never prints.
//!
//! Beside `public/` a working folder `.public.gongshi/` holds `lock`, `new/` (the site being made) and, for the moment
//! of the swap, `old/`. It is gone when a [`Stage`] is dropped; what a killed build leaves is put right by the next.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::load;
use crate::manifest::{self, Entry};

/// A site being made. [`Stage::commit`] publishes it; dropping it leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    out: PathBuf,
    work: PathBuf,
    listed: Mutex<BTreeMap<String, Entry>>,
    unchanged: AtomicUsize,
    _lock: File,
}

/// Why no site can be written to a folder.
#[derive(Debug)]
pub enum Refusal {
    /// It is, holds or lies in the folder that the site is made from.
    Sources,
    /// It has files and no manifest of ours: it is somebody else's.
    Foreign,
    /// Another build is writing to it.
    Busy,
    /// The system failed.
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Failed(error)
    }
}

/// What a commit did, in numbers of files; the manifest is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// New files, and files whose bytes changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files that the site no longer has.
    pub removed: usize,
}

impl Stage {
    /// Starts a site that is to replace `out`; `root` holds the sources, which must not be overwritten.
    ///
    /// # Errors
    /// When `out` must not or cannot be replaced.
    pub fn begin(root: &Path, out: &Path) -> Result<Stage, Refusal> {
        let out = resolve(out)?;
        if touches_sources(root, &out)? {
            return Err(Refusal::Sources);
        }
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else { return Err(Refusal::Sources) };
        fs::create_dir_all(parent)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(".gongshi");
        let work = parent.join(hidden);
        let lock = lock(&work)?;
        restore(&work, &out)?;
        clear(&work)?;
        let stage = Stage { out, work, listed: Mutex::default(), unchanged: AtomicUsize::new(0), _lock: lock };
        if !may_replace(&stage.out)? {
            return Err(Refusal::Foreign);
        }
        fs::create_dir(stage.new_site())?;
        Ok(stage)
    }

    /// Adds a file. `path` is relative, its parts joined by `/`.
    ///
    /// # Errors
    /// When the path leaves the site, was added before, or cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let to = self.place(path)?;
        let unchanged = self.write(path, &to, bytes)?;
        self.record(Entry::of(path, bytes), unchanged);
        Ok(())
    }

    /// Adds a file as it is on disk, without holding it in memory.
    ///
    /// # Errors
    /// As [`Stage::put`], and when `from` cannot be read.
    pub fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        let to = self.place(path)?;
        let old = self.out.join(path);
        let same_length = plain_length(&old).is_some_and(|length| plain_length(from) == Some(length));
        let unchanged = same_length && load::digest(&old)? == load::digest(from)?;
        if unchanged {
            keep(&old, &to)?;
        } else {
            io::copy(&mut File::open(from)?, &mut create(&to)?)?;
        }
        let (bytes, sha256) = load::digest(&to)?;
        self.record(Entry { path: path.to_owned(), bytes, sha256 }, unchanged);
        Ok(())
    }

    /// Publishes the site: adds its manifest, keeps foreign dot-entries of the old one, and swaps the folders.
    ///
    /// # Errors
    /// When the system fails; the old site then stays.
    pub fn commit(self) -> io::Result<Written> {
        let listed = std::mem::take(&mut *self.listed.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(manifest::NAME, &self.new_site().join(manifest::NAME), manifest::text(&listed).as_bytes())?;
        let unchanged = self.unchanged.load(Ordering::Relaxed);
        let before = read_manifest(&self.out)?.unwrap_or_default();
        let removed = before.iter().filter(|file| !listed.contains_key(&file.path)).count();
        self.swap(&before)?;
        Ok(Written { written: listed.len() - unchanged, unchanged, removed })
    }

    fn swap(&self, before: &[Entry]) -> io::Result<()> {
        let (old, new) = (self.work.join("old"), self.new_site());
        if self.out.exists() {
            fs::set_permissions(&new, fs::metadata(&self.out)?.permissions())?;
            fs::rename(&self.out, &old)?;
            let ours: BTreeSet<&str> = before.iter().map(|file| top(&file.path)).collect();
            for name in dot_entries(&old)? {
                let foreign = !name.to_str().is_some_and(|name| ours.contains(name));
                if foreign && new.join(&name).symlink_metadata().is_err() {
                    fs::rename(old.join(&name), new.join(&name))?;
                }
            }
        }
        fs::rename(&new, &self.out)
    }

    fn new_site(&self) -> PathBuf {
        self.work.join("new")
    }

    /// Where a file is written to, its folder made.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        if !is_inside(path) || path == manifest::NAME {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("not a path for a site's file: {path:?}")));
        }
        let to = self.new_site().join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(to)
    }

    /// Writes bytes, or keeps the old file when it has the same; says whether it was kept.
    fn write(&self, path: &str, to: &Path, bytes: &[u8]) -> io::Result<bool> {
        let old = self.out.join(path);
        let unchanged = plain_length(&old) == Some(bytes.len() as u64) && fs::read(&old)? == bytes;
        if unchanged {
            keep(&old, to)?;
        } else {
            create(to)?.write_all(bytes)?;
        }
        Ok(unchanged)
    }

    fn record(&self, entry: Entry, unchanged: bool) {
        self.unchanged.fetch_add(usize::from(unchanged), Ordering::Relaxed);
        self.listed.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.path.clone(), entry);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build; what cannot be restored must not be removed.
        let _ = restore(&self.work, &self.out)
            .and_then(|()| clear(&self.work))
            .and_then(|()| fs::remove_file(self.work.join("lock")))
            .and_then(|()| fs::remove_dir(&self.work));
    }
}

/// A file that is not as the manifest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Its bytes are others.
    Changed,
    /// It is listed and not there.
    Missing,
    /// It is there and not listed.
    Extra,
}

/// What comparing a folder with its manifest showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many files the manifest lists.
    pub files: usize,
    /// Every difference, in path order.
    pub differences: Vec<(String, Difference)>,
}

/// Compares a folder with its manifest. `None` when the folder has no manifest of ours.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn verify(out: &Path) -> io::Result<Option<Verified>> {
    let Some(listed) = read_manifest(out)? else { return Ok(None) };
    let mut extra = BTreeSet::new();
    files_below(out, "", &mut extra)?;
    extra.remove(manifest::NAME);
    let mut differences = Vec::new();
    for file in &listed {
        if !extra.remove(&file.path) {
            differences.push((file.path.clone(), Difference::Missing));
        } else if !is_as_listed(out, file)? {
            differences.push((file.path.clone(), Difference::Changed));
        }
    }
    let ours: BTreeSet<&str> = listed.iter().map(|file| top(&file.path)).collect();
    let extra = extra.into_iter().filter(|path| !path.starts_with('.') || ours.contains(top(path)));
    differences.extend(extra.map(|path| (path, Difference::Extra)));
    differences.sort();
    Ok(Some(Verified { files: listed.len(), differences }))
}

fn is_as_listed(out: &Path, file: &Entry) -> io::Result<bool> {
    let path = out.join(&file.path);
    Ok(plain_length(&path) == Some(file.bytes) && load::digest(&path)?.1 == file.sha256)
}

/// The files that a folder's manifest lists, when it has one of ours.
fn read_manifest(out: &Path) -> io::Result<Option<Vec<Entry>>> {
    let bytes = match fs::read(out.join(manifest::NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(manifest::parse(&bytes))
}

/// Whether a folder is absent, empty but for dot-entries, or a site of ours.
fn may_replace(out: &Path) -> io::Result<bool> {
    if !out.exists() {
        return Ok(true);
    }
    if !out.is_dir() {
        return Ok(false);
    }
    let empty = fs::read_dir(out)?.count() == dot_entries(out)?.len();
    Ok(empty || read_manifest(out)?.is_some())
}

/// The real folder behind a path, of which the last parts need not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let here = Path::new(".");
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Err(error) };
            Ok(resolve(if parent.as_os_str().is_empty() { here } else { parent })?.join(name))
        }
        result => result,
    }
}

/// Whether replacing `out` would replace what sites are made from, or be read as content.
fn touches_sources(root: &Path, out: &Path) -> io::Result<bool> {
    if resolve(root)?.starts_with(out) {
        return Ok(true);
    }
    for folder in ["content", "themes"] {
        let sources = resolve(&root.join(folder))?;
        if sources.starts_with(out) || out.starts_with(&sources) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Makes the working folder and locks it: one build at a time. The system frees the lock of a build that died.
fn lock(work: &Path) -> Result<File, Refusal> {
    let path = work.join("lock");
    for _ in 0..100 {
        match fs::create_dir(work) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
        let file = match File::create(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            result => result?,
        };
        match file.try_lock() {
            Ok(()) if is_at(&file, &path) => return Ok(file),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Busy),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(Refusal::Busy)
}

/// Whether an open file is still the one at a path: a finished build may have removed it between opening and locking.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().is_ok_and(|open| fs::metadata(path).is_ok_and(|there| identity(open) == identity(there)))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Puts back the old site when a swap was interrupted half-way.
fn restore(work: &Path, out: &Path) -> io::Result<()> {
    let (old, new) = (work.join("old"), work.join("new"));
    if out.exists() || !old.exists() {
        return Ok(());
    }
    for name in if new.is_dir() { dot_entries(&new)? } else { Vec::new() } {
        if old.join(&name).symlink_metadata().is_err() {
            fs::rename(new.join(&name), old.join(&name))?;
        }
    }
    fs::rename(old, out)
}

/// Empties the working folder.
fn clear(work: &Path) -> io::Result<()> {
    for folder in ["new", "old"] {
        match fs::remove_dir_all(work.join(folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Takes over an old file with its bytes and time: as a second name of it, or as a copy where that cannot be.
fn keep(old: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(old, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut copy = create(to)?;
            io::copy(&mut File::open(old)?, &mut copy)?;
            copy.set_modified(fs::metadata(old)?.modified()?)
        }
        result => result,
    }
}

/// A new file; two files of one path are an error, as they are on every kind of disk.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Length of a file that is no link; `None` when there is no such file.
fn plain_length(path: &Path) -> Option<u64> {
    path.symlink_metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len())
}

/// Whether a path stays inside the folder it is relative to.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != ".")
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The first part of a path.
fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

fn dot_entries(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    names.filter(|name| name.as_ref().map_or(true, |name| name.as_encoded_bytes().starts_with(b"."))).collect()
}

/// Adds the path of every file in a folder, links among them, without following any.
fn files_below(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
