//! How a target or a bound is meant, and the words that say so. Reads no file.

use rust_decimal::Decimal;

/// How a target is meant (指标性质).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// ≥.
    AtLeast,
    /// ≤.
    AtMost,
    /// =.
    Equal,
    /// >.
    MoreThan,
    /// <.
    LessThan,
    /// 定性, not a number.
    Qualitative,
}

impl Direction {
    /// What before a number says how it is meant, the longer words first.
    pub const BEFORE: [(&'static str, Direction); 34] = [
        ("≥", Direction::AtLeast),
        ("≧", Direction::AtLeast),
        (">=", Direction::AtLeast),
        ("大于等于", Direction::AtLeast),
        ("不低于", Direction::AtLeast),
        ("不少于", Direction::AtLeast),
        ("不小于", Direction::AtLeast),
        ("至少", Direction::AtLeast),
        ("≤", Direction::AtMost),
        ("≦", Direction::AtMost),
        ("<=", Direction::AtMost),
        ("小于等于", Direction::AtMost),
        ("不超过", Direction::AtMost),
        ("不高于", Direction::AtMost),
        ("不大于", Direction::AtMost),
        ("不多于", Direction::AtMost),
        ("至多", Direction::AtMost),
        ("＝", Direction::Equal),
        ("=", Direction::Equal),
        ("＞", Direction::MoreThan),
        (">", Direction::MoreThan),
        ("大于", Direction::MoreThan),
        ("高于", Direction::MoreThan),
        ("＜", Direction::LessThan),
        ("<", Direction::LessThan),
        ("小于", Direction::LessThan),
        ("低于", Direction::LessThan),
        ("不得超过", Direction::AtMost),
        ("未超过", Direction::AtMost),
        ("没有超过", Direction::AtMost),
        ("多于", Direction::MoreThan),
        ("少于", Direction::LessThan),
        ("不足", Direction::LessThan),
        ("未满", Direction::LessThan),
    ];

    /// What words behind a number mean that say that it is the least, or the most.
    pub fn bounded(is_least: bool) -> Direction {
        if is_least { Direction::AtLeast } else { Direction::AtMost }
    }

    /// As written in files and forms, each as what it means.
    pub(super) const WORDS: [(&'static str, Direction); 6] = [
        ("≥", Direction::AtLeast),
        ("≤", Direction::AtMost),
        ("=", Direction::Equal),
        (">", Direction::MoreThan),
        ("<", Direction::LessThan),
        ("定性", Direction::Qualitative),
    ];

    /// How forms write them otherwise, the longer before those that are part of them.
    pub(super) const CALLED: [(&'static str, &'static str); 16] = [
        ("不低于", "≥"),
        ("不少于", "≥"),
        ("大于等于", "≥"),
        (">=", "≥"),
        ("不高于", "≤"),
        ("不超过", "≤"),
        ("不多于", "≤"),
        ("小于等于", "≤"),
        ("<=", "≤"),
        ("大于", ">"),
        ("＞", ">"),
        ("小于", "<"),
        ("＜", "<"),
        ("等于", "="),
        ("＝", "="),
        ("定性", "定性"),
    ];

    /// As written in files and forms.
    pub fn symbol(self) -> &'static str {
        match self {
            Direction::AtLeast => "≥",
            Direction::AtMost => "≤",
            Direction::Equal => "=",
            Direction::MoreThan => ">",
            Direction::LessThan => "<",
            Direction::Qualitative => "定性",
        }
    }

    /// Whether `actual` reaches `target`; `None` for a target that is not a number.
    pub fn is_met(self, actual: Decimal, target: Decimal) -> Option<bool> {
        match self {
            Direction::AtLeast => Some(actual >= target),
            Direction::AtMost => Some(actual <= target),
            Direction::Equal => Some(actual == target),
            Direction::MoreThan => Some(actual > target),
            Direction::LessThan => Some(actual < target),
            Direction::Qualitative => None,
        }
    }
}
