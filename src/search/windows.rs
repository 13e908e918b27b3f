//! The windows under which a text is found: short runs of characters, because Chinese has no spaces to cut words at.
//!
//! A window stands at every place of a folded line: three characters, or four where one of them is a digit: amounts have
//! few threes of their own (98.3分, 2.680万元). Its beginnings are windows too, and each character by itself. Of many zeros one
//! behind the other, as amounts in yuan have them, a window tells behind which character there are so many or more, and one
//! between which two there are just so many. None crosses a space. An index knows a window by its start, a number for the first two characters, and by the codes of the others;
//! and of the character behind the longest, which is none of it, the class.
//! `search.js` cuts and numbers a query by the same rules (`windowsOf`, `startOf`, `classOf`).

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

/// The code of no character, and the class of none.
pub(super) const NONE: u16 = 0;

/// So many zeros and more stand as one character in windows of their own. Its code is [`ZEROS`] and their number, of which more
/// than [`MOST_ZEROS`] are not told apart.
const MANY_ZEROS: usize = 4;
const ZEROS: u16 = 0x10;
const MOST_ZEROS: usize = 15;

/// Bits of a class.
pub(super) const CLASS_BITS: u32 = 4;

/// Bits of what stands behind a start.
pub(super) const REST_BITS: u32 = 2 * CODE_BITS + CLASS_BITS;

/// A window: its start, the code of each of [`BEHIND`] characters, and the class of the character that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Window(u64);

impl Window {
    /// Of no characters: no text has it.
    pub(super) const NOWHERE: Window = Window(0);

    fn new([first, second, third, fourth]: [u16; 2 + BEHIND], next: u16) -> Self {
        let start = start([first, second]);
        let behind = u64::from(third) << CODE_BITS | u64::from(fourth);
        Self((u64::from(start) << (2 * CODE_BITS) | behind) << CLASS_BITS | u64::from(class(next)))
    }

    pub(super) fn bucket(self) -> usize {
        (self.0 >> (KEY_BITS + REST_BITS)) as usize
    }

    /// The start without its bucket, the codes, and the class of the next character.
    pub(super) fn rest(self) -> u64 {
        self.0 & ((1 << (KEY_BITS + REST_BITS)) - 1)
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

/// One of few classes in which a character is that stands behind a window; every digit has its own.
fn class(code: u16) -> u16 {
    if code == NONE { NONE } else { 1 + code % ((1 << CLASS_BITS) - 1) }
}

fn is_digit(code: u16) -> bool {
    (0x30..0x3a).contains(&code)
}

/// The highest start.
const LAST_START: u32 = (1 << START_BITS) - 1;

/// The start of two characters: their codes, spread evenly; no two become one.
pub(super) fn start([first, second]: [u16; 2]) -> u32 {
    let mut start = u32::from(first) << CODE_BITS | u32::from(second);
    start ^= start >> 15;
    start = start.wrapping_mul(0x2c1b_3c6d) & LAST_START;
    start ^= start >> 12;
    start = start.wrapping_mul(0x297a_2d39) & LAST_START;
    start ^ start >> 15
}

/// The codes of the two characters of a start: undoes [`start`], with the inverses of its factors.
pub(super) fn codes_of_start(mut start: u32) -> [u16; 2] {
    start ^= start >> 15;
    start = start.wrapping_mul(0x0cf0_b109) & LAST_START;
    start ^= start >> 12 ^ start >> 24;
    start = start.wrapping_mul(0x24ea_2d65) & LAST_START;
    start ^= start >> 15;
    [start >> CODE_BITS, start & ((1 << CODE_BITS) - 1)].map(|code| code as u16)
}

/// Calls `found` with every longest window of a folded line, with every character by itself, and with those of many zeros; one
/// that occurs again is told again.
pub(super) fn windows(folded: &[char], mut found: impl FnMut(Window)) {
    for run in folded.split(|c| *c == ' ') {
        let [mut second, mut third, mut fourth, mut fifth] = [NONE; 4];
        for c in run.iter().rev() {
            let first = code(*c);
            found(Window::new([first, NONE, NONE, NONE], NONE));
            if second != NONE {
                let has_digit = [first, second, third, fourth].into_iter().any(is_digit);
                found(match has_digit {
                    true => Window::new([first, second, third, fourth], fifth),
                    false => Window::new([first, second, third, NONE], fourth),
                });
            }
            [second, third, fourth, fifth] = [first, second, third, fourth];
        }
        let mut end = 0;
        for same in run.chunk_by(|one, next| (*one == '0') == (*next == '0')) {
            let start = end;
            end += same.len();
            if same[0] == '0' && start > 0 {
                let after = run.get(end).map_or(NONE, |after| code(*after));
                for count in MANY_ZEROS..=same.len().min(MOST_ZEROS) {
                    let after = if count == same.len().min(MOST_ZEROS) { after } else { NONE };
                    found(Window::new([code(run[start - 1]), ZEROS + count as u16, after, NONE], NONE));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A window, behind a bar the character that comes next.
    fn window(text: &str) -> u64 {
        let (text, next) = text.split_once('|').unwrap_or((text, ""));
        let mut codes = [NONE; 4];
        text.chars().zip(&mut codes).for_each(|(c, place)| *place = code(c));
        Window::new(codes, next.chars().next().map_or(NONE, code)).0
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
        are_windows("政务服务", &["政", "政务服|务", "务", "务服务", "服", "服务"]);
        are_windows("8.3分", &["8", "8.3分", ".", ".3分", "3", "3分", "分"]);
        are_windows("12万元整", &["1", "12万元|整", "2", "2万元整", "万", "万元整", "元", "元整", "整"]);
    }

    #[test]
    fn many_zeros_have_windows_that_tell_how_many_they_are() {
        are_windows("0000元", &["0", "0000|元", "000元", "00元", "0元", "元"]);
        let zeros = ["6", "6000|0", "0", "0000|6", "0006", "006", "06"];
        are_windows("600006", &[&zeros[..], &["6\u{14}6"]].concat());
        are_windows("6000006", &[&zeros[..], &["0000|0", "6\u{14}", "6\u{15}6"]].concat());
        are_windows("60000", &["6", "6000|0", "0", "0000", "000", "00", "6\u{14}"]);
        let more: Vec<String> = ('\u{14}'..'\u{1f}').map(|zeros| format!("6{zeros}")).collect();
        let more: Vec<&str> = more.iter().map(String::as_str).chain(["0000|0", "6\u{1f}6"]).collect();
        are_windows(&format!("6{}6", "0".repeat(20)), &[&zeros[..], &more].concat());
    }

    #[test]
    fn no_two_starts_become_one() {
        for number in (0..=LAST_START).step_by(16_381) {
            let codes = [number >> CODE_BITS, number & ((1 << CODE_BITS) - 1)].map(|code| code as u16);
            assert_eq!(codes_of_start(start(codes)), codes);
        }
    }

    #[test]
    fn every_digit_has_a_class_of_its_own() {
        let classes: BTreeSet<u16> = ('0'..='9').map(|digit| class(code(digit))).collect();
        assert!(classes.len() == 10 && !classes.contains(&NONE) && !classes.contains(&class(code('.'))));
    }

    /// `search.test.mjs` knows the same numbers.
    #[test]
    fn starts_as_the_client_does() {
        let start = |text| window(text) >> REST_BITS;
        let codes = |text: &str| text.chars().map(code).collect::<Vec<_>>();
        assert_eq!(codes("厅9，㎡𠮷"), [2437, 57, 22796, 24481, 27063]);
        assert_eq!([start("厅"), start("政务服"), start("8.3分")], [289_883_252, 1_031_743_542, 729_971_009]);
    }
}
