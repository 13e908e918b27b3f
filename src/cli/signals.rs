//! Signals that end a build: it stops at the next file, tidies up, and the program then ends by the signal. Stops nothing itself.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::TERM_SIGNALS;
use signal_hook::{flag, low_level};

/// From when it is made on, a signal that would end the program is only noted; a second one ends it at once.
pub(super) struct Signals {
    noted: Arc<AtomicUsize>,
}

impl Signals {
    /// Begins to note signals.
    ///
    /// # Errors
    /// When the system lets no signal be handled.
    pub(super) fn note() -> io::Result<Signals> {
        let noted = Arc::new(AtomicUsize::new(0));
        let again = Arc::new(std::sync::atomic::AtomicBool::new(false));
        for signal in TERM_SIGNALS.iter().chain(HANGUP) {
            // In this order: the first signal finds `again` still unset.
            flag::register_conditional_default(*signal, Arc::clone(&again))?;
            flag::register(*signal, Arc::clone(&again))?;
            flag::register_usize(*signal, Arc::clone(&noted), usize::try_from(*signal).unwrap_or_default())?;
        }
        Ok(Signals { noted })
    }

    /// The signal that was noted.
    pub(super) fn noted(&self) -> Option<i32> {
        i32::try_from(self.noted.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
    }

    /// An error where one was noted.
    pub(super) fn check(&self) -> io::Result<()> {
        self.noted().map_or(Ok(()), |_| Err(io::ErrorKind::Interrupted.into()))
    }
}

#[cfg(unix)]
const HANGUP: &[i32] = &[signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const HANGUP: &[i32] = &[];

/// Ends the program as the signal would have. Returns only where the system has no such end.
pub(crate) fn end_by(signal: i32) {
    let _ = low_level::emulate_default_handler(signal);
}
