//! The figure that is to blame, found by trial: with another value in its place the rules say no more what it caused, and
//! nothing new. Knows no rule's reasons.

use crate::diag::place::named;
use crate::rules::HangsOn;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::figures::{Quantity, Stated, difference, plain, set, subject_of, value_of};
use super::{contradicts, fold_into, hangs_on, members};
use crate::diag::{Finding, Place, place};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::model::funds::Unit;
use crate::model::project::Project;
use crate::rules::run::{figure_rules, said_by};
use crate::rules::{Rule, Subject, Tables, compares, find};
use crate::source::{Located, Span};

/// One finding for each cause of several.
pub(super) fn fold(
    subject: &Subject<'_>,
    project: &mut Project,
    findings: Vec<Finding>,
    stated: &BTreeMap<Span, Stated>,
) -> Vec<Finding> {
    let mut trials = Trials::of(subject, &findings);
    let mut causes = explanations(&mut trials, project, stated);
    causes.extend(explained_by_unit(&mut trials, project));
    fold_consequences(findings, choose(causes), stated)
}

/// What would stand in another place.
#[derive(Clone, Copy)]
enum Instead {
    Value(Decimal),
    /// Of all amounts of the funds, in the place of the unit that is printed.
    Unit(Unit, Unit),
}

/// A place, and what would have to stand there for some findings to be gone and no other to come.
struct Cause {
    span: Span,
    instead: Instead,
    /// Indices of the findings that it explains.
    explains: Vec<usize>,
}

/// Whether findings have a cause to look for: several of them, and not only roundings.
fn have_a_cause(explains: &[usize], findings: &[Finding]) -> bool {
    explains.len() > 1 && explains.iter().any(|index| contradicts(&findings[*index]))
}

/// Figures that findings point at, each with the values that findings would have there.
fn suspects(project: &Project, findings: &[Finding], stated: &BTreeMap<Span, Stated>) -> BTreeSet<(Span, Decimal)> {
    let mut differences: BTreeMap<Quantity, BTreeSet<Decimal>> = BTreeMap::new();
    let findings = || findings.iter().filter(|finding| compares(finding));
    for finding in findings() {
        if let (Some(of), Some(difference)) = (subject_of(finding, stated), difference(finding)) {
            differences.entry(of.quantity).or_default().insert(difference);
        }
    }
    let mut suspects = BTreeSet::new();
    for finding in findings() {
        let related = finding.related.iter().map(|(span, _)| (*span, finding.printed.as_ref()));
        for (span, wanted) in std::iter::once((finding.span, finding.recomputed.as_ref())).chain(related) {
            let Some(of) = stated.get(&span) else { continue };
            let by_others = differences.get(&of.quantity).into_iter().flatten();
            suspects.extend(by_others.filter_map(|difference| Some((span, of.value.checked_add(*difference)?))));
            suspects.extend(wanted.and_then(|text| value_of(project, text)).map(|value| (span, value)));
        }
    }
    suspects.retain(|(span, value)| stated.get(span).is_some_and(|of| of.value != *value));
    suspects
}

/// What each suspect would explain. One whose other value brings a new finding explains nothing, nor does one that
/// explains a single finding: that finding stands for itself.
fn explanations(trials: &mut Trials<'_>, project: &mut Project, stated: &BTreeMap<Span, Stated>) -> Vec<Cause> {
    let suspects = suspects(project, trials.findings, stated);
    if suspects.len() > limits::TRIALS {
        return Vec::new();
    }
    suspects
        .into_iter()
        .filter_map(|(span, value)| {
            let explains = trials.explained_by_values(project, &[(span, value)], stated, have_a_cause)?;
            Some(Cause { span, instead: Instead::Value(value), explains })
        })
        .collect()
}

/// What the other unit of the funds would explain: a wrong one makes every amount of the prose speak.
fn explained_by_unit(trials: &mut Trials<'_>, project: &mut Project) -> Option<Cause> {
    let Located { value: printed, span } = project.funds.as_ref()?.unit;
    let other = printed.mistaken_for();
    project.funds.as_mut()?.unit.value = other;
    let explains = trials.explained(project, Tables::Funds, have_a_cause);
    project.funds.as_mut()?.unit.value = printed;
    Some(Cause { span, instead: Instead::Unit(printed, other), explains: explains? })
}

/// What is asked of findings that would be gone.
type Worth = fn(&[usize], &[Finding]) -> bool;

/// What values are tried against: the findings that there are, and the rules that may say them again or others.
pub(super) struct Trials<'a> {
    subject: &'a Subject<'a>,
    findings: &'a [Finding],
    /// Indices of the findings that another value may make go, each with the tables that its rules look at.
    may_go: Vec<(usize, Vec<Tables>)>,
    /// Rules and places of what is said before anything is tried.
    before: BTreeSet<(&'static str, Span)>,
    /// The rule that settled the last trial first, as it mostly settles the next one too.
    rules: Vec<&'static Rule>,
}

impl<'a> Trials<'a> {
    pub(super) fn of(subject: &'a Subject<'a>, findings: &'a [Finding]) -> Self {
        let may_go = |finding: &Finding| compares(finding) || hangs_on(finding) == HangsOn::Misprints;
        let tables =
            |finding: &Finding| members(finding).filter_map(|one| find(one.rule)).map(|rule| rule.tables).collect();
        Trials {
            subject,
            findings,
            may_go: findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| may_go(finding))
                .map(|(index, finding)| (index, tables(finding)))
                .collect(),
            before: findings.iter().flat_map(members).map(key).collect(),
            rules: figure_rules(),
        }
    }

    /// The findings that are gone when the rules see other values; as [`Trials::explained`].
    pub(super) fn explained_by_values(
        &mut self,
        project: &mut Project,
        values: &[(Span, Decimal)],
        stated: &BTreeMap<Span, Stated>,
        are_worth: Worth,
    ) -> Option<Vec<usize>> {
        values.iter().for_each(|(span, value)| set(project, *span, *value));
        let mut tables = values.iter().map(|(span, _)| stated[span].quantity.tables());
        let of_first = tables.next().unwrap_or(Tables::All);
        let tables = if tables.all(|of| of == of_first) { of_first } else { Tables::All };
        let explains = self.explained(project, tables, are_worth);
        values.iter().for_each(|(span, _)| set(project, *span, stated[span].value));
        explains
    }

    /// The findings that are gone when the rules see the project with other figures in some tables; `None` when another comes,
    /// or when those that are gone are not worth it. No rule is asked once that is settled, nor one that looks at other tables.
    fn explained(&mut self, changed: &Project, tables: Tables, are_worth: Worth) -> Option<Vec<usize>> {
        let Trials { subject, findings, may_go, before, rules } = self;
        let changed = subject.with_figures_of(changed, tables);
        let mut gone: Vec<usize> =
            may_go.iter().filter(|(_, of)| of.iter().all(|of| of.meet(tables))).map(|(index, _)| *index).collect();
        if !are_worth(&gone, findings) {
            return None;
        }
        let settles = |rule: &&'static Rule| {
            if !rule.tables.meet(tables) {
                return false;
            }
            let mut said = said_by(rule, &changed);
            said.retain(|one| one.rule == rule.name);
            if said.is_empty() {
                return false;
            }
            let says_again = |finding: &Finding| match (finding.rule == rule.name, rule.hangs_on) {
                (true, HangsOn::Misprints) => said.iter().any(|other| other.at == finding.at),
                _ => members(finding).any(|one| said.iter().any(|other| key(other) == key(one))),
            };
            gone.retain(|index| !says_again(&findings[*index]));
            !are_worth(&gone, findings) || rule.compares() && said.iter().any(|one| !before.contains(&key(one)))
        };
        match rules.iter().position(settles) {
            Some(place) => {
                rules[..=place].rotate_right(1);
                None
            }
            None => Some(gone),
        }
    }
}

/// By what a finding is known again.
fn key(finding: &Finding) -> (&'static str, Span) {
    (finding.rule, finding.span)
}

/// Those that explain most, each finding explained once. Where several figures could be to blame, none is.
fn choose(mut causes: Vec<Cause>) -> Vec<Cause> {
    let mut chosen: Vec<Cause> = Vec::new();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.explains.len()));
    while !causes.is_empty() {
        let cause = causes.remove(0);
        let doubtful = causes.iter().any(|other| other.explains == cause.explains);
        causes.retain(|other| other.explains != cause.explains);
        if !doubtful {
            causes.retain(|other| !other.explains.iter().any(|index| cause.explains.contains(index)));
            chosen.push(cause);
        }
    }
    chosen
}

/// One finding for each cause, at the figure itself.
fn fold_consequences(findings: Vec<Finding>, causes: Vec<Cause>, stated: &BTreeMap<Span, Stated>) -> Vec<Finding> {
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let mut folded = Vec::new();
    for cause in causes {
        let members: Vec<Finding> = cause.explains.iter().filter_map(|index| findings[*index].take()).collect();
        let (main, help) = at_cause(&cause, &members, stated);
        folded.push(fold_into(main, members, help));
    }
    folded.extend(findings.into_iter().flatten());
    folded
}

/// The finding that stands for all that a cause explains, and what to say of the others. One of the members compares.
fn at_cause(cause: &Cause, members: &[Finding], stated: &BTreeMap<Span, Stated>) -> (Finding, Message) {
    let compared: Vec<&Finding> = members.iter().filter(|member| compares(member)).collect();
    match (&compared[..], cause.instead) {
        ([alone], _) => ((*alone).clone(), Message::new("follows-from-it")),
        (_, Instead::Unit(printed, meant)) => {
            let units = [printed, meant].map(Unit::symbol);
            (other_unit(compared[0], cause.span, units), Message::new("amounts-would-agree").with("unit", units[1]))
        }
        (_, Instead::Value(value)) => {
            let at_figure = || compared.iter().filter(|member| member.span == cause.span);
            let says_so = at_figure().find(|member| plain(member.recomputed.as_ref()) == Some(value));
            let main = says_so.or_else(|| at_figure().next());
            let value = value.normalize().to_string();
            let outlier = || outlier(compared[0], cause.span, &stated[&cause.span], &value);
            let main = main.map_or_else(outlier, |main| (*main).clone());
            (main, Message::new("others-would-agree").with("value", value))
        }
    }
}

/// A finding about a figure that others contradict, of which no rule said so itself.
fn outlier(evidence: &Finding, span: Span, of: &Stated, value: &str) -> Finding {
    let mut finding = Finding { span, related: Vec::new(), help: Vec::new(), ..evidence.clone() };
    let (message, name) = match of.quantity {
        Quantity::Score(_) => ("outlier-score", named(&of.of)),
        Quantity::Weight(_) => ("outlier-weight", named(&of.of)),
        Quantity::Amount(basis) => ("outlier-amount", Arg::Word(basis.word())),
    };
    finding.message = Message::new(message)
        .with("place", named(&of.place))
        .with("of", name)
        .with("printed", of.value.to_string())
        .with("recomputed", value);
    finding.at = match of.quantity {
        Quantity::Score(index) | Quantity::Weight(index) => Place::of([&of.place, &of.of]).in_evaluation(index),
        Quantity::Amount(basis) => Place::of([&of.place, basis.place()]),
    };
    finding.printed = Some(of.value.to_string());
    finding.recomputed = Some(value.to_owned());
    finding
}

/// A finding about the unit of the funds, with which the amounts of the prose are as many times off.
fn other_unit(evidence: &Finding, span: Span, [printed, meant]: [&str; 2]) -> Finding {
    let message = Message::new("outlier-unit").with("printed", printed).with("recomputed", meant);
    Finding {
        span,
        message,
        at: Place::of([place::FUNDS, place::UNIT]),
        printed: Some(printed.to_owned()),
        recomputed: Some(meant.to_owned()),
        related: Vec::new(),
        help: Vec::new(),
        ..evidence.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::rules;
    use crate::rules::folding::figures;
    use crate::rules::tests::site_of;

    /// Every figure of every example in turn made greater by one: the project as it is and as it would be, the tables in which
    /// the figure stands, and the example's text.
    fn each_changed_figure(mut tell: impl FnMut(&Subject<'_>, &Project, Tables, &str)) {
        for example in rules::all().flat_map(|rule| [&rule.bad, &rule.good]).flatten() {
            let sources = site_of(example);
            let (content, _) = model::read(&sources);
            for head in &content.projects {
                let project = content.project(&sources, head);
                let subject = Subject::new(&sources, &content, &project, None);
                let mut changed: Project = project.clone();
                for (span, of) in figures::of(&mut changed) {
                    set(&mut changed, span, of.value + Decimal::ONE);
                    tell(&subject, &changed, of.quantity.tables(), example.text);
                    set(&mut changed, span, of.value);
                }
            }
        }
    }

    #[test]
    fn a_rule_says_the_same_whatever_stands_in_tables_that_it_does_not_look_at() {
        let mut tried = 0;
        each_changed_figure(|subject, changed, tables, example| {
            for rule in figure_rules().into_iter().filter(|rule| !rule.tables.meet(tables)) {
                let said = said_by(rule, &subject.with_figures_of(changed, tables));
                assert_eq!(said, said_by(rule, subject), "{}: {example}", rule.name);
                tried += said.len();
            }
        });
        assert!(tried > 0);
    }

    #[test]
    fn what_is_known_of_other_statements_is_what_comparing_them_again_says() {
        let rule = find("claim-mismatch").expect("a rule");
        let keys = |subject: &Subject<'_>| said_by(rule, subject).iter().map(key).collect::<Vec<_>>();
        let mut tried = 0;
        each_changed_figure(|subject, changed, tables, example| {
            keys(subject);
            let said = keys(&subject.with_figures_of(changed, tables));
            let anew = Subject::new(subject.sources, subject.content, changed, None);
            assert_eq!(said, keys(&anew), "{example}");
            tried += said.len();
        });
        assert!(tried > 0);
    }
}
