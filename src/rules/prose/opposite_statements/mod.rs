//! Two sentences of one report that cannot both be true: the money came in time, the money did not come in time.
//!
//! Only pairs that leave no doubt. What is demanded, planned, asked or supposed is no statement, nor is one about a part.

mod clauses;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::Evaluation;
use crate::model::funds::Basis;
use crate::rules::shared::whose::speaks_of_another_year;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::marks;
use crate::syntax::sections::{Block, Kind, Section};
use clauses::{
    Claim, Clause, NEGATIONS, Read, SENTENCE_ENDS, clauses, is_conditional, is_graded, is_mark, money_in_full,
    money_in_time, money_paid, rest_of_sentence, work_done,
};

pub(super) static RULE: Rule = Rule {
    name: "opposite-statements",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "## 三、资金

项目资金及时到位，按计划支出。
^^^^^^^^^^^^^^^^ opposite-statements

## 六、问题

资金到位不及时，影响支付进度。
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "## 三、资金

资金到位不及时，影响支付进度。

## 七、建议

确保资金及时到位。
",
    }),
    ..Rule::PLAIN
};

/// One of these stands in every clause that is read: about money coming in, about work being done, about money being paid.
const WORDS: [&str; 3] = ["到位", "完成", "付"];

/// A text of the report.
struct Passage<'a> {
    words: &'a str,
    place: String,
    span: Span,
    /// Whether bytes of `words` are bytes of the file, so that a clause has a place of its own.
    is_verbatim: bool,
    /// Whether it speaks of money coming in without saying so: the basis of 到位时效.
    is_about_money: bool,
}

/// A clause that says something of a topic.
struct Said {
    claim: Claim,
    words: Arg,
    place: String,
    span: Span,
    passage: usize,
}

/// One finding a pair of opposites, at the first place that says it is so.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let passages = passages(subject);
    let year = subject.project.year.value.to_string();
    let mut about_money = statements(&passages, &year, WORDS[0], money_in_time);
    about_money.extend(late_by_score(subject, passages.len()));
    report(place::MONEY_IN_TIME, about_money, found);
    let mut about_amount = statements(&passages, &year, WORDS[0], money_in_full);
    about_amount.extend(short_by_funds(subject, passages.len()));
    report(place::MONEY_IN_FULL, about_amount, found);
    report(place::MONEY_PAID, statements(&passages, &year, WORDS[2], money_paid), found);
    report(place::WORK_DONE, statements(&passages, &year, WORDS[1], work_done), found);
    report(place::OWN_WORDS, denied(subject), found);
}

/// A clause that another place denies word for word: 提出合理的建议, 没有提出合理的建议.
fn denied(subject: &Subject<'_>) -> Vec<Said> {
    let Some(narrative) = subject.narrative else { return Vec::new() };
    let text = &narrative.text;
    let blocks = narrative.sections.iter().flat_map(|section| &section.blocks);
    let blocks: Vec<_> = blocks.filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item)).collect();
    let said = |claim, passage: usize, range: Range<usize>| Said {
        claim,
        words: marks::strip(&text[range.clone()]).into_owned().into(),
        place: narrative.places.at(range.start),
        span: Span::new(narrative.file, range),
        passage,
    };
    let denials = denials(text, &blocks);
    if denials.is_empty() {
        return Vec::new();
    }
    for (number, block) in blocks.iter().enumerate() {
        let words = &text[block.range.clone()];
        for (sentence, range) in clauses(words) {
            let clause = words[range.clone()].trim_matches(is_mark);
            let denies = |denial: &&Denial| denial.block != number && text[denial.range.end..].starts_with(clause);
            let Some(denial) = denials.iter().find(denies) else { continue };
            let is_telling = clause.chars().count() >= TELLING && !clause.contains(NEGATIONS);
            let begins: String = clause.chars().take(4).collect();
            if is_telling && !is_conditional(&words[sentence..range.start]) && !is_conditional(&begins) {
                let start = block.range.start + range.start + words[range.clone()].find(clause).unwrap_or(0);
                return vec![
                    said(Claim::Holds, number, start..start + clause.len()),
                    said(Claim::Fails, denial.block, denial.range.start..denial.range.end + clause.len()),
                ];
            }
        }
    }
    Vec::new()
}

/// A word that denies what follows it.
struct Denial {
    block: usize,
    /// Where the word stands in the file.
    range: Range<usize>,
}

/// Whether the sentence around a place tells what was: not what shall be, what a standard takes off, or another year.
fn is_stated(text: &str, at: usize) -> bool {
    let before = text[..at].rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    !is_conditional(before)
        && !before.contains("约定")
        && !before.ends_with('对')
        && !is_graded(rest_of_sentence(text, at))
}

/// Every word that denies, by its word and then in the order of the text.
fn denials(text: &str, blocks: &[&Block]) -> Vec<Denial> {
    let of_word = |word: &'static str| {
        blocks.iter().enumerate().flat_map(move |(block, Block { range, .. })| {
            let found = text[range.clone()].match_indices(word);
            let stated = found.filter(|(at, _)| is_stated(&text[range.clone()], *at));
            stated.map(move |(at, _)| Denial { block, range: range.start + at..range.start + at + word.len() })
        })
    };
    ["没有", "未能", "未"].into_iter().flat_map(of_word).collect()
}

/// A clause of so many characters is not repeated by chance.
const TELLING: usize = 10;

/// What the report says of one thing; every clause about it has `word`.
fn statements(passages: &[Passage<'_>], year: &str, word: &str, read: Read) -> Vec<Said> {
    let mut said = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        for (sentence, range) in clauses(passage.words) {
            let words = &passage.words[range.clone()];
            if !words.contains(word) {
                continue;
            }
            let before = &passage.words[sentence..range.start];
            if speaks_of_another_year(&passage.words[sentence..range.end], year) {
                continue;
            }
            let after = rest_of_sentence(passage.words, range.end);
            if is_graded(after) {
                continue;
            }
            let clause =
                Clause { before, words, after, passage: passage.words, is_about_money: passage.is_about_money };
            said.extend(read(&clause).map(|claim| Said {
                claim,
                words: marks::strip(words).trim_matches(is_mark).into(),
                place: passage.place.clone(),
                span: place_of(passage, range),
                passage: number,
            }));
        }
    }
    said
}

/// Where a clause was written, without the marks around it.
fn place_of(passage: &Passage<'_>, range: Range<usize>) -> Span {
    if !passage.is_verbatim {
        return passage.span;
    }
    let words = &passage.words[range.clone()];
    let start = range.start + words.len() - words.trim_start_matches(is_mark).len();
    let end = range.end - (words.len() - words.trim_end_matches(is_mark).len());
    let from = passage.span.start();
    Span::new(passage.span.file, from + start..from + end)
}

fn report(of: &str, said: Vec<Said>, found: &mut Found<'_>) {
    let (holds, fails): (Vec<Said>, Vec<Said>) = said.into_iter().partition(|one| one.claim == Claim::Holds);
    // Both within one passage may be a concession: all is done, but for this.
    let apart = |one: &Said, others: &[Said]| others.iter().all(|other| other.passage != one.passage);
    let (Some(first), Some(contrary)) =
        (holds.iter().find(|one| apart(one, &fails)), fails.iter().find(|one| apart(one, &holds)))
    else {
        return;
    };
    let told =
        |all: &[Said]| Arg::list(all.iter().map(|one| Arg::noted(Arg::quoted(one.words.clone()), named(&one.place))));
    let mut finding = found.finding(first.span);
    finding.message = Message::new("opposite-statements")
        .with("said", first.words.clone())
        .with("place", named(&first.place))
        .with("contrary", contrary.words.clone())
        .with("other", named(&contrary.place));
    if holds.len() + fails.len() > 2 {
        finding.help.push(Message::new("all-statements").with("holds", told(&holds)).with("fails", told(&fails)));
    }
    finding.related.extend(fails.iter().map(|one| (one.span, Message::new("label-says-contrary"))));
    let same = holds.iter().filter(|one| one.span != first.span);
    finding.related.extend(same.map(|one| (one.span, Message::new("label-says-too"))));
    finding.at = Place::of([place::STATEMENTS, of]);
    found.report(finding);
}

/// The texts in which a report states facts: not its targets, standards and proposals, nor notes of the site.
fn passages<'a>(subject: &Subject<'a>) -> Vec<Passage<'a>> {
    let may_be_read = |words: &str| WORDS.iter().any(|word| words.contains(word));
    let mut passages = Vec::new();
    if let Some(narrative) = subject.narrative {
        let text = &narrative.text;
        for section in &narrative.sections {
            let blocks = section.blocks.iter().filter(|_| states_facts(section));
            for block in blocks.filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Cell)) {
                if !may_be_read(&block.text) {
                    continue;
                }
                passages.push(Passage {
                    words: &text[block.range.clone()],
                    place: narrative.places.at(block.range.start),
                    span: Span::new(narrative.file, block.range.clone()),
                    is_verbatim: true,
                    is_about_money: false,
                });
            }
        }
    }
    let mut add = |text: &'a Option<Located<String>>, column: &str, of: &str, is_about_money: bool| {
        let text = text.as_ref().filter(|text| may_be_read(&text.value));
        passages.extend(text.map(|text| Passage {
            words: &text.value,
            place: format!("{column}/{of}"),
            span: text.span,
            is_verbatim: false,
            is_about_money,
        }));
    };
    for indicator in only_evaluation(subject).into_iter().flat_map(|evaluation| &evaluation.indicators) {
        let is_about_money = indicator.path.contains("资金到位") || is_money_in_time(&indicator.name.value);
        add(&indicator.basis, place::BASIS, &indicator.path, is_about_money);
        add(&indicator.deviation, place::DEVIATION, &indicator.path, is_about_money);
        add(&indicator.reason, place::REASON, &indicator.path, is_about_money);
    }
    for goal in &subject.project.goals {
        add(&goal.actual, place::OVERALL_GOALS, place::ACTUAL, false);
    }
    passages
}

/// Whether an indicator rates nothing but that the money came in time.
fn is_money_in_time(name: &str) -> bool {
    ["到位时效", "资金到位时效", "到位及时性", "资金到位及时性"].contains(&name)
}

/// Of several evaluations one may well deny what another says.
fn only_evaluation<'a>(subject: &Subject<'a>) -> Option<&'a Evaluation> {
    match subject.project.evaluations.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Points lost by 到位时效 say that the money was late, whatever the text says.
fn late_by_score(subject: &Subject<'_>, passages: usize) -> Vec<Said> {
    let Some(evaluation) = only_evaluation(subject) else { return Vec::new() };
    let late = evaluation.indicators.iter().filter(|indicator| is_money_in_time(&indicator.name.value)).enumerate();
    late.filter_map(|(number, indicator)| {
        let (score, weight) = (indicator.score.as_ref()?, indicator.weight.as_ref()?);
        (score.value < weight.value).then(|| Said {
            claim: Claim::Fails,
            words: format!("{} {}/{}", indicator.name.value, score.value, weight.value).into(),
            place: evaluation.place.clone().unwrap_or_else(|| place::SCORE_TABLE.to_owned()),
            span: score.span,
            passage: passages + number,
        })
    })
    .collect()
}

/// Less received than the budget says that not all of the money came in.
fn short_by_funds(subject: &Subject<'_>, passages: usize) -> Option<Said> {
    // Of several sources one may have come in in full.
    let funds = subject.project.funds.as_ref().filter(|funds| funds.sources.len() < 2)?;
    let amount = |basis: Basis| Some((basis, funds.total.amount(basis)?));
    let (basis, budget) = amount(Basis::Adjusted).or_else(|| amount(Basis::Budget))?;
    let received = funds.total.amount(Basis::Received)?;
    let shown = |basis: Basis, amount: Decimal| {
        Arg::run([Arg::Word(basis.word()), format!(" {amount}{}", funds.unit.value.symbol()).into()])
    };
    (received.value < budget.value).then(|| Said {
        claim: Claim::Fails,
        words: Arg::run([shown(basis, budget.value), "，".into(), shown(Basis::Received, received.value)]),
        place: place::FUNDS.to_owned(),
        span: received.span,
        passage: passages,
    })
}

/// Whether a section tells what was, not what shall be.
fn states_facts(section: &Section) -> bool {
    let heading = section.heading.as_str();
    let any = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    !any(&["标准", "办法"]) && !any(&["建议", "计划", "目标", "措施", "打算"]) || any(&["情况", "问题", "完成"])
}
