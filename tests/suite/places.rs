//! The places of findings: no two figures of a project that are wrong in one way are called alike, so that no acknowledgement
//! of one is taken for the other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongshi::diag::Finding;
use gongshi::load;
use gongshi::pipeline;
use gongshi::source::{Source, Sources, Span};

/// A report that repeats every name that can be repeated, with an error in each of its rows.
const PROJECT: &str = include_str!("../fixtures/places/project.toml");
const REPORT: &str = include_str!("../fixtures/places/report.md");

/// What differs in the projects of some files, those folded into others too.
fn findings(files: Vec<Source>) -> Vec<Finding> {
    let site = pipeline::plan(Sources::new(files), Vec::new());
    let all = site.findings().iter().filter(|finding| finding.project.is_some());
    let all = all.map(|held| held.finding()).flat_map(|mut finding| {
        let also = std::mem::take(&mut finding.also);
        std::iter::once(finding).chain(also)
    });
    all.filter(|finding| !finding.at.is_nowhere()).collect()
}

/// The places that two figures of a project share which are printed alike.
fn shared(findings: &[Finding]) -> Vec<String> {
    let mut spans: BTreeMap<_, BTreeSet<Span>> = BTreeMap::new();
    for finding in findings {
        let place = (&finding.project, finding.rule, &finding.at, &finding.printed);
        spans.entry(place).or_default().insert(finding.span);
    }
    let shared = spans.into_iter().filter(|(_, spans)| spans.len() > 1);
    shared.map(|((_, rule, at, _), spans)| format!("{rule} {}: {spans:?}", at.as_str())).collect()
}

fn site_of(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = load::load(&root, &[]).expect("the site can be read").sources;
    let source = |file| Source { path: sources.get(file).path.clone(), text: sources.text(file).to_string() };
    sources.below("").map(|(file, _)| source(file)).collect()
}

/// The same site with one added to the last digit of every figure of its projects.
fn with_every_figure_wrong(files: Vec<Source>) -> Vec<Source> {
    let of_project = |path: &str| path.contains("/projects/") && path.ends_with(".toml");
    let slip = |line: &str| {
        let is_other = ["year", "level", "date", "weight_over", "from", "to", "issued", "published"];
        let mut slipped = String::new();
        let mut key = "";
        for part in line.split_inclusive([',', '{']) {
            key = part.split_once(" = ").map_or(key, |(before, _)| before.trim_start_matches([' ', '{']).trim());
            let number = part.split_once(" = ").map(|(_, value)| value.trim_end_matches([' ', ',', '}', '\n']));
            let digit = number.and_then(|number| number.chars().last()).and_then(|last| last.to_digit(10));
            match (number, digit) {
                (Some(number), Some(digit)) if !is_other.contains(&key) && !number.contains(['"', '[']) => {
                    let wrong = format!("{}{}", &number[..number.len() - 1], (digit + 1) % 10);
                    slipped.push_str(&part.replacen(number, &wrong, 1));
                }
                _ => slipped.push_str(part),
            }
        }
        slipped
    };
    let wrong = files.into_iter().map(|file| match of_project(&file.path) {
        true => Source { text: file.text.split_inclusive('\n').map(slip).collect(), ..file },
        false => file,
    });
    wrong.collect()
}

#[test]
fn every_finding_of_real_and_generated_reports_has_a_place_of_its_own() {
    for folder in ["", "tests/fixtures/sites/consistent"] {
        let right = findings(site_of(folder));
        let wrong = findings(with_every_figure_wrong(site_of(folder)));
        assert!(wrong.len() > right.len(), "{folder}");
        assert_eq!(shared(&right), [""; 0], "{folder}");
        assert_eq!(shared(&wrong), [""; 0], "{folder}");
    }
}

#[test]
fn repeated_names_evaluations_and_marks_have_places_of_their_own() {
    let folder = "tests/fixtures/sites/clean";
    let mut files = site_of(folder);
    files.retain(|file| !file.path.contains("/projects/"));
    let project = |name: &str, text: &str| Source {
        path: format!("content/projects/2023/planted/{name}"),
        text: text.to_owned(),
    };
    files.extend([project("project.toml", PROJECT), project("report.md", REPORT)]);
    let found = findings(files);
    assert_eq!(shared(&found), [""; 0]);
    let is_found = |rule: &str, at: &str| found.iter().any(|finding| finding.rule == rule && finding.at.as_str() == at);
    for (rule, at) in [
        ("rate-mismatch", "三（二）/实际支出÷年初预算"),
        ("rate-mismatch", "三（二）/实际支出÷年初预算#2"),
        ("rate-mismatch", "三（二）/县级资金/实际支出÷年初预算"),
        ("rate-mismatch", "三（二）/县级资金#2/实际支出÷年初预算"),
        ("rate-mismatch", "资金/实际到位÷年初预算"),
        ("rate-mismatch", "资金#2/实际到位÷年初预算"),
        ("funds-total", "各资金来源/实际支出"),
        ("funds-total", "各项支出内容/实际支出"),
        ("amount-not-stated", "三、资金/资金全年预算"),
        ("claim-mismatch", "三、资金/实际支出"),
        ("claim-mismatch", "三、资金/实际支出#2"),
        ("months-mismatch", "三、资金/月数#2"),
        ("subtotal-mismatch", "汇总表/总分#2"),
        ("subtotal-mismatch", "汇总表#2/总分"),
        ("weight-mismatch", "2:汇总表/产出"),
        ("ladder-order", "指标值/办结率#2"),
        ("rater-leads-project", "评价人员/局长#2"),
        ("evidence-of-another-year", "评分表/产出/满意度#2/评价依据"),
        ("dates-out-of-order", "日期/修订日期#2"),
        ("empty-section", "正文/附件#2"),
    ] {
        assert!(is_found(rule, at), "{rule} {at}");
    }
}
