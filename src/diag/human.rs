//! Findings as text for a terminal: excerpt, carets, the computation, what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Counts, Finding, Severity, said};
use crate::characters::visible;
use crate::lang::{Arg, Lang, Message};
use crate::source::{Sources, Span};

/// One finding, several lines, ending in a blank line.
pub fn finding(sources: &Sources, lang: Lang, finding: &Finding, colour: bool) -> String {
    let severity = lang.word(finding.severity.word());
    let level = match finding.severity {
        _ if finding.note.is_some() => Level::INFO,
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE,
    };
    let source = sources.get(finding.span.file);
    let text = sources.text(finding.span.file);
    let mut snippet = Snippet::source(visible(&text))
        .path(source.path.as_str())
        .annotation(AnnotationKind::Primary.span(clamp(&text, finding.span)));
    for (span, label) in finding.related.iter().filter(|(span, _)| span.file == finding.span.file) {
        let label = said(lang, label);
        snippet = snippet.annotation(AnnotationKind::Context.span(clamp(&text, *span)).label(label));
    }
    let title = level.clone().with_name(severity).primary_title(said(lang, &finding.message)).id(finding.rule);
    let mut group = title.element(snippet);
    let elsewhere = finding.related.iter().filter(|(span, _)| span.file != finding.span.file);
    let elsewhere: Vec<_> = elsewhere.map(|(span, label)| (span, label, sources.text(span.file))).collect();
    for (span, label, text) in &elsewhere {
        let other = sources.get(span.file);
        let annotation = AnnotationKind::Context.span(clamp(text, **span)).label(said(lang, label));
        let snippet = Snippet::source(visible(text)).path(other.path.as_str()).annotation(annotation);
        group = group.element(snippet);
    }
    for help in advice(lang, finding) {
        group = group.element(Level::NOTE.no_name().message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let report: &[Group<'_>] = &[group];
    renderer.decor_style(DecorStyle::Ascii).render(report) + "\n\n"
}

/// One finding in one line: `warning[told-twice] content/…/report.md:65:25: …`.
pub fn line(sources: &Sources, lang: Lang, finding: &Finding) -> String {
    let position = sources.position(finding.span);
    let path = &sources.get(finding.span.file).path;
    let severity = lang.word(finding.severity.word());
    let message = said(lang, &finding.message);
    format!("{severity}[{}] {path}:{}:{}: {message}\n", finding.rule, position.line, position.column)
}

/// The last line of a check: how many findings of each kind there are.
pub fn summary(lang: Lang, projects: usize, counts: Counts) -> String {
    let message = Message::new("summary")
        .with("projects", projects)
        .with("errors", counts.errors)
        .with("warnings", counts.warnings)
        .with("notices", counts.notices)
        .with("acknowledged", counts.acknowledged);
    lang.say(&message)
}

fn advice(lang: Lang, finding: &Finding) -> Vec<String> {
    let mut lines: Vec<String> = finding.help.iter().map(|help| said(lang, help)).collect();
    if let Some(note) = &finding.note {
        lines.push(said(lang, &Message::new("acknowledged-note").with("note", note.as_str())));
        return lines;
    }
    lines.push(lang.attribute(finding.rule, "why"));
    lines.push(lang.attribute(finding.rule, "fix"));
    if !finding.at.is_nowhere() {
        let how = match &finding.printed {
            None => Message::new("acknowledge"),
            Some(printed) => Message::new("acknowledge-printed").with("printed", printed.as_str()),
        };
        let purpose = if finding.stops() { "acknowledge-purpose-stops" } else { "acknowledge-purpose-shows" };
        let how = how.with("rule", finding.rule).with("at", finding.at.as_str()).with("purpose", Arg::Word(purpose));
        lines.push(said(lang, &how));
    }
    lines
}

/// annotate-snippets panics on a range past the end of the text or inside a character.
fn clamp(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.start().min(text.len()));
    let end = text.floor_char_boundary(span.end().min(text.len())).max(start);
    start..end
}
