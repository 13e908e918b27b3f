//! The grades of a rubric on the scale of its points, with the score of an evaluation on it. Draws what is stated; grades nobody.

use rust_decimal::Decimal;

use crate::model::Content;
use crate::model::evaluation::Evaluation;
use crate::model::rubric::{Band, Until};
use crate::site::compose::parts::{charts, figures};
use crate::site::plan::order;
use crate::site::views::{BandView, ScaleView};

/// The scale with the score of an evaluation; `None` where there is no score or no scale.
pub(in crate::site) fn of(content: &Content, evaluation: &Evaluation) -> Option<ScaleView> {
    let rubric = content.rubrics.get(&evaluation.rubric.value)?;
    let maximum = order::maximum(evaluation);
    let score = order::score_of(evaluation)?;
    // A report that prints bands of its own is not graded by those of the rubric.
    if evaluation.bands(rubric, None).is_empty() || rubric.maximum != maximum {
        return None;
    }
    let is_printed = |band: &Band| evaluation.stated_grade().is_some_and(|grade| band.is_called(&grade.value));
    let bands = rubric.bands.iter().map(|band| {
        let (from, to) = figures::stretch(band, maximum);
        charts::Stretch { is_marked: is_printed(band), from, to }
    });
    Some(ScaleView {
        svg: charts::scale(&bands.collect::<Vec<_>>(), maximum, score),
        bands: rubric
            .bands
            .iter()
            .map(|band| BandView {
                grade: band.grade.value.clone(),
                range: short_range(band, maximum),
                is_printed: is_printed(band),
            })
            .collect(),
    })
}

/// `≥ 90`, `80–89`, `< 60`.
fn short_range(band: &Band, maximum: Decimal) -> String {
    let from = band.from.as_ref().map(|from| from.value).filter(|from| *from > Decimal::ZERO);
    match (from, &band.until) {
        (Some(from), Some(Until::To(to))) if to.value < maximum => format!("{from}–{}", to.value),
        (Some(from), _) => format!("≥ {from}"),
        (None, Some(Until::To(to))) => format!("≤ {}", to.value),
        (None, Some(Until::Below(below))) => format!("< {}", below.value),
        (None, None) => String::new(),
    }
}
