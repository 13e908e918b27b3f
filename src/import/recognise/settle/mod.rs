//! What was recognised → a draft: whose project it is (`head`), which table is the score table and which repeat it
//! (`evaluation`, `repeats`), by which `rubric`, and how its `people` are written.

mod evaluation;
mod head;
mod people;
mod repeats;
mod rubric;

use super::{Given, Recognised, narrative};
use crate::import::document::{Document, Place};
use crate::import::draft::{Draft, Entry, Unplaced, Unsure, Value};
use crate::lang::Message;
use crate::model::Content;
use crate::model::registry::Agency;
pub use head::initials;

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
    head::head(&mut read, &mut draft, document, &words, file, content, given);
    funds(&mut read, &mut draft);
    evaluation::evaluation(&mut read, &mut draft, document, words.rater, content, given);
    draft
}

fn unsure(draft: &mut Draft, readings: Message) {
    draft.unsure.push(Unsure { place: Place::default(), readings });
}

fn unplaced(draft: &mut Draft, what: Message) {
    draft.unplaced.push(Unplaced { place: Place::default(), what, lines: Vec::new() });
}

fn proposed(draft: &mut Draft, what: Message, lines: Vec<String>) {
    draft.proposed.push(Unplaced { place: Place::default(), what, lines });
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
        draft.notices.push(Message::new("import-no-funds").into());
    }
    if !read.rates.is_empty() {
        draft.funds.value("rates", Value::Entries(std::mem::take(&mut read.rates)));
    }
}
