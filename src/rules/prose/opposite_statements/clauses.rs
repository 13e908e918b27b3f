//! What a clause says of the money and the work, in plain words that can mean nothing else. Compares nothing.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::syntax::{marks, number};

/// What a clause says of a thing: that it is so, or the contrary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    Holds,
    Fails,
}

/// How a clause is read.
pub(super) type Read = fn(&Clause<'_>) -> Option<Claim>;

/// A clause and what stands around it in its sentence, and the text that both are of.
pub(super) struct Clause<'a> {
    pub(super) before: &'a str,
    pub(super) words: &'a str,
    pub(super) after: &'a str,
    pub(super) passage: &'a str,
    pub(super) is_about_money: bool,
}

pub(super) const SENTENCE_ENDS: [char; 7] = ['。', '；', ';', '！', '？', '?', '\n'];

/// Each clause, with where its sentence begins.
pub(super) fn clauses(text: &str) -> Vec<(usize, Range<usize>)> {
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
pub(super) fn is_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

/// Whether what stands before a clause in its sentence makes it a demand, a plan, a supposition, or one about a part.
pub(super) fn is_conditional(before: &str) -> bool {
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

pub(super) const NEGATIONS: [char; 5] = ['不', '未', '没', '无', '非'];
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
pub(super) fn money_in_time(clause: &Clause<'_>) -> Option<Claim> {
    money_came(clause, &IN_TIME, &LATE)
}

/// All the money came in, or less.
pub(super) fn money_in_full(clause: &Clause<'_>) -> Option<Claim> {
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
    // 截至6月底未足额到位: it may have come since.
    let is_past = claim == Claim::Fails && [clause.before, words].iter().any(|words| is_within_year(words));
    let is_no_statement = is_conditional(clause.before)
        || is_past
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

/// Whether words tell of a time before the end of the year.
fn is_within_year(words: &str) -> bool {
    words.contains("年初") || words.contains("年中") || words.replace("12月", "").contains('月')
}

/// All the money was paid, or a stated rest of it was not. A rest that is kept back, or due later, says neither.
pub(super) fn money_paid(clause: &Clause<'_>) -> Option<Claim> {
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
pub(super) fn work_done(clause: &Clause<'_>) -> Option<Claim> {
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
    let of_others = ["家", "个单位", "全省", "全市", "全国"].iter().any(|others| words.contains(others));
    let counts_none = ends.ends_with("零项")
        || ends.strip_suffix("0项").is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_digit()));
    let is_no_statement =
        ends.contains(NEGATIONS) || counts_none || is_past || of_others || is_conditional(&words.replace("部分", ""));
    (names_work && !is_no_statement).then_some(Claim::Fails)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十".contains(c)
}

/// What follows a place in its sentence.
pub(super) fn rest_of_sentence(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(SENTENCE_ENDS).unwrap_or(rest.len())]
}

/// Whether what follows a clause says how many points it is worth: then it is a standard. `，得2分`, `，扣1分`, `的不得分`.
pub(super) fn is_graded(after: &str) -> bool {
    let next = after.trim_start_matches(['，', ',', ' ']).strip_prefix('得');
    next.is_some_and(|points| points.starts_with(|c: char| c.is_ascii_digit()))
        || ["扣", "不得分", "不予得分"].iter().any(|word| after.contains(word))
}
