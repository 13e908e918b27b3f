//! The windows under which a text is found: short runs of characters, because Chinese has no spaces to cut words at.
//!
//! A window stands at every place of a folded line: three characters, or four where one of them is a digit: amounts have
//! few threes of their own (98.3分, 2.680万元). Its beginnings are windows too, and each character by itself. Of many zeros one
//! behind the other, as amounts in yuan have them, a window tells behind which character there are so many or more, and one
//! between which two there are just so many. None crosses a space. An index knows a window by its start, a number for the first two characters, and by the codes of the others;
//! and of the character behind the longest, which is none of it, the class.
//! `search.js` cuts and numbers a query by the same rules (`windowsOf`, `startOf`, `classOf`).

use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher as _;

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
const REST_BITS: u32 = 2 * CODE_BITS + CLASS_BITS;

/// Bits of the number of a window in its bucket.
pub(super) const NUMBER_BITS: u32 = KEY_BITS + REST_BITS;

/// A factor that makes high bits of low ones, and its inverse.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
const GATHER: u64 = 0xf1de_83e1_9937_733d;

/// A window: its start, the code of each of [`BEHIND`] characters, and the class of the character that comes next. In their
/// order those with one beginning stand together, the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Window(u64);

impl Window {
    fn new(codes: [u16; 2 + BEHIND], next: u16) -> Self {
        let packed = codes.into_iter().fold(0, |packed, code| packed << CODE_BITS | u64::from(code));
        Self::of_packed(packed << CLASS_BITS | u64::from(class(next)))
    }

    /// Of the codes of its characters, the first in the highest bits, and the class.
    fn of_packed(packed: u64) -> Self {
        let [first, second] =
            [CODE_BITS, 0].map(|shift| (packed >> (REST_BITS + shift)) as u16 & ((1 << CODE_BITS) - 1));
        Self(u64::from(start([first, second])) << REST_BITS | packed & ((1 << REST_BITS) - 1))
    }

    pub(super) fn bucket(self) -> usize {
        (self.0 >> NUMBER_BITS) as usize
    }

    /// The number of a window among those of its bucket, of [`NUMBER_BITS`], spread evenly; no two become one.
    pub(super) fn number(self) -> u64 {
        self.0.wrapping_mul(SPREAD) & ((1 << NUMBER_BITS) - 1)
    }

    /// The window of such a number.
    pub(super) fn of_number(bucket: usize, number: u64) -> Self {
        let rest = number.wrapping_mul(GATHER) & ((1 << NUMBER_BITS) - 1);
        Self((bucket as u64) << NUMBER_BITS | rest)
    }

    pub(super) fn start(self) -> u32 {
        (self.0 >> REST_BITS) as u32
    }

    /// The code of the character at a place behind the start.
    pub(super) fn code(self, place: usize) -> u16 {
        let shift = |from_the_end: usize| CLASS_BITS + CODE_BITS * from_the_end as u32;
        let code = |from_the_end| (self.0 >> shift(from_the_end)) as u16 & ((1 << CODE_BITS) - 1);
        (BEHIND - 1).checked_sub(place).map_or(NONE, code)
    }

    /// The class of the character that comes next.
    pub(super) fn next(self) -> u16 {
        self.0 as u16 & ((1 << CLASS_BITS) - 1)
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

/// So many windows of a page are remembered.
const SEEN: usize = 1 << 13;

/// Which windows of a page were told.
pub(super) struct Seen {
    /// The characters by themselves, by their codes.
    characters: Box<[bool; 1 << CODE_BITS]>,
    /// Others, as their codes and classes, each where its hash says, the last of those with one place. One that was forgotten is
    /// told again.
    windows: Box<[u64; SEEN]>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { characters: Box::new([false; 1 << CODE_BITS]), windows: Box::new([0; SEEN]) }
    }
}

impl Seen {
    /// Forgets what was told.
    pub(super) fn clear(&mut self) {
        self.characters.fill(false);
        self.windows.fill(0);
    }

    /// Whether a character by itself was not told before.
    fn is_new_character(&mut self, code: u16) -> bool {
        !std::mem::replace(&mut self.characters[usize::from(code)], true)
    }

    /// Whether codes and a class were not told before.
    fn is_new(&mut self, packed: u64) -> bool {
        std::mem::replace(&mut self.windows[FxBuildHasher.hash_one(packed) as usize % SEEN], packed) != packed
    }
}

/// Calls `found` with every longest window of a folded line, with every character by itself, and with those of many zeros; hardly
/// with one that was told before.
pub(super) fn windows(folded: &[char], seen: &mut Seen, mut found: impl FnMut(Window)) {
    const LAST_CODE: u64 = (1 << CODE_BITS) - 1;
    for run in folded.split(|c| *c == ' ') {
        // Of this character and the three behind it, this one in the highest bits.
        let mut codes = 0_u64;
        // Of the four behind this one, that next to it in the lowest bits.
        let mut classes = 0_u16;
        // Whether this character and the three behind it are digits, this one in the lowest bit.
        let mut digits = 0_u8;
        for c in run.iter().rev() {
            let first = code(*c);
            codes = u64::from(first) << (START_BITS + CODE_BITS) | codes >> CODE_BITS;
            digits = (digits << 1 | u8::from(is_digit(first))) & 0b1111;
            if seen.is_new_character(first) {
                found(Window::new([first, NONE, NONE, NONE], NONE));
            }
            if classes != 0 {
                let (codes, class) = match digits {
                    0 => (codes & !LAST_CODE, classes >> (2 * CLASS_BITS)),
                    _ => (codes, classes >> (3 * CLASS_BITS)),
                };
                let packed = codes << CLASS_BITS | u64::from(class & ((1 << CLASS_BITS) - 1));
                if seen.is_new(packed) {
                    found(Window::of_packed(packed));
                }
            }
            classes = classes << CLASS_BITS | class(first);
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
        windows(&folded.chars().collect::<Vec<_>>(), &mut Seen::default(), |window| {
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
    fn a_window_is_found_again_by_its_bucket_and_number() {
        for text in ["厅", "政务服|务", "8.3分|整", "\u{20bb7}㎡"] {
            let window = Window(window(text));
            assert_eq!(Window::of_number(window.bucket(), window.number()), window, "{text}");
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
