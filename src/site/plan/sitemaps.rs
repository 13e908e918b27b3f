//! Which site maps for search engines there are, and which addresses each lists. Renders none.

use crate::site::Site;

/// The name of the site map for search engines.
pub(in crate::site) const SITEMAP: &str = "sitemap.xml";

/// How many addresses a site map may hold (sitemaps.org).
const SITEMAP_LENGTH: usize = 50_000;

/// The site maps, each with the pages or the parts that it lists: `sitemap.xml` lists every page, or where they are too many
/// the parts that list them, `sitemap-1.xml` and so on.
pub(in crate::site) fn files(site: &Site) -> Vec<(String, Vec<String>, Vec<String>)> {
    let listed: Vec<String> =
        site.pages().iter().filter(|page| page.is_listed()).map(|page| site.short_address(page)).collect();
    split(&listed, SITEMAP_LENGTH)
}

fn split(pages: &[String], most: usize) -> Vec<(String, Vec<String>, Vec<String>)> {
    if pages.len() <= most {
        return vec![(SITEMAP.to_owned(), pages.to_vec(), Vec::new())];
    }
    let parts = pages.chunks(most).enumerate();
    let mut files: Vec<_> =
        parts.map(|(number, pages)| (format!("sitemap-{}.xml", number + 1), pages.to_vec(), Vec::new())).collect();
    files.push((SITEMAP.to_owned(), Vec::new(), files.iter().map(|(name, ..)| name.clone()).collect()));
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_site_map_is_split_and_nothing_is_lost() {
        let pages: Vec<String> = (0..7).map(|number| format!("projects/{number}/")).collect();
        assert_eq!(split(&pages, 7), [(SITEMAP.to_owned(), pages.clone(), Vec::new())]);
        let files = split(&pages, 3);
        let names: Vec<&str> = files.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", SITEMAP]);
        assert_eq!(files[3].2, names[..3]);
        assert!(files.iter().all(|(_, pages, _)| pages.len() <= 3));
        assert_eq!(files.into_iter().flat_map(|(_, pages, _)| pages).collect::<Vec<_>>(), pages);
    }
}
