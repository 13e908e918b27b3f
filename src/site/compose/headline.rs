//! The first screen of a project's page: who rated, how good, what it cost, what came of it, how it compares with the year
//! before, and what is worst. Shows what the report states and what was found; judges nothing.

use rust_decimal::Decimal;

use crate::diag::{Finding, Severity};
use crate::doc::figure::Measure;
use crate::lang::Message;
use crate::model::claims::{Expression, Operand, Quantity, Term};
use crate::model::evaluation::{Evaluation, Evaluator, Rater};
use crate::model::project::Project;
use crate::model::rubric::{Band, Until};
use crate::site::compose::figures;
use crate::site::compose::figures::Disputes;
use crate::site::compose::project::{money_bars, person};
use crate::site::compose::{charts, history};
use crate::site::plan::order;
use crate::site::views::{BandView, HeadlineView, OutcomeView, ScaleView, WorstView};
use crate::site::{Group, Site};

/// The rule whose finding says that a rater leads the project.
const RATER_LEADS: &str = "rater-leads-project";

/// The first screen; `found` are the findings in the order of the page.
pub(in crate::site) fn view(site: &Site, project: &Project, found: &[&Finding], disputes: &Disputes) -> HeadlineView {
    let lang = site.lang();
    let evaluation = project.leading_evaluation();
    HeadlineView {
        who: who(site, project, found),
        scale: evaluation.and_then(|evaluation| scale(site, evaluation)),
        bars: project.funds.as_ref().map(|funds| money_bars(lang, funds)).unwrap_or_default(),
        outcomes: outcomes(project, disputes).into_iter().map(|(_, outcome)| outcome).take(OUTCOMES).collect(),
        change: change(site, project),
        worst: found
            .first()
            .filter(|finding| finding.severity > Severity::Notice)
            .map(|finding| WorstView { text: lang.say(&finding.message), id: "finding-1".to_owned() }),
    }
}

/// Who rated, and who led that: sentences.
fn who(site: &Site, project: &Project, found: &[&Finding]) -> Vec<String> {
    let lang = site.lang();
    let Some(evaluation) = project.leading_evaluation() else { return vec![lang.word("no-evaluation")] };
    let rater = match (&evaluation.organisation, evaluation.rater.value) {
        (Some(organisation), _) => organisation.value.clone(),
        (None, Rater::SelfRated) => match &project.agency_printed {
            Some(printed) => printed.value.clone(),
            None => site.name_of(&Group::Agency(project.agency.value.clone())),
        },
        (None, _) => String::new(),
    };
    let kind = lang.word(evaluation.rater.value.word());
    let mut who = vec![match rater.is_empty() {
        true => kind,
        false => lang.say(&Message::new("labelled").with("label", kind).with("value", rater)),
    }];
    let leads: Vec<String> =
        found.iter().filter(|finding| finding.rule == RATER_LEADS).map(|finding| lang.say(&finding.message)).collect();
    if leads.is_empty() {
        let leader = evaluation.evaluators.iter().find(|one| one.role.as_deref().is_some_and(is_leader));
        who.extend(leader.map(|leader| led_by(site, leader)));
    }
    who.extend(leads);
    who
}

/// Whether a part in an evaluation is to lead it.
fn is_leader(role: &str) -> bool {
    role.ends_with("组长") && !role.ends_with("副组长")
}

fn led_by(site: &Site, leader: &Evaluator) -> String {
    let said = Message::new("labelled").with("label", leader.role.clone().unwrap_or_default());
    site.lang().say(&said.with("value", person(site, [&leader.name, &leader.surname], &leader.post)))
}

/// The grades of the rubric on the scale of its points, with the score on it; `None` where there is no score or no scale.
pub(in crate::site) fn scale(site: &Site, evaluation: &Evaluation) -> Option<ScaleView> {
    let rubric = site.content.rubrics.get(&evaluation.rubric.value)?;
    let maximum = figures::maximum(evaluation);
    let score = order::score_of(evaluation)?;
    if rubric.bands.is_empty() || rubric.maximum != maximum {
        return None;
    }
    let is_printed = |band: &Band| evaluation.stated_grade().is_some_and(|grade| band.is_called(&grade.value));
    let bands = rubric.bands.iter().map(|band| {
        let (from, to) = figures::stretch(band, maximum);
        let class = if is_printed(band) { "scale-band is-printed" } else { "scale-band" };
        charts::Stretch { class, from, to }
    });
    Some(ScaleView {
        svg: charts::scale(&bands.collect::<Vec<_>>(), maximum, score),
        bands: rubric
            .bands
            .iter()
            .map(|band| BandView {
                grade: band.grade.value.clone(),
                range: short_range(band, maximum),
                is_printed: is_printed(band),
            })
            .collect(),
    })
}

/// `≥ 90`, `80–89`, `< 60`.
fn short_range(band: &Band, maximum: Decimal) -> String {
    let from = band.from.as_ref().map(|from| from.value).filter(|from| *from > Decimal::ZERO);
    match (from, &band.until) {
        (Some(from), Some(Until::To(to))) if to.value < maximum => format!("{from}–{}", to.value),
        (Some(from), _) => format!("≥ {from}"),
        (None, Some(Until::To(to))) => format!("≤ {}", to.value),
        (None, Some(Until::Below(below))) => format!("< {}", below.value),
        (None, None) => String::new(),
    }
}

/// How many outcomes stand on the first screen.
const OUTCOMES: usize = 3;

/// What came of it, as far as the report marks it, each with its place among them: satisfaction first, other rates, then
/// numbers. Money stands elsewhere.
pub(in crate::site) fn outcomes(project: &Project, disputes: &Disputes) -> Vec<(usize, OutcomeView)> {
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

/// How score and expenditure differ from those of the year before: sentences.
fn change(site: &Site, project: &Project) -> Vec<String> {
    let lang = site.lang();
    let year = project.year.value;
    let before = site.years_of(project).iter().map(|index| &site.content.projects[*index]);
    let Some(before) = before.into_iter().find(|other| other.year.value + 1 == year) else {
        return vec![lang.say(&Message::new("change-none").with("year", (year.saturating_sub(1)).to_string()))];
    };
    history::changes(lang, project, before)
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
