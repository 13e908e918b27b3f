//! The words of a report that a finding speaks of, as citizens read them: the sentence, or the row of the table. Judges nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::Finding;
use crate::diag::place::said;
use crate::lang::{Arg, Lang, Message};
use crate::model::claims::Places;
use crate::model::funds::Unit;
use crate::site::views::{ExcerptView, PartView, RunView};
use crate::source::{FileId, Sources};
use crate::syntax::entry::{Entry, Tables};
use crate::syntax::marks;
use crate::syntax::sections::{self, Section};

/// More places than this are counted, not shown.
const SHOWN: usize = 4;

/// A sentence or a row that holds places of a finding.
struct Excerpt<'a> {
    file: FileId,
    /// Bytes of the sentence, or of the row's first value: two places within one are shown in one excerpt.
    range: Range<usize>,
    marked: Vec<Range<usize>>,
    /// What it has to do with the finding, unless it holds the finding's own place.
    label: Option<&'a Message>,
}

/// The two texts of a report as excerpts are cut from them, each read once for all the findings of a page.
pub(in crate::site) struct Reports<'a> {
    sources: &'a Sources,
    narratives: BTreeMap<FileId, Narrative>,
    tables: BTreeMap<FileId, Tables>,
}

struct Narrative {
    sections: Vec<Section>,
    /// The blocks, each section with its own before it.
    blocks: Vec<Range<usize>>,
    places: Places,
    characters: Vec<(usize, char)>,
}

impl Narrative {
    fn of(text: &str) -> Narrative {
        let (sections, characters) = sections::read(text);
        let of_section = |section: &Section| {
            let blocks = section.blocks.iter().map(|block| block.range.clone());
            blocks.chain([section.range.clone()]).collect::<Vec<_>>()
        };
        let blocks = sections.iter().flat_map(of_section).collect();
        Narrative { sections, blocks, places: Places::of(text), characters }
    }

    /// The sentence that a place stands in.
    fn sentence_around(&self, text: &str, place: &Range<usize>) -> Range<usize> {
        let block = self.blocks.iter().find(|block| block.contains(&place.start)).unwrap_or(place);
        sentence(text, block, place, &SENTENCE_ENDS)
    }

    /// The sentence, under the heading above it.
    fn excerpt(&self, excerpt: &Excerpt<'_>) -> ExcerptView {
        let start = excerpt.range.start;
        // Headings of the first level are the page's own; the others are numbered as `syntax::markdown` numbers them.
        let above = self.sections.iter().filter(|section| section.level > 1 && section.range.start <= start);
        let (number, heading) =
            above.enumerate().last().map(|(number, section)| (number, section.heading.as_str())).unzip();
        let place = self.places.at(start);
        let characters = self.characters.iter().filter(|(at, _)| excerpt.range.contains(at));
        ExcerptView {
            place: heading.map_or_else(|| place.clone(), |heading| under(&place, heading)),
            fragment: number.map(|number| format!("section-{}", number + 1)),
            label: None,
            parts: vec![PartView { name: None, runs: set_off(characters.copied(), &excerpt.marked) }],
        }
    }
}

impl<'a> Reports<'a> {
    /// Reads nothing before it is needed.
    pub(in crate::site) fn new(sources: &'a Sources) -> Reports<'a> {
        Reports { sources, narratives: BTreeMap::new(), tables: BTreeMap::new() }
    }

    /// The places that a finding speaks of, its own first; and how many more there are, in words. Places in other files
    /// than the report's two are no part of the report.
    pub(in crate::site) fn excerpts(&mut self, lang: Lang, finding: &Finding) -> (Vec<ExcerptView>, Option<String>) {
        let own = finding.places().map(|span| (span, None));
        let related = finding.related.iter().map(|(span, label)| (*span, Some(label)));
        let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
        for (span, label) in own.chain(related) {
            let place = span.range();
            let Some(range) = self.around(span.file, &place) else { continue };
            match excerpts.iter_mut().find(|excerpt| excerpt.file == span.file && excerpt.range == range) {
                Some(excerpt) => excerpt.marked.push(place),
                None => excerpts.push(Excerpt { file: span.file, range, marked: vec![place], label }),
            }
        }
        let more = excerpts.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| lang.say(&Message::new("n-more-places").with("n", more)));
        let views = excerpts.into_iter().take(SHOWN).filter_map(|excerpt| {
            let text = &self.sources.text(excerpt.file);
            let view = match self.narratives.get(&excerpt.file) {
                Some(narrative) => narrative.excerpt(&excerpt),
                None => of_row(lang, text, &self.tables.get(&excerpt.file)?.around(&excerpt.range), &excerpt),
            };
            Some(ExcerptView { label: excerpt.label.map(|label| lang.say(label)), ..view })
        });
        (views.filter(|view| !view.parts.is_empty()).collect(), more)
    }

    /// The sentence of a narrative, or the first value of the row of a project file, that a place stands in.
    fn around(&mut self, file: FileId, place: &Range<usize>) -> Option<Range<usize>> {
        let text = &self.sources.text(file);
        if is_narrative(self.sources, file) {
            let narrative = self.narratives.entry(file).or_insert_with(|| Narrative::of(text));
            Some(narrative.sentence_around(text, place))
        } else if is_project_file(self.sources, file) {
            first_value(&self.tables.entry(file).or_insert_with(|| Tables::of(text)).around(place))
        } else {
            None
        }
    }
}

fn is_narrative(sources: &Sources, file: FileId) -> bool {
    sources.get(file).path.ends_with("/report.md")
}

fn is_project_file(sources: &Sources, file: FileId) -> bool {
    sources.get(file).path.ends_with("/project.toml")
}

/// What ends a sentence; a line that ends within a paragraph does not.
const SENTENCE_ENDS: [char; 4] = ['。', '；', '！', '？'];

/// What ends a sentence of a value, whose lines are its author's.
const LINE_OR_SENTENCE_ENDS: [char; 5] = ['。', '；', '！', '？', '\n'];

/// The sentence around a place within a text.
fn sentence(text: &str, within: &Range<usize>, place: &Range<usize>, ends: &[char]) -> Range<usize> {
    let past = |rest: &str, at: usize| at + rest[at..].chars().next().map_or(0, char::len_utf8);
    let before = &text[within.start..place.start];
    let start = before.rfind(ends).map_or(0, |at| past(before, at));
    let from = place.end.clamp(place.start, within.end.max(place.start));
    let after = text.get(from..within.end).unwrap_or_default();
    let end = after.find(ends).map_or(after.len(), |at| past(after, at));
    within.start + start..from + end
}

/// Where the first value of the last table stands.
fn first_value(way: &[&Entry]) -> Option<Range<usize>> {
    way.last()?.values.first()?.1.first().cloned()
}

/// A heading with the numbers of those above it: `三（一）` and `（一）组织情况` are `三（一）组织情况`.
fn under(place: &str, heading: &str) -> String {
    let shared = place.char_indices().map(|(at, _)| &place[at..]).find(|end| heading.starts_with(end));
    shared.map_or_else(|| heading.to_owned(), |shared| format!("{place}{}", &heading[shared.len()..]))
}

/// The words of a value, those that are meant set off. What a mark says of a figure is no word of the report.
fn runs(text: &str, range: &Range<usize>, marked: &[Range<usize>]) -> Vec<RunView> {
    let marks = marks::find(&text[range.clone()]);
    let is_shown = |at: &usize| {
        !marks.iter().any(|mark| at + 1 == mark.said.start || (mark.said.end <= *at && *at <= mark.of.end))
    };
    let shown = text[range.clone()].char_indices().filter(|(at, _)| is_shown(at));
    set_off(shown.map(|(at, c)| (range.start + at, c)), marked)
}

/// Characters with their places as runs, those that are meant and those that are not.
fn set_off(characters: impl Iterator<Item = (usize, char)>, marked: &[Range<usize>]) -> Vec<RunView> {
    let mut runs: Vec<RunView> = Vec::new();
    for (at, c) in characters.skip_while(|(_, c)| c.is_whitespace()) {
        let is_marked = marked.iter().any(|place| place.contains(&at));
        match runs.last_mut() {
            Some(run) if run.marked == is_marked => run.text.push(c),
            _ => runs.push(RunView { text: c.to_string(), marked: is_marked }),
        }
    }
    runs
}

/// The row of a table: its figures, and those that are meant.
fn of_row(lang: Lang, text: &str, way: &[&Entry], excerpt: &Excerpt<'_>) -> ExcerptView {
    let nothing = Entry::default();
    let row = way.last().copied().unwrap_or(&nothing);
    let value = |entry: &Entry, key: &str| entry.value(key).map(|range| text[unquoted(text, &range)].to_owned());
    // The scores of several raters are a table of their own within the row that they are of.
    let titled = if row.key == "scores" { way.iter().rev().nth(1).copied().unwrap_or(row) } else { row };
    let title = TITLES.iter().find(|(table, _)| *table == row.key).map_or(&ANY_TITLE[..], |(_, keys)| keys);
    let is_meant = |leaves: &[Range<usize>]| {
        leaves.iter().any(|leaf| excerpt.marked.iter().any(|place| leaf.contains(&place.start)))
    };
    let title = title.iter().find_map(|key| titled.value(key)).filter(|title| !is_meant(std::slice::from_ref(title)));
    let title = title.map(|title| lang.value(&said(&text[unquoted(text, &title)])));
    let is_personal = PERSONAL.contains(&row.key.as_str());
    let stated = way.iter().rev().find_map(|entry| value(entry, "place")).filter(|_| !is_personal);
    let unit = way.iter().find(|entry| entry.key == "funds").and_then(|funds| Unit::at_start(&value(funds, "unit")?));
    let table = stated.or_else(|| table(way).map(|word| lang.word(word))).map(|table| match unit {
        Some(unit) => table + &lang.say(&Message::new("in-brackets").with("text", Arg::Word(unit.word()))),
        None => table,
    });
    let parts = row.values.iter().filter_map(|(key, leaves)| {
        let shown = SHOWN_KEYS.iter().find(|(known, ..)| known == key);
        let is_figure = shown.is_some_and(|(.., is_figure)| *is_figure);
        if !is_figure && (is_personal || !is_meant(leaves)) {
            return None;
        }
        let name = shown.map(|(_, word, _)| lang.word(if is_of_goal(&row.key, key) { "goal-actual" } else { word }));
        Some(PartView { name, runs: cell(lang, text, leaves, &excerpt.marked) })
    });
    let place: Vec<String> = table.into_iter().chain(title).collect();
    ExcerptView { place: place.join(&lang.word("between-places")), fragment: None, label: None, parts: parts.collect() }
}

/// The values of a key: of a long text the sentences that are meant, of a list all.
fn cell(lang: Lang, text: &str, leaves: &[Range<usize>], marked: &[Range<usize>]) -> Vec<RunView> {
    let mut cell = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        if number > 0 {
            cell.push(RunView { text: lang.word("list-separator"), marked: false });
        }
        let words = unquoted(text, leaf);
        let within =
            marked.iter().find(|place| words.contains(&place.start) && *place != leaf && place.end < words.end);
        let shown = within.map_or_else(|| words.clone(), |place| sentence(text, &words, place, &LINE_OR_SENTENCE_ENDS));
        cell.extend(runs(text, &shown, marked));
    }
    cell
}

/// What names a row; in these tables by other keys than in the rest.
const TITLES: [(&str, &[&str]); 3] = [("rates", &["label"]), ("contact", &[]), ("evaluators", &[])];
const ANY_TITLE: [&str; 3] = ["name", "of", "title"];

/// Tables about people: only their posts and figures are shown.
const PERSONAL: [&str; 2] = ["contact", "evaluators"];

/// Keys with their words, and whether they are figures, shown beside the one that is meant.
const SHOWN_KEYS: [(&str, &str, bool); 28] = [
    ("post", "post", true),
    ("weight", "quantity-weight", true),
    ("score", "quantity-score", true),
    ("grade", "quantity-grade", true),
    ("maximum", "full-marks", true),
    ("planned", "basis-planned", true),
    ("budget", "basis-budget", true),
    ("adjusted", "basis-adjusted", true),
    ("received", "basis-received", true),
    ("spent", "basis-spent", true),
    ("printed", "printed", true),
    ("target", "column-target", true),
    ("actual", "column-actual", true),
    ("self", "rater-self", false),
    ("department", "rater-department", false),
    ("finance", "rater-finance", false),
    ("third-party", "rater-third-party", false),
    ("ladder", "place-ladder", false),
    ("expected", "place-expected", false),
    ("explanation", "column-explanation", false),
    ("standard", "column-standard", false),
    ("basis", "column-basis", false),
    ("deviation", "place-deviation", false),
    ("reason", "place-reason", false),
    ("bands_printed", "bands-printed", false),
    ("title", "name", false),
    ("name", "name", false),
    ("date", "evaluation-date", false),
];

/// Whether a key is what was reached of an overall goal, which reports call otherwise than that of a target.
fn is_of_goal(table: &str, key: &str) -> bool {
    (table, key) == ("goals", "actual")
}

/// What the table of a row is called where the report does not say.
fn table(way: &[&Entry]) -> Option<&'static str> {
    let keys: Vec<&str> = way.iter().map(|entry| entry.key.as_str()).collect();
    match keys[..] {
        [_, "contact"] => Some("fact-contact"),
        [_, "evaluations"] => Some("place-result"),
        [_, "evaluations", "evaluators"] => Some("evaluators"),
        [_, "evaluations", ..] => Some("place-score-table"),
        [_, "funds", ..] => Some("funds"),
        [_, "targets", ..] => Some("place-goals"),
        [_, "goals", ..] => Some("overall-goal"),
        [_, "problems", ..] => Some("problems"),
        _ => None,
    }
}

/// A value without its quotation marks.
fn unquoted(text: &str, value: &Range<usize>) -> Range<usize> {
    let words = &text[value.clone()];
    let quotes = ['"', '\'', '\n'];
    let start = words.len() - words.trim_start_matches(quotes).len();
    let end = words.trim_end_matches(quotes).len();
    value.start + start..value.start + end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use crate::source::{Source, Span};

    const PROJECT: &str = r#"
title = "示例"
[funds]
unit = "万元"
budget = 185
sources = [{ name = "县级资金", budget = 185, received = 166.02 }]
rates = [{ place = "指标表", of = "received", to = "budget", printed = "89.7%" }]
[[goals]]
expected = "办件便捷"
[[targets]]
name = "办件量"
ladder = ["99%", "98%"]
[[evaluations]]
grade = "优"
[[evaluations.indicators]]
name = "组织机构"
weight = 1
score = 1
basis = "有机构。该指标得2分；制度健全。按3*4分计。"
[[evaluations.indicators]]
name = "管理制度"
weight = 9
scores = { self = 8, finance = 7 }
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "管理", weight = 25, score = 23 }]
[[evaluations.evaluators]]
name = "张三"
post = "局长"
score = 90
"#;
    const REPORT: &str = "前言。\n\n## 三、管理\n\n### （一）组织情况\n\n另一句。合同**三年**[300元]{合同}，一年[10元]{一年}。\n\n- 第三句；\n\n得分=分值*完成率，实际\n支出[7元]{支出}。\n";

    /// What is shown of places: words of `PROJECT` or `REPORT`, those that are meant in square brackets.
    fn shown(places: &[&str]) -> Vec<String> {
        let files = [("content/projects/2023/a/project.toml", PROJECT), ("content/projects/2023/a/report.md", REPORT)];
        let sources = Sources::new(files.map(|(path, text)| Source { path: path.into(), text: text.into() }));
        let span = |words: &str| {
            let of_file = |(path, text): (&str, &str)| {
                let start = text.find(words)?;
                Some(Span::new(sources.find(path)?, start..start + words.len()))
            };
            files.into_iter().find_map(of_file).expect("words of one of the texts")
        };
        let mut finding = Finding::new("told-twice", Severity::Warning, span(places[0]));
        finding.related = places[1..].iter().map(|words| (span(words), Message::new("label-told-here"))).collect();
        let (excerpts, _) = Reports::new(&sources).excerpts(Lang::ZhCn, &finding);
        let words = |excerpt: ExcerptView| {
            let parts = excerpt.parts.into_iter().map(|part| {
                let runs = part.runs.into_iter();
                let runs = runs.map(|run| if run.marked { format!("[{}]", run.text) } else { run.text });
                format!("{}{}", part.name.map(|name| name + " ").unwrap_or_default(), runs.collect::<String>())
            });
            let parts: Vec<String> = parts.collect();
            format!("{}: {}", excerpt.place, parts.join(" "))
        };
        excerpts.into_iter().map(words).collect()
    }

    #[test]
    fn a_sentence_is_shown_under_its_heading_and_without_marks() {
        assert_eq!(shown(&["300元"]), ["三（一）组织情况: 合同三年[300元]，一年10元。"]);
        assert_eq!(shown(&["300元", "10元"]), ["三（一）组织情况: 合同三年[300元]，一年[10元]。"]);
        assert_eq!(shown(&["第三句"]), ["三（一）组织情况: [第三句]；"]);
        assert_eq!(shown(&["7元"]), ["三（一）组织情况: 得分=分值*完成率，实际支出[7元]。"]);
        assert_eq!(shown(&["（一）组织情况"]), ["三（一）组织情况: [（一）组织情况]"]);
        assert_eq!(shown(&["前言"]), ["正文: [前言]。"]);
    }

    #[test]
    fn a_row_is_shown_with_its_figures() {
        assert_eq!(shown(&["23 }"]), ["汇总表 · 管理: 分值 25 得分 [23]"]);
        assert_eq!(shown(&["166.02"]), ["资金（万元） · 县级资金: 年初预算 185 实际到位 [166.02]"]);
        assert_eq!(shown(&["\"89.7%\""]), ["指标表（万元）: 原文 [89.7%]"]);
        assert_eq!(shown(&["\"优\""]), ["评价结果: 评价等次 [优]"]);
        assert_eq!(shown(&["\"99%\"", "\"98%\""]), ["绩效目标 · 办件量: 各档标准 [99%]、[98%]"]);
        assert_eq!(shown(&["办件便捷"]), ["总体目标: 预期目标 [办件便捷]"]);
        assert_eq!(shown(&["\"办件量\""]), ["绩效目标: 名称 [办件量]"]);
        assert_eq!(shown(&["得2分"]), ["评分表 · 组织机构: 分值 1 得分 1 评价依据 该指标[得2分]；"]);
    }

    #[test]
    fn a_score_in_a_column_of_several_raters_is_shown_with_its_row_and_its_rater() {
        assert_eq!(shown(&["7 }"]), ["评分表 · 管理制度: 财政评价 [7]"]);
    }

    #[test]
    fn a_value_is_shown_as_it_is_written() {
        assert_eq!(shown(&["3*4分"]), ["评分表 · 组织机构: 分值 1 得分 1 评价依据 按[3*4分]计。"]);
    }

    #[test]
    fn people_are_shown_by_their_posts() {
        assert_eq!(shown(&["90"]), ["评价人员: 职务 局长 得分 [90]"]);
        assert_eq!(shown(&["\"张三\""]), ["评价人员: 职务 局长 得分 90"]);
    }
}
