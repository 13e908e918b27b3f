//! Characters that nobody sees: texts that hold them are read otherwise than they are written and checked. Each is reported
//! where it stands, also where it is written as an escape.

use std::ops::Range;

use crate::characters::{self, Unseen};
use crate::diag::Severity;
use crate::lang::Message;
use crate::model::{Content, project_of};
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Sources, Span};
use crate::syntax::entry;

const fn rule(
    name: &'static str,
    severity: Severity,
    check: fn(&Sources, &Content, &mut Found<'_>),
    bad: &'static str,
) -> Rule {
    Rule {
        name,
        severity,
        check: Check::Site(check),
        bad: Some(Example { path: "project.toml", text: bad }),
        good: Some(Example { path: "project.toml", text: "title = \"示例项目\"\n" }),
        is_for_staff: true,
        ..Rule::PLAIN
    }
}

/// No page, feed or XML can hold it.
pub(super) static CONTROL: Rule = rule(
    "control-character",
    Severity::Error,
    |sources, _, found| report(Unseen::Control, sources, found),
    "title = \"示例\\u0007项目\"\n#            ^^^^^^ control-character\n",
);

/// Figures are read backwards: `20.661` for 166.02.
pub(super) static DIRECTION: Rule = rule(
    "reordered-text",
    Severity::Error,
    |sources, _, found| report(Unseen::Direction, sources, found),
    "title = \"示例\\u202e项目\"\n#            ^^^^^^ reordered-text\n",
);

/// Names that look alike differ.
pub(super) static INVISIBLE: Rule = rule(
    "invisible-character",
    Severity::Warning,
    |sources, _, found| report(Unseen::Invisible, sources, found),
    "title = \"示例\\u200b项目\"\n#            ^^^^^^ invisible-character\n",
);

/// Bullets and ticks of a word processor's own fonts: on a page they are a box, or nothing.
pub(super) static PRIVATE: Rule = rule(
    "private-character",
    Severity::Warning,
    |sources, _, found| report(Unseen::Private, sources, found),
    "title = \"示例\\uf0b7项目\"\n#            ^^^^^^ private-character\n",
);

fn report(kind: Unseen, sources: &Sources, found: &mut Found<'_>) {
    let texts = sources.below("").filter(|(file, source)| sources.may_hold_unseen(*file) && !is_static(&source.path));
    for (file, source) in texts {
        let (characters, places) = read(&source.path, &sources.text(file));
        for (at, _) in characters::find(&characters).into_iter().filter(|(_, unseen)| *unseen == kind) {
            let code = format!("U+{:04X}", u32::from(characters[at]));
            let mut finding = found.finding(Span::new(file, places[at].clone()));
            finding.project = project_of(&source.path).map(str::to_owned);
            finding.message =
                Message::new(found.rule.name).with("around", around(&characters, at, &code)).with("code", code);
            found.report(finding);
        }
    }
}

/// Scripts and styles of a theme are no texts.
fn is_static(path: &str) -> bool {
    path.starts_with("themes/") && path.split('/').nth(2) == Some("static")
}

/// The words around a character, with its code in its place.
fn around(characters: &[char], at: usize, code: &str) -> String {
    const SHOWN: usize = 6;
    let is_seen = |c: &&char| !matches!(c, '\n' | '\r' | '"') && characters::unseen(**c).is_none();
    let before: Vec<char> = characters[..at].iter().rev().take(SHOWN).take_while(is_seen).copied().collect();
    let after: String = characters[at + 1..].iter().take(SHOWN).take_while(is_seen).collect();
    before.into_iter().rev().collect::<String>() + "⟨" + code + "⟩" + &after
}

/// The characters of a text, escapes and entities resolved, and where each is written; nothing of a text in which all are
/// seen.
fn read(path: &str, text: &str) -> (Vec<char>, Vec<Range<usize>>) {
    let resolved = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "toml" if text.contains('\\') => escapes(text),
        "md" | "html" | "xml" if text.contains('&') => entities(text),
        _ => Vec::new(),
    };
    let is_unseen = |c: char| characters::unseen(c).is_some();
    if !text.contains(is_unseen) && !resolved.iter().any(|(c, _)| is_unseen(*c)) {
        return Default::default();
    }
    let mut resolved = resolved.into_iter().peekable();
    let mut end = 0;
    let characters = text.char_indices().filter_map(|(at, c)| {
        if at < end {
            return None;
        }
        let (c, place) = resolved.next_if(|(_, place)| place.start == at).unwrap_or((c, at..at + c.len_utf8()));
        end = place.end;
        Some((c, place))
    });
    characters.unzip()
}

/// The escapes in the texts and keys of a TOML text.
fn escapes(text: &str) -> Vec<(char, Range<usize>)> {
    let mut found = Vec::new();
    for quoted in entry::quoted(text).into_iter().filter(|quoted| text[quoted.clone()].starts_with('"')) {
        let mut at = quoted.start;
        while let Some(next) = text[at..quoted.end].find('\\') {
            let start = at + next;
            let digits = match text.as_bytes().get(start + 1) {
                Some(b'x') => 2,
                Some(b'u') => 4,
                Some(b'U') => 8,
                _ => 0,
            };
            let c = match text[start + 1..].chars().next() {
                Some('e') => Some('\u{1b}'),
                Some('b') => Some('\u{8}'),
                Some('f') => Some('\u{c}'),
                _ => text.get(start + 2..start + 2 + digits).and_then(|digits| decoded(digits, 16)),
            };
            let length = text[start + 1..].chars().next().map_or(0, char::len_utf8) + digits;
            at = start + 1 + length;
            found.extend(c.map(|c| (c, start..at)));
        }
    }
    found
}

/// The entities of a text that stand for characters that may not be seen.
fn entities(text: &str) -> Vec<(char, Range<usize>)> {
    const NAMES: [(&str, char); 10] = [
        ("shy", '\u{ad}'),
        ("ZeroWidthSpace", '\u{200b}'),
        ("zwnj", '\u{200c}'),
        ("zwj", '\u{200d}'),
        ("lrm", '\u{200e}'),
        ("rlm", '\u{200f}'),
        ("NoBreak", '\u{2060}'),
        ("af", '\u{2061}'),
        ("it", '\u{2062}'),
        ("ic", '\u{2063}'),
    ];
    let named = |name: &str| NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, c)| c);
    let resolved = |(start, _): (usize, &str)| {
        let longest = text.floor_char_boundary(start + 20);
        let name = text[start + 1..longest.max(start + 1)].split_once(';')?.0;
        let c = match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(digits) => decoded(digits, 16),
                None => decoded(number, 10),
            },
            None => named(name),
        };
        Some((c?, start..start + name.len() + 2))
    };
    text.match_indices('&').filter_map(resolved).collect()
}

fn decoded(digits: &str, radix: u32) -> Option<char> {
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
}
