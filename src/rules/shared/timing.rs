//! When an evaluation is made, by what it and its project are called: before the project, or in its course. Reports nothing itself.

use crate::model::project::Project;
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
    is_called(project, judged, &BEFOREHAND)
}

/// Whether an evaluation is made while its project goes on.
pub(crate) fn is_midway(project: &Project, judged: &RatedEvaluation<'_>) -> bool {
    is_called(project, judged, &MIDWAY)
}

/// Whether one of these words is in what an evaluation, or its project, is called.
fn is_called(project: &Project, judged: &RatedEvaluation<'_>, words: &[&str]) -> bool {
    let names = [Some(project.title.value.as_str()), project.kind.as_deref(), judged.evaluation.place.as_deref()];
    let mut names = names.into_iter().flatten().chain([judged.rubric.name.as_str()]);
    names.any(|name| words.iter().any(|word| name.contains(word)))
}
