//! A score above its weight, or below zero.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity, place};
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::model::outline;
use crate::model::project::Goal;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
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
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let name = |(number, goal): (usize, &Goal)| {
        goal.name.as_ref().map_or_else(|| number.to_string(), |name| name.value.clone())
    };
    let goals = &subject.project.goals;
    let names: Vec<String> = (1..).zip(goals).map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for ((goal, of), path) in goals.iter().zip(&names).zip(outline::numbered(&names)) {
        if let (Some(score), Some(weight)) = (&goal.score, &goal.weight) {
            let at = || Place::of([place::GOALS_OF_YEAR, &path]);
            let said = Statement { place: place::GOALS_OF_YEAR, of, at, score };
            compare(found, said, weight.value, Some(weight.span));
        }
    }
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let bonus = evaluation.bonus();
        let names: Vec<&str> = evaluation.adjustments.iter().map(|adjustment| adjustment.name.as_str()).collect();
        for (adjustment, path) in evaluation.adjustments.iter().zip(outline::numbered(&names)) {
            let limit = judged.rubric.adjustments.iter().find(|limit| limit.name == adjustment.name);
            let Some(limit) = limit.filter(|limit| limit.is_passed_by(adjustment.score.value)) else { continue };
            found.report_at(adjustment.score.span, |finding| {
                finding.message = Message::new("adjustment-over-maximum")
                    .with("of", named(adjustment.name.as_str()))
                    .with("printed", adjustment.score.value.to_string())
                    .with("maximum", limit.maximum.to_string());
                finding.at = judged.at(place::ADJUSTMENTS, &path);
                finding.printed = Some(adjustment.score.value.to_string());
            });
        }
        for indicator in &evaluation.indicators {
            if let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) {
                let (place, of) = (judged.table(), indicator.path.as_str());
                let at = || judged.at(place, of);
                compare(found, Statement { place, of, at, score }, weight.value, Some(weight.span));
            }
        }
        for table in &evaluation.printed {
            for row in &table.rows {
                if let (Some(score), Some(weight)) = (&row.score, &row.weight) {
                    let (place, of) = (table.place.value.as_str(), row.of.value.as_str());
                    let at = || judged.at(&table.path, &row.path);
                    let extra = if row.of.value == TOTAL { bonus } else { Decimal::ZERO };
                    let whole = weight.value.saturating_add(extra);
                    compare(found, Statement { place, of, at, score }, whole, Some(weight.span));
                }
            }
        }
        if let (Some(score), Some(maximum)) = (&evaluation.score, judged.maximum()) {
            let at = || judged.at(place::RESULT, TOTAL);
            let said = Statement { place: place::RESULT, of: TOTAL, at, score };
            compare(found, said, maximum.saturating_add(bonus), None);
        }
    }
}

/// A printed score: where, and of what.
struct Statement<'a, At> {
    place: &'a str,
    of: &'a str,
    /// What findings about it are called.
    at: At,
    score: &'a Located<Decimal>,
}

fn compare(
    found: &mut Found<'_>,
    said: Statement<'_, impl FnOnce() -> Place>,
    weight: Decimal,
    printed_at: Option<Span>,
) {
    let Statement { place, of, at, score } = said;
    if score.value <= weight && score.value >= Decimal::ZERO {
        return;
    }
    let id = if score.value < Decimal::ZERO { "score-below-zero" } else { "score-over-weight" };
    found.report_at(score.span, |finding| {
        finding.message = Message::new(id)
            .with("place", named(place))
            .with("of", named(of))
            .with("printed", score.value.to_string())
            .with("weight", weight.to_string());
        finding.related.extend(printed_at.map(|span| (span, Message::new("column-weight"))));
        finding.at = at();
        finding.printed = Some(score.value.to_string());
    });
}
