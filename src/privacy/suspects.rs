//! Which parts of a text could hold personal data, found at the cost of one look at each character. Decides nothing: what is
//! suspected is looked through, and what is not holds none.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use super::mailboxes::AT;
use super::numbers::LONGEST_GAP;
use super::rendered::{self, Form};

/// The parts of a text that hold digits like those of a mobile or a longer number, a mailbox, a passport or a home, with
/// what stands around them; in order, none overlapping.
pub(super) fn suspects(text: &str, form: Form) -> Vec<Range<usize>> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    let mut add = |from: usize, to: usize| {
        let start = text.floor_char_boundary(from.saturating_sub(AROUND));
        let end = text.ceil_char_boundary((to + AROUND).min(text.len()));
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(start..end),
        }
    };
    // What a tag says is read by itself, and the text around it goes on.
    let (mut shown, mut tag) = (Digits::default(), Digits::default());
    let mut tag_ends = 0;
    let (mut next, bare) = (0, &*BARE);
    while next < text.len() {
        let at = next;
        // Nearly all is mark-up and Han characters, and no row of digits goes on in them.
        let (digits, up_to) = if at < tag_ends { (&mut tag, tag_ends) } else { (&mut shown, text.len()) };
        next = end_of_bare(&text.as_bytes()[..up_to], at, bare, digits.count == 0);
        if next > at {
            digits.end();
            continue;
        }
        let Some(c) = text[next..].chars().next() else { break };
        next = at + c.len_utf8();
        if form == Form::Marked && at >= tag_ends && c == '<' {
            tag_ends = end_of_tag(&text[at..]).map_or(0, |length| at + length);
            tag = Digits::default();
        }
        let digits = if at < tag_ends { &mut tag } else { &mut shown };
        if at < tag_ends && (c == '<' || c == '>') {
            continue;
        }
        let entity = if form == Form::Marked && c == '&' { entity(&text[at..]) } else { None };
        if let Some((length, is_number)) = entity {
            next = at + length;
            if is_number { digits.digit(at, None) } else { digits.gap() }
        } else if rendered::is_digit(c) {
            digits.digit(at, Some(c));
        } else if !c.is_ascii() && rendered::is_invisible(c) {
            continue;
        } else if c.is_alphanumeric() {
            digits.end();
        } else {
            digits.gap();
        }
        if digits.is_suspect() {
            add(digits.start, at);
        } else if AT.contains(&c) || names_document_or_home(text, at, c) {
            add(at, at);
        }
    }
    windows
}

/// Where the letters and Han characters end that begin at a byte, that stand for no digit and name nothing: they end any row
/// of digits. Where none has begun, signs that begin nothing are among them.
fn end_of_bare(text: &[u8], mut at: usize, bare: &[bool], with_signs: bool) -> usize {
    loop {
        match text[at..] {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => at += 1,
            [b'0'..=b'9' | b'<' | b'&' | b'@', ..] => return at,
            [b'\0'..=b'\x7f', ..] if with_signs => at += 1,
            [first @ 0xe4..=0xe9, second, third, ..] => {
                let bits = |byte: u8, mask: u8| usize::from(byte & mask);
                let code = bits(first, 0x0f) << 12 | bits(second, 0x3f) << 6 | bits(third, 0x3f);
                match code.checked_sub(FIRST_HAN).and_then(|place| bare.get(place)) {
                    Some(true) => at += 3,
                    _ => return at,
                }
            }
            _ => return at,
        }
    }
}

/// The Han characters from the first on.
const HAN: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
const FIRST_HAN: usize = *HAN.start() as usize;

/// Of each of them, whether it stands for no digit and ends no name of a document or a home.
static BARE: LazyLock<Vec<bool>> =
    LazyLock::new(|| HAN.map(|c| !rendered::is_digit(c) && !NAMES_END.contains(&c)).collect());

/// With what names of documents and homes end.
const NAMES_END: [char; 5] = ['照', '证', '籍', '址', '住'];

/// Whether a short text holds so many digits, or such a sign, that it could hold personal data.
pub(super) fn may_be_suspect(name: &str) -> bool {
    let digits = name.chars().filter(|c| rendered::is_digit(*c)).count();
    digits >= FEWEST || name.contains(['住', '址', '地', '籍']) || name.contains(AT)
}

/// How many digits a passport has at least, the fewest of all.
const FEWEST: usize = 7;

/// A row of digits with short gaps, as far as it has been read.
#[derive(Default)]
struct Digits {
    start: usize,
    count: usize,
    /// Characters since the last digit.
    gap: usize,
    /// Whether a group of it begins as a mobile does, with 1, or with what may be read so.
    is_like_mobile: bool,
}

impl Digits {
    /// `c` is `None` for a digit that is not written as such.
    fn digit(&mut self, at: usize, c: Option<char>) {
        if self.count == 0 {
            self.start = at;
        }
        let begins_group = self.count == 0 || self.gap > 0;
        self.is_like_mobile |= begins_group && c.is_none_or(|c| c == '1' || !c.is_ascii());
        self.count += 1;
        self.gap = 0;
    }

    fn gap(&mut self) {
        self.gap += 1;
        if self.gap > LONGEST_GAP {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.count > 0 {
            *self = Digits::default();
        }
    }

    /// Eleven digits for a mobile, twelve for an account; with gaps, fewer than fifteen are but a mobile.
    fn is_suspect(&self) -> bool {
        self.gap == 0 && self.count >= SHORTEST && (self.is_like_mobile || self.count > SHORTEST)
    }
}

/// How many digits a mobile has, the shortest number of a person.
const SHORTEST: usize = 11;

/// What stands around a number and says what it is, in bytes.
const AROUND: usize = 160;

/// How long the tag is that a text begins with, in bytes.
fn end_of_tag(text: &str) -> Option<usize> {
    let inner = &text[1..];
    inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!').then_some(())?;
    let end = inner.find(['>', '<']).filter(|end| inner[*end..].starts_with('>'))?;
    Some(end + 2)
}

/// How long the entity is that a text begins with, and whether it tells a character by its number.
fn entity(text: &str) -> Option<(usize, bool)> {
    let end = text.bytes().take(rendered::LONGEST_ENTITY + 1).position(|byte| byte == b';')?;
    Some((end + 1, text[1..].starts_with('#')))
}

/// Whether a character ends a word for a passport or a pass, or is one of a word for a home.
fn names_document_or_home(text: &str, at: usize, c: char) -> bool {
    let before = || text[..at].chars().next_back().unwrap_or_default();
    match c {
        '照' => before() == '护',
        '证' => ['行', '胞', '乡', '留'].contains(&before()),
        '籍' => before() == '户',
        '址' => text[..at].chars().rev().take(2).any(|c| ['住', '庭', '籍'].contains(&c)),
        '住' => !text[at + c.len_utf8()..].starts_with(['房', '院', '户', '宅', '建', '宿', '所']),
        _ => false,
    }
}
