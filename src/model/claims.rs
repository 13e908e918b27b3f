//! Figures of the prose (文中的数字) that say what they speak of, by a mark: `[166.02万元]{funds.spent}`. Reads, compares nothing.
//!
//! A figure of the prose means nothing to a program unless its author says what it speaks of, by a mark:
//! `[166.02万元]{funds.spent}`, `[89.26%]{解决÷受理}`. `syntax::marks` finds marks and takes them off whatever is shown;
//! `model::claims` reads them from `report.md` and from the texts of `project.toml`. `rules/shared/quantities.rs` says
//! which figures a quantity has; `shared/agreement.rs` compares, `told_twice.rs` compares what only the prose tells,
//! `unmatched_mark.rs` reports a mark that names nothing. `figure_not_compared.rs` says of every mark what became of it
//! (`Fate`): compared, told once and meant so, only about right, or reported. None is passed over in silence. A rate of
//! the funds becomes a rate of their row (`claims::give_rates`), so that tables and prose are checked and shown alike.
//! `shared/statements.rs` reads the few statements that can mean only one thing without a mark; what they contradict is
//! a warning. Everything else in the prose is left alone, never guessed.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::direction;
use super::funds::{Basis, Funds, Rate};
use crate::diag::{Finding, Severity, place};
use crate::lang::{Arg, Message};
use crate::limits;
use crate::source::{FileId, Located, Span};
use crate::syntax::fields::did_you_mean;
use crate::syntax::figure::{self, Figure, Measure, Reading, Share};
use crate::syntax::qualifier::{self, Qualifier};
use crate::syntax::{marks, number};

/// A marked figure of the prose.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where in the report it stands: `三（二）`, or what the key of `project.toml` is called in reports.
    pub place: String,
    /// What the report prints.
    pub said: Located<Said>,
    /// What it speaks of.
    pub of: Located<Expression>,
    /// How exactly it is told: near a figure, so that nothing can be compared, or within a bound: `90%以上`, `不超过50万元`.
    pub qualifier: Option<Qualifier>,
    /// Whether words, or a sign before the mark, say which way a difference goes: `减少[0.30万元]{…}`.
    pub is_told_as_change: bool,
}

/// A printed figure: its text, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As printed, without emphasis: `不低于12577个`.
    pub text: String,
    /// The number in it with what it measures, where it has one.
    pub reading: Reading,
}

/// What a claim speaks of: one quantity, or a computation over several: `诉求解决 ÷ 诉求受理`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Added up.
    pub terms: Vec<Term>,
}

/// A product within an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is taken off.
    pub negative: bool,
    /// Multiplied by each other.
    pub factors: Vec<Operand>,
    /// What their product is divided by.
    pub divisors: Vec<Operand>,
}

/// A quantity or a bare number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A number.
    Number(Decimal),
    /// A quantity.
    Quantity(Quantity),
}

/// What can be spoken of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// `funds.spent`, or of one source or item: `funds.spent:区级财政`.
    Funds(Basis, Option<String>),
    /// `score`, or of an indicator: `score:项目管理`.
    Score(Option<String>),
    /// `weight:项目管理`; without a name, full marks.
    Weight(Option<String>),
    /// `grade`, or of a group: `grade:项目管理`.
    Grade(Option<String>),
    /// `target:进驻单位`: what was to be reached.
    Target(String),
    /// `actual:进驻单位`: what was.
    Actual(String),
    /// Any other word: the same word is the same quantity wherever the report speaks of it.
    Named(String),
}

impl Claim {
    /// The quantity that it states, where it is not a computation.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.of.value.terms[..] {
            [Term { negative: false, factors, divisors }] if divisors.is_empty() => match &factors[..] {
                [Operand::Quantity(quantity)] => Some(quantity),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Claim {
    /// Whether it is only told to be near the figure, so that nothing can be compared.
    pub fn is_about(&self) -> bool {
        self.qualifier == Some(Qualifier::Near)
    }

    /// Whether it tells a bound, and a number in its own unit is within that or just there.
    pub fn holds_within(&self, number: Decimal) -> bool {
        let told = self.said.value.figure().map(|figure| figure.value);
        told.is_some_and(|told| direction::is_within(self.qualifier, number, told))
    }

    /// The rate of a row of the funds that it prints: which row (`None` for the totals), numerator, denominator and what is
    /// printed.
    pub fn fund_rate(&self) -> Option<(Option<&str>, Basis, Basis, Share)> {
        let [Term { negative: false, factors, divisors }] = &self.of.value.terms[..] else { return None };
        let ([Operand::Quantity(Quantity::Funds(of, row))], [Operand::Quantity(Quantity::Funds(to, same_row))]) =
            (&factors[..], &divisors[..])
        else {
            return None;
        };
        let share = Share::read(&self.said.value.text);
        let is_read = matches!(share, Share::Percent(_) | Share::Bare(_));
        (row == same_row && is_read && self.qualifier.is_none()).then_some((row.as_deref(), *of, *to, share))
    }
}

impl Expression {
    /// Every quantity that it names.
    pub fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let operands = self.terms.iter().flat_map(|term| term.factors.iter().chain(&term.divisors));
        operands.filter_map(|operand| match operand {
            Operand::Quantity(quantity) => Some(quantity),
            Operand::Number(_) => None,
        })
    }

    /// Reads `诉求解决÷诉求受理`; `None` where an operand is missing.
    ///
    /// `×` and `÷` bind before `+` and `-`; `/` is part of a path. There are no brackets: a quantity may have some in its name, but does not begin with one.
    pub fn read(text: &str) -> Option<Expression> {
        let mut terms = Vec::new();
        for (negative, term) in parts(text, |c| matches!(c, '-' | '−').then_some(true).or((c == '+').then_some(false)))
        {
            let (mut factors, mut divisors) = (Vec::new(), Vec::new());
            for (divides, operand) in parts(term, |c| (c == '÷').then_some(true).or((c == '×').then_some(false))) {
                let side = if divides { &mut divisors } else { &mut factors };
                side.push(Operand::read(operand.trim())?);
            }
            factors.shrink_to_fit();
            divisors.shrink_to_fit();
            terms.push(Term { negative, factors, divisors });
        }
        // Thousands of them are held, nearly all of one term with one operand, and a list has room for four.
        terms.shrink_to_fit();
        Some(Expression { terms })
    }
}

/// The pieces of a text between operators, each with what `operator` says of the one before it; of the first piece, false.
fn parts(text: &str, operator: impl Fn(char) -> Option<bool>) -> Vec<(bool, &str)> {
    let (mut pieces, mut from, mut kind) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if let Some(next) = operator(c) {
            pieces.push((kind, &text[from..at]));
            (from, kind) = (at + c.len_utf8(), next);
        }
    }
    pieces.push((kind, &text[from..]));
    pieces
}

impl Operand {
    fn read(text: &str) -> Option<Operand> {
        if text.is_empty() || text.starts_with(['(', '（']) {
            return None;
        }
        match number::parse(text) {
            Some(number) => Some(Operand::Number(number)),
            None => Quantity::read(text).map(Operand::Quantity),
        }
    }
}

impl Quantity {
    /// What can be written in braces for a total, a fund or the result of the evaluation.
    pub fn keys() -> Vec<String> {
        let funds = Basis::ALL.map(|basis| format!("funds.{}", basis.key()));
        funds.into_iter().chain(["score", "weight", "grade"].map(str::to_owned)).collect()
    }

    /// The same with the name of an indicator or a row of the funds behind it.
    pub fn keys_with(name: &str) -> Vec<String> {
        let keys = Quantity::keys().into_iter().chain(["target", "actual"].map(str::to_owned));
        keys.map(|key| format!("{key}:{name}")).collect()
    }

    fn read(text: &str) -> Option<Quantity> {
        let (key, name) = match text.split_once([':', '：']) {
            Some((key, name)) => (key.trim(), Some(name.trim().to_owned()).filter(|name| !name.is_empty())),
            None => (text, None),
        };
        if let Some(basis) = key.strip_prefix("funds.") {
            let basis = Basis::ALL.into_iter().find(|known| known.key() == basis)?;
            return Some(Quantity::Funds(basis, name));
        }
        match (key, name) {
            ("score", name) => Some(Quantity::Score(name)),
            ("weight", name) => Some(Quantity::Weight(name)),
            ("grade", name) => Some(Quantity::Grade(name)),
            ("target", name) => name.map(Quantity::Target),
            ("actual", name) => name.map(Quantity::Actual),
            _ => Some(Quantity::Named(text.to_owned())),
        }
    }
}

impl Said {
    /// Reads a printed figure: `￥33796500.00元`, `不低于12577个`, `“优”`.
    pub fn read(text: &str) -> Said {
        let text = figure::without_emphasis(text);
        Said { reading: figure::read(&text).reading, text }
    }

    /// Its figure, where it has one.
    pub fn figure(&self) -> Option<&Figure> {
        self.reading.figure()
    }

    /// A printed word without its quotation marks: `“优”` → `优`.
    pub fn word(&self) -> &str {
        self.text.trim_matches(['“', '”', '"', '「', '」', '‘', '’', ' '])
    }
}

/// Adds the rates that the prose prints to the rows of the funds that they are of.
pub(super) fn give_rates(claims: &[Claim], funds: &mut Funds) {
    for claim in claims {
        let Some((name, of, to, share)) = claim.fund_rate() else { continue };
        let rows = funds.sources.iter_mut().chain(&mut funds.items);
        let row = match name {
            None => Some(&mut funds.total),
            Some(_) => rows.into_iter().find(|row| row.is_called(name)),
        };
        let Some(row) = row else { continue };
        let basis = |basis| Located { value: basis, span: claim.of.span };
        row.rates.push(Rate {
            place: Some(Located { value: claim.place.clone(), span: claim.said.span }),
            label: None,
            of: basis(of),
            to: basis(to),
            printed: Located { value: claim.said.value.text.clone(), span: claim.said.span },
            share,
        });
    }
}

/// The claims of a project file. Marks can stand in any of its texts, and nowhere else.
pub fn of_project_file(text: &str, texts: &Texts, file: FileId, findings: &mut Vec<Finding>) -> Vec<Claim> {
    let marks = marks_up_to_limit(text, file, findings);
    let placed = marks.into_iter().filter_map(|mark| Some((texts.at(mark.said.start..mark.of.end)?, mark)));
    placed.filter_map(|(place, mark)| read(text, file, &mark, place, findings)).collect()
}

/// The texts of a project file: where each stands, and its key. Shared by all who look at them.
#[derive(Clone, Debug, Default)]
pub struct Texts(Arc<[(Range<usize>, Arc<str>)]>);

impl Texts {
    /// The texts of a project file with their keys, in the order they were written.
    pub fn new(texts: Vec<(Range<usize>, String)>) -> Texts {
        let mut keys: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut known = |key: String| match keys.get(key.as_str()) {
            Some(known) => Arc::clone(known),
            None => {
                let key: Arc<str> = key.into();
                keys.insert(Arc::clone(&key));
                key
            }
        };
        Texts(texts.into_iter().map(|(place, key)| (place, known(key))).collect())
    }

    /// Where each text stands, quotation marks and all, in the order they were written.
    pub fn places(&self) -> impl Iterator<Item = &Range<usize>> {
        self.0.iter().map(|(place, _)| place)
    }

    /// What the text is called that a place stands in; `None` in comments and keys.
    pub fn at(&self, place: Range<usize>) -> Option<String> {
        let after = self.0.partition_point(|(range, _)| range.start <= place.start);
        let (range, key) = self.0.get(after.checked_sub(1)?)?;
        let called = KEYS.into_iter().find(|(known, _)| **known == **key).map_or(&**key, |(_, called)| called);
        (place.end <= range.end).then(|| called.to_owned())
    }
}

/// The claims of a narrative, each with the number of the section that it stands in.
pub fn of_report(text: &str, file: FileId, findings: &mut Vec<Finding>) -> Vec<Claim> {
    let marks = marks_up_to_limit(text, file, findings);
    if marks.is_empty() {
        return Vec::new();
    }
    let places = Places::of(text);
    let read = |mark: marks::Mark| read(text, file, &mark, places.at(mark.said.start), findings);
    marks.into_iter().filter_map(read).collect()
}

fn marks_up_to_limit(text: &str, file: FileId, findings: &mut Vec<Finding>) -> Vec<marks::Mark> {
    let mut marks = marks::find(text);
    if let Some(first) = marks.get(limits::MARKS) {
        let mut finding = Finding::new("limit-exceeded", Severity::Error, Span::new(file, first.said.clone()));
        finding.message = Message::new("too-many-marks").with("count", marks.len()).with("most", limits::MARKS);
        findings.push(finding);
        marks.truncate(limits::MARKS);
    }
    marks
}

/// What the places of a narrative are called.
pub struct Places(Vec<(usize, String)>);

impl Places {
    /// The places of a narrative: where each section begins, and the numbers of its headings (`四（一）`) or their words; of a
    /// section that stands in no other, all of its heading.
    pub fn of(report: &str) -> Places {
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut sections = Vec::new();
        let mut start = 0;
        for line in report.split_inclusive('\n') {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            if (1..=6).contains(&level) && line[level..].starts_with(' ') {
                open.retain(|(above, _)| *above < level);
                let heading = line[level..].trim();
                open.push((level, heading_number(heading)));
                let numbers: Vec<&str> = open.iter().map(|(_, number)| *number).collect();
                let all_numbers = numbers.iter().all(|number| number.chars().all(|c| NUMERALS.contains(c)));
                let place = match numbers[..] {
                    [_] => heading.to_owned(),
                    _ => numbers.join(if all_numbers { "" } else { " " }),
                };
                sections.push((start, place));
            }
            start += line.len();
        }
        Places(sections)
    }

    /// What the place of a byte is called.
    pub fn at(&self, byte: usize) -> String {
        let heading = self.0.iter().rfind(|(start, _)| *start <= byte);
        heading.map_or_else(|| place::NARRATIVE.to_owned(), |(_, place)| place.clone())
    }
}

/// What reports call the texts of a project file.
const KEYS: [(&str, &str); 8] = [
    ("expected", place::EXPECTED),
    ("actual", place::ACTUAL),
    ("target", place::TARGETS),
    ("standard", place::STANDARD),
    ("basis", place::BASIS),
    ("deviation", place::DEVIATION),
    ("reason", place::REASON),
    ("text", place::PROBLEMS),
];

fn read(text: &str, file: FileId, mark: &marks::Mark, place: String, findings: &mut Vec<Finding>) -> Option<Claim> {
    let of = Located { value: &text[mark.of.clone()], span: Span::new(file, mark.of.clone()) };
    let Some(expression) = Expression::read(of.value) else {
        let mut finding = Finding::new("invalid-value", Severity::Error, of.span);
        finding.message =
            Message::new("invalid-value").with("key", of.value).with("expected", Arg::Word("expected-quantity"));
        let operands = of.value.split(['+', '-', '−', '×', '÷']).map(str::trim);
        let wrong = operands.filter(|operand| Operand::read(operand).is_none()).max_by_key(|operand| operand.len());
        let keys = Quantity::keys();
        finding.help.extend(wrong.and_then(|operand| did_you_mean(operand, keys.iter().map(String::as_str))));
        findings.push(finding);
        return None;
    };
    let printed = &text[mark.said.clone()];
    // The unit may stand right behind the mark.
    let unit = figure::unit_at_start(&text[mark.of.end + 1..]);
    let unit = if printed.ends_with(number::is_digit) { unit } else { "" };
    let mut said = Located { value: Said::read(&format!("{printed}{unit}")), span: Span::new(file, mark.said.clone()) };
    if let Reading::Figure(figure) = &mut said.value.reading
        && matches!(figure.measure, Measure::Money(_))
        && figure.per.is_empty()
    {
        figure.per = figure::per_at_start(&text[mark.of.end + 1 + unit.len()..]).to_owned();
    }
    let before = text[..mark.said.start - 1].trim_end_matches(['*', ' ']);
    let parts = figure::read(&said.value.text);
    let after = &text[mark.of.end + 1 + unit.len()..];
    let leads = format!("{before}{}", parts.before);
    let qualifier = qualifier::before(leads.trim_end_matches(['￥', '¥', ' ']));
    // Behind a unit one character may begin another word: 余款.
    let follows = qualifier::behind(after)
        .filter(|(words, _)| words.chars().nth(1).is_some() || printed.ends_with(number::is_digit));
    let told = [qualifier, follows].map(|told| told.map(|(_, of)| of));
    let near = is_some(&said.value).then_some(Qualifier::Near);
    let qualifier = qualifier::loosest(told.into_iter().chain([parts.qualifier(), near]));
    let is_told_as_change = is_told_as_change(before, parts.before);
    Some(Claim { place, said, of: of.map(|_| expression), qualifier, is_told_as_change })
}

/// Whether a text that no figure can be read in tells roughly how many: `上百万元`, `几十人`.
fn is_some(said: &Said) -> bool {
    let many = ["上百", "上千", "上万", "上亿", "数十", "数百", "数千", "数万", "几十", "几百", "几千", "几万"];
    said.reading == Reading::Unreadable && many.iter().any(|word| said.text.contains(word))
}

/// Whether it is told in words, or by a sign before the mark, that something fell or which of two amounts is the greater.
fn is_told_as_change(before: &str, lead: &str) -> bool {
    let words = [
        "减少", "下降", "降低", "缩减", "压减", "少", "低", "减", "超支", "超出", "节约", "节省", "结余", "缺口",
        "短缺", "相差", "差额", "负", "-", "−", "－",
    ];
    let leads = format!("{before}{lead}");
    let leads = leads.trim_end_matches(['￥', '¥', '了', '为', ' ']);
    words.iter().any(|word| leads.ends_with(word))
}

/// What numbers of headings are made of.
const NUMERALS: &str = "0123456789一二三四五六七八九十百（）()";

/// The number that a heading begins with, in the ways of Chinese reports (`一、`, `（一）`, `1.`); else all its words.
fn heading_number(heading: &str) -> &str {
    let is_numeral = |c: char| NUMERALS.contains(c) && !"（）()".contains(c);
    let (opening, rest) = match heading.strip_prefix(['（', '(']) {
        Some(rest) => (heading.len() - rest.len(), rest),
        None => (0, heading),
    };
    let digits = rest.find(|c| !is_numeral(c)).unwrap_or(0);
    let closing = rest[digits..].chars().next();
    match closing {
        _ if digits == 0 => heading,
        Some(bracket @ ('）' | ')')) if opening > 0 => &heading[..opening + digits + bracket.len_utf8()],
        Some('、' | '.' | '．') if opening == 0 => &heading[..digits],
        _ => heading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};
    use crate::syntax::entry;

    #[test]
    fn expressions_bind_as_in_arithmetic() {
        assert_eq!(Expression::read("甲+"), None);
        assert_eq!(Expression::read("funds.spend"), None);
        let both = Expression::read("甲 × 3 + 2-funds.spent:乙÷score:丙/丁").expect("an expression");
        assert_eq!(both.terms.len(), 3);
        assert!(
            both.terms[2].negative
                && both.terms[2].divisors == [Operand::Quantity(Quantity::Score(Some("丙/丁".into())))]
        );
        assert_eq!(both.terms[2].factors, [Operand::Quantity(Quantity::Funds(Basis::Spent, Some("乙".into())))]);
    }

    #[test]
    fn words_lose_their_quotation_marks() {
        assert_eq!(Said::read("“优”").figure(), None);
        assert_eq!(Said::read("“优”").word(), "优");
    }

    #[test]
    fn marks_of_a_project_file_stand_in_its_texts() {
        let text = "# [1]{甲}\nexpected = \"满意度 = [95%]{满意度}\"\n\"[2]{乙}\" = 1 # = [3]{丙}\nladder = ['甲', 'x = [4]{丁}']\n\
                    text = \"\"\"\n# 一 = \"\n[5]{戊}\"\"\"\n[6]{己}";
        let sources = Sources::new([Source { path: "project.toml".to_owned(), text: text.to_owned() }]);
        let file = sources.find("project.toml").expect("the file");
        let claims = of_project_file(text, &Texts::new(entry::texts(text)), file, &mut Vec::new());
        let placed: Vec<_> =
            claims.iter().map(|claim| (claim.place.as_str(), claim.said.value.text.as_str())).collect();
        assert_eq!(placed, [("预期目标", "95%"), ("ladder", "4"), ("问题清单", "5")]);
    }

    #[test]
    fn places_are_the_numbers_of_headings() {
        let text = "甲\n## 四、绩效\n### （一）完成\n乙\n## 说明\n### 1. 经济性\n#### 12 人\n";
        let places: Vec<String> = Places::of(text).0.into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["四、绩效", "四（一）", "说明", "说明 1", "说明 1 12 人"]);
    }
}
