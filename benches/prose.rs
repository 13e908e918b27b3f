//! Varied prose for reports, so that a search has to tell apart what real reports tell apart: clauses of the real ones, and
//! sentences of made-up words, few of which are frequent, as in any language. Says nothing of a project.

use std::collections::BTreeSet;

use gongshi::source::Source;
use rayon::prelude::*;

use crate::corpus::draw::Draw;

const REPORTS: [&str; 5] = [
    include_str!("../content/projects/2019/haikou-zwfwzx-zhsw/report.md"),
    include_str!("../content/projects/2021/quannan-zwfwzx-dtyx/report.md"),
    include_str!("../content/projects/2023/baisha-zwfwzx-bmrx/report.md"),
    include_str!("../content/projects/2023/haikou-zwfwzx-zwfw/report.md"),
    include_str!("../content/projects/2023/wuhua-zwfwj-zwfwzx/report.md"),
];

/// Characters beside those of the reports, from the table of simplified ones.
const CHARACTERS: &str = include_str!("../src/search/opencc/TSCharacters.txt");

const GLUE: [&str; 12] = ["的", "和", "对", "在", "按", "由", "与", "及", "为", "等", "并", "已"];
const UNITS: [&str; 8] = ["万元", "元", "%", "个", "人次", "件", "分", "年"];

/// So many made-up words.
const WORDS: usize = 10_000;

/// Chapters of varied prose, and paragraphs in each.
const CHAPTERS: [&str; 3] = ["七、工作开展", "八、管理措施", "九、成效与影响"];
const PARAGRAPHS: usize = 6;

/// Puts varied prose of about so many characters behind every report.
pub(crate) fn add(files: &mut [Source], length: usize) {
    let language = Language::new();
    files.par_iter_mut().enumerate().filter(|(_, file)| file.path.ends_with("/report.md")).for_each(
        |(number, file)| {
            let mut draw = Draw::new(number as u64 ^ 0x5eed);
            for chapter in CHAPTERS {
                file.text += &format!("\n## {chapter}\n\n");
                for _ in 0..PARAGRAPHS {
                    file.text += &language.paragraph(&mut draw, length / CHAPTERS.len() / PARAGRAPHS);
                    file.text += "\n\n";
                }
            }
        },
    );
}

/// What sentences are made of.
struct Language {
    clauses: Vec<&'static str>,
    words: Vec<String>,
}

impl Language {
    fn new() -> Language {
        let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        let is_plain = |clause: &&str| (4..=24).contains(&clause.chars().count()) && clause.chars().all(|c| is_han(&c));
        let clauses: Vec<&str> =
            REPORTS.iter().flat_map(|report| report.split(|c| !is_han(&c))).filter(is_plain).collect();
        let mut characters: Vec<char> = Vec::new();
        let mut seen = BTreeSet::new();
        let simplified = CHARACTERS.lines().filter_map(|line| line.split('\t').nth(1)?.chars().next());
        for c in REPORTS.iter().flat_map(|report| report.chars()).chain(simplified).filter(is_han) {
            if seen.insert(c) {
                characters.push(c);
            }
        }
        let mut draw = Draw::new(20_190_414);
        let word = |_| {
            let length = draw.pick(&[2, 2, 2, 2, 2, 3, 3, 4]);
            (0..length).map(|_| characters[rare(&mut draw, characters.len(), 4)]).collect()
        };
        Language { words: (0..WORDS).map(word).collect(), clauses }
    }

    /// A paragraph of about so many characters.
    fn paragraph(&self, draw: &mut Draw, length: usize) -> String {
        let mut text = String::new();
        while text.chars().count() < length {
            for _ in 0..draw.between(1, 4) {
                self.push_clause(draw, &mut text);
                text.push('，');
            }
            self.push_clause(draw, &mut text);
            text.push('。');
        }
        text
    }

    fn push_clause(&self, draw: &mut Draw, text: &mut String) {
        if draw.chance(45) {
            text.push_str(draw.pick(&self.clauses));
            return;
        }
        for _ in 0..draw.between(2, 5) {
            text.push_str(&self.words[rare(draw, self.words.len(), 1)]);
            if draw.chance(30) {
                text.push_str(draw.pick(&GLUE));
            }
        }
        if draw.chance(25) {
            let digits = draw.between(1, 5);
            let whole = draw.below(10_u64.pow(digits as u32));
            match draw.below(3) {
                0 => text.push_str(&whole.to_string()),
                1 => *text += &format!("{whole}.{:02}", draw.below(100)),
                _ => *text += &format!("{}.{}", whole % 1000, draw.below(10)),
            }
            text.push_str(draw.pick(&UNITS));
        }
    }
}

/// A place below `limit`, the first ones often: each range twice as long as the one before is as likely as it, from the
/// range of 2 to the power of `least` on.
fn rare(draw: &mut Draw, limit: usize, least: u64) -> usize {
    let ranges = u64::from(limit.ilog2()) + 1;
    let end = (1_u64 << draw.between(least, ranges)).min(limit as u64);
    let start = if end == 1 << least { 0 } else { end / 2 };
    draw.between(start, end - 1) as usize
}
