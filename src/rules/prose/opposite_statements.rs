//! Two sentences of one report that cannot both be true: the money came in time, the money did not come in time.
//!
//! Only pairs that leave no doubt. What is demanded, planned, asked or supposed is no statement, nor is one about a part.

use crate::diag::place::named;
use crate::rules::shared::whose::speaks_of_another_year;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::Evaluation;
use crate::model::funds::Basis;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};
use crate::syntax::sections::{Block, Kind, Section};
use crate::syntax::{marks, number};

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

/// What a clause says of a thing: that it is so, or the contrary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    Holds,
    Fails,
}

/// How a clause is read.
type Read = fn(&Clause<'_>) -> Option<Claim>;

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

/// A clause and what stands around it in its sentence, and the text that both are of.
struct Clause<'a> {
    before: &'a str,
    words: &'a str,
    after: &'a str,
    passage: &'a str,
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
    let text = &narrative.sources.get(narrative.file).text;
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

/// What follows a place in its sentence.
fn rest_of_sentence(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(SENTENCE_ENDS).unwrap_or(rest.len())]
}

/// Whether what follows a clause says how many points it is worth: then it is a standard. `，得2分`, `，扣1分`, `的不得分`.
fn is_graded(after: &str) -> bool {
    let next = after.trim_start_matches(['，', ',', ' ']).strip_prefix('得');
    next.is_some_and(|points| points.starts_with(|c: char| c.is_ascii_digit()))
        || ["扣", "不得分", "不予得分"].iter().any(|word| after.contains(word))
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
        let text = &narrative.sources.get(narrative.file).text;
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
        Arg::Run(vec![Arg::Word(basis.word()), format!(" {amount}{}", funds.unit.value.symbol()).into()])
    };
    (received.value < budget.value).then(|| Said {
        claim: Claim::Fails,
        words: Arg::Run(vec![shown(basis, budget.value), "，".into(), shown(Basis::Received, received.value)]),
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

const SENTENCE_ENDS: [char; 7] = ['。', '；', ';', '！', '？', '?', '\n'];

/// Each clause, with where its sentence begins.
fn clauses(text: &str) -> Vec<(usize, Range<usize>)> {
    let (mut sentence, mut start) = (0, 0);
    let mut clauses = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), '。')]) {
        let ends_sentence = SENTENCE_ENDS.contains(&c);
        if !ends_sentence && !matches!(c, '，' | ',' | '：' | ':') {
            continue;
        }
        // A question states nothing.
        if start < at && !matches!(c, '？' | '?') {
            clauses.push((sentence, start..at));
        }
        start = at + c.len_utf8();
        if ends_sentence {
            sentence = start;
        }
    }
    clauses
}

/// Marks of emphasis, numbering and space around a clause.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

/// Whether what stands before a clause in its sentence makes it a demand, a plan, a supposition, or one about a part.
fn is_conditional(before: &str) -> bool {
    CONDITIONAL.iter().any(|word| before.contains(word))
}

const CONDITIONAL: &[&str] = &[
    "若",
    "如",
    "假",
    "是否",
    "有无",
    "能否",
    "应",
    "须",
    "需",
    "要求",
    "建议",
    "将",
    "下一步",
    "今后",
    "确保",
    "保证",
    "力争",
    "争取",
    "计划",
    "拟",
    "希望",
    "避免",
    "防止",
    "杜绝",
    "以便",
    "为了",
    "部分",
    "个别",
    "季度",
    "半年",
    "省级",
    "市级",
    "县级",
    "区级",
    "中央",
    "自筹",
    "配套",
    "上年",
    "去年",
    "往年",
    "历年",
    "以前",
    "预计",
    "标准",
    "扣",
    "基本",
    "多数",
    "总体",
];

const NEGATIONS: [char; 5] = ['不', '未', '没', '无', '非'];
const MONEY: [&str; 4] = ["资金", "经费", "款项", "拨款"];
/// What may stand before the money without making it a part of all.
const WHOLE: [&str; 14] =
    ["项目", "专项", "财政", "各项", "全部", "所需", "工作", "因为", "由于", "因", "但", "而", "且", "年度"];
/// What else comes in.
const OTHERS: [&str; 8] = ["人员", "设备", "物资", "材料", "货物", "责任", "措施", "制度"];
const IN_TIME: [&str; 6] = ["及时到位", "及时足额到位", "及时、足额到位", "按时到位", "按时足额到位", "到位及时"];
const LATE: [&str; 9] = [
    "到位不及时",
    "不及时到位",
    "未及时到位",
    "未能及时到位",
    "没及时到位",
    "没有及时到位",
    "未按时到位",
    "未能按时到位",
    "没有按时到位",
];

const IN_FULL: [&str; 5] = ["足额到位", "全额到位", "及时足额到位", "及时、足额到位", "按时足额到位"];
const SHORT: [&str; 8] = [
    "未足额到位",
    "未能足额到位",
    "没有足额到位",
    "未及时足额到位",
    "未全额到位",
    "未能全额到位",
    "没有全额到位",
    "到位不足",
];

/// Money came in time, or it did not. A clause that copies a standard (`及时到位（2分）`, `不及时的，扣1分`) says neither.
fn money_in_time(clause: &Clause<'_>) -> Option<Claim> {
    money_came(clause, &IN_TIME, &LATE)
}

/// All the money came in, or less.
fn money_in_full(clause: &Clause<'_>) -> Option<Claim> {
    money_came(clause, &IN_FULL, &SHORT)
}

/// Which of two opposites a clause says of the money: `so` or `not_so`.
fn money_came(clause: &Clause<'_>, so: &[&str], not_so: &[&str]) -> Option<Claim> {
    let words = clause.words;
    let find = |phrases: &[&str]| {
        phrases.iter().find_map(|phrase| words.find(phrase).map(|at| (&words[..at], &words[at + phrase.len()..])))
    };
    let (claim, (before, after)) = match find(not_so) {
        Some(found) => (Claim::Fails, found),
        None => (Claim::Holds, find(so)?),
    };
    let names_money = |words: &str| MONEY.iter().any(|noun| words.contains(noun));
    let goes_on = before.trim_matches(is_mark).is_empty()
        && MONEY.iter().any(|noun| clause.before.contains(&format!("{noun}到位")));
    let is_meant = names_money(before) || goes_on || clause.is_about_money;
    // Money of one kind, batch or place may come late while the rest is in time.
    let of_a_part = MONEY.iter().filter_map(|noun| before.find(noun)).min().is_some_and(|at| {
        let qualifier = before[..at].trim_matches(is_mark);
        !qualifier.is_empty() && !WHOLE.iter().any(|whole| qualifier.ends_with(whole))
    });
    let is_no_statement = is_conditional(clause.before)
        || before.contains(NEGATIONS)
        || of_a_part
        || is_conditional(before)
        || OTHERS.iter().any(|noun| before.contains(noun))
        || after.starts_with(['（', '(', '的', '性', '率', '度', '与', '是', '后', '时', '前'])
        || words.contains("分）")
        || words.contains("不得分")
        || words.contains('扣');
    (is_meant && !is_no_statement).then_some(claim)
}

/// All the money was paid, or a stated rest of it was not. A rest that is kept back, or due later, says neither.
fn money_paid(clause: &Clause<'_>) -> Option<Claim> {
    let words = marks::strip(clause.words);
    let words = words.trim_matches(is_mark);
    if is_unpaid_rest(words) {
        let is_due = KEPT_BACK.iter().any(|word| clause.passage.contains(word));
        let is_stated = !is_conditional(&clause.before.replace("基本完成", ""));
        return (is_stated && !is_due && !clause.after.contains(['已', '付'])).then_some(Claim::Fails);
    }
    let before = ALL_PAID.iter().find_map(|paid| words.strip_suffix(paid))?;
    let sentence = format!("{}{before}", marks::strip(clause.before));
    let noun = MONEY.iter().filter_map(|noun| sentence.find(noun)).min()?;
    let qualifier = sentence[..noun].rsplit(['，', ',']).next().unwrap_or_default().trim_matches(is_mark);
    let is_whole = qualifier.is_empty() || WHOLE.iter().any(|whole| qualifier.ends_with(whole));
    let is_stated =
        !is_conditional(&sentence.replace("按季度", "")) && !sentence.contains(NEGATIONS) && !sentence.contains('元');
    (is_whole && is_stated).then_some(Claim::Holds)
}

/// `余61.3万元未支付`: an amount and nothing of what it was for.
fn is_unpaid_rest(words: &str) -> bool {
    let Some(at) = words.find(|c: char| c.is_ascii_digit()) else { return false };
    let (lead, amount) = words.split_at(at);
    let is_rest = ["", "余", "剩余", "尚余", "还余", "其余", "余款", "尚有", "还有", "仍有"].contains(&lead.trim());
    let after = number::leading(amount).filter(|(value, _)| *value > Decimal::ZERO).map(|(_, after)| after);
    let unit = after.and_then(|after| ["万元", "亿元", "元"].iter().find_map(|unit| after.strip_prefix(unit)));
    let is_unpaid = |said: &str| {
        let said = MONEY.iter().find_map(|noun| said.strip_prefix(noun)).unwrap_or(said);
        ["未支付", "尚未支付", "还未支付", "仍未支付", "没有支付", "未付", "尚未付"].contains(&said)
    };
    is_rest && unit.is_some_and(|said| is_unpaid(said.trim_start()))
}

const ALL_PAID: [&str; 6] = ["支付完成", "支付完毕", "全部支付", "足额支付", "全额支付", "支付到位"];
/// What explains that a rest was not paid: it is kept back, or due later.
const KEPT_BACK: [&str; 15] = [
    "质保",
    "保证金",
    "保修",
    "尾款",
    "预留",
    "扣留",
    "约定",
    "合同",
    "待",
    "考核",
    "验收",
    "结转",
    "次年",
    "下年",
    "明年",
];

/// All work was done in time, or targets were not reached. Both only in so many words.
fn work_done(clause: &Clause<'_>) -> Option<Claim> {
    if is_conditional(clause.before) {
        return None;
    }
    let words: String = clause.words.chars().filter(|c| !is_mark(*c) && !"、均都已".contains(*c)).collect();
    let strip = |words: &str, prefixes: &[&str]| {
        let found = prefixes.iter().find_map(|prefix| words.strip_prefix(prefix));
        found.map(str::to_owned)
    };
    let scope = ["项目各项", "全部", "各项", "所有", "项目"];
    let work = ["绩效目标", "目标任务", "工作任务", "工作", "任务", "目标"];
    let done = ["按时完成", "全部完成", "按时按质完成", "按时按质按量完成", "按时保质保量完成", "全部按时完成"];
    let rest = strip(&words, &scope).unwrap_or_else(|| words.clone());
    if strip(&rest, &work).is_some_and(|rest| done.contains(&rest.as_str())) {
        return Some(Claim::Holds);
    }
    // 2项未完成: some of those that were counted.
    let counts_work = words.split_once('项').is_some_and(|(before, _)| before.ends_with(is_numeral));
    let names_work = counts_work || ["目标", "任务"].iter().any(|noun| words.contains(noun));
    let ends = ["未完成", "没有完成", "未能完成", "尚未完成"].iter().find_map(|end| words.strip_suffix(end))?;
    // In the course of the year, or put right since.
    let is_past = clause.before.contains('月') || words.contains('月') || clause.after.contains('已');
    let of_others = ["家", "个单位"].iter().any(|others| words.contains(others));
    let counts_none = ends.ends_with("零项")
        || ends.strip_suffix("0项").is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_digit()));
    let is_no_statement =
        ends.contains(NEGATIONS) || counts_none || is_past || of_others || is_conditional(&words.replace("部分", ""));
    (names_work && !is_no_statement).then_some(Claim::Fails)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)
}
