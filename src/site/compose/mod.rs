//! What pages show: from projects, findings and roll-ups to the views that templates see. Knows no template.

pub(in crate::site) mod charts;
pub(in crate::site) mod disagreements;
pub(in crate::site) mod disclosure;
pub(in crate::site) mod entries;
pub mod excerpts;
pub(in crate::site) mod figures;
pub(in crate::site) mod groups;
mod headline;
pub(in crate::site) mod history;
pub(in crate::site) mod home;
pub(in crate::site) mod known;
pub(in crate::site) mod listing;
pub mod lists;
pub mod losses;
mod money;
pub(in crate::site) mod names;
mod outcomes;
pub mod project;
pub(in crate::site) mod quality;
pub mod rollup;
mod scale;
pub mod searchable;
pub(in crate::site) mod sitemap;
mod spread;
pub(in crate::site) mod standards;
mod summary;
pub mod tables;
