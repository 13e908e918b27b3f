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
