//! Figures of a report on a whole year that end before the year does: 到10月底，服务企业128家.

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::project::Project;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::marks;
use crate::syntax::sections::Kind;

pub(super) static RULE: Rule = Rule {
    name: "figures-end-early",
    severity: Severity::Notice,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "截至10月底，受理诉求484件，解决432件。\n^^^^^^^^^^ figures-end-early\n",
    }),
    good: Some(Example {
        path: "report.md",
        text: "截至10月底，受理诉求484件；第四季度，受理138件，合计584件。\n\n1-9月，上门服务360人；10月起由镇村办理。\n",
    }),
    ..Rule::PLAIN
};

/// One finding a report, at the first place.
fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let Some(project) = narrative.project else { return };
    let text = &narrative.text;
    let Some(last_month) = last_month(project) else { return };
    let mut places = Vec::new();
    for section in &narrative.sections {
        for (number, block) in section.blocks.iter().enumerate() {
            let words = &text[block.range.clone()];
            let is_prose = matches!(block.kind, Kind::Paragraph | Kind::Item);
            let early: Vec<_> = ends(words).filter(|(_, month)| is_prose && *month < last_month).collect();
            let Some((last, _)) = early.last() else { continue };
            let below = section.blocks[number + 1..].iter().map(|block| block.text.as_str());
            let goes_on = ["全年", "年末", "年底", "12月"].iter().any(|word| words.contains(word))
                || words[last.end..].contains("月起")
                || sentences(words[last.end..].split_once(['。', '；']).map_or("", |(_, after)| after))
                    .any(tells_the_rest)
                || below.flat_map(sentences).any(tells_the_rest);
            if !goes_on && speaks_of_one_year(words, project) {
                let start = block.range.start;
                places.extend(early.into_iter().map(|(range, _)| start + range.start..start + range.end));
            }
        }
    }
    let [first, others @ ..] = places.as_slice() else { return };
    let told = places.iter().map(|place| marks::strip(told(&text[place.start..])).into_owned());
    let mut finding = found.finding(Span::new(narrative.file, first.clone()));
    finding.message = Message::new("figures-end-early").with("places", Arg::clauses(told));
    let others = others.iter().map(|place| Span::new(narrative.file, place.clone()));
    finding.related.extend(others.map(|place| (place, Message::new("label-ends-early"))));
    finding.at = Place::of([place::NARRATIVE, place::LAST_MONTH]);
    found.report(finding);
}

fn sentences(words: &str) -> impl Iterator<Item = &str> {
    words.split(['。', '；', '\n'])
}

/// Whether a sentence tells what the last months or the whole year came to.
fn tells_the_rest(sentence: &str) -> bool {
    let rest = ["全年", "第四季度", "四季度", "合计", "12月"];
    rest.iter().any(|word| sentence.find(word).is_some_and(|at| counts_something(&sentence[at..])))
}

/// What a text begins with, up to its second comma: `到10月底，服务企业128家`.
fn told(text: &str) -> &str {
    let ends = text.match_indices(['，', '、', '；', '。', '\n']).map(|(at, _)| at);
    &text[..ends.take(2).last().unwrap_or(text.len())]
}

/// The last month of the project's year that the report covers. Without a printed period, one that was evaluated within the
/// year may cover less than all of it.
fn last_month(project: &Project) -> Option<u8> {
    let year = project.year.value;
    let mut dates = project.evaluations.iter().filter_map(|evaluation| evaluation.date.as_ref());
    match &project.period {
        Some(period) if u32::from(period.to.value.year) == year => Some(period.to.value.month),
        None if dates.any(|date| u32::from(date.value.year) <= year) => None,
        _ => Some(12),
    }
}

/// Whether no other year than the project's is named.
fn speaks_of_one_year(words: &str, project: &Project) -> bool {
    let own = project.year.value.to_string();
    let other_words = ["去年", "上年", "次年", "下年", "明年"].iter().any(|word| words.contains(word));
    !other_words
        && words.match_indices('年').all(|(at, _)| {
            let year = digits_before(&words[..at]);
            year.len() != 4 || year == own
        })
}

/// Places that say how far figures go, and the month: `到10月底`, `1-9月`, with a comma and counted things after it.
fn ends(words: &str) -> impl Iterator<Item = (std::ops::Range<usize>, u8)> + '_ {
    words.match_indices('月').filter_map(|(at, month_word)| {
        let digits = digits_before(&words[..at]);
        let month: u8 = digits.parse().ok().filter(|month| (1..12).contains(month))?;
        let (before, after) = (&words[..at - digits.len()], &words[at + month_word.len()..]);
        let (start, tail) = match after.strip_prefix(['底', '末']) {
            Some(rest) => (start_of_end(before)?, after.len() - rest.len()),
            None => (start_of_range(before)?, 0),
        };
        let rest = after[tail..].strip_prefix('，')?;
        let sentence = rest.split(['。', '；', '\n']).next()?;
        let is_event = EVENTS.iter().any(|word| sentence.contains(word));
        (!is_event && counts_something(sentence)).then(|| (start..at + month_word.len() + tail, month))
    })
}

/// What is done by a month, or over in its season, rather than counted up to it.
const EVENTS: [&str; 26] = [
    "计划",
    "预计",
    "将",
    "拟",
    "招标",
    "竣工",
    "建成",
    "开工",
    "验收",
    "签订",
    "全部",
    "完毕",
    "已完成",
    "春运",
    "暑期",
    "暑假",
    "寒假",
    "汛期",
    "采暖期",
    "供暖",
    "招生",
    "夏令营",
    "学期",
    "缴费期",
    "统计口径",
    "结束",
];

/// Where `到`, `截至` or `截止` stands before a month, with the year between them or not.
fn start_of_end(before: &str) -> Option<usize> {
    let before = without_year(before);
    let start = ["截至", "截止", "到"].iter().find_map(|word| Some(before.strip_suffix(word)?.len()))?;
    (!before[..start].ends_with(['达', '直'])).then_some(start)
}

/// Where `1-` stands before a month.
fn start_of_range(before: &str) -> Option<usize> {
    let before = before.strip_suffix(['-', '—', '–', '－', '～', '~', '至', '到'])?;
    let before = before.strip_suffix('月').unwrap_or(before);
    let first = digits_before(before);
    (first == "1").then(|| before.len() - 1)
}

fn without_year(before: &str) -> &str {
    match before.strip_suffix('年') {
        Some(rest) => rest.trim_end_matches(|c: char| c.is_ascii_digit()),
        None => before,
    }
}

fn digits_before(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_ascii_digit()).len()..]
}

/// Whether a number with a measure word stands in a sentence: 128家, 18.57万件.
fn counts_something(sentence: &str) -> bool {
    let measures = ["件", "次", "人", "家", "户", "份", "条", "场"];
    sentence.char_indices().filter(|(_, c)| c.is_ascii_digit()).any(|(at, _)| {
        let after = sentence[at + 1..].strip_prefix('万').unwrap_or(&sentence[at + 1..]);
        let after = after.strip_prefix(['余', '多']).unwrap_or(after);
        measures.iter().any(|measure| after.starts_with(measure))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_counts_up_to_a_month_before_the_last_are_read() {
        let told = |words: &str| ends(words).map(|(range, month)| (words[range].to_owned(), month)).collect::<Vec<_>>();
        assert_eq!(told("甲。到10月底，服务企业128家。"), [("到10月底".to_owned(), 10)]);
        assert_eq!(told("截至2023年9月末，办理18.57万件。"), [("截至2023年9月末".to_owned(), 9)]);
        assert_eq!(told("2021年1-9月，办理业务3320余件。"), [("1-9月".to_owned(), 9)]);
        for silent in [
            "到10月底，完成3个项目的招标和20家企业的验收。",
            "1-7月不予支付剩余10%的年绩效考核金",
            "服务期限5个月（8月—11月），共3人",
            "10月底，服务企业128家。",
            "到12月底，服务企业128家。",
            "到10月底，运转正常。",
            "截至9月底，12场培训全部举办完毕，参训480人。",
            "到8月底，暑期夏令营12场，参加360人。",
            "1-2月，春运期间服务旅客3000人次。",
            "截至3月底，采暖期供热1200户。",
            "截至9月底，居民养老保险参保12.3万人，年度缴费期结束。",
            "到9月底，秋季学期入学1820人。",
        ] {
            assert!(told(silent).is_empty(), "{silent}");
        }
    }
}
