//! What tells, without reading it, that a file is still as it was read. Trusts no file that was changed a moment before it was
//! read: another change may bear the same time.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Which file it is, how long, and when it was last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    identity: Identity,
    bytes: u64,
    changed: [Option<SystemTime>; 2],
}

/// Device and number of the file, where the system tells.
type Identity = Option<(u64, u64)>;

/// How coarse the times of a file system may be; FAT has two seconds.
const COARSEST: Duration = Duration::from_secs(2);

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let (identity, changed) = of_system(metadata);
        Stamp { identity, bytes: metadata.len(), changed: [metadata.modified().ok(), changed] }
    }

    /// Whether a change after `read` would give another stamp.
    pub(super) fn is_settled(&self, read: SystemTime) -> bool {
        let last = self.changed.iter().flatten().max();
        last.and_then(|last| last.checked_add(COARSEST)).is_some_and(|settled| settled < read)
    }
}

/// Which file it is, and when its content, name or owner last changed, which nobody can set.
#[cfg(unix)]
fn of_system(metadata: &Metadata) -> (Identity, Option<SystemTime>) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).ok().map(Duration::from_secs);
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).ok().map(Duration::from_nanos);
    let since = seconds.zip(nanoseconds).and_then(|(seconds, nanoseconds)| seconds.checked_add(nanoseconds));
    let changed = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
    (Some((metadata.dev(), metadata.ino())), changed)
}

#[cfg(not(unix))]
fn of_system(_: &Metadata) -> (Identity, Option<SystemTime>) {
    (None, None)
}
