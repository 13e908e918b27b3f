//! What the checks found on the whole site: at a glance, by rule, and finding by finding.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::{Finding, Held, Severity};
use crate::lang::Message;
use crate::site::compose::gathered::disagreements;
use crate::site::compose::lists::groups::{LARGEST, groups_of};
use crate::site::compose::lists::pager;
use crate::site::compose::parts::entries::{finding, finding_id, group_link, in_report, rule_link, severity_word};
use crate::site::compose::parts::figures;
use crate::site::plan::pages::ROWS_LENGTH;
use crate::site::views::{FindingView, FoundLevel, FoundPart, FoundProject, FoundRow, Link, QualityView, RuleCount};
use crate::site::{Group, Page, Site};

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
    for found in site.findings() {
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
pub(in crate::site) fn quality(site: &Site, number: usize) -> QualityView {
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
        pager: pager(site, (site.findings().len(), ROWS_LENGTH), number, Page::Quality),
    }
}

/// The findings of a page, level by level and project by project.
fn found_on_page(site: &Site, number: usize) -> Vec<FoundLevel> {
    let start = number * ROWS_LENGTH;
    let numbered = site.severest().enumerate().skip(start).take(ROWS_LENGTH);
    let shown: Vec<(usize, &Held, Finding)> = numbered.map(|(number, held)| (number, held, held.finding())).collect();
    let part = |of: &[(usize, &Held, Finding)]| {
        let project = of[0].2.project.as_ref().and_then(|id| site.index_of(id));
        let view = |(place, held, found): &(usize, &Held, Finding)| FindingView {
            in_report: project.and_then(|index| in_report(site, index, held)),
            ..finding(site, found, finding_id(place + 1))
        };
        FoundPart { project: project.map(|index| found_project(site, index)), findings: of.iter().map(view).collect() }
    };
    let level = |of: &[(usize, &Held, Finding)]| FoundLevel {
        severity: of[0].2.severity.name(),
        severity_text: severity_word(site.lang(), of[0].2.severity),
        parts: of.chunk_by(|(.., one), (.., other)| one.project == other.project).map(part).collect(),
    };
    shown.chunk_by(|(.., one), (.., other)| one.severity == other.severity).map(level).collect()
}

fn found_project(site: &Site, index: usize) -> FoundProject {
    let project = &site.content.projects[index];
    FoundProject {
        link: Link { text: project.title.value.clone(), href: site.address(&Page::Project(index)) },
        agency: group_link(site, Group::Agency(project.agency.value.clone())),
        year: project.year.value.to_string(),
    }
}
