//! Pictures drawn as SVG when the site is made. Draws what it is given; computes no figures.
//!
//! Across, everything is measured in per cent of the picture's width; down, in em. So a picture grows with the page and
//! with its text, and nothing in it is cut off. Lengths are rounded to hundredths; its colours are classes of the style sheet.

use std::collections::BTreeMap;
use std::fmt::Write;

use rust_decimal::Decimal;

use crate::site::views::PictureView;
use crate::syntax::number;

/// A counted part of a bar.
pub(in crate::site) struct Part {
    /// What the style sheet draws it by: `grade-1`.
    pub class: String,
    /// How many it stands for.
    pub n: usize,
}

/// A bar of counted parts. `most` is what the whole width stands for, so that bars of one picture have one scale.
pub(in crate::site) fn stacked(parts: &[Part], most: usize) -> String {
    let most = Decimal::from(most.max(1));
    let mut shapes = String::new();
    let mut counted = 0;
    for part in parts {
        let start = across(Decimal::from(counted), most);
        counted += part.n;
        let width = across(Decimal::from(counted), most) - start;
        let class = escape(&part.class);
        let _ = write!(shapes, "<rect class=\"{class}\" x=\"{start}%\" width=\"{width}%\"/>");
    }
    decoration("stacked", &shapes)
}

/// A bar as long as `value` is of `most`, on a track as wide as the picture.
pub(in crate::site) fn bar(value: Decimal, most: Decimal) -> String {
    decoration("bar", &format!("<rect width=\"{}%\"/>", across(value, most)))
}

/// A piece of a bar of money.
pub(in crate::site) struct Piece {
    class: String,
    length: Decimal,
}

impl Piece {
    /// One of several parts, by number.
    pub(in crate::site) fn part(number: usize, length: Decimal) -> Piece {
        Piece { class: format!("money-part part-{number}"), length }
    }

    /// What the report leaves blank.
    pub(in crate::site) fn blank(length: Decimal) -> Piece {
        Piece { class: "money-blank".to_owned(), length }
    }

    /// What is left over.
    pub(in crate::site) fn left(length: Decimal) -> Piece {
        Piece { class: "money-left".to_owned(), length }
    }

    /// Nothing: room before the next piece.
    pub(in crate::site) fn gap(length: Decimal) -> Piece {
        Piece { class: String::new(), length }
    }
}

/// Pieces behind one another on a scale to `most`. A blank one is hatched: a line as thick as the bar, in slanting dashes.
pub(in crate::site) fn pieces(pieces: &[Piece], most: Decimal) -> String {
    let mut shapes = String::new();
    let mut before = Decimal::ZERO;
    for Piece { class, length } in pieces {
        let start = across(before, most);
        before = before.saturating_add(*length);
        let end = across(before, most);
        if class.is_empty() {
            continue;
        }
        let width = end - start;
        let class = escape(class);
        let _ = write!(shapes, "<rect class=\"{class}\" x=\"{start}%\" width=\"{width}%\"/>");
        if class == "money-blank" {
            let hatch = "<line x2=\"100%\" y1=\"50%\" y2=\"50%\"/>";
            let _ = write!(shapes, "<svg x=\"{start}%\" width=\"{width}%\">{hatch}</svg>");
        }
    }
    decoration("pieces", &shapes)
}

/// A stretch of a scale.
pub(in crate::site) struct Stretch {
    /// Whether it is told from the others.
    pub is_marked: bool,
    pub from: Decimal,
    pub to: Decimal,
}

/// A scale from 0 to `most` with its stretches, and a mark at `value`.
pub(in crate::site) fn scale(stretches: &[Stretch], most: Decimal, value: Decimal) -> String {
    let mut shapes = String::new();
    for Stretch { is_marked, from, to } in stretches {
        let start = across(*from, most);
        let width = (across(*to, most) - start).max(Decimal::ZERO);
        let class = if *is_marked { "class=\"is-marked\" " } else { "" };
        let _ = write!(shapes, "<rect {class}x=\"{start}%\" width=\"{width}%\"/>");
    }
    let at = across(value, most);
    let _ = write!(shapes, "<line x1=\"{at}%\" x2=\"{at}%\" y2=\"1.6em\"/>");
    decoration("scale", &shapes)
}

/// A grade on a scale of points.
pub(in crate::site) struct Grade {
    pub name: String,
    pub from: Decimal,
    pub to: Decimal,
}

/// A scale on which scores stand as dots, with the grades of its points.
pub(in crate::site) struct DotScale {
    least: Decimal,
    most: Decimal,
    grades: Vec<Grade>,
}

impl DotScale {
    /// The scale of scores with `most` as full marks. Where none is below half of them it begins there, and says so.
    pub(in crate::site) fn of<'a>(
        scores: impl IntoIterator<Item = &'a Decimal>,
        most: Decimal,
        mut grades: Vec<Grade>,
    ) -> Self {
        let half = most / Decimal::TWO;
        let least = if scores.into_iter().all(|score| *score >= half) { half } else { Decimal::ZERO };
        grades.retain(|grade| grade.to > least && grade.from < most);
        grades.sort_by_key(|grade| grade.from);
        DotScale { least, most, grades }
    }

    fn at(&self, score: Decimal) -> Decimal {
        across(score - self.least, self.most - self.least)
    }

    /// Where a grade begins and how wide it is.
    fn stretch(&self, grade: &Grade) -> (Decimal, Decimal) {
        let start = self.at(grade.from);
        (start, self.at(grade.to) - start)
    }

    /// Scores as dots before the grades; alike ones stand above one another. `words` says the same.
    pub(in crate::site) fn row(&self, scores: &[Decimal], words: &str) -> String {
        const STEP: Decimal = Decimal::from_parts(45, 0, 0, false, 2);
        const HIGHEST: usize = 14;
        const MARGIN: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
        // Scores that fall on one place of the scale.
        let mut piles: BTreeMap<Decimal, usize> = BTreeMap::new();
        for score in scores {
            *piles.entry(number::round(self.at(*score), 0)).or_default() += 1;
        }
        let highest = piles.values().copied().max().unwrap_or(1);
        let step = STEP * Decimal::from(highest.min(HIGHEST)) / Decimal::from(highest);
        let base = STEP * Decimal::from(highest.min(HIGHEST)) + MARGIN;
        let mut shapes = String::new();
        for (number, grade) in self.grades.iter().enumerate() {
            let (x, width) = self.stretch(grade);
            let class = if number % 2 == 0 { "picture-band" } else { "picture-band is-next" };
            let _ = write!(shapes, "<rect class=\"{class}\" x=\"{x}%\" width=\"{width}%\" height=\"100%\"/>");
        }
        for (x, count) in piles {
            for number in 0..count {
                let cy = number::round(base - step * Decimal::from(number) - MARGIN / Decimal::TWO, 2).normalize();
                let _ = write!(shapes, "<circle cx=\"{x}%\" cy=\"{cy}em\" r=\".2em\"/>");
            }
        }
        let (height, words) = (number::round(base, 2).normalize(), escape(words));
        format!(
            "<svg class=\"picture picture-dots\" width=\"100%\" height=\"{height}em\" role=\"img\" aria-label=\"{words}\">{shapes}</svg>"
        )
    }

    /// Its points, and below them the names of its grades, every other one in a second line where one is wider than its
    /// grade. What would stand on its neighbour is left out.
    pub(in crate::site) fn axis(&self) -> String {
        const POINTS: Decimal = Decimal::ONE;
        const NAMES: [Decimal; 2] = [Decimal::from_parts(24, 0, 0, false, 1), Decimal::from_parts(37, 0, 0, false, 1)];
        let mut shapes = String::new();
        text(&mut shapes, "picture-scale", ("0%".into(), POINTS), "start", &self.least.normalize().to_string());
        text(&mut shapes, "picture-scale", ("100%".into(), POINTS), "end", &self.most.normalize().to_string());
        let needed = |grade: &Grade| Decimal::from(CHARACTER * grade.name.chars().count() as i64);
        let lines = if self.grades.iter().any(|grade| self.stretch(grade).1 < needed(grade)) { 2 } else { 1 };
        let mut next = Decimal::ONE_HUNDRED;
        let mut ends = [Decimal::ONE_HUNDRED; 2];
        for (number, grade) in self.grades.iter().rev().enumerate() {
            let (x, width) = self.stretch(grade);
            if next - x >= Decimal::from(NUMBER) && x >= Decimal::from(NUMBER) {
                let from = grade.from.normalize().to_string();
                text(&mut shapes, "picture-scale", (format!("{x}%"), POINTS), "middle", &from);
                next = x;
            }
            let half = needed(grade) / Decimal::TWO;
            let middle = (x + width / Decimal::TWO).min(Decimal::ONE_HUNDRED - half).max(half);
            let line = number % lines;
            if middle + half <= ends[line] {
                text(&mut shapes, "picture-label", (format!("{middle}%"), NAMES[line]), "middle", &grade.name);
                ends[line] = middle - half;
            }
        }
        let height = NAMES[lines - 1] + Decimal::from_parts(4, 0, 0, false, 1);
        format!("<svg class=\"picture\" width=\"100%\" height=\"{height}em\" aria-hidden=\"true\">{shapes}</svg>")
    }
}

/// How much of the width of a phone a number takes, with what is around it, in per cent.
const NUMBER: i64 = 17;

/// How much of it a Chinese character takes.
const CHARACTER: i64 = 7;

/// Scores of several years by one rubric.
pub(in crate::site) struct Years {
    pub title: String,
    /// What the picture says, in words.
    pub description: String,
    /// Full marks, at the top of the scale.
    pub maximum: String,
    /// What stands beside the years without a score.
    pub unscored: String,
    /// Oldest first.
    pub points: Vec<YearPoint>,
}

/// A year.
pub(in crate::site) struct YearPoint {
    pub year: String,
    /// The score; `None` where there is none.
    pub score: Option<String>,
    /// Score ÷ full marks.
    pub share: Option<Decimal>,
}

/// Scores over the years, joined where they follow one another. A year without a score stands below the scale, not on it.
pub(in crate::site) fn years(years: &Years) -> PictureView {
    const LEFT: i64 = 12;
    const TOP: Decimal = Decimal::from_parts(16, 0, 0, false, 1);
    const BASE: Decimal = Decimal::from_parts(86, 0, 0, false, 1);
    let count = years.points.len().max(1);
    let at = |number: usize| {
        let place = Decimal::from((2 * number + 1) * (100 - LEFT as usize)) / Decimal::from(2 * count);
        number::round(place + Decimal::from(LEFT), 2)
    };
    let down = |share: Decimal| number::round(BASE - (BASE - TOP) * share.clamp(Decimal::ZERO, Decimal::ONE), 2);
    let has_unscored = years.points.iter().any(|point| point.share.is_none());
    let strip = BASE + Decimal::from_parts(11, 0, 0, false, 1);
    let below = if has_unscored {
        strip + Decimal::from_parts(17, 0, 0, false, 1)
    } else {
        BASE + Decimal::from_parts(15, 0, 0, false, 1)
    };
    let mut shapes = String::new();
    for (y, words) in [(TOP, years.maximum.as_str()), (BASE, "0")] {
        let _ = write!(shapes, "<line class=\"picture-grid\" x1=\"{LEFT}%\" x2=\"100%\" y1=\"{y}em\" y2=\"{y}em\"/>");
        text(&mut shapes, "picture-scale", ("0%".into(), y + Decimal::from_parts(3, 0, 0, false, 1)), "start", words);
    }
    if has_unscored {
        text(
            &mut shapes,
            "picture-scale",
            ("0%".into(), strip + Decimal::from_parts(3, 0, 0, false, 1)),
            "start",
            &years.unscored,
        );
    }
    for (number, pair) in years.points.windows(2).enumerate() {
        if let [YearPoint { share: Some(before), .. }, YearPoint { share: Some(after), .. }] = pair {
            let (x1, x2, y1, y2) = (at(number), at(number + 1), down(*before), down(*after));
            let _ =
                write!(shapes, "<line class=\"picture-line\" x1=\"{x1}%\" y1=\"{y1}em\" x2=\"{x2}%\" y2=\"{y2}em\"/>");
        }
    }
    for (number, point) in years.points.iter().enumerate() {
        let x = at(number);
        let (class, y) = match point.share {
            Some(share) => ("picture-dot", down(share)),
            None => ("picture-none", strip),
        };
        let _ = write!(shapes, "<circle class=\"{class}\" cx=\"{x}%\" cy=\"{y}em\" r=\".3em\"/>");
        if let Some(score) = &point.score {
            text(
                &mut shapes,
                "picture-value",
                (format!("{x}%"), y - Decimal::from_parts(6, 0, 0, false, 1)),
                "middle",
                score,
            );
        }
        text(&mut shapes, "picture-label", (format!("{x}%"), below), "middle", &point.year);
    }
    let height = below + Decimal::from_parts(5, 0, 0, false, 1);
    let words = escape(&format!("{} {}", years.title, years.description));
    let svg = format!(
        "<svg class=\"picture\" width=\"100%\" height=\"{height}em\" role=\"img\" aria-label=\"{words}\">{shapes}</svg>"
    );
    PictureView { svg, title: years.title.clone() }
}

/// How far across `value` is when the whole width is `most`, in per cent.
fn across(value: Decimal, most: Decimal) -> Decimal {
    let share = number::percent(value, most).unwrap_or_default();
    number::round(share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED), 2).normalize()
}

fn text(shapes: &mut String, class: &str, (x, y): (String, Decimal), anchor: &str, words: &str) {
    let words = escape(words);
    let _ = write!(shapes, "<text class=\"{class}\" x=\"{x}\" y=\"{y}em\" text-anchor=\"{anchor}\">{words}</text>");
}

/// A picture whose figures stand in words beside it.
fn decoration(class: &str, shapes: &str) -> String {
    format!("<svg class=\"{class}\" aria-hidden=\"true\">{shapes}</svg>")
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_to_scale_and_equal_totals_are_equally_long() {
        let drawn = bar(Decimal::new(16602, 2), Decimal::from(185));
        assert!(drawn.contains("<rect width=\"89.74%\"/>"), "{drawn}");
        let part = |n| Part { class: format!("grade-{n}"), n };
        let ends = |parts: &[usize]| {
            let drawn = stacked(&parts.iter().map(|n| part(*n)).collect::<Vec<_>>(), 7);
            let widths = drawn
                .split("width=\"")
                .skip(1)
                .map(|rest| rest.split('%').next().unwrap_or_default().parse::<Decimal>());
            number::sum(widths.flatten())
        };
        assert_eq!(ends(&[1, 1, 1]), ends(&[3]));
        assert_eq!(ends(&[3, 4]), Some(Decimal::ONE_HUNDRED));
    }

    #[test]
    fn every_grade_of_a_scale_is_named_and_no_name_stands_on_another() {
        let grade = |name: &str, from: i64, to: i64| Grade { name: name.into(), from: from.into(), to: to.into() };
        let grades =
            || vec![grade("优秀", 90, 100), grade("良好", 80, 89), grade("一般", 60, 79), grade("较差", 0, 59)];
        for least in [0, 50] {
            let scale = DotScale::of(&[Decimal::from(least)], Decimal::ONE_HUNDRED, grades());
            let axis = scale.axis();
            let mut names: Vec<(Decimal, Decimal)> = axis
                .split("picture-label\" x=\"")
                .skip(1)
                .filter_map(|rest| {
                    let (x, rest) = rest.split_once("%\" y=\"")?;
                    Some((rest.split_once("em")?.0.parse().ok()?, x.parse().ok()?))
                })
                .collect();
            assert_eq!(names.len(), 4, "{axis}");
            names.sort_unstable();
            for pair in names.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
                assert!(pair[1].1 - pair[0].1 >= Decimal::from(2 * CHARACTER), "{axis}");
            }
        }
    }

    #[test]
    fn a_year_without_a_score_stands_off_the_scale_and_no_line_leads_to_it() {
        let point = |year: &str, score: Option<i64>| YearPoint {
            year: year.into(),
            score: score.map(|score| score.to_string()),
            share: score.map(|score| Decimal::new(score, 2)),
        };
        let points =
            vec![point("2019", Some(92)), point("2020", Some(0)), point("2021", None), point("2022", Some(95))];
        let drawn = years(&Years {
            title: "甲<乙".into(),
            description: String::new(),
            maximum: "100".into(),
            unscored: "未评分".into(),
            points,
        });
        assert_eq!(drawn.svg.matches("picture-line").count(), 1);
        assert!(drawn.svg.contains("class=\"picture-none\" cx=\"67%\" cy=\"9.7em\""), "{}", drawn.svg);
        assert!(drawn.svg.contains("cx=\"45%\" cy=\"8.6em\""), "{}", drawn.svg);
        assert!(drawn.svg.contains("甲&lt;乙") && !drawn.svg.contains("甲<乙"));
    }
}
