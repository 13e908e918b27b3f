//! Of what a sentence of the prose tells: of the project and its year, or of something else. Reads no figures, reports nothing.

use std::collections::BTreeSet;

use crate::model::claims::Quantity;
use crate::model::evaluation::Rater;
use crate::rules::Subject;
use crate::rules::shared::listed::behind_name;
use crate::rules::subject::Statement;
use crate::syntax::sections::Kind;
use crate::syntax::{marks, number, occurrences};

/// What the total is called where a score follows. 总分 is not among them: it may be full marks; nor 评价得分: it may be a group's.
pub(super) const TOTALS: [&str; 5] = ["综合得分", "综合评分", "总体得分", "自评得分", "本次评价得分"];
/// What it is called by who rated.
pub(super) const RATED_TOTALS: [&str; 8] = [
    "单位自评得分",
    "自评综合得分",
    "部门评价得分",
    "部门评价综合得分",
    "财政评价得分",
    "财政评价综合得分",
    "第三方评价得分",
    "第三方评价综合得分",
];
/// The one among [`TOTALS`] that says who rated.
pub(super) const SELF_RATED_TOTAL: &str = "自评得分";
/// What a grade is called where its word follows.
pub(super) const GRADES: [&str; 8] =
    ["评价等级", "评价等次", "评定等次", "评定等级", "绩效等级", "绩效级别", "自评等级", "自评等次"];
/// What the words before a colon speak of, where the total follows.
pub(super) const WHOLE: [&str; 7] = ["评价", "结论", "结果", "总", "自评", "综合", "绩效"];
/// What a department as a whole is called, in a report on one of its projects.
const OVERALL: &str = "部门整体";
/// What in a sentence makes its figures those of something else: another year, a part, a standard, a second look.
const OTHERS: [&str; 17] = [
    "去年",
    "上年",
    "往年",
    "平均",
    "子项目",
    "其他项目",
    OVERALL,
    "同类",
    "不含",
    "标准",
    "以上",
    "以下",
    "分别",
    "复核",
    "复评",
    "复审",
    "抽评",
];
/// What in a sentence makes points those of a part of the year, of a first look, or on another scale.
const OTHER_POINTS: [&str; 8] = ["季度", "半年", "初评", "折合", "折算", "换算", "5分制", "十分制"];
/// What in a sentence makes points or a grade those of somebody who was rated in the course of the project.
const OTHERS_RATED: [&str; 9] = ["供应商", "服务商", "承包", "中标", "履约", "考核", "问卷", "测评", "抽查"];
/// What in a sentence makes points or a grade such as are only supposed.
const SUPPOSED: [&str; 8] = ["若", "如果", "假如", "凡", "不考虑", "不计", "剔除", "扣除"];
/// What in a sentence makes a total or a grade one that is only aimed at.
const AIMED_AT: [&str; 5] = ["力争", "争取", "目标", "预期", "不予"];
/// What evaluations are called by who made them.
const RATERS: [(&str, Rater); 7] = [
    ("自评", Rater::SelfRated),
    ("部门评价", Rater::Department),
    ("主管部门评", Rater::Department),
    ("财政评价", Rater::Finance),
    ("财政局", Rater::Finance),
    ("财政部门", Rater::Finance),
    ("第三方", Rater::ThirdParty),
];
/// What the words before the name of a score have where they speak of the project: `本项目综合得分`, `其中决策得`.
const OWN: [&str; 16] = [
    "本", "该", "此", "项目", "其中", "最终", "最后", "实际", "总体", "整体", "部分", "指标", "得分", "如下", "情况",
    "方面",
];
/// What numbers of paragraphs and headings are made of.
const NUMBERING: &str = "0123456789一二三四五六七八九十百（）()、.． ";

/// What in a report is a part of the project, or stands beside others in a table, so that a heading of that name is about it.
pub(super) struct Parts<'s> {
    /// Parts of the score table.
    rows: BTreeSet<&'s str>,
    /// Sources and items of the funds, and what stands in cells of the report's own tables.
    others: BTreeSet<&'s str>,
}

impl<'s> Parts<'s> {
    pub(super) fn of(subject: &'s Subject<'_>) -> Parts<'s> {
        let evaluations = subject.project.evaluations.iter();
        let rows = evaluations.flat_map(|evaluation| &evaluation.indicators).map(|row| row.name.value.as_str());
        let funds = subject.project.funds.iter().flat_map(|funds| funds.sources.iter().chain(&funds.items));
        let named = funds.filter_map(|row| row.name.as_ref()).map(|name| name.value.as_str());
        let sections = subject.narrative.iter().flat_map(|narrative| &narrative.sections);
        let cells = sections.flat_map(|section| &section.blocks).filter(|block| block.kind == Kind::Cell);
        let rows: BTreeSet<&str> = rows.collect();
        let others = named.chain(cells.map(|cell| cell.text.trim())).filter(|name| !rows.contains(name)).collect();
        Parts { rows, others }
    }

    /// Whether a heading is the name of a part, whatever its number.
    fn have(&self, heading: &str, is_of_whole: bool) -> bool {
        let name = heading.trim_start_matches(|c: char| NUMBERING.contains(c)).trim();
        self.others.contains(name) || is_of_whole && self.rows.contains(name)
    }

    /// Whether what follows is told of a row: its line or sentence begins with the name of one alone, or a clause before it
    /// in its sentence, and no other, with the weight of one. `（一）决策指标。自评得分19分`, `决策类指标权重20分，自评得分19分`.
    fn are_told_before(&self, line: &str, sentence: &str) -> bool {
        let ends = ['。', '；', ';', '，', ',', '：', ':'];
        let begins_with_row = |text: &str| {
            let first = text.split_once(ends).map(|(first, _)| bare(first));
            first.is_some_and(|first| self.rows.iter().any(|row| is_name(first, row)))
        };
        let clauses = sentence.rsplit_once(ends).map_or("", |(before, _)| before).split(ends).map(bare);
        let weights = clauses.filter(|clause| {
            let named = |row: &str| clause.starts_with(row) && clause.len() > row.len();
            self.rows.iter().any(|row| named(row)) && clause.contains('分') && !clause.contains(['得', '扣', '、'])
        });
        begins_with_row(line) || begins_with_row(sentence) || weights.count() == 1
    }
}

/// The words of a clause without its number and emphasis.
fn bare(clause: &str) -> &str {
    clause.trim_matches(|c: char| NUMBERING.contains(c) || "*-".contains(c))
}

/// Whether words are the name of a row and say no more than that it is an indicator, or its weight: `决策类指标（20分）`.
fn is_name(words: &str, row: &str) -> bool {
    let named = words.split(['（', '(']).next().unwrap_or_default();
    named.strip_prefix(row).is_some_and(|behind| behind_name(behind).is_empty())
}

/// Whether a statement of the prose may well be one about something else than the project and its year.
pub(super) fn is_of_another(subject: &Subject<'_>, parts: &Parts<'_>, text: &str, statement: &Statement) -> bool {
    let said = statement.claim.said.span;
    let (start, end) = sentence_around(text, said.start(), said.end());
    // What follows a list, 得分率分别为…, is told of its points.
    let end = if statement.list.is_some() { said.end() } else { end };
    let (sentence, year) = (&text[start..end], subject.project.year.value.to_string());
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let is_of_whole = matches!(statement.claim.quantity(), Some(Quantity::Score(None) | Quantity::Grade(None)));
    let is_whole_of_another =
        || any(&AIMED_AT) || speaks_of_another_rater(subject, sentence) || counts_projects(sentence);
    // 考核制度得5分: a word of the table's own.
    let is_own = |word: &str| !is_of_whole && parts.rows.iter().any(|row| row.contains(word));
    let has_other_points = |words: &str| {
        let mut others = OTHER_POINTS.iter().chain(&SUPPOSED).chain(&OTHERS_RATED);
        others.any(|word| words.contains(word) && !is_own(word))
    };
    let is_told_of_another = |name: usize| {
        has_other_points(sentence)
            || is_quoted(&text[start..name])
            || is_of_a_class(&text[said.end()..])
            || plain_lead_of(text, start).is_some_and(|lead| begins_elsewhere(subject, lead))
            || has_other_subject(subject, parts, lead_of(text, start), &text[start..name])
            || is_of_whole && parts.are_told_before(&text[line_of(text, name)..name], &text[start..name])
            || headings_above(subject, name).any(|heading| {
                parts.have(heading, is_of_whole)
                    || speaks_of_another(subject, heading, &year)
                    || OTHERS_RATED.iter().any(|word| heading.contains(word) && !is_own(word))
            })
    };
    speaks_of_another(subject, sentence, &year)
        || is_of_whole && is_whole_of_another()
        || statement.name.is_some_and(is_told_of_another)
}

/// Whether words tell of another year, of a part, of a standard, or of a second look.
fn speaks_of_another(subject: &Subject<'_>, words: &str, year: &str) -> bool {
    let kind = subject.project.kind.as_deref().unwrap_or_default();
    let is_own = |word: &str| kind.contains(word) || subject.project.title.value.contains(word);
    let is_other = |word: &str| words.contains(word) && !(word == OVERALL && is_own(word));
    OTHERS.iter().any(|word| is_other(word)) || speaks_of_another_year(words, year)
}

/// Where the sentence begins and ends that a figure stands in.
fn sentence_around(text: &str, from: usize, to: usize) -> (usize, usize) {
    let ends = ['。', '；', ';', '\n'];
    let start = text[..from].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    (start, text[to..].find(ends).map_or(text.len(), |at| to + at))
}

/// Whether a sentence names an evaluation by somebody by whom the project has none: `县级自评综合得分95分，评价等级为“优”`.
fn speaks_of_another_rater(subject: &Subject<'_>, sentence: &str) -> bool {
    let has = |rater: Rater| subject.project.evaluations.iter().any(|evaluation| evaluation.rater.value == rater);
    RATERS.iter().any(|(words, rater)| sentence.contains(words) && !has(*rater))
}

/// Whether a sentence tells of several projects: `全县评价项目36个，综合得分91.2分`.
fn counts_projects(sentence: &str) -> bool {
    number::places(sentence).any(|place| {
        let (before, after) = (&sentence[..place.start], &sentence[place.end..]);
        let counted = after.strip_prefix(['个', '项']);
        let is_of_projects = |after: &str| after.starts_with("项目") || before.ends_with("项目");
        counted.is_some_and(is_of_projects) && &sentence[place] != "1"
    })
}

/// Whether a quotation is open where a text ends: what a sentence quotes, it does not state. `“综合得分93分”应为…`.
fn is_quoted(before: &str) -> bool {
    before.matches('“').count() > before.matches('”').count()
}

/// Whether a figure tells which things are meant, not what one is: `综合得分为85分的项目`, `评价等次为“良”的`.
fn is_of_a_class(after: &str) -> bool {
    after.trim_start_matches(['”', '"', '」', '*']).starts_with('的')
}

/// Whether what stands before the name of a score in its sentence gives a subject of its own to it, or to what is told with
/// it: `“噪声地图”自评得分88分`, `丙县产出得32分，效益得26.1分`, `丙县片区：产出得26分`, `**丙县。**产出得26分`.
fn has_other_subject(subject: &Subject<'_>, parts: &Parts<'_>, lead: Option<&str>, before: &str) -> bool {
    let names = || TOTALS.iter().chain(&GRADES).copied().chain(parts.rows.iter().copied());
    let is_own = |lead: &str| {
        !ends_in_other_title(subject, lead)
            && !is_other_project(subject, lead)
            && (OWN.iter().chain(&WHOLE).any(|own| lead.contains(own)) || names().any(|name| lead.contains(name)))
            || subject.project.title.value.contains(lead)
    };
    let is_other = |lead: &str| {
        let lead = lead.trim_matches(|c: char| NUMBERING.contains(c) || "*#-\n".contains(c));
        !lead.is_empty() && !is_own(lead)
    };
    if lead.is_some_and(is_other) {
        return true;
    }
    let mut rest = before;
    while let Some(end) = rest.find(['，', ',', '、', '：', ':']) {
        let (clause, after) = rest.split_at(end);
        let is_label = after.starts_with(['：', ':']);
        rest = after.trim_start_matches(['，', ',', '、', '：', ':']);
        if is_among_others(clause) || begins_elsewhere(subject, clause) {
            return true;
        }
        let name = names().filter_map(|name| clause.find(name)).min();
        let lead = if is_label { Some(clause) } else { name.map(|at| &clause[..at]) };
        if lead.is_some_and(is_other) {
            return true;
        }
    }
    ends_in_other_title(subject, rest)
}

/// What a part of a region or of a contract is called.
const PLACES: [&str; 7] = ["标段", "片区", "县", "区", "镇", "乡", "村"];

/// Whether a clause begins with a part of the region or of the contract, or is the name of another project: `东山县安排120万元`,
/// `在东山县`, `一标段由甲公司承担`, `乡村振兴项目`.
fn begins_elsewhere(subject: &Subject<'_>, clause: &str) -> bool {
    let own = &subject.project.title.value;
    let clause = clause.trim_matches(|c: char| NUMBERING.contains(c) || "*#-".contains(c)).trim_start_matches('在');
    let is_own = |words: &str| {
        own.contains(words) || ["全", "本", "我", "各", "该", "此"].iter().any(|word| words.contains(word))
    };
    let head = PLACES
        .iter()
        .filter_map(|place| Some(&clause[..clause.find(place)? + place.len()]))
        .min_by_key(|head| head.len());
    let is_place = head.is_some_and(|head| (3..=6).contains(&head.chars().count()) || head.ends_with('段'));
    is_place && !head.is_some_and(is_own) || is_other_project(subject, clause)
}

/// Whether words are what a project is called that is not this one: `乡村振兴项目`, but not `该项目`, `康复服务项目` of 精准康复服务.
fn is_other_project(subject: &Subject<'_>, words: &str) -> bool {
    let own = &subject.project.title.value;
    let name = words.trim_matches(|c: char| NUMBERING.contains(c) || "*#-“”《》年度".contains(c));
    let Some(name) = name.strip_suffix("项目").filter(|name| !name.is_empty()) else { return false };
    let is_meant = ["全", "本", "我", "各", "该", "此", "总"].iter().any(|word| name.contains(word));
    let is_of_title = own.contains(name) || name.contains(own.trim_end_matches("项目"));
    let mut rest = own.chars();
    !is_meant && !is_of_title && !name.chars().all(|c| rest.any(|of_own| of_own == c))
}

/// Whether a clause says in which evaluation of others something came out: `在全省营商环境评价中`, but not `在本次绩效评价中`.
fn is_among_others(clause: &str) -> bool {
    let within = clause.trim_start().strip_prefix('在').and_then(|within| within.strip_suffix('中'));
    within.is_some_and(|within| {
        let others = OWN.iter().chain(&WHOLE).fold(within.to_owned(), |rest, own| rest.replace(own, ""));
        ["评价", "评比", "考核", "检查", "测评"].iter().any(|of| within.contains(of)) && others.chars().count() > 2
    })
}

/// The words in bold that a paragraph begins with, where the sentence that begins at a place stands right behind them.
fn lead_of(text: &str, start: usize) -> Option<&str> {
    let lead = text[line_of(text, start)..start]
        .trim_start_matches(|c: char| NUMBERING.contains(c) || c == '-')
        .strip_prefix("**")?;
    let words = lead.trim_end_matches(['*', '。']);
    let is_closed = text[start..].starts_with("**") || lead[words.len()..].contains("**");
    (is_closed && !words.contains(['。', '*'])).then_some(words)
}

/// The sentence that a line begins with, where the one that begins at a place stands right behind it: `（一）江口镇卫生院。`.
fn plain_lead_of(text: &str, start: usize) -> Option<&str> {
    let lead = text[line_of(text, start)..start].strip_suffix('。')?;
    (!lead.contains(['。', '；'])).then_some(lead)
}

/// Whether words end in a title in quotation marks, or what it is called behind it, that is not the project's own.
fn ends_in_other_title(subject: &Subject<'_>, words: &str) -> bool {
    let own = &subject.project.title.value;
    [('“', '”'), ('《', '》')].into_iter().any(|(open, close)| {
        let Some((titled, behind)) = words.rsplit_once(close) else { return false };
        let title = titled.rsplit_once(open).map_or(titled, |(_, title)| title);
        behind.chars().all(char::is_alphanumeric) && !own.contains(title) && !title.contains(own.as_str())
    })
}

/// The headings that a place stands below, the nearest first.
fn headings_above<'s>(subject: &Subject<'s>, at: usize) -> impl Iterator<Item = &'s str> {
    let sections = subject.narrative.into_iter().flat_map(|narrative| narrative.sections.iter().rev());
    let mut level = u8::MAX;
    let open = sections.filter(move |section| section.range.end <= at && section.level > 0).filter(move |section| {
        let is_open = section.level < level;
        level = level.min(section.level);
        is_open
    });
    open.map(|section| section.heading.as_str())
}

/// Where the line begins that a place stands in.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Whether a text names a year other than the project's.
pub(crate) fn speaks_of_another_year(words: &str, year: &str) -> bool {
    words.match_indices('年').any(|(at, _)| {
        let before = &words[..at];
        let digits = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        digits.len() == 4 && digits != year
    })
}

/// Whether the last year that a text names in its last sentence is another than the project's, so that what follows is told of
/// that: `2022年救助`. A year that is only compared with (`比2022年`) is none.
pub(crate) fn tells_of_another_year(text: &str, year: &str) -> bool {
    let sentence = marks::strip(text.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default());
    let sentence = sentence.as_ref();
    let years = ["去年", "上年", "上一年", "往年", "前年", "本年", "今年", "全年", "当年"];
    let named = occurrences::of(sentence, years).chain(sentence.match_indices('年').filter_map(|(at, _)| {
        let start = sentence[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (at - start == 4).then_some((start, &sentence[start..at]))
    }));
    let is_compared_with = |at: usize| ["比", "较", "与", "同"].iter().any(|word| sentence[..at].ends_with(word));
    let last = named.filter(|(at, _)| !is_compared_with(*at)).max_by_key(|(at, _)| *at);
    last.is_some_and(|(_, told)| !["本年", "今年", "全年", "当年"].contains(&told) && told != year)
}
