//! One evaluation of a project: its score table in the author's order, and every other place that states a score.
//!
//! A score table is a list of rows in the author's order, each with a level; `model::outline` finds parents and paths.
//! That keeps repeated names, ragged depth and weights printed on any row. A weight cell merged over several groups is
//! `weight_over` on the first of them. The same quantity stated elsewhere in the report is a row of a `PrintedTable`,
//! which names it by path. `model::sums` says what it comes to. `recomputed_score` and `weight_parts` return `None`
//! where a figure cannot be known: an item is not published, others are scaled up for it, or a row could not be read.
//! Where only some scores are published, `bounds` tells what a sum is at least and at most, `parts` what it is made of,
//! and `standings` by which rows lost points are told; a row without weight and score gets what the weights beside it
//! leave, which may be nothing. Rules then stay silent: a wrong accusation is worse than a missed one.

mod indicator;
mod printed;

use rust_decimal::Decimal;

use super::outline;
use super::rubric::{Band, Match, Rubric};
use crate::source::{Located, Span};
use crate::syntax::cell::Cells;
use crate::syntax::fields::{Date, Fields};
use crate::syntax::number;
pub(super) use indicator::read_attainment;
pub use indicator::{Attainment, Indicator, NotApplicable, ScoreColumn, says_something};
pub use printed::{PrintedRow, PrintedTable, TOTAL};

/// Who rated (评价主体), from the least to the most independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rater {
    /// 单位自评.
    SelfRated,
    /// 部门评价.
    Department,
    /// 财政评价.
    Finance,
    /// 第三方.
    ThirdParty,
}

impl Rater {
    /// All four.
    pub const ALL: [Rater; 4] = [Rater::SelfRated, Rater::Department, Rater::Finance, Rater::ThirdParty];

    /// Parts of what forms call them, with the words of files.
    const CALLED: [(&'static str, &'static str); 4] =
        [("自评", "self"), ("三方", "third-party"), ("财政", "finance"), ("部门", "department")];

    /// The word used in files and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Rater::SelfRated => "self",
            Rater::Department => "department",
            Rater::Finance => "finance",
            Rater::ThirdParty => "third-party",
        }
    }

    /// Its word in the catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Rater::SelfRated => "rater-self",
            Rater::Department => "rater-department",
            Rater::Finance => "rater-finance",
            Rater::ThirdParty => "rater-third-party",
        }
    }

    /// Whether words of a report say that this one rated: `单位自评表`.
    pub fn is_named_in(self, words: &str) -> bool {
        words.contains(match self {
            Rater::SelfRated => "自评",
            Rater::Department => "部门评价",
            Rater::Finance => "财政评价",
            Rater::ThirdParty => "第三方",
        })
    }
}

/// An evaluation.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Who rated.
    pub rater: Located<Rater>,
    /// Key of the rubric.
    pub rubric: Located<String>,
    /// What the report calls the score table.
    pub place: Option<String>,
    /// Name of the organisation that rated.
    pub organisation: Option<Located<String>>,
    /// Day of the evaluation.
    pub date: Option<Located<Date>>,
    /// Total score as printed.
    pub score: Option<Located<Decimal>>,
    /// Grade as printed.
    pub grade: Option<Located<String>>,
    /// Full marks, where the report has others than its rubric.
    pub maximum: Option<Located<Decimal>>,
    /// Full marks by the rubric; `None` for a rubric that does not exist.
    pub rubric_maximum: Option<Decimal>,
    /// The report's own statement of its bands.
    pub bands_printed: Option<String>,
    /// Whose table it has too, with a column of its own there.
    pub table_of: Option<Located<Rater>>,
    /// Total and full marks where they print something else than plain digits.
    pub cells: Cells,
    /// The score table, row by row.
    pub indicators: Vec<Indicator>,
    /// The outermost rows of the score table.
    pub outermost: Vec<usize>,
    /// Whether only some rows of the score table are published.
    pub indicators_partial: bool,
    /// Bonus and deduction lines.
    pub adjustments: Vec<Adjustment>,
    /// Who signed the scores.
    pub evaluators: Vec<Evaluator>,
    /// Other places where weights, scores or grades are stated again.
    pub printed: Vec<PrintedTable>,
    /// Whether something of it could not be read, so that nothing can be said of its sums.
    pub incomplete: bool,
    /// Where the evaluation was written.
    pub span: Span,
}

/// A bonus or deduction line.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// What for.
    pub name: String,
    /// Points, negative for a deduction.
    pub score: Located<Decimal>,
    /// The points where they print something else than plain digits.
    pub cells: Cells,
}

/// A person who rated, by post.
#[derive(Clone, Debug)]
pub struct Evaluator {
    /// Full name.
    pub name: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// Post or title.
    pub post: String,
    /// Organisation.
    pub unit: Option<String>,
    /// Part in the evaluation: 评价工作组组长.
    pub role: Option<String>,
    /// The score this person gave.
    pub score: Option<Located<Decimal>>,
    /// The score where it prints something else than plain digits.
    pub cells: Cells,
    /// Whether the report shows that this person leads the project.
    pub leads_project: bool,
    /// Where the person was written.
    pub span: Span,
}

impl Evaluation {
    /// Full marks: the report's own, else its rubric's.
    pub fn full_marks(&self) -> Option<Decimal> {
        self.maximum.as_ref().map(|maximum| maximum.value).or(self.rubric_maximum)
    }

    /// Whether the report itself prints its full marks, in the table or elsewhere.
    pub fn prints_full_marks(&self) -> bool {
        let is_told =
            |row: &PrintedRow| row.weight.as_ref().is_some_and(|weight| Some(weight.value) == self.full_marks());
        self.maximum.is_some() || self.rows_elsewhere().any(|row| row.of.value == TOTAL && is_told(row))
    }

    /// The total as the report states it: as its result, or the one that all its other places state.
    pub fn stated_total(&self) -> Option<&Located<Decimal>> {
        let mut elsewhere = self.totals_elsewhere();
        let agreed = elsewhere.next().filter(|first| elsewhere.all(|other| other.value == first.value));
        self.score.as_ref().or(agreed)
    }

    /// What the report prints as its total.
    pub fn shown_total(&self) -> Option<String> {
        let elsewhere = || {
            let total = self.stated_total()?;
            self.rows_elsewhere().find(|row| row.score.as_ref() == Some(total)).and_then(PrintedRow::shown_score)
        };
        self.score.as_ref().and_then(|score| self.cells.shown("score", Some(score))).or_else(elsewhere)
    }

    /// The grade as the report states it: as its result, or the one that all its other places state.
    pub fn stated_grade(&self) -> Option<&Located<String>> {
        let rows = self.rows_elsewhere().filter(|row| row.of.value == TOTAL);
        let mut elsewhere = rows.filter_map(|row| row.grade.as_ref());
        let agreed = elsewhere.next().filter(|first| elsewhere.all(|other| other.value == first.value));
        self.grade.as_ref().or(agreed)
    }

    /// The totals that other places of the report state.
    pub fn totals_elsewhere(&self) -> impl Iterator<Item = &Located<Decimal>> {
        self.rows_elsewhere().filter(|row| row.of.value == TOTAL).filter_map(|row| row.score.as_ref())
    }

    /// What other places of the report state.
    pub fn rows_elsewhere(&self) -> impl Iterator<Item = &PrintedRow> {
        self.printed.iter().flat_map(|table| &table.rows)
    }

    /// Rows directly below `parent`, or the outermost rows.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> {
        parent.map_or(&self.outermost, |row| &self.indicators[row].children).iter().copied()
    }

    /// The groups that a row stands in, the nearest first.
    pub fn groups_of(&self, row: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.indicators[row].parent, |row| self.indicators[*row].parent)
    }

    /// The outermost row that a row stands below; an outermost row itself.
    pub fn outermost_above(&self, row: usize) -> usize {
        self.groups_of(row).last().unwrap_or(row)
    }

    /// Whether nothing stands below a row.
    pub fn is_leaf(&self, row: usize) -> bool {
        self.indicators[row].children.is_empty()
    }

    /// Rows with nothing below them.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        (0..self.indicators.len()).filter(|row| self.is_leaf(*row))
    }

    /// Which row of its rubric each row is.
    pub fn align(&self, rubric: &Rubric) -> Vec<Match> {
        rubric.align(self.indicators.iter().map(|indicator| (indicator.parent, indicator.name.value.as_str())))
    }

    /// The bands that grade the total, or the group in row `group`; none where the report has other full marks or bands.
    pub fn bands<'a>(&self, rubric: &'a Rubric, group: Option<usize>) -> &'a [Band] {
        match group.map(|row| self.align(rubric)[row]) {
            None if self.maximum.as_ref().is_some_and(|maximum| maximum.value != rubric.maximum) => &[],
            None if !self.prints_bands_of(rubric) => &[],
            None => &rubric.bands,
            Some(Match::Row(row)) => &rubric.indicators[row].bands,
            Some(Match::Free | Match::Unknown) => &[],
        }
    }

    /// Whether the report's own statement of its bands, where it has one, names every limit of the rubric's.
    fn prints_bands_of(&self, rubric: &Rubric) -> bool {
        let Some(printed) = &self.bands_printed else { return true };
        let numbers: Vec<&str> = printed.split(|c: char| !(c.is_ascii_digit() || c == '.')).collect();
        let limits = rubric.bands.iter().filter_map(|band| band.from.as_ref()).map(|from| from.value);
        limits
            .filter(|limit| !limit.is_zero())
            .all(|limit| numbers.iter().any(|number| number::parse(number).is_some_and(|number| number == limit)))
    }

    /// The band that a score of the total, or of the group in row `group`, falls in. A bonus can lift a total above full marks.
    pub fn earned<'a>(&self, rubric: &'a Rubric, group: Option<usize>, score: Decimal) -> Option<&'a Band> {
        let score = if group.is_none() { score.min(rubric.maximum) } else { score };
        self.bands(rubric, group).iter().find(|band| band.contains(score))
    }

    /// The row with a path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.indicators.iter().position(|indicator| indicator.path == path)
    }

    /// The groups that the weight printed on a row covers: the row itself and, for a merged cell, those after it.
    pub fn covered(&self, row: usize) -> Vec<usize> {
        self.children(self.indicators[row].parent)
            .skip_while(|sibling| *sibling != row)
            .take(self.indicators[row].weight_over)
            .collect()
    }
}

/// Reads one `[[evaluations]]`.
pub fn read(fields: &mut Fields<'_, '_>) -> Option<Evaluation> {
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    let span = fields.span();
    let before = fields.problems();
    let rater = fields.one_of_called("rater", &Rater::ALL.map(|rater| (rater.key(), rater)), &Rater::CALLED);
    let rubric = fields.text("rubric");
    let place = own(fields.text("place"));
    let organisation = fields.text("organisation");
    let date = fields.date("date");
    let score = fields.cell("score");
    let grade = fields.text("grade");
    let maximum = fields.figure("maximum");
    let cells = fields.cells();
    let bands_printed = own(fields.text("bands_printed"));
    let table_of = fields.one_of_called("table_of", &Rater::ALL.map(|rater| (rater.key(), rater)), &Rater::CALLED);
    let (indicators, outermost) = as_tree(fields.tables("indicators", indicator::read));
    let indicators_partial = fields.flag("indicators_partial");
    let adjustments = fields.tables("adjustments", |adjustment| {
        let (name, score) = (own(adjustment.text("name")), adjustment.figure("score"));
        adjustment.finish(&["name", "score"]);
        Some(Adjustment { name: name?, score: score?, cells: adjustment.cells() })
    });
    let evaluators = fields.tables("evaluators", |evaluator| {
        let span = evaluator.span();
        let (name, surname) = (own(evaluator.text("name")), own(evaluator.text("surname")));
        let post = own(evaluator.text("post"));
        let (unit, role) = (own(evaluator.text("unit")), own(evaluator.text("role")));
        let (score, cells) = (evaluator.cell("score"), evaluator.cells());
        let leads_project = evaluator.flag("leads_project");
        evaluator.finish(&["post"]);
        Some(Evaluator { name, surname, post: post?, unit, role, score, cells, leads_project, span })
    });
    let printed = printed::read(fields);
    fields.finish(&["rater", "rubric"]);
    for (row, indicator) in indicators.iter().enumerate().filter(|(_, indicator)| indicator.weight_over > 1) {
        let siblings = indicators.iter().skip(row).filter(|other| other.parent == indicator.parent).count();
        if siblings < indicator.weight_over {
            fields.invalid(indicator.span, "weight_over", "expected-rows-to-cover");
        }
    }
    Some(Evaluation {
        rater: rater.unwrap_or(Located { value: Rater::SelfRated, span }),
        rubric: rubric.unwrap_or(Located { value: String::new(), span }),
        incomplete: fields.problems() > before,
        place,
        organisation,
        date,
        score,
        grade,
        maximum,
        rubric_maximum: None,
        bands_printed,
        table_of,
        cells,
        indicators,
        outermost,
        indicators_partial,
        adjustments,
        evaluators,
        printed,
        span,
    })
}

/// The rows with their parents, children and paths, and which of them are outermost.
fn as_tree(mut indicators: Vec<Indicator>) -> (Vec<Indicator>, Vec<usize>) {
    let levels: Vec<u32> = indicators.iter().map(|indicator| indicator.level).collect();
    let parents = outline::parents(&levels);
    let names: Vec<&str> = indicators.iter().map(|indicator| indicator.name.value.as_str()).collect();
    let paths = outline::paths(&names, &parents);
    let mut outermost = Vec::new();
    for (row, (parent, path)) in parents.into_iter().zip(paths).enumerate() {
        indicators[row].parent = parent;
        indicators[row].path = path;
        match parent {
            Some(parent) => indicators[parent].children.push(row),
            None => outermost.push(row),
        }
    }
    (indicators, outermost)
}
