//! The terms under which a text is found: short windows of characters, because Chinese has no spaces to cut words at.
//!
//! Windows of one, two and three characters stand at every place of a folded line, and of four where one of them is a
//! digit: amounts have few pairs and threes of their own (98.3分, 2.680万元). None crosses a space. An index knows a term
//! by its hash alone. `search.js` cuts and hashes a query by the same rules (`termsOf`, `hashOf`).

use super::folding::is_digit;

/// Bits of a hash that choose one of the [`BUCKETS`].
pub(super) const BUCKET_BITS: u32 = 8;

/// Into so many buckets an index sorts its terms.
pub(super) const BUCKETS: usize = 1 << BUCKET_BITS;

/// Bits of a hash below those of its bucket.
pub(super) const KEY_BITS: u32 = 30;

/// The longest window.
const LONGEST: usize = 4;

/// The hash of a window of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Term(u64);

impl Term {
    pub(super) fn bucket(self) -> usize {
        (self.0 >> KEY_BITS) as usize
    }

    pub(super) fn key(self) -> u32 {
        (self.0 & ((1 << KEY_BITS) - 1)) as u32
    }
}

/// The term of a window, made up character by character.
struct Hash {
    bucket: u32,
    key: u32,
}

impl Hash {
    const EMPTY: Hash = Hash { bucket: 0x811c_9dc5, key: 0x9e37_79b9 };

    fn push(&mut self, c: char) {
        self.bucket = (self.bucket ^ u32::from(c)).wrapping_mul(0x0100_0193);
        self.key = (self.key ^ u32::from(c)).wrapping_mul(0x9e37_79b1).rotate_left(13);
    }

    fn term(&self) -> Term {
        let bucket = mixed(self.bucket) >> (32 - BUCKET_BITS);
        let key = mixed(self.key) >> (32 - KEY_BITS);
        Term(u64::from(bucket) << KEY_BITS | u64::from(key))
    }
}

/// Every bit of the result depends on every bit of `x` (the last step of MurmurHash3).
fn mixed(mut x: u32) -> u32 {
    x = (x ^ x >> 16).wrapping_mul(0x85eb_ca6b);
    x = (x ^ x >> 13).wrapping_mul(0xc2b2_ae35);
    x ^ x >> 16
}

/// Calls `found` with every term of a folded line; one that occurs again is told again.
pub(super) fn terms(folded: &[char], mut found: impl FnMut(Term)) {
    for run in folded.split(|c| *c == ' ') {
        for start in 0..run.len() {
            let window = &run[start..run.len().min(start + LONGEST)];
            let mut hash = Hash::EMPTY;
            for (length, c) in window.iter().enumerate() {
                hash.push(*c);
                if length + 1 < LONGEST || window.iter().any(|c| is_digit(*c)) {
                    found(hash.term());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn hash(window: &str) -> Term {
        let mut hash = Hash::EMPTY;
        window.chars().for_each(|c| hash.push(c));
        hash.term()
    }

    fn are_terms(folded: &str, expected: &[&str]) {
        let mut found = Vec::new();
        terms(&folded.chars().collect::<Vec<_>>(), |term| found.push(term.0));
        let found: BTreeSet<u64> = found.into_iter().collect();
        assert_eq!(found, expected.iter().map(|window| hash(window).0).collect::<BTreeSet<_>>(), "{folded}");
    }

    #[test]
    fn windows_do_not_cross_spaces() {
        are_terms("政务 pdf", &["政", "政务", "务", "p", "pd", "pdf", "d", "df", "f"]);
    }

    #[test]
    fn windows_of_four_have_a_digit() {
        are_terms("政务服务", &["政", "政务", "政务服", "务", "务服", "务服务", "服", "服务"]);
        are_terms("8.3分", &["8", "8.", "8.3", "8.3分", ".", ".3", ".3分", "3", "3分", "分"]);
    }

    /// `search.test.mjs` knows the same numbers.
    #[test]
    fn hashes_as_the_client_does() {
        let told = |window| (hash(window).bucket(), hash(window).key());
        assert_eq!(
            [told("厅"), told("政务服"), told("8.3分")],
            [(58, 639_653_673), (103, 671_755_095), (181, 1_059_528_385)]
        );
    }
}
