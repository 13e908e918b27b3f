//! A figure in a table of the narrative does not follow from others of its row as those of all other rows do. Takes no head's
//! word for what a column is: the rows show it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_rate, compare_sum, division};
use crate::rules::shared::tabled::{figure_of, is_slip, is_total, place_of};
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::figure::{Figure, Measure};
use crate::syntax::number;
use crate::syntax::tables::{Row, Table, tables};

pub(super) static RULE: Rule = Rule {
    name: "row-mismatch",
    severity: Severity::Warning,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 二、资金使用

| 来源 | 预算（万元） | 支出（万元） | 执行率 |
|---|---|---|---|
| 中央 | 420.5 | 410.5 | 97.62% |
| 省级 | 165 | 162.5 | 98.48% |
| 市级 | 80.5 | 78.2 | 97.14% |
| 县级 | 70 | 63.1 | 91.04% |
#                    ^^^^^ row-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 二、资金使用

| 来源 | 预算（万元） | 支出（万元） | 执行率 |
|---|---|---|---|
| 中央 | 420.5 | 410.5 | 97.62% |
| 省级 | 165 | 162.5 | 98.48% |
| 市级 | 80.5 | 78.2 | 97.14% |
| 县级 | 70 | 63.1 | 90.14% |
",
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let mut choices = 0;
    for table in tables(&narrative.text, &narrative.sections).into_iter().take(limits::WORKED_OUT) {
        let figures = Figures::of(&table);
        choices += figures.relations().count() * table.rows.len();
        if choices > limits::CHOICES {
            return;
        }
        let head = |column: usize| table.head.get(column).copied().flatten().map_or("", |head| head.text.as_str());
        let mut told = BTreeSet::new();
        // Of the relations that a column has, the one that its figures are nearest to.
        let mut holding: BTreeMap<usize, (Decimal, Relation, usize)> = BTreeMap::new();
        for relation in figures.relations() {
            let (row, worked) = match figures.shown(&relation) {
                None => continue,
                Some(Shown::Holding { rows, apart }) => {
                    if holding.get(&relation.result).is_none_or(|(least, ..)| apart < *least) {
                        holding.insert(relation.result, (apart, relation, rows));
                    }
                    continue;
                }
                Some(Shown::But(row, worked)) => (row, worked),
            };
            if !told.insert((relation.result, row)) {
                continue;
            }
            let relation_said = relation.kind.said(relation.of.map(head));
            let Some(cell) = table.rows[row].get(relation.result).copied().flatten() else { continue };
            let place = narrative.places.at(cell.range.start);
            let name = table.rows[row].iter().flatten().next().map_or("", |name| name.text.as_str());
            let unit = if relation.kind.is_rate() { "%" } else { "" };
            let (printed, recomputed) = (cell.text.as_str(), format!("{}{unit}", worked.recomputed));
            found.report_at(Span::new(narrative.file, place_of(&narrative.text, cell)), |finding| {
                finding.message = Message::new("row-mismatch")
                    .with("place", named(&place))
                    .with("row", name)
                    .with("column", head(relation.result))
                    .with("printed", printed)
                    .with("recomputed", recomputed.as_str());
                finding.help.push(Message::new("computation").with("computation", worked.computation));
                finding.help.push(Message::new("as-in-other-rows").with("relation", relation_said));
                finding.at = Place::of([place.as_str(), name, head(relation.result)]);
                finding.printed = Some(printed.to_owned());
                finding.recomputed = Some(recomputed);
            });
        }
        let cell = table.head.iter().flatten().next();
        for (_, relation, rows) in holding.into_values() {
            found.holds(|| {
                let place = cell.map_or_else(String::new, |cell| narrative.places.at(cell.range.start));
                let message = Message::new("holds-rows").with("place", named(&place)).with("n", rows);
                message
                    .with("column", head(relation.result))
                    .with("relation", relation.kind.said(relation.of.map(head)))
            });
        }
    }
}

/// How the figures of a column may follow from those of two others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sum,
    Difference,
    Product,
    /// One of them in per cent of the other.
    Share,
    /// By how much per cent the first is more than the other.
    Growth,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Sum, Kind::Difference, Kind::Product, Kind::Share, Kind::Growth];

    fn is_rate(self) -> bool {
        matches!(self, Kind::Share | Kind::Growth)
    }

    /// It in words, of columns that are called so.
    fn said(self, [one, other]: [&str; 2]) -> Arg {
        Arg::from(match self {
            Kind::Sum => format!("{one} + {other}"),
            Kind::Difference => format!("{one} − {other}"),
            Kind::Product => format!("{one} × {other}"),
            Kind::Share => format!("{one} ÷ {other}"),
            Kind::Growth => format!("({one} − {other}) ÷ {other}"),
        })
    }
}

/// That a column follows from two others.
struct Relation {
    kind: Kind,
    of: [usize; 2],
    result: usize,
}

/// What a figure should be.
struct Worked {
    agreement: Agreement,
    recomputed: Decimal,
    computation: String,
}

/// What the rows of a table show of a relation.
enum Shown {
    /// That so many of them have it, from which their figures are so far apart together, and none has it not.
    Holding { rows: usize, apart: Decimal },
    /// That all but one have it, which should say something else.
    But(usize, Worked),
}

/// The figures of a table, row by row.
struct Figures {
    rows: Vec<Vec<Option<Figure>>>,
    /// Of each row whether it is the total of others.
    totals: Vec<bool>,
    /// Of each column whether it tells points, which nobody rounds.
    points: Vec<bool>,
}

impl Figures {
    /// Those of a table, none of one that is very wide: not every choice of its columns is tried.
    fn of(table: &Table<'_>) -> Figures {
        let rows = if table.head.len() > MOST_COLUMNS { &[][..] } else { &table.rows };
        let figures = |row: &Row<'_>| row.iter().map(|cell| figure_of((*cell)?)).collect();
        let points = table.head.iter().map(|head| head.is_some_and(|head| head.text.contains('分')));
        Figures {
            rows: rows.iter().map(figures).collect(),
            totals: rows.iter().map(is_total).collect(),
            points: points.collect(),
        }
    }

    /// All that its columns could have to do with each other. Of three of which two make up the third, the last is the one that
    /// follows: that is one relation, not three.
    fn relations(&self) -> impl Iterator<Item = Relation> {
        let columns = if self.rows.is_empty() { 0 } else { self.points.len() };
        let with = move |result: usize, kind: Kind| {
            let pairs = (0..columns).flat_map(move |one| (0..columns).map(move |other| [one, other]));
            let is_one = move |[one, other]: &[usize; 2]| match kind {
                Kind::Sum | Kind::Product => one < other && *other < result,
                Kind::Difference => one != other && *one.max(other) < result,
                Kind::Share | Kind::Growth => one != other && *one != result && *other != result,
            };
            pairs.filter(is_one).map(move |of| Relation { kind, of, result })
        };
        (0..columns).flat_map(move |result| Kind::ALL.into_iter().flat_map(move |kind| with(result, kind)))
    }

    /// What the rows show of a relation; `None` where they do not show it, several differ, or the one that does may follow in
    /// another way, as it says not what it should but for a slip.
    fn shown(&self, relation: &Relation) -> Option<Shown> {
        let mut exception = None;
        let (mut rows, mut telling, mut digits, mut apart) = (0, 0, 0, Decimal::ZERO);
        for row in 0..self.rows.len() {
            let Some(worked) = self.work_out(relation, row) else { continue };
            match worked.agreement {
                Agreement::Equal => {
                    let told = self.telling_digits(relation, row);
                    rows += 1;
                    telling += usize::from(told > 0);
                    digits += told;
                    let [.., result] = self.figures(relation, row)?;
                    apart = apart.saturating_add(result.value.saturating_sub(worked.recomputed).abs());
                }
                Agreement::Rounding => {}
                Agreement::Contradiction if exception.is_none() => exception = Some((row, worked)),
                Agreement::Contradiction => return None,
            }
        }
        if telling < FEWEST_ROWS || digits < FEWEST_DIGITS {
            return None;
        }
        let Some((row, worked)) = exception else { return Some(Shown::Holding { rows, apart }) };
        let [.., result] = self.figures(relation, row)?;
        let follows_otherwise = || {
            self.relations()
                .filter(|other| other.result == relation.result)
                .filter_map(|other| self.work_out(&other, row))
                .any(|worked| worked.agreement != Agreement::Contradiction)
        };
        // What other rows have none of may come to it: a third source, what was paid back.
        let apart = result.value.checked_sub(worked.recomputed)?.abs();
        let mut rest = self.rows[row].iter().flatten().map(|figure| figure.value.abs());
        let is_of_more = !relation.kind.is_rate() && rest.any(|value| value == apart);
        // More than all may be told as all.
        let is_capped =
            relation.kind.is_rate() && result.value == Decimal::ONE_HUNDRED && worked.recomputed > Decimal::ONE_HUNDRED;
        let is_slip = is_slip(result.value, worked.recomputed) && !is_of_more && !is_capped;
        (is_slip && !follows_otherwise()).then_some(Shown::But(row, worked))
    }

    fn figures(&self, relation: &Relation, row: usize) -> Option<[&Figure; 3]> {
        let figure = |column: usize| self.rows[row].get(column)?.as_ref();
        Some([figure(relation.of[0])?, figure(relation.of[1])?, figure(relation.result)?])
    }

    /// What the result of a row should be; `None` where a figure is missing or the units do not fit.
    fn work_out(&self, relation: &Relation, row: usize) -> Option<Worked> {
        let [one, other, result] = self.figures(relation, row)?;
        let are_percentages = [one, other].into_iter().any(|figure| figure.measure == Measure::Percent);
        let rounded = if self.points[relation.result] { Rounded::exact } else { Rounded::to_last_place };
        let [a, b] = [rounded(one.value), rounded(other.value)];
        let taken_off = Rounded { value: -b.value, ..b };
        if relation.kind.is_rate() {
            let is_rate = result.measure == Measure::Percent && !are_percentages && one.measure == other.measure;
            let part = if relation.kind == Kind::Share { a } else { a.plus(taken_off)? };
            let (agreement, recomputed) = compare_rate(result.value, part, b).filter(|_| is_rate)?;
            return Some(Worked { agreement, recomputed, computation: division(part.value, b.value, recomputed) });
        }
        let is_alike = one.measure == other.measure && one.measure == result.measure;
        if are_percentages || result.measure == Measure::Percent || !(is_alike || relation.kind == Kind::Product) {
            return None;
        }
        let (worked, sign) = match relation.kind {
            // The total of products is none.
            Kind::Product if self.totals[row] => return None,
            Kind::Product => (of_product(one.value).times(of_product(other.value))?, '×'),
            Kind::Difference => (a.plus(taken_off)?, '−'),
            _ => (a.plus(b)?, '+'),
        };
        let is_rounded = number::round(worked.value, result.value.scale()) == result.value;
        let agreement = match is_rounded {
            true => Agreement::Equal,
            false => compare_sum(rounded(result.value), &[worked], worked.value),
        };
        let recomputed = number::round(worked.value, result.value.scale().max(2)).normalize();
        let computation = format!("{} {sign} {} = {}", one.value, other.value, worked.value.normalize());
        Some(Worked { agreement, recomputed, computation })
    }

    /// How many digits of a result cannot follow by chance: none of nothing, of the whole, of a figure that is repeated.
    fn telling_digits(&self, relation: &Relation, row: usize) -> usize {
        let Some([one, other, result]) = self.figures(relation, row) else { return 0 };
        let is_idle = [one, other].into_iter().any(|figure| figure.value.is_zero() || figure.value == result.value)
            || result.value.is_zero()
            || relation.kind.is_rate() && (one.value == other.value || result.value == Decimal::ONE_HUNDRED);
        let digits = result.value.normalize().mantissa().unsigned_abs().to_string().len();
        if is_idle { 0 } else { digits.min(MOST_DIGITS) }
    }
}

/// A factor: how many there are, or a price, is exact where it is whole.
fn of_product(value: Decimal) -> Rounded {
    if value.scale() == 0 { Rounded::exact(value) } else { Rounded::to_last_place(value) }
}

/// Of wider tables not every choice of three columns is tried.
const MOST_COLUMNS: usize = 12;
/// So many rows show what a column is, with so many digits together, at most so many of each: hardly a table has such a relation
/// by chance.
const FEWEST_ROWS: usize = 2;
const FEWEST_DIGITS: usize = 8;
const MOST_DIGITS: usize = 5;
