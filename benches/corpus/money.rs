//! Funds that add up to the fen, and how a report prints them: each amount rounded half up on its own.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::draw::{Draw, rounded};
use super::written::share;

/// The amounts in the order that money takes.
pub(crate) const BASES: [&str; 5] = ["planned", "budget", "adjusted", "received", "spent"];
const SOURCES: [&str; 4] = ["中央资金", "省级资金", "市级资金", "县级资金"];
const ITEMS: [&str; 6] = ["人员经费", "线路租赁费", "设备购置", "日常维护费", "培训费", "委托业务费"];
const PLACES: [&str; 4] = ["三（二）", "四（一）2", "五", "基本信息表"];

/// The funds of a project.
pub(crate) struct Money {
    /// `元` or `万元`.
    pub(crate) unit: &'static str,
    pub(crate) total: Amounts,
    pub(crate) sources: Vec<Amounts>,
    pub(crate) items: Vec<Amounts>,
    partial: [bool; 2],
}

/// One row: each amount in yuan, and as printed in the unit of the funds.
pub(crate) struct Amounts {
    pub(crate) name: String,
    pub(crate) exact: [Decimal; 5],
    pub(crate) printed: [Option<Decimal>; 5],
    rates: Vec<String>,
    /// What the row says of the rows that it is a part of, or that are parts of it.
    part: String,
}

/// How the amounts of a report are rounded.
#[derive(Clone, Copy)]
enum Precision {
    /// All alike.
    Uniform(u32),
    /// Totals coarser than their parts.
    Coarse(u32, u32),
    /// Alike, without the zeros at the end.
    Bare(u32),
    /// Each as it comes.
    Own,
}

/// Yuan in one unit.
pub(crate) fn yuan(unit: &str) -> Decimal {
    if unit == "元" { Decimal::ONE } else { Decimal::from(10_000) }
}

/// Draws funds.
pub(crate) fn draw(draw: &mut Draw) -> Money {
    let unit = draw.pick(&["元", "万元", "万元"]);
    let finest = if unit == "元" { 2 } else { 6 };
    let precision = match draw.below(4) {
        0 => Precision::Uniform(draw.between(0, finest) as u32),
        1 => {
            let fine = draw.between(1, finest);
            Precision::Coarse(draw.below(fine) as u32, fine as u32)
        }
        2 => Precision::Bare(draw.between(1, finest) as u32),
        _ => Precision::Own,
    };
    let sources = draw.some(&SOURCES, 40);
    let mut sources: Vec<Amounts> = sources.into_iter().map(|name| Amounts::new(name, chain(draw))).collect();
    let total = Amounts::new("", total(&sources));
    let names = draw.some(&ITEMS, 50);
    let mut items = split(draw, &names, &total.exact);
    let mut stated = BASES.map(|_| draw.chance(50));
    stated[4] |= draw.chance(80) || !stated.contains(&true);
    let mut money = Money { unit, total, sources: Vec::new(), items: Vec::new(), partial: [false; 2] };
    money.total.print(draw, unit, finest as u32, precision, true, stated);
    for (kind, rows) in [&mut sources, &mut items].into_iter().enumerate() {
        if draw.chance(25) {
            rows.clear();
            continue;
        }
        let stated = if draw.chance(60) { stated } else { BASES.map(|basis| basis == "spent") };
        for row in rows.iter_mut() {
            row.print(draw, unit, finest as u32, precision, false, stated);
        }
        if rows.len() > 1 && draw.chance(15) {
            money.partial[kind] = true;
            rows.pop();
        } else if draw.chance(10) {
            let mut sum = Amounts::new(draw.pick(&["合计", "合 计"]), money.total.exact);
            sum.print(draw, unit, finest as u32, precision, true, stated);
            rows.push(sum);
        } else if draw.chance(10) {
            add_parts(draw, rows, |draw, part| part.print(draw, unit, finest as u32, precision, false, stated));
        } else if draw.chance(20) && !rows.is_empty() {
            // The first row of the usual form, a part of the total like those below it.
            rows[0].name = format!("其中：{}", rows[0].name);
        }
        // A row of the form that was left blank.
        if draw.chance(20) {
            rows.push(Amounts::new("其他资金", [Decimal::ZERO; 5]));
        }
    }
    (money.sources, money.items) = (sources, items);
    money
}

/// Puts parts of the first row below it: all of them, or one; or one that does not say what it is a part of.
fn add_parts(draw: &mut Draw, rows: &mut Vec<Amounts>, mut print: impl FnMut(&mut Draw, &mut Amounts)) {
    let mut parts = split(draw, &["其中：上半年", "下半年"], &rows[0].exact);
    let says_so = draw.chance(70);
    if draw.chance(50) || !says_so {
        parts.pop();
        rows[0].part = if says_so { "parts_partial = true\n".to_owned() } else { String::new() };
    }
    for (at, mut part) in parts.into_iter().enumerate() {
        print(draw, &mut part);
        if says_so {
            part.part = format!("part_of = \"{}\"\n", rows[0].name);
        }
        rows.insert(1 + at, part);
    }
}

/// What was planned, and what of it came to be budgeted, received and spent, to the fen.
fn chain(draw: &mut Draw) -> [Decimal; 5] {
    let size = 10_u64.pow(draw.between(6, 10) as u32);
    let mut fen = size + draw.below(8 * size);
    if draw.chance(40) {
        fen -= fen % 1_000_000;
    }
    BASES.map(|_| {
        let most = fen / 6;
        if draw.chance(60) {
            fen -= draw.between(most / 50, most);
        }
        Decimal::new(fen as i64, 2)
    })
}

fn total(rows: &[Amounts]) -> [Decimal; 5] {
    let mut sums = [Decimal::ZERO; 5];
    for row in rows {
        sums.iter_mut().zip(row.exact).for_each(|(sum, amount)| *sum += amount);
    }
    sums
}

fn split(draw: &mut Draw, names: &[&'static str], whole: &[Decimal; 5]) -> Vec<Amounts> {
    let shares = draw.shares(Decimal::ONE_HUNDRED, names.len());
    let mut left = *whole;
    let last = names.len() - 1;
    let part = |(at, (name, share)): (usize, (&&'static str, Decimal))| {
        let mut exact = left;
        if at < last {
            exact = whole.map(|amount| (amount * share).floor() / Decimal::ONE_HUNDRED);
        }
        left.iter_mut().zip(exact).for_each(|(left, amount)| *left -= amount);
        Amounts::new(name, exact)
    };
    names.iter().zip(shares).enumerate().map(part).collect()
}

impl Amounts {
    fn new(name: &str, exact: [Decimal; 5]) -> Amounts {
        Amounts { name: name.to_owned(), exact, printed: [None; 5], rates: Vec::new(), part: String::new() }
    }

    fn print(
        &mut self,
        draw: &mut Draw,
        unit: &str,
        finest: u32,
        precision: Precision,
        is_total: bool,
        stated: [bool; 5],
    ) {
        for (at, amount) in self.exact.into_iter().enumerate().filter(|(at, _)| stated[*at]) {
            let amount = amount / yuan(unit);
            let printed = match precision {
                Precision::Uniform(decimals) => rounded(amount, decimals),
                Precision::Coarse(total, part) => rounded(amount, if is_total { total } else { part }),
                Precision::Bare(decimals) => rounded(amount, decimals).normalize(),
                Precision::Own => rounded(amount, draw.between(0, u64::from(finest)) as u32),
            };
            self.printed[at] = Some(printed);
        }
        while draw.chance(40) {
            let (of, to) = (draw.below(5) as usize, draw.below(5) as usize);
            if of == to || self.exact[to].is_zero() {
                continue;
            }
            let (Some(part), Some(whole)) = (self.printed[of], self.printed[to]) else { continue };
            // Worked out from the books, or from what is printed.
            let exact = match draw.chance(60) || whole.is_zero() {
                true => self.exact[of] / self.exact[to],
                false => part / whole,
            };
            let printed = if draw.chance(3) { "—".to_owned() } else { share(draw, exact) };
            let place = if draw.chance(50) { format!("place = \"{}\", ", draw.pick(&PLACES)) } else { String::new() };
            let label = if draw.chance(30) { "label = \"资金比率\", " } else { "" };
            // Of two amounts that are both rounded to 0, a rate is one of nothing.
            if part.is_zero() && whole.is_zero() {
                continue;
            }
            self.rates.push(format!(
                "{{ {place}{label}of = \"{}\", to = \"{}\", printed = \"{printed}\" }}",
                BASES[of], BASES[to]
            ));
        }
    }

    fn write(&self, text: &mut String) {
        for (basis, printed) in BASES.iter().zip(self.printed) {
            if let Some(printed) = printed {
                let _ = writeln!(text, "{basis} = {printed}");
            }
        }
        if !self.rates.is_empty() {
            let _ = writeln!(text, "rates = [\n  {},\n]", self.rates.join(",\n  "));
        }
    }
}

impl Money {
    /// The tables of a project file.
    pub(crate) fn write(&self, text: &mut String) {
        let _ = writeln!(text, "\n[funds]\nunit = \"{}\"", self.unit);
        for (kind, partial) in ["sources", "items"].iter().zip(self.partial) {
            if partial {
                let _ = writeln!(text, "{kind}_partial = true");
            }
        }
        self.total.write(text);
        for (kind, rows) in [("sources", &self.sources), ("items", &self.items)] {
            for row in rows {
                let _ = writeln!(text, "\n[[funds.{kind}]]\nname = \"{}\"", row.name);
                text.push_str(&row.part);
                row.write(text);
            }
        }
    }
}
