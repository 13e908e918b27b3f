//! Numbers as the formats of a workbook show them, in Chinese Excel. Knows no file format.

use rust_decimal::{Decimal, RoundingStrategy};
use ssfmt::{DateSystem, FormatOptions, NumberFormat};

/// How numbers are shown.
#[derive(Default)]
pub(super) struct Formats {
    /// Code of the format of each style of cells.
    codes: Vec<String>,
    is_1904: bool,
}

impl Formats {
    /// The formats with these codes, by the styles of cells.
    pub(super) fn of(codes: Vec<String>, is_1904: bool) -> Formats {
        Formats { codes, is_1904 }
    }

    /// A stored number as cells of a style show it, and whether its format could be read.
    pub(super) fn shown_number(&self, style: usize, stored: &str) -> (String, bool) {
        let code = self.codes.get(style).map_or("General", String::as_str);
        self.number(stored, code).map_or_else(|| (stored.to_owned(), false), |shown| (shown, true))
    }

    /// A stored number as a format shows it. Numbers are rounded half up on fifteen digits, as Excel does, and not on their
    /// binary values.
    fn number(&self, stored: &str, code: &str) -> Option<String> {
        let value: f64 = stored.parse().ok()?;
        let format = NumberFormat::parse(code).ok()?;
        let mut value = value;
        if !format.is_date_format()
            && let Some(decimals) = decimals(code, value)
            && let Some(exact) = fifteen_digits(value)
        {
            let rounded = exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
            value = rounded.to_string().parse().ok()?;
        }
        let date_system = if self.is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
        let shown = format.format(value, &FormatOptions { date_system, ..FormatOptions::default() });
        let shown = shown.trim().to_owned();
        // Numbers in Chinese words are not made; what is shown as nothing is meant so only by an empty section.
        let is_lost = shown.is_empty() && !code.contains(";;") || code.contains("DBNum");
        (!is_lost).then_some(shown)
    }
}

/// A number to fifteen digits, which is what Excel keeps.
fn fifteen_digits(value: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{value:.14e}")).ok()
}

/// How many decimals the section of a format for a number shows; two more of per cent. `None` where that is not fixed.
fn decimals(code: &str, value: f64) -> Option<u32> {
    let sections: Vec<&str> = code.split(';').collect();
    let section = match (sections.len(), value) {
        (2.., value) if value < 0.0 => sections[1],
        (3.., 0.0) => sections[2],
        _ => sections[0],
    };
    let mut bare = String::new();
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            c => bare.push(c),
        }
    }
    let is_digit = |c: char| matches!(c, '0' | '#' | '?');
    if !bare.contains(is_digit) || bare.contains(['/', 'E', 'e']) {
        return None;
    }
    let behind = bare.split_once('.').map_or("", |(_, behind)| behind);
    let digits = behind.chars().take_while(|c| is_digit(*c)).count() as u32;
    // A comma behind the digits divides by a thousand.
    let last = bare.rfind(is_digit)?;
    let scaled = bare[last + 1..].chars().take_while(|c| *c == ',').count() as u32 * 3;
    let percent = bare.matches('%').count() as u32 * 2;
    digits.checked_add(percent)?.checked_sub(scaled)
}

/// Codes of the formats that have only a number in a file, as Excel shows them in China.
pub(super) fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" | "37" | "38" => "#,##0",
        "4" | "39" | "40" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "11" => "0.00E+00",
        "12" => "# ?/?",
        "13" => "# ??/??",
        "14" | "30" => "yyyy/m/d",
        "15" => "d-mmm-yy",
        "16" => "d-mmm",
        "17" => "mmm-yy",
        "18" => "h:mm AM/PM",
        "19" => "h:mm:ss AM/PM",
        "20" => "h:mm",
        "21" => "h:mm:ss",
        "22" => "yyyy/m/d h:mm",
        "27" | "36" | "50" | "52" | "57" => "yyyy\"年\"m\"月\"",
        "28" | "29" | "51" | "53" | "54" | "58" => "m\"月\"d\"日\"",
        "31" => "yyyy\"年\"m\"月\"d\"日\"",
        "45" => "mm:ss",
        "46" => "[h]:mm:ss",
        "47" => "mm:ss.0",
        "49" => "@",
        _ => "General",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        let shown = |stored: &str, code: &str| Formats::default().number(stored, code);
        for (stored, code, expected) in [
            ("7.289", "0.00", "7.29"),
            ("8.618304", "0.00", "8.62"),
            ("251.88999999999999", "General", "251.89"),
            ("1.005", "0.00", "1.01"),
            ("2.675", "0.00", "2.68"),
            ("0.91965", "0.00%", "91.97%"),
            ("0.94560000000000002", "0.00%", "94.56%"),
            ("1234567.8949", "#,##0.00", "1,234,567.89"),
            ("1234567.895", "#,##0.00", "1,234,567.90"),
            ("397.8", "0.00", "397.80"),
            ("99.95", "0.0_ ", "100.0"),
            ("-3.1", "0.00_);[Red]\\(0.00\\)", "(3.10)"),
            ("0", "#,##0.00;-#,##0.00;\"—\"", "—"),
            ("12", "0\"分\"", "12分"),
            ("45292", "yyyy\"年\"m\"月\"d\"日\"", "2024年1月1日"),
            ("100", "@", "100"),
            ("1850000", "0.00,", "1850.00"),
        ] {
            assert_eq!(shown(stored, code).as_deref(), Some(expected), "{stored} under {code}");
        }
        assert_eq!(shown("12", "[DBNum1][$-804]General"), None);
    }
}
