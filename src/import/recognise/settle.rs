//! What was recognised → a draft: which table is the score table and which repeat it, whose project it is, by which rubric.

use super::scores::Scores;
use super::{Given, Recognised, labels, narrative};
use crate::import::document::{Block, Document, Place, plain};
use crate::import::draft::{Draft, Entry, Printed, Unplaced, Unsure, Value};
use crate::import::literal::quoted;
use crate::lang::{Arg, Message};
use crate::model::Content;
use crate::model::registry::Agency;
use crate::model::rubric::{Rubric, RubricIndicator};
use crate::model::settings::Names;
use crate::search;
use crate::syntax::number;

const TOTAL: &str = "总分";

/// What the words of a document say of the year, the agency and the rater.
pub(super) struct Words<'c> {
    years: Vec<u32>,
    /// The first of the registry that it speaks of.
    agency: Option<&'c Agency>,
    rater: Option<&'static str>,
}

impl<'c> Words<'c> {
    pub(super) fn of(document: &Document, content: &'c Content) -> Words<'c> {
        let texts = narrative::texts(document);
        let named = |agency: &Agency| texts.iter().position(|text| text.contains(&agency.name));
        let agencies = content.registry.agencies.iter().filter_map(|agency| Some((named(agency)?, agency)));
        let agency = agencies.min_by_key(|(at, _)| *at).map(|(_, agency)| agency);
        Words { years: narrative::years(document), agency, rater: narrative::rater(document) }
    }

    /// What a part says, and what it does not say as the whole says it.
    fn or(mut self, whole: &Words<'c>) -> Words<'c> {
        if self.years.is_empty() {
            self.years.clone_from(&whole.years);
        }
        Words { agency: self.agency.or(whole.agency), rater: self.rater.or(whole.rater), ..self }
    }
}

/// The draft of a part of a document. What the part does not say, the words of the whole may.
pub(super) fn settle(
    mut read: Recognised,
    document: &Document,
    whole: &Words<'_>,
    file: &str,
    content: &Content,
    given: &Given,
) -> Draft {
    let words = Words::of(document, content).or(whole);
    let mut draft = Draft {
        goals: std::mem::take(&mut read.goals),
        targets: std::mem::take(&mut read.targets),
        sources: std::mem::take(&mut read.sources),
        items: std::mem::take(&mut read.items),
        problems: std::mem::take(&mut read.problems),
        unplaced: std::mem::take(&mut read.unplaced),
        unsure: std::mem::take(&mut read.unsure),
        notices: std::mem::take(&mut read.notices),
        body: std::mem::take(&mut read.body),
        moved: std::mem::take(&mut read.moved),
        ..Draft::default()
    };
    head(&mut read, &mut draft, document, &words, file, content, given);
    funds(&mut read, &mut draft);
    evaluation(&mut read, &mut draft, document, words.rater, content, given);
    draft
}

fn unsure(draft: &mut Draft, readings: Message) {
    draft.unsure.push(Unsure { place: Place::default(), readings });
}

fn unplaced(draft: &mut Draft, what: Message, lines: Vec<String>) {
    draft.unplaced.push(Unplaced { place: Place::default(), what, lines });
}

fn head(
    read: &mut Recognised,
    draft: &mut Draft,
    document: &Document,
    words: &Words<'_>,
    file: &str,
    content: &Content,
    given: &Given,
) {
    let labels = &read.labels;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let title = labels.title.clone().or_else(|| {
        let title = narrative::title(document)?;
        unsure(draft, Message::new("import-title-of-report").with("title", title.as_str()));
        Some(title)
    });
    let title = title.unwrap_or_else(|| {
        unplaced(draft, Message::new("import-no-title"), Vec::new());
        if document.name.is_empty() { stem.to_owned() } else { document.name.clone() }
    });
    draft.head.text("title", title.clone());
    draft.year = year(labels, draft, words, given).or_else(|| year_of_names(draft, document, stem));
    draft.head.value("year", Value::Plain(draft.year.unwrap_or_default().to_string()));
    let agency = agency(labels.agency.as_deref(), draft, words, content, given);
    draft.slug = slug(&agency, &title);
    draft.head.value("agency", Value::Text(agency.0));
    if let Some(printed) = agency.1 {
        draft.head.text("agency_printed", printed);
    }
    if let Some(name) = &labels.department {
        match known(content, name) {
            Some(known) => {
                draft.head.text("department", known.id.value.clone());
                if known.name != *name && known.is_called(name) {
                    draft.head.text("department_printed", name.clone());
                }
            }
            None => {
                unplaced(draft, Message::new("import-no-department").with("name", name.as_str()), agency_lines(name))
            }
        }
    }
    draft.head.text("kind", labels.kind.clone().unwrap_or_default());
    draft.head.text("code", labels.code.clone().unwrap_or_default());
    if let Some((from, to)) = labels.period.as_deref().and_then(labels::period) {
        let days = Entry(vec![("from", Value::Plain(from)), ("to", Value::Plain(to))]);
        draft.head.value("period", Value::Entry(days));
    }
    let mut contact = Entry::default();
    if let Some(leader) = labels.leader.as_deref().map(plain).filter(|name| !name.is_empty()) {
        contact.text("post", "项目负责人");
        person(&mut contact, &leader, content);
    }
    contact.text("phone", labels.phone.clone().unwrap_or_default());
    contact.text("address", labels.address.clone().unwrap_or_default());
    contact.text("postcode", labels.postcode.clone().unwrap_or_default());
    if !contact.0.is_empty() {
        draft.head.value("contact", Value::Entry(contact));
    }
}

/// How a person is written: by surname, and in full only where the site shows full names.
fn person(entry: &mut Entry, name: &str, content: &Content) {
    entry.text("surname", labels::surname(name));
    if content.settings.names == Names::Full {
        entry.text("name", name);
    }
}

fn year(labels: &labels::Labels, draft: &mut Draft, words: &Words<'_>, given: &Given) -> Option<u32> {
    let of_period = || labels.period.as_deref().and_then(labels::period).and_then(|(from, _)| from[..4].parse().ok());
    if let Some(year) = given.year.or(labels.year).or_else(of_period) {
        return Some(year);
    }
    let (year, others) = words.years.split_first()?;
    if !others.is_empty() {
        let others = Arg::list(others.iter().map(u32::to_string));
        unsure(draft, Message::new("import-years").with("year", year.to_string()).with("others", others));
    }
    Some(*year)
}

/// The year that the name of the sheet or of the file has, where nothing in it says one.
fn year_of_names(draft: &mut Draft, document: &Document, stem: &str) -> Option<u32> {
    let (name, year) =
        [document.name.as_str(), stem].into_iter().find_map(|name| Some((name, narrative::year_in(name)?)))?;
    unsure(draft, Message::new("import-year-of-name").with("year", year.to_string()).with("name", name));
    Some(year)
}

fn known<'c>(content: &'c Content, name: &str) -> Option<&'c Agency> {
    let is = |agency: &&Agency| agency.is_called(name) || agency.short_names.iter().any(|short| short == name);
    let mut known = content.registry.agencies.iter().filter(is);
    known.next().filter(|_| known.next().is_none())
}

/// Key of the agency, empty where it is unknown, and its name as printed where that is another than today's.
fn agency(
    printed: Option<&str>,
    draft: &mut Draft,
    words: &Words<'_>,
    content: &Content,
    given: &Given,
) -> (String, Option<String>) {
    let as_printed =
        |agency: &Agency| printed.filter(|name| agency.name != **name && agency.is_called(name)).map(str::to_owned);
    if let Some(id) = &given.agency {
        let printed = content.registry.agency(id).and_then(as_printed);
        return (id.clone(), printed);
    }
    if let Some(name) = printed {
        if let Some(agency) = known(content, name) {
            return (agency.id.value.clone(), as_printed(agency));
        }
        unplaced(draft, Message::new("import-no-agency").with("name", name), agency_lines(name));
        return (String::new(), None);
    }
    match words.agency {
        Some(agency) => {
            unsure(draft, Message::new("import-agency-spoken-of").with("name", agency.name.as_str()));
            (agency.id.value.clone(), None)
        }
        None => {
            unplaced(draft, Message::new("import-no-agency-named"), Vec::new());
            (String::new(), None)
        }
    }
}

/// An entry of the registry for an agency that it does not have.
fn agency_lines(name: &str) -> Vec<String> {
    let id = format!("id = {}", quoted(&initials(name, 24)));
    vec!["[[agencies]]".to_owned(), id, format!("name = {}", quoted(name)), "# region = \"\"".to_owned()]
}

/// The first letters of how a text is said, for addresses.
pub fn initials(text: &str, most: usize) -> String {
    search::initials(&plain(text)).chars().take(most).collect()
}

fn slug(agency: &(String, Option<String>), title: &str) -> String {
    let title = initials(title, 16);
    let parts: Vec<&str> = [agency.0.as_str(), title.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "project".to_owned() } else { parts.join("-") }
}

fn funds(read: &mut Recognised, draft: &mut Draft) {
    draft.funds = std::mem::take(&mut read.funds);
    let has_money =
        draft.funds.0.iter().any(|(key, _)| *key != "unit") || !draft.sources.is_empty() || !draft.items.is_empty();
    if has_money && !draft.funds.has("unit") {
        draft.funds.0.insert(0, ("unit", Value::Text("万元".to_owned())));
        unsure(draft, Message::new("import-no-unit"));
    }
    if !has_money {
        draft.funds = Entry::default();
        draft.notices.push(Message::new("import-no-funds"));
    }
    if !read.rates.is_empty() {
        draft.funds.value("rates", Value::Entries(std::mem::take(&mut read.rates)));
    }
}

fn evaluation(
    read: &mut Recognised,
    draft: &mut Draft,
    document: &Document,
    rater: Option<&'static str>,
    content: &Content,
    given: &Given,
) {
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
    let rubric = rubric(main.as_ref().map(|(_, _, scores)| scores), read.rate_row.is_some(), draft, content, given);
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
    let is_of_another = |(place, _, _): &(String, Place, Scores)| {
        raters.is_empty() && narrative::rater_named(place).is_some_and(|named| named != rater)
    };
    let (others, tables): (Vec<_>, Vec<_>) = std::mem::take(&mut read.tables).into_iter().partition(is_of_another);
    read.tables = tables;
    for (place, _, scores) in others {
        other_evaluation(place, scores, &rubric, draft);
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
    labels::roles(&mut read.evaluators, &read.signatures, read.labels.leader.as_deref());
    full_names(read, draft, content);
    for evaluator in std::mem::take(&mut read.evaluators) {
        let mut entry = Entry::default();
        person(&mut entry, &evaluator.name, content);
        entry.0.extend(evaluator.entry.0);
        draft.evaluators.push(entry);
    }
    if draft.indicators.is_empty() {
        draft.notices.push(Message::new("import-no-scores"));
    }
    if !read.signatures.is_empty() {
        draft.notices.push(Message::new("import-signatures"));
    }
    draft.printed.retain(|printed| !printed.rows.is_empty());
}

/// Notes the full names of those whom the site shows by surname or post, and says how often the narrative has them.
fn full_names(read: &Recognised, draft: &mut Draft, content: &Content) {
    if content.settings.names == Names::Full {
        return;
    }
    let leader = read.labels.leader.as_deref().map(plain);
    let signed = read.signatures.iter().map(|(_, name)| name.clone());
    let names = read.evaluators.iter().map(|person| person.name.clone()).chain(signed).chain(leader);
    draft.full_names = names.filter(|name| is_full(name)).collect();
    let texts = draft.body.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![plain(&paragraph.text)],
        Block::Table(table) => table.rows.iter().flatten().map(|cell| plain(&cell.text)).collect(),
    });
    let times = |text: String| draft.full_names.iter().map(|name| text.matches(name.as_str()).count()).sum::<usize>();
    let count: usize = texts.map(times).sum();
    if count > 0 {
        draft.notices.push(Message::new("import-names").with("count", count));
    }
}

/// Whether a name tells more than a surname: not of `吴某`, `吴××`, `吴*`.
fn is_full(name: &str) -> bool {
    let own = &name[labels::surname(name).len()..];
    own.contains(|c: char| c.is_alphabetic() && !"某xXoO".contains(c))
}

/// The summary that stands for the score table where there is none: its rows are the groups. What only a summary says of them
/// is still said there.
fn only_summary(summaries: &mut [(Place, Printed)]) -> Option<(String, Place, Scores)> {
    let is_group = |row: &Entry| row.get("of").is_some_and(|of| of != TOTAL);
    let (at, summary) = summaries.iter_mut().find(|(_, summary)| summary.rows.iter().any(is_group))?;
    let scores = Scores::of_groups(summary.rows.iter().filter(|row| is_group(row)));
    summary.rows.retain(|row| !is_group(row) || row.has("grade"));
    Some((summary.place.clone(), at.clone(), scores))
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
    for (place, at, other) in others {
        let rows = repeated(&scores, &other, &at, draft);
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

/// Writes a score table of another rater, whom its title names, as an evaluation of its own.
fn other_evaluation(place: String, mut scores: Scores, rubric: &str, draft: &mut Draft) {
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
    evaluation.text("rater", narrative::rater_named(&place).unwrap_or_default());
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

/// Puts what summaries repeat of a score table where it is.
fn summaries(
    scores: &Scores,
    paths: &[String],
    read: &mut Recognised,
    draft: &mut Draft,
    totals: &mut Vec<(String, String)>,
) {
    for (at, mut summary) in std::mem::take(&mut read.summaries) {
        summary.rows.retain_mut(|row| {
            let of = row.get("of").unwrap_or_default().to_owned();
            if of == TOTAL {
                totals.extend(row.get("score").map(|score| (summary.place.clone(), score.to_owned())));
                return true;
            }
            let named: Vec<usize> = (0..scores.nodes.len()).filter(|node| scores.nodes[*node].name == of).collect();
            match named.as_slice() {
                [first, ..] if named.len() == 1 || scores.nodes[*first].level == 1 => {
                    row.0.retain(|(key, _)| *key != "of");
                    row.0.insert(0, ("of", Value::Text(paths[*first].clone())));
                    true
                }
                _ => {
                    let what = Message::new("import-not-in-table").with("name", of).with("row", shown(row));
                    draft.unplaced.push(Unplaced { place: at.clone(), what, lines: Vec::new() });
                    false
                }
            }
        });
        draft.printed.push(summary);
    }
}

fn unused(scores: &Scores, draft: &mut Draft) {
    if !scores.unused.is_empty() {
        let names = Arg::list(scores.unused.iter().map(String::as_str));
        draft.notices.push(Message::new("import-unused-rows").with("names", names));
    }
}

/// The words of a row, for showing it.
fn shown(row: &Entry) -> String {
    let said = |(key, value): &(&str, Value)| match value {
        Value::Text(text) | Value::Figure(text) | Value::Plain(text) if *key != "of" => Some(format!("{key} = {text}")),
        _ => None,
    };
    row.0.iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

fn total_row(scores: &Scores, place: &str, totals: &mut Vec<(String, String)>) -> Option<Entry> {
    if scores.total.0.iter().all(|(key, _)| *key == "label") {
        return None;
    }
    let mut row = Entry::default();
    row.text("of", TOTAL);
    row.0.extend(scores.total.0.iter().cloned());
    totals.extend(scores.total.get("score").map(|score| (place.to_owned(), score.to_owned())));
    Some(in_order(row))
}

/// The rows of a table that repeats another, by the other's paths.
fn repeated(main: &Scores, other: &Scores, at: &Place, draft: &mut Draft) -> Vec<Entry> {
    let (paths, others) = (main.paths(), other.paths());
    let is_alike = main.nodes.len() == other.nodes.len()
        && main.nodes.iter().zip(&other.nodes).all(|(one, another)| one.level == another.level);
    let of = |node: usize| match paths.contains(&others[node]) {
        true => Some(others[node].clone()),
        false => is_alike.then(|| paths[node].clone()),
    };
    let mut rows = Vec::new();
    for (node, said) in other.nodes.iter().enumerate() {
        let mut row = Entry::default();
        let Some(path) = of(node) else {
            let name = others[node].as_str();
            let what = Message::new("import-not-in-table").with("name", name).with("row", shown(&said.entry));
            draft.unplaced.push(Unplaced { place: at.clone(), what, lines: Vec::new() });
            continue;
        };
        if is_alike && path == paths[node] && said.name != main.nodes[node].name {
            row.text("label", said.name.clone());
            let readings = Message::new("import-other-name")
                .with("name", said.name.as_str())
                .with("of", main.nodes[node].name.as_str());
            draft.unsure.push(Unsure { place: at.clone(), readings });
        }
        row.text("of", path);
        for key in ["weight", "score"] {
            if let Some(printed) = said.entry.get(key) {
                row.figure(key, printed);
            }
        }
        if row.has("weight") || row.has("score") {
            rows.push(in_order(row));
        }
    }
    for (node, printed) in &other.subtotals {
        rows.push(subtotal(of(*node).unwrap_or_else(|| others[*node].clone()), printed));
    }
    rows
}

/// The row of a subtotal, with the path of what it is of.
fn subtotal(of: String, printed: &Entry) -> Entry {
    let mut row = Entry::default();
    row.text("of", of);
    row.0.extend(printed.0.iter().cloned());
    in_order(row)
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

const ORDER: [&str; 22] = [
    "level",
    "of",
    "name",
    "label",
    "weight",
    "weight_over",
    "score",
    "scores",
    "grade",
    "not_applicable",
    "not_applicable_printed",
    "rate",
    "explanation",
    "standard",
    "basis",
    "target",
    "direction",
    "value",
    "unit",
    "actual",
    "deviation",
    "reason",
];

fn in_order(mut entry: Entry) -> Entry {
    entry.0.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
    entry
}

/// The rubric that names and weights fit; where none does, one is proposed.
fn rubric(scores: Option<&Scores>, has_rate: bool, draft: &mut Draft, content: &Content, given: &Given) -> String {
    if let Some(id) = &given.rubric {
        return id.clone();
    }
    let Some(scores) = scores else {
        let free: Vec<&Rubric> = content.rubrics.values().filter(|rubric| rubric.indicators.is_empty()).collect();
        return match free.as_slice() {
            [one] => one.id.clone(),
            _ => {
                unplaced(draft, Message::new("import-no-rubric"), Vec::new());
                String::new()
            }
        };
    };
    let mut groups: Vec<(String, Option<String>)> = Vec::new();
    if has_rate {
        groups.push(("执行率".to_owned(), None));
    }
    let of_level = scores.nodes.iter().filter(|node| node.level == 1);
    groups.extend(of_level.map(|node| {
        let is_shared = node.entry.has("weight_over");
        (node.name.clone(), node.entry.get("weight").filter(|_| !is_shared).map(str::to_owned))
    }));
    let names: Vec<&str> = scores.nodes.iter().map(|node| node.name.as_str()).collect();
    let mut fitting: Vec<(usize, &Rubric)> =
        content.rubrics.values().filter_map(|rubric| Some((fit(rubric, &groups, &names)?, rubric))).collect();
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    match fitting.as_slice() {
        [(_, only)] => only.id.clone(),
        [(best, first), (second, other), ..] => {
            if best == second {
                let readings =
                    Message::new("import-rubrics").with("id", first.id.as_str()).with("other", other.id.as_str());
                unsure(draft, readings);
            }
            first.id.clone()
        }
        [] => {
            let name = groups.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
            let id = initials(&name, 12);
            let mut lines =
                vec![format!("name = {}", quoted(&name)), "maximum = 100".to_owned(), "indicators = [".to_owned()];
            lines.extend(groups.iter().map(|(name, weight)| {
                let weight = weight.as_ref().map_or(String::new(), |weight| format!(", weight = {weight}"));
                format!("  {{ level = 1, name = {}{weight}, open = true }},", quoted(name))
            }));
            lines.push("]".to_owned());
            unplaced(draft, Message::new("import-propose-rubric").with("id", id), lines);
            String::new()
        }
    }
}

/// How many names of a table a rubric knows; nothing where a group is another, has another weight, or one that every report must
/// have is missing.
fn fit(rubric: &Rubric, groups: &[(String, Option<String>)], names: &[&str]) -> Option<usize> {
    let is_called = |indicator: &RubricIndicator, name: &str| {
        indicator.name.value == name || indicator.aliases.iter().any(|alias| alias == name)
    };
    for (name, weight) in groups {
        let known = rubric.indicators.iter().find(|indicator| indicator.level == 1 && is_called(indicator, name))?;
        let is_other = known.weight.as_ref().zip(weight.as_deref().and_then(number::parse));
        if is_other.is_some_and(|(known, printed)| known.value != printed) {
            return None;
        }
    }
    let is_missing = |required: &&RubricIndicator| {
        required.level == 1 && required.required && !groups.iter().any(|(name, _)| is_called(required, name))
    };
    if rubric.indicators.iter().any(|indicator| is_missing(&indicator)) {
        return None;
    }
    let is_known = |name: &&&str| rubric.indicators.iter().any(|indicator| is_called(indicator, name));
    (!rubric.indicators.is_empty()).then(|| names.iter().filter(is_known).count())
}
