//! A mark in the prose speaks of something that nothing else speaks of: a misspelt name, so that nothing is compared.

use crate::rules::shared::marked::unmatched;
use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::model::claims::{Claim, Places, Quantity};
use crate::rules::shared::quantities::suggest;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Span;
use crate::syntax::{marks, number};

pub(super) static RULE: Rule = Rule {
    name: "unmatched-mark",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
受理办件[484件]{受理办件}，解决[432件]{解决}，解决率[89.26%]{解决÷受理}。
#               ^^^^^^^^ unmatched-mark
#                                                            ^^^^^^^^^^ unmatched-mark
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
受理办件[484件]{受理办件}，解决[432件]{解决}，解决率[89.26%]{解决÷受理办件}。
",
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    report_unfinished(subject, found);
    let claims = &subject.project.claims;
    let mut spoken_of: BTreeMap<&str, usize> = BTreeMap::new();
    for name in claims.iter().flat_map(named) {
        *spoken_of.entry(name).or_default() += 1;
    }
    for (number, claim) in claims.iter().enumerate() {
        for (name, known) in unmatched(subject, number) {
            let known = known.unwrap_or_else(|| {
                let own = |name: &str| named(claim).filter(|own| *own == name).count();
                let others = spoken_of.iter().filter(|(name, count)| **count > own(name)).map(|(name, _)| *name);
                others.map(str::to_owned).chain(keys_like(name)).collect()
            });
            let mut finding = found.finding(claim.of.span);
            finding.message = Message::new("unmatched-mark").with("name", name);
            suggest(&mut finding, name, &known);
            finding.at = Place::of([&claim.place, name]);
            found.report(finding);
        }
    }
}

/// The free names of a mark.
fn named(claim: &Claim) -> impl Iterator<Item = &str> {
    claim.of.value.quantities().filter_map(|quantity| match quantity {
        Quantity::Named(name) => Some(name.as_str()),
        _ => None,
    })
}

/// The words of the format that a name may have been meant for: `fund.spent`, `acutal:进驻单位`.
fn keys_like(name: &str) -> Vec<String> {
    match name.split_once([':', '：']) {
        Some((_, of)) => Quantity::keys_with(of.trim()),
        None => Quantity::keys(),
    }
}

/// Braces that belong to no mark would be published as they stand.
fn report_unfinished(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(file) = subject.project.report else { return };
    let text = &subject.sources.text(file);
    let marks: BTreeSet<usize> = marks::find(text).into_iter().map(|mark| mark.of.start).collect();
    let places = Places::of(text);
    let mut is_code = false;
    for (at, brace) in text.match_indices(['{', '｛', '`']) {
        is_code ^= brace == "`";
        if is_code || brace == "`" || marks.contains(&(at + brace.len())) {
            continue;
        }
        let rest = &text[at..text.floor_char_boundary(at + LONGEST_SHOWN)];
        let end = at + rest.find(['}', '｝', '\n']).unwrap_or(rest.len());
        // A field of a word processor, and reported as one: `{ PAGE \* MERGEFORMAT }`.
        let is_field = text[at..end].starts_with("{ PAGE") || text[at..end].contains("\\* ");
        if is_field || is_bracket(&text[..at], &text[at + brace.len()..end]) {
            continue;
        }
        let mut finding = found.finding(Span::new(file, at..end));
        finding.message = Message::new("unfinished-mark").with("text", &text[at..end]);
        finding.at = Place::of([&places.at(at), &text[at..end]]);
        found.report(finding);
    }
}

/// Whether braces are the outer brackets of a computation, by what stands before and in them: `{[(35×2)+20]÷10}×0.9`. A mark stands
/// behind a square bracket and names something.
fn is_bracket(before: &str, within: &str) -> bool {
    let may_be_mark = before.trim_end().ends_with([']', '］', '】']);
    let names_nothing = !within.contains(char::is_alphabetic) && within.contains(number::is_digit);
    !may_be_mark && (names_nothing || within.trim_start().starts_with(['[', '［', '(', '（']))
}

/// Of a mark without end so much is shown, in bytes.
const LONGEST_SHOWN: usize = 200;

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::model;
    use crate::source::{Source, Sources};

    /// What is suggested for a mark.
    fn suggested(mark: &str) -> Vec<String> {
        let folder = "content/projects/2023/demo/";
        let project =
            "title = \"甲\"\nyear = 2023\nagency = \"a\"\n[funds]\nunit = \"万元\"\nspent = 3\nreceived = 3\n";
        let report = format!("支出[3万元]{{{mark}}}，其中[1万元]{{funds.spent:甲}}。\n");
        let files = [("project.toml", project.to_owned()), ("report.md", report)];
        let sources = Sources::new(files.map(|(name, text)| Source { path: format!("{folder}{name}"), text }));
        let (content, mut found) = model::read(&sources);
        found.extend(crate::rules::check(&sources, &content));
        let about =
            found.iter().filter(|finding| sources.text(finding.span.file)[finding.span.start()..].starts_with(mark));
        let help = about.flat_map(|finding| &finding.help).filter(|help| help.id == "did-you-mean");
        help.map(|help| Lang::ZhCn.value(&help.args[0].value)).collect()
    }

    #[test]
    fn a_word_of_the_format_with_a_wrong_letter_is_known() {
        assert_eq!(suggested("fund.received"), ["funds.received"]);
        assert_eq!(suggested("funds.spend"), ["funds.spent"]);
        assert_eq!(suggested("acutal:进驻单位"), ["actual:进驻单位"]);
        assert!(suggested("进驻单位").is_empty());
    }
}
