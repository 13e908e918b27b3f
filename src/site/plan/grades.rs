//! How grades are ranked, so that those of several rubrics can be counted together. Words none.

use crate::model::Content;
use crate::model::evaluation::Evaluation;
use crate::model::rubric::{Band, Rubric};

/// What projects without a grade are counted under.
pub(in crate::site) const NO_RANK: &str = "none";

/// What projects are counted under whose grade, as printed, is none of their rubric's.
pub(in crate::site) const AS_PRINTED: &str = "as-printed";

/// What a project is counted under by its grade, and how that is shown. Of one content, one key has one tone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    key: String,
    tone: &'static str,
}

impl Rank {
    /// Of the grade that an evaluation states, or why it has none.
    pub(in crate::site) fn of(content: &Content, evaluation: Option<&Evaluation>) -> Rank {
        let Some((evaluation, grade)) = evaluation.and_then(|of| Some((of, of.stated_grade()?))) else {
            return Rank::outside(NO_RANK);
        };
        let rubric = content.rubrics.get(&evaluation.rubric.value);
        let band = rubric.and_then(|rubric| {
            let place = rubric.bands.iter().position(|band| band.is_called(&grade.value))?;
            Some(Rank::of_band(rubric, place))
        });
        band.unwrap_or_else(|| Rank::outside(AS_PRINTED))
    }

    /// Of no band.
    fn outside(key: &'static str) -> Rank {
        Rank { key: key.to_owned(), tone: key }
    }

    /// Of a rubric's band: its place from 1, best first. Only rubrics with as many grades that go by the same words can be
    /// counted together: with other than the usual four the rank also names how many, `5-2`, and where the best is not called
    /// 优 or 优秀, what it begins with: `4-1-a` of A, `3-1-aaa` of AAA; `2-1-5408` of 合格, as addresses hold no Chinese.
    fn of_band(rubric: &Rubric, index: usize) -> Rank {
        let (place, count) = (index + 1, rubric.bands.len());
        let is_usual = rubric.bands[0].names().any(|name| name.starts_with('优'));
        let key = match count {
            4 if is_usual => place.to_string(),
            _ if is_usual => format!("{count}-{place}"),
            _ => format!("{count}-{place}-{}", beginning(&rubric.bands[0].grade.value)),
        };
        Rank { key, tone: tone(index, count) }
    }

    /// What it is called in addresses, in the search and in its order: those without a grade come last.
    pub(in crate::site) fn key(&self) -> &str {
        &self.key
    }

    /// In which shape and colour it is shown, as if its rubric had four grades: `1` of the best, `4` of the last, `2` of the
    /// second of four or more, `3` of others; the key where it is none of a rubric's.
    pub(in crate::site) fn tone(&self) -> &'static str {
        self.tone
    }

    /// The bands that have it, with their rubrics.
    pub(in crate::site) fn bands<'a>(&'a self, content: &'a Content) -> impl Iterator<Item = (&'a Rubric, &'a Band)> {
        content.rubrics.values().flat_map(move |rubric| {
            let bands = rubric.bands.iter().enumerate();
            bands.filter(|(index, _)| Rank::of_band(rubric, *index) == *self).map(move |(_, band)| (rubric, band))
        })
    }
}

/// What a grade begins with, as addresses can hold it: a Latin letter or digit as often as it stands there, so that AAA and A
/// are two, or the number of another character.
fn beginning(grade: &str) -> String {
    let first = grade.chars().next().unwrap_or_default();
    match first.is_ascii_alphanumeric() {
        true => grade.chars().take_while(|c| *c == first).collect::<String>().to_ascii_lowercase(),
        false => format!("{:x}", u32::from(first)),
    }
}

fn tone(index: usize, count: usize) -> &'static str {
    match index {
        0 => "1",
        _ if index + 1 == count => "4",
        1 if count >= 4 => "2",
        _ => "3",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::source::{Source, Sources};

    /// Content with a rubric of these grades, `demo`.
    fn with_grades(words: &[&str]) -> Content {
        let bands: Vec<String> = words.iter().map(|word| format!("{{ grade = \"{word}\", from = 1 }}")).collect();
        let text = format!("name = \"示例\"\nbands = [{}]\n", bands.join(", "));
        model::read(&Sources::new([Source { path: "content/rubrics/demo.toml".into(), text }])).0
    }

    #[test]
    fn the_best_and_the_last_of_any_rubric_are_shown_alike() {
        let tones = |words: &[&str]| -> String {
            let content = with_grades(words);
            let rubric = &content.rubrics["demo"];
            (0..words.len()).map(|index| Rank::of_band(rubric, index).tone()).collect()
        };
        assert_eq!(tones(&["优", "良", "中", "差"]), "1234");
        assert_eq!(tones(&["优秀", "良好", "中等", "合格", "不合格"]), "12334");
        assert_eq!(tones(&["优秀", "合格", "不合格"]), "134");
        assert_eq!(tones(&["合格", "不合格"]), "14");
        assert_eq!(tones(&["A", "B", "C", "D"]), "1234");
        assert_eq!([AS_PRINTED, NO_RANK].map(|key| Rank::outside(key).tone()), [AS_PRINTED, NO_RANK]);
    }

    #[test]
    fn grades_that_go_by_other_words_are_counted_apart() {
        let ranks = |words: &[&str]| {
            let rubric = &with_grades(words).rubrics["demo"];
            (0..words.len()).map(|index| Rank::of_band(rubric, index).key).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ranks(&["优", "良", "中", "差"]), "1 2 3 4");
        assert_eq!(ranks(&["优秀", "良好", "合格", "不合格"]), "1 2 3 4");
        assert_eq!(ranks(&["优秀", "良好", "中等", "合格", "不合格"]), "5-1 5-2 5-3 5-4 5-5");
        assert_eq!(ranks(&["A", "B", "C", "D"]), "4-1-a 4-2-a 4-3-a 4-4-a");
        assert_eq!(ranks(&["A级", "B级", "C级"]), ranks(&["A", "B", "C"]));
        assert_eq!(ranks(&["PASS", "FAIL"]), "2-1-p 2-2-p");
        assert_eq!(ranks(&["A", "B", "C"]), "3-1-a 3-2-a 3-3-a");
        assert_eq!(ranks(&["AAA", "AA", "A"]), "3-1-aaa 3-2-aaa 3-3-aaa");
        assert_eq!(ranks(&["合格", "不合格"]), "2-1-5408 2-2-5408");
        assert_eq!(ranks(&["予以支持", "修改后支持", "部分支持", "不予支持"]), "4-1-4e88 4-2-4e88 4-3-4e88 4-4-4e88");
    }
}
