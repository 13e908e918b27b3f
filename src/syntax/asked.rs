//! What a reader asks a file for: keys, their types and words. Holds no list of keys; what they mean, the catalogues say.

use crate::lang::Lang;

/// A key that may stand in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether the table must have it.
    pub required: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// One text or a list of texts.
    TextOrTexts,
    /// A list of lists of texts.
    TextLists,
    /// A number, or what a form prints in its place.
    Figure,
    /// A whole number within a range.
    Integer(u32, u32),
    /// `true` or `false`.
    Flag,
    /// A calendar day.
    Day,
    /// A calendar day, with a time or without.
    DayAndTime,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A table with these keys.
    Table(Vec<Key>),
    /// A list of tables with these keys.
    Tables(Vec<Key>),
    /// A table whose keys are the author's own, each with one text or a list of texts.
    OwnKeys,
    /// The same, and among them tables of such keys.
    OwnKeysAndGroups,
}

/// What a key means, where `path` leads to it: the kind of its file, the tables it stands in, its name. The catalogues say
/// it under as much of the end of the path as is needed: `key-weight`, `key-printed-weight`, `key-rubric-indicators-weight`.
pub fn meaning(lang: Lang, path: &[&str]) -> Option<String> {
    names(path).find_map(|name| lang.try_say(&name, &[]).ok())
}

/// The names that the meaning of a key may have in the catalogues, the closest first.
pub fn names<'p>(path: &'p [&'p str]) -> impl Iterator<Item = String> + 'p {
    (0..path.len()).map(|from| format!("key-{}", path[from..].join("-")))
}
