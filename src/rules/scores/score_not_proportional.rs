//! The standard gives points in proportion to a rate, the rate is known, and the score is not weight × rate. Leaves standards with thresholds or deductions alone.

use crate::rules::shared::proportion::{comes_to, is_proportional, points};
use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::direction::Direction;
use crate::model::evaluation::Indicator;
use crate::rules::shared::fund_rates;
use crate::rules::shared::targets;
use crate::rules::shared::wanted::is_kept_low;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::source::Span;
use crate::syntax::figure::Share;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "score-not-proportional",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "到位率", weight = 3, standard = "按实际到位资金占计划的比重计分（3分）", score = 2 },
#                                                                                                       ^ score-not-proportional
  { level = 2, name = "培训场次", weight = 57, standard = "完成率*分值", score = 57, direction = "≥", value = 10, actual_value = 9 },
#                                                                                ^^ score-not-proportional
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "到位率", weight = 3, standard = "按实际到位资金占计划的比重计分（3分）", score = 2.5 },
  { level = 2, name = "培训场次", weight = 57, standard = "完成率*分值", score = 51.3, direction = "≥", value = 10, actual_value = 9 },
]
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

/// A part and what it is measured by, each with its place.
struct Rate {
    part: (Decimal, Span),
    whole: (Decimal, Span),
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            compare(subject, &judged, row, found);
        }
    }
}

fn compare(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize, found: &mut Found<'_>) {
    let indicator = &judged.evaluation.indicators[row];
    let (Some(score), Some(weight), Some(standard)) = (&indicator.score, &indicator.weight, &indicator.standard) else {
        return;
    };
    if indicator.weight_over > 1
        || indicator.not_applicable.is_some()
        || indicator.is_explained()
        || !is_proportional(&standard.value, weight.value)
    {
        return;
    }
    let rates = rates(subject, indicator);
    let Some(rate) = rates.first() else { return };
    let earned = |rate: &Rate| points(weight.value, rate.part.0, rate.whole.0);
    let (Some(first), true) = (earned(rate), rates.iter().all(|rate| earned(rate).is_some())) else { return };
    if rates.iter().any(|rate| comes_to(score.value, weight.value, rate.part.0, rate.whole.0)) {
        return;
    }
    let recomputed = number::round(first, 2).normalize();
    let mut finding = found.finding(score.span);
    finding.message = Message::new("score-not-proportional")
        .with("of", indicator.name.value.as_str())
        .with("printed", score.value.to_string())
        .with("recomputed", recomputed.to_string());
    let (Rate { part: (part, _), whole: (whole, _) }, weight) = (rate, weight.value);
    finding
        .help
        .push(Message::new("computation").with("computation", format!("{weight} × {part} ÷ {whole} = {recomputed}")));
    finding.related.push((standard.span, Message::new("column-standard")));
    finding.related.push((rate.part.1, Message::new("label-numerator")));
    finding.related.push((rate.whole.1, Message::new("label-denominator")));
    finding.at = judged.at(judged.table(), &indicator.path);
    finding.printed = Some(score.value.to_string());
    finding.recomputed = Some(recomputed.to_string());
    found.report(finding);
}

/// What the points can be in proportion to: a rate of the funds, by each amount that it can be measured by, or the item's
/// own actual by its target; a percentage also by itself.
fn rates(subject: &Subject<'_>, indicator: &Indicator) -> Vec<Rate> {
    if let Some(rate) = &indicator.rate {
        let printed = match rate.share {
            Share::Percent(percent) => Some((percent, Decimal::ONE_HUNDRED)),
            Share::Bare(_) | Share::Nothing | Share::Near | Share::Unreadable => None,
        };
        let span = rate.printed.span;
        let printed = printed.map(|(part, whole)| Rate { part: (part, span), whole: (whole, span) });
        let total = subject.project.funds.as_ref().map(|funds| &funds.total);
        let stated = total.and_then(|total| Some((total.amount(rate.of.value)?, total.amount(rate.to.value)?)));
        let stated =
            stated.map(|(part, whole)| Rate { part: (part.value, part.span), whole: (whole.value, whole.span) });
        return printed.into_iter().chain(stated).collect();
    }
    if let Some(rate) = fund_rates::called(subject.project.funds.as_ref(), &indicator.name.value) {
        let part = (rate.part.value, rate.part.span);
        return rate.measures().map(|whole| Rate { part, whole: (whole.value, whole.span) }).collect();
    }
    let more_is_better = |reached: &targets::Reached<'_>| match reached.direction {
        Some(Direction::AtLeast) => true,
        Some(Direction::Equal) | None => !is_kept_low(&indicator.path),
        _ => false,
    };
    let Some(reached) = targets::reached(indicator.attainment()).filter(more_is_better) else { return Vec::new() };
    let (part, target) = ((reached.actual.value, reached.actual.span), reached.target);
    let of_target = Rate { part, whole: (target.value, target.span) };
    match reached.unit {
        "%" | "％" => vec![of_target, Rate { part, whole: (Decimal::ONE_HUNDRED, target.span) }],
        _ => vec![of_target],
    }
}
