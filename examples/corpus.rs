//! Writes a site of generated reports, to try the program on many: `cargo run --example corpus -- FOLDER [COUNT [PROSE]]`, each
//! with varied prose of so many characters where it is told how many.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
#[path = "../benches/prose.rs"]
mod prose;

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next() else { return Err(io::Error::other("name a folder to write to")) };
    let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let mut files = corpus::site(count);
    if let Some(length) = arguments.next().and_then(|length| length.parse().ok()) {
        prose::add(&mut files, length);
    }
    for source in files {
        let path = Path::new(&folder).join(source.path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, source.text)?;
    }
    Ok(())
}
