//! Rates that the prose tells of counts: 上报85351件，办结85165件，办结率99.78%. Reports nothing itself.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::syntax::{figure, number};

/// What may stand between a name and its figure.
pub(super) const LINKS: [&str; 7] = ["评定为", "达到", "为", "是", "：", ":", "达"];
/// What ends a sentence.
pub(super) const SENTENCE_ENDS: [char; 4] = ['。', '；', ';', '\n'];
/// What in a sentence makes a share one of something else than its counts.
const REDUCED: [&str; 6] = ["含", "结转", "扣除", "剔除", "加权", "折算"];

/// A rate as printed, and the counts that it is of.
pub(super) struct Share<'t> {
    pub(super) said: &'t str,
    pub(super) part: Decimal,
    pub(super) whole: Decimal,
}

/// The text after one of `words`, where `text` begins with it.
pub(super) fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// A count with the clause that it stands in: `办结85165件`.
struct Count<'t> {
    clause: &'t str,
    number: Decimal,
    unit: char,
}

/// `上报85351件，办结85165件，办结率99.78%`: the rate is named by what the part says was done.
///
/// Where several wholes stand in the sentence and one gives the rate, that one is meant; where none does, only a single
/// whole is.
pub(super) fn read(text: &str) -> Vec<Share<'_>> {
    let mut shares = Vec::new();
    let sentences: Vec<&str> = text.split(SENTENCE_ENDS).filter(|sentence| !sentence.trim().is_empty()).collect();
    for (number, sentence) in sentences.iter().enumerate() {
        if REDUCED.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        for (at, rate) in sentence.match_indices('率') {
            let rest = &sentence[at + rate.len()..];
            let rest = after(rest, &LINKS).unwrap_or(rest);
            let Some((value, after_value)) = number::leading(rest).filter(|_| rest.starts_with(number::is_digit))
            else {
                continue;
            };
            let Some(end) = after_value.strip_prefix(['%', '％']).filter(|end| !end.starts_with(['（', '('])) else {
                continue;
            };
            let said = &rest[..rest.len() - end.len()];
            let Some((verb, _)) = sentence[..at].char_indices().rev().nth(1) else { continue };
            // 按时办结率, 当日办结率: another rate than 办结率, unless the part was told in the same words.
            let qualifier = sentence[..verb].rsplit(['，', ',', '、', '：', ':', ' ']).next().unwrap_or_default();
            let name = &sentence[verb - qualifier.len()..at + rate.len()];
            let (verb, told) = (&sentence[verb..at], counts(&sentence[..at]));
            // Of a rate that was told before in the sentence, what counts is told since: 资助率23.23%，其中…，资助率100%.
            let before = sentence[..at].rfind(name);
            let old = before.map_or(0, |before| counts(&sentence[..before]).len());
            let counts = told;
            let is_part =
                |count: &Count<'_>| is_done(count.clause, verb, qualifier) && count.clause.contains(qualifier);
            let Some(part) = counts.iter().rposition(is_part).filter(|part| *part >= old) else { continue };
            // Of 办结咨询件800件、办结投诉件376件 neither is the whole of the other.
            if counts[..part].iter().any(is_part) {
                continue;
            }
            let same_unit = |count: &&Count<'_>| count.unit == counts[part].unit;
            let wholes: Vec<&Count<'_>> = counts[..part].iter().filter(same_unit).collect();
            let share = |whole: &Count<'_>| Share { said, part: counts[part].number, whole: whole.number };
            let gives = |whole: Decimal| {
                let exact = number::percent(counts[part].number, whole);
                exact.is_some_and(|exact| number::round(exact, value.scale()) == value)
            };
            let is_whole = |whole: &&&Count<'_>| whole.number >= counts[part].number;
            // 任务50户。开工48户，竣工40户，竣工率80%: of what was told just before, however it counts, or is told behind.
            let is_of_another = || {
                let mut others = sentences[number.saturating_sub(2)..number].iter().copied().chain([end]);
                let mut own = numbers(&sentence[..at]).filter(|whole| *whole != counts[part].number);
                others.any(|words| numbers(words).any(gives)) || own.any(gives)
            };
            let only = || {
                let mut wholes = wholes.iter().filter(is_whole);
                wholes.next().filter(|_| wholes.next().is_none() && !is_of_another())
            };
            let meant = wholes.iter().find(|whole| gives(whole.number)).or_else(only);
            shares.extend(meant.map(|whole| share(whole)));
        }
    }
    shares
}

/// Whether a clause tells of what was done, not of what was not or was to be: `未办结2件`, `审核不通过17家`, `应完成15个`.
fn is_done(clause: &str, verb: &str, qualifier: &str) -> bool {
    clause.match_indices(verb).any(|(at, _)| {
        let before = clause[..at].trim_end_matches(qualifier);
        !["未", "不", "未能", "不能", "无法", "没有", "不予", "未予", "应", "计划", "拟", "需"]
            .iter()
            .any(|denied| before.ends_with(denied))
    })
}

/// The counts of a text, each clause's first: a number with a unit that is neither money nor a date.
fn counts<'t>(text: &'t str) -> Vec<Count<'t>> {
    let count = |clause: &'t str| {
        // 到2023年应完成15个: the year counts nothing.
        let is_of_day = |place: &Range<usize>| clause[place.end..].starts_with(['年', '月', '日']);
        let mut numbers = number::places(clause).filter(|place| !is_of_day(place));
        let (place, only) = (numbers.next()?, numbers.next().is_none());
        let unit = clause[place.end..].chars().next()?;
        let is_count = "件家次个人条户项宗起笔场名份处座台套栋辆".contains(unit);
        let number = figure::read(&clause[place.clone()]).reading.figure()?.value;
        (is_count && only).then_some(Count { clause: &clause[..place.start], number, unit })
    };
    clauses(text).into_iter().filter_map(count).collect()
}

/// The numbers of a text, whatever they count.
fn numbers(text: &str) -> impl Iterator<Item = Decimal> + '_ {
    number::places(text).filter_map(|place| Some(figure::read(&text[place]).reading.figure()?.value))
}

/// The clauses of a text; what sets thousands apart ends none.
fn clauses(text: &str) -> Vec<&str> {
    let mut numbers = number::places(text).peekable();
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['，', ',', '、', '：', ':', '（', '）']) {
        while numbers.next_if(|number| number.end <= at).is_some() {}
        let sets_apart = numbers.peek().is_some_and(|number| number.start < at);
        if !sets_apart {
            clauses.push(&text[start..at]);
            start = at + mark.len();
        }
    }
    clauses.push(&text[start..]);
    clauses
}
