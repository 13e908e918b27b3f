//! Printed figures with their units, as reports write them: `１６６０．９９万元`, `(0.30)万元`, `899.84‰`, `百分之九十五`.
//! What could be read in two ways is not read.

use rust_decimal::Decimal;

use super::cell::{self, Cell};
use super::qualifier::{self, Qualifier};
use super::{number, numeral};

/// A number and what it measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// With the author's digits.
    pub value: Decimal,
    /// What it counts.
    pub measure: Measure,
    /// Of a price for what the money is: of 2.44元/平方米·月 平方米·月. Empty of an amount, and of all that is no money.
    pub per: String,
}

/// What a number measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Per cent.
    Percent,
    /// A share told roughly, as so many of so many parts: of 九成 10, of 三分之一 3, of 1:4 4.
    Parts(Decimal),
    /// Money; how many yuan one is: 1 for 元, 10000 for 万元.
    Money(Decimal),
    /// Anything else, by the unit printed after it; empty where none is.
    Count(String),
}

/// What a printed text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// One figure.
    Figure(Figure),
    /// No number: a grade, a word.
    Word,
    /// Something that is a number, or several, but cannot be told for sure.
    Unreadable,
}

/// What a printed rate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// Per cent.
    Percent(Decimal),
    /// A number without a sign behind it: 0.86 may be 86 per cent, or less than one.
    Bare(Decimal),
    /// A dash, or a word that says that there is none: the cell is printed, and empty.
    Nothing,
    /// It is only told to be near, or as a bound, so that nothing can be compared.
    Near,
    /// It cannot be told for sure.
    Unreadable,
}

/// A printed text taken apart around its number.
pub struct Parts<'t> {
    /// What stands before the number.
    pub before: &'t str,
    /// What stands behind it.
    pub behind: &'t str,
    /// What it says.
    pub reading: Reading,
}

impl Parts<'_> {
    /// How exactly the words beside its number tell it; `None` where they tell it as it is.
    pub fn qualifier(&self) -> Option<Qualifier> {
        let before = self.before.trim_end_matches(CURRENCY);
        qualifier::loosest([qualifier::before(before).map(|(_, of)| of), qualifier_behind(self.behind.trim_end())])
    }
}

/// Names of units of money, the longer before those that they end with, with how many yuan one is.
const MONEY: [(&str, u32); 9] = [
    ("亿元", 100_000_000),
    ("千万元", 10_000_000),
    ("百万元", 1_000_000),
    ("十万元", 100_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("百元", 100),
    ("元", 1),
    ("圆", 1),
];
const PERCENT: [char; 3] = ['%', '％', '﹪'];
const MINUS: [char; 4] = ['-', '−', '－', '﹣'];
/// What may be a minus or only sets words apart.
const DASH: [char; 3] = ['—', '–', '―'];
const CURRENCY: [char; 3] = ['￥', '¥', ' '];
/// What may stand before a numeral that tells a figure, beside words that say how exactly it is told.
const LEADS: [&str; 14] =
    ["人民币", "达到", "共计", "合计", "减少", "下降", "降低", "增加", "增长", "共", "达", "为", "得", "￥"];
/// Units that a single numeral tells a figure with: 三 in 三件, not in 三级.
const UNITS: &str = "元圆分人件个项次家户场名台套份条天月年日周倍米吨亩处座辆宗起笔期";

impl Figure {
    /// A figure that is no price.
    pub fn new(value: Decimal, measure: Measure) -> Figure {
        Figure { value, measure, per: String::new() }
    }
}

impl Measure {
    /// Reads a printed unit; what follows 元, 万元, 亿元 and % is not part of it.
    pub fn read(unit: &str) -> Measure {
        if unit.starts_with(PERCENT) {
            return Measure::Percent;
        }
        match MONEY.into_iter().find(|(symbol, _)| unit.starts_with(symbol)) {
            Some((_, yuan)) => Measure::Money(Decimal::from(yuan)),
            None => Measure::Count(unit.trim().to_owned()),
        }
    }

    /// As printed.
    pub fn symbol(&self) -> &str {
        match self {
            Measure::Percent => "%",
            Measure::Parts(_) => "",
            Measure::Money(yuan) => {
                MONEY.into_iter().find(|(_, own)| Decimal::from(*own) == *yuan).map_or("元", |(symbol, _)| symbol)
            }
            Measure::Count(unit) => unit,
        }
    }

    /// How many of its smallest unit one is: of 万人 10000, of 万元 as well; of parts how many per cent.
    pub fn times(&self) -> Decimal {
        match self {
            Measure::Percent => Decimal::ONE,
            Measure::Parts(parts) => Decimal::ONE_HUNDRED / parts,
            Measure::Money(yuan) => *yuan,
            Measure::Count(unit) if unit.starts_with('万') => Decimal::from(10_000),
            Measure::Count(unit) if unit.starts_with('亿') => Decimal::from(100_000_000),
            Measure::Count(_) => Decimal::ONE,
        }
    }

    /// Of a count, what is counted: of 万人 人, of 万 nothing.
    pub fn counted(&self) -> Option<&str> {
        match self {
            Measure::Count(unit) => Some(unit.trim_start_matches(['万', '亿'])),
            Measure::Percent | Measure::Parts(_) | Measure::Money(_) => None,
        }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.measure {
            Measure::Parts(parts) => write!(f, "{} / {parts}", self.value),
            measure if self.per.is_empty() => write!(f, "{}{}", self.value, measure.symbol()),
            measure => write!(f, "{}{}/{}", self.value, measure.symbol(), self.per),
        }
    }
}

impl Reading {
    /// The figure, where there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Reading::Figure(figure) => Some(figure),
            Reading::Word | Reading::Unreadable => None,
        }
    }
}

impl Share {
    /// Reads a printed rate.
    pub fn read(text: &str) -> Share {
        let parts = read(text);
        match parts.reading {
            Reading::Figure(Figure { measure: Measure::Percent | Measure::Count(_), .. })
                if parts.qualifier().is_some() =>
            {
                Share::Near
            }
            Reading::Figure(Figure { value, measure: Measure::Percent, .. }) => Share::Percent(value),
            Reading::Figure(Figure { value, measure: Measure::Count(unit), .. }) if unit.is_empty() => {
                Share::Bare(value)
            }
            Reading::Word if text.trim().is_empty() || cell::read(text) == Cell::NoFigure => Share::Nothing,
            _ => Share::Unreadable,
        }
    }
}

/// The sign of per cent or the unit of money that a text begins with, and 万 and 亿 by themselves; else nothing.
pub fn unit_at_start(text: &str) -> &str {
    let symbols = MONEY.iter().map(|(symbol, _)| *symbol).chain(["%", "％", "﹪", "‰", "万", "亿"]);
    let unit = symbols.into_iter().find(|symbol| text.starts_with(symbol)).unwrap_or_default();
    &text[..unit.len()]
}

/// How exactly the words behind a number tell it, beside its unit: `余万元`, `万余元`, `个多月`, `人以上`, `%（含）以上`.
pub fn qualifier_behind(text: &str) -> Option<Qualifier> {
    let symbol = unit_at_start(text);
    let rest = &text[symbol.len()..];
    let (unit, behind) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    let in_unit = unit.char_indices().nth(1).filter(|_| Measure::read(symbol).counted().is_some());
    let in_unit = in_unit.map_or("", |(at, _)| &unit[at..]);
    // One character at the end of others may be part of a word: 结余.
    let at_end = qualifier::at_end(unit).filter(|(words, _)| words.chars().nth(1).is_some());
    let told = [text, rest, in_unit, behind].map(qualifier::behind).into_iter().chain([at_end]);
    qualifier::loosest(told.map(|told| told.map(|(_, of)| of)))
}

/// For what an amount of money is, where behind its unit a text begins with that: 平方米·月 of `/平方米·月`; else nothing.
pub fn per_at_start(text: &str) -> &str {
    let Some(per) = text.strip_prefix(['/', '／']).filter(|per| per.starts_with(char::is_alphabetic)) else {
        return "";
    };
    let end = per.find(|c: char| !(c.is_alphanumeric() || matches!(c, '·' | '/' | '／'))).unwrap_or(per.len());
    &per[..end]
}

/// A text without the signs of emphasis around its words. Between digits such a sign may be a multiplication or a correction,
/// and stays.
pub fn without_emphasis(text: &str) -> String {
    let is_sign = |c: char| matches!(c, '*' | '~' | '`' | '_');
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_sign) {
        let behind = rest[start..].trim_start_matches(is_sign);
        plain.push_str(&rest[..start]);
        if plain.ends_with(number::is_digit) && behind.starts_with(number::is_digit) {
            plain.push_str(&rest[start..rest.len() - behind.len()]);
        }
        rest = behind;
    }
    plain + rest
}

/// Takes a printed text apart around its one number.
pub fn read(text: &str) -> Parts<'_> {
    if let Some(parts) = in_parts(text) {
        return parts;
    }
    let Some(start) = text.find(number::is_digit) else { return in_numerals(text) };
    let before = &text[..start];
    let Some((value, behind)) = number::leading_separated(&text[start..]) else {
        return Parts { before, behind: "", reading: Reading::Unreadable };
    };
    let reading = if goes_on(behind) { Reading::Unreadable } else { signed(before, value, behind) };
    Parts { before, behind, reading }
}

/// A text that tells a share in parts: `九成`, `近八成五`, `三分之一`, `一半以上`, `1:4`, `2/3`.
fn in_parts(text: &str) -> Option<Parts<'_>> {
    let is_number = |c: char| number::is_digit(c) || numeral::is_part(c) || matches!(c, '.' | '点');
    // The number that a text ends with, and where that begins.
    let ends_with = |text: &str| {
        let start = text.trim_end_matches(is_number).len();
        whole_number(&text[start..]).map(|value| (start, value))
    };
    // The number that a text begins with, and what stands behind it.
    let begins_with = |text: &'_ str| {
        let length = text.len() - text.trim_start_matches(is_number).len();
        whole_number(&text[..length]).map(|value| (value, length))
    };
    let divided = ["分之", ":", "：", "∶", "/"].into_iter().find_map(|sign| Some((sign, text.find(sign)?)));
    let (start, value, parts, end) = if let Some((sign, at)) = divided {
        let ((start, before), behind) = (ends_with(&text[..at])?, at + sign.len());
        let (after, length) = begins_with(&text[behind..])?;
        let is_of_hundred = text[start..at].ends_with(['百', '千', '万']);
        let (value, parts) = if sign == "分之" { (after, before) } else { (before, after) };
        (!is_of_hundred && !parts.is_zero()).then_some((start, value, parts, behind + length))?
    } else if let Some(at) = text.find('成') {
        let (start, tenths) = ends_with(&text[..at]).filter(|(_, tenths)| *tenths <= Decimal::TEN)?;
        let behind = at + '成'.len_utf8();
        let (more, length) = begins_with(&text[behind..]).unwrap_or_default();
        let more = (more < Decimal::TEN).then(|| more * Decimal::new(1, 1))?;
        let value = if more.is_zero() { tenths } else { tenths + more };
        (start, value, Decimal::TEN, behind + length)
    } else {
        let start = text.find("一半")?;
        (start, Decimal::ONE, Decimal::TWO, start + "一半".len())
    };
    let (before, behind) = (&text[..start], &text[end..]);
    let is_alone =
        leads(before) && behind[qualifier::behind(behind).map_or(0, |(words, _)| words.len())..].trim().is_empty();
    let reading = Reading::Figure(Figure::new(value, Measure::Parts(parts)));
    is_alone.then_some(Parts { before, behind, reading })
}

/// A text that is one number and nothing else.
fn whole_number(text: &str) -> Option<Decimal> {
    let narrow: String = text.chars().map(number::narrow).collect();
    number::parse(&narrow).or_else(|| {
        let numeral = numeral::leading(text).filter(|numeral| numeral.rest.is_empty() && numeral.many.is_empty())?;
        Some(numeral.value)
    })
}

/// Whether another number, or an exponent, follows. Digits of units such as m2 are none.
fn goes_on(behind: &str) -> bool {
    let is_exponent =
        behind.starts_with(['e', 'E', 'ｅ', 'Ｅ']) && behind.chars().nth(1).is_some_and(|c| !c.is_alphabetic());
    let mut last = ' ';
    let another = behind.chars().any(|c| {
        let of_unit = last.is_ascii_alphabetic();
        last = c;
        number::is_digit(c) && !of_unit
    });
    is_exponent || another
}

/// A number with the sign before it and the unit behind it.
fn signed(before: &str, value: Decimal, behind: &str) -> Reading {
    let lead = before.trim_end_matches(CURRENCY);
    if let (Some(_), Some(unit)) = (lead.strip_suffix(['(', '（']), behind.strip_prefix([')', '）'])) {
        // Accountants put what is negative in brackets.
        return match figure(-value, unit.trim_start(), false) {
            Figure { measure: Measure::Count(_), .. } => Reading::Unreadable,
            negative => Reading::Figure(negative),
        };
    }
    let is_of_hundred = lead.strip_suffix("百分之");
    let is_of_thousand = lead.strip_suffix("千分之");
    let lead = is_of_hundred.or(is_of_thousand).unwrap_or(lead);
    let unsigned = lead.strip_suffix(MINUS).or_else(|| lead.strip_suffix('负')).or_else(|| lead.strip_suffix(DASH));
    let words = unsigned.unwrap_or(lead).trim_matches(CURRENCY);
    let is_unsure = lead.ends_with(DASH) && !words.is_empty() || lead.ends_with(['±', '.', '．']);
    if is_unsure || words.ends_with(MINUS) || words.ends_with(DASH) {
        return Reading::Unreadable;
    }
    let value = if unsigned.is_some() { -value } else { value };
    let unit = match (is_of_hundred, is_of_thousand) {
        (Some(_), _) => "%",
        (_, Some(_)) => "‰",
        _ => behind,
    };
    Reading::Figure(figure(value, unit, before.contains(['￥', '¥'])))
}

/// A number with its unit. Behind the sign of a currency, one without a unit is in yuan.
fn figure(value: Decimal, unit: &str, is_currency: bool) -> Figure {
    if unit.starts_with('‰') {
        return Figure::new(value * Decimal::new(1, 1), Measure::Percent);
    }
    let bound = qualifier::at_end(unit.trim_end()).filter(|(_, of)| *of != Qualifier::Near);
    let unit = bound.map_or(unit, |(words, _)| &unit.trim_end()[..unit.trim_end().len() - words.len()]);
    let measure = match Measure::read(unit) {
        Measure::Count(unit) if is_currency && unit.is_empty() => Measure::Money(Decimal::ONE),
        measure => measure,
    };
    let per = match &measure {
        Measure::Money(_) => per_at_start(&unit[unit_at_start(unit).len()..]).to_owned(),
        _ => String::new(),
    };
    Figure { value, measure, per }
}

/// A text without digits: one with a numeral, or a word.
fn in_numerals(text: &str) -> Parts<'_> {
    let none = |reading| Parts { before: "", behind: text, reading };
    let whole_hundred = ["百分之百", "百分百"].into_iter().find(|words| text.trim() == *words);
    if let Some(words) = whole_hundred {
        let reading = Reading::Figure(Figure::new(Decimal::ONE_HUNDRED, Measure::Percent));
        return Parts { before: "", behind: &text[words.len()..], reading };
    }
    let shares = ["百分之", "千分之"];
    let share = shares.into_iter().find_map(|words| text.find(words).map(|at| at + words.len()));
    let Some(start) = share.or_else(|| text.find(numeral::is_part)) else { return none(Reading::Word) };
    let (before, told) = text.split_at(start);
    let told_behind = told.trim_start_matches(numeral::is_part);
    let is_single = told[..told.len() - told_behind.len()].chars().count() == 1;
    let is_told = match is_single {
        _ if share.is_some() => true,
        true => is_unit(told_behind) && !told_behind.is_empty(),
        false => told_behind.is_empty() || told_behind.starts_with(|c| UNITS.contains(c)),
    };
    let unread =
        || Parts { before, behind: told_behind, reading: if is_told { Reading::Unreadable } else { Reading::Word } };
    let Some(numeral) = numeral::leading(told).filter(|_| share.is_some() || leads(before)) else { return unread() };
    let unit = format!("{}{}", numeral.many, numeral.rest.trim_start());
    let is_of_word = is_single && share.is_none() && !told_behind.starts_with('点') && !is_unit(told_behind);
    if is_of_word || numeral.rest.contains(numeral::is_part) {
        return unread();
    }
    Parts { before, behind: numeral.rest, reading: signed(before, numeral.value, &unit) }
}

/// Whether what stands behind a single numeral is a unit and nothing else, so that it is no part of a word.
fn is_unit(text: &str) -> bool {
    let unit = text.trim();
    unit.chars().count() <= 1 && UNITS.contains(unit) || Measure::read(unit).counted().is_none()
}

/// Whether nothing but words of figures stands before a numeral.
fn leads(before: &str) -> bool {
    let mut rest = before.trim();
    let leading = |rest: &str| {
        let lead = LEADS.into_iter().find(|lead| rest.starts_with(lead)).map(str::len);
        lead.or(qualifier::at_start(rest).map(|(words, _)| words.len()))
    };
    while let Some(length) = leading(rest) {
        rest = rest[length..].trim_start();
    }
    matches!(rest, "" | "负" | "(" | "（")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        match read(text).reading {
            Reading::Figure(figure) => Some(figure.to_string()),
            Reading::Word | Reading::Unreadable => None,
        }
    }

    #[test]
    fn figures_are_read_in_the_ways_that_reports_write_them() {
        for (text, expected) in [
            ("166.02万元", "166.02万元"),
            ("１６６０．９９万元", "1660.99万元"),
            ("1，660.99万元", "1660.99万元"),
            ("１，６６０．９９", "1660.99"),
            ("￥33,796,500.00元", "33796500.00元"),
            ("¥12.5", "12.5元"),
            ("-￥0.30", "-0.30元"),
            ("－0.30万元", "-0.30万元"),
            ("−0.30万元", "-0.30万元"),
            ("—0.30万元", "-0.30万元"),
            ("负0.30万元", "-0.30万元"),
            ("(0.30)万元", "-0.30万元"),
            ("（0.30）万元", "-0.30万元"),
            ("减少0.30万元", "0.30万元"),
            ("3千万元", "3千万元"),
            ("2.5百万元", "2.5百万元"),
            ("5千元", "5千元"),
            ("1700万", "1700万"),
            ("3.5万人", "3.5万人"),
            ("89.98﹪", "89.98%"),
            ("89.98％", "89.98%"),
            ("94.56%元", "94.56%"),
            ("899.84‰", "89.984%"),
            ("百分之89.98", "89.98%"),
            ("百分之八十九点九八", "89.98%"),
            ("百分之百", "100%"),
            ("千分之五", "0.5%"),
            ("九十五分", "95分"),
            ("不低于九十五分", "95分"),
            ("一千七百万元", "1700万元"),
            ("人民币壹仟柒佰万元整", "1700万元"),
            ("负三千元", "-3000元"),
            ("两项", "2项"),
            ("三万人", "3万人"),
            ("不低于40台(套)", "40台(套)"),
            ("500m2", "500m2"),
            ("1,065.25 万元", "1065.25万元"),
            ("2.44元/平方米·月", "2.44元/平方米·月"),
            ("不超过31.25万元/公里", "31.25万元/公里"),
            ("1200元/人以内", "1200元/人"),
            ("35元／吨（含税）", "35元/吨"),
            ("10元/", "10元"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn shares_in_parts_are_figures_as_rough_as_they_are_told() {
        for (text, expected) in [
            ("九成", "9 / 10"),
            ("近八成", "8 / 10"),
            ("接近八成", "8 / 10"),
            ("不足八成", "8 / 10"),
            ("九成五", "9.5 / 10"),
            ("9成以上", "9 / 10"),
            ("三分之一", "1 / 3"),
            ("二十分之十九", "19 / 20"),
            ("约三分之二", "2 / 3"),
            ("1:4", "1 / 4"),
            ("1∶1.05", "1 / 1.05"),
            ("2/3", "2 / 3"),
            ("一半以上", "1 / 2"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["6:2.4:1.6", "成效", "三成员", "1:0", "其中一半", "2023/12/31"] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(told("1.2万人以上").as_deref(), Some("1.2万人"));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_not_read() {
        for text in [
            "1.7e3万元",
            "1.7E3",
            "10-20",
            "1，2",
            "1,23",
            "12,3456",
            "5万6千元",
            "1.2.3",
            "±5%",
            "结余—0.30万元",
            "(0.30)",
            "几十万元",
            "一千五",
            "--5",
            "2023年3项",
            "三百五元",
            "１．７ｅ３",
        ] {
            assert_eq!(read(text).reading, Reading::Unreadable, "{text}");
        }
    }

    #[test]
    fn words_are_no_figures() {
        for text in ["“优”", "一般", "十分满意", "三级", "统一", "—", "第三方", "较好"] {
            assert_eq!(read(text).reading, Reading::Word, "{text}");
        }
    }

    #[test]
    fn emphasis_is_looked_through_and_a_multiplication_is_none() {
        assert_eq!(without_emphasis("**1700**万元"), "1700万元");
        assert_eq!(without_emphasis("~~`*1700万元*`~~"), "1700万元");
        for text in ["12*30*2元", "~~1700~~1800万元"] {
            assert_eq!(read(&without_emphasis(text)).reading, Reading::Unreadable, "{text}");
        }
    }

    #[test]
    fn rates_may_be_shares_dashes_and_words() {
        let decimal = |text: &str| number::parse(text).expect(text);
        assert_eq!(Share::read("0.86"), Share::Bare(decimal("0.86")));
        assert_eq!(Share::read("899.84‰"), Share::Percent(decimal("89.984")));
        assert_eq!(Share::read("—"), Share::Nothing);
        assert_eq!(Share::read("/"), Share::Nothing);
        assert_eq!(Share::read("不适用"), Share::Nothing);
        assert_eq!(Share::read("9.5万元"), Share::Unreadable);
        assert_eq!(Share::read("九成"), Share::Unreadable);
        for text in ["约95%", "95%以上", "不低于95%", "0.95左右"] {
            assert_eq!(Share::read(text), Share::Near, "{text}");
        }
    }

    #[test]
    fn full_width_digits_are_the_same_figures() {
        for number in (0..2_000_000_u64).step_by(7_919) {
            let text = format!("{}.{:02}万元", number / 100, number % 100);
            let wide = |c: char| match c {
                '0'..='9' => char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c),
                '.' => '．',
                c => c,
            };
            let full: String = text.chars().map(wide).collect();
            assert_eq!(told(&full), Some(text));
        }
    }
}
