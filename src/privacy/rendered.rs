//! A text as people read it once it is shown: without mark-up and what has no width, escapes resolved, digits of every
//! kind as plain ones. Keeps where each character was written; finds nothing.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::characters::{Unseen, unseen};

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// TOML, whose texts are shown as they are once their escapes are resolved.
    Toml,
    /// Markdown, or a page of HTML.
    Marked,
    /// Text that is shown as it is, and tables with a comma or a tab between cells.
    Plain,
}

impl Form {
    /// That of a file, by the ending of its name.
    pub fn of(path: &str) -> Form {
        match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "toml" => Form::Toml,
            "md" | "html" | "htm" | "xml" | "svg" => Form::Marked,
            _ => Form::Plain,
        }
    }
}

/// A text as it is read.
pub(super) struct Rendered {
    /// The text.
    pub(super) text: String,
    /// Of each of its characters: where it begins in the text, and the bytes that were written for it.
    characters: Vec<(usize, Range<usize>)>,
}

impl Rendered {
    /// Where each character of a range was written, in order, none twice.
    pub(super) fn written(&self, range: &Range<usize>) -> Vec<(char, Range<usize>)> {
        let first = self.characters.partition_point(|(at, _)| *at < range.start);
        let within = self.characters[first..].iter().take_while(|(at, _)| *at < range.end);
        let mut written: Vec<(char, Range<usize>)> = Vec::new();
        for (at, from) in within {
            let c = self.text[*at..].chars().next().unwrap_or_default();
            match written.last_mut() {
                // ⑬ is read as two digits and ⑴ as three characters: one place, that of a digit.
                Some((first, last)) if last == from => *first = if c.is_ascii_digit() { c } else { *first },
                _ => written.push((c, from.clone())),
            }
        }
        written
    }
}

/// What is being read: characters with the bytes they were written in, and passages that are read elsewhere.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    read: Vec<(char, Range<usize>)>,
    /// Addresses of links, attributes of tags, what marks speak of: each is read by itself.
    aside: Vec<Range<usize>>,
}

/// Reads a text.
pub(super) fn render(text: &str, form: Form) -> Rendered {
    let mut reader = Reader { text, at: 0, read: Vec::with_capacity(text.len()), aside: Vec::new() };
    while let Some(c) = reader.rest().chars().next() {
        let skipped = match (form, c) {
            (Form::Toml, '\\') => reader.toml_escape(),
            (Form::Marked, '\\') => reader.markdown_escape(),
            (Form::Marked, '&') => reader.entity(),
            (Form::Marked, '<') => reader.tag(),
            (Form::Marked | Form::Toml, '[' | ']') => reader.bracket(c),
            (Form::Marked | Form::Toml, '*' | '~' | '`') => reader.emphasis(c),
            _ => None,
        };
        match skipped {
            Some(length) => reader.at += length,
            None => {
                let is_space = form != Form::Plain && c == '\t';
                reader.push(if is_space { ' ' } else { c }, c.len_utf8());
            }
        }
    }
    for passage in std::mem::take(&mut reader.aside) {
        reader.at = passage.start;
        reader.read.push(('\n', passage.start..passage.start));
        while reader.at < passage.end {
            let Some(c) = reader.rest().chars().next() else { break };
            reader.push(c, c.len_utf8());
        }
    }
    numerals(&mut reader.read);
    let mut rendered = Rendered { text: String::new(), characters: Vec::with_capacity(reader.read.len()) };
    for (c, from) in reader.read {
        rendered.characters.push((rendered.text.len(), from));
        rendered.text.push(c);
    }
    rendered
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads a character that was written in so many bytes.
    fn push(&mut self, c: char, length: usize) {
        let from = self.at..self.at + length;
        self.at = from.end;
        match c {
            // The most of any text, and none of what is looked at below.
            '\0'..='\x7f' | '\u{3001}'..='\u{9fff}' => self.read.push((c, from)),
            _ if is_invisible(c) => {}
            _ => match other_digit(c) {
                Some(digit) => self.read.push((digit, from)),
                None if is_written_number(c) => self.read.extend(c.nfkc().map(|part| (part, from.clone()))),
                None => self.read.push((c, from)),
            },
        }
    }

    /// `\u0031`, `\t`, and a line that goes on on the next.
    fn toml_escape(&mut self) -> Option<usize> {
        let rest = &self.rest()[1..];
        let kind = rest.chars().next()?;
        let digits = match kind {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\n' | '\r' => return Some(1 + rest.len() - rest.trim_start().len()),
            't' | 'n' | 'r' => {
                self.push(if kind == 't' { ' ' } else { '\n' }, 2);
                return Some(0);
            }
            _ => return None,
        };
        let code = u32::from_str_radix(rest.get(1..1 + digits)?, 16).ok()?;
        self.push(char::from_u32(code)?, 2 + digits);
        Some(0)
    }

    /// A backslash before a mark is not shown.
    fn markdown_escape(&self) -> Option<usize> {
        self.rest()[1..].starts_with(|c: char| c.is_ascii_punctuation()).then_some(1)
    }

    /// `&#49;`, `&#x31;`, `&nbsp;`.
    fn entity(&mut self) -> Option<usize> {
        let name = &self.rest()[1..];
        let name = &name[..name.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?];
        let code = match name.strip_prefix('#') {
            Some(code) => match code.strip_prefix(['x', 'X']) {
                Some(code) => u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?,
                None => code.parse().ok().and_then(char::from_u32)?,
            },
            None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)?,
        };
        self.push(code, name.len() + 2);
        Some(0)
    }

    /// A tag is not shown; one that begins a line or a cell divides what it stands between.
    fn tag(&mut self) -> Option<usize> {
        let inner = &self.rest()[1..];
        let end = inner.find(['>', '<']).filter(|end| inner[*end..].starts_with('>'))?;
        let inner = &inner[..end];
        let name = inner.trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
            return None;
        }
        if inner.contains(['@', ':']) && !inner.contains(' ') {
            // An address in pointed brackets is shown.
            return Some(1);
        }
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        let from = self.at..self.at;
        match name.to_ascii_lowercase().as_str() {
            "td" | "th" => self.read.push(('\t', from)),
            name if INLINE.contains(&name) => {}
            _ => self.read.push(('\n', from)),
        }
        if inner.len() > name.len() + 1 {
            self.aside.push(self.at + 1..self.at + 1 + inner.len());
        }
        Some(inner.len() + 2)
    }

    /// Of links and of marks the text alone is shown: `[text](address)`, `[text][name]`, `[166.02万元]{funds.spent}`.
    fn bracket(&mut self, c: char) -> Option<usize> {
        let rest = self.rest();
        if c == '[' {
            let line = &rest[1..rest.floor_char_boundary(LONGEST_TEXT)];
            let end = line.find([']', '\n']).filter(|end| line[*end..].starts_with(']'))?;
            return line[end + 1..].starts_with(['(', '{', '[']).then_some(1);
        }
        let close = match rest[1..].chars().next()? {
            '(' => ')',
            '{' => '}',
            '[' => ']',
            _ => return None,
        };
        let inner = &rest[2..rest.floor_char_boundary(LONGEST_TEXT)];
        let end = inner.find([close, '\n']).filter(|end| inner[*end..].starts_with(close))?;
        self.aside.push(self.at + 2..self.at + 2 + end);
        Some(end + 3)
    }

    /// Marks of emphasis are not shown. One asterisk between two digits is a multiplication, one tilde stands for "to".
    fn emphasis(&mut self, mark: char) -> Option<usize> {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(mark).len();
        if mark == '*' && length > LONGEST_EMPHASIS {
            // What was masked.
            (0..length).for_each(|_| self.push(mark, 1));
            return Some(0);
        }
        let before = self.read.last().is_some_and(|(c, _)| c.is_ascii_digit());
        let is_sign = match mark {
            '*' => length == 1 && before && rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            '~' => length == 1,
            _ => false,
        };
        (!is_sign).then_some(length)
    }
}

/// Digits written in Chinese, eleven or more in a row, as plain digits: `一三八〇〇〇〇〇〇〇〇`. Fewer are words.
fn numerals(read: &mut [(char, Range<usize>)]) {
    let mut start = 0;
    while start < read.len() {
        let mut end = start;
        let (mut count, mut chinese) = (0, 0);
        while let Some((c, _)) = read.get(end) {
            match numeral(*c) {
                Some(_) => chinese += 1,
                None if c.is_ascii_digit() => {}
                None if count > 0 && matches!(c, ' ' | '-' | '、' | '，' | '　') => {
                    end += 1;
                    continue;
                }
                None => break,
            }
            count += 1;
            end += 1;
        }
        if count >= 11 && chinese > 0 {
            for (c, _) in &mut read[start..end] {
                *c = numeral(*c).unwrap_or(*c);
            }
        }
        start = end.max(start + 1);
    }
}

fn numeral(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Whether a character can be read as a digit.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || !c.is_ascii() && (numeral(c).is_some() || is_written_number(c) || other_digit(c).is_some())
}

/// A digit that has no plain form in Unicode's eyes: of a script other than the Latin, or white in a black circle.
fn other_digit(c: char) -> Option<char> {
    let circled =
        [('\u{24f5}', '\u{24fd}'), ('\u{2776}', '\u{277e}'), ('\u{2780}', '\u{2788}'), ('\u{278a}', '\u{2792}')];
    if let Some((one, _)) = circled.iter().find(|(one, nine)| (*one..=*nine).contains(&c)) {
        return char::from_digit(c as u32 - *one as u32 + 1, 10);
    }
    if c == '\u{24ff}' {
        return Some('0');
    }
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{f20}', '\u{1040}', '\u{1810}'];
    let digit = zeros.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|digit| *digit < 10))?;
    char::from_digit(digit, 10)
}

/// Whether a character stands for a number or for a letter of the Latin alphabet in another shape: `①`, `１`, `𝟏`, `¹`, `⑴`.
fn is_written_number(c: char) -> bool {
    matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}'..='\u{2089}' | '\u{2460}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}'
        | '\u{1d7ce}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f10a}' | '\u{1fbf0}'..='\u{1fbf9}')
}

/// A character that is not seen: without width, or telling in which direction others run.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(unseen(c), Some(Unseen::Direction | Unseen::Invisible))
}

/// Names of characters that may stand between digits.
const ENTITIES: [(&str, char); 16] = [
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("hyphen", '-'),
    ("dash", '-'),
    ("ndash", '-'),
    ("mdash", '-'),
    ("minus", '-'),
    ("middot", '·'),
    ("period", '.'),
    ("comma", ','),
    ("sol", '/'),
    ("lpar", '('),
    ("rpar", ')'),
    ("commat", '@'),
];
/// How many asterisks mark an emphasis at most; more are a mask.
pub(super) const LONGEST_EMPHASIS: usize = 3;
/// Of an entity's name, in bytes.
pub(super) const LONGEST_ENTITY: usize = 12;
/// Of a link's text or address, in bytes.
const LONGEST_TEXT: usize = 600;
/// Tags that divide nothing.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_up_and_what_has_no_width_are_not_read_and_digits_are_plain() {
        for (form, written, read) in [
            (Form::Marked, "139**1234**5678", "13912345678"),
            (Form::Marked, "12*30*2元", "12*30*2元"),
            (Form::Marked, "3~5天，~~删~~", "3~5天，删"),
            (Form::Marked, "<b>139</b>1234&#53;&#x36;78&nbsp;号", "13912345678 号"),
            (Form::Marked, "<td>1</td><td>2</td>", "\t1\t\t2\t"),
            (Form::Marked, "[139](a.html)1234", "1391234\na.html"),
            (Form::Marked, "[166.02万元]{funds.spent}", "166.02万元\nfunds.spent"),
            (Form::Marked, "琼财[2023]13号", "琼财[2023]13号"),
            (Form::Marked, "1\u{200b}3\u{202e}9\\-１２③𝟒⁵⑬", "139-1234513"),
            (Form::Toml, "\"\\u0031\\U00000033\\t9\"", "\"13 9\""),
            (Form::Plain, "139**\t1", "139**\t1"),
            (Form::Plain, "一三九、一二三四、五六七八", "139、1234、5678"),
            (Form::Plain, "二〇二三年一月", "二〇二三年一月"),
        ] {
            assert_eq!(render(written, form).text, read, "{written}");
        }
    }

    #[test]
    fn where_characters_were_written_is_known() {
        let text = "电话&#49;**3**⑬";
        let rendered = render(text, Form::Marked);
        assert_eq!(rendered.text, "电话1313");
        let written: Vec<&str> =
            rendered.written(&("电话".len().."电话1313".len())).into_iter().map(|(_, from)| &text[from]).collect();
        assert_eq!(written, ["&#49;", "3", "⑬"]);
    }
}
