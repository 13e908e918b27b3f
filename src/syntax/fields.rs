//! A cursor over a TOML table that collects every problem and never stops at one. Knows types, not meanings.

use std::ops::Range;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};
use toml::value::Datetime;

use super::asked::{Holds, Key};
use super::cell::{self, Cell, Cells};
use super::keys::{Keys, Way};
use super::meant::{self, Wanted};
use super::{entry, marks, number};
use crate::diag::{Finding, Severity};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::source::{Located, Span};

/// What was found so far in a file that is being read.
pub(super) struct Reading<'t> {
    /// Its text.
    pub(super) text: &'t str,
    pub(super) findings: Vec<Finding>,
    pub(super) keys: Keys,
    /// Whether the reader tells what it asks for: of lists and tables that are not there it then asks for every key too.
    pub(super) tells: bool,
}

impl<'t> Reading<'t> {
    /// Of a text of which nothing was read yet.
    pub(super) fn of(text: &'t str) -> Self {
        Reading { text, findings: Vec::new(), keys: Keys::default(), tells: false }
    }
}

/// The author's own keys, each with the texts it stands for.
pub type Entries = Vec<(Located<String>, Vec<Located<String>>)>;

/// The keys of one table: each is asked for once, by type; [`Fields::finish`] reports the rest.
pub struct Fields<'t, 'r> {
    table: &'t DeTable<'t>,
    span: Span,
    way: Way,
    known: Vec<&'static str>,
    asked: Vec<Key>,
    cells: Cells,
    file: &'r mut Reading<'t>,
}

impl<'t, 'r> Fields<'t, 'r> {
    /// A cursor over the table at the top of a file; `span` is the place to point at when a key is missing.
    pub(super) fn new(table: &'t DeTable<'t>, span: Span, file: &'r mut Reading<'t>) -> Self {
        Fields { table, span, way: Way::default(), known: Vec::new(), asked: Vec::new(), cells: Cells::default(), file }
    }

    /// A cursor over a table below `key`, which is one of a list or stands alone.
    fn below<'s>(
        &'s mut self,
        key: &'static str,
        is_listed: bool,
        value: &Spanned<DeValue<'t>>,
        table: &'t DeTable<'t>,
    ) -> Fields<'t, 's> {
        let (span, way) = (self.span_of(value), self.way.below(key, is_listed));
        Fields { way, ..Fields::new(table, span, self.file) }
    }

    /// Every text in this table and below, in the order they were written, as [`entry::texts`] tells those of a file.
    pub fn all_texts(&self) -> Vec<(Range<usize>, String)> {
        entry::texts_in(self.table)
    }

    /// The keys that were asked for, where the reader tells them.
    pub(super) fn asked(self) -> Vec<Key> {
        self.asked
    }

    /// Lets a reader of tables below the key that was asked for last tell what it asks for.
    fn ask_below(&mut self, holds: fn(Vec<Key>) -> Holds, read: impl FnOnce(&mut Fields<'_, '_>)) {
        if !self.file.tells {
            return;
        }
        // What tells its keys is empty, and so is what stands in it.
        let mut below = Fields::new(self.table, self.span, self.file);
        read(&mut below);
        let keys = below.asked;
        self.tell(holds(keys));
    }

    /// Says more closely what the key that was asked for last holds.
    fn tell(&mut self, holds: Holds) {
        if let Some(key) = self.asked.last_mut() {
            key.holds = holds;
        }
    }

    /// Where this table was written.
    pub fn span(&self) -> Span {
        self.span
    }

    /// How many problems were found so far, in this table and others of its file.
    pub fn problems(&self) -> usize {
        self.file.findings.len()
    }

    /// Reports a value that has the right type and cannot be meant: `expected` is a message id saying what can be.
    pub fn invalid(&mut self, span: Span, key: &str, expected: &'static str) {
        self.report(Severity::Error, span, key, expected);
    }

    /// Reports a value that is used as it is but has not the form that such values have.
    pub fn doubtful(&mut self, span: Span, key: &str, expected: &'static str) {
        self.report(Severity::Warning, span, key, expected);
    }

    fn report(&mut self, severity: Severity, span: Span, key: &str, expected: &'static str) {
        let mut finding = Finding::new("invalid-value", severity, span);
        finding.message = Message::new("invalid-value").with("key", key).with("expected", Arg::Word(expected));
        self.file.findings.push(finding);
    }

    /// Text that is not empty, without its marks.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let value = self.take(key, Holds::Text)?;
        let text = self.expect(key, value, Wanted::Text, as_text)?;
        if text.value.trim().is_empty() {
            self.invalid(text.span, key, "expected-some-text");
            return None;
        }
        Some(text)
    }

    /// A list of texts, without their marks.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        let Some(value) = self.take(key, Holds::Texts) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, Wanted::Texts);
            return Vec::new();
        };
        self.texts_of(key, array)
    }

    /// One text that is not empty, or a list of such texts, without their marks.
    pub fn text_or_texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        let Some(value) = self.take(key, Holds::TextOrTexts) else { return Vec::new() };
        let texts: Vec<Located<String>> = match value.get_ref() {
            DeValue::Array(array) => self.texts_of(key, array),
            _ => self.expect(key, value, Wanted::TextOrTexts, as_text).into_iter().collect(),
        };
        let (texts, empty): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| !text.value.trim().is_empty());
        empty.iter().for_each(|text| self.invalid(text.span, key, "expected-some-text"));
        texts
    }

    /// A list of lists of texts.
    pub fn text_lists(&mut self, key: &'static str) -> Vec<Vec<Located<String>>> {
        let Some(value) = self.take(key, Holds::TextLists) else { return Vec::new() };
        let lists = value.get_ref().as_array();
        let lists = lists.and_then(|lists| lists.iter().map(|list| list.get_ref().as_array()).collect());
        let Some::<Vec<_>>(lists) = lists else {
            self.wrong_type(key, value, Wanted::TextLists);
            return Vec::new();
        };
        lists.into_iter().map(|list| self.texts_of(key, list)).collect()
    }

    fn texts_of(&mut self, key: &str, array: &DeArray<'t>) -> Vec<Located<String>> {
        array.iter().filter_map(|item| self.expect(key, item, Wanted::Text, as_text)).collect()
    }

    /// A figure, as [`Fields::cell`] reads one, where a mark that stands for none is not enough.
    pub fn figure(&mut self, key: &'static str) -> Option<Located<Decimal>> {
        let figure = self.cell(key);
        let mark = self.cells.0.get(key).filter(|_| figure.is_none()).map(|mark| mark.span);
        mark.into_iter().for_each(|mark| self.invalid(mark, key, "expected-figure"));
        figure
    }

    /// A cell of a form that is for a figure: an exact decimal, or a text that a form prints there. What is printed is among
    /// [`Fields::cells`] where it is not the digits of the figure; a mark that stands for no figure has none.
    pub fn cell(&mut self, key: &'static str) -> Option<Located<Decimal>> {
        self.printed_figure(key, "expected-cell", false)
    }

    /// A cell that is for an amount, which may be told to be near (`约500`): it is among [`Fields::cells`] and has no figure.
    pub fn amount(&mut self, key: &'static str) -> Option<Located<Decimal>> {
        self.printed_figure(key, "expected-amount", true)
    }

    fn printed_figure(
        &mut self,
        key: &'static str,
        expected: &'static str,
        may_be_near: bool,
    ) -> Option<Located<Decimal>> {
        let value = self.take(key, Holds::Figure)?;
        let span = self.span_of(value);
        let Some(text) = as_text(value.get_ref()) else {
            return self.expect(key, value, Wanted::Figure, |value| match value {
                DeValue::Integer(integer) if integer.radix() == 10 => number::parse(integer.as_str()),
                DeValue::Float(float) => number::parse(float.as_str()),
                _ => None,
            });
        };
        let figure = match cell::read(&text) {
            Cell::Figure(figure) => Some(Located { value: figure, span }),
            Cell::NoFigure => None,
            Cell::Near if may_be_near => None,
            Cell::Misgrouped => {
                self.invalid(span, key, "expected-grouped-digits");
                return None;
            }
            Cell::Near | Cell::Other => {
                self.invalid(span, key, expected);
                let last = self.file.findings.last_mut();
                last.into_iter().for_each(|finding| finding.help.extend(meant::plain(key, &text)));
                return None;
            }
        };
        if figure.as_ref().is_none_or(|figure| figure.value.to_string() != text) {
            self.cells.0.insert(key, Located { value: text, span });
        }
        figure
    }

    /// The cells read so far that print something else than the plain digits of a figure.
    pub fn cells(&mut self) -> Cells {
        std::mem::take(&mut self.cells)
    }

    /// A whole number within a range.
    pub fn integer(&mut self, key: &'static str, range: std::ops::RangeInclusive<u32>) -> Option<Located<u32>> {
        let value = self.take(key, Holds::Integer(*range.start(), *range.end()))?;
        let number = self.expect(key, value, Wanted::Integer, |value| {
            let integer = value.as_integer().filter(|integer| integer.radix() == 10)?;
            Some(integer.as_str().parse::<u32>().unwrap_or(u32::MAX))
        })?;
        if !range.contains(&number.value) {
            let expected = Message::new("invalid-integer")
                .with("key", key)
                .with("least", range.start().to_string())
                .with("most", range.end().to_string());
            let mut finding = Finding::new("invalid-value", Severity::Error, number.span);
            finding.message = expected;
            self.file.findings.push(finding);
            return None;
        }
        Some(number)
    }

    /// `true` or `false`; false when absent.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.take(key, Holds::Flag) else { return false };
        self.expect(key, value, Wanted::Flag, DeValue::as_bool).is_some_and(|flag| flag.value)
    }

    /// A calendar day.
    pub fn date(&mut self, key: &'static str) -> Option<Located<Date>> {
        let value = self.take(key, Holds::Day)?;
        self.expect(key, value, Wanted::Day, |value| Date::from_toml(value.as_datetime()?))
    }

    /// A calendar day, with a time of it where one is written.
    pub fn day_and_time(&mut self, key: &'static str) -> (Option<Located<Date>>, Option<Time>) {
        let Some(value) = self.take(key, Holds::DayAndTime) else { return (None, None) };
        let read = |value: &DeValue<'_>| {
            let datetime = value.as_datetime().filter(|datetime| datetime.offset.is_none())?;
            let time = datetime.time.map(|time| Time { hour: time.hour, minute: time.minute });
            Some((Date::of(datetime)?, time))
        };
        match self.expect(key, value, Wanted::DayAndTime, read) {
            Some(Located { value: (date, time), span }) => (Some(Located { value: date, span }), time),
            None => (None, None),
        }
    }

    /// One word of a closed list; a word not in it is reported with the nearest one.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<Located<T>> {
        self.one_of_called(key, words, &[])
    }

    /// As [`Fields::one_of`], with what forms call the same: a part of what they print, and the word of the list.
    pub fn one_of_called<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        called: &[(&str, &str)],
    ) -> Option<Located<T>> {
        let text = self.text(key);
        if self.file.tells {
            self.tell(Holds::OneOf(words.iter().map(|(word, _)| *word).collect()));
        }
        let text = text?;
        match words.iter().find(|(word, _)| *word == text.value) {
            Some((_, meaning)) => Some(text.map(|_| *meaning)),
            None => {
                let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let mut finding = Finding::new("invalid-value", Severity::Error, text.span);
                finding.message = Message::new("invalid-word")
                    .with("key", key)
                    .with("word", text.value.as_str())
                    .with("words", Arg::list(names.iter().copied()));
                let meant = called.iter().find(|(printed, _)| text.value.contains(printed));
                let written = meant.map(|(_, word)| format!("{key} = \"{word}\""));
                let help = written.map(|written| Message::new("write-so").with("written", written));
                finding.help.extend(help.or_else(|| did_you_mean(&text.value, names)));
                self.file.findings.push(finding);
                None
            }
        }
    }

    /// A sub-table.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
        let Some(value) = self.take(key, Holds::Table(Vec::new())) else {
            self.ask_below(Holds::Table, |fields| _ = read(fields));
            return None;
        };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value, Wanted::Table);
            return None;
        };
        Some(read(&mut self.below(key, false, value, table)))
    }

    /// A list of at most [`limits::ROWS`] tables, in the author's order; `read` may refuse one (having reported why).
    pub fn tables<T>(&mut self, key: &'static str, read: impl FnMut(&mut Fields<'_, '_>) -> Option<T>) -> Vec<T> {
        self.tables_up_to(limits::ROWS, key, read)
    }

    /// As [`Fields::tables`], however many there are.
    pub fn all_tables<T>(&mut self, key: &'static str, read: impl FnMut(&mut Fields<'_, '_>) -> Option<T>) -> Vec<T> {
        self.tables_up_to(usize::MAX, key, read)
    }

    fn tables_up_to<T>(
        &mut self,
        most: usize,
        key: &'static str,
        mut read: impl FnMut(&mut Fields<'_, '_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.take(key, Holds::Tables(Vec::new())) else {
            self.ask_below(Holds::Tables, |fields| _ = read(fields));
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, Wanted::Tables);
            return Vec::new();
        };
        if let Some(first) = array.get(most) {
            let mut finding = Finding::new("limit-exceeded", Severity::Error, self.span_of(first));
            finding.message =
                Message::new("too-many-rows").with("key", key).with("count", array.len()).with("most", most);
            self.file.findings.push(finding);
        }
        let mut items = Vec::with_capacity(array.len().min(most));
        for item in array.iter().take(most) {
            match item.get_ref().as_table() {
                None => self.wrong_type(key, item, Wanted::Table),
                Some(table) => items.extend(read(&mut self.below(key, true, item, table))),
            }
        }
        items
    }

    /// A table whose keys are the author's own: each key with the texts it stands for (one text or a list).
    pub fn entries(&mut self, key: &'static str) -> Entries {
        self.author_table(key, Holds::OwnKeys).map_or_else(Vec::new, |table| self.read_entries(key, table, |_| true))
    }

    /// As [`Fields::entries`], and apart from them the entries of each table among the author's own keys.
    pub fn entries_and_groups(&mut self, key: &'static str) -> (Entries, Vec<(Located<String>, Entries)>) {
        let Some(table) = self.author_table(key, Holds::OwnKeysAndGroups) else { return Default::default() };
        let own = self.read_entries(key, table, |value| !value.is_table());
        let mut groups = Vec::new();
        for (name, value) in table.iter() {
            if let Some(group) = value.get_ref().as_table() {
                groups.push((self.name(name), self.read_entries(key, group, |_| true)));
            }
        }
        groups.sort_by_key(|(name, _)| name.span.start());
        (own, groups)
    }

    fn author_table(&mut self, key: &'static str, holds: Holds) -> Option<&'t DeTable<'t>> {
        let value = self.take(key, holds)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, value, Wanted::Table);
        }
        table
    }

    fn name(&self, name: &Spanned<std::borrow::Cow<'_, str>>) -> Located<String> {
        Located { value: name.get_ref().to_string(), span: Span::new(self.span.file, name.span()) }
    }

    fn read_entries(&mut self, key: &str, table: &'t DeTable<'t>, wanted: fn(&DeValue<'t>) -> bool) -> Entries {
        let mut entries = Vec::new();
        for (name, value) in table.iter().filter(|(_, value)| wanted(value.get_ref())) {
            let texts = match value.get_ref() {
                DeValue::Array(items) => self.texts_of(key, items),
                _ => self.expect(key, value, Wanted::Text, as_text).into_iter().collect(),
            };
            entries.push((self.name(name), texts));
        }
        entries.sort_by_key(|(name, _)| name.span.start());
        entries
    }

    /// Reports every key that nobody asked for and every one of `required` that is absent.
    pub fn finish(&mut self, required: &[&'static str]) {
        for key in required {
            self.asked.iter_mut().filter(|asked| asked.name == *key).for_each(|asked| asked.required = true);
            if !self.table.keys().any(|name| name.get_ref() == key) {
                let mut finding = Finding::new("missing-key", Severity::Error, self.span);
                finding.message = Message::new("missing-key").with("key", *key);
                self.file.keys.missing.push((self.way.clone(), key, self.file.findings.len()));
                self.file.findings.push(finding);
            }
        }
        for name in self.table.keys() {
            let key: &str = name.get_ref();
            if !self.known.contains(&key) {
                let mut finding = Finding::new("unknown-key", Severity::Error, Span::new(self.span.file, name.span()));
                finding.message = match self.way.header() {
                    None => Message::new("unknown-key").with("key", key),
                    Some(header) => Message::new("unknown-key-in").with("key", key).with("here", header),
                };
                finding.help.extend(did_you_mean(key, self.known.iter().copied()));
                self.file.keys.strays.push((self.way.clone(), key.to_owned(), self.file.findings.len()));
                self.file.findings.push(finding);
            }
        }
        self.file.keys.known.entry(self.way.clone()).or_default().extend(&self.known);
    }

    fn take(&mut self, key: &'static str, holds: Holds) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        if self.file.tells {
            self.asked.push(Key { name: key, required: false, holds });
        }
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn span_of(&self, value: &Spanned<DeValue<'_>>) -> Span {
        Span::new(self.span.file, value.span())
    }

    fn expect<T>(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'t>>,
        wanted: Wanted,
        convert: impl FnOnce(&DeValue<'t>) -> Option<T>,
    ) -> Option<Located<T>> {
        match convert(value.get_ref()) {
            Some(converted) => Some(Located { value: converted, span: self.span_of(value) }),
            None => {
                self.wrong_type(key, value, wanted);
                None
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: Wanted) {
        let mut finding = Finding::new("wrong-type", Severity::Error, self.span_of(value));
        finding.message = Message::new("wrong-type")
            .with("key", key)
            .with("expected", Arg::Word(wanted.word()))
            .with("found", Arg::Word(meant::found(value.get_ref())));
        let is_own = self.table.iter().any(|(name, own)| name.get_ref() == key && own.span() == value.span());
        let before = if is_own { format!("{key} = ") } else { String::new() };
        finding.help.extend(meant::shown(wanted, value, self.file.text, &before, &self.way.to(key)));
        self.file.findings.push(finding);
    }
}

/// The text as the report prints it.
fn as_text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(|text| marks::strip(text).into_owned())
}

/// The nearest of `known` names as a help line, when one is near enough to be meant.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    let similar = known.into_iter().map(|name| (strsim::jaro_winkler(word, name), name));
    let (similarity, nearest) = similar.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    // Of two Chinese characters one may be wrong: 产岀 for 产出.
    let short = word.chars().count() == 2 && nearest.chars().count() == 2 && strsim::hamming(word, nearest) == Ok(1);
    (similarity >= 0.75 || short).then(|| Message::new("did-you-mean").with("word", nearest))
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1–12.
    pub month: u8,
    /// Day, 1–31.
    pub day: u8,
}

impl Date {
    /// The day that a text tells as TOML writes it, `2024-02-29`; `None` where there is no such day.
    pub fn parse(text: &str) -> Option<Date> {
        Date::from_toml(&text.parse().ok()?)
    }

    fn from_toml(datetime: &Datetime) -> Option<Date> {
        Date::of(datetime).filter(|_| datetime.time.is_none())
    }

    fn of(datetime: &Datetime) -> Option<Date> {
        let date = datetime.date?;
        Some(Date { year: date.year, month: date.month, day: date.day })
    }

    /// How many days this one is after `earlier`; negative when it is before.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.days() - earlier.days()
    }

    /// Days since a fixed day, by the Gregorian calendar; a year is counted from March, so that a leap day ends one.
    fn days(self) -> i64 {
        let (month, year) = match self.month {
            1 | 2 => (i64::from(self.month) + 9, i64::from(self.year) - 1),
            month => (i64::from(month) - 3, i64::from(self.year)),
        };
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(self.day)
    }
}

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Hour, 0–23.
    pub hour: u8,
    /// Minute, 0–59.
    pub minute: u8,
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_leap_days_and_years() {
        let day = |year, month, day| Date { year, month, day };
        assert_eq!(day(2024, 3, 1).days_since(day(2024, 2, 28)), 2);
        assert_eq!(day(2023, 3, 1).days_since(day(2023, 2, 28)), 1);
        assert_eq!(day(1900, 3, 1).days_since(day(1900, 2, 28)), 1);
        assert_eq!(day(2000, 3, 1).days_since(day(2000, 2, 28)), 2);
        assert_eq!(day(2024, 1, 1).days_since(day(2023, 12, 31)), 1);
        assert_eq!(day(2024, 1, 1).days_since(day(2023, 1, 1)), 365);
        assert_eq!(day(2024, 4, 15).days_since(day(2024, 5, 6)), -21);
    }
}
