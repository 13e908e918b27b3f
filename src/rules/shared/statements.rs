//! Statements of the prose that can mean only one thing and need no mark: 综合得分92分, 项目管理满分25分，得22分, 办结率. Reports nothing itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::claims::{Claim, Expression, Operand, Places, Quantity, Said, Term};
use crate::model::evaluation::{Evaluation, Indicator};
use crate::rules::shared::listed::{self, Told};
use crate::rules::shared::shares::{self, LINKS, SENTENCE_ENDS, after};
use crate::rules::shared::whose::{self, GRADES, RATED_TOTALS, SELF_RATED_TOTAL, TOTALS, WHOLE};
use crate::rules::subject::{Points, Statement};
use crate::rules::{RatedEvaluation, Subject};
use crate::source::{FileId, Located, Span};
use crate::syntax::{marks, number, occurrences};

/// What after a figure makes it a limit.
const LIMITS: [&str; 13] = ["以上", "以下", "及以上", "（", "(", "至", "到", "-", "~", "～", "—", "－", "制"];

impl Statement {
    fn new(claim: Claim, row: Option<usize>, name: Option<usize>) -> Statement {
        Statement { claim, row, name, scale: None, list: None }
    }

    /// Whether it can be meant: more than full marks is a figure on another scale, a survey's, and so is one behind other full
    /// marks, `满分5分，群众满意度得4.6分`.
    fn is_within(&self, subject: &Subject<'_>) -> bool {
        let Some(evaluation) = subject.project.evaluations.first() else { return true };
        let weight = |row: usize| evaluation.indicators[row].weight.as_ref().map(|weight| weight.value);
        let points = self.row.and_then(weight).zip(number::leading(&self.claim.said.value.text));
        let is_own = |scale: Decimal| {
            let is_weight = |row: usize| weight(row) == Some(scale);
            let is_of_table = match self.row {
                Some(row) => is_weight(row) || evaluation.groups_of(row).any(is_weight),
                None => (0..evaluation.indicators.len()).any(is_weight),
            };
            is_of_table || evaluation.full_marks().is_none_or(|full| full == scale)
        };
        match &self.list {
            Some(list) => listed::is_of_table(list, evaluation),
            None => points.is_none_or(|(full, (points, _))| points <= full) && self.scale.is_none_or(is_own),
        }
    }
}

/// The unmarked statements of the report. Of several evaluations only totals by who rated: what is none of theirs is wrong.
pub(crate) fn read<'s>(subject: &'s Subject<'_>) -> Vec<&'s Claim> {
    let statements = subject.statements.get_or_init(|| read_report(subject));
    let meant: Vec<&Claim> =
        statements.iter().filter(|told| told.is_within(subject)).map(|statement| &statement.claim).collect();
    let of_parts = lines_on_parts(subject, &meant);
    let is_own = |claim: &&Claim| of_parts.is_empty() || !of_parts.contains(&line_of(subject, claim));
    meant.into_iter().filter(is_own).collect()
}

/// Where the lines begin that tell totals of parts: a project has one an evaluation, so that several others than those are not its own. A slip
/// gives one.
fn lines_on_parts(subject: &Subject<'_>, meant: &[&Claim]) -> BTreeSet<usize> {
    let totals = subject.project.evaluations.iter().filter_map(Evaluation::stated_total);
    let own: Vec<Decimal> = totals.map(|total| total.value).collect();
    let told = meant.iter().filter(|claim| claim.quantity() == Some(&Quantity::Score(None)));
    let others = told.filter_map(|claim| Some((*claim, number::leading(&claim.said.value.text)?.0)));
    let others: Vec<(&Claim, Decimal)> = others.filter(|(_, total)| !own.is_empty() && !own.contains(total)).collect();
    let values: BTreeSet<Decimal> = others.iter().map(|(_, total)| *total).collect();
    match values.len() {
        0 | 1 => BTreeSet::new(),
        _ => others.into_iter().map(|(claim, _)| line_of(subject, claim)).collect(),
    }
}

fn line_of(subject: &Subject<'_>, claim: &Claim) -> usize {
    whose::line_of(&subject.sources.text(claim.said.span.file), claim.said.span.start())
}

/// What the words of the report state, whatever figures its tables have.
fn read_report(subject: &Subject<'_>) -> Vec<Statement> {
    let Some(file) = subject.project.report else { return Vec::new() };
    let text = &subject.sources.text(file);
    let mut statements = read_text(subject, file, text);
    let parts = whose::Parts::of(subject);
    statements.retain(|statement| !whose::is_of_another(subject, &parts, text, statement));
    statements
}

/// Whether the figure at a place of a text has the form of such a statement, if that were the report: a mark says of it
/// what else words around it may say.
pub(crate) fn would_read(subject: &Subject<'_>, text: &str, place: &Range<usize>) -> bool {
    let Some(file) = subject.project.report else { return false };
    let read = read_text(subject, file, text);
    let mut read =
        read.iter().filter(|statement| statement.is_within(subject)).map(|statement| statement.claim.said.span);
    read.any(|said| said.start() < place.end && place.start < said.end())
}

fn read_text(subject: &Subject<'_>, file: FileId, text: &str) -> Vec<Statement> {
    let Some(judged) = subject.evaluations().next() else { return Vec::new() };
    let marks = marks::find(text);
    let marked = |span: Span| marks.iter().any(|mark| span.start() < mark.of.end && mark.said.start <= span.end());
    let report = Report { text, file, places: Places::of(text) };
    let mut statements = totals(&report, &RATED_TOTALS);
    if let [only] = &subject.project.evaluations[..] {
        statements.extend(totals(&report, &TOTALS));
        statements.extend(grades(&report, &judged));
        statements.extend(indicators(&report, &judged));
        statements.extend(listed(&report, only));
    } else {
        statements.extend(totals(&report, &[SELF_RATED_TOTAL]));
    }
    statements.extend(shares::read(text).into_iter().map(|share| {
        let operand = |number: Decimal| vec![Operand::Number(number)];
        let term = Term { negative: false, factors: operand(share.part), divisors: operand(share.whole) };
        Statement::new(claim(&report, share.said, Expression { terms: vec![term] }), None, None)
    }));
    statements.retain(|statement| !marked(statement.claim.said.span));
    // Points of a list are told of their rows too: 决策得17.5分，过程得16.6分.
    let listed: BTreeSet<Span> =
        statements.iter().filter(|told| told.list.is_some()).map(|told| told.claim.said.span).collect();
    statements.retain(|told| told.list.is_some() || !listed.contains(&told.claim.said.span));
    statements
}

/// The text that statements are read from.
struct Report<'a> {
    text: &'a str,
    file: FileId,
    places: Places,
}

fn claim(report: &Report<'_>, said: &str, of: Expression) -> Claim {
    let start = said.as_ptr() as usize - report.text.as_ptr() as usize;
    let span = Span::new(report.file, start..start + said.len());
    Claim {
        place: report.places.at(start),
        said: Located { value: Said::read(said), span },
        of: Located { value: of, span },
        is_about: false,
        bound: None,
        is_told_as_change: false,
    }
}

fn quantity(quantity: Quantity) -> Expression {
    Expression {
        terms: vec![Term { negative: false, factors: vec![Operand::Quantity(quantity)], divisors: Vec::new() }],
    }
}

fn taken_off(whole: Quantity, rest: Quantity) -> Expression {
    let term = |negative, of| Term { negative, factors: vec![Operand::Quantity(of)], divisors: Vec::new() };
    Expression { terms: vec![term(false, whole), term(true, rest)] }
}

/// Whether the name of a total or grade is the end of a longer one: `产出综合得分`, but not `本项目综合得分`.
fn goes_on(mut before: &str) -> bool {
    while let Some(rest) = WHOLE_NAMED.iter().find_map(|whole| before.strip_suffix(whole)) {
        before = rest;
    }
    let year = before.strip_suffix("年度").unwrap_or(before);
    year.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(char::is_alphanumeric)
}

/// What may stand right before the name of a total or grade and is what the report is about.
const WHOLE_NAMED: [&str; 7] = ["本项目", "项目", "中期评价", "部门整体支出", "最终", "绩效", "综合"];

/// `92分` at the beginning of a text, and no limit such as `90分以上`.
fn points_at_start(text: &str) -> Option<&str> {
    let (_, rest) = number::leading(text).filter(|_| text.starts_with(number::is_digit))?;
    let rest = rest.strip_prefix('分')?;
    after(rest, &LIMITS).is_none().then(|| &text[..text.len() - rest.len()])
}

/// The full marks that are told last before a place in its sentence: `满分5分，`.
fn scale_before(text: &str, at: usize) -> Option<Decimal> {
    let sentence = text[..at].rsplit(SENTENCE_ENDS).next().unwrap_or_default();
    let (_, rest) = sentence.rsplit_once("满分")?;
    let (full, unit) = number::leading(after(rest, &LINKS).unwrap_or(rest))?;
    unit.starts_with('分').then_some(full)
}

fn totals(report: &Report<'_>, names: &[&'static str]) -> Vec<Statement> {
    let text = report.text;
    let score = |(at, word): (usize, &str)| {
        if goes_on(&text[..at]) {
            return None;
        }
        // 产出指标：综合得分49分; - 牙叉镇窗口：综合得分95分.
        let before = text[..at].trim_end();
        let label = before
            .strip_suffix(['：', ':'])
            .map(|before| before.rsplit(['。', '；', '，', '\n']).next().unwrap_or_default());
        if label.is_some_and(|label| !WHOLE.iter().any(|word| label.contains(word))) {
            return None;
        }
        let rest = &text[at + word.len()..];
        let said = points_at_start(after(rest, &LINKS).unwrap_or(rest).trim_start())?;
        let claim = claim(report, said, quantity(Quantity::Score(None)));
        let scale = scale_before(text, at);
        Some(Statement { scale, ..Statement::new(claim, None, Some(at)) })
    };
    occurrences::of(text, names.iter().copied()).filter_map(score).collect()
}

/// Whether the clause before a place tells a total and ends there: `综合得分93.2分，`.
fn follows_total(before: &str) -> bool {
    let Some(before) = before.trim_end().strip_suffix(['，', ',']) else { return false };
    let clause = before.rsplit(['。', '；', ';', '，', ',', '\n']).next().unwrap_or_default();
    TOTALS.iter().chain(&RATED_TOTALS).filter_map(|name| clause.rsplit_once(name)).any(|(lead, rest)| {
        let rest = after(rest, &LINKS).unwrap_or(rest).trim_start();
        !goes_on(lead) && points_at_start(rest).is_some_and(|said| said == rest)
    })
}

fn grades(report: &Report<'_>, judged: &RatedEvaluation<'_>) -> Vec<Statement> {
    let text = report.text;
    let mut words: Vec<&str> = judged.rubric.bands.iter().map(|band| band.grade.value.as_str()).collect();
    words.extend(judged.rubric.bands.iter().flat_map(|band| &band.aliases).map(String::as_str));
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let grade = |(at, name): (usize, &str)| {
        // A paragraph that names several grades explains them.
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let paragraph = text[line..].split('\n').next().unwrap_or_default();
        let named = judged.rubric.bands.iter().filter(|band| {
            let words = std::iter::once(&band.grade.value).chain(&band.aliases);
            words
                .into_iter()
                .any(|word| ["为", "“", "是"].iter().any(|lead| paragraph.contains(&format!("{lead}{word}"))))
        });
        if named.count() > 1 || goes_on(&text[..at]) {
            return None;
        }
        let linked = after(&text[at + name.len()..], &LINKS);
        let behind = linked.unwrap_or(&text[at + name.len()..]);
        let rest = behind.trim_start_matches(['“', '"', '「']);
        let word = words.iter().find(|word| rest.starts_with(**word))?;
        // 评价等次优。 is one, 评价等次优、良、中、差 are several.
        let is_said = linked.is_some() || rest.len() < behind.len();
        let next = rest[word.len()..].chars().next();
        let ends = next.is_none_or(|c| if is_said { !c.is_alphanumeric() } else { "。；;\n".contains(c) });
        let claim = || claim(report, &rest[..word.len()], quantity(Quantity::Grade(None)));
        ends.then(|| Statement::new(claim(), None, Some(at)))
    };
    let with_total = occurrences::of(text, ["等级", "等次"]).filter(|(at, _)| follows_total(&text[..*at]));
    occurrences::of(text, GRADES).chain(with_total).filter_map(grade).collect()
}

/// `项目管理满分25分，得22分`; `资金使用得5分`. Only names that one row has and that no longer word contains.
fn indicators(report: &Report<'_>, judged: &RatedEvaluation<'_>) -> Vec<Statement> {
    let text = report.text;
    let rows = &judged.evaluation.indicators;
    let mut statements = Vec::new();
    for (row, indicator) in rows.iter().enumerate() {
        let name = indicator.name.value.as_str();
        if rows.iter().filter(|other| other.name.value == name).count() > 1 {
            continue;
        }
        for (at, _) in occurrences::of(text, [name]) {
            let rest = &text[at + name.len()..];
            let before = &text[..at];
            let before = before.strip_suffix("其中").unwrap_or(before);
            let longer =
                rows.iter().filter_map(|row| row.name.value.strip_prefix(name)).filter(|more| !more.is_empty());
            if before.ends_with(char::is_alphanumeric) || longer.into_iter().any(|more| rest.starts_with(more)) {
                continue;
            }
            let rest = listed::behind_name(rest);
            let weight = after(rest, &["满分", "分值"]).map(|rest| after(rest, &LINKS).unwrap_or(rest));
            let weight = weight.and_then(points_at_start);
            let rest = match weight {
                Some(said) => {
                    let claim = claim(report, said, quantity(Quantity::Weight(Some(indicator.path.clone()))));
                    statements.push(Statement::new(claim, None, Some(at)));
                    let end = said.as_ptr() as usize - text.as_ptr() as usize + said.len();
                    text[end..].trim_start_matches(['，', ',', '、'])
                }
                None => behind_weight(rest, indicator).unwrap_or(rest),
            };
            let score = after(rest, &["得分", "实得", "得"]).map(|rest| after(rest, &LINKS).unwrap_or(rest));
            let of_row = |said| claim(report, said, quantity(Quantity::Score(Some(indicator.path.clone()))));
            statements.extend(score.and_then(points_at_start).map(|said| {
                let scale = scale_before(text, at);
                Statement { scale, ..Statement::new(of_row(said), Some(row), Some(at)) }
            }));
        }
    }
    statements
}

/// What follows the weight of a row, told as so many points alone behind its name: `，得22分` of `项目管理25分，得22分`.
fn behind_weight<'t>(rest: &'t str, indicator: &Indicator) -> Option<&'t str> {
    let weight = indicator.weight.as_ref()?.value;
    let said =
        points_at_start(rest).filter(|said| number::leading(said).is_some_and(|(points, _)| points == weight))?;
    rest[said.len()..].strip_prefix(['，', ','])
}

/// `其中决策17.5分，过程16.6分，产出24分，效益25.5分`; `决策扣2.5分，…`.
fn listed(report: &Report<'_>, evaluation: &Evaluation) -> Vec<Statement> {
    let lists = listed::read(report.text, evaluation, points_at_start).into_iter();
    let statements = lists.map(|(list, told)| {
        let list = Arc::new(list);
        let statement = move |Told { row, at, said, kind }: Told<'_>| {
            let path = || Some(evaluation.indicators[row].path.clone());
            let of = match kind {
                Points::Given => quantity(Quantity::Score(path())),
                Points::TakenOff => taken_off(Quantity::Weight(path()), Quantity::Score(path())),
            };
            let statement = Statement::new(claim(report, said, of), Some(row), Some(at));
            Statement { list: Some(Arc::clone(&list)), ..statement }
        };
        told.into_iter().map(statement).collect::<Vec<_>>()
    });
    statements.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::rules::Narrative;
    use crate::rules::shared::quantities::words;
    use crate::source::{Source, Sources};

    const PROJECT: &str = r#"
title = "示例"
year = 2023
agency = "demo"

[[evaluations]]
rater = "self"
rubric = "demo"
score = 92
grade = "优"
indicators = [{ level = 1, name = "决策", weight = 40, score = 38 }, { level = 1, name = "产出", weight = 60, score = 54 }]
"#;
    const RUBRIC: &str = "name = \"示例\"\nbands = [{ grade = \"优\", aliases = [\"优秀\"], from = 90 }, { grade = \"良\", below = 90 }]\n";

    /// What is printed and what it is taken to speak of.
    fn statements(report: &str) -> Vec<(String, String)> {
        let files = [
            ("content/projects/2023/demo/project.toml", PROJECT),
            ("content/projects/2023/demo/report.md", report),
            ("content/rubrics/demo.toml", RUBRIC),
        ];
        let files = files.map(|(path, text)| Source { path: path.into(), text: text.into() });
        let sources = Sources::new(files);
        let (content, _) = model::read(&sources);
        let report = sources.find("content/projects/2023/demo/report.md").expect("the report");
        let project = content.project(&sources, &content.projects[0]);
        let narrative = Narrative::new(&sources, &content, report, Some(&project));
        let subject = Subject::new(&sources, &content, &project, Some(&narrative));
        let claims = read(&subject);
        claims.iter().map(|claim| (claim.said.value.text.clone(), words(&claim.of.value))).collect()
    }

    #[test]
    fn what_can_mean_only_one_thing_is_read() {
        let expect = |text: &str, said: &[(&str, &str)]| {
            let said: Vec<(String, String)> = said.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
            assert_eq!(statements(text), said, "{text}");
        };
        expect("综合得分为92分，评价等级为“优”。", &[("92分", "总得分"), ("优", "评价等次")]);
        expect("自评结论：综合得分为92分。", &[("92分", "总得分")]);
        expect("1. 决策满分40分，得38分。", &[("40分", "决策分值"), ("38分", "决策得分")]);
        expect("产出得54.5分。", &[("54.5分", "产出得分")]);
        expect("受理484件，解决诉求432件，诉求解决率89.26%；", &[("89.26%", "432÷484")]);
        expect("受理600件，转办484件，办结432件，办结率为89.26%", &[("89.26%", "432÷484")]);
        expect("在校生3100人，资助720人，资助率23.23%，其中312人全部资助，资助率100%。", &[("23.23%", "720÷3100")]);
        expect("在本次绩效评价中，综合得分为92分。", &[("92分", "总得分")]);
        expect("受理1,484件，办结1,432件，办结率96.50%", &[("96.50%", "1432÷1484")]);
        expect("受理１４８４件,办结１４３２件,办结率９６．５０％", &[("９６．５０％", "1432÷1484")]);
        expect("综合得分为９２分。", &[("９２分", "总得分")]);
        expect("得分情况：其中决策得38分，产出得54分。", &[("38分", "决策得分"), ("54分", "产出得分")]);
        expect("决策类指标得38分，产出部分得54分。", &[("38分", "决策得分"), ("54分", "产出得分")]);
        expect("项目综合得分92分，评价等级为“优”。", &[("92分", "总得分"), ("优", "评价等次")]);
        expect("全县完成任务，综合得分92分。", &[("92分", "总得分")]);
        expect("“示例”项目决策得38分，产出得54分。", &[("54分", "产出得分")]);
        expect("本项目综合得分92分，评价等级为“优”。", &[("92分", "总得分"), ("优", "评价等次")]);
        expect(
            "决策得38分，产出得54分，综合得分92分。",
            &[("92分", "总得分"), ("38分", "决策得分"), ("54分", "产出得分")],
        );
        expect("决策、产出两部分，综合得分92分。", &[("92分", "总得分")]);
        expect("满分100分，综合得分92分，产出得54分。", &[("92分", "总得分"), ("54分", "产出得分")]);
        expect("年度任务60户。开工48户，竣工40户，竣工率80%。", &[("80%", "40÷48")]);
        expect(
            "决策满分40分，产出满分60分，综合得分92分。",
            &[("92分", "总得分"), ("40分", "决策分值"), ("60分", "产出分值")],
        );
        expect("**（一）评价结论。**综合得分92分。", &[("92分", "总得分")]);
        expect("综合得分92分，等级为“优”。", &[("92分", "总得分"), ("优", "评价等次")]);
        expect("自评得分92分，自评等次优。", &[("92分", "总得分"), ("优", "评价等次")]);
        expect("评定等级“优”。", &[("优", "评价等次")]);
        expect("单位自评得分92分。", &[("92分", "总得分")]);
        expect("## （一）产出\n\n产出得54分。", &[("54分", "产出得分")]);
    }

    #[test]
    fn what_can_mean_something_else_is_left_alone() {
        for text in [
            "综合得分90分以上的为优。",
            "总分100分。",
            "评价等级为优良中差四档。",
            "评价等级为优秀的项目。",
            "项目决策得10分。",
            "每项产出可得5分，产出得分以下同。",
            "综合得分[92分]{score}。",
            "评价等级优、良、中、差四档。",
            "养老机构12家，等级为“优”。",
            "产出综合得分38分，等级为“优”。",
            "财政评价得分92分。",
            "县财政评价综合得分92分。",
            "受理600件，转办500件，办结432件，办结率89.26%",
            "服务企业128家，办结432件，办结率89.26%",
            "12345热线派发11124件，办结率100%",
            "办结率99.79%",
            "2022年度综合得分95分。",
            "上年综合得分为93.5分。",
            "同类项目平均综合得分88分。",
            "其中产出综合得分48.5分。",
            "综合得分80分至90分。",
            "综合得分60分（不含）以下。",
            "绩效级别评定为优；80分以上的，绩效级别评定为良。",
            "2022年度评价等级为“优”。",
            "“决策”评价指标满分为40分，评价得分为38分。",
            "2022年受理100件，办结80件，2023年受理200件，办结190件，办结率95%",
            "上报100件，办结90件，按时办结率100%",
            "受理300件，其中办结100件，当日办结率80%",
            "抽查100户，合格95户，合格率100%（整改后）",
            "经问卷调查，产出得分96.5分。",
            "完成培训12场、完成宣传6场，完成率100%。",
            "办结咨询件800件、办结投诉件376件，办结率98%。",
            "验收合格12户、复查合格3户，合格率100%。",
            "派单500件，办结490件（含上月结转20件），办结率94%。",
            "综合得分为100分制，按四级划分。",
            "（一）产出指标：综合得分49.8分；（二）效益指标：综合得分30分。",
            "- 牙叉镇窗口：综合得分95分",
            "经财政局复核，综合得分98.5分。",
            "第三方对供应商履约考核，综合得分95.6分，评定等级为“良”。",
            "承包单位四个季度综合得分93.4分。",
            "县财政局评定，综合得分98.5分，评价等级为“良”。",
            "若综合得分低于60分，评价等级为“良”，不予安排预算。",
            "力争评价等级达到“良”。",
            "第三方评价结论：综合得分88分，评价等级为“良”。",
            "受理投诉36件，未办结2件，办结率94.44%。",
            "申请128条，未通过审核17条，审核通过率86.72%。",
            "申请343家，审核不通过17家，通过率95.04%。",
            "受理480件，无法按时办结12件，按时办结率97.5%。",
            "在全省营商环境评价中，综合得分85.6分，评价等级为良，排名第12位。",
            "丙县产出得52分，决策得36分。",
            "丙县片区：决策得36分，产出得52分。",
            "本单位的“噪声地图”综合得分88分，评价等级为“良”。",
            "“噪声地图”综合得分88分。",
            "《人行道整治》项目综合得分88分，评价等级为“良”。",
            "全市共评价项目36个，综合得分91.2分。",
            "更正：第五页“综合得分93分”应为“综合得分92分”。",
            "综合得分为85分的项目，压减预算10%。",
            "评价等级为“良”的，次年预算压减5%。",
            "| 片区 |\n|---|\n| 解放路 |\n\n## （一）解放路\n\n综合得分88分，决策得36分。",
            "## （一）产出\n\n综合得分54分。",
            "**解放路。**综合得分88分，决策得36分。",
            "满分1000分，综合得分935分，折合百分制93.5分。",
            "按5分制计算，综合得分4.6分，换算为92分。",
            "满分5分，产出得4.5分。",
            "上半年，综合得分91分；下半年，综合得分93分。",
            "初评：产出得50分，复核后得54分。",
            "若验收合格，产出得60分。",
            "不考虑加分，综合得分90分。",
            "剔除不可抗力因素，综合得分94分。",
            "施工单位月度考核中，产出得50分。",
            "年度任务50户。开工48户，竣工40户，竣工率80%。",
            "年度任务50处。开工48个，竣工40个，竣工率80%。",
            "年度任务50户；\n开工48户，竣工40户，竣工率80%。",
            "开工48户，竣工40户，竣工率80%，全年任务50户。",
            "回收问卷190份，满意160份，满意率经加权为86.3%，满意率86.3%。",
            "决策类指标权重40分，自评得分38分，得分率95%。",
            "决策（40分）：自评得分38分。",
            "（一）决策指标。自评得分38分。",
            "1．产出。指标分值60分，自评得分54分。\n2．决策。指标分值40分，自评得分38分。",
            "产出，60分，自评得分54分。",
            "部门整体支出综合得分91分。",
            "丙县农田项目综合得分91分。",
            "噪声治理排名第二，该项目综合得分91分。",
            "东山县，项目综合得分88分；南溪县，综合得分93分。",
            "东山县安排资金120万元，综合得分88分，评价等级为“良”。",
            "在东山县，决策得36分。",
            "一标段由甲公司承担，项目综合得分88分。",
            "乡村振兴项目，项目综合得分88分。",
            "## 六、市级抽查\n\n综合评分：90分",
            "## 三、2022年度评价结果\n\n综合评分：90分，决策得37分。",
            "1. **解放路**。综合得分88分。",
        ] {
            assert_eq!(statements(text), [], "{text}");
        }
    }
}
