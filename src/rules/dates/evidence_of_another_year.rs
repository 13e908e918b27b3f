//! What was reached is told of a year before the one that is evaluated: `2022年1-12月满意度调查`. Leaves alone comparisons, documents and what began in another year.

use crate::diag::place::named;
use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;
use crate::syntax::marks;

pub(super) static RULE: Rule = Rule {
    name: "evidence-of-another-year",
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
  { level = 2, name = "满意度", weight = 60, score = 60, basis = "2022年1-12月问卷调查，满意度98%" },
#                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ evidence-of-another-year
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40, basis = "2022年办公会批准，受理意见12条" },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "满意度", weight = 60, score = 60, basis = "问卷调查满意度98%，比2022年高3个百分点" },
]
"#,
    }),
    ..Rule::PLAIN
};

/// Groups of items that tell what was reached.
const OF_RESULTS: [&str; 5] = ["产出", "效益", "效果", "成效", "满意"];
/// Words of figures that a year's work comes to.
const EVIDENCE: [&str; 9] = ["满意", "调查", "问卷", "统计", "办结", "受理", "完成率", "达标率", "合格率"];
/// Words of comparisons, and of what a year before may have begun or laid down.
const OTHERWISE: [&str; 51] = [
    "比", "较", "上年", "去年", "往年", "历年", "增", "提高", "提升", "下降", "减", "基数", "起", "自", "从", "以来",
    "至今", "延续", "规划", "印发", "文件", "通知", "批", "立项", "合同", "签订", "招标", "采购", "建成", "竣工",
    "验收", "启用", "投入", "成立", "出台", "制定", "根据", "依据", "按照", "结转", "累计", "跨年", "高于", "低于",
    "优于", "超过", "会议", "纪要", "版", "修订", "发布",
];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            let indicator = &judged.evaluation.indicators[row];
            if !OF_RESULTS.iter().any(|word| indicator.path.contains(word)) {
                continue;
            }
            let cells = [(&indicator.attainment().actual, place::ACTUAL_VALUES), (&indicator.basis, place::BASIS)];
            for (cell, column) in cells {
                let Some((cell, year)) = cell.as_ref().and_then(|cell| Some((cell, only_year(subject, cell)?))) else {
                    continue;
                };
                let mut finding = found.finding(cell.span);
                finding.message = Message::new("evidence-of-another-year")
                    .with("of", indicator.name.value.as_str())
                    .with("column", named(column))
                    .with("printed", year.to_string())
                    .with("year", subject.project.year.value.to_string());
                finding.related.push((subject.project.year.span, Message::new("fact-year")));
                finding.at = judged.at(judged.table(), &indicator.path).within(column);
                finding.printed = Some(year.to_string());
                found.report(finding);
            }
        }
    }
}

/// The year that a cell tells figures of, where it is before the project's and the only one.
fn only_year(subject: &Subject<'_>, cell: &Located<String>) -> Option<u32> {
    let own = subject.project.year.value;
    let begins = subject.project.period.as_ref().map_or(own, |period| u32::from(period.from.value.year));
    told_year(&marks::strip(&cell.value), own).filter(|year| *year < own && *year < begins)
}

fn told_year(words: &str, own: u32) -> Option<u32> {
    let speaks = |of: &[&str]| of.iter().any(|word| words.contains(word));
    let mut years = words.match_indices('年').filter_map(|(at, _)| {
        let start = words[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (at - start == 4).then(|| words[start..at].parse::<u32>().ok())?
    });
    let first = years.next()?;
    let figures = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let has_figure = figures.into_iter().any(|digits| digits != first.to_string());
    let is_alone = years.all(|year| year == first) && !words.contains(&own.to_string());
    (is_alone && has_figure && speaks(&EVIDENCE) && !speaks(&OTHERWISE)).then_some(first)
}
