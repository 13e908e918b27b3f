//! A list of projects, worked out once: in each of its orders, and what its figures come to. Its pages are slices of it.

use std::sync::OnceLock;

use crate::site::Site;
use crate::site::compose::lists::rollup;
use crate::site::plan::order::Order;
use crate::site::plan::ranks::Ranks;
use crate::site::views::RollUp;

/// Projects by index, and what was asked of them so far.
#[derive(Debug, Default)]
pub(in crate::site) struct Listing {
    /// In the order of the site.
    projects: Vec<usize>,
    by_score: OnceLock<Vec<usize>>,
    by_budget: OnceLock<Vec<usize>>,
    all: OnceLock<RollUp>,
}

impl Listing {
    /// `projects` stand in the order of the site.
    pub(in crate::site) fn of(projects: Vec<usize>) -> Listing {
        Listing { projects, ..Listing::default() }
    }

    /// In the order of the site.
    pub(in crate::site) fn projects(&self) -> &[usize] {
        &self.projects
    }

    /// In any order.
    pub(in crate::site) fn in_order(&self, ranks: &Ranks, order: Order) -> &[usize] {
        let sorted = match order {
            Order::Newest => return &self.projects,
            Order::Score => &self.by_score,
            Order::Budget => &self.by_budget,
        };
        sorted.get_or_init(|| ranks.sorted(&self.projects, order))
    }

    /// Its figures.
    pub(in crate::site) fn roll_up(&self, site: &Site) -> RollUp {
        self.all.get_or_init(|| rollup::roll_up(site, &self.projects)).clone()
    }
}
