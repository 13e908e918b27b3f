//! How the scores of many projects lie: every one a dot, rubric by rubric, by who rated. Scores of two rubrics, or of other
//! full marks than the rubric's, never share a scale.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::entries::rubric_link;
use super::pictures::{self, DotRow};
use super::views::{RaterRow, ScoresView};
use super::{Site, figures, order};
use crate::doc::number;
use crate::lang::Message;
use crate::model::evaluation::{Evaluation, Rater};

/// From so many scores on it can be seen how they lie.
const FEWEST: usize = 3;

/// The rubrics by which most projects were scored, `most` of them at most, each with its scores.
pub(super) fn of_projects(site: &Site, projects: &[usize], most: usize) -> Vec<ScoresView> {
    let mut by_rubric: BTreeMap<&str, Vec<&Evaluation>> = BTreeMap::new();
    for index in projects {
        if let Some((rubric, evaluation)) = order::scored_by(&site.content.projects[*index]) {
            by_rubric.entry(rubric).or_default().push(evaluation);
        }
    }
    let mut by_rubric: Vec<(&str, Vec<&Evaluation>)> = by_rubric.into_iter().collect();
    by_rubric.sort_by_key(|(_, evaluations)| Reverse(evaluations.len()));
    by_rubric.into_iter().filter_map(|(rubric, evaluations)| of_rubric(site, rubric, &evaluations)).take(most).collect()
}

fn of_rubric(site: &Site, id: &str, evaluations: &[&Evaluation]) -> Option<ScoresView> {
    let lang = site.lang();
    let rubric = site.content.rubrics.get(id)?;
    let mut by_rater: BTreeMap<Rater, Vec<Decimal>> = BTreeMap::new();
    for evaluation in evaluations.iter().filter(|evaluation| figures::maximum(evaluation) == rubric.maximum) {
        by_rater.entry(evaluation.rater.value).or_default().extend(order::score_of(evaluation));
    }
    let n: usize = by_rater.values().map(Vec::len).sum();
    if n < FEWEST {
        return None;
    }
    by_rater.values_mut().for_each(|scores| scores.sort_unstable());
    let raters: Vec<RaterRow> = by_rater
        .iter()
        .map(|(rater, scores)| RaterRow {
            rater: lang.word(rater.word()),
            n: scores.len(),
            least: shown(scores.first().copied()),
            median: shown(median(scores)),
            most: shown(scores.last().copied()),
        })
        .collect();
    let said = |row: &RaterRow| {
        let message = Message::new("scores-of-rater").with("rater", row.rater.as_str()).with("n", row.n);
        let message = message.with("least", row.least.as_str()).with("most", row.most.as_str());
        lang.say(&message.with("median", row.median.as_str()))
    };
    let words: Vec<String> = raters.iter().map(said).collect();
    let rows: Vec<DotRow> = by_rater
        .into_iter()
        .map(|(rater, scores)| DotRow {
            label: lang.say(
                &Message::new("labelled")
                    .with("label", lang.word(rater.word()))
                    .with("value", lang.say(&Message::new("count-of-projects").with("n", scores.len()))),
            ),
            scores,
        })
        .collect();
    let limits: Vec<Decimal> = rubric.bands.iter().filter_map(|band| Some(band.from.as_ref()?.value)).collect();
    let title = Message::new("picture-scores").with("rubric", rubric.name.as_str()).with("n", n);
    let title = lang.say(&title.with("maximum", rubric.maximum.to_string()));
    Some(ScoresView {
        rubric: rubric_link(site, id),
        picture: pictures::dots(title, words.join(&lang.word("between-clauses")), &rows, &limits, rubric.maximum),
        raters,
    })
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
