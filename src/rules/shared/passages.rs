//! All that a report says in words, passage by passage: its narrative, and the texts of its tables. Reports nothing itself.

use std::cell::LazyCell;
use std::ops::Range;

use crate::model::claims::Places;
use crate::rules::Subject;
use crate::source::{FileId, Span};

/// What a report says somewhere.
pub(crate) struct Passage<'s> {
    file: FileId,
    /// Where it begins in the file.
    start: usize,
    /// It as written.
    pub(crate) text: &'s str,
    called: &'s dyn Fn(Range<usize>) -> String,
}

impl Passage<'_> {
    /// A part of it in its file.
    pub(crate) fn span(&self, part: &Range<usize>) -> Span {
        Span::new(self.file, self.start + part.start..self.start + part.end)
    }

    /// What the place of a part is called.
    pub(crate) fn called(&self, part: &Range<usize>) -> String {
        (self.called)(self.start + part.start..self.start + part.end)
    }
}

/// Tells each of the texts of the project, then its narrative as a whole.
pub(crate) fn each_passage(subject: &Subject<'_>, mut tell: impl FnMut(&Passage<'_>)) {
    let project = subject.project;
    let own = &subject.sources.text(project.file);
    let called = |place: Range<usize>| project.texts.at(place).unwrap_or_default();
    for passage in project.texts.places() {
        tell(&Passage { file: project.file, start: passage.start, text: &own[passage.clone()], called: &called });
    }
    let Some(report) = project.report else { return };
    let text = &subject.sources.text(report);
    let places = LazyCell::new(|| Places::of(text));
    tell(&Passage { file: report, start: 0, text, called: &|place| places.at(place.start) });
}
