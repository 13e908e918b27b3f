//! Where figures of reports do not agree: kinds of difference by year and by agency, and how many of them are explained.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::group_link;
use super::pictures::{self, Part};
use super::views::{DifferenceCell, DifferenceRow, DifferenceTable};
use super::{Group, Site, figures};
use crate::diag::{Finding, Severity};
use crate::lang::Message;
use crate::model::Content;
use crate::rules::FAMILIES;

/// Differences by year and by agency: a count for each family of rules.
pub(super) type Disagreements = BTreeMap<Group, Vec<Count>>;

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    n: usize,
    /// Those that were published with an explanation.
    explained: usize,
}

impl Count {
    fn of<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Count {
        counts.into_iter().fold(Count::default(), |all, count| Count {
            n: all.n + count.n,
            explained: all.explained + count.explained,
        })
    }
}

/// Counts the differences within reports.
pub(super) fn gather(
    content: &Content,
    findings: &[Arc<Finding>],
    index_of: &BTreeMap<String, usize>,
) -> Disagreements {
    let mut counts = Disagreements::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
        let Some(index) = finding.project.as_ref().and_then(|id| index_of.get(id)) else { continue };
        let is_of = |rules: &[&crate::rules::Rule]| rules.iter().any(|rule| rule.name == finding.rule);
        let Some(family) = FAMILIES.iter().position(|family| is_of(family.rules)) else { continue };
        let project = &content.projects[*index];
        for group in [Group::Year(Reverse(project.year.value)), Group::Agency(project.agency.value.clone())] {
            let count = &mut counts.entry(group).or_insert_with(|| vec![Count::default(); FAMILIES.len()])[family];
            count.n += 1;
            count.explained += usize::from(finding.note.is_some());
        }
    }
    counts
}

/// How many agencies stand in the table.
const MOST_AGENCIES: usize = 10;

/// The differences by year, then by agency; a table without a row is none.
pub(super) fn tables(site: &Site) -> Vec<DifferenceTable> {
    let of = |is_meant: fn(&Group) -> bool| -> Vec<(&Group, &Vec<Count>)> {
        site.disagreements.iter().filter(|(group, _)| is_meant(group)).collect()
    };
    let years = of(|group| matches!(group, Group::Year(_)));
    let mut agencies = of(|group| matches!(group, Group::Agency(_)));
    agencies.sort_by_key(|(_, counts)| Reverse(Count::of(*counts).n));
    let shown = agencies.len().min(MOST_AGENCIES);
    [
        table(site, ("quality-by-year", "fact-year"), &years, 0),
        table(site, ("quality-by-agency", "fact-agency"), &agencies[..shown], agencies.len() - shown),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn table(
    site: &Site,
    (title, head): (&str, &str),
    groups: &[(&Group, &Vec<Count>)],
    others: usize,
) -> Option<DifferenceTable> {
    let lang = site.lang();
    let in_all = |family: usize| Count::of(groups.iter().map(|(_, counts)| &counts[family]));
    let kinds: Vec<usize> = (0..FAMILIES.len()).filter(|family| in_all(*family).n > 0).collect();
    let most = groups.iter().flat_map(|(_, counts)| counts.iter()).map(|count| count.n).max()?;
    let row = |(group, counts): &(&Group, &Vec<Count>)| {
        let all = Count::of(*counts);
        let share = figures::percent(lang, all.explained.into(), all.n.into());
        let said = Message::new("disagreements-explained-of").with("n", all.n).with("explained", all.explained);
        DifferenceRow {
            link: group_link(site, (*group).clone()),
            cells: kinds.iter().map(|family| cell(lang.word(FAMILIES[*family].name), counts[*family], most)).collect(),
            n: all.n,
            explained: lang.say(&said.with("share", share)),
        }
    };
    Some(DifferenceTable {
        title: lang.word(title),
        head: lang.word(head),
        kinds: kinds.iter().map(|family| lang.word(FAMILIES[*family].name)).collect(),
        rows: groups.iter().map(row).collect(),
        others,
    })
}

fn cell(kind: String, count: Count, most: usize) -> DifferenceCell {
    let part = |class: &str, n| Part { class: class.to_owned(), n };
    let parts = [part("unexplained", count.n - count.explained), part("explained", count.explained)];
    DifferenceCell {
        kind,
        n: count.n,
        explained: count.explained,
        bar: (count.n > 0).then(|| pictures::stacked(&parts, most)),
    }
}
