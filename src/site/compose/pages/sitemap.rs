//! The site map for readers: every page that stands for itself, and of each sort of pages the first or largest, with where all
//! of them stand; so it stays as long as it is, however large the site.

use std::cmp::Reverse;

use crate::lang::Message;
use crate::site::compose::lists::groups::{LARGEST, groups_of, largest};
use crate::site::plan::pages::By;
use crate::site::views::{Link, SitemapSection, SitemapView};
use crate::site::{Group, ListPage, Page, Series, Site};

/// The site map for readers. `titled` gives a page's title.
pub(in crate::site) fn sitemap(site: &Site, titled: impl Fn(&Page) -> String) -> SitemapView {
    let lang = site.lang();
    let link = |page: &Page| Link { text: titled(page), href: site.address(page) };
    let of_group = |group: &Group| link(&Page::Group(group.clone(), ListPage::FIRST));
    let home = Link { text: lang.word("nav-home"), ..link(&Page::Home) };
    let section = |word: String, links: Vec<Link>, more: Option<Link>| SitemapSection { title: word, links, more };
    let more = |n: usize, href: String| {
        let text = lang.say(&Message::new("sitemap-all").with("n", n));
        (n > LARGEST).then_some(Link { text, href })
    };
    let groups = |word: &str, id: &str, of: fn(&Group) -> bool| {
        let all = format!("{}#{id}", site.address(&Page::Agencies));
        let links = largest(site, of).into_iter().map(of_group).collect();
        section(lang.word(word), links, more(groups_of(site, of).count(), all))
    };

    let grades = groups_of(site, |group| matches!(group, Group::Grade(_))).map(|(group, _)| of_group(group));
    let years: Vec<&Group> = groups_of(site, |group| matches!(group, Group::Year(_))).map(|(group, _)| group).collect();
    let projects = site.address(&Page::Projects(ListPage::FIRST));
    let newest = (0..site.content.projects.len()).take(LARGEST).map(Page::Project);
    let mut series: Vec<(&Series, &[usize])> = site.series().collect();
    series.sort_by_key(|(_, years)| Reverse(years.len()));
    let other_series = series.len().saturating_sub(LARGEST);
    let sections = [
        section(
            lang.word("section-main"),
            [home].into_iter().chain(MAIN.iter().map(link)).chain(grades).collect(),
            None,
        ),
        section(
            lang.word("nav-projects"),
            newest.map(|page| link(&page)).collect(),
            more(site.content.projects.len(), projects.clone()),
        ),
        section(
            lang.word("section-years"),
            years.iter().take(LARGEST).map(|group| of_group(group)).collect(),
            more(years.len(), format!("{projects}#years")),
        ),
        groups("section-agencies", "agencies", |group| matches!(group, Group::Agency(_))),
        groups("section-departments", "departments", |group| matches!(group, Group::Department(_))),
        groups("section-regions", "regions", |group| matches!(group, Group::Region(_))),
        section(
            lang.word("section-series"),
            series.iter().take(LARGEST).map(|(series, _)| link(&Page::Series((*series).clone()))).collect(),
            (other_series > 0).then(|| Link {
                text: lang.say(&Message::new("sitemap-other-series").with("n", other_series)),
                href: site.address(&Page::Agencies),
            }),
        ),
        section(
            lang.word("section-rubrics"),
            site.content.rubrics.keys().flat_map(|id| of_rubric(site, id)).map(|page| link(&page)).collect(),
            None,
        ),
        section(
            lang.word("section-pages"),
            (0..site.content.pages.len()).map(|index| link(&Page::Text(index))).collect(),
            None,
        ),
    ];
    SitemapView { sections: sections.into_iter().filter(|section| !section.links.is_empty()).collect() }
}

/// The pages that there is one of, beside the front page.
const MAIN: [Page; 9] = [
    Page::Projects(ListPage::FIRST),
    Page::Agencies,
    Page::Grades,
    Page::Rules,
    Page::Quality(0),
    Page::Search,
    Page::Compare,
    Page::Data,
    Page::Sitemap,
];

/// The pages of a rubric: itself, its projects where they are many, and the points that were lost by it.
fn of_rubric(site: &Site, id: &str) -> Vec<Page> {
    let projects = Group::Rubric(id.to_owned());
    let has_projects = !site.projects_of(&projects).is_empty();
    let has_losses = site.lost.contains_key(id);
    let mut pages = vec![Page::Rubric(id.to_owned())];
    pages.extend(has_projects.then_some(Page::Group(projects, ListPage::FIRST)));
    pages.extend(has_losses.then(|| Page::Lost(id.to_owned(), By::Year, 0)));
    pages
}
