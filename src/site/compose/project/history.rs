//! One project over the years: how its score, money and outcomes went, and which findings came again. Compares scores only where
//! the rubric, its full marks and who rated are the same; judges no change.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Severity;
use crate::lang::{Lang, Message};
use crate::model::evaluation::Rater;
use crate::model::funds::Basis;
use crate::site::compose::parts::charts::{YearPoint, Years};
use crate::site::compose::parts::entries::{group_link, rows, rubric_link, rule_link, severity_word};
use crate::site::compose::parts::{charts, figures};
use crate::site::plan::row::{Outcome, Rating};
use crate::site::views::{HistoryRow, HistoryView, Link, OutcomeYears, PictureView, RepeatedView, SeriesView};
use crate::site::{Group, Page, Series, Site};

/// How many projects a comparison holds.
const COMPARED: usize = 4;

/// How many years stand on a project's page; all of them on that of the series.
const YEARS_OF_PROJECT: usize = 5;

/// How many outcomes are followed over the years.
const OUTCOMES: usize = 8;

/// How many pictures stand on an agency's page.
const PICTURES: usize = 6;

/// The years of a project, for its page; `None` where the site has one year only.
pub(in crate::site) fn of_project(site: &Site, index: usize) -> Option<HistoryView> {
    let series = site.series_of(&site.content.projects[index])?;
    let all = site.years_of(&site.content.projects[index]);
    let mut shown: Vec<usize> = all.iter().copied().take(YEARS_OF_PROJECT).collect();
    if !shown.contains(&index) {
        shown.pop();
        shown.push(index);
    }
    let page = Link {
        text: site.lang().say(&Message::new("history-all").with("n", n_years(site, all))),
        href: site.address(&Page::Series(series)),
    };
    Some(HistoryView { page: Some(page), ..view(site, &shown, Some(index)) })
}

/// The page of a series.
pub(in crate::site) fn series(site: &Site, series: &Series) -> SeriesView {
    let years = site.years_of_series(series);
    let project = |index: &usize| &site.content.projects[*index];
    let year = |index: Option<&usize>| index.map_or_else(String::new, |index| project(index).year.value.to_string());
    let span = Message::new("history-span").with("n", n_years(site, years));
    SeriesView {
        title: title(site, series),
        agency: group_link(site, Group::Agency(series.agency.clone())),
        span: site.lang().say(&span.with("from", year(years.last())).with("to", year(years.first()))),
        earlier: earlier_titles(site, series),
        history: view(site, years, None),
    }
}

/// What a series is called: as its newest project.
pub(in crate::site) fn title(site: &Site, series: &Series) -> String {
    let newest = site.years_of_series(series).first();
    newest.map_or_else(|| series.id.clone(), |index| site.content.projects[*index].title.value.clone())
}

/// Other titles that it had, the newest first.
pub(in crate::site) fn earlier_titles(site: &Site, series: &Series) -> Vec<String> {
    let newest = title(site, series);
    let titles = site.years_of_series(series).iter().map(|index| &site.content.projects[*index].title.value);
    let mut earlier: Vec<String> = Vec::new();
    for title in titles.filter(|title| **title != newest) {
        if !earlier.contains(title) {
            earlier.push(title.clone());
        }
    }
    earlier
}

fn n_years(site: &Site, projects: &[usize]) -> usize {
    projects.iter().map(|index| site.content.projects[*index].year.value).collect::<BTreeSet<_>>().len()
}

/// The series of an agency, with how many years each has.
pub(in crate::site) fn of_agency(site: &Site, agency: &str) -> Vec<Link> {
    let link = |series: &Series| {
        let message = Message::new("history-of").with("title", title(site, series));
        Link {
            text: site.lang().say(&message.with("n", n_years(site, site.years_of_series(series)))),
            href: site.address(&Page::Series(series.clone())),
        }
    };
    site.series_of_agency(agency).map(link).collect()
}

/// Years of a series, newest first.
fn view(site: &Site, years: &[usize], current: Option<usize>) -> HistoryView {
    let lang = site.lang();
    let project = |index: &usize| &*site.content.projects[*index];
    let rubric = |index: &usize| site.rows[*index].rating.as_ref().map(|of| &of.rubric);
    let others = years.iter().filter(|other| Some(**other) != current).take(COMPARED - usize::from(current.is_some()));
    let mut compared: Vec<usize> = others.copied().chain(current).collect();
    compared.sort_unstable();
    let compared: Vec<String> = compared.iter().map(|index| format!("p={}", project(index).id)).collect();
    let before = |year: &usize| {
        let of = project(year).year.value;
        years.iter().copied().find(|other| project(other).year.value < of)
    };
    HistoryView {
        rubrics_differ: years.iter().filter_map(rubric).collect::<BTreeSet<_>>().len() > 1,
        comparison: format!("compare/index.html?{}", compared.join("&")),
        years: rows(site, years)
            .into_iter()
            .zip(years)
            .map(|(row, year)| HistoryRow {
                row,
                current: current == Some(*year),
                rubric: rubric(year).map(|id| rubric_link(site, id)),
                score_change: before(year).and_then(|before| said(lang, score_change(site, IN_TABLE, *year, before))),
                money_change: before(year).and_then(|before| said(lang, money_change(site, IN_TABLE, *year, before))),
            })
            .collect(),
        scores: pictures_of(site, years),
        outcomes: outcomes(site, years),
        repeated: repeated(site, years),
        page: None,
    }
}

fn said(lang: Lang, change: Option<(Message, u32)>) -> Option<String> {
    let (message, year) = change?;
    Some(lang.say(&message.with("year", year.to_string())))
}

/// How score and expenditure of a project differ from those of another year: sentences.
pub(in crate::site) fn changes(site: &Site, project: usize, before: usize) -> Vec<String> {
    let changes = [score_change(site, IN_WORDS, project, before), money_change(site, IN_WORDS, project, before)];
    changes.into_iter().filter_map(|change| said(site.lang(), change)).collect()
}

/// The messages that tell changes.
#[derive(Clone, Copy)]
struct Words {
    score: [&'static str; 3],
    spent: [&'static str; 3],
    other_period: &'static str,
    unscored: Option<&'static str>,
    other_rubric: &'static str,
    other_maximum: &'static str,
    other_rater: &'static str,
}

/// As sentences of their own.
const IN_WORDS: Words = Words {
    score: ["change-score-more", "change-score-less", "change-score-same"],
    spent: ["change-spent-more", "change-spent-less", "change-spent-same"],
    other_period: "change-other-period",
    unscored: Some("change-unscored"),
    other_rubric: "change-other-rubric",
    other_maximum: "change-other-maximum",
    other_rater: "change-other-rater",
};

/// Below the figure itself, in a table.
const IN_TABLE: Words = Words {
    score: ["history-score-more", "history-score-less", "history-score-same"],
    spent: ["history-spent-more", "history-spent-less", "history-spent-same"],
    other_period: "history-other-period",
    unscored: None,
    other_rubric: "history-other-rubric",
    other_maximum: "history-other-maximum",
    other_rater: "history-other-rater",
};

/// How a score differs from that of another year, with that year, or why the two are not compared.
fn score_change(site: &Site, words: Words, project: usize, before: usize) -> Option<(Message, u32)> {
    let (now, then) = (site.rows[project].rating.as_ref()?, site.rows[before].rating.as_ref()?);
    let message = match (now.score, then.score) {
        (Some(_), Some(_)) if now.rubric != then.rubric => Message::new(words.other_rubric),
        (Some(_), Some(_)) if now.maximum != then.maximum => Message::new(words.other_maximum),
        (Some(_), Some(_)) if now.rater != then.rater => Message::new(words.other_rater),
        (Some(score), Some(earlier)) => {
            let shown =
                [score, earlier, score.saturating_sub(earlier).abs()].map(|points| points.normalize().to_string());
            compared(words.score, score.cmp(&earlier), shown)
        }
        _ => Message::new(words.unscored?),
    };
    Some((message, site.content.projects[before].year.value))
}

/// How expenditure differs from that of another year, with that year, or that it is of another length of time.
fn money_change(site: &Site, words: Words, project: usize, before: usize) -> Option<(Message, u32)> {
    let (spent, earlier) = (site.yuan(project, Basis::Spent)?, site.yuan(before, Basis::Spent)?);
    let message = match (site.rows[project].months_covered, site.rows[before].months_covered) {
        (None, None) => return None,
        (covered, other) if covered != other => Message::new(words.other_period),
        _ => compared(words.spent, spent.cmp(&earlier), figures::readable_difference(site.lang(), spent, earlier)),
    };
    Some((message, site.content.projects[before].year.value))
}

/// That a figure is more, less or the same, with the two figures and their difference.
fn compared([more, less, same]: [&'static str; 3], change: Ordering, [now, then, by]: [String; 3]) -> Message {
    let id = match change {
        Ordering::Greater => more,
        Ordering::Less => less,
        Ordering::Equal => same,
    };
    Message::new(id).with("now", now).with("then", then).with("by", by)
}

/// Outcomes that the reports of several of the years mark under one name, as printed in each of them.
fn outcomes(site: &Site, years: &[usize]) -> Vec<OutcomeYears> {
    let mut by_label: BTreeMap<(usize, &String), Vec<Option<String>>> = BTreeMap::new();
    for (place, index) in years.iter().enumerate() {
        for Outcome { kind, label, value } in &site.rows[*index].outcomes {
            let values = by_label.entry((*kind, label)).or_insert_with(|| vec![None; years.len()]);
            values[place] = Some(value.clone());
        }
    }
    let year = |(index, value): (&usize, Option<String>)| (site.content.projects[*index].year.value.to_string(), value);
    by_label
        .into_iter()
        .filter(|(_, values)| values.iter().flatten().count() > 1)
        .take(OUTCOMES)
        .map(|((_, label), values)| OutcomeYears {
            label: label.clone(),
            values: years.iter().zip(values).map(year).collect(),
        })
        .collect()
}

/// Rules that found something in several of the years, the severest first, then those of most years.
fn repeated(site: &Site, years: &[usize]) -> Vec<RepeatedView> {
    let lang = site.lang();
    let mut by_rule: BTreeMap<&str, (Severity, Vec<usize>)> = BTreeMap::new();
    for index in years {
        for found in site.findings_of(&site.content.projects[*index]) {
            let (severity, of) = by_rule.entry(found.rule).or_insert((found.severity, Vec::new()));
            *severity = found.severity.max(*severity);
            if of.last() != Some(index) {
                of.push(*index);
            }
        }
    }
    let mut repeated: Vec<(&str, (Severity, Vec<usize>))> =
        by_rule.into_iter().filter(|(_, (_, of))| n_years(site, of) > 1).collect();
    repeated.sort_by_key(|(_, (severity, of))| (Reverse(*severity), Reverse(of.len())));
    let year = |index: usize| Link {
        text: site.content.projects[index].year.value.to_string(),
        href: format!("{}#checks", site.address(&Page::Project(index))),
    };
    repeated
        .into_iter()
        .map(|(rule, (severity, of))| RepeatedView {
            rule: rule_link(lang, rule),
            severity: severity.name(),
            severity_text: severity_word(lang, severity),
            years: of.into_iter().map(year).collect(),
        })
        .collect()
}

/// Scores over the years, a picture for each rubric and sort of rater that gave more than one: others have no common scale.
fn pictures_of(site: &Site, years: &[usize]) -> Vec<PictureView> {
    let mut by_scale: BTreeMap<(&str, Rater), Vec<(usize, &Rating)>> = BTreeMap::new();
    for index in years.iter().rev() {
        let Some(rating) = &site.rows[*index].rating else { continue };
        by_scale.entry((&rating.rubric, rating.rater)).or_default().push((*index, rating));
    }
    by_scale.into_values().filter_map(|years| picture(site, &years)).collect()
}

/// The same of the series of an agency, as many as are seen together.
pub(in crate::site) fn pictures_of_agency(site: &Site, agency: &str) -> Vec<PictureView> {
    let series = site.series_of_agency(agency);
    series.flat_map(|series| pictures_of(site, site.years_of_series(series))).take(PICTURES).collect()
}

/// The scores of a project on one scale, oldest first; `None` where there are not two to compare.
fn picture(site: &Site, years: &[(usize, &Rating)]) -> Option<PictureView> {
    let lang = site.lang();
    let (newest, rating) = years.iter().rfind(|(_, rating)| rating.score.is_some())?;
    let most = rating.maximum;
    let points: Vec<YearPoint> = years
        .iter()
        .filter(|(_, of)| of.score.is_none() || of.maximum == most)
        .map(|(index, of)| YearPoint {
            year: site.content.projects[*index].year.value.to_string(),
            score: site.rows[*index].score_view.text.clone().filter(|_| of.score.is_some()),
            share: of.score.and_then(|score| score.checked_div(most)),
        })
        .collect();
    if points.iter().filter(|point| point.share.is_some()).count() < 2 {
        return None;
    }
    let maximum = site.rows[*newest].score_view.maximum.clone();
    let unscored = lang.word("no-total");
    let words: Vec<String> = points
        .iter()
        .map(|point| {
            let said = Message::new("labelled").with("label", point.year.as_str());
            lang.say(&said.with("value", point.score.as_deref().unwrap_or(&unscored)))
        })
        .collect();
    let title = Message::new("picture-years")
        .with("title", site.content.projects[*newest].title.value.as_str())
        .with("rater", lang.word(rating.rater.word()))
        .with("rubric", rubric_link(site, &rating.rubric).text)
        .with("maximum", maximum.as_str());
    let description = words.join(&lang.word("between-clauses"));
    Some(charts::years(&Years { title: lang.say(&title), description, maximum, unscored, points }))
}
