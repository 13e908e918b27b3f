//! Checks each project and the site as a whole, and hands on what differs and what holds. Knows no rule by name but that of
//! acknowledgements.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::files::unused_acknowledgement;
use super::run::{Checked, Found, check_subject, limit, run};
use super::subject::{Narrative, Subject};
use super::{Check, Rule, all, find, folding};
use crate::diag::{Finding, Severity};
use crate::lang::Message;
use crate::model::Content;
use crate::model::project::{Head, Project};
use crate::source::Sources;

/// What the rules say of what is more than one project.
#[derive(Debug, Default)]
pub struct OfSite {
    /// What differs in what belongs to no project.
    pub findings: Vec<Finding>,
    /// What differs in a project as part of the site, by id.
    pub of_projects: BTreeMap<String, Vec<Finding>>,
}

/// What the rules say of one project.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// What differs, sorted by place. Acknowledged findings carry their notes, and those with one cause are folded into one.
    pub(super) findings: Vec<Finding>,
    /// What was recomputed and holds.
    pub(super) holds: Vec<Message>,
}

/// All findings of a whole site, each project read for itself. They are in no particular order.
pub fn check(sources: &Sources, content: &Content) -> Vec<Finding> {
    let OfSite { mut findings, mut of_projects } = check_site(sources, content);
    let asked: Vec<(&Head, Vec<Finding>)> =
        content.projects.iter().map(|head| (&**head, of_projects.remove(&head.id).unwrap_or_default())).collect();
    let settled = asked
        .into_par_iter()
        .map(|(head, of_site)| settle(sources, content, &content.project(sources, head), &of_site).findings);
    findings.extend(settled.collect::<Vec<_>>().into_iter().flatten());
    findings.extend(of_projects.into_values().flatten());
    findings
}

/// Checks what belongs to no project, and the projects as parts of the site.
pub fn check_site(sources: &Sources, content: &Content) -> OfSite {
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
    let (of_projects, findings): (Vec<Finding>, Vec<Finding>) =
        found.into_iter().partition(|finding| finding.project.is_some());
    let mut by_project: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in of_projects {
        by_project.entry(finding.project.clone().unwrap_or_default()).or_default().push(finding);
    }
    OfSite { findings, of_projects: by_project }
}

/// Checks one project; `of_site` is what the rules on the whole site found of it.
pub(super) fn settle(sources: &Sources, content: &Content, project: &Project, of_site: &[Finding]) -> Settled {
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
    checked.findings.sort_by_key(Finding::order);
    Settled { findings: checked.findings, holds: checked.holds }
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
