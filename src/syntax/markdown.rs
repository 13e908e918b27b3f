//! Markdown to HTML, with the options in one place. Raw HTML is shown as text, never passed on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use super::commonmark::{self, item_marker};
use super::sections::{self, Section};
use crate::address::{self, Target};

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
    /// Where pictures of other sites were written: their words are shown instead.
    pub outside_pictures: Vec<Range<usize>>,
    /// Where words were written that are not shown: a cell too many, a line taken for the address of a link.
    pub lost: Vec<Range<usize>>,
    /// Where mark-up was written that is shown as it stands, since it means nothing there: `**`, `[^3]`.
    pub leftover: Vec<Range<usize>>,
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

/// Renders a text without its marks; ranges are bytes of `text`. Links within the site stay as they are written.
pub fn render(text: &str) -> Markdown {
    render_linked(text, &as_written)
}

fn as_written(target: &str) -> Option<String> {
    Some(target.to_owned())
}

/// A text as it is rendered, and by its headings; parsed once for both.
pub fn document(text: &str) -> (Markdown, Vec<Section>) {
    let parsed = commonmark::parse(text);
    let sections = sections::of(text, &parsed.events);
    (of(text, parsed, &as_written), sections)
}

/// The targets of the links and images of a text, with their places.
pub fn links(text: &str) -> Vec<(String, Range<usize>)> {
    // Most reports have none.
    if !["](", "][", "]:", "<"].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    commonmark::parse(text).events.iter().filter_map(|(event, range)| Some((target(event)?, range.clone()))).collect()
}

/// What a link or an image leads to.
fn target(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => Some(format!("mailto:{dest_url}")),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    }
}

/// As [`render`]; `address` says where a link within the site leads. Of what leads nowhere, the words alone are shown.
pub fn render_linked(text: &str, address: &dyn Fn(&str) -> Option<String>) -> Markdown {
    of(text, commonmark::parse(text), address)
}

fn of(text: &str, parsed: commonmark::Parsed<'_>, address: &dyn Fn(&str) -> Option<String>) -> Markdown {
    let commonmark::Parsed { events: parsed, lost } = parsed;
    let mut rendered = Markdown { lost, leftover: leftover(text, &parsed), ..Markdown::default() };
    let mut events = Vec::new();
    let mut heading: Option<(HeadingLevel, usize, String)> = None;
    let as_printed = lists_as_printed(text, &parsed);
    let mut lists = Vec::new();
    let mut footnotes = Footnotes::default();
    let mut is_linked = Vec::new();
    for (at, (event, range)) in parsed.into_iter().enumerate() {
        match &event {
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, words)) = &mut heading {
                    words.push_str(text);
                }
            }
            _ => {}
        }
        let target = target(&event);
        let href = target.as_deref().and_then(|target| published(target, address));
        rendered.links.extend(target.map(|target| (target, range.clone())));
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
            Event::Start(Tag::Link { title, id, .. }) => {
                is_linked.push(href.is_some());
                // The scheme of a mailbox is in its address already.
                let link_type = LinkType::Inline;
                let link = |href: String| Event::Start(Tag::Link { link_type, dest_url: href.into(), title, id });
                events.extend(href.map(link));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let is_outside = address::target(&dest_url) != Target::Site;
                let href = href.filter(|_| !is_outside);
                is_linked.push(href.is_some());
                let image = |href: String| Event::Start(Tag::Image { link_type, dest_url: href.into(), title, id });
                events.extend(href.map(image));
                if is_outside {
                    rendered.outside_pictures.push(range);
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) if is_linked.pop() == Some(false) => {}
            Event::Start(Tag::List(first)) => {
                let is_as_printed = as_printed.contains(&at);
                lists.push(is_as_printed);
                events.push(match is_as_printed {
                    true => Event::Html("<ol class=\"as-printed\">\n".into()),
                    false => Event::Start(Tag::List(first)),
                });
            }
            Event::End(TagEnd::List(is_ordered)) => {
                lists.pop();
                events.push(Event::End(TagEnd::List(is_ordered)));
            }
            Event::Start(Tag::Item) if lists.last() == Some(&true) => {
                let marker = item_marker(&text[range]);
                events.push(Event::Html(format!("<li><span class=\"printed-number\">{marker}</span> ").into()));
            }
            Event::FootnoteReference(name) => events.push(Event::InlineHtml(footnotes.reference(&name).into())),
            Event::Start(Tag::FootnoteDefinition(name)) => events.push(Event::Html(footnotes.definition(&name).into())),
            Event::End(TagEnd::FootnoteDefinition) => events.push(Event::Html("</div>\n".into())),
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

/// Which events begin ordered lists whose items must be shown with the numbers that were printed: those that do not count
/// up by one from the first, each number followed by a point.
fn lists_as_printed(text: &str, events: &[(Event<'_>, Range<usize>)]) -> BTreeSet<usize> {
    let mut as_printed = BTreeSet::new();
    let mut open: Vec<(usize, Option<u64>)> = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::List(first)) => open.push((at, *first)),
            Event::End(TagEnd::List(_)) => drop(open.pop()),
            Event::Start(Tag::Item) => {
                if let Some((list, Some(next))) = open.last_mut() {
                    if item_marker(&text[range.clone()]) != format!("{next}.") {
                        as_printed.insert(*list);
                    }
                    *next += 1;
                }
            }
            _ => {}
        }
    }
    as_printed
}

/// Mark-up that reaches the page as it stands.
fn leftover(text: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut code = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code -= 1,
            Event::Text(words) if code == 0 => {
                let places = LEFTOVER.iter().filter(|mark| words.contains(**mark)).filter_map(|mark| {
                    let found = text[range.clone()].match_indices(mark).map(|(at, _)| range.start + at);
                    found.into_iter().find(|at| !is_masked(text, *at)).map(|at| at..at + mark.len())
                });
                left.extend(at_start_of_line(text, range).or_else(|| places.min_by_key(|place| place.start)));
            }
            _ => {}
        }
    }
    left
}

/// What would have been a heading or the row of a table: `#标题`, `| 甲 | 乙 |` without the line of `|---|---|`.
fn at_start_of_line(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let line = text[..range.start].rfind('\n').map_or(0, |before| before + 1);
    let written = &text[range.clone()];
    let is_first = text[line..range.start].trim_start_matches([' ', '>']).is_empty();
    let hashes = written.len() - written.trim_start_matches('#').len();
    // `#1机组` is a number.
    let is_heading = hashes > 1 || (hashes == 1 && written[1..].starts_with(char::is_alphabetic));
    let is_below_row = text[..line].lines().next_back().is_some_and(|above| above.trim_start().starts_with('|'));
    let is_row = written.starts_with('|')
        && !is_below_row
        && written.lines().next().is_some_and(|line| line.matches('|').count() > 1);
    let length = if is_row { 1 } else { hashes };
    (is_first && (is_heading || is_row)).then_some(range.start..range.start + length)
}

/// Whether a place stands within a number of which a part was masked: `138****0000`.
fn is_masked(text: &str, at: usize) -> bool {
    let before = text[..at].len() - text[..at].trim_end_matches('*').len();
    before + text[at..].bytes().take_while(|byte| *byte == b'*').count() > 3
}

/// What no report prints.
const LEFTOVER: [&str; 5] = ["**", "~~", "](", "[^", "`"];

/// The footnotes of a text: each has a number for its addresses, and is called what its author calls it.
#[derive(Default)]
struct Footnotes {
    numbers: BTreeMap<String, usize>,
    referred: BTreeMap<usize, usize>,
    defined: BTreeSet<usize>,
}

impl Footnotes {
    fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_lowercase()).or_insert(next)
    }

    fn reference(&mut self, name: &str) -> String {
        let number = self.number(name);
        let time = self.referred.entry(number).or_default();
        *time += 1;
        let id = format!("footnote-{number}-reference-{time}");
        let name = escape(name);
        format!("<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#footnote-{number}\">{name}</a></sup>")
    }

    fn definition(&mut self, name: &str) -> String {
        let number = self.number(name);
        // Of two of one name the first is referred to.
        let id = if self.defined.insert(number) { format!(" id=\"footnote-{number}\"") } else { String::new() };
        let name = escape(name);
        format!("<div class=\"footnote-definition\"{id}><sup class=\"footnote-definition-label\">{name}</sup> ")
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The address under which what a link leads to is published; none where it is not, or must not be linked to.
fn published(target: &str, address: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match address::target(target) {
        Target::Site if target.is_empty() || target.starts_with(['#', '?']) => Some(target.to_owned()),
        Target::Site => address(target),
        Target::Web | Target::Mail | Target::Telephone => {
            let (scheme, rest) = target.split_once(':')?;
            Some(format!("{}:{rest}", scheme.to_ascii_lowercase()))
        }
        Target::Nowhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_addresses_and_the_first_is_the_title() {
        let rendered = render("# 说明\n\n## 一、概况\n\n甲\n\n### （一）**项目**情况\n");
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
    fn numbers_of_items_stay_as_printed() {
        let html = |text: &str| render(text).html;
        assert_eq!(html("3. 甲\n4. 乙\n"), "<ol start=\"3\">\n<li>甲</li>\n<li>乙</li>\n</ol>\n");
        for (text, markers) in [
            ("3. 甲\n3. 乙\n4. 丙\n", ["3.", "3.", "4."]),
            ("1) 甲\n2) 乙\n3) 丙\n", ["1)", "2)", "3)"]),
            ("01. 甲\n02. 乙\n03. 丙\n", ["01.", "02.", "03."]),
        ] {
            let html = html(text);
            let shown: Vec<&str> =
                html.split("printed-number\">").skip(1).map(|rest| &rest[..rest.find('<').unwrap_or(0)]).collect();
            assert_eq!(shown, markers, "{html}");
        }
        assert!(html("（1）甲\n（2）乙\n").contains("（1）甲<br />\n（2）乙"));
        assert!(html("① 甲\n\n② 乙\n").contains("<p>② 乙</p>"));
    }

    #[test]
    fn an_underlined_line_is_no_heading() {
        let rendered = render("甲：\n---\n乙\n===\n\n  ## 丙\n");
        assert!(rendered.html.starts_with("<p>甲：</p>\n<hr />\n<p>乙</p>\n<hr />\n<h2"), "{}", rendered.html);
        assert_eq!((rendered.title, rendered.headings.len()), (None, 1));
    }

    #[test]
    fn footnotes_have_addresses_of_their_own() {
        let html = render("甲[^3]乙[^3]丙[^注 1]\n\n[^3]: 丁\n\n[^注 1]: 戊\n\n[^3]: 己\n").html;
        for id in ["footnote-1-reference-1", "footnote-1-reference-2", "footnote-1"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {html}");
        }
        assert!(html.contains("<a href=\"#footnote-1\">3</a>"), "{html}");
        assert!(html.contains("丁") && html.contains("己"), "{html}");
        assert!(
            render("甲[^A]\n\n[^a]: 乙").html.contains("id=\"footnote-1\"><sup class=\"footnote-definition-label\">a")
        );
        assert!(render("甲[^注*1*]\n\n[^注*1*]: 乙").html.contains(">注*1*</a>"));
    }

    #[test]
    fn mark_up_that_means_nothing_is_known() {
        let left = |text: &str| -> Vec<String> {
            render(text).leftover.into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(left("甲**乙"), ["**"]);
        assert_eq!(left("见[附件](a b"), ["]("]);
        assert_eq!(left("甲[^3]"), ["[^"]);
        assert_eq!(left("甲`乙"), ["`"]);
        assert_eq!(left("#标题\n\n##标题\n\n> #标题"), ["#", "##", "#"]);
        assert_eq!(left("甲\n\n| 甲 | 乙 |\n|——|——|\n| 丙 | 丁 |"), ["|"]);
        assert_eq!(left("#1机组，甲#乙，|甲|，\\#标题"), [""; 0]);
        assert_eq!(left("**甲。**乙 `**` 3*4 1~2 [92分]{score}"), [""; 0]);
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
