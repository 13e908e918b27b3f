//! A target or an actual whose text and number are not the same: one was copied wrongly. Reads only texts that hold one number, and none that is only near.

use rust_decimal::Decimal;

use super::aims::{self, bare_number};
use super::{Check, Example, Found, Rule, Subject};
use crate::diag::Severity;
use crate::doc::figure::{self, Measure};
use crate::doc::{marks, number};
use crate::lang::{Arg, Message};
use crate::model::evaluation::Attainment;
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "cell-differs",
    severity: Severity::Error,
    check: Check::Project(check),
    bad: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "培训场次"
target = "≥10场"
actual = "21场"
direction = "≥"
value = 10
actual_value = 12
#              ^^ cell-differs
unit = "场"
"#,
    }),
    good: Some(Example {
        path: "project.toml",
        text: r#"[[targets]]
name = "培训场次"
target = "≥10场"
actual = "12场"
direction = "≥"
value = 10
actual_value = 12
unit = "场"
"#,
    }),
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in aims::of(subject) {
        for aim in &list.all {
            for Cell { column, place, text, number } in differing(aim.attainment) {
                let printed = marks::strip(&text.value).into_owned();
                let filled = format!("{}{}", number.value, aim.attainment.unit.as_deref().unwrap_or_default());
                let mut finding = found.finding(number.span);
                finding.message = Message::new("cell-differs")
                    .with("of", aim.name)
                    .with("column", Arg::Word(column))
                    .with("printed", printed.as_str())
                    .with("recomputed", filled.as_str());
                finding.related.push((text.span, Message::new(column)));
                finding.at = format!("{}/{place}", list.at(aim));
                finding.printed = Some(printed);
                finding.recomputed = Some(filled);
                found.report(finding);
            }
        }
    }
}

/// Whether the text of a target or an actual is not the number beside it, so that nothing follows from either.
pub(super) fn is_doubtful(attainment: &Attainment) -> bool {
    differing(attainment).next().is_some()
}

/// A target or an actual, told twice.
struct Cell<'a> {
    column: &'static str,
    /// What its place is called.
    place: &'static str,
    text: &'a Located<String>,
    number: &'a Located<Decimal>,
}

fn differing(attainment: &Attainment) -> impl Iterator<Item = Cell<'_>> {
    let unit = attainment.unit.as_deref().unwrap_or_default();
    let target = attainment.target.as_ref().zip(attainment.value.as_ref());
    let target = target.filter(|(text, number)| {
        let printed = marks::strip(&text.value);
        differs(aims::signed(&printed).2, number.value.abs(), unit)
    });
    // An actual that begins with a sign tells only within which bounds it is.
    let actual = attainment.actual.as_ref().zip(attainment.actual_value.as_ref());
    let actual = actual.filter(|(text, number)| differs(&marks::strip(&text.value), number.value.abs(), unit));
    let target = target.map(|(text, number)| Cell { column: "column-target", place: "指标值", text, number });
    let actual = actual.map(|(text, number)| Cell { column: "column-actual", place: "实际完成值", text, number });
    target.into_iter().chain(actual)
}

/// Whether the one number of a text is another than the one beside it, in whatever unit either is told.
fn differs(text: &str, number: Decimal, unit: &str) -> bool {
    let Some((told, rest)) = only_number(text) else { return false };
    let is_times = |factor: u32| told.checked_mul(factor.into()) == Some(number);
    match (Measure::read(rest), Measure::read(unit)) {
        (Measure::Money(one), Measure::Money(other)) => told.checked_mul(one) != number.checked_mul(other),
        (Measure::Percent, Measure::Percent) => told != number,
        (Measure::Count(_), Measure::Count(unit)) if !unit.is_empty() => {
            let in_ten_thousands = rest.strip_prefix('万').is_some_and(|rest| rest.starts_with(&unit));
            (rest.starts_with(&unit) && told != number) || (in_ten_thousands && !is_times(10_000))
        }
        // Without a unit, in whatever steps the number is told.
        (_, Measure::Count(unit)) if unit.is_empty() => {
            let is_share = number.checked_mul(Decimal::ONE_HUNDRED) == Some(told);
            bare_number(text).is_some() && !is_share && ![1, 10_000, 100_000_000].into_iter().any(is_times)
        }
        _ => false,
    }
}

/// The number of a text that has one and tells it exactly, and what follows it.
fn only_number(text: &str) -> Option<(Decimal, &str)> {
    if NEAR.iter().any(|word| text.contains(word)) {
        return None;
    }
    let place = number::places(text).next()?;
    let (before, rest) = (&text[..place.start], &text[place.end..]);
    let value = figure::read(&text[place]).reading.figure()?.value;
    let is_alone = ![before, rest].iter().any(|beside| beside.contains(char::is_numeric));
    is_alone.then(|| (value, rest.trim_start()))
}

/// Words of texts that tell only near which number something is.
const NEAR: [&str; 22] = [
    "约",
    "近",
    "余",
    "多",
    "几",
    "左右",
    "超",
    "逾",
    "不足",
    "不到",
    "未满",
    "不低于",
    "不少于",
    "以上",
    "以下",
    "以内",
    "≥",
    "≤",
    ">",
    "<",
    "＞",
    "＜",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::said_by;

    #[test]
    fn only_a_text_of_one_exact_number_is_compared() {
        let said = |cells: &str| {
            let project = format!("[[targets]]\nname = \"甲\"\n{}\n", cells.replace("; ", "\n"));
            said_by(&RULE, &project, "").len()
        };
        for differing in [
            r#"actual = "21场"; actual_value = 12; unit = "场""#,
            r#"target = "≥100场"; value = 10; unit = "场""#,
            r#"target = "≥100场"; value = 10"#,
            r#"actual = "全年培训21场"; actual_value = 12; unit = "场""#,
            r#"actual = "166.02万元"; actual_value = 166.02; unit = "元""#,
            r#"actual = "98.5%"; actual_value = 95.8; unit = "%""#,
            r#"actual = "２１场"; actual_value = 12; unit = "场""#,
            r#"actual = "１，２００件"; actual_value = 1300; unit = "件""#,
        ] {
            assert_eq!(said(differing), 1, "{differing}");
        }
        for same in [
            r#"actual = "1,200件"; actual_value = 1200; unit = "件""#,
            r#"actual = "１２００件"; actual_value = 1200; unit = "件""#,
            r#"actual = "1，200件"; actual_value = 1200; unit = "件""#,
            r#"actual = "春季8场，秋季１３场"; actual_value = 21; unit = "场""#,
            r#"actual = "1.2万件"; actual_value = 12000; unit = "件""#,
            r#"actual = "166.02万元"; actual_value = 1660200; unit = "元""#,
            r#"actual = "98％"; actual_value = 0.98"#,
            r#"actual = "下降8%"; actual_value = -8; unit = "%""#,
            r#"actual = "12345热线运行正常"; actual_value = 100; unit = "%""#,
            r#"actual = "95%以上"; actual_value = 96; unit = "%""#,
            r#"actual = "≥95%"; actual_value = 96; unit = "%""#,
            r#"actual = "春季8场，秋季13场"; actual_value = 21; unit = "场""#,
            r#"actual = "12月底完成"; actual_value = 100; unit = "%""#,
            r#"target = "按时完成"; value = 100; unit = "%""#,
        ] {
            assert_eq!(said(same), 0, "{same}");
        }
    }
}
