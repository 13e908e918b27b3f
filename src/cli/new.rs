//! `gongshi new`: starts a project's folder, with what is known filled in. Replaces nothing that exists.

mod questions;
mod template;

use std::fs;
use std::io::{self, IsTerminal, Write};

use gongshi::lang::Message;
use gongshi::model;
use gongshi::model::Content;
use gongshi::model::registry::{YEARS, is_address};

use super::{Failure, Outcome, Session, load, unknown};

/// What the author gave, as arguments or as answers.
#[derive(Clone, Default)]
pub(super) struct Given {
    /// Year and slug: `2023/hotline`.
    pub(super) id: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) rubric: Option<String>,
    pub(super) title: Option<String>,
}

pub(super) fn run(session: &Session, mut given: Given) -> Result<Outcome, Failure> {
    if let Some(id) = given.id.as_deref().filter(|id| address(id).is_none()) {
        return Err(Failure::Message(Message::new("cli-bad-id").with("id", id)));
    }
    let (sources, _) = load(session)?;
    let (content, _) = model::read(&sources);
    known(session, &content, &given)?;
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        questions::ask(&mut io::stdin().lock(), &mut io::stdout(), session.lang, &content, &mut given)?;
    }
    let Some((year, slug)) = given.id.as_deref().and_then(address) else {
        return Err(Failure::Message(Message::new("cli-no-id")));
    };
    let folder = session.at(model::PROJECTS).join(year).join(slug);
    let path = folder.display().to_string();
    let failed = |error: io::Error| {
        let message = match error.kind() {
            io::ErrorKind::AlreadyExists => Message::new("cli-exists").with("path", path.as_str()),
            _ => Message::new("cli-cannot-write").with("path", path.as_str()).with("detail", error.to_string()),
        };
        Failure::Message(message)
    };
    let rubric = given.rubric.as_deref().and_then(|id| content.rubrics.get(id));
    let project = template::project(session.lang, year, slug, &given, rubric);
    let report = template::report(session.lang, rubric);
    folder.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::create_dir(&folder).map_err(failed)?;
    fs::write(folder.join("project.toml"), project).map_err(failed)?;
    fs::write(folder.join("report.md"), report).map_err(failed)?;
    writeln!(io::stdout(), "{}", session.lang.say(&Message::new("cli-created").with("path", path.as_str())))?;
    Ok(Outcome::Done)
}

fn known(session: &Session, content: &Content, given: &Given) -> Result<(), Failure> {
    if let Some(agency) = given.agency.as_deref().filter(|id| content.registry.agency(id).is_none()) {
        let known = content.registry.agencies.iter().map(|agency| agency.id.value.as_str());
        return Err(Failure::Message(unknown(session.lang, "kind-agency", agency, known)));
    }
    if let Some(rubric) = given.rubric.as_deref().filter(|id| !content.rubrics.contains_key(*id)) {
        let known = content.rubrics.keys().map(String::as_str);
        return Err(Failure::Message(unknown(session.lang, "kind-rubric", rubric, known)));
    }
    Ok(())
}

/// Year and slug of a project's address.
fn address(id: &str) -> Option<(&str, &str)> {
    let (year, slug) = id.split_once('/')?;
    (is_year(year) && is_address(slug)).then_some((year, slug))
}

fn is_year(year: &str) -> bool {
    year.len() == 4 && year.parse().is_ok_and(|year| YEARS.contains(&year))
}
