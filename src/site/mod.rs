//! The site: which pages there are and what they show. Plans and renders; touches no disk.

pub mod views;

use crate::diag::Finding;
use crate::model::Content;
use crate::source::Sources;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// All texts.
    pub sources: Sources,
    /// What they mean.
    pub content: Content,
    /// What was found, sorted.
    pub findings: Vec<Finding>,
}
