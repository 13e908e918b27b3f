//! What cannot be said where files could not be read: of them, and that what they may hold is nowhere. Reads nothing.

use std::collections::BTreeSet;

use crate::diag::{Finding, Held};
use crate::model::PROJECTS;
use crate::source::{FileId, Sources};

/// The files that could not be loaded, or whose syntax is broken.
#[derive(Debug, Default)]
pub struct Lost {
    broken: BTreeSet<FileId>,
    unread: BTreeSet<FileId>,
    /// Where that may be named which they hold.
    named_from: BTreeSet<String>,
}

impl Lost {
    /// `loading` is what was found while files were loaded, `reading` what was found while they were read.
    pub fn of<'a>(sources: &Sources, loading: &[Finding], reading: impl Iterator<Item = &'a Held>) -> Lost {
        let broken: BTreeSet<FileId> = loading.iter().map(|lost| lost.span.file).collect();
        let unread: BTreeSet<FileId> =
            reading.filter(|one| one.rule == "syntax-error").map(|one| one.span.file).collect();
        let all = broken.union(&unread);
        let named_from = all.filter_map(|file| named_from(&sources.get(*file).path)).map(str::to_owned).collect();
        Lost { broken, unread, named_from }
    }

    /// Whether a finding can be said: of a lost file nothing but what it is lost by, and of no file that something is nowhere
    /// which may stand in a lost one.
    pub fn lets(&self, sources: &Sources, finding: &Held) -> bool {
        let file = finding.span.file;
        if self.broken.contains(&file) || finding.rule != "syntax-error" && self.unread.contains(&file) {
            return false;
        }
        if self.named_from.is_empty() || !SAY_THAT_NOTHING_IS_THERE.contains(&finding.rule) {
            return true;
        }
        let path = sources.get(file).path.as_str();
        !self.named_from.iter().any(|from| path.starts_with(from.as_str()))
    }
}

/// Rules whose findings say of something named that there is none.
const SAY_THAT_NOTHING_IS_THERE: [&str; 3] = ["broken-link", "missing-file", "unknown-reference"];

/// Where that may be named which a lost file or folder holds; `None` where nothing names it.
fn named_from(lost: &str) -> Option<&str> {
    let end_of_project = lost.match_indices('/').nth(3).filter(|_| lost.starts_with(PROJECTS));
    if let Some((end, _)) = end_of_project {
        return lost[end..].starts_with("/files").then_some(&lost[..end]);
    }
    let shared = ["content/agencies.toml", "content/rubrics", "content/projects"];
    shared.iter().any(|shared| lost.starts_with(shared) || shared.starts_with(lost)).then_some("content/")
}
