//! Findings for machines: one JSON object a line, SARIF 2.1.0, GitHub workflow commands.

use serde::Serialize;
use serde_json::json;

use super::{Finding, Severity, said};
use crate::address;
use crate::lang::Lang;
use crate::source::Sources;

/// A finding as the line format gives it; columns and lines count from 1.
#[derive(Serialize)]
struct Line<'a> {
    rule: &'a str,
    severity: &'a str,
    project: Option<&'a str>,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: String,
    printed: Option<&'a str>,
    recomputed: Option<&'a str>,
    acknowledged: Option<&'a str>,
}

/// One JSON object for a finding, without a line break.
pub fn json(sources: &Sources, lang: Lang, finding: &Finding) -> String {
    let position = sources.position(finding.span);
    let line = Line {
        rule: finding.rule,
        severity: finding.severity.name(),
        project: finding.project.as_deref(),
        path: &sources.get(finding.span.file).path,
        line: position.line,
        column: position.column,
        end_line: position.end_line,
        end_column: position.end_column,
        message: said(lang, &finding.message),
        printed: finding.printed.as_deref(),
        recomputed: finding.recomputed.as_deref(),
        acknowledged: finding.note.as_deref(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// A GitHub workflow command (`::error file=…`), without a line break. An acknowledged finding is a notice.
pub fn github(sources: &Sources, lang: Lang, finding: &Finding) -> String {
    let position = sources.position(finding.span);
    let command = match finding.severity {
        _ if finding.note.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    };
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        property(&sources.get(finding.span.file).path),
        position.line,
        position.column,
        position.end_line,
        position.end_column,
        property(finding.rule),
        data(&said(lang, &finding.message)),
    )
}

/// A whole SARIF 2.1.0 log. `rules` are the names of all rules, in order.
pub fn sarif(sources: &Sources, lang: Lang, rules: &[&str], findings: impl IntoIterator<Item = Finding>) -> String {
    let results: Vec<serde_json::Value> =
        findings.into_iter().map(|finding| result(sources, lang, rules, &finding)).collect();
    let descriptors: Vec<serde_json::Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule,
                "shortDescription": { "text": lang.attribute(rule, "title") },
                "fullDescription": { "text": lang.attribute(rule, "what") },
                "help": { "text": lang.attribute(rule, "fix") },
            })
        })
        .collect();
    let driver = json!({ "name": "gongshi", "version": env!("CARGO_PKG_VERSION"), "rules": descriptors });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

fn result(sources: &Sources, lang: Lang, rules: &[&str], finding: &Finding) -> serde_json::Value {
    let location = |span| {
        let position = sources.position(span);
        json!({
            "artifactLocation": { "uri": address::of_path(&sources.get(span.file).path) },
            "region": {
                "startLine": position.line,
                "startColumn": position.column,
                "endLine": position.end_line,
                "endColumn": position.end_column,
            },
        })
    };
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    };
    let related: Vec<serde_json::Value> = finding
        .related
        .iter()
        .map(|(span, label)| json!({ "physicalLocation": location(*span), "message": { "text": lang.say(label) } }))
        .collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": level,
        "message": { "text": said(lang, &finding.message) },
        "locations": [{ "physicalLocation": location(finding.span) }],
        "relatedLocations": related,
        "properties": { "project": finding.project, "printed": finding.printed, "recomputed": finding.recomputed },
    });
    if let Some(note) = &finding.note {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": note }]);
    }
    result
}
