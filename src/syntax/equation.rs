//! Equations between figures that a text prints in full: `（120.5万元÷150万元）×100%=80.33%`. Compares nothing.
//!
//! One that has words for figures, is cut short, or can be read in two ways is none.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use rust_decimal::Decimal;

use super::{figure, number, qualifier};

/// A side of an equation.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it says.
    pub term: Term,
    /// Where it stands.
    pub place: Range<usize>,
}

/// A figure, or what is made of two terms.
#[derive(Clone, Debug)]
pub enum Term {
    /// A printed figure.
    Figure(Operand),
    /// Two terms and what is done with them.
    Pair(Box<Term>, Operation, Box<Term>),
}

/// A printed figure of an equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// With the author's digits.
    pub value: Decimal,
    /// What it measures.
    pub unit: Unit,
}

/// What a figure of an equation measures, as far as it makes a difference to what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// So many parts of one: 100 of `%`, 1000 of `‰`.
    Share(u32),
    /// So many yuan, or so many of anything else: 10000 of `万元` and of `万`.
    Many(Decimal),
    /// Points of a score.
    Points,
    /// Anything else.
    One,
}

/// What is done with two terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `×`, `*`, `x`
    Times,
    /// `÷`, `/`
    Over,
}

impl Term {
    /// The figure, where it is no more than one.
    pub fn figure(&self) -> Option<Operand> {
        match self {
            Term::Figure(operand) => Some(*operand),
            Term::Pair(..) => None,
        }
    }

    /// Whether any of its figures, or of its operations, is such.
    pub fn any(&self, is: &impl Fn(Result<Operand, Operation>) -> bool) -> bool {
        match self {
            Term::Figure(operand) => is(Ok(*operand)),
            Term::Pair(one, operation, other) => is(Err(*operation)) || one.any(is) || other.any(is),
        }
    }
}

/// The equations of a text, in their order: neighbours in chains of equal sides, of which at least one is to be worked out.
pub fn equations(text: &str) -> Vec<[Side; 2]> {
    let mut found = Vec::new();
    if !text.contains(EQUALS) {
        return found;
    }
    let mut from = 0;
    while let Some(start) = text[from..].find(|c| number::is_digit(c) || OPEN.contains(&c)).map(|at| from + at) {
        let length = text[start..].find(|c| !number::is_digit(c)).unwrap_or(text.len() - start);
        from = start + length.max(text[start..].chars().next().map_or(1, char::len_utf8));
        let Some(sides) = may_begin(text, start).then(|| chain(text, start)) else { continue };
        if let Some(last) = sides.last() {
            from = from.max(last.place.end);
        }
        let pairs =
            sides.array_windows().filter(|pair: &&[Side; 2]| pair.iter().any(|side| side.term.figure().is_none()));
        found.extend(pairs.cloned());
    }
    found
}

const EQUALS: [char; 2] = ['=', '＝'];
const OPEN: [char; 2] = ['(', '（'];
const CLOSE: [char; 2] = [')', '）'];
const PLUS: [char; 2] = ['+', '＋'];
const MINUS: [char; 3] = ['-', '－', '−'];
const TIMES: [char; 5] = ['×', '*', '＊', 'x', 'X'];
const SLASHES: [char; 2] = ['/', '／'];

/// What before a figure makes it part of something longer, beside an operation with what is no figure: a power, a range, an
/// ordinal, a saying.
const GOES_ON: [char; 20] =
    ['%', '％', '‰', '.', '．', '<', '>', '≤', '≥', '≈', '±', '^', '√', '~', '～', '—', '至', '到', '第', '“'];
/// Words that a difference may follow; behind others `1-2` may be a name.
const LEADS: [char; 4] = ['为', '是', '得', '即'];
/// What behind a result makes it the first of a range.
const TO: [char; 2] = ['至', '到'];

/// A list has no more points.
const LONGEST_LIST: u64 = 20;

/// Whether an equation may begin at a place, by what stands before it.
fn may_begin(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\\']);
    let before = before.strip_suffix("**").unwrap_or(before);
    if let Some(left) = before.strip_suffix(EQUALS) {
        // Not the query of an address.
        return !left.ends_with(|c: char| c.is_ascii_alphabetic());
    }
    // 1.5×2 may be the first of a list, 5×2.
    let (whole, behind) = text[start..].split_at(text[start..].find(|c| !number::is_digit(c)).unwrap_or(0));
    let is_point = |point: &str| point.starts_with(number::is_digit) && !point.starts_with('0');
    let is_numbered = behind.strip_prefix(['.', '．']).is_some_and(is_point)
        && whole.parse().is_ok_and(|number| (1..=LONGEST_LIST).contains(&number));
    if before.is_empty() || before.ends_with(['\n', '"', '；', ';']) {
        return !is_numbered;
    }
    let ends_otherwise = |c: char| {
        c.is_ascii_alphanumeric() || number::is_digit(c) || GOES_ON.contains(&c) || is_sign(c) && !CLOSE.contains(&c)
    };
    let is_thousands = before.strip_suffix(',').is_some_and(|before| before.ends_with(number::is_digit))
        || before.strip_suffix('，').is_some_and(|before| before.ends_with(number::is_digit))
            && whole.chars().count() == 3;
    !(before.ends_with(ends_otherwise) || is_thousands || is_in_term(before, whole.is_empty()))
}

/// Whether a figure, or what a bracket holds, belongs to a term that words before it are part of: `0.62元×百公里电耗95÷100`,
/// `100-扣分（2+1.5）`. Behind words alone a bracket may give their figures: `支出/预算（95/100）`.
fn is_in_term(before: &str, is_bracket: bool) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST_TERM))..];
    let term = near.rsplit(TERM_ENDS).next().unwrap_or_default().trim_start_matches([' ', '-', '*', '+']);
    let signs = [&PLUS[..], &MINUS, &TIMES[..3], &SLASHES].concat();
    let has_sign = term.replace("**", "").contains(|c| signs.contains(&c) || c == '÷');
    has_sign && !term.ends_with(LEADS) && (!is_bracket || term.contains(number::is_digit))
}

/// Nobody looks further back for the beginning of a term, in bytes.
const LONGEST_TERM: usize = 120;
/// Where what comes before a term ends.
const TERM_ENDS: [char; 14] = ['=', '＝', '≈', ')', '）', '，', '、', '。', '；', ';', '：', ':', '|', '\n'];

/// The sides that are equal, from a place on; none where nothing equals the first.
fn chain(text: &str, start: usize) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    let mut at = start;
    loop {
        let mut reader = Reader { text, at, is_signed: !sides.is_empty(), left: MOST_OPERANDS };
        let Some(term) = reader.sum() else { break };
        let begin = reader.at - text[at..reader.at].trim_start_matches(BLANK).len();
        let place = begin..text[..reader.at].trim_end_matches(BLANK).len();
        reader.skip_blanks();
        let (said, rest) = (&text[place.clone()], reader.rest());
        let sign = rest.chars().next().filter(|c| EQUALS.contains(c));
        // A figure alone ends the chain; what is to be worked out may go on in a way that was not read.
        let unit = said.trim_start_matches(|c: char| !c.is_alphabetic());
        let is_qualified = || figure::qualifier_behind(unit).is_some() || qualifier::behind(rest).is_some();
        let is_rough = || said.contains(TO) || rest.starts_with(TO) || is_qualified();
        if sign.is_none() && (sides.is_empty() || term.figure().is_none() || is_rough()) {
            break;
        }
        sides.push(Side { term, place });
        let Some(sign) = sign else { break };
        at = reader.at + sign.len_utf8();
    }
    if takes_nothing_off(text, start, &sides) {
        sides.clear();
    }
    sides
}

/// Whether the minus of the first side may be none: behind a word it may belong to a name (`指标1-2=5分`), and before a larger
/// figure to a range (`1-12月支出=2072.1万元`).
fn takes_nothing_off(text: &str, start: usize, sides: &[Side]) -> bool {
    let [first, others @ ..] = sides else { return false };
    let is_named = text[..start].trim_end().ends_with(|c: char| c.is_alphabetic() && !LEADS.contains(&c));
    let is_range = match &first.term {
        Term::Pair(one, Operation::Minus, other) => {
            let is_less = one.figure().zip(other.figure()).is_some_and(|(one, other)| one.value < other.value);
            let is_told = |side: &Side| side.term.figure().is_some_and(|result| result.value.is_sign_positive());
            is_less && others.iter().any(is_told)
        }
        _ => false,
    };
    is_range || is_named && first.term.any(&|part| part == Err(Operation::Minus))
}

/// What may stand between the signs of an equation: a sign may be escaped.
const BLANK: [char; 4] = [' ', '\\', '\u{a0}', '\u{3000}'];

/// Reads terms from a place on.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Whether a sign may stand before the next figure.
    is_signed: bool,
    /// How many more figures and brackets there may be.
    left: usize,
}

/// A side with more figures and brackets is none that anybody printed, and is not read to its end.
const MOST_OPERANDS: usize = 100;

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(BLANK).len();
    }

    fn take(&mut self, signs: &[char]) -> bool {
        self.skip_blanks();
        let sign = self.rest().chars().next().filter(|c| signs.contains(c));
        self.at += sign.map_or(0, char::len_utf8);
        sign.is_some()
    }

    fn sum(&mut self) -> Option<Term> {
        self.pairs(&[Operation::Plus, Operation::Minus], Self::product)
    }

    fn product(&mut self) -> Option<Term> {
        self.pairs(&[Operation::Times, Operation::Over], Self::operand)
    }

    /// Terms with some operations between them, from the left; none where what follows one cannot be read.
    fn pairs(&mut self, operations: &[Operation], read: fn(&mut Self) -> Option<Term>) -> Option<Term> {
        let mut term = read(self)?;
        while let Some((operation, length)) = self.operation().filter(|(operation, _)| operations.contains(operation)) {
            self.at += length;
            term = Term::Pair(Box::new(term), operation, Box::new(read(self)?));
        }
        Some(term)
    }

    /// The operation that comes next, and how long its sign is.
    fn operation(&mut self) -> Option<(Operation, usize)> {
        self.skip_blanks();
        let mut signs = self.rest().chars();
        let sign = signs.next()?;
        let operation = match sign {
            // Two of them are emphasis.
            '*' if signs.next() == Some('*') => return None,
            c if PLUS.contains(&c) => Operation::Plus,
            c if MINUS.contains(&c) => Operation::Minus,
            c if TIMES.contains(&c) => Operation::Times,
            c if c == '÷' || SLASHES.contains(&c) => Operation::Over,
            _ => return None,
        };
        Some((operation, sign.len_utf8()))
    }

    fn operand(&mut self) -> Option<Term> {
        self.left = self.left.checked_sub(1)?;
        let is_signed = std::mem::take(&mut self.is_signed);
        if self.take(&OPEN) {
            self.is_signed = true;
            let term = self.sum()?;
            return self.take(&CLOSE).then_some(term);
        }
        let is_negative = is_signed && self.take(&MINUS);
        self.skip_blanks();
        let length = digits(self.rest());
        let (digits, behind) = self.rest().split_at(length);
        let (value, _) = number::leading(digits).filter(|_| !may_go_on(digits, behind))?;
        self.at += length;
        let unit = self.unit();
        Some(Term::Figure(Operand { value: if is_negative { -value } else { value }, unit }))
    }

    /// The unit behind a figure, with the words that belong to it.
    fn unit(&mut self) -> Unit {
        let from = self.at;
        self.skip_blanks();
        let start = self.at;
        if self.rest().starts_with(PERCENTAGE_POINTS) {
            self.at += PERCENTAGE_POINTS.len();
            return Unit::Share(100);
        }
        let symbol = figure::unit_at_start(self.rest());
        self.at += symbol.len();
        let unit = match symbol {
            "%" | "％" | "﹪" => return Unit::Share(100),
            "‰" => return Unit::Share(1000),
            "" if self.rest().starts_with('分') => Unit::Points,
            "" => Unit::One,
            symbol => Unit::Many(figure::Measure::read(symbol).times()),
        };
        self.at += self.words_of_unit();
        if self.at == start {
            self.at = from;
        }
        unit
    }

    /// How long the words are that a unit goes on with: `人次`, `/批次`; nothing where they may be those of a sentence.
    fn words_of_unit(&self) -> usize {
        let words = |text: &str| text.len() - text.trim_start_matches(is_of_unit).len();
        let counted = words(self.rest());
        let each = SLASHES.iter().find_map(|slash| {
            let length = words(self.rest()[counted..].strip_prefix(*slash)?);
            (length > 0).then_some(slash.len_utf8() + length)
        });
        let (unit, behind) = self.rest().split_at(counted + each.unwrap_or(0));
        let longest = match behind.trim_start_matches(BLANK).chars().next() {
            Some(c) if is_sign(c) && !EQUALS.contains(&c) => LONGEST_UNIT,
            Some(c) if c.is_alphanumeric() => 0,
            // Behind more words not the figure is what equals something: 7×24小时可用率=99.9%.
            _ => LONGEST_LAST_UNIT,
        };
        if unit.chars().count() <= longest { unit.len() } else { 0 }
    }
}

/// What a difference of percentages is told in.
const PERCENTAGE_POINTS: &str = "个百分点";
/// A unit with what it is for has no more characters.
const LONGEST_UNIT: usize = 9;
/// That at the end of a side: more may be the words of a sentence.
const LONGEST_LAST_UNIT: usize = 3;

fn is_of_unit(c: char) -> bool {
    c.is_alphabetic() && !TIMES.contains(&c)
}

fn is_sign(c: char) -> bool {
    [&PLUS[..], &MINUS, &TIMES, &SLASHES, &EQUALS, &CLOSE].iter().any(|signs| signs.contains(&c)) || c == '÷'
}

/// Whether a number may only be the first of more digits that are set apart: `10 000 000`, `1，250.3`.
fn may_go_on(digits: &str, behind: &str) -> bool {
    let group = behind
        .strip_prefix(['，', ' ', '\u{a0}'])
        .map_or(0, |group| group.chars().take_while(|c| number::is_digit(*c)).count());
    group == 3 && !digits.contains(['.', '．']) && (digits.chars().count() <= 3 || digits.contains(','))
}

/// How long the number at the start of a text is.
fn digits(text: &str) -> usize {
    let mut length = 0;
    let mut characters: Peekable<CharIndices<'_>> = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let is_between = matches!(c, '.' | '．' | ',') && characters.peek().is_some_and(|(_, c)| number::is_digit(*c));
        if !(number::is_digit(c) || is_between && at > 0) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let side = |side: &Side| text[side.place.clone()].to_owned();
        equations(text).iter().map(|sides| sides.each_ref().map(side).join(" = ")).collect()
    }

    #[test]
    fn equations_are_found_as_reports_print_them() {
        for (text, expected) in [
            ("执行率为（120.5/150）×100%=80.33%，", "（120.5/150）×100% = 80.33%"),
            ("1,862人/1,905人=97.74%", "1,862人/1,905人 = 97.74%"),
            ("单价731元/批次×2184批次 ＝ 159.65万元。", "731元/批次×2184批次 = 159.65万元"),
            ("预算执行率=实际支出/预算数=91.2÷100=91.2%", "91.2÷100 = 91.2%"),
            ("得分=5-2\\*0.1=4.8分", "5-2\\*0.1 = 4.8分"),
            ("**14＋20.1+30+23=87.1**", "14＋20.1+30+23 = 87.1"),
            ("（6,874.01-7,511.20）÷7511.20＝－8.48％", "（6,874.01-7,511.20）÷7511.20 = －8.48％"),
            ("三个月3500元×12=4.2万元", "3500元×12 = 4.2万元"),
            ("到位率=实际到位/预算（300/400）=75%", "（300/400） = 75%"),
            ("- **得分：**5×3=15", "5×3 = 15"),
            ("偏差=56.83%-58.33%=-1.5个百分点", "56.83%-58.33% = -1.5个百分点"),
        ] {
            assert_eq!(written(text), [expected], "{text}");
        }
        assert_eq!(written("98.88%×10=9.888=19.776/2").len(), 1);
        assert_eq!(written("8×2=4×4=16").len(), 2);
    }

    #[test]
    fn what_is_no_equation_of_figures_is_left_alone() {
        for text in [
            "weight = 10, score = 9.5",
            "得分率×10+5=12",
            "10×权重+5=12",
            "10×0.95=9.5×权重",
            "A1-2=5分",
            "指标1-2=5分",
            "产出指标1－3＝15分",
            "https://example.gov.cn/a?id=1-2=3",
            "5+2“白+黑”=8",
            "1.5×2=10",
            "“1+1=3”",
            "±5×2=8",
            "8×12=96左右",
            "8×12=96上下",
            "8×12=90余人",
            "8×12=90万元之内",
            "8×12=90（含）以上",
            "8×12=95-100",
            "2023-12-31",
            "（A+9）-1=8",
            "9乘2=18",
            "（2300/1850)^(1/2)-1=11.5%",
            "1-12月支出=2072.1万元",
            "电价0.62元/千瓦时×百公里电耗95千瓦时÷100=0.589元",
            "满分100-扣分（2+1.5+3）=93.5",
            "1-7月支出/预算（318.27/560）=56.83%",
            "一等奖2名×3000元+二等奖5名×1000元=1.1万元",
            "GDP=1,250.3亿元×5.2%=65.02亿元",
            "总额=1，250.3×2=2，500.6万元",
            "5×2000000=10 000 000元",
            "5×2000000=10，000，000元",
            "2020-2022年=3年",
            "7×24小时可用率=99.9%",
            &format!("{}1{}×2=2", "(".repeat(100_000), ")".repeat(100_000)),
            &format!("{}1=100001", "1+".repeat(100_000)),
        ] {
            assert!(written(text).is_empty(), "{text}: {:?}", written(text));
        }
    }
}
