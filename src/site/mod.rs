//! The site: its pages and what they show.
pub mod views;
