//! How the people of a report are written: by surname, and in full only where the site shows full names.

use crate::import::document::{Block, plain};
use crate::import::draft::{Draft, Entry};
use crate::import::recognise::{Recognised, signatures};
use crate::lang::Message;
use crate::model::Content;
use crate::model::settings::Names;

/// How a person is written: by surname, and in full only where the site shows full names.
pub(super) fn person(entry: &mut Entry, name: &str, content: &Content) {
    entry.text("surname", signatures::surname(name));
    if content.settings.names == Names::Full {
        entry.text("name", name);
    }
}

/// Notes the full names of those whom the site shows by surname or post, and says how often the narrative has them.
pub(super) fn full_names(read: &Recognised, draft: &mut Draft, content: &Content) {
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
        draft.notices.push(Message::new("import-names").with("count", count).into());
    }
}

/// Whether a name tells more than a surname: not of `吴某`, `吴××`, `吴*`.
fn is_full(name: &str) -> bool {
    let own = &name[signatures::surname(name).len()..];
    own.contains(|c: char| c.is_alphabetic() && !"某xXoO".contains(c))
}
