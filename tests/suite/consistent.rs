//! No false alarms: ten thousand generated reports that contradict nothing, and not one error or warning about them.

use std::collections::BTreeMap;

use gongshi::diag::{Held, Severity};
use gongshi::model::claims::Quantity;
use gongshi::model::evaluation::{Evaluation, Indicator, NotApplicable, TOTAL};
use gongshi::model::funds::{FundRow, Unit};
use gongshi::model::project::{Head, Project};
use gongshi::model::sums::Standing;
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::Sources;
use gongshi::syntax::figure::{Measure, Share};
use rust_decimal::Decimal;

/// So many are checked here; `cargo bench --bench pipeline` checks 10,000, optimised.
const COUNT: usize = 3_000;
/// What is tested must be seen so often.
const OFTEN: usize = COUNT / 100;

type Count = BTreeMap<&'static str, usize>;

#[test]
fn consistent_reports_have_no_errors_and_no_warnings() {
    let site = pipeline::plan(Sources::new(crate::corpus::site(COUNT)), Vec::new());
    assert_eq!(site.content.projects.len(), COUNT);
    let (notices, alarms): (Vec<&Held>, Vec<&Held>) = site
        .findings()
        .iter()
        .map(AsRef::as_ref)
        .filter(is_of_report)
        .partition(|finding| finding.severity == Severity::Notice);
    println!("{COUNT} consistent reports: {} false alarms", alarms.len());
    println!("notices: {:?}", by_rule(&notices));
    let first: Vec<String> = alarms.iter().take(20).map(|alarm| shown(&site, alarm)).collect();
    assert!(alarms.is_empty(), "{:?}\n{}", by_rule(&alarms), first.join("\n"));

    // Only rounding may be noticed, and totals and marked figures that nothing else tells or that cannot be compared; all must be, else the reports have none.
    let of_rounding = ["funds-total", "rate-mismatch", "claim-mismatch"];
    let of_one = ["total-without-items", "total-not-recomputed", "figure-not-compared", "funds-not-compared"];
    let expected = |notice: &&&Held| of_rounding.contains(&notice.rule) || of_one.contains(&notice.rule);
    let others: Vec<String> = notices.iter().filter(|notice| !expected(notice)).map(|one| shown(&site, one)).collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
    let noticed = by_rule(&notices);
    assert!(of_one.into_iter().all(|rule| noticed.contains_key(rule)));
    for rule in of_rounding {
        assert!(noticed.get(rule).is_some_and(|count| *count > OFTEN), "{rule}");
    }

    let evaluations = site.everything().iter().flat_map(|index| site.project(*index).evaluations);
    let told = evaluations.filter_map(|evaluation| Some((lost(&evaluation)?, short_of_full_marks(&evaluation)?)));
    let told: Vec<_> = told.collect();
    assert!(told.len() > 10 * OFTEN);
    assert_eq!(told.iter().find(|(lost, short)| lost != short), None);

    let variety = variety(&site);
    println!("variety: {variety:#?}");
    let rare: Vec<_> = variety.iter().filter(|(_, count)| **count < OFTEN).collect();
    assert!(rare.is_empty(), "seen too seldom to be tested: {rare:?}");
}

#[test]
fn half_of_the_reports_with_misprints_contradict_themselves_five_times() {
    let mut files = crate::corpus::site(40);
    crate::misprints::add(&mut files);
    let site = pipeline::plan(Sources::new(files), Vec::new());
    let contradictions =
        |project: &Head| site.findings_of(project).filter(|finding| finding.severity > Severity::Notice).count();
    let dear = site.content.projects.iter().filter(|project| contradictions(project) >= 5).count();
    assert!(dear >= 16, "{dear} of 40");
    assert!(site.content.projects.iter().filter(|project| contradictions(project) == 0).count() >= 20);
}

/// The points that a page says were lost, where it can tell them all.
fn lost(evaluation: &Evaluation) -> Option<Decimal> {
    let tells_all = !evaluation.is_scaled(None) && !evaluation.leaves_out_rows();
    let standings = tells_all.then(|| evaluation.standings()).filter(|standings| !standings.is_empty())?;
    standings.iter().map(Standing::lost).sum()
}

/// What the printed total, less its adjustments, lacks of full marks.
fn short_of_full_marks(evaluation: &Evaluation) -> Option<Decimal> {
    let items = evaluation.indicators.iter().any(|row| row.score.is_some());
    let adjustments: Decimal = evaluation.adjustments.iter().map(|line| line.score.value).sum();
    Some(evaluation.full_marks()? - (evaluation.score.as_ref().filter(|_| items)?.value - adjustments))
}

/// Not of the rubrics of `content/`, whose bands have gaps.
fn is_of_report(finding: &&Held) -> bool {
    finding.project.is_some() || finding.severity > Severity::Notice
}

fn by_rule(findings: &[&Held]) -> Count {
    let mut count = Count::new();
    findings.iter().for_each(|finding| *count.entry(finding.rule).or_default() += 1);
    count
}

fn shown(site: &Site, held: &Held) -> String {
    let finding = held.finding();
    let source = site.sources.get(finding.span.file);
    let line = site.sources.position(finding.span).line;
    format!(
        "{}:{line} {} {} {:?} → {:?}",
        source.path,
        finding.rule,
        finding.at.as_str(),
        finding.printed,
        finding.recomputed
    )
}

/// How often the reports do each thing that a report can do.
fn variety(site: &Site) -> Count {
    let mut count = Count::new();
    for index in site.everything() {
        let project = &site.project(*index);
        let mut seen = |what: &'static str, is_so: bool| *count.entry(what).or_default() += usize::from(is_so);
        seen("two evaluations", project.evaluations.len() > 1);
        seen("goals", !project.goals.is_empty());
        seen("disclosure", project.disclosure.issued.is_some());
        seen("a former name", project.agency_printed.is_some());
        for target in &project.targets {
            let (value, actual) = (&target.attainment.value, &target.attainment.actual_value);
            let direction = target.attainment.direction.as_ref();
            if let (Some(value), Some(actual), Some(direction)) = (value, actual, direction) {
                let is_met = direction.value.is_met(actual.value, value.value);
                seen("a target met", is_met == Some(true));
                seen("a target missed", is_met == Some(false));
            }
        }
        of_funds(project, &mut seen);
        of_prose(project, &mut seen);
        for evaluation in &project.evaluations {
            of_evaluation(evaluation, &mut seen);
        }
    }
    count
}

fn of_funds(project: &Project, seen: &mut impl FnMut(&'static str, bool)) {
    let Some(funds) = &project.funds else { return };
    seen("funds in 元", funds.unit.value == Unit::Yuan);
    seen("funds in 万元", funds.unit.value == Unit::TenThousandYuan);
    seen("all sources", !funds.sources.is_empty() && !funds.sources_partial);
    seen("some sources", funds.sources_partial);
    let rows = || funds.sources.iter().chain(&funds.items);
    let is_within = |row: &&FundRow| row.name.as_ref().is_some_and(|name| name.value.starts_with("其中"));
    seen("a part of a row", rows().any(|row| row.whole.is_some()));
    seen("some parts of a row", rows().any(|row| row.parts_partial));
    seen("其中 on the first row", funds.sources.first().iter().any(is_within));
    seen("其中 of a row that is not named", rows().skip(1).any(|row| row.whole.is_none() && is_within(&row)));
    seen("all items", !funds.items.is_empty() && !funds.items_partial);
    seen("some items", funds.items_partial);
    let rows = || std::iter::once(&funds.total).chain(&funds.sources).chain(&funds.items);
    seen("a blank row", rows().any(|row| row.amounts.iter().all(Option::is_none)));
    let finest = rows().flat_map(|row| row.amounts.iter().flatten()).map(|amount| amount.value.scale()).max();
    for (scale, what) in
        ["no decimals", "one decimal", "two decimals", "three", "four", "five", "six decimals"].into_iter().enumerate()
    {
        seen(what, finest == Some(scale as u32));
    }
    let rates = || rows().flat_map(|row| &row.rates);
    seen("a rate that is a dash", rates().any(|rate| rate.share == Share::Nothing));
    for (scale, what) in ["89%", "89.7%", "89.74%", "89.741%", "89.7405%"].into_iter().enumerate() {
        seen(
            what,
            rates().any(|rate| matches!(&rate.share, Share::Percent(percent) if percent.scale() == scale as u32)),
        );
    }
}

/// The ways in which figures are written.
fn of_writing(printed: &str, seen: &mut impl FnMut(&'static str, bool)) {
    seen("full-width digits", printed.contains(|c: char| ('０'..='９').contains(&c)));
    seen("Chinese numerals", printed.ends_with(['元', '分']) && !printed.contains(char::is_numeric));
    seen("万 without 元", printed.ends_with('万'));
    seen("below zero", printed.starts_with(['-', '—', '负', '（', '减']));
    seen("per mille", printed.ends_with('‰'));
    seen("per cent in words", printed.starts_with("百分之"));
}

fn of_prose(project: &Project, seen: &mut impl FnMut(&'static str, bool)) {
    for claim in &project.claims {
        of_writing(&claim.said.value.text, seen);
        seen("a share without a sign", matches!(claim.fund_rate(), Some((.., Share::Bare(_)))));
        match claim.quantity() {
            Some(Quantity::Funds(_, None)) => seen("prose: funds", true),
            Some(Quantity::Funds(_, Some(_))) => seen("prose: funds of a row", true),
            Some(Quantity::Score(None)) => seen("prose: total", true),
            Some(Quantity::Score(Some(_))) => seen("prose: score", true),
            Some(Quantity::Weight(_)) => seen("prose: weight", true),
            Some(Quantity::Grade(None)) => seen("prose: grade", true),
            Some(Quantity::Grade(Some(_))) => seen("prose: grade of a group", true),
            Some(Quantity::Target(_)) => seen("prose: target", true),
            Some(Quantity::Actual(_)) => seen("prose: actual", true),
            Some(Quantity::Named(_)) => seen("prose: quantity of its own", true),
            None => match claim.said.value.figure() {
                Some(figure) if figure.measure == Measure::Percent => seen("prose: rate", true),
                _ => seen("prose: sum, difference or product", true),
            },
        }
    }
}

fn of_evaluation(evaluation: &Evaluation, seen: &mut impl FnMut(&'static str, bool)) {
    for rubric in ["hainan-2011", "mof2020-eval", "mof2020-selfeval", "freeform"] {
        seen(rubric, evaluation.rubric.value == rubric);
    }
    let indicators = &evaluation.indicators;
    for (treatment, what) in [
        (NotApplicable::NoWeight, "no weight"),
        (NotApplicable::FullMarks, "full marks"),
        (NotApplicable::Renormalised, "renormalised"),
    ] {
        seen(what, indicators.iter().any(|row| row.not_applicable == Some(treatment)));
    }
    let decimals =
        |scale: u32| indicators.iter().any(|row| row.score.as_ref().is_some_and(|score| score.value.scale() == scale));
    seen("whole scores", decimals(0));
    seen("scores of one decimal", decimals(1));
    seen("scores of two decimals", decimals(2));
    seen("scores of three decimals", decimals(3));
    seen("a merged weight", indicators.iter().any(|row| row.weight_over > 1));
    seen("a repeated name", indicators.iter().any(|row| row.path.contains('#')));
    seen("four levels", indicators.iter().any(|row| row.level == 4));
    let leaves = || evaluation.leaves().map(|row| &indicators[row]);
    let is_scored = leaves().any(|row| row.score.is_some());
    let is_empty = |row: &Indicator| row.weight.is_none() && row.score.is_none() && row.not_applicable.is_none();
    seen("an empty row of a template", is_scored && leaves().any(|row| row.name.value == "其他指标" && is_empty(row)));
    seen("a table partly published", evaluation.indicators_partial);
    let is_kept_back = |row: &Indicator| row.weight.is_some() && row.score.is_none() && row.not_applicable.is_none();
    seen("an item not published", is_scored && leaves().any(is_kept_back));
    let on_groups = indicators.iter().any(|row| row.weight.is_some()) && leaves().all(|row| row.weight.is_none());
    seen("weights on groups and scores on items", is_scored && on_groups);
    seen("scores on groups only", !is_scored && indicators.iter().any(|row| row.score.is_some()));
    seen(
        "lost points of a group",
        evaluation.standings().iter().any(|of| of.lost().is_some() && !evaluation.is_leaf(of.row)),
    );
    seen("a total without items", evaluation.score.is_some() && evaluation.recomputed_total().is_none());
    seen("a bonus", evaluation.adjustments.iter().any(|line| line.score.value.is_sign_positive()));
    seen("a deduction", evaluation.adjustments.iter().any(|line| line.score.value.is_sign_negative()));
    seen("more than full marks", evaluation.score.as_ref().is_some_and(|score| score.value > 100.into()));
    seen("other full marks", evaluation.maximum.is_some());
    seen("evaluators", evaluation.evaluators.len() > 2);
    seen("a target of an indicator", indicators.iter().any(|row| row.attainment().value.is_some()));
    seen("a basis that names the score", indicators.iter().any(|row| row.basis.is_some()));
    for (words, what) in [
        (["优", "优秀"], "first grade"),
        (["良", "良好"], "second grade"),
        (["中", "一般"], "third grade"),
        (["差", "较差"], "last grade"),
    ] {
        seen(what, evaluation.grade.as_ref().is_some_and(|grade| words.contains(&grade.value.as_str())));
    }
    seen("three printed tables", evaluation.printed.len() == 3);
    let rows = || evaluation.printed.iter().flat_map(|table| &table.rows);
    seen("the grade of a group told again", rows().any(|row| row.grade.is_some() && row.of.value != TOTAL));
    seen(
        "an item told again",
        rows().any(|row| evaluation.find(&row.of.value).is_some_and(|row| evaluation.is_leaf(row))),
    );
}
