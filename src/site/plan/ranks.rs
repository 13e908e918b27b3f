//! Which place each project takes in each order of a list. Compares what the rows of projects say.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::site::plan::order::Order;
use crate::site::plan::row::Row;

/// Which place each project takes in the orders that are not the site's own.
#[derive(Debug)]
pub struct Ranks {
    by_score: Vec<usize>,
    by_budget: Vec<usize>,
}

impl Ranks {
    /// The places of all projects; those that compare alike keep the order of the site.
    pub fn new(rows: &[Arc<Row>]) -> Ranks {
        Ranks {
            by_score: ranks(rows, |row| {
                let score = row.score.as_ref();
                (score.is_none(), score.map(|(rubric, share)| (rubric, Reverse(share))))
            }),
            by_budget: ranks(rows, |row| (row.budget.is_none(), Reverse(row.budget))),
        }
    }

    /// The projects in an order; `projects` stand in the order of the site.
    pub fn sorted(&self, projects: &[usize], order: Order) -> Vec<usize> {
        let mut sorted = projects.to_vec();
        match order {
            Order::Newest => {}
            Order::Score => sorted.sort_by_key(|index| self.by_score[*index]),
            Order::Budget => sorted.sort_by_key(|index| self.by_budget[*index]),
        }
        sorted
    }
}

fn ranks<'a, K: Ord>(rows: &'a [Arc<Row>], key: impl Fn(&'a Row) -> K) -> Vec<usize> {
    let mut keyed: Vec<(K, usize)> = rows.iter().enumerate().map(|(index, row)| (key(row), index)).collect();
    keyed.sort();
    let mut ranks = vec![0; keyed.len()];
    for (rank, (_, index)) in keyed.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}
