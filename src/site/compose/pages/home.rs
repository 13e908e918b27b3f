//! What the front page shows: at most so much, however large the site.

use std::cmp::Reverse;

use crate::site::compose::gathered::{losses, spread};
use crate::site::compose::lists::groups::{group_row, groups_of, largest_rows};
use crate::site::compose::lists::with_bars;
use crate::site::compose::parts::entries::rows;
use crate::site::views::HomeView;
use crate::site::{Group, Site};

/// The home page.
pub(in crate::site) fn home(site: &Site) -> HomeView {
    let all = site.everything();
    let published = |index: &usize| site.rows[*index].published;
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
        agencies: largest_rows(site, |group| matches!(group, Group::Agency(_))),
        lost: losses::at_home(site),
    }
}

/// How many projects and years the home page shows: it stays as long as it is, however large the site.
const NEWEST_AT_HOME: usize = 5;
const YEARS_AT_HOME: usize = 3;
const RUBRICS_AT_HOME: usize = 2;
