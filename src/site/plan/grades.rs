//! How grades are ranked, so that those of several rubrics can be counted together. Words none.

use crate::model::Content;
use crate::model::evaluation::Evaluation;
use crate::model::rubric::{Band, Rubric};

/// The rank of a project without a grade.
pub(in crate::site) const NO_RANK: &str = "none";

/// The rank of a project whose grade is none of its rubric's, as printed.
pub(in crate::site) const AS_PRINTED: &str = "as-printed";

/// The rank of the grade that an evaluation states: of its band, or why it has none.
pub(in crate::site) fn rank_of(content: &Content, evaluation: Option<&Evaluation>) -> String {
    let has_grade = evaluation.is_some_and(|evaluation| evaluation.stated_grade().is_some());
    let ranked = evaluation.and_then(|evaluation| ranked(content, evaluation));
    ranked.map_or_else(|| if has_grade { AS_PRINTED } else { NO_RANK }.to_owned(), |(rank, _)| rank)
}

/// The band of its rubric that the printed grade of an evaluation means, with its rank.
pub(in crate::site) fn ranked<'a>(content: &'a Content, evaluation: &Evaluation) -> Option<(String, &'a Band)> {
    let grade = evaluation.stated_grade()?;
    let rubric = content.rubrics.get(&evaluation.rubric.value)?;
    let (index, band) = rubric.bands.iter().enumerate().find(|(_, band)| band.is_called(&grade.value))?;
    Some((rank(rubric, index), band))
}

/// The rank of a rubric's band: its place from 1, best first. Only rubrics with as many grades that go by the same words can
/// be counted together: with other than the usual four the rank also names how many, `5-2`, and where the best is not called
/// 优 or 优秀, what it begins with: `4-1-a` of A; `2-1-5408` of 合格, as addresses hold no Chinese.
fn rank(rubric: &Rubric, index: usize) -> String {
    let place = index + 1;
    let best = rubric.bands.first();
    let is_usual = best.is_some_and(|best| best.names().any(|name| name.starts_with('优')));
    let begins = best.and_then(|best| best.grade.value.chars().next()).unwrap_or_default();
    let begins = match begins.is_ascii_alphanumeric() {
        true => begins.to_ascii_lowercase().to_string(),
        false => format!("{:x}", u32::from(begins)),
    };
    match rubric.bands.len() {
        4 if is_usual => place.to_string(),
        count if is_usual => format!("{count}-{place}"),
        count => format!("{count}-{place}-{begins}"),
    }
}

/// In which shape and colour a grade of a rank is shown, as if its rubric had four: `1` of the best, `4` of the last, `2` of
/// the second of four or more, `3` of others; the rank itself where it is none of a rubric's.
pub(in crate::site) fn tone(content: &Content, wanted: &str) -> &'static str {
    let places = content.rubrics.values().flat_map(|rubric| (0..rubric.bands.len()).map(move |index| (rubric, index)));
    let place = places.into_iter().find(|(rubric, index)| rank(rubric, *index) == wanted);
    match place.map(|(rubric, index)| (index, rubric.bands.len())) {
        None if wanted == AS_PRINTED => AS_PRINTED,
        None => NO_RANK,
        Some((0, _)) => "1",
        Some((index, count)) if index + 1 == count => "4",
        Some((1, 4..)) => "2",
        Some(_) => "3",
    }
}

/// The bands that have a rank, with their rubrics.
pub(in crate::site) fn bands_of_rank<'a>(
    content: &'a Content,
    wanted: &'a str,
) -> impl Iterator<Item = (&'a Rubric, &'a Band)> {
    content.rubrics.values().flat_map(move |rubric| {
        let bands = rubric.bands.iter().enumerate();
        bands.filter(move |(index, _)| rank(rubric, *index) == wanted).map(move |(_, band)| (rubric, band))
    })
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
            (0..words.len()).map(|index| tone(&content, &rank(rubric, index))).collect()
        };
        assert_eq!(tones(&["优", "良", "中", "差"]), "1234");
        assert_eq!(tones(&["优秀", "良好", "中等", "合格", "不合格"]), "12334");
        assert_eq!(tones(&["优秀", "合格", "不合格"]), "134");
        assert_eq!(tones(&["合格", "不合格"]), "14");
        assert_eq!(tones(&["A", "B", "C", "D"]), "1234");
        let content = with_grades(&["优", "良", "中", "差"]);
        assert_eq!([tone(&content, AS_PRINTED), tone(&content, NO_RANK)], [AS_PRINTED, NO_RANK]);
    }

    #[test]
    fn grades_that_go_by_other_words_are_counted_apart() {
        let ranks = |words: &[&str]| {
            let rubric = &with_grades(words).rubrics["demo"];
            (0..words.len()).map(|index| rank(rubric, index)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ranks(&["优", "良", "中", "差"]), "1 2 3 4");
        assert_eq!(ranks(&["优秀", "良好", "合格", "不合格"]), "1 2 3 4");
        assert_eq!(ranks(&["优秀", "良好", "中等", "合格", "不合格"]), "5-1 5-2 5-3 5-4 5-5");
        assert_eq!(ranks(&["A", "B", "C", "D"]), "4-1-a 4-2-a 4-3-a 4-4-a");
        assert_eq!(ranks(&["合格", "不合格"]), "2-1-5408 2-2-5408");
        assert_eq!(ranks(&["予以支持", "修改后支持", "部分支持", "不予支持"]), "4-1-4e88 4-2-4e88 4-3-4e88 4-4-4e88");
    }
}
