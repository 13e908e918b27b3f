//! Chinese numerals: `一千七百万`, `二〇二三`, `壹佰贰拾`, `八十九点九八`. Reads only what can mean one number; knows no units.

use rust_decimal::Decimal;

/// A numeral that a text begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral<'t> {
    /// Its number, in `many`: of 一百二十三万四千 123.4, so that its last place is the last that is told.
    pub value: Decimal,
    /// The greatest of 万 and 亿 in it; empty where there is none.
    pub many: &'static str,
    /// What follows it.
    pub rest: &'t str,
}

/// A character of a numeral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Zero,
    Digit(u64),
    /// 两, which stands only by itself or before 百, 千, 万 and 亿.
    Pair,
    /// 十, 百, 千.
    Times(u64),
    /// 万, 亿.
    Many(u64),
}

fn sign(c: char) -> Option<Sign> {
    let digit = |digits: &str| digits.chars().position(|digit| digit == c).map(|at| Sign::Digit(at as u64 + 1));
    match c {
        '零' | '〇' => Some(Sign::Zero),
        '两' => Some(Sign::Pair),
        '十' | '拾' => Some(Sign::Times(10)),
        '百' | '佰' => Some(Sign::Times(100)),
        '千' | '仟' => Some(Sign::Times(1_000)),
        '万' | '萬' => Some(Sign::Many(10_000)),
        '亿' | '億' => Some(Sign::Many(100_000_000)),
        _ => digit("一二三四五六七八九").or_else(|| digit("壹贰叁肆伍陆柒捌玖")),
    }
}

/// Whether a character is one of numerals.
pub fn is_part(c: char) -> bool {
    sign(c).is_some()
}

/// The numeral that a text begins with; `None` where there is none or it may mean several numbers, as 一千五 and 三五 do.
pub fn leading(text: &str) -> Option<Numeral<'_>> {
    let (whole, rest) = signs(text);
    let value = whole_number(&whole)?;
    if let Some((fraction, rest)) = rest.strip_prefix('点').map(signs).filter(|(fraction, _)| !fraction.is_empty()) {
        return with_fraction(value, &whole, &fraction, rest);
    }
    let (many, places) = match whole.iter().filter_map(many).max() {
        Some(100_000_000) => ("亿", 8),
        Some(_) => ("万", 4),
        None => ("", 0),
    };
    let zeros = (0..=places).rev().find(|zeros| value % 10_u64.pow(*zeros) == 0).unwrap_or(0);
    let value = Decimal::new(i64::try_from(value / 10_u64.pow(zeros)).ok()?, places - zeros);
    Some(Numeral { value, many, rest })
}

fn many(sign: &Sign) -> Option<u64> {
    match sign {
        Sign::Many(many) => Some(*many),
        _ => None,
    }
}

fn signs(text: &str) -> (Vec<Sign>, &str) {
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    (text[..end].chars().filter_map(sign).collect(), &text[end..])
}

/// `八十九` and `九八`: digits behind the point, and after them perhaps 万 or 亿.
fn with_fraction<'t>(whole: u64, signs: &[Sign], fraction: &[Sign], rest: &'t str) -> Option<Numeral<'t>> {
    let (digits, many) = match fraction {
        [digits @ .., Sign::Many(10_000)] => (digits, "万"),
        [digits @ .., Sign::Many(_)] => (digits, "亿"),
        digits => (digits, ""),
    };
    if signs.iter().any(|sign| matches!(sign, Sign::Many(_))) || digits.is_empty() || digits.len() > 10 {
        return None;
    }
    let digits = digits.iter().map(digit).collect::<Option<Vec<u64>>>()?;
    let value = digits.iter().fold(whole, |value, digit| value * 10 + digit);
    Some(Numeral { value: Decimal::new(i64::try_from(value).ok()?, digits.len() as u32), many, rest })
}

fn digit(sign: &Sign) -> Option<u64> {
    match sign {
        Sign::Zero => Some(0),
        Sign::Digit(digit) => Some(*digit),
        _ => None,
    }
}

fn whole_number(signs: &[Sign]) -> Option<u64> {
    if let [Sign::Pair] = signs {
        return Some(2);
    }
    if let Some(digits) = signs.iter().map(digit).collect::<Option<Vec<u64>>>() {
        // 三五 is three to five, 二〇二三 a number told digit by digit.
        let is_told = match digits[..] {
            [] | [0, _, ..] => false,
            [_] => true,
            _ => digits.len() < 10 && (digits.len() > 3 || digits.contains(&0)),
        };
        return is_told.then(|| digits.iter().fold(0, |value, digit| value * 10 + digit));
    }
    let (hundred_millions, rest) = split(signs, 100_000_000)?;
    let (ten_thousands, ones) = split(rest, 10_000)?;
    let mut value = 0;
    let mut is_first = true;
    for (part, many) in [(hundred_millions, 100_000_000), (ten_thousands, 10_000), (Some(ones), 1)] {
        let Some(part) = part.filter(|part| many > 1 || !part.is_empty()) else { continue };
        value += below_ten_thousand(part, is_first)? * many;
        is_first = false;
    }
    Some(value)
}

/// What stands before 万 or 亿, and what behind; `None` where it stands there twice.
fn split(signs: &[Sign], many: u64) -> Option<(Option<&[Sign]>, &[Sign])> {
    let is_it = |sign: &Sign| *sign == Sign::Many(many);
    match signs.iter().position(is_it) {
        None => Some((None, signs)),
        Some(at) => (!signs[at + 1..].iter().any(is_it)).then_some((Some(&signs[..at]), &signs[at + 1..])),
    }
}

/// `九千零五`. One that is not first may begin with a zero.
fn below_ten_thousand(signs: &[Sign], is_first: bool) -> Option<u64> {
    let (mut value, mut place, mut after_zero) = (0, 10_000, false);
    let mut rest = signs;
    while !rest.is_empty() {
        let (digit, times, behind) = match rest {
            [Sign::Zero, behind @ ..] if !(after_zero || behind.is_empty() || value == 0 && is_first) => {
                (after_zero, rest) = (true, behind);
                continue;
            }
            [Sign::Times(10), behind @ ..] if value == 0 && is_first => (1, 10, behind),
            [Sign::Digit(digit), Sign::Times(times), behind @ ..] => (*digit, *times, behind),
            [Sign::Pair, Sign::Times(times @ 100..), behind @ ..] => (2, *times, behind),
            [Sign::Digit(digit)] if after_zero || place == 10 || (value == 0 && is_first) => (*digit, 1, &rest[1..]),
            [Sign::Pair] if value == 0 && is_first => (2, 1, &rest[1..]),
            _ => return None,
        };
        if times >= place {
            return None;
        }
        value += digit * times;
        (place, after_zero, rest) = (times, false, behind);
    }
    (value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number in numerals, written place by place.
    fn written(number: u64, digits: &[char; 10], times: [&str; 4], many: &str) -> String {
        let mut text = String::new();
        let mut zero = false;
        for place in (0..8_u32).rev() {
            let digit = (number / 10_u64.pow(place) % 10) as usize;
            if digit == 0 {
                zero = true;
            } else {
                if zero && !text.is_empty() {
                    text.push(digits[0]);
                }
                zero = false;
                text.push(digits[digit]);
                text += times[place as usize % 4];
            }
            if place == 4 && number >= 10_000 {
                text += many;
                zero = false;
                zero |= number % 10_000 < 1_000;
            }
        }
        if text.is_empty() { digits[0].to_string() } else { text }
    }

    fn read(text: &str) -> Option<(String, &'static str, &str)> {
        leading(text).map(|Numeral { value, many, rest }| (value.to_string(), many, rest))
    }

    #[test]
    fn every_number_is_read_as_it_is_written() {
        let plain = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let financial = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
        for number in (0..20_000).chain((20_000..100_000_000).step_by(9_973)).chain((0..10_000).map(|n| n * 10_000)) {
            for text in [
                written(number, &plain, ["", "十", "百", "千"], "万"),
                written(number, &financial, ["", "拾", "佰", "仟"], "萬"),
            ] {
                let numeral = leading(&text).unwrap_or_else(|| panic!("{text} for {number}"));
                let times = if numeral.many == "万" { 10_000 } else { 1 };
                assert_eq!(numeral.value * Decimal::from(times), Decimal::from(number), "{text}");
            }
        }
    }

    #[test]
    fn the_last_place_told_is_kept() {
        assert_eq!(read("一千七百万元"), Some(("1700".into(), "万", "元")));
        assert_eq!(read("一百二十三万四千元"), Some(("123.4".into(), "万", "元")));
        assert_eq!(read("一亿二千万元"), Some(("1.2".into(), "亿", "元")));
        assert_eq!(read("一点五〇万人"), Some(("1.50".into(), "万", "人")));
        assert_eq!(read("八十九点九八"), Some(("89.98".into(), "", "")));
    }

    #[test]
    fn forms_that_people_use() {
        for (text, number) in [
            ("十五", "15"),
            ("二〇二三", "2023"),
            ("两", "2"),
            ("两百零三", "203"),
            ("九十五", "95"),
            ("〇", "0"),
            ("三百五十", "350"),
            ("一零五", "105"),
        ] {
            assert_eq!(read(text), Some((number.into(), "", "")), "{text}");
        }
    }

    #[test]
    fn what_may_mean_several_numbers_is_not_read() {
        for text in [
            "一千五",
            "三万五",
            "三五",
            "一二三",
            "十十",
            "一百二百",
            "百",
            "万",
            "二十两",
            "两十",
            "一百零",
            "零五",
            "一万万",
            "三点五十",
            "九十百",
            "一千零零五",
            "",
            "个",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
