//! The preview under load: many idle connections, thousands of requests at once, and rude clients. None is lost.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;

use super::Preview;
use crate::common::Site;
use snapbox::cmd::cargo_bin;

/// A preview with this limit of descriptors: `-S` for one that it may raise, empty for one that it may not.
fn limited(site: &Site, kind: &str) -> Preview {
    let script = format!("ulimit {kind} -n 1024; exec {} \"$@\"", cargo_bin!("gongshi").display());
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh"]);
    Preview::started(command, site, 0)
}

/// Asks for a small file, over a connection of its own.
fn ask(preview: &Preview) -> TcpStream {
    let head = format!("GET /feed.xml HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port);
    preview.open(&head)
}

/// Whether an answer is whole: its body as long as its head says.
fn is_whole(answer: &str) -> bool {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    head.starts_with("HTTP/1.1 200 OK") && length.is_some_and(|length| length.parse() == Ok(body.len()))
}

fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    match stream.read_to_string(&mut answer) {
        Ok(_) => answer,
        Err(error) => format!("{error} behind {answer:?}"),
    }
}

/// How many of so many requests at once, beside idle connections, are not answered whole.
fn lost(preview: &Preview, idle: usize, requests: usize) -> usize {
    let idle: Vec<TcpStream> = (0..idle).map(|_| preview.open("")).collect();
    let asked: Vec<TcpStream> = (0..requests).map(|_| ask(preview)).collect();
    let lost = asked.into_iter().map(answer).filter(|answer| !is_whole(answer)).count();
    drop(idle);
    lost
}

/// Lets this process open enough connections, as clients on several machines could.
fn raise_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    assert!(maximum.is_none_or(|maximum| maximum > 9_500), "this test needs 9,500 descriptors: ulimit -n");
}

#[test]
fn eight_thousand_requests_at_once_beside_a_thousand_idle_connections_are_all_answered() {
    raise_limit();
    let site = Site::new("clean");
    let preview = limited(&site, "-S");
    assert_eq!(lost(&preview, 1_000, 8_000), 0);
}

#[test]
fn where_no_more_descriptors_are_to_be_had_requests_wait_and_are_answered() {
    raise_limit();
    let site = Site::new("clean");
    let preview = limited(&site, "");
    assert_eq!(lost(&preview, 1_000, 2_000), 0);
}

#[test]
fn a_connection_is_kept_for_further_requests() {
    let site = Site::new("clean");
    let preview = limited(&site, "-S");
    let stream = preview.open("");
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for _ in 0..50 {
        (&stream).write_all(b"GET /feed.xml HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let (mut length, mut line) = (0, String::new());
        while line != "\r\n" {
            line.clear();
            assert_ne!(reader.read_line(&mut line).unwrap(), 0, "the connection ended");
            length = line.strip_prefix("Content-Length: ").map_or(length, |length| length.trim().parse().unwrap());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        assert!(body.ends_with(b"</feed>\n"), "{}", String::from_utf8_lossy(&body));
    }
}

#[test]
fn heads_have_a_limit_and_nonsense_ends_a_connection() {
    let site = Site::new("clean");
    let preview = limited(&site, "-S");
    let said = |head: &str| {
        let mut stream = preview.open("");
        // The other side may have heard enough before all is written.
        let _ = stream.write_all(head.as_bytes());
        answer(stream)
    };
    let padded = |length: usize| {
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: {}\r\n\r\n", "x".repeat(length))
    };
    assert!(said(&padded(15_000)).starts_with("HTTP/1.1 200 OK"));
    let long = said(&padded(70_000));
    assert!(long.starts_with("HTTP/1.1 431") || long.contains("reset"), "{long}");
    assert!(said("\0\0\0\r\n\r\n").starts_with("HTTP/1.1 400"));
    for foreign in ["Origin: http://example.org", "Sec-Fetch-Site: cross-site", "Origin: null"] {
        for path in ["/", "/feed.xml", "/__gongshi/events", "/__gongshi/live.js", "/nowhere/"] {
            let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{foreign}\r\nConnection: close\r\n\r\n");
            assert!(said(&head).starts_with("HTTP/1.1 403 Forbidden"), "{foreign} {path}");
        }
    }
    assert!(is_whole(&answer(ask(&preview))));
}
