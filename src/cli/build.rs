//! `gongshi build`: checks, and writes the site when nothing stops it. What is wrong goes to stderr.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use gongshi::diag::{Finding, Held};
use gongshi::emit::{Emit, Grow};
use gongshi::lang::{Arg, Message};
use gongshi::load::{Loaded, digest};
use gongshi::output::{self, Refusal, Stage, Written};
use gongshi::pipeline;
use gongshi::site::Site;

use super::progress::{Bar, Stages};
use super::signals::Signals;
use super::{Failure, Outcome, Session, Verbosity, load, print_serious, refused};

pub(super) fn run(session: &Session, out: &Path) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let mut stages = Stages::begin(session);
    let folder = session.at(out);
    // Whatever the content is like now, the site of the last good build is there.
    output::recover(&folder).map_err(|error| refused(&folder, error.into()))?;
    let Loaded { sources, findings: found, .. } = load(session)?;
    stages.done("stage-read")?;
    let site = pipeline::plan(sources, found);
    stages.done("stage-check")?;
    let mut findings = site.findings().to_vec();
    if !findings.iter().any(|finding| finding.stops()) {
        match write(session, &folder, &site)? {
            Ok(written) => {
                stages.done("stage-write")?;
                if session.verbosity == Verbosity::Quiet {
                    return Ok(Outcome::Done);
                }
                report(session, &site, &findings)?;
                if !written.kept.is_empty() {
                    let message =
                        Message::new("cli-kept").with("paths", Arg::list(written.kept.iter().map(String::as_str)));
                    writeln!(io::stdout(), "{}", session.lang.say(&message))?;
                }
                let message = Message::new("cli-built")
                    .with("files", written.written + written.unchanged)
                    .with("written", written.written)
                    .with("unchanged", written.unchanged)
                    .with("removed", written.removed)
                    .with("path", folder.display().to_string())
                    .with("seconds", format!("{:.2}", start.elapsed().as_secs_f64()));
                writeln!(io::stdout(), "{}", session.lang.say(&message))?;
                return Ok(Outcome::Done);
            }
            Err(broken) => findings.extend(broken.iter().map(|finding| Arc::new(Held::of(finding)))),
        }
    }
    report(session, &site, &findings)?;
    writeln!(io::stderr(), "{}", session.lang.word("cli-not-built"))?;
    Ok(Outcome::Found)
}

/// Writes the site; or nothing, when a template cannot be rendered or a signal ends the program.
fn write(session: &Session, folder: &Path, site: &Site) -> Result<Result<Written, Vec<Finding>>, Failure> {
    let refused = |refusal: Refusal| refused(folder, refusal);
    let signals = Signals::note()?;
    // What the interrupted work says is of no matter; once it has tidied up, the program ends.
    let ended = |failure: Failure| signals.noted().map_or(failure, Failure::Ended);
    let written = write_all(session, folder, site, &signals).map_err(refused).map_err(ended)?;
    signals.noted().map_or(Ok(written), |signal| Err(Failure::Ended(signal)))
}

fn write_all(
    session: &Session,
    folder: &Path,
    site: &Site,
    signals: &Signals,
) -> Result<Result<Written, Vec<Finding>>, Refusal> {
    let stage = Stage::begin(&session.root, folder, &site.content.settings.keep)?;
    // Where the program cannot read itself, every site is made anew.
    let program = env::current_exe().and_then(|program| digest(&program)).ok();
    let made_of = program.map(|(_, program)| pipeline::made_of(&site.sources, program));
    if let Some(made_of) = made_of
        && stage.is_current(made_of)?
    {
        return stage.leave().map(Ok);
    }
    let bar = Bar::of(session, site.outputs().count());
    let broken = pipeline::files(site, &Staged { stage: &stage, signals, bar: &bar })?;
    drop(bar);
    if !broken.is_empty() {
        return Ok(Err(broken));
    }
    for (path, source) in pipeline::attachments(site) {
        signals.check()?;
        stage.copy(path, &session.at(source), &site.sources.attachments[source])?;
    }
    signals.check()?;
    stage.commit(made_of).map(Ok)
}

/// Files on their way to the stage, until a signal ends the program.
struct Staged<'s> {
    stage: &'s Stage,
    signals: &'s Signals,
    bar: &'s Bar,
}

impl Emit for Staged<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.signals.check()?;
        self.bar.step();
        self.stage.put(path, bytes)
    }

    fn grow<'a>(&'a self, path: &str) -> io::Result<Box<dyn Grow + 'a>> {
        self.signals.check()?;
        self.stage.grow(path)
    }
}

fn report(session: &Session, site: &Site, findings: &[Arc<Held>]) -> io::Result<()> {
    print_serious(&mut io::stderr().lock(), session, site, findings)
}
