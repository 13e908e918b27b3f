//! What a value of the wrong type was meant to be, as its author would write it. Knows the types of TOML, not what keys mean.

use toml::Spanned;
use toml::de::DeValue;
use toml::value::{Date, Datetime};

use super::figure::{self, Measure};
use super::slips::{self, Day};
use crate::lang::Message;

/// What a key wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Texts,
    TextOrTexts,
    TextLists,
    Figure,
    Integer,
    Flag,
    Day,
    DayAndTime,
    Table,
    Tables,
}

impl Wanted {
    /// Its word in the catalogues.
    pub(super) fn word(self) -> &'static str {
        match self {
            Wanted::Text => "type-text",
            Wanted::Texts => "type-texts",
            Wanted::TextOrTexts => "type-text-or-texts",
            Wanted::TextLists => "type-text-lists",
            Wanted::Figure => "type-figure",
            Wanted::Integer => "type-integer",
            Wanted::Flag => "type-flag",
            Wanted::Day => "type-date",
            Wanted::DayAndTime => "type-day-and-time",
            Wanted::Table => "type-table",
            Wanted::Tables => "type-tables",
        }
    }
}

/// What stands there instead: a word of the catalogues.
pub(super) fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "found-text",
        DeValue::Integer(_) | DeValue::Float(_) => "found-number",
        DeValue::Boolean(_) => "found-flag",
        DeValue::Datetime(_) => "found-date",
        DeValue::Array(_) => "found-list",
        DeValue::Table(_) => "found-table",
    }
}

/// How to write what was meant; `key` stands before a value, `way` leads to it from the top of the file, with points between.
pub(super) fn shown(wanted: Wanted, value: &Spanned<DeValue<'_>>, text: &str, key: &str, way: &str) -> Option<Message> {
    let write = |written: String| Message::new("write-so").with("written", written);
    let source = |value: &Spanned<DeValue<'_>>| text.get(value.span()).unwrap_or_default().trim().to_owned();
    match (wanted, value.get_ref()) {
        (Wanted::Table, DeValue::Array(items)) => {
            let first = items.first().filter(|_| items.iter().all(|item| item.get_ref().is_table()))?;
            match source(first) {
                header if header.starts_with('[') => {
                    Some(Message::new("one-table").with("written", format!("[{way}]")))
                }
                only if items.len() == 1 => Some(write(format!("{key}{only}"))),
                _ => None,
            }
        }
        (Wanted::Tables, DeValue::Table(_)) => match source(value) {
            header if header.starts_with('[') => Some(write(format!("[[{way}]]"))),
            inline if inline.starts_with('{') => Some(write(format!("{key}[{inline}]"))),
            _ => None,
        },
        (Wanted::Day | Wanted::DayAndTime, DeValue::String(day))
            if matches!(slips::day(day), Some(Day::Impossible)) =>
        {
            Some(Message::new("slip-impossible-date").with("written", day.to_string()))
        }
        (_, found) => meant(wanted, found, &source(value), &source).map(|meant| write(format!("{key}{meant}"))),
    }
}

/// How to write a figure of which a text tells nothing but the number and its unit: 92 of `九十二分`.
pub(super) fn plain(key: &str, text: &str) -> Option<Message> {
    let parts = figure::read(text);
    let figure = parts.reading.figure().filter(|_| parts.before.trim().is_empty())?;
    let written = format!("{key} = {}", figure.value);
    match &figure.measure {
        Measure::Count(unit) if unit.chars().count() <= 2 => Some(Message::new("write-so").with("written", written)),
        Measure::Money(_) => {
            let unit = figure.measure.symbol();
            Some(Message::new("write-without-unit").with("written", written).with("unit", unit))
        }
        Measure::Percent => Some(Message::new("write-without-sign").with("written", written)),
        _ => None,
    }
}

type Source<'s> = dyn Fn(&Spanned<DeValue<'_>>) -> String + 's;

/// The value that was meant by one of another type, of which `written` stands in the file.
fn meant(wanted: Wanted, value: &DeValue<'_>, written: &str, source: &Source<'_>) -> Option<String> {
    let is_scalar = !matches!(value, DeValue::Array(_) | DeValue::Table(_) | DeValue::String(_));
    match (wanted, value) {
        (Wanted::Text | Wanted::TextOrTexts, _) if is_scalar => Some(format!("\"{written}\"")),
        (Wanted::Texts, _) if is_scalar => Some(format!("[\"{written}\"]")),
        (Wanted::Texts, DeValue::String(_)) => Some(format!("[{written}]")),
        (Wanted::TextLists, DeValue::String(_)) => Some(format!("[[{written}]]")),
        (Wanted::TextLists, DeValue::Array(items)) if items.iter().all(|item| item.get_ref().is_str()) => {
            let lists: Vec<String> = items.iter().map(|item| format!("[{}]", source(item))).collect();
            Some(format!("[{}]", lists.join(", ")))
        }
        (Wanted::Integer, DeValue::String(text)) => whole(text),
        (Wanted::Integer, DeValue::Float(float)) => whole(float.as_str()),
        (Wanted::Flag, DeValue::String(text)) => slips::flag(text).map(str::to_owned),
        (Wanted::Flag, DeValue::Integer(integer)) => match integer.as_str() {
            "0" => Some("false".to_owned()),
            "1" => Some("true".to_owned()),
            _ => None,
        },
        (Wanted::Day | Wanted::DayAndTime, DeValue::String(text)) => {
            let with_time = || text.parse::<Datetime>().ok().and_then(|day| without(wanted, &day));
            existing(text).or_else(with_time)
        }
        (Wanted::Day | Wanted::DayAndTime, DeValue::Integer(integer)) => match integer.as_str().split_at_checked(4) {
            Some((year, rest)) if rest.len() == 4 => existing(&format!("{year}-{}-{}", &rest[..2], &rest[2..])),
            _ => None,
        },
        (Wanted::Day | Wanted::DayAndTime, DeValue::Datetime(day)) => without(wanted, day),
        (_, DeValue::Array(items)) if items.len() == 1 => {
            let item = items.first()?;
            match fits(wanted, item.get_ref()) {
                true => Some(source(item)),
                false => meant(wanted, item.get_ref(), &source(item), source),
            }
        }
        _ => None,
    }
}

fn existing(text: &str) -> Option<String> {
    match slips::day(text)? {
        Day::Of(day) => Some(day),
        Day::Impossible => None,
    }
}

/// The whole number that a text tells: 2022 of `2022年度`.
fn whole(text: &str) -> Option<String> {
    let told = figure::read(text).reading;
    let value = told.figure().map(|figure| figure.value.normalize())?;
    (value.scale() == 0 && value.is_sign_positive()).then(|| value.to_string())
}

/// A date without the offset, and without the time where a day is wanted.
fn without(wanted: Wanted, day: &Datetime) -> Option<String> {
    let date: Date = day.date?;
    let time = day.time.filter(|_| wanted == Wanted::DayAndTime);
    Some(Datetime { date: Some(date), time, offset: None }.to_string().replace('T', " "))
}

fn fits(wanted: Wanted, value: &DeValue<'_>) -> bool {
    match wanted {
        Wanted::Text | Wanted::TextOrTexts => value.is_str(),
        Wanted::Figure => value.is_integer() || value.is_float(),
        Wanted::Integer => value.is_integer(),
        Wanted::Flag => value.is_bool(),
        Wanted::Day | Wanted::DayAndTime => value.is_datetime(),
        Wanted::Texts | Wanted::TextLists | Wanted::Table | Wanted::Tables => false,
    }
}
