//! Mark-up and what conversion left behind.

mod broken_link;
mod first_level_heading;
mod leftover_mark_up;
mod lost_text;
mod page_number;
mod raw_html;
mod word_leftover;

use crate::rules::Rule;
pub(crate) use page_number::is_marked;

pub(super) const RULES: &[&Rule] = &[
    &first_level_heading::RULE,
    &raw_html::RULE,
    &lost_text::RULE,
    &leftover_mark_up::RULE,
    &broken_link::RULE,
    &word_leftover::RULE,
    &page_number::RULE,
];
