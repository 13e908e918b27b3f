//! What the checks say of the five real reports, finding by finding: a list that was read against the reports line by line.
//! A finding that is missing here is one too many, and the other way round.

use std::collections::BTreeMap;
use std::path::Path;

use gongshi::{load, pipeline};
use snapbox::{Data, assert_data_eq, file};

#[test]
fn the_five_reports_have_the_findings_that_a_careful_reader_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = load::load(root, &[]).expect("the content can be read");
    let site = pipeline::plan(loaded.sources, loaded.findings);
    let mut listed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for held in site.findings() {
        let finding = held.finding();
        let project = held.project.as_deref().unwrap_or("-");
        let figure = |figure: &Option<String>| figure.clone().unwrap_or_else(|| "-".to_owned());
        let explained = if finding.note.is_some() { "explained" } else { "-" };
        listed.entry(project).or_default().push(
            [
                project.to_owned(),
                finding.severity.name().to_owned(),
                finding.rule.to_owned(),
                if finding.at.is_nowhere() { "-" } else { finding.at.as_str() }.to_owned(),
                figure(&finding.printed),
                figure(&finding.recomputed),
                explained.to_owned(),
            ]
            .join("\t"),
        );
    }
    listed.values_mut().for_each(|lines| lines.sort());
    let head = "project\tlevel\trule\tplace\tprinted\trecomputed\tnote";
    let lines: Vec<String> = std::iter::once(head.to_owned()).chain(listed.into_values().flatten()).collect();
    assert_data_eq!(Data::text(lines.join("\n") + "\n"), file!["five_reports.tsv"].raw());
}
