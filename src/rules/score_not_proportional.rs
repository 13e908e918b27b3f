//! The standard gives points in proportion to a rate, the rate is known, and the score is not weight × rate. Leaves standards with thresholds or deductions alone.

use rust_decimal::Decimal;

use super::written_out::Rounded;
use super::{Check, Example, Found, Judged, Rule, Subject, aims, fund_rates};
use crate::diag::Severity;
use crate::doc::figure::Share;
use crate::doc::number;
use crate::lang::Message;
use crate::model::evaluation::{Direction, Indicator};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "score-not-proportional",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "到位率", weight = 3, standard = "按实际到位资金占计划的比重计分（3分）", score = 2 },
#                                                                                                       ^ score-not-proportional
  { level = 2, name = "培训场次", weight = 57, standard = "完成率*分值", score = 57, direction = "≥", value = 10, actual_value = 9 },
#                                                                                ^^ score-not-proportional
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
budget = 185
received = 166.02

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [
  { level = 1, name = "决策", weight = 40, score = 40 },
  { level = 1, name = "产出", weight = 60 },
  { level = 2, name = "到位率", weight = 3, standard = "按实际到位资金占计划的比重计分（3分）", score = 2.5 },
  { level = 2, name = "培训场次", weight = 57, standard = "完成率*分值", score = 51.3, direction = "≥", value = 10, actual_value = 9 },
]
"#,
    }),
};

/// A part and what it is measured by, each with its place.
struct Rate {
    part: (Decimal, Span),
    whole: (Decimal, Span),
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for judged in subject.evaluations() {
        for row in judged.evaluation.leaves() {
            compare(subject, &judged, row, found);
        }
    }
}

fn compare(subject: &Subject<'_>, judged: &Judged<'_>, row: usize, found: &mut Found<'_>) {
    let indicator = &judged.evaluation.indicators[row];
    let (Some(score), Some(weight), Some(standard)) = (&indicator.score, &indicator.weight, &indicator.standard) else {
        return;
    };
    if indicator.weight_over > 1
        || indicator.not_applicable.is_some()
        || indicator.is_explained()
        || !is_proportional(&standard.value, weight.value)
    {
        return;
    }
    let rates = rates(subject, indicator);
    let Some(rate) = rates.first() else { return };
    let earned = |rate: &Rate| points(weight.value, rate.part.0, rate.whole.0);
    let (Some(first), true) = (earned(rate), rates.iter().all(|rate| earned(rate).is_some())) else { return };
    if rates.iter().any(|rate| comes_to(score.value, weight.value, rate.part.0, rate.whole.0)) {
        return;
    }
    let recomputed = number::round(first, 2).normalize();
    let mut finding = found.finding(score.span);
    finding.message = Message::new("score-not-proportional")
        .with("of", indicator.name.value.as_str())
        .with("printed", score.value.to_string())
        .with("recomputed", recomputed.to_string());
    let (Rate { part: (part, _), whole: (whole, _) }, weight) = (rate, weight.value);
    finding
        .help
        .push(Message::new("computation").with("computation", format!("{weight} × {part} ÷ {whole} = {recomputed}")));
    finding.related.push((standard.span, Message::new("column-standard")));
    finding.related.push((rate.part.1, Message::new("label-numerator")));
    finding.related.push((rate.whole.1, Message::new("label-denominator")));
    finding.at = judged.at(judged.table(), &indicator.path);
    finding.printed = Some(score.value.to_string());
    finding.recomputed = Some(recomputed.to_string());
    found.report(finding);
}

/// What the points can be in proportion to: a rate of the funds, by each amount that it can be measured by, or the item's
/// own actual by its target; a percentage also by itself.
fn rates(subject: &Subject<'_>, indicator: &Indicator) -> Vec<Rate> {
    if let Some(rate) = &indicator.rate {
        let printed = match rate.share {
            Share::Percent(percent) => Some((percent, Decimal::ONE_HUNDRED)),
            Share::Bare(_) | Share::Nothing | Share::Unreadable => None,
        };
        let span = rate.printed.span;
        let printed = printed.map(|(part, whole)| Rate { part: (part, span), whole: (whole, span) });
        let total = subject.project.funds.as_ref().map(|funds| &funds.total);
        let stated = total.and_then(|total| Some((total.amount(rate.of.value)?, total.amount(rate.to.value)?)));
        let stated =
            stated.map(|(part, whole)| Rate { part: (part.value, part.span), whole: (whole.value, whole.span) });
        return printed.into_iter().chain(stated).collect();
    }
    if let Some(rate) = fund_rates::called(subject, &indicator.name.value) {
        let part = (rate.part.value, rate.part.span);
        return rate.measures().map(|whole| Rate { part, whole: (whole.value, whole.span) }).collect();
    }
    let more_is_better = |reached: &aims::Reached<'_>| {
        reached.direction.is_none_or(|direction| matches!(direction, Direction::AtLeast | Direction::Equal))
    };
    let Some(reached) = aims::reached(&indicator.attainment).filter(more_is_better) else { return Vec::new() };
    let (part, target) = ((reached.actual.value, reached.actual.span), reached.target);
    let of_target = Rate { part, whole: (target.value, target.span) };
    match reached.unit {
        "%" | "％" => vec![of_target, Rate { part, whole: (Decimal::ONE_HUNDRED, target.span) }],
        _ => vec![of_target],
    }
}

/// Whether weight × part ÷ whole, rounded as points often are, is the score.
pub(super) fn comes_to(score: Decimal, weight: Decimal, part: Decimal, whole: Decimal) -> bool {
    let mut possible = points(weight, part, whole).into_iter().chain(points_of_rounded(weight, part, whole));
    let rounds = |points: Decimal| (0..=score.scale().max(2)).any(|decimals| number::round(points, decimals) == score);
    possible.any(|points| rounds(points) || to_half_point(points) == Some(score))
}

/// Weight × part ÷ whole, at most the weight.
fn points(weight: Decimal, part: Decimal, whole: Decimal) -> Option<Decimal> {
    let points = Rounded::exact(weight).times(Rounded::exact(part))?.value.checked_div(whole)?;
    Some(points.min(weight))
}

fn to_half_point(points: Decimal) -> Option<Decimal> {
    number::round(points.checked_mul(Decimal::TWO)?, 0).checked_div(Decimal::TWO)
}

/// Weight × rate, where the percentage was rounded before: 66.7 % for two of three.
fn points_of_rounded(weight: Decimal, part: Decimal, whole: Decimal) -> impl Iterator<Item = Decimal> {
    let percent = number::percent(part, whole);
    let rounded = percent.into_iter().flat_map(|percent| (0..=2).map(move |decimals| number::round(percent, decimals)));
    rounded.filter_map(move |percent| Some(weight.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?.min(weight)))
}

/// `按…的比重计分`, `按比例得分`, `完成率×分值`: of all points of the item, without thresholds, parts or deductions.
pub(super) fn is_proportional(standard: &str, weight: Decimal) -> bool {
    let other = [
        "扣", "每", "以上", "以下", "低于", "小于", "大于", "高于", "超过", "不足", "≥", "≤", "<", ">", "＜", "＞",
        "区间", "否则",
    ];
    if other.iter().any(|word| standard.contains(word)) {
        return false;
    }
    let mut points = standard.match_indices('分').map(|(at, _)| {
        let before = &standard[..at];
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        &before[start..]
    });
    let whole = points.all(|digits| digits.is_empty() || number::parse(digits) == Some(weight));
    let follows = |words: &[&str], then: &[&str]| {
        let mut rests =
            words.iter().flat_map(|word| standard.match_indices(word).map(|(at, _)| &standard[at + word.len()..]));
        rests.any(|rest| then.iter().any(|next| rest.trim_start().starts_with(next)))
    };
    let in_proportion = follows(&["比重", "比例", "比率"], &["计分", "得分", "给分", "记分", "赋分", "计算得分"]);
    whole && (in_proportion || is_product(standard))
}

/// Whether a clause is the product of a rate and all points of the item, in either order: `得分=分值×执行率`, `执行率*10分`.
fn is_product(standard: &str) -> bool {
    let plain = without_brackets(standard);
    plain.split(['，', ',', '。', '；', ';', '\n']).any(|clause| {
        let value = clause.rsplit(['=', '＝', '为', '：', ':']).next().unwrap_or_default();
        let factors: Vec<&str> =
            value.split(['×', '*', '＊', '✕', '·']).map(|factor| factor.trim().trim_start_matches('按')).collect();
        let is_rate = |factor: &&&str| {
            let tail = factor.rsplit_once('率').map(|(_, tail)| tail);
            tail.is_some_and(|tail| ["", "计算", "计分", "得分", "给分", "计算得分"].contains(&tail))
        };
        let is_whole = |factor: &&&str| {
            let digits = factor.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let is_points = digits.len() < factor.len() && digits.starts_with('分');
            is_points || ["分值", "权重", "满分", "标准分", "指标分值"].iter().any(|word| factor.starts_with(word))
        };
        let is_all = |factor: &&&str| **factor == "100%";
        let count = |is: &dyn Fn(&&&str) -> bool| factors.iter().filter(is).count();
        let (rates, wholes) = (count(&is_rate), count(&is_whole));
        rates == 1 && wholes == 1 && count(&is_all) == factors.len() - 2
    })
}

/// A text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn planned_investment_is_tried_as_the_whole_too() {
        let said = |score: &str| {
            let project = format!(
                r#"[funds]
unit = "万元"
planned = 200
budget = 100
received = 100

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [{{ level = 1, name = "到位率", weight = 10, score = {score}, standard = "按比例得分", basis = "到位率50%" }}]
"#
            );
            said_by(&RULE, &project, "")
        };
        assert!(said("5").is_empty());
        assert_eq!(said("6").len(), 1);
    }

    #[test]
    fn only_standards_in_proportion_throughout_are_read() {
        let three = Decimal::from(3);
        for standard in [
            "按实际到位资金占计划的比重计分（3分）",
            "按比例得分",
            "得分=完成率×分值",
            "预算执行率*满分",
            "得分=分值×执行率",
            "3分*执行率",
            "执行率*3分",
            "预算执行率（支出数/预算数）×100%×3分",
            "按分值 × 执行率计算",
        ] {
            assert!(is_proportional(standard, three), "{standard}");
        }
        for standard in [
            "资金按比例分配",
            "及时到位（1分），其余按比例得分（2分）",
            "低于60%不得分，其余按比例得分",
            "按比例扣分",
            "每个子项目1分，子项目得分=完成率*分值",
            "完成率100%得满分",
            "10分*执行率",
            "分值×执行率×调整系数",
            "办结率×满意率×分值",
        ] {
            assert!(!is_proportional(standard, three), "{standard}");
        }
    }
}
