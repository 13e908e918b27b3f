//! The record of disclosure (信息公开) of a project, as government sites show it. States what the report states.

use crate::lang::Lang;
use crate::model::project::{Disclosure, Project};
use crate::site::views::Pair;

/// When a record was published: the day, and the time where the file says it.
pub(in crate::site) fn published(record: &Disclosure) -> Option<String> {
    let day = record.published.as_ref()?.value;
    Some(record.published_time.map_or_else(|| day.to_string(), |time| format!("{day} {time}")))
}

/// The record of disclosure in the order of government sites, two entries a row. Empty where the report states none.
pub(in crate::site) fn record(lang: Lang, project: &Project) -> Vec<Vec<Pair>> {
    let record = &project.disclosure;
    let before = [
        ("disclosure-index-number", record.index_number.clone()),
        ("disclosure-topic", record.topic.clone()),
        ("disclosure-publisher", record.publisher.clone()),
        ("disclosure-issued", record.issued.as_ref().map(|date| date.value.to_string())),
    ];
    let after = [
        ("disclosure-document-number", record.document_number.clone()),
        ("disclosure-published", published(record)),
        ("disclosure-validity", record.validity.clone()),
    ];
    if before.iter().chain(&after).all(|(_, value)| value.is_none()) {
        return Vec::new();
    }
    let title = ("disclosure-title", Some(project.title.value.clone()));
    let entries: Vec<Pair> = before
        .into_iter()
        .chain([title])
        .chain(after)
        .filter_map(|(word, value)| Some(Pair { label: lang.word(word), value: value? }))
        .collect();
    entries.chunks(2).map(<[Pair]>::to_vec).collect()
}
