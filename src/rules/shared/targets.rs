//! Targets wherever a report lists them, score tables and lists of targets alike, each with its place. Reports nothing itself.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::diag::{Place, place};
use crate::model::claims::{Claim, Quantity, Said};
use crate::model::direction::Direction;
use crate::model::evaluation::Attainment;
use crate::model::outline;
use crate::rules::Subject;
use crate::source::{Located, Span};
use crate::syntax::figure::Measure;
use crate::syntax::number;
use crate::syntax::qualifier::{self, Qualifier};

/// A list of targets: a score table, or the targets that stand apart from one.
pub(crate) struct Aims<'a> {
    /// What findings in it are called, up to the name of the target: `评分表/`.
    place: Place,
    pub all: Vec<Aim<'a>>,
}

/// A target, with what was reached.
pub(crate) struct Aim<'a> {
    pub name: &'a str,
    /// Its path in a score table; elsewhere its name, `#2` behind that of a second one.
    path: Cow<'a, str>,
    /// What it is listed under, outermost first.
    pub kinds: Vec<&'a str>,
    pub attainment: &'a Attainment,
    /// Whether a deviation or a reason stands beside what was reached, or a basis that tells more than what was.
    pub is_explained: bool,
    /// Where its name was written.
    pub span: Span,
}

impl Aims<'_> {
    /// The place of a finding about one of the targets.
    pub(crate) fn at(&self, aim: &Aim<'_>) -> Place {
        self.place.within(&aim.path)
    }

    /// The place of a finding about what was reached of several.
    pub(crate) fn at_actuals(&self) -> Place {
        self.place.within(place::ACTUAL_VALUES)
    }
}

/// The targets of a project: those that stand apart, then those of each evaluation.
pub(crate) fn of<'a>(subject: &'a Subject<'_>) -> Vec<Aims<'a>> {
    let targets = &subject.project.targets;
    let names: Vec<&str> = targets.iter().map(|target| target.name.value.as_str()).collect();
    let paths = outline::numbered(&names);
    let apart = targets.iter().zip(paths).map(|(target, path)| Aim {
        name: &target.name.value,
        path: path.into(),
        kinds: target.kind.iter().map(|kind| kind.value.as_str()).collect(),
        attainment: &target.attainment,
        is_explained: false,
        span: target.name.span,
    });
    let mut lists = vec![Aims { place: Place::of([place::TARGETS]), all: apart.collect() }];
    for judged in subject.evaluations() {
        let rows = &judged.evaluation.indicators;
        let all = rows.iter().filter(|row| row.children.is_empty()).map(|row| {
            let above = std::iter::successors(row.parent, |parent| rows[*parent].parent);
            let mut kinds: Vec<&str> = above.map(|row| rows[row].name.value.as_str()).collect();
            kinds.reverse();
            Aim {
                name: &row.name.value,
                path: row.path.as_str().into(),
                kinds,
                attainment: row.attainment(),
                is_explained: row.is_explained() || row.basis.as_ref().is_some_and(|basis| tells_more(&basis.value)),
                span: row.name.span,
            }
        });
        lists.push(Aims { place: Place::of([judged.table()]).in_evaluation(judged.index), all: all.collect() });
    }
    lists
}

/// Whether a clause of a basis tells something else than figures and that they were reached: `年初按上年的用工量申报`.
fn tells_more(basis: &str) -> bool {
    let of_reaching = ["完成", "达到", "达标", "实现", "超", "满分"];
    let clauses = basis.split(['，', '。', '；', ',', ';', '\n']).map(str::trim).filter(|clause| !clause.is_empty());
    clauses
        .into_iter()
        .any(|clause| !clause.contains(number::is_digit) && !of_reaching.iter().any(|word| clause.contains(word)))
}

/// What marks in the prose state as reached: `[90%]{actual:达标率}`.
pub(crate) fn told_in_prose<'a>(subject: &'a Subject<'_>, aim: &Aim<'_>) -> impl Iterator<Item = &'a Located<Said>> {
    let is_meant = |name: &str| {
        let before = aim.path.strip_suffix(name);
        before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    let claims = subject.project.claims.iter();
    claims.filter_map(move |claim| match claim.quantity()? {
        Quantity::Actual(name) if is_meant(name) => Some(&claim.said),
        _ => None,
    })
}

/// Figures of a target's own text that a section on results tells again under the same mark: the figure in the target,
/// and the one of the results.
pub(crate) fn told_again<'a>(
    subject: &'a Subject<'_>,
    aim: &Aim<'a>,
) -> impl Iterator<Item = (&'a Located<Said>, &'a Located<Said>)> {
    let text = aim.attainment.target.as_ref().map(|target| target.span);
    let is_own = move |claim: &&Claim| text.is_some_and(|text| text.holds(claim.said.span));
    let claims = &subject.project.claims;
    let named = |claim: &'a Claim| claim.quantity().filter(|quantity| matches!(quantity, Quantity::Named(_)));
    claims.iter().filter(is_own).filter_map(move |own| Some((own, named(own)?))).flat_map(move |(own, quantity)| {
        let again = claims.iter().filter(move |claim| claim.quantity() == Some(quantity));
        again.filter(|claim| is_of_results(subject, claim.said.span)).map(|claim| (&own.said, &claim.said))
    })
}

/// Whether a place of the narrative stands under a heading about what was reached.
fn is_of_results(subject: &Subject<'_>, place: Span) -> bool {
    let results = ["完成情况", "实现情况", "产出情况", "效益情况", "效果情况"];
    subject.narrative.filter(|narrative| narrative.file == place.file).is_some_and(|narrative| {
        let section = narrative.sections.iter().rfind(|section| section.range.start <= place.start());
        section.is_some_and(|section| results.iter().any(|word| section.heading.contains(word)))
    })
}

/// A text that is a number with its unit and nothing else: `99.79%`, `1200元/人`. None of dates.
pub(crate) fn bare_number(text: &str) -> Option<(Decimal, &str)> {
    let (value, unit) = number::leading(text)?;
    let is_unit = !unit.contains(|c: char| number::is_digit(c) || "年月日号-—~～至到、，,÷".contains(c));
    (is_unit && !unit.starts_with('/')).then_some((value, unit.trim_end()))
}

/// A target and what was reached of it, as numbers of one unit.
pub(crate) struct Reached<'a> {
    /// As stated, or by the sign before a number; of a bare number, =. `None` where only a number without a sign is stated.
    pub direction: Option<Direction>,
    pub target: Located<Decimal>,
    pub actual: Located<Decimal>,
    pub unit: &'a str,
    sign: &'a str,
}

/// What was reached of a target, where both are numbers, or texts that are each one number: `≥10场` and `8场`.
pub(crate) fn reached(attainment: &Attainment) -> Option<Reached<'_>> {
    let printed = attainment.target.as_ref().map_or("", |target| target.value.as_str());
    let (sign, meant, bare) = signed(printed);
    let (target, unit) = target_number(attainment)?;
    let (actual, actual_unit) = actual_number(attainment)?;
    let is_bare = bare_number(bare).is_some_and(|(value, _)| value == target.value);
    let stated = attainment.direction.as_ref().map(|direction| direction.value);
    let direction = stated.or(is_bare.then_some(meant.unwrap_or(Direction::Equal)));
    let sign = stated.map_or(sign, |direction| direction.symbol());
    (unit == actual_unit).then_some(Reached { direction, target, actual, unit, sign })
}

/// The number of a target and its unit: as filled in, or that of a text that is one number, after its sign.
pub(crate) fn target_number(attainment: &Attainment) -> Option<(Located<Decimal>, &str)> {
    one_number(attainment, &attainment.value, &attainment.target, |text| signed(text).2)
}

/// The number of what was reached and its unit, as [`target_number`]. A text with a sign tells only within which bounds it is.
pub(crate) fn actual_number(attainment: &Attainment) -> Option<(Located<Decimal>, &str)> {
    one_number(attainment, &attainment.actual_value, &attainment.actual, |text| text)
}

fn one_number<'a>(
    attainment: &'a Attainment,
    filled: &Option<Located<Decimal>>,
    text: &'a Option<Located<String>>,
    bare: fn(&str) -> &str,
) -> Option<(Located<Decimal>, &'a str)> {
    if let Some(number) = filled {
        return Some((number.clone(), attainment.unit.as_deref().unwrap_or_default()));
    }
    let text = text.as_ref()?;
    let (value, unit) = bare_number(bare(&text.value))?;
    Some((Located { value, span: text.span }, unit))
}

impl Reached<'_> {
    /// Whether the actual reaches the target. Without a direction only an equal one does, and no other says anything; beyond a
    /// bound may be what is rounded to it, unless it is counted: 95.0% of ＞95%.
    pub(crate) fn is_met(&self) -> Option<bool> {
        let (actual, target) = (self.actual.value, self.target.value);
        let is_rounded = || !matches!(Measure::read(self.unit), Measure::Count(_)) || !actual.is_integer();
        match self.direction {
            Some(Direction::MoreThan | Direction::LessThan) if actual == target && is_rounded() => None,
            Some(direction) => direction.is_met(actual, target),
            None => (actual == target).then_some(true),
        }
    }

    /// The target as it is told: `≥10场`.
    pub(crate) fn target_told(&self) -> String {
        format!("{}{}{}", self.sign, self.target.value, self.unit)
    }

    /// The actual as it is told: `8场`.
    pub(crate) fn actual_told(&self) -> String {
        format!("{}{}", self.actual.value, self.unit)
    }
}

/// Whether a target was reached; `None` where that is not told in numbers.
pub(crate) fn is_met(attainment: &Attainment) -> Option<bool> {
    reached(attainment)?.is_met()
}

/// How a target says that it is to be reached, what that means, and the rest: `≥10场`, `不少于10场`, `10场以上`.
pub(crate) fn signed(target: &str) -> (&str, Option<Direction>, &str) {
    let target = target.trim();
    let equal = ["=", "＝"].into_iter().find(|sign| target.starts_with(sign)).map(|sign| (sign, Direction::Equal));
    let bound = |(words, qualifier): (_, Qualifier)| Some((words, Direction::of(qualifier)?));
    if let Some((sign, meant)) = equal.or(qualifier::at_start(target).and_then(bound)) {
        return (sign, Some(meant), target[sign.len()..].trim_start());
    }
    let behind = qualifier::at_end(target).and_then(bound);
    behind.map_or(("", None, target), |(words, meant)| {
        (meant.symbol(), Some(meant), target[..target.len() - words.len()].trim_end())
    })
}
