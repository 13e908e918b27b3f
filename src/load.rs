//! Reads content and themes from a disk: the only reader. Judges nothing but whether a text is UTF-8.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::diag::{Finding, Severity};
use crate::lang::Message;
use crate::limits;
use crate::manifest::hexadecimal;
use crate::source::{Attachment, Source, Sources, Span};

/// A failure of the machine: a file that cannot be read.
#[derive(Debug)]
pub struct LoadError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// Reads every file of `content/` and `themes/` below `root`.
///
/// Files under a project's `files/`, and pictures and fonts of themes, become attachments; any other file must be text.
///
/// # Errors
/// When `content/` or its `site.toml` is missing, or a file or folder cannot be read.
pub fn load(root: &Path) -> Result<(Sources, Vec<Finding>), LoadError> {
    let mut paths = Vec::new();
    for folder in ["content", "themes"] {
        let top = root.join(folder);
        if folder == "themes" && !top.exists() {
            continue;
        }
        let entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_bystander(entry.path())) {
            let entry = match entry {
                Ok(entry) => entry,
                // A lock of an editor is a link to nowhere.
                Err(error) if error.depth() > 0 && error.path().is_some_and(is_bystander) => continue,
                Err(error) => {
                    return Err(LoadError { path: error.path().unwrap_or(&top).to_owned(), error: error.into() });
                }
            };
            if entry.file_type().is_file() {
                paths.push(entry.into_path());
            }
        }
    }
    let settings = root.join("content/site.toml");
    if !paths.contains(&settings) {
        return Err(LoadError { path: settings, error: io::ErrorKind::NotFound.into() });
    }
    let files: Vec<File> = paths.par_iter().map(|path| read(root, path)).collect::<Result<_, _>>()?;
    let mut texts = Vec::new();
    let mut attachments = Vec::new();
    let mut broken = Vec::new();
    for file in files {
        match file {
            File::Text(source) => texts.push(source),
            File::Binary(attachment) => attachments.push(attachment),
            File::NotUtf8(path) => broken.push((path, "not-utf8", Message::new("not-utf8"))),
            File::TooLarge(path, bytes) => {
                let message = Message::new("too-large")
                    .with("bytes", bytes.to_string())
                    .with("most", limits::TEXT_BYTES.to_string());
                broken.push((path, "limit-exceeded", message));
            }
        }
    }
    texts.extend(broken.iter().map(|(path, ..)| Source { path: path.clone(), text: String::new() }));
    let mut sources = Sources::new(texts);
    sources.attachments = attachments.into_iter().map(|attachment| (attachment.path.clone(), attachment)).collect();
    let findings = broken
        .into_iter()
        .filter_map(|(path, rule, message)| {
            let finding = Finding::new(rule, Severity::Error, Span::start_of(sources.find(&path)?));
            Some(Finding { message, ..finding })
        })
        .collect();
    Ok((sources, findings))
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
    Text(Source),
    Binary(Attachment),
    NotUtf8(String),
    TooLarge(String, u64),
}

fn read(root: &Path, path: &Path) -> Result<File, LoadError> {
    let failed = |error| LoadError { path: path.to_owned(), error };
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let name = parts.join("/");
    let is_attachment =
        parts.first().is_some_and(|top| top == "content") && parts.get(4).is_some_and(|part| part == "files");
    if is_attachment {
        let (bytes, sha256) = digest(path).map_err(failed)?;
        return Ok(File::Binary(Attachment { path: name, bytes, sha256 }));
    }
    let bytes = fs::metadata(path).map_err(failed)?.len();
    if bytes > limits::TEXT_BYTES && !is_theme_static(&parts) {
        return Ok(File::TooLarge(name, bytes));
    }
    let bytes = fs::read(path).map_err(failed)?;
    Ok(match String::from_utf8(bytes) {
        // A mark of the order of bytes says nothing in UTF-8, and is no part of the text.
        Ok(text) => File::Text(Source { path: name, text: without_bom(text) }),
        Err(_) if is_theme_static(&parts) => {
            let (bytes, sha256) = digest(path).map_err(failed)?;
            File::Binary(Attachment { path: name, bytes, sha256 })
        }
        Err(_) => File::NotUtf8(name),
    })
}

fn without_bom(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// A picture or font that a theme brings.
fn is_theme_static(parts: &[String]) -> bool {
    parts.first().is_some_and(|top| top == "themes") && parts.get(2).is_some_and(|part| part == "static")
}

/// Size and SHA-256 of a file, read in pieces.
///
/// # Errors
/// When it cannot be read.
pub fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = fs::File::open(path)?;
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
    Ok((bytes, hexadecimal(&hasher.finalize())))
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
