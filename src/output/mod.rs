//! The only writer of the output folder, which is only ever a whole site: made beside it, then swapped in (`swap`).
//! What others put there is kept or refused, never lost (`others`). Knows files, not pages; never prints.
//!
//! Beside `public/` a working folder `.public.gongshi/` holds `lock`, `new/` (the site being made) and, once it was
//! swapped in, `old/`. It is gone when a [`Stage`] is dropped; what a killed build leaves is put right by [`recover`].

mod growing;
mod modes;
mod others;
mod swap;
mod verify;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::emit::Grow;
use crate::load;
use crate::manifest::{self, Digest, Entry, Manifest};
use crate::source::Attachment;
use growing::Growing;
use modes::Modes;
use others::Others;
pub use verify::{Difference, Verified, verify};

/// A site being made. [`Stage::commit`] publishes it; dropping it leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    out: PathBuf,
    work: PathBuf,
    /// What of others' the publisher keeps: paths below `out`.
    keep: Vec<String>,
    /// What the site that is there now says of itself.
    before: Manifest,
    listed: Mutex<Vec<Entry>>,
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
    /// Beside our site it has files of others that nobody said are to be kept: paths below it, folders ending in `/`.
    Unknown(Vec<String>),
    /// What is to be kept is a file of the site itself.
    Ours(String),
    /// Another file system is mounted on it, or on this folder below it, and cannot be moved with it.
    Mounted(PathBuf),
    /// A file of the content, below the root, was changed while the site was made.
    Changed(String),
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

/// What a commit did; of files the numbers, in which the manifest is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// New files, and files whose bytes changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files that the site no longer has.
    pub removed: usize,
    /// What others put there and what was kept: paths, folders ending in `/`.
    pub kept: Vec<String>,
}

/// Puts right what a killed build left at `out`; does nothing where there is nothing to put right, or another build is
/// at work.
///
/// # Errors
/// When the system fails.
pub fn recover(out: &Path) -> io::Result<()> {
    let out = resolve(out)?;
    let Some(work) = working_folder(&out).filter(|work| work.is_dir()) else { return Ok(()) };
    match lock(&work) {
        Ok(_lock) => {
            swap::recover(&work, &out)?;
            clear(&work)?;
            fs::remove_file(work.join("lock"))?;
            fs::remove_dir(&work)
        }
        Err(Refusal::Failed(error)) => Err(error),
        Err(_) => Ok(()),
    }
}

impl Stage {
    /// Starts a site that is to replace `out`; `root` holds the sources, which must not be overwritten. Of what others
    /// put into `out`, the paths `keep` stay, and what begins with a dot at its top.
    ///
    /// # Errors
    /// When `out` must not or cannot be replaced.
    pub fn begin(root: &Path, out: &Path, keep: &[String]) -> Result<Stage, Refusal> {
        let out = resolve(out)?;
        if touches_sources(root, &out)? {
            return Err(Refusal::Sources);
        }
        let (Some(parent), Some(work)) = (out.parent(), working_folder(&out)) else { return Err(Refusal::Sources) };
        fs::create_dir_all(parent)?;
        let lock = lock(&work)?;
        swap::recover(&work, &out)?;
        clear(&work)?;
        if out.exists() && !out.is_dir() {
            return Err(Refusal::Foreign);
        }
        let published = read_manifest(&out)?;
        let modes = Modes::of(&out, published.is_some());
        let is_ours = published.is_some() || is_free(&out)?;
        let stage = Stage {
            out,
            work,
            keep: keep.to_vec(),
            before: published.unwrap_or_default(),
            listed: Mutex::default(),
            unchanged: AtomicUsize::new(0),
            _lock: lock,
        };
        if !is_ours {
            return Err(Refusal::Foreign);
        }
        stage.others()?;
        modes.create_top(&stage.new_site())?;
        Ok(stage)
    }

    /// What others put into the output folder and is to be kept.
    fn others(&self) -> Result<Others, Refusal> {
        others::survey(&self.out, &self.before, &self.keep)
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

    /// Adds a file that is written piece by piece.
    ///
    /// # Errors
    /// As [`Stage::put`].
    pub fn grow(&self, path: &str) -> io::Result<Box<dyn Grow + '_>> {
        let to = self.place(path)?;
        let file = self.create(&to)?;
        Ok(Box::new(Growing { stage: self, path: path.to_owned(), to, file }))
    }

    /// Adds a file as it is on disk, without holding it in memory.
    ///
    /// # Errors
    /// As [`Stage::put`], and when `from` cannot be read or is not, any more, the attachment that it was.
    pub fn copy(&self, path: &str, from: &Path, attachment: &Attachment) -> Result<(), Refusal> {
        let to = self.place(path)?;
        let old = self.out.join(path);
        let same_length = plain_length(&old) == Some(attachment.bytes);
        let unchanged = same_length && load::digest(&old)?.1 == attachment.sha256;
        if unchanged {
            self.keep_file(&old, &to)?;
        } else {
            // Of what has grown meanwhile no more is taken than shows that it has.
            let most = attachment.bytes.saturating_add(1);
            io::copy(&mut load::open(from)?.take(most), &mut self.create(&to)?)?;
        }
        let (bytes, sha256) = load::digest(&to)?;
        if sha256 != attachment.sha256 {
            return Err(Refusal::Changed(attachment.path.clone()));
        }
        self.record(Entry { path: path.to_owned(), bytes, sha256 }, unchanged);
        Ok(())
    }

    /// Whether the site that is there now was made of just this, and is still as its manifest says.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn is_current(&self, made_of: Digest) -> io::Result<bool> {
        if self.before.made_of != Some(made_of) {
            return Ok(false);
        }
        let compared = self.before.files.par_iter().map(|file| verify::is_as_listed(&self.out, file));
        compared.try_reduce(|| true, |one, other| Ok(one && other))
    }

    /// Leaves the site that is there as it is.
    ///
    /// # Errors
    /// When it cannot be looked through for what others put there.
    pub fn leave(self) -> Result<Written, Refusal> {
        let kept = self.others()?.names().collect();
        Ok(Written { written: 0, unchanged: self.before.files.len(), removed: 0, kept })
    }

    /// Publishes the site, which is made of what `made_of` is the digest of, where that is known: adds its manifest and what is kept of others', and swaps the folders in one step.
    ///
    /// # Errors
    /// When what is in the output folder must not be replaced, or the system fails; the old site then stays.
    pub fn commit(self, made_of: Option<Digest>) -> Result<Written, Refusal> {
        let mut listed = std::mem::take(&mut *self.listed.lock().unwrap_or_else(PoisonError::into_inner));
        listed.sort_unstable();
        let others = self.others()?;
        if let Some(path) = others.among(&listed) {
            return Err(Refusal::Ours(path));
        }
        let text = manifest::text(&listed, &self.keep, made_of);
        self.write(manifest::NAME, &self.new_site().join(manifest::NAME), text.as_bytes())?;
        others.link(&self.out, &self.new_site())?;
        let unchanged = self.unchanged.load(Ordering::Relaxed);
        let is_listed = |path: &str| listed.binary_search_by(|entry| entry.path.as_str().cmp(path)).is_ok();
        let removed = self.before.files.iter().filter(|file| !is_listed(&file.path)).count();
        swap::publish(&self.work, &self.out)?;
        let late = others::rescue(&self.work.join("old"), &self.out, &self.before)?;
        let kept = others.names().chain(late).collect::<BTreeSet<_>>().into_iter().collect();
        Ok(Written { written: listed.len() - unchanged, unchanged, removed, kept })
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
            modes::create_folder(folder)?;
        }
        Ok(to)
    }

    /// Writes bytes, or keeps the old file when it has the same; says whether it was kept.
    fn write(&self, path: &str, to: &Path, bytes: &[u8]) -> io::Result<bool> {
        let old = self.out.join(path);
        let unchanged = plain_length(&old) == Some(bytes.len() as u64) && fs::read(&old)? == bytes;
        if unchanged {
            self.keep_file(&old, to)?;
        } else {
            self.create(to)?.write_all(bytes)?;
        }
        Ok(unchanged)
    }

    /// A new file; two files of one path are an error, as they are on every kind of disk.
    fn create(&self, path: &Path) -> io::Result<File> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        modes::open_to_readers(path)?;
        Ok(file)
    }

    /// Takes over an old file with its bytes and time: as a second name of it, or as a copy where that cannot be.
    fn keep_file(&self, old: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(old, to) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                let mut copy = self.create(to)?;
                io::copy(&mut File::open(old)?, &mut copy)?;
                copy.set_modified(fs::metadata(old)?.modified()?)
            }
            result => result.and_then(|()| modes::open_to_readers(to)),
        }
    }

    fn record(&self, entry: Entry, unchanged: bool) {
        self.unchanged.fetch_add(usize::from(unchanged), Ordering::Relaxed);
        self.listed.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build; what cannot be restored must not be removed.
        let _ = swap::recover(&self.work, &self.out)
            .and_then(|()| clear(&self.work))
            .and_then(|()| fs::remove_file(self.work.join("lock")))
            .and_then(|()| fs::remove_dir(&self.work));
    }
}

/// The folder beside the output folder in which its next site is made.
fn working_folder(out: &Path) -> Option<PathBuf> {
    let mut hidden = OsString::from(".");
    hidden.push(out.file_name()?);
    hidden.push(".gongshi");
    Some(out.parent()?.join(hidden))
}

/// What the manifest in a folder says, when it has one of ours.
fn read_manifest(out: &Path) -> io::Result<Option<Manifest>> {
    let bytes = match fs::read(out.join(manifest::NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(manifest::parse(&bytes))
}

/// Whether a folder is absent, or empty but for entries that begin with a dot.
fn is_free(out: &Path) -> io::Result<bool> {
    if !out.exists() {
        return Ok(true);
    }
    let is_hidden = |entry: fs::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    Ok(fs::read_dir(out)?.all(|entry| entry.is_ok_and(is_hidden)))
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
