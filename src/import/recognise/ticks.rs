//! Options of which one is ticked: `优□ 良☑`, `经常性项目（√） 一次性项目（ ）`. Knows no labels.

use crate::import::document::with_gaps;

/// Which of several options is chosen.
pub(super) struct Ticked {
    pub(super) option: String,
    pub(super) is_sure: bool,
}

const TICKS: &str = "√✓✔☑■☒●▣";
const BOXES: &str = "□☐○▢";

/// Whether a text has ticks or boxes.
pub(super) fn is_marked(text: &str) -> bool {
    text.contains(|c| TICKS.contains(c) || BOXES.contains(c))
}

/// The one option that is ticked: `优□ 良☑`, `经常性项目（√） 一次性项目（ ）`; a text without options is what it says.
pub(super) fn ticked(text: &str) -> Option<Ticked> {
    let text = with_gaps(text);
    let has_brackets = text.contains(['（', '(']) && text.contains(['）', ')']);
    if !has_brackets && !is_marked(&text) {
        return (!text.is_empty() && !text.contains(' ')).then_some(Ticked { option: text, is_sure: true });
    }
    let (mut ticked, mut open, mut odd) = (Vec::new(), Vec::new(), Vec::new());
    if has_brackets {
        for piece in text.split_inclusive(['）', ')']) {
            let (name, mark) = piece.trim().split_once(['（', '('])?;
            let mark = mark.trim_end_matches(['）', ')']).trim();
            let list = match mark {
                "" => &mut open,
                mark if mark.chars().all(|c| TICKS.contains(c)) => &mut ticked,
                mark if mark.chars().all(|c| BOXES.contains(c)) => &mut open,
                _ => &mut odd,
            };
            list.push(name.trim().to_owned());
        }
    } else {
        // Boxes stand before their words, or behind.
        let is_before = text.starts_with(|c| TICKS.contains(c) || BOXES.contains(c));
        let mut word = String::new();
        let mut mark = None;
        for c in text.chars().chain([' ']) {
            let is_mark = TICKS.contains(c) || BOXES.contains(c);
            if (is_mark && is_before || c == ' ') && !word.is_empty() {
                let list = match mark.take() {
                    Some(c) if TICKS.contains(c) => &mut ticked,
                    Some(_) => &mut open,
                    None => &mut odd,
                };
                list.push(std::mem::take(&mut word));
            }
            match (is_mark, c) {
                (true, c) if !is_before && word.is_empty() => {
                    // A box behind a gap still belongs to the word before it.
                    let last = odd.pop()?;
                    if TICKS.contains(c) { ticked.push(last) } else { open.push(last) }
                }
                (true, c) => mark = Some(c),
                (false, ' ') => {}
                (false, c) => word.push(c),
            }
        }
    }
    match (ticked.as_slice(), odd.as_slice()) {
        ([one], []) => Some(Ticked { option: one.clone(), is_sure: true }),
        // Every other option has an open box.
        ([], [one]) if !open.is_empty() => Some(Ticked { option: one.clone(), is_sure: false }),
        _ => None,
    }
}
