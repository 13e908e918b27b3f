//! The narrative writes the name of the project, its agency or department with a character too many, one missing, or two the wrong way round. Short forms and names of others are left alone, so that only the name of a place may lack a character.

use std::ops::Range;

use crate::diag::{Place, Severity, place};
use crate::lang::Message;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::{Located, Span};

pub(super) static RULE: Rule = Rule {
    name: "name-varies",
    severity: Severity::Notice,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "本项目由示例政务服务务中心实施。\n        ^^^^^^^^^^^^^^^^^^ name-varies\n",
    }),
    good: Some(Example {
        path: "report.md", text: "本项目由示例政务服务中心（政务中心）实施。\n"
    }),
    ..Rule::PLAIN
};

/// Shorter names differ in a character from those of others too easily.
const LONG: usize = 6;

/// A name of the project or of those who carry it out.
struct Name<'a> {
    text: &'a str,
    span: Span,
    /// Titles are shortened at will.
    is_title: bool,
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(file) = subject.project.report else { return };
    let text = &subject.sources.text(file);
    let registry = &subject.content.registry;
    let names = names(subject);
    let mut told: Vec<&str> = Vec::new();
    for name in &names {
        for place in variants(text, name.text, name.is_title) {
            let written = &text[place.clone()];
            let is_other = names.iter().any(|other| other.text == written)
                || registry
                    .agencies
                    .iter()
                    .any(|other| other.is_called(written) || other.short_names.iter().any(|short| short == written));
            if is_other || told.contains(&written) {
                continue;
            }
            told.push(written);
            let others = text.match_indices(written).map(|(at, _)| at..at + written.len());
            let others = others.filter(|other| *other != place).take(5).collect::<Vec<_>>();
            let mut finding = found.finding(Span::new(file, place));
            finding.message = Message::new("name-varies").with("printed", written).with("name", name.text);
            let others = others.into_iter().map(|place| (Span::new(file, place), Message::new("label-same-wrong")));
            finding.related.extend(others);
            finding.related.push((name.span, Message::new("label-named-here")));
            finding.at = Place::of([place::NAMES_WRITTEN, written]);
            finding.printed = Some(written.to_owned());
            found.report(finding);
        }
    }
}

/// The title, and what the agency and the departments are called, by the registry and in the report.
fn names<'a>(subject: &'a Subject<'_>) -> Vec<Name<'a>> {
    let project = subject.project;
    let name = |of: &'a Located<String>, is_title| Name { text: &of.value, span: of.span, is_title };
    let parties = std::iter::once(&project.agency).chain(project.departments.iter().map(|department| &department.id));
    let registered = parties.filter_map(|party| {
        let agency = subject.content.registry.agency(&party.value)?;
        Some(Name { text: &agency.name, span: party.span, is_title: false })
    });
    let printed = project.departments.iter().filter_map(|department| department.printed.as_ref());
    let printed = project.agency_printed.iter().chain(printed);
    let mut names: Vec<Name<'a>> = registered.chain(printed.map(|printed| name(printed, false))).collect();
    names.push(name(&project.title, true));
    names
}

/// Where a text writes a name with one slip, the first and last two characters being right; in a title no character is
/// missed.
fn variants(text: &str, name: &str, is_title: bool) -> Vec<Range<usize>> {
    let name: Vec<char> = name.chars().collect();
    let [.., before_last, last] = name[..] else { return Vec::new() };
    if name.len() < LONG {
        return Vec::new();
    }
    let ending = String::from_iter([before_last, last]);
    let places = text.match_indices(&ending).filter_map(|(at, ending)| {
        let end = at + ending.len();
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let longest: Vec<(usize, char)> = text[line..end].char_indices().rev().take(name.len() + 1).collect();
        let is_quotation = text[line..].starts_with('>');
        let mut lengths = name.len() - usize::from(!is_title)..=name.len() + 1;
        lengths
            .find_map(|length| {
                let window: Vec<char> = longest.get(..length)?.iter().rev().map(|(_, c)| *c).collect();
                is_slip(&window, &name).then(|| line + longest[length - 1].0)
            })
            .filter(|_| !is_quotation)
            .map(|start| start..end)
    });
    places.collect()
}

/// Characters that a short form may leave out, or that make the name of another.
const LEFT_OUT: &str = "省市县区州盟旗镇乡街村和与及的第等大小总分新老副原";

/// What the name of a place ends with.
const PLACE: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// Whether one text is the other but for two neighbours that changed places, a character twice, or one missing from the
/// name of the place: without any other, 政务管理局 is 政管理局, and may be another body.
fn is_slip(window: &[char], name: &[char]) -> bool {
    if window[..2] != name[..2] {
        return false;
    }
    let same = window.iter().zip(name).take_while(|(a, b)| a == b).count();
    match window.len().cmp(&name.len()) {
        std::cmp::Ordering::Less => {
            let in_place = name[same..].iter().any(|c| PLACE.contains(c));
            in_place && window[same..] == name[same + 1..] && !LEFT_OUT.contains(name[same])
        }
        std::cmp::Ordering::Greater => {
            window[same + 1..] == name[same..] && same > 0 && window[same] == window[same - 1]
        }
        std::cmp::Ordering::Equal => {
            same + 1 < name.len()
                && window[same] == name[same + 1]
                && window[same + 1] == name[same]
                && window[same + 2..] == name[same + 2..]
        }
    }
}
