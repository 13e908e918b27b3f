//! What a person sees of work that takes a while: a bar after a second, on a terminal; with `--verbose`, the time of each stage.
//! All of it on stderr, so that what is printed can be piped.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use gongshi::lang::Message;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Session, Verbosity};

/// The clock of the stages that a verb goes through.
pub(super) struct Stages<'a> {
    session: &'a Session,
    since: Instant,
}

impl<'a> Stages<'a> {
    pub(super) fn begin(session: &'a Session) -> Stages<'a> {
        Stages { session, since: Instant::now() }
    }

    /// Says how long the stage took that is done, whose word is given, and begins the next.
    ///
    /// # Errors
    /// When it cannot be printed.
    pub(super) fn done(&mut self, word: &'static str) -> io::Result<()> {
        let seconds = self.since.elapsed().as_secs_f64();
        self.since = Instant::now();
        if self.session.verbosity != Verbosity::Verbose {
            return Ok(());
        }
        let lang = self.session.lang;
        let message = Message::new("cli-stage").with("stage", lang.word(word)).with("seconds", format!("{seconds:.2}"));
        writeln!(io::stderr(), "{}", lang.say(&message))
    }
}

/// A bar that counts files. Called from several threads.
pub(super) struct Bar {
    bar: ProgressBar,
    begun: Instant,
    shown: OnceLock<()>,
    is_wanted: bool,
}

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

impl Bar {
    /// A bar up to so many files.
    pub(super) fn of(session: &Session, files: usize) -> Bar {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        let is_wanted = session.verbosity != Verbosity::Quiet && io::stderr().is_terminal();
        Bar { bar, begun: Instant::now(), shown: OnceLock::new(), is_wanted }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        if self.is_wanted && self.begun.elapsed() > PATIENCE {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
