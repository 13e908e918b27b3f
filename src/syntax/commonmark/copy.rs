//! The copy of a text that is parsed, of the same length. Reads nothing back from it.
//!
//! CommonMark's rules for emphasis know words with spaces between them. Here what they would take wrongly is replaced by what
//! they take rightly:
//! - beside full-width punctuation `**` begins and ends as it does beside a letter: `**（一）组织领导。**成立专班`;
//! - one `*` between two words or figures is a multiplication: `分值*完成率*100%`; one `~` stands for "to": `（1）~（3）项`;
//! - brackets and braces of marks are not there: `[**1700**万元]{funds.spent}`;
//! - two `_` and more are a blank to be filled in: `____年__月`;
//! - what is indented is a paragraph: only a fence makes code;
//! - a `|` in code divides no cells, and an address may have spaces: `[附件](files/附件 1.pdf)`.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::syntax::marks;

/// What a text may use beyond plain Markdown.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// The copy that is parsed.
pub(super) struct Copy {
    pub(super) text: String,
    /// Brackets and braces of marks, and indentation.
    hidden: Vec<Range<usize>>,
    /// Addresses with spaces.
    pub(super) spaced: Vec<Range<usize>>,
}

impl Copy {
    pub(super) fn of(text: &str) -> Copy {
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

    /// What the parser makes of it.
    pub(super) fn parser(&self) -> OffsetIter<'_> {
        Parser::new_ext(&self.text, OPTIONS).into_offset_iter()
    }

    /// Makes paragraphs of what is indented like code.
    fn take_indentation(&mut self) {
        // Behind the sign of a quotation or an item too.
        if !self.text.contains("    ") && !self.text.contains('\t') {
            return;
        }
        let mut indentation = Vec::new();
        let mut is_indented = false;
        for (event, range) in self.parser() {
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

    /// What is hidden within a range.
    pub(super) fn hidden_within(&self, range: &Range<usize>) -> &[Range<usize>] {
        let first = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let length = self.hidden[first..].partition_point(|hidden| hidden.start < range.end);
        &self.hidden[first..first + length]
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

/// Whether a factor or a word can end so.
fn ends_term(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | '）' | ']' | '%' | '％' | '‰' | '”' | '》')
}

/// Whether a factor or a word can begin so.
fn begins_term(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '（' | '[' | '“' | '《')
}

/// Whether a character is one of Chinese text: an ideograph, full-width, or punctuation that Chinese writes with.
pub(in crate::syntax) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{b7}')
}

pub(super) fn is_opening(c: char) -> bool {
    "（〔【《〈「『“‘［｛".contains(c)
}
