//! Pages of text, the site map, feeds, and pages that show nothing of the content.

use serde::Serialize;

use super::Link;

/// `page.html`: a page of text.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// HTML.
    pub html: String,
}

/// `sitemap.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapView {
    /// Each part of the site with its pages.
    pub sections: Vec<SitemapSection>,
}

/// A part of the site.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapSection {
    /// Heading.
    pub title: String,
    /// Its pages, or where they are many the first or largest.
    pub links: Vec<Link>,
    /// Where all of them stand, when there are more.
    pub more: Option<Link>,
}

/// `feed.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// Identifier of the site; the feed and its entries add theirs.
    pub site_id: String,
    /// Identifier of the feed, after the site's.
    pub id: String,
    /// Title of the feed.
    pub title: String,
    /// Address of the feed: absolute where that is known, else as seen from it.
    pub itself: String,
    /// Address of the page that lists the same.
    pub page: String,
    /// Latest day of any entry; 1970-01-01 where there is none.
    pub updated: String,
    /// The newest projects.
    pub entries: Vec<FeedEntry>,
}

/// An entry of the feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Identifier, after the site's.
    pub id: String,
    /// Title, and address as the feed's own.
    pub link: Link,
    /// Day.
    pub updated: String,
    /// One sentence.
    pub summary: String,
}

/// `sitemap.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapXmlView {
    /// Absolute address of the site's root, where it is known.
    pub base: Option<String>,
    /// Addresses of all pages, without `index.html`.
    pub pages: Vec<String>,
    /// Site maps that list them, where they are too many for one.
    pub parts: Vec<String>,
}

/// `search.html`, `compare.html`, `404.html`: pages that need nothing but their chrome.
#[derive(Clone, Debug, Serialize)]
pub struct EmptyView {}
