//! One of several shares that a paragraph tells of one whole is not that of its part: `回收486份，满意312份，占62.40%`. Takes no
//! word for what the whole is: the other shares show it.

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_rate};
use crate::rules::shared::tabled::is_slip;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::figure::{Figure, Measure};
use crate::syntax::number;
use crate::syntax::portions::{Amount, Portions, Share, portions};

pub(super) static RULE: Rule = Rule {
    name: "share-mismatch",
    severity: Severity::Warning,
    check: Check::Narrative(check),
    bad: Some(Example {
        path: "report.md",
        text: "\
## 四、问卷

回收486份，非常满意312份，占62.40%；满意117份，占24.07%；不满意57份，占11.73%。
#                           ^^^^^^ share-mismatch
",
    }),
    good: Some(Example {
        path: "report.md",
        text: "\
## 四、问卷

回收486份，非常满意312份，占64.20%，其中老年人150份，占48.08%；满意117份，占24.07%；不满意57份，占11.73%。
",
    }),
    ..Rule::PLAIN
};

fn check(narrative: &Narrative<'_>, found: &mut Found<'_>) {
    let mut begin = 0;
    let lines = narrative.text.split_inclusive('\n').map(|line| {
        begin += line.len();
        (begin - line.len(), line)
    });
    // Tables have rules of their own.
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with('|'));
    let paragraphs = lines.filter_map(|(start, line)| Some((start, line, Paragraph::read(line)?)));
    for (start, line, paragraph) in paragraphs.take(limits::WORKED_OUT) {
        let place = narrative.places.at(start);
        let mut report = |Differing { share, whole, recomputed }: Differing| {
            let share = &paragraph.shares[share];
            let [part, whole] = [share.part, whole].map(|amount| paragraph.printed(amount));
            let (printed, recomputed) = (&line[share.said.clone()], format!("{recomputed}%"));
            let computation = format!("{part} ÷ {whole} = {recomputed}");
            let said = start + share.said.start..start + share.said.end;
            found.report_at(Span::new(narrative.file, said), |finding| {
                finding.message = Message::new("share-mismatch")
                    .with("place", named(&place))
                    .with("part", part)
                    .with("whole", whole)
                    .with("printed", printed)
                    .with("recomputed", recomputed.as_str());
                finding.help.push(Message::new("computation").with("computation", computation));
                finding.at = Place::of([place.as_str(), part]);
                finding.printed = Some(printed.to_owned());
                finding.recomputed = Some(recomputed);
            });
        };
        paragraph.differing().into_iter().for_each(&mut report);
        for (whole, n) in paragraph.holding() {
            found.holds(|| {
                let message = Message::new("holds-shares").with("place", named(&place)).with("n", n);
                message.with("whole", paragraph.printed(whole))
            });
        }
    }
}

/// A paragraph that tells of shares.
struct Paragraph<'t> {
    text: &'t str,
    amounts: Vec<Amount>,
    /// Each amount in the smallest of its units.
    exact: Vec<Rounded>,
    shares: Vec<Share>,
}

/// A share that is not that of its part.
struct Differing {
    share: usize,
    whole: usize,
    recomputed: Decimal,
}

impl<'t> Paragraph<'t> {
    fn read(text: &'t str) -> Option<Paragraph<'t>> {
        let Portions { amounts, shares } = portions(text)?;
        let exact: Option<Vec<Rounded>> = amounts.iter().map(|amount| exact(&amount.figure)).collect();
        Some(Paragraph { text, amounts, exact: exact?, shares })
    }

    fn printed(&self, amount: usize) -> &'t str {
        &self.text[self.amounts[amount].place.clone()]
    }

    /// How a percentage agrees with a part of a whole, and what that is; `None` where both are not of one kind.
    fn compare(&self, percent: Decimal, part: usize, whole: usize) -> Option<(Agreement, Decimal)> {
        let is_alike = part != whole && self.amounts[part].of == self.amounts[whole].of;
        compare_rate(percent, self.exact[part], self.exact[whole]).filter(|_| is_alike)
    }

    fn is_of(&self, percent: Decimal, part: usize, whole: usize) -> bool {
        self.compare(percent, part, whole).is_some_and(|(agreement, _)| agreement != Agreement::Contradiction)
    }

    /// Whether a percentage is that of a part with others before it: `甲20万元、乙30万元，占预算100万元的50%`.
    fn is_of_several(&self, percent: Decimal, part: usize, whole: usize) -> bool {
        let before = (0..part).rev().filter(|other| self.amounts[*other].of == self.amounts[whole].of);
        let sums = before.scan(self.exact[part], |sum, other| {
            let with_this = self.exact[part].plus(self.exact[other]);
            *sum = sum.plus(self.exact[other])?;
            Some([Some(*sum), with_this])
        });
        sums.flatten().flatten().any(|sum| {
            compare_rate(percent, sum, self.exact[whole])
                .is_some_and(|(agreement, _)| agreement != Agreement::Contradiction)
        })
    }

    /// The only amount that several shares are of, with so many digits that it cannot be by chance.
    fn whole(&self) -> Option<usize> {
        let is_whole = |whole: &usize| {
            let of = self.shares.iter().filter(|share| {
                let is_all = share.percent == Decimal::ONE_HUNDRED;
                let compared = self.compare(share.percent, share.part, *whole);
                !is_all && compared.is_some_and(|(agreement, _)| agreement == Agreement::Equal)
            });
            let digits = of.map(|share| share.percent.normalize().mantissa().unsigned_abs().to_string().len());
            let digits: Vec<usize> = digits.collect();
            digits.len() >= FEWEST && digits.iter().sum::<usize>() >= FEWEST_DIGITS
        };
        let value = |amount: usize| self.exact[amount].value;
        let mut wholes = (0..self.amounts.len()).filter(is_whole);
        let whole = wholes.next()?;
        wholes.all(|other| value(other) == value(whole)).then_some(whole)
    }

    /// The amounts that shares are of, with how many of them.
    fn holding(&self) -> Vec<(usize, usize)> {
        let of = |whole: usize| move |share: &&Share| self.is_of(share.percent, share.part, whole);
        let shown = self.whole();
        let told =
            self.shares.iter().filter_map(|share| Some((share, share.whole.filter(|whole| Some(*whole) != shown)?)));
        let told = told.filter(|(share, whole)| of(*whole)(share)).map(|(_, whole)| (whole, 1));
        let shown = shown.map(|whole| (whole, self.shares.iter().filter(of(whole)).count()));
        shown.into_iter().chain(told).collect()
    }

    /// The shares that are not those of their parts.
    fn differing(&self) -> Vec<Differing> {
        let differs = |number: usize, whole: usize| {
            let Share { part, percent, .. } = self.shares[number];
            let (agreement, recomputed) = self.compare(percent, part, whole)?;
            // Of another whole, or that of another part or of several.
            let amounts = 0..self.amounts.len();
            let is_otherwise =
                amounts.into_iter().any(|other| self.is_of(percent, part, other) || self.is_of(percent, other, whole))
                    || self.is_of_several(percent, part, whole);
            let differs = agreement == Agreement::Contradiction && !is_otherwise;
            differs.then_some(Differing { share: number, whole, recomputed })
        };
        // What is told of a whole may be told of something else than the amount before it: a sum, or what another sentence is about.
        let told = (0..self.shares.len()).filter_map(|number| differs(number, self.shares[number].whole?));
        let told = told.filter(|share| is_slip(self.shares[share.share].percent, share.recomputed));
        let shown = self.whole().and_then(|whole| {
            let others = (0..self.shares.len()).filter(|number| self.shares[*number].whole.is_none());
            let mut others = others.filter_map(|number| differs(number, whole));
            let only = others.next().filter(|_| others.next().is_none())?;
            self.is_certain(&only).then_some(only)
        });
        told.chain(shown).collect()
    }

    /// Whether a share can only be of a whole that others show: it is that but for a slip, or it and the others make up all of that.
    fn is_certain(&self, Differing { share, whole, recomputed }: &Differing) -> bool {
        let Share { part, percent, is_named, .. } = self.shares[*share];
        let value = |amount: usize| self.exact[amount].value;
        let others = || self.shares.iter().filter(|other| self.is_of(other.percent, other.part, *whole));
        // What stands in brackets behind others that do not may be a rate.
        let is_alike = is_named || others().all(|other| !other.is_named);
        let rest = number::sum(others().map(|other| value(other.part))).and_then(|sum| value(*whole).checked_sub(sum));
        let makes_up = rest.is_some_and(|rest| {
            let of_rest = compare_rate(percent, Rounded::exact(rest), self.exact[*whole]);
            rest == value(part) || of_rest.is_some_and(|(agreement, _)| agreement == Agreement::Equal)
        });
        is_alike && (makes_up || is_named && is_slip(percent, *recomputed))
    }
}

/// A figure in the smallest of its units; `None` where it does not fit.
fn exact(Figure { value, measure, .. }: &Figure) -> Option<Rounded> {
    let printed = match measure {
        Measure::Money(yuan) => Rounded::money(*value, *yuan),
        _ if value.is_integer() && measure.times() == Decimal::ONE => Rounded::exact(*value),
        _ => Rounded::to_last_place(*value),
    };
    printed.times(Rounded::exact(measure.times()))
}

/// So many shares show what they are of, with so many digits together.
const FEWEST: usize = 2;
const FEWEST_DIGITS: usize = 6;
