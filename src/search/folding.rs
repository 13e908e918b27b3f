//! Folding: the one spelling under which text is indexed and looked up.
//!
//! A folded character is its compatibility form (NFKC), in lower case, with a traditional character replaced by its
//! simplified one. `search.js` folds queries and pages by the same steps, with the pairs this module hands out;
//! `tests/fixtures/search/folding.json` holds both to the same answers. Folding goes character by character, so that
//! a place in folded text leads back to a place in the original; it must never look at a neighbour.

use std::collections::HashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// OpenCC's table of single characters, as it is published; its licence stands beside it.
const TABLE: &str = include_str!("opencc/TSCharacters.txt");

/// The traditional characters with their simplified forms, and the folding that uses them.
pub struct Folding {
    simplified: HashMap<char, char>,
}

impl Default for Folding {
    fn default() -> Self {
        Self::new()
    }
}

impl Folding {
    /// Reads OpenCC's table of single characters.
    ///
    /// Of several simplified forms the first is the usual one. A character that is itself the simplified form of
    /// another (坏 of 壞, while 坏 is also an old spelling of 坯) stays as it is: the pages are in simplified
    /// characters.
    pub fn new() -> Self {
        let pairs: HashMap<char, char> = TABLE.lines().filter_map(pair).collect();
        let targets: Vec<char> = pairs.values().copied().collect();
        let mut simplified = pairs;
        for target in targets {
            simplified.remove(&target);
        }
        Self { simplified }
    }

    /// The folded spelling of `text`, which [`line`](fn@line) has composed.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            self.fold_char(c, &mut folded);
        }
        folded
    }

    fn fold_char(&self, c: char, folded: &mut String) {
        match c {
            '\0'..='\x7f' => folded.push(c.to_ascii_lowercase()),
            '\u{4e00}'..='\u{9fff}' => folded.push(self.simplify(c)),
            _ if is_invisible(c) => {}
            _ => {
                let lower = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
                folded.extend(lower.map(|c| self.simplify(c)));
            }
        }
    }

    fn simplify(&self, c: char) -> char {
        self.simplified.get(&c).copied().unwrap_or(c)
    }

    /// The pairs whose simplified form satisfies `is_used`, as one string of traditional and simplified characters
    /// in turn, sorted.
    ///
    /// A client needs no others: where the simplified form occurs nowhere, neither spelling finds anything.
    pub fn pairs(&self, is_used: impl Fn(char) -> bool) -> String {
        let mut pairs: Vec<(char, char)> =
            self.simplified.iter().map(|(&from, &to)| (from, to)).filter(|&(_, to)| is_used(to)).collect();
        pairs.sort_unstable();
        pairs.iter().flat_map(|&(from, to)| [from, to]).collect()
    }
}

/// A line as it is folded and shown: composed (NFC), white space collapsed to single spaces and trimmed.
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match is_nfc_quick(line.chars()) {
        IsNormalized::Yes => line,
        _ => line.nfc().collect(),
    }
}

/// Characters that take no room on a page and that nobody types: soft hyphen, zero-width spaces and joiners, byte
/// order mark, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The pair on one line of the table, `traditional TAB simplified SPACE simplified …`; `None` for comments and for
/// characters that stay as they are.
fn pair(line: &str) -> Option<(char, char)> {
    let (from, to) = line.split_once('\t')?;
    let mut from = from.chars();
    let from = from.next().filter(|_| from.next().is_none())?;
    let to = to.chars().next()?;
    (from != to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    /// `search.test.mjs` reads the same file.
    #[derive(Deserialize)]
    struct Fixture {
        pairs: String,
        cases: Vec<(String, String)>,
    }

    fn fixture() -> Fixture {
        let text = include_str!("../../tests/fixtures/search/folding.json");
        serde_json::from_str(text).expect("the fixture is JSON")
    }

    #[test]
    fn folds_as_the_client_does() {
        let folding = Folding::new();
        for (text, folded) in fixture().cases {
            assert_eq!(folding.fold(&line(&text)), folded, "folding {text:?}");
        }
    }

    #[test]
    fn fixture_pairs_are_those_the_cases_need() {
        let fixture = fixture();
        let used = |c| fixture.cases.iter().any(|(_, folded)| folded.contains(c));
        assert_eq!(Folding::new().pairs(used), fixture.pairs);
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        let folding = Folding::new();
        assert!(folding.simplified.len() > 3000);
        for to in folding.simplified.values() {
            assert_eq!(folding.fold(&to.to_string()), to.to_string());
        }
    }
}
