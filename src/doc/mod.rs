//! What a file says: TOML tables, numbers and Markdown with their places. Not yet what it means.

pub mod cell;
pub mod commonmark;
pub mod entry;
pub mod fields;
pub mod figure;
pub mod markdown;
pub mod marks;
pub mod number;
pub mod numeral;
pub mod sections;

use toml::de::DeTable;

use crate::diag::{Finding, Severity};
use crate::lang::{Arg, Message};
use crate::source::{FileId, Sources, Span};
use fields::Fields;

/// Reads a whole TOML file: `read` takes its top-level table. Every problem is added to `findings`.
///
/// A file with a syntax error is still read as far as it can be, so that all its problems show at once;
/// problems that only follow from the broken syntax are left out.
pub fn toml<T>(
    sources: &Sources,
    file: FileId,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&mut Fields<'_, '_>) -> T,
) -> T {
    let text = &sources.get(file).text;
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let broken = !errors.is_empty();
    for error in errors.into_iter().take(SYNTAX_ERRORS_SHOWN) {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        let mut finding = Finding::new("syntax-error", Severity::Error, span);
        finding.message = Message::new("syntax-error").with("detail", detail(error.message()));
        findings.push(finding);
    }
    let mut consequences = Vec::new();
    let collected = if broken { &mut consequences } else { findings };
    let span = Span::start_of(file);
    read(&mut Fields::new(table.get_ref(), span, collected))
}

/// What the parser says, in words of the catalogues where it is one of the usual mistakes.
fn detail(message: &str) -> Arg {
    let usual = [
        ("duplicate key", "syntax-duplicate-key"),
        ("string values must be quoted", "syntax-unquoted"),
        ("invalid basic string", "syntax-unclosed-string"),
        ("invalid literal string", "syntax-unclosed-string"),
        ("key with no value", "syntax-no-value"),
        ("unclosed", "syntax-unclosed-bracket"),
        ("missing comma", "syntax-no-comma"),
        ("extra", "syntax-extra"),
    ];
    match usual.iter().find(|(begins, _)| message.starts_with(begins)) {
        Some((_, word)) => Arg::Word(word),
        None => Arg::Text(message.to_owned()),
    }
}

/// One missing quote brings a cascade of errors; those after the first few say nothing new.
const SYNTAX_ERRORS_SHOWN: usize = 3;
