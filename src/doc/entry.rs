//! Which entry of a TOML text a byte stands in, for showing it again. Knows the form of the text, not its meaning.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table on the way from the top of a text to a place in it, and what it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The key that it was written under; nothing at the top.
    pub key: String,
    /// Its values that are no tables, in the order they were written: key, and where each value stands; several for a list.
    pub values: Vec<(String, Vec<Range<usize>>)>,
}

impl Entry {
    /// Where the one value of a key stands.
    pub fn value(&self, key: &str) -> Option<Range<usize>> {
        self.values.iter().find(|(known, _)| known == key)?.1.first().cloned()
    }
}

/// The tables of a TOML text.
pub struct Tables<'a>(Spanned<DeTable<'a>>);

impl<'a> Tables<'a> {
    /// Reads them, as far as the text is TOML.
    pub fn of(text: &'a str) -> Self {
        Tables(DeTable::parse_recoverable(text).0)
    }

    /// The tables around a place, from the top; the place is a value of the last, or that table itself. Empty where nothing
    /// was written.
    pub fn around(&self, place: &Range<usize>) -> Vec<Entry> {
        let mut way = Vec::new();
        find("", self.0.get_ref(), place, &mut way);
        way
    }
}

/// Every text of a TOML text, in the order they were written: where it stands, quotation marks and all, and the key that it
/// was written under. Comments and keys are none.
pub fn texts(text: &str) -> Vec<(Range<usize>, String)> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut texts = Vec::new();
    texts_of(table.get_ref(), &mut texts);
    texts.sort_by_key(|(range, _)| range.start);
    texts
}

/// Where the texts and the keys of a TOML text stand that are in quotes, in the order they were written.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut places: Vec<Range<usize>> = texts(text).into_iter().map(|(place, _)| place).collect();
    keys_of(table.get_ref(), &mut places);
    places.retain(|place| text[place.clone()].starts_with(['"', '\'']));
    places.sort_by_key(|place| place.start);
    places.dedup();
    places
}

fn keys_of(table: &DeTable<'_>, places: &mut Vec<Range<usize>>) {
    for (key, value) in table {
        places.push(key.span());
        keys_below(value, places);
    }
}

fn keys_below(value: &Spanned<DeValue<'_>>, places: &mut Vec<Range<usize>>) {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().for_each(|item| keys_below(item, places)),
        DeValue::Table(table) => keys_of(table, places),
        _ => {}
    }
}

fn texts_of(table: &DeTable<'_>, texts: &mut Vec<(Range<usize>, String)>) {
    for (key, value) in table {
        texts_below(key.get_ref(), value, texts);
    }
}

fn texts_below(key: &str, value: &Spanned<DeValue<'_>>, texts: &mut Vec<(Range<usize>, String)>) {
    match value.get_ref() {
        DeValue::String(_) => texts.push((value.span(), key.to_owned())),
        DeValue::Array(items) => items.iter().for_each(|item| texts_below(key, item, texts)),
        DeValue::Table(table) => texts_of(table, texts),
        _ => {}
    }
}

/// Whether the place is in this table; `way` then ends with the innermost table that holds it.
fn find(key: &str, table: &DeTable<'_>, place: &Range<usize>, way: &mut Vec<Entry>) -> bool {
    let mut entry = Entry { key: key.to_owned(), values: Vec::new() };
    for (key, value) in table {
        let mut leaves = Vec::new();
        collect(value, &mut leaves);
        if !leaves.is_empty() {
            entry.values.push((key.get_ref().to_string(), leaves));
        }
    }
    entry.values.sort_by_key(|(_, leaves)| leaves[0].start);
    let is_here = entry.values.iter().flat_map(|(_, leaves)| leaves).any(|leaf| holds(leaf, place));
    way.push(entry);
    let is_found = is_here || table.iter().any(|(key, value)| find_below(key.get_ref(), value, place, way));
    if !is_found {
        way.pop();
    }
    is_found
}

fn find_below(key: &str, value: &Spanned<DeValue<'_>>, place: &Range<usize>, way: &mut Vec<Entry>) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => find(key, table, place, way) || is_written_as(key, value, table, place, way),
        DeValue::Array(items) => items.iter().any(|item| find_below(key, item, place, way)),
        _ => false,
    }
}

/// A place may be a table as a whole: its header, or its braces.
fn is_written_as(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
    place: &Range<usize>,
    way: &mut Vec<Entry>,
) -> bool {
    let first_leaf = || {
        let mut leaves = Vec::new();
        table.iter().for_each(|(_, value)| collect(value, &mut leaves));
        leaves.into_iter().min_by_key(|leaf| leaf.start)
    };
    holds(&value.span(), place) && first_leaf().is_some_and(|leaf| find(key, table, &leaf, way))
}

fn holds(leaf: &Range<usize>, place: &Range<usize>) -> bool {
    leaf.start <= place.start && place.end <= leaf.end
}

/// The values of a list, or the value itself, that are no tables.
fn collect(value: &Spanned<DeValue<'_>>, leaves: &mut Vec<Range<usize>>) {
    match value.get_ref() {
        DeValue::Table(_) => {}
        DeValue::Array(items) => items.iter().for_each(|item| collect(item, leaves)),
        _ => leaves.push(value.span()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
title = \"示例\"
[[evaluations]]
place = \"指标表\"
[[evaluations.printed]]
place = \"汇总表\"
rows = [{ of = \"管理\", weight = 25, score = 23 }, { of = \"绩效\", score = 55 }]
[contact]
post = \"局长\"
ladder = [\"99%\", \"98%\"]
";

    fn words(place: &str) -> Vec<(String, String)> {
        let start = TEXT.find(place).expect("a place of the text");
        let way = Tables::of(TEXT).around(&(start..start + place.len()));
        let shown = |entry: Entry| {
            let values = entry.values.into_iter().map(|(key, leaves)| {
                let leaves: Vec<&str> = leaves.into_iter().map(|leaf| &TEXT[leaf]).collect();
                format!("{key}={}", leaves.join("|"))
            });
            (entry.key, values.collect::<Vec<_>>().join(" "))
        };
        way.into_iter().map(shown).collect()
    }

    #[test]
    fn a_value_is_found_with_all_that_stands_around_it() {
        let expected = [
            ("", "title=\"示例\""),
            ("evaluations", "place=\"指标表\""),
            ("printed", "place=\"汇总表\""),
            ("rows", "of=\"管理\" weight=25 score=23"),
        ];
        assert_eq!(words("23"), expected.map(|(key, values)| (key.to_owned(), values.to_owned())));
        assert_eq!(words("98%").last().map(|(key, _)| key.as_str()), Some("contact"));
    }

    #[test]
    fn a_table_may_be_meant_as_a_whole() {
        assert_eq!(
            words("{ of = \"绩效\", score = 55 }").last().map(|(_, values)| values.as_str()),
            Some("of=\"绩效\" score=55")
        );
        assert_eq!(words("[[evaluations.printed]]").last().map(|(key, _)| key.as_str()), Some("printed"));
        assert_eq!(words("[contact]").last().map(|(key, _)| key.as_str()), Some("contact"));
    }

    #[test]
    fn texts_are_found_with_their_keys_and_no_comments_and_keys() {
        let text = "# a = \"甲 = 乙\"\n\"b = c\" = 'd = e'\nf = [{ g = [\"h\", 1] }, \"i\"]\nj.k = \"\"\"\nl\n\"\"\"\n";
        let found: Vec<_> = texts(text).into_iter().map(|(range, key)| (&text[range], key)).collect();
        let expected = [("'d = e'", "b = c"), ("\"h\"", "g"), ("\"i\"", "f"), ("\"\"\"\nl\n\"\"\"", "k")];
        assert_eq!(found, expected.map(|(text, key)| (text, key.to_owned())));
        assert_eq!(texts("a = \"b\nc = \"d = [x]{y}\"").last().map(|(_, key)| key.as_str()), Some("c"));
    }

    #[test]
    fn where_nothing_is_written_nothing_is_found() {
        assert_eq!(Tables::of("# 只有注释\n").around(&(2..4)), []);
    }
}
