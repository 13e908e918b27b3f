//! A target or an actual whose text and number are not the same: one was copied wrongly. Reads only texts that hold one number, and none that is only near.

use crate::rules::shared::targets;

use crate::diag::Severity;
use crate::lang::{Arg, Message};
use crate::rules::shared::cells::{Cell, differing};
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::marks;

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
    ..Rule::PLAIN
};

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    for list in targets::of(subject) {
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
                finding.at = list.at(aim).within(place);
                finding.printed = Some(printed);
                finding.recomputed = Some(filled);
                found.report(finding);
            }
        }
    }
}

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
