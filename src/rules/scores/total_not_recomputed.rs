//! A total that is scaled up for items that do not apply, in a way that cannot be told from the report. Says of none that it is
//! wrong: there are other ways to scale.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::model::evaluation::{Evaluation, NotApplicable, TOTAL};
use crate::model::sums::Scaled;
use crate::rules::shared::rounding::added;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "total-not-recomputed",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 95
#       ^^ total-not-recomputed
indicators = [
  { level = 1, name = "决策", weight = 40, not_applicable = "renormalised" },
  { level = 1, name = "产出", weight = 60, score = 54, reason = "一处返工" },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 90
indicators = [
  { level = 1, name = "决策", weight = 40, not_applicable = "renormalised" },
  { level = 1, name = "产出", weight = 60, score = 54, reason = "一处返工" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let Some(total) = evaluation.stated_total().filter(|_| evaluation.is_scaled(None)) else { continue };
        let printed = total.value;
        let mut ways = WAYS.into_iter().flat_map(|way| ROUNDED.map(|decimals| compute(evaluation, way, decimals)));
        let agrees = |way: &Option<Computation>| {
            way.as_ref().is_some_and(|way| number::round(way.total, printed.scale()) == printed)
        };
        if let Some(Computation { terms, .. }) = ways.find(agrees).flatten() {
            found.holds(|| {
                Message::new("holds-scaled-total").with("computation", format!("{} = {printed}", added(&terms)))
            });
            continue;
        }
        let mut finding = found.finding(total.span);
        finding.message = Message::new("total-not-recomputed").with("printed", printed.to_string());
        finding.at = judged.at(place::RESULT, TOTAL);
        finding.printed = Some(printed.to_string());
        found.report(finding);
    }
}

/// What the items are scaled up to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// To what the report prints of their outermost group.
    Printed,
    /// All of them to full marks.
    Whole,
    /// Those of an outermost group to its weight.
    Outermost,
    /// Those beside an item that does not apply to the weight of their group.
    Innermost,
}

const WAYS: [Way; 4] = [Way::Printed, Way::Whole, Way::Outermost, Way::Innermost];

/// To how many decimals what is scaled up may have been rounded before it was added.
const ROUNDED: [Option<u32>; 3] = [None, Some(2), Some(1)];

/// A total with the terms that it is the sum of.
struct Computation {
    terms: Vec<String>,
    total: Decimal,
}

impl Computation {
    fn add(&mut self, term: String, value: Decimal) -> Option<()> {
        self.terms.push(term);
        self.total = self.total.checked_add(value)?;
        Some(())
    }
}

/// What a total comes to; `None` where a figure that it takes is not printed.
fn compute(evaluation: &Evaluation, way: Way, decimals: Option<u32>) -> Option<Computation> {
    let mut computed = Computation { terms: Vec::new(), total: Decimal::ZERO };
    let groups: Vec<Option<usize>> = match way {
        Way::Whole => vec![None],
        Way::Printed | Way::Outermost | Way::Innermost => evaluation.children(None).map(Some).collect(),
    };
    groups.into_iter().try_for_each(|group| add_group(evaluation, group, way, decimals, &mut computed))?;
    for line in &evaluation.adjustments {
        computed.add(line.score.value.to_string(), line.score.value)?;
    }
    Some(computed)
}

fn add_group(
    evaluation: &Evaluation,
    group: Option<usize>,
    way: Way,
    decimals: Option<u32>,
    computed: &mut Computation,
) -> Option<()> {
    if let Some(row) = group.filter(|_| !evaluation.is_scaled(group)) {
        let score = evaluation.recomputed_score(row)?;
        return computed.add(score.to_string(), score);
    }
    if let (Way::Printed, Some(row)) = (way, group) {
        let score = evaluation.indicators[row].score.as_ref()?.value;
        return computed.add(score.to_string(), score);
    }
    let is_left_out = |row: usize| evaluation.indicators[row].not_applicable == Some(NotApplicable::Renormalised);
    if way == Way::Innermost && !evaluation.children(group).any(is_left_out) {
        return evaluation
            .children(group)
            .try_for_each(|row| add_group(evaluation, Some(row), way, decimals, computed));
    }
    let scaled = evaluation.scaled(group)?;
    let total = scaled.total()?;
    computed.add(written(&scaled), decimals.map_or(total, |decimals| number::round(total, decimals)))
}

/// `(45 + 36) ÷ 90 × 100`.
fn written(scaled: &Scaled) -> String {
    let scores: Vec<String> = scaled.scores.iter().map(Decimal::to_string).collect();
    let sum = if scores.len() > 1 { format!("({})", scores.join(" + ")) } else { scores.concat() };
    format!("{sum} ÷ {} × {}", scaled.applied, scaled.whole)
}
