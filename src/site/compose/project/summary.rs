//! What a project's page says first, in plain sentences: who rated whom, by what, how it came out. Judges nothing.

use rust_decimal::Decimal;

use crate::lang::{Arg, Message};
use crate::model::evaluation::{Adjustment, Attainment, Evaluation, Indicator, Rater, TOTAL};
use crate::model::funds::{Basis, Funds};
use crate::model::project::Project;
use crate::model::sums::{Scoring, Standing};
use crate::site::compose::parts::figures;
use crate::site::plan::row::is_reasoned;
use crate::site::{Group, Site};

/// Who rated whom, how good it was, what it cost, whether the figures add up: a sentence each.
pub(in crate::site) fn sentences(site: &Site, project: &Project, holds: usize) -> Vec<String> {
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
            sentences.extend(score_sentences(site, project, evaluation));
        }
    }
    let has_tables = project.funds.is_some() || !project.targets.is_empty() || !project.evaluations.is_empty();
    if project.report.is_none() && has_tables {
        sentences.push(Message::new("answer-no-prose"));
    }
    if let Some(funds) = &project.funds
        && let Some(basis) = figures::execution_basis(&funds.total)
        && let (Some(spent), Some(whole)) = (funds.total.amount(Basis::Spent), funds.total.amount(basis))
    {
        // Of nothing there is no share.
        let id = if whole.value.is_zero() { "answer-funds-of-nothing" } else { "answer-funds" };
        sentences.push(
            Message::new(id)
                .with("spent", figures::money(lang, funds.unit.value, spent.value))
                .with("basis", Arg::Word(basis.word()))
                .with("whole", figures::money(lang, funds.unit.value, whole.value))
                .with("called", figures::called(lang, &funds.total, basis))
                .with("rate", figures::percent(lang, spent.value, whole.value)),
        );
    }
    let found = figures::found(lang, site.findings_of(project)).text;
    let checks = match (&found, holds) {
        (None, 0) => "answer-nothing-checked",
        (None, _) => "answer-all-holds",
        (Some(_), 0) => "answer-findings-alone",
        (Some(_), _) => "answer-findings",
    };
    sentences.push(Message::new(checks).with("holds", holds).with("findings", found.unwrap_or_default()));
    sentences.iter().map(|sentence| lang.say(sentence)).collect()
}

fn score_sentences(site: &Site, project: &Project, evaluation: &Evaluation) -> Vec<Message> {
    if evaluation.scoring() == Scoring::Unscored {
        return vec![unscored_sentence(project, evaluation)];
    }
    let stated = evaluation.shown_total();
    let grade = evaluation.stated_grade().map(|grade| grade.value.as_str());
    let maximum = figures::shown_maximum(evaluation);
    let scored =
        |id: &'static str, score: String| Message::new(id).with("score", score).with("maximum", maximum.as_str());
    let mut sentences = Vec::new();
    match (stated, grade, evaluation.unstated_total()) {
        (Some(score), Some(grade), _) => sentences.push(scored("answer-score-grade", score).with("grade", grade)),
        (Some(score), None, _) => sentences.push(scored("answer-score", score)),
        (None, grade, unstated) => {
            sentences.extend(unstated.map(|score| scored("answer-recomputed-score", score.to_string())));
            let is_untold = unstated.is_none() && evaluation.totals_elsewhere().next().is_none();
            match grade {
                Some(grade) if is_untold => sentences.push(Message::new("answer-grade").with("grade", grade)),
                Some(grade) => sentences.push(Message::new("answer-grade-beside").with("grade", grade)),
                None if is_untold => sentences.push(Message::new("answer-no-total")),
                None => {}
            }
        }
    }
    sentences.extend(grade_sentence(site, evaluation));
    let told_again = evaluation.rows_elsewhere().any(|row| row.of.value != TOTAL && row.score.is_some());
    let groups_are_scored = told_again || evaluation.indicators.iter().any(|indicator| indicator.score.is_some());
    match evaluation.scoring() {
        Scoring::TotalOnly if groups_are_scored => sentences.push(Message::new("answer-groups-only")),
        Scoring::TotalOnly if evaluation.evaluators.iter().any(|evaluator| evaluator.score.is_some()) => {
            sentences.push(Message::new("answer-raters-only"));
        }
        Scoring::TotalOnly if evaluation.is_graded_only() => sentences.push(Message::new("answer-grade-only")),
        Scoring::TotalOnly if project.goals.iter().any(|goal| goal.score.is_some()) => {
            sentences.push(Message::new("answer-goals-only"));
        }
        Scoring::TotalOnly if evaluation.counted_from_full_marks().is_none() => {
            sentences.push(Message::new("answer-total-only"));
        }
        _ => {}
    }
    if evaluation.indicators_partial {
        let lists_all = evaluation.lists_all_losses();
        sentences.push(Message::new(if lists_all { "answer-partial-lost" } else { "answer-partial" }));
    }
    sentences.extend(loss_sentence(evaluation));
    sentences.extend(scaled(evaluation));
    sentences.extend(adjusted(evaluation));
    sentences
}

/// What a report without scores does tell. Beside another evaluation only that this one has none.
fn unscored_sentence(project: &Project, evaluation: &Evaluation) -> Message {
    let of_table = evaluation.indicators.iter().map(Indicator::attainment);
    let of_targets = project.targets.iter().map(|target| &target.attainment);
    let told: Vec<&Attainment> = of_table.chain(of_targets).filter(|attainment| attainment.has_target()).collect();
    let is_alone = project.evaluations.len() == 1;
    match told.len() {
        _ if !is_alone => Message::new("answer-unscored"),
        0 => Message::new("answer-unscored"),
        n => match told.iter().filter(|attainment| attainment.has_actual()).count() {
            0 => Message::new("answer-targets-alone").with("n", n),
            answered if answered < n => Message::new("answer-targets-some").with("n", n).with("answered", answered),
            _ => Message::new("answer-targets").with("n", n),
        },
    }
}

/// By which rubric it was judged, and what its grade means there, or by the bands that the report itself prints.
fn grade_sentence(site: &Site, evaluation: &Evaluation) -> Option<Message> {
    let rubric = site.content.rubrics.get(&evaluation.rubric.value)?;
    let grade = figures::grade(&site.content, site.lang(), Some(evaluation));
    let by = |id: &'static str| Message::new(id).with("rubric", rubric.name.as_str());
    match (grade.meaning, &evaluation.bands_printed) {
        (Some(range), _) => Some(by("answer-rubric").with("grade", grade.text).with("range", range)),
        (None, Some(printed)) if evaluation.bands(rubric, None).is_empty() => {
            Some(by("answer-own-bands").with("bands", printed.as_str()))
        }
        (None, _) => None,
    }
}

/// How many items lost points. `None` where of no item anybody can tell.
fn loss_sentence(evaluation: &Evaluation) -> Option<Message> {
    let loss = Loss::of(evaluation);
    let id = match (loss.known, loss.lost, loss.is_by_group) {
        (0, _, _) => return None,
        (known, 0, _) if known < loss.all => "answer-nothing-lost-of-known",
        (known, lost, _) if known < loss.all && lost == known => "answer-all-lost-of-known",
        (known, _, _) if known < loss.all => "answer-lost-of-known",
        (_, 0, false) => "answer-nothing-lost",
        (_, 0, true) => "answer-nothing-lost-by-group",
        (known, lost, false) if lost == known => "answer-all-lost",
        (known, lost, true) if lost == known => "answer-all-lost-by-group",
        (_, _, false) => "answer-lost",
        (_, _, true) => "answer-lost-by-group",
    };
    Some(loss.into_message(id))
}

/// How many points were lost in all, above the list of where; or why there is none.
pub(in crate::site) fn loss_summary(evaluation: &Evaluation) -> Message {
    let loss = Loss::of(evaluation);
    let has_scores = evaluation.indicators.iter().any(|indicator| indicator.score.is_some());
    let total = evaluation.stated_total().map(|score| score.value);
    let is_full = total.is_some() && total == evaluation.full_marks();
    let is_open = evaluation.indicators_partial && !evaluation.lists_all_losses();
    let id = match (loss.known, loss.lost, loss.is_by_group) {
        (0, _, _) if has_scores => "cannot-tell-without-weights",
        (0, _, _) if is_full => "nothing-lost-in-all",
        (0, _, _) => "cannot-tell-lost",
        (known, 0, _) if known < loss.all => "nothing-lost-of-known",
        (known, 1.., false) if known < loss.all || is_open => "known-points-lost-in",
        (_, 0, false) => "nothing-lost",
        (_, 0, true) => "nothing-lost-by-group",
        (_, _, false) => "lost-points-in",
        (_, _, true) => "lost-points-in-groups",
    };
    loss.into_message(id)
}

/// Of what nobody can tell whether it lost points, although some are told.
pub(in crate::site) fn loss_untold(funds: Option<&Funds>, evaluation: &Evaluation) -> Option<Message> {
    let loss = Loss::of(evaluation);
    if evaluation.indicators_partial {
        let lists_all = evaluation.lists_all_losses();
        return Some(Message::new(if lists_all { "lost-nowhere-else" } else { "lost-elsewhere-untold" }));
    }
    let untold = evaluation.standings().into_iter().filter(|standing| standing.of.is_none());
    let is_reasoned = untold.into_iter().any(|standing| is_reasoned(funds, evaluation, standing.row));
    let id = if is_reasoned { "lost-told-in-words" } else { "lost-untold" };
    (0 < loss.known && loss.known < loss.all).then(|| loss.into_message(id))
}

/// What was added to the points of the items and taken off them.
pub(in crate::site) fn adjusted(evaluation: &Evaluation) -> Option<Message> {
    let counting = evaluation.adjustments.iter().filter(|line| !line.score.value.is_zero());
    let line = |line: &Adjustment| {
        let (sign, points) = (if line.score.value.is_sign_negative() { '−' } else { '+' }, line.score.value.abs());
        Arg::run([Arg::quoted(line.name.as_str()), format!(" {sign}{points}").into()])
    };
    let lines: Vec<Arg> = counting.map(line).collect();
    let id = if evaluation.counted_from_full_marks().is_some() { "answer-counted" } else { "answer-adjusted" };
    let message = || Message::new(id).with("maximum", figures::shown_maximum(evaluation));
    (!lines.is_empty()).then(|| message().with("items", Arg::list(lines)))
}

/// That points were lost before the others were scaled up for items that do not apply: full marks less these are not the total.
pub(in crate::site) fn scaled(evaluation: &Evaluation) -> Option<Message> {
    (evaluation.is_scaled(None) && Loss::of(evaluation).lost > 0).then(|| Message::new("answer-scaled"))
}

/// Lost points, counted.
struct Loss {
    /// Items, and groups that stand for theirs.
    all: usize,
    /// Of which it is known whether they lost points.
    known: usize,
    lost: usize,
    points: Decimal,
    /// Whether a group stands for its items.
    is_by_group: bool,
}

impl Loss {
    fn of(evaluation: &Evaluation) -> Loss {
        let standings = evaluation.standings();
        let lost: Vec<Decimal> =
            standings.iter().filter_map(Standing::lost).filter(|points| *points > Decimal::ZERO).collect();
        Loss {
            all: standings.len(),
            known: standings.iter().filter(|standing| standing.of.is_some()).count(),
            lost: lost.len(),
            points: lost.into_iter().fold(Decimal::ZERO, Decimal::saturating_add),
            is_by_group: standings.iter().any(|standing| !evaluation.is_leaf(standing.row)),
        }
    }

    fn into_message(self, id: &'static str) -> Message {
        let untold = self.all - self.known;
        let message = Message::new(id).with("items", self.all).with("known", self.known).with("untold", untold);
        message.with("n", self.lost).with("points", self.points.normalize().to_string())
    }
}
