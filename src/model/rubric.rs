//! `rubrics/<id>.toml`: which indicators a form has, and which score earns which grade.

use rust_decimal::Decimal;

use super::outline;
use crate::source::{Located, Span};
use crate::syntax::fields::Fields;

/// A rubric (评分标准).
#[derive(Clone, Debug)]
pub struct Rubric {
    /// File name without `.toml`, also its address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Number of the document it comes from.
    pub source: Option<String>,
    /// What it is, in plain words.
    pub description: Option<String>,
    /// Full marks.
    pub maximum: Decimal,
    /// Grades of the total, best first.
    pub bands: Vec<Band>,
    /// Its indicators; empty when any may be used.
    pub indicators: Vec<RubricIndicator>,
    /// Bonuses and deductions it provides for.
    pub adjustments: Vec<AdjustmentLimit>,
    /// Sections that every report of the form must have: of each, words of which one stands in a heading.
    pub sections: Vec<Vec<Located<String>>>,
    /// The beginning of the file.
    pub span: Span,
}

/// How a row of a table stands to its rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is this row of the rubric.
    Row(usize),
    /// It stands where the rubric leaves names to the author.
    Free,
    /// The rubric has no such indicator there.
    Unknown,
}

/// A band (等次标准): the scores that earn a grade.
#[derive(Clone, Debug)]
pub struct Band {
    /// The grade's word.
    pub grade: Located<String>,
    /// Other words for the same grade.
    pub aliases: Vec<String>,
    /// Lowest score, included; no limit when absent.
    pub from: Option<Located<Decimal>>,
    /// Highest score.
    pub until: Option<Until>,
}

/// The upper end of a band.
#[derive(Clone, Debug)]
pub enum Until {
    /// Included: 80–89.
    To(Located<Decimal>),
    /// Excluded: \[80, 90).
    Below(Located<Decimal>),
}

/// An indicator that a rubric names.
#[derive(Clone, Debug)]
pub struct RubricIndicator {
    /// 1 for the outermost groups.
    pub level: u32,
    /// Its name.
    pub name: Located<String>,
    /// Other names of the same indicator.
    pub aliases: Vec<String>,
    /// Row of its parent.
    pub parent: Option<usize>,
    /// The weight that reports must give it, where the rubric fixes one.
    pub weight: Option<Located<Decimal>>,
    /// Whether a report may give it another weight all the same, where its case is a special one.
    pub adjustable: bool,
    /// Whether every report must have it.
    pub required: bool,
    /// Whether indicators that the rubric does not name may stand below it.
    pub open: bool,
    /// Grades of this group's score, best first.
    pub bands: Vec<Band>,
    /// 指标解释.
    pub explanation: Option<String>,
    /// 评价标准.
    pub standard: Option<String>,
    /// Unit of target and actual.
    pub unit: Option<String>,
}

/// A bonus or deduction that the rubric provides for.
#[derive(Clone, Debug)]
pub struct AdjustmentLimit {
    /// What for.
    pub name: String,
    /// The most points, negative for a deduction.
    pub maximum: Decimal,
}

impl Band {
    /// Whether a score falls in this band.
    pub fn contains(&self, score: Decimal) -> bool {
        let above = self.from.as_ref().is_none_or(|from| score >= from.value);
        let below = match &self.until {
            None => true,
            Some(Until::To(to)) => score <= to.value,
            Some(Until::Below(limit)) => score < limit.value,
        };
        above && below
    }

    /// What its grade is called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.grade.value).chain(&self.aliases).map(String::as_str)
    }

    /// Whether a printed word means this band's grade.
    pub fn is_called(&self, word: &str) -> bool {
        self.names().any(|name| name == word)
    }
}

impl AdjustmentLimit {
    /// Whether these points are more than it allows, or of the other sign.
    pub fn is_passed_by(&self, points: Decimal) -> bool {
        match self.maximum.is_sign_negative() {
            true => points < self.maximum || points > Decimal::ZERO,
            false => points > self.maximum || points < Decimal::ZERO,
        }
    }
}

impl Rubric {
    /// The rows that stand below no other.
    pub fn outermost(&self) -> impl Iterator<Item = usize> {
        (0..self.indicators.len()).filter(|row| self.indicators[*row].parent.is_none())
    }

    /// A rubric of which nothing is known: no indicators, no bands.
    pub fn unknown(span: Span) -> Self {
        Rubric {
            id: String::new(),
            name: String::new(),
            source: None,
            description: None,
            maximum: Decimal::ONE_HUNDRED,
            bands: Vec::new(),
            indicators: Vec::new(),
            adjustments: Vec::new(),
            sections: Vec::new(),
            span,
        }
    }

    /// Which of the rubric's rows each row of a table is, by parents and names.
    pub fn align<'a>(&self, rows: impl IntoIterator<Item = (Option<usize>, &'a str)>) -> Vec<Match> {
        let mut matches: Vec<Match> = Vec::new();
        for (parent, name) in rows {
            let above = parent.map(|parent| matches[parent]);
            matches.push(match above {
                Some(Match::Free | Match::Unknown) => Match::Free,
                None => self.child_or(None, name, self.indicators.is_empty()),
                Some(Match::Row(row)) => {
                    let unlisted = !self.indicators.iter().any(|below| below.parent == Some(row));
                    self.child_or(Some(row), name, unlisted || self.indicators[row].open)
                }
            });
        }
        matches
    }

    fn child_or(&self, parent: Option<usize>, name: &str, free: bool) -> Match {
        match self.child(parent, name) {
            Some(row) => Match::Row(row),
            None if free => Match::Free,
            None => Match::Unknown,
        }
    }

    /// The row named `name` below `parent`, by name or alias.
    pub fn child(&self, parent: Option<usize>, name: &str) -> Option<usize> {
        self.indicators.iter().position(|row| row.parent == parent && row.is_called(name))
    }
}

impl RubricIndicator {
    /// Whether a printed name means this indicator.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.value == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// Reads `rubrics/<id>.toml`.
pub fn read(fields: &mut Fields<'_, '_>, id: &str) -> Option<Rubric> {
    let span = fields.span();
    let name = fields.text("name");
    let source = fields.text("source");
    let description = fields.text("description");
    let maximum = fields.figure("maximum");
    let bands = fields.tables("bands", read_band);
    let mut indicators = fields.tables("indicators", |row| {
        let level = row.integer("level", 1..=9);
        let name = row.text("name");
        let aliases = row.texts("aliases").into_iter().map(|alias| alias.value).collect();
        let (weight, adjustable) = (row.figure("weight"), row.flag("adjustable"));
        let (required, open) = (row.flag("required"), row.flag("open"));
        let bands = row.tables("bands", read_band);
        let own = |text: Option<Located<String>>| text.map(|text| text.value);
        let (explanation, standard) = (own(row.text("explanation")), own(row.text("standard")));
        let unit = own(row.text("unit"));
        row.finish(&["level", "name"]);
        Some(RubricIndicator {
            level: level?.value,
            name: name?,
            aliases,
            parent: None,
            weight,
            adjustable,
            required,
            open,
            bands,
            explanation,
            standard,
            unit,
        })
    });
    let adjustments = fields.tables("adjustments", |limit| {
        let (name, maximum) = (limit.text("name"), limit.figure("maximum"));
        limit.finish(&["name", "maximum"]);
        Some(AdjustmentLimit { name: name?.value, maximum: maximum?.value })
    });
    let sections = fields.text_lists("sections");
    fields.finish(&["name"]);
    let levels: Vec<u32> = indicators.iter().map(|row| row.level).collect();
    for (row, parent) in indicators.iter_mut().zip(outline::parents(&levels)) {
        row.parent = parent;
    }
    Some(Rubric {
        id: id.to_owned(),
        name: name?.value,
        source: source.map(|text| text.value),
        description: description.map(|text| text.value),
        maximum: maximum.map_or(Decimal::ONE_HUNDRED, |maximum| maximum.value),
        bands,
        indicators,
        adjustments,
        sections,
        span,
    })
}

fn read_band(fields: &mut Fields<'_, '_>) -> Option<Band> {
    let grade = fields.text("grade");
    let aliases = fields.texts("aliases").into_iter().map(|alias| alias.value).collect();
    let from = fields.figure("from");
    let to = fields.figure("to").map(Until::To);
    let below = fields.figure("below").map(Until::Below);
    if to.is_some() && below.is_some() {
        fields.invalid(fields.span(), "below", "expected-one-upper-end");
    }
    fields.finish(&["grade"]);
    Some(Band { grade: grade?, aliases, from, until: to.or(below) })
}
