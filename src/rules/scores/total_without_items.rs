//! A printed total of which the report publishes no parts, so that nobody can recompute it. Says nothing of whether it is right.

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::model::evaluation::TOTAL;
use crate::rules::shared::rounding::addition;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "total-without-items",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 100
#       ^^^ total-without-items
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 100
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60, score = 60 },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.project.goals.iter().any(|goal| goal.score.is_some()) {
        return;
    }
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        if let Some((terms, total)) = evaluation.counted_from_full_marks() {
            found.holds(|| Message::new("holds-counted-total").with("computation", addition(&terms, total)));
            continue;
        }
        let is_alone = !evaluation.incomplete && !evaluation.lists_parts();
        let Some(total) = evaluation.score.as_ref().filter(|_| is_alone) else { continue };
        let mut finding = found.finding(total.span);
        finding.message = Message::new("total-without-items").with("printed", total.value.to_string());
        finding.at = judged.at(place::RESULT, TOTAL);
        finding.printed = Some(total.value.to_string());
        found.report(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn a_total_of_which_any_part_is_published_can_be_held_against_it() {
        let said = |rest: &str| {
            let project = format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\n{rest}\n");
            said_by(&RULE, &project, "## 一、评价\n\n综合得分100分。\n")
        };
        assert_eq!(said("score = 100"), ["总分印 100 分，这里没有单列各项得分，本站无法重新核算"]);
        let goals = "[[goals]]\nexpected = \"派遣12人\"\nweight = 60\nscore = 58\n\n[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 98\n";
        assert!(said_by(&RULE, goals, "").is_empty());
        let table = |groups: &str, items: &str| {
            said(&format!(
                "score = 100\nindicators = [{{ level = 1, name = \"产出\"{groups} }}, {{ level = 2, name = \"数量\"{items} }}]"
            ))
        };
        assert_eq!(table(", weight = 100", ", target = \"10场\", actual = \"10场\"").len(), 1);
        assert!(table(", score = 100", "").is_empty(), "groups are published");
        assert!(table("", ", score = 50").is_empty(), "items are published");
        let in_another_table = "score = 100\nindicators = [{ level = 1, name = \"产出\" }]\n[[evaluations.printed]]\nplace = \"汇总表\"\nrows = [{ of = \"产出\", score = 100 }]";
        assert!(said(in_another_table).is_empty(), "groups are published in another table");
        assert!(said("score = 100\nevaluators = [{ surname = \"吴\", post = \"局长\", score = 100 }]").is_empty());
        assert!(said("grade = \"优\"").is_empty(), "there is no total");
    }
}
