//! Answers one request of a browser on this machine. Knows HTTP; what is shown comes from the preview.

use std::fs::File;
use std::io::{self, Write};

use tiny_http::{Method, Request};

use super::{Preview, Shown, page};
use crate::pipeline;
use crate::site::Site;

/// The strictest policy that a published site must work under.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

/// What a request is answered with.
struct Response {
    status: &'static str,
    kind: &'static str,
    location: Option<String>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    File(File, u64),
}

/// Answers a request. A browser that has left is no error.
pub(super) fn answer(preview: &Preview, request: Request) {
    let events = request.url().split('?').next() == Some("/__gongshi/events");
    let _ = match refusal(preview, &request) {
        Some(response) => send(request, response),
        None if events && *request.method() == Method::Get => stream(preview, request),
        None => {
            let response = respond(preview, request.url());
            send(request, response)
        }
    };
}

/// Other sites must not read the preview through a name that leads to this machine; only reading is offered.
fn refusal(preview: &Preview, request: &Request) -> Option<Response> {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    if !host.is_some_and(|host| is_loopback(host.value.as_str())) {
        return Some(notice(preview, "403 Forbidden", "serve-forbidden"));
    }
    let reading = matches!(request.method(), Method::Get | Method::Head);
    (!reading).then(|| notice(preview, "405 Method Not Allowed", "serve-not-allowed"))
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

fn respond(preview: &Preview, url: &str) -> Response {
    let (address, query) = url.split_once('?').map_or((url, None), |(address, query)| (address, Some(query)));
    match address {
        "/__gongshi/live.js" => return found("live.js", Body::Bytes(include_bytes!("live.js").to_vec())),
        "/__gongshi/live.css" => return found("live.css", Body::Bytes(include_bytes!("live.css").to_vec())),
        _ => {}
    }
    let Some(path) = path(address) else { return notice(preview, "400 Bad Request", "serve-bad-address") };
    let shown = preview.shown();
    let Some(site) = &shown.site else {
        let html = page::trouble(preview.lang, &shown.trouble);
        return html_response("503 Service Unavailable", html.as_bytes(), &shown);
    };
    let file = if path.is_empty() || path.ends_with('/') { path.clone() + "index.html" } else { path };
    if let Some(response) = published(preview, &shown, site, &file) {
        return response;
    }
    let is_folder = !address.ends_with('/') && pipeline::file(site, &format!("{file}/index.html")).is_some();
    if is_folder {
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        let location = Some(format!("{address}/{query}"));
        return Response { status: "302 Found", kind: TEXT, location, body: Body::Bytes(Vec::new()) };
    }
    match published(preview, &shown, site, "404.html") {
        Some(page) => Response { status: "404 Not Found", ..page },
        None => notice(preview, "404 Not Found", "serve-not-found"),
    }
}

/// A file of the site: a page made now, or an attachment from disk.
fn published(preview: &Preview, shown: &Shown, site: &Site, path: &str) -> Option<Response> {
    match pipeline::file(site, path) {
        Some(Ok(bytes)) if path.ends_with(".html") => return Some(html_response("200 OK", &bytes, shown)),
        Some(Ok(bytes)) => return Some(found(path, Body::Bytes(bytes))),
        Some(Err(finding)) => {
            let trouble = [page::Trouble::finding(&site.sources, preview.lang, &finding)];
            let html = page::trouble(preview.lang, &trouble);
            return Some(html_response("500 Internal Server Error", html.as_bytes(), shown));
        }
        None => {}
    }
    let (_, source) = pipeline::attachments(site).find(|(address, _)| *address == path)?;
    let file = File::open(preview.root.join(source)).ok()?;
    let length = file.metadata().ok()?.len();
    Some(found(path, Body::File(file, length)))
}

fn found(path: &str, body: Body) -> Response {
    Response { status: "200 OK", kind: content_type(path), location: None, body }
}

fn notice(preview: &Preview, status: &'static str, id: &str) -> Response {
    html_response(status, page::notice(preview.lang, id).as_bytes(), &preview.shown())
}

fn html_response(status: &'static str, html: &[u8], shown: &Shown) -> Response {
    let body = Body::Bytes(page::with_live_script(html, shown.version));
    Response { status, kind: content_type("index.html"), location: None, body }
}

/// The path below the site's root that an address means; `None` when it is no address of a site.
fn path(address: &str) -> Option<String> {
    let path = decode(address.strip_prefix('/')?)?;
    let inside = !path.contains(['\\', '\0']) && path.split('/').all(|part| part != ".." && part != ".");
    inside.then_some(path)
}

/// Text with its `%XX` decoded.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn send(request: Request, response: Response) -> io::Result<()> {
    let head_only = *request.method() == Method::Head;
    let length = match &response.body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(_, length) => *length,
    };
    let mut head = head(response.status, response.kind);
    head += &format!("Content-Length: {length}\r\n");
    if let Some(location) = response.location {
        head += &format!("Location: {location}\r\n");
    }
    let mut writer = request.into_writer();
    write!(writer, "{head}\r\n")?;
    match response.body {
        _ if head_only => {}
        Body::Bytes(bytes) => writer.write_all(&bytes)?,
        // Not more than was announced, should the file grow meanwhile.
        Body::File(file, length) => {
            io::copy(&mut io::Read::take(file, length), &mut writer)?;
        }
    }
    writer.flush()
}

/// Tells a browser what changes, until it leaves. Its address says which version it shows: `?since=3`.
fn stream(preview: &Preview, request: Request) -> io::Result<()> {
    let since = request.url().split_once("?since=").and_then(|(_, version)| version.parse().ok());
    let mut shown = preview.shown();
    // A browser that shows this version has missed nothing but what is wrong now.
    let mut told = since.unwrap_or(shown.version) == shown.version && shown.trouble.is_empty();
    let mut writer = request.into_writer();
    write!(writer, "{}\r\n", head("200 OK", "text/event-stream"))?;
    loop {
        let id = shown.version;
        if told {
            write!(writer, ":\n\n")?;
        } else if shown.trouble.is_empty() {
            write!(writer, "event: changed\nid: {id}\ndata: {id}\n\n")?;
        } else {
            let overlay = page::overlay(preview.lang, &shown.trouble);
            write!(writer, "event: findings\nid: {id}\ndata: {overlay}\n\n")?;
        }
        writer.flush()?;
        let next = preview.next(shown.version);
        told = next.version == shown.version;
        shown = next;
    }
}

/// The head of every response. Connections are not kept: tiny_http reads each on a thread of its own, and may leave
/// one of a burst unread for as long as the others are open.
fn head(status: &str, kind: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n"
    )
}

const TEXT: &str = "text/plain; charset=utf-8";

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "jsonld" => "application/ld+json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => TEXT,
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
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
