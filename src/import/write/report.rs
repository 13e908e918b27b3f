//! Paragraphs and tables that no table of the project holds → `report.md`: headings by their numbers, all else as printed.
//! Nothing that a paragraph says becomes mark-up, but for the marks of figures that stand in the tables too.

use super::{masked, told};
use crate::import::document::{Block, Table, one_line, plain, with_gaps};
use crate::import::draft::Draft;
use crate::privacy::Form;

/// The text of a draft's `report.md`, and how many pieces of personal data were masked. `own` are the publisher's domains.
pub fn report(draft: &Draft, own: &[String]) -> (String, usize) {
    let mut text = String::new();
    let told = told::of(draft);
    for (at, block) in draft.body.iter().enumerate() {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            Block::Paragraph(paragraph) => {
                let words = escaped(&with_gaps(&paragraph.text));
                match level(&paragraph.text, paragraph.heading) {
                    Some(level) => {
                        text += &format!("{} {words}", "#".repeat(level));
                        if draft.moved.contains(&(at + 1)) && draft.body.get(at + 1).is_none_or(is_heading) {
                            text += "\n\n> 注：原文这里是表格，内容列在本页的资金、得分等表中。";
                        }
                    }
                    None => text += &told::marked(&words, &told),
                }
                text.push('\n');
            }
            Block::Table(table) => text += &rows(table),
        }
    }
    masked(&with_footnotes(text), Form::Marked, own)
}

/// Numbers of footnotes, as readers of files write them, as Markdown has them: where number and note both stand here.
fn with_footnotes(mut text: String) -> String {
    for number in 1.. {
        let note = format!("〔注{number}〕");
        let places = text.matches(&note).count();
        if places == 0 {
            break;
        }
        let begins = text.starts_with(&note) || text.contains(&format!("\n{note}"));
        if begins && places == 2 {
            text =
                text.replace(&format!("\n{note}"), &format!("\n[^{number}]: ")).replace(&note, &format!("[^{number}]"));
        }
    }
    text
}

/// The most characters of a line that is a heading.
const HEADING: usize = 80;

/// Level of a heading: by its number, `一、` or `（一）`, or as the file marks it.
fn level(text: &str, marked: Option<u8>) -> Option<usize> {
    let word = plain(text);
    let is_short = word.chars().count() <= HEADING && !word.trim_end_matches(['。', '.']).contains('。');
    let number = |rest: &str| {
        rest.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum::<usize>()
    };
    let first = number(&word);
    if first > 0 && word[first..].starts_with('、') && is_short {
        return Some(2);
    }
    if let Some(inside) = word.strip_prefix('(') {
        let digits = number(inside);
        if digits > 0 && inside[digits..].starts_with(')') && is_short {
            return Some(3);
        }
    }
    marked.map(|level| usize::from(level.clamp(1, 5)) + 1)
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if level(&paragraph.text, paragraph.heading).is_some())
}

/// A table as Markdown has them: the first row its heads, cells that cover several columns followed by empty ones.
fn rows(table: &Table) -> String {
    let width = table.rows.iter().flatten().map(|cell| cell.column + cell.columns).max().unwrap_or(1);
    let mut text = String::new();
    for (at, row) in table.rows.iter().enumerate() {
        let mut cells = vec![String::new(); width];
        for cell in row {
            cells[cell.column] = escaped(&one_line(&cell.text)).replace('|', "\\|");
        }
        text += &format!("| {} |\n", cells.join(" | "));
        if at == 0 {
            text += &format!("|{}\n", "---|".repeat(width));
        }
    }
    text
}

/// A line with what would be mark-up made plain.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let chars: Vec<char> = line.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        let next = chars.get(at + 1).copied();
        let before = at.checked_sub(1).map(|at| chars[at]);
        let is_special = match c {
            '\\' => next.is_some_and(|next| next.is_ascii_punctuation()) || next.is_none(),
            '`' => true,
            '*' | '~' | '_' => next == Some(c) || before == Some(c) || c == '*' && (at == 0 || next.is_none()),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '[' => {
                let close = chars[at..].iter().position(|c| *c == ']').map(|close| at + close);
                let behind = close.and_then(|close| chars.get(close + 1));
                next == Some('^') || matches!(behind, Some('(' | '[' | ':')) || before == Some('!')
            }
            // Behind a bracket it would say what a figure speaks of.
            '{' | '(' => before == Some(']'),
            '#' | '>' | '+' => at == 0,
            '=' | '-' => at == 0 && (next == Some(' ') || chars.iter().all(|other| *other == c)),
            _ => false,
        };
        if is_special {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::{Cell, Paragraph};
    use crate::syntax::markdown;

    /// The words that a reader sees.
    fn seen(markdown: &str) -> String {
        let rendered = markdown::render(markdown);
        assert_eq!((rendered.lost, rendered.raw_html), Default::default(), "{markdown}");
        let mut text = String::new();
        let mut rest = rendered.html.as_str();
        while let Some(start) = rest.find('<') {
            text.push_str(&rest[..start]);
            rest = &rest[start + rest[start..].find('>').unwrap_or(0) + 1..];
        }
        text.push_str(rest);
        let text = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
            .iter()
            .fold(text, |text, (entity, c)| text.replace(entity, c));
        text.split_whitespace().collect()
    }

    #[test]
    fn whatever_a_paragraph_says_is_seen_and_nothing_is_mark_up() {
        for line in [
            "支出[1]{x}见**附表**。",
            "<script>alert(1)</script> & <b>粗</b>",
            "[链接](javascript:alert(1)) ![图](http://example.com/a.png)",
            "# 不是标题",
            "> 不是引文",
            "- 不是列表",
            "`代码` ```三``` ~~删去~~ __粗__ ____年",
            "* 必填项",
            "| 不是 | 表格 |",
            "===",
            "---",
            "***",
            "a\\*b\\",
            "[^1]: 不是脚注",
            "[引]: https://example.com",
            "&nbsp;&#35;&lt;",
            "<https://example.com>",
            "[92分]{score}",
            "    缩进四格",
            "+ 加号",
            "分值*完成率*100%",
            "$x$ {{ template }}",
        ] {
            let body = vec![Block::Paragraph(Paragraph { heading: None, text: line.to_owned() })];
            let (text, _) = report(&Draft { body, ..Draft::default() }, &[]);
            let expected: String = line.split_whitespace().collect();
            assert_eq!(seen(&text), expected, "{text}");
            let cell = |column| Cell { row: 1, column, columns: 1, rows: 1, text: line.to_owned() };
            let rows = vec![vec![cell(0), cell(1)], vec![cell(0), cell(1)]];
            let table = Table { number: 1, rows, has_columns: true, ..Table::default() };
            let (text, _) = report(&Draft { body: vec![Block::Table(table)], ..Draft::default() }, &[]);
            assert_eq!(seen(&text), expected.repeat(4), "{text}");
        }
    }
}
