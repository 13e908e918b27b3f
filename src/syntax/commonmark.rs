//! The events of a text in Markdown, as Chinese reports are written. Makes no HTML and judges nothing.
//!
//! CommonMark's rules for emphasis know words with spaces between them. Here a text is parsed in a copy of the same length,
//! in which what they would take wrongly is replaced by what they take rightly; what is shown is taken from the text itself:
//! - beside full-width punctuation `**` begins and ends as it does beside a letter: `**（一）组织领导。**成立专班`;
//! - one `*` between two words or figures is a multiplication: `分值*完成率*100%`; one `~` stands for "to": `（1）~（3）项`;
//! - brackets and braces of marks are not there: `[**1700**万元]{funds.spent}`;
//! - two `_` and more are a blank to be filled in: `____年__月`;
//! - what is indented is a paragraph, and what stands above a line of `---` too: only a fence makes code, only `#` a heading;
//! - a `|` in code divides no cells, and an address may have spaces: `[附件](files/附件 1.pdf)`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::marks;

/// What a text may use beyond plain Markdown.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

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

/// The copy that is parsed.
struct Copy {
    text: String,
    /// Brackets and braces of marks, and indentation.
    hidden: Vec<Range<usize>>,
    /// Addresses with spaces.
    spaced: Vec<Range<usize>>,
}

impl Copy {
    fn of(text: &str) -> Copy {
        let mut bytes = text.as_bytes().to_vec();
        let mut hidden = Vec::new();
        for mark in marks::find(text) {
            hidden.extend([mark.said.start - 1..mark.said.start, mark.said.end..mark.of.end + 1]);
        }
        let spaced = spaced_addresses(text, &hidden);
        for range in &hidden {
            bytes[range.clone()].fill(LETTER);
        }
        for address in &spaced {
            bytes[address.clone()].iter_mut().filter(|byte| **byte == b' ').for_each(|byte| *byte = LETTER);
        }
        for pipe in pipes_in_code(text) {
            bytes[pipe] = LETTER;
        }
        replace_delimiters(text, &hidden, &mut bytes);
        // Whole characters were replaced by whole characters.
        let text = String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned());
        let mut copy = Copy { text, hidden, spaced };
        copy.take_indentation();
        copy.hidden.sort_by_key(|hidden| hidden.start);
        copy
    }

    /// Makes paragraphs of what is indented like code.
    fn take_indentation(&mut self) {
        // Behind the sign of a quotation or an item too.
        if !self.text.contains("    ") && !self.text.contains('\t') {
            return;
        }
        let mut indentation = Vec::new();
        let mut is_indented = false;
        for (event, range) in Parser::new_ext(&self.text, OPTIONS).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => is_indented = matches!(kind, CodeBlockKind::Indented),
                Event::End(TagEnd::CodeBlock) => is_indented = false,
                Event::Text(words) if is_indented && !words.trim().is_empty() => {
                    let before = &self.text[..range.start];
                    let spaces = before.bytes().rev().take(4).take_while(|byte| *byte == b' ').count();
                    let length = if before.ends_with('\t') { 1 } else { spaces };
                    let deeper = self.text[range.start..].bytes().take_while(|byte| b" \t".contains(byte)).count();
                    indentation.push(range.start - length..range.start + deeper);
                }
                _ => {}
            }
        }
        for indented in indentation.into_iter().filter(|indented| !indented.is_empty()) {
            self.text.replace_range(indented.start..indented.start + 1, INDENTATION);
            self.hidden.push(indented);
        }
    }

    /// What there is in the text, each text by itself, and where characters were lost.
    fn events<'a>(&self, text: &'a str) -> Events<'a> {
        let mut parser = Parser::new_ext(&self.text, OPTIONS).into_offset_iter();
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

    fn hidden_within(&self, range: &Range<usize>) -> &[Range<usize>] {
        let first = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let length = self.hidden[first..].partition_point(|hidden| hidden.start < range.end);
        &self.hidden[first..first + length]
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

/// Stands for a space that indents no code: a form feed, which is white space to the parser, but no indentation.
const INDENTATION: &str = "\u{c}";

/// Stands for a character that has no meaning for the parser.
const LETTER: u8 = b'x';

/// Stands for punctuation that has no meaning for the parser.
const SIGN: u8 = b',';
/// Of an address with spaces, in bytes.
const LONGEST_ADDRESS: usize = 600;

/// Addresses of links on one line that have spaces, which CommonMark takes for no links.
fn spaced_addresses(text: &str, hidden: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut spaced = Vec::new();
    for (at, opening) in text.match_indices("](") {
        let start = at + opening.len();
        let near = &text[start..text.floor_char_boundary(start + LONGEST_ADDRESS)];
        let Some(length) = near.find([')', '\n']).filter(|end| text[start + end..].starts_with(')')) else {
            continue;
        };
        let address = &text[start..start + length];
        let is_plain = !address.contains(['"', '\'', '<', '>', '(']) && address.trim() == address;
        let next = hidden.partition_point(|hidden| hidden.end <= at);
        let is_hidden = hidden.get(next).is_some_and(|hidden| hidden.start <= at);
        if address.contains(' ') && address.contains(['.', '/']) && is_plain && !is_hidden {
            spaced.push(start..start + length);
        }
    }
    spaced
}

/// Where a `|` stands in code on one line.
fn pipes_in_code(text: &str) -> Vec<usize> {
    let mut pipes = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains('|') && line.contains('`') {
            let mut opened: Option<(usize, usize)> = None;
            let mut at = 0;
            while let Some(next) = line[at..].find('`').map(|next| at + next) {
                let length = line[next..].bytes().take_while(|byte| *byte == b'`').count();
                match opened {
                    Some((from, count)) if count == length => {
                        let inside = line[from..next].match_indices('|').map(|(pipe, _)| start + from + pipe);
                        pipes.extend(inside.filter(|pipe| !text[..*pipe].ends_with('\\')));
                        opened = None;
                    }
                    Some(_) => {}
                    None => opened = Some((next + length, length)),
                }
                at = next + length;
            }
        }
        start += line.len();
    }
    pipes
}

/// Replaces what stands beside runs of `*`, `_` and `~`, or a run that is no delimiter.
fn replace_delimiters(text: &str, hidden: &[Range<usize>], bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = text[at..].find(['*', '_', '~']).map(|next| at + next) {
        let mark = text.as_bytes()[start];
        let end = start + text[start..].bytes().take_while(|byte| *byte == mark).count();
        at = end;
        // The brackets of marks are not there: what stands behind them is beside.
        let before = shown_before(text, hidden, start);
        let after = shown_after(text, hidden, end);
        if before.is_some_and(|(_, c)| c == '\\') {
            continue;
        }
        let is_sign = match mark {
            // `138****0000`: a number of which a part was masked.
            b'*' if end - start > 3 => before.is_some() || after.is_some(),
            b'*' => {
                end - start == 1
                    && before.is_some_and(|(_, c)| ends_term(c))
                    && after.is_some_and(|(_, c)| begins_term(c))
            }
            b'~' => end - start == 1,
            // `____年__月`; alone on a line it is a rule.
            _ => end - start > 1 && (before.is_some() || after.is_some()),
        };
        if is_sign {
            bytes[start..end].fill(SIGN);
            continue;
        }
        // One `*` beside punctuation may as well be a sign of the report, as in `*为必填项，*为核心项`.
        if mark == b'_' || end - start == 1 {
            continue;
        }
        let (Some((left, before)), Some((right, after))) = (before, after) else { continue };
        let (is_word_before, is_word_after) = (before.is_alphanumeric(), after.is_alphanumeric());
        match (is_word_before, is_word_after) {
            // `…领导。**成立`: beside a letter the run may end emphasis; behind an opening bracket it begins some anyway.
            (false, true) if !before.is_ascii() && !is_opening(before) => replace(bytes, left, before, Shape::Letter),
            (true, false) if is_opening(after) => replace(bytes, right, after, Shape::Letter),
            // `**[甲](a)**乙`, `甲**"乙"**丙`: punctuation on both sides has the same effect.
            (false, true) if !is_wide(before) && is_wide(after) && before.is_ascii_punctuation() => {
                replace(bytes, right, after, Shape::Punctuation);
            }
            (true, false) if is_wide(before) && !is_wide(after) && after.is_ascii_punctuation() => {
                replace(bytes, left, before, Shape::Punctuation);
            }
            // `**1.**2022年`: no mark-up, so it can be a letter as well.
            (false, true) if ".,%?!".contains(before) => replace(bytes, left, before, Shape::Letter),
            _ => {}
        }
    }
}

fn shown_before(text: &str, hidden: &[Range<usize>], at: usize) -> Option<(usize, char)> {
    let mut at = at;
    while let Ok(found) = hidden.binary_search_by_key(&at, |range| range.end) {
        at = hidden[found].start;
    }
    let c = text[..at].chars().next_back().filter(|c| !c.is_whitespace())?;
    Some((at - c.len_utf8(), c))
}

fn shown_after(text: &str, hidden: &[Range<usize>], at: usize) -> Option<(usize, char)> {
    let mut at = at;
    while let Ok(found) = hidden.binary_search_by_key(&at, |range| range.start) {
        at = hidden[found].end;
    }
    let c = text[at..].chars().next().filter(|c| !c.is_whitespace())?;
    Some((at, c))
}

/// What a character of the copy is to be.
enum Shape {
    Letter,
    Punctuation,
}

/// Replaces a character of the copy by a letter or a punctuation mark of the same length.
fn replace(bytes: &mut [u8], at: usize, c: char, shape: Shape) {
    let other = match (shape, c.len_utf8()) {
        (Shape::Letter, 1) => "x",
        (Shape::Letter, 2) => "ß",
        (Shape::Letter, 3) => "字",
        (Shape::Letter, 4) => "𠀀",
        (Shape::Punctuation, 3) => "，",
        (Shape::Punctuation, 4) => "𐄀",
        _ => return,
    };
    bytes[at..at + other.len()].copy_from_slice(other.as_bytes());
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

/// Whether a factor or a word can end so.
fn ends_term(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | '）' | ']' | '%' | '％' | '‰' | '”' | '》')
}

/// Whether a factor or a word can begin so.
fn begins_term(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '（' | '[' | '“' | '《')
}

/// Whether a character is one of Chinese text: an ideograph, full-width, or punctuation that Chinese writes with.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{b7}')
}

fn is_opening(c: char) -> bool {
    "（〔【《〈「『“‘［｛".contains(c)
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
mod tests {
    use super::*;

    /// Every text that ends up on the page, and every character that does not.
    fn shown(text: &str) -> String {
        let parsed = parse(text);
        assert_eq!(parsed.lost, Vec::<Range<usize>>::new(), "{text}");
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, parsed.events.into_iter().map(|(event, _)| event));
        html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    #[test]
    fn emphasis_works_beside_chinese_punctuation() {
        let punctuation = "，。、；：？！“”‘’（）【】《》〈〉「」『』〔〕—…·～％";
        for mark in punctuation.chars() {
            for (delimiter, open, close) in [("**", "<strong>", "</strong>"), ("~~", "<del>", "</del>")] {
                let inner = if is_opening(mark) { format!("甲{mark}乙") } else { format!("甲{mark}") };
                let text = format!("前{delimiter}{inner}{delimiter}她");
                assert_eq!(shown(&text), format!("前{open}{inner}{close}她"), "{text}");
                let inner = if is_opening(mark) { format!("{mark}乙") } else { "乙".to_owned() };
                let text = format!("{delimiter}{inner}{delimiter}{mark}丙");
                assert_eq!(shown(&text), format!("{open}{inner}{close}{mark}丙"), "{text}");
            }
        }
    }

    #[test]
    fn what_is_written_is_shown() {
        for (text, html) in [
            ("**（一）组织领导。**成立专班", "<strong>（一）组织领导。</strong>成立专班"),
            ("甲**（乙）**丙", "甲<strong>（乙）</strong>丙"),
            ("甲**“乙”**丙", "甲<strong>“乙”</strong>丙"),
            ("甲**\"乙\"**丙", "甲<strong>\"乙\"</strong>丙"),
            ("甲**`乙`**丙", "甲<strong><code>乙</code></strong>丙"),
            ("**[甲](a.html)**乙", "<strong><a href=\"a.html\">甲</a></strong>乙"),
            ("甲**[92分]{score}**乙", "甲<strong>92分</strong>乙"),
            ("甲[**1700**万元]{funds.spent}乙", "甲<strong>1700</strong>万元乙"),
            ("**甲**，**乙**（**丙**）", "<strong>甲</strong>，<strong>乙</strong>（<strong>丙</strong>）"),
            ("***甲。***乙", "<em><strong>甲。</strong></em>乙"),
            ("**甲：**100%", "<strong>甲：</strong>100%"),
            ("**100%**的", "<strong>100%</strong>的"),
            ("**Wi-Fi.**覆盖", "<strong>Wi-Fi.</strong>覆盖"),
            ("*甲* 乙", "<em>甲</em> 乙"),
            ("分值*完成率*100%", "分值*完成率*100%"),
            ("12*30*2元", "12*30*2元"),
            ("*为必填项，*为核心项；注：*号", "*为必填项，*为核心项；注：*号"),
            ("**1.**2022年 **5℃**了", "<strong>1.</strong>2022年 <strong>5℃</strong>了"),
            (
                "**（盖章）**____ ____（签字）____，____年__月（__）__、",
                "<strong>（盖章）</strong>____ ____（签字）____，____年__月（__）__、",
            ),
            ("[**92**分]{score}，~~[92分]{score}。~~共", "<strong>92</strong>分，<del>92分。</del>共"),
            ("[&lt;5*2%]{甲}和\\*3*4", "&lt;5*2%和*3*4"),
            ("138****0000和139****0000", "138****0000和139****0000"),
            ("（甲+乙）*丙*丁", "（甲+乙）*丙*丁"),
            ("5%*3*（2+1）", "5%*3*（2+1）"),
            ("（1）~（3）项和（5）~（7）项", "（1）~（3）项和（5）~（7）项"),
            ("3~5天，~~删去。~~共7~9天", "3~5天，<del>删去。</del>共7~9天"),
            ("`a*b*c` 与 `**`", "<code>a*b*c</code> 与 <code>**</code>"),
            ("\\*甲\\*", "*甲*"),
            ("[附件](files/附件 1.pdf)", "<a href=\"files/%E9%99%84%E4%BB%B6%201.pdf\">附件</a>"),
            ("a_b_c", "a_b_c"),
            ("&lt;甲&gt;", "&lt;甲&gt;"),
        ] {
            assert_eq!(shown(text), html, "{text}");
        }
    }

    #[test]
    fn lines_join_within_chinese_text_and_words_keep_their_space() {
        assert_eq!(shown("第一行，\n第二行"), "第一行，第二行");
        assert_eq!(shown("共\n12件"), "共12件");
        assert_eq!(shown("**甲**\n乙"), "<strong>甲</strong>乙");
        assert_eq!(shown("one\ntwo"), "one\ntwo");
        assert_eq!(shown("甲  \n乙"), "甲<br />\n乙");
    }

    #[test]
    fn lines_that_begin_as_items_or_indented_stay_lines() {
        let lines = "投入5<br />\n2.产出6<br />\n（3）甲<br />\n二、乙<br />\n①丙<br />\n-丁";
        assert_eq!(shown(&lines.replace("<br />", "")), lines);
        assert_eq!(shown("共计\n12.5万元，\n2022年"), "共计12.5万元，2022年");
        assert_eq!(shown("　　甲。\n　　乙。\n丙"), "　　甲。<br />\n　　乙。丙");
        for indentation in ["    ", "\t", "      "] {
            let text = format!("{indentation}**（一）甲。**乙[9分]{{score}}\n{indentation}丙\n丁");
            assert_eq!(shown(&text), "<strong>（一）甲。</strong>乙9分<br />\n丙丁", "{text:?}");
        }
        assert!(shown("1. 甲\n\n        乙\n").contains("<p>乙</p>\n</li>"));
        assert_eq!(shown("```\n    a*b\n```"), "<pre><code>    a*b\n</code></pre>");
    }

    #[test]
    fn characters_stand_where_they_were_written() {
        let text = "**甲。**乙[9*2分]{score}\n丙&lt;\\*`丁*`";
        let shown: String = parse_with_characters(text).1.into_iter().map(|(_, c)| c).collect();
        assert_eq!(shown, "甲。乙9*2分丙<*丁*");
        for (at, c) in parse_with_characters(text).1.into_iter().filter(|(_, c)| *c != '<') {
            assert!(text[at..].starts_with(c), "{c}");
        }
    }

    #[test]
    fn code_in_a_table_is_one_cell() {
        assert!(shown("| 甲 | 乙 |\n|---|---|\n| `a|b` | 丙 |\n").contains("<td><code>a|b</code></td><td>丙</td>"));
    }

    #[test]
    fn what_is_not_shown_is_known() {
        let lost =
            |text: &str| -> Vec<String> { parse(text).lost.into_iter().map(|range| text[range].to_owned()).collect() };
        assert_eq!(lost("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 |\n"), ["戊"]);
        assert_eq!(lost("甲\n\n[注]: 另行说明\n"), ["注]: 另行说明"]);
        assert_eq!(lost("[甲][注]\n\n[注]: https://example.gov.cn/\n"), [""; 0]);
        assert_eq!(
            lost("## 甲 ##\n\n1. 乙\n2) 丙\n\n- 丁\n\n> 戊\n\n```text\n己\n```\n\n甲[^1]\n\n[^1]: 庚\n"),
            [""; 0]
        );
    }

    #[test]
    fn of_any_text_every_character_is_shown_or_known_to_be_lost() {
        let pieces = [
            "甲",
            "乙",
            "丙",
            "，",
            "。",
            "（",
            "）",
            "“",
            "**",
            "*",
            "~~",
            "~",
            "`",
            "[",
            "]",
            "](a.html)",
            "[^1]",
            "[^1]: ",
            "|",
            "|---|---|\n",
            "\n",
            "\n\n",
            "- ",
            "3. ",
            "> ",
            "12",
            "%",
            "_",
            "\\",
            "![",
            "## ",
            "{丁}",
            "]{丁}",
            "<",
            ">",
            "&amp;",
            "    ",
            "\t",
            "\r\n",
            "\n===\n",
            "____",
            "　　",
            "℃",
            " ",
            "]: ",
            "---\n",
            "```",
        ];
        let mut seed: u64 = 1;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..14 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let parsed = parse(&text);
            let words = parsed.events.iter().map(|(event, _)| match event {
                Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                    words.to_string()
                }
                _ => String::new(),
            });
            let words: String = words.collect();
            assert!(!words.contains(['x', ',', '字', 'ß', '\u{c}']), "of the copy, not of {text:?}: {words:?}");
            let lost: String = parsed.lost.iter().map(|range| &text[range.clone()]).collect();
            for c in ['甲', '乙', '丙', '，', '。', '（', '）', '“'] {
                let count = |text: &str| text.matches(c).count();
                assert_eq!(count(&words) + count(&lost), count(&text), "{c} of {text:?}: {words:?}, lost {lost:?}");
            }
        }
    }
}
