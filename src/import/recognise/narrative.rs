//! What the text around the tables says: where one project ends and the next begins, the title, the year, who rated. Reads no
//! table but for its words.

use std::collections::BTreeMap;

use super::heads;
use crate::import::document::{Block, Document, Table, one_line, plain};

/// Sheets that name no project go with the sheet before that does.
pub(super) fn joined(documents: &[Document]) -> Vec<Document> {
    let names_project = |document: &Document| {
        document.blocks.iter().any(|block| match block {
            Block::Table(table) => project_named(table).is_some(),
            Block::Paragraph(paragraph) => plain(&paragraph.text).starts_with("项目名称:"),
        })
    };
    let mut joined: Vec<Document> = Vec::new();
    for document in documents {
        match joined.last_mut().filter(|last| names_project(last) && !names_project(document)) {
            Some(last) => {
                last.blocks.extend(document.blocks.iter().cloned());
                last.notices.extend(document.notices.iter().cloned());
            }
            None => joined.push(document.clone()),
        }
    }
    joined
}

/// The parts of a document that tell of one project each. A form begins another where it names another project.
pub(super) fn projects(document: &Document) -> Vec<Document> {
    let mut cuts = vec![0];
    let mut title: Option<String> = None;
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let Some(named) = project_named(table) else { continue };
        if title.as_ref().is_some_and(|title| *title != named) {
            cuts.push(start_of_form(&document.blocks, at, &named));
        }
        title = Some(named);
    }
    cuts.push(document.blocks.len());
    let parts = cuts.windows(2).map(|cut| Document {
        name: document.name.clone(),
        blocks: document.blocks[cut[0]..cut[1]].to_vec(),
        notices: document.notices.clone(),
    });
    parts.collect()
}

fn project_named(table: &Table) -> Option<String> {
    let rows = table.rows.iter();
    let value = |row: &Vec<crate::import::document::Cell>| {
        let at = row.iter().position(|cell| heads::bare(&cell.text) == "项目名称")?;
        // A column of names is a ledger, not a form.
        row.get(at + 1).filter(|next| heads::head(&next.text).is_none()).map(|cell| plain(&cell.text))
    };
    rows.filter_map(value).find(|title| !title.is_empty())
}

/// The captions above a table belong to it, and so does all behind a heading that names its project.
fn start_of_form(blocks: &[Block], table: usize, project: &str) -> usize {
    let above = blocks[..table].iter().rposition(|block| matches!(block, Block::Table(_))).map_or(0, |last| last + 1);
    let names_project = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let text = plain(&paragraph.text);
            text.contains(project) && text.chars().count() <= project.chars().count() + 15 && !text.ends_with('。')
        }
        Block::Table(_) => false,
    };
    if let Some(heading) = blocks[above..table].iter().position(names_project) {
        return above + heading;
    }
    let is_caption = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let text = plain(&paragraph.text);
            text.chars().count() <= 30 && !text.ends_with(['。', '；', '，'])
        }
        Block::Table(_) => false,
    };
    let captions = blocks[..table].iter().rev().take_while(|block| is_caption(block)).count();
    table - captions
}

/// What a part of a document is called: its sheet, or its first words. Nothing where it says nothing.
pub(super) fn called(document: &Document) -> Option<String> {
    let first = texts(document).into_iter().map(one_line).find(|text| !text.is_empty())?;
    let name = if document.name.is_empty() { first.chars().take(30).collect() } else { document.name.clone() };
    Some(format!("“{name}”"))
}

/// Every text of a document, cell by cell.
pub(super) fn texts(document: &Document) -> Vec<&str> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => texts.push(paragraph.text.as_str()),
            Block::Table(table) => texts.extend(table.rows.iter().flatten().map(|cell| cell.text.as_str())),
        }
    }
    texts
}

/// How often each year is called that of a report: `2023年度`.
pub(super) fn years(document: &Document) -> Vec<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for text in texts(document) {
        let word = plain(text);
        for (at, _) in word.match_indices("年度").chain(word.match_indices("年年度")) {
            // （2023）年度 too.
            let before = word[..at].trim_end_matches(')');
            let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            if digits == 4
                && let Ok(year) = before[before.len() - 4..].parse()
                && (1949..=2100).contains(&year)
            {
                *counts.entry(year).or_default() += 1;
            }
        }
    }
    let mut years: Vec<(usize, u32)> = counts.into_iter().map(|(year, count)| (count, year)).collect();
    years.sort_by_key(|(count, year)| (std::cmp::Reverse(*count), *year));
    years.into_iter().map(|(_, year)| year).collect()
}

/// The one year that the titles of a document have, and the title: `绩效自评表（2023年）`, `（2023年1—7月）` below one.
pub(super) fn year_of_title(document: &Document) -> Option<(String, u32)> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(one_line(&paragraph.text)),
        Block::Table(_) => None,
    });
    let is_title = |line: &String| {
        let is_named = ["表", "报告", "汇总"].iter().any(|end| without_brackets_behind(line).ends_with(end));
        line.chars().count() <= 50 && (is_named || heads::is_in_brackets(line))
    };
    let mut years = lines.take(20).filter(is_title).filter_map(|line| Some((year_in(&line)?, line)));
    let (year, line) = years.next()?;
    years.all(|(other, _)| other == year).then_some((line, year))
}

fn without_brackets_behind(line: &str) -> &str {
    let inside = line.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    inside.map_or(line, |(before, _)| before)
}

/// The one year that a name has: `2023年自评表`.
pub(super) fn year_in(name: &str) -> Option<u32> {
    let word = plain(name);
    let mut years = word.match_indices('年').filter_map(|(at, _)| {
        let digits = word[..at].len() - word[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        word[at - digits..at].parse().ok().filter(|year| digits == 4 && (1949..=2100).contains(year))
    });
    years.next().filter(|_| years.next().is_none())
}

/// The title of a report among its first lines, without what every such title says: `2023年度便民热线工作经费项目绩效自评报告`.
pub(super) fn title(document: &Document) -> Option<String> {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(plain(&paragraph.text)),
        Block::Table(_) => None,
    });
    lines.take(20).filter(|line| line.chars().count() <= 50).find_map(|line| bare_title(&line))
}

fn bare_title(line: &str) -> Option<String> {
    // 绩效评价报告（2023年度）.
    let year = line.strip_suffix(')').and_then(|line| line.rsplit_once('(')).filter(|(_, year)| year.contains('年'));
    let line = year.map_or(line, |(line, _)| line);
    let before = ["报告", "评价表", "自评表"].iter().find_map(|end| line.strip_suffix(end))?;
    // 某局2023年度……报告: who wrote it is no part of the name.
    let written_by = before.find("年度").and_then(|at| before[..at].char_indices().rev().nth(3)).map(|(at, _)| at);
    let is_office = |office: &str| office.ends_with(['局', '委', '办', '厅', '院', '府', '会']);
    let before = written_by.filter(|at| is_office(&before[..*at])).map_or(before, |at| &before[at..]);
    // 某局关于……情况的报告.
    let about = before.strip_suffix('的').map(|before| before.strip_suffix("情况").unwrap_or(before));
    let about = about.and_then(|before| Some(before.split_once("关于")?.1));
    let mut title = about.unwrap_or(before).to_owned();
    let ends = ["评价", "自评", "部门", "财政", "单位", "绩效", "项目", "支出"];
    // 部门整体支出 is what was evaluated.
    while let Some(shorter) =
        ends.iter().find_map(|end| title.strip_suffix(end)).filter(|_| !title.ends_with("整体支出"))
    {
        title = shorter.to_owned();
    }
    let title = without_year_behind(without_year_before(&title)).trim_matches(|c: char| "《》\"".contains(c));
    let title = unquoted(title).to_owned();
    (title.chars().count() >= 3 && !title.ends_with(['市', '县', '区', '局', '中', '心'])).then_some(title)
}

/// A title without the quotation marks around it.
pub(super) fn unquoted(title: &str) -> &str {
    let is_quoted = title.starts_with('“') && title.ends_with('”') && title.matches('“').count() == 1;
    if is_quoted { title.trim_matches(['“', '”']) } else { title }
}

/// A title without the year before it: `2023年度青蓝工程`.
pub(super) fn without_year_before(title: &str) -> &str {
    let year = title.char_indices().nth(4).filter(|(at, _)| title[..*at].parse::<u32>().is_ok()).map(|(at, _)| at);
    let rest = year.and_then(|at| title[at..].strip_prefix("年度").or_else(|| title[at..].strip_prefix('年')));
    rest.unwrap_or(title)
}

/// A title without the year behind it: `青蓝工程2023年度`.
fn without_year_behind(title: &str) -> &str {
    let before = title.strip_suffix("年度").or_else(|| title.strip_suffix('年'));
    let name = before.map(|before| before.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_year = before.zip(name).is_some_and(|(before, name)| before.len() - name.len() == 4);
    name.filter(|name| is_year && !name.ends_with(['-', '—', '－', '~', '至'])).unwrap_or(title)
}

/// Who rated, as the titles of a report and its forms say: the key, and the words.
pub(super) fn rater(document: &Document) -> Option<&'static str> {
    let mut lines: Vec<String> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(one_line(&paragraph.text)),
            Block::Table(table) => {
                lines.extend(table.rows.first().into_iter().flatten().map(|cell| one_line(&cell.text)))
            }
        }
    }
    let is_title = |line: &&String| line.chars().count() <= 40 && !line.ends_with('。');
    lines.iter().filter(is_title).find_map(|line| rater_named(line))
}

/// The key of the rater whom words name.
pub(super) fn rater_named(words: &str) -> Option<&'static str> {
    let raters = [("财政评价", "finance"), ("部门评价", "department"), ("自评", "self"), ("第三方评价", "third-party")];
    raters.iter().find(|(word, _)| words.contains(word)).map(|(_, rater)| *rater)
}

/// Whether a table tells what somebody found who looked again.
pub(super) fn is_of_review(place: &str) -> bool {
    ["复核", "复评", "复审"].iter().any(|word| place.contains(word))
}

/// The total that the text tells: `综合得分为92分`. Nothing where it tells different ones.
pub(super) fn score(document: &Document) -> Option<String> {
    let mut scores = Vec::new();
    for text in texts(document) {
        let word = plain(text);
        for called in ["综合得分", "总体得分", "自评得分", "评价总得分", "综合评价得分"] {
            for (at, _) in word.match_indices(called) {
                let rest = word[at + called.len()..].trim_start_matches(['为', '是', ':']);
                let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                if !digits.is_empty() && rest[digits.len()..].starts_with('分') && !is_of_bands(&rest[digits.len()..])
                {
                    scores.push(digits);
                }
            }
        }
    }
    scores.dedup();
    match scores.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// Whether a number of points tells of a band: `90分以上`, `90分(含)`.
fn is_of_bands(behind: &str) -> bool {
    ["分以", "分(", "分及", "分-", "分至"].iter().any(|word| behind.starts_with(word))
}

/// The grade that the text tells in quotation marks: `评价等级为“优”`.
pub(super) fn grade(document: &Document) -> Option<String> {
    let mut grades = Vec::new();
    for text in texts(document) {
        let word = plain(text);
        for called in ["等级为“", "级别评定为“", "等次为“", "级别为“", "评定为“"] {
            for (at, _) in word.match_indices(called) {
                let grade = word[at + called.len()..].split('”').next().unwrap_or_default();
                if grade.chars().count() <= 3 {
                    grades.push(grade.to_owned());
                }
            }
        }
    }
    grades.sort();
    grades.dedup();
    match grades.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}
