//! Formulas of Word's editor on one line: fractions with a stroke, powers raised. Knows no text around them.

use super::super::package::{Element, Node};
use super::super::symbol::Height;

/// How deep parts of a formula stand in one another that are told apart.
const DEPTH: usize = 10;

/// The line that a formula reads as.
pub(super) fn line(formula: &Element) -> String {
    line_at(formula, 0)
}

fn line_at(element: &Element, depth: usize) -> String {
    let mut line = String::new();
    put(element, depth, &mut line);
    line
}

fn put(element: &Element, depth: usize, line: &mut String) {
    let part = |name: &str| element.child(name).map_or(String::new(), |part| line_at(part, depth + 1));
    match &*element.name {
        "del" | "moveFrom" => {}
        "t" => line.extend(element.children.iter().filter_map(|child| match child {
            Node::Text(words) => Some(words.as_str()),
            Node::Element(_) => None,
        })),
        _ if depth > DEPTH => element.elements().for_each(|child| put(child, depth, line)),
        "f" => *line += &format!("{}/{}", grouped(&part("num")), grouped(&part("den"))),
        "sSup" => *line += &(grouped(&part("e")) + &small(&part("sup"), Height::Above, '^')),
        "sSub" => *line += &(part("e") + &small(&part("sub"), Height::Below, '_')),
        "sSubSup" => {
            *line += &(part("e") + &small(&part("sub"), Height::Below, '_') + &small(&part("sup"), Height::Above, '^'));
        }
        "rad" => *line += &format!("{}√{}", small(&part("deg"), Height::Above, '^'), grouped(&part("e"))),
        "nary" => {
            *line += element.value(&["naryPr", "chr"]).unwrap_or("∫");
            *line += &(small(&part("sub"), Height::Below, '_') + &small(&part("sup"), Height::Above, '^') + &part("e"));
        }
        "d" => {
            let sign = |name: &str, usual: &str| element.value(&["dPr", name]).unwrap_or(usual).to_owned();
            let inside: Vec<String> =
                element.elements().filter(|part| &*part.name == "e").map(|part| line_at(part, depth + 1)).collect();
            *line += &(sign("begChr", "(") + &inside.join(&sign("sepChr", "|")) + &sign("endChr", ")"));
        }
        _ => element.elements().for_each(|child| put(child, depth, line)),
    }
}

/// What stands below a stroke or a root as one: in brackets where it is not a word or a number.
fn grouped(part: &str) -> String {
    let is_one = part.chars().all(|c| c.is_alphanumeric() || ".%（）".contains(c));
    if is_one { part.to_owned() } else { format!("({part})") }
}

/// What stands above or below the line: digits as such, all else behind a sign.
fn small(part: &str, height: Height, sign: char) -> String {
    match part.is_empty() {
        true => String::new(),
        false if part.chars().all(|c| c.is_ascii_digit()) => part.chars().map(|c| height.shown(c)).collect(),
        false => format!("{sign}{}", grouped(part)),
    }
}
