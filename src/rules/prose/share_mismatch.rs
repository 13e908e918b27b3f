//! One of several shares that a paragraph tells of one whole is not that of its part: `回收486份，满意312份，占62.40%`. Takes no
//! word for what the whole is: the other shares show it.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::diag::place::named;
use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::limits;
use crate::rules::shared::rounding::{Agreement, Rounded, compare_rate};
use crate::rules::shared::tabled::is_slip;
use crate::rules::{Check, Example, Found, Narrative, Rule};
use crate::source::Span;
use crate::syntax::figure::{self, Measure};
use crate::syntax::number;

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
        let Some(whole) = paragraph.whole() else { continue };
        let place = narrative.places.at(start);
        let printed_whole = paragraph.printed(whole);
        let [holding, differing] = paragraph.compared(whole);
        found.holds(|| {
            let message = Message::new("holds-shares").with("place", named(&place)).with("n", holding.len());
            message.with("whole", printed_whole)
        });
        let [share] = differing[..] else { continue };
        let Some(recomputed) = paragraph.meant(share, whole, &holding) else { continue };
        let part = paragraph.printed(&paragraph.amounts[share.part]);
        let (printed, computed) = (&line[share.said.clone()], format!("{recomputed}%"));
        let computation = format!("{part} ÷ {printed_whole} = {computed}");
        let said = start + share.said.start..start + share.said.end;
        found.report_at(Span::new(narrative.file, said), |finding| {
            finding.message = Message::new("share-mismatch")
                .with("place", named(&place))
                .with("part", part)
                .with("whole", printed_whole)
                .with("printed", printed)
                .with("recomputed", computed.as_str());
            finding.help.push(Message::new("computation").with("computation", computation));
            finding.at = Place::of([place.as_str(), part]);
            finding.printed = Some(printed.to_owned());
            finding.recomputed = Some(computed);
        });
    }
}

/// A paragraph that tells of shares.
struct Paragraph<'t> {
    text: &'t str,
    amounts: Vec<Amount>,
    shares: Vec<Share>,
}

/// A printed figure with a unit that is none of shares.
struct Amount {
    /// It in the smallest of its units.
    exact: Rounded,
    /// What is counted, by its first character; of money 元.
    of: char,
    /// Where it stands, with its unit.
    place: Range<usize>,
}

/// `312份，占64.20%`.
struct Share {
    /// Which of the amounts.
    part: usize,
    percent: Decimal,
    said: Range<usize>,
}

impl<'t> Paragraph<'t> {
    /// The amounts and shares of a text; `None` where hardly any share stands in it, or so many that it is no paragraph.
    fn read(text: &'t str) -> Option<Paragraph<'t>> {
        let mut paragraph = Paragraph { text, amounts: Vec::new(), shares: Vec::new() };
        if text.matches(['%', '％']).count() <= FEWEST {
            return None;
        }
        // Where the figure before ends.
        let mut before = None;
        for place in number::places(text) {
            let Some((value, _)) = number::leading_separated(&text[place.clone()]) else { continue };
            let behind = &text[place.end..];
            if let Some(rest) = behind.strip_prefix(['%', '％']) {
                let is_share = before.is_some_and(|end: usize| is_told_as_share(&text[end..place.start]));
                if is_share && !ROUGHLY.iter().any(|word| rest.starts_with(word)) {
                    let said = place.start..text.len() - rest.len();
                    paragraph.shares.push(Share { part: paragraph.amounts.len() - 1, percent: value, said });
                }
                before = None;
                continue;
            }
            before = Amount::read(value, &place, behind).map(|amount| {
                paragraph.amounts.push(amount);
                place.end
            });
        }
        let is_paragraph = (FEWEST + 1..=MOST).contains(&paragraph.shares.len()) && paragraph.amounts.len() <= MOST;
        is_paragraph.then_some(paragraph)
    }

    fn printed(&self, amount: &Amount) -> &'t str {
        &self.text[amount.place.clone()]
    }

    /// How a share agrees with a whole, and what it would be of that; `None` where it cannot be one of that.
    fn compare(&self, share: &Share, whole: &Amount) -> Option<(Agreement, Decimal)> {
        let part = &self.amounts[share.part];
        let may_be = part.of == whole.of && part.place != whole.place && part.exact.value <= whole.exact.value;
        compare_rate(share.percent, part.exact, whole.exact).filter(|_| may_be)
    }

    /// The only amount that several shares are of, with so many digits that it cannot be by chance.
    fn whole(&self) -> Option<&Amount> {
        let is_whole = |whole: &&Amount| {
            let of = self.shares.iter().filter(|share| {
                let is_all = share.percent == Decimal::ONE_HUNDRED;
                !is_all && self.compare(share, whole).is_some_and(|(agreement, _)| agreement == Agreement::Equal)
            });
            let digits = of.map(|share| share.percent.normalize().mantissa().unsigned_abs().to_string().len());
            let digits: Vec<usize> = digits.collect();
            digits.len() >= FEWEST && digits.iter().sum::<usize>() >= FEWEST_DIGITS
        };
        let mut wholes = self.amounts.iter().filter(is_whole);
        let whole = wholes.next()?;
        wholes.all(|other| other.exact.value == whole.exact.value).then_some(whole)
    }

    /// The shares that are of a whole, and those that may be and are not, and of no other amount.
    fn compared(&self, whole: &Amount) -> [Vec<&Share>; 2] {
        let is_of = |share: &Share, whole: &Amount| {
            self.compare(share, whole).map(|(agreement, _)| agreement != Agreement::Contradiction)
        };
        let of = |is: bool| self.shares.iter().filter(move |share| is_of(share, whole) == Some(is));
        let is_of_another = |share: &&Share| self.amounts.iter().any(|other| is_of(share, other) == Some(true));
        [of(true).collect(), of(false).filter(|share| !is_of_another(share)).collect()]
    }

    /// What a share should be, where it can only be of a whole: it is that but for a slip, or it and the others make up all of that.
    fn meant(&self, share: &Share, whole: &Amount, others: &[&Share]) -> Option<Decimal> {
        let (_, meant) = self.compare(share, whole)?;
        let part = |share: &Share| self.amounts[share.part].exact.value;
        let rest = whole.exact.value.checked_sub(number::sum(others.iter().map(|share| part(share)))?)?;
        let of_rest = compare_rate(share.percent, Rounded::exact(rest), whole.exact)?;
        let makes_up = rest == part(share) || of_rest.0 == Agreement::Equal;
        (makes_up || is_slip(share.percent, meant)).then_some(meant)
    }
}

impl Amount {
    fn read(value: Decimal, place: &Range<usize>, behind: &str) -> Option<Amount> {
        let unit = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
        let measure = Measure::read(unit);
        let exact = match &measure {
            Measure::Money(yuan) => Rounded::money(value, *yuan),
            _ if value.is_integer() && measure.times() == Decimal::ONE => Rounded::exact(value),
            _ => Rounded::to_last_place(value),
        };
        let of = match &measure {
            Measure::Money(_) => Some('元'),
            _ => measure.counted()?.chars().next().filter(|of| !"年月日".contains(*of)),
        };
        let symbol = figure::unit_at_start(behind).len().max(behind.chars().next()?.len_utf8());
        Some(Amount {
            exact: exact.times(Rounded::exact(measure.times()))?,
            of: of?,
            place: place.start..place.end + symbol,
        })
    }
}

/// Whether what stands between an amount and a percentage tells that one as a share: `份，占有效问卷的`, `万元（`.
fn is_told_as_share(between: &str) -> bool {
    let Some(end) = between.find(['，', ',', '（', '(']) else { return false };
    let (unit, behind) = between.split_at(end);
    let lead = behind.trim_start_matches(['，', ',', '（', '(']).trim_start();
    let is_unit = unit.chars().all(char::is_alphabetic) && unit.chars().count() <= LONGEST_UNIT;
    let is_lead = lead.chars().all(char::is_alphabetic) && lead.chars().count() <= LONGEST_LEAD;
    let is_share = ["占", "比例", "比重"].iter().any(|word| lead.starts_with(word));
    is_unit && is_lead && (is_share || lead.is_empty() && behind.starts_with(['（', '(']))
}

/// So many shares show what they are of, with so many digits together.
const FEWEST: usize = 2;
const FEWEST_DIGITS: usize = 6;
/// A paragraph with more amounts or shares is a list.
const MOST: usize = 60;
/// A unit has no more characters, and neither have words that lead to a share.
const LONGEST_UNIT: usize = 4;
const LONGEST_LEAD: usize = 12;
/// Words behind a share that make it a rough one or a bound.
const ROUGHLY: [&str; 6] = ["左右", "以上", "以下", "以内", "余", "多"];
