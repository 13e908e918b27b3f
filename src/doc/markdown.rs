//! Markdown to HTML, with the options in one place. Raw HTML is shown as text, never passed on.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use super::marks;

/// A rendered text.
#[derive(Clone, Debug, Default)]
pub struct Markdown {
    /// Its HTML, without a first-level heading.
    pub html: String,
    /// The text of the first first-level heading.
    pub title: Option<String>,
    /// Where first-level headings were written.
    pub first_level: Vec<Range<usize>>,
    /// The other headings, in order.
    pub headings: Vec<Heading>,
    /// Where raw HTML was written.
    pub raw_html: Vec<Range<usize>>,
    /// Targets of links and images, with their places.
    pub links: Vec<(String, Range<usize>)>,
}

/// A heading that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 for `##`.
    pub level: u8,
    /// Fragment of its address.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// What a text may use beyond plain Markdown.
pub(super) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// Renders a text without its marks; ranges are bytes of `text`.
pub fn render(text: &str) -> Markdown {
    let mut rendered = Markdown::default();
    let mut events = Vec::new();
    let mut heading: Option<(HeadingLevel, usize, String)> = None;
    let merged = TextMergeWithOffset::new(Parser::new_ext(text, OPTIONS).into_offset_iter());
    for (event, range) in merged {
        let event = match event {
            Event::Text(text) => Event::Text(marks::strip(&text).into_owned().into()),
            other => other,
        };
        match &event {
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, words)) = &mut heading {
                    words.push_str(text);
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                rendered.links.push((dest_url.to_string(), range.clone()));
            }
            _ => {}
        }
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => {
                rendered.raw_html.push(range);
                events.push(Event::Text(raw));
            }
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, events.len(), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, start, words)) = heading.take() else { continue };
                if level == HeadingLevel::H1 {
                    rendered.first_level.push(range);
                    events.truncate(start);
                    rendered.title.get_or_insert(words);
                    continue;
                }
                let id = format!("section-{}", rendered.headings.len() + 1);
                rendered.headings.push(Heading { level: level as u8, id: id.clone(), text: words });
                let tag = Tag::Heading { level, id: Some(id.into()), classes: Vec::new(), attrs: Vec::new() };
                events.insert(start, Event::Start(tag));
                events.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::Table(alignments)) => {
                events.push(Event::Html(CowStr::Borrowed("<div class=\"table-scroll\" tabindex=\"0\">\n")));
                events.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html(CowStr::Borrowed("</div>\n")));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = if is_safe(&dest_url) || link_type == LinkType::Email { dest_url } else { "#".into() };
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = if is_relative(&dest_url) { dest_url } else { "#".into() };
                events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            other => events.push(other),
        }
    }
    html::push_html(&mut rendered.html, events.into_iter());
    // Raw HTML never gets here, so these are links of the text.
    for scheme in ["http:", "https:"] {
        let (link, marked) = (format!("<a href=\"{scheme}"), format!("<a rel=\"noopener external\" href=\"{scheme}"));
        rendered.html = rendered.html.replace(&link, &marked);
    }
    for alignment in ["left", "center", "right"] {
        let (style, class) = (format!(" style=\"text-align: {alignment}\""), format!(" class=\"align-{alignment}\""));
        rendered.html = rendered.html.replace(&style, &class);
    }
    rendered
}

/// Whether a link may be published: relative, or to a web or mail address.
pub fn is_safe(target: &str) -> bool {
    is_relative(target) || ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}

/// Whether a link stays within the site.
pub fn is_relative(target: &str) -> bool {
    !target.starts_with('/') && target.split(['/', '?', '#']).next().is_none_or(|first| !first.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_addresses_and_the_first_is_the_title() {
        let rendered = render("# 说明\n\n## 一、概况\n\n甲\n\n### （一）*项目*情况\n");
        assert_eq!(rendered.title.as_deref(), Some("说明"));
        assert_eq!(rendered.headings[1], Heading { level: 3, id: "section-2".into(), text: "（一）项目情况".into() });
        assert!(rendered.html.starts_with("<h2 id=\"section-1\">一、概况</h2>"), "{}", rendered.html);
    }

    #[test]
    fn aligned_columns_have_classes_since_inline_styles_are_forbidden() {
        let html = render("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n").html;
        assert!(html.contains("<td class=\"align-right\">2</td>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn links_that_leave_the_site_are_marked_and_others_are_not() {
        let html =
            render("[甲](https://example.com/a) <http://example.com> [乙](files/a.pdf) [丙](mailto:a@b.cn)\n").html;
        assert_eq!(html.matches("<a ").count(), 4, "{html}");
        assert!(html.contains("<a rel=\"noopener external\" href=\"https://example.com/a\">"), "{html}");
        assert_eq!(html.matches("rel=").count(), 2, "{html}");
    }

    #[test]
    fn html_and_scripts_become_text() {
        let rendered =
            render("甲 <b onclick=\"x\">乙</b>\n\n[丙](javascript:alert(1)) ![丁](https://example.com/a.png)\n");
        assert_eq!(rendered.raw_html.len(), 2);
        assert!(rendered.html.contains("&lt;b onclick"), "{}", rendered.html);
        assert!(!rendered.html.contains("javascript:") && !rendered.html.contains("https:"), "{}", rendered.html);
    }
}
