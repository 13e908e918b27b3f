//! An indicator said not to be set (未设置), while the report lists a target of that very kind.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::evaluation::{Indicator, NotApplicable};
use crate::rules::{Check, Example, Found, RatedEvaluation, Rule, Subject};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "not-set-but-listed",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "经济效益指标"
name = "节约办事成本"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 54, score = 50 },
  { level = 2, name = "经济效益", weight = 6, score = 6, not_applicable = "full-marks", not_applicable_printed = "未设置，按满分" },
#                                                                                                                ^^^^^^^^^^^^^^^^ not-set-but-listed
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
kind = "社会效益指标"
name = "办结率"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 54, score = 50 },
  { level = 2, name = "经济效益", weight = 6, score = 6, not_applicable = "full-marks", not_applicable_printed = "未设置，按满分" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for indicator in judged.evaluation.indicators.iter() {
            let Some(printed) = indicator.not_applicable_printed.as_ref().filter(|_| is_not_set(indicator)) else {
                continue;
            };
            let name = indicator.name.value.as_str();
            let is_listed = |kind: &str| kind == name || kind.strip_suffix("指标") == Some(name);
            let listed = || {
                subject
                    .project
                    .targets
                    .iter()
                    .filter(|target| target.kind.as_ref().is_some_and(|kind| is_listed(kind.value.trim())))
            };
            let names: Vec<Arg> = listed().map(|target| Arg::quoted(target.name.value.as_str())).collect();
            if names.is_empty() {
                continue;
            }
            let mut finding = found.finding(printed.span);
            finding.message = Message::new("not-set-but-listed")
                .with("name", name)
                .with("printed", printed.value.as_str())
                .with("targets", Arg::list(names));
            finding.help.extend(points_given(&judged));
            finding.related.extend(listed().map(|target| (target.name.span, Message::new("label-target"))));
            finding.at = judged.at(judged.table(), &indicator.path);
            finding.printed = Some(printed.value.clone());
            found.report(finding);
        }
    }
}

fn is_not_set(indicator: &Indicator) -> bool {
    indicator.not_applicable.is_some()
        && indicator.not_applicable_printed.as_ref().is_some_and(|printed| printed.value.contains("未设置"))
}

/// How many points of the table are full marks for what is said not to be set.
fn points_given(judged: &RatedEvaluation<'_>) -> Option<Message> {
    let given: Vec<(&str, Decimal)> = judged
        .evaluation
        .indicators
        .iter()
        .filter(|indicator| is_not_set(indicator) && indicator.not_applicable == Some(NotApplicable::FullMarks))
        .filter_map(|indicator| Some((indicator.name.value.as_str(), indicator.weight.as_ref()?.value)))
        .collect();
    let sum = number::sum(given.iter().map(|(_, points)| *points)).filter(|sum| *sum > Decimal::ZERO)?;
    let terms: Vec<String> = given.iter().map(|(name, points)| format!("{name} {points}")).collect();
    let computation = match terms.as_slice() {
        [one] => one.clone(),
        several => format!("{} = {sum}", several.join(" + ")),
    };
    Some(Message::new("points-not-set").with("sum", sum.to_string()).with("computation", computation))
}
