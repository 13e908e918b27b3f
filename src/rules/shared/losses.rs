//! Where the narrative tells that points were lost. Reports nothing itself.

use crate::rules::Subject;
use crate::syntax::sections::Kind;

/// Whether a passage of the narrative about lost points names an item, perhaps without the word 指标.
pub(crate) fn is_told_of(subject: &Subject<'_>, item: &str) -> bool {
    let passages = subject.narrative.iter().flat_map(|narrative| &narrative.sections);
    let mut blocks = passages.flat_map(|section| &section.blocks).filter(|block| block.kind != Kind::Quote);
    let item = item.trim_end_matches("指标");
    blocks.any(|block| block.text.contains(item) && tells_of_loss(&block.text))
}

/// Whether a passage tells that points were lost, and not only for what they would be: `每缺一项扣1分`, `未公开的扣2分`.
fn tells_of_loss(passage: &str) -> bool {
    passage.split(['。', '；', ';', '\n']).any(|sentence| sentence.contains('扣') && !is_standard(sentence))
}

fn is_standard(sentence: &str) -> bool {
    let conditions = ["的扣", "的，扣", "的,扣", "否则扣", "缺一项扣"];
    let mut points = conditions.iter().flat_map(|words| sentence.match_indices(words));
    let each = [
        "每缺",
        "每少",
        "每低",
        "每有",
        "每发现",
        "每出现",
        "每项",
        "每个",
        "每次",
        "每超",
        "每逾",
        "每降",
        "酌情扣",
        "扣完为止",
    ];
    points.any(|(at, words)| sentence[at + words.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit()))
        || each.iter().any(|words| sentence.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_tells_of_no_loss() {
        for told in ["产出数量扣2分。", "该指标的扣分原因是会议没有开", "标准是每缺一项扣1分；本次缺两项，共扣2分"]
        {
            assert!(tells_of_loss(told), "{told}");
        }
        for standard in ["产出数量：每少一场扣1分", "未公开的，扣2分；扣完为止", "制度健全，缺一项扣1分"]
        {
            assert!(!tells_of_loss(standard), "{standard}");
        }
    }
}
