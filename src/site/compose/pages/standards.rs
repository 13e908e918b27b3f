//! What projects are held to: grades, rubrics, rules, with what there is of each.

use crate::lang::Message;
use crate::rules::{Example, FAMILIES, Family, Rule};
use crate::site::compose::gathered::{losses, spread};
use crate::site::compose::lists::linked;
use crate::site::compose::lists::rollup::{by_rank, grade_of_rank};
use crate::site::compose::parts::entries::{rows, rows_of_rubric, rubric_link, severity_word};
use crate::site::compose::parts::figures;
use crate::site::plan::grades::Rank;
use crate::site::plan::order::NEWEST;
use crate::site::views::{
    GradeSection, GradesView, Link, Pair, RubricRow, RubricView, RuleSection, RuleView, RulesView,
};
use crate::site::{Group, Site};

/// Projects by grade.
pub(in crate::site) fn grades(site: &Site) -> GradesView {
    let sections = by_rank(site, site.everything())
        .into_iter()
        .map(|(rank, members)| GradeSection {
            meanings: meanings(site, rank),
            id: format!("grade-{}", rank.key()),
            more: all_of(site, &Group::Grade(rank.clone())),
            grade: grade_of_rank(site, rank),
            n: members.len(),
            rows: rows(site, &members[..members.len().min(NEWEST)]),
        })
        .collect();
    GradesView { all: site.everything.roll_up(site), sections }
}

/// The page of a group that has more projects than stand where only the newest are shown.
fn all_of(site: &Site, group: &Group) -> Option<Link> {
    let text = Message::new("all-of-grade").with("n", site.projects_of(group).len());
    Some(Link { text: site.lang().say(&text), href: linked(site, group)? })
}

/// What each rubric means by a rank.
fn meanings(site: &Site, rank: &Rank) -> Vec<Pair> {
    rank.bands(&site.content)
        .filter_map(|(rubric, band)| {
            let band = figures::bands(site.lang(), std::slice::from_ref(band)).pop()?;
            let meaning = Message::new("labelled").with("label", band.label).with("value", band.value);
            Some(Pair { label: rubric.name.clone(), value: site.lang().say(&meaning) })
        })
        .collect()
}

/// A rubric; `None` when there is none of that id.
pub(in crate::site) fn rubric(site: &Site, id: &str) -> Option<RubricView> {
    let rubric = site.content.rubrics.get(id)?;
    let lang = site.lang();
    let uses = |index: &&usize| site.content.projects[**index].rubrics.iter().any(|rubric| rubric.value == id);
    let used: Vec<usize> = site.everything().iter().filter(uses).copied().collect();
    let mut indicators: Vec<RubricRow> = rubric
        .indicators
        .iter()
        .map(|row| {
            let names: Vec<&str> = std::iter::once(&row.name.value).chain(&row.aliases).map(String::as_str).collect();
            RubricRow {
                level: row.level,
                name: names.join(" / "),
                weight: row.weight.as_ref().map(|weight| weight.value.to_string()),
                fraction_width: 0,
                bands: figures::bands(lang, &row.bands),
                texts: [
                    ("column-weight", row.adjustable.then(|| lang.word("weight-adjustable"))),
                    ("column-explanation", row.explanation.clone()),
                    ("column-standard", row.standard.clone()),
                    ("data-value-unit", row.unit.clone()),
                ]
                .into_iter()
                .filter_map(|(word, text)| Some(Pair { label: lang.word(word), value: text? }))
                .collect(),
            }
        })
        .collect();
    let fraction_width = figures::fraction_width(indicators.iter().filter_map(|row| row.weight.as_deref()));
    indicators.iter_mut().for_each(|row| row.fraction_width = fraction_width);
    Some(RubricView {
        source: rubric.source.clone(),
        description: rubric.description.clone(),
        maximum: rubric.maximum.to_string(),
        bands: figures::bands(lang, &rubric.bands),
        indicators,
        adjustments: rubric
            .adjustments
            .iter()
            .map(|limit| Pair {
                label: limit.name.clone(),
                value: lang.say(&Message::new("at-most-points").with("points", limit.maximum.to_string())),
            })
            .collect(),
        scores: spread::of_projects(site, &used, usize::MAX)
            .into_iter()
            .find(|scores| scores.rubric.href == rubric_link(site, id).href),
        losses: losses::of_rubric_page(site, id),
        n: used.len(),
        rows: rows_of_rubric(site, id, &used[..used.len().min(NEWEST)]),
        more: all_of(site, &Group::Rubric(id.to_owned())),
    })
}

/// The rules, with how often each speaks: those about reports, then those about files that cannot be read.
pub(in crate::site) fn rules(site: &Site) -> RulesView {
    let section = |family: &Family| RuleSection {
        id: family.name,
        title: site.lang().word(family.name),
        rules: family.rules.iter().map(|rule| rule_view(site, rule)).collect(),
    };
    RulesView { sections: FAMILIES.iter().map(section).collect() }
}

fn rule_view(site: &Site, rule: &Rule) -> RuleView {
    let lang = site.lang();
    let text = |example: &Option<Example>| example.as_ref().map(|example| example.text.to_owned());
    RuleView {
        name: rule.name,
        title: lang.attribute(rule.name, "title"),
        severity: rule.severity.name(),
        severity_text: severity_word(lang, rule.severity),
        what: lang.attribute(rule.name, "what"),
        why: lang.attribute(rule.name, "why"),
        fix: lang.attribute(rule.name, "fix"),
        bad: text(&rule.bad),
        good: text(&rule.good),
        n: site.findings().iter().filter(|finding| finding.rule == rule.name).count(),
    }
}
