//! The first screen of a project's page: who rated, how good, what it cost, what came of it, how it compares with the year
//! before, and what is worst. Shows what the report states and what was found; judges nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::{Finding, Severity};
use crate::lang::{Arg, Lang, Message};
use crate::model::evaluation::{Evaluation, Evaluator, Rater};
use crate::model::project::Project;
use crate::rules::compares;
use crate::site::compose::parts::entries::person;
use crate::site::compose::parts::figures;
use crate::site::compose::parts::figures::Disputes;
use crate::site::compose::project::{history, money, outcomes, scale};
use crate::site::views::{HeadlineView, WorstView};
use crate::site::{Group, Site};

/// The rule whose finding says that a rater leads the project.
const RATER_LEADS: &str = "rater-leads-project";

/// How many outcomes stand on the first screen.
const OUTCOMES: usize = 3;

/// The first screen; `found` are the findings in the order of the page.
pub(in crate::site) fn view(site: &Site, project: &Project, found: &[Finding], disputes: &Disputes) -> HeadlineView {
    let lang = site.lang();
    let evaluation = project.leading_evaluation();
    HeadlineView {
        who: who(site, project, found),
        scale: evaluation.and_then(|evaluation| scale::of(&site.content, evaluation)),
        bars: project.funds.as_ref().map(|funds| money::bars(lang, funds)).unwrap_or_default(),
        outcomes: outcomes::of(&site.sources, project, disputes)
            .into_iter()
            .map(|(_, outcome)| outcome)
            .take(OUTCOMES)
            .collect(),
        change: change(site, project),
        is_at_odds: found.iter().any(|finding| finding.severity == Severity::Error || is_between_figures(finding)),
        worst: worst(found).map(|(number, finding)| WorstView {
            text: lang.say(&finding.message),
            id: format!("finding-{}", number + 1),
        }),
    }
}

/// Whether a finding says that figures do not agree, or that they may not.
fn is_between_figures(finding: &Finding) -> bool {
    finding.severity > Severity::Notice && compares(finding)
}

/// The severest finding that is more than a notice, with its place among all.
fn worst(found: &[Finding]) -> Option<(usize, &Finding)> {
    let serious = || found.iter().enumerate().filter(|(_, finding)| finding.severity > Severity::Notice);
    serious().max_by_key(|(number, finding)| (finding.severity, compares(finding), Reverse(*number)))
}

/// Who rated, and who led that: sentences.
fn who(site: &Site, project: &Project, found: &[Finding]) -> Vec<String> {
    let lang = site.lang();
    let Some(evaluation) = project.leading_evaluation() else { return vec![lang.word("no-evaluation")] };
    let rater = match (&evaluation.organisation, evaluation.rater.value) {
        (Some(organisation), _) => organisation.value.clone(),
        (None, Rater::SelfRated) => match &project.agency_printed {
            Some(printed) => printed.value.clone(),
            None => site.name_of(&Group::Agency(project.agency.value.clone())),
        },
        (None, _) => String::new(),
    };
    let kind = lang.word(evaluation.rater.value.word());
    let mut who = vec![match rater.is_empty() {
        true => kind,
        false => lang.say(&Message::new("labelled").with("label", kind).with("value", rater)),
    }];
    let leads: Vec<String> =
        found.iter().filter(|finding| finding.rule == RATER_LEADS).map(|finding| lang.say(&finding.message)).collect();
    if leads.is_empty() {
        let leader = evaluation.evaluators.iter().find(|one| one.role.as_deref().is_some_and(is_leader));
        who.extend(leader.map(|leader| led_by(site, leader)));
    }
    who.extend(leads);
    who.extend(also_rated(lang, project, evaluation));
    who
}

/// The totals of other evaluations: a sentence; of each kind of rater the last, as of the one shown first, and those in tables
/// that are called otherwise, as of another lot.
fn also_rated(lang: Lang, project: &Project, shown: &Evaluation) -> Option<String> {
    let last: BTreeMap<Rater, &Evaluation> =
        project.evaluations.iter().map(|other| (other.rater.value, other)).collect();
    let mut others: Vec<&Evaluation> = project.evaluations.iter().collect();
    others.retain(|other| {
        let last = last[&other.rater.value];
        let is_apart = other.place.is_some() && last.place.is_some() && other.place != last.place;
        !std::ptr::eq(*other, shown) && (std::ptr::eq(*other, last) || is_apart)
    });
    others.sort_by_key(|other| other.rater.value);
    let said = |other: &&Evaluation| {
        let is_last = std::ptr::eq(*other, last[&other.rater.value]);
        let rater = Arg::Word(other.rater.value.word());
        let rater = match &other.place {
            Some(place) if !is_last => Arg::noted(rater, place.as_str()),
            _ => rater,
        };
        let message = Message::new("rated-by").with("rater", rater).with("score", other.shown_total()?);
        Some(lang.say(&message.with("maximum", figures::shown_maximum(other))))
    };
    let said: Vec<String> = others.iter().filter_map(said).collect();
    (!said.is_empty()).then(|| lang.say(&Message::new("also-rated").with("ratings", Arg::list(said))))
}

/// Whether a part in an evaluation is to lead it.
fn is_leader(role: &str) -> bool {
    role.ends_with("组长") && !role.ends_with("副组长")
}

fn led_by(site: &Site, leader: &Evaluator) -> String {
    let said = Message::new("labelled").with("label", leader.role.clone().unwrap_or_default());
    site.lang().say(&said.with("value", person(site, [&leader.name, &leader.surname], &leader.post)))
}

/// How score and expenditure differ from those of the year before: sentences.
fn change(site: &Site, project: &Project) -> Vec<String> {
    let lang = site.lang();
    let year = project.year.value;
    let year_of = |index: &&usize| site.content.projects[**index].year.value;
    let before = site.years_of(project).iter().find(|index| year_of(index) + 1 == year);
    let Some((before, index)) = before.zip(site.index_of(&project.id)) else {
        return vec![lang.say(&Message::new("change-none").with("year", (year.saturating_sub(1)).to_string()))];
    };
    history::changes(site, index, *before)
}
