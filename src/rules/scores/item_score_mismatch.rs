//! Another place of the report prints another score for the same item.

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::Message;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};

pub(super) static RULE: Rule = Rule {
    name: "item-score-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38 },
  { level = 1, name = "产出", weight = 60, score = 54 },
]
[[evaluations.printed]]
place = "基本信息表"
rows = [{ of = "决策", score = 36 }]
#                              ^^ item-score-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38 },
  { level = 1, name = "产出", weight = 60, score = 54 },
]
[[evaluations.printed]]
place = "基本信息表"
rows = [{ of = "决策", score = 38 }]
"#,
    }),
    hangs_on: HangsOn::Items,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        for table in &evaluation.printed {
            let place = table.place.value.as_str();
            let mut agreeing = 0;
            for row in &table.rows {
                let Some(item) = evaluation.find(&row.of.value).filter(|row| evaluation.is_leaf(*row)) else {
                    continue;
                };
                let (Some(score), Some(expected)) = (&row.score, &evaluation.indicators[item].score) else { continue };
                if score.value == expected.value {
                    agreeing += 1;
                    continue;
                }
                found.report_at(score.span, |finding| {
                    finding.message = Message::new("item-score-mismatch")
                        .with("place", named(place))
                        .with("of", named(row.of.value.as_str()))
                        .with("printed", score.value.to_string())
                        .with("recomputed", expected.value.to_string());
                    finding.related.push((expected.span, Message::new("label-score-table")));
                    finding.at = judged.at(&table.path, &row.path);
                    finding.printed = Some(score.value.to_string());
                    finding.recomputed = Some(expected.value.to_string());
                });
            }
            if agreeing > 0 {
                found.holds(|| Message::new("holds-same-scores").with("place", named(place)).with("count", agreeing));
            }
        }
    }
}
