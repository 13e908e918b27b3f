//! Runs the rules over one project, and says where they put what they find. Sets the levels of the publisher; knows no rule by
//! name.

use std::collections::BTreeMap;
use std::ops::Range;

use super::subject::Subject;
use super::{Check, HangsOn, Rule, all};
use crate::diag::{Finding, Place, Severity};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::model::Content;
use crate::source::{FileId, Sources, Span};

/// What was checked of one project, or of the site.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    /// What was recomputed and holds.
    pub(super) holds: Vec<Message>,
    /// Whether the figures are only tried.
    pub(super) is_trial: bool,
}

/// How many further places of the same mistake a finding shows.
pub(super) const SHOWN: usize = 5;

/// Where a rule puts its results.
pub struct Found<'a> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) project: Option<&'a str>,
    pub(super) checked: &'a mut Checked,
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

    /// Reports a finding of this rule at a place, filled in by `fill`. Where figures are only tried, of a rule that compares
    /// them nobody asks more than the place.
    pub(super) fn report_at(&mut self, span: Span, fill: impl FnOnce(&mut Finding)) {
        let mut finding = self.finding(span);
        if !(self.is_of_trial() && self.rule.compares()) {
            fill(&mut finding);
        }
        self.report(finding);
    }

    /// One finding for all places of a file where the same is wrong: at the first, the next few beside it. Of several, the
    /// message is `several`.
    pub(super) fn report_alike(
        &mut self,
        sources: &Sources,
        file: FileId,
        places: &[Range<usize>],
        several: &'static str,
        at: &str,
    ) {
        let [first, others @ ..] = places else { return };
        let text = sources.text(file);
        let written = |place: &Range<usize>| text[place.clone()].trim().to_owned();
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
        finding.at = Place::of([sources.get(file).path.rsplit('/').next().unwrap_or_default(), at]);
        self.report(finding);
    }

    /// Whether the figures are only tried, so that nobody asks what holds.
    pub(super) fn is_of_trial(&self) -> bool {
        self.checked.is_trial
    }

    /// Records something that was recomputed and holds.
    pub(super) fn holds(&mut self, message: impl FnOnce() -> Message) {
        if !self.is_of_trial() {
            self.checked.holds.push(message());
        }
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

/// The rules that other figures are tried on.
pub(super) fn figure_rules() -> Vec<&'static Rule> {
    all().filter(|rule| rule.hangs_on != HangsOn::Itself).collect()
}

/// What one rule says of a project whose figures are tried.
pub(super) fn said_by(rule: &'static Rule, subject: &Subject<'_>) -> Vec<Finding> {
    let mut checked = Checked { is_trial: true, ..Checked::default() };
    if let Check::Project(check) = rule.check {
        run(rule, subject.content, Some(&subject.project.id), &mut checked, |found| check(subject, found));
    }
    checked.findings
}

/// Runs one rule, at the level that the publisher sets.
pub(super) fn run(
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
    if findings.len() - before <= limits::FINDINGS {
        return;
    }
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
