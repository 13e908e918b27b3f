//! Every test of the crate as a stranger uses it, in one program: a file a subject. `tests/README.md` says where a new one goes.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod again;
mod attachments;
mod causes;
mod characters;
mod cli;
mod common;
mod consistent;
#[path = "../../benches/corpus/mod.rs"]
mod corpus;
#[cfg(target_os = "linux")]
mod crash;
mod data;
mod deploy;
mod feed;
mod five_reports;
mod format;
mod forms;
mod fuzz;
mod glossary;
mod government;
mod import;
mod languages;
mod layers;
mod levels;
mod limits;
#[cfg(unix)]
mod links;
mod lists;
#[path = "../../benches/misprints.rs"]
mod misprints;
mod mistakes;
mod mutation;
mod names;
mod places;
mod privacy;
mod series;
mod serve;
mod themes;
