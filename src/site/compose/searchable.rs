//! What search knows of each project page: what the report says and its row, taken from the page's view; and the names it
//! suggests. What every page repeats, the words of the interface and links to other projects, is not its text.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::lang::{Lang, Message};
use crate::model::funds::{Basis, Unit};
use crate::model::project::Project;
use crate::search::text::{Passage, passages};
use crate::search::{self, Field, Kind, Name, Row};
use crate::site::compose::lists::rollup::grade_of_rank;
use crate::site::compose::parts::figures;
use crate::site::compose::project::history;
use crate::site::plan::grades::Rank;
use crate::site::plan::order;
use crate::site::views::{EvaluationView, Fact, FindingView, ProjectView, StatementsView, TableView};
use crate::site::{Group, Page, Site};
use crate::syntax::number;

/// The page of a project, of which `view` is shown.
pub fn page(site: &Site, project: &Project, view: &ProjectView) -> search::Page {
    search::Page {
        id: project.id.clone(),
        title: project.title.value.clone(),
        passages: said(site, project, view),
        fields: fields(site, project),
        amounts: amounts(project),
        row: row(site, project, view),
    }
}

fn fields(site: &Site, project: &Project) -> [Vec<Field>; search::CATEGORICAL.len()] {
    let lang = site.lang();
    let evaluation = project.leading_evaluation();
    let field = |key: &str, label: String| Field { key: key.to_owned(), label, within: None };
    let group = |group: Group, key: &str| field(key, site.name_of(&group));
    let within = |whole: Option<Box<Field>>, code: &&str| {
        Some(Box::new(Field { within: whole, ..group(Group::Region((*code).to_owned()), code) }))
    };
    let region = site.content.regions_of(project).iter().rev().fold(None, within);
    let departments = project.departments.iter().map(|department| &department.id.value);
    let rank = Rank::of(&site.content, evaluation);
    let rubric = |id: &str| site.content.rubrics.get(id).map_or_else(|| id.to_owned(), |rubric| rubric.name.clone());
    let year = project.year.value.to_string();
    [
        vec![field(&year, site.name_of(&Group::Year(Reverse(project.year.value))))],
        vec![group(Group::Agency(project.agency.value.clone()), &project.agency.value)],
        departments.map(|id| group(Group::Department(id.clone()), id)).collect(),
        region.map(|region| *region).into_iter().collect(),
        vec![field(rank.key(), grade_of_rank(site, &rank).text)],
        evaluation.map(|of| field(of.rater.value.key(), lang.word(of.rater.value.word()))).into_iter().collect(),
        evaluation.map(|of| field(&of.rubric.value, rubric(&of.rubric.value))).into_iter().collect(),
    ]
}

fn amounts(project: &Project) -> [Option<Decimal>; search::AMOUNTS.len()] {
    let score = order::comparable_score(project).map(|(_, share)| share);
    let budget = order::budget(project).and_then(|(_, yuan)| yuan);
    let rate = project.funds.as_ref().and_then(|funds| {
        let whole = funds.total.amount(figures::execution_basis(&funds.total)?)?;
        number::percent(funds.total.amount(Basis::Spent)?.value, whole.value)
    });
    [score, budget, rate]
}

fn row(site: &Site, project: &Project, view: &ProjectView) -> Row {
    let shown = &view.row;
    let names = std::iter::once(&shown.agency).chain(&shown.departments).chain(&shown.region);
    Row {
        year: shown.year.clone(),
        names: names.map(|link| (link.text.clone(), link.href.clone())).collect(),
        score: (shown.score.text.clone(), shown.score.maximum.clone(), shown.score.label.clone()),
        grade: (shown.grade.text.clone(), shown.grade.tone.to_owned()),
        rater: shown.rater.clone(),
        amount: amount(site.lang(), project),
        rate: shown.rate.as_ref().and_then(|rate| Some((rate.recomputed.clone()?, rate.formula.clone()))),
        rubric: order::scored_by(project)
            .map(|(id, _)| crate::site::compose::parts::entries::rubric_link(site, id).text),
    }
}

/// The budget, else what was spent, in the largest unit of which it has at least one.
fn amount(lang: Lang, project: &Project) -> Option<(String, String)> {
    let funds = project.funds.as_ref()?;
    let basis = order::budget(project).map_or(Basis::Spent, |(basis, _)| basis);
    let stated = funds.total.amount(basis)?.value;
    let yuan = funds.unit.value.in_yuan(stated)?;
    let in_units = |power: u32| {
        let unit = Decimal::from(10_u64.pow(power));
        let amount = yuan.checked_div(unit).filter(|amount| amount.abs() >= Decimal::ONE)?;
        Some(number::round(amount, 2).normalize().to_string())
    };
    let text = match (in_units(8), in_units(4)) {
        (Some(amount), _) => lang.say(&Message::new("money-hundred-million-yuan").with("amount", amount)),
        (None, Some(amount)) => lang.say(&Message::new("money-ten-thousand-yuan").with("amount", amount)),
        (None, None) => figures::money(lang, Unit::Yuan, yuan.normalize()),
    };
    Some((lang.word(basis.word()), text))
}

/// Gathers the lines of a page as they stand below one fragment of its address.
struct Below<'a> {
    id: &'a str,
    said: &'a mut Vec<Passage>,
}

impl Below<'_> {
    fn say<'t>(&mut self, kind: Kind, texts: impl IntoIterator<Item = &'t String>) {
        self.said.extend(texts.into_iter().filter_map(|text| Passage::new(self.id, kind, text)));
    }
}

/// What a page says of its project, in the page's order.
fn said(site: &Site, project: &Project, view: &ProjectView) -> Vec<Passage> {
    let mut said = Vec::new();
    let said = &mut said;
    let row = &view.row;
    let mut top = Below { id: "", said };
    top.say(Kind::Name, names_of(site, project).iter());
    top.say(Kind::Name, &row.earlier_name);
    top.say(Kind::Outcome, [&row.rater, &row.grade.text]);
    top.say(Kind::Outcome, [&row.score.text, &row.score.label].into_iter().flatten());
    top.say(Kind::Text, [&row.year]);
    for amount in &row.money {
        top.say(Kind::Text, [&format!("{} {}", amount.label, amount.value)]);
    }
    if let Some(rate) = &row.rate {
        top.say(Kind::Text, [&rate.recomputed, &rate.printed].into_iter().flatten());
    }
    top.say(Kind::Text, &view.answer);
    let mut lost = Below { id: "lost", said };
    for item in view.evaluations.iter().take(1).flat_map(|evaluation| &evaluation.lost) {
        lost.say(Kind::Outcome, std::iter::once(&item.path).chain(item.said.iter().map(|said| &said.value)));
    }
    if let Some(funds) = &view.funds {
        let mut below = Below { id: "funds", said };
        for row in funds.sections.iter().flat_map(|section| &section.rows) {
            below.say(Kind::Text, std::iter::once(&row.name).chain(&row.cells));
        }
        for rate in &funds.rates {
            below.say(Kind::Text, [&rate.place, &rate.printed, &rate.recomputed].into_iter().flatten());
        }
    }
    for evaluation in &view.evaluations {
        say_evaluation(site.lang(), evaluation, said);
    }
    let mut targets = Below { id: "targets", said };
    for goal in &view.goals {
        targets.say(Kind::Text, [&goal.name, &goal.weight, &goal.score].into_iter().flatten());
        targets.say(Kind::Text, goal.expected.iter().chain(&goal.actual));
    }
    for target in view.targets.iter().flat_map(|targets| &targets.rows) {
        targets.say(Kind::Text, target.kind.iter().chain([&target.name, &target.target, &target.actual]));
        targets.say(Kind::Text, &target.ladder);
    }
    said.extend(view.narrative.iter().flat_map(|html| passages("narrative", html)));
    let mut problems = Below { id: "problems", said };
    for problem in &view.problems {
        problems.say(Kind::Outcome, std::iter::once(&problem.category).chain(&problem.unit));
        problems.say(Kind::Outcome, [&problem.text]);
    }
    for found in &view.checks.findings {
        say_finding(found, said);
    }
    let mut data = Below { id: "data", said };
    data.say(Kind::Text, view.facts.iter().map(|Fact { value, .. }| value));
    data.say(Kind::Text, view.record.iter().flatten().map(|entry| &entry.value));
    data.say(Kind::Text, view.originals.iter().map(|original| &original.link.text));
    let mut revisions = Below { id: "revisions", said };
    for revision in &view.revisions {
        revisions.say(Kind::Text, [&revision.label, &revision.value]);
    }
    std::mem::take(said)
}

fn say_evaluation(lang: Lang, evaluation: &EvaluationView, said: &mut Vec<Passage>) {
    let mut below = Below { id: &evaluation.id, said };
    below.say(Kind::Outcome, std::iter::once(&evaluation.rater).chain(&evaluation.organisation));
    below.say(Kind::Outcome, [&evaluation.grade.text]);
    below.say(Kind::Text, evaluation.date.iter().chain([&evaluation.rubric.text]).chain(&evaluation.bands_printed));
    if let Some(TableView { caption, rows, foot, .. }) = &evaluation.table {
        let is_own = !["score-table", "indicator-table"].iter().any(|word| lang.word(word) == *caption);
        below.say(Kind::Text, is_own.then_some(caption));
        below.say(Kind::Text, rows.iter().flatten().chain(foot).map(|cell| &cell.text));
    }
    for adjustment in &evaluation.adjustments {
        below.say(Kind::Text, [&adjustment.label, &adjustment.value]);
    }
    if let Some(StatementsView { places, rows }) = &evaluation.statements {
        below.say(Kind::Text, places);
        for row in rows {
            below.say(Kind::Text, std::iter::once(&row.name).chain(&row.recomputed));
            below.say(Kind::Text, row.cells.iter().flat_map(|cell| [&cell.score, &cell.grade]).flatten());
        }
    }
    for person in &evaluation.evaluators {
        let texts = [&person.unit, &person.role, &person.score].into_iter().flatten();
        below.say(Kind::Text, std::iter::once(&person.name).chain(texts));
    }
}

/// Its excerpts only repeat what stands elsewhere on the page.
fn say_finding(found: &FindingView, said: &mut Vec<Passage>) {
    let mut below = Below { id: &found.id, said };
    below.say(Kind::Text, [&found.rule.text, &found.place, &found.message]);
    below.say(Kind::Text, [&found.printed, &found.recomputed].into_iter().flatten());
    below.say(Kind::Text, found.help.iter().chain(&found.note));
}

/// Every name of the agency, the departments in charge and the regions of a project, those of today first.
fn names_of(site: &Site, project: &Project) -> Vec<String> {
    let agencies = std::iter::once(&project.agency.value);
    let agencies: Vec<&String> = agencies.chain(project.departments.iter().map(|one| &one.id.value)).collect();
    let today = agencies.iter().map(|id| site.name_of(&Group::Agency((*id).clone())));
    let regions =
        site.content.regions_of(project).into_iter().map(|code| site.name_of(&Group::Region(code.to_owned())));
    let mut names: Vec<String> = today.chain(regions).collect();
    for agency in agencies.iter().filter_map(|id| site.content.registry.agency(id)) {
        names.extend(agency.former_names.iter().map(|former| former.name.clone()));
        names.extend(agency.short_names.iter().cloned());
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

/// Agencies, departments, regions and years, by every name they have or had, and projects of several years. Nobody looks for
/// a grade or a rubric by name.
pub fn names(site: &Site) -> Vec<Name> {
    let series = site.series().map(|(series, years)| Name {
        kind: "series",
        address: site.address(&Page::Series(series.clone())),
        name: history::title(site, series),
        count: years.len(),
        others: history::earlier_titles(site, series),
    });
    site.groups()
        .filter_map(|(group, projects)| {
            let (kind, agency) = match group {
                Group::Agency(id) => ("agency", site.content.registry.agency(id)),
                Group::Department(id) => ("department", site.content.registry.agency(id)),
                Group::Region(_) => ("region", None),
                Group::Year(_) => ("year", None),
                Group::Grade(_) | Group::Rubric(_) => return None,
            };
            let others = agency.into_iter().flat_map(|agency| {
                let former = agency.former_names.iter().map(|former| &former.name);
                former.chain(&agency.short_names).cloned()
            });
            Some(Name {
                kind,
                address: group.address(),
                name: site.name_of(group),
                count: projects.len(),
                others: others.collect(),
            })
        })
        .chain(series)
        .collect()
}
