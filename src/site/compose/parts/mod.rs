//! What stands on pages of many kinds: figures, names, pictures, entries of lists. Knows no page.

pub(in crate::site) mod charts;
pub(in crate::site) mod entries;
pub mod excerpts;
pub(in crate::site) mod figures;
pub(in crate::site) mod names;
