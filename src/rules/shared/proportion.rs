//! Points given in proportion to a rate: whether a standard says so, and whether a score comes to it. Reports nothing itself.

use super::rounding::Rounded;
use crate::syntax::number;
use rust_decimal::Decimal;

/// Whether weight × part ÷ whole, rounded or cut off as points often are, is the score.
pub(crate) fn comes_to(score: Decimal, weight: Decimal, part: Decimal, whole: Decimal) -> bool {
    let mut possible = points(weight, part, whole).into_iter().chain(points_of_rounded(weight, part, whole));
    let rounds = |points: Decimal| (0..=score.scale().max(2)).any(|decimals| number::round(points, decimals) == score);
    // Some forms cut off what is behind a decimal instead.
    let cuts_off = |points: Decimal| [1, 2].iter().any(|decimals| points.trunc_with_scale(*decimals) == score);
    possible.any(|points| rounds(points) || cuts_off(points) || to_half_point(points) == Some(score))
}

/// Weight × part ÷ whole, at most the weight.
pub(crate) fn points(weight: Decimal, part: Decimal, whole: Decimal) -> Option<Decimal> {
    let points = Rounded::exact(weight).times(Rounded::exact(part))?.value.checked_div(whole)?;
    Some(points.min(weight))
}

fn to_half_point(points: Decimal) -> Option<Decimal> {
    number::round(points.checked_mul(Decimal::TWO)?, 0).checked_div(Decimal::TWO)
}

/// Weight × rate, where the percentage was rounded before: 66.7 % for two of three.
pub(crate) fn points_of_rounded(weight: Decimal, part: Decimal, whole: Decimal) -> impl Iterator<Item = Decimal> {
    let percent = number::percent(part, whole);
    let rounded = percent.into_iter().flat_map(|percent| (0..=2).map(move |decimals| number::round(percent, decimals)));
    rounded.filter_map(move |percent| Some(weight.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?.min(weight)))
}

/// `按…的比重计分`, `按比例得分`, `完成率×分值`: of all points of the item, without thresholds, parts or deductions.
pub(crate) fn is_proportional(standard: &str, weight: Decimal) -> bool {
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

/// Whether a standard divides all points of the item among several things, so that none of them decides alone:
/// `合格率达标得6分；抽查档案真实得4分`.
pub(crate) fn is_divided(standard: &str, weight: Decimal) -> bool {
    let given = ["得", "计", "记", "给", "评"].into_iter().flat_map(|word| {
        standard.match_indices(word).filter_map(move |(at, _)| {
            let (points, rest) = number::leading(&standard[at + word.len()..])?;
            rest.starts_with('分').then_some(points)
        })
    });
    let given: Vec<Decimal> = given.collect();
    given.len() > 1 && number::sum(given) == Some(weight)
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
