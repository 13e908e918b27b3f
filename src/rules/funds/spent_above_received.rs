//! More was spent than came in, or than the adjusted budget allowed, and the report names no other money. Says nothing where money of another year or of others may have been spent.

use rust_decimal::Decimal;

use crate::diag::{Place, Severity, place};
use crate::lang::{Arg, Message};
use crate::model::funds::{Basis, FundRow, Unit};
use crate::rules::shared::rounding::{Agreement, Rounded, compare_sum};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "spent-above-received",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: "\
[funds]
unit = \"万元\"
budget = 185
received = 166.02
spent = 176.02
#       ^^^^^^ spent-above-received
",
    }),
    good: Some(Example {
        path: "project.toml",
        text: "\
[funds]
unit = \"万元\"
budget = 185
received = 166.02
spent = 166.0
",
    }),
    ..Rule::PLAIN
};

/// What a report calls money that is not in the row: left from a year before, the unit's own, lent or still to be paid.
const OTHER_MONEY: [&str; 13] =
    ["结转", "结余", "上年", "以前年度", "往年", "自筹", "垫付", "垫支", "借款", "欠款", "追加", "调增", "调整"];

/// One finding a project, at the totals where they differ, else at the first source.
fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = &subject.project.funds else { return };
    let rows = std::iter::once(&funds.total).chain(&funds.sources);
    let above: Vec<_> = rows.filter_map(|row| Some((row, above(row, funds.unit.value)?))).collect();
    let [(row, (spent, basis, limit)), others @ ..] = above.as_slice() else { return };
    if funds.incomplete || names_other_money(subject) {
        return;
    }
    let Some(more) = spent.value.checked_sub(limit.value) else { return };
    let unit = funds.unit.value.symbol();
    let name = |row: &FundRow| row.name.as_ref().map_or(Arg::Word("funds-all"), |name| Arg::from(name.value.as_str()));
    let mut finding = found.finding(spent.span);
    finding.message = Message::new("spent-above-received")
        .with("row", name(row))
        .with("basis", Arg::Word(basis.word()))
        .with("limit", format!("{} {unit}", limit.value))
        .with("spent", format!("{} {unit}", spent.value));
    let computation = format!("{} − {} = {more}", spent.value, limit.value);
    finding.help.push(Message::new("computation").with("computation", computation));
    finding.related.push((limit.span, Message::new(basis.word())));
    finding.related.extend(others.iter().map(|(_, (spent, ..))| (spent.span, Message::new("label-spent-more"))));
    finding.at = Place::of([place::FUNDS, place::SPENT_MORE]);
    finding.printed = Some(spent.value.to_string());
    found.report(finding);
}

/// What a row says was spent, where that is more than rounding explains above what came in or the adjusted budget; above
/// the first budget only where neither is stated.
fn above(row: &FundRow, unit: Unit) -> Option<(&Located<Decimal>, Basis, &Located<Decimal>)> {
    let spent = row.amount(Basis::Spent)?;
    let stated = |basis| Some((basis, row.amount(basis)?));
    let mut limits: Vec<_> = [Basis::Received, Basis::Adjusted].into_iter().filter_map(stated).collect();
    if limits.is_empty() {
        limits.extend(stated(Basis::Budget));
    }
    let money = |amount: &Located<Decimal>| Rounded::money(amount.value, unit.yuan());
    let is_above = |limit: &Located<Decimal>| {
        spent.value > limit.value && compare_sum(money(spent), &[money(limit)], limit.value) == Agreement::Contradiction
    };
    let (basis, limit) = limits.into_iter().find(|(_, limit)| is_above(limit))?;
    Some((spent, basis, limit))
}

fn names_other_money(subject: &Subject<'_>) -> bool {
    let files = [Some(subject.project.file), subject.project.report].into_iter().flatten();
    files.map(|file| subject.sources.text(file)).any(|text| OTHER_MONEY.iter().any(|word| text.contains(word)))
}
