//! `gongshi verify`: compares the written site with its own manifest. Changes nothing.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use gongshi::lang::Message;
use gongshi::output::{self, Difference, Verified};

use super::{Failure, Outcome, Session, why};

pub(super) fn run(session: &Session, out: &Path) -> Result<Outcome, Failure> {
    let folder = session.at(out);
    let path = folder.display().to_string();
    let compared = match output::verify(&folder) {
        Ok(compared) => compared,
        Err(error) => {
            let message = Message::new("cli-cannot-read").with("path", path).with("detail", why(&error));
            return Err(Failure::Message(message));
        }
    };
    let Some(Verified { files, differences }) = compared else {
        return Err(Failure::Message(Message::new("cli-no-manifest").with("path", path)));
    };
    let mut to = BufWriter::new(io::stdout().lock());
    for (file, difference) in &differences {
        let id = match difference {
            Difference::Changed => "cli-file-changed",
            Difference::Missing => "cli-file-missing",
            Difference::Extra => "cli-file-extra",
        };
        writeln!(to, "{}", session.lang.say(&Message::new(id).with("path", file.as_str())))?;
    }
    let summary = Message::new(if differences.is_empty() { "cli-verified" } else { "cli-differs" })
        .with("files", files)
        .with("differences", differences.len())
        .with("path", path);
    writeln!(to, "{}", session.lang.say(&summary))?;
    to.flush()?;
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Found })
}
