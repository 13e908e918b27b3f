//! `gongshi check`: prints every finding, for people or machines. Writes no file.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use gongshi::diag::{Held, machine};
use gongshi::lang::Message;
use gongshi::load::Loaded;
use gongshi::pipeline;
use gongshi::rules;

use super::progress::Stages;
use super::{Failure, Format, Outcome, Session, Verbosity, load, print_findings};

pub(super) fn run(session: &Session, format: Format, all: bool) -> Result<Outcome, Failure> {
    let mut stages = Stages::begin(session);
    let Loaded { sources, findings: found, .. } = load(session)?;
    stages.done("stage-read")?;
    let site = pipeline::plan(sources, found);
    stages.done("stage-check")?;
    let mut findings = site.findings().to_vec();
    // Templates of the site's own show all their mistakes only when pages are made from them.
    if site.sources.below("themes/").next().is_some() && !findings.iter().any(|finding| finding.stops()) {
        let broken = pipeline::files(&site, &|_: &str, _: &[u8]| Ok(()))
            .map_err(|error| Failure::Message(Message::new("cli-cannot-make").with("detail", error.to_string())))?;
        findings.extend(broken.iter().map(|finding| Arc::new(Held::of(finding))));
    }
    findings.extend(site.for_staff().cloned());
    findings.sort_by_key(|finding| finding.order());
    let lang = session.lang;
    let whole = findings.iter().map(|held| held.finding());
    match format {
        Format::Human => {
            if session.verbosity == Verbosity::Quiet && !findings.iter().any(|finding| finding.stops()) {
                return Ok(Outcome::Done);
            }
            let is_shown = |finding: &Held| all || !finding.is_explained;
            print_findings(&mut io::stdout().lock(), session, &site, &findings, is_shown)?;
        }
        Format::Json => print_lines(whole.map(|finding| machine::json(&site.sources, lang, &finding)))?,
        Format::Github => {
            print_lines(whole.map(|finding| machine::github(&site.sources, lang, &finding)))?;
        }
        Format::Sarif => {
            let rules: Vec<&str> = rules::all().map(|rule| rule.name).collect();
            print_lines([machine::sarif(&site.sources, lang, &rules, whole)])?;
        }
    }
    let stops = findings.iter().any(|finding| finding.stops());
    Ok(if stops { Outcome::Found } else { Outcome::Done })
}

fn print_lines(lines: impl IntoIterator<Item = String>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
