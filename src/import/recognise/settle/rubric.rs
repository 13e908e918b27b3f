//! By which rubric a report was rated: the one that names and weights of its score table fit. Rates nothing.

use super::head::{free, initials};
use super::{proposed, unplaced, unsure};
use crate::import::draft::Draft;
use crate::import::literal::quoted;
use crate::import::recognise::Given;
use crate::import::recognise::scores::Scores;
use crate::lang::Message;
use crate::model::Content;
use crate::model::rubric::{Rubric, RubricIndicator};
use crate::syntax::number;

/// The rubric that names and weights fit; where none does, one is proposed.
pub(super) fn rubric(
    scores: Option<&Scores>,
    has_rate: bool,
    has_unread: bool,
    draft: &mut Draft,
    content: &Content,
    given: &Given,
) -> String {
    if let Some(id) = &given.rubric {
        return id.clone();
    }
    let Some(scores) = scores else {
        if has_unread {
            unplaced(draft, Message::new("import-rubric-unknown"));
            return String::new();
        }
        let free: Vec<&Rubric> = content.rubrics.values().filter(|rubric| rubric.indicators.is_empty()).collect();
        return match free.as_slice() {
            [one] => one.id.clone(),
            _ => {
                unplaced(draft, Message::new("import-no-rubric"));
                String::new()
            }
        };
    };
    let mut groups: Vec<(String, Option<String>)> = Vec::new();
    if has_rate {
        groups.push(("执行率".to_owned(), None));
    }
    let of_level = scores.nodes.iter().filter(|node| node.level == 1);
    groups.extend(of_level.map(|node| {
        let is_shared = node.entry.has("weight_over");
        (node.name.clone(), node.entry.get("weight").filter(|_| !is_shared).map(str::to_owned))
    }));
    let names: Vec<&str> = scores.nodes.iter().map(|node| node.name.as_str()).collect();
    let mut fitting: Vec<(usize, &Rubric)> =
        content.rubrics.values().filter_map(|rubric| Some((fit(rubric, &groups, &names)?, rubric))).collect();
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    match fitting.as_slice() {
        [(_, only)] => only.id.clone(),
        [(best, first), (second, other), ..] => {
            if best == second {
                let readings =
                    Message::new("import-rubrics").with("id", first.id.as_str()).with("other", other.id.as_str());
                unsure(draft, readings);
            }
            first.id.clone()
        }
        [] => {
            let name = groups.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
            // Rubrics of other weights are others.
            let weights =
                groups.iter().filter_map(|(_, weight)| weight.as_ref().map(|weight| weight.replace('.', "_")));
            let key: Vec<String> = [initials(&name, 24)].into_iter().chain(weights).collect();
            let id = free(&key.join("-"), |id| content.rubrics.contains_key(id));
            let mut lines =
                vec![format!("name = {}", quoted(&name)), "maximum = 100".to_owned(), "indicators = [".to_owned()];
            lines.extend(groups.iter().map(|(name, weight)| {
                let weight = weight.as_ref().map_or(String::new(), |weight| format!(", weight = {weight}"));
                format!("  {{ level = 1, name = {}{weight}, open = true }},", quoted(name))
            }));
            lines.push("]".to_owned());
            proposed(draft, Message::new("import-propose-rubric").with("id", id.as_str()), lines);
            id
        }
    }
}

/// How many names of a table a rubric knows; nothing where a group is another, has another weight, or one that every report must
/// have is missing.
fn fit(rubric: &Rubric, groups: &[(String, Option<String>)], names: &[&str]) -> Option<usize> {
    let is_called = |indicator: &RubricIndicator, name: &str| {
        indicator.name.value == name || indicator.aliases.iter().any(|alias| alias == name)
    };
    for (name, weight) in groups {
        let known = rubric.indicators.iter().find(|indicator| indicator.level == 1 && is_called(indicator, name))?;
        let is_other = known.weight.as_ref().zip(weight.as_deref().and_then(number::parse));
        if is_other.is_some_and(|(known, printed)| known.value != printed) {
            return None;
        }
    }
    let is_missing = |required: &&RubricIndicator| {
        required.level == 1 && required.required && !groups.iter().any(|(name, _)| is_called(required, name))
    };
    if rubric.indicators.iter().any(|indicator| is_missing(&indicator)) {
        return None;
    }
    let is_known = |name: &&&str| rubric.indicators.iter().any(|indicator| is_called(indicator, name));
    (!rubric.indicators.is_empty()).then(|| names.iter().filter(is_known).count())
}
