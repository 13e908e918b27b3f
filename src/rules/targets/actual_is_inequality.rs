//! Actuals that repeat an inequality (≥95%, 不超过5%) where a result should stand. A result beside it is enough.

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::shared::targets;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "actual-is-inequality",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "按时办结率"
target = "≥95%"
actual = "≥95%"
#        ^^^^^^^ actual-is-inequality
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "按时办结率"
target = "≥95%"
actual = "97.2%"

[[targets]]
name = "投诉率"
target = "≤5%"
actual = "投诉率3%，不超过5%"
"#,
    }),
    ..Rule::PLAIN
};

/// One finding for each list of targets, and one for the overall goals.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
        let texts = list.all.iter().filter(|aim| aim.attainment.actual_value.is_none());
        let texts = texts.filter_map(|aim| Some((Some(aim.name), aim.attainment.actual.as_ref()?)));
        report(texts, list.at_actuals(), found);
    }
    let goals = subject.project.goals.iter().filter_map(|goal| Some((None, goal.actual.as_ref()?)));
    report(goals, Place::of([place::EXPECTED, place::ACTUAL]), found);
}

fn report<'a>(texts: impl Iterator<Item = (Option<&'a str>, &'a Located<String>)>, at: Place, found: &mut Found<'_>) {
    let mut told: Vec<Arg> = Vec::new();
    let mut places: Vec<Span> = Vec::new();
    for (name, text) in texts {
        let printed = marks::strip(&text.value);
        let repeated = inequalities(&printed);
        if repeated.is_empty() {
            continue;
        }
        places.push(text.span);
        told.extend(repeated.into_iter().map(|words| match name {
            Some(name) if !name.contains(words) => Arg::noted(Arg::quoted(words), name),
            _ => Arg::quoted(words),
        }));
    }
    let [first, others @ ..] = places.as_slice() else { return };
    let mut finding = found.finding(*first);
    finding.message =
        Message::new("actual-is-inequality").with("count", Arg::Count(told.len())).with("told", Arg::list(told));
    finding.related.extend(others.iter().map(|other| (*other, Message::new("label-inequality"))));
    finding.at = at;
    found.report(finding);
}

/// The clauses of an actual that say only within which bounds it is: `事项按时办结率≥95%`. In a text of several clauses,
/// only those that name what they are about.
fn inequalities(text: &str) -> Vec<&str> {
    let clauses: Vec<&str> =
        text.split(['，', '；', '。', '、', ';', '\n']).map(str::trim).filter(|clause| !clause.is_empty()).collect();
    let alone = clauses.len() == 1;
    clauses.into_iter().filter(|clause| is_bound(clause, alone)).collect()
}

fn is_bound(clause: &str, alone: bool) -> bool {
    let Some((before, after)) = SIGNS.iter().find_map(|sign| clause.split_once(sign)) else { return false };
    let is_digit = |c: char| c.is_ascii_digit();
    let after = after.trim_start();
    let rest = after.trim_start_matches(|c: char| is_digit(c) || matches!(c, '.' | ','));
    let is_only_number = after.starts_with(is_digit) && !before.contains(is_digit) && !rest.contains(is_digit);
    let compares = COMPARING.iter().any(|word| before.contains(word) || rest.contains(word));
    is_only_number && !compares && (alone || before.chars().count() >= 2)
}

/// Words of a clause that sets a result beside its target.
const COMPARING: [&str; 7] = ["目标", "指标值", "要求", "计划", "标准", "高于", "低于"];

const SIGNS: [&str; 14] = [
    "≥",
    "≤",
    "＞",
    "＜",
    ">",
    "<",
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "不小于",
    "不大于",
    "不能超过",
    "不得超过",
];
