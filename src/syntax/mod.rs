//! What a file says: TOML tables, numbers and Markdown with their places. Not yet what it means.

pub mod asked;
pub mod cell;
pub mod change;
mod commonmark;
pub mod entry;
pub mod equation;
pub mod fields;
pub mod figure;
pub mod gap;
mod keys;
pub mod markdown;
pub mod marks;
mod meant;
pub mod number;
pub mod numeral;
pub mod occurrences;
pub mod portions;
pub mod qualifier;
pub mod sections;
mod slips;
pub mod tables;
pub mod tree;

use std::collections::BTreeSet;

use toml::de::DeTable;

use crate::diag::{Finding, Severity};
use crate::source::{FileId, Sources, Span};
use asked::Key;
use fields::{Fields, Reading};

/// Of the parser's errors in one line, how many are looked at: mostly the others follow from them.
const ERRORS_OF_LINE: usize = 20;

/// Reads a whole TOML file: `read` takes its top-level table. Every problem is added to `findings`.
///
/// A file with a syntax error is still read as far as it can be, so that all its problems show at once;
/// problems that only follow from the broken syntax are left out: of the parser's errors after the first, those are shown
/// whose own line has a slip.
pub fn toml<T>(
    sources: &Sources,
    file: FileId,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&mut Fields<'_, '_>) -> T,
) -> T {
    let text = &sources.text(file);
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let broken = !errors.is_empty();
    let mut read_on = slips::Text::new(text);
    // Lines that something is said of, and how many errors of the last one were looked at.
    let (mut lines, mut line, mut looked_at) = (BTreeSet::new(), 0..0, 0);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if !line.contains(&span.start) {
            (line, looked_at) = (read_on.line_at(span.start), 0);
        }
        looked_at += 1;
        if lines.contains(&line.start) || looked_at > ERRORS_OF_LINE {
            continue;
        }
        let slip = slips::behind(&mut read_on, span, error.message());
        let shown = read_on.line_at(slip.range.start).start;
        if lines.contains(&shown) || !lines.is_empty() && !slip.is_evident {
            continue;
        }
        lines.insert(shown);
        let mut finding = Finding::new("syntax-error", Severity::Error, Span::new(file, slip.range));
        finding.message = slip.message;
        findings.push(finding);
    }
    let mut reading = Reading::of(text);
    let meaning = read(&mut Fields::new(table.get_ref(), Span::start_of(file), &mut reading));
    if !broken {
        findings.extend(reading.keys.settle(reading.findings));
    }
    meaning
}

/// The keys that a reader asks a file for, in its order. A reader asks for every key of a table whether it is there or not:
/// one that it did not ask for would be reported as unknown. So reading nothing tells them all.
pub fn keys_of<T>(read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Vec<Key> {
    let nothing = DeTable::new();
    let mut reading = Reading { tells: true, ..Reading::of("") };
    let mut fields = Fields::new(&nothing, Span::start_of(FileId::default()), &mut reading);
    read(&mut fields);
    fields.asked()
}
