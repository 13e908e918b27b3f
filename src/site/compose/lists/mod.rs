//! What lists of projects show: their pages, orders and roll-ups.

pub(in crate::site) mod groups;
pub(in crate::site) mod listing;
pub(in crate::site) mod rollup;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::site::compose::parts::charts::Part;
use crate::site::compose::parts::entries::{group_link, rows, rows_of_rubric, rubric_link};
use crate::site::compose::parts::{charts, names};
use crate::site::compose::project::history;
use crate::site::plan::order::Order;
use crate::site::plan::outputs::{FEED, group_files};
use crate::site::plan::pages::orders;
use crate::site::plan::row::departments;
use crate::site::views::{Choice, Fact, GradeCount, GroupRow, Link, ListPart, ListView, OrderLink, Pager, PagerLink};
use crate::site::{Group, ListPage, PAGE_LENGTH, Page, Site};
use listing::Listing;
use rollup::roll_up;

/// A page of the list of all projects.
pub(in crate::site) fn projects(site: &Site, part: ListPage) -> ListView {
    let mut view = list(site, "projects", &site.everything, part, Page::Projects);
    view.search = is_long(view.pager.total).then(|| "search/index.html".to_owned());
    view
}

/// A page of the projects of a group.
pub(in crate::site) fn group(site: &Site, group: &Group, part: ListPage) -> ListView {
    let projects = site.projects_of(group);
    let kind = match group {
        Group::Agency(_) => "agency",
        Group::Department(_) => "department",
        Group::Region(_) => "region",
        Group::Year(_) => "year",
        Group::Grade(_) => "grade",
        Group::Rubric(_) => "rubric",
    };
    let mut view = list(site, kind, &site.groups[group], part, |part| Page::Group(group.clone(), part));
    view.facts = facts(site, group);
    if part == ListPage::FIRST {
        view.names = names::history(site, group);
        view.related = related(site, group, projects);
    }
    let form = |name: &str| name.rsplit('.').next().unwrap_or_default().to_uppercase();
    let downloads = group_files(projects.len()).iter();
    view.downloads =
        downloads.map(|name| Link { text: form(name), href: address::of_path(&group.beside(name)) }).collect();
    view.feed = group.has_feed().then(|| address::of_path(&group.beside(FEED)));
    let choice = choice(group);
    let search = choice.as_ref().filter(|_| is_long(projects.len()));
    view.search = search.map(|Choice { filter, value }| format!("search/index.html?{filter}={value}"));
    view.within = choice.filter(|_| matches!(kind, "agency" | "department" | "region") && projects.len() > 1);
    match group {
        Group::Year(_) => view.by_year.clear(),
        Group::Agency(id) if part == ListPage::FIRST => {
            view.series = history::of_agency(site, id);
            view.scores = history::pictures_of_agency(site, id);
        }
        _ => {}
    }
    view
}

/// Whether a list takes more than one page, so that no script sorts or filters it.
fn is_long(length: usize) -> bool {
    length > PAGE_LENGTH
}

/// Groups with their projects by grade as bars to one scale.
pub(in crate::site) fn with_bars(mut rows: Vec<GroupRow>) -> Vec<GroupRow> {
    let most = rows.iter().map(|row| row.all.n).max().unwrap_or(0);
    for row in &mut rows {
        let part = |count: &GradeCount| Part { class: format!("grade-{}", count.grade.tone), n: count.n };
        row.bar = Some(charts::stacked(&row.all.grades.iter().map(part).collect::<Vec<_>>(), most));
    }
    rows
}

/// What the search page is to choose for a group; it cannot choose a rubric.
fn choice(group: &Group) -> Option<Choice> {
    let (filter, value) = match group {
        Group::Agency(id) => ("agency", id.clone()),
        Group::Department(id) => ("department", id.clone()),
        Group::Year(Reverse(year)) => ("year", year.to_string()),
        Group::Region(code) => ("region", code.clone()),
        Group::Grade(rank) => ("grade", rank.key().to_owned()),
        Group::Rubric(_) => return None,
    };
    Some(Choice { filter, value })
}

fn list(
    site: &Site,
    kind: &'static str,
    listing: &Listing,
    part: ListPage,
    page: impl Fn(ListPage) -> Page,
) -> ListView {
    let first = part == ListPage::FIRST;
    let projects = listing.projects();
    let sorted = listing.in_order(site.ranks(), part.order);
    let own = page(part);
    let group = match &own {
        Page::Group(group, _) => Some(group),
        _ => None,
    };
    let rubric = match group {
        Some(Group::Rubric(id)) => Some(id.as_str()),
        _ => None,
    };
    let orders = orders(group, projects.len());
    let order_link = |order: &Order| OrderLink {
        link: Link {
            text: site.lang().word(match order {
                Order::Newest => "order-newest",
                Order::Score => "order-score",
                Order::Budget => "order-budget",
            }),
            href: site.address(&page(ListPage { order: *order, number: 0 })),
        },
        current: *order == part.order,
    };
    ListView {
        kind,
        facts: Vec::new(),
        names: Vec::new(),
        related: Vec::new(),
        downloads: Vec::new(),
        feed: None,
        search: None,
        within: None,
        orders: orders.iter().filter(|_| orders.len() > 1).map(order_link).collect(),
        order: match part.order {
            Order::Newest => "newest",
            Order::Score => "score",
            Order::Budget => "budget",
        },
        all: first.then(|| listing.roll_up(site)),
        by_year: if first { with_bars(by_year(site, projects, &page)) } else { Vec::new() },
        scores: Vec::new(),
        series: Vec::new(),
        sorts: projects.len() > 1 && !is_long(projects.len()) && part.order != Order::Score,
        parts: parts(site, rubric, on_page(sorted, part.number, PAGE_LENGTH), part.order),
        pager: pager(site, (projects.len(), PAGE_LENGTH), part.number, |number| page(ListPage { number, ..part })),
    }
}

/// The projects of a page, cut where another year or, in the order of scores, another rubric begins; `of_rubric` where the list is
/// of those that were rated by it.
fn parts(site: &Site, of_rubric: Option<&str>, projects: &[usize], order: Order) -> Vec<ListPart> {
    let project = |index: &usize| &site.content.projects[*index];
    let rating = |index: &usize| site.rows[*index].rating.as_ref();
    let rubric = |index: &usize| rating(index).filter(|rating| rating.score.is_some()).map(|rating| &*rating.rubric);
    let together = |one: &usize, other: &usize| match order {
        Order::Newest => project(one).year.value == project(other).year.value,
        Order::Score => rubric(one) == rubric(other),
        Order::Budget => true,
    };
    let part = |members: &[usize]| ListPart {
        id: match order {
            Order::Newest => Some(year_fragment(project(&members[0]).year.value)),
            Order::Score | Order::Budget => None,
        },
        heading: match order {
            Order::Score => Some(match rubric(&members[0]) {
                Some(id) => {
                    let Link { text, href } = rubric_link(site, id);
                    Fact { label: site.lang().word("rubric"), value: text, href: Some(href) }
                }
                None => Fact { label: String::new(), value: site.lang().word("without-score"), href: None },
            }),
            Order::Newest | Order::Budget => None,
        },
        rows: of_rubric.map_or_else(|| rows(site, members), |id| rows_of_rubric(site, id, members)),
    };
    projects.chunk_by(together).map(part).collect()
}

/// Where the projects of a year begin in a list of several years.
pub(in crate::site) fn year_fragment(year: u32) -> String {
    format!("year-{year}")
}

/// Figures by year. A year of a group leads to where its projects begin in the list; a year of all projects has a page.
fn by_year(site: &Site, projects: &[usize], page: impl Fn(ListPage) -> Page) -> Vec<GroupRow> {
    let mut years: BTreeMap<Reverse<u32>, Vec<usize>> = BTreeMap::new();
    for index in projects {
        years.entry(Reverse(site.content.projects[*index].year.value)).or_default().push(*index);
    }
    let mut before = 0;
    years
        .into_iter()
        .map(|(year, members)| {
            let number = before / PAGE_LENGTH;
            before += members.len();
            let text = site.name_of(&Group::Year(year));
            let href = match page(ListPage { number, ..ListPage::FIRST }) {
                Page::Projects(_) => Group::Year(year).address(),
                page => format!("{}#{}", site.address(&page), year_fragment(year.0)),
            };
            GroupRow { link: Link { text, href }, note: None, all: roll_up(site, &members), bar: None }
        })
        .collect()
}

/// The entries of a list that stand on its page `number`, so many on each.
pub(in crate::site) fn on_page<T>(entries: &[T], number: usize, on_each: usize) -> &[T] {
    let start = (number * on_each).min(entries.len());
    &entries[start..(start + on_each).min(entries.len())]
}

/// How many pages beside the one shown the pager names.
const NEARBY: usize = 2;

/// The pages of a list of `total` entries, so many on each, as seen from its page `number`.
pub(in crate::site) fn pager(
    site: &Site,
    (total, on_each): (usize, usize),
    number: usize,
    page: impl Fn(usize) -> Page,
) -> Pager {
    let count = total.div_ceil(on_each).max(1);
    let named = |other: &usize| *other == 0 || *other + 1 == count || other.abs_diff(number) <= NEARBY;
    let shown: Vec<usize> = (0..count).filter(|_| count > 1).filter(named).collect();
    let link = |(position, other): (usize, &usize)| PagerLink {
        link: Link { text: (other + 1).to_string(), href: site.address(&page(*other)) },
        current: *other == number,
        after_gap: position > 0 && shown[position - 1] + 1 < *other,
    };
    Pager {
        from: (number * on_each + 1).min(total),
        to: ((number + 1) * on_each).min(total),
        total,
        links: shown.iter().enumerate().map(link).collect(),
    }
}

fn facts(site: &Site, group: &Group) -> Vec<Fact> {
    let lang = site.lang();
    let fact = |word: &str, value: String, href: Option<String>| Fact { label: lang.word(word), value, href };
    let mut facts = Vec::new();
    match group {
        Group::Agency(id) | Group::Department(id) => {
            let Some(agency) = site.content.registry.agency(id) else { return facts };
            if let Some(region) = agency.region.as_ref().map(|code| Group::Region(code.value.clone())) {
                facts.push(fact("fact-region", site.name_of(&region), linked(site, &region)));
            }
        }
        Group::Region(code) => {
            facts.push(fact("fact-region-code", code.clone(), None));
            let parent = site.content.registry.region(code).and_then(|region| region.parent.as_ref());
            if let Some(parent) = parent.map(|code| Group::Region(code.value.clone())) {
                facts.push(fact("fact-region-parent", site.name_of(&parent), linked(site, &parent)));
            }
        }
        Group::Year(_) | Group::Grade(_) | Group::Rubric(_) => {}
    }
    facts
}

/// The address of a group's page, where it has projects and so a page.
pub(in crate::site) fn linked(site: &Site, group: &Group) -> Option<String> {
    (!site.projects_of(group).is_empty()).then(|| group.address())
}

/// Departments of an agency's projects, agencies of a department's or region's, each once.
fn related(site: &Site, group: &Group, projects: &[usize]) -> Vec<Link> {
    let mut known = BTreeSet::new();
    let others = projects.iter().map(|index| &site.content.projects[*index]).flat_map(|project| match group {
        Group::Agency(_) => departments(project).collect(),
        Group::Department(_) | Group::Region(_) => vec![Group::Agency(project.agency.value.clone())],
        Group::Year(_) | Group::Grade(_) | Group::Rubric(_) => Vec::new(),
    });
    others.filter(|other| known.insert(other.clone())).map(|other| group_link(site, other)).collect()
}
