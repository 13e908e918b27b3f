//! The events of a text in Markdown, as Chinese reports are written. Makes no HTML and judges nothing.
//!
//! A text is parsed in a [`copy`] of the same length, in which what CommonMark would take wrongly is replaced; what is shown
//! is taken from the text itself. Only `#` makes a heading: what stands above a line of `---` is a paragraph.

mod copy;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use copy::Copy;
pub(super) use copy::is_wide;

/// A text as it was parsed.
pub(super) struct Parsed<'a> {
    /// What there is in it, each with the bytes that it was written in. Texts that stand side by side are one, without
    /// marks; a line that ends within Chinese text does not break it.
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    /// Where characters were written that are in no event and are no mark-up: what they say is not shown.
    pub(super) lost: Vec<Range<usize>>,
}

/// Events with their places, and the places of what is in none.
type Events<'a> = (Vec<(Event<'a>, Range<usize>)>, Vec<Range<usize>>);

/// Parses a text; ranges are bytes of `text`.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    let copy = Copy::of(text);
    let (events, lost) = copy.events(text);
    Parsed { events: side_by_side_as_one(events), lost }
}

/// As [`parse`], beside the characters that are shown, in order, each with the byte where it was written; a line that breaks
/// is a space.
pub(super) fn parse_with_characters(text: &str) -> (Parsed<'_>, Vec<(usize, char)>) {
    let copy = Copy::of(text);
    let (events, lost) = copy.events(text);
    let characters = characters(text, &copy, &events);
    (Parsed { events: side_by_side_as_one(events), lost }, characters)
}

fn characters(text: &str, copy: &Copy, events: &[(Event<'_>, Range<usize>)]) -> Vec<(usize, char)> {
    let mut characters = Vec::new();
    for (event, range) in events {
        match event {
            Event::Text(words) => {
                let hidden = copy.hidden_within(range);
                let is_shown = |at: &usize| !hidden.iter().any(|hidden| hidden.contains(at));
                let places = text[range.clone()].char_indices().map(|(at, _)| range.start + at).filter(is_shown);
                let is_literal = places.clone().count() == words.chars().count();
                let places = places.map(|place| if is_literal { place } else { range.start });
                characters.extend(places.chain(std::iter::repeat(range.start)).zip(words.chars()));
            }
            Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                let start = text[range.clone()].find(&**words);
                let place = |at: usize| range.start + start.map_or(0, |start| start + at);
                characters.extend(words.char_indices().map(|(at, c)| (place(at), c)));
            }
            Event::SoftBreak | Event::HardBreak => characters.push((range.start, ' ')),
            _ => {}
        }
    }
    characters
}

impl Copy {
    /// What there is in the text, each text by itself, and where characters were lost.
    fn events<'a>(&self, text: &'a str) -> Events<'a> {
        let mut parser = self.parser();
        let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::new();
        let mut written = Vec::new();
        let mut named = Vec::new();
        for (event, range) in parser.by_ref() {
            written.extend(written_in(text, &event, &range));
            if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
                named.push(id.to_lowercase());
            }
            let is_underlined = !text[range.clone()].starts_with('#');
            match event {
                Event::Start(Tag::Heading { .. }) if is_underlined => {
                    events.push((Event::Start(Tag::Paragraph), range))
                }
                Event::End(TagEnd::Heading(_)) if is_underlined => {
                    let end = range.end..range.end;
                    events.extend([(Event::End(TagEnd::Paragraph), range), (Event::Rule, end)]);
                }
                event => events.push((self.restored(text, event, &range), range)),
            }
        }
        let definitions = parser.reference_definitions().iter();
        written
            .extend(definitions.filter(|(id, _)| named.contains(&id.to_lowercase())).map(|(_, one)| one.span.clone()));
        (self.joined(text, events), lost(text, written))
    }

    /// An event with the words of the text itself.
    fn restored<'a>(&self, text: &'a str, event: Event<'_>, range: &Range<usize>) -> Event<'a> {
        let own = |words: &str| self.own(text, words, range);
        match event {
            Event::Text(words) => match self.text[range.clone()] == *words {
                true => Event::Text(self.without_marks(text, range)),
                false => Event::Text(words.into_string().into()),
            },
            Event::Code(words) => Event::Code(own(&words)),
            Event::Html(words) => Event::Html(own(&words)),
            Event::InlineHtml(words) => Event::InlineHtml(own(&words)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.address(text, &dest_url, range);
                Event::Start(Tag::Link { link_type, dest_url, title: own(&title), id: id.into_string().into() })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = self.address(text, &dest_url, range);
                Event::Start(Tag::Image { link_type, dest_url, title: own(&title), id: id.into_string().into() })
            }
            Event::FootnoteReference(name) => Event::FootnoteReference(own(&name)),
            Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(own(&name))),
            other => other.into_static(),
        }
    }

    /// Words within a range of the copy, as the text has them. Those of several lines are followed character by character.
    fn own<'a>(&self, text: &'a str, words: &str, range: &Range<usize>) -> CowStr<'a> {
        if let Some(at) = self.text[range.clone()].find(words) {
            return text[range.start + at..range.start + at + words.len()].into();
        }
        let (mut own, mut at) = (Vec::with_capacity(words.len()), range.start);
        for c in words.chars() {
            let is_same = |other: char| other == c || (c == ' ' && matches!(other, '\r' | '\n'));
            match self.text[at..range.end].find(is_same) {
                Some(next) => {
                    let place = at + next..at + next + c.len_utf8();
                    own.extend(if c == ' ' { b" " } else { &text.as_bytes()[place.clone()] });
                    at = place.end;
                }
                None => own.extend(c.to_string().bytes()),
            }
        }
        String::from_utf8_lossy(&own).into_owned().into()
    }

    fn address<'a>(&self, text: &'a str, address: &str, range: &Range<usize>) -> CowStr<'a> {
        let spaced = self.spaced.iter().find(|spaced| range.start < spaced.start && spaced.end < range.end);
        match spaced {
            Some(spaced) => text[spaced.clone()].into(),
            None => self.own(text, address, range),
        }
    }

    /// The events without the breaks of lines within Chinese text. A line that is indented, or begins with a number of
    /// an item, is a line of its own.
    fn joined<'a>(&self, text: &str, events: Vec<(Event<'a>, Range<usize>)>) -> Vec<(Event<'a>, Range<usize>)> {
        let words = |event: &Event<'_>| match event {
            Event::Text(words) | Event::Code(words) => Some(words.to_string()),
            _ => None,
        };
        let is_inside = |at: usize| {
            let before = events[..at].iter().rev().find_map(|(event, _)| words(event)?.chars().next_back());
            let after = events[at + 1..].iter().find_map(|(event, _)| words(event)?.chars().next());
            before.is_some_and(is_wide) || after.is_some_and(is_wide)
        };
        let breaks: Vec<Option<Event<'_>>> = events
            .iter()
            .enumerate()
            .map(|(at, (event, range))| match event {
                Event::SoftBreak if self.begins_line(text, range.end) => Some(Event::HardBreak),
                Event::SoftBreak if is_inside(at) => None,
                event => Some(event.clone()),
            })
            .collect();
        let places = events.iter().map(|(_, range)| range.clone());
        breaks.into_iter().zip(places).filter_map(|(event, range)| Some((event?, range))).collect()
    }

    /// Whether a line begins at a place that its author meant to begin there.
    fn begins_line(&self, text: &str, at: usize) -> bool {
        let line = self.text[at..].trim_start_matches([' ', '>']);
        line.starts_with(['\u{c}', '\u{3000}']) || begins_item(&text[text.len() - line.len()..])
    }

    fn without_marks<'a>(&self, text: &'a str, range: &Range<usize>) -> CowStr<'a> {
        let (mut shown, mut from) = (String::new(), range.start);
        for hidden in self.hidden_within(range) {
            shown.push_str(&text[from..hidden.start.max(from)]);
            from = hidden.end.min(range.end);
        }
        match from == range.start {
            true => text[range.clone()].into(),
            false => (shown + &text[from..range.end]).into(),
        }
    }
}

/// Whether a line begins as an item of a list that is printed, not made by mark-up: `2.甲`, `（1）甲`, `二、甲`, `①甲`, `-甲`.
fn begins_item(line: &str) -> bool {
    const NUMERALS: &str = "0123456789０１２３４５６７８９一二三四五六七八九十百";
    let is_bracketed = line.starts_with(['（', '(']);
    let from_number = line.trim_start_matches(['（', '(']);
    let behind = from_number.trim_start_matches(|c| NUMERALS.contains(c));
    let digits = from_number[..from_number.len() - behind.len()].chars().count();
    let is_numbered = match is_bracketed {
        true => behind.starts_with(['）', ')']),
        false => {
            let is_decimal = behind.chars().nth(1).is_some_and(|c| NUMERALS.contains(c));
            behind.starts_with(['、', '．', '.', ')', '）']) && !is_decimal
        }
    };
    let is_bullet = line
        .strip_prefix(['-', '•', '●', '■', '◆', '▲', '※'])
        .is_some_and(|rest| rest.chars().next().is_some_and(|c| !c.is_ascii_digit() && c != '-'));
    ((1..=3).contains(&digits) && is_numbered)
        || line.starts_with(|c| matches!(c, '①'..='⒛' | '㈠'..='㈩'))
        || is_bullet
}

/// The events with each run of texts as one text.
fn side_by_side_as_one(events: Vec<(Event<'_>, Range<usize>)>) -> Vec<(Event<'_>, Range<usize>)> {
    let mut merged: Vec<(Event<'_>, Range<usize>)> = Vec::with_capacity(events.len());
    let mut run: Vec<(CowStr<'_>, Range<usize>)> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Text(words) => run.push((words, range)),
            event => {
                merged.extend(as_one(&mut run));
                merged.push((event, range));
            }
        }
    }
    merged.extend(as_one(&mut run));
    merged
}

fn as_one<'a>(run: &mut Vec<(CowStr<'a>, Range<usize>)>) -> Option<(Event<'a>, Range<usize>)> {
    let place = run.first()?.1.start..run.last()?.1.end;
    let words = match run.len() {
        1 => run.pop()?.0,
        _ => run.drain(..).map(|(words, _)| words.into_string()).collect::<String>().into(),
    };
    run.clear();
    Some((Event::Text(words), place))
}

/// The bytes that an event shows, or that are its mark-up though they are words: an address, a footnote's name, the
/// language of code, the number of an item.
fn written_in(text: &str, event: &Event<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let line = || range.start..range.start + text[range.clone()].find('\n').unwrap_or(range.len());
    match event {
        Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
            Some(range.clone())
        }
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
            let written = &text[range.clone()];
            let address = written.rfind("](").or_else(|| written.rfind("][")).unwrap_or(written.len());
            let is_automatic = written.starts_with('<');
            Some(if is_automatic { range.clone() } else { range.start + address..range.end })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if language.is_ascii() => Some(line()),
        Event::Start(Tag::FootnoteDefinition(_)) => {
            let label = text[range.clone()].find("]:").map_or(0, |end| end + 2);
            Some(range.start..range.start + label)
        }
        Event::Start(Tag::Item) => Some(range.start..range.start + item_marker(&text[range.clone()]).len()),
        _ => None,
    }
}

/// The number of an item as it was written, `3.` or `3)`; empty for one without.
pub(super) fn item_marker(item: &str) -> &str {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { "" } else { &item[..digits + 1] }
}

/// Where characters stand that no event was written in and that are no mark-up.
fn lost(text: &str, mut written: Vec<Range<usize>>) -> Vec<Range<usize>> {
    written.sort_by_key(|range| range.start);
    let mut lost = Vec::new();
    let mut from = 0;
    for range in written.into_iter().chain(std::iter::once(text.len()..text.len())) {
        if range.start > from {
            let said = text[from..range.start].lines().map(|line| line.trim_matches(is_mark_up));
            lost.extend(said.filter(|said| !said.is_empty()).map(|said| {
                let start = said.as_ptr() as usize - text.as_ptr() as usize;
                start..start + said.len()
            }));
        }
        from = from.max(range.end);
    }
    lost
}

/// Whether a character can be mark-up.
fn is_mark_up(c: char) -> bool {
    c.is_whitespace() || "#*_~`>|-:+=[]()!\\<^".contains(c)
}

#[cfg(test)]
mod tests;
