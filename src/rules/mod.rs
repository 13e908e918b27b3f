//! The rules (核验规则): each is a file of its own and one line in [`RULES`]. Rules judge content; they never read disks or know pages.

mod actual_is_inequality;
mod aims;
mod amount_not_stated;
mod band_gap;
mod band_order;
mod basis_loss_mismatch;
mod basis_names_no_fault;
mod basis_score_mismatch;
mod broken_link;
mod causes;
mod cell_differs;
mod claim_mismatch;
mod dates_out_of_order;
mod direction_against_kind;
mod disclosure_late;
mod duplicate_address;
mod empty_section;
mod evidence_of_another_year;
mod figure_not_compared;
mod figures_end_early;
mod first_level_heading;
mod full_marks_though_at_fault;
mod full_marks_though_missed;
mod full_marks_though_short;
mod full_marks_without_actual;
mod fund_rates;
mod fund_sums;
mod funds_not_compared;
mod funds_total;
mod goal_unanswered;
mod grade_mismatch;
mod import_unfinished;
mod invalid_address;
mod item_score_mismatch;
mod ladder_order;
mod leftover_mark_up;
mod level_name_differs;
mod loss_unexplained;
mod lost_text;
mod met_but_lost;
mod missing_indicator;
mod months_mismatch;
mod name_of_another_year;
mod name_varies;
mod negative_amount;
mod not_set_but_listed;
mod nothing_wrong_though_lost;
mod opposite_statements;
mod over_achievement;
mod page_number;
mod personal;
mod placeholder;
mod places;
mod plain_statements;
mod rate_mismatch;
mod rate_of_nothing;
mod rater_leads_project;
mod raters_alike;
mod raters_total;
mod raw_html;
mod reading;
mod refused_attachment;
mod repeated_paragraph;
mod required_section;
mod rubric_weight;
mod rubric_weight_sum;
mod scale_equals_actual;
mod score_not_proportional;
mod score_over_weight;
mod spent_above_received;
mod spoken_of;
mod standard_score_mismatch;
mod stated_twice;
mod stray_unit;
mod subtotal_mismatch;
mod table_total_mismatch;
mod telling;
mod told_twice;
mod total_without_items;
mod two_vocabularies;
mod unit_jump;
mod unknown_indicator;
mod unknown_reference;
mod unmatched_mark;
mod unseen;
mod unusable_file_name;
mod unused_acknowledgement;
mod unused_attachment;
mod unused_file;
mod weight_mismatch;
mod weight_sum;
mod word_leftover;
mod written_out;
mod year_mismatch;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::diag::{Finding, Severity};
use crate::doc::markdown::{self, Markdown};
use crate::doc::sections::{self, Section};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::model::Content;
use crate::model::evaluation::Evaluation;
use crate::model::project::Project;
use crate::model::rubric::Rubric;
use crate::source::{FileId, Sources, Span};

use places::{RESULT, SCORE_TABLE, at};
pub use places::{named, said};

/// Every rule, in the order of the rules page: reading, references, tables, rubric, funds, narrative, acknowledgements.
pub const RULES: &[&Rule] = &[
    &reading::SYNTAX_ERROR,
    &reading::NOT_UTF8,
    &reading::LINK_NOT_FOLLOWED,
    &reading::NOT_A_FILE,
    &reading::UNKNOWN_KEY,
    &reading::MISSING_KEY,
    &reading::WRONG_TYPE,
    &reading::INVALID_VALUE,
    &reading::MISSING_FILE,
    &reading::TEMPLATE_ERROR,
    &reading::PERSONAL_IN_OUTPUT,
    &reading::LIMIT_EXCEEDED,
    &unused_file::RULE,
    &unused_attachment::RULE,
    &refused_attachment::RULE,
    &unusable_file_name::RULE,
    &invalid_address::RULE,
    &duplicate_address::RULE,
    &year_mismatch::RULE,
    &dates_out_of_order::RULE,
    &disclosure_late::RULE,
    &unknown_reference::RULE,
    &name_of_another_year::RULE,
    &name_varies::RULE,
    &band_order::RULE,
    &band_gap::RULE,
    &rubric_weight_sum::RULE,
    &weight_sum::RULE,
    &weight_mismatch::RULE,
    &subtotal_mismatch::RULE,
    &table_total_mismatch::RULE,
    &total_without_items::RULE,
    &stated_twice::RULE,
    &item_score_mismatch::RULE,
    &basis_score_mismatch::RULE,
    &basis_loss_mismatch::RULE,
    &score_over_weight::RULE,
    &grade_mismatch::RULE,
    &two_vocabularies::RULE,
    &unknown_indicator::RULE,
    &level_name_differs::RULE,
    &missing_indicator::RULE,
    &cell_differs::RULE,
    &direction_against_kind::RULE,
    &actual_is_inequality::RULE,
    &over_achievement::RULE,
    &ladder_order::RULE,
    &scale_equals_actual::RULE,
    &rater_leads_project::RULE,
    &raters_alike::RULE,
    &raters_total::RULE,
    &not_set_but_listed::RULE,
    &goal_unanswered::RULE,
    &nothing_wrong_though_lost::RULE,
    &opposite_statements::RULE,
    &met_but_lost::RULE,
    &loss_unexplained::RULE,
    &basis_names_no_fault::RULE,
    &full_marks_though_at_fault::RULE,
    &full_marks_without_actual::RULE,
    &full_marks_though_missed::RULE,
    &full_marks_though_short::RULE,
    &evidence_of_another_year::RULE,
    &score_not_proportional::RULE,
    &standard_score_mismatch::RULE,
    &rubric_weight::RULE,
    &funds_total::RULE,
    &funds_not_compared::RULE,
    &negative_amount::RULE,
    &spent_above_received::RULE,
    &rate_mismatch::RULE,
    &rate_of_nothing::RULE,
    &stray_unit::RULE,
    &claim_mismatch::RULE,
    &told_twice::RULE,
    &months_mismatch::RULE,
    &unit_jump::RULE,
    &unmatched_mark::RULE,
    &figure_not_compared::RULE,
    &amount_not_stated::RULE,
    &first_level_heading::RULE,
    &empty_section::RULE,
    &required_section::RULE,
    &repeated_paragraph::RULE,
    &figures_end_early::RULE,
    &raw_html::RULE,
    &lost_text::RULE,
    &leftover_mark_up::RULE,
    &broken_link::RULE,
    &word_leftover::RULE,
    &import_unfinished::RULE,
    &placeholder::RULE,
    &page_number::RULE,
    &personal::MOBILE,
    &personal::IDENTITY,
    &personal::PASSPORT,
    &personal::BANK_CARD,
    &personal::MAILBOX,
    &personal::HOME_ADDRESS,
    &unseen::CONTROL,
    &unseen::DIRECTION,
    &unseen::INVISIBLE,
    &unseen::PRIVATE,
    &unused_acknowledgement::RULE,
];

/// Rules whose findings are for the clerks alone: `check` prints them, the public site and its data never show them.
const FOR_STAFF: &[&Rule] = &[
    &disclosure_late::RULE,
    &unused_attachment::RULE,
    &unseen::CONTROL,
    &unseen::DIRECTION,
    &unseen::INVISIBLE,
    &unseen::PRIVATE,
];

/// Whether the findings of a rule are for the clerks alone.
pub fn is_for_staff(rule: &str) -> bool {
    FOR_STAFF.iter().any(|other| other.name == rule)
}

/// A rule. Its title, explanation and messages are in the catalogues under its name.
pub struct Rule {
    /// Its name, used in files, addresses and machine formats; never reused for another rule.
    pub name: &'static str,
    /// Its level unless the publisher sets another.
    pub severity: Severity,
    /// What it looks at.
    pub check: Check,
    /// A text that breaks it, with carets under what is reported.
    pub bad: Option<Example>,
    /// The text put right.
    pub good: Option<Example>,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// Raised while files are read; there is nothing to run.
    Reading,
    /// One project.
    Project(fn(&Subject<'_>, &mut Found<'_>)),
    /// A text in Markdown: the narrative of a project, or a page.
    Narrative(fn(&Narrative<'_>, &mut Found<'_>)),
    /// The whole content.
    Site(fn(&Sources, &Content, &mut Found<'_>)),
}

/// An example: a file of a small site and its text. Lines of carets name the rule that reports what stands above them.
pub struct Example {
    /// Path below `content/`; `project.toml` and `report.md` are those of a project.
    pub path: &'static str,
    /// The text. Of a `project.toml` title, year and agency may be left out.
    pub text: &'static str,
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// What a project rule looks at.
pub struct Subject<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// All content.
    pub content: &'a Content,
    /// The project.
    pub project: &'a Project,
    /// Its narrative, when there is one.
    pub narrative: Option<&'a Narrative<'a>>,
    /// Stands in for a rubric that does not exist, so that sums are checked all the same.
    nothing_known: Rubric,
}

impl Subject<'_> {
    /// The evaluations with their rubrics. A rubric that does not exist is reported elsewhere.
    fn evaluations(&self) -> impl Iterator<Item = Judged<'_>> {
        self.project.evaluations.iter().enumerate().map(|(index, evaluation)| {
            let rubric = self.content.rubrics.get(&evaluation.rubric.value);
            Judged { index, evaluation, rubric: rubric.unwrap_or(&self.nothing_known) }
        })
    }
}

/// What a rule about Markdown looks at.
pub struct Narrative<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// All content.
    pub content: &'a Content,
    /// The file.
    pub file: FileId,
    /// The project that it tells of; `None` for a page.
    pub project: Option<&'a Project>,
    /// The text, rendered.
    pub markdown: Markdown,
    /// The text by its headings.
    pub sections: Vec<Section>,
}

impl Narrative<'_> {
    /// Whether anything stands below its headings; the outline of a new project is no report yet.
    fn is_written(&self) -> bool {
        self.sections.iter().any(|section| !section.blocks.is_empty())
    }
}

/// An evaluation with its rubric.
struct Judged<'a> {
    index: usize,
    evaluation: &'a Evaluation,
    rubric: &'a Rubric,
}

impl Judged<'_> {
    /// The place of a finding as an acknowledgement names it: `得分汇总表/项目管理`; for a second evaluation `2:得分汇总表/…`.
    fn at(&self, place: &str, of: &str) -> String {
        at(self.index, place, of)
    }

    /// Full marks, where they are stated by the report or a known rubric.
    fn maximum(&self) -> Option<Decimal> {
        self.evaluation.full_marks()
    }

    /// What the score table is called in messages and places.
    fn table(&self) -> &str {
        self.evaluation.place.as_deref().unwrap_or(SCORE_TABLE)
    }
}

/// What was checked of one project, or of the site.
#[derive(Debug, Default)]
struct Checked {
    findings: Vec<Finding>,
    /// What holds, as the rule that checked it and the computation.
    holds: Vec<(&'static str, Message)>,
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
        let of_projects = self.of_projects.into_values().flat_map(|settled| Arc::unwrap_or_clone(settled).findings);
        self.findings.into_iter().chain(of_projects).collect()
    }
}

/// What the rules say of one project: a pure function of its files, of what all projects share, and of what the rules on
/// the whole site say of it.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// What differs. Acknowledged findings carry their notes, and those with one cause are folded into one.
    pub findings: Vec<Finding>,
    /// What was recomputed and holds.
    pub holds: Arc<[Message]>,
    /// What the rules on the whole site found.
    of_site: Vec<Finding>,
}

/// How many further places of the same mistake a finding shows.
const SHOWN: usize = 5;

/// Where a rule puts its results.
pub struct Found<'a> {
    rule: &'static Rule,
    severity: Severity,
    project: Option<&'a str>,
    checked: &'a mut Checked,
}

impl Found<'_> {
    /// A finding of this rule at a place, to be filled in and reported.
    fn finding(&self, span: Span) -> Finding {
        let mut finding = Finding::new(self.rule.name, self.severity, span);
        finding.project = self.project.map(str::to_owned);
        finding
    }

    fn report(&mut self, finding: Finding) {
        self.checked.findings.push(finding);
    }

    /// One finding for all places of a file where the same is wrong: at the first, the next few beside it. Of several, the
    /// message is `several`.
    fn report_alike(&mut self, sources: &Sources, file: FileId, places: &[Range<usize>], several: &str, at: &str) {
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
        finding.at = format!("{}/{at}", source.path.rsplit('/').next().unwrap_or_default());
        self.report(finding);
    }

    /// Records something that was recomputed and holds.
    fn holds(&mut self, message: Message) {
        self.checked.holds.push((self.rule.name, message));
    }
}

impl<'a> Subject<'a> {
    fn new(
        sources: &'a Sources,
        content: &'a Content,
        project: &'a Project,
        narrative: Option<&'a Narrative<'a>>,
    ) -> Self {
        let nothing_known = Rubric::unknown(Span::start_of(project.file));
        Subject { sources, content, project, narrative, nothing_known }
    }
}

fn check_subject(subject: &Subject<'_>) -> Checked {
    let mut checked = Checked::default();
    let (content, id) = (subject.content, Some(subject.project.id.as_str()));
    for rule in RULES {
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

fn narrative<'a>(
    sources: &'a Sources,
    content: &'a Content,
    file: FileId,
    project: Option<&'a Project>,
) -> Narrative<'a> {
    let text = &sources.get(file).text;
    Narrative { sources, content, file, project, markdown: markdown::render(text), sections: sections::read(text) }
}

/// What the rules that other figures are tried on say of a project.
fn check_figures(subject: &Subject<'_>) -> Vec<Finding> {
    let mut checked = Checked::default();
    for rule in RULES {
        if let Check::Project(check) = rule.check
            && causes::is_tried(rule.name)
        {
            run(rule, subject.content, Some(&subject.project.id), &mut checked, |found| check(subject, found));
        }
    }
    checked.findings
}

/// Checks each project and the site as a whole. Findings are in no particular order.
pub fn check(sources: &Sources, content: &Content) -> Verdict {
    check_again(sources, content, &BTreeMap::new())
}

/// As [`check`], but for the projects that are `known`, by id, of which neither their files nor what all share have changed.
pub fn check_again(sources: &Sources, content: &Content, known: &BTreeMap<String, Arc<Settled>>) -> Verdict {
    let mut checked = Checked::default();
    for rule in RULES {
        match rule.check {
            Check::Site(check) => {
                let (severity, before) = (rule.severity, checked.findings.len());
                check(sources, content, &mut Found { rule, severity, project: None, checked: &mut checked });
                limit(&mut checked.findings, before);
            }
            Check::Narrative(check) => {
                for page in &content.pages {
                    let narrative = narrative(sources, content, page.file, None);
                    run(rule, content, None, &mut checked, |found| check(&narrative, found));
                }
            }
            Check::Reading | Check::Project(_) => {}
        }
    }
    set_levels(content, &mut checked.findings, |check| matches!(check, Check::Site(_)));
    let (of_projects, mut findings): (Vec<Finding>, Vec<Finding>) =
        checked.findings.into_iter().partition(|finding| finding.project.is_some());
    let mut by_project: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in of_projects {
        by_project.entry(finding.project.clone().unwrap_or_default()).or_default().push(finding);
    }
    let settled = content.projects.par_iter().map(|project| {
        let of_site = by_project.get(&project.id).cloned().unwrap_or_default();
        let known = known.get(&project.id).filter(|known| known.of_site == of_site);
        let settled = known.map_or_else(|| Arc::new(settle(sources, content, project, of_site)), Arc::clone);
        (project.id.clone(), settled)
    });
    let of_projects: BTreeMap<String, Arc<Settled>> = settled.collect();
    findings
        .extend(by_project.into_iter().filter(|(id, _)| !of_projects.contains_key(id)).flat_map(|(_, found)| found));
    Verdict { findings, of_projects }
}

/// Checks one project; `of_site` is what the rules on the whole site found of it.
fn settle(sources: &Sources, content: &Content, project: &Project, of_site: Vec<Finding>) -> Settled {
    let narrative = project.report.map(|file| narrative(sources, content, file, Some(project)));
    let subject = Subject::new(sources, content, project, narrative.as_ref());
    let mut checked = check_subject(&subject);
    checked.findings.extend(of_site.iter().cloned());
    checked.findings = causes::fold(&subject, checked.findings);
    let unmatched = unused_acknowledgement::settle(project, &mut checked.findings);
    checked.findings = causes::unfold_acknowledged(checked.findings);
    run(&unused_acknowledgement::RULE, content, Some(&project.id), &mut checked, |found| {
        unused_acknowledgement::report(&unmatched, found);
    });
    let holds = checked.holds.into_iter().map(|(_, message)| message).collect();
    Settled { findings: checked.findings, holds, of_site }
}

/// Applies the publisher's levels to findings that were raised while reading.
pub fn apply_levels(content: &Content, findings: &mut Vec<Finding>) {
    set_levels(content, findings, |check| matches!(check, Check::Reading));
}

/// Sets the levels of findings whose project was not known before they were raised.
fn set_levels(content: &Content, findings: &mut Vec<Finding>, applies: fn(&Check) -> bool) {
    let level = |finding: &Finding| {
        find(finding.rule).filter(|rule| applies(&rule.check))?;
        content.settings.level(finding.rule, finding.project.as_deref())
    };
    findings.retain(|finding| level(finding) != Some(None));
    for finding in findings {
        if let Some(Some(severity)) = level(finding) {
            finding.severity = severity;
        }
    }
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

#[cfg(test)]
mod tests;
