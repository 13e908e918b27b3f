//! What a project's page says first, in plain sentences: who rated whom, by what, how it came out. Judges nothing.

use rust_decimal::Decimal;

use super::{Group, Site, figures, tables};
use crate::lang::{Arg, Message};
use crate::model::evaluation::{Evaluation, Indicator, Rater, Scoring};
use crate::model::funds::Basis;
use crate::model::project::Project;

/// Who rated whom, how good it was, what it cost, whether the figures add up: a sentence each.
pub(super) fn sentences(site: &Site, project: &Project, holds: usize) -> Vec<String> {
    let lang = site.lang();
    let printed = |name: &Option<crate::source::Located<String>>, id: &str| match name {
        Some(name) => name.value.clone(),
        None => site.name_of(&Group::Agency(id.to_owned())),
    };
    let agency = printed(&project.agency_printed, &project.agency.value);
    let mut sentences = Vec::new();
    match project.leading_evaluation() {
        None => sentences.push(Message::new("answer-no-evaluation")),
        Some(evaluation) => {
            let id = match evaluation.rater.value {
                Rater::SelfRated => "answer-self",
                Rater::Department => "answer-department",
                Rater::Finance => "answer-finance",
                Rater::ThirdParty => "answer-third-party",
            };
            sentences.push(Message::new(id).with("agency", agency));
            sentences.extend(score_sentences(site, evaluation));
        }
    }
    if let Some(funds) = &project.funds
        && let Some(basis) = figures::execution_basis(&funds.total)
        && let (Some(spent), Some(whole)) = (funds.total.amount(Basis::Spent), funds.total.amount(basis))
    {
        sentences.push(
            Message::new("answer-funds")
                .with("spent", figures::money(lang, funds.unit.value, spent.value))
                .with("basis", Arg::Word(basis.word()))
                .with("whole", figures::money(lang, funds.unit.value, whole.value))
                .with("rate", figures::percent(lang, spent.value, whole.value)),
        );
    }
    let found = figures::found(lang, site.findings_of(project)).text;
    let checks = match (&found, holds) {
        (None, 0) => "answer-nothing-checked",
        (None, _) => "answer-all-holds",
        _ => "answer-findings",
    };
    sentences.push(Message::new(checks).with("holds", holds).with("findings", found.unwrap_or_default()));
    sentences.iter().map(|sentence| lang.say(sentence)).collect()
}

fn score_sentences(site: &Site, evaluation: &Evaluation) -> Vec<Message> {
    if evaluation.scoring() == Scoring::Unscored {
        return vec![Message::new("answer-unscored")];
    }
    let total = evaluation.score.as_ref().map(|score| score.value);
    let grade = evaluation.grade.as_ref().map(|grade| grade.value.as_str());
    let maximum = figures::maximum(&site.content, evaluation).to_string();
    let scored =
        |id: &str, score: Decimal| Message::new(id).with("score", score.to_string()).with("maximum", maximum.as_str());
    let mut sentences = Vec::new();
    match (total, grade, evaluation.recomputed_total()) {
        (Some(score), Some(grade), _) => sentences.push(scored("answer-score-grade", score).with("grade", grade)),
        (Some(score), None, _) => sentences.push(scored("answer-score", score)),
        (None, grade, recomputed) => {
            sentences.extend(recomputed.map(|score| scored("answer-recomputed-score", score)));
            sentences.extend(grade.map(|grade| Message::new("answer-grade").with("grade", grade)));
        }
    }
    sentences.extend(grade_sentence(site, evaluation));
    let groups_are_scored = evaluation.indicators.iter().any(|indicator| indicator.score.is_some());
    match evaluation.scoring() {
        Scoring::TotalOnly if groups_are_scored => sentences.push(Message::new("answer-groups-only")),
        Scoring::TotalOnly => sentences.push(Message::new("answer-total-only")),
        _ => sentences.extend(loss_sentence(evaluation)),
    }
    sentences
}

/// By which rubric it was judged, and what its grade means there.
fn grade_sentence(site: &Site, evaluation: &Evaluation) -> Option<Message> {
    let rubric = site.content.rubrics.get(&evaluation.rubric.value)?;
    let grade = figures::grade(&site.content, site.lang(), Some(evaluation));
    let range = grade.meaning?;
    Some(
        Message::new("answer-rubric")
            .with("rubric", rubric.name.as_str())
            .with("grade", grade.text)
            .with("range", range),
    )
}

/// How many items lost points. `None` where the items have no weights to lose from.
fn loss_sentence(evaluation: &Evaluation) -> Option<Message> {
    let of = |applies: fn(&Indicator) -> bool| {
        evaluation.leaves().filter(|leaf| applies(&evaluation.indicators[*leaf])).count()
    };
    let all = of(|item| item.not_applicable.is_none() || item.score.is_some());
    let known = of(|item| item.weight.is_some() && item.score.is_some());
    let lost = tables::lost(evaluation).len();
    let id = match (known, lost) {
        (0, _) => return None,
        (known, _) if known < all => "answer-partly-published",
        (_, 0) => "answer-nothing-lost",
        _ => "answer-lost",
    };
    let points = tables::lost_total(evaluation).map_or_else(|| "0".to_owned(), |points| points.to_string());
    let message = Message::new(id).with("items", all).with("known", known);
    Some(message.with("lost", lost).with("points", points))
}
