//! `gongshi serve`: says where the preview is, and what is wrong after each change.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, OnceLock};

use gongshi::diag::Held;
use gongshi::lang::{Arg, Message};
use gongshi::serve::{self, Change, Event, Untold};
use gongshi::site::Site;
use gongshi::source::project_folder;

use super::{Failure, Outcome, Session, no_content, print_of, print_serious, unreadable, why};

pub(super) fn run(session: &Session, port: u16) -> Result<Outcome, Failure> {
    // A preview goes on when nobody reads what it prints.
    let told = session.clone();
    let serving = OnceLock::new();
    let tell = move |event: Event<'_>| drop(print(&told, &serving, &event));
    if !session.root.join("content").is_dir() {
        return Err(Failure::Message(no_content(session)));
    }
    match serve::run(&session.root, &session.links, port, session.lang, tell) {
        Ok(()) => Ok(Outcome::Done),
        Err(error) => Err(Failure::Message(Message::new("cli-cannot-serve").with("detail", why(&error)))),
    }
}

/// Prints what there is to say. `serving` is where the preview can be opened, once that was said.
fn print(session: &Session, serving: &OnceLock<Message>, event: &Event<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let message = match event {
        Event::Listening { address, busy } => {
            if let Some(port) = busy {
                let message = Message::new("cli-port-busy").with("port", port.to_string());
                writeln!(out, "{}", session.lang.say(&message))?;
            }
            let message = Message::new("cli-serving").with("address", format!("http://{address}/"));
            serving.get_or_init(|| message).clone()
        }
        Event::Read { site, change, unchecked } => {
            if let Some(change) = change {
                writeln!(out, "{}", session.lang.say(&looked_again(change)))?;
            }
            if *unchecked == 0 {
                return Ok(());
            }
            Message::new("cli-checking").with("n", *unchecked).with("all", site.content.projects.len())
        }
        Event::Checked { site, shown, of } => {
            print_found(&mut out, session, site, of)?;
            // What was found at the start may have moved the address out of sight.
            let again = serving.get().filter(|_| matches!(of, Untold::All) && !site.findings().is_empty());
            match again {
                _ if !*shown => Message::new("cli-not-shown"),
                Some(serving) => serving.clone(),
                None => return Ok(()),
            }
        }
        Event::Unreadable(error) => unreadable(session, error),
        Event::Blind(error) => Message::new("cli-cannot-watch").with("detail", error.to_string()),
        Event::Watching => Message::new("cli-watching"),
    };
    writeln!(out, "{}", session.lang.say(&message))
}

/// What changed and what it took to show it.
fn looked_again(change: &Change<'_>) -> Message {
    Message::new("cli-looked-again")
        .with("count", change.paths.len())
        .with("paths", Arg::list(change.paths.iter().copied().take(PATHS_SHOWN)))
        .with("more", change.paths.len().saturating_sub(PATHS_SHOWN))
        .with("seconds", format!("{:.2}", change.took.as_secs_f64()))
}

/// What stands in the way, and of what was not told of yet what is not explained.
fn print_found(out: &mut (impl Write + IsTerminal), session: &Session, site: &Site, of: &Untold) -> io::Result<()> {
    let Untold::Changed(paths) = of else { return print_serious(out, session, site, site.findings()) };
    let changed: BTreeSet<&str> = paths.iter().map(|path| project_folder(path)).collect();
    let is_of_change = |finding: &&Arc<Held>| {
        let path = site.sources.get(finding.span.file).path.as_str();
        paths.contains(path) || changed.contains(project_folder(path)) && !project_folder(path).is_empty()
    };
    print_of(out, session, site, site.findings(), is_of_change)
}

/// How many changed files are named.
const PATHS_SHOWN: usize = 3;
