//! The basis says that points were taken off, that none or all were given, or a reason says how many were taken off, and the
//! score says otherwise. Reads only what was done, not what a standard would do.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::diag::place::{self, named};
use crate::lang::Message;
use crate::model::evaluation::{Evaluation, Indicator, Rater, says_something};
use crate::rules::shared::basis::scores_named;
use crate::rules::shared::deductions::{CLAUSE_ENDS, Deduction, Of, clauses};
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject};
use crate::source::Located;
use crate::syntax::{marks, number};

pub(super) static RULE: Rule = Rule {
    name: "basis-loss-mismatch",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"

[[evaluations.indicators]]
level = 1
name = "决策"
weight = 40
score = 40
basis = "制度没有公开，扣2分。"
#       ^^^^^^^^^^^^^^^^^^^^^^^^ basis-loss-mismatch

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "没有开展，不得分。"
#       ^^^^^^^^^^^^^^^^^^^^ basis-loss-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"

[[evaluations.indicators]]
level = 1
name = "决策"
weight = 40
score = 38
basis = "制度没有公开，扣2分。"

[[evaluations.indicators]]
level = 1
name = "产出"
weight = 60
score = 54
basis = "培训缺两场，每缺一场扣3分。"
"#,
    }),
    hangs_on: HangsOn::Misprints,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            let indicator = &judged.evaluation.indicators[row];
            let (Some(score), Some(weight)) = (&indicator.score, &indicator.weight) else { continue };
            if indicator.weight_over > 1 || indicator.not_applicable.is_some() {
                continue;
            }
            let of_basis = indicator
                .basis
                .as_ref()
                .and_then(|basis| Some((place::BASIS, basis, of_basis(basis, score, indicator)?)));
            let Some((column, text, judgement)) = of_basis.or_else(|| of_reason(&judged, indicator)) else { continue };
            let Some(due) = judgement.score(weight.value).filter(|due| *due != score.value) else { continue };
            // What was taken off of several things alike may be the mean of it.
            let is_mean = |lost: Decimal| {
                judgement.is_added && weight.value.checked_sub(due).is_some_and(|all| all % lost == Decimal::ZERO)
            };
            if judged.evaluation.points_lost(row).is_some_and(|lost| lost > Decimal::ZERO && is_mean(lost)) {
                continue;
            }
            // More may have been taken off for what else is told, and some of it of the next item, which says nothing itself.
            if score.value < due && !judgement.is_all || score.value > due && is_shared(judged.evaluation, row) {
                continue;
            }
            let mut finding = found.finding(text.span);
            finding.message = Message::new("basis-loss-mismatch")
                .with("of", indicator.name.value.as_str())
                .with("column", named(column))
                .with("said", judgement.words)
                .with("weight", weight.value.to_string())
                .with("recomputed", due.to_string())
                .with("printed", score.value.to_string());
            finding.related.push((score.span, Message::new("label-score-table")));
            finding.related.push((weight.span, Message::new("quantity-weight")));
            finding.at = judged.at(column, &indicator.path);
            finding.printed = Some(score.value.to_string());
            finding.recomputed = Some(due.to_string());
            found.report(finding);
        }
    }
}

/// Whether what is said of a row may also be said of the one below it, as where their cells are merged.
fn is_shared(evaluation: &Evaluation, row: usize) -> bool {
    let next = evaluation.indicators.get(row + 1).filter(|next| next.parent == evaluation.indicators[row].parent);
    next.is_some_and(|next| {
        !next.is_reasoned() && evaluation.points_lost(row + 1).is_some_and(|points| points > Decimal::ZERO)
    })
}

/// What the basis says of the points, unless it names the score itself; all of it where nothing else explains the score.
fn of_basis(basis: &Located<String>, score: &Located<Decimal>, indicator: &Indicator) -> Option<Judgement> {
    let told = marks::strip(&basis.value);
    let names_another = scores_named(&told).iter().any(|named| *named != score.value);
    let judgement = judgement(&told, indicator).filter(|told| told.is_fact && !names_another)?;
    Some(Judgement { is_all: !indicator.is_explained(), ..judgement })
}

/// Words in a reason that make its points those of somebody else, of another year, or of another scale.
const OTHERS: [&str; 13] =
    ["复评", "复核", "复查", "抽评", "核查", "考核", "测评", "评比", "督查", "上年", "去年", "折", "百分制"];

/// The points that a reason ends with, as taken off; all that were lost where it is one sentence, and nothing else explains
/// the score. Of a row with columns of several raters it may be told of any.
fn of_reason<'a>(
    judged: &RatedEvaluation<'_>,
    indicator: &'a Indicator,
) -> Option<(&'static str, &'a Located<String>, Judgement)> {
    let texts = [(place::DEVIATION, &indicator.deviation), (place::REASON, &indicator.reason)];
    let mut told = texts.into_iter().filter_map(|(column, text)| Some((column, text.as_ref()?)));
    let (column, text) = told.find(|(_, text)| text.value.contains('扣')).filter(|_| indicator.columns.is_empty())?;
    let words = marks::strip(&text.value);
    let of_others = OTHERS.iter().any(|word| words.contains(word))
        || judged.evaluation.rater.value == Rater::SelfRated && words.contains("财政");
    let sentence = words.trim_end_matches(['。', '；', ';']);
    let is_told = |told: &Judgement| matches!(told.given, Given::AllBut(_)) && sentence.ends_with(&told.words);
    let judgement = judgement(&words, indicator).filter(|told| is_told(told) && !of_others)?;
    let cells = [&indicator.basis, &indicator.deviation, &indicator.reason];
    let is_alone = cells.into_iter().flatten().filter(|cell| says_something(cell)).count() == 1;
    let is_all = is_alone
        && !sentence.contains(['等', '另'])
        && sentence.split(['。', '；', ';']).all(|sentence| sentence.contains('扣'));
    Some((column, text, Judgement { is_all, ..judgement }))
}

/// What a text says of the points, in its own words.
struct Judgement {
    words: String,
    given: Given,
    /// Whether nothing else can have cost points.
    is_all: bool,
    /// Whether points of several clauses were added up.
    is_added: bool,
    /// Whether it cannot be a standard, which tells of several faults what each would cost.
    is_fact: bool,
}

enum Given {
    AllBut(Decimal),
    Nothing,
    All,
}

impl Judgement {
    fn score(&self, weight: Decimal) -> Option<Decimal> {
        match self.given {
            Given::AllBut(lost) => weight.checked_sub(lost).filter(|score| *score >= Decimal::ZERO),
            Given::Nothing => Some(Decimal::ZERO),
            Given::All => Some(weight),
        }
    }
}

/// What a text says of the points: how many were taken off, all that clauses tell, or that none or all were given; `None` where
/// it says both, or speaks of conditions.
fn judgement(told: &str, indicator: &Indicator) -> Option<Judgement> {
    let conditions = [
        "的扣",
        "的，扣",
        "的,扣",
        "的不得",
        "的，不得",
        "的得",
        "的，得",
        "否则",
        "酌情",
        "方可",
        "方能",
        "如",
        "若",
        "以上",
        "以下",
        "扣完",
        "评分规则",
        "评分标准",
        "评分办法",
        "评分细则",
        "计分标准",
        "计分办法",
        "扣分标准",
        "评价标准",
        "标准：",
        "标准:",
    ];
    let says_full = told.contains("满分");
    if conditions.iter().any(|word| told.contains(word)) || says_full && told.contains('扣') {
        return None;
    }
    let clauses = || told.split(CLAUSE_ENDS).map(str::trim);
    let nothing = clauses().filter(|clause| ["不得分", "不予得分", "不给分"].iter().any(|words| says(clause, words)));
    let all = clauses().filter(|clause| ["得满分", "给满分", "评满分"].iter().any(|words| says(clause, words)));
    let judged: Vec<(&str, Given)> =
        nothing.map(|clause| (clause, Given::Nothing)).chain(all.map(|clause| (clause, Given::All))).collect();
    let says_more = told.contains(['每', '扣']) || told.matches("满分").count() > 1;
    match <[_; 1]>::try_from(judged) {
        Ok([(words, given)]) => (!says_more).then(|| Judgement {
            words: words.to_owned(),
            given,
            is_all: true,
            is_added: false,
            is_fact: true,
        }),
        Err(judged) => judged.is_empty().then(|| taken_off(told, indicator))?,
    }
}

/// Words by which points taken off are not to be added up: they are parts of others, a mean, of somebody else, or a limit.
const NOT_ADDED: [&str; 21] = [
    "其中",
    "包括",
    "分别",
    "各扣",
    "均扣",
    "平均",
    "自评",
    "部门评",
    "财政",
    "复核",
    "上年",
    "去年",
    "最多",
    "最高",
    "季度",
    "全年",
    "加权",
    "折",
    "上限",
    "封顶",
    "另一",
];

/// The points that the clauses of a text take off, each of which tells them at its end: `公告超期扣1分，备案超期，按规定扣1.2分`. A
/// price, `每件扣0.2分`, has what it came to behind it, and what is called all, `共扣3分`, is all before it.
fn taken_off(told: &str, indicator: &Indicator) -> Option<Judgement> {
    let (mut all, mut taken): (Vec<Decimal>, Vec<Decimal>) = Default::default();
    let mut place: Option<Range<usize>> = None;
    let (mut is_priced, mut is_plain, mut is_fact) = (false, true, false);
    for clause in clauses(told) {
        match clause.deduction {
            None => {}
            Some(Deduction::Unread) => return None,
            Some(Deduction::Each(_)) => (is_priced, is_plain) = (true, false),
            Some(Deduction::Points { of, points }) => {
                if is_priced && (of == Of::Fault || of == Of::All && !taken.is_empty()) {
                    return None;
                }
                if of == Of::All {
                    taken.clear();
                }
                is_plain &= of != Of::Fault && place.is_none();
                is_fact |= is_priced || of == Of::All;
                is_priced = false;
                all.push(points);
                taken.push(points);
                place = Some(place.map_or(clause.place.start, |place| place.start)..clause.place.end);
            }
        }
        if is_priced && clause.ends_sentence {
            return None;
        }
    }
    let sum = number::sum(taken.iter().copied())?;
    let known = |points: Decimal| {
        let own = [&indicator.weight, &indicator.score].into_iter().flatten().any(|own| own.value == points);
        own || all.contains(&points)
    };
    let is_doubtful =
        || NOT_ADDED.iter().any(|word| told.contains(word)) || !points_besides_prices(told).into_iter().all(known);
    let words = told[place?].to_owned();
    let (is_fact, is_added) = (is_fact || is_plain, taken.len() > 1);
    (is_plain || !is_doubtful()).then_some(Judgement {
        words,
        given: Given::AllBut(sum),
        is_all: true,
        is_added,
        is_fact,
    })
}

/// The points that a text names in any clause but those with a price for each.
fn points_besides_prices(told: &str) -> Vec<Decimal> {
    let clauses = told.split(CLAUSE_ENDS).filter(|clause| !clause.contains('每'));
    let named = clauses.flat_map(|clause| {
        let numbers = number::places(clause).filter_map(|place| number::leading(&clause[place.start..]));
        numbers.filter(|(_, rest)| rest.starts_with('分') && !rest.starts_with("分钟")).map(|(points, _)| points)
    });
    named.collect()
}

/// Whether a clause is nothing but these words, perhaps with what they are of or why before them.
fn says(clause: &str, words: &str) -> bool {
    clause.strip_suffix(words).is_some_and(|before| {
        ["", "故", "因此", "所以", "本项", "该项", "本指标", "该指标", "此项", "故本项", "故该项"].contains(&before)
    })
}
