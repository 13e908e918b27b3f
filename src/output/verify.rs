//! Comparing a written site with its manifest. Writes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::{plain_length, read_manifest};
use crate::load;
use crate::manifest::{self, Entry, Manifest};

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
    let Some(Manifest { files: listed, kept, .. }) = read_manifest(out)? else { return Ok(None) };
    let mut extra = files(out)?;
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
    let is_kept = |path: &str| kept.iter().any(|kept| Path::new(path).starts_with(kept));
    let is_hidden = |path: &str| path.starts_with('.') && !ours.contains(top(path));
    let extra = extra.into_iter().filter(|path| !is_hidden(path) && !is_kept(path));
    differences.extend(extra.map(|path| (path, Difference::Extra)));
    differences.sort();
    Ok(Some(Verified { files: listed.len(), differences }))
}

pub(super) fn is_as_listed(out: &Path, file: &Entry) -> io::Result<bool> {
    let path = out.join(&file.path);
    Ok(plain_length(&path) == Some(file.bytes) && load::digest(&path)?.1 == file.sha256)
}

/// The first part of a path.
fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// The path of every file in a folder, links among them, without following any.
pub(super) fn files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    collect(folder, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}
