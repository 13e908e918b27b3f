//! Figures of the narrative that can only be those of the tables: a label that has one meaning stands right before the same
//! figure. Marks them, so that they are compared; leaves all others alone.

use crate::import::draft::{Draft, Value};

/// A figure of the tables as the narrative may tell it.
pub(super) struct Told {
    /// What stands before it, where it is meant.
    labels: &'static [&'static str],
    /// As printed, with its unit.
    figure: String,
    /// What it is of, as marks say it.
    of: String,
}

const SCORE: [&str; 6] = ["综合得分", "总得分", "综合评价得分", "评价总得分", "自评总得分", "自评总分"];
const GRADE: [&str; 6] = ["评价等级为", "评价等次为", "绩效等级为", "绩效等次为", "等级评定为", "等次评定为"];

/// Labels of amounts that mean one of the five and nothing else.
const AMOUNTS: [(&str, &[&str]); 4] = [
    ("budget", &["年初预算", "年初预算数", "年初预算资金", "年初预算金额"]),
    ("adjusted", &["全年预算", "全年预算数", "调整后预算", "调整后预算数"]),
    ("received", &["实际到位", "实际到位资金", "实际到位数"]),
    ("spent", &["实际支出", "实际支出资金", "实际支出数", "全年执行数"]),
];

/// Between a label and its figure.
const LINKS: [&str; 5] = ["为", "是", "共", "共计", "："];

/// Before a label: the figure is another year's.
const OTHERS: [&str; 5] = ["上年", "上年度", "去年", "下年", "下年度"];

/// What of a draft the narrative may tell.
pub(super) fn of(draft: &Draft) -> Vec<Told> {
    let mut told = Vec::new();
    let unit = draft.funds.get("unit").unwrap_or_default();
    for (key, labels) in AMOUNTS {
        if let Some(amount) = draft.funds.get(key).filter(|_| !unit.is_empty()) {
            told.push(Told { labels, figure: format!("{amount}{unit}"), of: format!("funds.{key}") });
        }
    }
    // Evaluations by several have several totals.
    if let Some(score) = draft.evaluation.get("score").filter(|_| draft.others.is_empty()) {
        told.push(Told { labels: &SCORE, figure: format!("{score}分"), of: "score".to_owned() });
    }
    if let Some(grade) = draft.evaluation.get("grade").filter(|_| draft.others.is_empty()) {
        told.push(Told { labels: &GRADE, figure: format!("“{grade}”"), of: "grade".to_owned() });
    }
    let rates = draft.funds.0.iter().find(|(key, _)| *key == "rates");
    if let Some((_, Value::Entries(rates))) = rates
        && let [rate] = rates.as_slice()
        && let (Some(of), Some(to), Some(printed)) = (rate.get("of"), rate.get("to"), rate.get("printed"))
    {
        let of = format!("funds.{of}÷funds.{to}");
        told.push(Told { labels: &["预算执行率", "资金执行率"], figure: printed.to_owned(), of });
    }
    told.retain(|told| told.figure.contains(|c: char| c.is_ascii_digit() || c == '“'));
    told
}

/// A line with the figures marked that it tells of the tables.
pub(super) fn marked(line: &str, told: &[Told]) -> String {
    let mut marks: Vec<(usize, &Told)> = Vec::new();
    for told in told {
        let places = line.match_indices(told.figure.as_str()).map(|(at, _)| at);
        marks.extend(places.filter(|at| is_meant(&line[..*at], told)).map(|at| (at, told)));
    }
    marks.sort_by_key(|(at, _)| *at);
    let (mut text, mut end) = (String::new(), 0);
    for (at, told) in marks {
        text += &format!("{}[{}]{{{}}}", &line[end..at], told.figure, told.of);
        end = at + told.figure.len();
    }
    text + &line[end..]
}

/// Whether what stands before a figure says that it is meant.
fn is_meant(before: &str, told: &Told) -> bool {
    let bare = LINKS.iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
    [before, bare].into_iter().any(|before| {
        told.labels.iter().filter_map(|label| before.strip_suffix(label)).any(|context| {
            !OTHERS.iter().any(|other| context.ends_with(other)) && !context.ends_with(|c: char| c.is_ascii_digit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::draft::Entry;

    fn draft() -> Draft {
        let mut draft = Draft::default();
        draft.funds.text("unit", "万元");
        draft.funds.figure("budget", "185");
        draft.funds.figure("spent", "166.02");
        draft.evaluation.figure("score", "92");
        draft.evaluation.text("grade", "优");
        let mut rate = Entry::default();
        rate.text("of", "spent");
        rate.text("to", "budget");
        rate.text("printed", "89.74%");
        draft.funds.value("rates", Value::Entries(vec![rate]));
        draft
    }

    #[test]
    fn only_a_figure_that_its_label_says_to_be_that_of_the_table_is_marked() {
        let told = of(&draft());
        for (line, expected) in [
            (
                "年初预算185万元，实际支出166.02万元。",
                "年初预算[185万元]{funds.budget}，实际支出[166.02万元]{funds.spent}。",
            ),
            (
                "预算执行率为89.74%，综合得分为92分。",
                "预算执行率为[89.74%]{funds.spent÷funds.budget}，综合得分为[92分]{score}。",
            ),
            ("评价等次为“优”。", "评价等次为[“优”]{grade}。"),
            // Other figures, other units, other years, parts, and labels with more than one meaning.
            ("年初预算1185万元，年初预算185.5万元，年初预算185元。", ""),
            ("上年年初预算185万元，支出166.02万元，其中人员经费185万元。", ""),
            ("项目管理得分92分，评价等次为“优秀”。", ""),
        ] {
            let expected = if expected.is_empty() { line } else { expected };
            assert_eq!(marked(line, &told), expected);
        }
    }
}
