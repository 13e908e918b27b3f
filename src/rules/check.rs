//! Checks each project and the site as a whole, and hands on what differs and what holds. Knows no rule by name but that of
//! acknowledgements.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::unused_acknowledgement;
use super::run::{Checked, Found, check_subject, limit, run};
use super::subject::{Narrative, Subject};
use super::{Check, Rule, all, find, folding};
use crate::diag::{self, Finding, Severity};
use crate::lang::Message;
use crate::model::Content;
use crate::model::project::Project;
use crate::source::Sources;

/// What the rules say of a whole site.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What differs in what belongs to no project.
    pub findings: Vec<Finding>,
    /// What the rules say of each project, by id.
    pub of_projects: BTreeMap<String, Arc<Settled>>,
}

impl Verdict {
    /// What differs anywhere.
    pub fn into_findings(self) -> Vec<Finding> {
        let settled = self.of_projects.into_values().map(Arc::unwrap_or_clone);
        let of_projects = settled.flat_map(|settled| settled.findings).map(Arc::unwrap_or_clone);
        self.findings.into_iter().chain(of_projects).collect()
    }
}

/// What the rules say of one project: a pure function of its files, of what all projects share, and of what the rules on
/// the whole site say of it.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// What differs, sorted by place. Acknowledged findings carry their notes, and those with one cause are folded into one.
    pub findings: Vec<Arc<Finding>>,
    /// What was recomputed and holds.
    pub holds: Arc<[Message]>,
    /// What the rules on the whole site found.
    of_site: Vec<Finding>,
}

/// Checks each project and the site as a whole. Findings are in no particular order.
pub fn check(sources: &Sources, content: &Content) -> Verdict {
    check_again(sources, content, BTreeMap::new())
}

/// As [`check`], but for the projects that are `known`, by id, which are there as they were, and of which neither their files
/// nor what all share have changed.
pub fn check_again(sources: &Sources, content: &Content, mut known: BTreeMap<String, Arc<Settled>>) -> Verdict {
    let pages: Vec<Narrative<'_>> =
        content.pages.iter().map(|page| Narrative::new(sources, content, page.file, None)).collect();
    let of_rule = |rule: &'static Rule| {
        let mut checked = Checked::default();
        match rule.check {
            Check::Site(check) => {
                let severity = rule.severity;
                check(sources, content, &mut Found { rule, severity, project: None, checked: &mut checked });
                limit(&mut checked.findings, 0);
            }
            Check::Narrative(check) => {
                for page in &pages {
                    run(rule, content, None, &mut checked, |found| check(page, found));
                }
            }
            Check::Reading | Check::Project(_) => {}
        }
        checked.findings
    };
    let mut found: Vec<Finding> = all().collect::<Vec<_>>().into_par_iter().flat_map_iter(of_rule).collect();
    // Of these the project was not known before they were raised.
    let of_site = |finding: &Finding| level(content, finding, |check| matches!(check, Check::Site(_)));
    found.retain(|finding| of_site(finding) != Some(None));
    for finding in &mut found {
        finding.severity = of_site(finding).flatten().unwrap_or(finding.severity);
    }
    let (of_projects, mut findings): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| finding.project.is_some());
    let mut by_project: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in of_projects {
        by_project.entry(finding.project.clone().unwrap_or_default()).or_default().push(finding);
    }
    known.retain(|id, settled| settled.of_site == by_project.get(id).map_or(&[][..], Vec::as_slice));
    let others = content.projects.par_iter().filter(|project| !known.contains_key(&project.id));
    let settled: Vec<(String, Arc<Settled>)> = others
        .map(|project| {
            let of_site = by_project.get(&project.id).cloned().unwrap_or_default();
            (project.id.clone(), Arc::new(settle(sources, content, project, of_site)))
        })
        .collect();
    known.extend(settled);
    findings.extend(by_project.into_iter().filter(|(id, _)| !known.contains_key(id)).flat_map(|(_, found)| found));
    Verdict { findings, of_projects: known }
}

/// Checks one project; `of_site` is what the rules on the whole site found of it.
fn settle(sources: &Sources, content: &Content, project: &Project, of_site: Vec<Finding>) -> Settled {
    let narrative = project.report.map(|file| Narrative::new(sources, content, file, Some(project)));
    let subject = Subject::new(sources, content, project, narrative.as_ref());
    let mut checked = check_subject(&subject);
    checked.findings.extend(of_site.iter().cloned());
    checked.findings = folding::fold(&subject, checked.findings);
    let unmatched = unused_acknowledgement::settle(project, &mut checked.findings);
    checked.findings = folding::unfold_acknowledged(checked.findings);
    run(&unused_acknowledgement::RULE, content, Some(&project.id), &mut checked, |found| {
        unused_acknowledgement::report(&unmatched, found);
    });
    apply_levels(content, &mut checked.findings);
    diag::sort(&mut checked.findings);
    let findings = checked.findings.into_iter().map(Arc::new).collect();
    Settled { findings, holds: checked.holds.into(), of_site }
}

/// Applies the publisher's levels to those of the findings that rules of [`Check::Reading`] raised.
pub fn apply_levels(content: &Content, findings: &mut Vec<Finding>) {
    let level = |finding: &Finding| level(content, finding, |check| matches!(check, Check::Reading));
    findings.retain(|finding| level(finding) != Some(None));
    for finding in findings {
        finding.severity = level(finding).flatten().unwrap_or(finding.severity);
    }
}

/// The level that the publisher sets for a finding of a rule that `applies`: `Some(None)` switches it off.
fn level(content: &Content, finding: &Finding, applies: fn(&Check) -> bool) -> Option<Option<Severity>> {
    find(finding.rule).filter(|rule| applies(&rule.check))?;
    content.settings.level(finding.rule, finding.project.as_deref())
}
