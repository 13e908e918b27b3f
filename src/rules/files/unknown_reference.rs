//! A key that names an agency, region, rubric, rule, project or file that does not exist. Never a second agency by misspelling.

use std::collections::BTreeSet;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::model::attachments::Refusal;
use crate::model::project::Head;
use crate::model::registry::Agency;
use crate::model::{Content, PROJECTS};
use crate::rules::{Check, Example, Found, Rule, all};
use crate::source::{Located, Sources};
use crate::syntax::fields::did_you_mean;

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
    ..Rule::PLAIN
};

fn check(sources: &Sources, content: &Content, found: &mut Found<'_>) {
    let registry = &content.registry;
    let agencies: BTreeSet<&str> = registry.agencies.iter().map(|agency| agency.id.value.as_str()).collect();
    let regions: BTreeSet<&str> = registry.regions.iter().map(|region| region.code.value.as_str()).collect();
    let rubrics: BTreeSet<&str> = content.rubrics.keys().map(String::as_str).collect();
    let rules: BTreeSet<&str> = all().map(|rule| rule.name).collect();
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
    let projects: BTreeSet<&str> = content.projects.iter().map(|project| project.id.as_str()).collect();
    for project in &content.settings.level_projects {
        names.expect("kind-project", Some(project), &projects);
    }
    for project in &content.projects {
        names.project = Some(&project.id);
        names.expect("kind-agency", Some(&project.agency), &agencies);
        for department in &project.departments {
            names.expect("kind-agency", Some(&department.id), &agencies);
        }
        names.expect("kind-region", project.region.as_ref(), &regions);
        for rubric in &project.rubrics {
            names.expect("kind-rubric", Some(rubric), &rubrics);
        }
        for entry in &project.acknowledged {
            names.expect("kind-rule", Some(&entry.rule), &rules);
        }
        for original in &project.originals {
            names.expect_file(project, &original.file, sources);
        }
        names.expect_alias(project.agency_printed.as_ref(), registry.agency(&project.agency.value));
        for department in &project.departments {
            names.expect_alias(department.printed.as_ref(), registry.agency(&department.id.value));
        }
    }
}

struct Names<'f, 'a> {
    found: &'f mut Found<'a>,
    project: Option<&'f str>,
}

impl Names<'_, '_> {
    fn expect(&mut self, kind: &'static str, name: Option<&Located<String>>, known: &BTreeSet<&str>) {
        let Some(name) = name.filter(|name| !name.value.is_empty() && !known.contains(name.value.as_str())) else {
            return;
        };
        let mut finding = self.found.finding(name.span);
        finding.project = self.project.map(str::to_owned);
        finding.message =
            Message::new("unknown-reference").with("kind", Arg::Word(kind)).with("name", name.value.as_str());
        finding.help.extend(did_you_mean(&name.value, known.iter().copied()));
        self.found.report(finding);
    }

    /// An original that is not in the project's folder is lost, not misspelt alone.
    fn expect_file(&mut self, project: &Head, name: &Located<String>, sources: &Sources) {
        if project.named.get(&name.value).is_none_or(|named| named.refusal != Some(Refusal::Missing)) {
            return;
        }
        let mut finding = self.found.finding(name.span);
        finding.project = self.project.map(str::to_owned);
        finding.message = Message::new("original-missing").with("name", name.value.as_str());
        let folder = format!("{PROJECTS}{}/", project.id);
        let beside = sources.attachments.range(folder.clone()..).map(|(path, _)| path.strip_prefix(&folder));
        let nearest = did_you_mean(&name.value, beside.map_while(|file| file));
        finding.help.push(nearest.unwrap_or_else(|| Message::new("put-original-into-files")));
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

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::manifest::Digest;
    use crate::source::{Attachment, Contents, Source, Sources};
    use crate::{model, rules};

    #[test]
    fn an_original_that_is_not_there_is_missing_and_the_nearest_file_is_named() {
        let said = |name: &str| {
            let text = format!(
                "title = \"热线\"\nyear = 2023\nagency = \"a\"\n[[sources]]\ntitle = \"原件\"\nfile = \"{name}\"\n"
            );
            let agencies = "[[agencies]]\nid = \"a\"\nname = \"示例中心\"\n".to_owned();
            let path = "content/projects/2023/demo/files/绩效报告.pdf".to_owned();
            let mut sources = Sources::new([
                Source { path: "content/projects/2023/demo/project.toml".to_owned(), text },
                Source { path: "content/agencies.toml".to_owned(), text: agencies },
            ]);
            let contents = Contents::Fitting(Vec::new());
            sources.attachments.insert(path.clone(), Attachment { path, bytes: 1, sha256: Digest::of(b""), contents });
            let (content, _) = model::read(&sources);
            let findings = rules::check(&sources, &content);
            let missing = findings.iter().filter(|finding| finding.rule == "unknown-reference");
            missing
                .map(|finding| (Lang::ZhCn.say(&finding.message), Lang::ZhCn.say(&finding.help[0])))
                .collect::<Vec<_>>()
        };
        assert_eq!(said("files/绩效报告.pdf"), []);
        assert_eq!(
            said("files/绩效报告.PDF"),
            [("项目文件夹里没有原件 files/绩效报告.PDF".to_owned(), "是不是想写 files/绩效报告.pdf？".to_owned())]
        );
        assert_eq!(
            said("a.zip"),
            [(
                "项目文件夹里没有原件 a.zip".to_owned(),
                "把文件放进项目的 files/ 文件夹，文件名（包括扩展名）要完全相同".to_owned()
            )]
        );
    }
}
