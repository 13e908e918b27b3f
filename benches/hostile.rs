//! Small files that could stall everybody: each is planned and, unless it has errors, made at a size and at twice that size.
//!
//! `cargo bench --bench hostile [-- KB] [-- NAME]`: seconds at both sizes, and their ratio; 2 is linear, 4 is quadratic.
//! And, on Linux, how much memory the larger took at its peak beyond what was held before.

#![allow(clippy::print_stdout)]

#[path = "hostile/cases.rs"]
mod cases;

use cases::{CASES, HEAD, PROJECT, ROWS, rows, seconds};

fn main() {
    let kilobytes: usize = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(50);
    let only: Option<String> =
        std::env::args().skip(1).find(|argument| argument.starts_with(|c: char| c.is_alphabetic()));
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
