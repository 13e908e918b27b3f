//! Fixed weights of a rubric that do not fit each other: groups that do not make up full marks, parts above their group.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::Message;
use crate::model::Content;
use crate::rules::shared::rounding::{addition, values};
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Located, Sources};
use crate::syntax::number;

pub(super) static RULE: Rule = Rule {
    name: "rubric-weight-sum",
    severity: Severity::Warning,
    check: Check::Site(check),
    bad: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
indicators = [
  { level = 1, name = "决策", weight = 40 },
#                                      ^^ rubric-weight-sum
  { level = 2, name = "目标", weight = 25 },
  { level = 2, name = "程序", weight = 20 },
  { level = 1, name = "产出", weight = 50 },
#                                      ^^ rubric-weight-sum
]
"#,
    }),
    good: Some(Example {
        path: "rubrics/other.toml",
        text: r#"name = "另一标准"
indicators = [
  { level = 1, name = "决策", weight = 40 },
  { level = 2, name = "目标", weight = 20 },
  { level = 2, name = "程序", weight = 20 },
  { level = 1, name = "产出", weight = 60 },
]
"#,
    }),
    ..Rule::PLAIN
};

fn check(_: &Sources, content: &Content, found: &mut Found<'_>) {
    for rubric in content.rubrics.values() {
        let below = |parent: Option<usize>| rubric.indicators.iter().filter(move |row| row.parent == parent);
        let groups: Option<Vec<_>> = below(None).map(|group| group.weight.as_ref()).collect();
        if let Some(groups) = groups
            && let Some(last) = groups.last()
            && let Some(sum) = number::sum(groups.iter().map(|weight| weight.value))
            && sum != rubric.maximum
        {
            let message = Message::new("rubric-weight-sum").with("rubric", rubric.name.as_str());
            report(message, rubric.maximum, &groups, sum, last, found);
        }
        for (row, group) in rubric.indicators.iter().enumerate() {
            let parts: Vec<_> = below(Some(row)).filter_map(|part| part.weight.as_ref()).collect();
            if let Some(weight) = &group.weight
                && let Some(sum) = number::sum(parts.iter().map(|part| part.value))
                && sum > weight.value
            {
                let message = Message::new("rubric-parts-above-group").with("of", group.name.value.as_str());
                report(message, weight.value, &parts, sum, weight, found);
            }
        }
    }
}

fn report(
    message: Message,
    whole: Decimal,
    parts: &[&Located<Decimal>],
    sum: Decimal,
    place: &Located<Decimal>,
    found: &mut Found<'_>,
) {
    let mut finding = found.finding(place.span);
    finding.message = message.with("whole", whole.to_string()).with("sum", sum.to_string());
    finding.help.push(Message::new("computation").with("computation", addition(&values(parts), sum)));
    let others = parts.iter().filter(|part| part.span != place.span);
    finding.related.extend(others.map(|part| (part.span, Message::new("label-rubric"))));
    found.report(finding);
}
