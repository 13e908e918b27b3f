//! Statements of the prose that can mean only one thing and need no mark: 综合得分92分, 项目管理满分25分，得22分, 办结率. Reports
//! nothing itself.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::claims::{Claim, Expression, Operand, Places, Quantity, Said, Term};
use crate::model::evaluation::{Evaluation, Indicator};
use crate::rules::shared::listed::{self, Told};
use crate::rules::shared::shares::{self, LINKS, SENTENCE_ENDS, after};
use crate::rules::shared::whose::{self, GRADES, RATED_TOTALS, SELF_RATED_TOTAL, TOTALS, WHOLE};
use crate::rules::subject::{List, Points, Statement};
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

/// Where the lines begin that tell totals of parts: a project has one an evaluation, so that several others than those are not its
/// own. A slip gives one.
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
        qualifier: None,
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
    let all_apply = rows.iter().all(|row| row.not_applicable.is_none());
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
            let Some(said) = score.and_then(points_at_start) else { continue };
            let scale = scale_before(text, at);
            statements.push(Statement { scale, ..Statement::new(of_row(said), Some(row), Some(at)) });
            let own = indicator.score.as_ref().map(|score| score.value);
            // Where something does not apply, points may be told by the weight of the rest.
            let own = own.or_else(|| judged.evaluation.recomputed_score(row)).filter(|_| all_apply);
            if own.is_some_and(|own| number::leading(said).is_some_and(|(told, _)| told == own)) {
                let end = said.as_ptr() as usize - text.as_ptr() as usize + said.len();
                let rate = percentage_of_points(&text[end..]).map(|said| claim(report, said, rate_of(&indicator.path)));
                statements.extend(rate.map(|claim| Statement { scale, ..Statement::new(claim, None, Some(at)) }));
            }
        }
    }
    statements
}

/// `85%` of `，得分率85%`, right behind points.
fn percentage_of_points(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['，', ',', '、', '（', '(']).strip_prefix("得分率")?;
    let rest = after(rest, &LINKS).unwrap_or(rest);
    let (_, behind) = number::leading(rest).filter(|_| rest.starts_with(number::is_digit))?;
    let behind = behind.strip_prefix(['%', '％'])?;
    after(behind, &LIMITS).is_none().then(|| &rest[..rest.len() - behind.len()])
}

/// The points of a row by its weight.
fn rate_of(path: &str) -> Expression {
    let operand = |of: fn(Option<String>) -> Quantity| vec![Operand::Quantity(of(Some(path.to_owned())))];
    Expression {
        terms: vec![Term { negative: false, factors: operand(Quantity::Score), divisors: operand(Quantity::Weight) }],
    }
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
        let all = all_taken_off(report, evaluation, &list, &told);
        let statement = move |Told { row, at, said, kind }: Told<'_>| {
            let path = || Some(evaluation.indicators[row].path.clone());
            let of = match kind {
                Points::Given => quantity(Quantity::Score(path())),
                Points::TakenOff => taken_off(Quantity::Weight(path()), Quantity::Score(path())),
            };
            let statement = Statement::new(claim(report, said, of), Some(row), Some(at));
            Statement { list: Some(Arc::clone(&list)), ..statement }
        };
        told.into_iter().map(statement).chain(all).collect::<Vec<_>>()
    });
    statements.flatten().collect()
}

/// The points that all groups lost together, told behind those of each in their sentence: `决策扣2.5分，…，共扣16.6分`.
fn all_taken_off(
    report: &Report<'_>,
    evaluation: &Evaluation,
    list: &Arc<List>,
    told: &[Told<'_>],
) -> Option<Statement> {
    let last = told.iter().max_by_key(|told| told.at)?;
    let end = last.said.as_ptr() as usize - report.text.as_ptr() as usize + last.said.len();
    let rest = report.text[end..].split(['。', '\n']).next()?;
    let is_all = list.kind == Points::TakenOff && evaluation.adjustments.is_empty();
    let (_, rest) = ["共扣", "共计扣", "合计扣"].iter().find_map(|all| rest.split_once(all)).filter(|_| is_all)?;
    let said = points_at_start(after(rest, &["分"]).unwrap_or(rest))?;
    let statement = Statement::new(
        claim(report, said, taken_off(Quantity::Weight(None), Quantity::Score(None))),
        None,
        Some(last.at),
    );
    Some(Statement { list: Some(Arc::clone(list)), ..statement })
}

#[cfg(test)]
mod tests;
