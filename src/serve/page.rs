//! The pages and messages that only a preview has: what is wrong, for a person to read and for the live script.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::diag::Finding;
use crate::lang::{Lang, Message};
use crate::load::LoadError;
use crate::site::{Page, Site};
use crate::source::Sources;

/// Something that keeps the site from being shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    rule: String,
    place: String,
    message: String,
}

impl Trouble {
    pub(super) fn finding(sources: &Sources, lang: Lang, finding: &Finding) -> Self {
        let position = sources.position(finding.span);
        Trouble {
            rule: finding.rule.to_owned(),
            place: format!("{}:{}:{}", sources.get(finding.span.file).path, position.line, position.column),
            message: lang.say(&finding.message),
        }
    }

    pub(super) fn unreadable(error: &LoadError) -> Self {
        Trouble { rule: String::new(), place: error.path.display().to_string(), message: error.error.to_string() }
    }
}

/// What the live script shows over the page: its words and the findings, as JSON on one line.
pub(super) fn overlay(lang: Lang, trouble: &[Trouble]) -> String {
    let findings: Vec<Value> =
        trouble.iter().map(|item| json!({ "rule": item.rule, "place": item.place, "message": item.message })).collect();
    let title = lang.word("serve-trouble");
    json!({ "title": title, "close": lang.word("serve-close"), "findings": findings }).to_string()
}

/// What was found about the page in a file, with the words of the clerk's panel: as JSON.
pub(super) fn beside(lang: Lang, site: &Site, file: &str) -> String {
    let told = |finding: &Finding, is_for_staff: bool| {
        let Trouble { rule, place, message } = Trouble::finding(&site.sources, lang, finding);
        json!({
            "level": lang.word(finding.severity.word()),
            "rule": rule,
            "place": place,
            "message": message,
            "note": finding.note,
            "isForStaff": is_for_staff,
        })
    };
    let (mut shown, for_staff) = site.found_about(file);
    shown.sort_by_key(|finding| Reverse(finding.severity));
    let findings: Vec<Value> = shown
        .into_iter()
        .map(|finding| told(&finding, false))
        .chain(for_staff.into_iter().map(|finding| told(&finding, true)))
        .collect();
    let words = json!({
        "title": lang.word("serve-staff-title"),
        "public": lang.word("serve-staff-public"),
        "open": lang.word("serve-staff-open"),
        "copy": lang.word("serve-staff-copy"),
        "copied": lang.word("serve-staff-copied"),
        "note": lang.word("serve-staff-note"),
        "none": lang.word("serve-staff-none"),
        "shown": lang.word("serve-staff-shown"),
        "staff": lang.word("serve-staff-staff"),
    });
    json!({ "words": words, "findings": findings }).to_string()
}

/// A plain page that lists what is wrong, for when there is no page to lay it over.
pub(super) fn trouble(lang: Lang, trouble: &[Trouble]) -> String {
    let items: String = trouble
        .iter()
        .map(|item| {
            let (rule, place, message) = (escape(&item.rule), escape(&item.place), escape(&item.message));
            format!("<li><p><strong>{rule}</strong> <code>{place}</code></p>\n<p>{message}</p></li>\n")
        })
        .collect();
    plain(lang, &lang.word("serve-trouble"), "", &format!("<ol>\n{items}</ol>"))
}

/// A plain page that says only what it is.
pub(super) fn notice(lang: Lang, id: &str) -> String {
    plain(lang, &lang.word(id), "", "")
}

/// A plain page that stands for one that tells of many projects, as long as so many are not checked. It asks again every second,
/// and leads to some projects, whose pages are there already.
pub(super) fn waiting(lang: Lang, left: usize, site: &Site, some: &[usize]) -> String {
    let title = lang.say(&Message::new("serve-checking").with("n", left));
    let item = |number: &usize| {
        let path = escape(&site.path(&Page::Project(*number)));
        let title = escape(&site.content.projects[*number].title.value);
        format!("<li><a href=\"/{path}\">{title}</a></li>\n")
    };
    let items: String = some.iter().map(item).collect();
    let body = format!("<p>{}</p>\n<ul>\n{items}</ul>", escape(&lang.word("serve-checking-wait")));
    plain(lang, &title, "<meta http-equiv=\"refresh\" content=\"1\">\n", &body)
}

/// `head` is what else stands in the head.
fn plain(lang: Lang, title: &str, head: &str, body: &str) -> String {
    let language = lang.tag();
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n{head}\
         <link rel=\"stylesheet\" href=\"/__gongshi/live.css\">\n</head>\n\
         <body class=\"gongshi-plain\">\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )
}

/// A page with the live script, which reloads it once there is a newer version.
pub(super) fn with_live_script(html: &[u8], version: u64) -> Vec<u8> {
    let script = format!(
        "<script defer src=\"/__gongshi/live.js\" data-version=\"{version}\"></script>\n\
         <script defer src=\"/__gongshi/staff.js\"></script>\n"
    );
    let end = html.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>")).unwrap_or(html.len());
    [&html[..end], script.as_bytes(), &html[end..]].concat()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
