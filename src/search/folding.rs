//! Folding: the one spelling under which text is indexed and looked up.
//!
//! First each character by itself becomes its compatibility form (NFKC), in lower case, a traditional character replaced
//! by its simplified one, × by x; what is not seen and quotes and brackets of every kind become nothing. Then neighbours
//! decide about the little that separates: a space stays between two Latin letters or two digits only, a comma between
//! digits and a hyphen between Latin letters go, and a full stop 。 between digits is a decimal point.
//!
//! `search.js` folds queries and texts by the same steps, with the pairs this module hands out;
//! `tests/fixtures/search/folding.json` holds both to the same answers.

use encoding_rs::GBK;
use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// OpenCC's table of single characters, as it is published; its licence stands beside it.
const TABLE: &str = include_str!("opencc/TSCharacters.txt");

/// The traditional characters with their simplified forms, and the folding that uses them.
pub struct Folding {
    simplified: FxHashMap<char, char>,
    /// What each character below U+10000 becomes, worked out once: it is asked of every character of every page.
    table: Box<[Folded]>,
}

/// What a character becomes by itself. Few become several, or are traditional.
#[derive(Clone, Copy)]
enum Folded {
    Nothing,
    One(char),
    Rare,
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
        let pairs: FxHashMap<char, char> = TABLE.lines().filter_map(pair).collect();
        let targets: Vec<char> = pairs.values().copied().collect();
        let mut simplified = pairs;
        for target in targets {
            simplified.remove(&target);
        }
        let untold = Self { simplified, table: Box::default() };
        let mut folded = Vec::new();
        let table = (0..0x1_0000).map(|point| {
            folded.clear();
            char::from_u32(point).into_iter().for_each(|c| untold.fold_char(c, &mut folded));
            match folded[..] {
                [] => Folded::Nothing,
                [c] if untold.traditional(char::from_u32(point)).next().is_none() => Folded::One(c),
                _ => Folded::Rare,
            }
        });
        Self { table: table.collect(), ..untold }
    }

    /// The folded spelling of `text`, which [`line`](fn@line) has composed.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = Vec::with_capacity(text.len() / 2);
        self.fold_into(text, &mut folded);
        folded.into_iter().collect()
    }

    /// Appends the characters of the folded spelling of `text`, and says whether it may have traditional ones.
    pub(super) fn fold_into(&self, text: &str, folded: &mut Vec<char>) -> bool {
        let start = folded.len();
        let mut has_rare = false;
        for c in text.chars() {
            match self.table.get(c as usize) {
                Some(Folded::Nothing) => {}
                Some(Folded::One(c)) => folded.push(*c),
                _ => {
                    has_rare = true;
                    self.fold_char(c, folded);
                }
            }
        }
        retain(folded, start, &[' '], |before, space, after| {
            (are(is_letter, before, after) || are(is_digit, before, after)).then_some(space)
        });
        retain(folded, start, &[',', '-', '。'], |before, c, after| match c {
            ',' if are(is_digit, before, after) => None,
            '-' if are(is_letter, before, after) => None,
            '。' if are(is_digit, before, after) => Some('.'),
            _ => Some(c),
        });
        has_rare
    }

    fn fold_char(&self, c: char, folded: &mut Vec<char>) {
        if is_invisible(c) {
            return;
        }
        let lower = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
        folded.extend(lower.filter(|c| !is_bracket(*c)).map(|c| match c {
            '×' => 'x',
            '\u{2010}' => '-',
            c => self.simplify(c),
        }));
    }

    fn simplify(&self, c: char) -> char {
        self.simplified.get(&c).copied().unwrap_or(c)
    }

    /// The traditional characters of the compatibility form of a character, each with its simplified form.
    fn traditional(&self, c: Option<char>) -> impl Iterator<Item = (char, char)> {
        c.into_iter().nfkc().filter_map(|c| Some((c, *self.simplified.get(&c)?)))
    }

    /// The traditional characters of texts, each with its simplified form behind it, in order.
    pub(super) fn pairs_of<'a>(&self, texts: impl Iterator<Item = &'a str>) -> String {
        let is_rare = |c: &char| !matches!(self.table.get(*c as usize), Some(Folded::Nothing | Folded::One(_)));
        let mut pairs: Vec<(char, char)> =
            texts.flat_map(str::chars).filter(is_rare).flat_map(|c| self.traditional(Some(c))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.iter().flat_map(|&(from, to)| [from, to]).collect()
    }

    /// All traditional characters, each with its simplified form behind it, in order.
    pub(super) fn pairs(&self) -> String {
        self.pairs_of(std::iter::once(self.simplified.keys().collect::<String>().as_str()))
    }

    /// The traditional characters that are in GB 2312 too, the common set of simplified ones. Whoever looks up Han characters
    /// of the common set but for these needs no pairs.
    pub(super) fn in_common_set(&self) -> String {
        let mut both: Vec<char> = self.simplified.keys().copied().filter(|c| is_common(*c)).collect();
        both.sort_unstable();
        both.into_iter().collect()
    }
}

/// Whether a character is one of the Han characters of GB 2312: rows 16 to 87 of 94 characters, which GBK keeps in their places.
fn is_common(c: char) -> bool {
    let mut bytes = [0; 4];
    let (encoded, _, is_lossy) = GBK.encode(c.encode_utf8(&mut bytes));
    !is_lossy && matches!(*encoded, [0xb0..=0xf7, 0xa1..=0xfe])
}

/// Keeps, changes or drops some characters from `start` on, by what was kept before each and what comes after it.
fn retain(
    text: &mut Vec<char>,
    start: usize,
    some: &[char],
    keep: impl Fn(Option<char>, char, Option<char>) -> Option<char>,
) {
    let next =
        |text: &[char], from: usize| text[from..].iter().position(|c| some.contains(c)).map(|after| from + after);
    let Some(first) = next(text, start) else { return };
    let (mut end, mut at) = (first, first);
    while let Some(c) = text.get(at).copied() {
        let before = (end > start).then(|| text[end - 1]);
        if let Some(c) = keep(before, c, text.get(at + 1).copied()) {
            text[end] = c;
            end += 1;
        }
        let others = at + 1..next(text, at + 1).unwrap_or(text.len());
        text.copy_within(others.clone(), end);
        end += others.len();
        at = others.end;
    }
    text.truncate(end);
}

fn are(is: fn(char) -> bool, before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is) && after.is_some_and(is)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase()
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
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

/// Characters that take no room on a page and that nobody types: soft hyphen, zero-width spaces and joiners, marks of
/// direction, byte order mark, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Quotes and brackets, in the form that NFKC leaves them in.
fn is_bracket(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}'
        | '〈'..='】' | '〔'..='〛' | '〝'..='〟')
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
            assert_eq!(folding.fold(&folded), folded, "folding {text:?} twice");
        }
    }

    #[test]
    fn fixture_pairs_are_those_the_cases_need() {
        let fixture = fixture();
        let pairs: Vec<char> = Folding::new().pairs().chars().collect();
        let is_used = |pair: &&[char]| fixture.cases.iter().any(|(_, folded)| folded.contains(pair[1]));
        let used: String = pairs.chunks_exact(2).filter(is_used).flatten().collect();
        assert_eq!(used, fixture.pairs);
    }

    #[test]
    fn few_traditional_characters_are_common() {
        assert_eq!(Folding::new().in_common_set(), "乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽");
        assert!(is_common('啊') && is_common('齄') && !is_common('務') && !is_common('A'));
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
