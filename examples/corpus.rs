//! Writes a site of generated reports, to try the program on many:
//! `cargo run --example corpus -- [--misprints] FOLDER [COUNT [PROSE]]`, each with varied prose of so many characters where it
//! is told how many, and with misprints in every second where that is asked for.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
#[path = "../benches/misprints.rs"]
mod misprints;
#[path = "../benches/prose.rs"]
mod prose;

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let (told, arguments): (Vec<String>, Vec<String>) = env::args().skip(1).partition(|given| given == "--misprints");
    let mut arguments = arguments.into_iter();
    let Some(folder) = arguments.next() else { return Err(io::Error::other("name a folder to write to")) };
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let mut files = corpus::site(count);
    if let Some(length) = arguments.next().and_then(|length| length.parse().ok()) {
        prose::add(&mut files, length);
    }
    if !told.is_empty() {
        misprints::add(&mut files);
    }
    for source in files {
        let path = Path::new(&folder).join(source.path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, source.text)?;
    }
    Ok(())
}
