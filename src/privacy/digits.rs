//! What numbers of persons are made of: runs of digits, and which runs are a mobile or a telephone. Looks at no text.

use std::ops::Range;

use super::Personal;

/// A run of digits, with separators between them.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) digits: Vec<u8>,
    pub(super) range: Range<usize>,
    pub(super) separated: bool,
}

/// A number made like one of a person.
pub(super) struct Number {
    pub(super) kind: Personal,
    pub(super) range: Range<usize>,
    pub(super) run: Run,
}

pub(super) fn digit(c: char) -> Option<u8> {
    c.is_ascii_digit().then(|| c as u8 - b'0')
}

pub(super) fn is_mobile(digits: &[u8]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// An area code: 010, 0898.
pub(super) fn is_area(digits: &[u8]) -> bool {
    matches!(digits, [0, 1..=9, _] | [0, 1..=9, _, _])
}

/// A number of a telephone within its area: seven or eight digits, and no date (20230112).
pub(super) fn is_local(digits: &[u8]) -> bool {
    matches!(digits.len(), 7 | 8) && matches!(digits, [2..=8, ..]) && !matches!(digits, [2, 0, _, _, 0 | 1, ..])
}
