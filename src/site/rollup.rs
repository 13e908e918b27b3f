//! Roll-ups (汇总): counts, exact sums of money and rates of sums. Never an average of scores, never across rubrics.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Site;
use super::figures::{self, NO_RANK};
use super::views::{GradeCount, GradeView, RollUp, Total};
use crate::diag::Severity;
use crate::doc::number;
use crate::model::evaluation::Evaluation;
use crate::model::funds::{Basis, Unit};
use crate::model::project::Project;
use crate::model::sums::Scoring;

/// The figures of a group of projects.
pub(super) fn roll_up(site: &Site, projects: &[usize]) -> RollUp {
    let of = || projects.iter().map(|index| &site.content.projects[*index]);
    let scoring = |wanted: Scoring| {
        of().filter(|project| project.leading_evaluation().map_or(Scoring::Unscored, Evaluation::scoring) == wanted)
            .count()
    };
    RollUp {
        n: projects.len(),
        itemised: scoring(Scoring::Itemised),
        partial: scoring(Scoring::Partial),
        total_only: scoring(Scoring::TotalOnly),
        unscored: scoring(Scoring::Unscored),
        money: Basis::ALL.into_iter().filter_map(|basis| sum(site, of(), basis)).collect(),
        spent: total(of(), Basis::Spent).map(|(sum, _)| sum.to_string()),
        rates: [Basis::Adjusted, Basis::Budget, Basis::Received, Basis::Planned]
            .into_iter()
            .filter_map(|basis| rate(site, of(), basis))
            .collect(),
        grades: grade_counts(site, projects),
        with_differences: with_differences(site, of()),
        found: figures::found(site.lang(), of().flat_map(|project| site.findings_of(project))),
    }
}

/// How many projects contradict themselves.
pub(super) fn with_differences<'a>(site: &Site, projects: impl Iterator<Item = &'a Project>) -> usize {
    projects.filter(|project| site.findings_of(project).any(|finding| finding.severity == Severity::Error)).count()
}

fn sum<'a>(site: &Site, projects: impl Iterator<Item = &'a Project>, basis: Basis) -> Option<Total> {
    let (sum, n) = total(projects, basis)?;
    let lang = site.lang();
    let value = figures::money(lang, Unit::TenThousandYuan, sum);
    Some(Total { label: lang.word(basis.word()), value, n })
}

/// A sum in 万元, with how many projects state it.
fn total<'a>(projects: impl Iterator<Item = &'a Project>, basis: Basis) -> Option<(Decimal, usize)> {
    let amounts: Vec<Decimal> = projects.filter_map(|project| amount(project, basis)).collect();
    let sum = number::sum(amounts.iter().copied()).filter(|_| !amounts.is_empty())?;
    Some((sum, amounts.len()))
}

fn rate<'a>(site: &Site, projects: impl Iterator<Item = &'a Project>, to: Basis) -> Option<Total> {
    let both: Vec<(Decimal, Decimal)> =
        projects.filter_map(|project| Some((amount(project, Basis::Spent)?, amount(project, to)?))).collect();
    if both.is_empty() {
        return None;
    }
    let spent = number::sum(both.iter().map(|(spent, _)| *spent))?;
    let whole = number::sum(both.iter().map(|(_, whole)| *whole))?;
    let lang = site.lang();
    Some(Total {
        label: figures::formula(lang, Basis::Spent, to),
        value: figures::percent(lang, spent, whole),
        n: both.len(),
    })
}

/// One of a project's totals in 万元.
pub(super) fn amount(project: &Project, basis: Basis) -> Option<Decimal> {
    let funds = project.funds.as_ref()?;
    funds.unit.value.in_ten_thousand_yuan(funds.total.amount(basis)?.value)
}

/// Projects per grade, best first; those without a grade last.
fn grade_counts(site: &Site, projects: &[usize]) -> Vec<GradeCount> {
    let by_rank = by_rank(site, projects);
    by_rank
        .into_iter()
        .map(|(rank, members)| GradeCount {
            grade: grade_of_rank(site, &rank),
            n: members.len(),
            bar: members.len() * 100 / projects.len().max(1),
        })
        .collect()
}

/// Projects by the rank of their grade; the rank of those without one sorts last.
pub(super) fn by_rank(site: &Site, projects: &[usize]) -> BTreeMap<String, Vec<usize>> {
    let mut by_rank: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in projects {
        let evaluation = site.content.projects[*index].leading_evaluation();
        let rank = figures::grade(&site.content, site.lang(), evaluation).rank;
        by_rank.entry(rank).or_default().push(*index);
    }
    by_rank
}

/// A rank's grade in the words of all rubrics: 优 / 优秀.
pub(super) fn grade_of_rank(site: &Site, rank: &str) -> GradeView {
    let words: BTreeSet<&str> =
        figures::bands_of_rank(&site.content, rank).map(|(_, band)| band.grade.value.as_str()).collect();
    let known = !words.is_empty();
    let text = match words.is_empty() {
        true => site.lang().word("no-grade"),
        false => words.into_iter().collect::<Vec<_>>().join(" / "),
    };
    GradeView { text, rank: if known { rank } else { NO_RANK }.to_owned(), meaning: None }
}
