//! Putting a finished site in the place of the one before, in one step where the system has it. Knows no files of sites.
//!
//! The site is on the disk before it is swapped in. Where two folders cannot be exchanged, the old one is first moved
//! aside, to `old/` in the working folder, which is then the journal: [`recover`] moves it back.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{Refusal, others, read_manifest};

/// Swaps the site `new/` of the working folder with the one at `out`, which is then `old/`.
///
/// # Errors
/// When another file system is mounted on `out`, or the system fails; `out` is then as it was, or [`recover`] makes it so.
pub(super) fn publish(work: &Path, out: &Path) -> Result<(), Refusal> {
    let (new, old) = (work.join("new"), work.join("old"));
    write_through(&new)?;
    let swapped = if !out.exists() {
        fs::rename(&new, out)
    } else {
        match exchange(&new, out) {
            Err(error) if is_unknown_to_system(&error) => move_aside(&new, out, &old),
            result => result.and_then(|()| fs::rename(&new, &old)),
        }
    };
    swapped.map_err(|error| match error.kind() {
        io::ErrorKind::ResourceBusy => Refusal::Mounted(out.to_owned()),
        _ => error.into(),
    })?;
    out.parent().map_or(Ok(()), write_folder_through)?;
    Ok(())
}

/// Moves the old site aside and the new one to its place. Between the two there is none: what [`publish`] does without
/// an exchange.
pub(super) fn move_aside(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    fs::rename(out, old)?;
    fs::rename(new, out).inspect_err(|_| drop(fs::rename(old, out)))
}

/// Finishes what a killed build began: the old site is put back where there is none, and what others put into it while
/// it was replaced is kept.
pub(super) fn recover(work: &Path, out: &Path) -> io::Result<()> {
    let old = work.join("old");
    match old.exists() {
        false => Ok(()),
        true if !out.exists() => fs::rename(old, out),
        true => others::rescue(&old, out, &read_manifest(&old)?.unwrap_or_default()).map(drop),
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system, or this kind of disk, cannot exchange two folders.
fn is_unknown_to_system(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Waits until all that was written is on the disk.
#[cfg(target_os = "linux")]
fn write_through(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

/// Waits until all files of a folder are on the disk.
#[cfg(not(target_os = "linux"))]
fn write_through(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            write_through(&entry.path())?;
        } else if entry.file_type()?.is_file() {
            File::open(entry.path())?.sync_all()?;
        }
    }
    write_folder_through(folder)
}

#[cfg(unix)]
fn write_folder_through(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn write_folder_through(_: &Path) -> io::Result<()> {
    Ok(())
}
