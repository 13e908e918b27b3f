//! One cause, one finding: what a single wrong figure explains is folded into one finding that keeps the others.
//! Judges no figure itself: it asks the rules what they would say if another value stood there.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{RESULT, SCORE_TABLE, Subject, at, check_figures, named, said};
use crate::diag::{Finding, Severity};
use crate::doc::number;
use crate::lang::{Arg, Message};
use crate::model::evaluation::{Evaluation, TOTAL};
use crate::model::funds::{Basis, Unit};
use crate::model::project::Project;
use crate::source::{Located, Span};

/// Rules that compare a statement with what the score table's items give: a wrong item and all that was made up from it
/// differ by the same amount.
const AGAINST_ITEMS: [&str; 4] =
    ["item-score-mismatch", "basis-score-mismatch", "subtotal-mismatch", "weight-mismatch"];
/// Rules that compare figures with each other, so that one wrong figure can make several of them speak.
pub(super) const COMPARING: [&str; 15] = [
    "basis-score-mismatch",
    "claim-mismatch",
    "funds-total",
    "grade-mismatch",
    "item-score-mismatch",
    "rate-mismatch",
    "raters-total",
    "rubric-weight",
    "score-over-weight",
    "subtotal-mismatch",
    "table-total-mismatch",
    "told-twice",
    "unit-jump",
    "weight-mismatch",
    "weight-sum",
];
/// Rules that take a score or weight as it stands: of one that was misprinted, what they say follows from that.
const FOLLOWING: [&str; 8] = [
    "basis-loss-mismatch",
    "basis-names-no-fault",
    "full-marks-though-at-fault",
    "full-marks-though-short",
    "loss-unexplained",
    "met-but-lost",
    "nothing-wrong-though-lost",
    "score-not-proportional",
];
/// Rules about statements that several places may repeat word for word.
const REPEATABLE: [&str; 3] = ["rate-mismatch", "claim-mismatch", "grade-mismatch"];

/// Figures that bear on each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quantity {
    /// Scores of one evaluation.
    Score(usize),
    /// Weights of one evaluation.
    Weight(usize),
    /// Amounts of one kind.
    Amount(Basis),
}

/// A printed figure that may be the wrong one.
struct Figure<'a> {
    quantity: Quantity,
    /// Row of the score table; `None` for totals and amounts.
    row: Option<usize>,
    place: &'a str,
    of: &'a str,
    printed: &'a mut Located<Decimal>,
}

/// What a figure states.
struct Stated {
    quantity: Quantity,
    row: Option<usize>,
    place: String,
    of: String,
    value: Decimal,
}

/// What would stand in another place.
#[derive(Clone, Copy)]
enum Instead {
    Value(Decimal),
    /// Of all amounts of the funds.
    Unit(Unit),
}

/// A place, and what would have to stand there for some findings to be gone and no other to come.
struct Cause {
    span: Span,
    instead: Instead,
    /// Indices of the findings that it explains.
    explains: Vec<usize>,
}

/// The findings of a project, those with one cause as one. Figures that were rounded have no cause to look for.
pub(super) fn fold(subject: &Subject<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let is_alone = findings.iter().filter(|finding| is_tried(finding.rule)).nth(1).is_none();
    if is_alone || !findings.iter().any(contradicts) {
        return fold_repetitions(findings);
    }
    let mut project = subject.project.clone();
    let stated: BTreeMap<Span, Stated> = figures(&mut project)
        .into_iter()
        .map(|Figure { quantity, row, place, of, printed }| {
            let (place, of, value) = (place.to_owned(), of.to_owned(), printed.value);
            (printed.span, Stated { quantity, row, place, of, value })
        })
        .collect();
    let mut causes = explanations(subject, &mut project, &findings, &stated);
    causes.extend(explained_by_unit(subject, &mut project, &findings));
    let findings = fold_consequences(findings, choose(causes), &stated);
    fold_repetitions(fold_same_difference(subject, &mut project, findings, &stated))
}

/// Settles the folded findings once their acknowledgements are known: a cause that is acknowledged, or all of whose
/// findings are, carries every note; of another cause those that are acknowledged stand by themselves.
pub(super) fn unfold_acknowledged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut settled = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let (explained, open): (Vec<Finding>, Vec<Finding>) =
            std::mem::take(&mut finding.also).into_iter().partition(|also| also.note.is_some());
        if finding.note.is_some() || (open.is_empty() && !explained.is_empty()) {
            let mut notes: Vec<String> = finding.note.take().into_iter().collect();
            for note in explained.iter().filter_map(|also| also.note.clone()) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            finding.note = Some(notes.join(" "));
            finding.also = explained.into_iter().chain(open).collect();
        } else {
            finding.also = open;
            settled.extend(explained);
        }
        settled.push(finding);
    }
    settled
}

/// Whether a rule is asked what it would say of other figures.
pub(super) fn is_tried(rule: &str) -> bool {
    COMPARING.contains(&rule) || FOLLOWING.contains(&rule)
}

/// Whether a finding is of a rule that compares figures with each other.
fn compares(finding: &Finding) -> bool {
    COMPARING.contains(&finding.rule)
}

/// Whether a finding says that two figures cannot both be right.
fn contradicts(finding: &Finding) -> bool {
    compares(finding) && finding.severity > Severity::Notice
}

/// Whether findings have a cause to look for: several of them, and not only roundings.
fn have_a_cause(explains: &[usize], findings: &[Finding]) -> bool {
    explains.len() > 1 && explains.iter().any(|index| contradicts(&findings[*index]))
}

/// Every figure of a project that others can be checked against.
fn figures(project: &mut Project) -> Vec<Figure<'_>> {
    let mut found = Vec::new();
    for (index, evaluation) in project.evaluations.iter_mut().enumerate() {
        let Evaluation { place, score, maximum, indicators, printed, .. } = evaluation;
        let (scores, weights) = (Quantity::Score(index), Quantity::Weight(index));
        let table = place.as_deref().unwrap_or(SCORE_TABLE);
        let mut figure = |quantity, row, place, of, printed| found.push(Figure { quantity, row, place, of, printed });
        score.iter_mut().for_each(|score| figure(scores, None, RESULT, TOTAL, score));
        maximum.iter_mut().for_each(|maximum| figure(weights, None, table, TOTAL, maximum));
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, indicator) in indicators.iter_mut().enumerate() {
            let path = indicator.path.as_str();
            rows.insert(path, row);
            indicator.score.iter_mut().for_each(|score| figure(scores, Some(row), table, path, score));
            indicator.weight.iter_mut().for_each(|weight| figure(weights, Some(row), table, path, weight));
        }
        for table in printed {
            for row in &mut table.rows {
                let of = row.of.value.as_str();
                let group = rows.get(of).copied();
                if group.is_some() || of == TOTAL {
                    let place = table.place.value.as_str();
                    row.score.iter_mut().for_each(|score| figure(scores, group, place, of, score));
                    row.weight.iter_mut().for_each(|weight| figure(weights, group, place, of, weight));
                }
            }
        }
    }
    if let Some(funds) = &mut project.funds {
        for row in std::iter::once(&mut funds.total).chain(&mut funds.sources).chain(&mut funds.items) {
            let place = row.name.as_ref().map_or("资金", |name| name.value.as_str());
            for (basis, amount) in Basis::ALL.into_iter().zip(&mut row.amounts) {
                if let Some(printed) = amount {
                    found.push(Figure {
                        quantity: Quantity::Amount(basis),
                        row: None,
                        place,
                        of: basis.key(),
                        printed,
                    });
                }
            }
        }
    }
    found
}

/// A number without a unit, as findings give scores, weights and amounts.
fn plain(text: Option<&String>) -> Option<Decimal> {
    text.and_then(|text| number::parse(text))
}

/// By how much a finding says that a figure is too high.
fn difference(finding: &Finding) -> Option<Decimal> {
    plain(finding.printed.as_ref())?.checked_sub(plain(finding.recomputed.as_ref())?)
}

/// The figure that a finding speaks of: where it points, or of a text the one beside it.
fn subject_of<'a>(finding: &Finding, stated: &'a BTreeMap<Span, Stated>) -> Option<&'a Stated> {
    let beside = || finding.related.iter().find_map(|(span, _)| stated.get(span));
    stated.get(&finding.span).or_else(|| beside().filter(|_| AGAINST_ITEMS.contains(&finding.rule)))
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

/// A number, or an amount in the unit of the funds; none of a percentage.
fn value_of(project: &Project, text: &str) -> Option<Decimal> {
    let (value, rest) = number::leading(text)?;
    if rest.is_empty() {
        return Some(value);
    }
    let unit = [Unit::Yuan, Unit::TenThousandYuan].into_iter().find(|unit| unit.symbol() == rest)?;
    let yuan = unit.in_yuan(value)?;
    match project.funds.as_ref()?.unit.value {
        Unit::Yuan => Some(yuan),
        Unit::TenThousandYuan => yuan.checked_div(Decimal::from(10_000)),
    }
}

/// What each suspect would explain. One whose other value brings a new finding explains nothing, nor does one that
/// explains a single finding: that finding stands for itself.
fn explanations(
    subject: &Subject<'_>,
    project: &mut Project,
    findings: &[Finding],
    stated: &BTreeMap<Span, Stated>,
) -> Vec<Cause> {
    suspects(project, findings, stated)
        .into_iter()
        .filter_map(|(span, value)| {
            let explains = explained_by_values(subject, project, &[(span, value)], findings, stated)?;
            have_a_cause(&explains, findings).then_some(Cause { span, instead: Instead::Value(value), explains })
        })
        .collect()
}

/// What the other unit of the funds would explain: a wrong one makes every amount of the prose speak.
fn explained_by_unit(subject: &Subject<'_>, project: &mut Project, findings: &[Finding]) -> Option<Cause> {
    let Located { value: printed, span } = project.funds.as_ref()?.unit;
    let other = printed.other();
    project.funds.as_mut()?.unit.value = other;
    let explains = explained(subject, project, findings);
    project.funds.as_mut()?.unit.value = printed;
    let explains = explains.filter(|explains| have_a_cause(explains, findings))?;
    Some(Cause { span, instead: Instead::Unit(other), explains })
}

/// The findings that are gone when the rules see other values.
fn explained_by_values(
    subject: &Subject<'_>,
    project: &mut Project,
    values: &[(Span, Decimal)],
    findings: &[Finding],
    stated: &BTreeMap<Span, Stated>,
) -> Option<Vec<usize>> {
    values.iter().for_each(|(span, value)| set(project, *span, *value));
    let explains = explained(subject, project, findings);
    values.iter().for_each(|(span, _)| set(project, *span, stated[span].value));
    explains
}

/// The findings that are gone when the rules see the project as it was changed; `None` when another comes.
fn explained(subject: &Subject<'_>, changed: &Project, findings: &[Finding]) -> Option<Vec<usize>> {
    let remaining = check_figures(&Subject::new(subject.sources, subject.content, changed, subject.narrative));
    let key = |finding: &Finding| (finding.rule, finding.span);
    let before: BTreeSet<(&str, Span)> = findings.iter().flat_map(members).map(key).collect();
    let after: BTreeSet<(&str, Span)> = remaining.iter().map(key).collect();
    let said_no_more = |one: &Finding| !remaining.iter().any(|other| (other.rule, &other.at) == (one.rule, &one.at));
    let gone = |finding: &Finding| match compares(finding) {
        true => members(finding).all(|one| !after.contains(&key(one))),
        false => FOLLOWING.contains(&finding.rule) && said_no_more(finding),
    };
    let brings_none =
        remaining.iter().filter(|finding| compares(finding)).all(|finding| before.contains(&key(finding)));
    brings_none.then(|| (0..findings.len()).filter(|index| gone(&findings[*index])).collect())
}

/// A finding that stands alone, or those that are folded into it.
fn members(finding: &Finding) -> impl Iterator<Item = &Finding> {
    let alone = finding.also.is_empty().then_some(finding);
    alone.into_iter().chain(&finding.also)
}

fn set(project: &mut Project, span: Span, value: Decimal) {
    for figure in figures(project).into_iter().filter(|figure| figure.printed.span == span) {
        figure.printed.value = value;
    }
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
    let would_agree = |value: &str| Message::new("others-would-agree").with("value", value);
    match (&compared[..], cause.instead) {
        ([alone], _) => ((*alone).clone(), Message::new("follows-from-it")),
        (_, Instead::Unit(unit)) => (other_unit(compared[0], cause.span, unit), would_agree(unit.symbol())),
        (_, Instead::Value(value)) => {
            let at_figure = || compared.iter().filter(|member| member.span == cause.span);
            let says_so = at_figure().find(|member| plain(member.recomputed.as_ref()) == Some(value));
            let main = says_so.or_else(|| at_figure().next());
            let value = value.normalize().to_string();
            let outlier = || outlier(compared[0], cause.span, &stated[&cause.span], &value);
            (main.map_or_else(outlier, |main| (*main).clone()), would_agree(&value))
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
        Quantity::Score(index) | Quantity::Weight(index) => at(index, &of.place, &of.of),
        Quantity::Amount(_) => format!("{}/{}", of.place, of.of),
    };
    finding.printed = Some(of.value.to_string());
    finding.recomputed = Some(value.to_owned());
    finding
}

/// A finding about the unit of the funds, with which the amounts of the prose are ten thousand times off.
fn other_unit(evidence: &Finding, span: Span, unit: Unit) -> Finding {
    let printed = unit.other().symbol();
    let message = Message::new("outlier-unit").with("printed", printed).with("recomputed", unit.symbol());
    Finding {
        span,
        message,
        at: "资金/unit".to_owned(),
        printed: Some(printed.to_owned()),
        recomputed: Some(unit.symbol().to_owned()),
        related: Vec::new(),
        help: Vec::new(),
        ..evidence.clone()
    }
}

/// Of statements about an item and about what it is part of that differ from the items by the same amount, one finding:
/// the innermost, and of those the first in the file; with it what would be gone if all of them were right.
fn fold_same_difference(
    subject: &Subject<'_>,
    project: &mut Project,
    findings: Vec<Finding>,
    stated: &BTreeMap<Span, Stated>,
) -> Vec<Finding> {
    let mut groups = same_difference(project, &findings, stated);
    groups.retain(|group| group.len() > 1);
    for group in &mut groups {
        let values: Vec<(Span, Decimal)> = group
            .iter()
            .filter(|index| stated.contains_key(&findings[**index].span))
            .filter_map(|index| Some((findings[*index].span, plain(findings[*index].recomputed.as_ref())?)))
            .collect();
        let others = explained_by_values(subject, project, &values, &findings, stated).unwrap_or_default();
        group.extend(others.into_iter().filter(|index| !group.contains(index)).collect::<Vec<_>>());
    }
    let mut findings: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let mut folded = Vec::new();
    for group in groups {
        let members: Vec<Finding> = group.iter().filter_map(|index| findings[*index].take()).collect();
        let Some(main) = members.first().cloned() else { continue };
        let repeated = members.iter().all(|other| other.printed == main.printed);
        let help = match difference(&main) {
            Some(difference) if !repeated => {
                Message::new("same-difference").with("difference", difference.abs().normalize().to_string())
            }
            _ => Message::new("repeated"),
        };
        folded.push(fold_into(main, members, help));
    }
    folded.extend(findings.into_iter().flatten());
    folded
}

/// Findings about one item and what it is part of that differ by the same amount, as indices, the innermost first. One
/// that several items could explain stands by itself.
fn same_difference(project: &Project, findings: &[Finding], stated: &BTreeMap<Span, Stated>) -> Vec<Vec<usize>> {
    let path = |quantity: Quantity, row: Option<usize>| -> Vec<usize> {
        match quantity {
            Quantity::Score(index) | Quantity::Weight(index) => {
                let rows = &project.evaluations[index].indicators;
                std::iter::successors(row, |row| rows[*row].parent).collect()
            }
            Quantity::Amount(_) => Vec::new(),
        }
    };
    let mut comparable: Vec<Difference> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| {
            AGAINST_ITEMS.contains(&finding.rule) && members(finding).any(|one| one.at == finding.at)
        })
        .filter_map(|(index, finding)| {
            let of = subject_of(finding, stated)?;
            let (quantity, path) = (of.quantity, path(of.quantity, of.row));
            Some(Difference { quantity, by: difference(finding)?, path, findings: vec![index] })
        })
        .collect();
    comparable.sort_by_key(|of| (std::cmp::Reverse(of.path.len()), findings[of.findings[0]].span));
    let mut groups: Vec<Difference> = Vec::new();
    for outer in comparable {
        let fits = |inner: &Difference| {
            (inner.quantity, inner.by) == (outer.quantity, outer.by) && inner.path.ends_with(&outer.path)
        };
        let same_row = groups.iter().position(|inner| fits(inner) && inner.path == outer.path);
        let within: Vec<usize> = (0..groups.len()).filter(|inner| fits(&groups[*inner])).collect();
        match (same_row, &within[..]) {
            (Some(group), _) | (None, &[group]) => groups[group].findings.extend(outer.findings),
            _ => groups.push(outer),
        }
    }
    groups.into_iter().map(|group| group.findings).collect()
}

/// By how much statements about a row differ from the items.
struct Difference {
    quantity: Quantity,
    by: Decimal,
    /// The row, then those that it is part of; empty for the total.
    path: Vec<usize>,
    /// Indices of the findings that say so.
    findings: Vec<usize>,
}

/// Of a statement that several places repeat, one finding; and one of statements that were made up from the same figures.
fn fold_repetitions(findings: Vec<Finding>) -> Vec<Finding> {
    let beside = |finding: &Finding| finding.related.iter().map(|(span, _)| *span).collect::<BTreeSet<Span>>();
    let repeats = |one: &Finding, other: &Finding| {
        REPEATABLE.contains(&one.rule)
            && (one.rule, &one.printed, &one.recomputed) == (other.rule, &other.printed, &other.recomputed)
            && !one.related.is_empty()
            && beside(one) == beside(other)
    };
    let follows_from_same = |one: &Finding, other: &Finding| {
        (one.rule, other.rule) == ("claim-mismatch", "claim-mismatch")
            && one.severity == other.severity
            && beside(one).len() > 1
            && beside(one) == beside(other)
    };
    let findings = fold_alike(findings, "repeated", repeats);
    fold_alike(findings, "same-figures", follows_from_same)
}

/// One finding, the first in the file, for those that are alike.
fn fold_alike(findings: Vec<Finding>, help: &str, alike: impl Fn(&Finding, &Finding) -> bool) -> Vec<Finding> {
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        match groups.iter().position(|group| alike(&finding, &group[0])) {
            Some(group) => groups[group].push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
        .into_iter()
        .map(|mut group| {
            group.sort_by_key(|finding| finding.span);
            fold_into(group[0].clone(), group, Message::new(help))
        })
        .collect()
}

/// The finding that stands for all members: as severe as the worst, their places beside its own, and the names
/// of those that compare in `help`; what follows from a misprinted score or weight is named apart.
fn fold_into(mut main: Finding, members: Vec<Finding>, help: Message) -> Finding {
    if members.len() < 2 {
        return main;
    }
    let others = || members.iter().filter(|member| (member.rule, member.span) != (main.rule, main.span));
    let names = |is_compared: bool| -> Vec<&str> {
        let named = others().filter(|member| compares(member) == is_compared).map(|member| member.at.as_str());
        let mut names: Vec<&str> = named.filter(|at| *at != main.at).collect();
        names.dedup();
        names
    };
    let helps: Vec<Message> = [(help, names(true)), (Message::new("follows-from-it"), names(false))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(help, names)| help.with("places", Arg::list(names.iter().map(|at| said(at)))))
        .collect();
    let places: Vec<(Span, Message)> = others().map(|member| (member.span, member.message.clone())).collect();
    main.help.extend(helps);
    let shown: BTreeSet<Span> = main.related.iter().map(|(span, _)| *span).chain(std::iter::once(main.span)).collect();
    main.related.extend(places.into_iter().filter(|(span, _)| !shown.contains(span)));
    main.severity = members.iter().map(|member| member.severity).max().unwrap_or(main.severity);
    main.also = members
        .into_iter()
        .flat_map(|mut member| match std::mem::take(&mut member.also) {
            alone if alone.is_empty() => vec![member],
            several => several,
        })
        .collect();
    main
}
