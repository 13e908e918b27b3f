//! Days, periods and years as forms write them. Knows no labels.

use crate::import::document::plain;
use crate::syntax::fields::Date;

/// A day that there is, with year, month and day, as TOML writes it.
pub(super) fn date(text: &str) -> Option<String> {
    let word = plain(text);
    let (year, rest) = word.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.split_once(['日', '号']).map_or("", |(day, _)| day);
    let year: u32 = year.chars().skip(year.chars().count().saturating_sub(4)).collect::<String>().parse().ok()?;
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let date = format!("{year:04}-{month:02}-{day:02}");
    ((1949..=2100).contains(&year) && Date::parse(&date).is_some()).then_some(date)
}

/// First and last day of `2019年1月1日至2019年12月31日`.
pub(super) fn period(text: &str) -> Option<(String, String)> {
    let word = plain(text);
    let (from, to) = word.split_once(['至', '-', '—', '~', '～'])?;
    Some((date(from)?, date(to)?))
}

/// The year that a field says: `2023`, `2023年`, `2023年度`.
pub(super) fn whole_year(text: &str) -> Option<u32> {
    let word = plain(text);
    let digits = word.trim_end_matches('度').trim_end_matches('年');
    digits.parse().ok().filter(|year| digits.len() == 4 && (1949..=2100).contains(year))
}

/// The year of a form: `（2023）年度`, `2023年度`, alone on its line.
pub(super) fn year_of_form(line: &str) -> Option<u32> {
    let word = plain(line);
    let bare = word.trim_start_matches('(').trim_end_matches(')');
    let digits = bare.strip_suffix("年度")?.trim_end_matches(')');
    let year: u32 = digits.parse().ok()?;
    (digits.len() == 4 && (1949..=2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_day_that_there_is_is_a_date() {
        assert_eq!(date("2024年2月29日").as_deref(), Some("2024-02-29"));
        for impossible in
            ["2023年2月29日", "2024年13月1日", "2024年4月31日", "2024年4月0日", "2024年4月", "1924年4月1日"]
        {
            assert_eq!(date(impossible), None, "{impossible}");
        }
        assert_eq!(period("2023年1月1日至2023年2月30日"), None);
    }
}
