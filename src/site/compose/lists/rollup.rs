//! Roll-ups (汇总): counts, and sums of money over projects of one year that state the same amounts. Never an average of scores,
//! never across rubrics.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::model::funds::Basis;
use crate::model::project::Head;
use crate::model::sums::Scoring;
use crate::site::Site;
use crate::site::compose::parts::{charts, figures};
use crate::site::plan::grades::{AS_PRINTED, NO_RANK, Rank};
use crate::site::views::{GradeCount, GradeView, RollUp, YearFunds};
use crate::syntax::number;

/// The figures of a group of projects.
pub(in crate::site) fn roll_up(site: &Site, projects: &[usize]) -> RollUp {
    let of = || projects.iter().map(|index| &*site.content.projects[*index]);
    let scoring_of = |index: &usize| site.rows[*index].rating.as_ref().map_or(Scoring::Unscored, |of| of.scoring);
    let scoring = |wanted: Scoring| projects.iter().filter(|index| scoring_of(index) == wanted).count();
    RollUp {
        n: projects.len(),
        itemised: scoring(Scoring::Itemised),
        partial: scoring(Scoring::Partial),
        total_only: scoring(Scoring::TotalOnly),
        unscored: scoring(Scoring::Unscored),
        funds: funds_by_year(site, projects),
        grades: grade_counts(site, projects),
        with_differences: with_differences(site, of()),
        found: figures::found(site.lang(), of().flat_map(|project| site.findings_of(project))),
        holds_any: of().any(|project| site.n_holds_of(project) > 0),
    }
}

/// How many projects contradict themselves.
pub(in crate::site) fn with_differences<'a>(site: &Site, projects: impl Iterator<Item = &'a Head>) -> usize {
    projects.filter(|project| site.findings_of(project).any(|finding| finding.severity == Severity::Error)).count()
}

/// What was to be spent and what was, year by year, the newest first: years are not added together.
fn funds_by_year(site: &Site, projects: &[usize]) -> Vec<YearFunds> {
    let mut years: BTreeMap<Reverse<u32>, Vec<usize>> = BTreeMap::new();
    for index in projects {
        years.entry(Reverse(site.content.projects[*index].year.value)).or_default().push(*index);
    }
    years.into_iter().filter_map(|(Reverse(year), members)| year_funds(site, year, &members)).collect()
}

/// Sums over the projects that state both expenditure and what it is compared with: that which most of them state. A budget
/// is the adjusted one where there is one, as in the rate of execution of the project itself.
fn year_funds(site: &Site, year: u32, projects: &[usize]) -> Option<YearFunds> {
    let lang = site.lang();
    let measures: [&[Basis]; 3] = [&[Basis::Adjusted, Basis::Budget], &[Basis::Received], &[Basis::Planned]];
    let stated = |project: &usize, bases: &[Basis]| {
        let (basis, whole) = bases.iter().find_map(|basis| Some((*basis, site.yuan(*project, *basis)?)))?;
        Some((*project, basis, whole, site.yuan(*project, Basis::Spent)?))
    };
    let pairs = measures.map(|bases| Vec::from_iter(projects.iter().filter_map(|project| stated(project, bases))));
    // Of two that as many state, the first.
    let pairs = pairs.into_iter().min_by_key(|pairs| Reverse(pairs.len())).filter(|pairs| !pairs.is_empty())?;
    let bases: BTreeSet<&str> = pairs.iter().map(|(_, basis, ..)| basis.word()).collect();
    let is_mixed = bases.len() > 1;
    let whole = number::sum(pairs.iter().map(|(.., whole, _)| *whole))?;
    let spent = number::sum(pairs.iter().map(|(.., spent)| *spent))?;
    Some(YearFunds {
        year: year.to_string(),
        n: pairs.len(),
        early: pairs.iter().filter(|(project, ..)| site.rows[*project].months_covered.is_none()).count(),
        others: projects.len() - pairs.len(),
        basis: lang.word(bases.first().filter(|_| !is_mixed).unwrap_or(&"basis-in-force")),
        is_mixed,
        whole: figures::readable(lang, whole),
        spent: figures::readable(lang, spent),
        spent_yuan: number::bare(spent),
        rate: figures::percent(lang, spent, whole),
    })
}

/// Projects per grade, best first; those without a grade last.
fn grade_counts(site: &Site, projects: &[usize]) -> Vec<GradeCount> {
    let by_rank = by_rank(site, projects);
    by_rank
        .into_iter()
        .map(|(rank, members)| GradeCount {
            grade: grade_of_rank(site, rank),
            n: members.len(),
            bar: charts::bar(Decimal::from(members.len()), Decimal::from(projects.len())),
        })
        .collect()
}

/// Projects by the rank of their grade; the rank of those without one sorts last.
pub(in crate::site) fn by_rank<'a>(site: &'a Site, projects: &[usize]) -> BTreeMap<&'a Rank, Vec<usize>> {
    let mut by_rank: BTreeMap<&Rank, Vec<usize>> = BTreeMap::new();
    for index in projects {
        by_rank.entry(&site.rows[*index].rank).or_default().push(*index);
    }
    by_rank
}

/// A rank's grade in the words of all rubrics: 优 / 优秀.
pub(in crate::site) fn grade_of_rank(site: &Site, rank: &Rank) -> GradeView {
    let words: BTreeSet<&str> = rank.bands(&site.content).map(|(_, band)| band.grade.value.as_str()).collect();
    let gloss = figures::gloss(site.lang(), words.iter().copied());
    let text = match rank.key() {
        NO_RANK => site.lang().word("no-grade"),
        AS_PRINTED => site.lang().word("other-grades"),
        _ => words.into_iter().collect::<Vec<_>>().join(" / "),
    };
    GradeView { gloss, ..figures::of_rank(rank, text) }
}
