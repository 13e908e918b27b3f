//! `gongshi build`: checks, and writes the site when nothing stops it. What is wrong goes to stderr.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use gongshi::diag::Finding;
use gongshi::lang::Message;
use gongshi::output::{Stage, Written};
use gongshi::pipeline;
use gongshi::site::Site;

use super::{Failure, Outcome, Session, load, print_serious, refused};

pub(super) fn run(session: &Session, out: &Path) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let (sources, found) = load(session)?;
    let mut site = pipeline::plan(sources, found);
    if !site.findings.iter().any(Finding::stops) {
        match write(session, out, &site)? {
            Ok(written) => {
                report(session, &site)?;
                let message = Message::new("cli-built")
                    .with("files", written.written + written.unchanged)
                    .with("written", written.written)
                    .with("unchanged", written.unchanged)
                    .with("removed", written.removed)
                    .with("path", session.at(out).display().to_string())
                    .with("seconds", format!("{:.2}", start.elapsed().as_secs_f64()));
                writeln!(io::stdout(), "{}", session.lang.say(&message))?;
                return Ok(Outcome::Done);
            }
            Err(broken) => site.findings.extend(broken),
        }
    }
    report(session, &site)?;
    writeln!(io::stderr(), "{}", session.lang.word("cli-not-built"))?;
    Ok(Outcome::Found)
}

/// Writes the site; or nothing, when a template cannot be rendered.
fn write(session: &Session, out: &Path, site: &Site) -> Result<Result<Written, Vec<Finding>>, Failure> {
    let folder = session.at(out);
    let stage = Stage::begin(&session.root, &folder).map_err(|refusal| refused(&folder, refusal))?;
    let failed = |error: io::Error| refused(&folder, error.into());
    let broken = pipeline::files(site, &|path, bytes| stage.put(path, bytes)).map_err(failed)?;
    if !broken.is_empty() {
        return Ok(Err(broken));
    }
    for (path, source) in pipeline::attachments(site) {
        stage.copy(path, &session.at(source)).map_err(failed)?;
    }
    stage.commit().map(Ok).map_err(failed)
}

fn report(session: &Session, site: &Site) -> io::Result<()> {
    print_serious(&mut io::stderr().lock(), session, site)
}
