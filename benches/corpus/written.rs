//! The ways in which reports write numbers: full-width digits, Chinese numerals, per mille. Rounds nothing.

use rust_decimal::Decimal;

use super::draw::{Draw, rounded};

/// Digits of full width.
pub(crate) fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 + 0xFEE0).expect("a digit of full width"),
        '.' => '．',
        ',' => '，',
        c => c,
    };
    text.chars().map(wide).collect()
}

/// Chinese numerals, of a whole number below a hundred million or one below ten thousand with decimals; `None` of others, and of nothing.
pub(crate) fn numerals(number: Decimal) -> Option<String> {
    let whole = u64::try_from(number.trunc()).ok()?;
    let (ten_thousands, ones) = (whole / 10_000, whole % 10_000);
    if number.scale() > 0 {
        let fraction = number
            .to_string()
            .split_once('.')?
            .1
            .bytes()
            .map(|digit| DIGITS[usize::from(digit - b'0')])
            .collect::<String>();
        return (ten_thousands == 0).then(|| format!("{}点{fraction}", section(ones)));
    }
    match (ten_thousands, ones) {
        (0, 0) => None,
        (0, ones) => Some(section(ones)),
        (10_000.., _) => None,
        (ten_thousands, 0) => Some(format!("{}万", section(ten_thousands))),
        (ten_thousands, 1..1_000) => Some(format!("{}万零{}", section(ten_thousands), section(ones))),
        (ten_thousands, ones) => Some(format!("{}万{}", section(ten_thousands), section(ones))),
    }
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn section(number: u64) -> String {
    let mut text = String::new();
    let mut skipped = false;
    for (size, times) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match number / size % 10 {
            0 => skipped = true,
            digit => {
                if skipped && !text.is_empty() {
                    text.push('零');
                }
                text.push(DIGITS[digit as usize]);
                text += times;
                skipped = false;
            }
        }
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

/// A share in one of the ways that reports print it, at a precision of its own.
pub(crate) fn share(draw: &mut Draw, exact: Decimal) -> String {
    let decimals = draw.below(5) as u32;
    let percent = rounded(exact * Decimal::ONE_HUNDRED, decimals);
    match draw.below(12) {
        0 => format!("{}‰", rounded(exact * Decimal::ONE_THOUSAND, decimals)),
        1 => rounded(exact, decimals + 2).to_string(),
        2 => numerals(percent).map_or_else(|| format!("{percent}%"), |percent| format!("百分之{percent}")),
        3 => format!("{}％", wide(&percent.to_string())),
        4 => format!("{percent}﹪"),
        _ => format!("{percent}%"),
    }
}
