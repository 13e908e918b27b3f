//! By how much a text says that something is off its target: `满意度93.2%，低于目标值1.8个百分点`, `比计划少3个`. Compares nothing.
//!
//! `低于目标值90分` may tell the target itself: behind such words only percentage points are taken for a gap.

use std::ops::Range;

use rust_decimal::Decimal;

use super::qualifier::{self, Qualifier};
use super::{figure, number};

/// How far something is off its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<'t> {
    /// So much.
    pub by: Decimal,
    /// In what; % of percentage points.
    pub unit: &'t str,
    /// Whether less than the target, or more; `None` where that is not told.
    pub is_less: Option<bool>,
    /// Where all of it stands.
    pub place: Range<usize>,
    /// Where the number stands, with its unit.
    pub printed: Range<usize>,
    /// What is told right before it, of which it is.
    pub of: Option<Reached<'t>>,
    /// The words before it in its clause, where no figure is.
    pub lead: &'t str,
    /// Its sentence up to it.
    pub before: &'t str,
}

/// A figure with what it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached<'t> {
    /// What it is told of, as far as its clause says.
    pub name: &'t str,
    /// The figure.
    pub value: Decimal,
    /// With its unit.
    pub unit: &'t str,
    /// The target that the sentence tells before it.
    pub target: Option<Decimal>,
}

/// What a target is called, the longer first.
const TARGETS: [&str; 10] =
    ["目标任务", "目标值", "目标数", "目标", "指标值", "计划数", "计划值", "计划", "预期值", "任务数"];
/// What may stand before that. One of the beginning of the year (年初, 原定) may have been changed since.
const OF_TARGETS: [&str; 9] = ["年度", "全年", "绩效", "预期", "预定", "设定的", "设定", "既定", "控制"];
/// What compares with it: behind the first the difference follows, behind the others how it is told.
const AGAINST: [(&str, Option<bool>); 5] =
    [("低于", Some(true)), ("少于", Some(true)), ("高于", Some(false)), ("超过", Some(false)), ("超出", Some(false))];
const BESIDE: [&str; 5] = ["比", "较", "与", "距离", "距"];
/// How a difference is told.
const DIFFERING: [(&str, Option<bool>); 18] = [
    ("相差", None),
    ("尚差", None),
    ("还差", None),
    ("偏低", Some(true)),
    ("偏高", Some(false)),
    ("差", None),
    ("低", Some(true)),
    ("少", Some(true)),
    ("减少", Some(true)),
    ("降低", Some(true)),
    ("下降", Some(true)),
    ("高出", Some(false)),
    ("高", Some(false)),
    ("多", Some(false)),
    ("增加", Some(false)),
    ("提高", Some(false)),
    ("提升", Some(false)),
    ("超出", Some(false)),
];
const POINTS: [&str; 2] = ["个百分点", "百分点"];
/// Where sentences end, and where clauses do.
const SENTENCE_ENDS: [char; 6] = ['。', '；', ';', '\n', '|', '"'];
const CLAUSE_ENDS: [char; 13] = ['"', '。', '；', ';', '\n', '|', '，', ',', '、', '：', ':', '（', '('];
/// What may stand between a name and its figure.
const LINKS: [&str; 10] = ["实际完成值", "实际完成", "完成率", "实际", "达到", "仅为", "为", "达", "是", "仅"];
/// A unit has no more characters.
const LONGEST_UNIT: usize = 6;
/// So many bytes before it its sentence may begin.
const LONG_BEFORE: usize = 600;

/// The gaps that a text tells, in their order.
pub fn gaps(text: &str) -> Vec<Gap<'_>> {
    let mut found: Vec<Gap<'_>> = Vec::new();
    for (at, _) in text.match_indices(['目', '指', '计', '预', '任']) {
        let is_behind = found.last().is_none_or(|last| last.place.end <= at);
        found.extend(gap(text, at).filter(|_| is_behind));
    }
    found
}

/// The gap to the target that is named at a place.
fn gap(text: &str, at: usize) -> Option<Gap<'_>> {
    let target = TARGETS.into_iter().find(|words| text[at..].starts_with(words))?;
    let rest = &text[at + target.len()..];
    let mut before = &text[..at];
    while let Some(shorter) = OF_TARGETS.into_iter().find_map(|words| before.strip_suffix(words)) {
        before = shorter;
    }
    let against = AGAINST.into_iter().find_map(|(words, is_less)| Some((before.strip_suffix(words)?, is_less)));
    let (before, is_less, told) = match against {
        Some((before, is_less)) => (before, is_less, rest.trim_start_matches('了')),
        None => {
            let before = BESIDE.into_iter().find_map(|words| before.strip_suffix(words))?;
            let rest = rest.strip_prefix("相比").unwrap_or(rest).trim_start_matches(['，', ',']);
            let told = DIFFERING.into_iter().find_map(|(words, is_less)| Some((rest.strip_prefix(words)?, is_less)));
            let (told, is_less) = told?;
            (before, is_less, told.trim_start_matches('了'))
        }
    };
    // 不低于, 未超过 compare with nothing.
    if before.ends_with(['不', '未', '没', '得']) {
        return None;
    }
    let told = told.trim_start_matches(' ');
    if !told.starts_with(number::is_digit) {
        return None;
    }
    let start = text.len() - told.len();
    let (by, behind) = number::leading(told)?;
    let percent = behind.strip_prefix(['%', '％']).unwrap_or(behind);
    let points = POINTS.into_iter().find(|words| percent.starts_with(words));
    let (unit, length) = match points {
        Some(words) => ("%", behind.len() - percent.len() + words.len()),
        None if against.is_some() => return None,
        None => {
            let end = behind.find(|c: char| !(c.is_alphabetic() || matches!(c, '%' | '％'))).unwrap_or(behind.len());
            (&behind[..end], end)
        }
    };
    let behind = &behind[length..];
    let goes_on = behind.starts_with(|c: char| c.is_alphanumeric() || "-~～—±/／".contains(c));
    let is_unit = unit.chars().count() <= LONGEST_UNIT && !unit.is_empty();
    if goes_on || !is_unit || figure::qualifier_behind(unit).is_some() || qualifier::behind(behind).is_some() {
        return None;
    }
    let end = text.len() - behind.len();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONG_BEFORE))..];
    let sentence = near.rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    Some(Gap {
        by,
        unit,
        is_less,
        place: before.len()..end,
        printed: start..end,
        of: reached(sentence),
        lead: sentence.rsplit(CLAUSE_ENDS).next().unwrap_or_default().trim(),
        before: sentence,
    })
}

/// The figure that a sentence ends with, but for commas.
fn reached(sentence: &str) -> Option<Reached<'_>> {
    let sentence = sentence.trim_end_matches(['，', ',', ' ', '（', '(']);
    let last = number::places(sentence).last()?;
    let (value, unit) = number::leading(&sentence[last.clone()]).zip(Some(&sentence[last.end..]))?;
    let is_unit = unit.chars().count() <= LONGEST_UNIT && unit.chars().all(|c| c.is_alphabetic() || "%％".contains(c));
    let lead = &sentence[..last.start];
    let is_exact = qualifier::before(lead.trim_end()).is_none() && figure::qualifier_behind(unit).is_none();
    let ends_number = |c: char| number::is_digit(c) || "-－−~～—至到第.".contains(c);
    if !is_unit || unit.is_empty() || !is_exact || lead.trim_end().ends_with(ends_number) && !lead.ends_with("达到") {
        return None;
    }
    let mut name = lead.rsplit(CLAUSE_ENDS).next().unwrap_or_default().trim();
    while let Some(shorter) = LINKS.into_iter().find_map(|words| name.strip_suffix(words)) {
        name = shorter;
    }
    Some(Reached { name, value: value.0, unit, target: target(lead, unit) })
}

/// The target in a unit that a text tells, where it tells no other figure in that.
fn target(text: &str, unit: &str) -> Option<Decimal> {
    let mut told = number::places(text).filter(|place| text[place.end..].starts_with(unit));
    let place = told.next().filter(|_| told.next().is_none())?;
    let lead = text[..place.start].trim_end();
    let bound = qualifier::before(lead);
    let is_near =
        bound.map(|(_, of)| of).or_else(|| figure::qualifier_behind(&text[place.end..])) == Some(Qualifier::Near);
    let lead = bound.map_or(lead, |(words, _)| &lead[..lead.len() - words.len()]);
    let lead = ["：", ":", "为", "是"].into_iter().find_map(|link| lead.strip_suffix(link)).unwrap_or(lead);
    let is_named = TARGETS.iter().any(|words| lead.ends_with(words));
    number::leading(&text[place]).map(|(value, _)| value).filter(|_| is_named && !is_near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let told = |gap: &Gap<'_>| {
            let Gap { by, unit, is_less, of, lead, .. } = gap;
            let way = is_less.map_or("±", |is_less| if is_less { "-" } else { "+" });
            let of = of.as_ref().map(|of| {
                let target = of.target.map(|target| format!(" of {target}")).unwrap_or_default();
                format!("{}|{}{}{target}", of.name, of.value, of.unit)
            });
            format!("{} {way}{by}{unit}", of.unwrap_or_else(|| (*lead).to_owned()))
        };
        gaps(text).iter().map(told).collect()
    }

    #[test]
    fn gaps_are_found_as_reports_tell_them() {
        for (text, expected) in [
            ("满意度93.2%，低于目标值1.8个百分点", "满意度|93.2% -1.8%"),
            ("一、水质合格率为99.82%，高于年度目标值0.82个百分点；", "水质合格率|99.82% +0.82%"),
            ("开展培训27场，比计划少3场。", "开展培训|27场 -3场"),
            ("年度目标95%，实际完成93.2%，较目标值低了1.8个百分点", "|93.2% of 95 -1.8%"),
            ("目标值为≥30场，完成27场，与目标相差3场", "完成|27场 of 30 ±3场"),
            ("低于目标值1.8个百分点，扣0.5分", " -1.8%"),
            ("部分企业不了解，企业满意度低于预期目标2%个百分点", "企业满意度 -2%"),
            ("距年度目标还差12户", " ±12户"),
        ] {
            assert_eq!(written(text), [expected], "{text}");
        }
    }

    #[test]
    fn targets_bounds_and_rough_gaps_are_none() {
        for text in [
            "低于目标值90分",
            "低于目标值95%，扣1分",
            "不低于目标值1.8个百分点",
            "比目标值少约3场",
            "比目标值少3场以上",
            "比目标值少3-5场",
            "比目标多",
            "高于全省平均目标0.5个百分点",
            "完成目标27场",
        ] {
            assert!(written(text).is_empty(), "{text}: {:?}", written(text));
        }
        assert_eq!(written("计划约90户，完成86户，比计划少5户"), ["完成|86户 -5户"]);
        assert_eq!(written("计划90户左右，完成86户，比计划少5户"), ["完成|86户 -5户"]);
        assert_eq!(written("约93.2%，低于目标值1.8个百分点"), [" -1.8%"]);
        assert_eq!(written("91%—93.2%，低于目标值1.8个百分点"), [" -1.8%"]);
    }
}
