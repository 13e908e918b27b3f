//! Page numbers of the paper document that stayed in the text as paragraphs of their own. One finding for all of a text; figures that stand alone are none.

use std::ops::Range;

use crate::diag::{Severity, place};
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "page-number",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "项目按计划完成。\n\n— 12 —\n^^^^^^^^ page-number\n\n资金按时到位。\n\n— 13 —\n",
    }),
    good: Some(Example { path: "report.md", text: "项目按计划完成。\n\n12 月资金到位。\n" }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(file) = subject.project.report else { return };
    let places = page_numbers(&subject.sources.text(file));
    found.report_alike(subject.sources, file, &places, "page-numbers", place::PAGE_NUMBERS);
}

/// Paragraphs that are marked as page numbers, and bare numbers where all of a text count its pages.
fn page_numbers(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_blank = |line: Option<&&str>| line.is_none_or(|line| line.trim().is_empty());
    let (mut places, mut bare) = (Vec::new(), Vec::new());
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let alone = (number == 0 || is_blank(lines.get(number - 1))) && is_blank(lines.get(number + 1));
        let place = start..start + line.trim_end().len();
        match line.trim() {
            words if alone && is_marked(words) => places.push(place),
            words if alone && is_count(words) => bare.push(place),
            _ => {}
        }
        start += line.len();
    }
    if count_pages(text, &bare) {
        places.extend(bare);
        places.sort_by_key(|place| place.start);
    }
    places
}

/// How much stands on a page at least; a row of a table, with its number before it, is shorter.
const PARAGRAPHS: usize = 3;
const CHARACTERS: usize = 300;

/// Whether numbers ascend by one or two, each a page after the one before.
fn count_pages(text: &str, places: &[Range<usize>]) -> bool {
    let value = |place: &Range<usize>| text[place.clone()].trim().parse::<u32>().unwrap_or(0);
    let is_page = |pair: &[Range<usize>]| {
        let between = &text[pair[0].end..pair[1].start];
        let steps = value(&pair[0]) + 1..=value(&pair[0]) + 2;
        steps.contains(&value(&pair[1]))
            && between.lines().filter(|line| !line.trim().is_empty()).count() >= PARAGRAPHS
            && between.chars().filter(|c| !c.is_whitespace()).count() >= CHARACTERS
    };
    places.len() >= 2 && places.windows(2).all(is_page)
}

/// `- 12 -`, `第 3 页`, `第三页 共五页`, `共12页`, `3/12`, `Page 3 of 12`.
pub(crate) fn is_marked(words: &str) -> bool {
    let inner = words.trim_start_matches(DASHES);
    let between = inner.trim_end_matches(DASHES);
    let dashed = inner != words && between != inner && is_count(between.trim());
    let count = |words: &str| is_count(words.trim()) || is_chinese_count(words.trim());
    let all = |words: &str| words.trim().strip_prefix('共').and_then(|all| all.strip_suffix('页')).is_some_and(count);
    let page = words.strip_prefix('第').and_then(|words| words.split_once('页')).is_some_and(|(page, rest)| {
        let rest = rest.trim_matches([' ', '，', '/', '（', '）']);
        count(page) && (rest.is_empty() || all(rest))
    });
    let of = |page: &str, all: &str| {
        let number = |words: &str| words.trim().parse::<u32>().ok().filter(|_| is_count(words.trim()));
        number(page).zip(number(all)).is_some_and(|(page, all)| 1 <= page && page <= all && all > 1)
    };
    let english = words.strip_prefix("Page ").and_then(|words| words.split_once(" of "));
    let parted = words.split_once('/').or(english).is_some_and(|(page, all)| of(page, all));
    dashed || page || all(words) || parted
}

const DASHES: [char; 6] = ['-', '—', '–', '－', ' ', '·'];

fn is_count(words: &str) -> bool {
    (1..=3).contains(&words.chars().count()) && words.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn is_chinese_count(words: &str) -> bool {
    (1..=4).contains(&words.chars().count()) && words.chars().all(|c| "一二三四五六七八九十百".contains(c))
}
