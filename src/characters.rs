//! Characters that nobody sees, or that make a text read otherwise than it is written. Knows texts, not files.

use std::borrow::Cow;

/// Why a character is not what a reader takes it for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// It controls a machine, or is no character at all: no page and no feed can hold it.
    Control,
    /// It sets the direction in which those beside it run: they are read in another order than they are written in.
    Direction,
    /// It has no width.
    Invisible,
    /// What it looks like is a matter of one font, as with the bullets of a word processor.
    Private,
}

/// What a character is, if not one that is seen.
pub fn unseen(c: char) -> Option<Unseen> {
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => None,
        // Han characters and the signs between them, which nearly all others are.
        '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => None,
        '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' => Some(Unseen::Control),
        _ if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => Some(Unseen::Control),
        '\u{61c}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => Some(Unseen::Direction),
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200e}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some(Unseen::Invisible),
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some(Unseen::Private),
        _ => None,
    }
}

/// Which characters of a text are not seen, by their numbers. One that the script or the picture beside it needs is
/// innocent: a joiner between pictures or Indic letters, a selector behind an ideograph, a mark of direction beside Arabic.
pub fn find(text: &[char]) -> Vec<(usize, Unseen)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(|c| *c == '\n') {
        let mut is_right_to_left = None;
        let mut is_flag = false;
        for (at, c) in line.iter().enumerate() {
            is_flag = *c == '\u{1f3f4}' || is_flag && is_tag(*c);
            let Some(unseen) = unseen(*c) else { continue };
            let (before, after) = (at.checked_sub(1).map(|at| line[at]), line.get(at + 1).copied());
            let is_needed = match c {
                '\u{61c}' | '\u{200e}' | '\u{200f}' => {
                    *is_right_to_left.get_or_insert_with(|| line.iter().copied().any(is_right_to_left_letter))
                }
                _ if is_tag(*c) => is_flag,
                _ => is_needed(*c, before, after),
            };
            if !is_needed {
                found.push((start + at, unseen));
            }
        }
        start += line.len();
    }
    found
}

/// Whether those beside a character need it.
fn is_needed(c: char, before: Option<char>, after: Option<char>) -> bool {
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    match c {
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => match before {
            Some('0'..='9' | '#' | '*') => after == Some('\u{20e3}'),
            before => before.is_some_and(|c| !c.is_ascii() && !c.is_whitespace() && unseen(c).is_none()),
        },
        '\u{200d}' if before.is_some_and(is_picture) && after.is_some_and(is_picture) => true,
        '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => {
            beside(is_of_joining_script)
        }
        '\u{115f}' | '\u{1160}' => {
            beside(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}'))
        }
        _ => false,
    }
}

/// A letter of a flag that is spelt out behind a black one.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{20e3}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Letters of scripts between Hebrew and Mongolian, whose forms or line ends depend on those beside them.
fn is_of_joining_script(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{10ff}' | '\u{1200}'..='\u{1cff}' | '\u{a800}'..='\u{abff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}')
}

fn is_right_to_left_letter(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{60f}' | '\u{61e}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fe70}'..='\u{fefc}')
}

/// A text without characters that no page and no feed can hold: each is replaced by the sign for one that is lost.
pub fn publishable(text: String) -> String {
    let is_lost = |c: char| unseen(c) == Some(Unseen::Control);
    if text.contains(is_lost) { text.replace(is_lost, "\u{fffd}") } else { text }
}

/// A text without characters that a terminal or a log would obey, or that nobody sees there: each is replaced by as many
/// bytes of what can be seen.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| unseen(c).is_some_and(|unseen| unseen != Unseen::Private);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match (is_hidden(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '¿',
        (true, 3) => char::REPLACEMENT_CHARACTER,
        (true, _) => '🛇',
    };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, Unseen)> {
        find(&text.chars().collect::<Vec<char>>())
    }

    #[test]
    fn what_is_not_seen_is_found_in_its_place() {
        for (text, at, unseen) in [
            ("[\u{202e}166.02万元]", 1, Unseen::Direction),
            ("甲\u{2066}乙", 1, Unseen::Direction),
            ("10\u{200f}-20", 2, Unseen::Direction),
            ("甲\u{61c}", 1, Unseen::Direction),
            ("示例\u{200b}局", 2, Unseen::Invisible),
            ("16\u{200d}6.02", 2, Unseen::Invisible),
            ("16\u{fe0f}6", 2, Unseen::Invisible),
            ("甲\u{200e}", 1, Unseen::Invisible),
            ("\u{feff}甲", 0, Unseen::Invisible),
            ("甲\u{ad}乙", 1, Unseen::Invisible),
            ("甲\u{3164}", 1, Unseen::Invisible),
            ("甲\u{1160}", 1, Unseen::Invisible),
            ("甲\u{2063}", 1, Unseen::Invisible),
            ("甲\u{e0041}", 1, Unseen::Invisible),
            ("甲\u{7}", 1, Unseen::Control),
            ("甲\u{c}", 1, Unseen::Control),
            ("甲\u{7f}", 1, Unseen::Control),
            ("甲\u{85}", 1, Unseen::Control),
            ("甲\u{fdd0}", 1, Unseen::Control),
            ("甲\u{ffff}", 1, Unseen::Control),
            ("甲\u{1fffe}", 1, Unseen::Control),
            ("\u{f0b7} 甲", 0, Unseen::Private),
        ] {
            assert_eq!(found(text), [(at, unseen)], "{text:?}");
        }
    }

    #[test]
    fn what_scripts_and_pictures_need_is_innocent() {
        for text in [
            "支出 1,234.5 万元，\t“完成”——\r\n全角　空格\u{a0}不换行",
            "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 🏳\u{fe0f}\u{200d}🌈 🧑🏽\u{200d}💻",
            "1\u{fe0f}\u{20e3} ✔\u{fe0f} ☑\u{fe0e}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "ئۇيغۇر\u{200f} (50)\u{200f}",
            "שלום\u{200e}!",
            "葛\u{e0100}城区，直\u{fe00}",
            "\u{1100}\u{1160}",
            "ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ",
            "ภาษา\u{200b}ไทย",
            "①②㈱㎡℃½",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn visible_texts_keep_their_length() {
        let hidden = "a\u{7}\u{85}\u{202e}\u{e0041}\u{1fffe}b";
        assert_eq!(visible(hidden), "a?¿\u{fffd}🛇🛇b");
        assert_eq!(visible(hidden).len(), hidden.len());
        assert_eq!(publishable("甲\u{1}乙\u{ffff}\n".to_owned()), "甲\u{fffd}乙\u{fffd}\n");
    }
}
