//! The site: its pages and what they show.
pub mod theme;
pub mod views;
