//! Runs the rules over each project and over the site, sets the levels, and hands on what differs and what holds. Knows no rule by name
//! but that of acknowledgements.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::unused_acknowledgement;
use super::subject::{Narrative, Subject};
use super::{Check, HangsOn, Rule, all, find, folding};
use crate::diag::{self, Finding, Severity, place};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::model::Content;
use crate::model::project::Project;
use crate::source::{FileId, Sources, Span};

/// What was checked of one project, or of the site.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    /// What was recomputed and holds.
    holds: Vec<Message>,
}

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

/// How many further places of the same mistake a finding shows.
pub(super) const SHOWN: usize = 5;

/// Where a rule puts its results.
pub struct Found<'a> {
    pub(super) rule: &'static Rule,
    severity: Severity,
    project: Option<&'a str>,
    checked: &'a mut Checked,
}

impl Found<'_> {
    /// A finding of this rule at a place, to be filled in and reported.
    pub(super) fn finding(&self, span: Span) -> Finding {
        let mut finding = Finding::new(self.rule.name, self.severity, span);
        finding.project = self.project.map(str::to_owned);
        finding
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.checked.findings.push(finding);
    }

    /// One finding for all places of a file where the same is wrong: at the first, the next few beside it. Of several, the
    /// message is `several`.
    pub(super) fn report_alike(
        &mut self,
        sources: &Sources,
        file: FileId,
        places: &[Range<usize>],
        several: &str,
        at: &str,
    ) {
        let [first, others @ ..] = places else { return };
        let source = sources.get(file);
        let written = |place: &Range<usize>| source.text[place.clone()].trim().to_owned();
        let mut finding = self.finding(Span::new(file, first.clone()));
        finding.message = match others {
            [] => finding.message.with("text", written(first)),
            _ => {
                let mut texts: Vec<String> = Vec::new();
                places.iter().map(written).for_each(|text| {
                    if !texts.contains(&text) {
                        texts.push(text)
                    }
                });
                texts.truncate(SHOWN);
                Message::new(several).with("count", places.len()).with("texts", Arg::list(texts))
            }
        };
        let others = others.iter().take(SHOWN).map(|place| Span::new(file, place.clone()));
        finding.related.extend(others.map(|place| (place, Message::new("label-same-wrong"))));
        finding.at = place::of([source.path.rsplit('/').next().unwrap_or_default(), at]);
        self.report(finding);
    }

    /// Records something that was recomputed and holds.
    pub(super) fn holds(&mut self, message: Message) {
        self.checked.holds.push(message);
    }
}

pub(super) fn check_subject(subject: &Subject<'_>) -> Checked {
    let mut checked = Checked::default();
    let (content, id) = (subject.content, Some(subject.project.id.as_str()));
    for rule in all() {
        match (rule.check, subject.narrative) {
            (Check::Project(check), _) => run(rule, content, id, &mut checked, |found| check(subject, found)),
            (Check::Narrative(check), Some(narrative)) => {
                run(rule, content, id, &mut checked, |found| check(narrative, found));
            }
            _ => {}
        }
    }
    say_once(&mut checked.findings);
    checked
}

/// Of findings that say the same of the same place, the first: raters who share a table share its weights.
fn say_once(findings: &mut Vec<Finding>) {
    let mut told: BTreeMap<(&str, Span), Vec<Message>> = BTreeMap::new();
    findings.retain(|finding| {
        let messages = told.entry((finding.rule, finding.span)).or_default();
        let is_new = !messages.contains(&finding.message);
        if is_new {
            messages.push(finding.message.clone());
        }
        is_new
    });
}

/// What the rules that other figures are tried on say of a project.
pub(super) fn check_figures(subject: &Subject<'_>) -> Vec<Finding> {
    let mut checked = Checked::default();
    for rule in all() {
        if let Check::Project(check) = rule.check
            && rule.hangs_on != HangsOn::Itself
        {
            run(rule, subject.content, Some(&subject.project.id), &mut checked, |found| check(subject, found));
        }
    }
    checked.findings
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

fn run(
    rule: &'static Rule,
    content: &Content,
    project: Option<&str>,
    checked: &mut Checked,
    check: impl FnOnce(&mut Found<'_>),
) {
    let severity = match content.settings.level(rule.name, project) {
        None => rule.severity,
        Some(Some(severity)) => severity,
        Some(None) => return,
    };
    let before = checked.findings.len();
    check(&mut Found { rule, severity, project, checked });
    limit(&mut checked.findings, before);
}

/// Of the findings from number `before` on, keeps the first of each rule and file and says how many more there are.
pub fn limit(findings: &mut Vec<Finding>, before: usize) {
    let mut counts: BTreeMap<(&str, FileId), (usize, Option<Finding>)> = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in findings.drain(before..) {
        let (count, first) = counts.entry((finding.rule, finding.span.file)).or_default();
        *count += 1;
        match count {
            count if *count <= limits::FINDINGS => kept.push(finding),
            _ => drop(first.get_or_insert(finding)),
        }
    }
    findings.extend(kept);
    findings.extend(counts.into_values().filter_map(|(count, first)| {
        let first = first?;
        let mut more = Finding::new("limit-exceeded", first.severity, first.span);
        more.message = Message::new("more-findings").with("rule", first.rule).with("count", count - limits::FINDINGS);
        more.project = first.project;
        Some(more)
    }));
}
