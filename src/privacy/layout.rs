//! A text with its lines and the heads of its Markdown tables, which are found once for all the numbers in it. Knows nothing of numbers.

use std::cell::OnceCell;
use std::ops::{Deref, Range};

/// A text in which surroundings are looked up by place.
pub(super) struct Layout<'a> {
    text: &'a str,
    lines: OnceCell<Vec<Line>>,
}

struct Line {
    start: usize,
    /// Of a row of a table below its rule: the line of the heads.
    heads: Option<Range<usize>>,
    /// Of a row of a table: the last line of text above it.
    above: Option<Range<usize>>,
}

impl Deref for Layout<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl<'a> Layout<'a> {
    /// Nothing is looked for before it is asked for.
    pub(super) fn new(text: &'a str) -> Layout<'a> {
        Layout { text, lines: OnceCell::new() }
    }

    /// What stands before a place on its line, of a long line at most so many bytes.
    pub(super) fn line_before(&self, at: usize, at_most: usize) -> &'a str {
        let before = &self.text[self.near(at, at_most)];
        &before[before.rfind('\n').map_or(0, |newline| newline + 1)..]
    }

    /// Where the last so many bytes before a place are.
    pub(super) fn near(&self, at: usize, at_most: usize) -> Range<usize> {
        self.text.floor_char_boundary(at.saturating_sub(at_most))..at
    }

    /// The head of the column of a Markdown table that a place stands in.
    pub(super) fn head_of_column(&self, at: usize) -> Option<&'a str> {
        let line = self.line(at)?;
        let row = &self.text[line.start..at];
        row.starts_with('|').then_some(())?;
        self.text[line.heads.clone()?].split('|').nth(row.matches('|').count())
    }

    /// The last line of text above the table, or the tables, that a place stands in.
    pub(super) fn line_above_table(&self, at: usize) -> Option<&'a str> {
        self.line(at)?.above.clone().map(|above| &self.text[above])
    }

    fn line(&self, at: usize) -> Option<&Line> {
        let lines = self.lines.get_or_init(|| lines(self.text));
        lines[..lines.partition_point(|line| line.start <= at)].last()
    }
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut heads, mut above, mut previous_row) = (None, None, None);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        let is_row = line.starts_with('|');
        lines.push(Line { start, heads: heads.clone(), above: above.clone().filter(|_| is_row) });
        if is_row {
            if is_rule(&text[range.clone()]) {
                heads = previous_row;
            }
            previous_row = Some(range);
            continue;
        }
        (heads, previous_row) = (None, None);
        if !line.trim().is_empty() {
            above = Some(range);
        }
    }
    lines
}

/// The line below the heads of a Markdown table.
pub(super) fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.trim_end().chars().all(|c| "|-: ".contains(c))
}
