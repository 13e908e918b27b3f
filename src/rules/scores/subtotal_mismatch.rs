//! A printed subtotal or total is not the sum of its items.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::{PrintedTable, TOTAL};
use crate::model::sums::{Part, Unpublished};
use crate::rules::shared::rounding::{addition, values};
use crate::rules::{Check, Example, Found, HangsOn, RatedEvaluation, Rule, Subject, Tables};
use crate::source::Located;
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "subtotal-mismatch",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 94
#       ^^ subtotal-mismatch
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "目标", weight = 20, score = 18 },
  { level = 2, name = "程序", weight = 20, score = 19 },
  { level = 1, name = "产出", weight = 60, score = 55 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "决策", score = 38 }]
#                              ^^ subtotal-mismatch
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "目标", weight = 20, score = 18 },
  { level = 2, name = "程序", weight = 20, score = 19 },
  { level = 1, name = "产出", weight = 60, score = 55 },
]
[[evaluations.printed]]
place = "汇总表"
rows = [{ of = "决策", score = 37 }]
"#,
    }),
    hangs_on: HangsOn::Items,
    tables: Tables::Scores,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        let evaluation = judged.evaluation;
        compare_with_goals(subject, &judged, found);
        if let Some(score) = &evaluation.score {
            compare(
                subject,
                &judged,
                found,
                Statement { place: place::RESULT, of: TOTAL, at: [place::RESULT, TOTAL], score, table: None },
            );
        }
        for (row, indicator) in evaluation.indicators.iter().enumerate() {
            if let Some(score) = indicator.score.as_ref().filter(|_| !evaluation.is_leaf(row)) {
                let (place, of) = (judged.table(), indicator.path.as_str());
                compare(subject, &judged, found, Statement { place, of, at: [place, of], score, table: None });
            }
        }
        for table in &evaluation.printed {
            for row in &table.rows {
                let of = row.of.value.as_str();
                if evaluation.find(of).is_some_and(|row| evaluation.is_leaf(row)) {
                    continue;
                }
                if let Some(score) = &row.score {
                    let place = table.place.value.as_str();
                    let at = [table.path.as_str(), row.path.as_str()];
                    compare(subject, &judged, found, Statement { place, of, at, score, table: Some(table) });
                }
            }
        }
    }
}

/// How many decimals a sum has that was rounded as sums of scores are.
const FINEST: u32 = 2;

/// A printed sum: where, and of what.
struct Statement<'a> {
    place: &'a str,
    of: &'a str,
    /// What findings about it are called after.
    at: [&'a str; 2],
    score: &'a Located<Decimal>,
    table: Option<&'a PrintedTable>,
}

impl Statement<'_> {
    fn finding_at(&self, judged: &RatedEvaluation<'_>) -> Place {
        let [place, of] = self.at;
        judged.at(place, of)
    }
}

fn compare(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, found: &mut Found<'_>, said: Statement<'_>) {
    let evaluation = judged.evaluation;
    let group = match said.of {
        TOTAL => None,
        path => match evaluation.find(path) {
            Some(row) => Some(row),
            None => return,
        },
    };
    let Some(items) = evaluation.items(group).filter(|items| !items.is_empty()) else {
        if !compare_with_bounds(judged, found, &said, group) && group.is_none() {
            compare_with_result(judged, found, &said);
        }
        return;
    };
    let mut terms = values(&items);
    let adjustments = evaluation.adjustments.iter().filter(|_| group.is_none());
    terms.extend(adjustments.clone().map(|adjustment| adjustment.score.value));
    let Some(sum) = number::sum(terms.iter().copied()) else { return };
    let computation = || addition(&terms, sum);
    let printed = said.score.value;
    if printed == sum {
        found.holds(|| {
            let message =
                Message::new("holds-scores").with("place", judged.named(said.place)).with("of", named(said.of));
            message.with("computation", computation())
        });
        return;
    }
    // Scores told finer than to the hundredth make a sum that is told to the hundredth; a coarser one the report tells of.
    let is_rounded = number::round(sum, printed.scale()) == printed;
    if is_rounded && (printed.scale() >= FINEST || tells_rounding(subject, printed)) {
        found.holds(|| {
            let message =
                Message::new("holds-scores-rounded").with("place", judged.named(said.place)).with("of", named(said.of));
            message.with("computation", computation()).with("printed", printed.to_string())
        });
        return;
    }
    // A bonus lifts a total no higher than full marks.
    if group.is_none() && sum > printed && !evaluation.bonus().is_zero() && judged.maximum() == Some(printed) {
        found.holds(|| {
            let message = Message::new("holds-scores-cut-off").with("place", judged.named(said.place));
            message.with("of", named(said.of)).with("computation", computation()).with("printed", printed.to_string())
        });
        return;
    }
    found.report_at(said.score.span, |finding| {
        // Only who has the original can tell which it is; either way the file does not say what the report says.
        let id = if sum < printed && evaluation.may_lack_rows() { "sum-or-rows" } else { "subtotal-mismatch" };
        finding.message = Message::new(id)
            .with("place", named(said.place))
            .with("of", named(said.of))
            .with("printed", printed.to_string())
            .with("recomputed", sum.to_string());
        finding.help.push(Message::new("computation").with("computation", computation()));
        if is_rounded {
            finding.severity = finding.severity.min(Severity::Notice);
            finding.help.push(Message::new("may-be-rounding"));
        }
        if let Some(own_rows) = said.table.filter(|_| group.is_none()).and_then(|table| judged.rows_of(table))
            && let Some(own_sum) = number::sum(own_rows.iter().copied())
            && own_sum != sum
        {
            finding.help.push(Message::new("own-rows").with("computation", addition(&own_rows, own_sum)));
        }
        if let Some(row) = group {
            finding.related.push((evaluation.indicators[row].name.span, Message::new("label-score-table")));
        }
        finding.related.extend(adjustments.map(|adjustment| (adjustment.score.span, Message::new("label-adjustment"))));
        finding.at = said.finding_at(judged);
        finding.printed = Some(printed.to_string());
        finding.recomputed = Some(sum.to_string());
    });
}

/// Whether a sentence of the narrative tells that a sum was rounded to just this: `取整为97分`.
fn tells_rounding(subject: &Subject<'_>, printed: Decimal) -> bool {
    let passages = subject.narrative.iter().flat_map(|narrative| narrative.passages());
    let mut sentences = passages.flat_map(|passage| passage.split(['。', '；', '\n']));
    let is_told = |sentence: &str| {
        number::places(sentence)
            .any(|place| sentence[place.end..].starts_with('分') && number::parse(&sentence[place]) == Some(printed))
    };
    sentences.any(|sentence| ["四舍五入", "取整"].iter().any(|word| sentence.contains(word)) && is_told(sentence))
}

/// Where goals are all that was scored, and their weights are full marks, the total is what they come to.
fn compare_with_goals(subject: &Subject<'_>, judged: &RatedEvaluation<'_>, found: &mut Found<'_>) {
    let evaluation = judged.evaluation;
    let is_alone = subject.project.evaluations.len() == 1 && !evaluation.incomplete && !evaluation.lists_parts();
    let Some(total) = evaluation.score.as_ref().filter(|_| is_alone) else { return };
    let goals = &subject.project.goals;
    let weights: Option<Vec<Decimal>> = goals.iter().map(|goal| Some(goal.weight.as_ref()?.value)).collect();
    let scores: Option<Vec<&Located<Decimal>>> = goals.iter().map(|goal| goal.score.as_ref()).collect();
    let (Some(weights), Some(scores)) = (weights, scores.filter(|scores| scores.len() > 1)) else { return };
    if number::sum(weights) != judged.maximum() {
        return;
    }
    let mut terms = values(&scores);
    terms.extend(evaluation.adjustments.iter().map(|line| line.score.value));
    let Some(sum) = number::sum(terms.iter().copied()) else { return };
    if total.value == sum {
        found.holds(|| Message::new("holds-goals").with("computation", addition(&terms, sum)));
        return;
    }
    if number::round(sum, total.value.scale()) == total.value {
        return;
    }
    found.report_at(total.span, |finding| {
        finding.message =
            Message::new("goals-mismatch").with("printed", total.value.to_string()).with("recomputed", sum.to_string());
        finding.help.push(Message::new("computation").with("computation", addition(&terms, sum)));
        finding.related.extend(scores.iter().map(|score| (score.span, Message::new("label-goal-score"))));
        finding.at = judged.at(place::RESULT, TOTAL);
        finding.printed = Some(total.value.to_string());
        finding.recomputed = Some(sum.to_string());
    });
}

/// Where some items are not published, a sum still has bounds. Whether it is outside them.
fn compare_with_bounds(
    judged: &RatedEvaluation<'_>,
    found: &mut Found<'_>,
    said: &Statement<'_>,
    group: Option<usize>,
) -> bool {
    let evaluation = judged.evaluation;
    let (Some(parts), Some(bounds)) = (evaluation.parts(group), evaluation.bounds(group)) else { return false };
    let printed = said.score.value;
    let adjustments: Vec<Decimal> =
        evaluation.adjustments.iter().filter(|_| group.is_none()).map(|line| line.score.value).collect();
    let published: Vec<Decimal> = parts.iter().filter_map(Part::score).chain(adjustments).collect();
    let is_cut_off = group.is_none() && !evaluation.bonus().is_zero();
    let (id, limit, computation) = match bounds.most {
        // A bonus lifts a total no higher than full marks.
        _ if printed < bounds.least && is_cut_off && judged.maximum() == Some(printed) => return false,
        _ if printed < bounds.least => {
            let computation = addition(&published, bounds.least);
            ("sum-below-least", bounds.least, Message::new("least-computation").with("computation", computation))
        }
        // More than full marks is another finding.
        Some(most) if printed > most && !is_over_whole(judged, said, group) => {
            let open = parts.iter().filter_map(Part::unpublished);
            let terms: Vec<Decimal> =
                published.iter().copied().chain(open.clone().filter_map(|open| open.most)).collect();
            let items = open.map(|open| named_at_most(judged, open));
            let message = Message::new("most-computation").with("computation", addition(&terms, most));
            ("sum-above-most", most, message.with("items", Arg::clauses(items)))
        }
        _ => return false,
    };
    found.report_at(said.score.span, |finding| {
        finding.message = Message::new(id)
            .with("place", named(said.place))
            .with("of", named(said.of))
            .with("printed", printed.to_string())
            .with("limit", limit.to_string());
        finding.help.push(computation);
        if number::round(limit, printed.scale()) == printed {
            finding.severity = finding.severity.min(Severity::Notice);
            finding.help.push(Message::new("may-be-rounding"));
        }
        if let Some(row) = group {
            finding.related.push((evaluation.indicators[row].name.span, Message::new("label-score-table")));
        }
        finding.at = said.finding_at(judged);
        finding.printed = Some(printed.to_string());
        finding.recomputed = Some(match bounds.most {
            Some(most) => format!("{}–{most}", bounds.least),
            None => format!("≥{}", bounds.least),
        });
    });
    true
}

/// Whether a sum is above what its row or full marks allow, which is said there.
fn is_over_whole(judged: &RatedEvaluation<'_>, said: &Statement<'_>, group: Option<usize>) -> bool {
    let evaluation = judged.evaluation;
    let whole = match group {
        None => judged.maximum().and_then(|maximum| maximum.checked_add(evaluation.bonus())),
        Some(row) => evaluation.indicators[row].weight.as_ref().map(|weight| weight.value),
    };
    said.table.is_none() && whole.is_some_and(|whole| said.score.value > whole)
}

/// Rows without scores, with the most that they can have: `时效指标 10`.
fn named_at_most(judged: &RatedEvaluation<'_>, open: &Unpublished) -> Arg {
    let names = open.rows.iter().map(|row| judged.evaluation.indicators[*row].name.value.as_str());
    let names = if open.rows.is_empty() { Arg::Word("rows-left-out") } else { Arg::list(names) };
    Arg::run([names, Arg::from(open.most.map_or_else(String::new, |most| format!(" {most}")))])
}

/// Where no items are published, a total can still be compared with the one that the evaluation states as its result.
fn compare_with_result(judged: &RatedEvaluation<'_>, found: &mut Found<'_>, said: &Statement<'_>) {
    let Some(result) = judged.evaluation.score.as_ref().filter(|_| said.place != place::RESULT) else { return };
    let (printed, expected) = (said.score.value.to_string(), result.value.to_string());
    if said.score.value == result.value {
        found.holds(|| {
            Message::new("holds-same-total").with("place", judged.named(said.place)).with("printed", printed)
        });
        return;
    }
    found.report_at(said.score.span, |finding| {
        finding.message = Message::new("total-told-twice")
            .with("place", named(said.place))
            .with("printed", printed.as_str())
            .with("recomputed", expected.as_str());
        finding.related.push((result.span, Message::new("label-result")));
        finding.at = said.finding_at(judged);
        finding.printed = Some(printed);
        finding.recomputed = Some(expected);
    });
}
