//! Where points were lost, rubric by rubric: what share of each block's points, by year and by agency, and what the reports
//! say of it. Only of items whose weight and score are known; nothing is added up across rubrics.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::lang::Message;
use crate::model::Content;
use crate::model::rubric::Rubric;
use crate::site::compose::lists::{on_page, pager};
use crate::site::compose::parts::charts;
use crate::site::compose::parts::entries::{group_link, rubric_link};
use crate::site::plan::pages::{By, ROWS_LENGTH};
use crate::site::plan::row::{Points, Row};
use crate::site::views::{
    Link, LossCell, LossEntry, LossPart, LossRow, LossTable, LossesView, LostItem, LostListView, OrderLink,
};
use crate::site::{Group, Page, Site};
use crate::syntax::number;

/// The points lost by a rubric.
#[derive(Debug)]
pub(in crate::site) struct Losses {
    /// The outermost groups of the rubric.
    blocks: Vec<String>,
    /// What the projects of a year or an agency had and lost in each block.
    sums: BTreeMap<Group, Vec<Points>>,
    /// Every project that lost points in a block: block by block, year by year or agency by agency.
    lost: BTreeMap<By, Vec<Loss>>,
    /// Where in such a list a block's projects of a year or an agency begin.
    starts: BTreeMap<(usize, Group), usize>,
}

/// A project that lost points in a block.
#[derive(Clone, Debug)]
struct Loss {
    block: usize,
    project: usize,
    lost: Decimal,
}

/// The points lost by each rubric that names its outermost groups.
pub(in crate::site) fn gather(content: &Content, rows: &[Arc<Row>]) -> BTreeMap<String, Losses> {
    let mut projects: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(rating) = row.rating.as_ref().filter(|_| !row.points.is_empty()) {
            projects.entry(&rating.rubric).or_default().push(index);
        }
    }
    let of = |(id, projects): (&str, Vec<usize>)| {
        Some((id.to_owned(), of_rubric(content, content.rubrics.get(id)?, &projects, rows)))
    };
    projects.into_iter().filter_map(of).collect()
}

fn of_rubric(content: &Content, rubric: &Rubric, projects: &[usize], rows: &[Arc<Row>]) -> Losses {
    let names: Vec<String> = rubric.outermost().map(|row| rubric.indicators[row].name.value.clone()).collect();
    let mut sums: BTreeMap<Group, Vec<Points>> = BTreeMap::new();
    let mut lost: Vec<Loss> = Vec::new();
    for index in projects {
        let own = &rows[*index].points;
        for by in By::ALL {
            let all =
                sums.entry(by.of(&content.projects[*index])).or_insert_with(|| vec![Points::default(); names.len()]);
            own.iter().for_each(|(block, points)| all[*block].add(*points));
        }
        let losing = own.iter().filter(|(_, points)| points.lost > Decimal::ZERO);
        lost.extend(losing.map(|(block, points)| Loss { block: *block, project: *index, lost: points.lost }));
    }
    let sorted = |by: By| {
        let mut lost = lost.clone();
        lost.sort_by_cached_key(|loss| {
            (loss.block, by.of(&content.projects[loss.project]), Reverse(loss.lost), loss.project)
        });
        (by, lost)
    };
    let lost: BTreeMap<By, Vec<Loss>> = By::ALL.into_iter().map(sorted).collect();
    let mut starts = BTreeMap::new();
    for (by, lost) in &lost {
        for (place, loss) in lost.iter().enumerate() {
            starts.entry((loss.block, by.of(&content.projects[loss.project]))).or_insert(place);
        }
    }
    Losses { blocks: names, sums, lost, starts }
}

/// How often projects lost points in a block, by rubric: how long the lists of lost points are.
pub(in crate::site) fn counts(rows: &[Arc<Row>]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let n = row.points.iter().filter(|(_, points)| points.lost > Decimal::ZERO).count();
        if let Some(rating) = row.rating.as_ref().filter(|_| n > 0) {
            *counts.entry(&rating.rubric).or_default() += n;
        }
    }
    counts.into_iter().map(|(id, n)| (id.to_owned(), n)).collect()
}

/// How many agencies stand in the table; the others are in the list.
const MOST_AGENCIES: usize = 10;

/// How many rubrics the front page names.
const RUBRICS_AT_HOME: usize = 3;

/// The rubrics by which most projects lost points, with where their pages show it.
pub(in crate::site) fn at_home(site: &Site) -> Vec<Link> {
    let mut rubrics: Vec<(&String, usize)> = site.lost.iter().map(|(id, n)| (id, *n)).collect();
    rubrics.sort_by_key(|(_, n)| Reverse(*n));
    let link = |(id, _): &(&String, usize)| {
        let Link { text, href } = rubric_link(site, id);
        Link { text, href: format!("{href}#lost") }
    };
    rubrics.iter().take(RUBRICS_AT_HOME).map(link).collect()
}

/// The shares of points lost by a rubric; `None` where no project shows any.
pub(in crate::site) fn of_rubric_page(site: &Site, id: &str) -> Option<LossesView> {
    let losses = site.losses().get(id)?;
    let tables = By::ALL.into_iter().filter_map(|by| table(site, id, losses, by)).collect();
    Some(LossesView {
        tables,
        all: site.lost.contains_key(id).then(|| site.address(&Page::Lost(id.to_owned(), By::Year, 0))),
    })
}

fn table(site: &Site, id: &str, losses: &Losses, by: By) -> Option<LossTable> {
    let is_meant = |group: &Group| matches!((by, group), (By::Year, Group::Year(_)) | (By::Agency, Group::Agency(_)));
    let mut groups: Vec<(&Group, &Vec<Points>)> = losses.sums.iter().filter(|(group, _)| is_meant(group)).collect();
    let n = groups.len();
    if by == By::Agency {
        groups.sort_by_key(|(_, sums)| {
            Reverse(sums.iter().fold(Decimal::ZERO, |all, sum| all.saturating_add(sum.weight)))
        });
        groups.truncate(MOST_AGENCIES);
    }
    let (title, head) = match by {
        By::Year => ("losses-by-year", "fact-year"),
        By::Agency => ("losses-by-agency", "fact-agency"),
    };
    let shares =
        groups.iter().flat_map(|(_, sums)| sums.iter()).filter_map(|sum| number::percent(sum.lost, sum.weight));
    let most = shares.max().filter(|most| *most > Decimal::ZERO).unwrap_or(Decimal::ONE_HUNDRED);
    let row = |(group, sums): (&Group, &Vec<Points>)| LossRow {
        link: group_link(site, group.clone()),
        cells: sums
            .iter()
            .enumerate()
            .map(|(block, sum)| cell(site, id, losses, (by, block, group), (*sum, most)))
            .collect(),
        items: sums.iter().map(|sum| sum.items).sum(),
        unexplained: sums.iter().map(|sum| sum.unexplained).sum(),
    };
    let rows: Vec<LossRow> = groups.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| LossTable {
        title: site.lang().word(title),
        head: site.lang().word(head),
        blocks: losses.blocks.clone(),
        others: n - rows.len(),
        rows,
    })
}

fn cell(
    site: &Site,
    id: &str,
    losses: &Losses,
    (by, block, group): (By, usize, &Group),
    (sum, most): (Points, Decimal),
) -> LossCell {
    let share = number::percent(sum.lost, sum.weight);
    let start = losses.starts.get(&(block, group.clone()));
    let list = |start: &usize| {
        let page = site.address(&Page::Lost(id.to_owned(), by, start / ROWS_LENGTH));
        format!("{page}#{}", fragment(block, group))
    };
    LossCell {
        block: losses.blocks[block].clone(),
        text: share.map(|share| format!("{}%", number::round(share, 1).normalize())),
        bar: share.map(|share| charts::bar(share, most)),
        href: start.map(list),
        points: (sum.weight > Decimal::ZERO).then(|| {
            let message = Message::new("losses-points").with("lost", sum.lost.normalize().to_string());
            site.lang().say(&message.with("weight", sum.weight.normalize().to_string()))
        }),
    }
}

/// `block-1-year-2023`: where a block's projects of a year or an agency begin in a list.
fn fragment(block: usize, group: &Group) -> String {
    let of = match group {
        Group::Year(Reverse(year)) => year.to_string(),
        Group::Agency(id) => id.clone(),
        _ => String::new(),
    };
    format!("block-{}-{of}", block + 1)
}

/// A page of the projects that lost points by a rubric.
pub(in crate::site) fn list(site: &Site, id: &str, by: By, number: usize) -> LostListView {
    let lang = site.lang();
    let losses = site.losses().get(id);
    let lost = losses.and_then(|losses| losses.lost.get(&by)).map_or(&[] as &[Loss], Vec::as_slice);
    let group = |loss: &Loss| by.of(&site.content.projects[loss.project]);
    let parts = on_page(lost, number, ROWS_LENGTH)
        .chunk_by(|one, other| one.block == other.block && group(one) == group(other));
    let part = |part: &[Loss]| {
        let (block, group) = (part[0].block, group(&part[0]));
        LossPart {
            id: fragment(block, &group),
            block: losses.map(|losses| losses.blocks[block].clone()).unwrap_or_default(),
            group: group_link(site, group),
            entries: part.iter().map(|loss| entry(site, loss)).collect(),
        }
    };
    let order_link = |other: By| OrderLink {
        link: Link {
            text: lang.word(match other {
                By::Year => "losses-by-year",
                By::Agency => "losses-by-agency",
            }),
            href: site.address(&Page::Lost(id.to_owned(), other, 0)),
        },
        current: other == by,
    };
    LostListView {
        rubric: rubric_link(site, id),
        orders: By::ALL.map(order_link).to_vec(),
        parts: parts.map(part).collect(),
        pager: pager(site, (lost.len(), ROWS_LENGTH), number, |number| Page::Lost(id.to_owned(), by, number)),
    }
}

fn entry(site: &Site, loss: &Loss) -> LossEntry {
    let project = &site.content.projects[loss.project];
    let lost = site.rows[loss.project].lost.iter().filter(|lost| lost.block == loss.block);
    let items: Vec<LostItem> = lost.map(|lost| lost.item.clone()).collect();
    LossEntry {
        project: Link { text: project.title.value.clone(), href: site.address(&Page::Project(loss.project)) + "#lost" },
        agency: group_link(site, Group::Agency(project.agency.value.clone())),
        year: project.year.value.to_string(),
        lost: loss.lost.normalize().to_string(),
        unexplained: items.iter().filter(|item| !item.is_reasoned).count(),
        items,
    }
}
