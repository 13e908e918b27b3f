//! When to look again. Says that something may have changed, never what: events get lost and come in storms.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::load;

/// A watch on the folders that a site is read from, over once dropped.
pub(super) struct Watch {
    hints: Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// Watches `content/` and `themes/` below `root`, and where links of them lead; for what does not exist, the nearest folder
/// above it. What editors and version control keep there is no matter.
pub(super) fn arm(root: &Path, links: &[PathBuf]) -> io::Result<Watch> {
    let linked = load::linked(root, links).map_err(|failed| failed.error)?;
    let places: Vec<PathBuf> = load::FOLDERS.iter().map(|folder| root.join(folder)).chain(linked).collect();
    let (folders, others): (Vec<PathBuf>, Vec<PathBuf>) = places.into_iter().partition(|place| place.is_dir());
    let mut watched = outermost(folders.iter().map(fs::canonicalize).collect::<io::Result<_>>()?);
    let whole = watched.len();
    for above in others.iter().map(|place| fs::canonicalize(nearest(place))) {
        let above = above?;
        if !watched.iter().any(|folder| above.starts_with(folder)) {
            watched.push(above);
        }
    }
    let (sender, hints) = mpsc::channel();
    let roots = watched.clone();
    let hint = move |event: notify::Result<notify::Event>| {
        // Our own reading is an access; taking it for a change would never end.
        let is_no_matter = |event: notify::Event| event.kind.is_access() || is_of_bystanders(&event.paths, &roots);
        if !event.is_ok_and(is_no_matter) {
            // Nobody listens once the watch is over.
            let _ = sender.send(());
        }
    };
    // Links are followed by who knows where they may lead.
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(hint, config).map_err(io::Error::other)?;
    for (number, folder) in watched.iter().enumerate() {
        let mode = if number < whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode).map_err(io::Error::other)?;
    }
    Ok(Watch { hints, _watcher: watcher })
}

/// Folders without those that lie in another of them.
fn outermost(mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
    folders.sort();
    folders.dedup_by(|folder, before| folder.starts_with(before));
    folders
}

/// Whether all of the paths are those of files that are never read.
fn is_of_bystanders(paths: &[PathBuf], roots: &[PathBuf]) -> bool {
    let is_bystander = |path: &PathBuf| {
        let mut below = roots.iter().filter_map(|root| path.strip_prefix(root).ok()).peekable();
        below.peek().is_some() && below.all(|below| below.iter().any(|part| load::is_bystander(Path::new(part))))
    };
    !paths.is_empty() && paths.iter().all(is_bystander)
}

impl Watch {
    /// Returns when something may have changed and the storm of events has passed, or has lasted long enough.
    pub(super) fn wait(&self) {
        if self.hints.recv().is_err() {
            return;
        }
        let start = Instant::now();
        while start.elapsed() < LONGEST && self.hints.recv_timeout(QUIET).is_ok() {}
    }
}

const QUIET: Duration = Duration::from_millis(80);
const LONGEST: Duration = Duration::from_millis(500);

/// The nearest folder above a place.
fn nearest(place: &Path) -> &Path {
    let existing = place.ancestors().skip(1).find(|above| above.is_dir());
    existing.unwrap_or(Path::new("."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_never_read_wake_nobody() {
        // Above the root a name is no matter.
        let root = std::env::temp_dir().join(format!(".gongshi-watch-{}~", std::process::id()));
        let project = root.join("content/projects/2023/hotline");
        fs::create_dir_all(root.join("content/.git")).unwrap();
        fs::create_dir_all(&project).unwrap();
        fs::write(root.join("content/site.toml"), "title = \"站\"\n").unwrap();
        let watch = arm(&root, &[]).unwrap();
        for name in [".report.md.swp", "report.md~", "~$report.docx", "../../../.git/index.lock"] {
            fs::write(project.join(name), "甲").unwrap();
            fs::remove_file(project.join(name)).unwrap();
        }
        assert!(watch.hints.recv_timeout(Duration::from_millis(300)).is_err());
        fs::write(project.join(".report.md.tmp"), "甲").unwrap();
        fs::rename(project.join(".report.md.tmp"), project.join("report.md")).unwrap();
        assert!(watch.hints.recv_timeout(Duration::from_secs(30)).is_ok());
        fs::remove_dir_all(root).unwrap();
    }
}
