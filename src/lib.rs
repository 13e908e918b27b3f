//! gongshi reads evaluations of public spending, checks every figure and renders a static site.

pub mod address;
pub mod characters;
pub mod diag;
pub mod emit;
pub mod filename;
pub mod import;
pub mod lang;
pub mod limits;
pub mod load;
pub mod manifest;
pub mod media;
pub mod model;
pub mod output;
pub mod packed;
pub mod pipeline;
pub mod privacy;
pub mod rules;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod syntax;
