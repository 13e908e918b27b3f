//! What pages show: from projects, findings and roll-ups to the views that templates see. Knows no template.

pub(in crate::site) mod gathered;
pub(in crate::site) mod lists;
pub(in crate::site) mod pages;
pub mod parts;
pub mod project;
pub mod searchable;
