//! What came of a project: what its report marks, and what its tables say was reached. Compares nothing.

use std::collections::BTreeMap;

use crate::model::claims::{Claim, Expression, Operand, Quantity, Said, Term};
use crate::model::evaluation::{Attainment, Indicator};
use crate::model::funds::Basis;
use crate::model::project::{Project, Target};
use crate::rules::tells_of_another_year;
use crate::site::compose::parts::figures::Disputes;
use crate::site::views::OutcomeView;
use crate::source::{Located, Sources, Span};
use crate::syntax::figure::Measure;
use crate::syntax::number;

/// The outcomes of a project, each with its place among them: those that the report marks, then those of its tables; of
/// each satisfaction first, other rates, then numbers. Money stands elsewhere, and what is told of another year is not what
/// came of this one.
pub(in crate::site) fn of(sources: &Sources, project: &Project, disputes: &Disputes) -> Vec<(usize, OutcomeView)> {
    let mut outcomes: Vec<(usize, OutcomeView)> = Vec::new();
    let mut tell = |label: &str, said: &Said, span: Span, before: usize| {
        let Some(figure) = said.figure() else { return };
        let kind = match &figure.measure {
            Measure::Money(_) => return,
            _ if label.contains("满意") => 0,
            Measure::Percent | Measure::Parts(_) => 1,
            Measure::Count(_) => 2,
        };
        let finding = disputes.number(span);
        if let Some((_, told)) = outcomes.iter_mut().find(|(_, told)| told.label == label) {
            told.finding = told.finding.or(finding);
        } else {
            outcomes.push((before + kind, OutcomeView { label: label.to_owned(), value: said.text.clone(), finding }));
        }
    };
    let year = project.year.value.to_string();
    let is_of_year = |claim: &&Claim| {
        let before = &sources.text(claim.said.span.file)[..claim.said.span.start()];
        let lead = before.trim_end_matches('[');
        // 由78.2%提高到88.3%: what it was before.
        let is_left_behind = lead.ends_with(['由', '从']);
        let clause = lead.rsplit(['，', '。', '；', '\n', '"']).next().unwrap_or_default();
        !is_left_behind && !is_expected(clause) && !tells_of_another_year(before, &year)
    };
    for claim in project.claims.iter().filter(|claim| !claim.is_about()).filter(is_of_year) {
        if let Some(label) = outcome(&claim.of.value) {
            tell(&label, &claim.said.value, claim.said.span, 0);
        }
    }
    for (name, attainment) in attainments(project) {
        if let Some(Located { value: said, span }) = reached(attainment) {
            tell(&name, &said, span, KINDS);
        }
    }
    outcomes.sort_by_key(|(kind, _)| *kind);
    outcomes
}

/// Whether words tell what is only expected: `预计1.31倍`.
fn is_expected(words: &str) -> bool {
    ["预计", "预期", "预估", "预测", "力争"].iter().any(|word| words.contains(word))
}

/// Whether what is reached of an item is what became of its funds: `债券资金到位率`, `年度预算完成率`.
fn is_of_funds(name: &str) -> bool {
    Basis::of_rate(name).is_some() || ["资金", "预算", "支出", "结转", "成本"].iter().any(|of| name.contains(of))
}

/// Whether a group is of what was put in and how it was managed: `投入`, `过程`, `项目管理`, but not `产出与效率`.
fn is_of_means(group: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| group.contains(word));
    has(&["决策", "投入", "过程", "管理", "预算", "资金", "立项"]) && !has(&["产出", "效", "满意", "成果"])
}

/// How many kinds of outcomes there are.
const KINDS: usize = 3;

/// The items and targets of the tables with what was to be reached and was, those about the funds left out. Of several with one
/// name each is called by what it stands under, too.
fn attainments(project: &Project) -> impl Iterator<Item = (String, &Attainment)> {
    let evaluation = project.leading_evaluation();
    let rows = evaluation.map_or(&[] as &[Indicator], |evaluation| &evaluation.indicators);
    let above = |row: &Indicator| Some(rows[row.parent?].name.value.clone());
    let is_result = move |row: usize| {
        let group = evaluation.map_or(row, |evaluation| evaluation.outermost_above(row));
        group == row || !is_of_means(&rows[group].name.value)
    };
    let rows_of_results = rows.iter().enumerate().filter(move |(row, _)| is_result(*row)).map(|(_, row)| row);
    let rows = rows_of_results.map(|row| (row.name.value.as_str(), above(row), row.attainment()));
    let kind = |target: &Target| Some(target.kind.as_ref()?.value.clone());
    let targets = project.targets.iter().map(|target| (target.name.value.as_str(), kind(target), &target.attainment));
    let all: Vec<_> = rows.chain(targets).filter(|(name, ..)| !is_of_funds(name)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, ..) in all.iter().filter(|(.., attainment)| reached(attainment).is_some()) {
        *counts.entry(name).or_default() += 1;
    }
    all.into_iter().map(move |(name, above, attainment)| match above {
        // 数量指标 alone is no name of anything.
        Some(above) if name.ends_with("指标") || counts.get(name).is_some_and(|count| *count > 1) => {
            (format!("{above} › {name}"), attainment)
        }
        _ => (name.to_owned(), attainment),
    })
}

/// How many characters of a cell fit on one line of a phone beside what they are about.
const CELL: usize = 16;

/// What was reached, as printed, where the cell says no more than that; what is marked in it is told by its marks.
fn reached(attainment: &Attainment) -> Option<Located<Said>> {
    let says_more = |text: &str| {
        let is_long = text.chars().count() > CELL || text.contains(|c: char| "，。；、：;:[{（(".contains(c));
        is_long
            || is_expected(text)
            || text.contains(['未', '尚'])
            || text.starts_with("计划")
            || text.starts_with('拟')
    };
    if let Some(actual) = &attainment.actual {
        // A form may have the unit in a column of its own.
        let unit = attainment.unit.as_deref().filter(|_| number::parse(&actual.value).is_some()).unwrap_or_default();
        let text = format!("{}{unit}", actual.value);
        return (!says_more(&text)).then(|| Located { value: Said::read(&text), span: actual.span });
    }
    let number = attainment.actual_value.as_ref()?;
    let text = format!("{}{}", number.value, attainment.unit.as_deref().unwrap_or_default());
    Some(Located { value: Said::read(&text), span: number.span })
}

/// What an expression is called where it is an outcome: a quantity of the report's own, what was reached of a target, or a
/// rate of two quantities.
fn outcome(of: &Expression) -> Option<String> {
    let [Term { negative: false, factors, divisors }] = &of.terms[..] else { return None };
    let name = |operand: &Operand| match operand {
        Operand::Quantity(Quantity::Named(name) | Quantity::Actual(name)) => Some(name.clone()),
        _ => None,
    };
    match (&factors[..], &divisors[..]) {
        ([one], []) => name(one),
        ([part], [whole]) => Some(format!("{} ÷ {}", name(part)?, name(whole)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_says_more_than_its_figure_is_no_outcome() {
        let reached = |text: &str| {
            let actual = Some(Located { value: text.to_owned(), span: Span::start_of(Default::default()) });
            reached(&Attainment { actual, ..Attainment::default() }).is_some_and(|told| told.value.figure().is_some())
        };
        for figure in ["36次", "≥95%", "6.83万吨", "1,126户", "不低于12577个"] {
            assert!(reached(figure), "{figure}");
        }
        for more in ["[36次]{巡查}", "巡查[36次]{巡查}", "36次，全部完成", "较好", "已在大厅设专区并配有工作人员共3名"]
        {
            assert!(!reached(more), "{more}");
        }
    }

    #[test]
    fn outcomes_are_quantities_of_the_report_and_rates_of_two_of_them() {
        let called = |text: &str| Expression::read(text).and_then(|of| outcome(&of));
        assert_eq!(called("办结率").as_deref(), Some("办结率"));
        assert_eq!(called("actual:投诉率").as_deref(), Some("投诉率"));
        assert_eq!(called("办结÷派发").as_deref(), Some("办结 ÷ 派发"));
        for other in ["funds.spent", "score", "target:投诉率", "甲+乙", "甲×3", "funds.spent÷funds.budget"] {
            assert_eq!(called(other), None, "{other}");
        }
    }
}
