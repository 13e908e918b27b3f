//! Names the slip behind a syntax error of a TOML file from the author's own line, and shows how to write that line.
//! Looks at one line only; what it does not recognise it says so, in our words and never in the parser's.

use std::ops::Range;

use toml::value::{Date, Datetime};

use super::number;
use crate::characters::{Unseen, unseen};
use crate::lang::{Arg, Message};

/// What an author did, and where.
pub(super) struct Slip {
    pub(super) range: Range<usize>,
    pub(super) message: Message,
    /// Whether the line itself shows it, so that it cannot be a consequence of another slip.
    pub(super) is_evident: bool,
}

/// A text as far as its errors were looked at, which come in their order, so that it is read once.
pub(super) struct Text<'a> {
    text: &'a str,
    /// Up to where it says something.
    end: usize,
    /// The beginning of the line that was reached.
    at: usize,
    /// The brackets that are open there.
    opened: Vec<(usize, char)>,
    /// The text of several lines that is open there, with its quotes.
    long: Option<(usize, &'static str)>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Text { text, end: text.trim_end().len(), at: 0, opened: Vec::new(), long: None }
    }

    /// The line that holds `place`; of an error at the very end, the last that says something.
    pub(super) fn line_at(&self, place: usize) -> Range<usize> {
        line_at(self.text, place.min(self.end))
    }

    /// Reads on to the beginning of a line.
    fn reach(&mut self, start: usize) {
        for one in self.text[self.at.min(start)..start].split_inclusive('\n') {
            self.long = long_text(self.long, one, self.at);
            if self.long.is_none() {
                for (at, c) in outside_texts(one) {
                    match c {
                        '[' | '{' => self.opened.push((self.at + at, c)),
                        ']' | '}' => _ = self.opened.pop(),
                        _ => {}
                    }
                }
            }
            self.at += one.len();
        }
    }
}

/// The text of several lines that is open behind a line, of the one that was open before it.
fn long_text(mut long: Option<(usize, &'static str)>, line: &str, start: usize) -> Option<(usize, &'static str)> {
    for quotes in ["\"\"\"", "'''"] {
        for (at, _) in line.match_indices(quotes) {
            match long {
                Some((_, other)) if other == quotes => long = None,
                Some(_) => {}
                None => long = Some((start + at, quotes)),
            }
        }
    }
    long
}

/// The slip behind what the parser complains of at `error`, which stands behind those looked at before.
pub(super) fn behind(read: &mut Text<'_>, error: Range<usize>, complaint: &str) -> Slip {
    let (text, line) = (read.text, read.line_at(error.start));
    let shown = &text[line.clone()];
    let place =
        error.start.clamp(line.start, line.end) - line.start..error.end.clamp(line.start, line.end) - line.start;
    let evident = control(shown).or_else(|| sign(shown)).or_else(|| value_slip(shown, place.start));
    let is_evident = evident.is_some();
    if let Some((range, message)) = unclosed(read, line.clone(), complaint) {
        return Slip { range, message, is_evident: false };
    }
    let found = twice(shown, place.clone(), complaint)
        .or(evident)
        .or_else(|| entry_slip(shown, place.start, complaint))
        .or_else(|| bracket(shown, complaint));
    let (range, message) = match found {
        Some((range, message)) => (line.start + range.start..line.start + range.end, message),
        None => (error, Message::new("syntax-error")),
    };
    Slip { range, message, is_evident }
}

/// The line that holds a place.
fn line_at(text: &str, place: usize) -> Range<usize> {
    let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    start..end
}

type Found = Option<(Range<usize>, Message)>;

fn slip(range: Range<usize>, id: &'static str, written: impl Into<Arg>) -> Found {
    Some((range, Message::new(id).with("written", written)))
}

/// A text of several lines that never ends, or a list that is not closed before the `key =` of the next line.
fn unclosed(read: &mut Text<'_>, line: Range<usize>, complaint: &str) -> Found {
    read.reach(line.start);
    let text = read.text;
    let long = long_text(read.long, &text[line.clone()], line.start);
    if let Some((at, quotes)) = long.filter(|_| complaint.contains("string")) {
        return slip(at..at + quotes.len(), "slip-long-text-unclosed", quotes);
    }
    let (at, _) = read.opened.last().copied().filter(|(_, bracket)| *bracket == '[')?;
    let first = text[line].trim_start();
    let is_entry = first.starts_with(|c: char| c.is_ascii_alphabetic()) && first.contains('=');
    let begins = line_at(text, at);
    if is_entry || complaint.starts_with("unclosed array") {
        slip(at..at + 1, "slip-bracket", text[begins].trim())
    } else {
        None
    }
}

/// A key or a table written twice.
fn twice(line: &str, place: Range<usize>, complaint: &str) -> Found {
    if !complaint.starts_with("duplicate key") {
        return None;
    }
    let whole = trimmed(line, 0..line.len());
    if line[whole.clone()].starts_with('[') {
        return slip(whole.clone(), "slip-table-twice", &line[whole]);
    }
    slip(place.clone(), "slip-key-twice", &line[place])
}

/// A character that controls a machine, which came with a text from elsewhere.
fn control(line: &str) -> Found {
    let (at, c) = line.char_indices().find(|(_, c)| unseen(*c) == Some(Unseen::Control))?;
    slip(at..at + c.len_utf8(), "slip-control", format!("U+{:04X}", u32::from(c)))
}

/// A sign of full width outside of texts, and what is meant by it.
fn sign(line: &str) -> Found {
    let outside = outside_texts(line);
    let signs = || outside.iter().copied();
    let meant = |from: &[char], to: &str| -> String {
        let mut written = String::new();
        for (at, c) in line.char_indices() {
            if from.contains(&c) && outside.binary_search(&(at, c)).is_ok() {
                written.push_str(to)
            } else {
                written.push(c)
            }
        }
        written.trim().to_owned()
    };
    let first = |of: &[char]| signs().find(|(_, c)| of.contains(c)).map(|(at, c)| at..at + c.len_utf8());
    if let Some(range) = first(&QUOTES) {
        return slip(range, "slip-full-width-quotes", meant(&QUOTES, "\""));
    }
    if let Some(range) = first(&['＝']) {
        return slip(range, "slip-equals", meant(&['＝'], "="));
    }
    let is_key = |at: usize| line.find('=').is_none_or(|equals| at < equals);
    let colon = signs().find(|(_, c)| matches!(c, ':' | '：'));
    let colon = colon.filter(|(at, c)| is_key(*at) && !line[at + c.len_utf8()..].trim_start().is_empty());
    if let Some((at, c)) = colon {
        let (key, value) = (line[..at].trim(), line[at + c.len_utf8()..].trim());
        return slip(at..at + c.len_utf8(), "slip-equals", format!("{key} = {value}"));
    }
    for (wrong, right) in [('【', "["), ('】', "]"), ('［', "["), ('］', "]"), ('｛', "{"), ('｝', "}"), ('＃', "#")]
    {
        if let Some(range) = first(&[wrong]) {
            return slip(range, "slip-full-width-sign", right);
        }
    }
    if let Some(range) = first(&['　', '\u{a0}']) {
        return slip(range, "slip-space", meant(&['　', '\u{a0}'], " "));
    }
    let comma = signs().find(|(at, c)| {
        let between_digits =
            line[..*at].ends_with(number::is_digit) && line[at + c.len_utf8()..].starts_with(number::is_digit);
        matches!(c, '，' | '、' | '；' | ';') && !between_digits
    });
    let (at, c) = comma.filter(|(at, _)| {
        let before = line[..*at].trim_end();
        before.ends_with(['"', '\'', ']', '}', 'e']) || before.ends_with(|c: char| c.is_ascii_digit())
    })?;
    let written = meant(&['，', '、', '；', ';'], ", ").replace(",  ", ", ");
    slip(at..at + c.len_utf8(), "slip-comma", written.trim_end())
}

const QUOTES: [char; 8] = ['“', '”', '‘', '’', '「', '」', '＂', '＇'];

/// The characters of a line that stand in no text and no comment, with their places.
fn outside_texts(line: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in line.char_indices() {
        match quote {
            Some(opened) => {
                if c == opened && !is_escaped {
                    quote = None;
                }
                is_escaped = c == '\\' && opened == '"' && !is_escaped;
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '#' => break,
            None => found.push((at, c)),
        }
    }
    found
}

/// Where the `=` of an entry stands that is at or before `place`, and its key.
fn entry_at(line: &str, place: usize) -> Option<(Range<usize>, usize)> {
    let outside = outside_texts(line);
    let equals = || outside.iter().filter(|(_, c)| *c == '=').map(|(at, _)| *at);
    let at = equals().rfind(|at| *at < place).or_else(|| equals().next())?;
    let before = outside.iter().rev().find(|(place, c)| *place < at && matches!(c, '{' | ',' | '='));
    Some((trimmed(line, before.map_or(0, |(at, _)| at + 1)..at), at))
}

/// A value without quotes that is no value of TOML.
fn value_slip(line: &str, place: usize) -> Found {
    let (key, at) = entry_at(line, place)?;
    let from = trimmed(line, at + 1..line.len()).start;
    let rest = line[from..].trim_end();
    if rest.is_empty() || rest.starts_with(['"', '\'', '[', '{', '#', '=', ',', '}', ']']) {
        return None;
    }
    let end = value_end(rest);
    let (key, printed) = (&line[key], &rest[..end]);
    let (id, value) = bare_value(printed)?;
    let message =
        Message::new(id).with("written", format!("{key} = {value}")).with("printed", format!("{key} = \"{printed}\""));
    Some((from..from + end, message))
}

/// What is wrong with the entry that stands at or before `place`, by what the parser says of it.
fn entry_slip(line: &str, place: usize, complaint: &str) -> Found {
    let Some((key_range, at)) = entry_at(line, place) else {
        let whole = trimmed(line, 0..line.len());
        let is_key = !line[whole.clone()].starts_with(['[', ']', '{', '}', '"', '\''])
            && (complaint.starts_with("key with no value") || complaint.starts_with("invalid"));
        return if is_key { slip(whole.clone(), "slip-no-equals", &line[whole]) } else { None };
    };
    let key = &line[key_range.clone()];
    let value = line[at + 1..].trim();
    if complaint.starts_with("extra `=`") {
        return slip(at..at + 1, "slip-equals", format!("{key} = {}", value.trim_start_matches(['=', ' '])));
    }
    if is_bare(key) && !key.chars().all(|c| c.is_ascii_alphanumeric() || "-_. ".contains(c)) {
        return slip(key_range, "slip-key-unquoted", format!("\"{key}\" = {value}"));
    }
    if value.is_empty() || value.starts_with(['#', ',', '}', ']']) {
        return slip(key_range, "slip-no-value", key);
    }
    if !value.starts_with(['"', '\'']) {
        return None;
    }
    text_slip(key, value, trimmed(line, at + 1..line.len()).start, complaint)
}

fn is_bare(key: &str) -> bool {
    !key.is_empty() && !key.starts_with(['"', '\'', '['])
}

/// Where a value without quotes ends: at a comma that sets no thousands apart, a bracket or a comment.
fn value_end(rest: &str) -> usize {
    let is_digit_at = |at: usize| rest[at..].starts_with(number::is_digit);
    let ends = rest.char_indices().find(|(at, c)| match c {
        '，' | ',' => {
            let after = at + c.len_utf8();
            !(rest[..*at].ends_with(number::is_digit) && is_digit_at(after))
        }
        '}' | ']' | '#' => true,
        _ => false,
    });
    rest[..ends.map_or(rest.len(), |(at, _)| at)].trim_end().len()
}

/// What a value without quotes was meant to be.
fn bare_value(value: &str) -> Option<(&'static str, String)> {
    if let Some(flag) = flag(value) {
        return Some(("slip-flag", flag.to_owned()));
    }
    if let Some(day) = day(value) {
        return Some(match day {
            Day::Of(written) => ("slip-date", written),
            Day::Impossible => ("slip-impossible-date", value.to_owned()),
        });
    }
    let plain: String = value.chars().map(number::narrow).collect();
    let digits = plain.find(|c: char| !c.is_ascii_digit() && !",.-+_".contains(c)).unwrap_or(plain.len());
    let (figure, unit) = plain.split_at(digits);
    let (figure, unit) = (figure.trim_start_matches('+'), unit.trim());
    let bare = figure.replace(',', "");
    if number::parse(&bare).is_none() {
        return Some(("slip-unquoted", format!("\"{}\"", value.replace('"', "”"))));
    }
    if unit.starts_with(['%', '％', '﹪', '‰']) && unit.chars().count() == 1 {
        return Some(("slip-percent", format!("\"{value}\"")));
    }
    if !unit.is_empty() {
        return Some(("slip-unit", tidy(&bare)));
    }
    let id = if figure.contains(',') {
        "slip-thousands"
    } else if plain != value {
        "slip-full-width-digits"
    } else if figure.trim_start_matches('-').starts_with('0') && tidy(figure) != figure {
        "slip-leading-zeros"
    } else if figure.ends_with('.') || figure.trim_start_matches('-').starts_with('.') {
        "slip-point"
    } else {
        return None;
    };
    Some((id, tidy(&bare)))
}

/// A number without zeros before it and with digits on both sides of its point.
fn tidy(figure: &str) -> String {
    let (minus, digits) = figure.strip_prefix('-').map_or(("", figure), |digits| ("-", digits));
    let digits = digits.trim_start_matches('0').trim_end_matches('.');
    let zero = if digits.is_empty() || digits.starts_with('.') { "0" } else { "" };
    format!("{minus}{zero}{digits}")
}

/// A word for yes or no, as TOML writes it.
pub(super) fn flag(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "是" | "true" | "yes" | "对" | "有" => Some("true"),
        "否" | "false" | "no" | "错" | "无" => Some("false"),
        _ => None,
    }
}

/// What a text says that can be nothing but a day.
pub(super) enum Day {
    /// A day, as TOML writes it.
    Of(String),
    /// One that is in no calendar.
    Impossible,
}

/// The day that a text tells and nothing else.
pub(super) fn day(value: &str) -> Option<Day> {
    let value = value.strip_suffix('日').unwrap_or(value);
    let parts: Vec<&str> = value.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return None };
    let all = year.len() == 4 && [month, day].iter().all(|part| (1..=2).contains(&part.len()));
    if !all {
        return None;
    }
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? }.to_string();
    Some(if date.parse::<Datetime>().is_ok() { Day::Of(date) } else { Day::Impossible })
}

/// What is wrong with a text that begins with a quote.
fn text_slip(key: &str, rest: &str, from: usize, complaint: &str) -> Found {
    let quote = &rest[..1];
    if rest.starts_with(&quote.repeat(3)) {
        return None;
    }
    let Some(end) = closing(rest) else {
        return slip(from..from + 1, "slip-quote-unclosed", format!("{key} = {rest}{quote}"));
    };
    let inside = &rest[1..end];
    let after = rest[end + 1..].trim_start();
    if let Some(at) = inside.find('\\').filter(|_| quote == "\"" && complaint_is_of_escape(complaint)) {
        return slip(from + 1 + at..from + 2 + at, "slip-escape", format!("{key} = '{inside}'"));
    }
    if after.is_empty() || after.starts_with([',', ']', '}', '#']) {
        return None;
    }
    let place = from + rest.len() - after.len();
    if let Some(last) = rest.rfind(quote).filter(|last| *last > end) {
        if !after.contains('=') {
            let mut is_open = false;
            let inner: String = rest[1..last]
                .chars()
                .map(|c| {
                    if !quote.starts_with(c) {
                        return c;
                    }
                    is_open = !is_open;
                    if is_open { '“' } else { '”' }
                })
                .collect();
            return slip(from + end..from + end + 1, "slip-inner-quotes", format!("{key} = {quote}{inner}{quote}"));
        }
        return slip(place..from + rest.len(), "slip-no-comma", format!("{}, {after}", &rest[..end + 1]));
    }
    if after.contains('=') {
        return slip(place..from + rest.len(), "slip-no-comma", format!("{}, {after}", &rest[..end + 1]));
    }
    slip(place..from + rest.len(), "slip-after-text", format!("{key} = {}", &rest[..end + 1]))
}

fn complaint_is_of_escape(complaint: &str) -> bool {
    ["escape", "unicode value", "invalid value"].iter().any(|word| complaint.contains(word))
}

/// Where the quote that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return Some(at);
        }
        is_escaped = c == '\\' && quote == '"' && !is_escaped;
    }
    None
}

/// A bracket or comma too few or too many, as the parser found it.
fn bracket(line: &str, complaint: &str) -> Found {
    let whole = trimmed(line, 0..line.len());
    let id = if complaint.starts_with("missing comma") {
        "slip-no-comma-before"
    } else if complaint.contains("extra comma") {
        "slip-extra-comma"
    } else if complaint.starts_with("unclosed") || complaint.contains("opening") || complaint.contains("missing table")
    {
        "slip-bracket"
    } else {
        return None;
    };
    slip(whole.clone(), id, &line[whole])
}

fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::source::{Source, Sources};
    use crate::syntax;

    /// Files with one slip each, in `tests/fixtures/slips.txt`: the message and what it shows to write, then the file, in
    /// which ⟦⟧ stand around the place.
    const SLIPS: &str = include_str!("../../tests/fixtures/slips.txt");

    #[test]
    fn each_slip_is_one_finding_that_names_it_and_shows_how_to_write_it() {
        let mut wrong = Vec::new();
        let cases: Vec<&str> = SLIPS.split("\n=== ").skip(1).collect();
        assert!(cases.len() >= 60, "only {} slips", cases.len());
        for case in cases {
            let (head, marked) = case.split_once('\n').expect("a file below its head");
            let (id, written) = head.split_once(" | ").unwrap_or((head, ""));
            let start = marked.find('⟦').expect("a place");
            let end = marked.find('⟧').expect("an end") - '⟦'.len_utf8();
            let text = marked.replace(['⟦', '⟧'], "");
            let sources = Sources::new([Source { path: "project.toml".to_owned(), text }]);
            let file = sources.find("project.toml").expect("the file");
            let mut findings = Vec::new();
            syntax::toml(&sources, file, &mut findings, |_| ());
            let [finding] = &findings[..] else {
                let said: Vec<String> = findings.iter().map(|one| Lang::ZhCn.say(&one.message)).collect();
                wrong.push(format!("{case}\n    {} findings {said:?}", findings.len()));
                continue;
            };
            let (chinese, english) = (Lang::ZhCn.say(&finding.message), Lang::En.say(&finding.message));
            let is_right = finding.rule == "syntax-error"
                && finding.message.id == id
                && ({ finding.span.start() }, { finding.span.end() }) == (start, end)
                && chinese.contains(written)
                && english.contains(written)
                && !english.contains('⟨')
                && !chinese.contains("expected");
            if !is_right {
                wrong.push(format!("{case}\n    {:?} {} {chinese}", finding.span, finding.message.id));
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
    }
}
