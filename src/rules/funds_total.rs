//! Amounts by source or by item do not add up to the total.

use rust_decimal::Decimal;

use super::written_out::{Agreement, Rounded, addition, compare_sum};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::number;
use crate::lang::{Arg, Lang, Message};
use crate::model::funds::{Basis, FundRow, Funds};

pub(super) static RULE: Rule = Rule {
    name: "funds-total",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 170
#       ^^^ funds-total

[[funds.items]]
name = "人员经费"
spent = 120

[[funds.items]]
name = "专线租赁费"
spent = 46.02
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[funds]
unit = "万元"
spent = 166.02

[[funds.items]]
name = "人员经费"
spent = 120

[[funds.items]]
name = "专线租赁费"
spent = 46.02
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(funds) = subject.project.funds.as_ref().filter(|funds| !funds.incomplete) else { return };
    let groups =
        [("funds-sources", &funds.sources, funds.sources_partial), ("funds-items", &funds.items, funds.items_partial)];
    for (kind, rows, partial) in groups {
        for basis in Basis::ALL.into_iter().filter(|_| !partial) {
            compare(funds, kind, rows, basis, found);
        }
    }
}

/// A row of totals among the parts is none of them; rows that name parts of others (其中, or 1. below 一、) cannot be added up.
fn compare(funds: &Funds, kind: &'static str, rows: &[FundRow], basis: Basis, found: &mut Found<'_>) {
    let name = |row: &FundRow| row.name.as_ref().map_or_else(String::new, |name| name.value.replace([' ', '　'], ""));
    let begins = |numerals: &str, ends: [char; 2]| {
        let numbered = |name: &str| {
            name.starts_with(|c| numerals.contains(c)) && name.chars().nth(1).is_some_and(|c| ends.contains(&c))
        };
        rows.iter().any(|row| numbered(&name(row)))
    };
    let has_levels = begins("一二三四五六七八九十", ['、', '.']) && begins("123456789", ['.', '、']);
    if has_levels || rows.iter().any(|row| name(row).starts_with("其中")) {
        return;
    }
    let is_part = |row: &&FundRow| !["合计", "总计", "总额", "小计"].contains(&name(row).as_str());
    let amounts = rows.iter().filter(is_part).filter_map(|row| row.amount(basis));
    let parts: Vec<Decimal> = amounts.map(|amount| amount.value).collect();
    let (Some(total), Some(sum)) = (funds.total.amount(basis), number::sum(parts.iter().copied())) else { return };
    if parts.is_empty() {
        return;
    }
    let printed = total.value;
    let money = |amount: Decimal| Rounded::money(amount, funds.unit.value.yuan());
    let rounded: Vec<Rounded> = parts.iter().copied().map(money).collect();
    let agreement = compare_sum(money(printed), &rounded, sum);
    let computation = addition(&parts, sum);
    let named = |id: &str| {
        Message::new(id)
            .with("basis", Arg::Word(basis.word()))
            .with("kind", Arg::Word(kind))
            .with("unit", Arg::Word(funds.unit.value.word()))
    };
    if agreement == Agreement::Equal {
        if parts.len() == 1 {
            return;
        }
        found.holds(named("holds-funds").with("computation", computation));
        return;
    }
    let is_sum_rounded = printed.scale() < sum.scale() && number::round(sum, printed.scale()) == printed;
    if is_sum_rounded {
        return;
    }
    let mut finding = found.finding(total.span);
    finding.message = named("funds-total").with("printed", printed.to_string()).with("recomputed", sum.to_string());
    finding.help.push(Message::new("computation").with("computation", computation));
    if agreement == Agreement::Rounding {
        finding.severity = Severity::Notice;
        finding.help.push(Message::new("may-be-rounding"));
    }
    finding.at = format!("{}/{}", Lang::ZhCn.word(kind), Lang::ZhCn.word(basis.word()));
    finding.printed = Some(printed.to_string());
    finding.recomputed = Some(sum.to_string());
    found.report(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn a_total_that_is_the_sum_rounded_agrees() {
        let said = |total: &str| {
            let item = |spent: &str| format!("[[funds.items]]\nname = \"{spent}\"\nspent = {spent}\n");
            let items = item("50.69") + &item("41");
            said_by(&RULE, &format!("[funds]\nunit = \"万元\"\nspent = {total}\n{items}"), "").len()
        };
        assert_eq!(["91.69", "91.7", "92"].map(said), [0, 0, 0]);
        assert_eq!(["91.6", "91.70", "91"].map(said), [1, 1, 1]);
    }
}
