//! A rater who leads the project. Surnames prove nothing: the report must say so, or give one full name twice.

use crate::diag::{Severity, place};
use crate::lang::{Arg, Message};
use crate::model::evaluation::Evaluator;
use crate::model::outline;
use crate::model::project::Contact;
use crate::rules::{Check, Example, Found, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    name: "rater-leads-project",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"contact = { post = "项目负责人", surname = "王" }

[[evaluations]]
rater = "self"
rubric = "demo"
evaluators = [
  { surname = "王", post = "主任", role = "评价组组长", leads_project = true },
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rater-leads-project
  { surname = "李", post = "副主任" },
]
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"contact = { post = "项目负责人", surname = "王" }

[[evaluations]]
rater = "self"
rubric = "demo"
evaluators = [
  { surname = "王", post = "副主任" },
  { surname = "李", post = "主任", role = "评价组组长" },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let leader = subject.project.contacts.iter().find(|contact| leads(contact));
    for judged in subject.evaluations() {
        let evaluators = &judged.evaluation.evaluators;
        let posts: Vec<&str> = evaluators.iter().map(|evaluator| evaluator.post.as_str()).collect();
        let posts = outline::numbered(&posts);
        for (evaluator, called) in evaluators.iter().zip(posts) {
            if !evaluator.leads_project && !leader.is_some_and(|leader| is_same_person(evaluator, leader)) {
                continue;
            }
            let mut finding = found.finding(evaluator.span);
            let post = Arg::from(evaluator.post.as_str());
            let told = evaluator.role.as_ref().map_or(post.clone(), |role| Arg::noted(post, role.as_str()));
            finding.message = Message::new("rater-leads-project").with("called", told);
            if let Some(leader) = leader {
                finding.related.push((leader.span, Message::new("label-project-leader")));
            }
            finding.at = judged.at(place::EVALUATORS, &called);
            found.report(finding);
        }
    }
}

fn leads(contact: &Contact) -> bool {
    contact.post.as_ref().is_some_and(|post| post.contains("项目负责人"))
}

/// Whether both have a full name and it is the same but for spaces.
fn is_same_person(evaluator: &Evaluator, leader: &Contact) -> bool {
    let letters = |name: &Option<String>| -> Option<String> {
        name.as_ref().map(|name| name.chars().filter(|c| !c.is_whitespace()).collect())
    };
    letters(&evaluator.name).is_some_and(|name| Some(name) == letters(&leader.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources, Span};
    use crate::syntax::cell::Cells;

    #[test]
    fn a_full_name_is_the_same_person_and_a_surname_is_not() {
        let sources = Sources::new([Source { path: "a".into(), text: String::new() }]);
        let span = Span::start_of(sources.find("a").expect("the file given"));
        let text = |text: &str| Some(text.to_owned());
        let evaluator = |name: Option<String>| Evaluator {
            name,
            surname: text("冯"),
            post: "主任".into(),
            unit: None,
            role: None,
            score: None,
            cells: Cells::default(),
            leads_project: false,
            span,
        };
        let leader = |name| Contact {
            post: text("项目负责人"),
            name,
            surname: text("冯"),
            phone: None,
            address: None,
            postcode: None,
            span,
        };
        assert!(is_same_person(&evaluator(text("冯  群")), &leader(text("冯群"))));
        assert!(!is_same_person(&evaluator(text("冯丽")), &leader(text("冯群"))));
        assert!(!is_same_person(&evaluator(None), &leader(None)));
    }
}
