//! What a request of a browser is answered with. Pure but for attachments, which it opens; knows no sockets.

use std::fs::File;

use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::{Method, Request, StatusCode};

use super::{Preview, Shown, page};
use crate::address;
use crate::load;
use crate::media;
use crate::pipeline;
use crate::site::Site;
use crate::source::project_folder;

/// The strictest policy that a published site must work under.
pub(super) const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

/// An answer.
pub(super) enum Answer {
    /// One that ends.
    Response(Response),
    /// What changes, for as long as the browser listens. It shows this version, if it says which.
    Events(Option<u64>),
}

/// An answer that ends.
pub(super) struct Response {
    pub status: StatusCode,
    pub kind: &'static str,
    pub location: Option<String>,
    /// Whether browsers are to save it and show no part of it.
    pub is_saved: bool,
    pub body: Body,
}

pub(super) enum Body {
    Bytes(Vec<u8>),
    /// An open file and its length.
    File(File, u64),
}

/// Answers a request.
pub(super) fn answer<T>(preview: &Preview, request: &Request<T>) -> Answer {
    if let Some(response) = refusal(preview, request) {
        return Answer::Response(response);
    }
    let (path, query) = (request.uri().path(), request.uri().query());
    if path == "/__gongshi/events" && request.method() == Method::GET {
        return Answer::Events(query.and_then(|query| query.strip_prefix("since=")?.parse().ok()));
    }
    Answer::Response(respond(preview, path, query))
}

/// Other sites must not read the preview: not through a name that leads to this machine, and not from their pages. Only
/// reading is offered.
fn refusal<T>(preview: &Preview, request: &Request<T>) -> Option<Response> {
    let headers = request.headers();
    let host = header(headers, &HOST);
    if !host.is_some_and(is_loopback) || !is_from_own_page(headers, host.unwrap_or_default()) {
        return Some(notice(preview, StatusCode::FORBIDDEN, "serve-forbidden"));
    }
    let reading = [Method::GET, Method::HEAD].contains(request.method());
    (!reading).then(|| notice(preview, StatusCode::METHOD_NOT_ALLOWED, "serve-not-allowed"))
}

/// The value of a header that is there once.
fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok();
    value.filter(|_| values.next().is_none())
}

/// Whether a request is of a page of the preview, or of a person who typed its address. Browsers say so in `Origin` and
/// `Sec-Fetch-Site` (Fetch Metadata Request Headers, W3C); what is no browser says neither.
fn is_from_own_page(headers: &HeaderMap, host: &str) -> bool {
    let fetch_site = HeaderName::from_static("sec-fetch-site");
    let own_origin = !headers.contains_key(ORIGIN)
        || header(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://")) == Some(host);
    let own_site = !headers.contains_key(&fetch_site)
        || header(headers, &fetch_site).is_some_and(|site| ["same-origin", "none"].contains(&site));
    own_origin && own_site
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

fn respond(preview: &Preview, address: &str, query: Option<&str>) -> Response {
    match address {
        "/__gongshi/live.js" => return found("live.js", Body::Bytes(include_bytes!("live.js").to_vec())),
        "/__gongshi/staff.js" => return found("staff.js", Body::Bytes(include_bytes!("staff.js").to_vec())),
        "/__gongshi/live.css" => return found("live.css", Body::Bytes(include_bytes!("live.css").to_vec())),
        _ => {}
    }
    let shown = preview.shown();
    if address == "/__gongshi/findings" {
        return beside(preview, &shown, query);
    }
    let Some(path) = path(address) else { return notice(preview, StatusCode::BAD_REQUEST, "serve-bad-address") };
    let Some(site) = &shown.site else {
        let html = page::trouble(preview.lang, &shown.trouble);
        return html_response(StatusCode::SERVICE_UNAVAILABLE, html.as_bytes(), &shown);
    };
    let file = page_file(path);
    let left = site.unchecked_for(&file);
    if left > CHECKED_AT_ONCE {
        let newest = &site.everything()[..LED_TO.min(site.everything().len())];
        let html = page::waiting(preview.lang, left, site, newest);
        return html_response(StatusCode::SERVICE_UNAVAILABLE, html.as_bytes(), &shown);
    }
    if let Some(response) = published(preview, &shown, site, moved(site, &file).unwrap_or(&file)) {
        return response;
    }
    let is_folder = !address.ends_with('/') && pipeline::file(site, &format!("{file}/index.html")).is_some();
    if is_folder {
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        let location = Some(format!("{address}/{query}"));
        let body = Body::Bytes(Vec::new());
        return Response { status: StatusCode::FOUND, kind: TEXT, location, is_saved: false, body };
    }
    match published(preview, &shown, site, "404.html") {
        Some(page) => Response { status: StatusCode::NOT_FOUND, ..page },
        None => notice(preview, StatusCode::NOT_FOUND, "serve-not-found"),
    }
}

/// A page that tells of more projects than this is shown once they are checked, and until then how many are left. With fewer it
/// takes about a second.
const CHECKED_AT_ONCE: usize = 1000;

/// To so many projects, the newest, that page leads meanwhile.
const LED_TO: usize = 20;

/// The file that a path of a page means.
fn page_file(path: String) -> String {
    if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path }
}

/// What was found about the page of which `query` gives the path, as the clerk's panel wants it.
fn beside(preview: &Preview, shown: &Shown, query: Option<&str>) -> Response {
    let asked = query.and_then(|query| path(&address::path_of(query.strip_prefix("page=")?)?));
    match (asked, &shown.site) {
        (Some(asked), Some(site)) => {
            let text = page::beside(preview.lang, site, &page_file(asked));
            found("findings.json", Body::Bytes(text.into_bytes()))
        }
        _ => notice(preview, StatusCode::NOT_FOUND, "serve-not-found"),
    }
}

/// Where a static file stands now of which a page that is still open knows an older address: it took over new styles and
/// loads its scripts as they are needed.
fn moved<'a>(site: &'a Site, path: &str) -> Option<&'a str> {
    let (_, name) = path.strip_prefix("static/")?.split_once('/')?;
    let name_of = |address: &str| address.strip_prefix("static/")?.split_once('/').map(|(_, name)| name.to_owned());
    site.theme.statics().keys().find(|address| name_of(address).as_deref() == Some(name)).map(String::as_str)
}

/// A file of the site: a page made now, or an attachment from disk.
fn published(preview: &Preview, shown: &Shown, site: &Site, path: &str) -> Option<Response> {
    match pipeline::file(site, path) {
        Some(Ok(bytes)) if path.ends_with(".html") => return Some(html_response(StatusCode::OK, &bytes, shown)),
        Some(Ok(bytes)) => return Some(found(path, Body::Bytes(bytes))),
        Some(Err(finding)) => {
            let trouble = [page::Trouble::finding(&site.sources, preview.lang, &finding)];
            let html = page::trouble(preview.lang, &trouble);
            return Some(html_response(StatusCode::INTERNAL_SERVER_ERROR, html.as_bytes(), shown));
        }
        None => {}
    }
    let (_, source) = pipeline::attachments(site).find(|(address, _)| *address == path)?;
    let file = load::open_attachment(&preview.root, &preview.links, source).ok()?;
    let length = file.metadata().ok()?.len();
    // Themes bring theirs in folders of another name.
    let is_saved = !project_folder(path).is_empty();
    let kind = media::kind(&media::ending(path)).map_or(content_type(path), |kind| kind.media_type);
    Some(Response { kind, is_saved, ..found(path, Body::File(file, length)) })
}

fn found(path: &str, body: Body) -> Response {
    Response { status: StatusCode::OK, kind: content_type(path), location: None, is_saved: false, body }
}

fn notice(preview: &Preview, status: StatusCode, id: &str) -> Response {
    html_response(status, page::notice(preview.lang, id).as_bytes(), &preview.shown())
}

fn html_response(status: StatusCode, html: &[u8], shown: &Shown) -> Response {
    let body = Body::Bytes(page::with_live_script(html, shown.version));
    Response { status, kind: content_type("index.html"), location: None, is_saved: false, body }
}

/// The path below the site's root that an address means; `None` when it is no address of a site.
fn path(address: &str) -> Option<String> {
    let path = address::path_of(address.strip_prefix('/')?)?;
    let inside = !path.contains(['\\', '\0']) && path.split('/').all(|part| part != ".." && part != ".");
    inside.then_some(path)
}

pub(super) const TEXT: &str = "text/plain; charset=utf-8";

fn content_type(path: &str) -> &'static str {
    let ending = media::ending(path);
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => TEXT,
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        ending => media::kind(ending).map_or("application/octet-stream", |kind| kind.media_type),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_and_stay_inside_the_site() {
        assert_eq!(path("/").as_deref(), Some(""));
        assert_eq!(path("/pages/%E8%AF%B4%E6%98%8E/").as_deref(), Some("pages/说明/"));
        for outside in ["", "x", "/../x", "/a/%2e%2e/x", "/a/%2E./x", "/..%2fx", "/a\\b", "/%00", "/%zz", "/%e8", "/%4"]
        {
            assert_eq!(path(outside), None, "{outside}");
        }
    }

    #[test]
    fn only_own_pages_and_persons_are_answered() {
        let from = |headers: &[(&str, &str)]| {
            let mut request = Request::builder();
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            is_from_own_page(request.body(()).expect("a request").headers(), "localhost:8000")
        };
        for own in [
            &[][..],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8000")],
            &[("origin", "http://localhost:8000")],
        ] {
            assert!(from(own), "{own:?}");
        }
        for foreign in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "none"), ("sec-fetch-site", "cross-site")],
            &[("origin", "null")],
            &[("origin", "http://localhost:3000")],
            &[("origin", "https://localhost:8000")],
            &[("origin", "http://example.org")],
            &[("origin", "http://example.org"), ("sec-fetch-site", "same-origin")],
            &[("origin", "http://localhost:8000"), ("origin", "http://example.org")],
        ] {
            assert!(!from(foreign), "{foreign:?}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for host in ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "127.0.0.1", "[::1]:8000", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in
            ["", "example.org", "example.org:8000", "127.0.0.1.example.org", "localhost.example.org:80", "127.0.0.2"]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
