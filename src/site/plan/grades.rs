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

/// The rank of a rubric's band: its place from 1, best first. Only rubrics with as many grades can be counted together:
/// with other than the usual four the rank also names how many, `5-2`.
fn rank(rubric: &Rubric, index: usize) -> String {
    match rubric.bands.len() {
        4 => (index + 1).to_string(),
        count => format!("{count}-{}", index + 1),
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
