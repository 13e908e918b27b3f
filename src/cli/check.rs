//! `gongshi check`: prints every finding, for people or machines. Writes no file.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use gongshi::diag::{self, Counts, Held, machine};
use gongshi::lang::Message;
use gongshi::load::Loaded;
use gongshi::model::project::Head;
use gongshi::pipeline;
use gongshi::rules;
use gongshi::site::Site;

use super::progress::Stages;
use super::{Failure, Format, Outcome, Session, Verbosity, load, print_findings, unknown};

/// What is to be checked, and how it is told.
pub(super) struct Order<'a> {
    /// Only these projects, by id or by folder; all that there is if none.
    pub(super) projects: &'a [String],
    pub(super) format: Format,
    /// Also what was acknowledged.
    pub(super) all: bool,
}

pub(super) fn run(session: &Session, Order { projects, format, all }: Order<'_>) -> Result<Outcome, Failure> {
    let mut stages = Stages::begin(session);
    let Loaded { sources, findings: found, .. } = load(session)?;
    stages.done("stage-read")?;
    let (site, mut findings, count) = match projects {
        [] => {
            let site = pipeline::plan(sources, found);
            let findings = of_all(&site)?;
            let count = site.content.projects.len();
            (site, findings, count)
        }
        _ => {
            let (site, _) = pipeline::plan_again(sources, found, None);
            let wanted = named(session, &site, projects)?;
            let findings = wanted.iter().flat_map(|project| site.found_in(project)).cloned().collect();
            let count = wanted.len();
            (site, findings, count)
        }
    };
    stages.done("stage-check")?;
    findings.sort_by_key(|finding| finding.order());
    let lang = session.lang;
    let whole = findings.iter().map(|held| held.finding());
    match format {
        Format::Human => {
            if session.verbosity == Verbosity::Quiet && !findings.iter().any(|finding| finding.stops()) {
                return Ok(Outcome::Done);
            }
            let is_shown = |finding: &Held| all || !finding.is_explained;
            print_findings(&mut io::stdout().lock(), session, &site, (&findings, count), is_shown)?;
            if !projects.is_empty() {
                say_what_was_left_out(session, &site)?;
            }
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

/// Everything that is found of a site.
fn of_all(site: &Site) -> Result<Vec<Arc<Held>>, Failure> {
    let mut findings = site.findings().to_vec();
    // Templates of the site's own show all their mistakes only when pages are made from them.
    if site.sources.below("themes/").next().is_some() && !findings.iter().any(|finding| finding.stops()) {
        let broken = pipeline::files(site, &|_: &str, _: &[u8]| Ok(()))
            .map_err(|error| Failure::Message(Message::new("cli-cannot-make").with("detail", error.to_string())))?;
        findings.extend(broken.iter().map(|finding| Arc::new(Held::of(finding))));
    }
    findings.extend(site.for_staff().cloned());
    Ok(findings)
}

/// Says that something was found in the files that projects share, which may stop a build, where only projects are told of.
fn say_what_was_left_out(session: &Session, site: &Site) -> io::Result<()> {
    let Counts { errors, warnings, notices, .. } = diag::count(site.found_in_what_is_shared());
    if errors + warnings + notices == 0 {
        return Ok(());
    }
    let left_out = Message::new("cli-shared-left-out");
    let left_out = left_out.with("errors", errors).with("warnings", warnings).with("notices", notices);
    writeln!(io::stdout().lock(), "{}", session.lang.say(&left_out))
}

/// The projects that are asked for, each once, by id or as the shell completes their folders and files.
fn named<'s>(session: &Session, site: &'s Site, names: &[String]) -> Result<Vec<&'s Arc<Head>>, Failure> {
    let mut numbers = BTreeSet::new();
    for name in names {
        let id = name.split_once("content/projects/").map_or(name.as_str(), |(_, below)| below);
        let id: Vec<&str> = id.split('/').filter(|part| !part.is_empty()).take(2).collect();
        let number = site.index_of(&id.join("/")).ok_or_else(|| {
            let known = site.content.projects.iter().map(|project| project.id.as_str());
            Failure::Message(unknown(session.lang, "kind-project", name, known))
        })?;
        numbers.insert(number);
    }
    Ok(numbers.into_iter().map(|number| &site.content.projects[number]).collect())
}

fn print_lines(lines: impl IntoIterator<Item = String>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
