//! When an evaluation is made, by what it and its project are called: before the project, or in its course; and of how long a time its figures are. Reports nothing itself.

use crate::model::evaluation::Evaluation;
use crate::model::project::Project;
use crate::model::rubric::Rubric;
use crate::rules::RatedEvaluation;

/// What evaluations of what is planned are called, which come before the year and the period that they are about.
const BEFOREHAND: [&str; 3] = ["事前", "预评估", "前评估"];
/// What evaluations in the course of a project are called. Of a project itself shorter words may say anything: 视频监控,
/// 义务教育阶段.
const MIDWAY: [&str; 12] = [
    "绩效监控",
    "运行监控",
    "监控自评",
    "中期评价",
    "中期评估",
    "中期绩效",
    "期中",
    "事中",
    "跟踪评价",
    "跟踪评估",
    "阶段评价",
    "阶段性评价",
];

/// Whether an evaluation is made before anything was done.
pub(crate) fn is_beforehand(project: &Project, judged: &RatedEvaluation<'_>) -> bool {
    is_called(project, judged.evaluation, judged.rubric, &BEFOREHAND)
}

/// Whether an evaluation is made while its project goes on.
pub(crate) fn is_midway(project: &Project, judged: &RatedEvaluation<'_>) -> bool {
    is_called(project, judged.evaluation, judged.rubric, &MIDWAY)
}

/// How many months the figures of an evaluated project are of, by its printed period: one that says none is of its year. `None`
/// where it was evaluated before all was done.
pub(crate) fn months_covered(project: &Project, evaluation: &Evaluation, rubric: &Rubric) -> Option<u32> {
    let is_early =
        is_called(project, evaluation, rubric, &BEFOREHAND) || is_called(project, evaluation, rubric, &MIDWAY);
    let months = project.period.as_ref().map_or(12, |period| {
        let month = |year: u16, month: u8| u32::from(year) * 12 + u32::from(month);
        let (from, to) = (period.from.value, period.to.value);
        month(to.year, to.month).saturating_sub(month(from.year, from.month)) + 1
    });
    (!is_early).then_some(months)
}

/// Whether one of these words is in what an evaluation, or its project, is called.
fn is_called(project: &Project, evaluation: &Evaluation, rubric: &Rubric, words: &[&str]) -> bool {
    let names = [Some(project.title.value.as_str()), project.kind.as_deref(), evaluation.place.as_deref()];
    let mut names = names.into_iter().flatten().chain([rubric.name.as_str()]);
    names.any(|name| words.iter().any(|word| name.contains(word)))
}
