//! A row of a score table: its figures, what was to be reached and what was, and what is told of the points.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Rater;
use crate::model::direction::Direction;
use crate::model::funds::{self, Rate};
use crate::source::{Located, Span};
use crate::syntax::cell::Cells;
use crate::syntax::fields::Fields;
use crate::syntax::number;

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

/// Reads a row; where it stands among others is not known yet.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Indicator> {
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
pub(in crate::model) fn read_attainment(fields: &mut Fields<'_, '_>) -> Attainment {
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
