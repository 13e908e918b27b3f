//! So many at so many points each do not come to the points told behind them: `缺13天，每天扣0.1分，扣1.5分`. Leaves limits and what
//! is not counted whole alone.

use rust_decimal::Decimal;

use crate::diag::{Severity, place};
use crate::lang::Message;
use crate::rules::shared::deductions::{Clause, Deduction, Of, clauses};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::{marks, number};

pub(super) static RULE: Rule = Rule {
    name: "points-miscounted",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38.5, basis = "记录缺13天，每天扣0.1分，扣1.5分" },
#                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ points-miscounted
  { level = 1, name = "产出", weight = 60, score = 60 },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 38.7, basis = "记录缺13天，每天扣0.1分，扣1.3分" },
  { level = 1, name = "产出", weight = 60, score = 0, basis = "缺140天，每天扣0.5分，扣60分" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for indicator in &judged.evaluation.indicators {
            let weight = indicator.weight.as_ref().map(|weight| weight.value);
            let cells = [
                (place::BASIS, &indicator.basis),
                (place::DEVIATION, &indicator.deviation),
                (place::REASON, &indicator.reason),
            ];
            for (column, text) in cells.into_iter().filter_map(|(column, text)| Some((column, text.as_ref()?))) {
                let told = marks::strip(&text.value);
                for Counted { count, unit, price, points, comes_to } in counted(&told) {
                    // No more can be lost than there is, of the item or of what the standard says its part is worth.
                    let standard = indicator.standard.as_ref().map_or("", |standard| standard.value.as_str());
                    let is_most = comes_to > points && standard.contains(&format!("{points}分"));
                    if points == comes_to || is_most || weight.is_some_and(|weight| comes_to > weight) {
                        continue;
                    }
                    found.report_at(text.span, |finding| {
                        finding.message = Message::new("points-miscounted")
                            .with("of", indicator.name.value.as_str())
                            .with("column", place::named(column))
                            .with("count", count.to_string())
                            .with("unit", unit)
                            .with("price", price.to_string())
                            .with("printed", points.to_string())
                            .with("recomputed", comes_to.to_string());
                        let computation = format!("{count} × {price} = {comes_to}");
                        finding.help.push(Message::new("computation").with("computation", computation));
                        finding.at = judged.at(column, &indicator.path);
                        finding.printed = Some(points.to_string());
                        finding.recomputed = Some(comes_to.to_string());
                    });
                }
            }
        }
    }
}

/// A number of things, the points that each costs and those that all are said to.
struct Counted<'t> {
    count: Decimal,
    unit: &'t str,
    price: Decimal,
    points: Decimal,
    comes_to: Decimal,
}

/// Words of what is not counted whole, or not taken off whole.
const LIMITS: [&str; 10] = ["不足", "以上", "以内", "超", "限", "最", "封顶", "扣完", "免", "允许"];

/// The sums that a text tells behind prices.
fn counted(text: &str) -> Vec<Counted<'_>> {
    if LIMITS.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let clauses: Vec<Clause<'_>> = clauses(text).collect();
    let sentences = clauses.split_inclusive(|clause| clause.ends_sentence);
    sentences.filter_map(|sentence| counted_in(text, sentence, &clauses)).collect()
}

/// The only price of a sentence of `all` the clauses, with the only number of that unit before it and the points in the clause
/// behind it: `缺13天，每天扣0.1分，扣1.3分`.
fn counted_in<'t>(text: &'t str, sentence: &[Clause<'t>], all: &[Clause<'_>]) -> Option<Counted<'t>> {
    let at = sentence.iter().position(|clause| matches!(clause.deduction, Some(Deduction::Each(_))))?;
    let [each, sum, others @ ..] = &sentence[at..] else { return None };
    let Some(Deduction::Each(Some((unit, price)))) = each.deduction else { return None };
    let Some(Deduction::Points { of, points }) = sum.deduction else { return None };
    // Points told elsewhere are in the sum of all; what more is told of these may explain them.
    let other_deductions = all.iter().filter(|clause| clause.deduction.is_some()).count() > 2;
    let is_other = of == Of::Fault || of == Of::All && other_deductions;
    if is_other || others.iter().any(|clause| clause.deduction.is_some()) || !is_unit(unit) {
        return None;
    }
    let (before, _) = text[sentence[0].place.start..each.place.end].split_once('每')?;
    let of_unit = number::places(before).filter_map(|place| {
        let (count, behind) = number::leading(&before[place.start..])?;
        behind.starts_with(unit).then_some(count)
    });
    let [count] = <[Decimal; 1]>::try_from(of_unit.collect::<Vec<_>>()).ok().filter(|[count]| count.is_integer())?;
    let comes_to = count.checked_mul(price)?.normalize();
    Some(Counted { count, unit, price, points: points.normalize(), comes_to })
}

/// What is counted, without a number or a condition of its own: `天`, `人次`.
fn is_unit(unit: &str) -> bool {
    (1..=2).contains(&unit.chars().count())
        && unit.chars().all(|c| c.is_alphabetic() && !"少低缺超降差逾月".contains(c))
}
