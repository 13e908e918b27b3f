//! Lines of Markdown without what is mark-up in them: emphasis, links, escapes. Knows no headings and no tables.

use super::beside::Beside;

/// A text with its lines as readers see them; what is struck out is left out, pictures are counted.
pub(super) fn plain(text: &str, beside: &mut Beside) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        put(line, beside, &mut plain);
    }
    plain
}

fn put(line: &str, beside: &mut Beside, plain: &mut String) {
    let [mut stars, mut waves] = ["**", "~~"].map(|mark| pairs(line, mark));
    let mut is_struck = false;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next()).filter(char::is_ascii_punctuation);
        let link = linked(rest);
        let line_break = ["<br>", "<br/>", "<br />"].into_iter().find(|tag| rest.starts_with(*tag));
        let (seen, length) = match () {
            // A stroke between columns is one within a cell.
            () if escaped == Some('|') => ("\\|", 2),
            () if escaped.is_some() => (&rest[1..2], 2),
            () if is_mark(line, at, "**") && take(&mut stars) => ("", 2),
            () if is_mark(line, at, "~~") && take(&mut waves) => {
                is_struck = !is_struck;
                beside.struck += usize::from(is_struck);
                ("", 2)
            }
            () if rest.starts_with("![") && linked(&rest[1..]).is_some() => {
                beside.pictures += 1;
                ("", 1 + linked(&rest[1..]).map_or(0, |(_, length)| length))
            }
            () if line_break.is_some() => (" ", line_break.map_or(0, |tag| tag.len())),
            () => link.unwrap_or((&rest[..c.len_utf8()], c.len_utf8())),
        };
        if !is_struck || seen == "\n" {
            plain.push_str(seen);
        }
        at += length;
    }
}

/// How many marks of emphasis of a line belong together, two and two.
fn pairs(line: &str, mark: &str) -> usize {
    let count = line.match_indices(mark).filter(|(at, _)| is_mark(line, *at, mark)).count();
    count - count % 2
}

/// Whether a mark stands at a place by itself: more signs of it are none, as in `138****0000`.
fn is_mark(line: &str, at: usize, mark: &str) -> bool {
    let sign = &mark[..1];
    line[at..].starts_with(mark)
        && !line[at + mark.len()..].starts_with(sign)
        && !line[..at].ends_with(sign)
        && !line[..at].ends_with('\\')
}

fn take(left: &mut usize) -> bool {
    let is_left = *left > 0;
    *left -= usize::from(is_left);
    is_left
}

/// The words of a link at the beginning of a text, and how long all of it is: `[公报](https://…)`.
fn linked(text: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 500;
    let near = |text: &str| text.floor_char_boundary(LONGEST.min(text.len()));
    let inside = text.strip_prefix('[')?;
    let words = inside[..near(inside)].split_once([']', '[']).map(|(words, _)| words)?;
    let target = inside[words.len()..].strip_prefix("](")?;
    let target = target[..near(target)].split_once([')', '\n']).map(|(target, _)| target)?;
    let length = 1 + words.len() + 2 + target.len() + 1;
    text[..length].ends_with(')').then_some((words, length))
}
