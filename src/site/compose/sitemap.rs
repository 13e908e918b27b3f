//! Every page of the site, for readers.

use crate::site::plan::pages::By;
use crate::site::views::{Link, SitemapSection, SitemapView};
use crate::site::{Group, ListPage, Page, Site};

/// Every page of the site. `titled` gives a page's title.
pub(in crate::site) fn sitemap(site: &Site, titled: impl Fn(&Page) -> String) -> SitemapView {
    let lang = site.lang();
    let part = |page: &Page| match page {
        Page::Project(_) => "nav-projects",
        Page::Group(Group::Agency(_), _) => "section-agencies",
        Page::Group(Group::Department(_), _) => "section-departments",
        Page::Group(Group::Region(_), _) => "section-regions",
        Page::Group(Group::Year(_), _) => "section-years",
        Page::Group(Group::Grade(_), _) => "section-main",
        Page::Group(Group::Rubric(_), _) => "section-rubrics",
        Page::Rubric(_) | Page::Lost(..) => "section-rubrics",
        Page::Series(_) => "section-series",
        Page::Text(_) => "section-pages",
        _ => "section-main",
    };
    let mut sections: Vec<SitemapSection> = Vec::new();
    for page in site.pages().into_iter().filter(is_listed) {
        let title = lang.word(part(&page));
        let link = Link { text: titled(&page), href: site.address(&page) };
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.links.push(link),
            None => sections.push(SitemapSection { title, links: vec![link] }),
        }
    }
    SitemapView { sections }
}

/// Whether a page stands in site maps: further pages of a list do not, nor does the one for wrong addresses.
pub(in crate::site) fn is_listed(page: &Page) -> bool {
    match page {
        Page::Projects(part) | Page::Group(_, part) => *part == ListPage::FIRST,
        Page::Quality(number) | Page::Lost(_, By::Year, number) => *number == 0,
        Page::Lost(..) => false,
        page => *page != Page::NotFound,
    }
}
