//! When to look again. Says that something may have changed, never what: events get lost and come in storms.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::{self, Layout};

/// A watch on the folders that a site is read from, over once dropped.
pub(super) struct Watch {
    layout: Layout,
    places: Vec<Place>,
    pub(super) hints: Arc<Hints>,
    _watcher: RecommendedWatcher,
}

/// A folder that is watched.
#[derive(PartialEq, Eq)]
struct Place {
    path: PathBuf,
    /// Device and number, where the system tells: a folder that was put in its place is another.
    identity: Option<(u64, u64)>,
    /// With all below it.
    whole: bool,
}

/// Watches `content/` and `themes/` below `root`, and where links of them lead; for what does not exist, the nearest folder
/// above it. What editors and version control keep there is no matter.
pub(super) fn arm(root: &Path, layout: &Layout) -> io::Result<Watch> {
    let places = places(root, layout)?;
    let hints = Arc::new(Hints::default());
    let hinted = Arc::clone(&hints);
    let roots: Vec<PathBuf> = places.iter().map(|place| place.path.clone()).collect();
    let hint = move |event: notify::Result<notify::Event>| {
        // Our own reading is an access; taking it for a change would never end.
        let is_no_matter = |event: notify::Event| event.kind.is_access() || is_of_bystanders(&event.paths, &roots);
        if !event.is_ok_and(is_no_matter) {
            hinted.come();
        }
    };
    // Links are followed by who knows where they may lead.
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(hint, config).map_err(io::Error::other)?;
    for place in &places {
        let mode = if place.whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(&place.path, mode).map_err(io::Error::other)?;
    }
    Ok(Watch { layout: layout.clone(), places, hints, _watcher: watcher })
}

/// What is to be watched.
fn places(root: &Path, layout: &Layout) -> io::Result<Vec<Place>> {
    let all = || load::FOLDERS.iter().map(|folder| root.join(folder)).chain(layout.linked.iter().cloned());
    let folders = all().filter(|place| place.is_dir()).map(fs::canonicalize).collect::<io::Result<_>>()?;
    let mut places = Vec::new();
    for path in outermost(folders) {
        places.push(Place { identity: identity(&path)?, path, whole: true });
    }
    // A link is an entry of the folder that it lies in, wherever it leads.
    for place in all().filter(|place| !place.is_dir() || place.is_symlink()) {
        let path = fs::canonicalize(nearest(&place))?;
        let is_watched = |place: &Place| if place.whole { path.starts_with(&place.path) } else { path == place.path };
        if !places.iter().any(is_watched) {
            places.push(Place { identity: identity(&path)?, path, whole: false });
        }
    }
    Ok(places)
}

#[cfg(unix)]
fn identity(folder: &Path) -> io::Result<Option<(u64, u64)>> {
    use std::os::unix::fs::MetadataExt;
    let metadata = folder.metadata()?;
    Ok(Some((metadata.dev(), metadata.ino())))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> io::Result<Option<(u64, u64)>> {
    Ok(None)
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
    /// Whether what is to be watched is what is watched. Folders that came since are watched too, but for those that came in
    /// a storm of events; so a watch holds for the folders alone that it was armed with.
    pub(super) fn is_of(&self, root: &Path, layout: &Layout) -> bool {
        self.layout == *layout && places(root, layout).is_ok_and(|places| places == self.places)
    }

    /// Returns when something may have changed and the storm of events has passed, or has lasted long enough.
    pub(super) fn wait(&self) {
        self.hints.wait();
        let start = Instant::now();
        while start.elapsed() < LONGEST && self.hints.within(QUIET) {}
    }
}

/// Whether something may have changed that nobody has looked at.
#[derive(Default)]
pub(super) struct Hints {
    has_come: Mutex<bool>,
    told: Condvar,
}

impl Hints {
    fn come(&self) {
        *self.lock() = true;
        self.told.notify_all();
    }

    /// Whether one has come; waiting takes none away.
    pub(super) fn has_come(&self) -> bool {
        *self.lock()
    }

    /// Waits for a hint, and takes it.
    fn wait(&self) {
        let waited = self.told.wait_while(self.lock(), |has_come| !*has_come);
        *waited.unwrap_or_else(PoisonError::into_inner) = false;
    }

    /// Takes the hint that has come, or comes within a time; whether there was one.
    fn within(&self, time: Duration) -> bool {
        let waited = self.told.wait_timeout_while(self.lock(), time, |has_come| !*has_come);
        let (mut has_come, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *has_come)
    }

    fn lock(&self) -> MutexGuard<'_, bool> {
        self.has_come.lock().unwrap_or_else(PoisonError::into_inner)
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
        let watch = arm(&root, &Layout::default()).unwrap();
        for name in [".report.md.swp", "report.md~", "~$report.docx", "../../../.git/index.lock"] {
            fs::write(project.join(name), "甲").unwrap();
            fs::remove_file(project.join(name)).unwrap();
        }
        assert!(!watch.hints.within(Duration::from_millis(300)));
        fs::write(project.join(".report.md.tmp"), "甲").unwrap();
        fs::rename(project.join(".report.md.tmp"), project.join("report.md")).unwrap();
        assert!(watch.hints.within(Duration::from_secs(30)));
        fs::remove_dir_all(root).unwrap();
    }
}
