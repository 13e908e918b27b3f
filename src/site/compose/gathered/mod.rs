//! What is gathered over many projects, once a page asks for it. Shows no single project.

pub(in crate::site) mod disagreements;
pub(in crate::site) mod losses;
pub(in crate::site) mod spread;
