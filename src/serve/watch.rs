//! When to look again. Says that something may have changed, never what: events get lost and come in storms.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// A watch on the folders that a site is read from, over once dropped.
pub(super) struct Watch {
    hints: Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// Watches `content/` and `themes/` below `root`; for one that does not exist, the nearest folder above it.
pub(super) fn arm(root: &Path) -> io::Result<Watch> {
    let (sender, hints) = mpsc::channel();
    let hint = move |event: notify::Result<notify::Event>| {
        // Our own reading is an access; taking it for a change would never end.
        if !event.is_ok_and(|event| event.kind.is_access()) {
            // Nobody listens once the watch is over.
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(hint).map_err(io::Error::other)?;
    for folder in ["content", "themes"] {
        let folder = root.join(folder);
        let watched = if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)
        } else {
            watcher.watch(&nearest(&folder), RecursiveMode::NonRecursive)
        };
        watched.map_err(io::Error::other)?;
    }
    Ok(Watch { hints, _watcher: watcher })
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

fn nearest(folder: &Path) -> PathBuf {
    let existing = folder.ancestors().skip(1).find(|above| above.is_dir());
    existing.unwrap_or(Path::new(".")).to_owned()
}
