//! How the scores of many projects lie: every one a dot, rubric by rubric, by who rated. Scores of two rubrics, or of other
//! full marks than the rubric's, never share a scale.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::lang::{Lang, Message};
use crate::model::evaluation::Rater;
use crate::site::Site;
use crate::site::compose::parts::charts::{DotScale, Grade};
use crate::site::compose::parts::entries::rubric_link;
use crate::site::compose::parts::figures;
use crate::site::plan::row::Rating;
use crate::site::views::{Pair, RaterRow, ScoresView};
use crate::syntax::number;

/// From so many scores on it can be seen how they lie.
const FEWEST: usize = 3;

/// The rubrics by which most projects were scored, `most` of them at most, each with its scores.
pub(in crate::site) fn of_projects(site: &Site, projects: &[usize], most: usize) -> Vec<ScoresView> {
    let mut by_rubric: BTreeMap<&str, Vec<&Rating>> = BTreeMap::new();
    let ratings = projects.iter().filter_map(|index| site.rows[*index].rating.as_ref());
    for rating in ratings.filter(|rating| rating.score.is_some()) {
        by_rubric.entry(&rating.rubric).or_default().push(rating);
    }
    let mut by_rubric: Vec<(&str, Vec<&Rating>)> = by_rubric.into_iter().collect();
    by_rubric.sort_by_key(|(_, ratings)| Reverse(ratings.len()));
    by_rubric.into_iter().filter_map(|(rubric, ratings)| of_rubric(site, rubric, &ratings)).take(most).collect()
}

/// Who gave any of the scores, by key and word; none where all were given by raters of one sort.
pub(in crate::site) fn raters(scores: &[ScoresView]) -> Vec<Pair> {
    let mut raters: Vec<Pair> = Vec::new();
    for row in scores.iter().flat_map(|of| &of.raters) {
        if raters.iter().all(|known| known.label != row.key) {
            raters.push(Pair { label: row.key.to_owned(), value: row.rater.clone() });
        }
    }
    if raters.len() > 1 { raters } else { Vec::new() }
}

fn of_rubric(site: &Site, id: &str, ratings: &[&Rating]) -> Option<ScoresView> {
    let lang = site.lang();
    let rubric = site.content.rubrics.get(id)?;
    let mut by_rater: BTreeMap<Rater, Vec<Decimal>> = BTreeMap::new();
    for rating in ratings.iter().filter(|rating| rating.maximum == rubric.maximum) {
        by_rater.entry(rating.rater).or_default().extend(rating.score);
    }
    let n: usize = by_rater.values().map(Vec::len).sum();
    if n < FEWEST {
        return None;
    }
    by_rater.values_mut().for_each(|scores| scores.sort_unstable());
    let grades = rubric.bands.iter().map(|band| {
        let (from, to) = figures::stretch(band, rubric.maximum);
        Grade { name: band.grade.value.clone(), from, to }
    });
    let scale = DotScale::of(by_rater.values().flatten(), rubric.maximum, grades.collect());
    let raters = by_rater.iter().map(|(rater, scores)| rater_row(lang, &scale, *rater, scores)).collect();
    let title = Message::new("picture-scores").with("rubric", rubric.name.as_str()).with("n", n);
    Some(ScoresView {
        id: id.to_owned(),
        rubric: rubric_link(site, id),
        title: lang.say(&title.with("maximum", rubric.maximum.to_string())),
        axis: scale.axis(),
        raters,
    })
}

/// The scores that raters of one sort gave, sorted, in a picture and in figures.
fn rater_row(lang: Lang, scale: &DotScale, rater: Rater, scores: &[Decimal]) -> RaterRow {
    let name = lang.word(rater.word());
    let [least, median, most] = [scores.first().copied(), median(scores), scores.last().copied()].map(shown);
    let said = Message::new("scores-of-rater").with("rater", name.as_str()).with("n", scores.len());
    let said = said.with("least", least.as_str()).with("most", most.as_str()).with("median", median.as_str());
    RaterRow {
        key: rater.key(),
        dots: scale.row(scores, &lang.say(&said)),
        n: scores.len(),
        rater: name,
        least,
        median,
        most,
    }
}

fn shown(score: Option<Decimal>) -> String {
    score.map(|score| score.normalize().to_string()).unwrap_or_default()
}

/// The middle of sorted scores; between two, half up to two decimals.
fn median(sorted: &[Decimal]) -> Option<Decimal> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    match sorted.len() % 2 {
        1 => Some(upper),
        _ => {
            Some(number::round(upper.checked_add(*sorted.get(middle.checked_sub(1)?)?)?.checked_div(Decimal::TWO)?, 2))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_scores() {
        let middle = |scores: &[i64]| median(&scores.iter().map(|score| Decimal::from(*score)).collect::<Vec<_>>());
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[90]), Some(Decimal::from(90)));
        assert_eq!(middle(&[80, 90, 91]), Some(Decimal::from(90)));
        assert_eq!(middle(&[80, 91]), Some(Decimal::new(855, 1)));
    }
}
