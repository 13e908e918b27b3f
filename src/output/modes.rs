//! Who may read what is written: everybody, whatever the umask says, since a site is for everybody. Knows no names of files.

use std::fs;
use std::io;
use std::path::Path;

/// The permissions of a site's folders and files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Modes {
    /// Of the output folder itself.
    top: u32,
}

/// Folders can be entered and files read by all, and written by their owner.
const FOLDER: u32 = 0o755;
const FILE: u32 = 0o644;

impl Modes {
    /// Those of a site at `out`. A folder that holds a published site keeps its own: its owner may have restricted it.
    pub(super) fn of(out: &Path, is_published: bool) -> Modes {
        Modes { top: mode(out).filter(|_| is_published).unwrap_or(FOLDER) }
    }

    /// Makes the output folder of the next site.
    pub(super) fn create_top(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        set(folder, self.top)
    }
}

/// Makes a folder below the output folder, and those that it lies in. Called from several threads.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        result => result.and_then(|()| set(folder, FOLDER)),
    }
}

/// Lets everybody read a file.
pub(super) fn open_to_readers(file: &Path) -> io::Result<()> {
    match mode(file) {
        Some(FILE) => Ok(()),
        _ => set(file, FILE),
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o7777)
}

#[cfg(unix)]
fn set(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}

#[cfg(not(unix))]
fn set(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
