//! One indicator under two names in one report: 项目效益 in one table, 项目效果 in the other.

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "level-name-differs",
    severity: Severity::Notice,
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
place = "汇总表"
rows = [{ of = "产出", label = "成果", score = 54 }]
#                              ^^^^^^ level-name-differs
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
place = "汇总表"
rows = [{ of = "产出", label = "产出指标", score = 54 }]
"#,
    }),
    ..Rule::PLAIN
};

/// Words that head a column or row of figures and name no indicator.
const GENERIC: [&str; 10] = ["小计", "合计", "总计", "总分", "总体", "得分", "分值", "评分", "分数", "权重"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        for table in &evaluation.printed {
            for row in table.rows.iter().filter(|row| row.of.value != TOTAL) {
                let Some(label) = &row.label else { continue };
                let Some(indicator) = evaluation.find(&row.of.value).map(|row| &evaluation.indicators[row]) else {
                    continue;
                };
                let (printed, name) = (label.value.trim(), indicator.name.value.trim());
                let is_generic = GENERIC.iter().any(|word| printed.contains(word));
                if is_generic || printed.contains(name) || name.contains(printed) {
                    continue;
                }
                let place = table.place.value.as_str();
                let mut finding = found.finding(label.span);
                finding.message = Message::new("level-name-differs")
                    .with("place", place)
                    .with("printed", printed)
                    .with("table", judged.table())
                    .with("name", name);
                finding.related.push((indicator.name.span, Message::new("label-score-table")));
                finding.at = judged.at(&table.path, &row.path);
                finding.printed = Some(printed.to_owned());
                found.report(finding);
            }
        }
    }
}
