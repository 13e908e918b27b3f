//! A score above its weight, or below zero.

use rust_decimal::Decimal;

use super::{Check, Example, Found, RESULT, Rule, Subject, named};
use crate::diag::Severity;
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::source::{Located, Span};

pub(super) static RULE: Rule = Rule {
    name: "score-over-weight",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 42 },
#                                                  ^^ score-over-weight
  { level = 1, name = "产出", weight = 60, score = 54 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 54 },
]
"#,
    }),
};

/// What the table of overall goals is called in messages and places.
const GOALS: &str = "年度总体目标";

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (number, goal) in (1..).zip(&subject.project.goals) {
        if let (Some(score), Some(weight)) = (&goal.score, &goal.weight) {
            let name = goal.name.as_ref().map_or_else(|| number.to_string(), |name| name.value.clone());
            compare(found, format!("{GOALS}/{name}"), (GOALS, &name), score, weight.value, Some(weight.span));
        }
    }
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let bonus = evaluation.bonus();
        for adjustment in &evaluation.adjustments {
            let limit = judged.rubric.adjustments.iter().find(|limit| limit.name == adjustment.name);
            let Some(limit) = limit.filter(|limit| limit.is_passed_by(adjustment.score.value)) else { continue };
            let mut finding = found.finding(adjustment.score.span);
            finding.message = Message::new("adjustment-over-maximum")
                .with("of", named(adjustment.name.as_str()))
                .with("printed", adjustment.score.value.to_string())
                .with("maximum", limit.maximum.to_string());
            finding.at = judged.at("加分、扣分", &adjustment.name);
            finding.printed = Some(adjustment.score.value.to_string());
            found.report(finding);
        }
        for indicator in &evaluation.indicators {
            if let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) {
                let place = (judged.table(), indicator.path.as_str());
                compare(found, judged.at(place.0, place.1), place, score, weight.value, Some(weight.span));
            }
        }
        for table in &evaluation.printed {
            for row in &table.rows {
                if let (Some(score), Some(weight)) = (&row.score, &row.weight) {
                    let place = (table.place.value.as_str(), row.of.value.as_str());
                    let extra = if row.of.value == TOTAL { bonus } else { Decimal::ZERO };
                    compare(
                        found,
                        judged.at(place.0, place.1),
                        place,
                        score,
                        weight.value.saturating_add(extra),
                        Some(weight.span),
                    );
                }
            }
        }
        if let (Some(score), Some(maximum)) = (&evaluation.score, judged.maximum()) {
            compare(found, judged.at(RESULT, TOTAL), (RESULT, TOTAL), score, maximum.saturating_add(bonus), None);
        }
    }
}

fn compare(
    found: &mut Found<'_>,
    at: String,
    (place, of): (&str, &str),
    score: &Located<Decimal>,
    weight: Decimal,
    printed_at: Option<Span>,
) {
    if score.value <= weight && score.value >= Decimal::ZERO {
        return;
    }
    let id = if score.value < Decimal::ZERO { "score-below-zero" } else { "score-over-weight" };
    let mut finding = found.finding(score.span);
    finding.message = Message::new(id)
        .with("place", named(place))
        .with("of", named(of))
        .with("printed", score.value.to_string())
        .with("weight", weight.to_string());
    finding.related.extend(printed_at.map(|span| (span, Message::new("column-weight"))));
    finding.at = at;
    finding.printed = Some(score.value.to_string());
    found.report(finding);
}
