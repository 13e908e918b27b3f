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

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::direction::Direction;
use super::funds::{self, Rate};
use super::outline;
use super::rubric::{Band, Match, Rubric};
use crate::diag::place;
use crate::source::{Located, Span};
use crate::syntax::cell::Cells;
use crate::syntax::fields::{Date, Fields};
use crate::syntax::number;

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

/// A row of a score table: a group or an item.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// 1 for the outermost groups.
    pub level: u32,
    /// Its code, where the form numbers indicators.
    pub code: Option<String>,
    /// Its name.
    pub name: Located<String>,
    /// Its name as printed, where the form prints more than that: `产出指标（50分）`.
    pub label: Option<Located<String>>,
    /// Its path, unique in the table: `过程/资金管理#2`.
    pub path: String,
    /// Row of its parent.
    pub parent: Option<usize>,
    /// Rows directly below it.
    pub children: Vec<usize>,
    /// Weight as printed on this row.
    pub weight: Option<Located<Decimal>>,
    /// How many groups of this level the weight's merged cell covers, this one included.
    pub weight_over: usize,
    /// Score as printed on this row.
    pub score: Option<Located<Decimal>>,
    /// The scores of all raters, where the table has a column for each.
    pub columns: Vec<ScoreColumn>,
    /// How an indicator that does not apply is treated.
    pub not_applicable: Option<NotApplicable>,
    /// How the report says so.
    pub not_applicable_printed: Option<Located<String>>,
    /// 指标解释.
    pub explanation: Option<Located<String>>,
    /// 评价标准.
    pub standard: Option<Located<String>>,
    /// 评价依据.
    pub basis: Option<Located<String>>,
    /// What was to be reached and what was, where the row says so; boxed like the rate, as most rows have neither.
    pub attained: Option<Box<Attainment>>,
    /// The rate of the funds that the row prints and is scored by.
    pub rate: Option<Box<Rate>>,
    /// 偏差原因及改进措施.
    pub deviation: Option<Located<String>>,
    /// Why points were lost, where the report says so outside the table.
    pub reason: Option<Located<String>>,
    /// Weight and score where they print something else than plain digits.
    pub cells: Cells,
    /// Where the row was written.
    pub span: Span,
}

/// The cell of a row in the column of one rater.
#[derive(Clone, Debug)]
pub struct ScoreColumn {
    /// Whose column.
    pub rater: Rater,
    /// The score.
    pub score: Option<Located<Decimal>>,
    /// What is printed, where that is something else than plain digits.
    pub printed: Option<Located<String>>,
    /// Where the cell is.
    pub span: Span,
}

impl Indicator {
    /// What was to be reached and what was; nothing of either where the row has none.
    pub fn attainment(&self) -> &Attainment {
        self.attained.as_deref().unwrap_or(&NOTHING)
    }

    /// What the cell of its name prints: its code, and its label or name.
    pub fn shown_name(&self) -> String {
        let name = self.label.as_ref().unwrap_or(&self.name);
        self.code.as_ref().map_or_else(|| name.value.clone(), |code| format!("{code} {}", name.value))
    }

    /// What its weight's cell prints.
    pub fn shown_weight(&self) -> Option<String> {
        self.cells.shown("weight", self.weight.as_ref())
    }

    /// What its score's cell prints.
    pub fn shown_score(&self) -> Option<String> {
        self.cells.shown("score", self.score.as_ref())
    }

    /// Whether the report says how it came to the score: a deviation, a reason or a basis.
    pub fn is_reasoned(&self) -> bool {
        self.is_explained() || self.basis.as_ref().is_some_and(says_something)
    }

    /// Whether a deviation or a reason stands beside the score.
    pub fn is_explained(&self) -> bool {
        [&self.deviation, &self.reason].into_iter().flatten().any(says_something)
    }
}

/// Whether a cell that explains does: `无`, `不涉及`, a dash and a deviation of `0` do not.
pub fn says_something(cell: &Located<String>) -> bool {
    let said = cell.value.trim_matches(|c: char| c.is_whitespace() || "/\\-—－–―。.".contains(c));
    let is_nothing = ["", "无", "无偏差", "无偏离", "没有偏差", "未偏离", "不涉及", "不适用", "零"].contains(&said);
    let is_zero = number::leading(said).is_some_and(|(value, unit)| value.is_zero() && unit.chars().count() <= 1);
    !is_nothing && !is_zero
}

/// How a form treats an indicator that does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicable {
    /// It has no weight.
    NoWeight,
    /// It gets full marks.
    FullMarks,
    /// The others are scaled up to full marks.
    Renormalised,
}

/// Target and actual of an indicator, as text and, where given, as numbers.
#[derive(Clone, Debug, Default)]
pub struct Attainment {
    /// 年度指标值.
    pub target: Option<Located<String>>,
    /// 实际完成值.
    pub actual: Option<Located<String>>,
    /// How the target is meant.
    pub direction: Option<Located<Direction>>,
    /// The target's number.
    pub value: Option<Located<Decimal>>,
    /// The actual's number.
    pub actual_value: Option<Located<Decimal>>,
    /// Unit of both.
    pub unit: Option<String>,
    /// What would earn each grade, best first.
    pub ladder: Vec<Located<String>>,
    /// The numbers where they print something else than plain digits.
    pub cells: Cells,
}

/// What a row without target and actual says.
static NOTHING: Attainment = Attainment {
    target: None,
    actual: None,
    direction: None,
    value: None,
    actual_value: None,
    unit: None,
    ladder: Vec::new(),
    cells: Cells(BTreeMap::new()),
};

impl Attainment {
    /// Whether any of its cells is filled.
    fn says_something(&self) -> bool {
        let Attainment { target, actual, direction, value, actual_value, unit, ladder, cells } = self;
        let is_said = target.is_some() || actual.is_some() || direction.is_some() || unit.is_some();
        is_said || value.is_some() || actual_value.is_some() || !ladder.is_empty() || !cells.0.is_empty()
    }

    /// Whether anything was to be reached.
    pub fn has_target(&self) -> bool {
        self.target.is_some() || self.value.is_some()
    }

    /// Whether anything is told of what was reached.
    pub fn has_actual(&self) -> bool {
        self.actual.is_some() || self.actual_value.is_some()
    }
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

/// Another place of the report that states weights, scores or grades.
#[derive(Clone, Debug)]
pub struct PrintedTable {
    /// Where in the report: `得分汇总表`.
    pub place: Located<String>,
    /// The place, `#2` behind a second table of this place.
    pub path: String,
    /// What it states, row by row.
    pub rows: Vec<PrintedRow>,
}

/// One statement of such a place.
#[derive(Clone, Debug)]
pub struct PrintedRow {
    /// Path of the indicator, or [`TOTAL`].
    pub of: Located<String>,
    /// What it is of, `#2` behind a second row of the table about the same.
    pub path: String,
    /// What the place calls it, where that differs.
    pub label: Option<Located<String>>,
    /// Weight.
    pub weight: Option<Located<Decimal>>,
    /// Score.
    pub score: Option<Located<Decimal>>,
    /// Grade.
    pub grade: Option<Located<String>>,
    /// Weight and score where they print something else than plain digits.
    pub cells: Cells,
}

/// How a printed row names the total.
pub const TOTAL: &str = place::TOTAL;

impl PrintedRow {
    /// What its score's cell prints.
    pub fn shown_score(&self) -> Option<String> {
        self.cells.shown("score", self.score.as_ref())
    }
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
    let (indicators, outermost) = as_tree(fields.tables("indicators", read_indicator));
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
    let mut printed = fields.tables("printed", |table| {
        let place = table.text("place");
        let mut rows = table.tables("rows", read_printed_row);
        table.finish(&["place", "rows"]);
        number(&mut rows, |row| row.of.value.clone(), |row, path| row.path = path);
        Some(PrintedTable { place: place?, path: String::new(), rows })
    });
    number(&mut printed, |table| table.place.value.clone(), |table, path| table.path = path);
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

fn read_indicator(fields: &mut Fields<'_, '_>) -> Option<Indicator> {
    let span = fields.span();
    let level = fields.integer("level", 1..=9);
    let code = fields.text("code").map(|code| code.value);
    let (name, label) = (fields.text("name"), fields.text("label"));
    let weight = fields.cell("weight");
    let weight_over = fields.integer("weight_over", 2..=99).map_or(1, |count| count.value as usize);
    let score = fields.cell("score");
    let columns = fields.table("scores", read_columns).unwrap_or_default();
    if let (Some(score), Some(_)) = (&score, columns.first()) {
        fields.invalid(score.span, "score", "expected-score-or-scores");
    }
    let not_applicable = fields.one_of(
        "not_applicable",
        &[
            ("no-weight", NotApplicable::NoWeight),
            ("full-marks", NotApplicable::FullMarks),
            ("renormalised", NotApplicable::Renormalised),
        ],
    );
    let not_applicable_printed = fields.text("not_applicable_printed");
    let (explanation, standard) = (fields.text("explanation"), fields.text("standard"));
    let basis = fields.text("basis");
    let cells = fields.cells();
    let attained = Some(read_attainment(fields)).filter(Attainment::says_something).map(Box::new);
    let rate = fields.table("rate", funds::read_rate).flatten().map(Box::new);
    let (deviation, reason) = (fields.text("deviation"), fields.text("reason"));
    if let (Some(weight), Some(Located { value: NotApplicable::NoWeight, .. })) = (&weight, &not_applicable) {
        fields.invalid(weight.span, "weight", "expected-no-weight");
    }
    if let Some(weight) = weight.as_ref().filter(|weight| weight.value.is_sign_negative()) {
        fields.invalid(weight.span, "weight", "expected-not-negative");
    }
    fields.finish(&["level", "name"]);
    Some(Indicator {
        level: level?.value,
        code,
        name: name?,
        label,
        path: String::new(),
        parent: None,
        children: Vec::new(),
        weight,
        weight_over,
        score,
        columns,
        not_applicable: not_applicable.map(|treatment| treatment.value),
        not_applicable_printed,
        explanation,
        standard,
        basis,
        attained,
        rate,
        deviation,
        reason,
        cells,
        span,
    })
}

fn read_columns(fields: &mut Fields<'_, '_>) -> Vec<ScoreColumn> {
    let scores = Rater::ALL.map(|rater| (rater, fields.cell(rater.key())));
    let mut cells = fields.cells();
    fields.finish(&[]);
    let columns = scores.into_iter().filter_map(|(rater, score)| {
        let printed = cells.0.remove(rater.key());
        let span = score.as_ref().map(|score| score.span).or(printed.as_ref().map(|printed| printed.span))?;
        Some(ScoreColumn { rater, score, printed, span })
    });
    columns.collect()
}

/// Reads the keys that indicators and targets share.
pub(super) fn read_attainment(fields: &mut Fields<'_, '_>) -> Attainment {
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    Attainment {
        target: fields.text("target"),
        actual: fields.text("actual"),
        direction: fields.one_of_called("direction", &Direction::WORDS, &Direction::CALLED),
        value: fields.cell("value"),
        actual_value: fields.cell("actual_value"),
        unit: own(fields.text("unit")),
        ladder: fields.texts("ladder"),
        cells: fields.cells(),
    }
}

fn read_printed_row(fields: &mut Fields<'_, '_>) -> Option<PrintedRow> {
    let of = fields.text("of");
    let label = fields.text("label");
    let (weight, score, grade) = (fields.cell("weight"), fields.cell("score"), fields.text("grade"));
    fields.finish(&["of"]);
    Some(PrintedRow { of: of?, path: String::new(), label, weight, score, grade, cells: fields.cells() })
}

/// Sets the path of each of several that may have one name.
fn number<T>(all: &mut [T], name: impl Fn(&T) -> String, set: impl Fn(&mut T, String)) {
    let names: Vec<String> = all.iter().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let paths = outline::numbered(&names);
    all.iter_mut().zip(paths).for_each(|(one, path)| set(one, path));
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
