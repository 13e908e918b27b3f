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

/// The tables of a TOML text, and where their values stand.
pub struct Tables {
    /// Each with the number of the table that it stands in; those within it come behind it.
    entries: Vec<(Option<usize>, Entry)>,
    /// Every value that is no table, in the order they were written, with the number of its table.
    leaves: Vec<(Range<usize>, usize)>,
    /// Where tables as a whole were written, each behind those within it, and where the first of the values in it stands.
    wholes: Vec<(Range<usize>, usize)>,
}

impl Tables {
    /// Reads them, as far as the text is TOML.
    pub fn of(text: &str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        let mut tables = Tables { entries: Vec::new(), leaves: Vec::new(), wholes: Vec::new() };
        tables.add(None, "", table.get_ref());
        tables.leaves.sort_by_key(|(leaf, _)| leaf.start);
        tables
    }

    /// Adds a table and all within it; returns where the first of its values stands.
    fn add(&mut self, parent: Option<usize>, key: &str, table: &DeTable<'_>) -> Option<usize> {
        let number = self.entries.len();
        let mut entry = Entry { key: key.to_owned(), values: Vec::new() };
        for (key, value) in table {
            let mut leaves = Vec::new();
            collect(value, &mut leaves);
            if !leaves.is_empty() {
                entry.values.push((key.get_ref().to_string(), leaves));
            }
        }
        entry.values.sort_by_key(|(_, leaves)| leaves[0].start);
        let leaves = entry.values.iter().flat_map(|(_, leaves)| leaves);
        self.leaves.extend(leaves.map(|leaf| (leaf.clone(), number)));
        let own = entry.values.first().map(|(_, leaves)| leaves[0].start);
        self.entries.push((parent, entry));
        let below = table.iter().filter_map(|(key, value)| self.add_below(number, key.get_ref(), value)).min();
        own.into_iter().chain(below).min()
    }

    fn add_below(&mut self, parent: usize, key: &str, value: &Spanned<DeValue<'_>>) -> Option<usize> {
        match value.get_ref() {
            DeValue::Table(table) => {
                let first = self.add(Some(parent), key, table);
                self.wholes.extend(first.map(|first| (value.span(), first)));
                first
            }
            DeValue::Array(items) => items.iter().filter_map(|item| self.add_below(parent, key, item)).min(),
            _ => None,
        }
    }

    /// The tables around a place, from the top; the place is a value of the last, or that table itself, its header or its
    /// braces. Empty where nothing was written.
    pub fn around(&self, place: &Range<usize>) -> Vec<&Entry> {
        let number = self.table_of(place).or_else(|| {
            let (_, first) = self.wholes.iter().find(|(whole, _)| holds(whole, place))?;
            self.table_of(&(*first..*first))
        });
        let mut way: Vec<&Entry> = Vec::new();
        let mut next = number;
        while let Some((parent, entry)) = next.and_then(|number| self.entries.get(number)) {
            way.push(entry);
            next = *parent;
        }
        way.reverse();
        way
    }

    /// The number of the table that the value at a place stands in.
    fn table_of(&self, place: &Range<usize>) -> Option<usize> {
        let after = self.leaves.partition_point(|(leaf, _)| leaf.start <= place.start);
        let (leaf, number) = &self.leaves[after.checked_sub(1)?];
        holds(leaf, place).then_some(*number)
    }
}

/// Every text of a TOML text, in the order they were written: where it stands, quotation marks and all, and the key that it
/// was written under. Comments and keys are none.
pub fn texts(text: &str) -> Vec<(Range<usize>, String)> {
    texts_in(DeTable::parse_recoverable(text).0.get_ref())
}

/// As [`texts`], of a text that was parsed.
pub(super) fn texts_in(table: &DeTable<'_>) -> Vec<(Range<usize>, String)> {
    let mut texts = Vec::new();
    texts_of(table, &mut texts);
    texts.sort_by_key(|(range, _)| range.start);
    texts
}

/// Where the texts and the keys of a TOML text stand that are in quotes, in the order they were written.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut places: Vec<Range<usize>> = texts_in(table.get_ref()).into_iter().map(|(place, _)| place).collect();
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
        let tables = Tables::of(TEXT);
        let shown = |entry: &Entry| {
            let values = entry.values.iter().map(|(key, leaves)| {
                let leaves: Vec<&str> = leaves.iter().map(|leaf| &TEXT[leaf.clone()]).collect();
                format!("{key}={}", leaves.join("|"))
            });
            (entry.key.clone(), values.collect::<Vec<_>>().join(" "))
        };
        tables.around(&(start..start + place.len())).into_iter().map(shown).collect()
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
        assert_eq!(Tables::of("# 只有注释\n").around(&(2..4)), Vec::<&Entry>::new());
    }
}
