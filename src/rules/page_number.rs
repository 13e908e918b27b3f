//! Page numbers of the paper document that stayed in the text as paragraphs of their own. One finding for all of a text.

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;

pub(super) static RULE: Rule = Rule {
    name: "page-number",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "项目按计划完成。\n\n— 12 —\n^^^^^^^^ page-number\n\n资金按时到位。\n\n— 13 —\n",
    }),
    good: Some(Example { path: "report.md", text: "项目按计划完成。\n\n12 月资金到位。\n" }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(file) = subject.project.report else { return };
    let lines: Vec<&str> = subject.sources.get(file).text.split_inclusive('\n').collect();
    let is_blank = |line: Option<&&str>| line.is_none_or(|line| line.trim().is_empty());
    let mut places = Vec::new();
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let alone = (number == 0 || is_blank(lines.get(number - 1))) && is_blank(lines.get(number + 1));
        if alone && is_page_number(line.trim()) {
            places.push(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    found.report_alike(subject.sources, file, &places, "page-numbers", "页码");
}

/// `12`, `- 12 -`, `第 3 页`, `第3页 共5页`.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(['-', '—', '–', '－', ' ', '·']);
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let page = || {
        let inner = line.strip_prefix('第')?.split('页').next()?.trim();
        let rest = line.split_once('页')?.1.trim_matches([' ', '，', '/', '共', '页']);
        Some(digits(inner) && (rest.is_empty() || digits(rest.trim())))
    };
    digits(bare) || page().unwrap_or(false)
}
