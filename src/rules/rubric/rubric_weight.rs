//! A weight that differs from the one the rubric fixes.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::rubric::Match;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};

pub(super) static RULE: Rule = Rule {
    name: "rubric-weight",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "fixed"
indicators = [
  { level = 1, name = "决策", weight = 30 },
#                                      ^^ rubric-weight
  { level = 1, name = "产出", weight = 70 },
#                                      ^^ rubric-weight
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "fixed"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let (evaluation, rubric) = (judged.evaluation, judged.rubric);
        let mut agreeing = 0;
        for (indicator, matched) in evaluation.indicators.iter().zip(evaluation.align(rubric)) {
            let Match::Row(row) = matched else { continue };
            let own = &rubric.indicators[row];
            let (Some(weight), Some(fixed)) = (&indicator.weight, &own.weight) else { continue };
            if weight.value == fixed.value {
                agreeing += 1;
                continue;
            }
            if indicator.weight_over > 1 {
                continue;
            }
            found.report_at(weight.span, |finding| {
                if own.adjustable {
                    finding.severity = finding.severity.min(Severity::Notice);
                }
                finding.message = Message::new(if own.adjustable { "rubric-weight-adjusted" } else { "rubric-weight" })
                    .with("rubric", rubric.name.as_str())
                    .with("of", indicator.path.as_str())
                    .with("printed", weight.value.to_string())
                    .with("recomputed", fixed.value.to_string());
                finding.related.push((fixed.span, Message::new("label-rubric")));
                finding.at = judged.at(judged.table(), &indicator.path);
                finding.printed = Some(weight.value.to_string());
                finding.recomputed = Some(fixed.value.to_string());
            });
        }
        if agreeing > 0 && judged.has_own_table() {
            found.holds(|| {
                let message = Message::new("holds-rubric-weights").with("rubric", rubric.name.as_str());
                message.with("count", agreeing)
            });
        }
    }
}
