//! Who signed a form or filled it in, and how people are called. Writes nobody's name.

use super::days::date;
use super::{Person, Recognised};
use crate::import::document::plain;

/// Those who fill in and sign forms, and are no part of what is published.
const PARTS: [&str; 17] = [
    "填表人",
    "填报人",
    "填写人",
    "制表人",
    "经办人",
    "审核人",
    "复核人",
    "审批人",
    "签字人",
    "联系人",
    "单位负责人",
    "部门负责人",
    "财务负责人",
    "主要负责人",
    "分管领导",
    "评价人",
    "自评人",
];

/// Whether words are the label of somebody who fills a form in or signs it, as they stand.
pub(super) fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

/// Whether words are the name of one person: two to four characters, also 吴某, 吴**.
pub(super) fn is_name(text: &str) -> bool {
    let word = plain(text);
    let is_of_name = |c: char| c >= '\u{4e00}' || matches!(c, '*' | '×' | 'x' | 'X' | '·' | '●' | '○');
    (2..=4).contains(&word.chars().count()) && word.chars().all(is_of_name)
}

/// Reads lines of signatures, `评价工作组组长（签字）：吴某`; whether the text is nothing else.
pub(super) fn read_signatures(text: &str, draft: &mut Recognised) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_date = |line: &&str| date(line).is_some() && plain(line).chars().count() <= 11;
    if lines.is_empty() || !lines.iter().all(|line| signature(line).is_some() || is_date(line)) || is_date(&lines[0]) {
        return false;
    }
    for line in lines {
        match signature(line) {
            Some(signature) => draft.signatures.push(signature),
            None => draft.signed = date(line).or(draft.signed.take()),
        }
    }
    true
}

/// The part that somebody signs for, and the name.
pub(super) fn signature(line: &str) -> Option<(String, String)> {
    let word = plain(line);
    let (part, name) = word.split_once("(签")?;
    let (inside, name) = name.split_once(')')?;
    (inside.chars().count() <= 6 && part.chars().count() <= 14).then_some(())?;
    let name = name.trim_start_matches(':');
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || "年月日".contains(c));
    (name.chars().count() <= 4).then(|| (part.to_owned(), name.to_owned()))
}

/// Surname and the rest of a name.
pub(super) fn surname(name: &str) -> &str {
    const COMPOUND: [&str; 12] =
        ["欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "夏侯", "慕容"];
    let compound = COMPOUND.iter().find(|surname| name.starts_with(**surname) && name.chars().count() > 2);
    let first = name.chars().next().map_or(0, char::len_utf8);
    compound.map_or(&name[..first], |surname| &name[..surname.len()])
}

/// Gives evaluators the parts that they signed for, and notes who leads the project too.
pub(super) fn roles(people: &mut [Person], signatures: &[(String, String)], leader: Option<&str>) {
    for person in people {
        let role = signatures.iter().find(|(part, name)| *name == person.name && part.contains("评价"));
        if let Some((part, _)) = role {
            person.entry.text("role", part.clone());
        }
        if leader.map(plain).as_ref() == Some(&person.name) {
            person.entry.value("leads_project", crate::import::draft::Value::Plain("true".to_owned()));
        }
    }
}
