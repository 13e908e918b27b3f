//! What the text of a basis says that was given. Reports nothing itself.

use rust_decimal::Decimal;

use crate::rules::shared::deductions::CLAUSE_ENDS;
use crate::syntax::number;

/// The scores that a text says were given: `该指标得4分`, `，得 3.5 分`, `评分：4分`, `，取4.8分。`, `，按完成率60%计3分`. Not what
/// could be earned (`可得`, `每项得`).
pub(crate) fn scores_named(text: &str) -> Vec<Decimal> {
    let given = |word: &str, at: usize| {
        let before = text[..at].trim_end();
        let leads = before.is_empty()
            || ["指标", "按比例"].iter().any(|lead| before.ends_with(lead))
            || before.ends_with(['，', '。', '；', ',', ';', '\n']);
        let rest = text[at + word.len()..].trim_start().trim_start_matches(['：', ':', '为', '是']);
        let (score, rest) = number::leading(rest).filter(|_| leads)?;
        let rest = rest.strip_prefix('分')?;
        let is_limit =
            ["以上", "以下", "及以上", "及以下", "至", "-", "—", "~", "～"].iter().any(|end| rest.starts_with(end));
        (!is_limit).then_some(score)
    };
    let words = ["得", "得分", "评分"];
    let given = words.iter().flat_map(|word| text.match_indices(word)).filter_map(|(at, word)| given(word, at));
    given.chain(text.split(CLAUSE_ENDS).filter_map(counted_as)).collect()
}

/// The points that a clause comes to at its end: `取4.8分`, `按20×80%计16分`; none of those for each.
fn counted_as(clause: &str) -> Option<Decimal> {
    let (before, rest) = ["取", "计"].into_iter().find_map(|word| clause.rsplit_once(word))?;
    let before = before.trim();
    let is_worked_out = before.starts_with('按') && before.ends_with(|c: char| c == '%' || number::is_digit(c));
    let (points, after) = number::leading(rest).filter(|_| before.is_empty() || is_worked_out)?;
    (after.trim_end() == "分").then_some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scores_that_were_given_are_read() {
        let named = |text: &str| scores_named(text).iter().map(Decimal::to_string).collect::<Vec<_>>();
        assert_eq!(named("目标明确，该指标得4分"), ["4"]);
        assert_eq!(named("机构健全，得 1.5 分。"), ["1.5"]);
        assert_eq!(named("得分38分。"), ["38"]);
        assert_eq!(named("制度健全，评分：38分"), ["38"]);
        assert_eq!(named("14座验收10座，取15分"), ["15"]);
        assert_eq!(named("按完成率60%计3分。"), ["3"]);
        assert_eq!(named("按20×80%计 16 分"), ["16"]);
        for none in [
            "每处计2分",
            "不合格的计0分",
            "取整22分左右",
            "四项合计10分",
            "按2分计",
            "评分：90分以上为优",
            "上年得分38分",
            "每个子项目得1分",
            "完成率超过90%可得3分",
            "取得成效",
            "（1分）",
            "按满分6分",
        ] {
            assert!(named(none).is_empty(), "{none}");
        }
    }
}
