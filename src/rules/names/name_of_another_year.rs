//! A former name of an agency on a report of a year in which the registry does not know it to have been used.

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::registry::{Agency, FormerName};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "name-of-another-year",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "agency_printed = \"示例行政服务中心\"\n#                ^^^^^^^^^^^^^^^^^^ name-of-another-year\n",
    }),
    good: Some(Example { path: "project.toml", text: "agency_printed = \"示例政府服务中心\"\n" }),
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (project, registry) = (subject.project, &subject.content.registry);
    let agency = registry.agency(&project.agency.value);
    compare(project.agency_printed.as_ref(), agency, place::AGENCY, project.year.value, found);
    for (number, department) in (1..).zip(&project.departments) {
        let of = if number == 1 { place::DEPARTMENT.to_owned() } else { format!("{}#{number}", place::DEPARTMENT) };
        let agency = registry.agency(&department.id.value);
        compare(department.printed.as_ref(), agency, &of, project.year.value, found);
    }
}

fn compare(printed: Option<&Located<String>>, agency: Option<&Agency>, of: &str, year: u32, found: &mut Found<'_>) {
    let (Some(printed), Some(agency)) = (printed, agency) else { return };
    let name = agency.without_code(&printed.value);
    let uses: Vec<&FormerName> = agency.former_names.iter().filter(|former| former.name == name).collect();
    if name == agency.name || uses.is_empty() || uses.iter().any(|former| was_used_in(former, year)) {
        return;
    }
    let mut finding = found.finding(printed.span);
    finding.message = Message::new("name-of-another-year")
        .with("printed", printed.value.as_str())
        .with("years", Arg::list(uses.iter().map(|former| years(former))))
        .with("year", year.to_string());
    finding.at = Place::of([place::NAMES_WRITTEN, of]);
    finding.printed = Some(printed.value.clone());
    found.report(finding);
}

fn was_used_in(former: &FormerName, year: u32) -> bool {
    former.from.is_none_or(|from| from <= year) && former.to.is_none_or(|to| year <= to)
}

/// `2015–2018`, open where an end is not known.
fn years(former: &FormerName) -> String {
    let year = |year: Option<u32>| year.map_or_else(String::new, |year| year.to_string());
    match (former.from, former.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => format!("{}–{}", year(from), year(to)),
    }
}
