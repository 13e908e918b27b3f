//! An unmarked amount of the prose has the digits of an amount of the funds, but 元 where that has 万元, or the reverse.

use crate::rules::shared::amounts::jumps;

use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::model::claims::Places;
use crate::rules::{Check, Example, Found, HangsOn, Rule, Subject, Tables};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unit-jump",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
截至年底支出166.02元。
#           ^^^^^^^^ unit-jump
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
截至年底支出166.02万元，每件补助166.02元。
",
    }),
    hangs_on: HangsOn::Figures,
    tables: Tables::Funds,
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (Some(file), Some(funds)) = (subject.project.report, &subject.project.funds) else { return };
    let text = &subject.sources.text(file);
    let places = Places::of(text);
    for (start, end, amount) in jumps(funds, text).into_iter().filter(|(start, ..)| !is_of_one(&text[..*start])) {
        let printed = &text[start..end];
        let place = places.at(start);
        let of_funds = format!("{}{}", amount.value, funds.unit.value.symbol());
        found.report_at(Span::new(file, start..end), |finding| {
            finding.message = Message::new("unit-jump")
                .with("place", place.as_str())
                .with("printed", printed)
                .with("amount", of_funds.as_str());
            finding.related.push((amount.span, Message::new("label-amount")));
            finding.at = Place::of([place.as_str(), printed]);
            finding.printed = Some(printed.to_owned());
        });
    }
}

/// Whether the clause before an amount says that it is for one of many: `单价`, `每户补助`, `人均`.
fn is_of_one(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
    let of_each =
        clause.match_indices('每').any(|(at, each)| !clause[at + each.len()..].starts_with(['年', '月', '季']));
    of_each || ["单价", "均价", "人均", "户均", "平均", "标准"].iter().any(|word| clause.contains(word))
}
