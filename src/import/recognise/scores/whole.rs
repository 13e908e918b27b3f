//! What only the whole of a score table tells: rows that nothing was written in, items that do not apply, weights of several groups.

use super::Scores;
use crate::import::draft::{Unsure, Value};
use crate::import::recognise::heads;
use crate::import::recognise::sheet::Sheet;
use crate::lang::Message;
use crate::syntax::number;

/// Rows of the template that nothing was written in.
pub(super) fn drop_unused(scores: &mut Scores) {
    let is_leaf = |at: usize| scores.children(at).next().is_none();
    let unused: Vec<usize> = (0..scores.nodes.len())
        .filter(|at| is_leaf(*at) && heads::is_unused(&scores.nodes[*at].name) && scores.nodes[*at].entry.0.is_empty())
        .collect();
    for at in unused.into_iter().rev() {
        let name = scores.nodes.remove(at).name;
        scores.unused.insert(0, name);
        scores.subtotals.iter_mut().filter(|(of, _)| *of > at).for_each(|(of, _)| *of -= 1);
    }
}

/// 不涉及 in the place of an item says so of its group; full marks for what was not set are said by the basis.
pub(super) fn not_applicable(scores: &mut Scores) {
    let plain_value = |word: &str| Value::Text(word.to_owned());
    for at in (0..scores.nodes.len()).rev() {
        let node = &scores.nodes[at];
        let siblings = scores.parent(at).map_or(0, |parent| scores.children(parent).count());
        let is_empty = !["weight", "score", "scores"].iter().any(|key| node.entry.has(key));
        if heads::is_not_applicable(&node.name) && is_empty && siblings == 1 {
            let printed = scores.nodes.remove(at).name;
            let group = &mut scores.nodes[at - 1].entry;
            group.value("not_applicable", plain_value("no-weight"));
            group.text("not_applicable_printed", printed);
            scores.subtotals.iter_mut().filter(|(of, _)| *of > at).for_each(|(of, _)| *of -= 1);
            continue;
        }
        let node = &mut scores.nodes[at];
        let Some(basis) = node.entry.get("basis").map(str::to_owned) else { continue };
        let is_full = node.entry.has("weight") && node.entry.get("weight") == node.entry.get("score");
        let is_not_set = ["未设置", "未设定", "不涉及"].iter().any(|word| basis.contains(word));
        if is_full && is_not_set && basis.contains("按满分") {
            node.entry.value("not_applicable", plain_value("full-marks"));
            node.entry.text("not_applicable_printed", basis);
        }
    }
}

/// Where columns are not known, a weight over several groups looks like one of the first alone: their sums tell.
pub(super) fn weights_over_several(sheet: &Sheet<'_>, scores: &mut Scores) {
    if sheet.table.has_columns {
        return;
    }
    for at in 0..scores.nodes.len() {
        let level = scores.nodes[at].level;
        let Some(weight) = scores.nodes[at].entry.get("weight").and_then(number::parse) else { continue };
        let Some(mut sum) = scores.weight_below(at).filter(|sum| *sum != weight) else { continue };
        let siblings: Vec<usize> = (at + 1..scores.nodes.len())
            .take_while(|other| scores.nodes[*other].level >= level)
            .filter(|other| scores.nodes[*other].level == level)
            .take_while(|other| !scores.nodes[*other].entry.has("weight"))
            .collect();
        for (count, other) in siblings.iter().enumerate() {
            let Some(more) = scores.weight_below(*other).and_then(|more| sum.checked_add(more)) else { break };
            sum = more;
            if sum == weight {
                let over = count + 2;
                let readings = Message::new("import-weight-over")
                    .with("weight", weight.to_string())
                    .with("first", scores.nodes[at].name.as_str())
                    .with("last", scores.nodes[*other].name.as_str());
                let first = sheet.row(scores.nodes[at].rows.start).first();
                let place = first.map(|cell| sheet.place(cell)).unwrap_or_default();
                scores.unsure.push(Unsure { place, readings });
                let value = Value::Plain(over.to_string());
                scores.nodes[at].entry.value("weight_over", value);
                break;
            }
        }
    }
}
