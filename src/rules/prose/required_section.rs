//! A report without a section that its rubric says every report of the form must have.

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "required-section",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "outline"
#        ^^^^^^^^^ required-section
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[evaluations]]
rater = "self"
rubric = "demo"
"#,
    }),
    ..Rule::PLAIN
};

/// Silent without a narrative, and of one that is a retelling: what it leaves out may stand in the report.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(narrative) = subject.narrative.filter(|narrative| narrative.is_written()) else { return };
    if subject.project.abridged {
        return;
    }
    let mut checked: Vec<&str> = Vec::new();
    for judged in subject.evaluations() {
        let id = judged.rubric.id.as_str();
        if checked.contains(&id) {
            continue;
        }
        checked.push(id);
        let has = |words: &[Located<String>]| {
            let headings = || narrative.sections.iter().map(|section| section.heading.as_str());
            words.iter().any(|word| headings().any(|heading| heading.contains(word.value.as_str())))
        };
        let missing: Vec<&Vec<Located<String>>> = judged.rubric.sections.iter().filter(|words| !has(words)).collect();
        if missing.is_empty() {
            continue;
        }
        // The first word is the section's own name, the others are those that reports use for it.
        let names = missing.iter().filter_map(|words| words.first()).map(|word| Arg::quoted(word.value.as_str()));
        let mut finding = found.finding(judged.evaluation.rubric.span);
        finding.message = Message::new("required-section")
            .with("rubric", judged.rubric.name.as_str())
            .with("sections", Arg::list(names));
        let required = missing.iter().filter_map(|words| words.first());
        finding.related.extend(required.map(|word| (word.span, Message::new("label-rubric"))));
        finding.at = judged.at(place::NARRATIVE, place::SECTIONS);
        found.report(finding);
    }
}
