//! Marks Chinese text in the pages of a site in another language, so that it is read aloud and set as Chinese. Changes no
//! word: where nothing says already that a text is Chinese, an element around it does.

use std::fmt::Write;

/// Elements in which no element can stand around a part of the text, or whose text nobody reads.
const LEFT_ALONE: [&str; 7] = ["head", "script", "style", "svg", "textarea", "option", "select"];

/// A page with its Chinese marked.
pub(in crate::site) fn marked(html: &str) -> String {
    let mut made = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut made, &rest[..start]);
        let tag = tag_at(&rest[start..]);
        let is_settled = LEFT_ALONE.contains(&name_of(tag)) || tag.contains(" lang=\"zh");
        let length = if is_settled { element_at(&rest[start..]).len() } else { tag.len() };
        made.push_str(&rest[start..start + length]);
        rest = &rest[start + length..];
    }
    push_text(&mut made, rest);
    made
}

/// The tag, comment or declaration at the start of a text.
fn tag_at(text: &str) -> &str {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text, |at| &text[..at + 3]);
    }
    let mut quoted = None;
    for (at, c) in text.char_indices() {
        match (quoted, c) {
            (None, '>') => return &text[..=at],
            (None, '"' | '\'') => quoted = Some(c),
            (Some(open), c) if open == c => quoted = None,
            _ => {}
        }
    }
    text
}

/// The name of a start tag; nothing for any other.
fn name_of(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or_default();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// The element at the start of a text, down to its end tag; of one that has none, its tag.
fn element_at(text: &str) -> &str {
    let name = name_of(text);
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = text[at..].find('<') {
        at += next;
        let tag = tag_at(&text[at..]);
        at += tag.len();
        let ended = tag.strip_prefix("</").is_some_and(|tag| tag.trim_end_matches('>').trim_end() == name);
        if ended {
            depth = depth.saturating_sub(1);
        } else if name_of(tag) == name && !tag.ends_with("/>") {
            depth += 1;
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    tag_at(text)
}

/// A text, its Chinese parts in elements of their own.
fn push_text(made: &mut String, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(is_chinese) {
        let part = &rest[start..];
        // As far as the last Chinese character before other writing than figures and signs.
        let end = part.find(|c: char| c.is_alphabetic() && !is_chinese(c)).unwrap_or(part.len());
        let end = part[..end].char_indices().rfind(|(_, c)| is_chinese(*c)).map_or(end, |(at, c)| at + c.len_utf8());
        made.push_str(&rest[..start]);
        let _ = write!(made, "<span lang=\"zh-CN\">{}</span>", &part[..end]);
        rest = &part[end..];
    }
    made.push_str(rest);
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3020}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_marked_where_nothing_says_that_it_is() {
        let cases = [
            ("<p>Name: 海口市（2019）</p>", "<p>Name: <span lang=\"zh-CN\">海口市（2019）</span></p>"),
            ("<p>甲, by 乙</p>", "<p><span lang=\"zh-CN\">甲</span>, by <span lang=\"zh-CN\">乙</span></p>"),
            ("<p title=\"a > 甲\">x &amp; y</p>", "<p title=\"a > 甲\">x &amp; y</p>"),
        ];
        for (html, wanted) in cases {
            assert_eq!(marked(html), wanted);
        }
    }

    #[test]
    fn what_is_marked_already_or_cannot_be_is_left_alone() {
        for html in [
            "<p lang=\"zh-CN\">甲<b>乙</b>丙</p>",
            "<div lang=\"zh-CN\"><div>甲</div>乙</div>",
            "<head><title>甲</title></head><script>\"甲\"</script><svg><text>甲</text></svg>",
            "<select><option>甲</option></select><textarea>甲</textarea><!-- 甲 > 乙 -->",
            "<p>no Chinese</p>",
            "<input lang=\"zh-CN\" value=\"甲\"><p>no Chinese</p>",
        ] {
            assert_eq!(marked(html), html);
        }
    }
}
