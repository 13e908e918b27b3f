//! What a score table comes to: exactly, or at least and at most where not all of it is published. Compares nothing.
//!
//! A published score is exact. An item without one gets between nothing and its weight. A row with neither can have no more
//! than the weights beside it leave of the whole: nothing, where they leave nothing, as with the empty rows of a template.

use rust_decimal::Decimal;

use super::evaluation::{Evaluation, NotApplicable, TOTAL};
use crate::source::Located;
use crate::syntax::number;

/// A part of a sum of scores.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// A score as printed, or the weight of an item that gets full marks.
    Published(&'a Located<Decimal>),
    /// Something whose score is not published.
    Unpublished(Unpublished),
}

/// Rows whose scores are not published.
#[derive(Clone, Debug)]
pub struct Unpublished {
    /// The rows; none where the table leaves them out.
    pub rows: Vec<usize>,
    /// The most that they come to together; `None` where nothing bounds it.
    pub most: Option<Decimal>,
}

/// What a sum comes to at least, and at most where anything bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The sum of what is published.
    pub least: Decimal,
    /// That with all that is not published at its most.
    pub most: Option<Decimal>,
}

impl Bounds {
    /// Whether the sum can be so much.
    pub fn allow(&self, sum: Decimal) -> bool {
        sum >= self.least && self.most.is_none_or(|most| sum <= most)
    }
}

/// A row by which lost points can be told: an item, or a group of which only the whole has both a weight and a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The row.
    pub row: usize,
    /// Weight and score, where both are known.
    pub of: Option<(Decimal, Decimal)>,
}

impl Standing {
    /// The points lost, none of them negative; `None` where they are not known.
    pub fn lost(&self) -> Option<Decimal> {
        let (weight, score) = self.of?;
        weight.checked_sub(score).map(|lost| lost.max(Decimal::ZERO))
    }
}

/// What is left of a table, or of a group, without the items that do not apply, to be scaled up to the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scaled {
    /// The scores of the items that apply.
    pub scores: Vec<Decimal>,
    /// The points that these can have.
    pub applied: Decimal,
    /// Those that the table or the group can have.
    pub whole: Decimal,
}

impl Scaled {
    /// The scores scaled up in proportion, not rounded; `None` where the result does not fit a decimal.
    pub fn total(&self) -> Option<Decimal> {
        number::sum(self.scores.iter().copied())?.checked_mul(self.whole)?.checked_div(self.applied)
    }
}

/// How much of its scoring a report publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scoring {
    /// Scores of all indicators, and usually a total.
    Itemised,
    /// Scores of some indicators.
    Partial,
    /// A total, a grade or scores of groups, no scores of indicators.
    TotalOnly,
    /// No score at all.
    Unscored,
}

impl Evaluation {
    /// How much of its scoring the report publishes.
    pub fn scoring(&self) -> Scoring {
        let is_scored = |row: usize| self.indicators[row].score.is_some();
        let untold =
            |row: usize| !is_scored(row) && self.indicators[row].not_applicable.is_none() && !self.adds_nothing(row);
        if self.leaves().any(is_scored) {
            let some = self.leaves_out_rows() || self.leaves().any(untold);
            return if some { Scoring::Partial } else { Scoring::Itemised };
        }
        let states = self.score.is_some()
            || self.grade.is_some()
            || (0..self.indicators.len()).any(is_scored)
            || self.rows_elsewhere().any(|row| row.score.is_some() || row.grade.is_some());
        if states { Scoring::TotalOnly } else { Scoring::Unscored }
    }

    /// Whether a grade is all that the report publishes: no score of anything, nor of any evaluator.
    pub fn is_graded_only(&self) -> bool {
        let is_scored = self.score.is_some()
            || self.indicators.iter().any(|row| row.score.is_some())
            || self.rows_elsewhere().any(|row| row.score.is_some())
            || self.evaluators.iter().any(|evaluator| evaluator.score.is_some());
        self.stated_grade().is_some() && !is_scored
    }

    /// Whether the report lists anything that a total is made of: scores of items or groups, in any table, or of evaluators.
    pub fn lists_parts(&self) -> bool {
        self.indicators.iter().any(|row| row.score.is_some())
            || self.rows_elsewhere().any(|row| row.of.value != TOTAL && row.score.is_some())
            || self.evaluators.iter().any(|evaluator| evaluator.score.is_some())
    }

    /// Whether what a table that lists only some rows says was lost is all that the total lacks of full marks: no other row lost any.
    pub fn lists_all_losses(&self) -> bool {
        let lost: Option<Decimal> = self.standings().iter().map(Standing::lost).sum();
        let adjustments = self.adjustments.iter().map(|line| line.score.value);
        let lacks = || {
            let of_items = self.stated_total()?.value.checked_sub(number::sum(adjustments)?)?;
            self.full_marks()?.checked_sub(of_items)
        };
        let lost = lost.filter(|lost| self.indicators_partial && !lost.is_zero());
        lost.is_some() && lost == lacks()
    }

    /// Full marks and what is added to them and taken off, where the report lists no more and these come to its total.
    pub fn counted_from_full_marks(&self) -> Option<(Vec<Decimal>, Decimal)> {
        let lines = self.adjustments.iter().map(|line| line.score.value).filter(|points| !points.is_zero());
        let terms: Vec<Decimal> = std::iter::once(self.full_marks()?).chain(lines).collect();
        let total = self.score.as_ref().map(|score| score.value)?;
        let is_all = !self.incomplete && !self.lists_parts() && terms.len() > 1;
        (is_all && number::sum(terms.iter().copied()) == Some(total)).then_some((terms, total))
    }

    /// The parts that a group (or the whole table) is made of, in order: items, and groups whose items are not all
    /// published. `None` where scores do not add up to it: others are scaled up for an item, the parts are rated apart, or a
    /// row could not be read.
    pub fn parts(&self, group: Option<usize>) -> Option<Vec<Part<'_>>> {
        let is_apart = group.is_none() && self.is_rated_apart();
        (!self.incomplete && !self.is_scaled(group) && !is_apart).then(|| self.parts_below(group))
    }

    /// Whether the outermost parts, as several projects, are each rated by full marks of their own, and the total is some
    /// mean of theirs: none has a weight, several have more than half of full marks, and the total is among them.
    pub fn is_rated_apart(&self) -> bool {
        if self.children(None).any(|row| self.indicators[row].weight.is_some()) {
            return false;
        }
        let own =
            |row: usize| self.recomputed_score(row).or(self.indicators[row].score.as_ref().map(|score| score.value));
        let scores: Option<Vec<Decimal>> = self.children(None).map(own).collect();
        let (Some(scores), Some(total), Some(full)) = (scores, self.stated_total(), self.full_marks()) else {
            return false;
        };
        let halves = scores.iter().filter(|score| **score + **score > full).count();
        let is_among =
            scores.iter().any(|score| *score <= total.value) && scores.iter().any(|score| *score >= total.value);
        halves > 1 && is_among && scores.iter().all(|score| *score <= full)
    }

    fn parts_below(&self, group: Option<usize>) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let mut unweighed = Vec::new();
        for row in self.children(group) {
            let indicator = &self.indicators[row];
            if !self.is_leaf(row) {
                let below = self.parts_below(Some(row));
                match &indicator.score {
                    Some(score) if !is_published(&below) => parts.push(Part::Published(score)),
                    _ => parts.extend(below),
                }
                continue;
            }
            match (indicator.not_applicable, &indicator.score, &indicator.weight) {
                (_, Some(score), _) => parts.push(Part::Published(score)),
                (Some(NotApplicable::NoWeight), None, _) => {}
                (Some(NotApplicable::FullMarks), None, Some(weight)) if indicator.weight_over == 1 => {
                    parts.push(Part::Published(weight));
                }
                (_, None, None) if self.cell_over(row).is_none() => unweighed.push(row),
                (_, None, _) => parts.extend(self.unpublished(vec![row], self.at_most(row))),
            }
        }
        if let Some(first) = unweighed.first() {
            let most = self.at_most(*first);
            parts.extend(self.unpublished(unweighed, most));
        }
        if self.indicators_partial && !group.is_some_and(|group| self.is_all_listed(group)) {
            parts.extend(self.unpublished(Vec::new(), None));
        } else if group.is_none() {
            parts.extend(self.shortfall().and_then(|most| self.unpublished(Vec::new(), Some(most))));
        }
        parts
    }

    /// Something unpublished; `None` where it can only be nothing.
    fn unpublished(&self, rows: Vec<usize>, most: Option<Decimal>) -> Option<Part<'_>> {
        (most != Some(Decimal::ZERO)).then_some(Part::Unpublished(Unpublished { rows, most }))
    }

    /// Whether the weights printed below a group are all that it can have.
    fn is_all_listed(&self, group: usize) -> bool {
        self.at_most(group).is_some_and(|whole| Some(whole) == self.least_weights(Some(group), None))
    }

    /// How far all weights, each known, stay below full marks: rows must be missing, or a weight is misprinted.
    fn shortfall(&self) -> Option<Decimal> {
        let weights = number::sum(self.weight_parts(None).filter(|parts| !parts.is_empty())?)?;
        self.full_marks()?.checked_sub(weights).filter(|missing| *missing > Decimal::ZERO)
    }

    /// Whether the table does not list all rows: it says so, or their weights cannot reach full marks.
    pub fn leaves_out_rows(&self) -> bool {
        self.indicators_partial || self.shortfall().is_some()
    }

    /// Whether nothing tells that the table lists all rows: none has a weight, and the items do not reach the total stated.
    pub fn may_lack_rows(&self) -> bool {
        let has_weights = self.indicators.iter().any(|indicator| indicator.weight.is_some());
        let reaches = |total: &Located<Decimal>| self.recomputed_total().is_some_and(|sum| sum >= total.value);
        !has_weights && !self.stated_total().is_some_and(reaches)
    }

    /// What a group (or the whole table, with its adjustments) comes to; `None` where nothing of it is published.
    pub fn bounds(&self, group: Option<usize>) -> Option<Bounds> {
        let parts = self.parts(group)?;
        let published: Vec<Decimal> = parts.iter().filter_map(Part::score).collect();
        if published.is_empty() {
            return None;
        }
        let adjustments = self.adjustments.iter().filter(|_| group.is_none()).map(|line| line.score.value);
        let least = number::sum(published.into_iter().chain(adjustments))?;
        let open = parts.iter().filter_map(Part::unpublished).map(|part| part.most);
        let most = open.into_iter().try_fold(least, |sum, most| sum.checked_add(most?));
        Some(Bounds { least, most })
    }

    /// The scores that make up a group (or the whole table), in order; `None` where one is not published.
    pub fn items(&self, group: Option<usize>) -> Option<Vec<&Located<Decimal>>> {
        let published = |part| match part {
            Part::Published(score) => Some(score),
            Part::Unpublished(_) => None,
        };
        self.parts(group)?.into_iter().map(published).collect()
    }

    /// Whether, in a group or the whole table, an item does not apply and others are scaled up for it.
    pub fn is_scaled(&self, group: Option<usize>) -> bool {
        let left_out = |row: usize| self.indicators[row].not_applicable == Some(NotApplicable::Renormalised);
        self.children(group).any(|row| left_out(row) || self.is_scaled(Some(row)))
    }

    /// What a group (or the whole table) comes to of which an item does not apply and others are scaled up for it; `None`
    /// where nothing is scaled, or a weight or score that it takes is not printed.
    pub fn scaled(&self, group: Option<usize>) -> Option<Scaled> {
        if self.incomplete || self.indicators_partial || !self.is_scaled(group) {
            return None;
        }
        let whole = match group {
            None => self.full_marks()?,
            Some(row) => {
                let printed = self.indicators[row].weight.as_ref().map(|weight| weight.value);
                printed.or_else(|| self.recomputed_weight(row))?
            }
        };
        let mut scaled = Scaled { scores: Vec::new(), applied: whole, whole };
        self.leave_out_below(group, &mut scaled)?;
        (scaled.applied > Decimal::ZERO && !scaled.scores.is_empty()).then_some(scaled)
    }

    fn leave_out_below(&self, group: Option<usize>, scaled: &mut Scaled) -> Option<()> {
        for row in self.children(group) {
            let indicator = &self.indicators[row];
            match indicator.not_applicable {
                Some(NotApplicable::Renormalised) => {
                    scaled.applied = scaled.applied.checked_sub(indicator.weight.as_ref()?.value)?;
                }
                _ if self.is_scaled(Some(row)) => self.leave_out_below(Some(row), scaled)?,
                Some(NotApplicable::NoWeight) => {}
                _ if self.adds_nothing(row) => {}
                _ => {
                    let own = || indicator.score.as_ref().map(|score| score.value);
                    scaled.scores.push(self.recomputed_score(row).or_else(own)?);
                }
            }
        }
        Some(())
    }

    /// The score of a row from its items: its own for an item, their sum for a group; `None` where it cannot be known.
    pub fn recomputed_score(&self, row: usize) -> Option<Decimal> {
        if self.is_leaf(row) {
            return self.indicators[row].score.as_ref().map(|score| score.value);
        }
        let items = self.items(Some(row)).filter(|items| !items.is_empty())?;
        number::sum(items.iter().map(|score| score.value))
    }

    /// The total from all items and adjustments; `None` where it cannot be known.
    pub fn recomputed_total(&self) -> Option<Decimal> {
        let items = self.items(None).filter(|items| !items.is_empty())?;
        let adjustments = self.adjustments.iter().map(|adjustment| adjustment.score.value);
        number::sum(items.iter().map(|score| score.value).chain(adjustments))
    }

    /// The total that the items come to where the report states none, and their weights are all of full marks.
    pub fn unstated_total(&self) -> Option<Decimal> {
        let is_whole = self.full_marks().is_some() && self.full_marks() == self.least_weights(None, None);
        let is_stated = self.score.is_some() || self.totals_elsewhere().next().is_some();
        self.recomputed_total().filter(|_| is_whole && !is_stated)
    }

    /// The weights that make up a group (or the whole table), each as printed, with how many rows it covers.
    ///
    /// `None` where a part's weight can be found neither on it nor below it.
    pub fn weight_parts(&self, group: Option<usize>) -> Option<Vec<Decimal>> {
        if self.incomplete {
            return None;
        }
        let mut parts = Vec::new();
        let mut covered = 0;
        for row in self.children(group) {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let indicator = &self.indicators[row];
            match (&indicator.weight, indicator.not_applicable) {
                (Some(weight), _) => {
                    parts.push(weight.value);
                    covered = indicator.weight_over - 1;
                }
                (None, Some(NotApplicable::NoWeight)) => {}
                (None, Some(_)) => return None,
                (None, None) if self.adds_nothing(row) => {}
                (None, None) if self.is_leaf(row) => return None,
                (None, None) => parts.extend(self.weight_parts(Some(row))?),
            }
        }
        Some(parts)
    }

    /// The weight of a group from those below it; `None` where one is not known, or rows are left out.
    pub fn recomputed_weight(&self, row: usize) -> Option<Decimal> {
        let parts = self.weight_parts(Some(row)).filter(|parts| !parts.is_empty() && !self.indicators_partial)?;
        number::sum(parts)
    }

    /// How many points a row falls short of its weight; `None` where either is not printed, or the weight covers others too.
    pub fn points_lost(&self, row: usize) -> Option<Decimal> {
        let indicator = Some(&self.indicators[row]).filter(|indicator| indicator.weight_over == 1)?;
        indicator.weight.as_ref()?.value.checked_sub(indicator.score.as_ref()?.value)
    }

    /// The rows by which lost points are told, in order: items where their weights and scores are printed, else the least
    /// group around them that has both.
    pub fn standings(&self) -> Vec<Standing> {
        self.children(None).flat_map(|row| self.standings_of(row)).collect()
    }

    fn standings_of(&self, row: usize) -> Vec<Standing> {
        let indicator = &self.indicators[row];
        let printed = indicator.weight.as_ref().filter(|_| indicator.weight_over == 1).map(|weight| weight.value);
        if self.is_leaf(row) {
            let is_judged =
                indicator.score.is_some() || !(indicator.not_applicable.is_some() || self.adds_nothing(row));
            let of = printed.zip(indicator.score.as_ref().map(|score| score.value));
            return is_judged.then_some(Standing { row, of }).into_iter().collect();
        }
        let below: Vec<Standing> = self.children(Some(row)).flat_map(|row| self.standings_of(row)).collect();
        let score = || self.recomputed_score(row).or(indicator.score.as_ref().map(|score| score.value));
        let whole = || printed.or_else(|| self.recomputed_weight(row)).zip(score());
        // What a group falls short of its weight for an item that does not apply is not lost.
        if below.iter().all(|standing| standing.of.is_some()) || self.is_scaled(Some(row)) {
            return below;
        }
        whole().map_or(below, |of| vec![Standing { row, of: Some(of) }])
    }

    /// What can lift the total above full marks: bonus lines, and scores of rows without a weight beside rows with one.
    pub fn bonus(&self) -> Decimal {
        let extra = self.leaves().filter(|row| self.is_beside_weights(*row));
        let extra = extra.filter_map(|row| self.indicators[row].score.as_ref().map(|score| score.value));
        let lines = self.adjustments.iter().map(|line| line.score.value);
        lines.chain(extra).filter(Decimal::is_sign_positive).fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// Whether a row is printed and empty, and the weights beside it leave it nothing.
    pub fn adds_nothing(&self, row: usize) -> bool {
        let indicator = &self.indicators[row];
        self.is_leaf(row)
            && indicator.score.is_none()
            && indicator.not_applicable.is_none()
            && self.at_most(row) == Some(Decimal::ZERO)
    }

    /// The most that a row can weigh: its weight, the merged cell over it, or what is left of the whole beside the others.
    fn at_most(&self, row: usize) -> Option<Decimal> {
        let indicator = &self.indicators[row];
        if let Some(weight) = indicator.weight.as_ref().or_else(|| self.cell_over(row)) {
            return Some(weight.value);
        }
        let whole = match indicator.parent {
            Some(parent) => self.at_most(parent)?,
            None => self.full_marks()?,
        };
        let left = whole.checked_sub(self.least_weights(indicator.parent, Some(row))?)?;
        Some(left.max(Decimal::ZERO))
    }

    /// The least that the rows directly below a group weigh together, all or all but one.
    fn least_weights(&self, group: Option<usize>, but: Option<usize>) -> Option<Decimal> {
        number::sum(self.children(group).filter(|row| Some(*row) != but).map(|row| self.least_weight(row)))
    }

    /// The least that a row weighs. A score among rows without weights is part of the whole; one beside rows with weights
    /// may be a bonus.
    fn least_weight(&self, row: usize) -> Decimal {
        let indicator = &self.indicators[row];
        if let Some(weight) = &indicator.weight {
            return weight.value;
        }
        if !self.is_leaf(row) {
            return self.least_weights(Some(row), None).unwrap_or(Decimal::ZERO);
        }
        let score = indicator.score.as_ref().filter(|_| !self.is_beside_weights(row));
        score.map_or(Decimal::ZERO, |score| score.value.max(Decimal::ZERO))
    }

    /// Whether a row has no weight of its own, nor a part in a merged one, while rows beside it have weights.
    fn is_beside_weights(&self, row: usize) -> bool {
        let indicator = &self.indicators[row];
        let mut beside = self.children(indicator.parent);
        indicator.weight.is_none() && self.cell_over(row).is_none() && beside.any(|beside| self.shows_weight(beside))
    }

    fn shows_weight(&self, row: usize) -> bool {
        self.indicators[row].weight.is_some() || self.children(Some(row)).any(|below| self.shows_weight(below))
    }

    /// The merged weight cell that covers a row and is printed on one before it.
    fn cell_over(&self, row: usize) -> Option<&Located<Decimal>> {
        let before = self.children(self.indicators[row].parent).take_while(|before| *before != row);
        let mut cells = before.filter(|before| self.indicators[*before].weight_over > 1);
        cells.find(|cell| self.covered(*cell).contains(&row)).and_then(|cell| self.indicators[cell].weight.as_ref())
    }
}

fn is_published(parts: &[Part<'_>]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| part.score().is_some())
}

impl Part<'_> {
    /// The published score.
    pub fn score(&self) -> Option<Decimal> {
        match self {
            Part::Published(score) => Some(score.value),
            Part::Unpublished(_) => None,
        }
    }

    /// What is not published.
    pub fn unpublished(&self) -> Option<&Unpublished> {
        match self {
            Part::Published(_) => None,
            Part::Unpublished(open) => Some(open),
        }
    }
}
