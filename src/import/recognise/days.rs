//! Days, periods and years as forms write them. Knows no labels.

use crate::import::document::plain;
use crate::syntax::fields::Date;

/// A day that there is, with year, month and day, as TOML writes it.
pub(super) fn date(text: &str) -> Option<String> {
    let word = plain(text);
    let (year, month, day) = in_words(&word).or_else(|| in_numbers(&word))?;
    let year: u32 = year.chars().skip(year.chars().count().saturating_sub(4)).collect::<String>().parse().ok()?;
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let date = format!("{year:04}-{month:02}-{day:02}");
    ((1949..=2100).contains(&year) && Date::parse(&date).is_some()).then_some(date)
}

/// Year, month and day of `2024年3月5日`.
fn in_words(word: &str) -> Option<(&str, &str, &str)> {
    let (year, rest) = word.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    Some((year, month, rest.split_once(['日', '号']).map_or("", |(day, _)| day)))
}

/// Year, month and day of `2024-03-05`, `2024.3.5`, `2024/3/5`, and nothing else.
fn in_numbers(word: &str) -> Option<(&str, &str, &str)> {
    let parts = |sign: char| word.split(sign).collect::<Vec<_>>();
    let is_day = |parts: &[&str]| parts.len() == 3 && parts[0].len() == 4 && parts[1].len() <= 2 && parts[2].len() <= 2;
    let parts = ['-', '.', '/'].into_iter().map(parts).find(|parts| is_day(parts))?;
    Some((parts[0], parts[1], parts[2]))
}

/// First and last day of `2019年1月1日至2019年12月31日`.
pub(super) fn period(text: &str) -> Option<(String, String)> {
    let word = plain(text);
    // What stands between days may stand within them.
    let days = |sign: char| word.split_once(sign).and_then(|(from, to)| Some((date(from)?, date(to)?)));
    ['至', '~', '—', '-'].into_iter().find_map(days)
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
        for written in ["2024-03-05", "2024.3.5", "2024/3/5"] {
            assert_eq!(date(written).as_deref(), Some("2024-03-05"));
        }
        for other in ["2024.3", "24.3.5", "1.2024.3.5", "2024.3.5.1", "0898-2024-3"] {
            assert_eq!(date(other), None, "{other}");
        }
        for written in ["2023-01-01至2023-12-31", "2023.1.1-2023.12.31", "2023/1/1～2023/12/31"] {
            assert_eq!(period(written), Some(("2023-01-01".to_owned(), "2023-12-31".to_owned())));
        }
        assert_eq!(period("2023年1月1日至2023年2月30日"), None);
    }
}
