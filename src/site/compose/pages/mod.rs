//! Pages that are neither a project nor a list of some: the front page, what projects are held to, what was found, the site map.

pub(in crate::site) mod home;
pub(in crate::site) mod quality;
pub(in crate::site) mod sitemap;
pub(in crate::site) mod standards;
