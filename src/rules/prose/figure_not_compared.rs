//! A marked figure, or a printed rate, that is compared with nothing: it cannot be read, or not with what it speaks of.
//! What other rules report of it, and what is meant to be told once, it leaves alone.

use crate::diag::Severity;
use crate::diag::place::named;
use crate::lang::{Arg, Message};
use crate::model::claims::{Claim, Quantity};
use crate::model::funds::{FundRow, Rate, Unit};
use crate::rules::shared::agreement::{first_told, is_of_vague, outcome, same};
use crate::rules::shared::fund_rates::is_of_nothing;
use crate::rules::shared::fund_rates::money;
use crate::rules::shared::fund_rates::{self, PrintedRate};
use crate::rules::shared::marked;
use crate::rules::shared::quantities::{self, Told, figures, told};
use crate::rules::shared::rounding::compare_share;
use crate::rules::{Check, Example, Found, Rule, Subject};
use crate::syntax::figure::{Reading, Share};

pub(super) static RULE: Rule = Rule {
    name: "figure-not-compared",
    severity: Severity::Warning,
    check: Check::Project(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
实际支出[1.66e2万元]{funds.spent}，预算结余[10.26%]{funds.budget-funds.spent}。
#        ^^^^^^^^^^ figure-not-compared
#                                           ^^^^^^ figure-not-compared
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
实际支出[１６６．０２万元]{funds.spent}，预算结余[18.98万元]{funds.budget-funds.spent}。
",
    }),
    ..Rule::PLAIN
};

/// What becomes of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is compared with another figure, or another with it.
    Compared,
    /// It is told once, and its mark says so.
    ToldOnce,
    /// It is only told to be near.
    Approximate,
    /// Another rule reports that it has nothing to be compared with.
    Reported(&'static str),
    /// This rule reports it.
    NotCompared(Why),
}

/// Why a claim is not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No one number can be read in it.
    Unreadable,
    /// Nothing else tells the figure.
    NothingKnown,
    /// The figure it speaks of measures something else.
    OtherUnit(String),
    /// The computation has no result that could be compared.
    NotComputed,
}

fn check(subject: &Subject<'_>, found: &mut Found<'_>) {
    let places = quantities::places(&subject.project.claims);
    for (number, (claim, at)) in subject.project.claims.iter().zip(places).enumerate() {
        let Fate::NotCompared(why) = fate(subject, number) else { continue };
        let what = quantities::spoken(&claim.of.value);
        let mut finding = found.finding(claim.said.span);
        let (id, known) = match why {
            Why::Unreadable => ("figure-not-compared", String::new()),
            Why::NothingKnown => ("figure-nothing-known", String::new()),
            Why::OtherUnit(known) => ("figure-of-other-unit", known),
            Why::NotComputed => ("figure-not-computed", String::new()),
        };
        finding.severity = match id {
            "figure-nothing-known" => finding.severity.min(Severity::Notice),
            _ => finding.severity,
        };
        finding.message = Message::new(id)
            .with("place", named(&claim.place))
            .with("printed", claim.said.value.text.as_str())
            .with("what", what)
            .with("known", known);
        finding.at = at;
        finding.printed = Some(claim.said.value.text.clone());
        found.report(finding);
    }
    let Some(funds) = &subject.project.funds else { return };
    for PrintedRate { row, rate, at } in fund_rates::printed(funds) {
        if !is_compared(funds.unit.value, row, rate) {
            let mut finding = found.finding(rate.printed.span);
            let id = if rate.share == Share::Unreadable { "rate-not-read" } else { "rate-not-computed" };
            finding.message = Message::new(id)
                .with("row", row.name.as_ref().map_or(Arg::Word("funds-all"), |name| Arg::from(name.value.as_str())))
                .with("of", Arg::Word(rate.of.value.word()))
                .with("to", Arg::Word(rate.to.value.word()))
                .with("printed", rate.printed.value.as_str());
            if is_of_rounded(funds.unit.value, row, rate) {
                finding.severity = finding.severity.min(Severity::Notice);
            }
            finding.at = at;
            finding.printed = Some(rate.printed.value.clone());
            found.report(finding);
        }
    }
}

/// Whether a rate that cannot be worked out may be right all the same: of an amount that was rounded to nothing.
fn is_of_rounded(unit: Unit, row: &FundRow, rate: &Rate) -> bool {
    let whole = row.amount(rate.to.value).map(|whole| money(unit, whole));
    rate.share != Share::Unreadable && whole.is_some_and(|whole| whole.value.is_zero() && !whole.off.is_zero())
}

/// Whether a rate is compared, its cell empty or only told to be near, or another rule says why it is not.
fn is_compared(unit: Unit, row: &FundRow, rate: &Rate) -> bool {
    let (Some(part), Some(whole)) = (row.amount(rate.of.value), row.amount(rate.to.value)) else { return true };
    matches!(rate.share, Share::Nothing | Share::Near)
        || is_of_nothing(row, rate)
        || compare_share(&rate.share, money(unit, part), money(unit, whole)).is_some()
}

/// What becomes of the claim of a number.
pub(super) fn fate(subject: &Subject<'_>, number: usize) -> Fate {
    let claim = &subject.project.claims[number];
    if claim.is_about() {
        return Fate::Approximate;
    }
    if !marked::unmatched(subject, number).is_empty() {
        return Fate::Reported("unmatched-mark");
    }
    if let Some((row, of, to, share)) = claim.fund_rate() {
        return rate(subject, row, |rate| rate.of.value == of && rate.to.value == to && rate.share == share);
    }
    let lacks_amount = |quantity: &Quantity| {
        matches!(quantity, Quantity::Funds(..))
            && matches!(told(subject, quantity), Told::Figures(known) if known.is_empty())
    };
    if claim.of.value.quantities().any(lacks_amount) {
        return Fate::Reported("amount-not-stated");
    }
    match claim.quantity() {
        Some(quantity @ Quantity::Named(_)) => told_in_prose(subject, claim, quantity),
        _ if outcome(subject, claim).is_some() => Fate::Compared,
        _ if is_of_vague(subject, claim) => Fate::Approximate,
        Some(quantity @ (Quantity::Target(_) | Quantity::Actual(_))) if figures(subject, quantity).is_empty() => {
            told_in_prose(subject, claim, quantity)
        }
        quantity => Fate::NotCompared(why(subject, claim, quantity)),
    }
}

/// What becomes of a rate of the funds that the prose prints: the row has it.
fn rate(subject: &Subject<'_>, name: Option<&str>, is_it: impl Fn(&Rate) -> bool) -> Fate {
    let Some(funds) = &subject.project.funds else { return Fate::Reported("amount-not-stated") };
    let rows = funds.rows(name);
    let Some((row, rate)) = rows.into_iter().find_map(|row| Some((row, row.rates.iter().find(|rate| is_it(rate))?)))
    else {
        return Fate::Reported("amount-not-stated");
    };
    let is_stated = [rate.of.value, rate.to.value].into_iter().all(|basis| row.amount(basis).is_some());
    match is_stated {
        false => Fate::Reported("amount-not-stated"),
        true if is_of_nothing(row, rate) => Fate::Reported("rate-of-nothing"),
        true if is_compared(funds.unit.value, row, rate) => Fate::Compared,
        true => Fate::Reported(RULE.name),
    }
}

/// What becomes of a claim of something that only the prose tells.
fn told_in_prose(subject: &Subject<'_>, claim: &Claim, quantity: &Quantity) -> Fate {
    let claims = || subject.project.claims.iter().filter(|other| !other.is_about());
    let alike: Vec<&Claim> = claims().filter(|other| other.quantity() == Some(quantity)).collect();
    let first = first_told(&alike);
    let is_first = std::ptr::eq(first, claim);
    let is_told_again = alike.iter().any(|other| {
        !std::ptr::eq(*other, first) && (is_first || std::ptr::eq(*other, claim)) && same(first, other).is_some()
    });
    let mut computed =
        claims().filter(|other| other.quantity().is_none() && other.of.value.quantities().any(|of| of == quantity));
    if is_told_again || claim.said.value.figure().is_some() && computed.any(|other| outcome(subject, other).is_some()) {
        return Fate::Compared;
    }
    match (&claim.said.value.reading, &alike[..]) {
        (Reading::Unreadable, _) => Fate::NotCompared(Why::Unreadable),
        (_, [_]) if marked::is_told_once(subject, claim) => Fate::ToldOnce,
        (_, [_]) => Fate::NotCompared(Why::NothingKnown),
        _ => Fate::NotCompared(Why::OtherUnit(
            if is_first { alike[alike.len() - 1] } else { first }.said.value.text.clone(),
        )),
    }
}

fn why(subject: &Subject<'_>, claim: &Claim, quantity: Option<&Quantity>) -> Why {
    let is_grade = matches!(quantity, Some(Quantity::Grade(_)));
    if claim.said.value.figure().is_none() && !is_grade {
        return Why::Unreadable;
    }
    if is_grade || claim.of.value.quantities().any(|quantity| figures(subject, quantity).is_empty()) {
        return Why::NothingKnown;
    }
    match quantity {
        Some(quantity) => figures(subject, quantity)
            .first()
            .map_or(Why::NothingKnown, |known| Why::OtherUnit(known.figure.to_string())),
        None => Why::NotComputed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::rules::run::check_subject;
    use crate::source::{Source, Sources};

    const PROJECT: &str = r#"
title = "甲"
year = 2023
agency = "a"

[funds]
unit = "万元"
budget = 1700.30
adjusted = 0
received = 1700
spent = 1660.99

[[funds.sources]]
name = "专户"
budget = 0
spent = 0

[[targets]]
name = "培训"
target = "≥35000人"
actual = "基本完成"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 95
indicators = [{ level = 1, name = "决策", weight = 100, score = 95 }]
"#;

    /// Marks in a report of [`PROJECT`], with what becomes of each and which rules speak.
    fn fates(report: &str) -> (Vec<Fate>, Vec<&'static str>) {
        let files = [("project.toml", PROJECT), ("report.md", report)];
        let files = files.map(|(name, text)| (format!("content/projects/2023/demo/{name}"), text));
        let sources = Sources::new(files.map(|(path, text)| Source { path, text: text.to_owned() }));
        let (content, _) = model::read(&sources);
        let project = content.project(&sources, &content.projects[0]);
        let subject = Subject::new(&sources, &content, &project, None);
        let findings = check_subject(&subject).findings;
        let claims = &subject.project.claims;
        let fates: Vec<Fate> = (0..claims.len()).map(|number| fate(&subject, number)).collect();
        for (claim, fate) in claims.iter().zip(&fates) {
            let is_said = |rule: &str| {
                let mut spoken = findings.iter().filter(|finding| finding.rule == rule);
                spoken.any(|finding| [claim.said.span, claim.of.span].contains(&finding.span))
            };
            let expected = match fate {
                Fate::Reported(rule) => Some(*rule),
                Fate::NotCompared(_) => Some(RULE.name),
                Fate::Compared | Fate::ToldOnce | Fate::Approximate => None,
            };
            assert_eq!(is_said(RULE.name), expected == Some(RULE.name), "{report}: {fate:?}");
            assert!(expected.is_none_or(is_said), "{report}: {fate:?}");
        }
        let about = |rule: &&str| ["claim-mismatch", "rate-mismatch", "told-twice"].contains(rule);
        (fates, findings.iter().map(|finding| finding.rule).filter(about).collect())
    }

    #[test]
    fn what_is_printed_in_other_ways_is_compared_and_right() {
        for report in [
            "预算[１７００．３０万元]{funds.budget}",
            "到位[1700万]{funds.received}",
            "到位[一千七百万元]{funds.received}",
            "到位[壹仟柒佰万元整]{funds.received}",
            "到位[**1700**万元]{funds.received}",
            "到位[~~1700万元~~]{funds.received}",
            "到位[`1700`万元]{funds.received}",
            "到位[1.7千万元]{funds.received}",
            "到位[0.17亿]{funds.received}",
            "到位[17百万元]{funds.received}",
            "支出[1，660.99万元]{funds.spent}",
            "支出[1,660.99]{funds.spent}万元",
            "支出[16609900]{funds.spent}元",
            "得[九十五分]{score}",
            "得[９５分]{score:决策}",
            "执行率[97.71﹪]{funds.spent÷funds.received}",
            "执行率[977.05‰]{funds.spent÷funds.received}",
            "执行率[0.98]{funds.spent÷funds.received}",
            "执行率[1]{funds.spent÷funds.received}",
            "执行率[97.71]{funds.spent÷funds.received}",
            "执行率[百分之九十七点七一]{funds.spent÷funds.received}",
            "差额[负0.30万元]{funds.received-funds.budget}",
            "差额[(0.30)万元]{funds.received-funds.budget}",
            "差额[（0.30）万元]{funds.received-funds.budget}",
            "差额[—0.30万元]{funds.received-funds.budget}",
            "差额[－0.30万元]{funds.received-funds.budget}",
            "比预算[减少0.30万元]{funds.received-funds.budget}",
            "比预算减少了[0.30万元]{funds.received-funds.budget}",
            "比预算少-[0.30万元]{funds.received-funds.budget}",
            "目标[3.5万人]{target:培训}",
            "目标[三万五千人]{target:培训}",
            "参训[3.5万人]{参训}，又说[35000人]{参训}",
            "甲[3.5万人]{甲}，乙[12000人]{乙}，一共[47000人]{甲+乙}，即[4.7万人]{甲+乙}",
            "合同[1700万]{合同}，又说[1700万元]{合同}，又说[1700]{合同}",
            "满意率[0.95]{满意}，又说[95%]{满意}，又说[百分之九十五]{满意}",
            "单价[2元]{单价}，[3.5万份]{份数}，共[7万元]{单价×份数}",
            "执行率达到[90%以上]{funds.spent÷funds.received}",
            "执行率[不低于97%]{funds.spent÷funds.received}",
            "执行率[九成]{funds.spent÷funds.budget}以上，[九成八]{funds.spent÷funds.budget}",
            "支出[1600万元以上]{funds.spent}，[不足1700万元]{funds.spent}，控制在[1700万元以内]{funds.spent}",
            "结余[50万元以内]{funds.budget-funds.spent}，[50]{funds.budget-funds.spent}万元以内",
            "甲[100人]{甲}，乙[300人]{乙}，占[三分之一]{甲÷乙}，为[1:3]{甲÷乙}，占总数的[四分之一]{甲÷总数}，共[400人]{总数}",
            "参训[3.5万人以上]{参训}，又说[35120人]{参训}",
            "增幅[5%以内]{增幅}，又说[3%]{增幅}，[不超过4%]{增幅}",
            "老人占[八成]{老人占比}，又说[79.2%]{老人占比}，[八成]{老人占比}",
        ] {
            let (fates, spoken) = fates(report);
            assert!(fates.iter().all(|fate| *fate == Fate::Compared), "{report}: {fates:?}");
            assert!(spoken.is_empty(), "{report}: {spoken:?}");
        }
    }

    #[test]
    fn what_is_wrong_in_other_ways_is_said_to_be() {
        for report in [
            "到位[1800万]{funds.received}",
            "到位[一千八百万元]{funds.received}",
            "得[九十四分]{score}",
            "执行率[967.05‰]{funds.spent÷funds.received}",
            "执行率[0.88]{funds.spent÷funds.received}",
            "执行率[百分之九十七点一七]{funds.spent÷funds.received}",
            "差额[(0.40)万元]{funds.received-funds.budget}",
            "比预算减少[0.40万元]{funds.received-funds.budget}",
            "变化[0.30万元]{funds.received-funds.budget}",
            "目标[3.6万人]{target:培训}",
            "参训[3.5万人]{参训}，又说[36000人]{参训}",
            "甲[3.5万人]{甲}，乙[12000人]{乙}，一共[48000人]{甲+乙}",
            "执行率达到[99%以上]{funds.spent÷funds.received}",
            "执行率[八成]{funds.spent÷funds.received}",
            "执行率[三分之一]{funds.spent÷funds.received}",
            "支出[不超过1600万元]{funds.spent}",
            "参训[3.5万人以上]{参训}，又说[34120人]{参训}",
            "老人占[79.2%]{老人占比}，又说[九成]{老人占比}",
        ] {
            let (_, spoken) = fates(report);
            assert_eq!(spoken.len(), 1, "{report}");
        }
    }

    #[test]
    fn what_is_compared_with_nothing_is_reported() {
        let unit = |known: &str| Fate::NotCompared(Why::OtherUnit(known.to_owned()));
        for (report, expected) in [
            ("支出[1.7e3万元]{funds.spent}", Fate::NotCompared(Why::Unreadable)),
            ("支出[16，99]{funds.spent}", Fate::NotCompared(Why::Unreadable)),
            ("支出[几十万元]{funds.spent}", Fate::Approximate),
            ("支出[16.99%]{funds.spent}", unit("1660.99万元")),
            ("支出[1660.99万美元]{funds.spent}", unit("1660.99万元")),
            ("得[95%]{score}", unit("95分")),
            ("差额[16.99%]{funds.budget-funds.spent}", Fate::NotCompared(Why::NotComputed)),
            ("比率[0.9万元]{funds.spent÷funds.budget}", Fate::NotCompared(Why::NotComputed)),
            ("比率[—]{funds.spent÷funds.budget}", Fate::NotCompared(Why::Unreadable)),
            ("比率[90%]{funds.spent÷funds.adjusted}", Fate::Reported("figure-not-compared")),
            ("比率[0%]{funds.spent:专户÷funds.budget:专户}", Fate::Reported("rate-of-nothing")),
            ("乘积[9元]{funds.spent×99999999999999999×99999999999999999}", Fate::NotCompared(Why::NotComputed)),
            ("等次[优]{grade}", Fate::NotCompared(Why::NothingKnown)),
            ("完成[35000人]{actual:培训}", Fate::NotCompared(Why::NothingKnown)),
            ("计划[3万元]{funds.planned}", Fate::Reported("amount-not-stated")),
            ("计划[3%]{funds.spent÷funds.planned}", Fate::Reported("amount-not-stated")),
            ("完成[3人]{actual:没有}", Fate::Reported("unmatched-mark")),
            ("完成[3人]{没有}", Fate::Reported("unmatched-mark")),
            ("支出约[1600万元]{funds.spent}", Fate::Approximate),
            ("支出[近一千七百万元]{funds.spent}", Fate::Approximate),
            ("试点窗口中，综合得分[88分]{试点得分}", Fate::ToldOnce),
        ] {
            let (fates, spoken) = fates(report);
            assert_eq!(fates, [expected], "{report}");
            assert!(spoken.is_empty(), "{report}: {spoken:?}");
        }
        let (fates, _) = fates("甲[100万元]{甲}，又说[5人]{甲}，又说[1.e2]{甲}");
        assert!(fates.iter().all(|fate| matches!(fate, Fate::NotCompared(_))), "{fates:?}");
    }

    #[test]
    fn a_rate_of_an_amount_that_was_rounded_to_nothing_may_be_right() {
        let severity = |unit: &str, budget: &str| {
            let rates = "rates = [{ of = \"spent\", to = \"budget\", printed = \"127%\" }]";
            let funds = format!("[funds]\nunit = \"{unit}\"\nbudget = {budget}\nspent = 1\n{rates}\n");
            let project = format!("title = \"甲\"\nyear = 2023\nagency = \"a\"\n{funds}");
            let source = Source { path: "content/projects/2023/demo/project.toml".into(), text: project };
            let sources = Sources::new([source]);
            let (content, _) = model::read(&sources);
            let project = content.project(&sources, &content.projects[0]);
            let subject = Subject::new(&sources, &content, &project, None);
            let findings = check_subject(&subject).findings;
            findings.iter().find(|finding| finding.rule == RULE.name).map(|finding| finding.severity)
        };
        assert_eq!(severity("万元", "0"), Some(Severity::Notice));
        assert_eq!(severity("元", "0.00"), Some(Severity::Warning));
        assert_eq!(severity("万元", "0.8"), None);
    }
}
