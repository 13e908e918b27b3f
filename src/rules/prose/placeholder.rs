//! Text of a form that was never filled in: 待补充, 请填写, ××年, 指标2, ……, 说明完成情况（150字以内）. One finding for all of a file; leaves alone what a text says of forms.

use std::ops::Range;

use crate::diag::{Severity, place};
use crate::model::claims::Texts;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::{number, occurrences};

pub(super) static RULE: Rule = Rule {
    name: "placeholder",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example { path: "report.md", text: "XX年项目支出待补充万元。\n^^ placeholder\n" }),
    good: Some(Example {
        path: "report.md", text: "2023年项目支出45万元，表上“请填写”一栏已取消，请填写人签名。\n"
    }),
    ..Rule::PLAIN
};

const WORDS: [&str; 10] =
    ["待补充", "待填写", "请填写", "此处填写", "此处插入", "示例文字", "TODO", "TBD", "待填", "待核实"];

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for file in [Some(subject.project.file), subject.project.report].into_iter().flatten() {
        let text = &subject.sources.text(file);
        let passages =
            if file == subject.project.file { values(&subject.project.texts, text) } else { paragraphs(text) };
        let unfilled = passages.into_iter().filter(|passage| is_unfilled(&text[passage.clone()]));
        let mut places: Vec<Range<usize>> =
            words(text).chain(crosses(text)).chain(blanks(text)).chain(unfilled).collect();
        places.sort_by_key(|place| place.start);
        found.report_alike(subject.sources, file, &unquoted(text, places), "placeholders", place::UNFILLED);
    }
}

/// The words of a form, where they are not part of a sentence: `请填写` asks where it begins something, `待补充的材料` is
/// no gap.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let gaps = occurrences::of(text, WORDS).filter(|(at, word)| {
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

/// The texts of a project file, without their quotes.
fn values(texts: &Texts, text: &str) -> Vec<Range<usize>> {
    let quotes = ['"', '\''];
    let inside = |place: &Range<usize>| {
        let value = &text[place.clone()];
        let start = place.start + value.len() - value.trim_start_matches(quotes).len();
        trimmed(text, start..start + text[start..place.end].trim_end_matches(quotes).len())
    };
    texts.places().map(inside).collect()
}

/// The cells of tables in a report, and the lines with which something ends: behind which a heading follows, or nothing.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    let mut end = text.len();
    let mut is_last = true;
    for line in text.split_inclusive('\n').rev() {
        let start = end - line.len();
        let written = line.trim_start();
        if written.starts_with('|') {
            let mut at = start;
            for cell in line.split_inclusive('|') {
                passages.push(trimmed(text, at..at + cell.trim_end().trim_end_matches('|').len()));
                at += cell.len();
            }
        } else if is_last && !written.is_empty() && !written.starts_with('#') {
            let marks = line.len() - line.trim_start_matches([' ', '>', '-', '+', '*']).len();
            passages.push(trimmed(text, start + marks..start + line.trim_end_matches(['*', '\n', '\r']).len()));
        }
        is_last = written.starts_with('#') || is_last && written.is_empty();
        end = start;
    }
    passages
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let passage = &text[range.start..range.end.max(range.start)];
    let start = range.start + passage.len() - passage.trim_start().len();
    start..start + passage.trim().len()
}

/// Whether a whole cell or paragraph is what the form itself prints there.
fn is_unfilled(passage: &str) -> bool {
    is_ellipsis(passage) || is_unnamed(passage) || is_instruction(passage)
}

fn is_ellipsis(passage: &str) -> bool {
    passage.contains('…') && passage.chars().all(|c| c == '…')
        || passage.len() >= 3 && passage.chars().all(|c| c == '.')
}

/// `指标2`, `指标 1：`: a form numbers the rows that indicators are to be written in.
fn is_unnamed(passage: &str) -> bool {
    let number = passage.trim_end_matches(['：', ':']).strip_prefix("指标").map(str::trim);
    number.is_some_and(|number| !number.is_empty() && number.chars().all(number::is_digit))
}

/// What an instruction begins with.
const BEGINNINGS: [&str; 12] =
    ["说明", "简述", "填写", "填报", "描述", "概述", "阐述", "列明", "列举", "对照", "简要", "请"];
/// What it asks to do.
const ASKED: [&str; 11] = ["说明", "简述", "填写", "填报", "描述", "概述", "阐述", "列明", "列举", "介绍", "总结"];

/// `对照目标说明完成情况（150字以内）`: it asks for something, says how long it may be, and nothing follows.
fn is_instruction(passage: &str) -> bool {
    let ends = passage.trim_end_matches(['。', '；', ';', ' ']);
    let Some((asking, length)) = ends.strip_suffix(['）', ')']).and_then(|ends| ends.rsplit_once(['（', '('])) else {
        return false;
    };
    let asking = asking.rsplit(['：', ':']).next().unwrap_or_default();
    let asking =
        asking.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十（）().．、 ".contains(c));
    is_length(length)
        && BEGINNINGS.iter().any(|beginning| asking.starts_with(beginning))
        && ASKED.iter().any(|verb| asking.contains(verb))
}

/// `150字以内`, `不超过500字`.
fn is_length(text: &str) -> bool {
    let leads = ["不超过", "控制在", "限", "约", ""];
    let Some(digits) = leads.iter().find_map(|lead| text.trim().strip_prefix(lead)) else { return false };
    let behind = digits.trim_start_matches(number::is_digit);
    behind.len() < digits.len() && ["字", "字以内", "字之内", "字内", "字以下", "字左右"].contains(&behind.trim())
}

/// Of places in their order, those before which no quotation that began on the same line is still open: there the form itself
/// is spoken of.
fn unquoted(text: &str, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_mark = |c: char| "“‘「『”’」』\n".contains(c);
    let mut marks = text.match_indices(is_mark).peekable();
    let mut last = "";
    let mut is_quoted = |place: &Range<usize>| {
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at < place.start) {
            last = mark;
        }
        ["“", "‘", "「", "『"].contains(&last)
    };
    places.into_iter().filter(|place| !is_quoted(place)).collect()
}

/// What a figure or a date is left out before.
const UNITS: [&str; 14] = ["年", "月", "日", "号", "万", "亿", "元", "%", "％", "个", "人", "次", "件", "户"];
/// Common surnames that end no word which a figure may follow (资金××万元).
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟符";

/// How far before crosses the clause or title that they stand in may begin, in bytes: no honest one is as long.
const LOOKED_BACK: usize = 600;

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
                let from = text.floor_char_boundary(first.saturating_sub(LOOKED_BACK));
                let (near, near_place) = (&text[from..], first - from..at - from);
                if is_gap && !is_of_person(near, &near_place) && !is_in_title(near, near_place.start) {
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

/// What below a county has a name that a report may keep to itself.
const LOCALITIES: [&str; 8] = ["村", "镇", "乡", "路", "街", "巷", "社区", "小区"];

/// Whether crosses stand for what a report does not tell of somebody, or where that was: `李××反映`, `××小区`, `（××公司）`.
fn is_of_person(text: &str, place: &Range<usize>) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let clause = before.rfind(['。', '；', '，', '\n', '"']).map_or(before, |end| &before[end..]);
    let is_name = before.ends_with(|c| SURNAMES.contains(c)) && !UNITS.iter().any(|unit| after.starts_with(unit));
    let is_locality = LOCALITIES.iter().any(|of| after.starts_with(of));
    let in_brackets = before.ends_with(['（', '(']) && ["公司", "企业"].iter().any(|of| after.starts_with(of));
    // （名称略）: what is left out on purpose.
    let sentence_before = before.rfind(['。', '\n']).map_or(before, |end| &before[end..]);
    let sentence_after = after.find(['。', '\n']).map_or(after, |end| &after[..end]);
    let on_purpose = ["名称略", "姓名略", "化名", "隐去", "匿名", "代称"];
    let is_left_out = on_purpose.iter().any(|word| sentence_before.contains(word) || sentence_after.contains(word));
    clause.contains('某') || is_name || is_locality || in_brackets || is_left_out
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
        if !line.contains(['_', '＿', '*']) {
            continue;
        }
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
