//! How figures are shown: scores, grades, money, rates, bands. Exact, or rounded once and said so. Knows no pages.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diag::{Finding, Held, Severity};
use crate::lang::{Arg, Lang, Message};
use crate::model::Content;
use crate::model::direction::Direction;
use crate::model::evaluation::{Attainment, Evaluation};
use crate::model::funds::{Basis, FundRow, Funds, Rate, Unit};
use crate::model::rubric::{Band, Until};
use crate::model::sums::Scoring;
use crate::site::plan::grades::Rank;
use crate::site::plan::order;
use crate::site::views::{FoundView, GradeView, Pair, RateView, ScoreView};
use crate::source::{Located, Span, value_of};
use crate::syntax::figure::Share;
use crate::syntax::number;

/// What a finding says of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::site) enum Dispute {
    /// It comes to something else.
    Recomputed,
    /// It comes to something else, and that is no more than a remark: rounding explains it.
    Remarked,
    /// Something else in the report speaks against it.
    Questioned,
}

/// The figures of a project that findings speak of.
#[derive(Debug, Default)]
pub(in crate::site) struct Disputes {
    /// What is said of those that are marked.
    marked: BTreeMap<Span, Dispute>,
    /// The number of the finding on the project's page, from 1, for every place that one is about.
    numbers: BTreeMap<Span, usize>,
}

impl Disputes {
    /// Of findings in the order of the project's page. A notice marks only what was recomputed.
    pub(in crate::site) fn of(findings: &[Finding]) -> Disputes {
        let mut disputes = Disputes::default();
        for (number, finding) in findings.iter().enumerate() {
            for found in std::iter::once(finding).chain(&finding.also) {
                disputes.numbers.entry(found.span).or_insert(number + 1);
                let dispute = match (found.recomputed.is_some(), found.severity > Severity::Notice) {
                    (true, true) => Dispute::Recomputed,
                    (true, false) => Dispute::Remarked,
                    (false, true) => Dispute::Questioned,
                    (false, false) => continue,
                };
                let marked = disputes.marked.entry(found.span).or_insert(dispute);
                if dispute == Dispute::Recomputed {
                    *marked = dispute;
                }
            }
        }
        disputes
    }

    /// What is said of a figure.
    pub(in crate::site) fn get(&self, span: Span) -> Option<Dispute> {
        self.marked.get(&span).copied()
    }

    /// The number of the finding that is about a place.
    pub(in crate::site) fn number(&self, span: Span) -> Option<usize> {
        self.numbers.get(&span).copied()
    }
}

/// The site's own name of a level in data: a difference is no error of anybody's.
pub(in crate::site) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "difference",
        Severity::Warning => "doubt",
        Severity::Notice => "remark",
    }
}

/// How many findings there are of each level.
pub(in crate::site) fn found<'a>(lang: Lang, findings: impl IntoIterator<Item = &'a Held>) -> FoundView {
    let levels = [Severity::Error, Severity::Warning, Severity::Notice];
    let mut counts = [0_usize; 3];
    let mut explained = 0;
    for finding in findings {
        explained += usize::from(finding.is_explained);
        counts[levels.iter().position(|level| *level == finding.severity).unwrap_or(0)] += 1;
    }
    found_view(lang, counts, explained)
}

/// What was found of several in all.
pub(in crate::site) fn found_in_all<'a>(lang: Lang, several: impl IntoIterator<Item = &'a FoundView>) -> FoundView {
    let mut counts = [0; 3];
    let mut explained = 0;
    for found in several {
        explained += found.explained;
        for (all, n) in counts.iter_mut().zip([found.differences, found.doubts, found.remarks]) {
            *all += n;
        }
    }
    found_view(lang, counts, explained)
}

fn found_view(lang: Lang, counts: [usize; 3], explained: usize) -> FoundView {
    let words: Vec<String> = ["n-differences", "n-doubts", "n-remarks"]
        .into_iter()
        .zip(counts)
        .filter(|(_, n)| *n > 0)
        .map(|(id, n)| lang.say(&Message::new(id).with("n", n)))
        .collect();
    let [differences, doubts, remarks] = counts;
    let text = (!words.is_empty()).then(|| words.join(&lang.word("list-separator")));
    FoundView { differences, doubts, remarks, explained, text }
}

/// An amount with its unit, digits as printed: `4599.877 万元`. English knows no 万: there it is the same amount in full,
/// `¥45.99877 million`.
pub(in crate::site) fn money(lang: Lang, unit: Unit, amount: Decimal) -> String {
    if let (Lang::En, Some(yuan)) = (lang, unit.in_yuan(amount)) {
        let million = Decimal::from(1_000_000);
        let (id, shown) = match yuan.abs() >= million {
            true => ("money-medium", yuan.checked_div(million).unwrap_or(yuan)),
            false => ("money-small", yuan),
        };
        return lang.say(&Message::new(id).with("amount", shown.normalize().to_string()));
    }
    as_printed(lang, unit, amount.to_string())
}

/// The total of a kind as the report prints it, separators and all; in English as [`money`].
pub(in crate::site) fn printed_total(lang: Lang, funds: &Funds, basis: Basis) -> Option<String> {
    let unit = funds.unit.value;
    match lang {
        Lang::En => Some(money(lang, unit, funds.total.amount(basis)?.value)),
        Lang::ZhCn => Some(as_printed(lang, unit, funds.total.shown(basis)?)),
    }
}

/// The digits of an amount with its unit, as the report has them.
pub(in crate::site) fn as_printed(lang: Lang, unit: Unit, digits: String) -> String {
    let id = match unit {
        Unit::Yuan => "money-yuan",
        Unit::ThousandYuan => "money-thousand-yuan",
        Unit::TenThousandYuan => "money-ten-thousand-yuan",
        Unit::HundredMillionYuan => "money-hundred-million-yuan",
    };
    lang.say(&Message::new(id).with("amount", digits))
}

/// An amount of yuan in a unit that reads well, rounded half up to two decimals: `1524.65 万元`, `71.60 亿元`, `¥15.25 million`.
/// What two decimals can tell exactly stands with its own: `185 万元`.
pub(in crate::site) fn readable(lang: Lang, yuan: Decimal) -> String {
    let (id, amount, _) = in_readable_unit(lang, yuan, 2);
    lang.say(&Message::new(id).with("amount", amount.to_string()))
}

/// Two amounts of yuan and by how much they differ, as [`readable`], with as many decimals as it takes for the difference to be that of
/// what is shown.
pub(in crate::site) fn readable_difference(lang: Lang, now: Decimal, then: Decimal) -> [String; 3] {
    let by = now.saturating_sub(then).abs();
    let shown = |decimals| [now, then, by].map(|yuan| in_readable_unit(lang, yuan, decimals));
    let adds_up = |[(.., now), (.., then), (.., by)]: &[(&str, Decimal, Decimal); 3]| (now - then).abs() == *by;
    let fitting = (2..=MOST_DECIMALS).map(shown).find(adds_up).unwrap_or_else(|| shown(MOST_DECIMALS));
    fitting.map(|(id, amount, _)| lang.say(&Message::new(id).with("amount", amount.to_string())))
}

/// 亿元 to the fen.
const MOST_DECIMALS: u32 = 10;

/// An amount of yuan in a unit that reads well, with the message for it, rounded to so many decimals; and that in yuan.
fn in_readable_unit(lang: Lang, yuan: Decimal, decimals: u32) -> (&'static str, Decimal, Decimal) {
    let (large, medium) = match lang {
        Lang::ZhCn => (100_000_000, 10_000),
        Lang::En => (1_000_000_000, 1_000_000),
    };
    let units = [("money-large", large), ("money-medium", medium)];
    let fitting = units.into_iter().find(|(_, size)| yuan.abs() >= Decimal::from(*size));
    let (id, size) = fitting.unwrap_or(("money-small", 1));
    let amount = yuan.checked_div(Decimal::from(size)).map_or(yuan, |exact| match number::round(exact, decimals) {
        rounded if rounded == exact => rounded.normalize(),
        rounded => rounded,
    });
    (id, amount, amount.saturating_mul(Decimal::from(size)))
}

/// The totals that a project states, one entry an amount.
pub(in crate::site) fn stated_totals(lang: Lang, funds: &Funds) -> Vec<Pair> {
    Basis::ALL
        .into_iter()
        .filter_map(|basis| Some((basis, funds.total.amount(basis)?)))
        .map(|(basis, amount)| Pair {
            label: lang.word(basis.word()),
            value: money(lang, funds.unit.value, amount.value),
        })
        .collect()
}

/// The denominator of a project's execution rate: the adjusted budget where it is stated, else the initial one, else the
/// funds received, else the planned investment. Forms differ in which they state.
pub(in crate::site) fn execution_basis(row: &FundRow) -> Option<Basis> {
    row.amount(Basis::Spent)?;
    [Basis::Adjusted, Basis::Budget, Basis::Received, Basis::Planned]
        .into_iter()
        .find(|basis| row.amount(*basis).is_some())
}

/// Expenditure ÷ `to`, beside what the report prints of it.
pub(in crate::site) fn execution_rate(lang: Lang, row: &FundRow, to: Basis, disputes: &Disputes) -> Option<RateView> {
    let printed = row.rates.iter().find(|rate| rate.of.value == Basis::Spent && rate.to.value == to);
    match printed {
        Some(rate) => Some(printed_rate(lang, row, rate, disputes)),
        None => Some(RateView {
            formula: formula(lang, Basis::Spent, to),
            printed: None,
            recomputed: Some(recomputed(row, Basis::Spent, to)?),
            comparison: lang.word("not-comparable"),
            differs: false,
            finding: None,
            place: None,
            fraction_width: 0,
        }),
    }
}

/// What the report calls expenditure ÷ `to`, where it prints it: `1—7月执行率`.
pub(in crate::site) fn called(lang: Lang, row: &FundRow, to: Basis) -> String {
    let printed = row.rates.iter().find(|rate| rate.of.value == Basis::Spent && rate.to.value == to);
    let label = printed.and_then(|rate| rate.label.as_ref()).map(|label| label.value.clone());
    label.unwrap_or_else(|| lang.word("rate-of-expenditure"))
}

/// A printed rate beside the recomputed one.
pub(in crate::site) fn printed_rate(lang: Lang, row: &FundRow, rate: &Rate, disputes: &Disputes) -> RateView {
    let own = |text: &Option<Located<String>>| text.as_ref().map(|text| text.value.clone());
    let place: Vec<String> = [own(&rate.place), own(&rate.label)].into_iter().flatten().collect();
    let dispute = disputes.get(rate.printed.span);
    let recomputed = recomputed(row, rate.of.value, rate.to.value);
    let comparison = match (dispute, &rate.share) {
        (Some(Dispute::Recomputed), _) => "differs-error",
        (Some(Dispute::Questioned), _) => "differs-warning",
        (Some(Dispute::Remarked), _) => "differs-notice",
        (None, Share::Percent(_) | Share::Bare(_)) if recomputed.is_some() => "agrees",
        (None, _) => "not-comparable",
    };
    RateView {
        formula: formula(lang, rate.of.value, rate.to.value),
        printed: Some(rate.printed.value.clone()),
        recomputed,
        comparison: lang.word(comparison),
        differs: dispute == Some(Dispute::Recomputed),
        finding: dispute.and_then(|_| disputes.number(rate.printed.span)),
        place: (!place.is_empty()).then(|| place.join(&lang.word("between-parts"))),
        fraction_width: 0,
    }
}

/// `实际支出 ÷ 年初预算`.
pub(in crate::site) fn formula(lang: Lang, of: Basis, to: Basis) -> String {
    format!("{} ÷ {}", lang.word(of.word()), lang.word(to.word()))
}

/// `None` also where the denominator is zero: there is nothing to compare a printed rate with.
fn recomputed(row: &FundRow, of: Basis, to: Basis) -> Option<String> {
    let (part, whole) = (row.amount(of)?.value, row.amount(to)?.value);
    number::percent(part, whole).map(in_percent)
}

/// A percentage half up to two decimals; 不适用 where the denominator is zero.
pub(in crate::site) fn percent(lang: Lang, part: Decimal, whole: Decimal) -> String {
    match number::percent(part, whole) {
        Some(percent) => in_percent(percent),
        None => lang.word("not-applicable"),
    }
}

fn in_percent(percent: Decimal) -> String {
    format!("{}%", number::round(percent, 2))
}

/// The score of an evaluation, or of a project without one.
pub(in crate::site) fn score(lang: Lang, evaluation: Option<&Evaluation>) -> ScoreView {
    let scoring = evaluation.map_or(Scoring::Unscored, Evaluation::scoring);
    let (status, label) = match scoring {
        Scoring::Itemised => ("itemised", None),
        Scoring::Partial => ("partial", Some(lang.word("partly-listed"))),
        Scoring::TotalOnly => ("total-only", Some(lang.word("total-only"))),
        Scoring::Unscored => ("unscored", Some(lang.word("unscored"))),
    };
    let stated = evaluation.and_then(Evaluation::shown_total);
    let unstated = || Some(evaluation?.unstated_total()?.to_string());
    let total = stated.clone().or_else(unstated);
    let label = match (stated, &total, label) {
        (None, Some(_), _) => Some(lang.word("recomputed")),
        (None, None, None) => Some(lang.word("no-total")),
        (None, None, Some(_)) if evaluation.is_some_and(Evaluation::is_graded_only) => Some(lang.word("grade-only")),
        (_, _, label) => label,
    };
    ScoreView {
        status,
        text: total,
        fraction_width: 0,
        maximum: evaluation.map_or_else(|| Decimal::ONE_HUNDRED.to_string(), shown_maximum),
        label,
    }
}

/// The total that the items come to, to stand beside the stated one; where none is stated, only that of a whole table.
pub(in crate::site) fn recomputed_total(evaluation: &Evaluation) -> Option<Decimal> {
    match evaluation.stated_total() {
        Some(_) => evaluation.recomputed_total(),
        None => evaluation.unstated_total(),
    }
}

/// The grade that the recomputed total earns, or the printed one where items are not published.
pub(in crate::site) fn recomputed_grade(content: &Content, evaluation: &Evaluation) -> Option<String> {
    let rubric = content.rubrics.get(&evaluation.rubric.value)?;
    let stated = || evaluation.stated_total().map(|score| score.value);
    let total = recomputed_total(evaluation).or_else(stated)?;
    evaluation.earned(rubric, None, total).map(|band| band.grade.value.clone())
}

/// The place of the printed grade among those of its rubric, from 1, best first.
pub(in crate::site) fn grade_place(content: &Content, evaluation: &Evaluation) -> Option<usize> {
    let rubric = content.rubrics.get(&evaluation.rubric.value)?;
    let grade = evaluation.stated_grade()?;
    rubric.bands.iter().position(|band| band.is_called(&grade.value)).map(|place| place + 1)
}

/// Full marks as the report prints them.
pub(in crate::site) fn shown_maximum(evaluation: &Evaluation) -> String {
    let printed = evaluation.maximum.as_ref().and_then(|maximum| evaluation.cells.shown("maximum", Some(maximum)));
    printed.unwrap_or_else(|| order::maximum(evaluation).to_string())
}

/// The grade as printed, ranked by its rubric.
pub(in crate::site) fn grade(content: &Content, lang: Lang, evaluation: Option<&Evaluation>) -> GradeView {
    let rank = Rank::of(content, evaluation);
    let Some((evaluation, grade)) = evaluation.and_then(|evaluation| Some((evaluation, evaluation.stated_grade()?)))
    else {
        return of_rank(&rank, lang.word("no-grade"));
    };
    // Of a report with other full marks or bands of its own, the word has another range than in the rubric.
    let rubric = content.rubrics.get(&evaluation.rubric.value);
    let bands = rubric.map_or(&[][..], |rubric| evaluation.bands(rubric, None));
    let band = bands.iter().find(|band| band.is_called(&grade.value));
    GradeView {
        gloss: gloss(lang, [grade.value.as_str()]),
        meaning: band.and_then(|band| range(lang, band)),
        ..of_rank(&rank, grade.value.clone())
    }
}

/// A rank by this word.
pub(in crate::site) fn of_rank(rank: &Rank, text: String) -> GradeView {
    GradeView { text, gloss: None, rank: rank.key().to_owned(), tone: rank.tone(), meaning: None }
}

/// The usual words of grades in English, each once; `None` on a Chinese site, and where one is not known.
pub(in crate::site) fn gloss<'a>(lang: Lang, words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut known: Vec<String> = Vec::new();
    for word in words {
        let id = match word {
            "优" | "优秀" => "grade-excellent",
            "良" | "良好" => "grade-good",
            "中" | "一般" => "grade-fair",
            "差" | "较差" => "grade-poor",
            "合格" => "grade-pass",
            "不合格" => "grade-fail",
            _ => return None,
        };
        let said = lang.word(id);
        if !known.contains(&said) {
            known.push(said);
        }
    }
    (lang == Lang::En && !known.is_empty()).then(|| known.join(" / "))
}

/// How many characters the numbers of a column have at most after their whole parts, so that their points can stand one
/// below the other.
pub(in crate::site) fn fraction_width<'a>(column: impl IntoIterator<Item = &'a str>) -> usize {
    let parts = column.into_iter().map(number::whole).filter(|(whole, _)| !whole.is_empty());
    parts.map(|(_, rest)| rest.chars().count()).max().unwrap_or(0)
}

/// The target as printed, or made of its direction, number and unit.
pub(in crate::site) fn target(lang: Lang, attainment: &Attainment) -> Option<String> {
    let direction = || {
        attainment.direction.as_ref().map(|direction| match direction.value {
            Direction::Qualitative => lang.word("direction-qualitative"),
            direction => direction.symbol().to_owned(),
        })
    };
    let value = || attainment.cells.shown("value", attainment.value.as_ref());
    let made = || Some([direction(), value(), attainment.unit.clone()].into_iter().flatten().collect::<String>());
    value_of(&attainment.target).or_else(made).filter(|text| !text.is_empty())
}

/// The actual as printed, or made of its number and unit.
pub(in crate::site) fn actual(attainment: &Attainment) -> Option<String> {
    let made = || {
        let value = attainment.cells.shown("actual_value", attainment.actual_value.as_ref())?;
        Some(value + attainment.unit.as_deref().filter(|_| attainment.actual_value.is_some()).unwrap_or_default())
    };
    value_of(&attainment.actual).or_else(made)
}

/// The points at which a band begins and ends.
pub(in crate::site) fn stretch(band: &Band, maximum: Decimal) -> (Decimal, Decimal) {
    let to = match &band.until {
        Some(Until::To(to)) => to.value,
        Some(Until::Below(below)) => below.value,
        None => maximum,
    };
    (band.from.as_ref().map_or(Decimal::ZERO, |from| from.value), to)
}

/// Bands as grade and range.
pub(in crate::site) fn bands(lang: Lang, bands: &[Band]) -> Vec<Pair> {
    bands
        .iter()
        .map(|band| {
            let words: Vec<&str> =
                std::iter::once(&band.grade.value).chain(&band.aliases).map(String::as_str).collect();
            Pair { label: words.join(" / "), value: range(lang, band).unwrap_or_default() }
        })
        .collect()
}

/// `80（含）至 90（不含）分`.
fn range(lang: Lang, band: &Band) -> Option<String> {
    let from = band.from.as_ref().map(|from| from.value.to_string());
    let (id, until) = match (&from, &band.until) {
        (Some(_), Some(Until::To(to))) => ("range-from-to", Some(to.value)),
        (Some(_), Some(Until::Below(below))) => ("range-from-below", Some(below.value)),
        (Some(_), None) => ("range-from", None),
        (None, Some(Until::To(to))) => ("range-to", Some(to.value)),
        (None, Some(Until::Below(below))) => ("range-below", Some(below.value)),
        (None, None) => return None,
    };
    let until = Arg::from(until.map_or_else(String::new, |until| until.to_string()));
    Some(lang.say(&Message::new(id).with("from", from.unwrap_or_default()).with("until", until)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_grades_that_are_known_are_told_in_english() {
        assert_eq!(gloss(Lang::En, ["优", "优秀"]).as_deref(), Some("excellent"));
        assert_eq!(gloss(Lang::En, ["中", "差"]).as_deref(), Some("fair / poor"));
        assert_eq!(gloss(Lang::En, ["优", "A"]), None);
        assert_eq!(gloss(Lang::En, []), None);
        assert_eq!(gloss(Lang::ZhCn, ["优"]), None);
    }

    #[test]
    fn an_amount_that_was_rounded_shows_both_decimals() {
        let shown = |lang, yuan| readable(lang, number::parse(yuan).expect("a number"));
        assert_eq!(shown(Lang::ZhCn, "7159620000"), "71.60 亿元");
        assert_eq!(shown(Lang::ZhCn, "7160000000"), "71.6 亿元");
        assert_eq!(shown(Lang::ZhCn, "1850000"), "185 万元");
        assert_eq!(shown(Lang::ZhCn, "15245.955"), "1.52 万元");
        assert_eq!(shown(Lang::ZhCn, "9999.996"), "10000.00 元");
        assert_eq!(shown(Lang::En, "1998000"), "¥2.00 million");
    }

    #[test]
    fn two_amounts_differ_by_what_is_shown() {
        let shown = |now, then| {
            let [now, then] = [now, then].map(|yuan| number::parse(yuan).expect("a number"));
            readable_difference(Lang::ZhCn, now, then).join("、")
        };
        assert_eq!(shown("1402349999.95", "1284506000"), "14.023 亿元、12.845 亿元、1.178 亿元");
        assert_eq!(shown("1850000", "1660200"), "185 万元、166.02 万元、18.98 万元");
        assert_eq!(shown("100000000", "99995000"), "1 亿元、9999.5 万元、5000 元");
    }
}
