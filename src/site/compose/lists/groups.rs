//! Which agencies, departments and regions there are, in rows, by region, and as a tree of tiles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::site::compose::lists::with_bars;
use crate::site::compose::parts::entries::group_link;
use crate::site::compose::parts::names;
use crate::site::views::{GroupPart, GroupRow, GroupSection, GroupsView, Tile};
use crate::site::{Group, Site};

/// How many groups stand where only the largest are shown.
pub(in crate::site) const LARGEST: usize = 10;

/// The groups of a sort with the most projects.
pub(in crate::site) fn largest(site: &Site, of: fn(&Group) -> bool) -> Vec<&Group> {
    let mut groups: Vec<(&Group, &[usize])> = groups_of(site, of).collect();
    groups.sort_by_key(|(_, projects)| Reverse(projects.len()));
    groups.into_iter().take(LARGEST).map(|(group, _)| group).collect()
}

/// The same with their figures.
pub(in crate::site) fn largest_rows(site: &Site, of: fn(&Group) -> bool) -> Vec<GroupRow> {
    largest(site, of).into_iter().map(|group| group_row(site, group)).collect()
}

/// Agencies, departments and regions.
pub(in crate::site) fn agencies(site: &Site) -> GroupsView {
    let lang = site.lang();
    let section = |id: &'static str, of: fn(&Group) -> bool| GroupSection {
        id,
        title: lang.word(&format!("section-{id}")),
        largest: if groups_of(site, of).count() > LARGEST { largest_rows(site, of) } else { Vec::new() },
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

pub(in crate::site) fn groups_of(site: &Site, of: fn(&Group) -> bool) -> impl Iterator<Item = (&Group, &[usize])> {
    site.groups().filter(move |(group, _)| of(group))
}

pub(in crate::site) fn group_row(site: &Site, group: &Group) -> GroupRow {
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
