//! Marks in prose: `[166.02万元]{funds.spent}` says what a printed figure speaks of. Knows their form, not their meaning.

use std::borrow::Cow;
use std::ops::Range;

/// A mark; ranges are bytes of the text it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the report prints, between the brackets.
    pub said: Range<usize>,
    /// What it speaks of, between the braces.
    pub of: Range<usize>,
}

/// The marks of a text, in order. Brackets and braces stand on one line; neither holds another.
pub fn find(text: &str) -> Vec<Mark> {
    let mark = |(middle, _): (usize, &str)| {
        let line = text[..middle].rfind(['\n', ']', '}']).map_or(0, |before| before + 1);
        let said = line + text[line..middle].rfind('[')? + 1..middle;
        let of = middle + 2..middle + 2 + text[middle + 2..].find(['}', '{', '\n']).filter(|_| !said.is_empty())?;
        (text[of.end..].starts_with('}') && !of.is_empty()).then_some(Mark { said, of })
    };
    text.match_indices("]{").filter_map(mark).collect()
}

/// The text as the report prints it: what is between brackets stays, the rest of each mark goes.
pub fn strip(text: &str) -> Cow<'_, str> {
    let marks = find(text);
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut stripped = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks {
        stripped.push_str(&text[from..mark.said.start - 1]);
        stripped.push_str(&text[mark.said]);
        from = mark.of.end + 1;
    }
    stripped.push_str(&text[from..]);
    Cow::Owned(stripped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_taken_off() {
        let text = "到位[166.02万元]{funds.received}，[1]派发[11124件]{派发}。\n[甲]\n{乙} [丙]{} []{丁} {[戊]{己}";
        let found: Vec<_> = find(text).into_iter().map(|mark| (&text[mark.said], &text[mark.of])).collect();
        assert_eq!(found, [("166.02万元", "funds.received"), ("11124件", "派发"), ("戊", "己")]);
        assert_eq!(strip(text), "到位166.02万元，[1]派发11124件。\n[甲]\n{乙} [丙]{} []{丁} {戊");
    }
}
