//! The words beside a figure that say that it is not told exactly: `约`, `不低于`, `左右`, `以上`. Knows no figures.

/// What words beside a figure say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// It is somewhere near, a little more or a little less.
    Near,
    /// It is the least.
    AtLeast,
    /// It is the most.
    AtMost,
    /// All is more.
    MoreThan,
    /// All is less.
    LessThan,
}

use Qualifier::{AtLeast, AtMost, LessThan, MoreThan, Near};

/// Words before a figure, the longer before those that they begin or end with.
const BEFORE: [(&str, Qualifier); 35] = [
    ("≥", AtLeast),
    ("≧", AtLeast),
    (">=", AtLeast),
    ("大于等于", AtLeast),
    ("大于或等于", AtLeast),
    ("至少", AtLeast),
    ("≤", AtMost),
    ("≦", AtMost),
    ("<=", AtMost),
    ("小于等于", AtMost),
    ("小于或等于", AtMost),
    ("至多", AtMost),
    ("＞", MoreThan),
    (">", MoreThan),
    ("大于", MoreThan),
    ("高于", MoreThan),
    ("多于", MoreThan),
    ("＜", LessThan),
    ("<", LessThan),
    ("小于", LessThan),
    ("低于", LessThan),
    ("少于", LessThan),
    ("不足", LessThan),
    ("未满", LessThan),
    ("约为", Near),
    ("大约", Near),
    ("大概", Near),
    ("约", Near),
    ("接近", Near),
    ("将近", Near),
    ("近", Near),
    ("超过", Near),
    ("超", Near),
    ("逾", Near),
    ("不到", Near),
];

/// What turns a comparison round: what is not less is the least.
const NOT: [&str; 11] = ["不", "不得", "不能", "不应", "不可", "不会", "不宜", "不允许", "未", "未能", "没有"];

/// Words that end like one that stands before a figure, and say nothing of one.
const OTHERS: [&str; 18] = [
    "节约", "签约", "预约", "合约", "履约", "违约", "续约", "解约", "邀约", "集约", "公约", "民约", "附近", "最近",
    "临近", "就近", "邻近", "反超",
];

/// Words behind a figure or its unit, the longer before those that they begin or end with.
const BEHIND: [(&str, Qualifier); 17] = [
    ("及以上", AtLeast),
    ("（含）以上", AtLeast),
    ("(含)以上", AtLeast),
    ("以上", AtLeast),
    ("及以下", AtMost),
    ("（含）以下", AtMost),
    ("(含)以下", AtMost),
    ("以下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("左右", Near),
    ("上下", Near),
    ("有余", Near),
    ("不等", Near),
    ("余", Near),
    ("多", Near),
    ("几", Near),
];

/// The words for a figure that a text ends with, and what they say of it.
pub fn before(text: &str) -> Option<(&str, Qualifier)> {
    let (start, qualifier) = BEFORE.into_iter().find_map(|(words, of)| Some((text.strip_suffix(words)?.len(), of)))?;
    if OTHERS.iter().any(|words| text.ends_with(words)) {
        return None;
    }
    let not = NOT.iter().filter(|not| text[..start].ends_with(**not)).map(|not| not.len()).max();
    let turned = not.and_then(|length| Some((start - length, turned(&text[start..], qualifier)?)));
    let (start, qualifier) = turned.unwrap_or((start, qualifier));
    Some((&text[start..], qualifier))
}

/// The words for a figure that a text begins with, and what they say of it.
pub fn at_start(text: &str) -> Option<(&str, Qualifier)> {
    let nots = NOT.iter().filter_map(|not| text.strip_prefix(not)).map(|rest| text.len() - rest.len());
    let lengths = nots.chain([0]).map(|not| {
        let words = BEFORE.into_iter().find(|(words, _)| text[not..].starts_with(words));
        words.map(|(words, _)| not + words.len())
    });
    before(&text[..lengths.flatten().max()?])
}

/// What a comparison says behind a word that turns it round; `None` of what is none.
fn turned(words: &str, qualifier: Qualifier) -> Option<Qualifier> {
    match qualifier {
        MoreThan => Some(AtMost),
        LessThan if words.ends_with('于') => Some(AtLeast),
        Near if words.starts_with('超') => Some(AtMost),
        _ => None,
    }
}

/// The words of a figure that a text behind it, or behind its unit, begins with.
pub fn behind(text: &str) -> Option<(&str, Qualifier)> {
    BEHIND.into_iter().find(|(words, _)| text.starts_with(words)).map(|(words, of)| (&text[..words.len()], of))
}

/// The words of a figure before them that a text ends with.
pub fn at_end(text: &str) -> Option<(&str, Qualifier)> {
    let found = BEHIND.into_iter().find(|(words, _)| text.ends_with(words));
    found.map(|(words, of)| (&text[text.len() - words.len()..], of))
}

/// Of what several words say of one figure, what tells it least exactly.
pub fn loosest(told: impl IntoIterator<Item = Option<Qualifier>>) -> Option<Qualifier> {
    told.into_iter().flatten().min_by_key(|of| *of != Near)
}

/// Whether any such word stands in a text, wherever and whatever it is of.
pub fn stands_in(text: &str) -> bool {
    BEFORE.iter().chain(&BEHIND).any(|(words, _)| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_figure_are_read_with_what_turns_them_round() {
        for (text, words, qualifier) in [
            ("满意度≥", "≥", AtLeast),
            ("不低于", "不低于", AtLeast),
            ("原则上不得低于", "不得低于", AtLeast),
            ("未少于", "未少于", AtLeast),
            ("严格控制，没有超过", "没有超过", AtMost),
            ("不能高于", "不能高于", AtMost),
            ("不多于", "不多于", AtMost),
            ("高于", "高于", MoreThan),
            ("不足", "不足", LessThan),
            ("培训超过", "超过", Near),
            ("接近", "接近", Near),
            ("总投资大约", "大约", Near),
            ("不到", "不到", Near),
        ] {
            assert_eq!(before(text), Some((words, qualifier)), "{text}");
        }
        for text in ["", "节约", "签约", "在附近", "到位", "不"] {
            assert_eq!(before(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_a_text_begins_or_ends_with_are_told_whole() {
        assert_eq!(at_start("不得低于95%"), Some(("不得低于", AtLeast)));
        assert_eq!(at_start(">=10场"), Some((">=", AtLeast)));
        assert_eq!(at_start("约为10场"), Some(("约为", Near)));
        assert_eq!(at_start("节约10万元"), None);
        assert_eq!(behind("及以上"), Some(("及以上", AtLeast)));
        assert_eq!(behind("多人"), Some(("多", Near)));
        assert_eq!(at_end("10场（含）以上"), Some(("（含）以上", AtLeast)));
        assert_eq!(at_end("10场"), None);
        assert!(stands_in("投入10万元左右") && !stands_in("投入10万元"));
    }
}
