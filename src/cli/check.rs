//! `gongshi check`: prints every finding, for people or machines. Writes no file.

use std::io::{self, BufWriter, Write};

use gongshi::diag::machine;
use gongshi::pipeline;
use gongshi::rules::RULES;

use super::{Failure, Format, Outcome, Session, load, print_findings};

pub(super) fn run(session: &Session, format: Format, all: bool) -> Result<Outcome, Failure> {
    let (sources, found) = load(session)?;
    let site = pipeline::plan(sources, found);
    let lang = session.lang;
    match format {
        Format::Human => {
            let shown = site.findings.iter().filter(|finding| all || finding.note.is_none());
            print_findings(&mut io::stdout().lock(), session, &site, shown)?;
        }
        Format::Json => print_lines(site.findings.iter().map(|finding| machine::json(&site.sources, lang, finding)))?,
        Format::Github => {
            print_lines(site.findings.iter().map(|finding| machine::github(&site.sources, lang, finding)))?;
        }
        Format::Sarif => {
            let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
            print_lines([machine::sarif(&site.sources, lang, &rules, &site.findings)])?;
        }
    }
    let stops = site.findings.iter().any(|finding| finding.stops());
    Ok(if stops { Outcome::Found } else { Outcome::Done })
}

fn print_lines(lines: impl IntoIterator<Item = String>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
