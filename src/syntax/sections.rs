//! A narrative as its sections: each heading with the texts directly below it, and their places. Renders and judges nothing.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::commonmark;

/// A heading and what stands below it, up to the next heading of any level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// 2 for `##`; 0 for what stands before the first heading.
    pub level: u8,
    /// The heading's text.
    pub heading: String,
    /// Where the heading was written.
    pub range: Range<usize>,
    /// The texts below it, in order.
    pub blocks: Vec<Block>,
}

/// A paragraph, the text of a list item or of a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it stands in.
    pub kind: Kind,
    /// Its text without marks.
    pub text: String,
    /// Where it was written, marks included.
    pub range: Range<usize>,
}

/// What a text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A quotation: the words of somebody else, such as a note of the site.
    Quote,
    /// Code, HTML or a footnote.
    Other,
}

/// Reads a text in Markdown; ranges are bytes of `text`. Beside its sections the characters that are shown, in order, each
/// with the byte where it was written; a line that breaks is a space.
pub fn read(text: &str) -> (Vec<Section>, Vec<(usize, char)>) {
    let (parsed, characters) = commonmark::parse_with_characters(text);
    (of(text, &parsed.events), characters)
}

/// The sections of a text that was parsed. The first is what stands before the first heading.
pub(super) fn of(text: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut containers: Vec<Kind> = Vec::new();
    let mut in_heading = false;
    let mut open: Option<Block> = None;
    for (event, range) in events {
        let last = sections.len() - 1;
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                sections[last].blocks.extend(open.take());
                let end = range.start + text[range.clone()].trim_end().len();
                let (level, range) = (*level as u8, range.start..end);
                sections.push(Section { level, range, ..Section::default() });
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(words) | Event::Code(words) if in_heading => sections[last].heading.push_str(words),
            _ if in_heading => {}
            Event::Start(tag) if !is_inline(tag) => {
                sections[last].blocks.extend(open.take());
                containers.push(kind(tag));
            }
            Event::End(end) if !is_end_of_inline(*end) => {
                sections[last].blocks.extend(open.take());
                containers.pop();
            }
            Event::Rule | Event::End(_) => {}
            inline => {
                let kind = *containers.iter().rev().find(|kind| **kind != Kind::Paragraph).unwrap_or(&Kind::Paragraph);
                let kind = if containers.contains(&Kind::Quote) { Kind::Quote } else { kind };
                let block = open.get_or_insert_with(|| Block { kind, text: String::new(), range: range.clone() });
                block.range.end = block.range.end.max(range.end);
                match inline {
                    Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                        block.text.push_str(words);
                    }
                    Event::SoftBreak | Event::HardBreak => block.text.push('\n'),
                    _ => {}
                }
            }
        }
    }
    sections
}

fn kind(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::Item => Kind::Item,
        Tag::TableCell => Kind::Cell,
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => Kind::Other,
        _ => Kind::Paragraph,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_end_of_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_below_their_headings_with_their_places() {
        let text =
            "前言\n\n## 一、概况\n\n**甲。** 乙\n\n- 丙\n- 丁\n\n> 注：戊\n\n### （一）己\n\n| 庚 |\n|---|\n| 辛 |\n";
        let (sections, _) = read(text);
        let told: Vec<_> = sections
            .iter()
            .map(|section| {
                let blocks: Vec<_> = section.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
                (section.level, section.heading.as_str(), blocks)
            })
            .collect();
        assert_eq!(
            told,
            [
                (0, "", vec![(Kind::Paragraph, "前言")]),
                (
                    2,
                    "一、概况",
                    vec![(Kind::Paragraph, "甲。 乙"), (Kind::Item, "丙"), (Kind::Item, "丁"), (Kind::Quote, "注：戊")]
                ),
                (3, "（一）己", vec![(Kind::Cell, "庚"), (Kind::Cell, "辛")]),
            ]
        );
        assert_eq!(&text[sections[1].range.clone()], "## 一、概况");
        assert_eq!(&text[sections[1].blocks[0].range.clone()], "**甲。** 乙");
    }
}
