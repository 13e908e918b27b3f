//! The text of a rendered page, line by line: what a reader sees inside `<main data-search-body>`.
//!
//! A scanner for the output of our own templates, which is well formed; it must not try to repair other HTML.
//! `search.js` walks the parsed page by the same rules (`linesOf`): the element names below stand there too, and
//! `tests/fixtures/search/text.json` holds both to the same lines.

use super::folding::line;

/// Elements that belong to the running text. Any other element ends the line it stands in.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements whose content is not text of the page.
const SKIPPED: &[&str] = &["noscript", "svg", "template"];

/// Elements whose content is not markup either: a `<` in it begins no tag.
const RAW: &[&str] = &["script", "style"];

/// What marks an element that repeats words of the page: a search finds them where they stand themselves.
const ECHO: &str = " data-search-echo";

/// The lines of the element `<main data-search-body>` of `html`; none if there is no such element.
pub(super) fn lines(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut rest = body(html).unwrap_or_default();
    while let Some((text, markup)) = rest.split_once('<') {
        push_decoded(&mut current, text);
        let (tag, after) = tag(markup);
        rest = match tag {
            Tag::Open { name, .. } if RAW.contains(&name) => skip_raw(after, name),
            Tag::Open { name, is_closed: false, is_echo } if is_echo || SKIPPED.contains(&name) => skip(after, name),
            _ => after,
        };
        if tag.breaks_line() {
            end_line(&mut lines, &mut current);
        }
    }
    push_decoded(&mut current, rest);
    end_line(&mut lines, &mut current);
    lines
}

fn end_line(lines: &mut Vec<String>, current: &mut String) {
    let text = line(current);
    if !text.is_empty() {
        lines.push(text);
    }
    current.clear();
}

/// What lies between `<main … data-search-body …>` and `</main>`.
fn body(html: &str) -> Option<&str> {
    let mut rest = html;
    loop {
        let (_, markup) = rest.split_once("<main")?;
        let (attributes, content) = split_tag(markup);
        if attributes.contains("data-search-body") {
            return content.split_once("</main").map(|(body, _)| body);
        }
        rest = content;
    }
}

/// One piece of markup, without its angle brackets.
enum Tag<'a> {
    Open { name: &'a str, is_closed: bool, is_echo: bool },
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
        None => Tag::Open { name: name(inside), is_closed: inside.ends_with('/'), is_echo: inside.contains(ECHO) },
    };
    (tag, after)
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

    #[test]
    fn reads_the_lines_the_client_reads() {
        let fixture = include_str!("../../tests/fixtures/search/text.json");
        let cases: Vec<(String, Vec<String>)> = serde_json::from_str(fixture).expect("the fixture is JSON");
        for (html, expected) in cases {
            assert_eq!(lines(&html), expected, "{html}");
        }
    }
}
