//! A key that names an agency, region, rubric, rule, project or file that does not exist. Never a second agency by misspelling.

use super::{Check, Example, Found, RULES, Rule};
use crate::diag::Severity;
use crate::doc::fields::did_you_mean;
use crate::lang::{Arg, Message};
use crate::model::registry::Agency;
use crate::model::{Content, PROJECTS};
use crate::source::{Located, Sources};

pub(super) static RULE: Rule = Rule {
    name: "unknown-reference",
    severity: Severity::Error,
    check: Check::Site(check),
    bad: Some(Example {
        path: "project.toml",
        text: "agency = \"demo-centre\"\n#        ^^^^^^^^^^^^^ unknown-reference\n",
    }),
    good: Some(Example {
        path: "project.toml",
        text: "agency = \"demo-center\"\nagency_printed = \"示例政府服务中心\"\n",
    }),
};

fn check(sources: &Sources, content: &Content, found: &mut Found<'_>) {
    let registry = &content.registry;
    let agencies: Vec<&str> = registry.agencies.iter().map(|agency| agency.id.value.as_str()).collect();
    let regions: Vec<&str> = registry.regions.iter().map(|region| region.code.value.as_str()).collect();
    let rubrics: Vec<&str> = content.rubrics.keys().map(String::as_str).collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let mut names = Names { found, project: None };
    for agency in &registry.agencies {
        names.expect("kind-region", agency.region.as_ref(), &regions);
        names.expect("kind-agency", agency.successor.as_ref(), &agencies);
    }
    for region in &registry.regions {
        names.expect("kind-region", region.parent.as_ref(), &regions);
    }
    for rule in &content.settings.level_places {
        names.expect("kind-rule", Some(rule), &rules);
    }
    let projects: Vec<&str> = content.projects.iter().map(|project| project.id.as_str()).collect();
    for project in &content.settings.level_projects {
        names.expect("kind-project", Some(project), &projects);
    }
    for project in &content.projects {
        names.project = Some(&project.id);
        names.expect("kind-agency", Some(&project.agency), &agencies);
        names.expect("kind-agency", project.department.as_ref(), &agencies);
        names.expect("kind-region", project.region.as_ref(), &regions);
        for evaluation in &project.evaluations {
            names.expect("kind-rubric", Some(&evaluation.rubric), &rubrics);
        }
        for entry in &project.acknowledged {
            names.expect("kind-rule", Some(&entry.rule), &rules);
        }
        let folder = format!("{PROJECTS}{}/", project.id);
        let files: Vec<&str> = sources.attachments.keys().filter_map(|path| path.strip_prefix(&folder)).collect();
        for original in &project.originals {
            names.expect("kind-file", Some(&original.file), &files);
        }
        names.expect_alias(project.agency_printed.as_ref(), registry.agency(&project.agency.value));
        let department = project.department.as_ref().and_then(|id| registry.agency(&id.value));
        names.expect_alias(project.department_printed.as_ref(), department);
    }
}

struct Names<'f, 'a> {
    found: &'f mut Found<'a>,
    project: Option<&'f str>,
}

impl Names<'_, '_> {
    fn expect(&mut self, kind: &'static str, name: Option<&Located<String>>, known: &[&str]) {
        let Some(name) = name.filter(|name| !name.value.is_empty() && !known.contains(&name.value.as_str())) else {
            return;
        };
        let mut finding = self.found.finding(name.span);
        finding.project = self.project.map(str::to_owned);
        finding.message =
            Message::new("unknown-reference").with("kind", Arg::Word(kind)).with("name", name.value.as_str());
        finding.help.extend(did_you_mean(&name.value, known.iter().copied()));
        self.found.report(finding);
    }

    fn expect_alias(&mut self, printed: Option<&Located<String>>, agency: Option<&Agency>) {
        let (Some(printed), Some(agency)) = (printed, agency) else { return };
        if agency.is_called(&printed.value) {
            return;
        }
        let mut finding = self.found.finding(printed.span);
        finding.project = self.project.map(str::to_owned);
        finding.message = Message::new("unknown-alias")
            .with("name", printed.value.as_str())
            .with("agency", agency.name.as_str())
            .with("id", agency.id.value.as_str());
        self.found.report(finding);
    }
}
