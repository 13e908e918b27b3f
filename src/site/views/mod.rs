//! What a template sees: plain values, already formatted, in the site's language. The contract with themes; computes nothing.
//!
//! Every template gets `chrome` ([`Chrome`]) and `view` (the struct named in its doc). Links are relative to the
//! site's root: a template writes `{{ chrome.root }}{{ link.href }}`.
//!
//! The figures of a column stand one below the other at their decimal points: the views say in `fraction_width` how many characters the longest
//! of a column has behind its whole part, and the filter `aligned` gives every figure that room. Their digits stay as
//! printed.
//!
//! `tables.js` makes buttons of the heads that have `data-sort`, and puts a filter above tables of more than ten rows;
//! only pages with such heads load it. Numbers are sorted by `data-value`, which the views give bare; the text of a
//! cell is never parsed. Heads of scores and grades have no `data-sort`, nor has any head of a list that goes on on
//! other pages: invariant 6 holds for the reader's own orders too.

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
