//! What lists and roll-ups show: home, groups, grades, rubrics, rules, quality, site map.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::data::GROUP_FILES;
use super::entries::{finding, group_link, rows, rubric_link, rule_link, severity_word};
use super::excerpts::Reports;
use super::listing::Listing;
use super::losses::{self, By};
use super::order::NEWEST;
use super::order::{self, Order};
use super::pictures::{self, Part};
use super::render::FEED;
use super::rollup::{by_rank, grade_of_rank, roll_up};
use super::views::{
    Choice, Fact, FoundLevel, FoundPart, FoundProject, FoundRow, GradeCount, GradeSection, GradesView, GroupPart,
    GroupRow, GroupSection, GroupsView, HomeView, Link, ListPart, ListView, OrderLink, Pager, PagerLink, Pair,
    QualityView, RubricRow, RubricView, RuleCount, RuleSection, RuleView, RulesView, SitemapSection, SitemapView, Tile,
};
use super::{Group, ListPage, PAGE_LENGTH, Page, Site, departments, disagreements, figures, history, names, spread};
use crate::address;
use crate::diag::{Finding, Severity};
use crate::lang::Message;
use crate::rules::{Example, FAMILIES, Family, Rule};
use crate::source::value_of;

/// The home page.
pub(super) fn home(site: &Site) -> HomeView {
    let all = site.everything();
    let published = |index: &usize| value_of(&site.content.projects[*index].disclosure.published);
    let by_publication = !all.is_empty() && all.iter().all(|index| published(index).is_some());
    let mut newest = all.to_vec();
    if by_publication {
        newest.sort_by_key(|index| Reverse(published(index)));
    }
    newest.truncate(NEWEST_AT_HOME);
    let scores = spread::of_projects(site, all, RUBRICS_AT_HOME);
    HomeView {
        all: site.everything.roll_up(site),
        raters: spread::raters(&scores),
        by_publication,
        scores,
        newest: rows(site, &newest),
        n_agencies: groups_of(site, |group| matches!(group, Group::Agency(_))).count(),
        n_years: groups_of(site, |group| matches!(group, Group::Year(_))).count(),
        years: with_bars(
            groups_of(site, |group| matches!(group, Group::Year(_)))
                .take(YEARS_AT_HOME)
                .map(|(group, _)| group_row(site, group))
                .collect(),
        ),
        agencies: largest(site, |group| matches!(group, Group::Agency(_))),
        lost: losses::at_home(site),
    }
}

/// How many projects and years the home page shows: it stays as long as it is, however large the site.
const NEWEST_AT_HOME: usize = 5;
const YEARS_AT_HOME: usize = 3;
const RUBRICS_AT_HOME: usize = 2;

/// How many groups stand where only the largest are shown.
const LARGEST: usize = 10;

/// The groups of a sort with the most projects.
fn largest(site: &Site, of: fn(&Group) -> bool) -> Vec<GroupRow> {
    let mut groups: Vec<(&Group, &[usize])> = groups_of(site, of).collect();
    groups.sort_by_key(|(_, projects)| Reverse(projects.len()));
    groups.truncate(LARGEST);
    groups.into_iter().map(|(group, _)| group_row(site, group)).collect()
}

/// A page of the list of all projects.
pub(super) fn projects(site: &Site, part: ListPage) -> ListView {
    let mut view = list(site, "projects", &site.everything, part, Page::Projects);
    view.search = Some("search/index.html".to_owned());
    view
}

/// A page of the projects of a group.
pub(super) fn group(site: &Site, group: &Group, part: ListPage) -> ListView {
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
    view.downloads =
        GROUP_FILES.map(|name| Link { text: form(name), href: address::of_path(&group.beside(name)) }).to_vec();
    view.feed = group.has_feed().then(|| address::of_path(&group.beside(FEED)));
    let choice = choice(group);
    let search = choice.as_ref().filter(|_| view.orders.len() > 1);
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

/// Groups with their projects by grade as bars to one scale.
fn with_bars(mut rows: Vec<GroupRow>) -> Vec<GroupRow> {
    let most = rows.iter().map(|row| row.all.n).max().unwrap_or(0);
    for row in &mut rows {
        let part = |count: &GradeCount| Part { class: format!("grade-{}", count.grade.rank), n: count.n };
        row.bar = Some(pictures::stacked(&row.all.grades.iter().map(part).collect::<Vec<_>>(), most));
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
        Group::Grade(rank) => ("grade", rank.clone()),
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
    let sorted = listing.in_order(&site.ranks, part.order);
    let orders = Order::of_list(projects.len());
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
        sorts: (2..=PAGE_LENGTH).contains(&projects.len()) && part.order != Order::Score,
        parts: parts(site, on_page(sorted, part.number), part.order),
        pager: pager(site, projects.len(), part.number, |number| page(ListPage { number, ..part })),
    }
}

/// The projects of a page, cut where another year or, in the order of scores, another rubric begins.
fn parts(site: &Site, projects: &[usize], order: Order) -> Vec<ListPart> {
    let project = |index: &usize| &site.content.projects[*index];
    let rubric = |index: &usize| order::scored_by(project(index)).map(|(rubric, _)| rubric);
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
        rows: rows(site, members),
    };
    projects.chunk_by(together).map(part).collect()
}

/// Where the projects of a year begin in a list of several years.
pub(super) fn year_fragment(year: u32) -> String {
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

/// The entries of a list that stand on its page `number`.
pub(super) fn on_page<T>(entries: &[T], number: usize) -> &[T] {
    let start = (number * PAGE_LENGTH).min(entries.len());
    &entries[start..(start + PAGE_LENGTH).min(entries.len())]
}

/// How many pages beside the one shown the pager names.
const NEARBY: usize = 2;

pub(super) fn pager(site: &Site, total: usize, number: usize, page: impl Fn(usize) -> Page) -> Pager {
    let count = total.div_ceil(PAGE_LENGTH).max(1);
    let named = |other: &usize| *other == 0 || *other + 1 == count || other.abs_diff(number) <= NEARBY;
    let shown: Vec<usize> = (0..count).filter(|_| count > 1).filter(named).collect();
    let link = |(position, other): (usize, &usize)| PagerLink {
        link: Link { text: (other + 1).to_string(), href: site.address(&page(*other)) },
        current: *other == number,
        after_gap: position > 0 && shown[position - 1] + 1 < *other,
    };
    Pager {
        from: (number * PAGE_LENGTH + 1).min(total),
        to: ((number + 1) * PAGE_LENGTH).min(total),
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
fn linked(site: &Site, group: &Group) -> Option<String> {
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

/// Agencies, departments and regions.
pub(super) fn agencies(site: &Site) -> GroupsView {
    let lang = site.lang();
    let section = |id: &'static str, of: fn(&Group) -> bool| GroupSection {
        id,
        title: lang.word(&format!("section-{id}")),
        largest: if groups_of(site, of).count() > LARGEST { largest(site, of) } else { Vec::new() },
        n: groups_of(site, of).count(),
        parts: by_region(site, of),
        tiles: Vec::new(),
    };
    let regions = section("regions", |group| matches!(group, Group::Region(_)));
    GroupsView {
        sections: vec![
            section("agencies", |group| matches!(group, Group::Agency(_))),
            section("departments", |group| matches!(group, Group::Department(_))),
            GroupSection { tiles: region_tiles(site), ..regions },
        ],
    }
}

/// The groups of a sort by the region of their agencies, in the order of the registry; in one part where they are few, or are
/// regions themselves.
fn by_region(site: &Site, of: fn(&Group) -> bool) -> Vec<GroupPart> {
    let registry = &site.content.registry;
    let region = |group: &Group| match group {
        Group::Agency(id) | Group::Department(id) => Some(registry.agency(id)?.region.as_ref()?.value.as_str()),
        _ => None,
    };
    let mut groups: Vec<(&Group, &[usize])> = groups_of(site, of).collect();
    let is_cut = groups.len() > LARGEST && groups.iter().any(|(group, _)| region(group).is_some());
    if !is_cut {
        let rows = groups.into_iter().map(|(group, _)| group_row(site, group)).collect();
        return vec![GroupPart { heading: None, rows }];
    }
    let place: BTreeMap<&str, usize> =
        registry.regions.iter().enumerate().map(|(place, region)| (region.code.value.as_str(), place)).collect();
    groups.sort_by_key(|(group, _)| {
        let code = region(group);
        (code.and_then(|code| place.get(code)).copied().unwrap_or(usize::MAX), code)
    });
    let part = |members: &[(&Group, &[usize])]| GroupPart {
        heading: Some(match region(members[0].0) {
            Some(code) => site.name_of(&Group::Region(code.to_owned())),
            None => site.lang().word("search-none-region"),
        }),
        rows: members.iter().map(|(group, _)| group_row(site, group)).collect(),
    };
    groups.chunk_by(|(one, _), (other, _)| region(one) == region(other)).map(part).collect()
}

/// How many tiles a tree has at most: of a larger one only the upper levels are drawn.
const MOST_TILES: usize = 24;

/// The regions that have projects, as a tree.
fn region_tiles(site: &Site) -> Vec<Tile> {
    let mut below: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for (group, _) in groups_of(site, |group| matches!(group, Group::Region(_))) {
        let Group::Region(code) = group else { continue };
        let parent = site.content.registry.region(code).and_then(|region| region.parent.as_ref());
        below.entry(parent.map(|parent| parent.value.as_str())).or_default().push(code);
    }
    // Each with its depth, the next on top.
    let mut next: Vec<(usize, &str)> = below.get(&None).into_iter().flatten().rev().map(|code| (0, *code)).collect();
    let mut regions = Vec::new();
    while let Some((depth, code)) = next.pop() {
        regions.push((depth, code));
        next.extend(below.get(&Some(code)).into_iter().flatten().rev().map(|code| (depth + 1, *code)));
    }
    let down_to = |depth: usize| regions.iter().filter(move |(own, _)| *own <= depth);
    let deepest = regions.iter().map(|(depth, _)| *depth).max().unwrap_or_default();
    let shown = (0..=deepest).rev().find(|depth| down_to(*depth).count() <= MOST_TILES).unwrap_or_default();
    let (depths, rows): (Vec<usize>, Vec<GroupRow>) = down_to(shown)
        .map(|(depth, code)| {
            let group = Group::Region((*code).to_owned());
            (*depth, group_row(site, &group))
        })
        .unzip();
    depths.into_iter().zip(with_bars(rows)).map(|(depth, row)| Tile { depth, row }).collect()
}

fn groups_of(site: &Site, of: fn(&Group) -> bool) -> impl Iterator<Item = (&Group, &[usize])> {
    site.groups().filter(move |(group, _)| of(group))
}

fn group_row(site: &Site, group: &Group) -> GroupRow {
    GroupRow {
        link: group_link(site, group.clone()),
        note: note(site, group),
        all: site.groups[group].roll_up(site),
        bar: None,
    }
}

fn note(site: &Site, group: &Group) -> Option<String> {
    let registry = &site.content.registry;
    match group {
        Group::Agency(id) | Group::Department(id) => names::note(site, id),
        Group::Region(code) => {
            let parent = registry.region(code)?.parent.as_ref()?;
            Some(site.name_of(&Group::Region(parent.value.clone())))
        }
        Group::Year(_) | Group::Grade(_) | Group::Rubric(_) => None,
    }
}

/// Projects by grade.
pub(super) fn grades(site: &Site) -> GradesView {
    let sections = by_rank(site, site.everything())
        .into_iter()
        .map(|(rank, members)| GradeSection {
            meanings: meanings(site, &rank),
            id: format!("grade-{rank}"),
            more: all_of(site, &Group::Grade(rank.clone())),
            grade: grade_of_rank(site, &rank),
            n: members.len(),
            rows: rows(site, &members[..members.len().min(NEWEST)]),
        })
        .collect();
    GradesView { all: site.everything.roll_up(site), sections }
}

/// The page of a group that has more projects than stand where only the newest are shown.
fn all_of(site: &Site, group: &Group) -> Option<Link> {
    let text = Message::new("all-of-grade").with("n", site.projects_of(group).len());
    Some(Link { text: site.lang().say(&text), href: linked(site, group)? })
}

/// What each rubric means by a rank.
fn meanings(site: &Site, rank: &str) -> Vec<Pair> {
    figures::bands_of_rank(&site.content, rank)
        .filter_map(|(rubric, band)| {
            let band = figures::bands(site.lang(), std::slice::from_ref(band)).pop()?;
            let meaning = Message::new("labelled").with("label", band.label).with("value", band.value);
            Some(Pair { label: rubric.name.clone(), value: site.lang().say(&meaning) })
        })
        .collect()
}

/// A rubric; `None` when there is none of that id.
pub(super) fn rubric(site: &Site, id: &str) -> Option<RubricView> {
    let rubric = site.content.rubrics.get(id)?;
    let lang = site.lang();
    let uses = |index: &&usize| {
        site.content.projects[**index].evaluations.iter().any(|evaluation| evaluation.rubric.value == id)
    };
    let used: Vec<usize> = site.everything().iter().filter(uses).copied().collect();
    let mut indicators: Vec<RubricRow> = rubric
        .indicators
        .iter()
        .map(|row| {
            let names: Vec<&str> = std::iter::once(&row.name.value).chain(&row.aliases).map(String::as_str).collect();
            RubricRow {
                level: row.level,
                name: names.join(" / "),
                weight: row.weight.as_ref().map(|weight| weight.value.to_string()),
                room: 0,
                bands: figures::bands(lang, &row.bands),
                texts: [
                    ("column-explanation", &row.explanation),
                    ("column-standard", &row.standard),
                    ("data-value-unit", &row.unit),
                ]
                .into_iter()
                .filter_map(|(word, text)| Some(Pair { label: lang.word(word), value: text.clone()? }))
                .collect(),
            }
        })
        .collect();
    let room = figures::room(indicators.iter().filter_map(|row| row.weight.as_deref()));
    indicators.iter_mut().for_each(|row| row.room = room);
    Some(RubricView {
        source: rubric.source.clone(),
        description: rubric.description.clone(),
        maximum: rubric.maximum.to_string(),
        bands: figures::bands(lang, &rubric.bands),
        indicators,
        adjustments: rubric
            .adjustments
            .iter()
            .map(|limit| Pair {
                label: limit.name.clone(),
                value: lang.say(&Message::new("at-most-points").with("points", limit.maximum.to_string())),
            })
            .collect(),
        scores: spread::of_projects(site, &used, usize::MAX)
            .into_iter()
            .find(|scores| scores.rubric.href == rubric_link(site, id).href),
        losses: losses::of_rubric_page(site, id),
        n: used.len(),
        rows: rows(site, &used[..used.len().min(NEWEST)]),
        more: all_of(site, &Group::Rubric(id.to_owned())),
    })
}

/// The rules, with how often each speaks: those about reports, then those about files that cannot be read.
pub(super) fn rules(site: &Site) -> RulesView {
    let section = |family: &Family| RuleSection {
        title: site.lang().word(family.name),
        rules: family.rules.iter().map(|rule| rule_view(site, rule)).collect(),
    };
    RulesView { sections: FAMILIES.iter().map(section).collect() }
}

fn rule_view(site: &Site, rule: &Rule) -> RuleView {
    let lang = site.lang();
    let text = |example: &Option<Example>| example.as_ref().map(|example| example.text.to_owned());
    RuleView {
        name: rule.name,
        title: lang.attribute(rule.name, "title"),
        severity: rule.severity.name(),
        severity_text: severity_word(lang, rule.severity),
        what: lang.attribute(rule.name, "what"),
        why: lang.attribute(rule.name, "why"),
        fix: lang.attribute(rule.name, "fix"),
        bad: text(&rule.bad),
        good: text(&rule.good),
        n: site.findings.iter().filter(|finding| finding.rule == rule.name).count(),
    }
}

/// The groups of a sort of which something was found.
fn found_in(site: &Site, of: fn(&Group) -> bool) -> Vec<FoundRow> {
    let rows = groups_of(site, of).map(|(group, _)| FoundRow {
        link: group_link(site, group.clone()),
        found: site.groups[group].roll_up(site).found,
    });
    rows.filter(|row| row.found.text.is_some()).collect()
}

/// The agencies of which most was found, then all others in one row.
fn found_by_agency(site: &Site) -> Vec<FoundRow> {
    let mut rows = found_in(site, |group| matches!(group, Group::Agency(_)));
    rows.sort_by_key(|FoundRow { found, .. }| Reverse((found.differences, found.doubts, found.remarks)));
    let others = rows.split_off(rows.len().min(LARGEST));
    if !others.is_empty() {
        let text = site.lang().say(&Message::new("other-agencies").with("n", others.len()));
        rows.push(FoundRow {
            link: Link { text, href: site.address(&Page::Agencies) },
            found: figures::found_in_all(site.lang(), others.iter().map(|row| &row.found)),
        });
    }
    rows
}

/// The rules that found something, the severest first, then those that found most.
fn by_rule(site: &Site) -> Vec<RuleCount> {
    let mut counts: BTreeMap<(Reverse<Severity>, &str), (usize, usize)> = BTreeMap::new();
    for found in &site.findings {
        let (of_projects, elsewhere) = counts.entry((Reverse(found.severity), found.rule)).or_default();
        *(if found.project.is_some() { of_projects } else { elsewhere }) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((severity, _), n)| (*severity, Reverse(*n)));
    counts
        .into_iter()
        .map(|((Reverse(severity), rule), (n, elsewhere))| RuleCount {
            rule: rule_link(site.lang(), rule),
            severity: severity.name(),
            severity_text: severity_word(site.lang(), severity),
            level: severity as u8,
            n,
            elsewhere,
        })
        .collect()
}

/// A page of all findings of the site.
pub(super) fn quality(site: &Site, number: usize) -> QualityView {
    let all = site.everything.roll_up(site);
    let first = number == 0;
    QualityView {
        n: site.content.projects.len(),
        with_differences: all.with_differences,
        differences: disagreements::view(site).filter(|_| first),
        by_agency: if first { found_by_agency(site) } else { Vec::new() },
        by_year: if first { found_in(site, |group| matches!(group, Group::Year(_))) } else { Vec::new() },
        found: all.found,
        elsewhere: figures::found(site.lang(), site.findings_elsewhere()).text,
        by_rule: if first { by_rule(site) } else { Vec::new() },
        levels: found_on_page(site, number),
        pager: pager(site, site.findings.len(), number, Page::Quality),
    }
}

/// The findings of a page, level by level and project by project.
fn found_on_page(site: &Site, number: usize) -> Vec<FoundLevel> {
    let start = number * PAGE_LENGTH;
    let shown: Vec<(usize, &Finding)> = site.severest().enumerate().skip(start).take(PAGE_LENGTH).collect();
    let mut reports = Reports::new(&site.sources);
    let mut part = |of: &[(usize, &Finding)]| FoundPart {
        project: of[0].1.project.as_ref().and_then(|id| site.index_of(id)).map(|index| found_project(site, index)),
        findings: of
            .iter()
            .map(|(place, found)| finding(site, &mut reports, found, format!("finding-{}", place + 1)))
            .collect(),
    };
    let mut level = |of: &[(usize, &Finding)]| FoundLevel {
        severity: of[0].1.severity.name(),
        severity_text: severity_word(site.lang(), of[0].1.severity),
        parts: of.chunk_by(|(_, one), (_, other)| one.project == other.project).map(&mut part).collect(),
    };
    shown.chunk_by(|(_, one), (_, other)| one.severity == other.severity).map(&mut level).collect()
}

fn found_project(site: &Site, index: usize) -> FoundProject {
    let project = &site.content.projects[index];
    FoundProject {
        link: Link { text: project.title.value.clone(), href: site.address(&Page::Project(index)) },
        agency: group_link(site, Group::Agency(project.agency.value.clone())),
        year: project.year.value.to_string(),
    }
}

/// Every page of the site. `titled` gives a page's title.
pub(super) fn sitemap(site: &Site, titled: impl Fn(&Page) -> String) -> SitemapView {
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
pub(super) fn is_listed(page: &Page) -> bool {
    match page {
        Page::Projects(part) | Page::Group(_, part) => *part == ListPage::FIRST,
        Page::Quality(number) | Page::Lost(_, By::Year, number) => *number == 0,
        Page::Lost(..) => false,
        page => *page != Page::NotFound,
    }
}
