//! `gongshi new`: starts a project's folder, with what is known filled in. Replaces nothing that exists.

use std::fs;
use std::io::{self, Write};

use gongshi::lang::{Lang, Message};
use gongshi::model;
use gongshi::model::registry::{YEARS, is_address};
use gongshi::model::rubric::Rubric;

use super::{Failure, Outcome, Session, load, unknown};

/// What the author gave beside the address.
pub(super) struct Given<'a> {
    pub(super) agency: Option<&'a str>,
    pub(super) rubric: Option<&'a str>,
    pub(super) title: Option<&'a str>,
}

pub(super) fn run(session: &Session, id: &str, given: &Given<'_>) -> Result<Outcome, Failure> {
    let Some((year, slug)) = address(id) else {
        return Err(Failure::Message(Message::new("cli-bad-id").with("id", id)));
    };
    let (sources, _) = load(session)?;
    let (content, _) = model::read(&sources);
    if let Some(agency) = given.agency
        && content.registry.agency(agency).is_none()
    {
        let known = content.registry.agencies.iter().map(|agency| agency.id.value.as_str());
        return Err(Failure::Message(unknown(session.lang, "kind-agency", agency, known)));
    }
    let rubric = match given.rubric {
        None => None,
        Some(id) => match content.rubrics.get(id) {
            Some(rubric) => Some(rubric),
            None => {
                let known = content.rubrics.keys().map(String::as_str);
                return Err(Failure::Message(unknown(session.lang, "kind-rubric", id, known)));
            }
        },
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
    let project = project_file(session.lang, year, slug, given, rubric);
    let report = session.lang.word("new-report") + "\n";
    folder.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    fs::create_dir(&folder).map_err(failed)?;
    fs::write(folder.join("project.toml"), project).map_err(failed)?;
    fs::write(folder.join("report.md"), report).map_err(failed)?;
    writeln!(io::stdout(), "{}", session.lang.say(&Message::new("cli-created").with("path", path.as_str())))?;
    Ok(Outcome::Done)
}

/// Year and slug of a project's address.
fn address(id: &str) -> Option<(&str, &str)> {
    let (year, slug) = id.split_once('/')?;
    let valid = year.len() == 4 && year.parse().is_ok_and(|year| YEARS.contains(&year)) && is_address(slug);
    valid.then_some((year, slug))
}

/// The text of `project.toml`: what is known as keys, what most reports have as comments.
fn project_file(lang: Lang, year: &str, slug: &str, given: &Given<'_>, rubric: Option<&Rubric>) -> String {
    let title = quoted(given.title.unwrap_or(slug));
    let agency = quoted(given.agency.unwrap_or_default());
    let word = |id: &str| lang.word(id);
    let mut text = format!("# {}\n", word("new-head"));
    text += &format!("title = {title}  # {}\n", word("new-title"));
    text += &format!("year = {year}\n");
    text += &format!("agency = {agency}  # {}\n", word("new-agency"));
    text += &format!("# department = \"\"  # {}\n", word("new-department"));
    text += &format!("# kind = \"\"  # {}\n", word("new-kind"));
    text += &format!("\n# {}\n# [funds]\n# unit = \"万元\"\n", word("new-funds"));
    for key in ["budget", "received", "spent"] {
        text += &format!("# {key} =   # {}\n", word(&format!("basis-{key}")));
    }
    let Some(rubric) = rubric else {
        text +=
            &format!("\n# {}\n# [[evaluations]]\n# rater = \"self\"  # {}\n", word("new-no-rubric"), word("new-rater"));
        text += &format!("# rubric = \"\"  # {}\n", word("new-rubric"));
        return text;
    };
    text += &format!("\n[[evaluations]]\nrater = \"self\"  # {}\n", word("new-rater"));
    text += &format!("rubric = {}\n", quoted(&rubric.id));
    text += &format!("# score =   # {}\n# grade = \"\"  # {}\n", word("new-score"), word("new-grade"));
    if !rubric.indicators.is_empty() {
        text += &format!("# {}\nindicators = [\n", word("new-indicators"));
        for row in &rubric.indicators {
            let weight = row.weight.as_ref().map_or(String::new(), |weight| format!(", weight = {}", weight.value));
            text += &format!("  {{ level = {}, name = {}{weight} }},\n", row.level, quoted(&row.name.value));
        }
        text += "]\n";
    }
    text
}

/// Text as a TOML string. JSON escapes everything that TOML must, except for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
