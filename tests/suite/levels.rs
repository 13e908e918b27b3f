//! Levels of rules, as `site.toml` sets them for the whole site and for one project.

use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::{Source, Sources};

const PROJECT: &str = r#"title = "热线"
year = 2023
agency = "demo-center"
colour = "red"

[[evaluations]]
rater = "self"
rubric = "demo"
indicators = [{ level = 1, name = "决策", weight = 100, score = 101 }]
"#;

/// Two projects with the same mistakes: an unknown key, a score over its weight, a mobile number in the narrative.
fn site(rules: &str) -> Site {
    let settings = format!("title = \"示例\"\n{rules}");
    let report = "联系电话：13800000000\n";
    let files = [
        ("content/site.toml", settings.as_str()),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
        ("content/rubrics/demo.toml", "name = \"示例标准\"\n"),
        ("content/projects/2023/one/project.toml", PROJECT),
        ("content/projects/2023/one/report.md", report),
        ("content/projects/2023/two/project.toml", PROJECT),
        ("content/projects/2023/two/report.md", report),
    ];
    pipeline::plan(Sources::new(files.map(|(path, text)| Source { path: path.into(), text: text.into() })), Vec::new())
}

/// The findings about a project, as rule and level.
fn told<'a>(site: &'a Site, project: &str) -> Vec<(&'a str, &'a str)> {
    let findings = site.findings().iter().filter(|finding| finding.project.as_deref() == Some(project));
    findings.map(|finding| (finding.rule, finding.severity.name())).collect()
}

const AS_THEY_ARE: [(&str, &str); 3] =
    [("unknown-key", "error"), ("score-over-weight", "error"), ("mobile-number", "error")];

#[test]
fn a_level_of_a_project_leaves_others_alone() {
    let site = site(
        "[rules.\"2023/one\"]\nunknown-key = \"notice\"\nscore-over-weight = \"off\"\nmobile-number = \"warning\"\n",
    );
    assert_eq!(told(&site, "2023/one"), [("unknown-key", "notice"), ("mobile-number", "warning")]);
    assert_eq!(told(&site, "2023/two"), AS_THEY_ARE);
}

#[test]
fn a_level_of_a_project_goes_before_that_of_the_site() {
    let site = site(
        "[rules]\nunknown-key = \"off\"\nscore-over-weight = \"off\"\nmobile-number = \"off\"\n\
         [rules.\"2023/one\"]\nunknown-key = \"error\"\nscore-over-weight = \"error\"\nmobile-number = \"error\"\n",
    );
    assert_eq!(told(&site, "2023/one"), AS_THEY_ARE);
    assert_eq!(told(&site, "2023/two"), []);
}

#[test]
fn rules_and_projects_that_do_not_exist_are_reported_with_the_nearest() {
    let site = site("[rules.\"2023/ome\"]\nmissing-indicater = \"off\"\nplaceholder = \"loud\"\n");
    let mut told = Vec::new();
    for finding in site.findings().iter().filter(|finding| finding.project.is_none()).map(|held| held.finding()) {
        let help: Vec<String> = finding.help.iter().map(|help| Lang::ZhCn.say(help)).collect();
        told.push((finding.rule, site.sources.position(finding.span).line, help.concat()));
    }
    let meant = |word: &str| format!("是不是想写 {word}？");
    assert_eq!(
        told,
        [
            ("unknown-reference", 2, meant("2023/one")),
            ("unknown-reference", 3, meant("missing-indicator")),
            ("invalid-value", 4, String::new()),
        ]
    );
}
