//! Full marks for an item of which nothing is said of what was reached, where that is said of others: in a table with actuals of an
//! item with a target, in one without where the overall 实际完成情况 states the actuals of most of its group.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::shared::quantities::actuals_told;
use crate::rules::shared::telling;
use crate::rules::{Check, Example, Found, RatedEvaluation, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "full-marks-without-actual",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "10场" },
  { level = 2, name = "办结率", weight = 30, score = 30, target = "98%以上" },
#                                                    ^^ full-marks-without-actual
]
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
  { level = 2, name = "培训场次", weight = 30, score = 30, target = "10场", actual = "10场" },
  { level = 2, name = "办结率", weight = 30, score = 30, target = "98%以上", actual = "99.2%" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let targets_have_actuals = subject.project.targets.iter().any(|target| target.attainment.has_actual());
    for judged in subject.evaluations() {
        let indicators = &judged.evaluation.indicators;
        let (rows, message) = if indicators.iter().any(|indicator| indicator.attainment().has_actual()) {
            let leaves = judged.evaluation.leaves();
            let rows = leaves
                .filter(|row| indicators[*row].attainment().has_target() && is_unanswered(subject, &judged, *row))
                .collect();
            (rows, Message::new("full-marks-without-actual"))
        } else if targets_have_actuals {
            continue;
        } else {
            let told = telling::rows_of_goals(subject, &judged);
            let rows = left_out(subject, &judged, &told);
            (rows, Message::new("full-marks-left-out").with("told", told.len().to_string()))
        };
        let scores: Vec<_> = rows.iter().filter_map(|row| indicators[*row].score.as_ref()).collect();
        let [first, others @ ..] = scores.as_slice() else { continue };
        let names = rows.iter().map(|row| Arg::quoted(indicators[*row].name.value.as_str()));
        let mut finding = found.finding(first.span);
        finding.message = message.with("count", rows.len().to_string()).with("names", Arg::list(names));
        finding.related.extend(others.iter().map(|score| (score.span, Message::new("label-full-marks"))));
        finding.at = judged.at(judged.table(), place::WITHOUT_ACTUAL);
        found.report(finding);
    }
}

/// The items with full marks that the overall 实际完成情况 leaves out, of groups of which it states at least three actuals and those of
/// two thirds of the items, and of which no other text tells.
fn left_out(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, told: &[usize]) -> Vec<usize> {
    let indicators = &judged.evaluation.indicators;
    let leaves: Vec<usize> = judged.evaluation.leaves().collect();
    let is_mostly_told = |parent: Option<usize>| {
        let group = leaves.iter().filter(|row| indicators[**row].parent == parent).count();
        let told = told.iter().filter(|row| indicators[**row].parent == parent).count();
        told >= 3 && told * 3 >= group * 2
    };
    let texts = texts(subject);
    leaves
        .iter()
        .copied()
        .filter(|row| is_mostly_told(indicators[*row].parent) && is_unanswered(subject, judged, *row))
        .filter(|row| !indicators[*row].is_explained())
        .filter(|row| !texts.iter().any(|text| telling::tells_result_of(text, &indicators[*row].name.value)))
        .collect()
}

/// The texts that may tell how an item came out: the narrative and the overall 实际完成情况.
fn texts<'a>(subject: &'a Subject<'_>) -> Vec<&'a str> {
    let sections = subject.narrative.iter().flat_map(|narrative| &narrative.sections);
    let blocks = sections.flat_map(|section| &section.blocks).map(|block| block.text.as_str());
    let actuals = subject.project.goals.iter().filter_map(|goal| goal.actual.as_ref());
    blocks.chain(actuals.map(|actual| actual.value.as_str())).collect()
}

fn is_unanswered(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, row: usize) -> bool {
    let indicator = &judged.evaluation.indicators[row];
    let full_marks = judged.evaluation.points_lost(row) == Some(Decimal::ZERO)
        && indicator.score.as_ref().is_some_and(|score| score.value > Decimal::ZERO);
    full_marks
        && indicator.not_applicable.is_none()
        && !indicator.attainment().has_actual()
        && indicator.basis.is_none()
        && actuals_told(subject, judged, row).next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    const ITEMS: [&str; 6] =
        ["绿植租用", "快递送达件数", "印章刻制数量", "复印纸采购", "制作宣传画册", "开展党建工作次数"];
    const TOLD: &str = "绿植[207株]{actual:绿植租用}，快递[962次]{actual:快递送达件数}，刻章[12577个]{actual:印章刻制数量}，复印纸[454件]{actual:复印纸采购}";

    /// What is said where the overall 实际完成情况 is `actual`, with more keys for every item.
    fn said(actual: &str, keys: &str, targets: &str, report: &str) -> Vec<String> {
        let item = |name| format!("  {{ level = 2, name = \"{name}\", weight = 10, score = 10{keys} }},\n");
        let items: String = ITEMS.iter().map(item).collect();
        let goal = format!("[[goals]]\nexpected = \"保障大厅运行\"\nactual = \"{actual}\"\n{targets}");
        let table = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nindicators = [\n";
        let project = format!("{goal}{table}  {{ level = 1, name = \"产出\", weight = 60 }},\n{items}]\n");
        said_by(&RULE, &project, report)
    }

    #[test]
    fn items_that_the_overall_actual_leaves_out_are_named() {
        let said_of_two = "总体目标的实际完成情况写明 4 项完成了多少，没有写得满分的 2 项完成了多少：“制作宣传画册”、“开展党建工作次数”";
        assert_eq!(said(TOLD, "", "", ""), [said_of_two]);
        let with_party = format!("{TOLD}；加强党建，大厅绿植养护到位。");
        assert_eq!(said(&with_party, "", "", ""), [said_of_two], "words of a count without a number");
        let narrative = "## 产出情况\n\n党建活动共开展12次。\n";
        let said_of_one = "总体目标的实际完成情况写明 4 项完成了多少，没有写得满分的 1 项完成了多少：“制作宣传画册”";
        assert_eq!(said(TOLD, "", "", narrative), [said_of_one]);
    }

    #[test]
    fn items_that_may_be_told_elsewhere_or_in_other_words_are_left_alone() {
        let both = "## 产出情况\n\n印制画册500本，党建活动开展十二次。\n";
        assert!(said(TOLD, "", "", both).is_empty(), "told in prose");
        let marked = "## 产出情况\n\n手册[500本]{actual:制作宣传画册}，主题党日[12次]{actual:开展党建工作次数}。\n";
        assert!(said(TOLD, "", "", marked).is_empty(), "told by marks");
        for other in ["，印制手册500本", "，其他各项按计划落实", "，主题党日12次"] {
            assert!(said(&format!("{TOLD}{other}"), "", "", "").is_empty(), "{other}");
        }
        assert!(said("绿植[207株]{actual:绿植租用}", "", "", "").is_empty(), "most are left out");
        assert!(said("绿植207株，快递962次，刻章12577个", "", "", "").is_empty(), "not marked");
        assert!(said(TOLD, ", basis = \"查看台账\"", "", "").is_empty(), "a basis");
        assert!(said(TOLD, ", actual = \"已完成\"", "", "").is_empty(), "a column of actuals");
        let targets = "[[targets]]\nname = \"宣传品\"\ntarget = \"500本\"\nactual = \"500本\"\n";
        assert!(said(TOLD, "", targets, "").is_empty(), "actuals in the list of targets");
    }
}
