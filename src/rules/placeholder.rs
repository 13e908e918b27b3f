//! Text of a form that was never filled in: 待补充, 请填写, ××年. One finding for all of a file; leaves alone what a text says of forms.

use std::ops::Range;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;

pub(super) static RULE: Rule = Rule {
    name: "placeholder",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example { path: "report.md", text: "XX年项目支出待补充万元。\n^^ placeholder\n" }),
    good: Some(Example {
        path: "report.md", text: "2023年项目支出45万元，表上“请填写”一栏已取消，请填写人签名。\n"
    }),
};

const WORDS: [&str; 7] = ["待补充", "待填写", "请填写", "此处填写", "此处插入", "示例文字", "TODO"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.get(file).text;
        let mut places: Vec<Range<usize>> = words(text).chain(crosses(text)).collect();
        places.retain(|place| !is_quoted(text, place.start));
        places.sort_by_key(|place| place.start);
        found.report_alike(subject.sources, file, &places, "placeholders", "没有填写的地方");
    }
}

/// The words of a form, where they are not part of a sentence: `请填写` asks where it begins something, `待补充的材料` is
/// no gap.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let places = WORDS.iter().flat_map(|word| text.match_indices(word));
    let gaps = places.filter(|(at, word)| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        match *word {
            "请填写" => {
                let leads = ['\n', '（', '(', '【', '[', '：', ':', '|', '_', '＿', '-', '*', '#'];
                let begins = before.is_empty() || before.trim_end_matches(' ').ends_with(leads);
                (begins || before.ends_with("= \"")) && !after.starts_with(['人', '者', '《', '“'])
            }
            "TODO" => !after.starts_with(|c: char| c.is_ascii_alphanumeric()),
            _ => !["的", "完善", "材料", "资料"].iter().any(|goes_on| after.starts_with(goes_on)),
        }
    });
    gaps.map(|(at, word)| at..at + word.len())
}

/// Whether a quotation that began on the same line is still open: the form itself is spoken of.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |newline| newline + 1)..at];
    let opened = line.rfind(['“', '‘', '「', '『']);
    opened.is_some_and(|opened| !line[opened..].contains(['”', '’', '」', '』']))
}

/// Two or more crosses in a row with a Chinese character beside them: `××年`, `第XX号`.
fn crosses(text: &str) -> Vec<Range<usize>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_forms_are_no_gaps() {
        let gaps = |text: &'static str| words(text).filter(|place| !is_quoted(text, place.start)).count();
        for gap in [
            "（请填写）",
            "请填写完成情况",
            "项目名称：请填写",
            "| 请填写 |",
            "name = \"请填写\"",
            "支出待补充。",
            "TODO",
        ] {
            assert_eq!(gaps(gap), 1, "{gap}");
        }
        for sentence in
            ["窗口提醒群众请填写意见表", "请填写人签名", "写“请填写”的一栏", "待补充材料的办件12件", "资料待补充的企业"]
        {
            assert_eq!(gaps(sentence), 0, "{sentence}");
        }
    }
}
