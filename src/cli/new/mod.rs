//! `gongshi new`: starts a project's folder, or a workbook for one, with what is known filled in. Replaces nothing that exists.

mod questions;
mod template;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use gongshi::import::workbook;
use gongshi::lang::Message;
use gongshi::model;
use gongshi::model::Content;
use gongshi::model::registry::{YEARS, is_address};
use gongshi::syntax::tree;

use super::{Failure, Outcome, Session, cannot_write, load, unknown};

/// The line by which a project file below the root names its schema, for editors.
pub(super) const SCHEMA: &str = "#:schema ../../../../public/data/schemas/project.json\n";

/// What the author gave, as arguments or as answers.
#[derive(Clone, Default)]
pub(super) struct Given {
    /// Year and slug: `2023/hotline`.
    pub(super) id: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) rubric: Option<String>,
    pub(super) title: Option<String>,
}

/// Starts the folder.
pub(super) fn run(session: &Session, given: Given) -> Result<Outcome, Failure> {
    let sources = load(session)?.sources;
    let (content, _) = model::read(&sources);
    let (year, slug, given) = whole(session, &content, given)?;
    let folder = session.at(model::PROJECTS).join(&year).join(&slug);
    let rubric = given.rubric.as_deref().and_then(|id| content.rubrics.get(id));
    let project = template::project(session.lang, &year, &slug, &given, rubric);
    let report = template::report(session.lang, rubric);
    let write = || {
        folder.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::create_dir(&folder)?;
        fs::write(folder.join("project.toml"), project)?;
        fs::write(folder.join("report.md"), report)
    };
    write().map_err(|error| cannot_write(&folder, &error))?;
    say(session, "cli-created", &folder)
}

/// Writes a workbook beside: of the project that exists, or of the one that would be started.
pub(super) fn workbook(session: &Session, given: Given) -> Result<Outcome, Failure> {
    let sources = load(session)?.sources;
    let (content, _) = model::read(&sources);
    let (year, slug, given) = whole(session, &content, given)?;
    let id = format!("{year}/{slug}");
    let project = match sources.find(&format!("{}{id}/project.toml", model::PROJECTS)) {
        Some(file) => tree::tree(&sources.text(file)),
        None => {
            let rubric = given.rubric.as_deref().and_then(|id| content.rubrics.get(id));
            let text = template::project(session.lang, &year, &slug, &given, rubric);
            tree::tree(&text).map(|project| template::with_room(project, rubric))
        }
    };
    let Some(project) = project else {
        return Err(Failure::Message(Message::new("cli-broken-project").with("id", id)));
    };
    let path = PathBuf::from(format!("{year}-{slug}.xlsx"));
    let bytes = workbook::write(session.lang, &id, &project).map_err(|detail| {
        Failure::Message(
            Message::new("cli-cannot-write").with("path", path.display().to_string()).with("detail", detail),
        )
    })?;
    let write = || fs::OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(&bytes);
    write().map_err(|error| cannot_write(&path, &error))?;
    say(session, "cli-created-workbook", &path)
}

/// Year, slug and what else is known of the project, after asking for what is missing, where there is somebody to ask.
fn whole(session: &Session, content: &Content, mut given: Given) -> Result<(String, String, Given), Failure> {
    if let Some(id) = given.id.as_deref().filter(|id| address(id).is_none()) {
        return Err(Failure::Message(Message::new("cli-bad-id").with("id", id)));
    }
    known(session, content, &given)?;
    let is_there = |id: &String| content.projects.iter().any(|project| project.id == *id);
    if io::stdin().is_terminal() && io::stdout().is_terminal() && !given.id.as_ref().is_some_and(is_there) {
        questions::ask(&mut io::stdin().lock(), &mut io::stdout(), session.lang, content, &mut given)?;
    }
    let Some((year, slug)) = given.id.as_deref().and_then(address) else {
        return Err(Failure::Message(Message::new("cli-no-id")));
    };
    Ok((year.to_owned(), slug.to_owned(), given))
}

fn say(session: &Session, message: &'static str, path: &Path) -> Result<Outcome, Failure> {
    let message = Message::new(message).with("path", path.display().to_string());
    writeln!(io::stdout(), "{}", session.lang.say(&message))?;
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
pub(super) fn address(id: &str) -> Option<(&str, &str)> {
    let (year, slug) = id.split_once('/')?;
    (is_year(year) && is_address(slug)).then_some((year, slug))
}

fn is_year(year: &str) -> bool {
    year.len() == 4 && year.parse().is_ok_and(|year| YEARS.contains(&year))
}
