//! `gongshi serve`: says where the preview is, and what is wrong after each change.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use gongshi::diag::Finding;
use gongshi::lang::{Arg, Message};
use gongshi::serve::{self, Change, Event};
use gongshi::site::Site;
use gongshi::source::project_folder;

use super::{Failure, Outcome, Session, no_content, print_of, print_serious, unreadable};

pub(super) fn run(session: &Session, port: u16) -> Result<Outcome, Failure> {
    // A preview goes on when nobody reads what it prints.
    let told = session.clone();
    let tell = move |event: Event<'_>| drop(print(&told, &event));
    if !session.root.join("content").is_dir() {
        return Err(Failure::Message(no_content(session)));
    }
    match serve::run(&session.root, &session.links, port, session.lang, tell) {
        Ok(()) => Ok(Outcome::Done),
        Err(error) => Err(Failure::Message(Message::new("cli-cannot-serve").with("detail", error.to_string()))),
    }
}

fn print(session: &Session, event: &Event<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let message = match event {
        Event::Listening { address, busy } => {
            if let Some(port) = busy {
                let message = Message::new("cli-port-busy").with("port", port.to_string());
                writeln!(out, "{}", session.lang.say(&message))?;
            }
            Message::new("cli-serving").with("address", format!("http://{address}/"))
        }
        Event::Read { site, shown, change } => {
            match change {
                Some(change) => print_change(&mut out, session, site, change)?,
                None => print_serious(&mut out, session, site)?,
            }
            if *shown {
                return Ok(());
            }
            Message::new("cli-not-shown")
        }
        Event::Unreadable(error) => unreadable(session, error),
        Event::Blind(error) => Message::new("cli-cannot-watch").with("detail", error.to_string()),
        Event::Watching => Message::new("cli-watching"),
    };
    writeln!(out, "{}", session.lang.say(&message))
}

/// What changed and what it took in a line, then what stands in the way, and of what changed what is not explained.
fn print_change(
    out: &mut (impl Write + IsTerminal),
    session: &Session,
    site: &Site,
    change: &Change<'_>,
) -> io::Result<()> {
    let paths = change.paths.iter().copied().take(PATHS_SHOWN);
    let message = Message::new("cli-looked-again")
        .with("count", change.paths.len())
        .with("paths", Arg::list(paths))
        .with("more", change.paths.len().saturating_sub(PATHS_SHOWN))
        .with("seconds", format!("{:.2}", change.took.as_secs_f64()));
    writeln!(out, "{}", session.lang.say(&message))?;
    let changed: Vec<&str> = change.paths.iter().map(|path| project_folder(path)).collect();
    let is_of_change = |finding: &&Arc<Finding>| {
        let path = site.sources.get(finding.span.file).path.as_str();
        change.paths.contains(&path) || changed.contains(&project_folder(path)) && !project_folder(path).is_empty()
    };
    print_of(out, session, site, is_of_change)
}

/// How many changed files are named.
const PATHS_SHOWN: usize = 3;
