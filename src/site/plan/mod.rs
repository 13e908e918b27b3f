//! Which pages and files there are, where each lies, and in which orders projects stand. Shows nothing.

pub mod found;
pub(in crate::site) mod grades;
pub mod order;
pub mod outputs;
pub mod pages;
pub mod ranks;
pub mod row;
pub(in crate::site) mod sitemaps;
