//! Grades of one evaluation in words of two vocabularies: 优 in one place, 优秀 in another.

use crate::diag::place::named;
use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::TOTAL;
use crate::rules::{Check, Example, Found, RatedEvaluation, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "two-vocabularies",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
grade = "优"
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "总分", score = 92, grade = "优秀" }]
#                                          ^^^^^^ two-vocabularies
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
grade = "优"
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "总分", score = 92, grade = "优" }]
"#,
    }),
    ..Rule::PLAIN
};

/// A grade as printed: where, and whether in the rubric's own word or another for it.
struct Printed<'a> {
    place: &'a str,
    grade: &'a Located<String>,
    is_own_word: bool,
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        let mut all: Vec<Printed<'_>> =
            evaluation.grade.iter().filter_map(|grade| printed(&judged, place::RESULT, TOTAL, grade)).collect();
        for table in &evaluation.printed {
            let place = table.place.value.as_str();
            all.extend(table.rows.iter().filter_map(|row| printed(&judged, place, &row.of.value, row.grade.as_ref()?)));
        }
        let Some(first) = all.first() else { continue };
        let Some(other) = all.iter().find(|other| other.is_own_word != first.is_own_word) else { continue };
        let mut finding = found.finding(other.grade.span);
        finding.message = Message::new("two-vocabularies").with("words", told(&all));
        finding.related.push((first.grade.span, Message::new("label-other-word")));
        finding.at = judged.at(judged.table(), place::GRADE_WORDS);
        found.report(finding);
    }
}

/// Which vocabulary a printed grade is of; `None` where its band has only one word, or it is no word of the rubric.
fn printed<'a>(
    judged: &RatedEvaluation<'a>,
    place: &'a str,
    of: &str,
    grade: &'a Located<String>,
) -> Option<Printed<'a>> {
    let group = match of {
        TOTAL => None,
        path => Some(judged.evaluation.find(path)?),
    };
    let bands = judged.evaluation.bands(judged.rubric, group);
    let band = bands.iter().find(|band| band.is_called(&grade.value) && !band.aliases.is_empty())?;
    Some(Printed { place, grade, is_own_word: band.grade.value == grade.value })
}

/// `“优”（评价结果）、“优秀”（得分汇总表）`: each word with the places where it stands.
fn told(all: &[Printed<'_>]) -> Arg {
    let mut words: Vec<(&str, Vec<&str>)> = Vec::new();
    for printed in all {
        let word = printed.grade.value.as_str();
        let known = words.iter().position(|(known, _)| *known == word);
        let index = known.unwrap_or_else(|| {
            words.push((word, Vec::new()));
            words.len() - 1
        });
        if !words[index].1.contains(&printed.place) {
            words[index].1.push(printed.place);
        }
    }
    Arg::list(
        words.into_iter().map(|(word, places)| Arg::noted(Arg::quoted(word), Arg::list(places.into_iter().map(named)))),
    )
}
