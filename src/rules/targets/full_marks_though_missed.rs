//! Full marks for a numeric target that was missed, without a word of why. Judges no target that is told in words, nor a number alone of what may be kept low.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::direction::Direction;
use crate::rules::shared::cells::is_doubtful;
use crate::rules::shared::proportion::{is_proportional, points};
use crate::rules::shared::targets::{self, Reached};
use crate::rules::shared::wanted::is_more_wanted;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "full-marks-though-missed",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 60, direction = "≥", value = 10, actual_value = 3, unit = "场" },
#                                                  ^^ full-marks-though-missed
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
  { level = 1, name = "产出", weight = 60, score = 60, direction = "≥", value = 10, actual_value = 13, unit = "场" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            let indicator = &judged.evaluation.indicators[row];
            let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) else { continue };
            let Some(reached) = targets::reached(indicator.attainment()) else { continue };
            if is_doubtful(indicator.attainment()) {
                continue;
            }
            let has_full_marks = score.value == weight.value && weight.value > Decimal::ZERO;
            // Points in proportion are worked out by a rule of their own.
            let standard = indicator.standard.as_ref();
            let in_proportion = standard.is_some_and(|standard| is_proportional(&standard.value, weight.value));
            let allows_less = standard.is_some_and(|standard| allows(&standard.value, reached.actual.value));
            let is_plain =
                indicator.not_applicable.is_none() && indicator.weight_over == 1 && !in_proportion && !allows_less;
            let rounds_up = || {
                let scores = judged.evaluation.indicators.iter().filter_map(|row| row.score.as_ref());
                let decimals = scores.map(|score| score.value.scale()).max().unwrap_or_default();
                earns_all(&reached, weight.value, decimals.max(1))
            };
            if !has_full_marks
                || rounds_up()
                || !is_plain
                || !is_missed(&reached, &indicator.path)
                || indicator.is_reasoned()
            {
                continue;
            }
            let mut finding = found.finding(score.span);
            finding.message = Message::new("full-marks-though-missed")
                .with("of", indicator.name.value.as_str())
                .with("target", reached.target_told())
                .with("actual", reached.actual_told())
                .with("printed", score.value.to_string());
            finding.related.push((reached.target.span, Message::new("column-target")));
            finding.related.push((reached.actual.span, Message::new("column-actual")));
            finding.at = judged.at(judged.table(), &indicator.path);
            finding.printed = Some(score.value.to_string());
            found.report(finding);
        }
    }
}

/// Whether a target was missed. One told with `=`, or a number alone, may be passed, or a limit.
fn is_missed(reached: &Reached<'_>, path: &str) -> bool {
    match reached.direction {
        Some(Direction::Equal) => reached.actual.value < reached.target.value && is_more_wanted(reached, path),
        _ => reached.is_met() == Some(false),
    }
}

/// Whether points in proportion to what was reached are all points, rounded to so many decimals: 10 × 99.9% = 9.99, that is 10.0.
fn earns_all(reached: &Reached<'_>, weight: Decimal, decimals: u32) -> bool {
    let (actual, target) = (reached.actual.value, reached.target.value);
    let is_limit = matches!(reached.direction, Some(Direction::AtMost | Direction::LessThan));
    let (part, whole) = if is_limit { (target, actual) } else { (actual, target) };
    let earned = points(weight, part, whole).filter(|_| part != whole && whole > Decimal::ZERO);
    earned.is_some_and(|earned| number::round(earned, decimals) == weight)
}

/// Whether a standard gives full marks from or up to a number that was kept: `达到95%以上得满分`, `不超过110%的不扣分`.
fn allows(standard: &str, actual: Decimal) -> bool {
    let has = |words: &str, of: &[&str]| of.iter().any(|word| words.contains(word));
    let gives_all = |sentence: &&str| has(sentence, &["满分", "不扣分", "全分"]);
    let clauses =
        standard.split(['。', '；', ';', '\n']).filter(gives_all).flat_map(|sentence| sentence.split(['，', ',']));
    clauses.into_iter().filter(|clause| !clause.contains('每')).any(|clause| {
        let at_least = has(clause, &["≥", "以上", "不低于", "不少于", "达到", "超过", "大于", "高于"]);
        let at_most = has(clause, &["≤", "以下", "以内", "不超过", "不高于", "小于", "低于"]);
        numbers(clause).any(|number| at_least && number <= actual || at_most && number >= actual)
    })
}

/// The numbers of a clause that are no points.
fn numbers(clause: &str) -> impl Iterator<Item = Decimal> + '_ {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let ends = clause.char_indices().filter(move |(at, c)| is_digit(*c) && !clause[at + 1..].starts_with(is_digit));
    ends.filter(|(at, _)| !clause[at + 1..].starts_with('分')).filter_map(move |(at, _)| {
        let start = clause[..=at].trim_end_matches(is_digit).len();
        number::parse(&clause[start..=at])
    })
}
