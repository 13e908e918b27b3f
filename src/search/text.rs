//! What a page says, passage by passage, and how the HTML of a narrative is read as passages.
//!
//! A scanner for the output of our own Markdown, which is well formed; it must not try to repair other HTML.

use super::Kind;
use super::folding::line;

/// A line of a page: what stands in one paragraph, heading or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The fragment of the page's address below which it stands; nothing at the top of the page.
    pub id: String,
    /// In what sort of place it stands.
    pub kind: Kind,
    /// What it says.
    pub text: String,
}

impl Passage {
    /// A line; `None` where there is nothing to read.
    pub fn new(id: &str, kind: Kind, text: &str) -> Option<Passage> {
        let text = line(text);
        (!text.is_empty()).then(|| Passage { id: id.to_owned(), kind, text })
    }
}

/// Elements that belong to the running text. Any other element ends the line it stands in.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements whose content is not text of the page.
const SKIPPED: &[&str] = &["noscript", "svg", "template"];

/// Elements whose content is not markup either: a `<` in it begins no tag.
const RAW: &[&str] = &["script", "style"];

/// The passages of the HTML of a narrative, which begins below the fragment `id`.
pub fn passages(id: &str, html: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut id = id.to_owned();
    let mut kind = Kind::Text;
    let mut current = String::new();
    let mut rest = html;
    while let Some((text, markup)) = rest.split_once('<') {
        push_decoded(&mut current, text);
        let (tag, after) = tag(markup);
        if tag.breaks_line() {
            passages.extend(Passage::new(&id, kind, &current));
            current.clear();
        }
        rest = match tag {
            Tag::Open { name, .. } if RAW.contains(&name) => skip_raw(after, name),
            Tag::Open { name, is_closed: false, .. } if SKIPPED.contains(&name) => skip(after, name),
            Tag::Open { name, id: own, .. } => {
                if is_heading(name) {
                    kind = Kind::Outcome;
                }
                if let Some(own) = own {
                    id.clear();
                    push_decoded(&mut id, own);
                }
                after
            }
            Tag::Close { name } if is_heading(name) => {
                kind = Kind::Text;
                after
            }
            Tag::Close { .. } | Tag::Comment => after,
        };
    }
    push_decoded(&mut current, rest);
    passages.extend(Passage::new(&id, kind, &current));
    passages
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// One piece of markup, without its angle brackets.
enum Tag<'a> {
    Open { name: &'a str, is_closed: bool, id: Option<&'a str> },
    Close { name: &'a str },
    Comment,
}

impl Tag<'_> {
    fn breaks_line(&self) -> bool {
        match self {
            Self::Open { name, .. } | Self::Close { name } => !INLINE.contains(name),
            Self::Comment => false,
        }
    }
}

/// The markup that begins after a `<`, and what follows its `>`.
fn tag(markup: &str) -> (Tag<'_>, &str) {
    if let Some(comment) = markup.strip_prefix("!--") {
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        return (Tag::Comment, after);
    }
    let (inside, after) = split_tag(markup);
    let tag = match inside.strip_prefix('/') {
        Some(inside) => Tag::Close { name: name(inside) },
        None => Tag::Open { name: name(inside), is_closed: inside.ends_with('/'), id: id(inside) },
    };
    (tag, after)
}

/// The attribute `id`, as our own mark-up writes it.
fn id(inside: &str) -> Option<&str> {
    let (_, value) = inside.split_once(" id=\"")?;
    Some(value.split_once('"')?.0)
}

fn name(inside: &str) -> &str {
    let end = inside.find(|c: char| c.is_whitespace() || c == '/');
    &inside[..end.unwrap_or(inside.len())]
}

/// Splits at the `>` that ends a tag; one inside a quoted attribute does not.
fn split_tag(markup: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in markup.char_indices() {
        match (quote, c) {
            (None, '>') => return (&markup[..at], &markup[at + 1..]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    (markup, "")
}

/// What follows the raw element `name`, whose opening tag has been read.
fn skip_raw<'a>(content: &'a str, name: &str) -> &'a str {
    let mut closings = content.match_indices("</");
    let closing = closings.find(|&(at, _)| content[at + 2..].starts_with(name));
    closing.map_or("", |(at, _)| split_tag(&content[at + 2..]).1)
}

/// What follows the element `name`, whose opening tag has been read.
fn skip<'a>(content: &'a str, name: &str) -> &'a str {
    let mut rest = content;
    let mut depth = 1;
    while depth > 0 {
        let Some((_, markup)) = rest.split_once('<') else {
            return "";
        };
        let (tag, after) = tag(markup);
        match tag {
            Tag::Open { name: inner, is_closed: false, .. } if inner == name => depth += 1,
            Tag::Close { name: inner } if inner == name => depth -= 1,
            _ => {}
        }
        rest = after;
    }
    rest
}

/// Appends `text` with its character references replaced; one that is not known stays as it is written.
fn push_decoded(decoded: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once('&') {
        decoded.push_str(before);
        let known = reference.split_once(';').and_then(|(name, after)| Some((referenced(name)?, after)));
        rest = match known {
            Some((c, after)) => {
                decoded.push(c);
                after
            }
            None => {
                decoded.push('&');
                reference
            }
        };
    }
    decoded.push_str(rest);
}

/// The character that `&name;` stands for: numbers, and the names that escaping and our templates write.
fn referenced(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "middot" => '·',
        "times" => '×',
        "divide" => '÷',
        "le" => '≤',
        "ge" => '≥',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "copy" => '©',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fragment, whether it is a heading, and the text of a line.
    type Line = (String, bool, String);

    #[test]
    fn reads_lines_with_what_they_stand_below() {
        let fixture = include_str!("../../tests/fixtures/search/text.json");
        let cases: Vec<(String, Vec<Line>)> = serde_json::from_str(fixture).expect("the fixture is JSON");
        for (html, expected) in cases {
            let found = passages("narrative", &html).into_iter();
            let found: Vec<_> =
                found.map(|passage| (passage.id, passage.kind == Kind::Outcome, passage.text)).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
