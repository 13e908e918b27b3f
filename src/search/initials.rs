//! The first letters of how a name is said: many type nothing else, and addresses are made of them. Of a character that is
//! said in several ways only the commonest is known.

use pinyin::ToPinyin;

/// One letter for each Chinese character; Latin letters and digits as they are, in lower case.
pub fn initials(text: &str) -> String {
    let letter = |c: char| match c.to_pinyin() {
        Some(said) => said.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    text.chars().filter_map(letter).collect()
}
