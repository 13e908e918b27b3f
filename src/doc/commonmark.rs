//! The events of a text in Markdown, as Chinese reports are written. Makes no HTML and judges nothing.
//!
//! CommonMark's rules for emphasis know words with spaces between them. Here a text is parsed in a copy of the same length,
//! in which what they would take wrongly is replaced by what they take rightly; what is shown is taken from the text itself:
//! - beside full-width punctuation `**` begins and ends as it does beside a letter: `**（一）组织领导。**成立专班`;
//! - one `*` between two words or figures is a multiplication: `分值*完成率*100%`; one `~` stands for "to": `（1）~（3）项`;
//! - brackets and braces of marks are not there: `[**1700**万元]{funds.spent}`;
//! - a `|` in code divides no cells, and an address may have spaces: `[附件](files/附件 1.pdf)`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

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

/// Parses a text; ranges are bytes of `text`.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    let copy = Copy::of(text);
    let mut parser = Parser::new_ext(&copy.text, OPTIONS).into_offset_iter();
    let mut events: Vec<(Event<'_>, Range<usize>)> = Vec::new();
    let mut written = Vec::new();
    let mut named = Vec::new();
    for (event, range) in parser.by_ref() {
        written.extend(written_in(text, &event, &range));
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            named.push(id.to_lowercase());
        }
        events.push((copy.restored(text, event, &range), range));
    }
    let definitions = parser.reference_definitions().iter();
    written.extend(definitions.filter(|(id, _)| named.contains(&id.to_lowercase())).map(|(_, one)| one.span.clone()));
    Parsed { events: side_by_side_as_one(joined(events)), lost: lost(text, written) }
}

/// The copy that is parsed.
struct Copy {
    text: String,
    /// Brackets and braces of marks.
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
        Copy { text: String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()), hidden, spaced }
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
            let is_same = |other: char| other == c || (c == ' ' && other == '\n');
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

    fn without_marks<'a>(&self, text: &'a str, range: &Range<usize>) -> CowStr<'a> {
        let first = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let hidden = self.hidden[first..].iter().take_while(|hidden| hidden.start < range.end);
        let (mut shown, mut from) = (String::new(), range.start);
        for hidden in hidden {
            shown.push_str(&text[from..hidden.start.max(from)]);
            from = hidden.end.min(range.end);
        }
        match from == range.start {
            true => text[range.clone()].into(),
            false => (shown + &text[from..range.end]).into(),
        }
    }
}

/// Stands for a character that has no meaning for the parser.
const LETTER: u8 = b'x';

/// Addresses of links on one line that have spaces, which CommonMark takes for no links.
fn spaced_addresses(text: &str, hidden: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut spaced = Vec::new();
    for (at, opening) in text.match_indices("](") {
        let start = at + opening.len();
        let Some(length) = text[start..].find([')', '\n']).filter(|end| text[start + end..].starts_with(')')) else {
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
            _ => false,
        };
        if is_sign {
            bytes[start..end].fill(LETTER);
            continue;
        }
        let (Some((left, before)), Some((right, after))) = (before, after) else { continue };
        let (is_word_before, is_word_after) = (before.is_alphanumeric(), after.is_alphanumeric());
        match (is_word_before, is_word_after) {
            // `…领导。**成立`: beside a letter the run may end emphasis; behind an opening bracket it begins some anyway.
            (false, true) if is_wide(before) && !is_opening(before) => replace(bytes, left, before, Shape::Letter),
            (true, false) if is_wide(after) && is_opening(after) => replace(bytes, right, after, Shape::Letter),
            // `**[甲](a)**乙`, `甲**"乙"**丙`: punctuation on both sides has the same effect.
            (false, true) if !is_wide(before) && is_wide(after) && before.is_ascii_punctuation() => {
                replace(bytes, right, after, Shape::Punctuation);
            }
            (true, false) if is_wide(before) && !is_wide(after) && after.is_ascii_punctuation() => {
                replace(bytes, left, before, Shape::Punctuation);
            }
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
        (Shape::Letter, 2) => "ß",
        (Shape::Letter, 3) => "字",
        (Shape::Letter, 4) => "𠀀",
        (Shape::Punctuation, 3) => "，",
        (Shape::Punctuation, 4) => "𐄀",
        _ => return,
    };
    bytes[at..at + other.len()].copy_from_slice(other.as_bytes());
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

/// The events without the breaks of lines within Chinese text.
fn joined(events: Vec<(Event<'_>, Range<usize>)>) -> Vec<(Event<'_>, Range<usize>)> {
    let words = |event: &Event<'_>| match event {
        Event::Text(words) | Event::Code(words) => Some(words.to_string()),
        _ => None,
    };
    let is_inside = |at: usize| {
        let before = events[..at].iter().rev().find_map(|(event, _)| words(event)?.chars().next_back());
        let after = events[at + 1..].iter().find_map(|(event, _)| words(event)?.chars().next());
        before.is_some_and(is_wide) || after.is_some_and(is_wide)
    };
    let is_kept = |at: &usize| !(matches!(events[*at].0, Event::SoftBreak) && is_inside(*at));
    let kept: Vec<bool> = (0..events.len()).map(|at| is_kept(&at)).collect();
    events.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(event, _)| event).collect()
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
            let lost: String = parsed.lost.iter().map(|range| &text[range.clone()]).collect();
            for c in ['甲', '乙', '丙', '，', '。', '（', '）', '“'] {
                let count = |text: &str| text.matches(c).count();
                assert_eq!(count(&words) + count(&lost), count(&text), "{c} of {text:?}: {words:?}, lost {lost:?}");
            }
        }
    }
}
