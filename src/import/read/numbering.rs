//! Numbers that Word counts itself: 一、（一）1. ①. From what lists and styles say, in the order of the paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::package::Element;

/// How lists are numbered, and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    numbers: BTreeMap<String, Number>,
    /// How far each abstract list has been counted, by level.
    counts: BTreeMap<String, Vec<Option<u32>>>,
    begun: BTreeSet<(String, usize)>,
}

/// What is shown before a paragraph is never longer than this, in bytes; or else it is no number.
const LONGEST: usize = 500;

/// A list, and how it differs from the abstract one that it is counted with.
#[derive(Default)]
pub(super) struct Number {
    /// The abstract list.
    pub(super) list: String,
    /// Its levels, its own where it has some.
    pub(super) levels: Vec<Level>,
    /// The numbers that levels begin with anew.
    pub(super) starts: BTreeMap<usize, u32>,
}

/// A level of a list.
#[derive(Clone, Default)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: u32,
    /// How numbers are written, by the name that it has in XML.
    pub(super) format: String,
    /// What is shown, with `%1` for the number of the first level.
    pub(super) text: String,
    /// Style whose paragraphs stand on this level.
    pub(super) style: Option<String>,
    /// Levels above which it begins again; at none by zero, at all by nothing.
    pub(super) restarts_after: Option<usize>,
    /// Whether numbers of other levels are shown in digits.
    pub(super) is_legal: bool,
}

impl Numbering {
    /// The numbering of these lists by their names.
    pub(super) fn of(numbers: BTreeMap<String, Number>) -> Numbering {
        Numbering { numbers, ..Numbering::default() }
    }

    /// Reads `numbering.xml`.
    pub(super) fn read(root: &Element) -> Numbering {
        let mut lists: BTreeMap<&str, Vec<Level>> = BTreeMap::new();
        for list in root.elements().filter(|element| &*element.name == "abstractNum") {
            let Some(id) = list.attribute("abstractNumId") else { continue };
            let levels = list.elements().filter(|element| &*element.name == "lvl");
            let mut read: Vec<Level> = Vec::new();
            for level in levels {
                let at = level.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(read.len());
                put(&mut read, at, Level::read(level));
            }
            lists.insert(id, read);
        }
        let mut numbers = BTreeMap::new();
        for number in root.elements().filter(|element| &*element.name == "num") {
            let (Some(id), Some(list)) = (number.attribute("numId"), number.value(&["abstractNumId"])) else {
                continue;
            };
            let mut read = Number {
                list: list.to_owned(),
                levels: lists.get(list).cloned().unwrap_or_default(),
                ..Number::default()
            };
            for own in number.elements().filter(|element| &*element.name == "lvlOverride") {
                let Some(at) = own.attribute("ilvl").and_then(|at| at.parse().ok()) else { continue };
                if let Some(level) = own.child("lvl") {
                    put(&mut read.levels, at, Level::read(level));
                }
                if let Some(start) = own.value(&["startOverride"]).and_then(|start| start.parse().ok()) {
                    read.starts.insert(at, start);
                }
            }
            numbers.insert(id.to_owned(), read);
        }
        Numbering::of(numbers)
    }

    /// The level that paragraphs of a style stand on in a list.
    pub(super) fn level_of(&self, number: &str, style: &str) -> Option<usize> {
        self.numbers.get(number)?.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph of a list; the number as it is shown before it.
    pub(super) fn next(&mut self, number: &str, level: usize) -> Option<String> {
        let Number { list, levels, starts } = self.numbers.get(number)?;
        let own = levels.get(level).filter(|level| level.text.len() <= LONGEST)?;
        let counts = self.counts.entry(list.clone()).or_insert_with(|| vec![None; levels.len()]);
        counts.resize(levels.len().max(counts.len()), None);
        let key = (number.to_owned(), level);
        if let Some(start) = starts.get(&level).filter(|_| !self.begun.contains(&key)) {
            counts[level] = Some(*start);
            self.begun.insert(key);
        } else {
            counts[level] = Some(counts[level].map_or(own.start, |count| count.saturating_add(1)));
        }
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restarts = levels.get(below).and_then(|level| level.restarts_after);
            if restarts.is_none_or(|after| after > level) && restarts != Some(0) {
                *count = None;
            }
        }
        for (above, count) in counts.iter_mut().enumerate().take(level) {
            count.get_or_insert(levels[above].start);
        }
        let mut shown = String::new();
        let mut rest = own.text.as_str();
        while let Some(at) = rest.find('%') {
            shown.push_str(&rest[..at]);
            let digit =
                rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)).filter(|digit| (1..=9).contains(digit));
            match digit {
                Some(digit) => {
                    let of = digit as usize - 1;
                    let format = match (own.is_legal, levels.get(of)) {
                        (false, Some(level)) => level.format.as_str(),
                        _ => "decimal",
                    };
                    shown.push_str(&formatted(counts.get(of).copied().flatten().unwrap_or(1), format));
                    rest = &rest[at + 2..];
                }
                None => {
                    shown.push('%');
                    rest = &rest[at + 1..];
                }
            }
        }
        shown.push_str(rest);
        // The bullets of symbol fonts are no characters of a text.
        let is_symbol = own.format == "bullet" || shown.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
        Some(if is_symbol { "•".to_owned() } else { shown })
    }
}

impl Level {
    fn read(level: &Element) -> Level {
        let number = |name: &str| level.value(&[name]).and_then(|value| value.parse::<u32>().ok());
        Level {
            start: number("start").unwrap_or(0),
            format: level.value(&["numFmt"]).unwrap_or("decimal").to_owned(),
            text: level.value(&["lvlText"]).unwrap_or_default().to_owned(),
            style: level.value(&["pStyle"]).map(str::to_owned),
            restarts_after: number("lvlRestart").map(|level| level as usize),
            is_legal: level.is_on(&["isLgl"]),
        }
    }
}

/// Puts a level where it belongs among nine.
fn put(levels: &mut Vec<Level>, at: usize, level: Level) {
    let at = at.min(8);
    if levels.len() <= at {
        levels.resize(at + 1, Level { start: 1, ..Level::default() });
    }
    levels[at] = level;
}

/// A number in one of the ways that Word counts; one that is not known in digits.
pub(super) fn formatted(number: u32, format: &str) -> String {
    let of = |signs: &str| signs.chars().nth(number.saturating_sub(1) as usize).map(String::from);
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => counted(number, "零一二三四五六七八九", ["", "十", "百", "千"]),
        "chineseLegalSimplified" => counted(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸").unwrap_or_else(|| number.to_string()),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(|| number.to_string()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳").unwrap_or_else(|| number.to_string())
        }
        "decimalFullWidth" => number.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect(),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// A number below ten thousand in Chinese words: 十一, 二十, 一百零三.
fn counted(number: u32, digits: &str, units: [&str; 4]) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let digit = |value: u32| digits.chars().nth(value as usize).map(String::from).unwrap_or_default();
    let mut words = String::new();
    let mut is_gap = false;
    for place in (0..4_u32).rev() {
        let value = number / 10_u32.pow(place) % 10;
        if value == 0 {
            is_gap = !words.is_empty();
            continue;
        }
        if is_gap {
            words += &digit(0);
            is_gap = false;
        }
        if !(place == 1 && value == 1 && number < 20) {
            words += &digit(value);
        }
        words += units[place as usize];
    }
    words
}

/// A, B … Z, AA, BB, as Word counts.
fn letters(number: u32, first: char) -> String {
    let at = number.saturating_sub(1);
    let letter = char::from_u32(first as u32 + at % 26).unwrap_or(first);
    String::from(letter).repeat((at / 26 + 1).min(30) as usize)
}

fn roman(number: u32) -> String {
    let signs = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(3999);
    let mut text = String::new();
    for (value, sign) in signs {
        while left >= value {
            text += sign;
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_as_word_shows_them() {
        let said = |number, format| formatted(number, format);
        assert_eq!(said(11, "chineseCounting"), "十一");
        assert_eq!(said(20, "chineseCountingThousand"), "二十");
        assert_eq!(said(103, "chineseCountingThousand"), "一百零三");
        assert_eq!(said(1010, "chineseCountingThousand"), "一千零一十");
        assert_eq!(said(3, "chineseLegalSimplified"), "叁");
        assert_eq!(said(12, "decimalEnclosedCircle"), "⑫");
        assert_eq!(said(28, "upperLetter"), "BB");
        assert_eq!(said(14, "lowerRoman"), "xiv");
        assert_eq!(said(7, "ideographTraditional"), "庚");
        assert_eq!(said(7, "decimalFullWidth"), "７");
    }
}
