//! Which items and goals a text tells of: by marks, and by the words of their names. Reports nothing itself.
//! In doubt it tells of them: any two characters of a name, other than words of every name, are enough.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::ops::Range;

use crate::model::claims::Quantity;
use crate::rules::shared::quantities::indicator_called;
use crate::rules::{RatedEvaluation, Subject};
use crate::source::Span;

/// Words that stand in names and goals of every kind and tell of none.
const OF_EVERY_NAME: [&str; 21] = [
    "进一步",
    "持续",
    "提升",
    "提高",
    "加强",
    "做好",
    "推进",
    "开展",
    "组织",
    "制作",
    "完成",
    "工作",
    "项目",
    "任务",
    "指标",
    "情况",
    "次数",
    "数量",
    "件数",
    "期数",
    "效果",
];

/// Ends of names that look like those of a count and are not.
const NO_COUNTS: [&str; 3] = ["指数", "系数", "分数"];

/// The pairs of characters by which a text is seen to tell of a name.
fn telling_pairs(name: &str) -> Vec<String> {
    let mut bare = Cow::Borrowed(name);
    for word in OF_EVERY_NAME {
        if bare.contains(word) {
            bare = bare.replace(word, " ").into();
        }
    }
    let characters: Vec<char> = bare.chars().collect();
    let pairs = characters.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphanumeric()));
    pairs.map(|pair| pair.iter().collect()).collect()
}

/// Whether a text tells of a name; of one that has no words of its own, any does.
pub(crate) fn tells_of(text: &str, name: &str) -> bool {
    any_tells_of(std::iter::once(text), name)
}

/// Whether one of some texts tells of a name.
pub(crate) fn any_tells_of<'a>(texts: impl Iterator<Item = &'a str>, name: &str) -> bool {
    let pairs = LazyCell::new(|| telling_pairs(name));
    texts.into_iter().any(|text| pairs.is_empty() || pairs.iter().any(|pair| text.contains(pair)))
}

/// Whether one of the sentences of a text tells how an item came out; where its name is that of a count, with a number.
pub(crate) fn tells_result_of(text: &str, name: &str) -> bool {
    let is_count = name.ends_with("数量") || name.ends_with('数') && !NO_COUNTS.iter().any(|end| name.ends_with(end));
    let mut sentences = text.split(['。', '；', ';', '\n']);
    sentences.any(|sentence| tells_of(sentence, name) && (!is_count || has_count(sentence)))
}

/// Whether a number other than a percentage stands in a sentence, however it is written.
fn has_count(sentence: &str) -> bool {
    const NUMERALS: &str = "一二两三四五六七八九十百千万每多数几";
    let is_numeral = |c: char| NUMERALS.contains(c) || c.is_numeric();
    let is_of_number = |c: char| is_numeral(c) || "．.".contains(c);
    let ends = sentence.match_indices(is_numeral).map(|(at, number)| sentence[at + number.len()..].chars().next());
    ends.into_iter().any(|after| !after.is_some_and(|c| is_of_number(c) || "%％﹪".contains(c)))
}

/// The rows whose actuals marks in the overall 实际完成情况 state, where it is about the items of the score table and nothing else.
pub(crate) fn rows_of_goals(subject: &Subject<'_>, judged: &RatedEvaluation<'_>) -> Vec<usize> {
    let actuals = subject.project.goals.iter().filter_map(|goal| goal.actual.as_ref());
    let mut rows = Vec::new();
    for actual in actuals {
        let Some(of_actual) = rows_told(subject, judged, actual.span) else { return Vec::new() };
        rows.extend(of_actual);
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The rows whose actuals marks in a text state; `None` where one of its clauses may be about something else: it has no such mark, and
/// names no item or has a figure.
fn rows_told(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, of: Span) -> Option<Vec<usize>> {
    let claims = subject.project.claims.iter().filter(|claim| of.holds(claim.said.span));
    let told: Vec<(Range<usize>, usize)> = claims
        .filter_map(|claim| match claim.quantity()? {
            Quantity::Actual(name) => {
                Some((claim.said.span.start()..claim.of.span.end(), indicator_called(judged, name)?))
            }
            _ => None,
        })
        .collect();
    let names_item = |clause: &str| {
        let mut names = judged.evaluation.leaves().map(|row| &judged.evaluation.indicators[row].name.value);
        names.any(|name| telling_pairs(name).iter().any(|pair| clause.contains(pair)))
    };
    let source = &subject.sources.text(of.file);
    let ends = source[of.range()].char_indices().filter(|(_, c)| "，。；、,;\n".contains(*c));
    let ends = ends.map(|(at, _)| of.start() + at).filter(|at| !told.iter().any(|(mark, _)| mark.contains(at)));
    let bounds: Vec<usize> = std::iter::once(of.start()).chain(ends).chain([of.end()]).collect();
    let is_about_items = bounds.windows(2).all(|bounds| {
        let clause = &source[bounds[0]..bounds[1]];
        !clause.contains(char::is_alphanumeric)
            || told.iter().any(|(mark, _)| (bounds[0]..bounds[1]).contains(&mark.start))
            || !clause.contains(char::is_numeric) && names_item(clause)
    });
    is_about_items.then(|| told.into_iter().map(|(_, row)| row).collect())
}
