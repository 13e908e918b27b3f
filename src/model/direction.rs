//! How a target or a bound is meant. Reads no file.

use rust_decimal::Decimal;

use crate::syntax::qualifier::Qualifier;

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
    /// What words beside a number mean that say that it is a bound; `None` of those that say that it is near.
    pub fn of(qualifier: Qualifier) -> Option<Direction> {
        match qualifier {
            Qualifier::Near => None,
            Qualifier::AtLeast => Some(Direction::AtLeast),
            Qualifier::AtMost => Some(Direction::AtMost),
            Qualifier::MoreThan => Some(Direction::MoreThan),
            Qualifier::LessThan => Some(Direction::LessThan),
        }
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

/// Whether a number is within a bound that a figure is told as, or just there.
pub fn is_within(qualifier: Option<Qualifier>, number: Decimal, told: Decimal) -> bool {
    let bound = qualifier.and_then(Direction::of);
    bound.is_some_and(|bound| number == told || bound.is_met(number, told) == Some(true))
}
