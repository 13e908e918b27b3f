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

const WORDS: [&str; 10] =
    ["待补充", "待填写", "请填写", "此处填写", "此处插入", "示例文字", "TODO", "TBD", "待填", "待核实"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.get(file).text;
        let mut places: Vec<Range<usize>> = words(text).chain(crosses(text)).chain(blanks(text)).collect();
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
            "待填" | "待核实" => {
                before.ends_with(['（', '(', '：', ':', '|', ' '])
                    && after.trim_start_matches(' ').starts_with(['）', ')', '|'])
            }
            "TODO" | "TBD" => {
                let goes_on = |c: char| c.is_ascii_alphanumeric();
                !after.starts_with(goes_on) && !before.ends_with(goes_on)
            }
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

/// What a figure or a date is left out before.
const UNITS: [&str; 14] = ["年", "月", "日", "号", "万", "亿", "元", "%", "％", "个", "人", "次", "件", "户"];
/// Common surnames that end no word which a figure may follow (资金××万元).
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟符";

/// Crosses that stand for something to be filled in: `××年`, `第XX号`, `X月X日`. Names that a report leaves out, titles
/// of model documents and types of devices are none.
fn crosses(text: &str) -> Vec<Range<usize>> {
    let is_cross = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | 'ｘ');
    let mut places = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (is_cross(c), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                start = None;
                let place = first..at;
                let is_gap = match text[place.clone()].chars().count() {
                    1 => is_part_of_date(text, &place),
                    _ => is_left_open(text, &place),
                };
                if is_gap && !is_of_person(text, &place) && !is_in_title(text, first) {
                    places.push(place);
                }
            }
            _ => {}
        }
    }
    places
}

/// One cross before 月 or 日, or before 年 where nothing else stands: `2023年X月X日`, `×年×月`.
fn is_part_of_date(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let begins =
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "，。；：（、年月于至到\"".contains(c));
    begins && (after.starts_with(['年', '月']) || before.ends_with('月') && after.starts_with('日'))
}

/// Several crosses with a Chinese character beside them, where no name or type goes on.
fn is_left_open(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_name = before.ends_with(is_han) && !before.ends_with('第') && after.starts_with(['、', '，', '等', '）']);
    let is_type = after.starts_with('型')
        || after.strip_prefix('-').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    let is_of_telephone = before.strip_suffix('-').is_some_and(|area| area.ends_with(|c: char| c.is_ascii_digit()));
    !is_name && !is_type && !is_of_telephone && (before.ends_with(is_han) || after.starts_with(is_han))
}

/// Whether crosses stand for what a report does not tell of somebody: `李××反映`, `某乡镇××村`, `（××公司）`.
fn is_of_person(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let clause = before.rfind(['。', '；', '，', '\n', '"']).map_or(before, |end| &before[end..]);
    let is_name = before.ends_with(|c| SURNAMES.contains(c)) && !UNITS.iter().any(|unit| after.starts_with(unit));
    let in_brackets =
        before.ends_with(['（', '(']) && ["公司", "企业", "村", "镇", "乡"].iter().any(|of| after.starts_with(of));
    clause.contains('某') || is_name || in_brackets
}

/// Whether a title that began on the same line is still open.
fn is_in_title(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |newline| newline + 1)..at];
    line.rfind('《').is_some_and(|opened| !line[opened..].contains('》'))
}

/// Blanks to be written on, and asterisks for an amount: `___年___月`, `**万元`.
fn blanks(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for (at, line) in text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line))
    }) {
        let mut from = 0;
        while let Some(start) = line[from..].find(['_', '＿']).map(|start| from + start) {
            from = line.len() - line[start..].trim_start_matches(['_', '＿']).len();
            let is_blank = line[start..from].chars().count() >= 3;
            if is_blank && UNITS.iter().any(|unit| line[from..].starts_with(unit)) {
                places.push(at + start..at + from);
            }
        }
        let escaped =
            line.match_indices(r"\*\*").filter(|(start, mark)| line[start + mark.len()..].starts_with("万元"));
        places.extend(escaped.map(|(start, mark)| at + start..at + start + mark.len()));
        let mut in_bold = false;
        for (start, mark) in line.match_indices("**") {
            let behind = &line[start + mark.len()..];
            let amount = behind.strip_prefix("万元").or_else(|| behind.strip_prefix("亿元"));
            let ends = |rest: &str| rest.trim_end().is_empty() || rest.starts_with(['，', '。', '；', '、', '）']);
            if !in_bold && amount.is_some_and(ends) {
                places.push(at + start..at + start + mark.len());
            } else {
                in_bold = !in_bold;
            }
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
        for gap in ["（待填）", "金额：TBD", "（待核实）", "| 待核实 |"] {
            assert_eq!(gaps(gap), 1, "{gap}");
        }
        for sentence in ["待核实的线索12条", "线索待核实后处理"] {
            assert_eq!(gaps(sentence), 0, "{sentence}");
        }
        for sentence in
            ["窗口提醒群众请填写意见表", "请填写人签名", "写“请填写”的一栏", "待补充材料的办件12件", "资料待补充的企业"]
        {
            assert_eq!(gaps(sentence), 0, "{sentence}");
        }
    }

    #[test]
    fn crosses_of_names_titles_and_types_are_no_gaps() {
        for text in ["××年", "第XX号", "XX万元", "支出资金××万元", "李某反映。××年完成", "2023年X月", "委托××公司实施"]
        {
            assert_eq!(crosses(text).len(), 1, "{text}");
        }
        assert_eq!(crosses("2023年X月X日").len(), 2);
        assert_eq!(crosses("×年×月").len(), 2);
        for text in [
            "王某××路××号反映。",
            "李××反映的问题已办结。",
            "群众符××来电。",
            "某企业（××公司）退税。",
            "一家企业（××公司）退税。",
            "某乡镇××村的路灯。",
            "《关于印发××办法的通知》",
            "型号为XX-200",
            "XX型设备",
            "王××、李××等",
            "3×4米",
            "X日游",
            "拨打12345-××××反映",
        ] {
            assert_eq!(crosses(text), [], "{text}");
        }
    }

    #[test]
    fn blanks_are_found_and_bold_words_are_none() {
        for (text, count) in [
            ("___年___月", 2),
            ("支出**万元，结余**万元", 2),
            (r"支出\*\*万元", 1),
            ("支出**185**万元", 0),
            ("**万元以上的项目**", 0),
            ("__重点__年", 0),
            ("**项目**支出", 0),
        ] {
            assert_eq!(blanks(text).len(), count, "{text}");
        }
    }
}
