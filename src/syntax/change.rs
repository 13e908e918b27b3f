//! What a text tells of how a figure changed: `由720元/月提高到765元/月，增幅6.25%`, `792.22万元，比上年增加189.25万元，增长31.39%`.
//! Compares nothing.
//!
//! One that is rough, of a range, or has other words between its figures is none.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{figure, number, qualifier};

/// A figure that changed, and by how much that is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is told of it before.
    pub figures: Figures,
    /// What its figures are told in, as printed; empty where nothing stands behind the numbers.
    pub unit: String,
    /// By how much it changed.
    pub by: By,
    /// Where all of it stands.
    pub place: Range<usize>,
    /// Where the number stands by which it changed, with its unit.
    pub printed: Range<usize>,
}

/// From which figures a change follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figures {
    /// What it was and what it became.
    FromTo(Decimal, Decimal),
    /// What it became, and how much more or less that is than what it was.
    Grown {
        /// What it became.
        to: Decimal,
        /// How much that is more, or less where it is negative.
        more: Decimal,
        /// The other figures of its unit that the line tells before: it may be one of these that changed.
        others: Vec<Decimal>,
    },
}

/// By how much a figure is said to have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// So many per cent: of what it was, or, where it is per cent itself, perhaps the difference.
    Percent(Decimal),
    /// So many percentage points.
    Points(Decimal),
    /// So many of its own unit.
    Many(Decimal),
}

/// What may stand before what it was, beside a year: `由原来的`.
const BEFORE: [&str; 8] = ["原来的", "原先的", "上年的", "去年的", "年初的", "此前的", "改造前的", "实施前的"];
/// How it became another, the longer first.
const BECAME: [&str; 21] = [
    "提高", "提升", "增加", "增长", "上升", "上涨", "上调", "扩大", "降低", "下降", "减少", "下调", "缩短", "压缩",
    "压减", "缩减", "升", "涨", "增", "降", "减",
];
const TO: [&str; 3] = ["到", "至", "为"];
/// What compares it with another time.
const COMPARED: [&str; 4] = ["同比", "比", "较", "与"];
/// How much more or less it is, by what it is told.
const MORE: [&str; 4] = ["增加", "增长", "提高", "上升"];
const LESS: [&str; 4] = ["减少", "下降", "降低", "压减"];
/// What a change is called, the longer first.
const CHANGES: [&str; 19] = [
    "增长率",
    "增幅",
    "涨幅",
    "升幅",
    "降幅",
    "减幅",
    "提高",
    "提升",
    "增加",
    "增长",
    "上升",
    "上涨",
    "降低",
    "下降",
    "减少",
    "缩短",
    "压缩",
    "压减",
    "提速",
];
/// What may stand between a change and its number.
const LINKS: [&str; 5] = ["达到", "达", "为", "了", "是"];
/// What may stand between a figure and its change.
const SEPARATORS: [char; 7] = ['，', ',', '、', '（', '(', '；', ' '];
/// What before a number makes it the end of a longer one, of a range, or an ordinal.
const GOES_ON: [char; 9] = ['-', '－', '−', '—', '~', '～', '至', '到', '第'];
/// In so many characters behind a change what more is told of it stands.
const NEAR: usize = 40;
/// So many characters before a change may tell other figures that it may be of.
const LONG_BEFORE: usize = 200;
/// A unit, or what it is compared with, has no more characters.
const LONGEST_UNIT: usize = 8;
const LONGEST_TIME: usize = 12;

/// The changes that a text tells, in their order.
pub fn changes(text: &str) -> Vec<Change> {
    let begins = text.match_indices(['由', '从', '比', '较', '与']);
    begins.flat_map(|(at, begin)| told(text, at, begin)).collect()
}

/// What is told from a word that begins it: `提高45元，增幅6.25%` are two.
fn told(text: &str, at: usize, begin: &str) -> Vec<Change> {
    let told = match begin {
        "由" | "从" => from_to(text, at + begin.len()).map(|told| (at, told)),
        _ => grown(text, at),
    };
    let Some((start, (figures, unit, mut end))) = told else { return Vec::new() };
    let mut found = Vec::new();
    while let Some((by, printed)) = by(text, end, unit) {
        end = printed.end;
        let is_share = matches!(by, By::Percent(_));
        if is_share || matches!(figures, Figures::FromTo(..)) {
            found.push(Change { figures: figures.clone(), unit: unit.to_owned(), by, place: start..end, printed });
        }
    }
    found
}

/// What it was and what it became, what both are told in, and where they end.
fn from_to(text: &str, at: usize) -> Option<(Figures, &str, usize)> {
    let (from, rest) = number::leading(without_time(&text[at..]))?;
    let became = rest.char_indices().take(LONGEST_UNIT + 1).find_map(|(end, _)| Some((end, became(&rest[end..])?)));
    let (end, length) = became.filter(|(end, _)| is_unit(&rest[..*end]))?;
    let unit = &rest[..end];
    let (to, behind) = number::leading(without_time(&rest[end + length..]))?;
    let behind = behind.strip_prefix(unit)?;
    Some((Figures::FromTo(from, to), unit, text.len() - behind.len()))
}

/// What it became and how much more that is, behind a word that compares it with what it was; with where it begins.
fn grown(text: &str, at: usize) -> Option<(usize, (Figures, &str, usize))> {
    let begin = if text[..at].ends_with('同') { at - '同'.len_utf8() } else { at };
    let compared = COMPARED.into_iter().find_map(|word| text[begin..].strip_prefix(word))?;
    let verb = |rest: &str| {
        let [more, less] = [MORE, LESS].map(|verbs| verbs.into_iter().find(|verb| rest.starts_with(verb)));
        more.map(|verb| (verb, false)).or(less.map(|verb| (verb, true)))
    };
    let told = compared.char_indices().take(LONGEST_TIME + 1).find_map(|(end, _)| Some((end, verb(&compared[end..])?)));
    let (end, (verb, is_less)) = told.filter(|(end, _)| is_time(&compared[..*end]))?;
    let (more, rest) = number::leading(&compared[end + verb.len()..]).filter(|(more, _)| more.is_sign_positive())?;
    // What changed stands right before, in the same unit.
    let before = text[..begin].trim_end_matches(SEPARATORS).trim_end_matches('。');
    let near = before.char_indices().rev().nth(LONG_BEFORE).map_or(before, |(at, _)| &before[at..]);
    let line = near.rsplit('\n').next()?;
    let mut figures: Vec<(usize, Decimal, &str)> = number::places(line)
        .filter_map(|place| {
            let (value, behind) = number::leading(&line[place.start..])?;
            Some((place.start, value, behind))
        })
        .collect();
    let (start, to, unit) = figures.pop()?;
    let lead = line[..start].trim_end();
    if lead.ends_with(|c: char| number::is_digit(c) || GOES_ON.contains(&c)) || qualifier::before(lead).is_some() {
        return None;
    }
    let behind = rest.strip_prefix(unit).filter(|_| !unit.is_empty() && is_unit(unit))?;
    let others = figures.into_iter().filter(|(_, _, behind)| behind.starts_with(unit)).map(|(_, value, _)| value);
    let figures = Figures::Grown { to, more: if is_less { -more } else { more }, others: others.collect() };
    Some((before.len() - line.len() + start, (figures, unit, text.len() - behind.len())))
}

/// Whether a text says only with what time something is compared: `上年`, `2022年决算数`, `上年相比，`.
fn is_time(text: &str) -> bool {
    let text = text.strip_suffix(['，', ',']).filter(|text| text.ends_with("相比")).unwrap_or(text);
    text.chars().all(char::is_alphanumeric)
        && !text.contains('均')
        && number::places(text).all(|place| place.len() == 4)
}

/// How long the words are that say that one figure became another, where a text begins with them.
fn became(text: &str) -> Option<usize> {
    let verb = BECAME.into_iter().find(|verb| text.starts_with(verb))?;
    let to = TO.into_iter().find(|to| text[verb.len()..].starts_with(to))?;
    Some(verb.len() + to.len())
}

/// A text without the time that it begins with: `2022年的`, `2023年12月底的`, `原来的`.
fn without_time(text: &str) -> &str {
    let text = text.trim_start_matches(' ');
    if let Some(rest) = BEFORE.into_iter().find_map(|words| text.strip_prefix(words)) {
        return rest;
    }
    let digits = |text: &str| text.len() - text.trim_start_matches(number::is_digit).len();
    let Some(mut rest) = text[digits(text)..].strip_prefix('年').filter(|_| digits(text) == 4) else { return text };
    if let Some(behind) = rest[digits(rest)..].strip_prefix('月').filter(|_| digits(rest) > 0) {
        rest = behind;
    }
    let rest = ["度", "底", "末", "初"].into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    rest.strip_prefix('的').unwrap_or(rest)
}

/// Whether what stands behind a number is a unit and no more: `元/月`, `个工作日`, nothing. `倍` makes it a multiple.
fn is_unit(text: &str) -> bool {
    let is_of_unit = |c: char| c.is_alphabetic() || "%％/／²³㎡℃".contains(c);
    text.chars().all(is_of_unit) && !text.contains('倍') && figure::qualifier_behind(text).is_none()
}

/// By how much the text goes on to say that a figure in a unit changed, and where that stands.
fn by(text: &str, at: usize, unit: &str) -> Option<(By, Range<usize>)> {
    let rest = text[at..].trim_start_matches(SEPARATORS);
    let rest = CHANGES.into_iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = ["幅度", "比例"].into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = LINKS.into_iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start_matches(' ');
    let start = text.len() - rest.len();
    let (value, behind) = number::leading(rest).filter(|(value, _)| value.is_sign_positive())?;
    let percent = behind.strip_prefix(['%', '％']);
    let points = ["个百分点", "百分点"].into_iter().find_map(|words| percent.unwrap_or(behind).strip_prefix(words));
    let (by, behind) = match (points, percent) {
        (Some(behind), _) => (By::Points(value), behind),
        (None, Some(behind)) => (By::Percent(value), behind),
        (None, None) => (By::Many(value), behind.strip_prefix(unit).filter(|_| !unit.is_empty())?),
    };
    let is_whole = !behind.starts_with(|c: char| c.is_alphanumeric() || "-~～—±/／".contains(c));
    let is_told =
        is_whole && qualifier::behind(behind).is_none() && !(matches!(by, By::Many(_)) && tells_another(behind, unit));
    is_told.then(|| (by, start..text.len() - behind.len()))
}

/// Whether a text soon tells another figure in a unit, in the same sentence: of what came and went, `减少35户，新增15户`.
fn tells_another(text: &str, unit: &str) -> bool {
    let end = text.char_indices().take(NEAR).find(|(_, c)| "。；;\n".contains(*c)).map(|(at, _)| at);
    let soon = end.or_else(|| text.char_indices().nth(NEAR).map(|(at, _)| at)).unwrap_or(text.len());
    text[..soon].match_indices(unit).any(|(at, _)| text[..at].trim_end().ends_with(number::is_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let told = |change: &Change| {
            let Change { figures, unit, by, printed, .. } = change;
            let figures = match figures {
                Figures::FromTo(from, to) => format!("{from} → {to} {unit}"),
                Figures::Grown { to, more, others } => format!("{more} → {to} {unit} {others:?}"),
            };
            format!("{figures}: {by:?} {}", &text[printed.clone()])
        };
        changes(text).iter().map(told).collect()
    }

    #[test]
    fn changes_are_found_as_reports_tell_them() {
        for (text, expected) in [
            ("标准由720元/月提高到765元/月，增幅6.25%。", "720 → 765 元/月: Percent(6.25) 6.25%"),
            ("由2022年的85%提高到2023年的92%，提高7个百分点", "85 → 92 %: Points(7) 7个百分点"),
            ("办理时限从20个工作日压缩至5个工作日（压缩75%）", "20 → 5 个工作日: Percent(75) 75%"),
            ("由原来的52分钟降为38分钟，减少了 14分钟；", "52 → 38 分钟: Many(14) 14分钟"),
            ("从2022年末的1,250户减少到1,000户、降幅达20％，", "1250 → 1000 户: Percent(20) 20％"),
            ("收入792.22万元。同比上年度增加189.25万元,增加31.39%。", "189.25 → 792.22 万元 []: Percent(31.39) 31.39%"),
            (
                "支出799.12万元，其中人员434.89万元，与上年相比，减少20万元，下降4.4%",
                "-20 → 434.89 万元 [799.12]: Percent(4.4) 4.4%",
            ),
            ("受理1,250件，较2022年增长250件（增长25%）", "250 → 1250 件 []: Percent(25) 25%"),
        ] {
            assert_eq!(written(text), [expected], "{text}");
        }
        assert_eq!(written("由720元提高到765元，提高45元，增幅6.25%").len(), 2);
    }

    #[test]
    fn what_is_rough_or_has_other_words_is_left_alone() {
        for text in [
            "由720余元提高到765元，增幅6.25%",
            "由720元提高到765元左右，增幅6.25%",
            "由720元提高到765元，年均增长6.25%",
            "由720元提高到765元，同比增长6.25%",
            "由720元提高到765元，增幅约6.25%",
            "由720元提高到765元，增长6.25%左右",
            "由720元提高到765元，增长6%以上",
            "由720元提高到765元，增长1.5倍",
            "由10-15天缩短到5天，缩短60%",
            "由600元、720元提高到765元，增幅6.25%",
            "由720元提高到800元再降到765元，增幅6.25%",
            "由720元提高到76.5美元，增幅6.25%",
            "由720提高到765，增长45",
            "由720元到765元，增幅6.25%",
            "由第5名上升到第2名，上升3名",
            "由720元提高到765元，增长6.25%-7%",
            "由1200元提高到1500元，提高100元/年",
            "由120户减少到100户，减少35户，新增15户",
            "由20个增加到25个，增加5个点位",
            "收入792.22万元，年均增加189.25万元，增长31.39%",
            "收入792.22万元，比前三年平均增加189.25万元，增长31.39%",
            "收入792.22万元，比上年增加约189万元，增长31.39%",
            "收入792.22万元，比上年增加189.25元，增长31.39%",
            "收入792.22万元（含结转），比上年增加189.25万元，增长31.39%",
            "收入792.22万元，比上年增长31.39%",
            "支出1 250万元，比上年增加50万元，增长4.17%",
            "支出1，250万元，比上年增加50万元，增长4.17%",
            "支出约1250万元，比上年增加50万元，增长4.17%",
            "支出不足1250万元，比上年增加50万元，增长4.17%",
            "由720元提高到765元，增长6%（含）以上",
            "每年100-120万元，比上年增加50万元，增长4.17%",
            "从4月的120件增加到5月的150件，增长25%",
        ] {
            assert!(written(text).is_empty(), "{text}: {:?}", written(text));
        }
    }
}
