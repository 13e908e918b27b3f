//! `gongshi init`: a whole site folder that builds at once, with an example to go by. Replaces nothing that exists.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use gongshi::lang::Message;

use super::{Failure, Outcome, Session, cannot_write};

/// Where the example lies that shows how a project is written.
const EXAMPLE: &str = "content/projects/2024/example";

/// The files of a new site, the example's last.
const FILES: [(&str, &str); 8] = [
    ("content/README.md", include_str!("../../../content/README.md")),
    ("content/site.toml", include_str!("site.toml")),
    ("content/agencies.toml", include_str!("agencies.toml")),
    ("content/rubrics/mof2020-selfeval.toml", include_str!("../../../content/rubrics/mof2020-selfeval.toml")),
    ("content/rubrics/mof2020-eval.toml", include_str!("../../../content/rubrics/mof2020-eval.toml")),
    ("content/rubrics/freeform.toml", include_str!("../../../content/rubrics/freeform.toml")),
    ("content/projects/2024/example/project.toml", include_str!("project.toml")),
    ("content/projects/2024/example/report.md", include_str!("report.md")),
];

pub(super) fn run(session: &Session) -> Result<Outcome, Failure> {
    let content = session.at("content");
    let failed = |error: io::Error| cannot_write(&content, &error);
    fs::create_dir_all(&session.root).map_err(failed)?;
    fs::create_dir(&content).map_err(failed)?;
    for (path, text) in FILES {
        let path = session.at(path);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        fs::write(path, text).map_err(failed)?;
    }
    let done = Message::new("init-done")
        .with("path", content.display().to_string())
        .with(
            "folder",
            if session.root == Path::new(".") { "here".to_owned() } else { session.root.display().to_string() },
        )
        .with("readme", session.at("content/README.md").display().to_string())
        .with("example", session.at(EXAMPLE).display().to_string());
    writeln!(io::stdout(), "{}", session.lang.say(&done))?;
    Ok(Outcome::Done)
}
