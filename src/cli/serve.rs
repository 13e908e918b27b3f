//! `gongshi serve`: says where the preview is, and what is wrong after each change.

use std::io::{self, Write};

use gongshi::lang::Message;
use gongshi::serve::{self, Event};

use super::{Failure, Outcome, Session, no_content, print_serious, unreadable};

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
        Event::Read { site, shown } => {
            print_serious(&mut out, session, site)?;
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
