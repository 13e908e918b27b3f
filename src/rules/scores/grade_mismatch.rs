//! A printed grade is not the grade that the score printed beside it earns.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::TOTAL;
use crate::rules::shared::rounding::addition;
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject, Tables};
use crate::source::Located;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "grade-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 88
grade = "优"
#       ^^^^ grade-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 88
grade = "良"
"#,
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let total = evaluation.score.as_ref().map(|score| score.value);
        match (&evaluation.grade, total) {
            (Some(grade), Some(score)) => {
                let at = judged.at(place::RESULT, TOTAL);
                compare(subject, &judged, found, Statement { place: place::RESULT, of: TOTAL, at, score, grade });
            }
            (Some(grade), None) => compare_with_items(&judged, found, grade),
            (None, _) => {}
        }
        for table in &evaluation.printed {
            for row in &table.rows {
                let Some(grade) = &row.grade else { continue };
                let (place, of) = (table.place.value.as_str(), row.of.value.as_str());
                let at = judged.at(&table.path, &row.path);
                let recomputed = || match of {
                    TOTAL => evaluation.recomputed_total(),
                    path => evaluation.recomputed_score(evaluation.find(path)?),
                };
                let elsewhere =
                    || total.filter(|_| of == TOTAL).or_else(|| recomputed().filter(|_| !evaluation.may_lack_rows()));
                match row.score.as_ref().map(|score| score.value).or_else(elsewhere) {
                    Some(score) => compare(subject, &judged, found, Statement { place, of, at, score, grade }),
                    None if of == TOTAL => compare_with_result(&judged, found, place, at, grade),
                    None => {}
                }
            }
        }
    }
}

fn compare(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, found: &mut Found<'_>, said: Statement<'_>) {
    let Statement { place, of, score, grade, .. } = said;
    let group = match of {
        TOTAL => None,
        path => match judged.evaluation.find(path) {
            Some(row) => Some(row),
            None => return,
        },
    };
    let bands = judged.evaluation.bands(judged.rubric, group);
    if bands.is_empty() {
        return;
    }
    let earned = judged.evaluation.earned(judged.rubric, group, score);
    if earned.is_some_and(|band| band.is_called(&grade.value)) {
        if !compare_with_sum(judged, found, &said, group) {
            found.holds(|| {
                let message = Message::new("holds-grade").with("place", judged.named(place)).with("of", named(of));
                message.with("score", score.to_string()).with("grade", grade.value.as_str())
            });
        }
        return;
    }
    found.report_at(grade.span, |finding| {
        let known = bands.iter().any(|band| band.is_called(&grade.value));
        let otherwise = earned.filter(|_| known && group.is_none()).and_then(|_| set_otherwise(subject));
        let message = match (earned, otherwise) {
            (Some(band), Some(told)) => {
                finding.severity = finding.severity.min(Severity::Notice);
                let message = Message::new("grade-set-otherwise").with("recomputed", band.grade.value.as_str());
                message.with("told", Arg::quoted(told))
            }
            (Some(band), None) if known => Message::new("grade-mismatch").with("recomputed", band.grade.value.as_str()),
            (None, _) if known => {
                finding.severity = finding.severity.min(Severity::Warning);
                Message::new("grade-in-gap")
            }
            _ => {
                let words = bands.iter().map(|band| band.grade.value.as_str());
                Message::new("grade-unknown").with("words", Arg::list(words))
            }
        };
        finding.message = message
            .with("place", named(place))
            .with("of", named(of))
            .with("printed", grade.value.as_str())
            .with("score", score.to_string());
        finding.at = said.at;
        finding.printed = Some(grade.value.clone());
        finding.recomputed = earned.map(|band| band.grade.value.clone());
    });
}

/// Words that tell that a grade was set by something else than the score.
const SET: [&str; 14] = [
    "一票否决",
    "下调",
    "上调",
    "降一",
    "降低",
    "降档",
    "降等",
    "降为",
    "降至",
    "直接定",
    "直接评",
    "直接认定",
    "不得评",
    "不能评",
];
/// What such words are then about.
const GRADES: [&str; 7] = ["评价等级", "评定等级", "绩效等级", "等次", "评级", "一档", "一个等级"];

/// The sentence of the narrative that tells that the grade was set by something else than the score: 一票否决.
fn set_otherwise<'s>(subject: &'s Subject<'_>) -> Option<&'s str> {
    let passages = subject.narrative.iter().flat_map(|narrative| narrative.passages());
    let mut sentences = passages.flat_map(|passage| passage.split(['。', '；', '\n']));
    let tells =
        |sentence: &&str| [&SET[..], &GRADES].iter().all(|words| words.iter().any(|word| sentence.contains(word)));
    sentences.find(tells).map(str::trim)
}

/// A score and the grade beside it: where, and of what.
struct Statement<'a> {
    place: &'a str,
    of: &'a str,
    /// What findings about it are called.
    at: Place,
    score: Decimal,
    grade: &'a Located<String>,
}

/// Whether a grade fits a score that is not the sum of its items, and that sum earns another; reported if so.
fn compare_with_sum(
    judged: &RatedEvaluation<'_>,
    found: &mut Found<'_>,
    said: &Statement<'_>,
    group: Option<usize>,
) -> bool {
    let evaluation = judged.evaluation;
    let sum = group.map_or_else(|| evaluation.recomputed_total(), |row| evaluation.recomputed_score(row));
    let Some(sum) = sum.filter(|sum| number::round(*sum, said.score.scale()) != said.score) else { return false };
    if sum < said.score && evaluation.may_lack_rows() {
        return false;
    }
    // A bonus lifts a total no higher than full marks.
    let is_cut_off = group.is_none() && sum > said.score && !evaluation.adjustments.is_empty();
    let Some(band) = evaluation.earned(judged.rubric, group, sum) else { return false };
    if is_cut_off || band.is_called(&said.grade.value) {
        return false;
    }
    found.report_at(said.grade.span, |finding| {
        finding.severity = finding.severity.min(Severity::Warning);
        finding.message = Message::new("grade-of-right-sum")
            .with("place", named(said.place))
            .with("of", named(said.of))
            .with("printed", said.grade.value.as_str())
            .with("score", said.score.to_string())
            .with("sum", sum.to_string())
            .with("recomputed", band.grade.value.as_str());
        let terms: Vec<Decimal> = evaluation.items(group).unwrap_or_default().iter().map(|item| item.value).collect();
        if !terms.is_empty() && (group.is_some() || evaluation.adjustments.is_empty()) {
            finding.help.push(Message::new("computation").with("computation", addition(&terms, sum)));
        }
        finding.at = said.at.clone();
        finding.printed = Some(said.grade.value.clone());
        finding.recomputed = Some(band.grade.value.clone());
    });
    true
}

/// A grade without a total, beside the total that the items come to, where they are all there is.
fn compare_with_items(judged: &RatedEvaluation<'_>, found: &mut Found<'_>, grade: &Located<String>) {
    let evaluation = judged.evaluation;
    let weights = evaluation.weight_parts(None).and_then(number::sum);
    let mut totals = evaluation.printed.iter().flat_map(|table| &table.rows).filter(|row| row.of.value == TOTAL);
    if weights.is_none() || weights != judged.maximum() || totals.any(|total| total.score.is_some()) {
        return;
    }
    let Some(total) = evaluation.recomputed_total() else { return };
    let Some(band) = evaluation.earned(judged.rubric, None, total).filter(|band| !band.is_called(&grade.value)) else {
        return;
    };
    if !evaluation.bands(judged.rubric, None).iter().any(|band| band.is_called(&grade.value)) {
        return;
    }
    found.report_at(grade.span, |finding| {
        finding.severity = finding.severity.min(Severity::Warning);
        finding.message = Message::new("grade-of-items")
            .with("printed", grade.value.as_str())
            .with("score", total.to_string())
            .with("recomputed", band.grade.value.as_str());
        let items = evaluation.items(None).unwrap_or_default();
        let adjustments = evaluation.adjustments.iter().map(|adjustment| adjustment.score.value);
        let terms: Vec<Decimal> = items.iter().map(|score| score.value).chain(adjustments).collect();
        finding.help.push(Message::new("computation").with("computation", addition(&terms, total)));
        finding.at = judged.at(place::RESULT, TOTAL);
        finding.printed = Some(grade.value.clone());
        finding.recomputed = Some(band.grade.value.clone());
    });
}

/// A grade without any score, beside the grade that the evaluation states as its result.
fn compare_with_result(
    judged: &RatedEvaluation<'_>,
    found: &mut Found<'_>,
    place: &str,
    at: Place,
    grade: &Located<String>,
) {
    let bands = judged.evaluation.bands(judged.rubric, None);
    let Some(result) = &judged.evaluation.grade else { return };
    let band = |word: &str| bands.iter().position(|band| band.is_called(word));
    let same =
        result.value == grade.value || (band(&result.value).is_some() && band(&result.value) == band(&grade.value));
    if same {
        return;
    }
    found.report_at(grade.span, |finding| {
        finding.message = Message::new("grade-told-twice")
            .with("place", named(place))
            .with("printed", grade.value.as_str())
            .with("recomputed", result.value.as_str());
        finding.related.push((result.span, Message::new("label-result")));
        finding.at = at;
        finding.printed = Some(grade.value.clone());
        finding.recomputed = Some(result.value.clone());
    });
}
