//! The terms under which a page is found: short runs of characters, because Chinese has no spaces to cut words at.
//!
//! `search.js` cuts a query by the same rules (`termsOf`).

use std::fmt::{self, Display, Write};

/// A run of one to three characters, 21 bits each, in one number: an index sorts and holds millions of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Term(u64);

impl Term {
    /// Unused places hold U+0000, which no page contains.
    fn new(characters: [char; 3]) -> Self {
        let [first, second, third] = characters.map(u64::from);
        Self(first << 42 | second << 21 | third)
    }
}

impl From<char> for Term {
    fn from(c: char) -> Self {
        Self::new([c, '\0', '\0'])
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        [42, 21, 0]
            .iter()
            .filter_map(|shift| char::from_u32((self.0 >> shift) as u32 & 0x1f_ffff))
            .filter(|&c| c != '\0')
            .try_for_each(|c| f.write_char(c))
    }
}

/// Every term of a folded line: each character, each pair of neighbours, and each three neighbours of [`is_word`],
/// which tell amounts apart (4599.877 has few pairs of its own). None crosses a space.
pub(super) fn terms(folded: &str) -> impl Iterator<Item = Term> {
    folded.split_whitespace().flat_map(|run| {
        let seconds = run.chars().skip(1).map(Some).chain([None]);
        let thirds = run.chars().skip(2).map(Some).chain([None, None]);
        run.chars().zip(seconds).zip(thirds).flat_map(|((first, second), third)| {
            let pair = second.map(|second| Term::new([first, second, '\0']));
            let three = second.zip(third).map(|(second, third)| [first, second, third]);
            let window = three.filter(|three| three.iter().all(is_word)).map(Term::new);
            [Some(Term::from(first)), pair, window].into_iter().flatten()
        })
    })
}

/// Characters of numbers and Latin words, after folding.
fn is_word(c: &char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(folded: &str) -> Vec<String> {
        terms(folded).map(|term| term.to_string()).collect()
    }

    #[test]
    fn pairs_do_not_cross_spaces() {
        assert_eq!(cut("得分 9"), ["得", "得分", "分", "9"]);
    }

    #[test]
    fn numbers_also_have_windows_of_three() {
        assert_eq!(cut("9.5元"), ["9", "9.", "9.5", ".", ".5", "5", "5元", "元"]);
    }
}
