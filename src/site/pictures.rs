//! Pictures drawn as SVG when the site is made, each with a text that says the same. Draws what it is given; computes no figures.
//!
//! A picture is 360 units wide, so that its words stay readable on a phone; its colours are classes of the style sheet.

use std::fmt::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::views::PictureView;

const WIDTH: usize = 360;

/// A part of a bar.
pub(super) struct Segment {
    /// What of it the style sheet draws by: `grade-1`.
    pub class: String,
    /// How many it stands for.
    pub n: usize,
    /// What stands in it, where there is room.
    pub label: String,
}

/// A bar of parts, with what stands before and behind it.
pub(super) struct Bar {
    pub label: String,
    pub total: String,
    pub segments: Vec<Segment>,
}

/// Bars of counted parts, one below the other, all to one scale.
pub(super) fn stacked_bars(title: String, description: String, bars: &[Bar]) -> PictureView {
    const LABEL: usize = 62;
    const TOTAL: usize = 54;
    const ROW: usize = 38;
    let most = bars.iter().map(|bar| bar.segments.iter().map(|part| part.n).sum()).max().unwrap_or(1).max(1);
    let mut shapes = String::new();
    for (number, bar) in bars.iter().enumerate() {
        let top = number * ROW;
        text(&mut shapes, "picture-label", 0, top + 23, &bar.label);
        let mut x = LABEL;
        for part in &bar.segments {
            let width = part.n * (WIDTH - LABEL - TOTAL) / most;
            let _ = write!(
                shapes,
                "<rect class=\"picture-part {}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"28\"/>",
                escape(&part.class),
                top + 4,
            );
            if width >= length_of(&part.label) + 8 {
                text(&mut shapes, &format!("picture-in {}", part.class), x + 5, top + 23, &part.label);
            }
            x += width;
        }
        text(&mut shapes, "picture-total", x + 6, top + 23, &bar.total);
    }
    picture(title, description, bars.len() * ROW, &shapes)
}

/// An amount with what is said of it.
pub(super) struct Amount {
    /// 实际支出 166.02 万元.
    pub label: String,
    /// What stands on the right: 实际支出占 89.74%.
    pub note: String,
    pub value: Decimal,
    /// Whether it is the amount that the others are compared with.
    pub is_main: bool,
}

/// Amounts as bars to one scale, each with its words above it.
pub(super) fn amounts(title: String, description: String, amounts: &[Amount]) -> Option<PictureView> {
    const ROW: usize = 46;
    let most = amounts.iter().map(|amount| amount.value).max().filter(|most| *most > Decimal::ZERO)?;
    let mut shapes = String::new();
    for (number, amount) in amounts.iter().enumerate() {
        let top = number * ROW;
        text(&mut shapes, "picture-label", 0, top + 16, &amount.label);
        let _ = write!(
            shapes,
            "<text class=\"picture-total\" x=\"{WIDTH}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            top + 16,
            escape(&amount.note)
        );
        let width = scaled(amount.value, most, WIDTH);
        let class = if amount.is_main { "picture-main" } else { "picture-whole" };
        let _ = write!(shapes, "<rect class=\"{class}\" x=\"0\" y=\"{}\" width=\"{width}\" height=\"14\"/>", top + 24);
    }
    Some(picture(title, description, amounts.len() * ROW, &shapes))
}

/// A year of an agency.
pub(super) struct YearPoint {
    pub year: String,
    /// What stands at the point: a score, or what stands instead.
    pub label: String,
    /// Score ÷ full marks; `None` where there is no score.
    pub share: Option<Decimal>,
    /// What the score can be compared with: a line joins neighbours of one rubric.
    pub rubric: String,
}

/// Scores over years, joined only where the same rubric was used.
pub(super) fn years(title: String, description: String, points: &[YearPoint]) -> PictureView {
    const TOP: usize = 30;
    const HEIGHT: usize = 120;
    const BASE: usize = TOP + HEIGHT;
    let step = WIDTH / points.len().max(1);
    let at = |number: usize| number * step + step / 2;
    let height = |share: Decimal| BASE - scaled(share.clamp(Decimal::ZERO, Decimal::ONE), Decimal::ONE, HEIGHT);
    let mut shapes = String::new();
    for (share, words) in [(Decimal::ZERO, "0"), (Decimal::new(5, 1), "50%"), (Decimal::ONE, "100%")] {
        let y = height(share);
        let _ = write!(shapes, "<path class=\"picture-grid\" d=\"M0 {y}H{WIDTH}\"/>");
        text(&mut shapes, "picture-scale", 0, y.saturating_sub(3), words);
    }
    for (number, pair) in points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let middle = at(number) + step / 2;
        match (from.share, to.share) {
            (Some(before), Some(after)) if from.rubric == to.rubric => {
                let _ = write!(
                    shapes,
                    "<path class=\"picture-line\" d=\"M{} {}L{} {}\"/>",
                    at(number),
                    height(before),
                    at(number + 1),
                    height(after),
                );
            }
            _ if from.rubric != to.rubric => {
                let _ = write!(shapes, "<path class=\"picture-break\" d=\"M{middle} {TOP}V{BASE}\"/>");
            }
            _ => {}
        }
    }
    for (number, point) in points.iter().enumerate() {
        let x = at(number);
        let y = point.share.map_or(BASE, height);
        let class = if point.share.is_some() { "picture-dot" } else { "picture-dot picture-none" };
        let _ = write!(shapes, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
        for (class, y, words) in [("picture-value", y - 10, &point.label), ("picture-label", BASE + 22, &point.year)] {
            let _ = write!(
                shapes,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                escape(words)
            );
        }
    }
    picture(title, description, BASE + 30, &shapes)
}

/// About how long words are in the style sheet's size: Chinese characters are as wide as they are high.
fn length_of(words: &str) -> usize {
    words.chars().map(|c| if c.is_ascii() { 8 } else { 14 }).sum()
}

/// A length for a value on a scale that ends at `most`.
fn scaled(value: Decimal, most: Decimal, length: usize) -> usize {
    let share = value.max(Decimal::ZERO).checked_div(most).unwrap_or_default();
    (share * Decimal::from(length)).round().to_usize().unwrap_or(0).min(length)
}

fn text(shapes: &mut String, class: &str, x: usize, y: usize, words: &str) {
    let _ = write!(shapes, "<text class=\"{}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(class), escape(words));
}

fn picture(title: String, description: String, height: usize, shapes: &str) -> PictureView {
    let svg = format!(
        "<svg class=\"picture\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">{shapes}</svg>",
        escape(&format!("{title} {description}")),
    );
    PictureView { svg, title }
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_to_scale_and_words_are_escaped() {
        let amount = |label: &str, value| Amount {
            label: label.to_owned(),
            note: String::new(),
            value: Decimal::from(value),
            is_main: false,
        };
        let drawn =
            amounts("资金".into(), "甲<乙".into(), &[amount("甲", 180), amount("<乙>", 360)]).expect("a picture");
        assert!(drawn.svg.contains("width=\"180\" height=\"14\"") && drawn.svg.contains("width=\"360\" height=\"14\""));
        assert!(drawn.svg.contains("&lt;乙&gt;") && !drawn.svg.contains("<乙"), "{}", drawn.svg);
        assert!(amounts(String::new(), String::new(), &[amount("甲", 0)]).is_none());
    }

    #[test]
    fn a_line_joins_years_of_one_rubric_only() {
        let point = |year: &str, rubric: &str, share: Option<i64>| YearPoint {
            year: year.into(),
            label: String::new(),
            share: share.map(|share| Decimal::new(share, 2)),
            rubric: rubric.into(),
        };
        let points = [
            point("2019", "a", Some(92)),
            point("2020", "a", Some(90)),
            point("2021", "b", Some(95)),
            point("2022", "b", None),
        ];
        let drawn = years(String::new(), String::new(), &points).svg;
        assert_eq!(drawn.matches("picture-line").count(), 1);
        assert_eq!(drawn.matches("picture-break").count(), 1);
        assert_eq!(drawn.matches("picture-none").count(), 1);
    }
}
