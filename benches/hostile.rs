//! Small files that could stall everybody: each is planned and, unless it has errors, made at a size and at twice that size.
//!
//! `cargo bench --bench hostile [-- KB] [-- NAME]`: seconds at both sizes, and their ratio; 2 is linear, 4 is quadratic.
//! And, on Linux, how much memory the larger took at its peak beyond what was held before.
//!
//! `cargo bench --bench hostile -- import`: files to import instead, each at the largest size that is read and above it, in a
//! process of its own: seconds, the peak of its memory, and what came of it.

#![allow(clippy::print_stdout)]

#[path = "hostile/cases.rs"]
mod cases;
#[path = "hostile/imports.rs"]
mod imports;
#[allow(dead_code)]
#[path = "../tests/suite/import/word97.rs"]
mod word97;

use std::process::Command;
use std::time::Instant;

use gongshi::import::recognise::{Given, recognise};
use gongshi::import::{read, write};
use gongshi::lang::Lang;
use gongshi::model::Content;
use imports::IMPORTS;

use cases::{CASES, HEAD, PROJECT, ROWS, rows, seconds};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [alone, name, path] = &arguments[..]
        && alone == ALONE
    {
        return imported(name, path);
    }
    let kilobytes: usize = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(50);
    let only: Option<String> =
        std::env::args().skip(1).find(|argument| argument.starts_with(|c: char| c.is_alphabetic()));
    if only.as_ref().is_some_and(|only| only.starts_with("import")) {
        let itself = std::env::current_exe().expect("a program that runs has a path");
        let path = std::env::temp_dir().join(format!("hostile-{}", std::process::id()));
        let is_asked = |name: &str| only.as_ref().is_some_and(|only| name.contains(only.as_str()));
        for (name, _, make) in IMPORTS.iter().filter(|(name, ..)| is_asked(name)) {
            std::fs::write(&path, make()).expect("a temporary file");
            let done = Command::new(&itself).args([ALONE, name]).arg(&path).status();
            std::fs::remove_file(&path).expect("the file");
            assert!(done.is_ok_and(|done| done.success()), "{name}");
        }
        return;
    }
    let (base, _) = seconds(PROJECT, HEAD.to_owned());
    println!("{base:7.2} s with nothing hostile");
    let sizes = [kilobytes * 1_000, kilobytes * 2_000];
    let tell = |name: &str, make: &dyn Fn(usize) -> (&'static str, String)| {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            return;
        }
        let [(once, ..), (twice, printed, memory)] = sizes.map(|size| {
            let (path, text) = make(size);
            let before = peak_anew();
            let (seconds, printed) = seconds(path, text);
            (seconds, printed, peak().saturating_sub(before))
        });
        let (once, twice) = (once - base, twice - base);
        let ratio = if once > 0.02 { twice / once } else { f64::NAN };
        println!(
            "{once:7.2} s {twice:7.2} s {ratio:5.1}  {:6} KB printed {:5} MB  {name}",
            printed / 1_000,
            memory / 1_000
        );
    };
    for (name, path, before, piece, behind) in CASES {
        tell(name, &|size| (path, [*before, &piece.repeat(size / piece.len()), behind].concat()));
    }
    for kind in ROWS {
        tell(kind, &|size| (PROJECT, rows(kind, size / 50)));
    }
}

/// Says that one file is imported, by a process that did not make it.
const ALONE: &str = "--alone";

/// Imports a file as the command does, and tells what that took.
fn imported(name: &str, path: &str) {
    let Some((_, file, _)) = IMPORTS.iter().find(|(known, ..)| *known == name) else { return };
    let bytes = std::fs::read(path).expect("the file");
    let start = Instant::now();
    let said = match read::read(file, &bytes) {
        Err(message) => Lang::En.say(&message),
        Ok(documents) => {
            let drafts = recognise(&documents, file, &Content::default(), &Given::default());
            let written = drafts.iter().map(|draft| {
                let (project, _) = write::project(Lang::ZhCn, draft, file, None, &[]);
                project.len() + write::report(draft, &[]).0.len()
            });
            format!("{} documents, {} bytes in {} drafts", documents.len(), written.sum::<usize>(), drafts.len())
        }
    };
    let (seconds, memory) = (start.elapsed().as_secs_f64(), peak() / 1_000);
    println!("{seconds:6.2} s {memory:5} MB  {name} ({} KB): {said}", bytes.len() / 1_000);
}

/// Forgets the peak of memory so far; how much is held, in kB.
fn peak_anew() -> usize {
    // What cannot be forgotten here is told as zero below.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    peak()
}

/// The most memory held since then, in kB; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
