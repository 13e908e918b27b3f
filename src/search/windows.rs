//! The windows under which a text is found: short runs of characters, because Chinese has no spaces to cut words at.
//!
//! A window stands at every place of a folded line: three characters, or four where one of them is a digit: amounts have
//! few threes of their own (98.3分, 2.680万元). Its beginnings are windows too, and each character by itself. None crosses
//! a space. An index knows a window by its start, a number for the first two characters, and by the codes of the others.
//! `search.js` cuts and numbers a query by the same rules (`windowsOf`, `startOf`).

/// Bits of a start that choose one of the [`BUCKETS`].
const BUCKET_BITS: u32 = 8;

/// Into so many buckets an index sorts its windows.
pub(super) const BUCKETS: usize = 1 << BUCKET_BITS;

/// Bits of a code.
pub(super) const CODE_BITS: u32 = 15;

/// Bits of a start.
pub(super) const START_BITS: u32 = 2 * CODE_BITS;

/// Bits of a start below those of its bucket.
pub(super) const KEY_BITS: u32 = START_BITS - BUCKET_BITS;

/// So many characters may stand behind the first two.
pub(super) const BEHIND: usize = 2;

/// The code of no character.
pub(super) const NONE: u16 = 0;

/// A window: its start, and the code of each of [`BEHIND`] characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Window(u64);

impl Window {
    /// Of no characters: no text has it.
    pub(super) const NOWHERE: Window = Window(0);

    fn new([first, second, third, fourth]: [u16; 2 + BEHIND]) -> Self {
        let start = mixed(u32::from(first) << CODE_BITS | u32::from(second));
        Self(u64::from(start) << (2 * CODE_BITS) | u64::from(third) << CODE_BITS | u64::from(fourth))
    }

    pub(super) fn bucket(self) -> usize {
        (self.0 >> (KEY_BITS + 2 * CODE_BITS)) as usize
    }

    /// The start without its bucket, and the codes.
    pub(super) fn rest(self) -> u64 {
        self.0 & ((1 << (KEY_BITS + 2 * CODE_BITS)) - 1)
    }
}

/// Nearly all characters in use have codes of their own.
fn code(c: char) -> u16 {
    (match u32::from(c) {
        point @ 0..0x400 => point,
        point @ 0x4e00..0xa000 => point - 0x4e00 + 0x400,
        point => 0x5600 + point % 0x2a00,
    }) as u16
}

fn is_digit(code: u16) -> bool {
    (0x30..0x3a).contains(&code)
}

/// Spreads starts evenly; no two become one.
fn mixed(mut start: u32) -> u32 {
    const BELOW: u32 = (1 << START_BITS) - 1;
    start ^= start >> 15;
    start = start.wrapping_mul(0x2c1b_3c6d) & BELOW;
    start ^= start >> 12;
    start = start.wrapping_mul(0x297a_2d39) & BELOW;
    start ^ start >> 15
}

/// Calls `found` with every longest window of a folded line and with every character by itself; one that occurs again is
/// told again.
pub(super) fn windows(folded: &[char], mut found: impl FnMut(Window)) {
    for run in folded.split(|c| *c == ' ') {
        let [mut second, mut third, mut fourth] = [NONE; 3];
        for c in run.iter().rev() {
            let first = code(*c);
            found(Window::new([first, NONE, NONE, NONE]));
            if second != NONE {
                let has_digit = [first, second, third, fourth].into_iter().any(is_digit);
                found(Window::new([first, second, third, if has_digit { fourth } else { NONE }]));
            }
            [second, third, fourth] = [first, second, third];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn window(text: &str) -> u64 {
        let mut codes = [NONE; 4];
        text.chars().zip(&mut codes).for_each(|(c, place)| *place = code(c));
        Window::new(codes).0
    }

    fn are_windows(folded: &str, expected: &[&str]) {
        let mut found = BTreeSet::new();
        windows(&folded.chars().collect::<Vec<_>>(), |window| {
            found.insert(window.0);
        });
        assert_eq!(found, expected.iter().map(|text| window(text)).collect::<BTreeSet<_>>(), "{folded}");
    }

    #[test]
    fn windows_do_not_cross_spaces() {
        are_windows("政务 pdf", &["政", "政务", "务", "p", "pdf", "d", "df", "f"]);
    }

    #[test]
    fn windows_of_four_have_a_digit() {
        are_windows("政务服务", &["政", "政务服", "务", "务服务", "服", "服务"]);
        are_windows("8.3分", &["8", "8.3分", ".", ".3分", "3", "3分", "分"]);
        are_windows("12万元整", &["1", "12万元", "2", "2万元整", "万", "万元整", "元", "元整", "整"]);
    }

    #[test]
    fn no_two_starts_become_one() {
        let starts = (0..1 << 16).map(|start| mixed(start * 16_381));
        assert_eq!(starts.collect::<BTreeSet<_>>().len(), 1 << 16);
    }

    /// `search.test.mjs` knows the same numbers.
    #[test]
    fn starts_as_the_client_does() {
        let start = |text| window(text) >> (2 * CODE_BITS);
        let codes = |text: &str| text.chars().map(code).collect::<Vec<_>>();
        assert_eq!(codes("厅9，㎡𠮷"), [2437, 57, 22796, 24481, 27063]);
        assert_eq!([start("厅"), start("政务服"), start("8.3分")], [289_883_252, 1_031_743_542, 729_971_009]);
    }
}
