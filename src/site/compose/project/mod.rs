//! What a project's page shows. Computes what it must from the model and leaves every layout to the theme.

pub(in crate::site) mod disclosure;
mod headline;
pub(in crate::site) mod history;
pub(in crate::site) mod known;
mod lost;
mod money;
mod outcomes;
mod scale;
mod statements;
mod summary;
pub(in crate::site) mod tables;

use crate::address;
use crate::diag::Finding;
use crate::lang::{Lang, Message};
use crate::model::PROJECTS;
use crate::model::attachments::Named;
use crate::model::evaluation::{Evaluation, Evaluator};
use crate::model::funds::{Basis, FundRow, Funds};
use crate::model::project::{Head, Original, Project};
use crate::model::settings::{CITED, cite};
use crate::site::compose::parts::entries::{
    finding, finding_id, findings as findings_of, person, row, rubric_link, severity_word,
};
use crate::site::compose::parts::excerpts::Reports;
use crate::site::compose::parts::figures;
use crate::site::compose::parts::figures::Disputes;
use crate::site::plan::order;
use crate::site::plan::outputs::project_data;
use crate::site::views::{
    ChecksView, EvaluationView, EvaluatorView, Fact, FindingView, FoundLink, FundRowView, FundSection, FundsView,
    GoalView, HeadingView, Link, OriginalView, Pair, ProblemView, ProjectView, RateView, TargetRow, TargetsView,
};
use crate::site::{Group, Site};
use crate::source::{Attachment, value_of};
use crate::syntax::markdown;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A project's page.
pub(in crate::site) fn view(site: &Site, index: usize, project: &Project) -> ProjectView {
    let holds = site.holds_of(project);
    let lang = site.lang();
    let found = findings_of(site, project);
    let disputes = Disputes::of(&found);
    let mut evaluations: Vec<&Evaluation> = project.evaluations.iter().rev().collect();
    evaluations.sort_by_key(|evaluation| Reverse(evaluation.rater.value));
    let address = |written: &str| project.attachment(written).map(Named::address);
    let narrative = project.report.map(|file| markdown::render_linked(&site.sources.text(file), &address));
    let mut evaluations: Vec<EvaluationView> = evaluations
        .into_iter()
        .enumerate()
        .map(|(number, of)| {
            evaluation(site, (project.funds.as_ref(), of), format!("evaluation-{}", number + 1), &disputes, &found)
        })
        .collect();
    let places = mark_places(&mut evaluations);
    let mut reports = Reports::new(&site.sources);
    let findings: Vec<FindingView> = found
        .iter()
        .zip(1..)
        .map(|(found, number)| {
            let (excerpts, more_places) = reports.excerpts(lang, found);
            FindingView {
                cell: places.contains(&number).then(|| format!("at-{}", finding_id(number))),
                excerpts,
                more_places,
                ..finding(site, found, finding_id(number))
            }
        })
        .collect();
    ProjectView {
        row: row(site, index),
        headline: headline::view(site, project, &found, &disputes),
        answer: summary::sentences(site, project, holds.len()),
        facts: facts(site, project),
        abridged: project.abridged,
        evaluations,
        funds: project.funds.as_ref().map(|funds| funds_view(lang, funds, &disputes)),
        goals: project
            .goals
            .iter()
            .map(|goal| GoalView {
                name: value_of(&goal.name),
                weight: goal.cells.shown("weight", goal.weight.as_ref()),
                score: goal.cells.shown("score", goal.score.as_ref()),
                expected: value_of(&goal.expected),
                actual: value_of(&goal.actual),
            })
            .collect(),
        targets: targets(lang, project),
        checks: ChecksView { holds, findings },
        history: history::of_project(site, index),
        headings: narrative.iter().flat_map(|text| &text.headings).map(heading).collect(),
        narrative: narrative.map(|text| text.html),
        problems: project
            .problems
            .iter()
            .map(|problem| ProblemView {
                category: problem.category.clone(),
                unit: problem.unit.clone(),
                text: problem.text.value.clone(),
            })
            .collect(),
        record: disclosure::record(lang, project),
        originals: originals(site, project),
        revisions: revisions(project),
        others: site
            .projects_of(&Group::Agency(project.agency.value.clone()))
            .iter()
            .filter(|other| **other != index && !site.years_of(project).contains(other))
            .take(order::NEWEST)
            .map(|other| row(site, *other))
            .collect(),
        citation: citation(site, project),
        data: address::of_path(&project_data(project)),
    }
}

/// Marks the first cell that each finding is about; returns the findings that have one.
fn mark_places(evaluations: &mut [EvaluationView]) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    let tables = evaluations.iter_mut().filter_map(|evaluation| evaluation.table.as_mut());
    for cell in tables.flat_map(|table| table.rows.iter_mut().flatten().chain(&mut table.foot)) {
        cell.is_place = cell.finding.is_some_and(|number| places.insert(number));
    }
    places
}

fn revisions(project: &Project) -> Vec<Pair> {
    let mut revisions: Vec<_> = project.revisions.iter().collect();
    revisions.sort_by_key(|revision| Reverse(revision.date.value));
    revisions
        .into_iter()
        .map(|revision| Pair { label: revision.date.value.to_string(), value: revision.reason.clone() })
        .collect()
}

fn heading(heading: &markdown::Heading) -> HeadingView {
    HeadingView { level: heading.level, id: heading.id.clone(), text: heading.text.clone() }
}

fn facts(site: &Site, project: &Project) -> Vec<Fact> {
    let lang = site.lang();
    let mut facts = Vec::new();
    let mut add = |word: &str, value: Option<String>, href: Option<String>| {
        if let Some(value) = value {
            facts.push(Fact { label: lang.word(word), value, href });
        }
    };
    let year = Group::Year(Reverse(project.year.value));
    add("fact-year", Some(site.name_of(&year)), Some(year.address()));
    let period = project.period.as_ref();
    add(
        "fact-period",
        period.map(|period| {
            lang.say(
                &Message::new("period")
                    .with("from", period.from.value.to_string())
                    .with("to", period.to.value.to_string()),
            )
        }),
        None,
    );
    let agency = Group::Agency(project.agency.value.clone());
    add("fact-agency", Some(site.name_of(&agency)), Some(agency.address()));
    add("fact-agency-printed", project.agency_printed.as_ref().map(|name| name.value.clone()), None);
    for department in &project.departments {
        let group = Group::Department(department.id.value.clone());
        add("fact-department", Some(site.name_of(&group)), Some(group.address()));
        add("fact-department-printed", value_of(&department.printed), None);
    }
    if let Some(code) = site.content.region_of(project) {
        let group = Group::Region(code.to_owned());
        add("fact-region", Some(site.name_of(&group)), Some(group.address()));
    }
    add("fact-kind", project.kind.clone(), None);
    add("fact-code", project.code.clone(), None);
    for document in &project.basis {
        add("fact-basis", Some(document.clone()), None);
    }
    for contact in &project.contacts {
        let names = [&contact.name, &contact.surname];
        let person = person(site, names, contact.post.as_deref().unwrap_or_default());
        add("fact-contact", Some(person).filter(|person| !person.is_empty()), None);
        add("fact-phone", contact.phone.clone(), None);
        let address = [contact.address.clone(), contact.postcode.clone()];
        let address: Vec<String> = address.into_iter().flatten().collect();
        add("fact-address", (!address.is_empty()).then(|| address.join(&lang.word("between-parts"))), None);
    }
    facts
}

fn evaluation(
    site: &Site,
    (funds, of): (Option<&Funds>, &Evaluation),
    id: String,
    disputes: &Disputes,
    found: &[Finding],
) -> EvaluationView {
    let lang = site.lang();
    let linked = |number: usize| {
        let finding = &found[number - 1];
        let said = Message::new("labelled").with("label", severity_word(lang, finding.severity));
        let text = lang.say(&said.with("value", lang.attribute(finding.rule, "title")));
        FoundLink { severity: finding.severity.name(), id: finding_id(number), text }
    };
    let rubric = site.content.rubrics.get(&of.rubric.value);
    let has_points = of.indicators.iter().any(|row| row.weight.is_some() || row.score.is_some());
    let default_caption = || lang.word(if has_points { "score-table" } else { "indicator-table" });
    EvaluationView {
        id,
        rater: lang.word(of.rater.value.word()),
        place: of.place.clone().filter(|_| of.indicators.is_empty()),
        organisation: value_of(&of.organisation),
        date: of.date.as_ref().map(|date| date.value.to_string()),
        rubric: rubric_link(site, &of.rubric.value),
        score: figures::score(lang, Some(of)),
        grade: figures::grade(&site.content, lang, Some(of)),
        bands_printed: of.bands_printed.clone(),
        table: tables::score_table(lang, of, of.place.clone().unwrap_or_else(default_caption), disputes),
        has_points,
        lost: lost::lost(lang, funds, of, disputes, linked),
        loss: lang.say(&summary::loss_summary(of)),
        loss_untold: summary::loss_untold(funds, of).map(|untold| lang.say(&untold)),
        scaled: summary::scaled(of).map(|scaled| lang.say(&scaled)),
        adjusted: summary::adjusted(of).map(|adjusted| lang.say(&adjusted)),
        groups: tables::group_scores(lang, of),
        adjustments: of
            .adjustments
            .iter()
            .map(|line| Pair {
                label: line.name.clone(),
                value: line.cells.shown("score", Some(&line.score)).unwrap_or_default(),
            })
            .collect(),
        evaluators: evaluators(site, &of.evaluators),
        statements: statements::statements(lang, of, rubric, disputes),
    }
}

fn evaluators(site: &Site, evaluators: &[Evaluator]) -> Vec<EvaluatorView> {
    let scores: Vec<Option<String>> =
        evaluators.iter().map(|one| one.cells.shown("score", one.score.as_ref())).collect();
    let fraction_width = figures::fraction_width(scores.iter().flatten().map(String::as_str));
    let views = evaluators.iter().zip(scores).map(|(one, score)| EvaluatorView {
        name: person(site, [&one.name, &one.surname], &one.post),
        unit: one.unit.clone(),
        role: one.role.clone(),
        score,
        fraction_width,
    });
    views.collect()
}

fn funds_view(lang: Lang, funds: &Funds, disputes: &Disputes) -> FundsView {
    let rows = || std::iter::once(&funds.total).chain(&funds.sources).chain(&funds.items);
    let columns: Vec<Basis> =
        Basis::ALL.into_iter().filter(|basis| rows().any(|row| row.shown(*basis).is_some())).collect();
    let shown = |kind: &'static str, row: &FundRow| FundRowView {
        kind,
        name: match (&row.code, &row.name) {
            (Some(code), Some(name)) => format!("{code} {}", name.value),
            (None, Some(name)) => name.value.clone(),
            (_, None) => lang.word("total-row"),
        },
        is_part: row.whole.is_some(),
        cells: columns.iter().map(|basis| row.shown(*basis).unwrap_or_default()).collect(),
    };
    let mut rates: Vec<RateView> = rows()
        .flat_map(|row| row.rates.iter().map(move |rate| (row, rate)))
        .map(|(row, rate)| {
            let mut view = figures::printed_rate(lang, row, rate, disputes);
            if let Some(name) = &row.name {
                let parts = [Some(name.value.clone()), view.place].into_iter().flatten();
                view.place = Some(parts.collect::<Vec<_>>().join(&lang.word("between-parts")));
            }
            view
        })
        .collect();
    let fraction_width = figures::fraction_width(
        rates.iter().flat_map(|rate| [&rate.printed, &rate.recomputed]).flatten().map(String::as_str),
    );
    rates.iter_mut().for_each(|rate| rate.fraction_width = fraction_width);
    let texts = |basis: Basis| rows().filter_map(move |row| row.shown(basis));
    let width_of =
        |basis: &Basis| figures::fraction_width(texts(*basis).collect::<Vec<_>>().iter().map(String::as_str));
    FundsView {
        unit: lang.word(funds.unit.value.word()),
        fraction_widths: columns.iter().map(width_of).collect(),
        columns: columns.iter().map(|basis| lang.word(basis.word())).collect(),
        has_blank: rows().any(|row| columns.iter().any(|basis| row.shown(*basis).is_none())),
        sections: [
            (None, vec![shown("total", &funds.total)]),
            (Some("funds-by-source"), funds.sources.iter().map(|row| shown("source", row)).collect()),
            (Some("funds-by-item"), funds.items.iter().map(|row| shown("item", row)).collect()),
        ]
        .into_iter()
        .filter(|(_, rows): &(_, Vec<FundRowView>)| !rows.is_empty())
        .map(|(heading, rows)| FundSection { heading: heading.map(|word: &str| lang.word(word)), rows })
        .collect(),
        rates,
        flow: money::flow(lang, funds),
    }
}

fn targets(lang: Lang, project: &Project) -> Option<TargetsView> {
    if project.targets.is_empty() {
        return None;
    }
    let attainments = || project.targets.iter().map(|target| &target.attainment);
    let steps = attainments().map(|attainment| attainment.ladder.len()).max().unwrap_or(0);
    let words = ["ladder-1", "ladder-2", "ladder-3", "ladder-4"];
    let head = |step: usize| match words.get(step) {
        Some(word) => lang.word(word),
        None => (step + 1).to_string(),
    };
    Some(TargetsView {
        has_actual: attainments().any(|attainment| figures::actual(attainment).is_some()),
        ladder: (0..steps).map(head).collect(),
        rows: project
            .targets
            .iter()
            .map(|target| TargetRow {
                kind: value_of(&target.kind),
                name: target.name.value.clone(),
                target: figures::target(lang, &target.attainment).unwrap_or_default(),
                actual: figures::actual(&target.attainment).unwrap_or_default(),
                ladder: target.attainment.ladder.iter().map(|step| step.value.clone()).collect(),
            })
            .collect(),
    })
}

/// The address of a project below the site's root.
fn of_project(project: &Head) -> String {
    address::of_path(&format!("projects/{}/", project.id))
}

/// The file of an original document that is published, and where it lies.
pub(in crate::site) fn attachment<'a>(
    site: &'a Site,
    project: &'a Head,
    original: &Original,
) -> Option<(&'a Named, &'a Attachment)> {
    let named = project.attachment(&original.file.value)?;
    Some((named, site.sources.attachments.get(&format!("{PROJECTS}{}/{}", project.id, named.path))?))
}

/// The original documents that are there.
pub(in crate::site) fn originals(site: &Site, project: &Head) -> Vec<OriginalView> {
    project
        .originals
        .iter()
        .filter_map(|original| {
            let (named, attachment) = attachment(site, project, original)?;
            Some(OriginalView {
                link: Link {
                    text: original.title.clone().unwrap_or_else(|| named.path.clone()),
                    href: of_project(project) + &named.address(),
                },
                size: site.lang().say(&Message::new("bytes").with("count", attachment.bytes as usize)),
                sha256: attachment.sha256.to_string(),
            })
        })
        .collect()
}

fn citation(site: &Site, project: &Project) -> String {
    let agency = site.name_of(&Group::Agency(project.agency.value.clone()));
    let address = match &site.content.settings.base_url {
        Some(base) => format!("{base}{}", of_project(project)),
        None => of_project(project),
    };
    let year = project.year.value.to_string();
    let filled = |name: &str| match name {
        "agency" => agency.as_str(),
        "title" => project.title.value.as_str(),
        "year" => year.as_str(),
        "site" => site.content.settings.title.as_str(),
        _ => address.as_str(),
    };
    match &site.content.settings.citation {
        Some(form) => cite(form, filled),
        None => {
            let id = if project.evaluations.is_empty() { "citation-without-evaluation" } else { "citation" };
            let message = CITED.into_iter().fold(Message::new(id), |said, name| said.with(name, filled(name)));
            site.lang().say(&message)
        }
    }
}
