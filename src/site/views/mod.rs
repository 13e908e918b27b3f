//! What a template sees: plain values, already formatted, in the site's language. The contract with themes; computes nothing.
//!
//! Every template gets `chrome` ([`Chrome`]) and `view` (the struct named in its doc). Links are relative to the
//! site's root: a template writes `{{ chrome.root }}{{ link.href }}`.

mod checks;
mod chrome;
mod common;
mod data;
mod evaluation;
mod funds;
mod history;
mod home;
mod lists;
mod losses;
mod project;
mod quality;
mod standards;
mod text;

pub use checks::*;
pub use chrome::*;
pub use common::*;
pub use data::*;
pub use evaluation::*;
pub use funds::*;
pub use history::*;
pub use home::*;
pub use lists::*;
pub use losses::*;
pub use project::*;
pub use quality::*;
pub use standards::*;
pub use text::*;
