//! What every page has around its content.

use serde::Serialize;

use super::Link;

/// What every page has around its content.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    /// Prefix from this page to the site's root: `../../`, or nothing on the home page.
    pub root: String,
    /// Which template this is, for the `class` of `body`: `project`.
    pub kind: &'static str,
    /// Title of the page, without the site's.
    pub title: String,
    /// One sentence about the page.
    pub description: String,
    /// Absolute address of the page, where that of the site is known.
    pub address: Option<String>,
    /// The site.
    pub site: SiteView,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// The way from the home page, without the page itself.
    pub breadcrumbs: Vec<Link>,
    /// Meta tags of government sites.
    pub meta: Vec<MetaView>,
    /// Where the site's glossary explains words that readers stumble over.
    pub terms: TermsView,
    /// The absolute address of the picture for links that are passed on, where the site knows its own address.
    pub share_image: Option<String>,
    /// What the page says of itself to search engines: JSON-LD, to stand in its `script` element as it is.
    pub linked_data: Option<String>,
    /// What the publisher has inserted in every page.
    pub include: IncludeView,
}

/// Addresses of explanations, below the root; `None` where the site has no page `glossary` with such a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermsView {
    /// 执行率.
    pub execution_rate: Option<String>,
    /// 评分标准.
    pub rubric: Option<String>,
    /// 评价主体.
    pub rater: Option<String>,
    /// 核算.
    pub recomputed: Option<String>,
}

/// A meta tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetaView {
    /// `SiteName`.
    pub name: &'static str,
    /// Its content.
    pub content: String,
}

/// HTML of the publisher's own, inserted as it is: the frame of the portal that this site is a column of.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IncludeView {
    /// At the end of `head`.
    pub head: Option<String>,
    /// Before the header.
    pub header: Option<String>,
    /// After the footer.
    pub footer: Option<String>,
}

/// The site, for headers and footers.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Name.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Language tag: `zh-CN`.
    pub lang: &'static str,
    /// Who publishes.
    pub publisher: Option<String>,
    /// How to reach the publisher.
    pub contact: Option<String>,
    /// Name of the licence.
    pub licence: Option<String>,
    /// Address of the licence's text.
    pub licence_url: Option<String>,
    /// Text pages, for the footer.
    pub pages: Vec<Link>,
    /// What government sites state in their footers.
    pub footer: Vec<FooterItem>,
}

/// An item of a government site's footer.
#[derive(Clone, Debug, Serialize)]
pub struct FooterItem {
    /// What it says.
    pub text: String,
    /// Absolute address of another site.
    pub href: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// Where to.
    pub link: Link,
    /// Whether the page shown is there.
    pub current: bool,
}
