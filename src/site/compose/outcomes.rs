//! What came of a project, as far as its report marks it. Compares nothing.

use crate::model::claims::{Expression, Operand, Quantity, Term};
use crate::model::project::Project;
use crate::site::compose::figures::Disputes;
use crate::site::views::OutcomeView;
use crate::syntax::figure::Measure;

/// The outcomes of a project, each with its place among them: satisfaction first, other rates, then
/// numbers. Money stands elsewhere.
pub(in crate::site) fn of(project: &Project, disputes: &Disputes) -> Vec<(usize, OutcomeView)> {
    let mut outcomes: Vec<(usize, OutcomeView)> = Vec::new();
    for claim in project.claims.iter().filter(|claim| !claim.is_about) {
        let (Some(label), Some(figure)) = (outcome(&claim.of.value), claim.said.value.figure()) else { continue };
        let kind = match &figure.measure {
            Measure::Money(_) => continue,
            _ if label.contains("满意") => 0,
            Measure::Percent => 1,
            Measure::Count(_) => 2,
        };
        let finding = disputes.number(claim.said.span);
        if let Some((_, told)) = outcomes.iter_mut().find(|(_, told)| told.label == label) {
            told.finding = told.finding.or(finding);
        } else {
            outcomes.push((kind, OutcomeView { label, value: claim.said.value.text.clone(), finding }));
        }
    }
    outcomes.sort_by_key(|(kind, _)| *kind);
    outcomes
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
