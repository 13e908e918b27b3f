//! A project, a finding and what they link to, as they stand on many pages. Knows no page's layout.

use std::cmp::Reverse;

use crate::diag::{Finding, Held, Severity};
use crate::lang::{Arg, Lang, Message};
use crate::model::funds::{Basis, Funds};
use crate::model::project::Head;
use crate::model::settings::Names;
use crate::packed::Packed;
use crate::site::compose::parts::figures::Disputes;
use crate::site::compose::parts::{figures, names};
use crate::site::plan::row::departments;
use crate::site::views::{FindingView, Link, Pair, ProjectRow};
use crate::site::{Group, Page, Site};
use crate::syntax::number;

/// A project in a list.
pub(in crate::site) fn row(site: &Site, index: usize) -> ProjectRow {
    site.listed[index].get_or_init(|| Packed::of(&listed(site, index))).unpack()
}

fn listed(site: &Site, index: usize) -> ProjectRow {
    let project = &site.content.projects[index];
    let lang = site.lang();
    let known = &*site.rows[index];
    let disputes = disputes(site, project);
    let funds = known.funds.as_ref();
    let rate = funds.and_then(|funds| {
        figures::execution_rate(lang, &funds.total, figures::execution_basis(&funds.total)?, &disputes)
    });
    ProjectRow {
        id: project.id.clone(),
        link: Link { text: project.title.value.clone(), href: site.address(&Page::Project(index)) },
        year: project.year.value.to_string(),
        agency: group_link(site, Group::Agency(project.agency.value.clone())),
        earlier_name: names::earlier_name(site, project),
        departments: departments(project).map(|group| group_link(site, group)).collect(),
        region: site.content.region_of(project).map(|code| group_link(site, Group::Region(code.to_owned()))),
        rater: lang.word(known.rating.as_ref().map_or("no-evaluation", |rating| rating.rater.word())),
        score: known.score_view.clone(),
        grade: known.grade.clone(),
        money: funds.map(|funds| figures::stated_totals(lang, funds)).unwrap_or_default(),
        brief: funds.map(|funds| brief(lang, funds)).unwrap_or_default(),
        scale: known.scale.clone(),
        spent: site.yuan(index, Basis::Spent).map(number::bare),
        rate,
        found: figures::found(lang, site.findings_of(project)),
        holds_any: site.n_holds_of(project) > 0,
    }
}

/// Expenditure and what it is compared with, of a project's totals; what there is of the two.
fn brief(lang: Lang, funds: &Funds) -> Vec<Pair> {
    let basis = [Basis::Adjusted, Basis::Budget, Basis::Received, Basis::Planned];
    let basis = basis.into_iter().find(|basis| funds.total.amount(*basis).is_some());
    let pair = |basis: Basis| {
        let yuan = funds.unit.value.in_yuan(funds.total.amount(basis)?.value)?;
        Some(Pair { label: lang.word(basis.word()), value: figures::readable(lang, yuan) })
    };
    basis.into_iter().chain([Basis::Spent]).filter_map(pair).collect()
}

/// Projects of one list, their scores aligned.
pub(in crate::site) fn rows(site: &Site, projects: &[usize]) -> Vec<ProjectRow> {
    let mut rows: Vec<ProjectRow> = projects.iter().map(|index| row(site, *index)).collect();
    let fraction_width = figures::fraction_width(rows.iter().filter_map(|row| row.score.text.as_deref()));
    rows.iter_mut().for_each(|row| row.score.fraction_width = fraction_width);
    rows
}

/// Projects that were rated by a rubric. Beside a score that another one gave, as somebody more independent rated by that, stands
/// which.
pub(in crate::site) fn rows_of_rubric(site: &Site, id: &str, projects: &[usize]) -> Vec<ProjectRow> {
    let lang = site.lang();
    let other = |index: &usize| site.rows[*index].rating.as_ref().filter(|rating| rating.rubric != id);
    let mut rows = rows(site, projects);
    for (row, rating) in rows.iter_mut().zip(projects.iter().map(other)) {
        let Some(rating) = rating.filter(|_| row.score.text.is_some()) else { continue };
        let by = lang.say(&Message::new("scored-by").with("rubric", rubric_link(site, &rating.rubric).text));
        let said = row.score.label.take().into_iter().chain([by]);
        row.score.label = Some(said.collect::<Vec<String>>().join(&lang.word("between-parts")));
    }
    rows
}

/// The findings about a project in the order of its page: the severest first.
pub(in crate::site) fn findings(site: &Site, project: &Head) -> Vec<Finding> {
    held(site, project).into_iter().map(Held::finding).collect()
}

fn held<'a>(site: &'a Site, project: &Head) -> Vec<&'a Held> {
    let mut found: Vec<&Held> = site.findings_of(project).collect();
    found.sort_by_key(|finding| Reverse(finding.severity));
    found
}

/// Where a finding about a project stands on its page, among the words of the report.
pub(in crate::site) fn in_report(site: &Site, index: usize, finding: &Held) -> Option<Link> {
    let before =
        held(site, &site.content.projects[index]).into_iter().position(|other| std::ptr::eq(other, finding))?;
    let page = site.address(&Page::Project(index));
    Some(Link { text: site.lang().word("finding-in-report"), href: format!("{page}#{}", finding_id(before + 1)) })
}

/// The project's figures that findings speak of.
pub(in crate::site) fn disputes(site: &Site, project: &Head) -> Disputes {
    Disputes::of(&findings(site, project))
}

/// The fragment of the address of a finding on the page of its project, by its number there.
pub(in crate::site) fn finding_id(number: usize) -> String {
    format!("finding-{number}")
}

/// A finding in a citizen's words, without those of its report. `id` is the fragment of its address.
pub(in crate::site) fn finding(site: &Site, finding: &Finding, id: String) -> FindingView {
    let lang = site.lang();
    FindingView {
        id,
        rule: rule_link(lang, finding.rule),
        severity: finding.severity.name(),
        severity_text: severity_word(lang, finding.severity),
        place: place(site, finding),
        cell: None,
        message: lang.say(&finding.message),
        help: finding.help.iter().map(|help| lang.say(help)).collect(),
        printed: finding.printed.clone(),
        recomputed: finding.recomputed.clone(),
        in_report: None,
        excerpts: Vec::new(),
        more_places: None,
        note: finding.note.clone(),
    }
}

/// What the place of a finding is called. Of several evaluations each is called by who rated, where only one of them is so.
pub(in crate::site) fn place(site: &Site, finding: &Finding) -> String {
    let lang = site.lang();
    if finding.at.is_nowhere() {
        return site.sources.get(finding.span.file).path.clone();
    }
    let place = finding.at.said();
    let Some(index) = finding.at.later_evaluation() else { return lang.value(&place) };
    let project = finding.project.as_ref().and_then(|id| site.index_of(id));
    let raters = project.map_or(&[][..], |index| &site.rows[index].raters);
    let rater = raters.get(index);
    match rater.filter(|rater| raters.iter().filter(|other| other == rater).count() == 1) {
        Some(rater) => {
            lang.say(&Message::new("place-of-rater").with("rater", Arg::Word(rater.word())).with("place", place))
        }
        None => {
            lang.say(&Message::new("place-in-evaluation").with("number", (index + 1).to_string()).with("place", place))
        }
    }
}

/// A link to a rule's explanation.
pub(in crate::site) fn rule_link(lang: Lang, rule: &str) -> Link {
    Link { text: lang.attribute(rule, "title"), href: format!("rules/index.html#{rule}") }
}

/// A level in a citizen's words.
pub(in crate::site) fn severity_word(lang: Lang, severity: Severity) -> String {
    lang.word(match severity {
        Severity::Error => "differs-error",
        Severity::Warning => "differs-warning",
        Severity::Notice => "differs-notice",
    })
}

/// A link to a rubric's page.
pub(in crate::site) fn rubric_link(site: &Site, id: &str) -> Link {
    Link {
        text: site.content.rubrics.get(id).map_or_else(|| id.to_owned(), |rubric| rubric.name.clone()),
        href: site.address(&Page::Rubric(id.to_owned())),
    }
}

/// A link to a group's page.
pub(in crate::site) fn group_link(site: &Site, group: Group) -> Link {
    Link { text: site.name_of(&group), href: group.address() }
}

/// A person as the site shows people: `吴（局长）`, with the full name, or the post alone.
pub(in crate::site) fn person(site: &Site, [name, surname]: [&Option<String>; 2], post: &str) -> String {
    let shown = match site.content.settings.names {
        Names::Full => name.as_ref().or(surname.as_ref()),
        Names::Surname => surname.as_ref(),
        Names::None => None,
    };
    match shown {
        Some(shown) if post.is_empty() => shown.clone(),
        Some(shown) => site.lang().say(&Message::new("person").with("name", shown.as_str()).with("post", post)),
        None => post.to_owned(),
    }
}
