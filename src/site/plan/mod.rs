//! Which pages and files there are, where each lies, and in which orders projects stand. Shows nothing.

pub mod order;
pub mod outputs;
pub mod pages;
pub mod row;
