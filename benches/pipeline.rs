//! What each stage costs on a generated site: `cargo bench --bench pipeline [-- COUNT [PROSE]]`, 10,000 projects unless told,
//! with varied prose of so many characters in each where it is told how many.
//!
//! Rules are compared with rendering in the same run, on one thread each, so that the ratio does not depend on the machine.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod corpus;
mod prose;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gongshi::diag::Severity;
use gongshi::pipeline;
use gongshi::rules;
use gongshi::search::{self, Index};
use gongshi::site::compose::searchable;
use gongshi::site::{Page, Site, render};
use gongshi::source::Sources;

fn main() {
    let mut told = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let count = told.next().unwrap_or(10_000);
    let mut files = corpus::site(count);
    let prose = told.next();
    if let Some(length) = prose {
        prose::add(&mut files, length);
    }
    let sources = Sources::new(files);
    println!("{count} projects");
    let memory_of_sources = peak_memory();

    let (site, planned) = timed(|| pipeline::plan(sources, Vec::new()));
    let contradiction = site.findings().iter().find(|finding| finding.severity > Severity::Notice);
    // What varied prose says may contradict the rest.
    assert!(prose.is_some() || contradiction.is_none(), "the corpus is consistent: {contradiction:?}");
    println!("read, check and plan   {:>8.2} s   {:.0} MB", planned.as_secs_f64(), peak_memory());

    let files = AtomicUsize::new(0);
    let bytes = AtomicUsize::new(0);
    let emit = |_: &str, content: &[u8]| {
        files.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(content.len(), Ordering::Relaxed);
        Ok(())
    };
    let (broken, made) = timed(|| pipeline::files(&site, &emit).unwrap());
    assert!(broken.is_empty(), "{broken:?}");
    let (files, megabytes) = (files.into_inner(), bytes.into_inner() as f64 / 1e6);
    println!("make every file        {:>8.2} s   {files} files, {megabytes:.0} MB", made.as_secs_f64());

    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (_, checked) = timed(|| one.install(|| rules::check(&site.sources, &site.content)));
    let (_, rendered) = timed(|| {
        for index in 0..site.content.projects.len() {
            render::page(&site, &Page::Project(index)).unwrap();
        }
    });
    let indexed = one.install(|| indexed(&site));
    println!("rules, one thread      {:>8.2} s", checked.as_secs_f64());
    println!("project pages, one thr.{:>8.2} s", rendered.as_secs_f64());
    println!("search index, processor{:>8.2} s", indexed.as_secs_f64());
    println!("rules / rendering      {:>8.3}", checked.as_secs_f64() / rendered.as_secs_f64());
    println!("peak memory            {:>8.0} MB, of it the sources {memory_of_sources:.0} MB", peak_memory());
}

/// What the search index alone takes: folding, texts and lists, without the views that tell what pages say.
fn indexed(site: &Site) -> Duration {
    let index = Index::new(site.content.projects.len());
    let mut took = Duration::ZERO;
    for number in 0..site.content.projects.len() {
        let project = site.project(number);
        let page = searchable::page(site, &project, &render::project_view(site, number, &project));
        took += on_processor(|| index.add(number as u32, page));
    }
    let names = searchable::names(site);
    took + on_processor(|| search::finish(index, &site.content.settings.aliases, &names))
}

/// How long the processor is at work on this thread, whatever else the machine does (Linux; 0 elsewhere).
fn on_processor<T>(work: impl FnOnce() -> T) -> Duration {
    let now = || {
        let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        Duration::from_nanos(told.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0))
    };
    let start = now();
    work();
    now() - start
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// Highest resident memory so far in MB (Linux; 0 elsewhere).
fn peak_memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}
