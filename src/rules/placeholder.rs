//! Text of a form that was never filled in: 待补充, 请填写, ××年.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::lang::Message;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "placeholder",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "XX年项目支出待补充万元。\n^^ placeholder\n            ^^^^^^ placeholder\n",
    }),
    good: Some(Example { path: "report.md", text: "2023年项目支出45万元。\n" }),
};

const WORDS: [&str; 7] = ["待补充", "待填写", "请填写", "此处填写", "此处插入", "示例文字", "TODO"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.get(file).text;
        let words = WORDS.iter().flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len()));
        let mut places: Vec<_> = words.chain(crosses(text)).collect();
        places.sort_by_key(|range| range.start);
        for range in places {
            let mut finding = found.finding(Span::new(file, range.clone()));
            finding.message = Message::new("placeholder").with("text", &text[range.clone()]);
            finding.at =
                format!("{}/{}", subject.sources.get(file).path.rsplit('/').next().unwrap_or_default(), &text[range]);
            found.report(finding);
        }
    }
}

/// Two or more crosses in a row with a Chinese character beside them: `××年`, `第XX号`.
fn crosses(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_cross = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | 'ｘ');
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut places = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (is_cross(c), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                start = None;
                let before = text[..first].chars().next_back();
                let several = text[first..at].chars().count() >= 2;
                // 王××: a name that the report itself leaves out.
                let is_name = before.is_some_and(is_han)
                    && !text[..first].ends_with('第')
                    && matches!(c, '、' | '，' | '等' | '）');
                if several && !is_name && (before.is_some_and(is_han) || is_han(c)) {
                    places.push(first..at);
                }
            }
            _ => {}
        }
    }
    places
}
