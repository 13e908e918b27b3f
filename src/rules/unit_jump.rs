//! An unmarked amount of the prose has the digits of an amount of the funds, but 元 where that has 万元, or the reverse.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::{figure, marks, number};
use crate::lang::Message;
use crate::model::claims::Places;
use crate::model::funds::{Funds, Unit};
use crate::source::{Located, Span};

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
};

/// Amounts with fewer significant digits than this may be alike by chance: 45 元 beside 45 万元.
const TELLING_DIGITS: u32 = 4;

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let (Some(file), Some(funds)) = (subject.project.report, &subject.project.funds) else { return };
    let text = &subject.sources.get(file).text;
    let places = Places::of(text);
    for (start, end, amount) in jumps(funds, text).into_iter().filter(|(start, ..)| !is_of_one(&text[..*start])) {
        let printed = &text[start..end];
        let place = places.at(start);
        let of_funds = format!("{}{}", amount.value, funds.unit.value.symbol());
        let mut finding = found.finding(Span::new(file, start..end));
        finding.message = Message::new("unit-jump")
            .with("place", place.as_str())
            .with("printed", printed)
            .with("amount", of_funds.as_str());
        finding.related.push((amount.span, Message::new("label-amount")));
        finding.at = format!("{place}/{printed}");
        finding.printed = Some(printed.to_owned());
        found.report(finding);
    }
}

/// Whether the figure at a place of a text would be reported, if that were the report.
pub(super) fn would_read(subject: &Subject<'_>, text: &str, place: &Range<usize>) -> bool {
    let funds = subject.project.funds.as_ref();
    funds.is_some_and(|funds| jumps(funds, text).iter().any(|(start, end, _)| *start < place.end && place.start < *end))
}

/// The unmarked amounts of a text that have the digits of an amount of the funds and the other unit: first byte, end, and
/// the amount of the funds.
fn jumps<'a>(funds: &'a Funds, text: &str) -> Vec<(usize, usize, &'a Located<Decimal>)> {
    let rows = std::iter::once(&funds.total).chain(&funds.sources).chain(&funds.items);
    let amounts: Vec<&Located<Decimal>> = rows.flat_map(|row| row.amounts.iter().flatten()).collect();
    let marks = marks::find(text);
    let is_marked = |start, end| marks.iter().any(|mark| mark.said.start <= start && end <= mark.of.end);
    let told = amounts_of_money(text).into_iter().filter(|(start, end, value, unit)| {
        *unit != funds.unit.value && significant_digits(*value) >= TELLING_DIGITS && !is_marked(*start, *end)
    });
    told.filter_map(|(start, end, value, _)| {
        let same = amounts.iter().find(|amount| amount.value == value);
        same.map(|amount| (start, end, *amount))
    })
    .collect()
}

/// Whether the clause before an amount says that it is for one of many: `单价`, `每户补助`, `人均`.
fn is_of_one(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '、', '\n']).next().unwrap_or_default();
    let of_each =
        clause.match_indices('每').any(|(at, each)| !clause[at + each.len()..].starts_with(['年', '月', '季']));
    of_each || ["单价", "均价", "人均", "户均", "平均", "标准"].iter().any(|word| clause.contains(word))
}

/// Amounts with 元 or 万元: first byte, end, number, unit.
fn amounts_of_money(text: &str) -> Vec<(usize, usize, Decimal, Unit)> {
    let amount = |place: Range<usize>| {
        let unit = Unit::at_start(&text[place.end..])?;
        let end = place.end + unit.symbol().len();
        let value = figure::read(&text[place.start..end]).reading.figure()?.value;
        Some((place.start, end, value, unit))
    };
    number::places(text).filter_map(amount).collect()
}

fn significant_digits(value: Decimal) -> u32 {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    u32::try_from(digits.trim_end_matches('0').len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn amounts_are_read_however_they_are_printed() {
        let said = |report: &str| {
            let funds = "[funds]\nunit = \"万元\"\nspent = 1660.99\n";
            said_by(&RULE, funds, &format!("## 一、资金\n\n{report}\n")).len()
        };
        for jump in ["支出1660.99元。", "支出1,660.99元。", "支出１６６０．９９元。", "支出1，660.99元。"]
        {
            assert_eq!(said(jump), 1, "{jump}");
        }
        for right in ["支出１，６６０．９９万元。", "支出11,660.99元。", "支出66,1660.99元。", "每户１６６０．９９元。"]
        {
            assert_eq!(said(right), 0, "{right}");
        }
    }
}
