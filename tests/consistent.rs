//! No false alarms: ten thousand generated reports that contradict nothing, and not one error or warning about them.

#![allow(clippy::print_stdout)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;

use gongshi::diag::{Finding, Severity};
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::Sources;

const COUNT: usize = 10_000;

fn shown(site: &Site, finding: &Finding) -> String {
    let source = site.sources.get(finding.span.file);
    let line = site.sources.position(finding.span).line;
    format!("{}:{line} {} {} {:?} → {:?}", source.path, finding.rule, finding.at, finding.printed, finding.recomputed)
}

#[test]
fn consistent_reports_have_no_errors_and_no_warnings() {
    let site = pipeline::plan(Sources::new(corpus::site(COUNT)), Vec::new());
    assert_eq!(site.content.projects.len(), COUNT);
    let (notices, alarms): (Vec<&Finding>, Vec<&Finding>) =
        site.findings.iter().partition(|finding| finding.severity == Severity::Notice);
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    notices.iter().for_each(|notice| *by_rule.entry(notice.rule).or_default() += 1);
    println!("{COUNT} consistent reports: {} false alarms; notices {by_rule:?}", alarms.len());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    alarms.iter().for_each(|alarm| *kinds.entry(alarm.rule).or_default() += 1);
    let first: Vec<String> = alarms.iter().take(20).map(|alarm| shown(&site, alarm)).collect();
    assert!(alarms.is_empty(), "{kinds:?}\n{}", first.join("\n"));
}
