//! Which table is the score table, what is a target only, and what others rated. Recognises no table.

use super::people::{full_names, person};
use super::repeats::{TOTAL, in_order, repeated, same_rows, subtotal, summaries, total_row};
use super::rubric::rubric;
use super::unsure;
use crate::import::document::{Document, Place};
use crate::import::draft::{Draft, Entry, Printed, Unplaced, Unsure, Value};
use crate::import::recognise::scores::Scores;
use crate::import::recognise::{Given, Recognised, Summary, narrative, signatures};
use crate::lang::{Arg, Message};
use crate::model::Content;
use crate::syntax::number;

pub(super) fn evaluation(
    read: &mut Recognised,
    draft: &mut Draft,
    document: &Document,
    rater: Option<&'static str>,
    content: &Content,
    given: &Given,
) {
    full_names(read, draft, content);
    if !read.signatures.is_empty() {
        draft.notices.push(Message::new("import-signatures").into());
    }
    if !is_rated(read, document, rater, given) {
        let tables = std::mem::take(&mut read.tables);
        tables.iter().for_each(|(_, _, scores)| targets(scores, draft));
        draft.notices.push(Message::new("import-no-evaluation").into());
        return;
    }
    // Targets without groups are rated elsewhere.
    let is_of_targets = |(_, _, scores): &(String, Place, Scores)| scores.richness.0 == 1 && !has_points(scores);
    let (alone, tables): (Vec<_>, Vec<_>) = std::mem::take(&mut read.tables).into_iter().partition(is_of_targets);
    alone.iter().for_each(|(_, _, scores)| targets(scores, draft));
    read.tables = tables;
    if read.tables.is_empty() {
        read.tables.extend(only_summary(&mut read.summaries));
    }
    let named_rater = read.labels.rater.or(rater);
    // Where tables name their raters, that of the rater of the report leads.
    let is_his =
        |place: &str| named_rater.is_none_or(|rater| narrative::rater_named(place).is_none_or(|named| named == rater));
    let richest = read.tables.iter().enumerate().max_by_key(|(at, (place, _, scores))| {
        (is_his(place), scores.richness, scores.nodes.len(), std::cmp::Reverse(*at))
    });
    let richest = richest.map(|(at, _)| at);
    let mut main = richest.map(|at| read.tables.remove(at));
    let raters = main.as_mut().map(|(_, _, scores)| std::mem::take(&mut scores.raters)).unwrap_or_default();
    let rater = match raters.first() {
        Some((first, total)) => {
            let total = total.clone().zip(main.as_mut());
            total.into_iter().for_each(|(total, (_, _, scores))| scores.total.figure("score", total));
            first
        }
        None => named_rater.unwrap_or_else(|| {
            unsure(draft, Message::new("import-no-rater"));
            "self"
        }),
    };
    draft.evaluation.text("rater", rater);
    let rubric = rubric(
        main.as_ref().map(|(_, _, scores)| scores),
        read.rate_row.is_some(),
        read.has_unread_scores,
        draft,
        content,
        given,
    );
    draft.evaluation.value("rubric", Value::Text(rubric.clone()));
    for (other, total) in raters.iter().skip(1) {
        let mut evaluation = Entry::default();
        evaluation.text("rater", *other);
        evaluation.value("rubric", Value::Text(rubric.clone()));
        evaluation.text("table_of", rater);
        evaluation.figure("score", total.clone().unwrap_or_default());
        draft.others.push(evaluation);
    }
    if let Some((place, _, _)) = &main {
        draft.evaluation.text("place", place.clone());
    }
    if let Some(date) = read.signed.take() {
        draft.evaluation.value("date", Value::Plain(date));
    }
    // Who looked again may score otherwise.
    let is_of_another = |(place, _, scores): &(String, Place, Scores)| {
        let is_named = narrative::rater_named(place).map(|named| named != rater);
        raters.is_empty() && is_named.unwrap_or(narrative::is_of_review(place) && has_points(scores))
    };
    let (others, tables): (Vec<_>, Vec<_>) = std::mem::take(&mut read.tables).into_iter().partition(is_of_another);
    read.tables = tables;
    for (place, at, scores) in others {
        let named = narrative::rater_named(&place).unwrap_or_else(|| {
            let readings = Message::new("import-score-again").with("name", place.as_str());
            draft.unsure.push(Unsure { place: at, readings });
            if rater == "finance" { "department" } else { "finance" }
        });
        other_evaluation(named, place, scores, &rubric, draft);
    }
    let mut totals: Vec<(String, String)> = Vec::new();
    match main {
        Some((place, _, scores)) => main_table(place, scores, read, draft, &mut totals),
        None => summaries(&Scores::default(), &[], read, draft, &mut totals),
    }
    // What the text tells without saying by whom is nobody's, where several rated.
    let told = narrative::score(document).filter(|_| draft.others.is_empty());
    let score = totals.first().map(|(_, score)| score.clone()).or(told);
    if let Some(score) = score {
        draft.evaluation.figure("score", score);
    }
    grades(read, draft, document);
    if let Some(bands) = read.bands.take() {
        draft.evaluation.text("bands_printed", bands);
    }
    signatures::roles(&mut read.evaluators, &read.signatures, read.labels.leader.as_deref());
    for evaluator in std::mem::take(&mut read.evaluators) {
        let mut entry = Entry::default();
        person(&mut entry, &evaluator.name, content);
        entry.0.extend(evaluator.entry.0);
        draft.evaluators.push(entry);
    }
    if draft.indicators.is_empty() {
        draft.notices.push(Message::new("import-no-scores").into());
        draft.indicators.extend(read.rate_row.take());
    }
    draft.printed.retain(|printed| !printed.rows.is_empty());
}

/// Whether anything was rated: points, a grade or a rater is told, or a title speaks of it. Targets that are applied for and
/// work that is monitored are not.
fn is_rated(read: &Recognised, document: &Document, rater: Option<&str>, given: &Given) -> bool {
    let is_told = |text: &str| ["评价", "自评", "评分", "评审", "评估"].iter().any(|word| text.contains(word));
    given.rubric.is_some()
        || read.labels.rater.or(rater).is_some()
        || read.rate_row.is_some()
        || !read.summaries.is_empty()
        || !read.grades.is_empty()
        || !read.evaluators.is_empty()
        || read.tables.iter().any(|(_, _, scores)| has_points(scores))
        || narrative::texts(document).into_iter().any(is_told)
}

/// Whether a table has weights or scores.
fn has_points(scores: &Scores) -> bool {
    let is_of_points = |entry: &Entry| ["weight", "score", "scores"].iter().any(|key| entry.has(key));
    scores.nodes.iter().map(|node| &node.entry).chain([&scores.total]).any(is_of_points)
}

/// Writes the rows of a table that rates nothing as targets; what targets have no place for is told.
fn targets(scores: &Scores, draft: &mut Draft) {
    for (row, node) in scores.nodes.iter().enumerate() {
        if scores.children(row).next().is_some() {
            continue;
        }
        let mut target = Entry::default();
        let kind = scores.parent(row).map(|parent| scores.nodes[parent].name.clone());
        target.text("kind", kind.unwrap_or_default());
        target.text("name", node.name.clone());
        let (own, others): (Vec<_>, Vec<_>) =
            node.entry.0.iter().cloned().partition(|(key, _)| ["target", "actual", "direction", "unit"].contains(key));
        target.0.extend(own);
        draft.targets.push(target);
        for (key, _) in others {
            let text = format!("{}：{}", node.name, node.entry.get(key).unwrap_or_default());
            let what = Message::new("import-unplaced").with("text", text);
            draft.unplaced.push(Unplaced { place: node.place.clone(), what, lines: Vec::new() });
        }
    }
}

/// The summary that stands for the score table where there is none: its rows are the groups. What only a summary says of them
/// is still said there.
fn only_summary(summaries: &mut [Summary]) -> Option<(String, Place, Scores)> {
    let is_group = |(_, row): &(Place, Entry)| row.get("of").is_some_and(|of| of != TOTAL);
    let summary = summaries.iter_mut().find(|summary| summary.rows.iter().any(is_group))?;
    let at = summary.rows.first().map(|(place, _)| place.clone()).unwrap_or_default();
    let scores = Scores::of_groups(summary.rows.iter().filter(|row| is_group(row)));
    summary.rows.retain(|row| !is_group(row) || row.1.has("grade"));
    Some((summary.place.clone(), at, scores))
}

/// Writes the score table that says most, and what other places repeat of it.
fn main_table(
    place: String,
    mut scores: Scores,
    read: &mut Recognised,
    draft: &mut Draft,
    totals: &mut Vec<(String, String)>,
) {
    draft.unsure.extend(scores.unsure.iter().cloned());
    unused(&scores, draft);
    let mut own = Printed { place: place.clone(), rows: Vec::new() };
    let paths = scores.paths();
    own.rows.extend(scores.subtotals.iter().map(|(of, printed)| subtotal(paths[*of].clone(), printed)));
    own.rows.extend(total_row(&scores, &place, totals));
    let others = std::mem::take(&mut read.tables);
    draft.printed.push(own);
    for (place, _, other) in others {
        let has_targets = other.nodes.iter().any(|node| node.entry.has("target") || node.entry.has("actual"));
        if has_targets && !has_points(&other) && same_rows(&scores, &other).contains(&None) {
            targets(&other, draft);
            continue;
        }
        let rows = repeated(&mut scores, &other, draft);
        let mut printed = Printed { place: place.clone(), rows };
        printed.rows.extend(total_row(&other, &place, totals));
        draft.printed.push(printed);
    }
    summaries(&scores, &paths, read, draft, totals);
    if !scores.adjustments.is_empty() {
        draft.evaluation.value("adjustments", Value::Entries(std::mem::take(&mut scores.adjustments)));
    }
    draft.indicators = read.rate_row.take().into_iter().collect();
    draft.indicators.extend(indicators(scores));
}

/// The rows of a score table.
fn indicators(scores: Scores) -> impl Iterator<Item = Entry> {
    scores.nodes.into_iter().map(|node| {
        let mut entry = Entry::default();
        entry.value("level", Value::Plain(node.level.to_string()));
        entry.text("name", node.name);
        entry.0.extend(node.entry.0);
        in_order(attainment(entry))
    })
}

/// Writes a score table of another rater as an evaluation of its own.
fn other_evaluation(rater: &str, place: String, mut scores: Scores, rubric: &str, draft: &mut Draft) {
    draft.unsure.append(&mut scores.unsure);
    unused(&scores, draft);
    let mut totals = Vec::new();
    let mut printed = Entry::default();
    let paths = scores.paths();
    let mut rows: Vec<Entry> = scores.subtotals.iter().map(|(of, row)| subtotal(paths[*of].clone(), row)).collect();
    rows.extend(total_row(&scores, &place, &mut totals));
    let has_rows = !rows.is_empty();
    printed.text("place", place.clone());
    printed.value("rows", Value::Entries(rows));
    let mut evaluation = Entry::default();
    evaluation.text("rater", rater);
    evaluation.value("rubric", Value::Text(rubric.to_owned()));
    evaluation.text("place", place);
    evaluation.figure("score", totals.into_iter().next().map(|(_, score)| score).unwrap_or_default());
    if !scores.adjustments.is_empty() {
        evaluation.value("adjustments", Value::Entries(std::mem::take(&mut scores.adjustments)));
    }
    evaluation.value("indicators", Value::Entries(indicators(scores).collect()));
    if has_rows {
        evaluation.value("printed", Value::Entries(vec![printed]));
    }
    draft.others.push(evaluation);
}

fn unused(scores: &Scores, draft: &mut Draft) {
    if !scores.unused.is_empty() {
        let names = Arg::list(scores.unused.iter().map(String::as_str));
        draft.notices.push(Message::new("import-unused-rows").with("names", names).into());
    }
}

/// The grade of the whole, and where other tables print another.
fn grades(read: &mut Recognised, draft: &mut Draft, document: &Document) {
    let mut grades = std::mem::take(&mut read.grades);
    let of_summary = draft.printed.iter().flat_map(|printed| {
        let total = printed.rows.iter().filter(|row| row.get("of") == Some(TOTAL));
        total.filter_map(|row| Some((printed.place.clone(), row.get("grade")?.to_owned())))
    });
    let of_summary: Vec<(String, String)> = of_summary.collect();
    let Some(first) = grades
        .first()
        .map(|(_, _, grade)| grade.clone())
        .or_else(|| of_summary.first().map(|(_, grade)| grade.clone()).or_else(|| narrative::grade(document)))
    else {
        return;
    };
    draft.evaluation.text("grade", first.clone());
    let main = draft.evaluation.get("place").map(str::to_owned);
    for (at_first, (place, at, grade)) in grades.drain(..).enumerate() {
        // The result of the score table itself is that of the evaluation.
        if at_first == 0
            && main
                .as_ref()
                .is_none_or(|main| *main == place || !draft.printed.iter().any(|printed| printed.place == place))
        {
            continue;
        }
        let total = draft
            .printed
            .iter_mut()
            .find(|printed| printed.place == place)
            .and_then(|printed| printed.rows.iter_mut().find(|row| row.get("of") == Some(TOTAL)));
        match total.filter(|row| !row.has("grade")) {
            Some(row) => row.text("grade", grade.clone()),
            None => {
                let mut row = Entry::default();
                row.text("of", TOTAL);
                row.text("grade", grade.clone());
                draft.printed.push(Printed { place, rows: vec![row] });
            }
        }
        if grade != first {
            let readings = Message::new("import-two-grades").with("grade", first.as_str()).with("other", grade);
            draft.unsure.push(Unsure { place: at, readings });
        }
    }
}

/// A target with its kind and unit in columns of their own is a number.
fn attainment(mut entry: Entry) -> Entry {
    let is_number = entry.get("target").is_some_and(|target| number::parse(target).is_some());
    if entry.has("direction") && is_number && entry.get("direction") != Some("定性") {
        for (key, value) in &mut entry.0 {
            if let (true, Value::Text(target)) = (*key == "target", &*value) {
                (*key, *value) = ("value", Value::Figure(target.clone()));
            }
        }
    }
    entry
}
