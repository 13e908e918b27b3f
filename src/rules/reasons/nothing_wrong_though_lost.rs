//! Points were lost, and the section or list of problems says 无. Only where the words leave no doubt what they speak of.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::Evaluation;
use crate::model::project::Problem;
use crate::rules::{Check, Example, Found, HangsOn, Narrative, Rule, Subject};
use crate::source::Span;
use crate::syntax::number;
use crate::syntax::sections::{Kind, Section};

pub(super) static RULE: Rule = Rule {
    name: "nothing-wrong-though-lost",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 30, score = 28 },
  { level = 2, name = "产出质量", weight = 30, score = 30 },
]

[[problems]]
category = "项目产出存在的问题"
text = "无"
#      ^^^^ nothing-wrong-though-lost
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "产出数量", weight = 30, score = 28 },
  { level = 2, name = "产出质量", weight = 30, score = 30 },
]

[[problems]]
category = "项目产出存在的问题"
text = "有两场培训没有举办"

[[problems]]
category = "项目决策存在的问题"
text = "无"
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

/// A place that says there is nothing wrong, and the items it speaks of that lost points.
struct Denial {
    of: String,
    span: Span,
    lost: Vec<usize>,
}

/// One finding for the evaluation that the project shows first, listing all places.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(judged) = subject.evaluations().max_by_key(|judged| judged.evaluation.rater.value) else { return };
    let evaluation = judged.evaluation;
    let mut denials = by_category(evaluation, &subject.project.problems);
    denials.extend(subject.narrative.map(|narrative| by_heading(evaluation, narrative)).unwrap_or_default());
    let [first, others @ ..] = denials.as_slice() else { return };
    let mut finding = found.finding(first.span);
    let told = denials.iter().map(|denial| Arg::quoted(denial.of.as_str()));
    finding.message = Message::new("nothing-wrong-though-lost").with("places", Arg::list(told));
    for denial in &denials {
        finding.help.push(written_out(evaluation, denial));
    }
    finding.related.extend(others.iter().map(|other| (other.span, Message::new("label-nothing-wrong"))));
    let mut rows: Vec<usize> = denials.iter().flat_map(|denial| denial.lost.iter().copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    let scores = rows.iter().filter_map(|row| evaluation.indicators[*row].score.as_ref());
    finding.related.extend(scores.map(|score| (score.span, Message::new("label-lost-points"))));
    finding.at = judged.at(place::PROBLEMS, place::NOTHING);
    found.report(finding);
}

/// Categories of the list of problems that name a group and hold nothing but 无.
fn by_category(evaluation: &Evaluation, problems: &[Problem]) -> Vec<Denial> {
    let mut denials: Vec<Denial> = Vec::new();
    for problem in problems {
        let category = problem.category.as_str();
        let of_category = || problems.iter().filter(|other| other.category == category);
        if denials.iter().any(|denial| denial.of == category) || !of_category().all(|one| is_nothing(&one.text.value)) {
            continue;
        }
        let group = bare(category);
        let is_meant = |row: usize| !evaluation.is_leaf(row) && bare(&evaluation.indicators[row].name.value) == group;
        let lost: Vec<usize> =
            lost_points(evaluation).filter(|row| ancestors(evaluation, *row).any(is_meant)).collect();
        if !lost.is_empty() {
            denials.push(Denial { of: category.to_owned(), span: problem.text.span, lost });
        }
    }
    denials
}

/// Sections about problems, or about why targets were missed, that hold nothing but 无.
fn by_heading(evaluation: &Evaluation, narrative: &Narrative<'_>) -> Vec<Denial> {
    let mut denials = Vec::new();
    for (index, section) in narrative.sections.iter().enumerate() {
        let is_last_level = narrative.sections.get(index + 1).is_none_or(|next| next.level <= section.level);
        let Some(subject) = speaks_of(&section.heading).filter(|_| is_last_level) else { continue };
        let Some(span) = only_nothing(narrative, section) else { continue };
        let concerns = |row: &usize| {
            let path = &evaluation.indicators[*row].path;
            subject == Speaks::OfProblems || ["产出", "效益", "效果", "满意"].iter().any(|word| path.contains(word))
        };
        let lost: Vec<usize> = lost_points(evaluation).filter(concerns).collect();
        if !lost.is_empty() {
            denials.push(Denial { of: section.heading.trim().to_owned(), span, lost });
        }
    }
    denials
}

/// What a heading speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    OfProblems,
    OfMissedTargets,
}

/// `其他需要说明的问题` speaks of no problem, and neither `资金管理存在的问题` nor `存在的问题（财务方面）` of the whole project.
fn speaks_of(heading: &str) -> Option<Speaks> {
    let begins = ["存在的问题", "存在的主要问题", "存在问题", "主要问题", "问题及原因", "问题和原因"];
    let numbers = "（）()、.．0123456789一二三四五六七八九十 ";
    let words = heading.trim_start_matches(|c| numbers.contains(c));
    let is_of_part = words.split_once(['（', '(']).is_some_and(|(_, part)| !part.contains("原因"));
    if words.contains("说明") || is_of_part {
        None
    } else if words.contains("未完成") && words.contains("原因") || words.contains("偏差") {
        Some(Speaks::OfMissedTargets)
    } else {
        let (first, rest) = words.split_once('、').unwrap_or((words, ""));
        let speaks = |words: &str| begins.iter().any(|begin| words.starts_with(begin));
        let experience = first.contains("经验") && speaks(rest);
        (speaks(words) || experience).then_some(Speaks::OfProblems)
    }
}

/// The place of the only text of a section, when it says 无.
fn only_nothing(narrative: &Narrative<'_>, section: &Section) -> Option<Span> {
    let mut own = section.blocks.iter().filter(|block| block.kind != Kind::Quote);
    let (only, another) = (own.next()?, own.next());
    (another.is_none() && is_nothing(&only.text)).then(|| Span::new(narrative.file, only.range.clone()))
}

fn is_nothing(text: &str) -> bool {
    let words = text.trim_matches(|c: char| c.is_whitespace() || "。.；;，".contains(c));
    [
        "无",
        "没有",
        "暂无",
        "无问题",
        "没有问题",
        "不存在问题",
        "未发现问题",
        "未发现存在问题",
        "/",
        "本项目无问题",
        "本项目没有问题",
        "本项目不存在问题",
        "项目无问题",
        "无存在问题",
    ]
    .contains(&words)
}

/// `项目产出存在的问题` and `产出指标` are both about 产出.
fn bare(name: &str) -> &str {
    let endings = ["存在的主要问题", "存在的问题", "存在问题", "方面的问题", "的问题", "问题"];
    let name = name.trim();
    let name = endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let name = name.strip_prefix("项目").unwrap_or(name);
    name.strip_suffix("指标").unwrap_or(name)
}

/// Items with fewer points than their weight.
fn lost_points(evaluation: &Evaluation) -> impl Iterator<Item = usize> + '_ {
    evaluation.leaves().filter(|row| evaluation.points_lost(*row).is_some_and(|points| points > Decimal::ZERO))
}

fn ancestors(evaluation: &Evaluation, row: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(evaluation.indicators[row].parent, |row| evaluation.indicators[*row].parent)
}

/// Which items lost points there, and how many.
fn written_out(evaluation: &Evaluation, denial: &Denial) -> Message {
    let points: Vec<Decimal> = denial.lost.iter().filter_map(|row| evaluation.points_lost(*row)).collect();
    let items = denial.lost.iter().zip(&points);
    let items = items.map(|(row, points)| format!("{} {points}", evaluation.indicators[*row].name.value));
    let sum = number::sum(points.iter().copied()).unwrap_or_default();
    Message::new("points-lost")
        .with("of", denial.of.as_str())
        .with("items", Arg::list(items))
        .with("sum", sum.to_string())
}
